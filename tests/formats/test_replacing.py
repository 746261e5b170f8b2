# SPDX-License-Identifier: MIT
"""Files are replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.records import Sheet
from coder_app.formats.replacing import replacing, table_paths


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


def test_a_folder_in_its_place_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out.txt").mkdir()

    with pytest.raises(InputProblem, match=r"out\.txt"), replacing(tmp_path / "out.txt") as draft:
        draft.write_text("new")

    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_one_table_takes_the_name_and_several_get_their_own(tmp_path: Path) -> None:
    sheets = [Sheet(name=name, columns=(), rows=[]) for name in ("Codings", "Units × Codes")]

    assert table_paths(sheets[:1], tmp_path / "out.sav") == [tmp_path / "out.sav"]
    assert [path.name for path in table_paths(sheets, tmp_path / "out.sav")] == [
        "out-codings.sav",
        "out-units-codes.sav",
    ]
