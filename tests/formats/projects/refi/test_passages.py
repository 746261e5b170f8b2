# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any
from uuid import UUID

FILES = run_path(str(Path(__file__).parents[2] / "refi_files.py"))
guid = FILES["guid"]
USER = FILES["USER"]
SELECTION = FILES["SELECTION"]
TEXT = FILES["TEXT"]
project = FILES["project"]
source = FILES["source"]
selection = FILES["selection"]
coding = FILES["coding"]
words = FILES["words"]


def test_what_lies_outside_of_the_text_is_counted(read: Any) -> None:
    inside = selection(6, 18) + selection(900, 910, coding(2), guid=guid(4, 2), name="x")
    inside += selection(9, 9, coding(3), guid=guid(4, 3))

    picture = read(project(source(inside)))

    assert words(picture) == ["I trust her."]
    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("codings", "2 codings in “Mara”")
    ]


def test_codings_of_several_coders_stay_theirs(read: Any) -> None:
    ben = guid(1, 2)
    inside = selection(6, 18, coding(1) + coding(2, by=ben))

    picture = read(project(source(inside)))

    assert [coder.name for coder in picture.coders] == ["Ana", "Unknown"]
    assert [c.coder for c in picture.codings] == [UUID(USER), UUID(ben)]


def test_one_coding_twice_is_one_and_equal_guids_are_told_apart(read: Any) -> None:
    inside = selection(6, 18, coding(1) + coding(2)) + selection(0, 4, coding(1))

    picture = read(project(source(inside)))

    assert words(picture) == ["I trust her.", "Mara"]
    assert len({c.guid for c in picture.codings}) == 2
    assert "stood there twice" in picture.remarks[-1]


def test_a_code_that_is_not_there_loses_its_codings_by_name(read: Any) -> None:
    picture = read(project(source(selection(6, 18, coding(code=guid(2, 9))))))

    assert [(lost.name, lost.why) for lost in picture.left_out] == [
        ("1 coding in “Mara”", "Their code is not in the file.")
    ]


def test_a_code_on_a_whole_transcript_lies_on_all_words(read: Any) -> None:
    picture = read(project(source(coding())))

    assert words(picture) == [TEXT]
    assert "on a whole transcript" in picture.remarks[0]


def test_a_passage_that_says_nothing_is_counted(read: Any) -> None:
    bare = f'<PlainTextSelection guid="{SELECTION}" startPosition="6" endPosition="18"/>'

    picture = read(project(source(bare)))

    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("passages", "1 passage in “Mara”")
    ]


def test_a_weight_is_read_only_for_a_code_that_has_levels_and_its_name(read: Any) -> None:
    scale = "Definition: x\nScale:\n– 1 | low\n– 2 | high"
    told = "<Description>care: weight 1\ntrust: weight 2\nmore</Description>"
    code = f"<Description>{scale}</Description>"
    plain = project(source(selection(6, 18, told + coding())))
    weighed = plain.replace('color="#12AB34"/>', f'color="#12AB34">{code}</Code>')

    assert [each.weight for each in read(plain).codings] == [None]
    assert [each.weight for each in read(weighed).codings] == [2]
    assert [memo.text for memo in read(weighed).memos] == ["care: weight 1\nmore"]


def test_a_comment_full_of_weights_is_read_at_once(read: Any) -> None:
    scale = "Definition: x\nScale:\n– 1 | low"
    told = "x" + ": weight 1 (" * 100_000
    xml = project(source(selection(6, 18, f"<Description>{told}</Description>{coding()}")))

    picture = read(
        xml.replace(
            'color="#12AB34"/>', f'color="#12AB34"><Description>{scale}</Description></Code>'
        )
    )

    assert [each.weight for each in picture.codings] == [None]
