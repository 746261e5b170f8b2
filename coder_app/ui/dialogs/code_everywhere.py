# SPDX-License-Identifier: MIT
"""Give a code to every place that says the same words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord, CodeStatus
from coder_app.operations import codings
from coder_app.queries import lists
from coder_app.ui.choices import choose, combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import label
from coder_app.ui.workspace import Workspace


class CodeEverywhereDialog(DialogFrame):
    """Ask for the words, the code, and whether it is one transcript or all."""

    def __init__(
        self,
        codes: Sequence[CodeRecord],
        *,
        code: UUID | None = None,
        document: tuple[UUID, str] | None = None,
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Code all places that say …"), parent)
        form = QFormLayout()
        form.setHorizontalSpacing(theme().px(12))
        form.setVerticalSpacing(theme().px(8))
        self.body.addLayout(form)
        self._words = QLineEdit(words, self)
        self._words.setAccessibleName(tr("Words"))
        told = label(tr("Words"), self, step="small", ink="ink2")
        told.setBuddy(self._words)
        form.addRow(told, self._words)
        told, self._code = combo(tr("Code"), parent=self)
        for one in codes:
            if one.codable and one.status is not CodeStatus.RETIRED:
                self._code.addItem(one.name, one.guid)
        choose(self._code, code)
        form.addRow(told, self._code)
        told, self._where = combo(tr("Where"), parent=self)
        if document is not None:
            self._where.addItem(tr("in “{0}”").format(document[1]), document[0])
        self._where.addItem(tr("in all transcripts"), None)
        form.addRow(told, self._where)
        hint = tr("Capital and small letters count as the same. One Undo takes all of them back.")
        self.body.addWidget(label(hint, self, step="small", ink="ink3", wraps=True))
        _, self._go = self.set_buttons(tr("Code them"))
        self._words.textChanged.connect(self._show_state)
        self._show_state()
        self._words.setFocus()

    def _show_state(self) -> None:
        self._go.setEnabled(bool(self.words()) and self._code.count() > 0)

    def words(self) -> str:
        """Give the words to look for."""
        return self._words.text().strip()

    def code(self) -> UUID:
        """Give the code."""
        chosen: UUID = self._code.currentData()
        return chosen

    def document(self) -> UUID | None:
        """Give the transcript, or nothing for all."""
        chosen: UUID | None = self._where.currentData()
        return chosen


def code_everywhere(
    workspace: Workspace,
    parent: QWidget,
    *,
    code: UUID | None = None,
    document: tuple[UUID, str] | None = None,
    words: str = "",
) -> None:
    """Ask, then code all places in one step and say how many there were."""
    codes = workspace.ask(lists.codes, workspace.viewer)
    dialog = CodeEverywhereDialog(codes, code=code, document=document, words=words, parent=parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    where, text, what = dialog.document(), dialog.words(), dialog.code()
    dialog.deleteLater()
    if not accepted:
        return
    number = workspace.attempt(
        codings.code_all_matches, document=where, text=text, code=what, coder=workspace.viewer
    )
    if number is not None:
        workspace.said.emit(tr_n("{n} place is coded", "{n} places are coded", number))
