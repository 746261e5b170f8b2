# SPDX-License-Identifier: MIT
"""Projects of Taguette come in from what it exports, and from a server's own database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.picture import ProjectPicture
from coder_app.formats.project_files import read_project

FILES = run_path(str(Path(__file__).parents[1] / "foreign_projects.py"))
HTML = "<p>I: Whom do you follow?</p>\n<p>Mara: A baker 🥖 from Köln &amp; me.</p>"
TEXT = "I: Whom do you follow?\nMara: A baker 🥖 from Köln & me.\n"
DOCUMENT = {
    "id": 1,
    "name": "Mara",
    "description": "first talk",
    "filename": "mara.odt",
    "project_id": 1,
    "contents": HTML,
}
Read = Callable[..., ProjectPicture]


def highlight(number: int, words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    first, last = (len(TEXT[:at].encode()) for at in (start, start + len(words)))
    return {"id": number, "document_id": 1, "start_offset": first, "end_offset": last}


def tag(number: int, path: str, about: str = "") -> dict[str, Any]:
    return {"id": number, "project_id": 1, "path": path, "description": about}


def tagged(*pairs: tuple[int, int]) -> list[dict[str, int]]:
    return [{"highlight_id": one, "tag_id": other} for one, other in pairs]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def made(without: tuple[str, ...] = (), **rows: Any) -> ProjectPicture:
        told = {"documents": [DOCUMENT]} | rows
        return read_project(FILES["taguette"](tmp_path / "a.sqlite3", told, without))

    return made


def words(picture: ProjectPicture) -> list[str]:
    texts = {document.guid: document.text for document in picture.documents}
    return [each.span.text_of(texts[each.document]) for each in picture.codings]


def test_highlights_are_codings_on_the_words_they_were_made_on(read: Read) -> None:
    passages = ["A baker 🥖 from Köln & me.", "Whom do you follow?"]

    picture = read(
        tags=[tag(1, "trust", "Believes her"), tag(2, "like")],
        highlights=[highlight(n, passage) for n, passage in enumerate(passages, start=1)],
        highlight_tags=tagged((1, 1), (1, 2), (2, 2)),
    )

    assert picture.title == "Bakers"
    (document,) = picture.documents
    assert (document.text, document.format, document.original) == (TEXT, "html", HTML.encode())
    assert words(picture) == [passages[0], passages[0], passages[1]]
    assert [(code.name, code.draft.definition) for code in picture.codes] == [
        ("like", ""),
        ("trust", "Believes her"),
    ]
    assert {(memo.kind, memo.text) for memo in picture.memos} == {
        ("project", "A study"),
        ("document", "first talk"),
    }
    assert [coder.name for coder in picture.coders] == ["admin"]


def test_the_log_of_a_server_says_who_made_a_highlight(read: Read) -> None:
    made = {"type": "highlight_add", "highlight_id": 1, "tags": [1]}
    logged = [
        {"user_login": who, "date": f"2026-01-0{n} 10:00:00", "project_id": 1, "payload": payload}
        for n, (who, payload) in enumerate(
            [
                ("ben", json.dumps(made)),
                ("eva", json.dumps(made)),
                ("ana", "no JSON"),
                ("ana", json.dumps([1])),
            ],
            start=1,
        )
    ]

    picture = read(
        tags=[tag(1, "trust")],
        highlights=[highlight(1, "follow")],
        highlight_tags=tagged((1, 1)),
        commands=logged,
    )

    who = {coder.guid: coder.name for coder in picture.coders}
    (one,) = picture.codings
    assert (who[one.coder], one.created) == ("ben", datetime(2026, 1, 1, 10, tzinfo=UTC))


def test_dots_in_tags_are_a_tree_where_several_share_what_is_before_them(read: Read) -> None:
    paths = ["people.trust", "people.like", "e.g. odd", "alone.one", "a", "a.b", ".x"]

    picture = read(tags=[tag(n, path) for n, path in enumerate(paths, start=1)])

    names = {code.guid: code.name for code in picture.codes}
    assert {
        (code.name, names[code.parent] if code.parent else "", code.draft.codable)
        for code in picture.codes
    } == {
        ("people", "", False),
        ("trust", "people", True),
        ("like", "people", True),
        ("e.g. odd", "", True),
        ("alone.one", "", True),
        ("a", "", True),
        ("b", "a", True),
        (".x", "", True),
    }
    seen: set[Any] = set()
    for code in picture.codes:
        assert code.parent is None or code.parent in seen
        seen.add(code.guid)


def test_what_cannot_be_held_is_listed(read: Read) -> None:
    picture = read(
        documents=[DOCUMENT, DOCUMENT | {"id": 2, "name": "Empty", "contents": "<p> </p>"}],
        tags=[tag(1, "trust")],
        highlights=[
            highlight(1, "follow"),
            highlight(2, "baker") | {"start_offset": 900, "end_offset": 905},
            highlight(3, "baker") | {"document_id": 9},
        ],
        highlight_tags=tagged((2, 1), (2, 99)),
    )

    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("text", "Empty"),
        ("highlights", "1 highlight in “Mara”"),
        ("codings", "1 coding in “Mara”"),
    ]


def test_an_export_without_log_or_members_is_read(read: Read, tmp_path: Path) -> None:
    one = {"id": 1, "name": "B", "created": "2026"}
    rows = {"documents": [DOCUMENT], "projects": [one]}
    tables = {
        k: v for k, v in FILES["TAGUETTE"].items() if k not in ("commands", "project_members")
    }
    path = FILES["write"](tmp_path / "a.sqlite3", tables, rows)

    assert [coder.name for coder in read_project(path).coders] == ["Unknown"]


def test_a_database_of_several_projects_asks_for_one(tmp_path: Path) -> None:
    projects = [{"id": n, "name": name} for n, name in enumerate(["Bakers", "Cooks"])]
    path = FILES["write"](tmp_path / "a.sqlite3", FILES["TAGUETTE"], {"projects": projects})

    with pytest.raises(InputProblem, match="2 projects: Bakers, Cooks"):
        read_project(path)


def test_a_database_without_a_project_is_told(tmp_path: Path) -> None:
    path = FILES["taguette"](tmp_path / "a.sqlite3", {})
    database = sqlite3.connect(path)
    database.execute("DELETE FROM projects")
    database.commit()
    database.close()

    with pytest.raises(InputProblem, match="It holds no project"):
        read_project(path)


def test_a_tag_of_thousands_of_parts_is_one_code(read: Read) -> None:
    deep = ".".join("a" * 100_000)

    picture = read(tags=[tag(1, deep), tag(2, f"{deep}.b"), tag(3, "a.b"), tag(4, "a.c")])

    names = [code.name for code in picture.codes]
    assert sorted(names, key=len) == ["a", "b", "c", deep, f"{deep}.b"]


def test_a_document_of_more_elements_than_any_has_is_left_out_by_name(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder_app.formats.projects.taguette._MOST_TAGS", 2)
    picture = read()

    assert picture.documents == ()
    assert "It is too long." in picture.left_out[0].why
