# SPDX-License-Identifier: MIT
"""Projects of QualCoder come in as they are on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.picture import ProjectPicture, counts_of
from coder_app.formats.project_files import read_project

FILES = run_path(str(Path(__file__).parents[1] / "foreign_projects.py"))
TEXT = "Mara: A baker 🥖 from Köln. She answers.\nI: Why?\nMara: Because.\nI: I see."
SOURCE = {"id": 1, "name": "mara.txt", "fulltext": TEXT, "owner": "Ana", "memo": "the first"}
CODES = [
    {"cid": 1, "name": "trust", "memo": "Believes her", "color": "#F5A9A9"},
    {"cid": 2, "name": "like", "memo": "", "color": "none"},
]
Read = Callable[..., ProjectPicture]


def by_hand(words: str, text: str = TEXT) -> tuple[int, int]:
    """Count as Qt does: UTF-16 units."""
    start = text.index(words)
    ends = (start, start + len(words))
    first, last = (len(text[:at].encode("utf-16-le")) // 2 for at in ends)
    return first, last


def by_program(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def coding(number: int, place: tuple[int, int], words: str, **more: Any) -> dict[str, Any]:
    told = {"ctid": number, "cid": 1, "fid": 1, "pos0": place[0], "pos1": place[1]}
    return told | {"seltext": words, "owner": "Ana"} | more


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a project with one transcript and two codes, and read it."""

    def made(without: tuple[str, ...] = (), **rows: Any) -> ProjectPicture:
        told = {"source": [SOURCE], "code_name": CODES} | rows
        return read_project(FILES["qualcoder"](tmp_path / "Bakers.qda", told, without))

    return made


def words(picture: ProjectPicture) -> list[str]:
    texts = {document.guid: document.text for document in picture.documents}
    return [each.span.text_of(texts[each.document]) for each in picture.codings]


def test_positions_of_people_and_of_the_program_are_both_right(read: Read) -> None:
    passages = ["She answers", "Because", "I see"]

    picture = read(
        code_text=[
            coding(1, by_hand(passages[0]), passages[0]),
            coding(2, by_program(passages[1]), passages[1]),
            coding(3, by_hand(passages[2]), passages[2], owner="Ben"),
        ]
    )

    assert words(picture) == passages
    assert picture.remarks == ()
    assert picture.title == "Bakers"
    assert picture.program == "QualCoder 3.9"


def test_everything_of_the_codebook_comes_along(read: Read) -> None:
    picture = read(
        code_cat=[{"catid": 1, "name": "People", "memo": "about people"}],
        code_name=[CODES[0] | {"catid": 1}, CODES[1] | {"supercid": 1}],
    )

    names = {code.guid: code.name for code in picture.codes}
    assert [
        (code.name, names.get(code.parent), code.draft.codable)  # type: ignore[arg-type]
        for code in picture.codes
    ] == [("People", None, False), ("trust", "People", True), ("like", "trust", True)]
    assert picture.codes[0].draft.definition == "about people"
    assert (picture.codes[1].draft.colour, picture.codes[2].draft.colour) == ("#F5A9A9", "")


def test_coders_times_and_notes_come_along(read: Read) -> None:
    place = by_hand("Because")
    more = {"owner": "Ben", "date": "2026-01-03 10:00:00", "memo": "why", "important": 1}

    picture = read(
        code_text=[coding(1, place, "Because", **more)],
        coder_names=[{"name": "Ben"}, {"name": "Eva"}],
        journal=[{"name": "Day 1", "jentry": "We began.", "owner": "Ben"}],
        annotation=[{"fid": 1, "pos0": place[0], "pos1": place[1], "memo": "?", "owner": "Ben"}],
    )

    who = {coder.guid: coder.name for coder in picture.coders}
    assert list(who.values()) == ["Ana", "Ben", "Eva"]
    (one,) = picture.codings
    assert (who[one.coder], one.created) == ("Ben", datetime(2026, 1, 3, 10, tzinfo=UTC))
    assert {(memo.kind, who[memo.coder], memo.text) for memo in picture.memos} == {
        ("coding", "Ben", "why\n\nMarked as important."),
        ("document", "Ana", "the first"),
        ("document", "Ben", "“Because”: ?"),
        ("project", "Ana", "what it is about"),
        ("project", "Ben", "Day 1\nWe began."),
    }
    assert who[picture.lead] == "Ana"  # type: ignore[index]


def test_cases_are_participants_and_what_is_known_of_files_is_theirs(read: Read) -> None:
    picture = read(
        cases=[{"caseid": 1, "name": "Mara", "memo": "second talk", "owner": ""}],
        case_text=[{"caseid": 1, "fid": 1, "pos0": 0, "pos1": len(TEXT)}],
        attribute_type=[
            {"name": "age", "valuetype": "numeric", "caseOrFile": "case"},
            {"name": "wave", "valuetype": "character", "caseOrFile": "file"},
            {"name": "mood", "valuetype": "character", "caseOrFile": "journal"},
        ],
        attribute=[
            {"name": "age", "attr_type": "case", "value": "34", "id": 1},
            {"name": "wave", "attr_type": "file", "value": "2", "id": 1},
            {"name": "wave", "attr_type": "file", "value": "2", "id": 9},
        ],
    )

    (person,) = picture.participants
    names = {each.guid: (each.name, each.kind) for each in picture.attributes}
    assert picture.documents[0].participant == person.guid
    assert [(*names[guid], value) for guid, value in person.values] == [
        ("age", "number", "34"),
        ("wave", "text", "2"),
    ]
    assert ("participant", "second talk") in {(memo.kind, memo.text) for memo in picture.memos}


def test_a_part_of_a_text_may_be_of_another_case(read: Read) -> None:
    start, end = by_hand("Mara: Because.")

    picture = read(
        cases=[{"caseid": 1, "name": "Mara"}],
        case_text=[{"caseid": 1, "fid": 1, "pos0": start, "pos1": end}],
    )

    assert [turn.participant is not None for turn in picture.documents[0].turns] == [
        *(False, False, True, False)
    ]
    assert picture.documents[0].participant is None


def test_what_is_no_text_is_listed_by_name(read: Read) -> None:
    picture = read(
        source=[
            SOURCE | {"mediapath": "/docs/mara.pdf"},
            {"id": 2, "name": "p.jpg", "mediapath": "/images/p.jpg"},
            {"id": 3, "name": "talk.mp3", "mediapath": "audio:/home/talk.mp3"},
            {"id": 4, "name": "nothing.txt", "fulltext": " "},
        ],
        code_image=[{"id": 2, "cid": 1}, {"id": 2, "cid": 2}],
        code_av=[{"id": 3, "cid": 1}],
        graph=[{"name": "Map"}],
        code_text=[coding(1, (0, 1), "x", fid=9), coding(2, (0, 1), "x", cid=9)],
    )

    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("PDF", "mara.txt"),
        ("picture", "p.jpg"),
        ("recording", "talk.mp3"),
        ("text", "nothing.txt"),
        ("picture areas", "2 codings in “p.jpg”"),
        ("stretches of a recording", "1 coding in “talk.mp3”"),
        ("map", "Map"),
        ("codings", "1 coding in “a source that is not there”"),
        ("codings", "1 coding in “mara.txt”"),
    ]


def test_codings_whose_words_stand_elsewhere_are_told(read: Read) -> None:
    picture = read(
        code_text=[
            coding(1, (9, 16), "Because"),
            coding(2, (0, 4), "nobody said this"),
            coding(3, (900, 905), "nor this"),
        ]
    )

    assert words(picture) == ["Because", "Mara"]
    assert "1 coding did not lie on the words it holds" in picture.remarks[0]
    assert "1 coding holds other words" in picture.remarks[1]
    assert [lost.name for lost in picture.left_out] == ["1 coding in “mara.txt”"]


def test_an_old_project_without_newer_tables_is_read(read: Read) -> None:
    newer = ("coder_names", "graph", "case_text", "cases", "attribute", "attribute_type")

    picture = read(without=(*newer, "journal", "annotation", "code_image", "code_av"))

    assert counts_of(picture).codes == 2


def test_the_same_project_gives_the_same_guids(read: Read) -> None:
    rows = {"code_text": [coding(1, by_hand("Because"), "Because")]}

    assert read(**rows) == read(**rows)


def test_a_project_without_its_tables_is_refused(tmp_path: Path) -> None:
    folder = FILES["qualcoder"](tmp_path / "a.qda", {}, ["code_text"])

    with pytest.raises(InputProblem, match="neither QualCoder nor Taguette"):
        read_project(folder)


def test_all_that_was_written_is_read_or_listed(read: Read) -> None:
    """Each memo, name and value of each table is in what was read, or in what was told of it."""
    start, end = by_hand("She answers")
    by = {"owner": "Ana"}
    rows: dict[str, list[dict[str, Any]]] = {
        "source": [
            SOURCE,
            {"id": 2, "name": "hive.jpg", "mediapath": "/images/hive.jpg", "memo": "in May"} | by,
        ],
        "code_cat": [{"catid": 1, "name": "Motives", "memo": "why they do it"} | by],
        "code_name": [{"cid": 1, "name": "trust", "memo": "believes", "catid": 1} | by],
        "code_text": [coding(1, (start, end), "She answers", memo="at last", important=1)],
        "code_image": [{"id": 2, "cid": 1, "memo": "the wall"} | by],
        "code_av": [{"id": 9, "cid": 1, "memo": "a silence"} | by],
        "cases": [{"caseid": 1, "name": "Mara L", "memo": "the eldest"} | by],
        "case_text": [{"caseid": 1, "fid": 1, "pos0": 8, "pos1": 11, "memo": "a part"} | by],
        "attribute_type": [
            {"name": "Age", "valuetype": "numeric", "caseOrFile": "case", "memo": "in years"},
            {"name": "Mood", "valuetype": "character", "caseOrFile": "journal"},
        ],
        "attribute": [
            {"name": "Age", "attr_type": "case", "value": "61", "id": 1},
            {"name": "Mood", "attr_type": "journal", "value": "good", "id": 1},
        ],
        "annotation": [{"fid": 1, "pos0": 0, "pos1": 4, "memo": "her name", "owner": "Ben"}],
        "journal": [{"name": "Day 1", "jentry": "begun"} | by],
        "graph": [{"name": "How it hangs"}],
        "coder_names": [{"name": "Cleo"}, {"name": "📌 Speaker coding"}],
        "stored_sql": [{"title": "All of Ana", "ssql": "select 1"}],
        "ris": [{"risid": 1, "tag": "TI", "value": "Bees"}] * 2,
    }

    picture = read(**rows)

    told = repr(picture)
    for table, found in rows.items():
        for row in found:
            for column, value in row.items():
                if isinstance(value, str) and column in ("name", "memo", "title", "jentry"):
                    assert value in told or value.startswith("📌"), f"{table}.{column}: {value}"
    assert "61" in told
    assert {(lost.kind, lost.name) for lost in picture.left_out} >= {
        ("query", "All of Ana"),
        ("references", "1 of them"),
        ("values", "Mood"),
        ("passages of participants", "1 in “mara.txt”"),
    }
    assert [coder.name for coder in picture.coders] == ["Ana", "Cleo", "Ben"]


def test_memos_of_areas_stand_with_their_picture(read: Read) -> None:
    picture = read(
        source=[SOURCE, *({"id": n, "name": f"{n}.jpg", "mediapath": "/images/x"} for n in (2, 3))],
        code_image=[{"id": 2, "memo": "one"}, {"id": 3, "memo": "two"}, {"id": 2, "memo": " "}],
    )

    assert [lost.why for lost in picture.left_out if lost.kind == "picture areas"] == [
        "They are on no words. Memos on them: “one”.",
        "They are on no words. Memos on them: “two”.",
    ]
