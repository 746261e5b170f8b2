# SPDX-License-Identifier: MIT
"""Codes come from a file in one step; a wrong file changes nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coder_app.core.places import codebooks
from coder_app.queries import lists
from coder_app.ui.dialogs.import_codebook import import_codebook

STUDY = "micro_influencer_following.toml"


def _names(workspace) -> list[str]:
    return [code.name for code in workspace.ask(lists.codes, workspace.viewer)]


def test_codes_of_a_file_are_added_beside_those_that_are_there(workspace) -> None:
    parent, heard, before = QWidget(), [], _names(workspace)
    workspace.said.connect(heard.append)

    import_codebook(workspace, parent, codebooks(STUDY))

    assert set(before) < set(_names(workspace))
    assert _names(workspace).count("relatability capital") == 1
    assert heard[0].endswith(f"from “{STUDY}”")
    workspace.undo()
    assert _names(workspace) == before


def test_a_wrong_file_is_named_and_nothing_changes(workspace, tmp_path: Path) -> None:
    parent, heard, before = QWidget(), [], _names(workspace)
    workspace.refused.connect(heard.append)
    path = tmp_path / "book.toml"
    path.write_text("title = ", "utf-8")

    import_codebook(workspace, parent, path)

    assert "book.toml" in heard[0]
    assert _names(workspace) == before
