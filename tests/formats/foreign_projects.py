# SPDX-License-Identifier: MIT
"""Small databases as QualCoder and Taguette have them, with the columns that matter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

QUALCODER = {
    "project": "databaseversion date memo about codername",
    "source": "id name fulltext mediapath memo owner date",
    "code_cat": "catid name memo owner supercatid",
    "code_name": "cid name memo catid owner color supercid",
    "code_text": "ctid cid fid seltext pos0 pos1 owner date memo important",
    "code_image": "imid id cid owner memo",
    "code_av": "avid id cid owner memo",
    "cases": "caseid name memo owner",
    "case_text": "caseid fid pos0 pos1 owner memo",
    "attribute_type": "name valuetype caseOrFile memo",
    "attribute": "name attr_type value id",
    "annotation": "fid pos0 pos1 memo owner",
    "journal": "name jentry owner",
    "graph": "name",
    "coder_names": "name visibility",
    "stored_sql": "title ssql",
    "ris": "risid tag value",
}
TAGUETTE = {
    "projects": "id name description created",
    "project_members": "project_id user_login privileges",
    "documents": "id name description filename project_id contents",
    "tags": "id project_id path description",
    "highlights": "id document_id start_offset end_offset snippet",
    "highlight_tags": "highlight_id tag_id",
    "commands": "id date user_login project_id document_id payload",
}
Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def write(path: Path, tables: Mapping[str, str], rows: Rows, without: Iterable[str] = ()) -> Path:
    """Write a database; `without` names tables that it shall not have."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous=OFF")
    for table, columns in tables.items():
        if table not in without:
            database.execute(f"CREATE TABLE {table} ({', '.join(columns.split())})")
    for table, values in rows.items():
        for row in values:
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
    database.commit()
    database.close()
    return path


PROJECT = {
    "databaseversion": "v17",
    "date": "2026-01-02 03:04:05",
    "memo": "what it is about",
    "about": "QualCoder 3.9",
    "codername": "Ana",
}


def qualcoder(path: Path, rows: Rows, without: Iterable[str] = ()) -> Path:
    """Write a project of QualCoder as its folder; gives the folder."""
    path.mkdir(exist_ok=True)
    write(path / "data.qda", QUALCODER, {"project": [PROJECT]} | dict(rows), without)
    return path


def taguette(path: Path, rows: Rows, without: Iterable[str] = ()) -> Path:
    """Write a database of Taguette with one project."""
    one = {"id": 1, "name": "Bakers", "description": "A study", "created": "2026-01-02"}
    member = {"project_id": 1, "user_login": "admin"}
    return write(
        path, TAGUETTE, {"projects": [one], "project_members": [member]} | dict(rows), without
    )
