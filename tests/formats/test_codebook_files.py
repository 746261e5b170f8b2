# SPDX-License-Identifier: MIT
"""A codebook is read from, and written to, every kind of file that holds one."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.places import codebooks
from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.formats.codebook_files import (
    own_or_shipped,
    read_any_codebook,
    write_any_codebook,
)

STUDY = codebooks("micro_influencer_following.toml")


@pytest.mark.parametrize("name", ["book.toml", "book.xlsx", "book.csv", "book.tsv"])
def test_what_is_written_is_read_again_whole(name: str, tmp_path: Path) -> None:
    book, _ = read_any_codebook(STUDY)

    assert write_any_codebook(book, tmp_path / name) == ()

    assert read_any_codebook(tmp_path / name)[0].codes == book.codes


def test_the_exchange_standard_keeps_the_codes_and_says_what_it_has_no_place_for(
    tmp_path: Path,
) -> None:
    book, _ = read_any_codebook(STUDY)

    (said,) = write_any_codebook(book, tmp_path / "book.qdc")

    assert "rules" in said
    codes = read_any_codebook(tmp_path / "book.qdc")[0].codes
    assert {(c.name, c.parent, c.definition) for c in codes} == {
        (c.name, c.parent, c.definition) for c in book.codes
    }


@pytest.mark.parametrize("name", ["book.xlsx", "book.csv"])
def test_an_entry_of_several_lines_becomes_one_line_of_a_cell_and_that_is_told(
    name: str, tmp_path: Path
) -> None:
    code = CodeDraft(name="a", use_when=("one \nline", "two\u2028"), do_not_use_when=("b",))

    told = write_any_codebook(CodebookDraft(title="T", codes=(code,)), tmp_path / name)

    assert "1 entry of several lines was written on one" in told[0]
    (back,) = read_any_codebook(tmp_path / name)[0].codes
    assert back.use_when == ("one line", "two")


def test_another_kind_of_file_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "book.odt"
    path.write_bytes(b"PK")

    with pytest.raises(InputProblem, match="TOML, Excel"):
        read_any_codebook(path)


@pytest.mark.parametrize("name", ["book.docx", "book.html"])
def test_an_appendix_can_be_written_but_not_read(name: str, tmp_path: Path) -> None:
    book, _ = read_any_codebook(STUDY)

    assert write_any_codebook(book, tmp_path / name) == ()

    assert (tmp_path / name).stat().st_size > 10_000
    with pytest.raises(InputProblem, match="no kind of file that a codebook is read from"):
        read_any_codebook(tmp_path / name)


def test_a_workbook_that_is_called_toml_is_read_for_what_it_is(tmp_path: Path) -> None:
    book, _ = read_any_codebook(STUDY)
    write_any_codebook(book, tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(tmp_path / "book.toml")

    assert read_any_codebook(tmp_path / "book.toml")[0].codes == book.codes
    (tmp_path / "secret.toml").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....")
    with pytest.raises(InputProblem, match="password"):
        read_any_codebook(tmp_path / "secret.toml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name in ("none.toml", "none.xlsx", "nul\0.toml"):
        with pytest.raises(InputProblem, match=r"no such file|could not be read"):
            read_any_codebook(tmp_path / name)


def test_nothing_is_written_to_an_unknown_kind(tmp_path: Path) -> None:
    book, _ = read_any_codebook(STUDY)

    with pytest.raises(InputProblem, match=r"\.toml, \.xlsx"):
        write_any_codebook(book, tmp_path / "book.odt")
    assert not list(tmp_path.iterdir())


def test_a_shipped_codebook_is_found_by_its_name_unless_one_of_ones_own_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = Path("volunteers_leaving.toml")

    assert own_or_shipped(name) == codebooks("volunteers_leaving.toml")
    assert own_or_shipped(Path("ours.toml")) == Path("ours.toml")
    name.write_text("mine", "utf-8")
    assert own_or_shipped(name) == name
