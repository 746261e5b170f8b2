# SPDX-License-Identifier: MIT
"""Whatever leaves is held against the key first."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.picture import PictureDocument
from coder_app.core.records import CodebookDraft, CodeDraft, Sheet
from coder_app.core.report import Heading, Report
from coder_app.core.stopping import Stopped, stoppable
from coder_app.formats.pseudonyms import names_leaving
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.names_leaving import names_in, names_that_would_leave
from coder_app.formats.pseudonyms.replacements import names_left

KEY = [Pseudonym(name="Ana Ruiz", pseudonym="Marta"), Pseudonym(name="Jürgen", pseudonym="P2")]


def sheet(*rows: tuple[object, ...], columns: tuple[str, ...] = ("text", "n")) -> Sheet:
    return Sheet(name="Codings", columns=columns, rows=list(rows))


def told(going: object) -> list[tuple[str, str, int]]:
    return [(n.where, n.place.original, n.times) for n in names_that_would_leave(going, KEY)]


def test_names_in_cells_are_told_by_table_and_column_each_text_once() -> None:
    found = sheet(("I met Ana Ruiz.", 1), ("nobody", 2), ("I met Ana Ruiz.", 3), ("JURGEN", None))

    assert told([found]) == [("Codings: text", "Ana Ruiz", 2), ("Codings: text", "JURGEN", 1)]


def test_places_are_those_in_their_own_text() -> None:
    (found,) = names_that_would_leave([sheet(("before", 1), ("x\nwith Jürgen there", 2))], KEY)

    place = found.place
    assert (place.start, place.end, place.line) == (7, 13, 2)
    assert (place.before, place.after, place.replacement) == ("x\nwith ", " there", "[P2]")


def test_names_of_tables_and_columns_count_too() -> None:
    assert told(sheet(columns=("said by Jürgen", "n"))) == [("Codings", "Jürgen", 1)]


def test_no_name_is_made_of_two_cells() -> None:
    two = [Pseudonym(name="Mila Okafor", pseudonym="P3")]

    found = names_that_would_leave(sheet(("Mila", 1), ("Okafor", 2)), two)

    assert [n.place.original for n in found] == ["Mila", "Okafor"]  # parts of a name, each alone


def test_reports_codebooks_and_other_records_are_looked_through() -> None:
    report = Report(title="Study", about=("by Jürgen",), blocks=(Heading(text="Ana", level=1),))
    book = CodebookDraft(title="b", codes=(CodeDraft(name="c", use_when=("Jürgen says so",)),))

    assert told(report) == [("Study", "Jürgen", 1), ("Study", "Ana", 1)]
    assert told(book) == [("codes: use_when", "Jürgen", 1)]
    assert told({"a": ["x", book], "b": 7}) == [("codes: use_when", "Jürgen", 1)]


def test_a_file_as_it_came_is_looked_through_if_it_is_text() -> None:
    found = PictureDocument(guid=UUID(int=1), name="P1", text="", original="Jürgen: Hi".encode())

    assert told(found) == [("original", "Jürgen", 1)]
    assert told(replace(found, original=b"\xff\xfe\x00")) == []


def test_texts_are_told_with_where_they_stand_and_the_same_once() -> None:
    texts = [("P1", "Jürgen and Ana Ruiz"), ("P2", ""), ("P1", "Jürgen and Ana Ruiz"), ("P3", "x")]

    found = [(each.where, each.place.original, each.times) for each in names_in(texts, KEY)]

    assert found == [("P1", "Jürgen", 2), ("P1", "Ana Ruiz", 2)]
    assert names_in(texts, []) == []


def test_looking_can_be_stopped() -> None:
    for look in (names_in, names_that_would_leave):
        with stoppable(lambda: True), pytest.raises(Stopped):
            look([("P1", "nobody")], KEY)


def test_without_a_key_nothing_is_looked_for() -> None:
    assert names_that_would_leave([sheet(("Ana Ruiz", 1))], []) == []


@given(st.lists(st.sampled_from(["", "Jürgen", "Ana Ruiz and Jürgen", "none", "é\nJürgen"])))
def test_batches_find_what_one_look_finds(texts: list[str]) -> None:
    rows = [(text, None) for text in texts]
    whole = names_that_would_leave(sheet(*rows), KEY)
    names_leaving._AT_ONCE, before = 10, names_leaving._AT_ONCE
    try:
        assert names_that_would_leave(sheet(*rows), KEY) == whole
    finally:
        names_leaving._AT_ONCE = before
    assert len(whole) == sum(
        text.count("Jürgen") + text.count("Ana Ruiz") for text in dict.fromkeys(texts)
    )


WORDS = ["Jürgen", "JURGEN", "Ana", "Ruiz", "ana", "Joana", "no", "[P2]", "Ana_Ruiz", "été", "42"]
lines = st.lists(st.sampled_from(WORDS), max_size=4).flatmap(
    lambda words: st.sampled_from([" ", "\n", "-", "", "\u00a0", ", "]).map(lambda s: s.join(words))
)
cells = st.one_of(lines, st.integers(0, 3), st.none(), st.booleans())


@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_the_quick_way_finds_what_looking_at_every_cell_finds(
    rows: list[tuple[object, ...]],
) -> None:
    often: dict[tuple[str, str], int] = {}
    for row in rows:
        for column, cell in zip(("text", "n"), row, strict=True):
            if isinstance(cell, str) and cell:
                often[column, cell] = often.get((column, cell), 0) + 1
    plain = [
        (f"Codings: {column}", place.start, place.original, place.replacement, times)
        for (column, text), times in often.items()
        for place in names_left(text, KEY)
    ]

    found = names_that_would_leave(sheet(*rows), KEY)

    assert plain == [
        (n.where, n.place.start, n.place.original, n.place.replacement, n.times) for n in found
    ]


def test_an_identity_is_no_name_though_its_letters_may_spell_one() -> None:
    key = [Pseudonym(name="Ebba", pseudonym="P4")]
    guid = "3f2b8c1e-ebba-4c11-9d20-1f2e3d4c5b6a"

    found = names_that_would_leave(sheet((guid, 1), (f"{guid} Ebba", 2)), key)

    assert {n.place.start for n in found} == {9, 37}
    assert [n.times for n in found] == [1, 1]
