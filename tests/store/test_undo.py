# SPDX-License-Identifier: MIT
"""Undo and redo: the specification, as properties and as examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coder_app.core.errors import Conflict, ProjectProblem
from coder_app.store.project import Project
from coder_app.store.tables import Code, Coder, Coding, Decision, Document, Memo

Study = Any  # the class in conftest.py
Step = tuple[str, int, int]

WORK = (
    "add document",
    "add code",
    "code",
    "border",
    "recode",
    "memo",
    "weight",
    "rename",
    "recolour",
    "move",
    "merge",
    "remove coding",
    "remove code",
    "code often",
    "decide",
    "decide anew",
)
steps = st.lists(st.tuples(st.sampled_from(WORK), st.integers(0, 9), st.integers(0, 9)), max_size=9)
steps_with_undo = st.lists(
    st.tuples(
        st.sampled_from((*WORK, "undo", "undo", "undo", "redo", "redo")),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=16,
)


def do(study: Study, step: Step) -> bool:
    """Do one thing that a person could do; False if there was nothing to do it to."""
    what, a, b = step
    codes, codings = study.guids(Code), study.guids(Coding)
    documents = study.guids(Document)
    before = study.project.next_undo()
    if what == "add document":
        study.add_document(f"Interview {a}")
    elif what == "add code":
        study.add_code(f"code {a}")
    elif what == "code" and codes:
        where = {"document": documents[a % len(documents)], "code": codes[b % len(codes)]}
        study.code_passage(a, a + b + 1, **where)
    elif what == "code often":
        study.code_often(b)
    elif what == "rename":
        study.change(Document, documents[a % len(documents)], name=f"Name {b}")
    elif what in ("recolour", "move", "merge", "remove code") and codes:
        code, other = codes[a % len(codes)], codes[b % len(codes)]
        fields = {
            "recolour": {"colour": f"colour {b}"},
            "move": {"parent": other, "position": b},
            "merge": {"merged_into": other},
            "remove code": {"removed": True},
        }
        study.change(Code, code, **fields[what])
    elif what == "decide":
        study.decide(a, a + b + 1, document=documents[a % len(documents)])
    elif what == "decide anew" and study.guids(Decision):
        study.change(Decision, study.guids(Decision)[0], reason=f"because {a}", anchor_end=9 + b)
    elif what == "memo" and codings:
        study.write_memo(codings[a % len(codings)], f"memo {b}")
    elif what in ("border", "recode", "weight", "remove coding") and codings:
        fields = {
            "border": {"anchor_start": a, "anchor_end": a + b + 1},
            "recode": {"code": codes[b % len(codes)] if codes else study.code},
            "weight": {"weight": b or None},
            "remove coding": {"removed": True},
        }
        study.change(Coding, codings[a % len(codings)], **fields[what])
    return study.project.next_undo() != before


@settings(max_examples=25, deadline=None)
@given(steps)
def test_any_list_of_operations_undone_gives_the_first_state_and_redone_the_last(
    new_study: Callable[[], Study], steps: list[Step]
) -> None:
    study = new_study()
    states = [study.everything()]
    states += [study.everything() for step in steps if do(study, step)]

    for state in reversed(states[:-1]):
        study.project.undo()
        assert study.everything() == state
    for state in states[1:]:
        study.project.redo()
        assert study.everything() == state

    assert study.project.next_redo() is None
    assert study.project.check() == []
    study.project.close()


@settings(max_examples=25, deadline=None)
@given(steps_with_undo)
def test_undo_and_redo_between_other_work_go_along_one_line(
    new_study: Callable[[], Study], steps: list[Step]
) -> None:
    study = new_study()
    line, at = [study.everything()], 0
    for step in steps:
        if step[0] == "undo" and at > 0:
            study.project.undo()
            at -= 1
        elif step[0] == "redo" and at < len(line) - 1:
            study.project.redo()
            at += 1
        elif step[0] in WORK and do(study, step):
            line, at = [*line[: at + 1], study.everything()], at + 1
        assert study.everything() == line[at]

    assert (study.project.next_redo() is None) == (at == len(line) - 1)
    assert study.project.check() == []
    study.project.close()


def test_nothing_to_undo_is_said(study: Study) -> None:
    study.project.who = study.other

    with pytest.raises(ProjectProblem, match="nothing to undo"):
        study.project.undo()
    with pytest.raises(ProjectProblem, match="nothing to redo"):
        study.project.redo()


def test_each_coder_undoes_her_own_work(study: Study) -> None:
    mine = study.code_passage()
    study.project.who = study.other
    hers = study.code_passage()

    study.project.who = study.me
    study.project.undo()

    assert study.guids(Coding) == [hers]
    assert study.value(Coding, mine, "removed") is True


def test_a_colleagues_memo_does_not_block_undoing_my_border(study: Study) -> None:
    coding = study.code_passage(2, 7)
    study.change(Coding, coding, anchor_end=9)
    study.project.who = study.other
    study.write_memo(coding, "Why so long?")
    study.change(Coding, coding, weight=3)

    study.project.who = study.me
    study.project.undo()

    assert study.value(Coding, coding, "end") == 7
    assert study.value(Coding, coding, "weight") == 3


def test_a_colleagues_border_blocks_undoing_mine_and_nothing_is_touched(study: Study) -> None:
    coding = study.code_passage(2, 7)
    study.change(Coding, coding, anchor_end=9)
    study.project.who = study.other
    study.change(Coding, coding, anchor_start=3)
    before = study.everything(with_removed=True)

    study.project.who = study.me
    with pytest.raises(Conflict):
        study.project.undo()

    assert study.everything(with_removed=True) == before


def test_the_conflict_shows_both_values(study: Study) -> None:
    study.change(Code, study.code, name="confidence")
    study.project.who = study.other
    study.change(Code, study.code, name="reliance")

    study.project.who = study.me
    with pytest.raises(Conflict, match=r"“confidence” is now “reliance”"):
        study.project.undo()


def test_the_conflict_does_not_show_what_another_coder_wrote_privately(study: Study) -> None:
    study.project.who = study.other
    memo = study.write_memo(study.code_passage(), "secret thought")
    event = study.project.next_undo().event
    study.change(Memo, memo, text="another secret")

    study.project.who = study.me
    with pytest.raises(Conflict) as refused:
        study.project.undo_event(event)

    assert "secret" not in str(refused.value)


def test_a_row_that_was_worked_on_is_not_undone_away(study: Study) -> None:
    code = study.add_code("belonging")
    study.project.who = study.other
    study.change(Code, code, definition="feels part of a group")

    study.project.who = study.me
    with pytest.raises(Conflict):
        study.project.undo()

    assert code in study.guids(Code)


def test_undo_goes_on_after_closing_and_opening_again(file_study: Study, tmp_path: Path) -> None:
    coding = file_study.code_passage(2, 7)
    file_study.change(Coding, coding, anchor_end=9)
    file_study.project.undo()
    file_study.project.close()

    with Project.open(tmp_path / "Followers.coder") as project:
        again = type(file_study)(
            project, file_study.me, file_study.other, file_study.document, file_study.code
        )
        project.who = file_study.me
        project.redo()
        assert again.value(Coding, coding, "end") == 9

        project.undo()
        project.undo()
        assert again.guids(Coding) == []


def test_undoing_an_older_event_leaves_the_newer_ones(study: Study) -> None:
    study.change(Document, study.document, name="Ana")
    event = study.project.next_undo().event
    coding = study.code_passage()

    study.project.undo_event(event)

    assert study.value(Document, study.document, "name") == "Interview 1"
    assert study.guids(Coding) == [coding]


def test_the_next_step_says_what_it_would_touch(study: Study) -> None:
    study.code_often(12)

    step = study.project.next_undo()

    assert (step.things, step.document) == (0, study.document)
    assert step.action.endswith(".code_often")


def test_the_beginning_of_a_project_is_not_undone(study: Study) -> None:
    study.project.undo()
    study.project.undo()

    assert study.project.next_undo() is None
    with study.project.read() as session:
        assert len(session.scalars(select(Coder)).all()) == 2


def test_an_unknown_event_is_refused(study: Study) -> None:
    with pytest.raises(ProjectProblem, match="history"):
        study.project.undo_event(uuid4())


def test_undo_of_many_rows_brings_all_of_them_back(study: Study) -> None:
    study.code_often(1200)

    study.project.undo()
    assert study.guids(Coding) == []

    study.project.redo()
    assert len(study.guids(Coding)) == 1200


def test_new_work_ends_what_could_be_redone(study: Study) -> None:
    study.code_passage()
    study.project.undo()
    study.add_code("belonging")

    assert study.project.next_redo() is None
