# SPDX-License-Identifier: MIT
"""The rules of the codes in question, and how the same question was answered before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextImageFormat
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord
from coder_app.ui.choices import push_button
from coder_app.ui.docks.definition import ICONS, DefinitionText, icon_image, letters
from coder_app.ui.look import theme
from coder_app.ui.parts import label, rule

_MOST_BEFORE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBefore:
    """An earlier decision on the same code."""

    where: str  # "P04 Deniz, line 88"
    outcome: str
    reason: str


class RulesText(DefinitionText):
    """Rule after rule as running text that a screen reader can walk through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Rules of the codes in question"))
        self._codes: tuple[CodeRecord, ...] = ()
        self._before: tuple[AskedBefore, ...] = ()

    def show_rules(self, codes: Sequence[CodeRecord], before: Sequence[AskedBefore]) -> None:
        """Write the rules of the codes, then what was decided before."""
        if (tuple(codes), tuple(before)) != (self._codes, self._before):
            self._codes, self._before = tuple(codes), tuple(before)
            self.write_again()

    def write_again(self) -> None:
        """Write all of it in the colours of the theme in force."""
        document = self.document()
        document.clear()
        for name, url in ICONS.items():
            document.addResource(QTextDocument.ResourceType.ImageResource, url, icon_image(name))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for number, code in enumerate(self._codes):
            self._write_rule(cursor, code, number)
        self._write_before(cursor)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_rule(self, cursor: QTextCursor, code: CodeRecord, number: int) -> None:
        self._block(cursor, 22 if number else 0)
        chip = theme().chip(code.colour, code.key, theme().px(16), 2)
        url = QUrl(f"coder:chip/{number}")
        kind = QTextDocument.ResourceType.ImageResource
        self.document().addResource(kind, url, chip.toImage())
        picture = QTextImageFormat()
        picture.setName(url.toString())
        picture.setWidth(theme().px(16))
        picture.setHeight(theme().px(16))
        picture.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.insertImage(picture)
        cursor.insertText(f"  {code.name}", letters("strong", "ink"))
        self._line(cursor, code.definition or code.question, "body", "ink", 5)
        self._list(cursor, tr("Use when"), code.use_when, "check")
        self._list(cursor, tr("Do not use when"), code.do_not_use_when, "x")

    def _write_before(self, cursor: QTextCursor) -> None:
        if not self._before:
            return
        self._line(cursor, tr("Asked before"), "section", "ink2", 24)
        for asked in self._before[:_MOST_BEFORE]:
            self._line(cursor, f"{asked.where}: {asked.outcome}", "small", "ink2", 5)
            if asked.reason:
                self._line(cursor, tr("“{0}”").format(asked.reason), "small", "ink3", 1)
        left = len(self._before) - _MOST_BEFORE
        if left > 0:
            said = tr("and {0} more: Team, Decisions").format(left)
            self._line(cursor, said, "small", "ink3", 5)


class RulesPane(QWidget):
    """A head with Improve, and the rules."""

    improve_requested = Signal(object)  # guid of the code

    def __init__(self, parent: QWidget, *, may_improve: bool = True) -> None:
        super().__init__(parent)
        theme().say(self, surface="window")
        self._codes: tuple[CodeRecord, ...] = ()
        self._title = label("", self, step="section", ink="ink2")
        self._improve = push_button(tr("Improve"), "pencil", self)
        theme().say(self._improve, kind="quiet")
        self._improve.setToolTip(tr("Edit the rule of the code"))
        self._improve.clicked.connect(self._on_improve)
        self._improve.setVisible(may_improve)
        bar = QWidget(self)
        bar.setFixedHeight(theme().px(37))
        head = QHBoxLayout(bar)
        head.setContentsMargins(theme().px(13), 0, theme().px(6), 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._improve)
        self.text = RulesText(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(rule(self))
        column.addSpacing(theme().px(10))
        column.addWidget(self.text, 1)
        theme().changed.connect(self.text.write_again)
        self.show_rules((), ())

    def show_rules(self, codes: Sequence[CodeRecord], before: Sequence[AskedBefore]) -> None:
        """Show what holds for these codes, and what was decided on them."""
        self._codes = tuple(codes)
        self._title.setText(tr("The two rules") if len(codes) > 1 else tr("The rule"))
        self._improve.setEnabled(bool(codes))
        self.text.show_rules(codes, before)

    def _on_improve(self) -> None:
        if len(self._codes) == 1:
            self.improve_requested.emit(self._codes[0].guid)
            return
        menu = QMenu(self)
        for code in self._codes:
            action = menu.addAction(code.name.replace("&", "&&"))
            action.triggered.connect(partial(self.improve_requested.emit, code.guid))
        menu.exec(self._improve.mapToGlobal(self._improve.rect().bottomLeft()))
        menu.deleteLater()
