# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.spans import Span
from coder_app.formats.transcripts.labels import (
    Strength,
    find_labels,
    find_lone_names,
    label_of,
    looks_like_name,
    seconds,
)


@pytest.mark.parametrize(
    ("line", "name", "words", "begins"),
    [
        ("Ana: yes", "Ana", "yes", None),
        ("  P03:\tyes", "P03", "yes", None),
        ("**Ana:** yes", "Ana", "yes", None),
        ("[00:01:02] Ana: yes", "Ana", "yes", 62.0),
        ("Ana (0:12): yes", "Ana", "yes", 12.0),
        ("聞き手：はい", "聞き手", "はい", None),
        ("Ana de la Cruz  0:03", "Ana de la Cruz", "", 3.0),
        ("[INT]: yes", "INT", "yes", None),
    ],
)
def test_a_label_is_told_from_the_words(
    line: str, name: str, words: str, begins: float | None
) -> None:
    label = label_of(line)

    assert label is not None
    assert (label.name, line[label.end :], label.begins) == (name, words, begins)
    assert label.strength is Strength.STRONG


@pytest.mark.parametrize(
    "line", ["", "I trust her.", "10:30 was too early", "see https://example.org", "a" * 50 + ": x"]
)
def test_a_line_that_begins_with_words_has_no_label(line: str) -> None:
    label = label_of(line)

    assert label is None or not looks_like_name(label.name)


@pytest.mark.parametrize("name", ["P03", "Ana", "Ana de la Cruz", "聞き手", "Speaker 2", "Dr. Vu"])
def test_a_name_looks_like_one(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize("name", ["", "and then she said", "123", "So I told her, well!"])
def test_the_beginning_of_a_sentence_does_not(name: str) -> None:
    assert not looks_like_name(name)


def test_a_time_alone_waits_for_the_name_on_the_next_line() -> None:
    text = "0:03\nAna\nI trust her.\n0:09 --> 0:12\nINT: Why?"

    ana, interviewer = find_labels(text)

    assert (ana.name, ana.begins, text[ana.end :][:13]) == ("Ana", 3.0, "\nI trust her.")
    assert (interviewer.name, interviewer.begins, interviewer.ends) == ("INT", 9.0, 12.0)
    assert text[interviewer.end :] == "Why?"


def test_bold_words_at_the_beginning_of_a_line_may_be_a_label() -> None:
    text = "ANA I trust her."

    (label,) = find_labels(text, [Span(0, 3)])

    assert (label.name, label.strength, label.line) == ("ANA", Strength.WEAK, 1)
    assert not find_labels(text)


@pytest.mark.parametrize(
    ("time", "total"), [("0:03", 3.0), ("1:02:03.5", 3723.5), ("90:00,25", 5400.25)]
)
def test_times_are_seconds(time: str, total: float) -> None:
    assert seconds(time) == total


@given(st.text(st.sampled_from("Ana:：[]() \n\t0123*_.-–😀𠮷é|<>"), max_size=60))
def test_labels_lie_in_the_text_one_after_the_other(text: str) -> None:
    end = 0
    for label in find_labels(text):
        assert end <= label.start <= label.end <= len(text)
        assert text.count("\n", 0, label.start) == label.line - 1
        end = label.end


@pytest.mark.parametrize(
    ("line", "name", "begins", "rest"),
    [
        ("P01 (female, 24): The bees.", "P01 (female, 24)", None, "The bees."),
        ("Interviewer [NL]: Why?", "Interviewer [NL]", None, "Why?"),
        ("Theo Brandt (Guest)   0:09", "Theo Brandt (Guest)", 9.0, ""),
        ("Ana (00:12): Why?", "Ana", 12.0, "Why?"),
        ("Ana: [00:00:12] Why?", "Ana", 12.0, "Why?"),
        ("Ana: [laughs] Why?", "Ana", None, "[laughs] Why?"),
        ("#00:00:12-5# I: Why?", "I", 12.0, "Why?"),
        ("[00:00:12.300] - Ana Lind", "Ana Lind", 12.3, ""),
        ("Prof. Dr. h.c. Theo Brandt: Yes", "Prof. Dr. h.c. Theo Brandt", None, "Yes"),
        ("Sra. María José de la O: Sí", "Sra. María José de la O", None, "Sí"),
    ],
)
def test_what_programs_write_around_a_name_belongs_to_the_label(
    line: str, name: str, begins: float | None, rest: str
) -> None:
    label = label_of(line)

    assert label is not None
    assert (label.name, label.begins, line[label.end :].strip()) == (name, begins, rest)
    assert looks_like_name(label.name)


def test_numbers_that_count_up_are_no_part_of_a_name() -> None:
    counted = find_labels("1 I: Why?\n2 P: So.\n3 I: Ah.\n")
    shuffled = find_labels("3 I: Why?\n2 P: So.\n1 I: Ah.\n")

    assert [label.name for label in counted] == ["I", "P", "I"]
    assert [label.name for label in shuffled] == ["3 I", "2 P", "1 I"]


def test_names_alone_above_what_is_said_are_labels_if_most_paragraphs_have_one() -> None:
    talk = "Ana Lind\nWhy?\n\nBo\nSo.\nAlways\n\nAna Lind\nAh.\n\nBo\nYes.\n"

    found = find_lone_names(talk)

    assert [(label.name, label.line) for label in found] == [
        *(("Ana Lind", 1), ("Bo", 4), ("Ana Lind", 8), ("Bo", 11)),
    ]
    assert talk[found[0].start : found[0].end] == "Ana Lind"
    assert not find_lone_names("Ana\nWhy?\n\nBo\nSo.\n")
    assert not find_lone_names(talk + "\n" + "so it went\non and on\n\n" * 9)
