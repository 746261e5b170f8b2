# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.formats.transcripts.pdf_rows import (
    HYPHEN,
    Row,
    mirrored,
    paragraphs,
    without_margin_numbers,
    without_running_heads,
)

WIDTH = 5.0  # of a letter


def row(text: str, number: int, *, page: int = 0, left: float = 50, size: float = 10) -> Row:
    top = 800 - 12.0 * number
    first = text.split(" ")[0]
    return Row(
        text=text,
        page=page,
        left=left,
        right=left + WIDTH * len(text),
        top=top,
        bottom=top - size,
        first_word=WIDTH * len(first),
    )


def texts(rows: list[Row]) -> list[str]:
    return [line.text for line in paragraphs(rows)]


FULL = "words that go as far as the edge of a column"
SHORT = "and then no more"


def test_a_row_goes_on_if_its_first_word_did_not_fit_before() -> None:
    assert texts([row(FULL, 0), row(SHORT, 1)]) == [f"{FULL} {SHORT}"]


def test_a_row_begins_a_paragraph_if_its_first_word_would_have_fitted() -> None:
    assert texts([row(FULL, 0), row(SHORT, 1), row(FULL, 2)]) == [f"{FULL} {SHORT}", FULL]


@pytest.mark.parametrize(
    "second",
    [
        row(FULL, 6),  # more space above
        row(FULL, 3, left=70),  # set in
        row(FULL, 3, size=14),
    ],
    ids=["space", "set in", "size"],
)
def test_space_above_and_a_row_set_in_or_larger_begin_a_paragraph(second: Row) -> None:
    rows = [row(FULL, 0), row(FULL, 1), row(FULL, 2), second]

    assert texts(rows) == [" ".join([FULL] * 3), FULL]


def test_a_row_set_out_goes_on_where_the_first_one_hangs() -> None:
    rows = [row(FULL, 0), row(FULL, 1, left=70), row(FULL, 2, left=70), row(FULL, 3, left=70)]

    assert texts(rows) == [" ".join([FULL] * 4)]


def test_a_known_speaker_begins_a_paragraph_but_another_colon_does_not() -> None:
    said = "Ana: words that go as far as the edge of it all"
    rows = [row(said, 0), row("One thing: words that go as far as the edges", 1), row(said, 2)]

    assert len(texts(rows)) == 2


def test_a_larger_row_is_a_heading() -> None:
    lines = paragraphs([row("Talk", 0, size=16), row(FULL, 2), row(SHORT, 3)])

    assert [line.level for line in lines] == [1, 0]


def test_chinese_rows_are_joined_without_a_space() -> None:
    rows = [row("我喜欢她的视频我喜欢她的视频", 0), row("因为她很真实。", 1)]
    rows = [
        Row(**{**{name: getattr(r, name) for name in r.__slots__}, "first_word": WIDTH})
        for r in rows
    ]

    assert texts(rows) == ["我喜欢她的视频我喜欢她的视频因为她很真实。"]


def test_right_to_left_rows_are_laid_out_in_a_mirror() -> None:
    long, short = "שלום עולם זה משפט ארוך מאוד", "וזה הסוף"
    right = 500.0
    rows = [
        mirrored(
            Row(
                text=text,
                page=0,
                left=right - WIDTH * len(text),
                right=right,
                top=800.0 - 12 * number,
                bottom=790.0 - 12 * number,
                first_word=WIDTH * len(text.split()[0]),
            )
        )
        for number, text in enumerate([long, short, long])
    ]

    assert texts(rows) == [f"{long} {short}", long]


def test_parts_of_a_word_are_joined() -> None:
    assert texts([row(f"any{HYPHEN}thing", 0)]) == ["anything"]
    assert texts([row(f"Any{HYPHEN}Thing 10{HYPHEN}12", 0)]) == ["Any-Thing 10-12"]
    assert texts([row(f"micro{HYPHEN}star", 0), row("micro-star", 9)])[0] == "micro-star"


def test_nothing_is_nothing() -> None:
    assert paragraphs([]) == []
    assert without_running_heads([]) == ([], 0)
    assert without_margin_numbers([]) == ([], 0)


# ---- heads, feet, numbers


@pytest.mark.parametrize(
    "foot",
    ["{n}", "- {n} -", "Page {n} of 9", "{n}/9", "Seite {n}", "p. {n}", "第{n}页", "{n} из 9"],
)
def test_page_numbers_are_dropped_as_they_are_written(foot: str) -> None:
    rows = [
        *(row(FULL, line, page=page) for page in (0, 1) for line in range(6)),
        *(row(foot.format(n=page + 1), 60, page=page) for page in (0, 1)),
    ]

    kept, dropped = without_running_heads(sorted(rows, key=lambda r: r.page))

    assert dropped == 2
    assert len(kept) == 12


def test_words_are_a_running_head_only_if_most_pages_have_them() -> None:
    def pages(count: int, with_head: int) -> list[Row]:
        return [
            each
            for page in range(count)
            for each in (
                *([row("A study", 0, page=page)] if page < with_head else []),
                *(
                    row(f"{'x' * (7 * page + line)} {FULL}", line, page=page)
                    for line in range(3, 9)
                ),
            )
        ]

    assert without_running_heads(pages(4, 4))[1] == 4
    assert without_running_heads(pages(8, 3))[1] == 0
    assert without_running_heads(pages(2, 2))[1] == 2  # set apart from the text


def test_the_same_row_of_text_at_the_top_of_two_pages_stays() -> None:
    rows = [
        row("Yes." if line == 0 else "x" * (7 * page + line), line, page=page)
        for page in range(2)
        for line in range(6)
    ]

    assert without_running_heads(rows)[1] == 0


def test_an_answer_that_stands_on_every_page_but_not_at_its_edge_stays() -> None:
    rows = [
        row("Yes." if line in (1, 5) else f"{'x' * (page + 1)} {FULL}", line, page=page)
        for page in range(4)
        for line in range(12)
    ]

    assert without_running_heads(rows)[1] == 0


def test_numbers_in_the_text_stay() -> None:
    rows = [row(FULL, 0), *(row(str(number), number + 1) for number in range(8))]

    assert without_margin_numbers(rows)[1] == 0


def test_numbers_beside_it_that_do_not_count_stay() -> None:
    rows = [row(FULL, 0), *(row("7", number + 1, left=10) for number in range(8))]

    assert without_margin_numbers(rows)[1] == 0
