# SPDX-License-Identifier: MIT
"""Rows of a report with their names, and figures as tables and sentences write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.disagreements import Disagreement
from coder_app.agreement.intervals import Interval
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.units import Key
from coder_app.agreement.words import share
from coder_app.core.places import tr
from coder_app.core.records import CodeRecord

FEW = 10  # a coder who used a code less often than this makes its figure shaky


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A row of the report with the words for it."""

    name: str
    row: AgreementRow
    chip: tuple[str, str] | None = None  # colour and key of a code
    first: bool = False  # stays on top however the table is sorted
    now: Coefficient | None = None  # beside a frozen figure: the same as it is now
    place: int | None = None  # where names have an order of their own, as periods have

    @property
    def is_shaky(self) -> bool:
        """Tell whether some coder used it so seldom that the figure says little."""
        marked = (n for place, n in enumerate(self.row.marked) if not self.is_missing(place))
        return min(marked, default=0) < FEW

    def is_missing(self, place: int) -> bool:
        """Tell whether a coder looked at none of it: that is no zero."""
        return bool(self.row.rated) and not self.row.rated[place]


class By(StrEnum):
    """What the rows of the table are."""

    CODE = "code"
    FAMILY = "family"
    DOCUMENT = "document"
    PAIR = "pair"
    PERIOD = "period"

    @property
    def head(self) -> str:
        """Name what stands in the first column."""
        return {
            By.CODE: tr("Code"),
            By.FAMILY: tr("Family"),
            By.DOCUMENT: tr("Transcript"),
            By.PAIR: tr("Coders"),
            By.PERIOD: tr("Period"),
        }[self]

    @property
    def words(self) -> str:
        """Name the rows, as a tab does."""
        return {
            By.CODE: tr("Codes"),
            By.FAMILY: tr("Families"),
            By.DOCUMENT: tr("Transcripts"),
            By.PAIR: tr("Pairs of coders"),
            By.PERIOD: tr("Trend"),
        }[self]

    def rows_of(self, report: AgreementReport) -> tuple[AgreementRow, ...]:
        """Pick the rows of a report."""
        rows: dict[By, tuple[AgreementRow, ...]] = {
            By.CODE: report.by_code,
            By.FAMILY: report.by_family,
            By.DOCUMENT: report.by_document,
            By.PAIR: report.by_pair,
            By.PERIOD: report.by_period,
        }
        return rows[self]


@dataclass(slots=True, kw_only=True)
class Names:
    """What the keys of a report stand for."""

    codes: Mapping[Any, CodeRecord] = field(default_factory=dict)
    coders: Mapping[Any, str] = field(default_factory=dict)
    documents: Mapping[Any, str] = field(default_factory=dict)

    def of(self, key: object) -> str:
        """Name a code, family, coder, document, pair, period, or all codes."""
        if key is None:
            return pooled_name()
        if isinstance(key, tuple):
            return " – ".join(self.of(each) for each in key)
        if key in self.codes:
            return self.codes[key].name
        found = self.coders.get(key) or self.documents.get(key)
        return found or (key if isinstance(key, str) else tr("one that is gone"))

    def chip(self, key: object) -> tuple[str, str] | None:
        """Give colour and key of a code; groups have none."""
        code = self.codes.get(key)
        return (code.colour, code.key) if code is not None and code.codable else None

    def all_of(self, report: AgreementReport) -> dict[Key, str]:
        """Name every key of a report, as what leaves the program wants it."""
        rows = (*report.by_code, *report.by_family, *report.by_document)
        keys = {*report.coders, *report.codes, *report.documents, *report.left_out}
        return {key: self.of(key) for key in keys | {row.key for row in rows}}

    def coders_of(self, report: AgreementReport) -> dict[object, str]:
        """Name the coders of a report, in its order."""
        return {coder: self.of(coder) for coder in report.coders}

    def family_of(self, code: object) -> UUID | None:
        """Find the topmost group that a code stands under."""
        found, passed = None, {code}
        above = self.codes[code].parent if code in self.codes else None
        while above is not None and above in self.codes and above not in passed:
            passed.add(above)
            if not self.codes[above].codable:
                found = above
            above = self.codes[above].parent
        return found


def named_rows(
    report: AgreementReport, by: By, names: Names, now: AgreementReport | None = None
) -> tuple[NamedRow, ...]:
    """Name the rows, all codes pooled on top; `now` stands beside frozen figures."""
    today = _figures(now, by) if now is not None else {}
    pooled = NamedRow(
        name=pooled_name(), row=report.pooled, first=True, now=today.get(report.pooled.key)
    )
    rows = (
        NamedRow(
            name=names.of(row.key),
            row=row,
            chip=names.chip(row.key),
            now=today.get(row.key),
            place=place if by is By.PERIOD else None,
        )
        for place, row in enumerate(by.rows_of(report))
    )
    return (pooled, *rows)


def _figures(report: AgreementReport, by: By) -> dict[object, Coefficient]:
    rows = (report.pooled, *by.rows_of(report))
    return {row.key: figure_of(row, row.measure) for row in rows}


def passages_of(
    row: NamedRow, report: AgreementReport, by: By, names: Names
) -> tuple[Disagreement, ...]:
    """Give the passages that a row speaks of; of a period they are not told apart."""
    found, key = report.disagreements, row.row.key
    if key is None or by is By.PERIOD:
        return found
    if by is By.CODE:
        return report.disagreements_on(key)
    if by is By.FAMILY:
        return tuple(one for one in found if names.family_of(one.code) == key)
    if by is By.DOCUMENT:
        return tuple(one for one in found if one.document == key)
    return tuple(one for one in found if _parts(one, row.row.coders))


def _parts(found: Disagreement, pair: Iterable[object]) -> bool:
    """Tell whether two coders stand on different sides."""
    one, other = pair
    return {one, other} <= {*found.coders_yes, *found.coders_no} and (
        (one in found.coders_yes) != (other in found.coders_yes)
    )


# ---- figures in writing


def figure_of(row: AgreementRow, measure: Measure) -> Coefficient:
    """Give a figure; that nobody used a code is no agreement on it."""
    if row.units and not row.marked_by_any:
        return Coefficient(None, tr("Nobody used it: nothing to compare."))
    return row.figures.get(measure) or Coefficient(None, tr("Not computed for this unit."))


def interval_of(row: AgreementRow) -> Interval:
    """Give the interval; where there is no figure there is none."""
    figure = figure_of(row, row.measure)
    if figure.value is None:
        return Interval(None, None, figure.reason)
    return row.interval


def percent(value: float | None) -> str:
    """Write a share of units as a whole percentage; 100 only where nothing differs."""
    if value is None:
        return "–"
    whole = round(value * 100)
    return f"{99 if whole == 100 and value < 1 else whole} %"


def figure_text(value: float | None, measure: Measure, *, places: int = 3) -> str:
    """Write a figure as its measure is written."""
    return percent(value) if measure is Measure.PERCENT else share(value, places=places)


def interval_text(interval: Interval, measure: Measure) -> str:
    """Write an interval: ".31 to .68"."""
    if interval.low is None or interval.high is None:
        return "–"
    ends = (figure_text(end, measure, places=2) for end in (interval.low, interval.high))
    return tr("{0} to {1}").format(*ends)


def spoken(row: AgreementRow) -> str:
    """Say what a dot and its whisker show: "Alpha .512, from .31 to .68"."""
    figure, interval = figure_of(row, row.measure), interval_of(row)
    if figure.value is None:
        return figure.reason
    said = f"{row.measure.short} {figure_text(figure.value, row.measure)}"
    if interval.low is None or interval.high is None:
        return said
    ends = (figure_text(end, row.measure, places=2) for end in (interval.low, interval.high))
    return tr("{0}, from {1} to {2}").format(said, *ends)
