# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.places import codebooks
from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.formats.codebooks.rules import faults_of
from coder_app.formats.codebooks.toml import read_codebook
from coder_app.formats.projects.refi.codebook import read_qdc, write_qdc

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[3] / "data" / "refi" / "Codebook.xsd"))
SHIPPED = sorted(codebooks().glob("*.toml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_codebook_is_valid_and_comes_back(tmp_path: Path, path: Path) -> None:
    book = read_codebook(path)

    write_qdc(book, tmp_path / "book.qdc")

    back, remarks = read_qdc(tmp_path / "book.qdc")
    assert SCHEMA.validate(etree.parse(tmp_path / "book.qdc")), SCHEMA.error_log.last_error
    assert remarks == ()
    assert back.title == "book"
    named = {code.name: replace(code, guid=None) for code in back.codes}
    assert named == {code.name: code for code in book.codes}
    assert not list(faults_of(back))


def test_guids_are_kept(tmp_path: Path) -> None:
    book = CodebookDraft(title="B", codes=(CodeDraft(name="trust"),))
    write_qdc(book, tmp_path / "a.qdc")
    first, _ = read_qdc(tmp_path / "a.qdc")

    write_qdc(first, tmp_path / "b.qdc")

    assert read_qdc(tmp_path / "b.qdc")[0].codes == first.codes


def test_a_codebook_of_another_program_is_read_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "atlas.qdc"
    path.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti"><Codes>'
        '<Code guid="A1" name="Work" color="rgba(1,2,3,1)" isCodable="True">'
        '<Code guid="A2" name="Other" isCodable="true"><Description>x &amp; y</Description></Code>'
        '</Code><Code guid="A3" name="Home"><Code guid="A4" name="Other"/></Code></Codes>'
        '<Sets><Set guid="S" name="Both"><MemberCode guid="A2"/><MemberCode guid="A4"/></Set>'
        "</Sets></CodeBook>"
    )

    book, remarks = read_qdc(path)

    assert [(code.name, code.parent) for code in book.codes] == [
        ("Work", None),
        ("Other", "Work"),
        ("Home", None),
        ("Other (Home)", "Home"),
    ]
    assert book.codes[0].colour == "#010203"
    assert book.codes[1].definition == "x & y"
    assert "“Both”" in remarks[0]
    assert "“Other (Home)”" in remarks[1]


def test_a_foreign_colour_of_a_group_is_let_go_and_that_of_a_code_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.qdc"
    path.write_text(
        '<CodeBook><Codes><Code guid="1" name="G" isCodable="false" color="#010203">'
        '<Code guid="2" name="c" color="#040506"/></Code></Codes></CodeBook>'
    )

    book, _ = read_qdc(path)

    assert [code.colour for code in book.codes] == ["", "#040506"]
    assert not list(faults_of(book))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("<a><b/></a>", "no codebook of the exchange standard"),
        ("<CodeBook><Codes/></CodeBook>", "no code in it"),
        ("words", "not valid XML"),
    ],
)
def test_what_is_no_codebook_is_told(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "a.qdc").write_text(content)

    with pytest.raises(InputProblem, match=sentence):
        read_qdc(tmp_path / "a.qdc")
