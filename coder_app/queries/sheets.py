# SPDX-License-Identifier: MIT
"""Tables that leave the program: the sheets of the workbook. Headers are fixed, for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app import __version__
from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.units import CodedDocument
from coder_app.core.places import tr
from coder_app.core.records import AttributeRecord, CodeRecord, SegmentRecord, Sheet
from coder_app.queries import lists, ratings, segments
from coder_app.queries.decision_sheet import decision_sheet
from coder_app.queries.matrices import documents_by_codes, unique, units_by_codes
from coder_app.queries.visibility import sees_everything

_CODINGS = (
    "document",
    "participant",
    "coder",
    "family",
    "code",
    "code path",
    "start",
    "end",
    "line",
    "speaker",
    "text",
    "weight",
    "memo",
    "created",
    "GUID",
)
_CODEBOOK = (
    "family",
    "code",
    "code path",
    "group",
    "key",
    "colour",
    "question",
    "definition",
    "use when",
    "do not use when",
    "example",
    "borderline",
    "near miss",
    "near miss code",
    "anchor",
    "source",
    "where",
    "home motive",
    "level",
    "scale",
    "status",
    "merged into",
    "codings",
    "GUID",
)


def workbook_sheets(
    session: Session, viewer: UUID, **choice: Unpack[ratings.Choice]
) -> list[Sheet]:
    """Give every sheet of the workbook, as far as the viewer may see the work."""
    asked = ratings.question(session, viewer, **choice)
    codes = lists.codes(session, viewer, merged=True)
    coded = list(ratings.documents_for(session, viewer, asked))
    report = _report(session, viewer, coded, asked)
    wanted = segments.SegmentFilter(
        coders=asked.coders if choice.get("coders") is not None else (),
        documents=asked.documents if choice.get("documents") is not None else (),
        codes=asked.codes if choice.get("codes") is not None else (),
        unplaced=True,
    )
    found = segments.find(session, viewer, wanted)
    settled = decision_sheet(
        session, viewer, documents=wanted.documents or None, codes=wanted.codes or None
    )
    return [
        _codings(found),
        _codebook(codes),
        documents_by_codes(session, viewer, coded, found, asked),
        units_by_codes(session, viewer, coded, asked),
        _agreement(session, viewer, report),
        *([settled] if settled else []),
        _participants(session, viewer),
        _about(session, viewer, asked, report),
    ]


def _codings(found: Sequence[SegmentRecord]) -> Sheet:
    rows: list[tuple[object, ...]] = []
    for segment in found:
        coding = segment.coding
        rows.append(
            (
                segment.document_name,
                segment.participant_name,
                coding.coder_name,
                segment.family,
                coding.code_name,
                segment.path,
                coding.span.start if coding.span else None,
                coding.span.end if coding.span else None,
                segment.line or None,
                segment.speaker,
                segment.text,
                coding.weight,
                coding.memo,
                coding.created,
                str(coding.guid),
            )
        )
    return Sheet(name="Codings", columns=_CODINGS, rows=rows, wide=frozenset({"text", "memo"}))


def _codebook(codes: Sequence[CodeRecord]) -> Sheet:
    names = {code.guid: code.name for code in codes}
    rows: list[tuple[object, ...]] = [
        (
            code.family,
            code.name,
            code.path,
            not code.codable,
            code.key,
            code.colour,
            code.question,
            code.definition,
            "\n".join(code.use_when),
            "\n".join(code.do_not_use_when),
            code.example,
            code.borderline,
            code.near_miss,
            code.near_miss_code,
            code.anchor,
            code.source,
            code.where,
            code.home_motive,
            code.level,
            "\n".join(f"{x.weight} {x.label}: {x.anchor}".rstrip(": ") for x in code.scale),
            code.status.value,
            names.get(code.effective, "") if code.merged_into else "",
            code.codings,
            str(code.guid),
        )
        for code in codes
    ]
    wide = frozenset(_CODEBOOK[6:13]) | {"source", "scale"}
    return Sheet(name="Codebook", columns=_CODEBOOK, rows=rows, wide=wide)


# ---- agreement


def _report(
    session: Session, viewer: UUID, coded: list[CodedDocument], asked: ratings.Question
) -> AgreementReport | None:
    if len(asked.coders) < 2 or not asked.codes:
        return None
    return ratings.report_on(session, viewer, asked, coded)


def _agreement(session: Session, viewer: UUID, report: AgreementReport | None) -> Sheet:
    """Give the figures, a row each: pooled, by code, by document, by pair."""
    names: dict[object, str] = {c.guid: c.name for c in lists.coders(session)}
    coders = unique([names[c] for c in report.coders]) if report else []
    columns = (
        *("by", "name", "family", "unit", "units", "differing", "marked by all", "marked by any"),
        *("percent agreement", "alpha", "kappa", "kappa is", "AC1", "positive agreement"),
        *("negative agreement", "prevalence", "measure", "figure", "low", "high"),
        *("why undefined", "why no interval", "ordinal alpha of weights", "units with two weights"),
        *(f"units marked by {name}" for name in coders),
        *(f"codings by {name}" for name in coders),
    )
    if report is None:
        return Sheet(name="Agreement", columns=columns, rows=[])
    codes = {c.guid: c for c in lists.codes(session, viewer, merged=True)}
    documents: dict[object, str] = {d.guid: d.name for d in lists.documents(session, viewer)}
    families = ((codes[r.key].name, r) for r in report.by_family if isinstance(r.key, UUID))
    by_code = ((codes[row.key], row) for row in report.by_code if isinstance(row.key, UUID))
    rows = [_figures("all", pooled_name(), "", report.pooled, report)]
    rows += [_figures("code", code.name, code.family, row, report) for code, row in by_code]
    rows += [_figures("family", name, "", row, report) for name, row in families]
    rows += [_figures("document", documents[r.key], "", r, report) for r in report.by_document]
    rows += [
        _figures("pair", " / ".join(names[c] for c in row.coders), "", row, report)
        for row in report.by_pair
    ]
    return Sheet(name="Agreement", columns=columns, rows=rows)


def _figures(
    by: str, name: str, family: str, row: AgreementRow, report: AgreementReport
) -> tuple[object, ...]:
    marked = dict(zip(row.coders, row.marked, strict=True))
    given = dict(zip(row.coders, row.codings, strict=True))
    reasons = (row.percent.reason, row.alpha.reason, row.kappa.reason, row.figure.reason)
    return (
        by,
        name,
        family,
        report.unit.value,
        row.units,
        row.differing,
        row.marked_by_all,
        row.marked_by_any,
        row.percent.value,
        row.alpha.value,
        row.kappa.value,
        row.kappa_name,
        row.ac1.value,
        row.positive.value,
        row.negative.value,
        row.prevalence.value,
        row.measure.value,
        row.figure.value,
        row.interval.low,
        row.interval.high,
        " ".join(dict.fromkeys(filter(None, reasons))),
        row.interval.reason if row.figure.value is not None else "",
        row.ordinal.value if row.ordinal else None,
        row.ordinal_units if row.ordinal else None,
        *(marked.get(coder) for coder in report.coders),
        *(given.get(coder) for coder in report.coders),
    )


# ---- people, and the workbook itself


def _participants(session: Session, viewer: UUID) -> Sheet:
    attributes = lists.attributes(session)
    documents = {d.guid: d.name for d in lists.documents(session, viewer)}
    columns = unique(["participant", *(a.name for a in attributes), "documents", "GUID"])
    rows: list[tuple[object, ...]] = []
    for participant in lists.participants(session):
        values = dict(participant.values)
        cells = [_typed(attribute, values.get(attribute.guid, "")) for attribute in attributes]
        theirs = "; ".join(documents[d] for d in participant.documents)
        rows.append((participant.name, *cells, theirs, str(participant.guid)))
    return Sheet(name="Participants", columns=tuple(columns), rows=rows)


def _typed(attribute: AttributeRecord, value: str) -> object:
    """Give a value as its kind; what does not fit it (a merge can bring that) stays text."""
    if not value:
        return None
    try:
        if attribute.kind == "number":
            number = float(value)
            return int(number) if number.is_integer() else number
        if attribute.kind == "date":
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        return value
    return value


def _about(
    session: Session, viewer: UUID, asked: ratings.Question, report: AgreementReport | None
) -> Sheet:
    """Say what this workbook is, so that it can be understood years later."""
    info = lists.info(session, viewer)
    names = {c.guid: c.name for c in lists.coders(session)}
    versions = lists.versions(session)
    settings = lists.settings(session)
    rows: list[tuple[object, ...]] = [
        ("project", info.title),
        ("program", f"Coder App {__version__}"),
        ("exported", datetime.now(UTC)),
        ("as seen by", names.get(viewer, "")),
        ("everything seen", sees_everything(session, viewer)),
        ("codebook", settings.get("codebook.title", "")),
        ("codebook version", versions[0].number if versions else None),
        ("documents", info.documents),
        ("characters", info.characters),
        ("codes", info.codes),
        ("codings", info.codings),
        ("participants", info.participants),
        ("coders compared", "; ".join(names[coder] for coder in asked.coders)),
        ("unit", asked.unit.value),
        ("interviewer counted", asked.interviewer),
        ("unfinished counted", asked.unfinished),
        ("positions", tr("Unicode code points from 0, line ends as LF, end excluded")),
        ("times", tr("UTC, ISO 8601")),
    ]
    if report is not None:
        rows += [("rule of agreement", report.rule), ("intervals", report.interval_words)]
        rows += [*(("note", note) for note in report.notes)]
    rows += [("note", note) for note in ratings.notes(session, viewer, asked)]
    return Sheet(name="About", columns=("item", "value"), rows=rows, wide=frozenset({"value"}))
