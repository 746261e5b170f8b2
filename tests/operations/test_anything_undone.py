# SPDX-License-Identifier: MIT
"""Whatever two coders do with a project can be undone and done again, and leaves a clean file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from coder_app.core.errors import CoderAppError
from coder_app.core.records import CodebookDraft, CodeDraft, SpeakerRole, Turn
from coder_app.core.spans import Span
from coder_app.operations import (
    codebook,
    codings,
    consensus,
    documents,
    memos,
    people,
    projects,
    rounds,
)
from coder_app.queries import review
from coder_app.store.images import plan_of
from coder_app.store.tables import (
    DOMAIN,
    Assignment,
    Attribute,
    Code,
    Coder,
    Coding,
    Decision,
    Document,
    Participant,
    Round,
)

Study = Any  # the class in conftest.py
Step = tuple[str, int, int, int]


def everything(study: Study) -> dict[Any, Any]:
    """All that a person could see, what is derived included."""
    found = {}
    with study.project.read() as session:
        for kind, cls in DOMAIN.items():
            plan = plan_of(cls)
            shown = [*plan.columns, *(plan.table.c[name] for name in sorted(cls.DERIVED))]
            for row in session.execute(select(*shown).where(~plan.table.c.removed)):
                found[kind, row.guid] = [value for value in row if value != row.state]
    return found


def rows_of_the_file(study: Study) -> list[Any]:
    """All rows as they lie there, the history's too."""
    with study.project.read() as session:
        held = session.connection()
        tables = [text(f"SELECT * FROM {name} ORDER BY 1, 2") for name in (*DOMAIN, "event")]
        return [held.execute(table).all() for table in tables]


class Hand:
    """Picks what a step works on, by numbers."""

    def __init__(self, study: Study, a: int, b: int, c: int) -> None:
        self.study, self.a, self.b, self.c = study, a, b, c

    def some(self, cls: type[Any], n: int) -> UUID:
        """Any row that was not removed; where there is none, one that was."""
        with self.study.project.read() as session:
            live = sorted(session.scalars(select(cls.guid).where(~cls.removed)), key=str)
            rows = live or sorted(session.scalars(select(cls.guid)), key=str)
        return rows[n % len(rows)] if rows else UUID(int=n)

    def code(self, n: int) -> UUID:
        """A code, no group."""
        with self.study.project.read() as session:
            codable = select(Code.guid).where(~Code.removed, Code.codable)
            codes = sorted(session.scalars(codable), key=str)
        return codes[n % len(codes)] if codes else self.some(Code, n)

    def document(self) -> UUID:
        return self.some(Document, self.a)

    def coder(self) -> UUID:
        return self.some(Coder, self.c)

    def another(self) -> UUID:
        """Somebody else: who gives her own role away cannot take it back."""
        found = self.coder()
        return found if found != self.study.project.who else self.study.coders["Noa"]

    def people(self) -> list[UUID]:
        return [self.study.coders[name] for name in ("Lea", "Mia", "Noa")[: 2 + self.c % 2]]

    def settling(self) -> dict[str, Any]:
        """A disagreement to settle; where there is none, one made up."""
        study, document = self.study, self.document()
        found = study.project.ask(review.review, study.lead)
        item = found[self.a % len(found)] if found else None
        outcome = ("coder", "both", "nothing", "own")[self.b % 4]
        marks = item.marks if item and outcome != "nothing" else ()
        return {
            "document": item.document if item else document,
            "wording": item.wording if item else self.wording(),
            "span": item.span if item else self.span(),
            "codes": item.codes if item else [self.code(self.b)],
            "outcome": outcome,
            "passages": [codings.Passage(code=m.code, span=m.span) for m in marks[:2]],
            "chosen": study.coders["Mia"] if outcome == "coder" else None,
            "reason": "why" * (self.b % 2),
            "dissenters": [study.coders["Noa"]][: self.a % 2],
        }

    def text(self) -> str:
        return self.study.project.ask(_text, self.document())

    def wording(self) -> UUID:
        return self.study.project.ask(_wording, self.document())

    def span(self) -> Span:
        return Span(self.b * 7 % 90, self.b * 7 % 90 + 1 + self.c * 5)


def _text(session: Any, document: UUID) -> str:
    row = session.get(Document, document)
    return session.scalar(select(documents.Wording.body).where(_is_of(row))) or "nothing"


def _is_of(row: Document | None) -> Any:
    return documents.Wording.guid == (row.wording if row else UUID(int=0))


def _wording(session: Any, document: UUID) -> UUID:
    row = session.get(Document, document)
    return row.wording if row else UUID(int=0)


def corrected(text: str, at: int, how: int) -> str:
    """Give a text as somebody might correct it."""
    at = at * len(text) // 10
    return [
        text[:at] + "Well, " + text[at:],
        text[:at] + text[at + 9 :],
        text[:at] + "😀😀 other words" + text[at + 30 :],
        text.replace("trust", "believe"),
        text[: len(text) // 2],
    ][how % 5]


def half_turns(text: str, n: int) -> list[Turn]:
    """Give two turns that meet somewhere in a text."""
    middle = max(2, n * len(text) // 10)
    return [
        Turn(
            speaker="ANA",
            role=SpeakerRole.PARTICIPANT,
            label_start=0,
            label_end=1,
            start=1,
            end=middle,
        ),
        Turn(
            speaker="INT",
            role=SpeakerRole.INTERVIEWER,
            label_start=middle,
            label_end=middle,
            start=middle,
            end=len(text),
            begins=n * 1.5,
        ),
    ]


BOOK = CodebookDraft(
    title="Another",
    codes=(
        CodeDraft(name="Effects", codable=False),
        CodeDraft(name="sharing", parent="Effects", key="S", use_when=("she tells others",)),
        CodeDraft(name="trust", parent="Effects"),
    ),
)

DOING: dict[str, Callable[[Hand, Any], tuple[Callable[..., Any], dict[str, Any]]]] = {
    "add documents": lambda h, draft: (
        documents.add_documents,
        {"drafts": [draft(f"New {h.b}") for _ in range(1 + h.c % 2)], "participants": {0: "Zoe"}},
    ),
    "rename document": lambda h, _: (
        documents.rename_document,
        {"document": h.document(), "name": f"Name {h.b}"},
    ),
    "who was interviewed": lambda h, _: (
        documents.set_participant,
        {"document": h.document(), "participant": h.some(Participant, h.b) if h.c else None},
    ),
    "language": lambda h, _: (
        documents.set_language,
        {"document": h.document(), "language": ["en", "de", ""][h.b % 3]},
    ),
    "speakers": lambda h, _: (
        documents.set_speakers,
        {
            "document": h.document(),
            "roles": {"INT": list(SpeakerRole)[h.b % 4]},
            "renames": {"ANA": f"ANA {h.c}"},
        },
    ),
    "turns": lambda h, _: (
        documents.set_turns,
        {"document": h.document(), "turns": half_turns(h.text(), h.b)},
    ),
    "revise": lambda h, _: (
        documents.revise_text,
        {"document": h.document(), "text": corrected(h.text(), h.b, h.c)},
    ),
    "remove document": lambda h, _: (documents.remove_document, {"document": h.document()}),
    "add code": lambda h, _: (
        codebook.add_code,
        {"name": f"code {h.a}", "parent": h.some(Code, h.b) if h.c % 2 else None},
    ),
    "edit code": lambda h, _: (
        codebook.edit_code,
        {
            "code": h.some(Code, h.a),
            "definition": f"what {h.b} means",
            "key": "XYZT5"[h.c % 5],
            "use_when": ["a", "b"][: h.b % 3],
        },
    ),
    "move code": lambda h, _: (
        codebook.move_code,
        {"code": h.some(Code, h.a), "parent": h.some(Code, h.b), "position": h.c},
    ),
    "merge codes": lambda h, _: (
        codebook.merge_codes,
        {"source": h.code(h.a), "target": h.code(h.b)},
    ),
    "retire": lambda h, _: (codebook.retire_code, {"code": h.code(h.a)}),
    "bring back": lambda h, _: (codebook.bring_back_code, {"code": h.code(h.a)}),
    "remove code": lambda h, _: (codebook.remove_code, {"code": h.some(Code, h.a)}),
    "close version": lambda h, _: (codebook.freeze_version, {"reason": f"because {h.a}"}),
    "import codebook": lambda h, _: (codebook.import_codebook, {"draft": BOOK}),
    "code": lambda h, _: (
        codings.apply_code,
        {
            "document": h.document(),
            "wording": h.wording(),
            "code": h.code(h.b),
            "span": h.span(),
            "coder": h.study.project.who,
            "memo": "why" if h.c % 2 else "",
        },
    ),
    "new code": lambda h, _: (
        codings.apply_new_code,
        {
            "name": f"new {h.a}",
            "parent": h.some(Code, h.b) if h.c % 2 else None,
            "document": h.document(),
            "wording": h.wording(),
            "span": h.span(),
            "coder": h.study.project.who,
        },
    ),
    "code several": lambda h, _: (
        codings.apply_codes,
        {
            "document": h.document(),
            "wording": h.wording(),
            "coder": h.study.project.who,
            "passages": [
                codings.Passage(code=h.code(n), span=Span(n, n + 9), memo="m" * (n % 2))
                for n in range(h.b, h.b + h.c)
            ],
        },
    ),
    "code all": lambda h, _: (
        codings.code_all_matches,
        {
            "document": None if h.a % 2 else h.document(),
            "text": ["trust", "her", "zebra"][h.b % 3],
            "code": h.code(h.c),
            "coder": h.study.project.who,
        },
    ),
    "change code": lambda h, _: (
        codings.change_code,
        {"coding": h.some(Coding, h.a), "code": h.code(h.b)},
    ),
    "border": lambda h, _: (
        codings.move_border,
        {"coding": h.some(Coding, h.a), "wording": h.wording(), "span": h.span()},
    ),
    "weight": lambda h, _: (
        codings.set_weight,
        {"coding": h.some(Coding, h.a), "weight": [1, 3, None, 7][h.b % 4]},
    ),
    "remove coding": lambda h, _: (codings.remove_coding, {"coding": h.some(Coding, h.a)}),
    "memo": lambda h, _: (
        memos.write_memo,
        {
            "kind": (kind := ["coding", "code", "document", "project"][h.a % 4]),
            "about": h.some(DOMAIN[kind], h.b) if kind != "project" else None,
            "text": ["", "a thought", "another 😀"][h.c % 3],
            "coder": h.study.project.who,
        },
    ),
    "add coder": lambda h, _: (people.add_coder, {"name": f"Coder {h.a}"}),
    "rename coder": lambda h, _: (
        people.rename_coder,
        {"coder": h.coder(), "name": f"Coder {h.a}"},
    ),
    "role": lambda h, _: (
        people.set_role,
        {"coder": h.another(), "role": ["lead", "coder", "reader"][h.a % 3]},
    ),
    "remove coder": lambda h, _: (people.remove_coder, {"coder": h.coder()}),
    "add participant": lambda h, _: (people.add_participant, {"name": f"Person {h.a}"}),
    "rename participant": lambda h, _: (
        people.rename_participant,
        {"participant": h.some(Participant, h.a), "name": f"Person {h.b}"},
    ),
    "remove participant": lambda h, _: (
        people.remove_participant,
        {"participant": h.some(Participant, h.a)},
    ),
    "add attribute": lambda h, _: (
        people.add_attribute,
        {"name": f"What {h.a}", "kind": people.KINDS[h.b % 4], "choices": ["1", "2"]},
    ),
    "edit attribute": lambda h, _: (
        people.edit_attribute,
        {
            "attribute": h.some(Attribute, h.a),
            "name": f"Which {h.b}",
            "kind": people.KINDS[h.c % 4],
        },
    ),
    "remove attribute": lambda h, _: (
        people.remove_attribute,
        {"attribute": h.some(Attribute, h.a)},
    ),
    "value": lambda h, _: (
        people.set_value,
        {
            "participant": h.some(Participant, h.a),
            "attribute": h.some(Attribute, h.b),
            "value": ["1", "2025-03-31", "", "2"][h.c % 4],
        },
    ),
    "assign": lambda h, _: (
        people.assign,
        {
            "document": h.document(),
            "coder": h.coder(),
            "purpose": people.PURPOSES[h.b % 3],
            "blind": h.b % 3 == 0,
        },
    ),
    "assign all": lambda h, _: (
        people.assign_all,
        {"pairs": [(h.coder(), h.some(Document, n)) for n in range(1 + h.b % 3)]},
    ),
    "assign all blind": lambda h, _: (
        people.assign_all,
        {
            "pairs": [(coder, h.document()) for coder in h.people()],
            "purpose": people.PURPOSES[h.b % 3],
            "blind": True,
        },
    ),
    "unassign all": lambda h, _: (
        people.unassign_all,
        {"assignments": [h.some(Assignment, n) for n in range(1 + h.b % 2)]},
    ),
    "all done": lambda h, _: (
        people.mark_all_done,
        {"pairs": [(coder, h.document()) for coder in h.people()], "done": bool(h.b % 5)},
    ),
    "reveal all": lambda h, _: (
        people.reveal_all,
        {"assignments": [h.some(Assignment, n) for n in range(1 + h.b % 2)]},
    ),
    "code again": lambda h, _: (
        people.code_again,
        {"coder": h.coder(), "documents": [h.document()]},
    ),
    "close round": lambda h, _: (
        rounds.close_round,
        {"name": f"Round {h.b}", "documents": [h.document()], "unit": ["turn", "word"][h.b % 2]},
    ),
    "rename round": lambda h, _: (
        rounds.rename_round,
        {"round": h.some(Round, h.a), "name": f"Training {h.b}"},
    ),
    "settle": lambda h, _: (consensus.settle, h.settling()),
    "reopen": lambda h, _: (consensus.reopen, {"decision": h.some(Decision, h.a)}),
    "take agreed": lambda h, _: (
        consensus.take_agreed,
        {"documents": [h.document()], "coders": h.people()},
    ),
    "unassign": lambda h, _: (people.unassign, {"assignment": h.some(Assignment, h.a)}),
    "done": lambda h, _: (
        people.mark_done,
        {"document": h.document(), "coder": h.coder(), "done": bool(h.b % 3)},
    ),
    "reveal": lambda h, _: (people.reveal, {"assignment": h.some(Assignment, h.a)}),
    "title": lambda h, _: (projects.rename, {"title": f"Study {h.a}"}),
    "setting": lambda h, _: (projects.set_setting, {"name": "unit", "value": "word" * (h.a % 2)}),
}

numbers = st.integers(0, 9)
doing = st.tuples(st.sampled_from(sorted(DOING)), numbers, numbers, numbers)
going_back = st.tuples(st.sampled_from(["undo", "redo"]), numbers, numbers, numbers)
# few things make sense on an empty table, so the beginnings are there more often
likely = st.tuples(
    st.sampled_from(["code", "revise", "add attribute", "value", "merge codes", "border"]),
    numbers,
    numbers,
    numbers,
)


# two coders are done with a transcript, and its round is closed
READY = [
    *(("code", n, b, c) for n in (0, 1) for b, c in ((1, 0), (2, 1), (3, 2), (3, 3))),
    *(step for n in (0, 1) for step in (("all done", n, 1, 0), ("close round", n, 0, 0))),
]
settling = st.tuples(
    st.sampled_from(["settle", "settle", "reopen", "take agreed"]), numbers, numbers, numbers
)


def work(step: st.SearchStrategy[Step], size: int) -> st.SearchStrategy[list[Step]]:
    """Some steps in a fresh project, or with more to settle in one that has a closed round."""
    after = st.lists(st.one_of(step, settling), max_size=size)
    return st.one_of(st.lists(step, max_size=size), after.map(lambda steps: READY + steps))


def do(study: Study, draft: Callable[..., Any], step: Step) -> UUID | None:
    """Let one of the two do a step; give the event, if there was anything to do.

    What is refused has changed nothing.
    """
    what, a, b, c = step
    study.project.who = study.coders[["Lea", "Mia"][c % 2]]
    if what not in DOING:
        return _guarded(study, study.project.undo if what == "undo" else study.project.redo)
    operation, given = DOING[what](Hand(study, a, b, c), draft)
    return _guarded(study, lambda: study.project.run(operation, **given)[1])


def _guarded(study: Study, work: Callable[[], Any]) -> UUID | None:
    before = rows_of_the_file(study)
    try:
        return work().event
    except CoderAppError:
        assert rows_of_the_file(study) == before
        return None


@settings(max_examples=20, deadline=None)
@given(work(st.one_of(doing, likely), 12))
def test_what_two_coders_did_undone_gives_the_first_state_and_redone_the_last(
    new_study: Callable[[], Study], transcript: Callable[..., Any], steps: list[Step]
) -> None:
    study = new_study()
    states, who = [everything(study)], []
    for step in steps:
        event = do(study, transcript, step)
        if event is None:
            continue
        states.append(everything(study))
        who.append(study.project.who)
        if study.project.next_undo() is None or study.project.next_undo().event != event:
            states, who = states[-1:], []  # it stays, so nobody goes back beyond it

    for n in reversed(range(len(who))):
        study.project.who = who[n]
        study.project.undo()
        assert everything(study) == states[n]
    assert study.project.check() == []
    for n in range(len(who)):
        study.project.who = who[n]
        study.project.redo()
        assert everything(study) == states[n + 1]
    assert study.project.check() == []
    study.project.close()


@settings(max_examples=20, deadline=None)
@given(work(st.one_of(doing, likely, going_back), 16))
def test_whatever_two_coders_do_and_take_back_the_tables_say_what_the_history_says(
    new_study: Callable[[], Study], transcript: Callable[..., Any], steps: list[Step]
) -> None:
    study = new_study()
    for step in steps:
        do(study, transcript, step)

    assert study.project.check() == []
    for name in ("Lea", "Mia"):
        study.project.who = study.coders[name]
        before = everything(study)
        if study.project.next_undo() is not None and _guarded(study, study.project.undo):
            study.project.redo()
            assert everything(study) == before
    assert study.project.check() == []
    study.project.close()
