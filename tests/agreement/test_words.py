# SPDX-License-Identifier: MIT
"""The paragraph on method names all that a reader of figures asks for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.intervals import Interval, IntervalRule, Method
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import AgreementReport, agreement_report
from coder_app.agreement.units import CodedDocument, Unit
from coder_app.agreement.words import counted, from_to, methods_paragraph, references, share

NAMES = {"a": "Ana Ruiz", "b": "Ben Okafor", "t": "trust", "e": "envy", "u": "unused"}
UNITS = [(start, start + 5) for start in range(0, 50, 5)]


def report(measure: Measure = Measure.ALPHA, method: Method = Method.PERCENTILE) -> AgreementReport:
    documents = [
        CodedDocument(
            key=n,
            name=f"P{n}",
            length=50,
            coders=("a", "b"),
            spans={
                "a": {"t": [(0, 20)], "e": [(25, 30)]},
                "b": {"t": [(0, 15 + n % 3 * 5)], "e": [(25 + n % 4 * 5, 30 + n % 4 * 5)]},
            },
            units=UNITS,
        )
        for n in range(12)
    ]
    return agreement_report(
        documents,
        codes=["t", "e", "u"],
        coders=["a", "b"],
        measure=measure,
        interval=IntervalRule(method=method, draws=200),
    )


def test_the_paragraph_names_all_that_a_reader_asks_for() -> None:
    found = report()

    text = methods_paragraph(found, NAMES, bands=Bands.KRIPPENDORFF, program="Coder App 0.1.0")

    for said in (
        "Ana Ruiz and Ben Okafor coded 12 transcripts with 3 codes",
        "120 turns",
        "Krippendorff’s alpha (Krippendorff 2011) was " + share(found.pooled.figure.value),
        f"[{share(found.pooled.interval.low)}, {share(found.pooled.interval.high)}]",
        "“envy”",
        "(“trust”)",
        "undefined for “unused”",
        "seed 20261127",
        "Positive agreement",
        "prevalence",
        "rely on .800",
        "Coder App 0.1.0",
        "Krippendorff, K. (2011)",
        "Efron, B. (1979)",
    ):
        assert said in text
    assert "frozen" not in text


def test_a_closed_round_is_told_with_its_day() -> None:
    text = methods_paragraph(report(), NAMES, frozen=datetime(2026, 11, 12, 14, 5, tzinfo=UTC))

    assert "frozen on 2026-11-12, before disagreements were discussed" in text


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_its_reference(measure: Measure) -> None:
    found = references(report(measure, Method.BCA), Bands.LANDIS_KOCH)

    assert any("Efron, B. (1987)" in each for each in found)
    assert any("Landis" in each for each in found)
    authors = [name.split(" ")[0].rstrip(",") for name in measure.source.split("; ")]
    assert all(any(author in each for each in found) for author in authors)


def test_an_undefined_figure_is_told_with_its_reason() -> None:
    text = methods_paragraph(report(Measure.U_ALPHA), NAMES)

    assert "is undefined: Needs characters" in text


def test_without_intervals_none_are_mentioned() -> None:
    text = methods_paragraph(report(method=Method.NONE), NAMES)

    assert "interval" not in text.casefold()
    assert "Efron" not in text


def test_figures_are_written_without_the_zero_and_with_a_true_minus() -> None:
    assert [share(v) for v in (0.5123, -0.04, 1.0, None, -0.0001)] == [
        ".512",
        "−.040",
        "1.000",
        "–",
        ".000",
    ]
    assert from_to(Interval(-0.04, 0.72)) == "−.04 to .72"
    assert from_to(Interval(None, None, "why")) == "–"


@pytest.mark.parametrize("unit", list(Unit))
def test_units_are_counted_by_name(unit: Unit) -> None:
    assert counted(unit, 1).startswith("1 ")
    assert counted(unit, 2) == counted(unit, 1).replace("1 ", "2 ") + "s"
