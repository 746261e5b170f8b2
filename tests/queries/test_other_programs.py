# SPDX-License-Identifier: MIT
"""What other programs would say of the same coding."""

from __future__ import annotations

import pytest

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.queries.other_programs import other_programs


@pytest.fixture
def coded(study):
    there = study.documents[0]
    for coder in ("Mia", "Noa"):
        study.apply("I trust her", "trust", coder=coder)
        study.project.run(people.mark_done, document=there, coder=study.coders[coder])
    return study


def test_every_program_has_figures_with_a_sentence(coded) -> None:
    pair = [coded.coders["Mia"], coded.coders["Noa"]]

    found = coded.project.ask(other_programs, coded.lead, coders=pair)

    assert {one.program for one in found} == {"NVivo", "QualCoder", "INCEpTION", "ATLAS.ti"}
    assert all(one.sentence for one in found)
    trust = next(c.guid for c in coded.project.ask(lists.codes, coded.lead) if c.name == "trust")
    equal = next(one for one in found if (one.name, one.code) == ("Agree %", trust))
    assert equal.coefficient.value == 100


def test_families_stand_for_domains(coded) -> None:
    pair = [coded.coders["Mia"], coded.coders["Noa"]]

    found = coded.project.ask(other_programs, coded.lead, coders=pair)

    assert any("Outcomes" in one.name for one in found if one.program == "ATLAS.ti")
