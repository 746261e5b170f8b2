# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

from coder_app.operations import projects
from coder_app.queries.identity import project_guid
from coder_app.store.project import Project


def test_a_project_keeps_its_identity_in_every_copy_and_whatever_happens_in_it(
    tmp_path: Path,
) -> None:
    with Project.create(tmp_path / "one.coder") as project:
        assert project.ask(project_guid) == UUID(int=0)
        project.who = uuid4()
        project.run(projects.begin, title="One", lead_name="Lea", coder=project.who)
        identity = project.ask(project_guid)
        project.run(projects.rename, title="Another")
        project.back_up(tmp_path / "copy.coder")
        assert project.ask(project_guid) == identity != UUID(int=0)

    with Project.open(tmp_path / "copy.coder") as copy:
        assert copy.ask(project_guid) == identity


def test_two_projects_are_two(new_study) -> None:
    assert new_study().project.ask(project_guid) != new_study().project.ask(project_guid)
