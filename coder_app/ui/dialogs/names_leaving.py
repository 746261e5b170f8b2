# SPDX-License-Identifier: MIT
"""Says before an export whether names of the pseudonym key are in what would leave, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QWidget

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.formats.pseudonyms.key import Pseudonym, read_key
from coder_app.formats.pseudonyms.names_leaving import NameLeaving
from coder_app.ui.look import theme
from coder_app.ui.parts import Picture, label
from coder_app.ui.preferences import Preferences

_LINES_SHOWN = 5
_MOST_NAMES = 8  # that are called by name
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """The key that this machine knows for a project; with a problem it could not be read."""

    path: Path | None = None
    key: tuple[Pseudonym, ...] = ()
    problem: str = ""


def known_key(preferences: Preferences, project: Path | None) -> KnownKey:
    """Read the key of a project from where the preferences say that it is."""
    path = preferences.key_file(project) if project else None
    if path is None:
        return KnownKey()
    try:
        return KnownKey(path=path, key=read_key(path))
    except CoderAppError as problem:
        return KnownKey(path=path, problem=str(problem))


class NamesLeaving(QFrame):
    """A box that is hidden without a key, green without names, and else lists each place."""

    def __init__(self, parent: QWidget) -> None:
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
        height = self._places.fontMetrics().lineSpacing() * _LINES_SHOWN
        self._places.setFixedHeight(height + theme().px(14))
        grid.addWidget(self._places, 1, 1)
        self.hide()

    def show_names(self, known: KnownKey, leaving: Sequence[NameLeaving]) -> None:
        """Say what was found with a key; nothing where there is no key."""
        self.setVisible(known.path is not None)
        if known.problem:
            self._say("warn", tr("Names were not checked. {0}").format(known.problem))
        elif leaving:
            places = "\n".join(map(_place, leaving[:_MOST_PLACES]))
            self._say("warn", _names(leaving), places)
        elif known.path is not None:
            self._say("ok", tr("No name of “{0}” is in what leaves.").format(known.path.name))

    def _say(self, kind: str, sentence: str, places: str = "") -> None:
        theme().say(self, kind=kind)
        for name, picture in self._pictures.items():
            picture.setVisible(name == kind)
        self._said.setText(sentence)
        self._places.setPlainText(places)
        self._places.setVisible(bool(places))


def _names(leaving: Sequence[NameLeaving]) -> str:
    counts: Counter[str] = Counter()
    for each in leaving:
        counts[each.place.name] += each.times
    told = [
        tr_n("{{0}} ({n} place)", "{{0}} ({n} places)", n).format(name)
        for name, n in counts.most_common(_MOST_NAMES)
    ]
    rest = len(counts) - len(told)
    if rest:
        told.append(tr_n("{n} more", "{n} more", rest))
    sentence = tr_n(
        "{n} name of the key would leave: {{0}}.",
        "{n} names of the key would leave: {{0}}.",
        len(counts),
    )
    return sentence.format(", ".join(told))


def _place(leaving: NameLeaving) -> str:
    place = leaving.place
    around = " ".join(f"{place.before}{place.original}{place.after}".split())
    if leaving.times == 1:
        return f"{leaving.where}: {around}"
    return tr("{0} ({1} times): {2}").format(leaving.where, f"{leaving.times:,}", around)
