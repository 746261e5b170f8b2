# SPDX-License-Identifier: MIT
"""Frozen figures read back are the figures that were frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coder_app.agreement.frozen import from_json, to_json
from coder_app.agreement.intervals import IntervalRule, Method
from coder_app.agreement.report import AgreementReport, agreement_report
from coder_app.agreement.units import CodedDocument, Unit
from coder_app.core.errors import ProjectProblem

ANA, BEN, TRUST, UNUSED, MOTIVES = (uuid4() for _ in range(5))


def report() -> AgreementReport:
    documents = [
        CodedDocument(
            key=uuid4(),
            name=f"P{n}",
            length=50,
            coders=(ANA, BEN),
            spans={ANA: {TRUST: [(0, 10)]}, BEN: {TRUST: [(n, 10 + n)]}},
            weights={ANA: {TRUST: [1]}, BEN: {TRUST: [n % 3]}},
            units=[(start, start + 5) for start in range(0, 50, 5)],
            period=(0, "first third") if n < 3 else (2, "last third"),
        )
        for n in range(6)
    ]
    return agreement_report(
        documents,
        codes=[TRUST, UNUSED],
        coders=[ANA, BEN],
        unit=Unit.TURN,
        families={TRUST: MOTIVES},
        scales={TRUST: [0, 1, 2]},
        interval=IntervalRule(method=Method.BCA, draws=100),
    )


def test_figures_read_back_are_the_figures_that_were_frozen() -> None:
    found = replace(report(), as_of=datetime(2026, 11, 12, 14, 5, tzinfo=UTC))

    again = from_json(to_json(found))

    assert again == replace(found, disagreements=())
    assert again.by_code[0].interval.low is not None
    assert again.by_code[0].ordinal is not None
    assert to_json(again) == to_json(found)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 1}', "null"])
def test_what_are_no_figures_is_said_in_words(text: str) -> None:
    with pytest.raises(ProjectProblem, match="cannot be read"):
        from_json(text)


def test_figures_of_a_newer_version_are_told_as_such() -> None:
    with pytest.raises(ProjectProblem, match="newer version"):
        from_json('{"format": 99}')
