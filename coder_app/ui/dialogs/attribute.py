# SPDX-License-Identifier: MIT
"""An attribute of participants: its name, its kind, what there is to choose from."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from coder_app.core.places import tr
from coder_app.ui.choices import choose, combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import label

_KINDS = (
    ("text", tr("text")),
    ("number", tr("number")),
    ("date", tr("date")),
    ("choice", tr("choice")),
)


class AttributeDialog(DialogFrame):
    """A new attribute of participants, or a change of one."""

    def __init__(
        self, parent: QWidget, *, name: str = "", kind: str = "text", choices: tuple[str, ...] = ()
    ) -> None:
        super().__init__(
            tr("Attribute “{0}”").format(name) if name else tr("New attribute"), parent
        )
        form = QFormLayout()
        self._name = QLineEdit(name, self)
        self._name.setAccessibleName(tr("Name"))
        form.addRow(label(tr("Name"), ink="ink2"), self._name)
        told, self._kind = combo(tr("Kind"), parent=self)
        for data, words in _KINDS:
            self._kind.addItem(words, data)
        choose(self._kind, kind)
        self._kind.currentIndexChanged.connect(self._on_kind)
        form.addRow(told, self._kind)
        self._choices = QPlainTextEdit("\n".join(choices), self)
        self._choices.setTabChangesFocus(True)
        self._choices.setAccessibleName(tr("Choices, one a line"))
        self._choices.setFixedHeight(theme().px(110))
        self._choices_told = label(tr("Choices, one a line"), ink="ink2")
        form.addRow(self._choices_told, self._choices)
        self.body.addLayout(form)
        self.set_buttons(tr("Change it") if name else tr("Add it"))
        self._on_kind()
        self._name.setFocus()

    def _on_kind(self) -> None:
        for widget in (self._choices, self._choices_told):
            widget.setVisible(self._kind.currentData() == "choice")

    def values(self) -> dict[str, Any]:
        """Give name, kind and choices."""
        lines = [line.strip() for line in self._choices.toPlainText().splitlines()]
        kind = self._kind.currentData()
        choices = tuple(line for line in lines if line) if kind == "choice" else ()
        return {"name": self._name.text().strip(), "kind": kind, "choices": choices}
