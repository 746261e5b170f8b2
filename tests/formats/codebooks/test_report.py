# SPDX-License-Identifier: MIT
"""The appendix of a codebook has every field of every code, under its group."""

from __future__ import annotations

import pytest

from coder_app.core.places import codebooks
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.core.report import Grid, Heading, texts_in
from coder_app.formats.codebooks.report import codebook_report
from coder_app.formats.codebooks.toml import read_codebook

BOOK = CodebookDraft(
    title="Bees",
    description="About bees.",
    rules=("Mark whole sentences.",),
    language="de",
    codes=(
        CodeDraft(name="lonely"),
        CodeDraft(name="Motives", codable=False, definition="Why?"),
        CodeDraft(name="honey", parent="Motives", status=CodeStatus.PROPOSED),
        CodeDraft(name="wax", parent="honey", scale=(ScaleLevel(weight=1, label="low"),)),
        CodeDraft(name="Empty", codable=False),
    ),
)


def test_each_group_has_its_table_and_codes_under_none_come_first() -> None:
    report = codebook_report(BOOK)

    shown = [b for b in report.blocks if isinstance(b, Grid | Heading)]
    names = [b.text if isinstance(b, Heading) else [_name(row) for row in b.rows] for b in shown]
    assert names == ["Rules for all codes", ["lonely"], "Motives", ["honey", "wax"], "Empty"]
    assert (report.language, report.landscape) == ("de", True)
    assert report.about == ("Codebook", "3 codes")


def _name(row) -> str:
    return row[0][0].words[0].text


def test_a_code_under_a_code_and_one_that_is_only_proposed_say_so() -> None:
    found = set(texts_in(codebook_report(BOOK)))

    assert {"under honey", "proposed", "1 low", "Why?", "About bees."} <= found


@pytest.mark.parametrize("name", ["micro_influencer_following.toml", "volunteers_leaving.toml"])
def test_no_field_of_a_shipped_codebook_is_missing(name: str) -> None:
    book = read_codebook(codebooks(name))

    said = "\n".join(texts_in(codebook_report(book)))

    for code in book.codes:
        for field in ("name", "question", "definition", "example", "borderline", "near_miss"):
            assert getattr(code, field) in said
        for field in ("anchor", "source", "where", "home_motive", "near_miss_code", "level"):
            assert getattr(code, field) in said
        assert all(entry in said for entry in (*code.use_when, *code.do_not_use_when))
        assert all(level.label in said and level.anchor in said for level in code.scale)
    assert all(rule in said for rule in book.rules)
