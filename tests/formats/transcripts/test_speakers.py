# SPDX-License-Identifier: MIT
"""Who speaks where: labels found, roles guessed, doubts told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.records import SpeakerRole, Turn
from coder_app.formats.transcripts.speakers import find_turns, relabel, role_of


def said(text: str, turns: tuple[Turn, ...]) -> list[tuple[str, str]]:
    return [(turn.speaker, text[turn.start : turn.end]) for turn in turns]


def speakers(text: str) -> list[str]:
    return [turn.speaker for turn in find_turns(text)[0]]


def test_names_and_colons_begin_turns_that_go_on_over_paragraphs() -> None:
    text = "Nora: Why?\nTheo: Because.\n\nMore of it.\nNora: Ah.\nTheo: Yes."

    turns, warnings = find_turns(text)

    assert said(text, turns) == [
        ("Nora", "Why?"),
        ("Theo", "Because.\n\nMore of it."),
        ("Nora", "Ah."),
        ("Theo", "Yes."),
    ]
    assert not warnings


def test_a_label_reaches_to_the_first_word() -> None:
    text = "Nora: Why?\nTheo:\n\n  Because.\nNora: Ah.\nTheo: Yes."

    turns, _ = find_turns(text)

    assert [text[turn.label_start : turn.label_end] for turn in turns[:2]] == [
        "Nora: ",
        "Theo:\n\n  ",
    ]
    assert all(turn.label_end == turn.start for turn in turns)


def test_words_before_the_first_label_are_nobodys() -> None:
    text = "This interview is invented.\n\nI: Why?\nP3: Because.\nI: Ah.\nP3: Yes."

    first = find_turns(text)[0][0]

    assert (first.speaker, first.role) == ("", SpeakerRole.NONE)
    assert text[first.start : first.end] == "This interview is invented."


@pytest.mark.parametrize(
    ("label", "name", "begins"),
    [
        ("P03: ", "P03", None),
        ("[00:01:02] P3: ", "P3", 62.0),
        ("00:01:02 P3: ", "P3", 62.0),
        ("(1:02) P3: ", "P3", 62.0),
        ("Ana (00:12): ", "Ana", 12.0),
        ("Ana [00:12:01]: ", "Ana", 721.0),
        ("**Ana:** ", "Ana", None),
        ("**Ana**: ", "Ana", None),
        ("ANA DE LA CRUZ: ", "ANA DE LA CRUZ", None),
        ("O’Neill-Smith, Dr.: ", "O’Neill-Smith, Dr.", None),
        ("聞き手：", "聞き手", None),
        ("מראיין: ", "מראיין", None),
        ("speaker 1: ", "speaker 1", None),
        ("[Ana]: ", "Ana", None),
    ],
)
def test_labels_of_many_kinds_are_recognised(label: str, name: str, begins: float | None) -> None:
    text = f"{label}words here.\nBo: Yes.\n{label}more.\nBo: No."

    turns, _ = find_turns(text)

    assert said(text, turns)[0] == (name, "words here.")
    assert turns[0].begins == begins


@pytest.mark.parametrize(
    "header", ["Ana Lee  0:12", "Ana Lee\t00:00:12", "Ana Lee 0:12  ", "[Ana Lee] 00:00:12"]
)
def test_a_name_and_time_on_a_line_of_their_own_are_a_label(header: str) -> None:
    text = f"{header}\nSee you at 10:30\nthen.\n\nBo Li  0:20\nYes.\n\n{header}\nGood."

    turns, _ = find_turns(text)

    assert said(text, turns) == [
        ("Ana Lee", "See you at 10:30\nthen."),
        ("Bo Li", "Yes."),
        ("Ana Lee", "Good."),
    ]
    assert turns[0].begins == 12.0


def test_a_time_range_above_a_name_belongs_to_the_label() -> None:
    block = "0:0:3.4 --> 0:0:5.25\n{0}\nWords of {0}.\n"
    text = "".join(block.format(name) for name in ("Ana Lee", "Bo Li", "Ana Lee", "Bo Li"))

    turns, _ = find_turns(text)

    assert said(text, turns)[:2] == [("Ana Lee", "Words of Ana Lee."), ("Bo Li", "Words of Bo Li.")]
    assert (turns[0].begins, turns[0].ends) == (3.4, 5.25)


def test_a_time_stamp_alone_is_no_word_and_the_same_person_goes_on() -> None:
    text = "Ana: One.\n[00:02:00] Two.\nBo: Three.\nAna: Four.\nBo: Five."

    turns, _ = find_turns(text)

    assert said(text, turns)[:3] == [("Ana", "One."), ("Ana", "Two."), ("Bo", "Three.")]
    assert turns[1].begins == 120.0


@pytest.mark.parametrize(
    "line",
    [
        "and then I said: no",
        "Note: she laughs",
        "https://example.org: a page",
        "10:30 was too early",
        "The ratio is 3:1 in all",
        "I told her what my mother used to say back then: never",
        "“Why”: he asked",
    ],
)
def test_what_only_looks_like_a_label_stays_in_the_words(line: str) -> None:
    text = f"Ana: One.\nBo: Two.\nAna: Three.\n{line}\nBo: Four."

    turns, warnings = find_turns(text)

    assert said(text, turns)[2] == ("Ana", f"Three.\n{line}")
    assert not warnings


def test_the_head_of_a_file_is_no_dialogue() -> None:
    text = (
        "Date: 2026-03-02\nInterviewer: Nora\nParticipant: Mara, 24\nPlatform: Instagram\n\n"
        "Interviewer: Why?\nMara: Because.\nInterviewer: Ah.\nMara: Yes."
    )

    assert speakers(text) == ["", "Interviewer", "Mara", "Interviewer", "Mara"]


def test_a_name_that_stands_once_is_told_with_its_line() -> None:
    text = "Ana: One.\nBo: Two.\nAna: Three.\nCleo: Hello!\nBo: Four."

    turns, warnings = find_turns(text)

    assert "Cleo" in [turn.speaker for turn in turns]
    assert [(warning.line, "Cleo" in warning.sentence) for warning in warnings] == [(4, True)]


def test_a_person_can_say_who_is_a_speaker_and_who_is_not() -> None:
    text = "Ana: One.\nBo: Two.\nAna: Three.\nCleo: Hello!\nNote: hm\nBo: Four."

    turns, warnings = find_turns(text, wanted=["Note"], ignored=["Cleo"])

    assert [turn.speaker for turn in turns] == ["Ana", "Bo", "Ana", "Note", "Bo"]
    assert not warnings


def test_two_spellings_of_a_name_are_one_speaker() -> None:
    assert speakers("Ana: a\nBo: b\nANA: c\nAna: d\nBo: e") == ["Ana", "Bo", "Ana", "Ana", "Bo"]


def test_names_parted_by_a_tab_are_labels_where_there_are_no_others() -> None:
    text = "Ana\tOne.\nBo\tTwo.\nAna\tThree.\nBo\tFour."

    assert said(text, find_turns(text)[0])[1] == ("Bo", "Two.")


def test_a_text_without_labels_is_one_participants_and_says_so() -> None:
    text = "Just some words.\nAnd more."

    turns, warnings = find_turns(text)

    assert [(turn.speaker, turn.role) for turn in turns] == [("", SpeakerRole.PARTICIPANT)]
    assert len(warnings) == 1


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Interviewer", SpeakerRole.INTERVIEWER),
        ("I", SpeakerRole.INTERVIEWER),
        ("INT2", SpeakerRole.INTERVIEWER),
        ("Interviewer 1", SpeakerRole.INTERVIEWER),
        ("Moderatorin", SpeakerRole.INTERVIEWER),
        ("Entrevistadora", SpeakerRole.INTERVIEWER),
        ("Интервьюер", SpeakerRole.INTERVIEWER),
        ("Interviewee", SpeakerRole.PARTICIPANT),
        ("Mara", SpeakerRole.PARTICIPANT),
        ("P3", SpeakerRole.PARTICIPANT),
        ("Ivy", SpeakerRole.PARTICIPANT),
        ("unclear", SpeakerRole.NONE),
        ("Unknown Speaker", SpeakerRole.NONE),
        ("All", SpeakerRole.OTHER),
    ],
)
def test_roles_are_guessed_from_names(name: str, role: SpeakerRole) -> None:
    assert role_of(name) is role


def test_speakers_get_other_roles_and_names_and_the_text_is_not_rewritten() -> None:
    turns, _ = find_turns("Nora: Why?\nTheo: Because.\nNora: Ah.\nTheo: Yes.")

    after = relabel(turns, {"Nora": SpeakerRole.INTERVIEWER}, {"Theo": "P07"})

    assert [(turn.speaker, turn.role) for turn in after[:2]] == [
        ("Nora", SpeakerRole.INTERVIEWER),
        ("P07", SpeakerRole.PARTICIPANT),
    ]
    assert [(t.label_start, t.start, t.end) for t in after] == [
        (t.label_start, t.start, t.end) for t in turns
    ]


LINES = [
    "Ana: ",
    "Bo: ",
    "[0:12] ",
    "0:01 --> 0:02",
    "Ana Lee  0:12",
    "",
    "  ",
    "words",
    "😀 we",
    "我们。",
    "x: y",
    "\t",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["", "words", "😀"])), max_size=15)
)
def test_turns_are_in_order_and_every_word_is_in_a_turn_or_a_label(
    lines: list[tuple[str, str]],
) -> None:
    text = "\n".join(first + rest for first, rest in lines)

    turns, _ = find_turns(text)

    at = 0
    for turn in turns:
        assert at <= turn.label_start <= turn.label_end <= turn.start <= turn.end <= len(text)
        assert not text[at : turn.label_start].strip()
        assert text[turn.start : turn.end] == text[turn.start : turn.end].strip()
        at = turn.end
    assert not text[at:].strip()


def test_what_stands_in_brackets_after_a_name_tells_people_apart_unless_the_name_speaks_too() -> (
    None
):
    assert speakers("P (24): a\nP (31): b\nP (24): c\nP (31): d") == ["P (24)", "P (31)"] * 2
    assert speakers("Ana: a\nBo: b\nAna (laughs): c\nBo: d") == ["Ana", "Bo", "Ana", "Bo"]
    assert role_of("Interviewer (NL)") is SpeakerRole.INTERVIEWER
    assert role_of("I (NL)") is SpeakerRole.INTERVIEWER


def test_somebody_named_once_after_a_time_speaks_if_names_follow_times_elsewhere() -> None:
    talk = "0:03\nLind, Nora\nWhy?\n\n0:06\nBrandt, Theo\nSo.\n\n0:09\nLind, Nora\nAh.\n"

    turns, warnings = find_turns(talk)

    assert [turn.speaker for turn in turns] == ["Lind, Nora", "Brandt, Theo", "Lind, Nora"]
    assert "“Brandt, Theo” speaks only here" in warnings[0].sentence


def test_names_on_lines_of_their_own_begin_turns_unless_somebody_says_that_they_are_none() -> None:
    talk = "Nora Lind\nWhy?\n\nTheo\nSo.\n\nNora Lind\nAh.\n\nTheo\nYes."

    assert speakers(talk) == ["Nora Lind", "Theo"] * 2
    assert [t.speaker for t in find_turns(talk, ignored=["theo"])[0]] == ["Nora Lind"] * 2
