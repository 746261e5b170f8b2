# SPDX-License-Identifier: MIT
"""The report holds the figures and all that one must know to read them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement.report import AgreementReport, Coverage, agreement_report, pooled_name
from coder_app.agreement.units import CodedDocument, Stretch, Unit

TURNS = [(start, start + 10) for start in range(0, 100, 10)]
Marks = dict[str, dict[str, list[Stretch]]]


def interview(marks: Marks, **more: Any) -> CodedDocument:
    fields = {"key": "P01", "name": "P01", "length": 100, "units": TURNS, "coders": tuple(marks)}
    return CodedDocument(spans=marks, **(fields | more))


def report_on(*documents: CodedDocument, **more: Any) -> AgreementReport:
    asked = {"codes": ["trust", "belonging"], "coders": ["Ana", "Ben"], "unit": Unit.TURN}
    return agreement_report(documents, **(asked | more))


def kappa_by_character(length: int, ana: list[Stretch], ben: list[Stretch]) -> float | None:
    document = interview({"Ana": {"trust": ana}, "Ben": {"trust": ben}}, length=length)
    return report_on(document, codes=["trust"], unit=Unit.CHARACTER).by_code[0].kappa.value


def test_half_overlapping_passages_of_a_short_text_agree_by_chance_alone() -> None:
    assert kappa_by_character(20, [(0, 10)], [(5, 15)]) == 0.0


def test_kappa_is_cohens_whatever_another_program_prints_for_the_same_characters() -> None:
    assert kappa_by_character(100, [(0, 2)], [(1, 3)]) == pytest.approx(0.4898, abs=5e-5)
    assert kappa_by_character(1000, [(100, 200)], [(150, 250)]) == pytest.approx(4 / 9, abs=1e-12)


def test_a_nested_duplicate_of_a_coding_changes_no_figure() -> None:
    plain = kappa_by_character(1000, [(100, 200)], [(100, 200)])
    nested = kappa_by_character(1000, [(100, 200), (120, 180), (100, 200)], [(100, 200)])

    assert plain == nested == 1.0


def test_overlapping_codings_of_one_coder_are_not_counted_as_agreement() -> None:
    document = interview({"Ana": {"trust": [(0, 60), (30, 90)]}, "Ben": {}})

    row = report_on(document, unit=Unit.CHARACTER).pooled

    assert (row.marked, row.marked_by_all) == ((90, 0), 0)


def test_a_row_counts_what_each_coder_marked_and_where_they_differ() -> None:
    document = interview(
        {"Ana": {"trust": [(0, 5), (2, 8), (10, 30)]}, "Ben": {"trust": [(5, 6), (40, 41)]}}
    )

    row = report_on(document, codes=["trust"]).by_code[0]

    assert (row.key, row.codings, row.marked) == ("trust", (3, 2), (3, 2))
    assert (row.marked_by_all, row.marked_by_any) == (1, 4)
    assert (row.units, row.differing) == (10, 3)
    assert row.percent.value == pytest.approx(0.7)


def test_a_code_that_nobody_used_has_no_coefficient_and_says_so() -> None:
    report = report_on(interview({"Ana": {"trust": [(0, 5)]}, "Ben": {"trust": [(0, 5)]}}))

    used, unused = report.by_code
    assert used.alpha.value == 1.0
    assert (unused.key, unused.alpha.value, unused.kappa.value) == ("belonging", None, None)
    assert unused.alpha.reason == unused.kappa.reason == "Nobody used it: nothing to compare."
    assert unused.percent.value == 1.0


def test_a_code_on_every_unit_has_no_coefficient_either() -> None:
    row = report_on(
        interview({"Ana": {"trust": [(0, 100)]}, "Ben": {"trust": [(0, 100)]}}), codes=["trust"]
    ).by_code[0]

    assert row.alpha.reason == "All ratings are the same: agreement cannot be told from chance."


def test_the_worst_code_comes_first_and_undefined_ones_last() -> None:
    document = interview(
        {
            "Ana": {"good": [(0, 10)], "bad": [(0, 10)]},
            "Ben": {"good": [(0, 10)], "bad": [(50, 60)]},
        }
    )

    report = report_on(document, codes=["unused", "good", "bad"])

    assert [row.key for row in report.by_code] == ["bad", "good", "unused"]
    assert {d.code for d in report.disagreements} == {"bad"}
    assert report.disagreements_on("bad") == report.disagreements
    assert report.disagreements_on("good") == ()


def test_all_codes_pooled_takes_each_unit_with_each_code_as_a_cell() -> None:
    document = interview({"Ana": {"trust": [(0, 10)]}, "Ben": {"belonging": [(0, 10)]}})

    pooled = report_on(document).pooled

    assert (pooled.key, pooled.units, pooled.differing) == (None, 20, 2)
    assert pooled.percent.value == pytest.approx(0.9)
    assert pooled_name() == "all codes, pooled"


def test_two_coders_get_cohens_kappa_and_more_get_fleiss() -> None:
    document = interview(
        {"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(0, 20)]}, "Chika": {"trust": [(0, 10)]}}
    )

    two = report_on(document).pooled
    three = report_on(document, coders=["Ana", "Ben", "Chika"])

    assert two.kappa_name == "Cohen's kappa"
    assert three.pooled.kappa_name == "Fleiss' kappa"
    assert [row.kappa_name for row in three.by_pair] == ["Cohen's kappa"] * 3
    assert [row.key for row in three.by_pair] == [
        ("Ana", "Ben"),
        ("Ana", "Chika"),
        ("Ben", "Chika"),
    ]
    assert three.by_pair[1].alpha.value == 1.0
    assert two.alpha == three.by_pair[0].alpha


def test_each_document_has_a_row_with_its_codes_pooled() -> None:
    same = interview({"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(0, 10)]}})
    other = interview({"Ana": {"trust": [(0, 10)]}, "Ben": {}}, key="P02", name="P02")

    first, second = report_on(same, other).by_document

    assert (first.key, first.alpha.value, first.codings) == ("P01", 1.0, (1, 1))
    assert (second.key, second.differing, second.codings) == ("P02", 1, (1, 0))


def test_a_document_that_is_not_done_is_missing_and_the_report_says_so() -> None:
    done = interview({"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(0, 10)]}})
    at_work = interview(
        {"Ana": {"trust": [(0, 50)]}, "Ben": {}},
        key="P02",
        name="P02",
        coders=("Ana",),
        unfinished=("Ben",),
    )

    strict = report_on(done, at_work)
    lenient = report_on(done, at_work, with_unfinished=True)

    assert (strict.documents, strict.left_out) == (("P01",), ("P02",))
    assert strict.pooled.alpha.value == 1.0
    assert strict.notes == ("Left out, as fewer than two of the coders can be compared: “P02”.",)
    assert "is missing, not “coded nothing”" in strict.rule
    assert (lenient.documents, lenient.left_out) == (("P01", "P02"), ())
    assert lenient.pooled.differing == 5
    assert lenient.notes == ("Counted as they stand, though not all are done: “P02”.",)
    assert "Unfinished documents count as they stand." in lenient.rule
    assert strict.unfinished == lenient.unfinished == (("P02", "Ben"),)


def test_with_three_coders_two_who_are_done_are_compared_without_the_third() -> None:
    document = interview(
        {"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(0, 10)]}, "Chika": {"trust": [(50, 90)]}},
        coders=("Ana", "Ben"),
        unfinished=("Chika",),
    )

    report = report_on(document, coders=["Ana", "Ben", "Chika"])

    assert report.pooled.alpha.value == 1.0
    assert report.pooled.marked == (1, 1, 0)
    assert report.notes == ("Missing for those who are not done: “P01”.",)


def test_whom_nobody_chose_is_named_in_no_note() -> None:
    document = interview({"Ana": {}, "Ben": {}}, unfinished=("Chika",))

    report = report_on(document)

    assert (report.notes, report.unfinished) == ((), ())


def test_coverage_says_how_much_was_compared_and_how_much_of_it_marked() -> None:
    done = interview({"Ana": {"trust": [(0, 10)], "belonging": [(5, 25)]}, "Ben": {}})
    alone = interview({"Ana": {"trust": [(0, 10)]}}, key="P02")

    report = report_on(done, alone)

    assert report.coverage == Coverage(units=20, compared=10, marked=3)
    assert report.units == 10


def test_one_coder_alone_has_no_figures_but_reasons() -> None:
    report = report_on(interview({"Ana": {"trust": [(0, 10)]}}), coders=["Ana"])

    assert report.by_pair == report.by_document == report.disagreements == ()
    for figure in (report.pooled.percent, report.pooled.alpha, report.pooled.kappa):
        assert figure.reason == "No unit was rated by two coders."


@pytest.mark.parametrize("unit", list(Unit))
def test_the_rule_names_the_unit_and_the_interviewer(unit: Unit) -> None:
    document = interview({"Ana": {}, "Ben": {}})

    without = report_on(document, unit=unit).rule
    with_her = report_on(document, unit=unit, with_interviewer=True).rule

    assert without.startswith(f"A {unit} is marked")
    assert without.endswith("The interviewer's turns are left out.")
    assert with_her.endswith("The interviewer's turns count too.")


spans = st.integers(0, 90).map(lambda start: (start, start + 10))
marks = st.fixed_dictionaries(
    {
        coder: st.fixed_dictionaries(
            {code: st.lists(spans, max_size=3) for code in ("trust", "belonging")}
        )
        for coder in ("Ana", "Ben")
    }
)


@settings(max_examples=40, deadline=None)
@given(marks, st.sampled_from([Unit.CHARACTER, Unit.TURN]))
def test_names_and_order_of_coders_and_codes_change_no_figure(some: Marks, unit: Unit) -> None:
    renamed = {
        {"Ana": 7, "Ben": 3}[coder]: {code.upper(): found for code, found in codes.items()}
        for coder, codes in some.items()
    }
    plain = report_on(interview(some), unit=unit)
    other = report_on(
        interview(renamed, coders=(3, 7)), codes=["BELONGING", "TRUST"], coders=[3, 7], unit=unit
    )

    def figures(row: Any) -> tuple[Any, ...]:
        return (*(c.value and round(c.value, 12) for c in (row.percent, row.alpha, row.kappa)),)

    assert figures(plain.pooled) == figures(other.pooled)
    assert {row.key.upper(): figures(row) for row in plain.by_code} == {
        row.key: figures(row) for row in other.by_code
    }
    assert len(plain.disagreements) == len(other.disagreements)


@settings(max_examples=40, deadline=None)
@given(marks)
def test_differing_units_are_those_that_the_list_shows(some: Marks) -> None:
    for unit in (Unit.CHARACTER, Unit.TURN):
        report = report_on(interview(some), unit=unit)

        for row in report.by_code:
            listed = report.disagreements_on(row.key)
            assert row.differing == sum(passage.units for passage in listed)
