# SPDX-License-Identifier: MIT
"""Build the sample project from `resources/sample`, as its three coders would have."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from coder_app.core.errors import InputProblem
from coder_app.core.places import codebooks, resources, tr
from coder_app.core.records import CodebookDraft, CoderRole
from coder_app.core.spans import Span
from coder_app.formats.codebooks.toml import read_codebook
from coder_app.formats.transcript_files import TRANSCRIPT_SUFFIXES, read_transcript
from coder_app.operations import codings, documents, memos, people, projects
from coder_app.queries import lists
from coder_app.queries.document import open_document
from coder_app.store.beginning import begun
from coder_app.store.project import Project

TITLE = "Why people follow micro-influencers (sample)"
CODEBOOK = "micro_influencer_following.toml"

Progress = Callable[[int, int], None]
Row = dict[str, str]


def build(path: Path, *, progress: Progress | None = None) -> None:
    """Make the sample project at a path where nothing is yet; `progress(done, total)` counts."""
    book = read_codebook(codebooks(CODEBOOK))
    with begun(path) as project:
        _fill(_Builder(project, resources("sample")), book, progress or (lambda done, total: None))


def _fill(builder: _Builder, book: CodebookDraft, progress: Progress) -> None:
    work = builder.work()
    total = len(work) + 2
    builder.begin(book)
    progress(1, total)
    builder.add_interviews()
    progress(2, total)
    for done, (coder, document) in enumerate(work, start=3):
        builder.code(coder, document)
        progress(done, total)
    builder.end()


def describe_people(
    session: Session,
    *,
    attributes: Sequence[Mapping[str, Any]],
    known: Mapping[UUID, Mapping[str, str]],
) -> None:
    """Add the columns of the participants' table and fill them, all in one step."""
    for attribute in attributes:
        guid = people.add_attribute(
            session,
            name=attribute["name"],
            kind=attribute["kind"],
            choices=attribute.get("choices", ()),
        )
        for participant, values in known.items():
            value = values.get(attribute["name"], "")
            if value:
                people.set_value(session, participant=participant, attribute=guid, value=value)


def share_out(session: Session, *, given: Sequence[tuple[UUID, UUID, str]]) -> None:
    """Assign documents to coders (coder, document, purpose), all in one step."""
    for coder, document, purpose in given:
        people.assign(session, coder=coder, document=document, purpose=purpose)


class _Builder:
    """The sample's files on one side, the project on the other."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._project, self._folder = project, folder
        self._people = _rows(folder / "coders.csv")
        self._given = _rows(folder / "assignments.csv")
        self._memos = _rows(folder / "memos.csv")
        self._coders: dict[str, UUID] = {}
        self._documents: dict[str, UUID] = {}
        self._codes: dict[str, UUID] = {}
        self._codings: dict[tuple[str, str], list[tuple[int, Row]]] = defaultdict(list)
        self._files = {row["coder"]: folder / "codings" / row["file"] for row in self._people}
        for coder, file in self._files.items():
            for line, row in enumerate(_rows(file), start=2):
                self._codings[coder, row["document"]].append((line, row))

    def work(self) -> list[tuple[str, str]]:
        """List who codes what, in the order of the assignments."""
        return [(row["coder"], row["document"]) for row in self._given]

    def begin(self, book: CodebookDraft) -> None:
        """Begin the project and bring its people in."""
        lead = next(row for row in self._people if row["role"] == CoderRole.LEAD)
        self._project.who = self._coders[lead["coder"]] = uuid4()
        self._project.run(
            projects.begin,
            title=TITLE,
            lead_name=lead["coder"],
            coder=self._project.who,
            codebook=book,
        )
        for row in self._people:
            if row is not lead:
                self._coders[row["coder"]], _ = self._project.run(
                    people.add_coder, name=row["coder"], role=row["role"]
                )
        codes = self._project.ask(lists.codes, self._project.who)
        self._codes = {code.name: code.guid for code in codes}

    def add_interviews(self) -> None:
        """Add the interviews with their participants, and share them out."""
        told = {row["document"]: row for row in _rows(self._folder / "participants.csv")}
        files = sorted((self._folder / "interviews").iterdir())
        drafts = [read_transcript(f) for f in files if f.suffix in TRANSCRIPT_SUFFIXES]
        drafts = [replace(d, language=told[d.name]["interview_language"]) for d in drafts]
        names = {n: told[draft.name]["participant"] for n, draft in enumerate(drafts)}
        added, _ = self._project.run(documents.add_documents, drafts=drafts, participants=names)
        self._documents = {draft.name: guid for draft, guid in zip(drafts, added, strict=True)}
        self._project.run(
            describe_people,
            attributes=tomllib.loads((self._folder / "attributes.toml").read_text("utf-8"))[
                "attribute"
            ],
            known=self._known(told),
        )
        self._project.run(
            share_out,
            given=[
                (self._coders[row["coder"]], self._documents[row["document"]], row["purpose"])
                for row in self._given
            ],
        )

    def code(self, coder: str, document: str) -> None:
        """Let a coder do her work in one document."""
        who, there = self._coders[coder], self._documents[document]
        self._project.who = who
        record = self._project.ask(open_document, who, there)
        passages = [
            self._passage(coder, record.text, line, row)
            for line, row in self._codings[coder, document]
        ]
        self._project.run(
            codings.apply_codes,
            document=there,
            wording=record.wording,
            coder=who,
            passages=passages,
        )
        for row in self._memos:
            if (row["coder"], row["document"]) == (coder, document):
                self._project.run(
                    memos.write_memo, kind="document", about=there, text=row["memo"], coder=who
                )
        done = {(row["coder"], row["document"]): row["status"] == "done" for row in self._given}
        if done[coder, document]:
            self._project.run(people.mark_done, document=there, coder=who, done=True)

    def end(self) -> None:
        """Leave the project to its lead."""
        self._project.who = next(iter(self._coders.values()))

    def _known(self, told: Mapping[str, Row]) -> dict[UUID, Row]:
        """Give what is known, by participant."""
        rows = self._project.ask(lists.documents, self._project.who)
        return {row.participant: told[row.name] for row in rows if row.participant}

    def _passage(self, coder: str, text: str, line: int, row: Row) -> codings.Passage:
        span = find_passage(text, row["passage"], int(row["occurrence"] or 1))
        if span is None or row["code"] not in self._codes:
            what = tr("Line {0}: this code or these words are not there.").format(line)
            raise InputProblem(self._files[coder], what, tr("Correct the line."))
        return codings.Passage(
            code=self._codes[row["code"]],
            span=span,
            weight=int(row["weight"]) if row["weight"] else None,
            memo=row["memo"],
        )


def find_passage(text: str, passage: str, occurrence: int = 1) -> Span | None:
    """Find coded words in a text; "first … last" stands for a long passage.

    >>> find_passage("a b c a d e", "a … e", 2)
    Span(start=6, end=11)
    """
    first, _, last = passage.partition(" … ")
    start = -1
    for _ in range(occurrence):
        start = text.find(first, start + 1)
        if start < 0:
            return None
    end = start + len(first)
    if last:
        end = text.find(last, end)
        if end < 0:
            return None
        end += len(last)
    return Span(start, end)


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
