# SPDX-License-Identifier: MIT
"""Figures as other programs compute them, under their names, each with what sets it apart.

For telling why another program says something else; never the figure to report. Characters in
scope are compared; of MAXQDA no output was at hand to check against, so it has no figure here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats, Ints
from coder_app.agreement.alpha_u import alpha_u_by_value
from coder_app.agreement.atlas import Domains, atlas_figures
from coder_app.agreement.segments import Continuum
from coder_app.agreement.units import Key, Ratings, Unit
from coder_app.core.places import tr

Passages = Mapping[tuple[int, Key, Key], tuple[Ints, Ints]]  # document, coder, code → start, end


@dataclass(frozen=True, slots=True, kw_only=True)
class CompatibleFigure:
    """What another program would print; percentages in percent, as they print them."""

    program: str
    name: str
    coders: tuple[Key, ...]
    code: Key | None = None  # None: over codes
    document: Key | None = None  # None: over documents
    coefficient: Coefficient
    sentence: str


def compatible_figures(
    ratings: Ratings, domains: Domains | None = None
) -> tuple[CompatibleFigure, ...]:
    """Compute all figures: those for two coders for each pair, those for many once.

    `domains` are ATLAS.ti's semantic domains; without them only its global figure is given.
    """
    if ratings.unit is not Unit.CHARACTER:
        raise ValueError("other programs compare characters")
    pairs = [ratings.of_coders(two) for two in combinations(range(len(ratings.coders)), 2)]
    passages = _passages(ratings)
    return (
        *(figure for pair in pairs for figure in _nvivo(pair)),
        *(figure for pair in pairs for figure in _qualcoder(pair, passages)),
        *(figure for pair in pairs for figure in _inception(pair, passages)),
        *(
            CompatibleFigure(
                program="ATLAS.ti",
                name=name if domain is None else f"{name}, {domain}",
                coders=ratings.coders,
                coefficient=coefficient,
                sentence=sentence,
            )
            for name, domain, coefficient, sentence in atlas_figures(ratings, domains or {})
        ),
    )


def _passages(ratings: Ratings) -> Passages:
    """Take passages as characters in scope, those that lie on each other too."""
    found = {}
    for number, (document, axis) in enumerate(zip(ratings.documents, ratings.axes, strict=True)):
        for coder in ratings.coders:
            by_code = document.spans.get(coder, {})
            spans = [by_code.get(code, ()) for code in ratings.codes]
            edges = np.array([edge for some in spans for edge in some], np.int64).reshape(-1, 2)
            start, end = axis.touched(edges[:, 0], edges[:, 1])
            cuts = np.cumsum([len(some) for some in spans])[:-1]
            parts = zip(np.split(start, cuts), np.split(end, cuts), strict=True)
            for code, (begins, ends) in zip(ratings.codes, parts, strict=True):
                inside = begins < ends  # not out of scope
                found[number, coder, code] = begins[inside], ends[inside]
    return found


# NVivo


@dataclass(frozen=True, slots=True)
class Cells:
    """Characters that both of two coders marked, only one of them, or neither."""

    both: float
    first: float
    second: float
    neither: float

    @property
    def total(self) -> float:
        """Number of characters."""
        return self.both + self.first + self.second + self.neither


def nvivo_percent(cells: Cells) -> Coefficient:
    """Give the percentage of characters on which two coders agree, in percent."""
    if not cells.total:
        return _empty()
    return Coefficient(100 * (cells.both + cells.neither) / cells.total)


def nvivo_kappa(cells: Cells) -> Coefficient:
    """Give (agree - ΣEF) / (total - ΣEF), ΣEF the frequencies expected; complete agreement is 1."""
    if not cells.total:
        return _empty()
    if not cells.first and not cells.second:
        return Coefficient(1.0)
    one, other = cells.both + cells.first, cells.both + cells.second
    expected = (one * other + (cells.total - one) * (cells.total - other)) / cells.total
    agree = cells.both + cells.neither
    return Coefficient((agree - expected) / (cells.total - expected))


def _nvivo(pair: Ratings) -> Iterator[CompatibleFigure]:
    sizes = np.array([axis.size for axis in pair.axes], dtype=np.float64)
    together = np.flatnonzero(pair.present.all(axis=0))
    kinds = (
        (tr("Percentage agreement"), _about_percent(), nvivo_percent),
        (tr("Kappa coefficient"), _about_kappa(), nvivo_kappa),
    )
    cells = _cells(pair)
    for number, code in enumerate(pair.codes):
        for name, sentence, measure in kinds:
            found = [measure(Cells(*cells[:, number, which].tolist())) for which in together]
            for which, figure in zip(together, found, strict=True):
                document = pair.documents[which].key
                yield CompatibleFigure(
                    program="NVivo",
                    name=name,
                    coders=pair.coders,
                    code=code,
                    document=document,
                    coefficient=figure,
                    sentence=sentence,
                )
            for mean, weight in _means():
                yield CompatibleFigure(
                    program="NVivo",
                    name=f"{name}, {mean}",
                    coders=pair.coders,
                    code=code,
                    coefficient=_mean(found, sizes[together] if weight else None),
                    sentence=sentence,
                )


def _cells(pair: Ratings) -> Floats:
    """Count both, first only, second only, neither: 4 × codes × documents."""
    first, second = pair.yes
    kind = np.where(first, np.where(second, 0, 1), np.where(second, 2, 3))
    shape = (4, len(pair.codes), len(pair.documents))
    cell = (kind * shape[1] + pair.code) * shape[2] + pair.document
    met = pair.rated.all(axis=0)
    counts = np.bincount(cell[met], pair.weight[met], minlength=shape[0] * shape[1] * shape[2])
    return counts.astype(np.float64).reshape(shape)


def _means() -> tuple[tuple[str, bool], ...]:
    return (tr("mean over documents"), False), (tr("mean by size of documents"), True)


def _mean(figures: Sequence[Coefficient], sizes: Floats | None) -> Coefficient:
    known = [number for number, figure in enumerate(figures) if figure.value is not None]
    if not known:
        return _empty()
    values = np.array([figures[number].value for number in known], dtype=np.float64)
    weights = np.ones(len(known)) if sizes is None else sizes[known]
    return Coefficient(float(values @ weights / weights.sum()))


def _empty() -> Coefficient:
    return Coefficient(None, tr("There is no text that both coders looked at."))


def _about_percent() -> str:
    return tr(
        "Share of the document's characters that both or neither marked: high for every rare code."
    )


def _about_kappa() -> str:
    return tr(
        "Cohen's kappa on characters, in each document alone; NVivo prints 1 where nobody marked "
        "anything, which is undefined here."
    )


# QualCoder


@dataclass(frozen=True, slots=True)
class Depths:
    """Characters by how often two coders marked them, and what each marked, repeats included."""

    never: float
    once: float
    twice: float
    first: float
    second: float
    total: float


def qualcoder_kappa(depths: Depths) -> Coefficient:
    """Give QualCoder's Kappa: marked text only, and P_yes × P_no for what chance would give."""
    marked = depths.first + depths.second - depths.twice
    if not marked:
        return Coefficient(None, tr("Nobody marked anything: nothing to compare."))
    yes = depths.first / marked * depths.second / marked
    no = (marked - depths.first) / marked * (marked - depths.second) / marked
    return Coefficient(round((depths.twice / marked - yes * no) / (1 - yes * no), 4))


def qualcoder_percent(depths: Depths) -> Coefficient:
    """Give QualCoder's Agree %: marked twice or never, of all characters."""
    if not depths.total:
        return _empty()
    return Coefficient(round(100 * (depths.twice + depths.never) / depths.total, 2))


def _qualcoder(pair: Ratings, passages: Passages) -> Iterator[CompatibleFigure]:
    about_percent = tr(
        "Characters of all documents marked twice or never: a passage that one coder marked twice "
        "counts as if both had."
    )
    about_kappa = tr(
        "Not Cohen's kappa, though named so: text that nobody marked is left out, and the "
        "agreement expected is a product where Cohen has a sum."
    )
    for code, depths in zip(pair.codes, _depths(pair, passages), strict=True):
        for name, sentence, measure in (
            ("Agree %", about_percent, qualcoder_percent),
            ("Kappa", about_kappa, qualcoder_kappa),
        ):
            yield CompatibleFigure(
                program="QualCoder",
                name=name,
                coders=pair.coders,
                code=code,
                coefficient=measure(depths),
                sentence=sentence,
            )


def _depths(pair: Ratings, passages: Passages) -> Iterator[Depths]:
    """Count the characters of each code over all documents that both looked at."""
    together = np.flatnonzero(pair.present.all(axis=0)).tolist()
    total = sum(pair.axes[number].size for number in together)
    for code in pair.codes:
        starts, ends, given = [], [], [0, 0]
        for number in together:
            for who, coder in enumerate(pair.coders):
                start, end = passages[number, coder, code]
                given[who] += int((end - start).sum())
                starts.append(start + pair.offsets[number])
                ends.append(end + pair.offsets[number])
        lengths = _by_depth(starts, ends)
        once, twice = (float(lengths[depth : depth + 1].sum()) for depth in (1, 2))
        never = float(total - lengths[1:].sum())
        yield Depths(never, once, twice, first=given[0], second=given[1], total=total)


def _by_depth(starts: Sequence[Ints], ends: Sequence[Ints]) -> Floats:
    """Sum lengths by how many passages lie on each other; 0 is what lies between passages."""
    start, end = np.concatenate([[], *starts]), np.concatenate([[], *ends])
    place = np.concatenate([start, end])
    order = np.argsort(place, kind="stable")
    depth = np.cumsum(np.repeat([1, -1], [len(start), len(end)])[order])
    lengths = np.bincount(depth[:-1], np.diff(place[order]), minlength=1)
    return lengths.astype(np.float64)


# INCEpTION


def _inception(pair: Ratings, passages: Passages) -> Iterator[CompatibleFigure]:
    together = np.flatnonzero(pair.present.all(axis=0)).tolist()
    texts = [_text(pair, number, passages) for number in together]
    sentence = tr(
        "alpha_U of 1995 in each document, then the plain mean over documents that have a figure; "
        "of passages of one coder that overlap with the same code the first counts."
    )
    for code, found in alpha_u_by_value(texts, pair.codes).items():
        yield CompatibleFigure(
            program="INCEpTION",
            name=tr("Krippendorff’s alpha (unitizing), mean over documents"),
            coders=pair.coders,
            code=code,
            coefficient=found.mean,
            sentence=sentence,
        )


def _text(pair: Ratings, number: int, passages: Passages) -> Continuum:
    return Continuum(
        length=pair.axes[number].size,
        units={
            coder: [
                (*stretch, code)
                for code in pair.codes
                for stretch in _first_and_longest(*passages[number, coder, code])
            ]
            for coder in pair.coders
        },
    )


def _first_and_longest(start: Ints, end: Ints) -> Iterator[tuple[int, int]]:
    """Drop what overlaps an earlier passage; of those that begin alike, keep the longest."""
    reached = 0
    for begin, stop in sorted(zip(start.tolist(), end.tolist(), strict=True), key=_early_and_long):
        if begin >= reached:
            yield begin, stop
            reached = stop


def _early_and_long(stretch: tuple[int, int]) -> tuple[int, int]:
    return stretch[0], -stretch[1]
