# SPDX-License-Identifier: MIT
"""The alphas that ATLAS.ti names, as far as their construction is known.

After the manual of ATLAS.ti and González-Prieto, Perez, Diaz & López-Fernández 2023, Journal of
Statistical Software: nominal alpha on characters. Whether the program weighs by characters, and
whether its cu-alpha has the corrections of 2016, could not be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats, Tally, krippendorff_alpha
from coder_app.agreement.units import Bools, Key, Ratings
from coder_app.core.places import tr

Domains = Mapping[str, Sequence[Key]]  # name → codes of which one character bears one at most


class AtlasFigure(NamedTuple):
    """One figure; without a domain it is over all of them."""

    name: str
    domain: str | None
    coefficient: Coefficient
    sentence: str


def atlas_figures(ratings: Ratings, domains: Domains) -> Iterator[AtlasFigure]:
    """Compute the global c-alpha-binary, and what needs domains if there are any."""
    yield AtlasFigure("c-α-binary", None, c_alpha_binary(ratings, ratings.codes), _about_binary())
    for name, codes in domains.items():
        yield AtlasFigure("c-α-binary", name, c_alpha_binary(ratings, codes), _about_binary())
        yield AtlasFigure("cu-α", name, cu_alpha(ratings, codes), _about_codes())
    if len(domains) > 1:
        yield AtlasFigure("Cu-α", None, big_cu_alpha(ratings, domains), _about_domains())


def c_alpha_binary(ratings: Ratings, codes: Sequence[Key]) -> Coefficient:
    """Compare whether any of these codes was applied or not, on all text."""
    yes, present, length = _marked(ratings, [codes])
    applied = yes[:, 0].sum(axis=0)
    counts = np.stack([applied, present.sum(axis=0) - applied], axis=1)
    return krippendorff_alpha(Tally.of(counts, weight=length))[0]


def cu_alpha(ratings: Ratings, codes: Sequence[Key]) -> Coefficient:
    """Compare which of a domain's codes was applied, where two coders applied one."""
    return _which(
        ratings,
        [[code] for code in codes],
        tr("A coder gave the same text two codes of the domain, which should exclude each other."),
    )


def big_cu_alpha(ratings: Ratings, domains: Domains) -> Coefficient:
    """Compare which domain was applied, where two coders applied one."""
    return _which(
        ratings,
        list(domains.values()),
        tr(
            "A coder gave the same text codes of two domains. What ATLAS.ti computes then is not "
            "known: compare sets of codes instead, with alpha for sets."
        ),
    )


def _which(ratings: Ratings, labels: Sequence[Sequence[Key]], twice: str) -> Coefficient:
    yes, _, length = _marked(ratings, labels)
    if (yes.sum(axis=1) > 1).any():
        return Coefficient(None, twice)
    return krippendorff_alpha(Tally.of(yes.sum(axis=0).T, weight=length))[0]


def _marked(ratings: Ratings, labels: Sequence[Sequence[Key]]) -> tuple[Bools, Bools, Floats]:
    """Cut the text at every border of the labels, whatever the code.

    Coders × labels × runs, coders × runs who is not missing, and how long each run is.
    """
    marked, codes = ratings.stretches, len(ratings.codes)
    who, what = np.divmod(marked.lane, max(codes, 1))
    sizes = np.array([axis.size for axis in ratings.axes], dtype=np.int64)
    edges = (marked.start, marked.end, ratings.offsets, ratings.offsets + sizes)
    borders = np.unique(np.concatenate(edges))
    depth = np.zeros((len(ratings.coders), len(labels), len(borders)), dtype=np.int64)
    for number, label in enumerate(labels):
        of_label = np.isin(what, [ratings.codes.index(code) for code in label])
        for places, step in ((marked.start, 1), (marked.end, -1)):
            at = np.searchsorted(borders, places[of_label])
            np.add.at(depth[:, number], (who[of_label], at), step)
    document = np.searchsorted(ratings.offsets, borders, side="right") - 1
    inside = borders < (ratings.offsets + sizes)[document]
    length = np.diff(borders, append=0)[inside].astype(np.float64)
    present = ratings.present[:, document[inside]]
    yes = np.cumsum(depth, axis=2)[:, :, inside] > 0
    return yes & present[:, None], present, length


def _about_binary() -> str:
    return tr(
        "Nominal alpha on all characters, marked or not: whether any code of the domain was "
        "applied, not which."
    )


def _about_codes() -> str:
    return tr(
        "Nominal alpha on the characters to which two coders gave a code of the domain: which one, "
        "not whether."
    )


def _about_domains() -> str:
    return tr(
        "Nominal alpha on the characters to which two coders gave any code: which domain it is of."
    )
