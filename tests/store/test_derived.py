# SPDX-License-Identifier: MIT
from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from coder_app.store.derived import end_of_chain
from coder_app.store.tables import Code, Coding

Study = Any  # the class in conftest.py

A, B, C, D = (UUID(int=n) for n in range(1, 5))


def test_a_code_stands_for_itself_until_it_is_merged(study: Study) -> None:
    other = study.add_code("confidence")
    assert study.value(Code, other, "effective") == other

    study.change(Code, other, merged_into=study.code)
    assert study.value(Code, other, "effective") == study.code

    study.project.undo()
    assert study.value(Code, other, "effective") == other


def test_a_chain_of_merges_ends_at_its_last_code(study: Study) -> None:
    first, second = study.add_code("first"), study.add_code("second")
    study.change(Code, first, merged_into=second)

    study.change(Code, second, merged_into=study.code)

    assert study.value(Code, first, "effective") == study.code


def test_a_ring_ends_somewhere_and_everywhere_at_the_same_code() -> None:
    ring = {A: B, B: C, C: A, D: B}

    assert {end_of_chain(ring, code) for code in ring} == {A}


def test_a_code_merged_into_one_that_never_arrived_stands_for_itself() -> None:
    assert end_of_chain({A: B}, A) == A


@given(st.dictionaries(st.sampled_from([A, B, C, D]), st.sampled_from([A, B, C, D, None])))
def test_every_chain_has_an_end_that_is_its_own(into: dict[UUID, UUID | None]) -> None:
    for code in into:
        end = end_of_chain(into, code)
        assert end_of_chain(into, end) == end


def test_a_coding_lies_where_its_anchor_is_while_the_text_stays(study: Study) -> None:
    coding = study.code_passage(3, 8)

    assert (study.value(Coding, coding, "start"), study.value(Coding, coding, "end")) == (3, 8)
