# SPDX-License-Identifier: MIT
"""The command that takes data out: tables, datasets, reports, the codebook, the whole project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import typer

from coder_app.agreement.units import Unit
from coder_app.cli.export_options import (
    PROFILES,
    Columns,
    ForProgram,
    HasMemo,
    InterviewerToo,
    Long,
    Out,
    Participants,
    Said,
    SegmentLength,
    Sheets,
    Template,
    UnfinishedToo,
    UnitOrTurn,
    WhatGoes,
    Where,
    WithAttributes,
    WithCode,
    WithConsensus,
    WithContext,
    WithMark,
)
from coder_app.cli.help import parted
from coder_app.cli.key import Anyway, Checked, KeyFile, checked, key_for
from coder_app.cli.opening import (
    AsJson,
    Coders,
    Codes,
    Documents,
    ProjectPath,
    Viewer,
    choice_of,
    opened,
    viewer_of,
)
from coder_app.cli.output import WrongUse, print_json, progress_bar, say
from coder_app.cli.summary import left_out_data, left_out_words, summary
from coder_app.core.errors import InputProblem, ProjectProblem
from coder_app.core.export_kinds import KINDS, Kind, What, kind_named
from coder_app.core.export_plan import ExportPlan
from coder_app.core.picture import LeftOut, ProjectPicture, counts_of
from coder_app.core.places import tr
from coder_app.core.records import Counts, Sheet
from coder_app.formats.datasets.templates import ExportTemplates
from coder_app.formats.writing import Outgoing, files_of, write_out
from coder_app.queries import lists, names
from coder_app.queries.counting import counts_of_plan
from coder_app.queries.reports import part_named
from coder_app.queries.sheets import sheet_named
from coder_app.queries.taking_out import outgoing
from coder_app.queries.templates import fitted
from coder_app.store.project import Project

Wishes = Mapping[str, Any]  # what was told, by the names of `export`; None where nothing was

_TRANSCRIPTS = "Transcripts"
_TABLES = frozenset({What.TABLES})
_COUNTED = _TABLES | {What.REPORT}
_PASSAGES = _COUNTED | {What.TRANSCRIPTS}
_WORK = _PASSAGES | {What.PROJECT}
_CONCERNS: Mapping[str, tuple[str, frozenset[What]]] = {  # what an option changes something of
    "sheets": ("--sheets", _PASSAGES),
    "columns": ("--columns", _TABLES),
    "profile": ("--profile", frozenset({What.PROJECT})),
    "coders": ("--coders", _WORK),
    "consensus": ("--consensus", _WORK),
    "codes": ("--codes", _WORK),
    "documents": ("--documents", _WORK),
    "participants": ("--participants", _WORK),
    "where": ("--where", _WORK),
    "words": ("--words", _PASSAGES),
    "with_code": ("--with-code", _PASSAGES),
    "has_memo": ("--memo", _PASSAGES),
    "unit": ("--unit", _COUNTED),
    "segment_words": ("--segment-words", _COUNTED),
    "interviewer": ("--interviewer", _COUNTED),
    "unfinished": ("--unfinished", _COUNTED),
    "long": ("--long", _TABLES),
    "with_attributes": ("--attributes", _TABLES),
    "context": ("--context", _TABLES),
    "bom": ("--bom", _TABLES),
}
_AS_TOLD = (  # fields of a plan that are told as they are
    *("consensus", "words", "has_memo", "segment_words", "interviewer", "unfinished"),
    *("long", "with_attributes", "context", "bom"),
)


def export(
    told: typer.Context,
    path: ProjectPath,
    out: Out,
    what: WhatGoes = None,
    sheets: Sheets = None,
    columns: Columns = None,
    profile: ForProgram = None,
    template: Template = None,
    coders: Coders = None,
    consensus: WithConsensus = None,
    codes: Codes = None,
    documents: Documents = None,
    participants: Participants = None,
    where: Where = None,
    words: Said = None,
    with_code: WithCode = None,
    has_memo: HasMemo = None,
    unit: UnitOrTurn = None,
    segment_words: SegmentLength = None,
    interviewer: InterviewerToo = None,
    unfinished: UnfinishedToo = None,
    long: Long = None,
    with_attributes: WithAttributes = None,
    context: WithContext = None,
    bom: WithMark = None,
    key_file: KeyFile = None,
    anyway: Anyway = False,
    viewer: Viewer = None,
    as_json: AsJson = False,
) -> None:
    """Write tables, a dataset, a report, the codebook, or the whole project."""
    kept = _template(template)
    kind = _kind(out, what, told.params, kept)
    way = Way(key_file=key_file, anyway=anyway, quiet=as_json)
    with opened(path) as project:
        eyes = viewer_of(project, viewer)
        plan, notes = project.ask(fitted, eyes, kept or ExportPlan())
        plan = replace(plan, kind=kind.id, **_narrowed(project, eyes, told.params))
        taken = take_out(project, eyes, plan, out, way)
    if as_json:
        print_json(taken.data(notes))
        return
    for file in taken.files:
        typer.echo(file)
    for sentence in (*notes, *taken.names.words(), *taken.warnings):
        say(sentence)
    for each in taken.left_out:
        say(left_out_words(each))


# ---- taking out


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How something is taken out, whatever it is."""

    key_file: Path | None = None
    anyway: bool = False  # although names of the key leave
    quiet: bool = False  # no progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was written."""

    files: tuple[str, ...]
    tables: tuple[dict[str, object], ...]
    counts: Counts
    names: Checked
    warnings: tuple[str, ...]  # what had to be changed
    left_out: tuple[LeftOut, ...]

    def data(self, notes: Sequence[str] = ()) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return summary(
            self.counts,
            (*notes, *self.names.warnings, *self.warnings),
            files=self.files,
            tables=self.tables,
            left_out=left_out_data(self.left_out),
            key=str(self.names.key) if self.names.key else None,
            names_leaving=self.names.data(),
        )


def take_out(project: Project, viewer: UUID, plan: ExportPlan, out: Path, way: Way) -> Taken:
    """Write what a plan wants, unless a name of the project's key would leave."""
    known = key_for(project, way.key_file)
    with progress_bar(tr("Gathering what goes out"), quiet=way.quiet):
        going = project.ask(outgoing, viewer, plan)
        found = checked(going, known, anyway=way.anyway)
    with progress_bar(tr("Writing “{0}”").format(out.name), quiet=way.quiet) as progress:
        changed = write_out(going, plan, out, progress=progress, may_replace=True)
    whole = going if isinstance(going, ProjectPicture) else None
    return Taken(
        files=tuple(str(file) for file in files_of(going, plan, out)),
        tables=tuple(_sizes(going)),
        counts=counts_of(whole) if whole else project.ask(counts_of_plan, viewer, plan),
        names=found,
        warnings=changed,
        left_out=whole.left_out if whole else (),
    )


def _sizes(going: Outgoing) -> list[dict[str, object]]:
    if not isinstance(going, Sequence):
        return []
    sheets: Sequence[Sheet] = going
    return [
        {"name": sheet.name, "rows": len(sheet.rows), "columns": len(sheet.columns)}
        for sheet in sheets
    ]


# ---- the kind of file


def _kind(out: Path, what: What | None, wishes: Wishes, kept: ExportPlan | None) -> Kind:
    """Tell which kind of file is meant: by the ending, by what was said, by the template."""
    ending = out.suffix.casefold()
    possible = [kind for kind in KINDS if what is None or kind.what is what]
    fitting = [kind for kind in possible if kind.suffix == ending]
    if not fitting:
        endings = ", ".join(dict.fromkeys(kind.suffix for kind in possible))
        raise WrongUse(tr("OUT has to end in one of these: {0}.").format(endings))
    kind = fitting[0]
    if kept is not None and kind_named(kept.kind) in fitting:
        kind = kind_named(kept.kind)
    named = parted(wishes["sheets"]) or (kept.sheets if kept else ())
    if kind.what is What.REPORT and [part_named(name) for name in named] == [_TRANSCRIPTS]:
        kind = next(k for k in KINDS if k.what is What.TRANSCRIPTS and k.suffix == ending)
    _refuse_idle(kind, wishes)
    profile: str | None = wishes["profile"]
    if profile is not None and profile.casefold() not in PROFILES:
        raise WrongUse(tr("--profile takes one of these: {0}.").format(", ".join(PROFILES)))
    return PROFILES[profile.casefold()] if profile else kind


def _refuse_idle(kind: Kind, wishes: Wishes) -> None:
    """Refuse options that would change nothing of such a file."""
    idle = [
        option
        for name, (option, concerned) in _CONCERNS.items()
        if wishes[name] not in (None, [], ()) and kind.what not in concerned
    ]
    if wishes["bom"] is not None and kind.id not in ("csv", "tsv"):
        idle = [*(option for option in idle if option != "--bom"), "--bom"]
    if idle:
        message = tr("{0} would change nothing of “{1}” as {2}. Leave it out.")
        raise WrongUse(message.format(", ".join(idle), kind.what.words.casefold(), kind.suffix))


# ---- the plan


def _template(told: str | None) -> ExportPlan | None:
    """Read a template by its name, or from a file."""
    if told is None:
        return None
    if told.casefold() in map(str.casefold, ExportTemplates().names()):
        return ExportTemplates().read(told)
    file = Path(told)
    if not file.exists():
        there = ", ".join(ExportTemplates().names()) or "–"
        message = tr("There is no template “{0}”, and no such file. There are: {1}.")
        raise ProjectProblem(message.format(told, there))
    try:
        return ExportPlan.from_json(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        what = tr("It could not be read ({0}).").format(problem)
        raise InputProblem(file, what, tr("Choose another file.")) from None


def _narrowed(project: Project, viewer: UUID, wishes: Wishes) -> dict[str, Any]:
    """Give the fields of a plan about which something was told."""
    told = {field: wishes[field] for field in _AS_TOLD}
    unit: Unit | None = wishes["unit"]
    told["unit"] = unit.value if unit else None
    given = choice_of(project, viewer, wishes["coders"], wishes["codes"], wishes["documents"])
    told |= {kind: tuple(guids) for kind, guids in given.items()}
    if wishes["participants"] is not None:
        told["participants"] = tuple(
            project.ask(names.find_one, "participant", name, viewer)
            for name in parted(wishes["participants"])
        )
    if wishes["with_code"] is not None:
        told["with_code"] = project.ask(names.find_one, "code", wishes["with_code"], viewer)
    if wishes["where"]:
        told["attributes"] = _attributes(project, wishes["where"])
    told |= _tables(wishes["sheets"], wishes["columns"])
    return {field: value for field, value in told.items() if value is not None}


def _tables(sheets: str | None, columns: str | None) -> dict[str, Any]:
    chosen = tuple(parted(sheets))
    if columns is None:
        return {"sheets": chosen} if chosen else {}
    if len(chosen) != 1:
        raise WrongUse(tr("--columns needs --sheets with one table."))
    kept = (sheet_named(chosen[0]), tuple(parted(columns)))
    return {"sheets": chosen, "columns": (kept,)}


def _attributes(project: Project, where: Sequence[str]) -> tuple[tuple[UUID, str], ...]:
    known = {a.name.casefold(): a.guid for a in project.ask(lists.attributes)}
    found = []
    for told in where:
        name, equals, value = told.partition("=")
        if not equals:
            raise WrongUse(tr("--where takes NAME=VALUE."))
        guid = known.get(name.strip().casefold())
        if guid is None:
            message = tr("Nothing is known of participants by the name “{0}”. There is: {1}.")
            raise ProjectProblem(message.format(name.strip(), ", ".join(known) or "–"))
        found.append((guid, value.strip()))
    return tuple(found)
