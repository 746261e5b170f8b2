# SPDX-License-Identifier: MIT
"""Rows of an agreement table: figures and counts for codes, families, documents, pairs, periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats, Ints
from coder_app.agreement.analytic import analytic_intervals
from coder_app.agreement.coded_passages import sums_of_passages
from coder_app.agreement.diagnosis import paradox
from coder_app.agreement.intervals import (
    Interval,
    IntervalRule,
    Method,
    Over,
    bootstrap,
    no_interval,
)
from coder_app.agreement.measures import (
    FORMULAS,
    NEEDS,
    Measure,
    coefficients,
    figures_of,
    negative_of,
    prevalence_of,
)
from coder_app.agreement.ordinal import ordinal_alpha
from coder_app.agreement.sums import grouped, of_blocks, over_blocks, sums_of
from coder_app.agreement.unitizing import u_alpha_features
from coder_app.agreement.units import Key, Ratings, Unit
from coder_app.core.places import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """How far coders agree on one code or family, or over all codes in a document or of a pair.

    Numbers count units; where codes are pooled, unit × code cells. `key` is the code, the family,
    the document, the pair, the period, or None for all codes, pooled. `coders` gives the order of
    `marked`, `rated` and `codings`; `rated` is empty for coded passages.
    """

    key: Key
    coders: tuple[Key, ...]
    codings: tuple[int, ...]  # given in scope, whatever they overlap
    marked: tuple[int, ...]  # units that each coder marked
    rated: tuple[int, ...] = ()  # units that each coder looked at; 0: she is missing there
    marked_by_all: int
    marked_by_any: int
    units: int  # with two ratings or more
    differing: int  # units on which coders disagree
    figures: Mapping[Measure, Coefficient]
    measure: Measure  # the one that was asked for
    interval: Interval  # of that one
    negative: Coefficient
    prevalence: Coefficient
    ordinal: Coefficient | None = None  # of the weights; None: the code has no scale
    ordinal_units: int = 0

    @property
    def figure(self) -> Coefficient:
        """The measure that was asked for."""
        return self.figures[self.measure]

    @property
    def percent(self) -> Coefficient:
        """Percent agreement."""
        return self.figures[Measure.PERCENT]

    @property
    def alpha(self) -> Coefficient:
        """Krippendorff's alpha."""
        return self.figures[Measure.ALPHA]

    @property
    def ac1(self) -> Coefficient:
        """Gwet's AC1."""
        return self.figures[Measure.AC1]

    @property
    def positive(self) -> Coefficient:
        """Positive agreement."""
        return self.figures[Measure.POSITIVE]

    @property
    def kappa(self) -> Coefficient:
        """Cohen's kappa for two coders, Fleiss' for more."""
        return self.figures[Measure.KAPPA if len(self.coders) == 2 else Measure.FLEISS]

    @property
    def kappa_name(self) -> str:
        """Name of the kappa."""
        return tr("Cohen's kappa") if len(self.coders) == 2 else tr("Fleiss' kappa")

    @property
    def warning(self) -> str:
        """What to know before reading the figure; empty: nothing special."""
        return paradox(self.percent, self.figure, self.prevalence, self.positive)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which figure is wanted, and how sure it has to say it is."""

    measure: Measure = Measure.ALPHA
    rule: IntervalRule = field(default_factory=IntervalRule)
    overlap: float = 0.5  # of coded passages

    def intervals(self, sums: Mapping[str, Floats]) -> list[Interval]:
        """Draw blocks again for the measure; blocks that hold nothing are not drawn."""
        groups = sums["units"].shape[-1]
        if not self.rule.is_drawn or not set(NEEDS[self.measure]) <= set(sums):
            return [no_interval()] * groups
        there = sums["rated"].sum(axis=1) > 0
        needed = of_blocks({name: sums[name] for name in NEEDS[self.measure]}, there)
        return bootstrap(needed, FORMULAS[self.measure], self.rule)


def make_rows(
    sums: Mapping[str, Floats],
    keys: Sequence[Key],
    codings: Ints,
    coders: tuple[Key, ...],
    measure: Measure,
    intervals: Sequence[Interval],
) -> list[AgreementRow]:
    """Work out one row for each group; `sums` over all blocks, `codings` coders × groups."""
    figures = figures_of(sums)
    negative = coefficients(negative_of, sums, ("split", "no_pairs"))
    prevalence = coefficients(prevalence_of, sums, ("yes", "no"))
    marked, rated = sums["marked_each"], sums.get("rated_each", ())
    return [
        AgreementRow(
            key=key,
            coders=coders,
            codings=tuple(int(count) for count in codings[:, i]),
            marked=tuple(round(float(mine[i])) for mine in marked),
            rated=tuple(round(float(hers[i])) for hers in rated),
            marked_by_all=round(float(sums["all"][i])),
            marked_by_any=round(float(sums["any"][i])),
            units=round(float(sums["units"][i])),
            differing=round(float(sums["differ"][i])),
            figures={each: found[i] for each, found in figures.items()},
            measure=measure,
            interval=intervals[i] if figures[measure][i].value is not None else _none(),
            negative=negative[i],
            prevalence=prevalence[i],
        )
        for i, key in enumerate(keys)
    ]


def _none() -> Interval:
    return Interval(None, None, tr("There is no figure."))


# ---- the tables of a report


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The sums of one question by block and code, from which every table is made."""

    ratings: Ratings
    sums: dict[str, Floats]  # … × blocks × codes
    asked: Asked
    document_of: Ints  # of each block

    @classmethod
    def of(cls, ratings: Ratings, asked: Asked) -> Tables:
        """Sum once."""
        document_of = np.zeros(ratings.blocks, dtype=np.int64)
        document_of[ratings.block] = ratings.document
        if ratings.unit is Unit.PASSAGE:
            return cls(ratings, sums_of_passages(ratings, asked.overlap), asked, document_of)
        sums = sums_of(ratings, ratings.code, len(ratings.codes))
        if ratings.unit is Unit.CHARACTER and ratings.blocks == len(ratings.documents):
            sums["continua"] = u_alpha_features(ratings).transpose(2, 1, 0)
        return cls(ratings, sums, asked, document_of)

    def by_code(self, scales: Mapping[Key, Sequence[int]]) -> list[AgreementRow]:
        """Compare on each code by itself, in the order of the codes."""
        given = self.ratings.given.sum(axis=2)
        rows = self._rows(self.sums, self.ratings.codes, given, self.ratings.code)
        return [
            self._weighed(row, tuple(scales[row.key])) if scales.get(row.key) else row
            for row in rows
        ]

    def _weighed(self, row: AgreementRow, levels: tuple[int, ...]) -> AgreementRow:
        ordinal, units = ordinal_alpha(self.ratings, row.key, levels)
        return replace(row, ordinal=ordinal, ordinal_units=units)

    def pooled(self, key: Key = None) -> AgreementRow:
        """Compare over all unit × code cells at once."""
        every = np.zeros_like(self.ratings.code)
        return self._pooled(self.sums, key, self.ratings.given.sum(axis=(1, 2)), every)

    def by_family(self, family_of: Mapping[Key, Key]) -> list[AgreementRow]:
        """Compare on the codes of each family, pooled; codes without one are left out."""
        codes = self.ratings.codes
        families = list(dict.fromkeys(family_of[c] for c in codes if c in family_of))
        having = [n for n, code in enumerate(codes) if code in family_of]
        if not having:
            return []
        into = np.array([families.index(family_of[codes[n]]) for n in having], dtype=np.int64)
        some = {name: table[..., having] for name, table in self.sums.items()}
        given = np.zeros((len(self.ratings.coders), len(families)), dtype=np.int64)
        np.add.at(given.T, into, self.ratings.given.sum(axis=2)[:, having].T)
        runs = np.full(len(codes), -1, dtype=np.int64)
        runs[having] = into
        sums = grouped(some, into, len(families))
        return self._rows(sums, families, given, runs[self.ratings.code])

    def by_document(self) -> list[AgreementRow]:
        """Compare in each document, codes pooled."""
        keys = [document.key for document in self.ratings.documents]
        member = np.zeros((self.ratings.blocks, len(keys)))
        member[np.arange(self.ratings.blocks), self.document_of] = 1.0
        sums = {name: table.sum(axis=-1) @ member for name, table in self.sums.items()}
        rule = self.asked.rule
        if rule.method is Method.ANALYTIC:
            intervals = self._analytic(self.ratings.document, len(keys))
        elif rule.over is Over.TURNS:
            intervals = [self._drawn_in(n) for n in range(len(keys))]
        else:  # one document is one block: nothing to draw, for the same reason everywhere
            intervals = [self._drawn_in(0)] * len(keys) if keys else []
        given = self.ratings.given.sum(axis=1)
        return make_rows(sums, keys, given, self.ratings.coders, self.asked.measure, intervals)

    def _drawn_in(self, document: int) -> Interval:
        there = of_blocks(self.sums, self.document_of == document)
        all_codes = {name: table.sum(axis=-1, keepdims=True) for name, table in there.items()}
        return self.asked.intervals(all_codes)[0]

    def by_period(self) -> list[AgreementRow]:
        """Compare in each period, codes pooled, in the order of the periods."""
        periods = [document.period for document in self.ratings.documents]
        return [
            self._in_documents(period[1], np.flatnonzero([each == period for each in periods]))
            for period in sorted({each for each in periods if each is not None})
        ]

    def by_pair(self) -> list[AgreementRow]:
        """Compare each two coders in the documents that both rated, codes pooled."""
        rows = []
        for pair in combinations(range(len(self.ratings.coders)), 2):
            theirs = Tables.of(self.ratings.of_coders(pair), self.asked)
            rows.append(theirs.pooled(theirs.ratings.coders))
        return rows

    def _in_documents(self, key: Key, some: Ints) -> AgreementRow:
        there = of_blocks(self.sums, np.isin(self.document_of, some))
        runs = np.isin(self.ratings.document, some) - 1
        return self._pooled(there, key, self.ratings.given[:, :, some].sum(axis=(1, 2)), runs)

    def _pooled(
        self, sums: Mapping[str, Floats], key: Key, given: Ints, runs: Ints
    ) -> AgreementRow:
        all_codes = {name: table.sum(axis=-1, keepdims=True) for name, table in sums.items()}
        return self._rows(all_codes, [key], given[:, None], runs)[0]

    def _rows(
        self, sums: Mapping[str, Floats], keys: Sequence[Key], given: Ints, runs: Ints
    ) -> list[AgreementRow]:
        """Make rows; `runs` gives each run of the ratings its row, or -1."""
        if self.asked.rule.method is Method.ANALYTIC:
            intervals = self._analytic(runs, len(keys))
        else:
            intervals = self.asked.intervals(sums)
        return make_rows(
            over_blocks(sums), keys, given, self.ratings.coders, self.asked.measure, intervals
        )

    def _analytic(self, runs: Ints, rows: int) -> list[Interval]:
        asked = self.asked
        return analytic_intervals(self.ratings, runs, rows, asked.measure, asked.rule.level)
