# SPDX-License-Identifier: MIT
"""Tables → one JSON file that explains itself; `resources/schemas/dataset.json` describes it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from coder_app import __version__
from coder_app.core.records import Column, Sheet
from coder_app.formats.cell_values import iso
from coder_app.formats.datasets.workbook import Progress, Ticks
from coder_app.formats.replacing import replacing

FORMAT, VERSION = "coder-app dataset", 1


def write_json(
    sheets: Sequence[Sheet],
    path: Path,
    *,
    about: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write all tables into one file, each row an object by the names of its columns.

    Nothing has to be changed for it: JSON escapes what other files cannot hold.
    """
    ticks = Ticks(progress, sum(len(sheet.rows) for sheet in sheets))
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for piece in _pieces(sheets, about or {}, ticks):
            file.write(piece)
    return ()


def _pieces(sheets: Sequence[Sheet], about: Mapping[str, object], ticks: Ticks) -> Iterator[str]:
    """Give the file a row at a time: a hundred thousand are not joined in memory."""
    head = {"format": FORMAT, "version": VERSION, "program": f"Coder App {__version__}"}
    yield "{\n"
    for name, value in head.items():
        yield f" {_text(name)}: {_text(value)},\n"
    yield f' "about": {_text(_row(about))},\n "tables": ['
    for number, sheet in enumerate(sheets):
        yield ",\n" if number else "\n"
        yield f'  {{"name": {_text(sheet.name)},\n   "columns": [\n'
        yield ",\n".join(f"    {_text(_column(column))}" for column in _columns(sheet))
        yield '\n   ],\n   "rows": ['
        for place, row in enumerate(sheet.rows):
            pairs = dict(zip(sheet.columns, row, strict=True))
            yield f"{',' if place else ''}\n    {_text(_row(pairs))}"
            ticks.tick()
        yield "\n   ]}"
    yield "\n ]\n}\n"


def _columns(sheet: Sheet) -> Sequence[Column]:
    return sheet.about or [Column(name=name, about="") for name in sheet.columns]


def _column(column: Column) -> dict[str, object]:
    told: dict[str, object] = {"name": column.name, "about": column.about}
    if column.about:
        told["kind"] = column.kind.value
    if column.unit:
        told["unit"] = column.unit
    if column.values:
        told["values"] = [{"value": value, "means": means} for value, means in column.values]
    return told


def _row(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
