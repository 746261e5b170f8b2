# SPDX-License-Identifier: MIT
"""A codebook is read from, and written to, every kind of file that holds one."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.places import codebooks
from coder_app.formats.codebooks import read_any_codebook, write_any_codebook

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


def test_another_kind_of_file_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "book.odt"
    path.write_bytes(b"PK")

    with pytest.raises(InputProblem, match="TOML, Excel"):
        read_any_codebook(path)
