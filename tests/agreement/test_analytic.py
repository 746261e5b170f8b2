# SPDX-License-Identifier: MIT
"""Standard errors of formulas give intervals for units that can be taken as independent."""

from __future__ import annotations

import numpy as np
import pytest

from coder_app.agreement.intervals import IntervalRule, Method
from coder_app.agreement.many import gwet_ac
from coder_app.agreement.measures import Measure
from coder_app.agreement.pairs import cohen_kappa
from coder_app.agreement.plain import RatingTable
from coder_app.agreement.report import AgreementReport, agreement_report
from coder_app.agreement.units import CodedDocument, Unit

UNITS = [(start, start + 2) for start in range(0, 200, 2)]
_RANDOM = np.random.default_rng(4)
SAID = [_RANDOM.random(100) < 0.4]
SAID.append(SAID[0] ^ (_RANDOM.random(100) < 0.15))


def report(measure: Measure, unit: Unit = Unit.TURN) -> AgreementReport:
    spans = {
        coder: {"trust": [u for u, yes in zip(UNITS, said, strict=True) if yes]}
        for coder, said in zip(("Ana", "Ben"), SAID, strict=True)
    }
    document = CodedDocument(
        key="d", name="d", length=200, coders=("Ana", "Ben"), spans=spans, units=UNITS
    )
    return agreement_report(
        [document],
        codes=["trust"],
        coders=["Ana", "Ben"],
        unit=unit,
        measure=measure,
        families={"trust": "motives"},
        interval=IntervalRule(method=Method.ANALYTIC),
    )


def table() -> RatingTable:
    return RatingTable((False, True), np.stack(SAID).astype(np.int64), np.ones(100))


def test_the_interval_of_kappa_is_that_of_fleiss_cohen_and_everitt() -> None:
    found = report(Measure.KAPPA)
    wanted = cohen_kappa(table()).interval()

    rows = (*found.by_code, *found.by_family, found.pooled, *found.by_document, *found.by_pair)
    for row in rows:
        assert row.interval.low == pytest.approx(wanted.low)
        assert row.interval.high == pytest.approx(wanted.high)
    assert "independent" in found.interval_words


def test_the_interval_of_ac1_is_gwets() -> None:
    wanted = gwet_ac(table()).interval()

    assert report(Measure.AC1).by_code[0].interval.low == pytest.approx(wanted.low)


@pytest.mark.parametrize("measure", [Measure.ALPHA, Measure.FLEISS, Measure.PI, Measure.S])
def test_other_measures_have_one_too(measure: Measure) -> None:
    row = report(measure).by_code[0]

    assert row.interval.low < row.figure.value < row.interval.high


def test_characters_and_words_are_refused_since_they_depend_on_each_other() -> None:
    assert "not independent" in report(Measure.ALPHA, Unit.CHARACTER).by_code[0].interval.reason


def test_a_measure_without_a_standard_error_says_so() -> None:
    assert "No standard error" in report(Measure.POSITIVE).by_code[0].interval.reason
