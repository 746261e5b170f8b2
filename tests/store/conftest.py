# SPDX-License-Identifier: MIT
"""A small study to try the store on, with operations of its own: these tests need no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.core.records import Changes
from coder_app.store.images import plan_of
from coder_app.store.journal import current_who, insert_many
from coder_app.store.project import Project
from coder_app.store.tables import (
    DOMAIN,
    Code,
    Coder,
    Coding,
    Decision,
    Document,
    Domain,
    Memo,
    Wording,
)

TEXT = "I trust her, because she is like me. She answers, too 😀."


def begin(session: Session, *, coders: list[UUID]) -> None:
    for n, guid in enumerate(coders):
        session.add(Coder(guid=guid, name=f"Coder {n}", role="lead" if n == 0 else "coder"))


# events carry module and function; the one that begins a project is not undoable
begin.__module__ = "coder_app.operations.projects"


def add_document(session: Session, *, name: str, text: str) -> UUID:
    document = Document(name=name)
    wording = Wording(document=document.guid, length=len(text), body=text)
    document.wording = wording.guid
    session.add_all([document, wording])
    return document.guid


def add_code(session: Session, *, name: str) -> UUID:
    code = Code(name=name)
    session.add(code)
    return code.guid


def code_passage(session: Session, *, document: UUID, code: UUID, start: int, end: int) -> UUID:
    coding = Coding(
        document=document,
        code=code,
        coder=current_who(session),
        wording=session.get_one(Document, document).wording,
        anchor_start=start,
        anchor_end=end,
        created=datetime.now(UTC),
    )
    session.add(coding)
    return coding.guid


def code_often(session: Session, *, document: UUID, code: UUID, times: int) -> list[UUID]:
    wording = session.get_one(Document, document).wording
    return insert_many(
        session,
        Coding,
        [
            {
                "document": document,
                "code": code,
                "coder": current_who(session),
                "wording": wording,
                "anchor_start": n % 10,
                "anchor_end": n % 10 + 3,
                "created": datetime.now(UTC),
            }
            for n in range(times)
        ],
    )


def decide(session: Session, *, document: UUID, code: UUID, start: int, end: int) -> UUID:
    decision = Decision(
        coder=current_who(session),
        document=document,
        wording=session.get_one(Document, document).wording,
        anchor_start=start,
        anchor_end=end,
        code=code,
        outcome="nothing",
        author=current_who(session),
        decided=datetime.now(UTC),
    )
    session.add(decision)
    return decision.guid


def write_memo(session: Session, *, about: UUID, text: str) -> UUID:
    memo = Memo(kind="coding", about=about, coder=current_who(session), text=text)
    session.add(memo)
    return memo.guid


def change(session: Session, *, cls: type[Domain], row: UUID, **fields: object) -> None:
    found = session.get_one(cls, row)
    for name, value in fields.items():
        setattr(found, name, value)


def break_off(session: Session, *, cls: type[Domain], row: UUID) -> None:
    change(session, cls=cls, row=row, removed=True)
    session.flush()
    raise ZeroDivisionError


@dataclass
class Study:
    """A project with two coders, a document and a code."""

    project: Project
    me: UUID
    other: UUID
    document: UUID
    code: UUID

    @classmethod
    def on(cls, project: Project) -> Study:
        me, other = uuid4(), uuid4()
        project.who = me
        project.run(begin, coders=[me, other])
        document, _ = project.run(add_document, name="Interview 1", text=TEXT)
        code, _ = project.run(add_code, name="trust")
        return cls(project, me, other, document, code)

    @classmethod
    def in_memory(cls) -> Study:
        return cls.on(Project.in_memory())

    def add_document(self, name: str) -> UUID:
        return self.project.run(add_document, name=name, text=TEXT)[0]

    def add_code(self, name: str) -> UUID:
        return self.project.run(add_code, name=name)[0]

    def code_passage(self, start: int = 2, end: int = 7, **given: UUID) -> UUID:
        where = {"document": self.document, "code": self.code, **given}
        return self.project.run(code_passage, start=start, end=end, **where)[0]

    def code_often(self, times: int) -> list[UUID]:
        return self.project.run(code_often, document=self.document, code=self.code, times=times)[0]

    def decide(self, start: int, end: int, *, document: UUID) -> UUID:
        where = {"document": document, "code": self.code}
        return self.project.run(decide, start=start, end=end, **where)[0]

    def write_memo(self, about: UUID, text: str) -> UUID:
        return self.project.run(write_memo, about=about, text=text)[0]

    def change(self, cls: type[Domain], row: UUID, **fields: object) -> Changes:
        return self.project.run(change, cls=cls, row=row, **fields)[1]

    def break_off(self, cls: type[Domain], row: UUID) -> None:
        self.project.run(break_off, cls=cls, row=row)

    def value(self, cls: type[Domain], row: UUID, field: str) -> object:
        with self.project.read() as session:
            return getattr(session.get_one(cls, row), field)

    def guids(self, cls: type[Domain]) -> list[UUID]:
        """Those not removed, in a fixed order."""
        with self.project.read() as session:
            return sorted(session.scalars(select(cls.guid).where(~cls.removed)))

    def everything(
        self, *, with_removed: bool = False
    ) -> dict[tuple[str, UUID], dict[str, object]]:
        """All that a person could see, what is derived included."""
        found = {}
        with self.project.read() as session:
            for kind, cls in DOMAIN.items():
                plan = plan_of(cls)
                for row in session.execute(select(plan.table)).mappings():
                    if with_removed or not row["removed"]:
                        derived = {name: row[name] for name in cls.DERIVED}
                        found[kind, row["guid"]] = {**plan.image(row), **derived}
        return found


@pytest.fixture(scope="session")
def new_study() -> Callable[[], Study]:
    return Study.in_memory


@pytest.fixture
def study(new_study: Callable[[], Study]) -> Iterator[Study]:
    made = new_study()
    yield made
    made.project.close()


@pytest.fixture
def file_study(tmp_path: Path) -> Iterator[Study]:
    made = Study.on(Project.create(tmp_path / "Followers.coder"))
    yield made
    made.project.close()
