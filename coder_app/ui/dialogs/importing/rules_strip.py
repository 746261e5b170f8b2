# SPDX-License-Identifier: MIT
"""How one file is read: language, encoding, and the rules that would change something in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr, tr_n
from coder_app.formats.arriving.guessing import About, guesses
from coder_app.formats.arriving.handling import Handling, Join, Offers
from coder_app.formats.arriving.splitting import SplitAt
from coder_app.formats.arriving.tables import ANSWER_SUFFIXES
from coder_app.formats.encodings import candidate_encodings
from coder_app.formats.transcripts.languages import LANGUAGES
from coder_app.ui.choices import combo
from coder_app.ui.fitting import FlowLayout
from coder_app.ui.look import theme
from coder_app.ui.models.import_rows import AS_IT_COMES, ImportRow, encoding_name

_LETTERS, _MOST_LETTERS = 8, 32  # of a choice that are shown; its list shows all
_TICKS: tuple[tuple[str, str, str], ...] = (
    (
        "drop_repeats",
        tr("Leave out what captions repeat"),
        tr("Rolling captions show the end of the one before once more."),
    ),
    (
        "drop_times",
        tr("Take times out of the text"),
        tr("The turns keep them; only the words lose them."),
    ),
    (
        "drop_running_heads",
        tr("Leave out running heads"),
        tr("What stands at the top or foot of most pages, and page numbers."),
    ),
    (
        "nfc",
        tr("Compose accents (NFC)"),
        tr("Writes é as one character where a file has e and an accent. Otherwise left as is."),
    ),
)


def language_name(code: str) -> str:
    """Name a language; one that the system does not know by its code."""
    found = QLocale.codeToLanguage(code)
    return code if found is QLocale.Language.AnyLanguage else QLocale.languageToString(found)


class _LineField(QLineEdit):
    """A field in which Enter ends writing, and does not press the dialog's button as well."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class RulesStrip(QWidget):
    """Choices in rows that wrap; what makes no difference in this file is not shown."""

    changed = Signal(object)  # Handling

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._handling = AS_IT_COMES
        self._offered: dict[QComboBox, list[Any]] = {}  # Qt would make plain words of a StrEnum
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        place = QWidget(self)
        self._flow = FlowLayout(place)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(theme().px(8))
        column.addWidget(place)
        self._language = self._box(tr("Language"), "language")
        self._encoding = self._box(tr("Encoding"), "encoding")
        self._holds = self._box(tr("Each row is"), "answers")
        self._join = self._box(tr("Join"), "join")
        self._split = self._box(tr("Makes"), "split_at")
        self._line = self._line_field()
        self._ticks = {name: self._tick(name, words, why) for name, words, why in _TICKS}

    # ---- building

    def _box(self, name: str, what: str) -> QComboBox:
        pair = QWidget(self)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        told, box = combo(name, parent=pair)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row.addWidget(told)
        row.addWidget(box)
        box.activated.connect(lambda place: self._on_chosen(what, self._offered[box][place]))
        self._flow.addWidget(pair)
        return box

    def _tick(self, name: str, words: str, why: str) -> QCheckBox:
        tick = QCheckBox(words, self)
        tick.setToolTip(why)
        tick.setAccessibleDescription(why)
        tick.toggled.connect(lambda on: self._take(replace(self._handling, **{name: on})))
        self._flow.addWidget(tick)
        return tick

    def _line_field(self) -> QLineEdit:
        field = _LineField(self)
        field.setAccessibleName(tr("Lines at which another interview begins"))
        field.setPlaceholderText(tr("Interview *"))
        field.setToolTip(tr("The star stands for any words, the question mark for one sign."))
        field.setMinimumWidth(theme().px(150))
        field.editingFinished.connect(self._on_line)
        self._flow.addWidget(field)
        return field

    # ---- in

    def show_row(self, row: ImportRow) -> None:
        """Show how a file is read, and what else could be done with it."""
        self._handling = row.handling
        offers = row.read.offers
        self._fill(self._language, _languages(row), self._handling.language)
        self._tell_guesses(row)
        self._fill(self._encoding, _encodings(row), None)
        self._fill(self._holds, _holdings(row), row.table is not None)
        self._fill(self._join, _joins(row), self._handling.join)
        self._fill(self._split, _splits(row), (self._handling.split_at, self._handling.level))
        self._line.setVisible(self._handling.split_at is SplitAt.LINE and row.table is None)
        self._line.setText(self._handling.line)
        self._show_ticks(row, offers)
        self._flow.invalidate()

    def _fill(self, box: QComboBox, entries: Sequence[tuple[str, Any]], chosen: object) -> None:
        pair = box.parentWidget()
        assert pair is not None
        pair.setVisible(bool(entries))
        self._offered[box] = [data for _, data in entries]
        box.clear()
        box.addItems([words for words, _ in entries])
        if chosen in self._offered[box]:
            box.setCurrentIndex(self._offered[box].index(chosen))
        metrics = box.fontMetrics()
        letter = max(1, metrics.horizontalAdvance("X"))  # Qt counts in these
        letters = -(-metrics.horizontalAdvance(box.currentText()) // letter)
        box.setMinimumContentsLength(min(max(letters, _LETTERS), _MOST_LETTERS))
        widest = max((metrics.horizontalAdvance(words) for words, _ in entries), default=0)
        box.view().setMinimumWidth(widest + theme().px(40))

    def _tell_guesses(self, row: ImportRow) -> None:
        told: Mapping[About, str] = (
            {guess.about: guess.sentence for guess in guesses(row.first)} if row.first else {}
        )
        self._language.setToolTip(told.get(About.LANGUAGE, ""))
        self._encoding.setToolTip(told.get(About.ENCODING, ""))

    def _show_ticks(self, row: ImportRow, offers: Offers) -> None:
        matters = {
            "drop_repeats": offers.captions,
            "drop_times": offers.times,
            "drop_running_heads": offers.heads,
            "nfc": offers.accents,
        }
        for name, tick in self._ticks.items():
            is_on = bool(getattr(self._handling, name))
            default = bool(getattr(AS_IT_COMES, name))
            tick.setVisible(row.first is not None and (matters[name] or is_on is not default))
            with QSignalBlocker(tick):
                tick.setChecked(is_on)

    # ---- out

    def _on_chosen(self, what: str, data: Any) -> None:
        if what == "split_at":
            at, level = data
            self._take(replace(self._handling, split_at=at, level=level))
            if at is SplitAt.LINE:
                self._line.setVisible(True)
                self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._take(replace(self._handling, **{what: data}))

    def _on_line(self) -> None:
        if self._line.text() != self._handling.line:
            self._take(replace(self._handling, line=self._line.text()))

    def _take(self, handling: Handling) -> None:
        self._handling = handling
        self.changed.emit(handling)


# ---- what there is to choose


def _languages(row: ImportRow) -> list[tuple[str, Any]]:
    if not row.drafts:
        return []
    names = sorted((language_name(code), code) for code in LANGUAGES)
    return [(_found_language(row), None), *names, (tr("another"), "")]


def _found_language(row: ImportRow) -> str:
    """Say what was found, also where something else was chosen."""
    draft = row.drafts[0]
    guess = next(g for g in guesses(draft) if g.about is About.LANGUAGE)
    if row.handling.language is None and draft.language:
        mark = tr("{0} (guessed)") if draft.language == guess.value else tr("{0} (found)")
        return mark.format(language_name(draft.language))
    if not guess.value:
        return tr("not known")
    return tr("{0} (guessed)").format(language_name(guess.value))


def _encodings(row: ImportRow) -> list[tuple[str, Any]]:
    source = row.first or row.table
    if source is None or source.encoding is None:
        return []
    original = row.first.original if row.first else b""
    names = dict.fromkeys((source.encoding, *candidate_encodings(original)))
    if row.handling.encoding is None:
        mark = tr("{0} (sure)") if source.encoding_sure else tr("{0} (guessed)")
    else:
        mark = tr("{0} (chosen)")
    first = (mark.format(encoding_name(source.encoding)), source.encoding)
    return [first, *((encoding_name(name), name) for name in names if name != source.encoding)]


def _holdings(row: ImportRow) -> list[tuple[str, Any]]:
    if row.path.suffix.casefold() not in ANSWER_SUFFIXES or not (row.table or row.first):
        return []
    return [(tr("an answer"), True), (tr("a turn of one talk"), False)]


def _joins(row: ImportRow) -> list[tuple[str, Any]]:
    if row.first is None:
        return []
    offers = row.read.offers
    if offers.captions:
        entries = [
            (tr("captions of one speaker"), Join.AS_READ),
            (tr("nothing: each caption is a turn"), Join.NOTHING),
        ]
    else:
        entries = [(tr("nothing"), Join.AS_READ), (tr("turns of one speaker"), Join.ALWAYS)]
    if offers.clocked:
        entries += [
            (tr("after pauses under 2 seconds"), Join.SOON),
            (tr("after pauses under 5 seconds"), Join.LATER),
        ]
    if offers.captions:
        entries.append((tr("whatever the pause"), Join.ALWAYS))
    return entries


def _splits(row: ImportRow) -> list[tuple[str, Any]]:
    if row.first is None:
        return []
    offers = row.read.offers
    entries: list[tuple[str, Any]] = [(tr("one transcript"), (None, 1))]
    if offers.pages:
        words = tr_n("one for each page ({n})", "one for each page ({n})", offers.pages)
        entries.append((words, (SplitAt.PAGE, 1)))
    for level, n in offers.headings:
        words = tr("one for each heading of level {0} ({1})").format(level, f"{n:,}")
        entries.append((words, (SplitAt.HEADING, level)))
    entries.append((tr("one from each line like"), (SplitAt.LINE, 1)))
    return entries
