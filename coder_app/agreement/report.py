# SPDX-License-Identifier: MIT
"""Agreement by code, document and pair of coders, with what a reader of figures must know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from coder_app.agreement.alpha import (
    Coefficient,
    Ints,
    Tally,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
)
from coder_app.agreement.disagreements import Disagreement, find_disagreements
from coder_app.agreement.units import CodedDocument, Key, Ratings, Unit, axis_of, cut
from coder_app.core.places import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """How far coders agree on one code, or over all codes in one document or of one pair.

    Numbers count units; where codes are pooled, unit × code cells. `key` is the code, the document,
    the pair, or None for all codes, pooled. `coders` gives the order of `marked` and `codings`.
    """

    key: Key
    coders: tuple[Key, ...]
    codings: tuple[int, ...]  # given in scope, whatever they overlap
    marked: tuple[int, ...]  # units that each coder marked
    marked_by_all: int
    marked_by_any: int
    units: int  # with two ratings or more
    differing: int  # units on which coders disagree
    percent: Coefficient
    alpha: Coefficient
    kappa: Coefficient
    kappa_name: str


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
    coders: tuple[Key, ...]
    codes: tuple[Key, ...]
    documents: tuple[Key, ...]  # compared
    left_out: tuple[Key, ...]  # fewer than two of the coders can be compared there
    with_unfinished: bool
    unfinished: tuple[tuple[Key, Key], ...]  # (document, coder), counted or left out accordingly
    rule: str
    notes: tuple[str, ...]
    coverage: Coverage
    pooled: AgreementRow  # all codes, pooled
    by_code: tuple[AgreementRow, ...]  # worst alpha first, undefined last
    by_document: tuple[AgreementRow, ...]  # all codes, pooled; in the order given
    by_pair: tuple[AgreementRow, ...]  # all codes, pooled; two coders each
    disagreements: tuple[Disagreement, ...]  # worst code first, then in reading order

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
    with_unfinished: bool = False,
    with_interviewer: bool = False,
) -> AgreementReport:
    """Compare coders over documents; whoever is not done with one is missing there.

    `with_unfinished` counts also what is not marked done. `with_interviewer` only words the rule:
    the scope of the documents decides whose turns count.
    """
    asked = tuple(documents)
    compared = tuple(d for d in asked if _meeting(d, coders, with_unfinished) > 1)
    ratings = cut(compared, codes=codes, coders=coders, unit=unit, with_unfinished=with_unfinished)
    by_code = sorted(rows_by_code(ratings), key=_worst_first)
    worst_first = [row.key for row in by_code]
    return AgreementReport(
        unit=unit,
        coders=ratings.coders,
        codes=ratings.codes,
        documents=tuple(document.key for document in compared),
        left_out=tuple(d.key for d in asked if _meeting(d, coders, with_unfinished) < 2),
        with_unfinished=with_unfinished,
        unfinished=_unfinished(asked, ratings.coders),
        rule=_rule(unit, with_interviewer=with_interviewer, with_unfinished=with_unfinished),
        notes=_notes(asked, ratings.coders, with_unfinished=with_unfinished),
        coverage=_coverage(ratings, asked),
        pooled=pooled_row(ratings),
        by_code=tuple(by_code),
        by_document=tuple(rows_by_document(ratings)),
        by_pair=tuple(rows_by_pair(ratings)),
        disagreements=tuple(find_disagreements(ratings, worst_first)),
    )


def pooled_row(ratings: Ratings) -> AgreementRow:
    """Compare over all unit × code cells at once."""
    codings = ratings.given.sum(axis=(1, 2))[:, None]
    return _rows(ratings, [None], np.zeros_like(ratings.code), codings)[0]


def rows_by_code(ratings: Ratings) -> list[AgreementRow]:
    """Compare on each code by itself, in the order of the codes."""
    return _rows(ratings, ratings.codes, ratings.code, ratings.given.sum(axis=2))


def rows_by_document(ratings: Ratings) -> list[AgreementRow]:
    """Compare in each document, codes pooled."""
    keys = [document.key for document in ratings.documents]
    return _rows(ratings, keys, ratings.document, ratings.given.sum(axis=1))


def rows_by_pair(ratings: Ratings) -> list[AgreementRow]:
    """Compare each two coders in the documents that both rated, codes pooled."""
    pairs = combinations(range(len(ratings.coders)), 2)
    rows = [pooled_row(ratings.of_coders(pair)) for pair in pairs]
    return [replace(row, key=row.coders) for row in rows]


def _rows(ratings: Ratings, keys: Sequence[Key], group: Ints, codings: Ints) -> list[AgreementRow]:
    """Work out one row for each group of runs; `codings` is coders × groups."""
    tally = ratings.tally(group, len(keys))
    said_yes, rated = tally.counts[:, 0], tally.ratings
    met = rated >= 2
    units, marked_by_any, marked_by_all, differing = (
        tally.total((met & kind) * 1.0)
        for kind in (met, said_yes > 0, said_yes == rated, (said_yes > 0) & (said_yes < rated))
    )
    marked = [tally.total((met & mine) * 1.0) for mine in ratings.yes]
    kappa_name, kappas = _kappas(ratings, tally)
    percents, alphas = percent_agreement(tally), krippendorff_alpha(tally)
    return [
        AgreementRow(
            key=key,
            coders=ratings.coders,
            codings=tuple(int(count) for count in codings[:, i]),
            marked=tuple(int(mine[i]) for mine in marked),
            marked_by_all=int(marked_by_all[i]),
            marked_by_any=int(marked_by_any[i]),
            units=int(units[i]),
            differing=int(differing[i]),
            percent=percents[i],
            alpha=_said_plainly(alphas[i], unused=units[i] > marked_by_any[i] == 0),
            kappa=_said_plainly(kappas[i], unused=units[i] > marked_by_any[i] == 0),
            kappa_name=kappa_name,
        )
        for i, key in enumerate(keys)
    ]


def _kappas(ratings: Ratings, tally: Tally) -> tuple[str, list[Coefficient]]:
    """Take Cohen's kappa for two coders, Fleiss' for more."""
    if len(ratings.coders) != 2:
        return tr("Fleiss' kappa"), fleiss_kappa(tally)
    both = tally.ratings == 2
    first, second = ratings.yes
    cells = [
        tally.total((both & (first == a) & (second == b)) * 1.0)
        for a in (True, False)
        for b in (True, False)
    ]
    return tr("Cohen's kappa"), cohen_kappa(np.stack(cells, axis=1).reshape(-1, 2, 2))


def _said_plainly(coefficient: Coefficient, *, unused: bool) -> Coefficient:
    return Coefficient(None, tr("Nobody used it: nothing to compare.")) if unused else coefficient


def _worst_first(row: AgreementRow) -> tuple[bool, float]:
    return row.alpha.value is None, row.alpha.value or 0.0


def _meeting(document: CodedDocument, coders: Sequence[Key], with_unfinished: bool) -> int:
    """Count the chosen coders whose silence says something in a document."""
    return len(set(coders) & set(document.raters(with_unfinished=with_unfinished)))


def _unfinished(
    documents: Iterable[CodedDocument], coders: Sequence[Key]
) -> tuple[tuple[Key, Key], ...]:
    return tuple((d.key, coder) for d in documents for coder in coders if coder in d.unfinished)


def _coverage(ratings: Ratings, asked: Iterable[CodedDocument]) -> Coverage:
    return Coverage(
        units=sum(axis_of(document, ratings.unit).size for document in asked),
        compared=sum(axis.size for axis in ratings.axes),
        marked=ratings.stretches.units_marked(),
    )


def _notes(
    asked: Sequence[CodedDocument], coders: Sequence[Key], *, with_unfinished: bool
) -> tuple[str, ...]:
    """Name the documents that were left out or are not finished."""
    compared = [_meeting(document, coders, with_unfinished) > 1 for document in asked]
    left_out = [d for d, fits in zip(asked, compared, strict=True) if not fits]
    under_way = [
        d
        for d, fits in zip(asked, compared, strict=True)
        if fits and not set(coders).isdisjoint(d.unfinished)
    ]
    notes = [(left_out, tr("Left out, as fewer than two of the coders can be compared: {names}."))]
    if with_unfinished:
        notes.append((under_way, tr("Counted as they stand, though not all are done: {names}.")))
    else:
        notes.append((under_way, tr("Missing for those who are not done: {names}.")))
    return tuple(
        sentence.format(names=", ".join(f"“{d.name}”" for d in some))
        for some, sentence in notes
        if some
    )


def _rule(unit: Unit, *, with_interviewer: bool, with_unfinished: bool) -> str:
    """Say what counted as marked, as not marked and as missing."""
    marked = {
        Unit.CHARACTER: tr("A character is marked if a coder's passage with the code covers it."),
        Unit.WORD: tr("A word is marked if a coder's passage with the code touches it."),
        Unit.SENTENCE: tr("A sentence is marked if a coder's passage with the code touches it."),
        Unit.TURN: tr("A turn is marked if a coder's passage with the code touches it."),
        Unit.DOCUMENT: tr("A document is marked if a coder used the code in it."),
    }
    sentences = [
        marked[unit],
        tr("Overlapping passages of one coder count once."),
        tr("What a coder left unmarked in a document of hers counts as “not this code”."),
        tr("Unfinished documents count as they stand.")
        if with_unfinished
        else tr("A document that a coder has not marked done is missing, not “coded nothing”."),
        tr("Units with fewer than two ratings are left out."),
        tr("The interviewer's turns count too.")
        if with_interviewer
        else tr("The interviewer's turns are left out."),
    ]
    return " ".join(sentences)
