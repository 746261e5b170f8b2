# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from coder_app.store.connect import connect
from coder_app.store.fold import Made, fold, folded_rows, heads, rebuild, state_of
from coder_app.store.images import plan_of
from coder_app.store.tables import Code, Coding

Study = Any  # the class in conftest.py

ONE, TWO, THREE, FOUR = (UUID(int=n) for n in range(1, 5))


def made(event: UUID, clock: int, *parents: UUID, **new: object) -> Made:
    return Made(event, clock, frozenset(parents), new)


def test_the_newer_of_two_that_disagree_is_shown_and_both_are_kept() -> None:
    rivals = [
        made(ONE, 1, name="trust"),
        made(TWO, 2, ONE, name="confidence"),
        made(THREE, 3, ONE, name="reliance"),
    ]

    folded = fold(rivals)

    assert folded.values == {"name": "reliance"}
    assert folded.conflicts == {"name": {TWO, THREE}}
    assert folded.state.version == 8


def test_an_edit_of_another_field_does_not_hide_a_conflict() -> None:
    rivals = [
        made(ONE, 1, name="trust", colour="red"),
        made(TWO, 2, ONE, name="confidence"),
        made(THREE, 3, ONE, name="reliance"),
        made(FOUR, 4, TWO, THREE, colour="blue"),
    ]

    folded = fold(rivals)

    assert folded.conflicts == {"name": {TWO, THREE}}
    assert folded.state == FOUR


def test_an_edit_of_that_field_settles_it() -> None:
    rivals = [
        made(ONE, 1, name="trust"),
        made(TWO, 2, ONE, name="confidence"),
        made(THREE, 3, ONE, name="reliance"),
        made(FOUR, 4, TWO, THREE, name="reliance"),
    ]

    assert fold(rivals).conflicts == {}


def test_two_who_agree_are_no_conflict() -> None:
    assert (
        fold([made(ONE, 1, a=1), made(TWO, 2, ONE, a=2), made(THREE, 3, ONE, a=2)]).conflicts == {}
    )


@given(st.permutations([made(ONE, 1, a=1), made(TWO, 2, ONE, a=2), made(THREE, 2, ONE, a=3)]))
def test_the_order_in_which_changes_arrive_does_not_matter(changes: list[Made]) -> None:
    assert fold(changes).values == {"a": 3}
    assert fold(changes).state == state_of([TWO, THREE])


def test_a_row_has_one_head_unless_two_worked_apart() -> None:
    assert heads([made(ONE, 1), made(TWO, 2, ONE)]) == [TWO]
    assert heads([made(ONE, 1), made(TWO, 2, ONE), made(THREE, 3, ONE)]) == [TWO, THREE]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_folding_everything_anew_changes_nothing(
    new_study: Callable[[], Study], numbers: list[int]
) -> None:
    study = new_study()
    for n in numbers:
        coding = study.code_passage(n, n + 3)
        study.change(Coding, coding, anchor_end=n + 4, weight=n)
        study.change(Code, study.code, name=f"code {n}")
        if n % 2:
            study.project.undo()
    before = study.everything(with_removed=True)

    with study.project.read() as session:
        rebuild(session)  # would be refused if it wrote anything

    assert study.everything(with_removed=True) == before
    study.project.close()


def test_what_an_insert_left_empty_counts_as_said(study: Study) -> None:
    with study.project.read() as session:
        (row,) = folded_rows(session, plan_of(Code))

    assert row[1].values["colour"] == ""
    assert row[1].values["merged_into"] is None
    assert row[1].values["name"] == "trust"


def test_tables_are_made_anew_from_the_history(file_study: Study, tmp_path: Path) -> None:
    file_study.change(Coding, file_study.code_passage(), weight=3)
    file_study.write_memo(file_study.code, "why")
    before = file_study.everything(with_removed=True)
    engine = connect(tmp_path / "Followers.coder").execution_options(writes=lambda: True)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM coding")
        connection.exec_driver_sql("DELETE FROM memo")
        connection.exec_driver_sql("UPDATE code SET name = 'spoilt', effective = NULL")

    with Session(engine) as session, session.begin():
        rebuild(session)

    engine.dispose()
    assert file_study.everything(with_removed=True) == before
    assert file_study.project.check() == []
