# SPDX-License-Identifier: MIT
"""Tables → CSV or TSV files, one a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

from coder_app.core.records import Sheet
from coder_app.formats.cell_values import FORMULA, Report, iso, plain
from coder_app.formats.datasets.workbook import Progress, Ticks
from coder_app.formats.replacing import replacing, table_paths

__all__ = ["table_paths", "write_csv"]

_QUOTED = re.compile(r"'*[=+\-@\t\r]")  # what already has an apostrophe in front gets one more


def write_csv(
    sheets: Sequence[Sheet],
    path: Path,
    *,
    bom: bool = True,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write a file for each table (see `table_paths`); none takes its name before all are written.

    UTF-8, parted by tabs where the name ends in .tsv. With a byte order mark (`bom`), without which
    Excel takes it for a legacy code page; readers of data (`utf-8-sig`) drop it. A CSV knows no
    types, so text that Excel would run as a formula gets an apostrophe; numbers stay bare.
    """
    report = Report()
    ticks = Ticks(progress, sum(len(sheet.rows) for sheet in sheets))
    delimiter = "\t" if path.suffix.casefold() == ".tsv" else ","
    with ExitStack() as stack:
        for sheet, target in zip(sheets, table_paths(sheets, path), strict=True):
            draft = stack.enter_context(replacing(target))
            encoding = "utf-8-sig" if bom else "utf-8"
            with draft.open("w", encoding=encoding, newline="") as file:
                writer = csv.writer(file, delimiter=delimiter)
                writer.writerow([_written(column, report) for column in sheet.columns])
                for row in sheet.rows:
                    writer.writerow([_written(value, report) for value in row])
                    ticks.tick()
    return report.sentences()


def _written(value: object, report: Report) -> object:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    kept = plain(value, report)
    if isinstance(kept, str) and kept.startswith(("'", *FORMULA)) and _QUOTED.match(kept):
        report.count["apostrophe"] += 1
        return f"'{kept}"
    return kept
