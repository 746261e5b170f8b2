# SPDX-License-Identifier: MIT
"""Text and Markdown: encodings, line ends, and what no text can hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.encodings import candidate_encodings
from coder_app.formats.transcript_files import read_transcript

Write = Callable[[str, bytes | str], Path]
TALK = "Ana: Grüße 😀 aus dem Café – schön.\nBo: Ja.\nAna: Ça va.\nBo: Ja.\n"
LEGACY = "Ana: Grüße aus dem Café, ça va très bien, j’étais là.\nBo: Natürlich, schöne Grüße.\n" * 3


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(
    write: Write, encoding: str, mark: bytes, name: str
) -> None:
    path = write("talk.txt", mark + TALK.encode(encoding))

    draft = read_transcript(path)

    assert draft.text == TALK
    assert (draft.encoding, draft.encoding_sure) == (name, True)
    assert draft.original == path.read_bytes()


def test_utf_16_without_a_mark_is_found_in_chinese_too(write: Write) -> None:
    text = "安娜：你好，我喜欢她的视频\r\n博：一一一\r\n" * 4

    assert read_transcript(write("talk.txt", text.encode("utf-16-be"))).text == text.replace(
        "\r\n", "\n"
    )


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", LEGACY),
        (
            "cp1251",
            "Анна: Привет, как дела? Я смотрю её видео каждый день.\nБорис: И я тоже.\n" * 3,
        ),
        ("gb18030", "安娜：你好，我喜欢她的视频因为很真实\n博：是的，我也这样想\n" * 3),
        ("cp932", "聞き手：こんにちは、動画を毎日見ていますか\n花子：はい、見ています\n" * 3),
        ("cp1256", "آنا: مرحبا، أشاهد الفيديو كل يوم\nبدر: نعم، وأنا أيضا\n" * 3),
    ],
)
def test_a_legacy_code_page_is_guessed_and_the_guess_is_said(
    write: Write, encoding: str, text: str
) -> None:
    draft = read_transcript(write("talk.txt", text.encode(encoding)))

    assert draft.text == text
    assert not draft.encoding_sure


def test_a_wrong_guess_can_be_corrected(write: Write) -> None:
    path = write("talk.txt", "Ana: cena 5 €, žluťoučký kůň\n".encode("cp1250"))

    assert "žluťoučký kůň" in read_transcript(path, encoding="cp1250").text
    assert "cp1250" in candidate_encodings(path.read_bytes())


def test_the_first_candidate_is_what_was_read(write: Write) -> None:
    for text in (TALK.encode(), LEGACY.encode("cp1252"), TALK.encode("utf-16")):
        draft = read_transcript(write("talk.txt", text))

        assert candidate_encodings(text)[0] == draft.encoding


def test_an_encoding_that_does_not_fit_shows_where_it_fails(write: Write) -> None:
    path = write("talk.txt", LEGACY.encode("cp1252"))

    draft = read_transcript(path, encoding="utf-8")

    assert "�" in draft.text
    assert draft.warnings[0].line == 1


@pytest.mark.parametrize("name", ["no-such", "hex", "rot13", "undefined", ""])
def test_what_is_no_encoding_is_refused(write: Write, name: str) -> None:
    with pytest.raises(InputProblem, match=r"talk\.txt"):
        read_transcript(write("talk.txt", TALK), encoding=name)


def test_one_broken_byte_does_not_turn_utf_8_into_a_code_page(write: Write) -> None:
    broken = (TALK * 5).encode() + b"Bo: \xff\n"

    draft = read_transcript(write("talk.txt", broken))

    assert (draft.encoding, draft.encoding_sure) == ("utf-8", False)
    assert "Grüße" in draft.text
    assert draft.warnings[0].line == 21


def test_carriage_returns_become_line_feeds_and_other_breaks_stay(write: Write) -> None:
    draft = read_transcript(write("talk.txt", "A: a\r\nB: b\rA: c\u2028d\x85e\nB: f"))

    assert draft.text == "A: a\nB: b\nA: c\u2028d\x85e\nB: f"


def test_a_mark_never_stays_in_the_text(write: Write) -> None:
    assert read_transcript(write("talk.txt", "\ufeff\ufeffAna: a")).text == "Ana: a"


def test_what_no_text_can_hold_is_replaced_and_said_with_its_line(write: Write) -> None:
    draft = read_transcript(write("talk.txt", "A: a\nB: b\0c\ufdd0\ufdd1\nA: d\u2029e\nB: f"))

    assert draft.text == "A: a\nB: b�c��\nA: d\ne\nB: f"
    told = [(warning.line, warning.sentence) for warning in draft.warnings]
    assert told[0][1].startswith("1 paragraph separator")
    assert told[1] == (2, "3 characters that no text can hold were replaced by �.")


def test_lone_surrogates_of_utf_16_are_replaced(write: Write) -> None:
    data = b"\xff\xfe" + "A: a".encode("utf-16-le") + b"\x00\xd8" + "b".encode("utf-16-le")

    draft = read_transcript(write("talk.txt", data))

    draft.text.encode("utf-8")
    assert "�" in draft.text
    assert draft.warnings


def test_accents_are_composed_only_if_asked(write: Write) -> None:
    path = write("talk.txt", "Ana: cafe\u0301")

    assert read_transcript(path).text == "Ana: cafe\u0301"
    assert read_transcript(path, nfc=True).text == "Ana: café"


def test_bold_names_of_markdown_are_labels_without_their_stars(data: Path) -> None:
    draft = read_transcript(data / "bold.md")

    assert "Nora Lind: Who comes to mind first? [laughs]" in draft.text
    assert draft.speakers == ("", "Nora Lind", "Theo Brandt")
    assert draft.warnings


def test_the_labelled_sample_is_read_whole(data: Path) -> None:
    draft = read_transcript(data / "labelled.txt")

    assert draft.speakers == ("", "Interviewer", "Mara", "unclear", "Ben")
    assert [warning.line for warning in draft.warnings] == [15]
    assert draft.text == (data / "labelled.txt").read_text("utf-8")


def test_a_form_feed_at_the_end_begins_no_page(write: Write) -> None:
    draft = read_transcript(write("a.txt", "Ana: a\n\fBo: b\n\f"))

    assert [each.start for each in draft.breaks] == [8]
