# SPDX-License-Identifier: MIT
"""The columns of a table one by one, each of one kind: for files that know types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import repeat

from coder_app.core.records import CellKind, Column, Sheet
from coder_app.formats.cell_values import CellValue, Report, plain

_WHOLE = frozenset({CellKind.WHOLE, CellKind.FLAG, CellKind.ORDER})


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column whose values are all of its kind, or None."""

    about: Column
    values: list[CellValue]


def typed_columns(sheet: Sheet, report: Report) -> Iterator[TypedColumn]:
    """Go through the columns of a table; one whose values do not keep to its kind becomes text."""
    told = sheet.about or tuple(Column(name=name, about="") for name in sheet.columns)
    columns: Iterable[Iterable[object]] = zip(*sheet.rows, strict=True)
    for about, cells in zip(told, columns if sheet.rows else repeat(()), strict=False):
        values = [plain(cell, report) for cell in cells]
        kind = _kind(values) if not sheet.about else about.kind
        if not all(_fits(value, kind) for value in values):
            kind = _kind(values)
        yield TypedColumn(replace(about, kind=kind), [_as(value, kind) for value in values])


def _kind(values: Iterable[CellValue]) -> CellKind:
    """Tell of values of which kind they all are."""
    kinds = {_kind_of(value) for value in values if value is not None and value != ""}
    if len(kinds) == 1:
        return kinds.pop()
    return CellKind.NUMBER if kinds == {CellKind.WHOLE, CellKind.NUMBER} else CellKind.TEXT


def _kind_of(value: object) -> CellKind:
    if isinstance(value, bool):
        return CellKind.FLAG
    if isinstance(value, int):
        return CellKind.WHOLE
    if isinstance(value, float):
        return CellKind.NUMBER
    if isinstance(value, datetime):
        return CellKind.TIME
    return CellKind.DATE if isinstance(value, date) else CellKind.TEXT


def _fits(value: CellValue, kind: CellKind) -> bool:
    if value is None or value == "" or kind is CellKind.TEXT:
        return True
    found = _kind_of(value)
    if kind in _WHOLE:
        return found in _WHOLE
    if kind is CellKind.NUMBER:
        return found in _WHOLE or found is CellKind.NUMBER
    return found is (CellKind.TEXT if kind is CellKind.CATEGORY else kind)


def _as(value: CellValue, kind: CellKind) -> CellValue:
    """Give a value as its column has it; an empty text is none where no text is asked for."""
    if value is None or value == "":
        return "" if kind is CellKind.TEXT and value == "" else None
    if kind is CellKind.TEXT:
        return value if isinstance(value, str) else _text(value)
    if kind is CellKind.NUMBER and isinstance(value, int):
        return float(value)
    return int(value) if isinstance(value, bool) else value


def _text(value: CellValue) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else str(value)
