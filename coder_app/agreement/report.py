# SPDX-License-Identifier: MIT
"""Agreement by code, family, document, pair and period, with what a reader of figures must know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coder_app.agreement.confusion import Confusion, confusions
from coder_app.agreement.counting import (
    drawn_over,
    interval_in_words,
    interval_note,
    meeting,
    notes_on,
    rule_in_words,
    unfinished_in,
)
from coder_app.agreement.disagreements import Disagreement, find_disagreements
from coder_app.agreement.intervals import IntervalRule, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.rows import AgreementRow, Asked, Tables
from coder_app.agreement.units import CodedDocument, Key, Ratings, Unit, axis_of, cut
from coder_app.core.places import tr

__all__ = ["AgreementReport", "AgreementRow", "Coverage", "agreement_report", "pooled_name"]

OVERLAP = 0.5
SEGMENT_WORDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the text the figures speak of, in units."""

    units: int  # in all documents asked for
    compared: int  # rated by two coders or more
    marked: int  # of these, with any of the codes by any of the coders


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """All figures of one question, with the question."""

    unit: Unit
    measure: Measure
    interval_rule: IntervalRule
    coders: tuple[Key, ...]
    codes: tuple[Key, ...]
    documents: tuple[Key, ...]  # compared
    left_out: tuple[Key, ...]  # fewer than two of the coders can be compared there
    with_unfinished: bool
    with_interviewer: bool
    unfinished: tuple[tuple[Key, Key], ...]  # (document, coder), counted or left out accordingly
    rule: str
    interval_words: str  # how intervals came about
    notes: tuple[str, ...]
    coverage: Coverage
    pooled: AgreementRow  # all codes, pooled
    by_code: tuple[AgreementRow, ...]  # worst first, undefined last
    by_family: tuple[AgreementRow, ...]  # codes of the family, pooled
    by_document: tuple[AgreementRow, ...]  # all codes, pooled; in the order given
    by_pair: tuple[AgreementRow, ...]  # all codes, pooled; two coders each
    by_period: tuple[AgreementRow, ...]  # all codes, pooled; `key` names the period
    confusions: tuple[Confusion, ...]
    disagreements: tuple[Disagreement, ...]  # worst code first, then in reading order
    overlap: float = OVERLAP  # of coded passages
    segment_words: int = SEGMENT_WORDS
    as_of: datetime | None = None  # the moment it speaks of; None: now

    @property
    def units(self) -> int:
        """Number of units compared."""
        return self.coverage.compared

    def disagreements_on(self, code: Key) -> tuple[Disagreement, ...]:
        """Passages on which coders differ about one code."""
        return tuple(passage for passage in self.disagreements if passage.code == code)


def pooled_name() -> str:
    """Name the row that takes all unit × code cells together."""
    return tr("all codes, pooled")


def agreement_report(
    documents: Iterable[CodedDocument],
    *,
    codes: Sequence[Key],
    coders: Sequence[Key],
    unit: Unit = Unit.TURN,
    measure: Measure = Measure.ALPHA,
    interval: IntervalRule | None = None,
    families: Mapping[Key, Key] | None = None,
    scales: Mapping[Key, Sequence[int]] | None = None,
    overlap: float = OVERLAP,
    segment_words: int = SEGMENT_WORDS,
    with_unfinished: bool = False,
    with_interviewer: bool = False,
) -> AgreementReport:
    """Compare coders over documents; whoever is not done with one is missing there.

    `with_unfinished` counts also what is not marked done. `families`: code → family. `scales`:
    code → its levels in order. `overlap` is for coded passages. `with_interviewer` and
    `segment_words` only word the rule: scope and units of the documents decide.
    """
    asked_for = tuple(documents)
    compared = tuple(d for d in asked_for if meeting(d, coders, with_unfinished) > 1)
    rule = interval or IntervalRule()
    rule = replace(rule, over=drawn_over(unit, measure, rule, len(compared)))
    ratings = cut(
        compared,
        codes=codes,
        coders=coders,
        unit=unit,
        with_unfinished=with_unfinished,
        by_turns=rule.over is Over.TURNS,
    )
    tables = Tables.of(ratings, Asked(measure=measure, rule=rule, overlap=overlap))
    pooled = tables.pooled()
    by_code = sorted(tables.by_code(scales or {}), key=_worst_first)
    worst_first = [row.key for row in by_code]
    drawn = ratings.blocks if compared else 0
    words = rule_in_words(
        unit,
        with_interviewer=with_interviewer,
        with_unfinished=with_unfinished,
        overlap=overlap,
        segment_words=segment_words,
    )
    notes = notes_on(asked_for, ratings.coders, with_unfinished=with_unfinished)
    few = interval_note(rule, drawn)
    return AgreementReport(
        unit=unit,
        measure=measure,
        interval_rule=rule,
        coders=ratings.coders,
        codes=ratings.codes,
        documents=tuple(document.key for document in compared),
        left_out=tuple(d.key for d in asked_for if meeting(d, coders, with_unfinished) < 2),
        with_unfinished=with_unfinished,
        with_interviewer=with_interviewer,
        unfinished=unfinished_in(asked_for, ratings.coders),
        rule=words,
        interval_words=interval_in_words(rule, drawn),
        notes=(*notes, few) if few else notes,
        coverage=_coverage(ratings, asked_for, pooled),
        pooled=pooled,
        by_code=tuple(by_code),
        by_family=tuple(tables.by_family(families or {})),
        by_document=tuple(tables.by_document()),
        by_pair=tuple(tables.by_pair()),
        by_period=tuple(tables.by_period()),
        confusions=confusions(ratings),
        disagreements=tuple(find_disagreements(ratings, worst_first)),
        overlap=overlap,
        segment_words=segment_words,
    )


def _worst_first(row: AgreementRow) -> tuple[bool, float]:
    return row.figure.value is None, row.figure.value or 0.0


def _coverage(ratings: Ratings, asked: Iterable[CodedDocument], pooled: AgreementRow) -> Coverage:
    if ratings.unit is Unit.PASSAGE:
        return Coverage(units=pooled.units, compared=pooled.units, marked=pooled.units)
    return Coverage(
        units=sum(axis_of(document, ratings.unit).size for document in asked),
        compared=sum(axis.size for axis in ratings.axes),
        marked=ratings.stretches.units_marked(),
    )
