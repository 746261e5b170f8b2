# SPDX-License-Identifier: MIT
"""A coder against a reference that is taken for right, as the consensus: what she found of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.units import Key, Ratings
from coder_app.core.places import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstRow:
    """One code, or all of them pooled, in the documents that coder and reference both rated.

    Counts are units; pooled, unit × code cells.
    """

    coder: Key
    code: Key | None  # None: all codes, pooled
    true_positives: int  # marked by both
    false_positives: int  # by the coder only
    false_negatives: int  # in the reference only
    true_negatives: int  # by neither
    accuracy: Coefficient  # share of units on which both say the same
    precision: Coefficient  # share of what the coder marked that the reference has too
    recall: Coefficient  # share of the reference that the coder marked
    f1: Coefficient  # harmonic mean of both: 2 tp / (2 tp + fp + fn)


def against(ratings: Ratings, reference: Key) -> tuple[AgainstRow, ...]:
    """Compare each other coder with the reference, pooled first, then code by code."""
    right = ratings.coders.index(reference)
    others = [who for who in range(len(ratings.coders)) if who != right]
    return tuple(row for who in others for row in _rows(ratings.of_coders([who, right])))


def _rows(pair: Ratings) -> Iterator[AgainstRow]:
    cells = _cells(pair)
    yield _row(pair.coders[0], None, cells.sum(axis=1))
    for code, counts in zip(pair.codes, cells.T, strict=True):
        yield _row(pair.coders[0], code, counts)


def _cells(pair: Ratings) -> Floats:
    """Count tp, fp, fn, tn: 4 × codes."""
    hers, right = pair.yes
    kind = np.where(hers, np.where(right, 0, 1), np.where(right, 2, 3))
    met = pair.rated.all(axis=0)
    codes = len(pair.codes)
    counts = np.bincount((kind * codes + pair.code)[met], pair.weight[met], minlength=4 * codes)
    return counts.astype(np.float64).reshape(4, codes)


def _row(coder: Key, code: Key | None, counts: Floats) -> AgainstRow:
    tp, fp, fn, tn = (int(count) for count in counts)
    nothing = tr("Coder and reference have no document in common.") if not counts.sum() else ""
    neither = nothing or tr("Neither coder nor reference has it.")
    return AgainstRow(
        coder=coder,
        code=code,
        true_positives=tp,
        false_positives=fp,
        false_negatives=fn,
        true_negatives=tn,
        accuracy=_share(tp + tn, tp + fp + fn + tn, nothing),
        precision=_share(tp, tp + fp, nothing or tr("The coder did not mark anything with it.")),
        recall=_share(tp, tp + fn, nothing or tr("The reference does not have it.")),
        f1=_share(2 * tp, 2 * tp + fp + fn, neither),
    )


def _share(part: int, whole: int, reason: str) -> Coefficient:
    return Coefficient(part / whole) if whole else Coefficient(None, reason)
