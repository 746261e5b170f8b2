# SPDX-License-Identifier: MIT
"""Columns of tables are each of one kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coder_app.core.records import CellKind, Column, Sheet
from coder_app.formats.cell_values import Report
from coder_app.formats.datasets.typed_columns import typed_columns

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def columns(rows: list[tuple[object, ...]], *kinds: CellKind) -> list[tuple[CellKind, list]]:
    names = tuple(f"c{n}" for n in range(len(rows[0]) if rows else len(kinds)))
    about = tuple(Column(name=n, about="x.", kind=k) for n, k in zip(names, kinds, strict=False))
    sheet = Sheet(name="S", columns=names, rows=rows, about=about)
    return [(c.about.kind, c.values) for c in typed_columns(sheet, Report())]


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["a", None, ""], CellKind.TEXT, ["a", None, ""]),
        ([1, None], CellKind.WHOLE, [1, None]),
        ([1, 0.5], CellKind.NUMBER, [1.0, 0.5]),
        ([True, None], CellKind.FLAG, [1, None]),
        ([NOON], CellKind.TIME, [datetime(2026, 3, 2, 12)]),
        ([date(2026, 3, 2)], CellKind.DATE, [date(2026, 3, 2)]),
        (["a", 1], CellKind.TEXT, ["a", "1"]),
        ([NOON, "late"], CellKind.TEXT, ["2026-03-02T12:00:00Z", "late"]),
        ([None], CellKind.TEXT, [None]),
    ],
)
def test_what_nobody_described_is_of_the_kind_of_its_values(cells, kind, values) -> None:
    assert columns([(cell,) for cell in cells]) == [(kind, values)]


def test_what_is_described_is_of_that_kind_if_its_values_are() -> None:
    assert columns([(1,), (2,)], CellKind.ORDER) == [(CellKind.ORDER, [1, 2])]
    assert columns([(41,), (1.5,)], CellKind.NUMBER) == [(CellKind.NUMBER, [41.0, 1.5])]
    assert columns([("a",), ("",)], CellKind.CATEGORY) == [(CellKind.CATEGORY, ["a", None])]
    assert columns([(41,), ("many",)], CellKind.NUMBER) == [(CellKind.TEXT, ["41", "many"])]


def test_a_table_without_rows_has_its_columns() -> None:
    assert columns([], CellKind.WHOLE, CellKind.TIME) == [
        (CellKind.WHOLE, []),
        (CellKind.TIME, []),
    ]
