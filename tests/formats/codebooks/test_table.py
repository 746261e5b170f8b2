# SPDX-License-Identifier: MIT
"""Codebooks in Excel and CSV: ours come back whole, and those of a colleague are understood."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from coder_app.core.errors import InputProblem
from coder_app.core.places import codebooks
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.formats import cells, limits
from coder_app.formats.codebooks.table import (
    read_codebook_table,
    write_codebook_csv,
    write_codebook_workbook,
)
from coder_app.formats.codebooks.toml import read_codebook

Write = Callable[[str, bytes | str], Path]
Codes = dict[str, CodeDraft]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book, packed = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(packed)
    return packed.getvalue()


def read(path: Path) -> tuple[Codes, tuple[str, ...]]:
    draft, notes = read_codebook_table(path)
    return {code.name: code for code in draft.codes}, notes


def refusal(path: Path) -> str:
    with pytest.raises(InputProblem) as refused:
        read_codebook_table(path)
    assert refused.value.remedy
    return str(refused.value)


# ---- ours


@pytest.mark.parametrize("name", ["micro_influencer_following.toml", "volunteers_leaving.toml"])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_shipped_codebook_comes_back_whole(tmp_path: Path, name: str, suffix: str) -> None:
    book = read_codebook(codebooks(name))
    book = replace(book, codes=tuple(replace(code, guid=uuid4()) for code in book.codes))
    path = tmp_path / f"book{suffix}"
    write = write_codebook_workbook if suffix == ".xlsx" else write_codebook_csv

    told = write(book, path)

    assert read_codebook_table(path) == (book, ())
    assert not [sentence for sentence in told if "apostrophe" not in sentence]


def test_a_text_longer_than_a_cell_comes_back_whole(tmp_path: Path) -> None:
    long = tuple(f"{n} " + "x" * 9_000 for n in range(8))
    book = CodebookDraft(title="Long", codes=(CodeDraft(name="a", use_when=long),))

    told = write_codebook_workbook(book, tmp_path / "a.xlsx")

    assert read_codebook_table(tmp_path / "a.xlsx")[0] == book
    assert told[0].startswith("1 text over 32,767")


def test_the_codebook_sheet_of_an_exported_workbook_is_a_codebook_too(write: Write) -> None:
    head = ["family", "code", "code path", "group", "key", "colour", "scale", "codings", "GUID"]
    rows = [
        head,
        ["", "Motives", "Motives", True, "", "", "", 0, str(uuid4())],
        ["Motives", "trust", "Motives > trust", False, "T", "ember-1", "1 low\n3 high: x", 7, ""],
    ]
    data = workbook(Codings=[["text"], ["…"]], Codebook=rows, About=[["codebook", "Bees"]])

    draft, notes = read_codebook_table(write("study.xlsx", data))

    group, trust = draft.codes
    assert (draft.title, group.codable, trust.parent, trust.key) == ("Bees", False, "Motives", "T")
    assert trust.scale == (
        ScaleLevel(weight=1, label="low"),
        ScaleLevel(weight=3, label="high", anchor="x"),
    )
    assert notes == ("These columns were not read: codings.",)


TEXT = st.text(st.sampled_from("aé😀שx :;|=+-@'\"(1"), min_size=1, max_size=12).map(str.strip)
WORDS = TEXT.filter(bool)


LINES = st.text("ab ", min_size=1).map(str.strip).filter(bool)
LABELS = st.text("ab :c", min_size=1, max_size=6).map(lambda text: " ".join(text.split()))


@st.composite
def scales(draw: st.DrawFn) -> tuple[ScaleLevel, ...]:
    weights = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
    labels, anchors = LABELS.filter(bool), st.just("") | LABELS.filter(bool)
    return tuple(ScaleLevel(weight=w, label=draw(labels), anchor=draw(anchors)) for w in weights)


@st.composite
def books(draw: st.DrawFn) -> CodebookDraft:
    names = st.lists(WORDS.map(lambda text: " ".join(text.split())), min_size=1, max_size=6)
    codes: list[CodeDraft] = []
    for name in draw(names.filter(lambda some: len({n.casefold() for n in some}) == len(some))):
        above = draw(st.none() | st.sampled_from([code.name for code in codes])) if codes else None
        codes.append(
            CodeDraft(
                name=name,
                parent=above,
                codable=draw(st.booleans()),
                definition=draw(st.just("") | WORDS),
                use_when=tuple(draw(st.lists(LINES, max_size=3))),
                status=draw(st.sampled_from(CodeStatus)),
                scale=draw(scales()),
                guid=draw(st.none() | st.uuids()),
            )
        )
    rules = tuple(draw(st.lists(WORDS, max_size=2)))
    return CodebookDraft(title=draw(st.sampled_from("ab=")), rules=rules, codes=tuple(codes))


@settings(max_examples=60, deadline=None)
@given(books())
def test_any_codebook_comes_back_from_both_kinds_of_file(book: CodebookDraft) -> None:
    with TemporaryDirectory() as folder:
        for name, write in (("a.xlsx", write_codebook_workbook), ("a.csv", write_codebook_csv)):
            write(book, Path(folder, name))
            assert read_codebook_table(Path(folder, name))[0] == book


# ---- those of colleagues


def test_headers_may_stand_in_any_order_and_case_with_their_usual_names(write: Write) -> None:
    table = (
        "My codebook,,,,\n\n"
        "EXCLUDE,Full Definition,Code Name,Inclusion criteria,Theme\n"
        'adverts,She feels close.,closeness,"• said\n• meant",Motives\n'
        ",She trusts.,trust,,Motives\n"
    )

    codes, notes = read(write("ours.csv", table))

    assert list(codes) == ["Motives", "closeness", "trust"]
    assert (codes["Motives"].codable, codes["trust"].parent) == (False, "Motives")
    assert codes["closeness"].use_when == ("said", "meant")
    assert codes["closeness"].do_not_use_when == ("adverts",)
    assert codes["closeness"].definition == "She feels close."
    assert not notes


def test_the_title_of_a_nameless_table_is_the_name_of_its_file(write: Write) -> None:
    draft, _ = read_codebook_table(write("Our codes.csv", "code\ntrust\n"))

    assert (draft.title, draft.codes[0].name) == ("Our codes", "trust")


def test_parents_are_named_by_paths_as_maxqda_writes_them(write: Write) -> None:
    rows = [
        ["Color", "Parent code", "Code", "Memo", "Cod. seg. (all documents)"],
        ["#ff0000", "", "Motives", "Why?", 3],
        ["#00ff00", "Motives", "trust", "", 2],
        ["#0000ff", "Motives\\trust", "in her words", "", 1],
        ["", "Outcomes\\bought", "flour", "", 0],
    ]

    codes, notes = read(write("m.xlsx", workbook(Codes=rows)))

    assert list(codes) == ["Motives", "trust", "in her words", "Outcomes", "bought", "flour"]
    assert [codes[n].parent for n in ("trust", "in her words", "flour")] == [
        "Motives",
        "trust",
        "bought",
    ]
    assert (codes["Motives"].codable, codes["Outcomes"].codable) == (True, False)
    assert (codes["trust"].colour, codes["Motives"].definition) == ("#00ff00", "Why?")
    assert notes == ("These columns were not read: Cod. seg. (all documents).",)


@pytest.mark.parametrize(
    "table",
    [
        "code\nMotives\\trust\\in words\n",
        "Code path,x\nMotives > trust > in words,\n",
        "Level 2,Level 1,Level 3\ntrust,Motives,in words\n",
        "Level 1,Level 2,Code\nMotives,trust,in words\n",
        "name,parent\nin words,trust\ntrust,Motives\n",
    ],
)
def test_a_place_in_the_tree_can_be_written_in_several_ways(write: Write, table: str) -> None:
    codes, _ = read(write("a.csv", table))

    assert list(codes) == ["Motives", "trust", "in words"]
    assert (codes["in words"].parent, codes["trust"].parent) == ("trust", "Motives")


def test_two_codes_of_one_name_are_told_apart_by_their_parents(write: Write) -> None:
    codes, notes = read(write("a.csv", "name,parent\nother,Motives\nother,Outcomes\n"))

    assert list(codes) == ["Motives", "other", "Outcomes", "other (Outcomes)"]
    assert "the one under “Outcomes” is now “other (Outcomes)”" in notes[0]


def test_a_group_is_one_that_says_so_or_that_only_paths_name(write: Write) -> None:
    told = "name,kind,group\nMotives,Group,\ntrust,code,Motives\n"
    flagged = "name,group\nMotives,yes\ntrust,no\n"

    assert [c.codable for c in read(write("a.csv", told))[0].values()] == [False, True]
    assert read(write("a.csv", told))[0]["trust"].parent == "Motives"
    assert [c.codable for c in read(write("b.csv", flagged))[0].values()] == [False, True]


def test_colours_may_be_names_and_scales_a_line(write: Write) -> None:
    table = 'name;colour;scale\na;dark blue;"0 = none; 1 = some"\nb;12abcd;\nc;Tide-3;\n'

    codes, _ = read(write("a.csv", table))

    assert [code.colour for code in codes.values()] == ["#00008B", "#12ABCD", "tide-3"]
    assert [(level.weight, level.label) for level in codes["a"].scale] == [(0, "none"), (1, "some")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("trust,,reddish,,,", "row 2, code “trust”, Color: “reddish” is no colour here."),
        ("trust,,,C,,", "row 2, code “trust”, key: “C” cannot be a key."),
        ("trust,,,,deep,", "row 2, code “trust”, level: “deep” is neither"),
        ("trust,trust,,,,", "row 2, code “trust”, parent: it would stand under itself."),
        ("trust,,,,,nonsense", "row 2, code “trust”, scale: write a line for each level"),
        ("trust,,,,,12 a", "row 2, code “trust”, scale: each weight is a digit"),
        (",Motives,,,,", "row 2, name: there is no name."),
        ("trust\ntrust", "row 3, code “trust”, name: another code or group has this name."),
        (f"{'x' * 201},,,,,", "name: it has over 200 characters."),
    ],
)
def test_each_mistake_is_named_by_row_code_and_column(write: Write, row: str, told: str) -> None:
    path = write("a.csv", f"name,parent,Color,key,level,scale\n{row}\n")

    assert told in refusal(path)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_rows(write: Write) -> None:
    told = refusal(write("a.csv", "name,colour,key\na,reddish,\nb,,C\nc,,\nd,bluish,W\n"))

    assert [line.split(",")[0] for line in told.split("\n")[1:-1]] == [
        "row 2",
        "row 3",
        "row 5",
        "row 5",
    ]


# ---- what is none


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        ("a,b\n1,2\n", "no column that names the codes"),
        ("name\n", "no code in it"),
        ("name,key\n\n,\n", "no code in it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "with a password"),
        (b"PK\x03\x04....", "damaged"),
        (workbook(Codes=[["name"], ["=1+1"]]), "no stored results"),
        ("name\n" + "x\n" * 2_001, "more than 2,000 codes"),
        ('name,definition\na,"b\0c"\n', "character that no text can hold"),
        ('name\n"' + "x" * 140_000, "quotation mark"),
    ],
)
def test_what_is_no_codebook_is_refused_in_words(
    write: Write, data: bytes | str, told: str
) -> None:
    assert told in refusal(write("a.xlsx", data))


def test_a_bomb_is_not_unpacked(write: Write, pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MAX_MEMBER", 100_000)
    monkeypatch.setattr(limits, "MAX_MEMBER", 100_000)

    assert "Unpacked" in refusal(write("a.xlsx", pack({"xl/a.xml": b" " * 200_000})))


def test_no_cell_that_is_written_is_a_formula(tmp_path: Path) -> None:
    book = CodebookDraft(title="=1+1", codes=(CodeDraft(name="=a", definition="=HYPERLINK(1)"),))

    write_codebook_workbook(book, tmp_path / "a.xlsx")

    kinds = {c.data_type for s in load_workbook(tmp_path / "a.xlsx") for r in s for c in r}
    assert kinds == {"s", "n"}


CELLS = ["name", "parent", "Level 1", "scale", "kind", "group", "a", "b\\c", "1 x", ""]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=6), max_size=5), max_size=6))
def test_any_table_is_a_codebook_or_a_sentence(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder, suppress(InputProblem):
        path = Path(folder, "a.csv")
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file).writerows(rows)
        draft, _ = read_codebook_table(path)
        names = {code.name.casefold() for code in draft.codes}
        assert all(code.parent is None or code.parent.casefold() in names for code in draft.codes)
        assert len(names) == len(draft.codes)


@pytest.mark.parametrize(
    "table",
    [
        "name,parent\n" + "".join(f"n{n},n{n + 1}\n" for n in range(1_500)),
        "name\n" + "\\".join(f"n{n}" for n in range(5_000)) + "\n",
    ],
    ids=["parents", "path"],
)
def test_a_tree_without_end_is_refused(write: Write, table: str) -> None:
    with pytest.raises(InputProblem, match="more than 50 levels deep"):
        read_codebook_table(write("deep.csv", table))


def test_a_sheet_with_german_heads_merged_themes_and_two_columns_of_examples(write: Write) -> None:
    data = workbook(
        Tabelle1=[
            [
                "Kategorie",
                "Code",
                "Farbe",
                "Beschreibung",
                "Beispiel 1",
                "Beispiel 2",
                "Abgrenzung",
            ],
            ["Motive", "Vertrauen", "hellblau", "Sie traut ihr", "„A“", "„B“", "nicht: Nähe"],
            [None, "Nähe", "Grün", "Wie eine Freundin", "„C“"],
            [None, None],
            ["Folgen", "Kauf", "rot", "Hat gekauft", None, "„D“"],
        ]
    )

    codes, notes = read(write("buch.xlsx", data))

    assert [(c.name, c.parent, c.codable) for c in codes.values()] == [
        *(("Motive", None, False), ("Vertrauen", "Motive", True), ("Nähe", "Motive", True)),
        *(("Folgen", None, False), ("Kauf", "Folgen", True)),
    ]
    assert codes["Vertrauen"].example == "„A“\n\n„B“"
    assert codes["Vertrauen"].do_not_use_when == ("nicht: Nähe",)
    assert [codes[name].colour for name in ("Vertrauen", "Nähe", "Kauf")] == [
        *("#ADD8E6", "#008000", "#FF0000"),
    ]
    assert notes == ("1 code without a theme was put under the one above it, as in a merged cell.",)


def test_a_blank_parent_is_the_top_where_parents_have_rows_of_their_own(write: Write) -> None:
    table = "Parent;Code\n;Motives\nMotives;trust\n;Outcomes\nOutcomes;buying\n"

    codes, notes = read(write("a.csv", table))

    assert [code.parent for code in codes.values()] == [None, "Motives", None, "Outcomes"]
    assert not notes


def test_names_that_are_set_in_make_a_tree(write: Write) -> None:
    table = "Code,Definition\nMotives,\n  trust,x\n\tdeep,y\n  closeness,z\nOutcomes,\n"

    codes, _ = read(write("a.csv", table))

    assert [(name, code.parent) for name, code in codes.items()] == [
        *(("Motives", None), ("trust", "Motives"), ("deep", "trust")),
        *(("closeness", "Motives"), ("Outcomes", None)),
    ]
