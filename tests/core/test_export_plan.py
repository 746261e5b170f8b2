# SPDX-License-Identifier: MIT
"""Plans for exports can be written down and read again."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.errors import ProjectProblem
from coder_app.core.export_plan import ExportPlan

GUIDS = st.lists(st.uuids(), max_size=3).map(tuple)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
PLANS = st.builds(
    ExportPlan,
    name=WORDS,
    kind=st.sampled_from(["xlsx", "sav", "from a newer program"]),
    bom=st.booleans(),
    sheets=st.lists(WORDS, max_size=3).map(tuple),
    columns=st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
    coders=st.none() | GUIDS,
    consensus=st.none() | st.booleans(),
    documents=st.none() | GUIDS,
    codes=st.none() | GUIDS,
    participants=GUIDS,
    attributes=st.lists(st.tuples(st.uuids(), WORDS), max_size=2).map(tuple),
    with_code=st.none() | st.uuids(),
    words=WORDS,
    has_memo=st.none() | st.booleans(),
    unit=st.sampled_from(["turn", "sentence"]),
    segment_words=st.none() | st.integers(1, 90),
    interviewer=st.booleans(),
    unfinished=st.booleans(),
    long=st.booleans(),
    with_attributes=st.booleans(),
    context=st.booleans(),
)


@given(PLANS)
def test_any_plan_comes_back_as_it_was(plan: ExportPlan) -> None:
    assert ExportPlan.from_json(plan.to_json()) == plan


def test_what_was_not_chosen_is_not_written() -> None:
    plan = ExportPlan(name="For SPSS", long=True)

    assert json.loads(plan.to_json()) == {"version": 1, "name": "For SPSS", "long": True}


def test_columns_are_asked_for_by_sheet() -> None:
    plan = ExportPlan(columns=(("Codings", ("code", "text")),))

    assert plan.columns_of("Codings") == ("code", "text")
    assert plan.columns_of("Codebook") == ()


def test_a_plan_from_another_project_keeps_what_is_here_too() -> None:
    ana, ben, age, code = (uuid4() for _ in range(4))
    plan = ExportPlan(
        coders=(ana, ben), codes=(code,), attributes=((age, "30"),), with_code=code, words="trust"
    )

    assert plan.fitting({ana, ben, age, code}) == (plan, 0)
    assert plan.fitting({ana}) == (ExportPlan(coders=(ana,), words="trust"), 4)
    assert ExportPlan(coders=()).fitting({ana}) == (ExportPlan(coders=()), 0)


def test_columns_that_are_gone_are_named_and_the_others_stay() -> None:
    there = {"Codings": ("code", "text", "age"), "Codebook": ("code",), "About": ("item", "value")}
    plan = ExportPlan(
        columns=(
            ("Codings", ("text", "shoe", "Code")),
            ("Codebook", ("shoe",)),
            ("About", ("item", "value")),
            ("Agreement", ("by",)),
        )
    )

    fitting, lost = plan.fitting_columns(there)

    assert fitting.columns == (("Codings", ("text", "Code")), ("Agreement", ("by",)))
    assert lost == ("Codings: shoe", "Codebook: shoe")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"version": 2}',
        '{"version": 1, "colour": "red"}',
        '{"version": 1, "long": 1}',
        '{"version": 1, "coders": ["Ana"]}',
        '{"version": 1, "coders": "Ana"}',
        '{"version": 1, "attributes": [["a"]]}',
        '{"version": 1, "sheets": [1]}',
        "[" * 5_000,
    ],
)
def test_what_is_no_plan_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ProjectProblem, match="template"):
        ExportPlan.from_json(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([f.name for f in fields(ExportPlan)]), JSON, max_size=3))
def test_nothing_but_a_sentence_or_a_plan_comes_of_any_json(told: dict[str, Any]) -> None:
    try:
        plan = ExportPlan.from_json(json.dumps({"version": 1, **told}))
    except ProjectProblem:
        return

    assert all(isinstance(coder, UUID) for coder in plan.coders or ())
    assert ExportPlan.from_json(plan.to_json()) == plan
