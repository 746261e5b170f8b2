# SPDX-License-Identifier: MIT
"""A new project lies where it belongs when it is whole, and nothing of it before."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import user_data
from coder_app.core.records import CodebookDraft
from coder_app.operations import projects
from coder_app.store import beginning, synced
from coder_app.store.beginning import begun
from coder_app.store.project import Project
from coder_app.store.tables import Coder

BUILDS = """
import sys
from pathlib import Path
from coder_app.store.beginning import begun
with begun(Path(sys.argv[1])):
    print("building", flush=True)
    sys.stdin.read()
"""


def fill(project: Project) -> None:
    project.who = uuid4()
    project.run(
        projects.begin,
        title="Followers",
        lead_name="Mara",
        coder=project.who,
        codebook=CodebookDraft(title="Codes", codes=()),
    )


def fill_badly(project: Project) -> None:
    fill(project)
    raise KeyError


def leads(path: Path) -> list[str]:
    with Project.open(path) as project:
        return project.ask(lambda session: list(session.scalars(select(Coder.name))))


def building() -> list[Path]:
    return list((user_data() / "building").glob("*/*"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "Study 1"
    folder.mkdir()
    return folder / "Followers.coder"


@pytest.fixture
def killed(path: Path) -> None:
    """A program was killed while it built the project."""
    words = [sys.executable, "-c", BUILDS, str(path)]
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        words, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "building\n"
        program.kill()


def test_it_is_there_when_it_is_whole_and_alone(path: Path) -> None:
    with begun(path) as project:
        fill(project)
        assert list(path.parent.iterdir()) == []

    assert list(path.parent.iterdir()) == [path]
    assert "Mara" in leads(path)
    assert building() == []


def test_what_fails_leaves_nothing(path: Path) -> None:
    with pytest.raises(KeyError), begun(path) as project:
        fill_badly(project)

    assert list(path.parent.iterdir()) == building() == []


def test_what_was_killed_stands_in_nobodys_way(path: Path, killed: None) -> None:
    assert list(path.parent.iterdir()) == []
    assert building()

    with begun(path) as project:
        fill(project)

    assert "Mara" in leads(path)


def test_what_was_left_is_cleared_away_when_nobody_can_need_it(path: Path, killed: None) -> None:
    (left,) = (user_data() / "building").iterdir()
    with begun(path) as project:
        fill(project)
    assert left.exists()

    os.utime(left, (0, 0))
    with begun(path.with_name("Second.coder")) as project:
        fill(project)

    assert not left.exists()


def test_a_name_that_was_taken_meanwhile_is_not_written_over(path: Path) -> None:
    with pytest.raises(ProjectProblem, match="already there"), begun(path):
        path.write_text("mine", "utf-8")

    assert path.read_text("utf-8") == "mine"
    assert building() == []


@pytest.mark.parametrize(
    "fault", [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left")]
)
def test_where_there_is_no_room_it_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def full(*_: object) -> None:
        raise fault

    monkeypatch.setattr(beginning, "copy_into", full)
    with pytest.raises(ProjectProblem, match=r"could not be put .* Make room"), begun(path) as new:
        fill(new)

    assert list(path.parent.iterdir()) == building() == []


def test_where_nothing_can_be_made_nothing_is_begun(tmp_path: Path) -> None:
    with pytest.raises(ProjectProblem, match="is not there"), begun(tmp_path / "no" / "a.coder"):
        pytest.fail("it began")


def test_into_a_synced_folder_it_goes_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        synced, "provider_of", lambda where: "Dropbox" if where.name == path.name else None
    )
    with begun(path) as project:
        fill(project)
        assert list(path.parent.iterdir()) == []

    assert list(path.parent.iterdir()) == [path]
    assert "Mara" in leads(path)
