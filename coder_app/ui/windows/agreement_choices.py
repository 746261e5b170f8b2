# SPDX-License-Identifier: MIT
"""What can be chosen of an agreement question, each with a sentence that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionComboBox, QWidget

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.intervals import Method, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.units import Unit
from coder_app.core.places import tr
from coder_app.core.records import CodebookVersionRecord, RoundRecord
from coder_app.queries.periods import Period
from coder_app.ui.choices import CalmComboBox, choose, unit_in_words
from coder_app.ui.look import theme
from coder_app.ui.parts import moment_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One entry of a chooser."""

    data: object
    words: str
    explanation: str


class OptionBox(CalmComboBox):
    """A combo box that is as wide as what is chosen, and explains it."""

    explained = Signal(str)

    def __init__(self, name: str, options: Sequence[Option], parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._options: tuple[Option, ...] = ()
        self.setAccessibleName(name)
        self.currentIndexChanged.connect(self._on_chosen)
        self.highlighted.connect(lambda row: self.explained.emit(self._options[row].explanation))
        self.offer(options)

    def offer(self, options: Sequence[Option]) -> None:
        """Offer other entries; what was chosen stays chosen if it is still there."""
        if tuple(options) == self._options:
            return
        kept = self.currentData()
        self._options = tuple(options)
        self.blockSignals(True)
        self.clear()
        for option in options:
            self.addItem(option.words, option.data)
        if not choose(self, kept):
            self.setCurrentIndex(0)
        self.blockSignals(False)
        widest = max((self.fontMetrics().horizontalAdvance(o.words) for o in options), default=0)
        self.view().setMinimumWidth(widest + theme().px(36))
        self._describe()

    def _on_chosen(self) -> None:
        self._describe()
        self.explained.emit(self.explanation)

    def _describe(self) -> None:
        self.setToolTip(self.explanation)
        self.setAccessibleDescription(self.explanation)
        self.updateGeometry()

    @property
    def explanation(self) -> str:
        """Explain what is chosen."""
        row = self.currentIndex()
        return self._options[row].explanation if 0 <= row < len(self._options) else ""

    @property
    def is_first(self) -> bool:
        """Tell whether the usual entry, which is the first, is chosen."""
        return self.currentIndex() <= 0

    def sizeHint(self) -> QSize:
        """Be as wide as what is chosen."""
        metrics = self.fontMetrics()
        content = QSize(
            metrics.horizontalAdvance(self.currentText()) + theme().px(4), metrics.height()
        )
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind = QStyle.ContentsType.CT_ComboBox
        return self.style().sizeFromContents(kind, option, content, self)

    def minimumSizeHint(self) -> QSize:
        """Give nothing of it away."""
        return self.sizeHint()


class NumberField(QLineEdit):
    """A whole number in a short field; what does not fit is not taken."""

    changed = Signal()

    def __init__(self, name: str, value: int, low: int, high: int, parent: QWidget) -> None:
        super().__init__(str(value), parent)
        self._usual = self._value = value
        self.setValidator(QIntValidator(low, high, self))
        self.setAccessibleName(name)
        digits = self.fontMetrics().horizontalAdvance("0" * len(str(high)))
        self.setFixedWidth(min(digits, theme().px(80)) + theme().px(22))
        self.editingFinished.connect(self._take)

    def _take(self) -> None:
        if self.hasAcceptableInput() and int(self.text()) != self._value:
            self._value = int(self.text())
            self.changed.emit()

    @property
    def value(self) -> int:
        """The number that counts."""
        return self._value

    @property
    def is_first(self) -> bool:
        """Tell whether it is the usual number."""
        return self._value == self._usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the figures speak of: now, a closed round as it was frozen, or an earlier time."""

    round: UUID | None = None
    at: datetime | None = None
    asks_date: bool = False


NOW = Moment()


def units() -> list[Option]:
    """Give the units of comparison, the usual one first."""
    return [Option(data=unit, words=unit_in_words(unit), explanation=why) for unit, why in _units()]


def _units() -> tuple[tuple[Unit, str], ...]:
    return (
        (
            Unit.TURN,
            tr(
                "What a participant says until somebody else speaks: a unit that is there before "
                "anybody codes (Campbell, Quincy, Osserman & Pedersen 2013 on interviews)."
            ),
        ),
        (
            Unit.SENTENCE,
            tr("Finer than turns. One passage often takes several, so long passages weigh more."),
        ),
        (
            Unit.PARAGRAPH,
            tr("What stands between two line ends; in some transcripts finer than turns."),
        ),
        (
            Unit.SEGMENT,
            tr("Stretches of the same number of words, whoever speaks: units of one size."),
        ),
        (
            Unit.WORD,
            tr("How much text coders marked alike. Words of one passage are no separate choices."),
        ),
        (
            Unit.CHARACTER,
            tr(
                "How much text coders marked alike, to the letter. Needed for unitizing alpha, "
                "which compares borders (Krippendorff et al. 2016)."
            ),
        ),
        (
            Unit.DOCUMENT,
            tr("Did each coder use the code anywhere in the transcript? Where does not count."),
        ),
        (
            Unit.PASSAGE,
            tr(
                "What coders marked, matched where it overlaps enough. What nobody marked is no "
                "unit, so only positive and percent agreement can be told (Holsti 1969)."
            ),
        ),
    )


def measures() -> list[Option]:
    """Give the measures, the usual one first."""
    return [
        Option(data=m, words=m.words, explanation=f"{m.explanation} {m.source}.") for m in Measure
    ]


def bands() -> list[Option]:
    """Give the lines that a person may read figures by."""
    return [Option(data=b, words=b.words, explanation=b.source) for b in Bands]


def methods() -> list[Option]:
    """Give the ways to an interval."""
    return [Option(data=m, words=m.words, explanation=m.explanation) for m in Method]


def overs() -> list[Option]:
    """Give what can be drawn anew."""
    return [Option(data=o, words=o.words, explanation=o.explanation) for o in Over]


def draws() -> list[Option]:
    """Give how often to draw."""
    why = tr("More draws make the ends of the interval steadier and take longer.")
    numbers = (1000, 200, 2000, 5000, 10_000)
    return [Option(data=n, words=f"{n:,}", explanation=why) for n in numbers]


def levels() -> list[Option]:
    """Give how sure an interval has to be."""
    why = tr("Drawn again and again, so many of a hundred intervals would hold the true figure.")
    return [Option(data=n, words=f"{n * 100:g} %", explanation=why) for n in (0.95, 0.9, 0.99)]


def periods() -> list[Option]:
    """Give what a trend may go by."""
    usual = (Period.ORDER, Period.WEEK, Period.ROUND, Period.NONE)
    return [Option(data=p, words=p.words, explanation=p.explanation) for p in usual]


def moments(
    rounds: Sequence[RoundRecord], versions: Sequence[CodebookVersionRecord]
) -> list[Option]:
    """Give what figures may speak of: now first, then rounds and versions, newest first."""
    found = [
        Option(
            data=NOW,
            words=tr("now"),
            explanation=tr("What coders have marked up to this moment."),
        )
    ]
    for each in rounds:
        if each.figures:
            why = tr("Frozen when the round was closed, before anybody talked, and kept so.")
            found.append(Option(data=Moment(round=each.guid), words=each.name, explanation=why))
    for version in sorted(versions, key=lambda v: v.number, reverse=True):
        if version.number > 1:
            words = tr("when codebook v{0} was closed, {1}")
            why = tr("The coding as it stood when this version of the codebook was closed.")
            words = words.format(version.number, moment_in_words(version.closed))
            found.append(Option(data=Moment(at=version.closed), words=words, explanation=why))
    why = tr("The coding as it stood at that minute, read from the history.")
    found.append(Option(data=Moment(asks_date=True), words=tr("a date …"), explanation=why))
    return found
