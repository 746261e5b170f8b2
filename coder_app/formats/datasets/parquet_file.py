# SPDX-License-Identifier: MIT
"""Tables → Parquet files, one a table: typed columns that say what they hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from coder_app import __version__
from coder_app.core.records import CellKind, Sheet
from coder_app.formats.cell_values import Report, iso
from coder_app.formats.datasets.typed_columns import TypedColumn, typed_columns
from coder_app.formats.datasets.workbook import Progress
from coder_app.formats.replacing import replacing, table_paths


def write_parquet(
    sheets: Sequence[Sheet],
    path: Path,
    *,
    about: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write a file for each table (see `table_paths`); returns what had to be changed.

    Texts of a category become dictionaries (`category` in pandas, factors in R). What a column
    holds stands in its metadata, what the caller says `about` all in that of the file.
    """
    from pyarrow import parquet  # type: ignore[import-untyped]

    report = Report()
    done, total = 0, sum(len(sheet.rows) for sheet in sheets)
    with ExitStack() as stack:
        for sheet, target in zip(sheets, table_paths(sheets, path), strict=True):
            draft = stack.enter_context(replacing(target))
            parquet.write_table(_table(sheet, about or {}, report), draft, compression="zstd")
            done += len(sheet.rows)
            if progress is not None:
                progress(done, total)
    return report.sentences()


def _table(sheet: Sheet, about: Mapping[str, object], report: Report) -> Any:  # noqa: ANN401 no types
    import pyarrow as pa

    fields, columns = [], []
    for column in typed_columns(sheet, report):
        kind = _types()[column.about.kind]
        fields.append(pa.field(column.about.name, kind, metadata=_said(column)))
        columns.append(pa.array(column.values, kind))
    told = {"program": f"Coder App {__version__}", "table": sheet.name}
    told |= {name: _text(value) for name, value in about.items()}
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata=told))


def _text(value: object) -> str:
    """Write a value as the metadata of a file takes it, as JSON would."""
    if isinstance(value, datetime):
        return iso(value)
    return value if isinstance(value, str) else json.dumps(value)


def _types() -> Mapping[CellKind, Any]:
    import pyarrow as pa

    return {
        CellKind.TEXT: pa.string(),
        CellKind.CATEGORY: pa.dictionary(pa.int32(), pa.string()),
        CellKind.ORDER: pa.int8(),
        CellKind.WHOLE: pa.int64(),
        CellKind.NUMBER: pa.float64(),
        CellKind.FLAG: pa.int8(),
        CellKind.TIME: pa.timestamp("ms", tz="UTC"),
        CellKind.DATE: pa.date32(),
    }


def _said(column: TypedColumn) -> dict[str, str]:
    about = column.about
    told = {"description": about.about, "unit": about.unit}
    if about.values:
        told["values"] = json.dumps(
            {str(v): means for v, means in about.values}, ensure_ascii=False
        )
    return {name: text for name, text in told.items() if text}
