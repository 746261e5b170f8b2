# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.operations import codebook, people
from coder_app.queries import names


def find(study, kind: str, text: str):
    return study.project.ask(names.find_one, kind, text, study.lead)


@pytest.mark.parametrize("text", ["trust", "TRUST", " Trust ", "Outcomes > trust"])
def test_a_code_is_found_by_name_or_path_case_apart(study, text) -> None:
    assert find(study, "code", text) == study.code("trust")


def test_a_guid_is_a_name_too(study) -> None:
    assert find(study, "document", str(study.documents[1])) == study.documents[1]
    assert find(study, "coder", study.lead.hex) == study.lead


def test_a_name_that_fits_none_lists_what_there_is(study) -> None:
    with pytest.raises(ProjectProblem, match=r"no “Zoe” here\. There are: Ana; Eva"):
        find(study, "participant", "Zoe")
    with pytest.raises(ProjectProblem, match="no “Motives”"):
        find(study, "code", "Motives")


def test_a_name_that_fits_two_lists_them_with_their_guids(study) -> None:
    other, _ = study.project.run(codebook.add_code, name="trust", parent=study.code("Motives"))

    with pytest.raises(ProjectProblem) as caught:
        find(study, "code", "trust")
    assert f"Motives > trust = {other}" in str(caught.value)
    assert find(study, "code", "motives > trust") == other


def test_the_exact_name_wins_over_another_case(study) -> None:
    other, _ = study.project.run(codebook.add_code, name="Trust", parent=study.code("Motives"))

    assert find(study, "code", "Trust") == other


def test_the_viewer_is_the_lead_if_there_is_exactly_one(study) -> None:
    assert study.project.ask(names.only_lead) == study.lead
    study.project.run(people.set_role, coder=study.coders["Mia"], role="lead")
    with pytest.raises(ProjectProblem, match="Lea; Mia"):
        study.project.ask(names.only_lead)
