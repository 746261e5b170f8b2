# SPDX-License-Identifier: MIT
"""Old files open in a new program. `python test_migrations.py` makes the file of this version."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.orm import Session

from coder_app.store import opening, triggers
from coder_app.store.connect import address_of, connect, raw
from coder_app.store.migrations import migrate, upcast
from coder_app.store.project import Project
from coder_app.store.tables import (
    SCHEMA_VERSION,
    Base,
    Code,
    Coder,
    Decision,
    Document,
    Round,
    Wording,
    lines_of,
)

Study = Any  # the class in conftest.py
KEPT = Path(__file__).resolve().parent.parent / "data" / "projects"


def make_kept_file(path: Path) -> None:
    """Make a small project as this version of the program makes them."""
    lead = UUID(int=1)

    def begin(session: Session) -> None:
        session.add(Coder(guid=lead, name="Ana", role="lead"))
        document = Document(name="Interview 1")
        wording = Wording(document=document.guid, length=12, body="I trust her.")
        document.wording = wording.guid
        trust = Code(name="trust")
        session.add_all([document, wording, trust, Code(name="belonging")])
        consensus = Coder(name="Consensus", role="coder", consensus=True)
        session.add_all([consensus, Coder(name="Ana, again", role="coder", person=lead)])
        when = datetime(2026, 11, 27, tzinfo=UTC)
        closed = Round(
            number=1,
            name="Training",
            closed=when,
            author=lead,
            coders=lines_of([lead]),
            documents=lines_of([document.guid]),
            figures="{}",
        )
        settled = Decision(
            coder=consensus.guid,
            document=document.guid,
            wording=wording.guid,
            anchor_start=2,
            anchor_end=7,
            code=trust.guid,
            outcome="nothing",
            author=lead,
            decided=when,
            round=closed.guid,
        )
        session.add_all([closed, settled])

    def rename(session: Session) -> None:
        session.query(Code).filter(Code.name == "trust").one().name = "confidence"

    project = Project.create(path.with_suffix(".making.coder"))
    project.who = lead
    project.run(begin)
    project.run(rename)
    project.close()
    made = raw(address_of(path.with_suffix(".making.coder")))
    made.execute("VACUUM INTO ?", (str(path),))
    made.close()
    path.with_suffix(".making.coder").unlink()


def differences(path: Path) -> list[Any]:
    engine = connect(path)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    return found


def test_this_version_has_its_kept_file() -> None:
    assert (KEPT / f"v{SCHEMA_VERSION}.coder").exists()


@pytest.mark.parametrize("kept", sorted(KEPT.glob("v*.coder")), ids=lambda path: path.stem)
def test_every_kept_file_opens_and_is_as_a_fresh_one(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.coder"
    shutil.copyfile(kept, path)

    with Project.open(path) as project:
        assert project.check() == []
        with project.read() as session:
            names = set(session.scalars(sa.select(Code.name)))
        assert names == {"confidence", "belonging"}
        project.who = UUID(int=1)
        project.undo()

    assert differences(path) == []


def test_a_fresh_file_is_as_the_classes_say(file_study: Study, tmp_path: Path) -> None:
    assert differences(tmp_path / "Followers.coder") == []


def laid(path: Path) -> dict[str, set[str]]:
    """Parts of the statements that made each table and index."""
    made = sqlite3.connect(path)
    told = made.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    made.close()
    return {
        name: {
            " ".join(part.split()).replace('"', "") for part in sql.rstrip(") \n").split(", \n\t")
        }
        for name, sql in told
    }


def test_a_file_of_the_first_version_is_backed_up_and_taken_along(
    tmp_path: Path,
) -> None:
    path, fresh = tmp_path / "old.coder", tmp_path / "fresh.coder"
    shutil.copyfile(KEPT / "v1.coder", path)
    Project.create(fresh).close()

    Project.open(path).close()

    (backup,) = (tmp_path / "old.backups").iterdir()
    assert (version_of(backup)[0], version_of(path)[0]) == (1, SCHEMA_VERSION)
    assert laid(path) == laid(fresh)


def test_rounds_decisions_and_second_codings_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.coder"
    shutil.copyfile(KEPT / "v2.coder", path)

    with Project.open(path) as project, project.read() as session:
        closed, settled = (
            session.scalars(sa.select(Round)).one(),
            session.scalar(sa.select(Decision)),
        )
        again = session.scalars(sa.select(Coder.name).where(Coder.person == UUID(int=1))).all()

    assert (closed.name, settled.round, again) == ("Training", closed.guid, ["Ana, again"])


NEXT = SCHEMA_VERSION + 1


def to_next(op: Any) -> None:
    """A step as a later version will have it: batch mode makes both tables anew."""
    with op.batch_alter_table("coding") as batch:
        batch.add_column(sa.Column("certainty", sa.String(10), nullable=False, server_default=""))
    with op.batch_alter_table("change", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.Text()))


def to_after_next(op: Any) -> None:
    op.execute("INSERT INTO draft VALUES ('a', 'b', 'c')")
    raise ZeroDivisionError


def version_of(path: Path) -> tuple[int, int]:
    made = sqlite3.connect(path)
    version = made.execute("PRAGMA user_version").fetchone()[0]
    drafts = made.execute("SELECT count(*) FROM draft").fetchone()[0]
    made.close()
    return version, drafts


def test_a_step_keeps_rows_and_makes_the_guards_again(file_study: Study, tmp_path: Path) -> None:
    path = tmp_path / "Followers.coder"
    file_study.code_passage()
    file_study.project.close()
    engine = connect(path)

    migrate(engine, SCHEMA_VERSION, steps={NEXT: to_next}, target=NEXT)

    with engine.connect() as connection:
        assert triggers.missing(connection) == []
        rows = connection.execute(sa.text("SELECT certainty, anchor_end FROM coding")).all()
        assert rows == [("", 7)]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()
    assert version_of(path) == (NEXT, 0)


def test_a_step_that_fails_leaves_the_version_before_it(file_study: Study, tmp_path: Path) -> None:
    path = tmp_path / "Followers.coder"
    file_study.project.close()
    engine = connect(path)

    with pytest.raises(ZeroDivisionError):
        migrate(
            engine, SCHEMA_VERSION, steps={NEXT: to_next, NEXT + 1: to_after_next}, target=NEXT + 1
        )

    engine.dispose()
    assert version_of(path) == (NEXT, 0)


def test_opening_an_older_file_backs_it_up_and_takes_it_along(
    file_study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Followers.coder"
    file_study.code_passage()
    file_study.project.close()
    monkeypatch.setattr(opening, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr("coder_app.store.migrations.STEPS", {NEXT: to_next})
    monkeypatch.setattr(
        opening.migrations.migrate, "__kwdefaults__", {"steps": {NEXT: to_next}, "target": NEXT}
    )

    Project.open(path).close()

    (backup,) = (tmp_path / "Followers.backups").iterdir()
    assert version_of(path) == (NEXT, 0)
    assert version_of(backup) == (SCHEMA_VERSION, 0)


def test_old_images_are_read_as_the_present_version_would_have_written_them() -> None:
    upcasts = {
        2: lambda kind, image: {**image, "second": kind},
        3: lambda kind, image: {**image, "third": len(image)},
    }

    assert upcast("code", {"a": 1}, 1, upcasts=upcasts) == {"a": 1, "second": "code", "third": 2}
    assert upcast("code", {"a": 1}, 2, upcasts=upcasts) == {"a": 1, "third": 1}
    assert upcast("code", {"a": 1}, 3, upcasts=upcasts) == {"a": 1}


if __name__ == "__main__":
    make_kept_file(Path(sys.argv[1]))
