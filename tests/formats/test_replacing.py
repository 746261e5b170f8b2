# SPDX-License-Identifier: MIT
"""Files are replaced whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from errno import EROFS
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.records import Sheet
from coder_app.core.report import Report, paragraph
from coder_app.formats.datasets.csv_file import write_csv
from coder_app.formats.datasets.json_file import write_json
from coder_app.formats.datasets.parquet_file import write_parquet
from coder_app.formats.datasets.report_docx import write_docx
from coder_app.formats.datasets.report_html import write_html
from coder_app.formats.datasets.spss_file import write_spss
from coder_app.formats.datasets.workbook import write_workbook
from coder_app.formats.replacing import replacing, table_paths

TABLES = SimpleNamespace(**run_path(str(Path(__file__).with_name("small_tables.py"))))
Write = Callable[..., object]
LONG = Report(
    title="Long",
    about=(),
    blocks=tuple(paragraph(str(row[0])) for row in TABLES.long_table().rows),
)
WRITERS: list[Write] = [
    *(write_workbook, write_csv, write_spss, write_parquet, write_json, write_html, write_docx)
]


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")

    with replacing(path) as draft:
        draft.write_text("new")
        assert path.read_text() == "old"

    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_inside_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"

    with pytest.raises(TypeError), replacing(path) as draft:
        draft.write_text(b"no text")

    assert not list(tmp_path.iterdir())


def test_a_disk_that_takes_nothing_gives_a_sentence(tmp_path: Path, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", refuse)

    told = pytest.raises(InputProblem, match=r"“out.txt”.*Read-only file system")
    with told, replacing(tmp_path / "out.txt"):
        refuse()


def test_a_folder_in_its_place_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out.txt").mkdir()

    with pytest.raises(InputProblem, match=r"out\.txt"), replacing(tmp_path / "out.txt") as draft:
        draft.write_text("new")

    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_the_first_table_takes_the_name_and_the_others_get_their_own(tmp_path: Path) -> None:
    sheets = [Sheet(name=name, columns=(), rows=[]) for name in ("Codings", "Units × Codes")]

    assert table_paths(sheets[:1], tmp_path / "out.sav") == [tmp_path / "out.sav"]
    assert [path.name for path in table_paths(sheets, tmp_path / "out.sav")] == [
        "out.sav",
        "out-units-codes.sav",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of Unix stands for the full disk")
@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_a_full_disk_leaves_the_old_file_whole(
    tmp_path: Path, write: Callable[..., object]
) -> None:
    path = tmp_path / "out.file"
    path.write_text("old")

    what = LONG if write in (write_html, write_docx) else [TABLES.long_table()]
    with pytest.raises(InputProblem, match=r"out\.file.*could not be written"), TABLES.soon_full():
        write(what, path)

    assert [left.read_text() for left in tmp_path.iterdir()] == ["old"]
    write(what, path)
    assert path.stat().st_size > 4_096
