# SPDX-License-Identifier: MIT
"""How figures were counted, in sentences: the unit, what is missing, where intervals come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coder_app.agreement.intervals import FEW_CLUSTERS, FEWEST_CLUSTERS, IntervalRule, Method, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.units import CodedDocument, Key, Unit
from coder_app.core.places import tr


def rule_in_words(
    unit: Unit,
    *,
    with_interviewer: bool,
    with_unfinished: bool,
    overlap: float,
    segment_words: int,
) -> str:
    """Say what counted as marked, as not marked and as missing."""
    passages = unit is Unit.PASSAGE
    sentences = [
        _marked(unit).format(share=f"{overlap * 100:.0f} %", n=segment_words),
        tr("The same place counts once for a coder.")
        if passages
        else tr("Overlapping passages of one coder count once."),
        tr("Text that nobody marked does not count, so chance is not corrected for.")
        if passages
        else tr("What a coder left unmarked in a document of hers counts as “not this code”."),
        tr("Unfinished documents count as they stand.")
        if with_unfinished
        else tr("A document that a coder has not marked done is missing, not “coded nothing”."),
        tr("Each pair of coders is compared in the documents that both rated.")
        if passages
        else tr("Units with fewer than two ratings are left out."),
        tr("The interviewer's turns count too.")
        if with_interviewer
        else tr("The interviewer's turns are left out."),
    ]
    return " ".join(sentences)


def _marked(unit: Unit) -> str:
    return {
        Unit.CHARACTER: tr("A character is marked if a coder's passage with the code covers it."),
        Unit.WORD: tr("A word is marked if a coder's passage with the code touches it."),
        Unit.SENTENCE: tr("A sentence is marked if a coder's passage with the code touches it."),
        Unit.TURN: tr("A turn is marked if a coder's passage with the code touches it."),
        Unit.PARAGRAPH: tr("A paragraph is marked if a coder's passage with the code touches it."),
        Unit.SEGMENT: tr(
            "A segment is marked if a coder's passage with the code touches it; segments are "
            "stretches of {n} words."
        ),
        Unit.DOCUMENT: tr("A document is marked if a coder used the code in it."),
        Unit.PASSAGE: tr(
            "A passage is marked by both if their passages share {share} or more of what either "
            "covers."
        ),
    }[unit]


def interval_in_words(rule: IntervalRule, drawn: int) -> str:
    """Say how intervals came about; `drawn`: how many documents or turns there are to draw."""
    level = f"{rule.level * 100:g} %"
    if rule.method is Method.NONE:
        return tr("No intervals were asked for.")
    if rule.method is Method.ANALYTIC:
        return tr(
            "Interval of {level}: from the formula’s standard error, with units taken as "
            "independent."
        ).format(level=level)
    method = tr("bias-corrected and accelerated") if rule.method is Method.BCA else tr("percentile")
    what = tr(
        "Interval of {level}: {draws} draws of {drawn} with replacement, {method}, seed {seed}."
    )
    return what.format(
        level=level,
        draws=f"{rule.draws:,}",
        drawn=rule.over.counted(drawn),
        method=method,
        seed=rule.seed,
    )


def interval_note(rule: IntervalRule, drawn: int) -> str:
    """Warn where there is little to draw from; empty: enough, or the rows say that it is not."""
    if not rule.is_drawn or not FEWEST_CLUSTERS <= drawn < FEW_CLUSTERS:
        return ""
    note = tr("Intervals come from {few} only: read them as a rough guide.")
    return note.format(few=rule.over.counted(drawn))


def drawn_over(unit: Unit, measure: Measure, rule: IntervalRule, documents: int) -> Over:
    """Tell what is drawn: whole documents where nothing smaller can stand for itself."""
    if unit in (Unit.DOCUMENT, Unit.PASSAGE) or measure is Measure.U_ALPHA:
        return Over.DOCUMENTS
    if rule.over is Over.BEST:
        return Over.DOCUMENTS if documents >= FEWEST_CLUSTERS else Over.TURNS
    return rule.over


def notes_on(
    asked: Sequence[CodedDocument], coders: Sequence[Key], *, with_unfinished: bool
) -> tuple[str, ...]:
    """Name the documents that were left out or are not finished."""
    compared = [meeting(document, coders, with_unfinished) > 1 for document in asked]
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


def meeting(document: CodedDocument, coders: Sequence[Key], with_unfinished: bool) -> int:
    """Count the chosen coders whose silence says something in a document."""
    return len(set(coders) & set(document.raters(with_unfinished=with_unfinished)))


def unfinished_in(
    documents: Iterable[CodedDocument], coders: Sequence[Key]
) -> tuple[tuple[Key, Key], ...]:
    """Give (document, coder) for each who is at work on one."""
    return tuple((d.key, coder) for d in documents for coder in coders if coder in d.unfinished)
