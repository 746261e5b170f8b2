# SPDX-License-Identifier: MIT
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.export_plan import ExportPlan
from coder_app.operations import codebook, people
from coder_app.queries import lists, matrices, sheets
from coder_app.queries.matrices import marked

STRETCHES = st.lists(st.integers(0, 40), unique=True, max_size=12).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@given(units=STRETCHES, spans=STRETCHES)
def test_a_unit_is_marked_where_a_span_shares_a_character_with_it(units, spans) -> None:
    expected = [int(any(a < d and c < b for c, d in spans)) for a, b in units]

    assert marked(units, spans) == expected


def test_codes_of_one_name_are_headed_by_their_paths(study) -> None:
    study.project.run(codebook.add_code, name="Trust", parent=study.code("Motives"))
    codes = {c.path: c for c in study.project.ask(lists.codes, study.lead)}
    paths = ["Motives > closeness", "Outcomes > trust", "Motives > Trust"]

    assert matrices.headers_of([codes[path] for path in paths]) == ["closeness", *paths[1:]]


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


def test_long_tables_have_a_row_for_each_code(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    done(study, "Mia")
    plan = ExportPlan(long=True)

    units = table(study, "Units × Codes", plan=plan)
    documents = table(study, "Documents × Codes", plan=plan)

    assert len(units) == 2 * 3
    (one,) = [row for row in units if row["marked"]]
    assert (one["unit"], one["family"], one["code"]) == (2, "Outcomes", "trust")
    counts = [(row["code"], row["codings"], row["words"]) for row in documents]
    assert counts == [("closeness", 0, 0), ("likeness", 0, 0), ("trust", 1, 3)]


def test_what_was_settled_has_rows_where_something_was_and_is_never_done_or_not(study) -> None:
    settled = next(c.guid for c in study.project.ask(lists.coders) if c.consensus)
    study.apply("I trust her", "trust", coder="Mia")
    study.coders["Consensus"] = settled
    study.apply("I trust her", "trust", coder="Consensus")
    done(study, "Mia")

    units = table(study, "Units × Codes")
    documents = table(study, "Documents × Codes")

    assert [row["coder"] for row in units] == ["Mia", "Mia", "Consensus", "Consensus"]
    assert [(row["coder"], row["done"]) for row in documents] == [("Mia", 1), ("Consensus", None)]
    alone = table(study, "Units × Codes", plan=ExportPlan(consensus=False))
    assert {row["coder"] for row in alone} == {"Mia"}


def test_what_is_known_of_the_participant_stands_in_each_row(study) -> None:
    attribute, _ = study.project.run(people.add_attribute, name="coder")
    told = {"participant": study.open().participant, "attribute": attribute, "value": "no"}
    study.project.run(people.set_value, **told)
    study.apply("I trust her", "trust", coder="Mia")
    done(study, "Mia")

    for name in ("Units × Codes", "Documents × Codes"):
        row = table(study, name)[0]
        assert (row["participant"], row["coder (2)"], row["coder"]) == ("Ana", "no", "Mia")
        without = table(study, name, plan=ExportPlan(with_attributes=False))[0]
        assert "coder (2)" not in without


def test_units_come_with_their_words_on_wish(study) -> None:
    done(study, "Mia")

    rows = table(study, "Units × Codes", plan=ExportPlan(context=True))

    assert [row["text"][:7] for row in rows] == ["A baker", "I trust"]


def test_a_code_called_like_another_column_gets_a_number(study) -> None:
    study.project.run(codebook.edit_code, code=study.code("trust"), name="Unit")
    done(study, "Mia")

    assert "Unit (2)" in table(study, "Units × Codes")[0]


@given(scope=STRETCHES, spans=STRETCHES)
def test_a_span_counts_where_it_touches_the_scope(scope, spans) -> None:
    for span in spans:
        assert matrices._touches(scope, span) == any(marked(scope, [span]))
