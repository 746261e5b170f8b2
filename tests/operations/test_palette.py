# SPDX-License-Identifier: MIT
from __future__ import annotations

from coder_app.operations import codebook
from coder_app.queries import lists


def colour_of(study, **fields: object) -> str:
    guid, _ = study.project.run(codebook.add_code, **fields)
    codes = study.project.ask(lists.codes, study.lead)
    return next(code.colour for code in codes if code.guid == guid)


def test_a_new_group_begins_the_family_that_no_group_has(study) -> None:
    assert colour_of(study, name="Third", codable=False) == "iris-1"


def test_a_code_takes_the_family_of_its_group(study) -> None:
    assert colour_of(study, name="loyalty", parent=study.code("Outcomes")) == "tide-2"


def test_after_the_last_colour_the_row_begins_again(study) -> None:
    colours = [colour_of(study, name=f"code {n}", parent=study.code("Outcomes")) for n in range(10)]

    assert colours[:-1] == [f"tide-{n}" for n in range(2, 11)]
    assert colours[-1] == "tide-1"


def test_a_chosen_colour_stays_as_it_is(study) -> None:
    assert colour_of(study, name="own", colour="#A1B2C3") == "#A1B2C3"
