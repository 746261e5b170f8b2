# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.errors import Conflict, ProjectProblem
from coder_app.store import opening
from coder_app.store.project import Project
from coder_app.store.tables import Code, Coding, Event, Reading

Study = Any  # the class in conftest.py


def test_an_operation_that_fails_leaves_nothing(file_study: Study) -> None:
    before = file_study.everything(with_removed=True)
    step = file_study.project.next_undo()

    with pytest.raises(ZeroDivisionError):
        file_study.break_off(Code, file_study.code)

    assert file_study.everything(with_removed=True) == before
    assert file_study.project.next_undo() == step
    file_study.code_passage()
    assert file_study.project.check() == []


def test_an_operation_that_changes_nothing_is_no_event(study: Study) -> None:
    step = study.project.next_undo()

    changes = study.change(Code, study.code, name="trust")

    assert changes.event is None
    assert not changes.kinds
    assert study.project.next_undo() == step


def test_a_commit_says_what_it_changed_and_who_asked(study: Study) -> None:
    asked_by = object()

    def add(session: Session) -> UUID:
        code = Code(name="belonging")
        session.add(code)
        return code.guid

    guid, changes = study.project.run(add, origin=asked_by)

    assert changes.guids == {"code": frozenset({guid})}
    assert changes.by == study.me
    assert changes.origin is asked_by


def test_what_moved_since_it_was_seen_is_not_overwritten(study: Study) -> None:
    state = study.value(Code, study.code, "state")
    study.change(Code, study.code, name="confidence")

    with pytest.raises(Conflict, match="meanwhile"):
        study.project.run(lambda session: None, seen={study.code: state})
    with pytest.raises(Conflict):
        study.project.run(lambda session: None, seen={uuid4(): state})


def test_what_was_seen_as_it_is_goes_through(study: Study) -> None:
    state = study.value(Code, study.code, "state")

    def rename(session: Session) -> None:
        session.get_one(Code, study.code).name = "confidence"

    study.project.run(rename, seen={study.code: state})

    assert study.value(Code, study.code, "name") == "confidence"


def test_nobody_at_work_is_refused() -> None:
    with Project.in_memory() as project, pytest.raises(ProjectProblem, match="who is coding"):
        project.run(lambda session: None)


def test_run_inside_run_is_a_mistake(study: Study) -> None:
    with pytest.raises(RuntimeError, match="run inside run"):
        study.project.run(lambda session: study.project.run(lambda inner: None))


def test_two_threads_may_ask_to_write_at_once(file_study: Study) -> None:
    def work() -> None:
        for _ in range(10):
            file_study.code_passage()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(file_study.guids(Coding)) == 30
    assert file_study.project.check() == []


def test_a_query_gets_a_session_of_its_own(study: Study) -> None:
    assert study.project.ask(lambda session, n: session.get_one(Code, study.code).name * n, 2) == (
        "trusttrust"
    )


def test_drafts_outlive_the_program_and_leave_no_history(file_study: Study, tmp_path: Path) -> None:
    row = uuid4()
    with file_study.project.read() as session:
        events = session.scalar(select(func.count()).select_from(Event))
    file_study.project.save_draft(row, "text", "half a")
    file_study.project.save_draft(row, "text", "half a thought")
    file_study.project.close()

    with Project.open(tmp_path / "Followers.coder") as project:
        assert project.drafts() == {(row, "text"): "half a thought"}
        project.drop_draft(row, "text")
        assert project.drafts() == {}
        with project.read() as session:
            assert session.scalar(select(func.count()).select_from(Event)) == events


def test_a_draft_saved_while_an_operation_runs_is_written_after_it(file_study: Study) -> None:
    row = uuid4()

    def slow(session: Session) -> None:
        other = threading.Thread(target=file_study.project.save_draft, args=(row, "text", "x"))
        other.start()
        other.join()
        session.get_one(Code, file_study.code).name = "slow"

    file_study.project.run(slow)

    assert file_study.project.drafts() == {(row, "text"): "x"}


def test_what_was_read_stays_read(study: Study) -> None:
    study.project.note_reading(study.document, 40, 40)
    study.project.note_reading(study.document, 20, 10)

    with study.project.read() as session:
        place = session.get_one(Reading, (study.me, study.document))
        assert (place.furthest, place.last) == (40, 10)


def test_a_copy_holds_the_newest_coding(file_study: Study, tmp_path: Path) -> None:
    coding = file_study.code_passage()

    file_study.project.back_up(tmp_path / "copy.coder")

    with Project.open(tmp_path / "copy.coder") as copy, copy.read() as session:
        assert session.get_one(Coding, coding).end == 7
    assert not (tmp_path / "copy.coder-wal").exists()


def test_a_copy_overwrites_nothing(file_study: Study, tmp_path: Path) -> None:
    with pytest.raises(ProjectProblem, match="already there"):
        file_study.project.back_up(tmp_path / "Followers.coder")


def test_a_copy_into_a_missing_folder_is_refused_in_a_sentence(
    file_study: Study, tmp_path: Path
) -> None:
    with pytest.raises(ProjectProblem, match="cannot be saved"):
        file_study.project.back_up(tmp_path / "no" / "where.coder")


def test_closing_leaves_one_file_that_holds_everything(file_study: Study, tmp_path: Path) -> None:
    file_study.code_passage()

    file_study.project.close()
    file_study.project.close()

    assert [p.name for p in tmp_path.iterdir()] == ["Followers.coder"]


def test_the_wal_is_emptied_when_nobody_writes(
    file_study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder_app.store.project.IDLE_SECONDS", -1)
    file_study.code_passage()
    assert (tmp_path / "Followers.coder-wal").stat().st_size > 0

    file_study.project.changes_since()

    assert (tmp_path / "Followers.coder-wal").stat().st_size == 0


def test_a_file_replaced_under_the_open_program_is_not_written(
    file_study: Study, tmp_path: Path
) -> None:
    coding = file_study.code_passage()
    stranger = Project.create(tmp_path / "other.coder")
    stranger.close()
    (tmp_path / "other.coder").replace(tmp_path / "Followers.coder")
    there = (tmp_path / "Followers.coder").read_bytes()

    with pytest.raises(ProjectProblem, match=r"Followers \(rescued\)\.coder"):
        file_study.code_passage()
    with pytest.raises(ProjectProblem, match="replaced"):
        file_study.project.undo()

    assert (tmp_path / "Followers.coder").read_bytes() == there
    with Project.open(tmp_path / "Followers (rescued).coder") as saved, saved.read() as session:
        assert session.get_one(Coding, coding).removed is False


def test_a_file_that_another_was_copied_over_is_not_written(
    file_study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "Followers.coder"
    file_study.project.back_up(tmp_path / "older.coder")
    file_study.add_code("belonging")
    opening.checkpoint(file_study.project._engine)
    assert file_study.project.changes_since() is None  # a checkpoint of ours is no stranger

    with path.open("r+b") as file:  # as cp does: the file keeps its place on the disk
        file.write((tmp_path / "older.coder").read_bytes())

    there = path.read_bytes()
    with pytest.raises(ProjectProblem, match="look into its backups"):
        file_study.code_passage()
    file_study.project.close()
    assert path.read_bytes() == there
    assert not list(tmp_path.glob("*rescued*"))


def test_a_file_that_went_before_closing_is_rescued_and_said(
    file_study: Study, tmp_path: Path
) -> None:
    coding = file_study.code_passage()
    (tmp_path / "Followers.coder").unlink()

    with pytest.raises(ProjectProblem, match=r"Followers \(rescued\)\.coder"):
        file_study.project.close()

    with Project.open(tmp_path / "Followers (rescued).coder") as saved, saved.read() as session:
        assert session.get_one(Coding, coding).removed is False


def test_a_replaced_file_is_noticed_without_writing_and_said_once(
    file_study: Study, tmp_path: Path
) -> None:
    (tmp_path / "Followers.coder").rename(tmp_path / "moved.coder")

    with pytest.raises(ProjectProblem, match="moved, deleted or replaced"):
        file_study.project.changes_since()

    assert file_study.project.changes_since() is None


OTHER_PROCESS = """
import sys
from uuid import UUID
from coder_app.store.project import Project
from coder_app.store.tables import Code
path, who, code = sys.argv[1:]
def rename(session): session.get_one(Code, UUID(code)).name = "renamed elsewhere"
with Project.open(path) as project:
    project.who = UUID(who)
    print(*project.notices, sep="|", flush=True)
    sys.stdin.readline()
    print(project.changes_since() is not None, flush=True)
    project.run(rename)
"""


def test_two_processes_open_one_file_and_both_refresh(file_study: Study, tmp_path: Path) -> None:
    project = file_study.project
    assert project.notices == ()
    told = [str(tmp_path / "Followers.coder"), str(file_study.other), str(file_study.code)]
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS, *told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin
        assert other.stdout
        assert "also open elsewhere" in other.stdout.readline()
        file_study.code_passage()
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "True\n"
        other.stdin.close()
    assert other.returncode == 0

    changes = project.changes_since()

    assert changes is not None
    assert changes.guids == {"code": frozenset({file_study.code})}
    assert changes.by == file_study.other
    assert file_study.value(Code, file_study.code, "name") == "renamed elsewhere"
    assert project.changes_since() is None
    assert project.check() == []


def test_own_commits_are_no_news(file_study: Study) -> None:
    file_study.code_passage()

    assert file_study.project.changes_since() is None


CODING_WITHOUT_END = """
import os, random, signal, sys, time
from datetime import UTC, datetime
from uuid import UUID
from coder_app.store.project import Project
from coder_app.store.tables import Coding, Document
path, who, document, code = sys.argv[1], *map(UUID, sys.argv[2:])

def code_passage(session):
    wording = session.get_one(Document, document).wording
    coding = Coding(document=document, code=code, coder=who, wording=wording,
                    anchor_start=1, anchor_end=5, created=datetime.now(UTC))
    session.add(coding)
    return coding.guid

def work(told):
    project = Project.open(path)
    project.who = who
    while True:
        guid, _ = project.run(code_passage)
        os.write(told, guid.hex.encode() + b"\\n")

for _ in range(20):
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        work(told)
    os.close(told)
    first = os.read(heard, 33)
    time.sleep(random.uniform(0, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.write(1, first + os.read(heard, 1 << 16))
    os.close(heard)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes of its own by a signal")
def test_every_acknowledged_coding_outlives_being_killed(file_study: Study, tmp_path: Path) -> None:
    path = tmp_path / "Followers.coder"
    file_study.project.close()
    told = [str(path), *map(str, (file_study.me, file_study.document, file_study.code))]

    done = subprocess.run(
        [sys.executable, "-c", CODING_WITHOUT_END, *told], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    acknowledged = {UUID(line) for line in done.stdout.split()}
    assert len(acknowledged) >= 20
    with Project.open(path) as project:
        with project.read() as session:
            there = set(session.scalars(select(Coding.guid)))
        assert acknowledged <= there
        assert len(there - acknowledged) <= 20
        assert project.check() == []


def test_importing_the_store_imports_nothing_heavy() -> None:
    script = "import sys, coder_app.store.project; print({'alembic', 'pandas'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.stdout == "set()\n"
