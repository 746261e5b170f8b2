# SPDX-License-Identifier: MIT
"""100,000 codings with 27 columns into each kind of dataset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from coder_app.core.records import Sheet
from coder_app.formats.datasets.csv_file import write_csv
from coder_app.formats.datasets.json_file import write_json
from coder_app.formats.datasets.parquet_file import write_parquet
from coder_app.formats.datasets.spss_file import write_spss
from coder_app.formats.datasets.workbook import write_workbook
from coder_app.operations import projects
from coder_app.queries.long import codings
from coder_app.store.project import Project

ROWS = 100_000
WRITERS: dict[str, Callable[..., object]] = {
    "xlsx": write_workbook,
    "csv": write_csv,
    "sav": write_spss,
    "parquet": write_parquet,
    "json": write_json,
}


@pytest.fixture(scope="module")
def table() -> Sheet:
    """Give a table with the columns of a project's codings, and invented rows."""
    chance, lead = Random(7), UUID(int=1)
    words = ["".join(chance.choices("aeioulnrstmdcp", k=chance.randint(2, 9))) for _ in range(900)]
    with Project.in_memory() as project:
        project.who = lead
        project.run(projects.begin, title="S", lead_name="Ana", coder=lead)
        empty = project.ask(codings, lead)
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    told: dict[str, Callable[[int], object]] = {
        "text": lambda n: " ".join(chance.choices(words, k=30)),
        "created": lambda n: noon + timedelta(seconds=n),
        "changed": lambda n: noon + timedelta(seconds=n),
        "GUID": lambda n: str(UUID(int=n)),
        "memo": lambda n: "" if n % 9 else "a note",
        "recorded at": lambda n: None,
    }
    numbers = {"start", "end", "line", "turn", "words", "codebook version"}
    makers = [
        told.get(c, (lambda n: n % 7_919) if c in numbers else (lambda n, c=c: f"{c} {n % 28}"))
        if c != "weight"
        else (lambda n: n % 4)
        for c in empty.columns
    ]
    rows: list[tuple[Any, ...]] = [tuple(make(n) for make in makers) for n in range(ROWS)]
    return Sheet(
        name="Codings", columns=empty.columns, rows=rows, wide=empty.wide, about=empty.about
    )


@pytest.mark.parametrize("kind", WRITERS)
def test_a_hundred_thousand_codings(
    benchmark: Any, table: Sheet, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"out.{kind}"

    benchmark.pedantic(lambda: WRITERS[kind]([table], path), rounds=2)

    assert path.stat().st_size > 2**20
