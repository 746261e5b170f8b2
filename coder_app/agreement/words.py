# SPDX-License-Identifier: MIT
"""A paragraph on method for a paper: what was compared, how, and what came of it; with sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import median

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.intervals import Interval, Method
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import AgreementReport
from coder_app.agreement.rows import AgreementRow
from coder_app.agreement.units import Key, Unit
from coder_app.core.places import tr, tr_n

_BESIDE = (Measure.PERCENT, Measure.POSITIVE, Measure.AC1, Measure.ALPHA)


def share(value: float | None, places: int = 3) -> str:
    """Write a figure that cannot pass 1 as papers do: .512, −.040, 1.000."""
    if value is None:
        return "–"
    text = f"{abs(value):.{places}f}"
    text = text if text.startswith("1") or abs(value) > 1 else text[1:]
    return f"−{text}" if round(value, places) < 0 else text


def from_to(interval: Interval) -> str:
    """Write an interval: ".31 to .68"; a dash where there is none."""
    if interval.low is None or interval.high is None:
        return "–"
    return tr("{low} to {high}").format(low=share(interval.low, 2), high=share(interval.high, 2))


def methods_paragraph(
    report: AgreementReport,
    names: Mapping[Key, str],
    *,
    bands: Bands = Bands.NONE,
    frozen: datetime | None = None,
    program: str = "Coder App",
) -> str:
    """Say in plain words, ready for a paper, how agreement was measured; references below.

    `names` of coders and codes; `frozen`: when the round was closed before anybody talked.
    """
    sentences = [
        _who(report, names, frozen),
        report.rule,
        _overall(report),
        _by_code(report, names),
        _beside(report),
        _undefined(report, names),
        report.interval_words if report.interval_rule.method is not Method.NONE else "",
        _lines(bands),
        *report.notes,
        tr("The figures were computed with {program}.").format(program=program),
    ]
    paragraph = " ".join(sentence for sentence in sentences if sentence)
    return "\n".join([paragraph, "", *references(report, bands)])


def references(report: AgreementReport, bands: Bands = Bands.NONE) -> list[str]:
    """Give the sources of what the paragraph names, in alphabetical order."""
    wanted = {_REFERENCES[source] for m in _named(report) for source in _SOURCES[m]}
    wanted |= {_REFERENCES[source] for source in _BAND_SOURCES[bands]}
    method = report.interval_rule.method
    if method in (Method.PERCENTILE, Method.BCA):
        wanted.add(_REFERENCES["efron 1987" if method is Method.BCA else "efron 1979"])
    return sorted(wanted)


def _named(report: AgreementReport) -> list[Measure]:
    """List the measures that the paragraph gives a figure of."""
    beside = [m for m in _BESIDE if report.pooled.figures[m].value is not None]
    return list(dict.fromkeys([report.measure, *beside]))


def _who(report: AgreementReport, names: Mapping[Key, str], frozen: datetime | None) -> str:
    coders = _listed([names.get(coder, "") for coder in report.coders])
    documents = tr_n("{n} transcript", "{n} transcripts", len(report.documents))
    codes = tr_n("{n} code", "{n} codes", len(report.codes))
    if frozen is None:
        what = tr("{coders} coded {documents} with {codes}, two coders or more each.")
        return what.format(coders=coders, documents=documents, codes=codes)
    what = tr(
        "{coders} coded {documents} with {codes}, two coders or more each; the figures were frozen "
        "on {day}, before disagreements were discussed."
    )
    day = frozen.date().isoformat()
    return what.format(coders=coders, documents=documents, codes=codes, day=day)


def _overall(report: AgreementReport) -> str:
    row, measure = report.pooled, report.measure
    units = counted(report.unit, report.units)
    if row.figure.value is None:
        what = tr("{measure} over all codes and {units} is undefined: {reason}")
        return what.format(measure=measure.words, units=units, reason=row.figure.reason)
    what = tr("Over all codes and {units}, {measure} ({source}) was {figure}{interval}.")
    return what.format(
        units=units,
        measure=measure.words,
        source=measure.source,
        figure=share(row.figure.value),
        interval=_bracketed(row, report),
    )


def _bracketed(row: AgreementRow, report: AgreementReport) -> str:
    if row.interval.low is None:
        return ""
    level = f"{report.interval_rule.level * 100:g} %"
    told = tr(", {level} interval [{low}, {high}]")
    return told.format(level=level, low=share(row.interval.low), high=share(row.interval.high))


def _by_code(report: AgreementReport, names: Mapping[Key, str]) -> str:
    defined = [row for row in report.by_code if row.figure.value is not None]
    if len(defined) < 2:
        return ""
    defined.sort(key=lambda row: row.figure.value or 0.0)
    worst, best = defined[0], defined[-1]
    what = tr(
        "By code it ranged from {low}{low_interval} (“{worst}”) to {high}{high_interval} "
        "(“{best}”), with a median of {middle} over {codes}."
    )
    return what.format(
        low=share(worst.figure.value),
        low_interval=_bracketed(worst, report),
        worst=names.get(worst.key, ""),
        high=share(best.figure.value),
        high_interval=_bracketed(best, report),
        best=names.get(best.key, ""),
        middle=share(median(row.figure.value or 0.0 for row in defined)),
        codes=tr_n("{n} code", "{n} codes", len(defined)),
    )


def _beside(report: AgreementReport) -> str:
    row = report.pooled
    beside = [m for m in _named(report) if m is not report.measure]
    told = [f"{m.words} {share(row.figures[m].value)}" for m in beside]
    if row.prevalence.value is not None:
        told.append(tr("prevalence {0}").format(share(row.prevalence.value)))
    return tr("Beside it: {0}.").format(", ".join(told)) if told else ""


def _undefined(report: AgreementReport, names: Mapping[Key, str]) -> str:
    gone = [names.get(row.key, "") for row in report.by_code if row.figure.value is None]
    if not gone:
        return ""
    return tr("The figure is undefined for {0}.").format(_listed([f"“{name}”" for name in gone]))


def _lines(bands: Bands) -> str:
    return "" if bands is Bands.NONE else tr("Read by {0}").format(bands.source)


def counted(unit: Unit, number: int) -> str:
    """Count units by their name."""
    one, many = {
        Unit.CHARACTER: ("{n} character", "{n} characters"),
        Unit.WORD: ("{n} word", "{n} words"),
        Unit.SENTENCE: ("{n} sentence", "{n} sentences"),
        Unit.TURN: ("{n} turn", "{n} turns"),
        Unit.PARAGRAPH: ("{n} paragraph", "{n} paragraphs"),
        Unit.SEGMENT: ("{n} segment", "{n} segments"),
        Unit.DOCUMENT: ("{n} whole transcript", "{n} whole transcripts"),
        Unit.PASSAGE: ("{n} coded passage", "{n} coded passages"),
    }[unit]
    return tr_n(one, many, number)


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return tr("{0} and {1}").format(", ".join(names[:-1]), names[-1])


_SOURCES: dict[Measure, tuple[str, ...]] = {
    Measure.ALPHA: ("krippendorff 2011",),
    Measure.KAPPA: ("cohen 1960", "conger 1980"),
    Measure.FLEISS: ("fleiss 1971", "gwet 2014"),
    Measure.LIGHT: ("light 1971",),
    Measure.PI: ("scott 1955",),
    Measure.S: ("bennett 1954", "brennan 1981"),
    Measure.AC1: ("gwet 2008",),
    Measure.PERCENT: ("gwet 2014",),
    Measure.POSITIVE: ("cicchetti 1990", "holsti 1969"),
    Measure.U_ALPHA: ("krippendorff 2016",),
}
_BAND_SOURCES: dict[Bands, tuple[str, ...]] = {
    Bands.NONE: (),
    Bands.KRIPPENDORFF: ("krippendorff 2004",),
    Bands.LANDIS_KOCH: ("landis 1977",),
}
_REFERENCES = {
    "bennett 1954": "Bennett, E. M., Alpert, R., & Goldstein, A. C. (1954). Communications through "
    "limited-response questioning. Public Opinion Quarterly, 18, 303–308.",
    "brennan 1981": "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, "
    "misuses, and alternatives. Educational and Psychological Measurement, 41, 687–699.",
    "cicchetti 1990": "Cicchetti, D. V., & Feinstein, A. R. (1990). High agreement but low kappa: "
    "II. Resolving the paradoxes. Journal of Clinical Epidemiology, 43, 551–558.",
    "cohen 1960": "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational "
    "and Psychological Measurement, 20, 37–46.",
    "conger 1980": "Conger, A. J. (1980). Integration and generalization of kappas for multiple "
    "raters. Psychological Bulletin, 88, 322–328.",
    "efron 1979": "Efron, B. (1979). Bootstrap methods: Another look at the jackknife. The Annals "
    "of Statistics, 7, 1–26.",
    "efron 1987": "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the "
    "American Statistical Association, 82, 171–185.",
    "fleiss 1971": "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. "
    "Psychological Bulletin, 76, 378–382.",
    "gwet 2008": "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the "
    "presence of high agreement. British Journal of Mathematical and Statistical Psychology, 61, "
    "29–48.",
    "gwet 2014": "Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.). Advanced "
    "Analytics.",
    "holsti 1969": "Holsti, O. R. (1969). Content analysis for the social sciences and humanities. "
    "Addison-Wesley.",
    "krippendorff 2004": "Krippendorff, K. (2004). Content analysis: An introduction to its "
    "methodology (2nd ed.). Sage.",
    "krippendorff 2011": "Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability. "
    "University of Pennsylvania.",
    "krippendorff 2016": "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the "
    "reliability of unitizing textual continua: Further developments. Quality & Quantity, 50, "
    "2347–2364.",
    "landis 1977": "Landis, J. R., & Koch, G. G. (1977). The measurement of observer agreement for "
    "categorical data. Biometrics, 33, 159–174.",
    "light 1971": "Light, R. J. (1971). Measures of response agreement for qualitative data: Some "
    "generalizations and alternatives. Psychological Bulletin, 76, 365–377.",
    "scott 1955": "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale "
    "coding. Public Opinion Quarterly, 19, 321–325.",
}
