# SPDX-License-Identifier: MIT
"""Transcripts, tables of answers, folders and archives on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from coder_app.cli.opening import AsJson, ProjectPath, opened, viewer_of
from coder_app.cli.output import print_json, progress_bar, say
from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import AttributeRecord, DocumentRow, ImportWarning, TranscriptDraft
from coder_app.formats.arriving.arrivals import Arrivals, log_path, with_pseudonyms
from coder_app.formats.arriving.column_wish import first_wish, taken, why_not
from coder_app.formats.arriving.folders import holds_several, look_through
from coder_app.formats.arriving.handling import Handling, handled, read_first
from coder_app.formats.arriving.tables import AnswerTable
from coder_app.formats.limits import read_bytes
from coder_app.formats.pseudonyms.key import Replaced, doubts, read_key, write_log
from coder_app.formats.pseudonyms.replacements import NamePlace, names_left
from coder_app.operations import documents
from coder_app.queries import lists
from coder_app.store.project import Project

_Contents = Callable[[], bytes]


@dataclass(slots=True)
class _Gathered:
    """What came of all files."""

    arrivals: Arrivals = field(default_factory=Arrivals)
    problems: list[CoderAppError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # of whole tables and folders


def import_(
    context: typer.Context,
    path: ProjectPath,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Transcripts, tables of answers, folders, ZIPs."),
    ],
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Table of names and pseudonyms; names are replaced."),
    ] = None,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="Replace also names that are written otherwise.")
    ] = False,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who imports; left out: the lead.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add transcripts; a file that cannot be read is named, the others go in."""
    names = read_key(key) if key else ()
    with opened(path) as project:
        project.who = viewer_of(project, coder)
        there = {each.name.casefold(): each for each in project.ask(lists.attributes)}
        found = _gather(files, there)
        arrivals, log = found.arrivals, tuple[Replaced, ...]()
        if names:
            found.remarks += doubts(names)
            arrivals, log = with_pseudonyms(arrivals, names, lambda _, p: unsure or p.sure)
        known = project.ask(lists.known_texts)
        added = _add(project, arrivals, log, key)
        rows = {row.guid: row for row in project.ask(lists.documents, project.who)}
    left = {
        guid: names_left(draft.text, names)
        for guid, draft in zip(added, arrivals.drafts, strict=True)
    }
    if as_json:
        print_json(_summary(added, arrivals, rows, found, left))
    for guid in added if not as_json else ():
        words = tr_n("{n} word", "{n} words", rows[guid].words)
        typer.echo(f"{rows[guid].name}: {words}")
    for draft in arrivals.drafts:
        _remark(draft, known)
    for guid in added:
        _tell_names(rows[guid].name, left[guid])
    for sentence in (*found.remarks, *map(str, found.problems)):
        say(sentence)
    context.obj.status = 1 if found.problems else 0


# ---- reading


def _gather(files: Sequence[Path], there: Mapping[str, AttributeRecord]) -> _Gathered:
    """Read all files; those that cannot be read come back as problems."""
    found = _Gathered()
    listed = list(_listed(files, found))
    with progress_bar(tr("Reading transcripts")) as progress:
        for done, (path, contents) in enumerate(listed, start=1):
            try:
                found.arrivals = found.arrivals.and_more(_read(path, contents, there, found))
            except CoderAppError as problem:
                found.problems.append(problem)
            except OSError as problem:
                what = problem.strerror or str(problem)
                found.problems.append(InputProblem(path, f"{what}.", tr("Choose another file.")))
            progress(done, len(listed))
    return found


def _listed(files: Sequence[Path], found: _Gathered) -> Iterator[tuple[Path, _Contents]]:
    """Go through the files, those in folders and archives too."""
    for path in files:
        if not holds_several(path):
            yield path, lambda path=path: read_bytes(path)  # type: ignore[misc]
            continue
        try:
            inside = look_through(path)
        except CoderAppError as problem:
            found.problems.append(problem)
            continue
        for each, contents in inside.files:
            if holds_several(each):
                yield from _listed([each], found)
            else:
                yield each, contents
        n = len(inside.passed_over)
        if n:
            one, many = "{n} file of another kind passed over", "{n} of other kinds passed over"
            found.remarks.append(tr("“{0}”: {1}.").format(path.name, tr_n(one, many, n)))


def _read(
    path: Path, contents: _Contents, there: Mapping[str, AttributeRecord], found: _Gathered
) -> Arrivals:
    first = read_first(contents(), path, Handling())
    if isinstance(first, TranscriptDraft):
        return Arrivals(drafts=handled(first, Handling()))
    return _of_table(first, there, found)


def _of_table(
    table: AnswerTable, there: Mapping[str, AttributeRecord], found: _Gathered
) -> Arrivals:
    """Take a table as its columns were guessed, and say how that was."""
    wish = first_wish(table, there)
    reason = why_not(table, wish, there)
    if reason:
        raise InputProblem(table.path, reason, tr("Add it in the window, or rename its columns."))
    done = taken(table, wish, there)
    told = ", ".join(f"{name} ({use})" for name, use in zip(table.columns, wish.uses, strict=True))
    found.remarks.append(tr("“{0}”: columns taken as {1}.").format(table.path.name, told))
    warnings = (*table.warnings, *done.made.warnings)
    found.remarks += [f"“{table.path.name}”: {warning.sentence}" for warning in warnings]
    return Arrivals(
        drafts=done.made.drafts,
        participants=dict(done.made.participants),
        described=(done.described,) if done.described else (),
    )


# ---- writing


def _add(
    project: Project, arrivals: Arrivals, log: Sequence[Replaced], key: Path | None
) -> list[UUID]:
    """Add everything in one step; nothing goes in whose log of replacements cannot be kept."""
    if not arrivals.drafts:
        return []
    kept = log_path(key, date.today()) if key else None
    if kept is not None:
        write_log(log, kept)
    try:
        added, _ = project.run(
            documents.add_documents,
            drafts=arrivals.drafts,
            participants=arrivals.participants,
            described=arrivals.described,
        )
    except BaseException:
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    if kept is not None:
        one, many = "{n} name was replaced", "{n} names were replaced"
        say(tr("{0}; the log is {1}.").format(tr_n(one, many, len(log)), kept))
    return added


# ---- telling


def _remark(draft: TranscriptDraft, known: Mapping[str, str]) -> None:
    """Say what one should look at in a transcript that goes in."""
    same = known.get(draft.text_sha256)
    if same is not None:
        say(tr("“{0}” has the same text as “{1}”.").format(draft.name, same))
    for warning in draft.warnings:
        say(f"“{draft.name}”{_line(warning)}: {warning.sentence}")


def _line(warning: ImportWarning) -> str:
    if warning.line is None or str(warning.line) in warning.sentence:  # it says so itself
        return ""
    return tr(" (line {0})").format(warning.line)


def _tell_names(name: str, places: Sequence[NamePlace]) -> None:
    for place in places:
        sentence = tr("“{0}” (line {1}): “{2}” may be “{3}” of the key. It stays.")
        say(sentence.format(name, place.line, place.original, place.name))


def _summary(
    added: Sequence[UUID],
    arrivals: Arrivals,
    rows: Mapping[UUID, DocumentRow],
    found: _Gathered,
    left: Mapping[UUID, Sequence[NamePlace]],
) -> dict[str, Any]:
    each = [
        _of_document(rows[guid], draft, left[guid])
        for guid, draft in zip(added, arrivals.drafts, strict=True)
    ]
    counted = {what: sum(one[what] for one in each) for what in ("characters", "turns", "speakers")}
    return {
        "documents": each,
        **counted,
        "warnings": [warning for one in each for warning in one["warnings"]] + found.remarks,
        "problems": [str(problem) for problem in found.problems],
    }


def _of_document(
    row: DocumentRow, draft: TranscriptDraft, left: Sequence[NamePlace]
) -> dict[str, Any]:
    return {
        "guid": str(row.guid),
        "name": row.name,
        "participant": row.participant_name,
        "language": draft.language,
        "encoding": draft.encoding,
        "encoding_sure": draft.encoding_sure,
        "characters": row.characters,
        "turns": len(draft.turns),
        "speakers": len([name for name in draft.speakers if name]),
        "names_left": len(left),
        "warnings": [f"“{row.name}”{_line(w)}: {w.sentence}" for w in draft.warnings],
    }
