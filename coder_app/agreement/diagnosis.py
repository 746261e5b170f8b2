# SPDX-License-Identifier: MIT
"""What stands beside a coefficient so that nobody misreads it: rare codes, bands with a source."""

from __future__ import annotations

from enum import StrEnum

from coder_app.agreement.alpha import Coefficient
from coder_app.core.places import tr

HIGH_AGREEMENT = 0.9
LOW_FIGURE = 0.667
RARE = 0.1


class Bands(StrEnum):
    """Lines that a person has chosen to read figures by. None of them is a law."""

    KRIPPENDORFF = "krippendorff"
    LANDIS_KOCH = "landis-koch"
    NONE = "none"

    @property
    def words(self) -> str:
        """Name the lines."""
        return {
            Bands.KRIPPENDORFF: tr(".667 and .800"),
            Bands.LANDIS_KOCH: tr(".20, .40, .60 and .80"),
            Bands.NONE: tr("no lines"),
        }[self]

    @property
    def lines(self) -> tuple[float, ...]:
        """Where the lines lie; the last is the one to reach."""
        return {
            Bands.KRIPPENDORFF: (0.667, 0.8),
            Bands.LANDIS_KOCH: (0.2, 0.4, 0.6, 0.8),
            Bands.NONE: (),
        }[self]

    @property
    def source(self) -> str:
        """Say who drew them, and what for."""
        return {
            Bands.KRIPPENDORFF: tr(
                "Krippendorff 2004: rely on .800 and above, draw tentative conclusions from .667 "
                "on; the lower end of the interval decides."
            ),
            Bands.LANDIS_KOCH: tr(
                "Landis & Koch 1977: slight, fair, moderate, substantial, almost perfect; "
                "arbitrary, as they say themselves."
            ),
            Bands.NONE: tr("No lines: the figure and its interval speak for themselves."),
        }[self]

    def name_of(self, value: float) -> str:
        """Name the band of a figure in its author's words; empty without lines."""
        names = {
            Bands.KRIPPENDORFF: (tr("below .667"), tr("tentative"), tr("reliable")),
            Bands.LANDIS_KOCH: (
                tr("slight"),
                tr("fair"),
                tr("moderate"),
                tr("substantial"),
                tr("almost perfect"),
            ),
            Bands.NONE: ("",),
        }[self]
        if self is Bands.LANDIS_KOCH:
            if value < 0:
                return tr("poor")
            return names[sum(value > line for line in self.lines)]
        return names[sum(value >= line for line in self.lines)]


def paradox(
    percent: Coefficient, figure: Coefficient, prevalence: Coefficient, positive: Coefficient
) -> str:
    """Warn where high agreement and a low coefficient only say that a code is rare (or common).

    Feinstein & Cicchetti 1990, Journal of Clinical Epidemiology 43:543-549. Empty: no warning.
    """
    told = (percent.value, figure.value, prevalence.value)
    if None in told:
        return ""
    equal, value, share = (float(each or 0) for each in told)
    off = min(share, 1 - share)
    if equal < HIGH_AGREEMENT or value >= LOW_FIGURE or off >= RARE:
        return ""
    rare = (
        tr("The code is rare: it was given to {share} of the units.")
        if share < 0.5
        else tr("Nearly everything has the code: {share} of the units.")
    ).format(share=_percent(share))
    read = tr(
        "So coders say the same of {equal} of them, and a few differences still press the figure "
        "down. Read positive agreement ({positive}) and AC1 beside it."
    )
    shown = "–" if positive.value is None else f"{positive.value:.2f}".removeprefix("0")
    return f"{rare} {read.format(equal=_percent(equal), positive=shown)}"


def rare_in_short() -> str:
    """Say the same of several codes at once."""
    return tr(
        "High agreement, low figure: the code is rare (or nearly everywhere), so a few differences "
        "press it down. Read positive agreement and AC1 beside it."
    )


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %" if share < 0.02 else f"{round(share * 100)} %"
