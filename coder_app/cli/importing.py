# SPDX-License-Identifier: MIT
"""Transcripts, tables of answers, folders and archives on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from coder_app.cli.help import option
from coder_app.cli.key import NAMES, key_for, refuse_names_coming
from coder_app.cli.opening import AsJson, ProjectPath, opened, viewer_of
from coder_app.cli.output import Progress, print_json, progress_bar, say
from coder_app.cli.summary import summary
from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import (
    AttributeRecord,
    Counts,
    DocumentRow,
    ImportWarning,
    TranscriptDraft,
)
from coder_app.formats.arriving.arrivals import Arrivals, log_path, with_pseudonyms
from coder_app.formats.arriving.column_wish import first_wish, taken, why_not
from coder_app.formats.arriving.folders import holds_several, look_through
from coder_app.formats.arriving.handling import Handling, handled, read_first
from coder_app.formats.arriving.tables import AnswerTable
from coder_app.formats.limits import read_bytes
from coder_app.formats.pseudonyms.key import Pseudonym, Replaced, doubts, read_key, write_log
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.formats.pseudonyms.replacements import NamePlace, names_left
from coder_app.operations import documents
from coder_app.queries import lists
from coder_app.queries.identity import project_guid
from coder_app.store.project import Project

_Contents = Callable[[], bytes]


@dataclass(slots=True)
class _Gathered:
    """What came of all files."""

    arrivals: Arrivals = field(default_factory=Arrivals)
    log: list[Replaced] = field(default_factory=list)
    problems: list[CoderAppError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # of whole files, tables and folders


def import_(
    context: typer.Context,
    path: ProjectPath,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help=tr("Transcripts, tables of answers, folders, ZIP archives.")
        ),
    ],
    key: Annotated[
        Path | None,
        option("FILE", tr("Table of names and pseudonyms; names are replaced."), part=NAMES),
    ] = None,
    unsure: Annotated[
        bool,
        option(None, tr("Replace also names that are written otherwise."), "--unsure", part=NAMES),
    ] = False,
    anyway: Annotated[
        bool,
        option(
            None,
            tr("Add transcripts with names of the project’s key although no --key is given."),
            "--anyway",
            part=NAMES,
        ),
    ] = False,
    again: Annotated[bool, option(None, tr("Add also what is there already."), "--again")] = False,
    coder: Annotated[str | None, option("NAME", tr("Who imports; left out: the lead."))] = None,
    as_json: AsJson = False,
) -> None:
    """Add transcripts; a file that cannot be read is named, the others go in."""
    names = read_key(key) if key else ()
    with opened(path) as project:
        project.who = viewer_of(project, coder)
        reading = _Reading(project, names, unsure=unsure, again=again)
        with progress_bar(tr("Reading transcripts"), quiet=as_json) as progress:
            found = reading.all_of(files, progress)
        arrivals = found.arrivals
        if not (key or anyway):
            refuse_names_coming(arrivals, key_for(project, None))
        with progress_bar(tr("Adding transcripts"), quiet=as_json) as progress:
            added = _add(project, found, key, progress)
        if key and added:
            found.remarks += _remember(project, key)
        rows = {row.guid: row for row in project.ask(lists.documents, project.who)}
    left = {
        guid: names_left(draft.text, names)
        for guid, draft in zip(added, arrivals.drafts, strict=True)
    }
    if as_json:
        print_json(_data(added, arrivals, rows, found, left))
    for guid in added if not as_json else ():
        words = tr_n("{n} word", "{n} words", rows[guid].words)
        typer.echo(f"{rows[guid].name}: {words}")
    for sentence in _warnings(added, arrivals, rows, found, left):
        say(sentence)
    for problem in found.problems:
        say(str(problem))
    context.obj.status = 1 if found.problems else 0


# ---- reading


class _Reading:
    """Reads files for a project, one after the other."""

    def __init__(
        self, project: Project, key: Sequence[Pseudonym], *, unsure: bool, again: bool
    ) -> None:
        self._there = {each.name.casefold(): each for each in project.ask(lists.attributes)}
        self._known = project.ask(lists.known_texts)
        self._sources = project.ask(lists.known_sources)
        self._key, self._unsure, self._again = key, unsure, again

    def all_of(self, files: Sequence[Path], progress: Progress) -> _Gathered:
        """Read all files; those that cannot be read come back as problems."""
        found = _Gathered(remarks=list(doubts(self._key)))
        listed = list(_listed(files, found))
        for done, (path, contents) in enumerate(listed):
            progress(done, len(listed))
            try:
                self._take(_read(path, contents, self._there, found), path, found)
            except CoderAppError as problem:
                found.problems.append(problem)
            except OSError as problem:
                what = problem.strerror or str(problem)
                found.problems.append(InputProblem(path, f"{what}.", tr("Choose another file.")))
        return found

    def _take(self, arrivals: Arrivals, path: Path, found: _Gathered) -> None:
        """Replace names, and leave a file out of which every text is there already."""
        log: Sequence[Replaced] = ()
        sources = [sha256(draft.original).hexdigest() for draft in arrivals.drafts]
        if self._key:
            arrivals, log = with_pseudonyms(
                arrivals, self._key, lambda _, place: self._unsure or place.sure
            )
        texts = {draft.text_sha256: draft.name for draft in arrivals.drafts}
        same = [self._known.get(text) for text in texts]
        if texts and all(same) and not self._again:
            sentence = tr("“{0}” is left out: it has the same text as “{1}”. --again adds it.")
            found.remarks.append(sentence.format(path.name, same[0]))
            return
        if sources and all(source in self._sources for source in sources) and not self._again:
            sentence = tr("“{0}” is left out: it went in already, as “{1}”. --again adds it.")
            found.remarks.append(sentence.format(path.name, self._sources[sources[0]]))
            return
        self._known = texts | self._known
        found.arrivals = found.arrivals.and_more(arrivals)
        found.log += log


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


def _add(project: Project, found: _Gathered, key: Path | None, progress: Progress) -> list[UUID]:
    """Add everything in one step; nothing goes in whose log of replacements cannot be kept."""
    if not found.arrivals.drafts:
        return []
    kept = log_path(key, date.today()) if key else None
    if kept is not None:
        write_log(found.log, kept)
    try:
        added, _ = project.run(
            documents.add_documents,
            drafts=found.arrivals.drafts,
            participants=found.arrivals.participants,
            described=found.arrivals.described,
            sources=found.arrivals.sources,
            progress=lambda done, total, _: progress(done, total),
        )
    except BaseException:
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    if kept is not None:
        told = tr_n("{n} name was replaced", "{n} names were replaced", len(found.log))
        found.remarks.append(tr("{0}; the log is {1}.").format(told, kept))
    return added


def _remember(project: Project, key: Path) -> list[str]:
    """Keep the place of the key for what leaves later; a sentence says if that fails."""
    try:
        RememberedKeys().remember(project.ask(project_guid), key)
    except CoderAppError as problem:
        return [str(problem)]
    return []


# ---- telling


def _warnings(
    added: Sequence[UUID],
    arrivals: Arrivals,
    rows: Mapping[UUID, DocumentRow],
    found: _Gathered,
    left: Mapping[UUID, Sequence[NamePlace]],
) -> Iterator[str]:
    """Say what one should look at: in each transcript, then of whole files."""
    for guid, draft in zip(added, arrivals.drafts, strict=True):
        yield from _of_draft(rows[guid].name, draft)
    for guid in added:
        for place in left[guid]:
            sentence = tr("“{0}” (line {1}): “{2}” may be “{3}” of the key. It stays.")
            yield sentence.format(rows[guid].name, place.line, place.original, place.name)
    yield from found.remarks


def _of_draft(name: str, draft: TranscriptDraft) -> Iterator[str]:
    for warning in draft.warnings:
        yield f"“{name}”{_line(warning)}: {warning.sentence}"


def _line(warning: ImportWarning) -> str:
    if warning.line is None or str(warning.line) in warning.sentence:  # it says so itself
        return ""
    return tr(" (line {0})").format(warning.line)


def _data(
    added: Sequence[UUID],
    arrivals: Arrivals,
    rows: Mapping[UUID, DocumentRow],
    found: _Gathered,
    left: Mapping[UUID, Sequence[NamePlace]],
) -> dict[str, Any]:
    """Give it as JSON holds it: the sums, and each transcript."""
    each = [
        _of_document(rows[guid], draft, left[guid])
        for guid, draft in zip(added, arrivals.drafts, strict=True)
    ]
    counts = Counts(
        documents=len(each),
        characters=sum(one["characters"] for one in each),
        turns=sum(one["turns"] for one in each),
        speakers=sum(one["speakers"] for one in each),
    )
    return summary(
        counts,
        _warnings(added, arrivals, rows, found, left),
        added=each,
        problems=[str(problem) for problem in found.problems],
    )


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
        "warnings": list(_of_draft(row.name, draft)),
    }
