# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import UUID, uuid4

from coder_app.core.picture import PictureCode
from coder_app.core.records import CodeDraft, CodeStatus, ScaleLevel
from coder_app.operations.picture_rows import Guids, Names, code_rows, line


def test_a_guid_is_kept_unless_another_thing_has_it() -> None:
    guids, one = Guids(), uuid4()

    assert guids.claim("code", one) == one
    other = guids.claim("document", one)
    assert other != one
    assert (guids.of("code", one), guids.of("document", one)) == (one, other)
    assert guids.of("coding", one) is None
    assert guids.of("coding", None) is None
    assert guids.claim("coder", UUID(int=0)).int


def test_names_are_one_line_that_a_database_can_hold() -> None:
    names = Names("Consensus")

    assert line("a\n b\0\ud800") == "a b��"
    assert line("x" * 20, 10) == "x" * 9 + "…"
    told = ("", " code", "Code", "code (3)", "a" * 400, "consensus")
    assert [names.free(name, 200, "Code") for name in told] == [
        *("Code", "code (2)", "Code (3)", "code (3) (2)", "a" * 191 + "…"),
        "consensus (2)",
    ]


def test_a_code_is_stored_as_the_table_holds_it() -> None:
    draft = CodeDraft(
        name=" trust\n",
        definition="two\r\nlines",
        use_when=("one\nitem", " "),
        scale=(ScaleLevel(weight=1, label="lo\tw", anchor="x\ny"),),
        level="deep",
        key="t",
        status=CodeStatus.RETIRED,
    )

    (row,) = code_rows([PictureCode(guid=uuid4(), parent=uuid4(), draft=draft)], Guids())

    assert (row["name"], row["definition"], row["use_when"]) == ("trust", "two\nlines", "one item")
    assert (row["scale"], row["level"], row["key"]) == ("1\tlo w\tx y", "", "T")
    assert (row["parent"], row["status"], row["effective"]) == (None, "retired", row["guid"])


def test_the_key_of_a_retired_code_is_free_for_another() -> None:
    codes = [
        PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name=name, key="1", status=status))
        for name, status in (("a", CodeStatus.RETIRED), ("b", CodeStatus.IN_USE))
    ]

    assert [row["key"] for row in code_rows(codes, Guids())] == ["1", "1"]
