# SPDX-License-Identifier: MIT
"""Says before an export whether names of the pseudonym key are in what would leave, and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QWidget

from coder_app.core.places import tr
from coder_app.formats.pseudonyms.leaving_in_words import names_in_words, place_in_words
from coder_app.formats.pseudonyms.names_leaving import NameLeaving
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.ui.look import theme
from coder_app.ui.parts import Picture, label

_LINES_SHOWN = 5
_MOST_PLACES = 200


class NamesLeaving(QFrame):
    """A box that is hidden without a key, green without names, and else lists each place."""

    def __init__(self, parent: QWidget, *, lines: int = _LINES_SHOWN) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(*(theme().px(n) for n in (10, 7, 10, 7)))
        grid.setColumnStretch(1, 1)
        self._pictures = {
            kind: Picture(icon, self, ink=kind)
            for kind, icon in (("ok", "circle-check"), ("warn", "triangle-alert"))
        }
        for picture in self._pictures.values():
            grid.addWidget(picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._said = label("", self, wraps=True)
        grid.addWidget(self._said, 0, 1)
        self._places = QPlainTextEdit(self)
        self._places.setReadOnly(True)
        self._places.setTabChangesFocus(True)
        self._places.setAccessibleName(tr("Where these names are"))
        self._places.setFont(theme().font("small"))
        height = self._places.fontMetrics().lineSpacing() * lines
        self._places.setFixedHeight(height + theme().px(14))
        grid.addWidget(self._places, 1, 1)
        self.hide()

    def show_names(
        self,
        known: KnownKey,
        leaving: Sequence[NameLeaving],
        *,
        in_words: Callable[[Sequence[NameLeaving]], str] = names_in_words,
    ) -> None:
        """Say what was found with a key; nothing where there is no key."""
        self.setVisible(known.path is not None or bool(known.problem))
        if known.problem:
            self._say("warn", tr("Names were not checked. {0}").format(known.problem))
        elif leaving:
            places = "\n".join(map(place_in_words, leaving[:_MOST_PLACES]))
            self._say("warn", in_words(leaving), places)
        elif known.path is not None:
            self._say("ok", tr("No name of “{0}” is in what leaves.").format(known.path.name))

    def show_looking(self) -> None:
        """Say that names are being looked for."""
        self.show()
        self._say("", tr("Looking for names of the key …"))

    def _say(self, kind: str, sentence: str, places: str = "") -> None:
        theme().say(self, kind=kind)
        for name, picture in self._pictures.items():
            picture.setVisible(name == kind)
        self._said.setText(sentence)
        self._places.setPlainText(places)
        self._places.setVisible(bool(places))
