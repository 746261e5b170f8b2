# SPDX-License-Identifier: MIT
"""Rounds from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from coder_app.operations import people
from coder_app.queries import lists, names
from coder_app.store.project import Project


def finished(study: Path) -> str:
    """Names of the transcripts that two or more are done with and nobody works on."""
    with Project.open(study) as project:
        lead = project.ask(names.only_lead)
        given = project.ask(lists.assignments)
        rows = project.ask(lists.documents, lead)
    by = {row.guid: [a.status for a in given if a.document == row.guid] for row in rows}
    return ",".join(
        r.name for r in rows if by[r.guid].count("done") > 1 and "open" not in by[r.guid]
    )


def test_a_round_is_closed_and_listed(run, study: Path) -> None:
    assert run("rounds", study)[:2] == (0, "No round is closed yet.\n")
    documents = finished(study)

    status, said, _ = run("close-round", study, "Training 1", "--documents", documents)

    assert status == 0
    assert said.startswith("1. Training 1; ")
    assert "Krippendorff’s alpha" in said
    assert run("rounds", study)[1] == said
    (told,) = json.loads(run("rounds", study, "--json")[1])
    assert told["documents"] == documents.split(",")
    assert told["figures"]["measure"] == "alpha"
    assert told["codebook_version"] == 1


def test_a_round_that_somebody_still_works_on_is_not_closed(run, study: Path) -> None:
    with Project.open(study) as project:
        project.who = project.ask(names.only_lead)
        given = project.ask(lists.assignments)[0]
        project.run(people.mark_done, document=given.document, coder=given.coder, done=False)

    status, said, problem = run("close-round", study, "Training 1")

    assert (status, said) == (1, "")
    assert "Not everybody is done yet" in problem


def test_figures_are_hidden_from_whoever_codes_blind_there(run, study: Path) -> None:
    told = json.loads(run("close-round", study, "T", "--documents", finished(study), "--json")[1])
    with Project.open(study) as project:
        project.who = project.ask(names.only_lead)
        coder = next(c for c in project.ask(lists.coders) if c.name == told["coders"][1])
        there = project.ask(names.find_one, "document", told["documents"][0], project.who)
        project.run(people.assign, coder=coder.guid, document=there, purpose="practice", blind=True)

    (hidden,) = json.loads(run("rounds", study, "--as", coder.name, "--json")[1])

    assert hidden["figures"] is None
    assert hidden["coders"] == [coder.name]
    assert "figures hidden while you code blind" in run("rounds", study, "--as", coder.name)[1]
