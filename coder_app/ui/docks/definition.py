# SPDX-License-Identifier: MIT
"""The full definition of the code in hand, beside the text while one codes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, CodeStatus
from coder_app.ui.docks.frame import Dock
from coder_app.ui.look import theme
from coder_app.ui.parts import Chip, ElidedLabel, EmptyState, icon_button, label, rule

ICONS = {"check": QUrl("coder:check"), "x": QUrl("coder:x")}


class DefinitionText(QTextEdit):
    """The fields of a code as running text that a screen reader can walk through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Definition of the code"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setAutoFillBackground(False)
        theme().say(self, surface="window")
        self.document().setDocumentMargin(0)
        side = theme().px(12)
        self.setViewportMargins(side, 0, side, 0)
        self._code: CodeRecord | None = None

    def show_code(self, code: CodeRecord) -> None:
        """Write a code's fields; those that are empty are left out."""
        same = self._code is not None and self._code.guid == code.guid
        top = self.verticalScrollBar().value() if same else 0
        self._code = code
        document = self.document()
        document.clear()
        for name, url in ICONS.items():
            document.addResource(QTextDocument.ResourceType.ImageResource, url, icon_image(name))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        self._write(cursor, code)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(top)

    def _write(self, cursor: QTextCursor, code: CodeRecord) -> None:
        if code.status == CodeStatus.RETIRED:
            self._line(cursor, tr("Retired: kept for what was coded with it."), "body", "ink3")
        self._line(cursor, code.definition or code.question, "body")
        if code.definition:
            self._line(cursor, code.question, "body", "ink2", 6)
        self._list(cursor, tr("Use when"), code.use_when, "check")
        self._list(cursor, tr("Do not use when"), code.do_not_use_when, "x")
        self._quote(cursor, tr("Example"), code.example)
        self._quote(cursor, tr("Borderline"), code.borderline)
        self._quote(cursor, tr("Not an example"), code.near_miss, "ink2")
        if code.near_miss and code.near_miss_code:
            self._line(cursor, tr("Use {0}").format(code.near_miss_code), "small", "ink3", 2)
        if code.scale:
            self._heading(cursor, tr("Scale"))
            for level in code.scale:
                anchor = f": {level.anchor}" if level.anchor else ""
                said = f"{level.weight} {level.label}{anchor}"
                self._line(cursor, said, "body", "ink", 2)
        self._about(cursor, code)

    def _about(self, cursor: QTextCursor, code: CodeRecord) -> None:
        for heading, said in (
            (tr("Rests on"), " · ".join(part for part in (code.anchor, code.source) if part)),
            (tr("In the source text"), code.where),
            (tr("Home motive"), code.home_motive),
        ):
            if said:
                self._heading(cursor, heading)
                self._line(cursor, said, "small", "ink2", 2)

    def _heading(self, cursor: QTextCursor, text: str) -> None:
        self._line(cursor, text, "section", "ink2", 10)

    def _list(self, cursor: QTextCursor, heading: str, lines: tuple[str, ...], icon: str) -> None:
        if not lines:
            return
        self._heading(cursor, heading)
        for line in lines:
            self._block(cursor, 4, hanging=True)
            picture = QTextImageFormat()
            picture.setName(ICONS[icon].toString())
            side = theme().px(12)
            picture.setWidth(side)
            picture.setHeight(side)
            cursor.insertImage(picture)
            cursor.insertText(f"\t{line}", letters("body", "ink"))

    def _quote(self, cursor: QTextCursor, heading: str, text: str, ink: str = "ink") -> None:
        if text:
            self._heading(cursor, heading)
            quoted = text if text[0] in "“\"'«„" else f"“{text}”"
            self._line(cursor, quoted, "quote", ink, 3)

    def _line(
        self, cursor: QTextCursor, text: str, step: str, ink: str = "ink", above: int = 0
    ) -> None:
        if text:
            self._block(cursor, above)
            cursor.insertText(text, letters(step, ink))

    @staticmethod
    def _block(cursor: QTextCursor, above: int, *, hanging: bool = False) -> None:
        look = theme()
        block = QTextBlockFormat()
        block.setTopMargin(look.px(above))
        block.setLineHeight(122, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if hanging:
            indent = look.px(20)
            block.setLeftMargin(indent)
            block.setTextIndent(-indent)
            block.setTabPositions([QTextOption.Tab(indent, QTextOption.TabType.LeftTab)])
        if cursor.position() == 0:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)


def _as_defined(code: CodeRecord | None) -> CodeRecord | None:
    """Leave out what is counted and not defined."""
    return replace(code, codings=0, state=code.guid) if code is not None else None


def letters(step: str, ink: str) -> QTextCharFormat:
    """Make the format of a step of the type scale in an ink."""
    made = QTextCharFormat()
    font: QFont = theme().font(step)
    made.setFont(font)
    made.setForeground(theme().colour(ink))
    return made


def icon_image(name: str) -> QImage:
    """Draw an icon to stand in running text."""
    return theme().pixmap(name, "ink3", size=12, ratio=2).toImage()


class DefinitionDock(Dock):
    """Title with chip, prose, lists, examples; at the foot which codebook version."""

    edit_requested = Signal(object)  # UUID
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("definition", tr("Code in hand"), parent)
        self._code: CodeRecord | None = None
        self._edit = icon_button("pencil", tr("Edit the code"), self)
        self._edit.clicked.connect(self._on_edit)
        self._more = icon_button("ellipsis", tr("What to do with the code"), self)
        self._more.clicked.connect(self._on_more)
        self.title_line.add(self._edit)
        self.title_line.add(self._more)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._make_page())
        self._empty = EmptyState(self)
        said = tr("Choose a code in the codebook, or a coding in the text.")
        self._empty.tell("book-open", tr("No code in hand"), said)
        self._stack.addWidget(self._empty)
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(rule(self))
        # it gives way: a dock that grows with its code would push the words aside
        self._foot = ElidedLabel(self, step="small", ink="ink3")
        self._foot.setContentsMargins(theme().px(12), theme().px(5), theme().px(12), theme().px(5))
        self.column.addWidget(self._foot)
        theme().changed.connect(self._on_theme)
        self.show_code(None)

    def _make_page(self) -> QWidget:
        page = QWidget(self)
        self._chip = Chip(page)
        self._name = label("", page, step="title", wraps=True)
        head = QHBoxLayout()
        head.setContentsMargins(theme().px(12), theme().px(8), theme().px(8), theme().px(4))
        head.setSpacing(theme().px(9))
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._name, 1)
        self.text = DefinitionText(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        return page

    @property
    def code(self) -> CodeRecord | None:
        """The code that is shown."""
        return self._code

    def show_code(self, code: CodeRecord | None, *, title: str = "", foot: str = "") -> None:
        """Show a code's definition, or that there is none."""
        is_same = _as_defined(code) == _as_defined(self._code)
        self._code = code
        self.set_title(title or tr("Code in hand"))
        self._edit.setVisible(code is not None and self._may_edit())
        self._more.setVisible(code is not None)
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))
        self._stack.setCurrentIndex(0 if code is not None else 1)
        if code is not None and not is_same:
            self._name.setText(code.name)
            self._chip.show_code(code.colour, code.key)
            self.text.show_code(code)

    def _may_edit(self) -> bool:
        return bool(self._edit.property("served"))

    def serve_edit(self) -> None:
        """Offer the edit button: somebody hears it."""
        self._edit.setProperty("served", True)

    def _on_edit(self) -> None:
        if self._code is not None:
            self.edit_requested.emit(self._code.guid)

    def _on_more(self) -> None:
        if self._code is not None:
            below = self._more.mapToGlobal(QPoint(0, self._more.height()))
            self.menu_requested.emit(self._code.guid, below)

    def _on_theme(self) -> None:
        if self._code is not None:
            self.text.show_code(self._code)
