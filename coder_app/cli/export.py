# SPDX-License-Identifier: MIT
"""The command that takes data out: tables, datasets, reports, or the whole project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from coder_app.agreement.units import Unit
from coder_app.cli.exchange import ForProgram, export_project
from coder_app.cli.opening import (
    AsJson,
    Coders,
    Codes,
    Documents,
    Interviewer,
    ProjectPath,
    Unfinished,
    UnitName,
    Viewer,
    choice_of,
    opened,
    viewer_of,
)
from coder_app.cli.output import print_json, progress_bar, say
from coder_app.core.errors import InputProblem, ProjectProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Sheet
from coder_app.formats.projects.refi.write_texts import Profile
from coder_app.formats.pseudonyms.key import read_key
from coder_app.formats.pseudonyms.names_leaving import NameLeaving, names_that_would_leave
from coder_app.formats.writing import Outgoing, files_of, write_out
from coder_app.queries import lists, names
from coder_app.queries.reports import part_named
from coder_app.queries.sheets import sheet_named
from coder_app.queries.taking_out import outgoing
from coder_app.store.project import Project

# the kind of a plan (core/export_kinds) that each ending stands for
_KINDS = {
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".tsv": "tsv",
    ".sav": "sav",
    ".parquet": "parquet",
    ".json": "json",
    ".html": "report-html",
    ".docx": "report-docx",
}
_PROJECT = ".qdpx"
_TRANSCRIPTS = "Transcripts"
_MOST_TOLD = 20

Sheets = Annotated[
    str | None,
    typer.Option(metavar="A,B", help="Tables, or parts of a report; left out: see the manual."),
]
Columns = Annotated[
    str | None, typer.Option(metavar="A,B", help="Columns to keep, of the one table named.")
]
Participants = Annotated[
    str | None, typer.Option(metavar="A,B", help="Participants, by comma; left out: all.")
]
Where = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="Only participants of whom this is known."),
]
Said = Annotated[str, typer.Option("--words", help="Only passages that say this.")]
WithCode = Annotated[
    str | None, typer.Option(metavar="CODE", help="Only passages that overlap one of this code.")
]
HasMemo = Annotated[
    bool | None, typer.Option("--memo/--no-memo", help="Only codings with a memo, or without.")
]
WithConsensus = Annotated[
    bool | None,
    typer.Option(
        "--consensus/--no-consensus",
        help="With or without what was settled; left out: with it, if no coders are named.",
    ),
]
Long = Annotated[
    bool, typer.Option("--long", help="A row for each code of a unit or transcript, not a column.")
]
SegmentLength = Annotated[
    int | None, typer.Option("--segment-words", min=1, help="Words of the unit “segment”.")
]
NoAttributes = Annotated[
    bool, typer.Option("--no-attributes", help="Leave out what is known of participants.")
]
WithContext = Annotated[
    bool, typer.Option("--context", help="Some words around passages; the words of units.")
]
NoMark = Annotated[
    bool, typer.Option("--no-bom", help="CSV and TSV without the mark that Excel needs.")
]
PlanFile = Annotated[
    Path | None,
    typer.Option("--plan", metavar="FILE", help="A template from the window; options go before."),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar="FILE", help="Write nothing if a name of this pseudonym key would leave."
    ),
]


def export(
    path: ProjectPath,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="Its ending says what it becomes: .xlsx, .sav …")
    ],
    sheets: Sheets = None,
    columns: Columns = None,
    coders: Coders = None,
    consensus: WithConsensus = None,
    codes: Codes = None,
    documents: Documents = None,
    participants: Participants = None,
    where: Where = None,
    said: Said = "",
    with_code: WithCode = None,
    memo: HasMemo = None,
    unit: UnitName = Unit.TURN,
    segment_words: SegmentLength = None,
    interviewer: Interviewer = False,
    unfinished: Unfinished = False,
    long: Long = False,
    no_attributes: NoAttributes = False,
    context: WithContext = False,
    no_bom: NoMark = False,
    plan_file: PlanFile = None,
    key_file: KeyFile = None,
    profile: ForProgram = Profile.STANDARD,
    viewer: Viewer = None,
    as_json: AsJson = False,
) -> None:
    """Write tables, a dataset, a report, or the whole project as QDPX."""
    kind = out.suffix.casefold()
    if kind not in (*_KINDS, _PROJECT):
        endings = ", ".join((*_KINDS, _PROJECT))
        raise typer.BadParameter(tr("OUT has to end in one of these: {0}.").format(endings))
    narrowing = (sheets, columns, coders, codes, documents, participants, where, with_code)
    if kind == _PROJECT and (any(narrowing) or said or plan_file or key_file):
        raise typer.BadParameter(tr("A project goes out whole: leave the choices out."))
    with opened(path) as project:
        eyes = viewer_of(project, viewer)
        if kind == _PROJECT:
            files = export_project(project, eyes, out, profile)
            print_json({"files": files}) if as_json else typer.echo("\n".join(files))
            return
        plan = _plan_in(plan_file)
        told: dict[str, Any] = {
            "consensus": consensus,
            "words": said,
            "has_memo": memo,
            "segment_words": segment_words,
            "interviewer": interviewer or None,
            "unfinished": unfinished or None,
            "long": long or None,
            "with_attributes": False if no_attributes else None,
            "context": context or None,
            "bom": False if no_bom else None,
            "unit": None if unit is Unit.TURN else unit.value,
        }
        told |= _named(project, eyes, coders, codes, documents, participants, with_code)
        told["attributes"] = _attributes(project, where or [])
        told |= _tables(sheets, columns)
        plan = replace(plan, **{name: v for name, v in told.items() if v not in (None, "", ())})
        plan = _filled(replace(plan, kind=_kind_of(kind, plan)))
        taken = take_out(project, eyes, plan, out, key_file=key_file)
    if as_json:
        print_json(asdict(taken))
        return
    for file in taken.files:
        typer.echo(file)
    for note in taken.notes:
        say(note)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written."""

    files: list[str]
    tables: list[dict[str, object]]
    notes: list[str]  # what had to be changed


def take_out(
    project: Project, viewer: UUID, plan: ExportPlan, out: Path, *, key_file: Path | None = None
) -> Taken:
    """Write what a plan wants, unless a name of the key would leave."""
    key = read_key(key_file) if key_file else ()
    going = project.ask(outgoing, viewer, plan)
    leaving = names_that_would_leave(going, key)
    if leaving:
        raise InputProblem(out, _told(leaving), tr("Nothing was written."))
    with progress_bar(tr("Writing “{0}”").format(out.name)) as progress:
        notes = write_out(going, plan, out, progress=progress, may_replace=True)
    files = [str(file) for file in files_of(going, plan, out)]
    return Taken(files, _sizes(going), list(notes))


# ---- the plan


def _kind_of(ending: str, plan: ExportPlan) -> str:
    """Give the kind of a plan; transcripts alone are a kind of report of their own."""
    kind = _KINDS[ending]
    if kind.startswith("report") and [part_named(name) for name in plan.sheets] == [_TRANSCRIPTS]:
        return kind.replace("report", "transcripts")
    return kind


def _plan_in(file: Path | None) -> ExportPlan:
    if file is None:
        return ExportPlan()
    try:
        return ExportPlan.from_json(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        what = tr("It could not be read ({0}).").format(problem)
        raise InputProblem(file, what, tr("Choose another file.")) from None


def _filled(plan: ExportPlan) -> ExportPlan:
    """Say which tables go out where nobody did: what that kind of file is mostly wanted for."""
    if plan.sheets or plan.kind not in ("sav", "parquet"):
        return plan
    wide = plan.kind == "sav" and not plan.long
    return replace(plan, sheets=("Units × Codes" if wide else "Codings",))


def _tables(sheets: str | None, columns: str | None) -> dict[str, Any]:
    chosen = _parted(sheets)
    if columns is None:
        return {"sheets": tuple(chosen)}
    if len(chosen) != 1:
        raise typer.BadParameter(tr("--columns needs --sheets with one table."))
    kept = (sheet_named(chosen[0]), tuple(_parted(columns)))
    return {"sheets": tuple(chosen), "columns": (kept,)}


def _named(
    project: Project,
    viewer: UUID,
    coders: str | None,
    codes: str | None,
    documents: str | None,
    participants: str | None,
    with_code: str | None,
) -> dict[str, Any]:
    found = choice_of(project, viewer, coders, codes, documents)
    told: dict[str, Any] = {kind: tuple(guids) for kind, guids in found.items()}
    if participants is not None:
        told["participants"] = tuple(
            project.ask(names.find_one, "participant", name, viewer)
            for name in _parted(participants)
        )
    if with_code is not None:
        told["with_code"] = project.ask(names.find_one, "code", with_code, viewer)
    return told


def _attributes(project: Project, where: Sequence[str]) -> tuple[tuple[UUID, str], ...]:
    known = {a.name.casefold(): a.guid for a in project.ask(lists.attributes)}
    found = []
    for told in where:
        name, equals, value = told.partition("=")
        if not equals:
            raise typer.BadParameter(tr("--where takes NAME=VALUE."))
        guid = known.get(name.strip().casefold())
        if guid is None:
            message = tr("Nothing is known of participants by the name “{0}”. There is: {1}.")
            raise ProjectProblem(message.format(name.strip(), ", ".join(known) or "–"))
        found.append((guid, value.strip()))
    return tuple(found)


def _parted(listed: str | None) -> list[str]:
    return [part.strip() for part in (listed or "").split(",") if part.strip()]


# ---- what is told


def _sizes(going: Outgoing) -> list[dict[str, object]]:
    if not isinstance(going, Sequence):
        return []
    sheets: Sequence[Sheet] = going
    return [
        {"name": sheet.name, "rows": len(sheet.rows), "columns": len(sheet.columns)}
        for sheet in sheets
    ]


def _told(leaving: Sequence[NameLeaving]) -> str:
    """Name the places where names of the key stand."""
    one, many = tr("{n} name of the key would leave:"), tr("{n} names of the key would leave:")
    count = tr_n(one, many, len(leaving))
    shown = [
        f"– {each.where}: …{each.place.before[-20:]}[{each.place.original}]{each.place.after[:20]}…"
        for each in leaving[:_MOST_TOLD]
    ]
    more = [tr("… and more.")] if len(leaving) > _MOST_TOLD else []
    return "\n".join([count, *(" ".join(line.split()) for line in shown), *more]) + "\n"
