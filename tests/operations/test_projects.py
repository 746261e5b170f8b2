# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.operations import projects
from coder_app.queries import lists
from coder_app.store.project import Project


def test_a_project_begins_with_lead_consensus_codebook_and_version_one(study) -> None:
    ask = study.project.ask

    assert next((c.name, c.role, c.consensus) for c in ask(lists.coders)) == ("Lea", "lead", False)
    assert sum(c.consensus for c in ask(lists.coders)) == 1
    assert [v.number for v in ask(lists.versions)] == [1]
    assert ask(lists.settings) == {
        "title": "Bakers",
        "codebook.title": "A small book",
        "codebook.rules": "Mark whole sentences.",
    }


def test_a_project_without_a_codebook_has_no_codes() -> None:
    with Project.in_memory() as project:
        project.who = uuid4()
        project.run(projects.begin, title="Bare", lead_name="Lea", coder=project.who)

        assert project.ask(lists.codes, project.who) == []


def test_the_beginning_cannot_be_undone() -> None:
    with Project.in_memory() as project:
        project.who = uuid4()
        project.run(projects.begin, title="Bare", lead_name="Lea", coder=project.who)

        assert project.next_undo() is None


def test_a_title_is_changed_and_undone(study) -> None:
    study.project.run(projects.rename, title=" Millers ")
    assert study.project.ask(lists.setting, "title") == "Millers"
    study.project.undo()
    assert study.project.ask(lists.setting, "title") == "Bakers"
    with pytest.raises(ProjectProblem, match="name is needed"):
        study.project.run(projects.rename, title=" ")


def test_a_setting_that_was_never_set_has_its_default(study) -> None:
    assert study.project.ask(lists.setting, "unit", "turn") == "turn"
    study.project.run(projects.set_setting, name="unit", value="word")
    assert study.project.ask(lists.setting, "unit", "turn") == "word"


def test_a_lead_switches_agreement_off_with_a_reason_and_undoes_it(study) -> None:
    study.project.run(projects.switch_agreement, off=" reflexive  analysis ")
    assert study.project.ask(lists.setting, "agreement") == "reflexive analysis"

    study.project.undo()

    assert study.project.ask(lists.setting, "agreement") == ""


def test_only_a_lead_switches_agreement_off(study) -> None:
    study.project.who = study.coders["Mia"]

    with pytest.raises(ProjectProblem, match="Only a lead"):
        study.project.run(projects.switch_agreement, off="reflexive analysis")
