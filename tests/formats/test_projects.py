# SPDX-License-Identifier: MIT
"""A project of another program is known by its name, and what is none is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.projects import is_project, read_project


@pytest.mark.parametrize("name", ["a.qdpx", "A.QDE", "data.qda", "t.sqlite3"])
def test_projects_are_known_by_their_names(name: str) -> None:
    assert is_project(Path(name))


@pytest.mark.parametrize("name", ["a.coder", "a.docx", "folder"])
def test_other_files_are_no_projects(name: str, tmp_path: Path) -> None:
    assert not is_project(tmp_path / name)


def test_a_folder_of_qualcoder_is_a_project(tmp_path: Path) -> None:
    (tmp_path / "data.qda").write_bytes(b"")

    assert is_project(tmp_path)


def test_what_is_none_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.nvpx"
    path.write_bytes(b"")

    with pytest.raises(InputProblem, match="REFI-QDA"):
        read_project(path)
