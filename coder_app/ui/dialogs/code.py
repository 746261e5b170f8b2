# SPDX-License-Identifier: MIT
"""A code in every field: name, place, colour, key, rules, examples, sources, scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, CodeStatus, ScaleLevel
from coder_app.ui.choices import choose, combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.parts import label

_SHORT = (
    ("key", tr("Key"), 1),
    ("question", tr("Its one question"), 400),
)
_TEXTS = (
    ("definition", tr("Definition"), 4),
    ("use_when", tr("Use when (one a line)"), 4),
    ("do_not_use_when", tr("Do not use when (one a line, “…: use NAME” at its end)"), 4),
    ("example", tr("Typical example"), 3),
    ("borderline", tr("Borderline, but in"), 3),
    ("near_miss", tr("Near miss"), 3),
)
_SOURCES = (
    ("near_miss_code", tr("Right code for the near miss")),
    ("anchor", tr("Anchored in")),
    ("source", tr("Source")),
    ("where", tr("Where in the study’s text")),
    ("home_motive", tr("Home motive")),
)
_LEVELS = (
    ("", tr("not said")),
    ("semantic", tr("semantic: said")),
    ("latent", tr("latent: read from cues")),
)
_STATUSES = (
    (CodeStatus.IN_USE, tr("in use")),
    (CodeStatus.PROPOSED, tr("proposed")),
    (CodeStatus.RETIRED, tr("retired")),
)


def read_scale(text: str) -> tuple[ScaleLevel, ...]:
    """Read levels, one a line: "1 faint: what a passage on this level says"."""
    levels = []
    for line in text.splitlines():
        words = line.strip()
        if not words:
            continue
        if not words[0].isdigit():
            raise ValueError(line)
        name, _, anchor = words[1:].partition(":")
        levels.append(ScaleLevel(weight=int(words[0]), label=name.strip(), anchor=anchor.strip()))
    weights = [level.weight for level in levels]
    if len(set(weights)) != len(weights):
        raise ValueError(text)
    return tuple(levels)


def write_scale(scale: Sequence[ScaleLevel]) -> str:
    """Write levels as `read_scale` reads them."""
    lines = [f"{level.weight} {level.label}: {level.anchor}".rstrip(" :") for level in scale]
    return "\n".join(lines)


class CodeDialog(DialogFrame):
    """Make a code or change one; `values()` holds only what differs."""

    def __init__(
        self,
        codes: Sequence[CodeRecord],
        *,
        code: CodeRecord | None = None,
        name: str = "",
        parent_code: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = tr("New code") if code is None else tr("Code “{0}”").format(code.name)
        super().__init__(title, parent, width=640)
        self._codes = tuple(codes)
        self._code = code
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(theme().px(6))
        self._fill(name, parent_code)
        place = QScrollArea(self)
        place.setWidgetResizable(True)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        place.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        theme().say(inner, surface="window")
        inner.setLayout(self._form)
        place.setWidget(inner)
        self.body.addWidget(place, 1)
        self._problem = label("", ink="danger", wraps=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.set_buttons(tr("Make the code") if code is None else tr("Change the code"))
        resize_within_screen(self, 640, 660)
        self._fields["name"].setFocus()

    # ---- building

    def _fill(self, name: str, parent_code: UUID | None) -> None:
        self._line("name", tr("Name"), self._code.name if self._code else name, 300)
        self._add_parents(self._code.parent if self._code else parent_code)
        self._add_colours()
        for field, words, length in _SHORT:
            self._line(field, words, getattr(self._code, field, ""), length)
        for field, words, lines in _TEXTS:
            value = getattr(self._code, field, "")
            self._text(field, words, value if isinstance(value, str) else "\n".join(value), lines)
        for field, words in _SOURCES:
            self._line(field, words, getattr(self._code, field, ""), 1000)
        self._level = self._choice(tr("Level"), _LEVELS, getattr(self._code, "level", ""))
        status = getattr(self._code, "status", CodeStatus.IN_USE)
        self._status = self._choice(tr("Status"), _STATUSES, status)
        scale = write_scale(self._code.scale) if self._code else ""
        self._text("scale", tr("Scale (one level a line: digit, name, colon, anchor)"), scale, 4)

    def _line(self, field: str, words: str, value: str, length: int) -> None:
        edit = QLineEdit(value, self)
        edit.setMaxLength(length)
        edit.setCursorPosition(0)
        self._add(field, words, edit)

    def _text(self, field: str, words: str, value: str, lines: int) -> None:
        edit = QPlainTextEdit(value, self)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(edit.fontMetrics().lineSpacing() * lines + theme().px(14))
        self._add(field, words, edit)

    def _add(self, field: str, words: str, edit: QLineEdit | QPlainTextEdit) -> None:
        edit.setAccessibleName(words)
        told = label(words, step="small", ink="ink2")
        told.setBuddy(edit)
        self._form.addRow(told, edit)
        self._fields[field] = edit

    def _choice(self, words: str, choices: Sequence[tuple[str, str]], value: str) -> QComboBox:
        told, box = combo(words, parent=self)
        for data, text in choices:
            box.addItem(text, data)
        choose(box, value)
        self._form.addRow(told, box)
        return box

    def _add_parents(self, chosen: UUID | None) -> None:
        told, self._parent_box = combo(tr("Stands under"), parent=self)
        self._parent_box.addItem(tr("nothing: a code at the top"), None)
        below = self._below()
        for code in self._codes:
            if code.guid not in below and code.merged_into is None:
                self._parent_box.addItem(code.path, code.guid)
        choose(self._parent_box, chosen)
        self._form.addRow(told, self._parent_box)

    def _below(self) -> set[UUID]:
        """Collect the code itself and all under it: none of them can be its parent."""
        found = {self._code.guid} if self._code else set()
        while True:
            more = {c.guid for c in self._codes if c.parent in found} - found
            if not more:
                return found
            found |= more

    def _add_colours(self) -> None:
        told, self._colours = combo(tr("Colour"), parent=self)
        self._colours.setIconSize(QSize(theme().px(16), theme().px(16)))
        if self._code is None:
            self._colours.addItem(tr("next free one"), "")
        names = theme().code_names()
        own = self._code.colour if self._code else ""
        for name in names if own in names or not own else [own, *names]:
            self._colours.addItem(_swatch(name), name, name)
        choose(self._colours, own)
        self._form.addRow(told, self._colours)

    # ---- what comes out

    def parent_code(self) -> UUID | None:
        """Give the code that it stands under."""
        chosen: UUID | None = self._parent_box.currentData()
        return chosen

    def values(self) -> dict[str, Any]:
        """Give the fields that differ from the code as it was; of a new one all that are filled."""
        found = {name: self._value(name) for name in self._fields}
        found["level"] = self._level.currentData()
        found["status"] = self._status.currentData()
        found["colour"] = self._colours.currentData()
        before = {name: getattr(self._code, name, None) for name in found}
        if self._code is None:
            return {name: value for name, value in found.items() if value}
        return {name: value for name, value in found.items() if value != before[name]}

    def _value(self, name: str) -> Any:
        edit = self._fields[name]
        text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
        if name == "scale":
            return read_scale(text)
        if name in ("use_when", "do_not_use_when"):
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        return text.strip()

    def accept(self) -> None:
        """Check what can be mended here; then close."""
        if not self._value("name"):
            self._refuse("name", tr("The code has no name yet."))
            return
        try:
            self.values()
        except ValueError:
            said = tr("Each level of the scale begins with its own digit, as in “1 faint: …”.")
            self._refuse("scale", said)
            return
        super().accept()

    def refuse(self, sentence: str) -> None:
        """Show why the project did not take the code; the dialog stays open."""
        self._problem.setText(sentence)
        self._problem.show()

    def _refuse(self, field: str, sentence: str) -> None:
        self.refuse(sentence)
        self._fields[field].setFocus()


def _swatch(name: str) -> QIcon:
    picture = QPixmap(theme().px(16), theme().px(16))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_chip(painter, picture.rect().toRectF(), name, "")
    painter.end()
    return QIcon(picture)
