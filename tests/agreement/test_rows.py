# SPDX-License-Identifier: MIT
"""Rows of the report, each with its figure, its interval and what to know about it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coder_app.agreement.alpha import krippendorff_alpha
from coder_app.agreement.intervals import IntervalRule, Method, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import AgreementReport, agreement_report
from coder_app.agreement.units import CodedDocument, Stretch, Unit, cut

CODES, CODERS = ("trust", "envy", "hope"), ("Ana", "Ben", "Chika")
FAMILIES = {"trust": "constructs", "envy": "motives", "hope": "motives"}
UNITS = [(start, start + 10) for start in range(0, 400, 10)]


def documents(number: int = 12) -> list[CodedDocument]:
    chance = np.random.default_rng(8)
    found = []
    for n in range(number):
        truth = {code: chance.random(40) < 0.3 for code in CODES}
        spans: dict[str, dict[str, list[Stretch]]] = {}
        for coder in CODERS:
            spans[coder] = {
                code: [
                    u
                    for u, y in zip(UNITS, truth[code] ^ (chance.random(40) < 0.1), strict=True)
                    if y
                ]
                for code in CODES
            }
        found.append(
            CodedDocument(
                key=f"P{n}",
                name=f"P{n}",
                length=400,
                coders=CODERS if n % 3 else CODERS[:2],
                spans=spans,
                units=UNITS,
                scope=UNITS,
                period=(n // 6, f"week {n // 6}"),
            )
        )
    return found


def report(some: list[CodedDocument] | None = None, **more: Any) -> AgreementReport:
    asked = {"codes": CODES, "coders": CODERS, "unit": Unit.TURN, "families": FAMILIES} | more
    return agreement_report(some or documents(), **asked)


def test_families_periods_and_documents_have_rows_of_their_own() -> None:
    found = report()

    assert [row.key for row in found.by_family] == ["constructs", "motives"]
    assert [row.key for row in found.by_period] == ["week 0", "week 1"]
    assert len(found.by_document) == 12
    constructs, trust = found.by_family[0], next(r for r in found.by_code if r.key == "trust")
    assert (constructs.figures, constructs.codings) == (trust.figures, trust.codings)
    assert sum(row.differing for row in found.by_period) == found.pooled.differing


def test_a_family_pools_the_cells_of_its_codes() -> None:
    some = documents()
    ratings = cut(some, codes=["envy", "hope"], coders=CODERS, unit=Unit.TURN)
    (wanted,) = krippendorff_alpha(ratings.tally())

    motives = report(some).by_family[1]

    assert motives.alpha.value == pytest.approx(wanted.value, abs=1e-12)


@pytest.mark.parametrize("measure", [m for m in Measure if m not in (Measure.PI, Measure.U_ALPHA)])
@pytest.mark.parametrize("method", [Method.PERCENTILE, Method.BCA])
def test_every_measure_has_an_interval_round_its_figure(measure: Measure, method: Method) -> None:
    found = report(measure=measure, interval=IntervalRule(method=method, draws=300))

    for row in (*found.by_code, *found.by_family, *found.by_pair, *found.by_period, found.pooled):
        assert row.figure == row.figures[measure]
        assert row.interval.low < row.figure.value < row.interval.high


def test_unitizing_alpha_has_one_too() -> None:
    found = report(unit=Unit.CHARACTER, measure=Measure.U_ALPHA, interval=IntervalRule(draws=300))

    for row in (*found.by_code, found.pooled):
        assert row.interval.low < row.figure.value < row.interval.high


def test_a_document_alone_is_drawn_by_its_turns_or_not_at_all() -> None:
    whole = report(interval=IntervalRule(over=Over.DOCUMENTS)).by_document[0].interval
    turns = report(interval=IntervalRule(over=Over.TURNS, draws=300)).by_document[0]

    assert whole.reason.startswith("1 transcript: too few")
    assert turns.interval.low < turns.figure.value < turns.interval.high


def test_documents_that_a_pair_did_not_both_rate_are_not_drawn_for_it() -> None:
    found = report(documents(6))  # Chika rated four of six

    ana_ben, ana_chika, _ = found.by_pair
    assert ana_ben.interval.low is not None
    assert ana_chika.interval.reason.startswith("4 transcripts: too few")


def test_no_interval_is_asked_for_and_none_is_given() -> None:
    found = report(interval=IntervalRule(method=Method.NONE))

    assert found.pooled.interval.reason == "No interval was asked for."
    assert found.interval_words == "No intervals were asked for."


def test_the_order_of_documents_and_the_names_of_codes_change_no_interval_much() -> None:
    """Draws go by place, so another order is another draw; the interval stays about the same."""
    one, other = report(), report(list(reversed(documents())))

    assert one.pooled.figure.value == pytest.approx(other.pooled.figure.value, abs=1e-12)
    assert one.pooled.interval.low == pytest.approx(other.pooled.interval.low, abs=0.03)


def test_kappa_is_cohens_for_two_and_fleiss_for_more() -> None:
    found = report()

    assert found.pooled.kappa == found.pooled.figures[Measure.FLEISS]
    assert found.by_pair[0].kappa == found.by_pair[0].figures[Measure.KAPPA]
    assert (found.pooled.kappa_name, found.by_pair[0].kappa_name) == (
        "Fleiss' kappa",
        "Cohen's kappa",
    )


def test_a_rare_code_bears_a_warning() -> None:
    some = [
        CodedDocument(
            key=n,
            name=str(n),
            length=400,
            coders=("Ana", "Ben"),
            spans={"Ana": {"envy": [(0, 10)] if n == 0 else []}, "Ben": {"envy": [(20, 30)]}},
            units=UNITS,
        )
        for n in range(6)
    ]

    row = agreement_report(some, codes=["envy"], coders=["Ana", "Ben"]).by_code[0]

    assert row.percent.value > 0.9
    assert "rare" in row.warning
    assert row.prevalence.value == pytest.approx(7 / 480)
    assert row.negative.value > 0.9


def test_who_is_missing_in_a_document_is_told_from_who_marked_nothing() -> None:
    whole = {"key": "P1", "name": "P1", "length": 50, "units": UNITS[:5]}
    spans = {"Ana": {"trust": UNITS[:2]}}
    one = CodedDocument(**whole, coders=("Ana", "Ben"), spans=spans)

    report = agreement_report([one], codes=CODES, coders=CODERS, unit=Unit.TURN)

    (row,) = report.by_document
    assert row.marked == (2, 0, 0)
    assert row.rated == (15, 15, 0)  # units × codes
