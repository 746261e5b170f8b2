# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.spans import Span
from coder_app.formats.transcripts.labels import (
    Strength,
    find_labels,
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
