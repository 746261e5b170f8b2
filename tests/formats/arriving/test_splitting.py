# SPDX-License-Identifier: MIT
from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.records import ImportWarning, SpeakerRole, TranscriptDraft
from coder_app.formats.arriving import splitting
from coder_app.formats.arriving.splitting import SplitAt, places_to_split, split
from coder_app.formats.transcripts.html_page import read_html
from coder_app.formats.transcripts.plain_text import read_markdown, read_text
from coder_app.formats.transcripts.reading import Reading

TWO = "Study\n# One\nAna: a\nAna: b\n## Aside\nAna: c\n# Two\n\nBo: d 😀\nBo: e\n"


def draft(text: str = TWO) -> TranscriptDraft:
    return read_markdown(text.encode(), Path("talks.md"), Reading())


def test_headings_up_to_a_level_begin_parts() -> None:
    found = draft()

    parts = split(found, places_to_split(found, SplitAt.HEADING))

    assert [part.name for part in parts] == ["Study", "# One", "# Two"]
    assert parts[2].text == "# Two\n\nBo: d 😀\nBo: e"
    assert len(places_to_split(found, SplitAt.HEADING, level=2)) == 3
    assert all(part.original == found.original for part in parts)


def test_turns_of_a_part_are_those_of_its_speakers() -> None:
    found = draft()

    one, two = split(found, places_to_split(found, SplitAt.HEADING))[1:]

    assert [(t.speaker, two.text[t.start : t.end]) for t in two.turns] == [
        *(("", "# Two"), ("Bo", "d 😀"), ("Bo", "e")),
    ]
    assert two.turns[0].role is SpeakerRole.NONE
    assert one.speakers == ("", "Ana")


def test_new_pages_begin_parts() -> None:
    page = "<p>Ana: a</p><p style='break-before:page'>Bo: b</p>"
    found = read_html(page.encode(), Path("talks.html"), Reading())

    parts = split(found, places_to_split(found, SplitAt.PAGE))

    assert [part.text for part in parts] == ["Ana: a", "Bo: b"]
    assert parts[1].breaks[0].start == 0


@pytest.mark.parametrize("pattern", ["interview *", "INTERVIEW ?*", "*with*"])
def test_lines_of_a_pattern_begin_parts(pattern: str) -> None:
    found = draft("Interview 1  with Ana\nAna: a\n Interview 2 with Bo\nBo: b\n")

    assert len(places_to_split(found, SplitAt.LINE, line=pattern)) == 2


def test_no_pattern_finds_no_lines_and_no_pattern_takes_endless_time() -> None:
    found = read_text(b"a" * 100_000, Path("a.txt"), Reading())
    begun = time.process_time()

    assert places_to_split(found, SplitAt.LINE, line=" ") == ()
    assert places_to_split(found, SplitAt.LINE, line="*a" * 40 + "b") == ()
    assert time.process_time() - begun < 5


def test_a_part_without_a_title_is_numbered() -> None:
    found = draft("Ana: a\n# Two\nAna: b\n")

    assert [part.name for part in split(found, [7])] == ["talks 1", "# Two"]


def test_nothing_to_split_at_leaves_one() -> None:
    found = draft()

    assert split(found, ()) == (found,)
    assert split(found, (0, len(found.text), 10**9, -5)) == (found,)


def test_warnings_go_with_their_line() -> None:
    warnings = (
        ImportWarning(sentence="all"),
        ImportWarning(sentence="first", line=1),
        ImportWarning(sentence="later", line=8),
        ImportWarning(sentence="of the file", line=8, of_file=True),
    )
    found = replace(draft(), warnings=warnings)

    parts = split(found, [TWO.index("# Two")])

    assert [[w.sentence for w in part.warnings] for part in parts] == [
        *(["all", "first", "of the file"], ["all", "later", "of the file"]),
    ]
    assert parts[1].warnings[1].line == 2


def test_each_way_has_words_for_a_choice() -> None:
    assert len({each.words for each in SplitAt}) == 3


def test_a_large_file_is_not_kept_once_for_each_of_many_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = draft()
    monkeypatch.setattr(splitting, "_MOST_ORIGINALS", 2 * len(found.original))

    parts = split(found, places_to_split(found, SplitAt.HEADING))

    assert [part.original.decode() for part in parts] == [part.text for part in parts]
    assert all("too large to be kept" in part.warnings[-1].sentence for part in parts)


def test_what_lies_where_a_part_ends_belongs_to_the_next() -> None:
    found = draft("Ana: a\nBo: b\n\nBo: c\n")

    parts = split(found, [7, 14])

    assert [[t.speaker for t in part.turns] for part in parts] == [["Ana"], ["Bo"], ["Bo"]]


@given(st.lists(st.integers(-2, len(TWO) + 2), max_size=6))
def test_parts_hold_all_words_and_their_turns_lie_within_them(places: list[int]) -> None:
    parts = split(draft(), places)

    assert "".join("".join(part.text for part in parts).split()) == "".join(TWO.split())
    for part in parts:
        for turn in part.turns:
            assert 0 <= turn.label_start <= turn.label_end <= turn.start <= turn.end
            assert turn.end <= len(part.text)
