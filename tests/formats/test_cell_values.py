# SPDX-License-Identifier: MIT
"""Values of cells keep their kind, and what is changed in them is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from coder_app.agreement.units import Unit
from coder_app.formats.cell_values import Report, iso, plain, utc

THERE = timezone(timedelta(hours=2))


def test_values_keep_their_kind_and_times_lose_their_zone() -> None:
    report = Report()
    given = ["a", 7, 0.5, True, None, date(2026, 3, 2), Unit.TURN, float("inf"), float("nan")]

    kept = [plain(value, report) for value in given]

    assert kept == ["a", 7, 0.5, True, None, date(2026, 3, 2), "turn", None, None]
    assert type(kept[6]) is str
    moment = plain(datetime(2026, 3, 2, 14, 30, 5, 999, tzinfo=THERE), report)
    assert moment == datetime(2026, 3, 2, 12, 30, 5)
    assert not report.sentences()


def test_a_time_without_zone_is_in_utc_already() -> None:
    assert utc(datetime(2026, 3, 2)) == datetime(2026, 3, 2, tzinfo=UTC)
    assert iso(datetime(2026, 3, 2, 1, tzinfo=THERE)) == "2026-03-01T23:00:00Z"


def test_what_was_changed_is_told_by_kind() -> None:
    report = Report()

    assert plain("a\x00b\ud800", report) == "a�b�"
    report.count["long"] += 1

    assert [sentence[:20] for sentence in report.sentences()] == [
        "2 control characters",
        "1 text over 32,767 c",
    ]


def test_other_things_are_no_values() -> None:
    with pytest.raises(TypeError):
        plain([1], Report())
