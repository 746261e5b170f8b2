# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.store import opening
from coder_app.store.project import Project
from coder_app.store.tables import Coding

Study = Any  # the class in conftest.py


@pytest.fixture
def closed(file_study: Study, tmp_path: Path) -> Path:
    """A project file that nobody has open."""
    file_study.code_passage()
    file_study.project.close()
    return tmp_path / "Followers.coder"


@pytest.fixture
def protected(closed: Path) -> Iterator[Path]:
    closed.chmod(0o444)
    closed.parent.chmod(0o555)
    yield closed
    closed.parent.chmod(0o755)
    closed.chmod(0o644)


def refusal(path: Path) -> str:
    with pytest.raises(ProjectProblem) as refused:
        Project.open(path)
    return str(refused.value)


def test_a_missing_file_a_folder_and_an_empty_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.coder").touch()

    assert "is not there" in refusal(tmp_path / "gone.coder")
    assert "is a folder" in refusal(tmp_path)
    assert "“empty.coder” is not a Coder App project" in refusal(tmp_path / "empty.coder")


def test_a_file_of_another_kind_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "notes.coder").write_bytes(b"Dear diary, " * 100)

    assert "is not a Coder App project" in refusal(tmp_path / "notes.coder")


def test_a_database_of_another_program_is_told_apart(tmp_path: Path) -> None:
    made = sqlite3.connect(tmp_path / "mail.coder")
    made.execute("CREATE TABLE mail (a)")
    made.close()

    assert "database of another program" in refusal(tmp_path / "mail.coder")


def test_a_newer_file_asks_for_a_newer_program(closed: Path) -> None:
    made = sqlite3.connect(closed)
    made.execute("PRAGMA user_version = 999")
    made.close()

    assert "newer version" in refusal(closed)


def test_a_damaged_file_points_at_its_backups(closed: Path) -> None:
    Project.open(closed).close()
    body = bytearray(closed.read_bytes())
    body[len(body) // 4 : len(body) // 2] = b"\x5a" * (len(body) // 2 - len(body) // 4)
    closed.write_bytes(body)

    assert "is damaged" in refusal(closed)
    assert "Followers.backups" in refusal(closed)


def test_a_file_cut_short_is_damaged(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[: 4096 * 5 + 17])

    assert refusal(closed) == "“Followers.coder” is damaged. Open an older copy of it instead."


def test_a_refused_file_is_let_go(closed: Path) -> None:
    made = sqlite3.connect(closed)
    made.execute("PRAGMA user_version = 999")
    made.close()
    refusal(closed)

    assert not closed.with_name("Followers.coder-wal").exists()


def test_an_existing_file_is_not_made_anew(closed: Path) -> None:
    before = closed.read_bytes()

    with pytest.raises(ProjectProblem, match="already there"):
        Project.create(closed)

    assert closed.read_bytes() == before


def test_a_project_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectProblem, match="folder"):
        Project.create(tmp_path / "no" / "where.coder")


def test_a_project_in_a_protected_folder_is_refused(protected: Path) -> None:
    with pytest.raises(ProjectProblem, match="Nothing can be written"):
        Project.create(protected.with_name("new.coder"))


def test_an_encrypted_project_is_refused_in_a_sentence(closed: Path) -> None:
    with pytest.raises(ProjectProblem, match="encrypted"):
        Project.open(closed, key="secret")


def test_a_protected_file_opens_for_reading_and_says_so(protected: Path) -> None:
    with Project.open(protected) as project:
        assert project.read_only
        assert "write-protected" in project.notices[0]
        with project.read() as session:
            assert session.query(Coding).count() == 1
        project.who = project.ask(lambda session: session.query(Coding).one().coder)
        with pytest.raises(ProjectProblem, match="only be read"):
            project.undo()
        assert project.check() == []
    assert [p.name for p in protected.parent.iterdir()] == ["Followers.coder"]


def test_a_protected_file_with_unfinished_work_beside_it_is_read_from_a_copy(
    file_study: Study, tmp_path: Path, own_folders: Path
) -> None:
    file_study.code_passage()
    there = tmp_path / "usb"
    there.mkdir()
    for name in ("Followers.coder", "Followers.coder-wal"):
        shutil.copyfile(tmp_path / name, there / name)
    path = there / "Followers.coder"
    path.chmod(0o444)

    with Project.open(path) as project:
        assert project.read_only
        assert project.path == path
        assert project.working_path != path
        with project.read() as session:
            assert session.query(Coding).count() == 1

    assert not [p for p in own_folders.rglob("Followers.coder") if "looking" in p.parts]


def test_looking_only_writes_nothing(closed: Path) -> None:
    before = closed.read_bytes()

    with Project.open(closed, look_only=True) as project:
        assert project.read_only
        assert project.notices == ()
        project.save_draft(project.ask(lambda s: s.query(Coding).one().guid), "text", "x")
        assert project.drafts() == {}

    assert closed.read_bytes() == before


def test_signs_in_a_name_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "50 % of #1? – Größe 😀.coder"
    Project.create(path).close()

    with Project.open(path) as project:
        assert project.path == path


def test_opening_again_makes_a_backup_of_what_changed(closed: Path) -> None:
    Project.open(closed).close()
    Project.open(closed).close()

    (backup,) = closed.with_name("Followers.backups").iterdir()
    with Project.open(backup) as project, project.read() as session:
        assert session.query(Coding).count() == 1


def test_a_project_opens_even_if_no_backup_can_be_made(closed: Path) -> None:
    closed.with_name("Followers.backups").write_text("in the way")

    with Project.open(closed) as project:
        assert "No backup" in project.notices[0]


@pytest.mark.skipif(os.name == "nt", reason="only POSIX drops locks when a handle is closed")
def test_opening_a_file_twice_keeps_the_locks_of_the_first(
    file_study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "Followers.coder"
    Project.open(path).close()
    script = (
        "import sys; from coder_app.store.project import Project; Project.open(sys.argv[1]).close()"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)

    # had the lock been dropped, the other process would have taken away the -wal
    assert path.with_name("Followers.coder-wal").exists()
    file_study.code_passage()
    assert file_study.project.check() == []


def test_a_full_disk_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(opening, "lay", full)

    with pytest.raises(ProjectProblem, match=f"no room left on the disk of “{tmp_path}”"):
        Project.create(tmp_path / "new.coder")
