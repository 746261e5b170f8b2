# SPDX-License-Identifier: MIT
"""What a cell that leaves the program holds, and a count of what had to be changed in it."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import UTC, date, datetime

from coder_app.core.places import tr_n

CellValue = str | float | date | None  # a bool is an int, a moment is a date too

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of one
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0
_TIME = "%Y-%m-%dT%H:%M:%SZ"

_TOLD = (
    (
        "control",
        "{n} control character was replaced by �: the file cannot hold it.",
        "{n} control characters were replaced by �: the file cannot hold them.",
    ),
    (
        "long",
        "{n} text over 32,767 characters goes on in the columns added beside it.",
        "{n} texts over 32,767 characters go on in the columns added beside them.",
    ),
    (
        "cut",
        "{n} text was too long for SPSS and was cut after 32,767 bytes.",
        "{n} texts were too long for SPSS and were cut after 32,767 bytes.",
    ),
    (
        "apostrophe",
        "{n} text that begins like a formula got an apostrophe in front.",
        "{n} texts that begin like a formula got an apostrophe in front.",
    ),
)


class Report:
    """Counts what a file could not hold as it was."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def sentences(self) -> tuple[str, ...]:
        """Say it, one sentence a kind."""
        found = ((one, many, self.count[kind]) for kind, one, many in _TOLD)
        return tuple(tr_n(one, many, n) for one, many, n in found if n)


def plain(value: object, report: Report) -> CellValue:
    """Give a value that a table can hold; times in UTC, no figure where there is none."""
    if isinstance(value, str):
        return printable(str(value), report)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return utc(value).replace(tzinfo=None)
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    raise TypeError(f"no value of a cell: {value!r}")


def printable(text: str, report: Report) -> str:
    """Replace what no file of XML can hold."""
    if not UNKEEPABLE.search(text):
        return text
    text, replaced = UNKEEPABLE.subn("\N{REPLACEMENT CHARACTER}", text)
    report.count["control"] += replaced
    return text


def utc(value: datetime) -> datetime:
    """Tell a time to the second in UTC; one without a zone is in UTC already."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)


def iso(value: datetime) -> str:
    """Write a time as ISO 8601 in UTC.

    >>> iso(datetime(2026, 3, 2, 12, 30))
    '2026-03-02T12:30:00Z'
    """
    return utc(value).strftime(_TIME)
