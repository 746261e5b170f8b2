# SPDX-License-Identifier: MIT
"""JSON files keep to their schema and hold everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.core.places import resources
from coder_app.core.records import CellKind
from coder_app.formats.datasets.json_file import write_json

TABLES = SimpleNamespace(**run_path(str(Path(__file__).parents[1] / "small_tables.py")))
SHEET, table = TABLES.CODINGS, TABLES.table
SCHEMA = json.loads(resources("schemas", "dataset.json").read_text("utf-8"))
KINDS = {
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "object": dict,
    "array": list,
}


def faults(value: Any, schema: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Check what the schema uses of JSON Schema, and refuse what it might use one day."""
    schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    known = {"type", "required", "properties", "additionalProperties", "items", "const", "enum"}
    assert not schema.keys() - known - {"description", "title", "$schema", "$defs"}
    kinds = schema.get("type", list(KINDS))
    allowed = [KINDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    if not any(isinstance(value, kind) for kind in allowed):
        yield f"{place}: {value!r} is no {kinds}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{place}: not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not in the list"
    if isinstance(value, dict):
        yield from (
            f"{place}: no {name}" for name in schema.get("required", ()) if name not in value
        )
        more = schema.get("additionalProperties", True)
        for name, inner in value.items():
            wanted = schema.get("properties", {}).get(name, more)
            if wanted is False:
                yield f"{place}: {name} is not foreseen"
            elif isinstance(wanted, dict):
                yield from faults(inner, wanted, f"{place}.{name}")
    if isinstance(value, list) and "items" in schema:
        for number, inner in enumerate(value):
            yield from faults(inner, schema["items"], f"{place}[{number}]")


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def test_the_file_keeps_to_its_schema_and_holds_every_value(tmp_path: Path) -> None:
    told = write_json(
        [SHEET, table(("x", 1, True, float("nan")), columns=("a", "b", "c", "d"))],
        tmp_path / "a.json",
        about={"project": "Bakers", "exported": TABLES.NOON, "codebook version": None},
    )

    data = read(tmp_path / "a.json")
    assert list(faults(data, SCHEMA)) == []
    assert told == ()
    assert data["about"]["exported"] == "2026-03-02T12:30:05Z"
    codings, other = data["tables"]
    assert codings["rows"][0]["document"] == "Ana 🥖"
    assert codings["rows"][0]["born"] == date(1990, 1, 2).isoformat()
    assert codings["columns"][3] == {
        "name": "line",
        "about": "Line.",
        "kind": "whole number",
        "unit": "lines",
    }
    assert codings["columns"][-1]["values"][0] == {"value": 0, "means": "not marked"}
    assert other["rows"] == [{"a": "x", "b": 1, "c": True, "d": None}]
    assert other["columns"][0] == {"name": "a", "about": ""}


def test_the_schema_knows_every_kind_and_finds_faults() -> None:
    assert SCHEMA["$defs"]["column"]["properties"]["kind"]["enum"] == [k.value for k in CellKind]
    wrong = {"format": "x", "version": 1, "program": 1, "about": {"a": []}, "more": 1}

    found = list(faults(wrong, SCHEMA))

    assert len(found) == 5


def test_files_without_tables_or_rows_are_json_too(tmp_path: Path) -> None:
    for sheets in ([], [table(name="Empty")]):
        write_json(sheets, tmp_path / "a.json")
        assert list(faults(read(tmp_path / "a.json"), SCHEMA)) == []


def test_rows_are_counted(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    write_json(
        [SHEET], tmp_path / "a.json", progress=lambda done, total: seen.append((done, total))
    )

    assert seen == [(3, 3)]


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="could not be written"):
        write_json([SHEET], tmp_path / "none" / "a.json")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.text() | st.none() | st.floats(), st.integers()), max_size=4))
def test_any_table_comes_back(tmp_path: Path, rows: list[tuple[Any, ...]]) -> None:
    write_json([table(*rows, columns=('"', "b"))], tmp_path / "a.json")

    (found,) = read(tmp_path / "a.json")["tables"]
    finite = [v if not isinstance(v, float) or abs(v) < float("inf") else None for v, _ in rows]
    assert [row['"'] for row in found["rows"]] == finite
