# SPDX-License-Identifier: MIT
"""A memo is kept while it is typed, and one event when it is left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from coder_app.core.records import MemoRecord
from coder_app.operations import memos
from coder_app.queries import document as documents
from coder_app.queries import lists
from coder_app.ui.memo_desk import MemoDesk
from coder_app.ui.popups.memo import MemoSubject
from coder_app.ui.workspace import Workspace

PLACES = (QPoint(20, 20), QPoint(20, 40))


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot) -> MemoDesk:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    made = MemoDesk(workspace, window)
    made.setProperty("window", window)
    return made


def code(small: Any, name: str) -> Any:
    return next(c for c in small.project.ask(lists.codes, small.ana) if c.name == name)


def kept(small: Any, about: UUID) -> list[MemoRecord]:
    return small.project.ask(documents.memos, small.ana, about)


def test_what_is_typed_is_a_draft_until_it_is_left(
    desk: MemoDesk, small: Any, qtbot: QtBot
) -> None:
    trust = code(small, "trust")
    desk.write_on_code(trust, PLACES)
    qtbot.keyClicks(desk.popup.text, "Not the same as liking.")

    with qtbot.waitSignal(desk.popup.draft_typed, timeout=3000):
        pass
    assert "Not the same as liking." in small.project.drafts().values()
    assert not kept(small, trust.guid)
    qtbot.keyClick(desk.popup.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert [memo.text for memo in kept(small, trust.guid)] == ["Not the same as liking."]
    assert not small.project.drafts()


def test_a_draft_that_was_never_left_is_there_again(
    desk: MemoDesk, small: Any, workspace: Workspace
) -> None:
    trust = code(small, "trust")
    workspace.project.save_draft(trust.guid, f"memo-{small.ana.hex}", "Half a thou")

    desk.write_on_code(trust, PLACES)

    assert desk.popup.text.toPlainText() == "Half a thou"


def test_leaving_without_a_change_is_no_event(
    desk: MemoDesk, small: Any, workspace: Workspace
) -> None:
    trust = code(small, "trust")
    workspace.run(memos.write_memo, kind="code", about=trust.guid, text="Same", coder=small.ana)
    before = workspace.project.next_undo()

    desk.write_on_code(trust, PLACES)
    desk.leave()

    assert workspace.project.next_undo() == before


def test_an_emptied_memo_goes(desk: MemoDesk, small: Any, workspace: Workspace) -> None:
    trust = code(small, "trust")
    workspace.run(memos.write_memo, kind="code", about=trust.guid, text="Old", coder=small.ana)

    desk.write_on_code(trust, PLACES)
    desk.popup.text.clear()
    desk.leave()

    assert not kept(small, trust.guid)


def test_a_memo_on_another_coders_code_is_the_writers_own(
    desk: MemoDesk, small: Any, workspace: Workspace
) -> None:
    trust = code(small, "trust")
    workspace.run(memos.write_memo, kind="code", about=trust.guid, text="Ana’s", coder=small.ana)

    workspace.set_viewer(small.ben)
    desk.write_on_code(trust, PLACES)

    assert desk.popup.text.toPlainText() == ""


def test_tab_goes_round_in_the_popup_and_ctrl_enter_leaves_from_anywhere(
    desk: MemoDesk, small: Any, qtbot: QtBot
) -> None:
    desk.popup.write(
        MemoSubject(
            kind="code",
            about=small.codes["relatability capital"],
            title="relatability capital",
            scale=code(small, "relatability capital").scale,
        ),
        "",
        draft=None,
        head=PLACES[0],
        tail=PLACES[1],
    )
    desk.popup.activateWindow()
    qtbot.waitUntil(desk.popup.text.hasFocus)

    heard = []
    for _ in range(4):
        here = QApplication.focusWidget()
        assert here is not None
        heard.append(here.accessibleName())
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert heard == ["Memo", "1 faint", "2 clear", "Close the memo"]
    assert desk.popup.text.hasFocus()
    qtbot.keyClick(desk.popup.text, Qt.Key.Key_Backtab)
    close = QApplication.focusWidget()
    qtbot.keyClick(close, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not desk.popup.isVisible()
