# SPDX-License-Identifier: MIT
"""A small study in memory: three coders, two transcripts, a few codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from coder_app.core.records import (
    CodebookDraft,
    CodeDraft,
    ScaleLevel,
    SpeakerRole,
    TranscriptDraft,
    Turn,
)
from coder_app.core.spans import Span
from coder_app.operations import codings, documents, people, projects, rounds
from coder_app.queries import document, lists
from coder_app.store.project import Project

LINES = [
    ("INT", SpeakerRole.INTERVIEWER, "Whom do you follow?"),
    ("ANA", SpeakerRole.PARTICIPANT, "A baker 🥖 from my town. She answers everybody."),
    ("INT", SpeakerRole.INTERVIEWER, "Do you trust her?"),
    ("ANA", SpeakerRole.PARTICIPANT, "I trust her like a friend. I bought her flour."),
]

BOOK = CodebookDraft(
    title="A small book",
    rules=("Mark whole sentences.",),
    codes=(
        CodeDraft(name="Motives", codable=False),
        CodeDraft(name="Outcomes", codable=False),
        CodeDraft(name="closeness", parent="Motives", key="1", colour="ember-1"),
        CodeDraft(
            name="likeness",
            parent="Motives",
            key="2",
            scale=(ScaleLevel(weight=1, label="low"), ScaleLevel(weight=3, label="high")),
        ),
        CodeDraft(name="trust", parent="Outcomes", key="T"),
    ),
)


def draft(name: str = "Ana", lines: list[tuple[str, SpeakerRole, str]] = LINES) -> TranscriptDraft:
    """Make a transcript as a reader would."""
    text, turns = "", []
    for speaker, role, words in lines:
        label = len(text)
        text += f"{speaker}: "
        start = len(text)
        text += words
        turns.append(
            Turn(
                speaker=speaker,
                role=role,
                label_start=label,
                label_end=start,
                start=start,
                end=len(text),
            )
        )
        text += "\n"
    return TranscriptDraft(
        name=name, text=text, turns=tuple(turns), original=text.encode(), format="txt"
    )


@dataclass
class Study:
    """A project with shortcuts that read like a story."""

    project: Project
    lead: UUID
    coders: dict[str, UUID] = field(default_factory=dict)
    documents: list[UUID] = field(default_factory=list)

    def code(self, name: str) -> UUID:
        rows = self.project.ask(lists.codes, self.lead, merged=True)
        return next(row.guid for row in rows if row.name == name)

    def text(self, number: int = 0) -> str:
        return self.open(number).text

    def open(self, number: int = 0, viewer: UUID | None = None):
        return self.project.ask(document.open_document, viewer or self.lead, self.documents[number])

    def span(self, words: str, number: int = 0) -> Span:
        start = self.text(number).index(words)
        return Span(start, start + len(words))

    def apply(self, words: str, code: str, *, coder: str = "Lea", number: int = 0, **more) -> UUID:
        return self.project.run(
            codings.apply_code,
            document=self.documents[number],
            wording=self.open(number).wording,
            code=self.code(code),
            span=self.span(words, number),
            coder=self.coders[coder],
            **more,
        )[0]

    def give(self, *coders: str, number: int = 0, **more) -> None:
        told = {"document": self.documents[number], "blind": True} | more
        for coder in coders:
            self.project.run(people.assign, coder=self.coders[coder], **told)

    def done(self, *coders: str, number: int = 0) -> None:
        there = self.documents[number]
        for coder in coders:
            self.project.run(people.mark_done, document=there, coder=self.coders[coder])

    def close(self, **choice) -> UUID:
        told = {"name": "Training 1", "documents": self.documents[:1]} | choice
        return self.project.run(rounds.close_round, **told)[0]

    def codings(self, number: int = 0, viewer: UUID | None = None):
        return self.open(number, viewer).codings


def make_study() -> Study:
    project = Project.in_memory()
    project.who = lead = uuid4()
    project.run(projects.begin, title="Bakers", lead_name="Lea", coder=lead, codebook=BOOK)
    study = Study(project, lead, {"Lea": lead})
    for name in ("Mia", "Noa"):
        study.coders[name] = project.run(people.add_coder, name=name)[0]
    study.documents = project.run(documents.add_documents, drafts=[draft("Ana"), draft("Eva")])[0]
    return study


@pytest.fixture
def study() -> Iterator[Study]:
    made = make_study()
    yield made
    made.project.close()


@pytest.fixture(scope="session")
def new_study() -> Callable[[], Study]:
    return make_study


@pytest.fixture(scope="session")
def transcript() -> Callable[..., TranscriptDraft]:
    return draft


@pytest.fixture(scope="module")
def transcript_of_ana() -> TranscriptDraft:
    return draft("Ana")
