# SPDX-License-Identifier: MIT
"""All places that say the same words get a code in one step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from coder_app.queries import lists
from coder_app.ui.dialogs.code_everywhere import CodeEverywhereDialog, code_everywhere


def _count(workspace) -> int:
    return workspace.ask(lists.info, workspace.viewer).codings


@pytest.mark.parametrize(("here", "places"), [(True, 1), (False, 2)])
def test_places_are_coded_in_one_or_in_all_transcripts(
    workspace, small, monkeypatch, here: bool, places: int
) -> None:
    parent, heard = QWidget(), []
    workspace.said.connect(heard.append)
    monkeypatch.setattr(CodeEverywhereDialog, "exec", lambda self: QDialog.DialogCode.Accepted)

    code_everywhere(
        workspace,
        parent,
        code=small.codes["trust"],
        document=(small.document, "P07 Marisol") if here else None,
        words="i TRUST her",
    )

    assert _count(workspace) == places
    assert heard[0].startswith(str(places))
    workspace.undo()
    assert _count(workspace) == 0


def test_words_are_needed_and_groups_are_not_offered(workspace, qtbot) -> None:
    dialog = CodeEverywhereDialog(workspace.ask(lists.codes, workspace.viewer))
    qtbot.addWidget(dialog)
    go = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Code them")
    assert not go.isEnabled()

    dialog.findChild(QLineEdit).setText("trust")

    assert go.isEnabled()
    offered = [dialog._code.itemText(n) for n in range(dialog._code.count())]
    assert "Constructs" not in offered
    assert dialog.document() is None
