# SPDX-License-Identifier: MIT
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder_app.operations import codebook, people
from coder_app.queries import matrices, sheets
from coder_app.queries.matrices import marked, unique

STRETCHES = st.lists(st.integers(0, 40), unique=True, max_size=12).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@given(units=STRETCHES, spans=STRETCHES)
def test_a_unit_is_marked_where_a_span_shares_a_character_with_it(units, spans) -> None:
    expected = [int(any(a < d and c < b for c, d in spans)) for a, b in units]

    assert marked(units, spans) == expected


def test_headers_are_told_apart_case_apart() -> None:
    assert unique(["a", "A", "a"]) == ["a", "A (2)", "a (3)"]


def test_codes_of_one_name_are_headed_by_their_paths(study) -> None:
    other, _ = study.project.run(codebook.add_code, name="Trust", parent=study.code("Motives"))
    asked = [study.code("closeness"), study.code("trust"), other]

    assert study.project.ask(matrices.code_headers, study.lead, asked) == [
        "closeness",
        "Outcomes > trust",
        "Motives > Trust",
    ]


def table(study, name: str, **choice):
    found = study.project.ask(sheets.workbook_sheets, study.lead, **choice)
    sheet = next(s for s in found if s.name == name)
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def done(study, *coders: str) -> None:
    for coder in coders:
        study.project.run(people.mark_done, document=study.documents[0], coder=study.coders[coder])


def test_a_unit_has_a_row_for_each_coder_who_is_done(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("Do you trust her?", "closeness", coder="Mia")  # the interviewer's words
    done(study, "Mia", "Noa")

    rows = table(study, "Units × Codes")

    assert [(r["coder"], r["unit"], r["trust"], r["closeness"]) for r in rows] == [
        ("Mia", 1, 0, 0),
        ("Mia", 2, 1, 0),
        ("Noa", 1, 0, 0),
        ("Noa", 2, 0, 0),
    ]
    assert {r["speaker"] for r in rows} == {"ANA"}
    assert [study.text()[r["start"] : r["end"]][:7] for r in rows[:2]] == ["A baker", "I trust"]
    assert [r["line"] for r in rows[:2]] == [2, 4]


def test_the_interviewer_and_the_unfinished_count_on_wish(study) -> None:
    study.apply("Do you trust her?", "closeness", coder="Mia")

    assert table(study, "Units × Codes") == []
    rows = table(study, "Units × Codes", interviewer=True, unfinished=True)
    assert [r["closeness"] for r in rows] == [0, 0, 1, 0]


def test_the_whole_document_is_marked_by_participants_words_only(study) -> None:
    study.apply("Do you trust her?", "closeness", coder="Mia")
    study.apply("her flour", "trust", coder="Mia")
    done(study, "Mia")

    (row,) = table(study, "Units × Codes", unit="document")

    assert (row["closeness"], row["trust"], row["unit"]) == (0, 1, 1)


def test_documents_count_codings_and_their_words_by_coder(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("her flour", "trust", coder="Mia")
    study.apply("her flour", "closeness", coder="Noa")
    done(study, "Noa")

    rows = table(study, "Documents × Codes")

    shown = [(r["coder"], r["done"], r["trust"], r["trust (words)"], r["closeness"]) for r in rows]
    assert shown == [("Mia", False, 2, 5, 0), ("Noa", True, 0, 0, 1)]
