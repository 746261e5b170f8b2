# SPDX-License-Identifier: MIT
"""What a row of the agreement table says, in sentences and without a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from coder_app.agreement.disagreements import Disagreement, DisagreementKind
from coder_app.agreement.report import AgreementReport
from coder_app.agreement.units import Unit
from coder_app.agreement.words import counted
from coder_app.core.places import tr, tr_n
from coder_app.core.records import RoundRecord
from coder_app.ui.models.agreement_rows import By, NamedRow, Names, figure_of, spoken
from coder_app.ui.parts import moment_in_a_sentence

SELDOM = 0.2  # of the passages


def in_sentences(
    named: NamedRow,
    report: AgreementReport,
    by: By,
    names: Names,
    found: Sequence[Disagreement],
) -> str:
    """Tell the figure, who marked how much, and how they mostly differ."""
    row = named.row
    if figure_of(row, row.measure).value is None and not row.marked_by_any:
        return figure_of(row, row.measure).reason
    parts = [tr("{0}, over {1}.").format(spoken(row), _units(named, report, by)).replace("..", ".")]
    if figure_of(row, row.measure).value is None:
        parts = [spoken(row)]
    parts.append(_who(named, names))
    if found:
        parts.append(_mostly(found))
    if named.is_shaky and not named.first:
        parts.append(tr("Used seldom: read the interval, not the dot."))
    return " ".join(part for part in parts if part)


def _units(named: NamedRow, report: AgreementReport, by: By) -> str:
    if by is By.CODE and not named.first:
        return counted(report.unit, named.row.units)
    if report.unit is Unit.PASSAGE:
        return counted(report.unit, named.row.units)
    return tr_n("{n} unit × code", "{n} units × codes", named.row.units)


def _who(named: NamedRow, names: Names) -> str:
    """Say how much each coder marked, the missing left out, and how much of it is the same."""
    row = named.row
    there = [
        tr("{0} marked {1}").format(names.of(coder), f"{n:,}")
        for place, (coder, n) in enumerate(zip(row.coders, row.marked, strict=True))
        if not named.is_missing(place)
    ]
    same = tr("{0} are the same.") if len(there) == 2 else tr("{0} were marked by all.")
    return f"{', '.join(there)}; {same.format(f'{row.marked_by_all:,}')}"


def _mostly(found: Sequence[Disagreement]) -> str:
    """Say how coders mostly differ, and whether the code is taken for others."""
    kinds = Counter(one.kind for one in found)
    kind, number = kinds.most_common(1)[0]
    mixed = kinds[DisagreementKind.OTHER_CODE] / len(found)
    if number * 2 <= len(found):
        return tr("They differ in several ways.")
    said = {
        DisagreementKind.MISSING: tr("Mostly found by one and missed by the other"),
        DisagreementKind.BORDER: tr("Mostly the same place with other borders"),
        DisagreementKind.OTHER_CODE: tr("Mostly another code in its place"),
        DisagreementKind.WEIGHT: tr("Mostly another weight"),
        DisagreementKind.VERSION: tr("Mostly under another version of the codebook"),
    }[kind]
    if kind is not DisagreementKind.OTHER_CODE and mixed < SELDOM:
        return tr("{0}, seldom taken for another code.").format(said)
    return f"{said}."


def state_of(report: AgreementReport, frozen: RoundRecord | None, at: datetime | None) -> str:
    """Say what the figures speak of: how much, and of which moment."""
    documents = tr_n("{n} transcript", "{n} transcripts", len(report.documents))
    coders = tr_n("{n} coder", "{n} coders", len(report.coders))
    if frozen is not None:
        when = moment_in_a_sentence(frozen.closed)
        version = tr(", codebook v{0}").format(frozen.version) if frozen.version else ""
        said = tr("Frozen on {0}, before anybody talked. {1}, {2}{3}.")
        return said.format(when, documents, coders, version)
    units = counted(report.unit, report.units)
    if at is not None:
        said = tr("As it stood on {0}: {1}, {2}, {3} compared.")
        return said.format(moment_in_a_sentence(at), documents, coders, units)
    said = tr("As it stands now: {0}, {1}, {2} compared.")
    if report.with_unfinished:
        said = tr("As it stands now, unfinished ones too: {0}, {1}, {2} compared.")
    return said.format(documents, coders, units)
