# SPDX-License-Identifier: MIT
"""Codings are laid over a transcript: no word is lost, every coding has its label."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.marked_text import marked_turns
from coder_app.core.records import CodingRecord, SpeakerRole, Turn
from coder_app.core.spans import Span

TEXT = "A title.\n\nINT: Whom?\nANA: A baker 🥖, she answers.\n  Always.\n"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOBODY = UUID(int=0)


def turn(speaker: str, role: SpeakerRole, begins: float | None = None) -> Turn:
    label = TEXT.index(f"{speaker}: ")
    end = TEXT.find("\n", label)
    return Turn(
        speaker=speaker,
        role=role,
        label_start=label,
        label_end=label + 5,
        start=label + 5,
        end=end,
        begins=begins,
    )


TURNS = (turn("INT", SpeakerRole.INTERVIEWER), turn("ANA", SpeakerRole.PARTICIPANT, 65.0))


def coding(span: Span | None, code: str = "trust", colour: str = "tide-1", **more) -> CodingRecord:
    told = {"weight": None, "weight_label": "", "memo": "", "version": 1} | more
    return CodingRecord(
        guid=uuid4(),
        state=NOBODY,
        document=NOBODY,
        wording=NOBODY,
        span=span,
        code=NOBODY,
        code_name=code,
        colour=colour,
        key="",
        coder=NOBODY,
        coder_name="Mia",
        created=NOON,
        changed=NOON,
        **told,
    )


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_the_text_is_cut_by_turns_and_before_them_by_lines() -> None:
    title, asked, said = marked_turns(TEXT, TURNS, [])

    assert [w.text for w in title.words] == ["A title."]
    assert (title.speaker, title.line, asked.speaker, asked.line) == ("", 1, "INT", 3)
    assert [w.text for w in said.words] == ["A baker 🥖, she answers.\n  Always."]
    assert (asked.quiet, said.quiet, asked.time, said.time) == (True, False, "", "1:05")


def test_words_are_cut_where_codings_begin_and_end() -> None:
    outer = coding(span_of("A baker 🥖, she"), colour="tide-1")
    inner = coding(span_of("🥖, she answers"), "closeness", colour="iris-1", weight=3)

    said = marked_turns(TEXT, TURNS, [inner, outer])[-1]

    assert [(w.text, w.colours, w.opens, w.closes) for w in said.words] == [
        ("A baker ", ("tide-1",), (1,), ()),
        ("🥖, she", ("tide-1", "iris-1"), (2,), (1,)),
        (" answers", ("iris-1",), (), (2,)),
        (".\n  Always.", (), (), ()),
    ]
    notes = [(n.number, n.code, n.level) for n in said.notes]
    assert notes == [(1, "trust", ""), (2, "closeness", "3")]


def test_a_coding_over_two_turns_is_marked_in_both_and_told_where_it_begins() -> None:
    _, asked, said = marked_turns(TEXT, TURNS, [coding(span_of("Whom?\nANA: A baker"))])

    assert [(w.text, w.opens, w.closes) for w in asked.words] == [("Whom?", (1,), (1,))]
    assert said.words[0].text == "A baker"
    assert [len(t.notes) for t in (asked, said)] == [1, 0]


def test_a_coding_on_a_label_alone_still_has_its_label_in_the_margin() -> None:
    said = marked_turns(TEXT, TURNS, [coding(span_of("ANA"), memo="who")])[-1]

    assert [w.colours for w in said.words] == [()]
    assert [n.memo for n in said.notes] == ["who"]


def test_what_has_no_place_is_left_out() -> None:
    assert not marked_turns(TEXT, TURNS, [coding(None)])[-1].notes


def test_a_text_without_turns_is_shown_line_by_line() -> None:
    found = marked_turns("one\n\ntwo", (), [coding(Span(5, 8))])

    assert [(t.line, t.words[0].text, len(t.notes)) for t in found] == [
        (1, "one", 0),
        (3, "two", 1),
    ]


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)), max_size=8))
def test_no_word_is_lost_and_every_coding_is_told_once(places: list[tuple[int, int]]) -> None:
    codings = [coding(Span(at, min(at + size, len(TEXT)))) for at, size in places]

    found = marked_turns(TEXT, TURNS, codings)

    said = ["".join(w.text for w in turn.words) for turn in found]
    assert said == ["A title.", "Whom?", "A baker 🥖, she answers.\n  Always."]
    numbers = [note.number for turn in found for note in turn.notes]
    blank = TEXT.index("\nINT")  # what begins between lines has no turn to stand beside
    told = [c for c in codings if c.span and c.span.start != blank]
    assert len(numbers) == len(told)
    for each in found:
        opens = [n for w in each.words for n in w.opens]
        closes = [n for w in each.words for n in w.closes]
        assert sorted(opens) == sorted(closes)
