# SPDX-License-Identifier: MIT
"""Whatever goes out is written as the kind that was chosen; nothing is replaced unasked."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.export_kinds import KINDS, What, kind_named
from coder_app.core.export_plan import ExportPlan
from coder_app.core.picture import PictureCode, ProjectPicture
from coder_app.core.records import CodebookDraft, CodeDraft, Sheet
from coder_app.core.report import Heading, Report, paragraph
from coder_app.core.stopping import Stopped, stoppable
from coder_app.formats.writing import Outgoing, files_of, write_out

TABLES = [
    Sheet(name="Codings", columns=("code", "text"), rows=[("trust", "I trust 😀 her")]),
    Sheet(
        name="About",
        columns=("item", "value", "kind", "unit", "values"),
        rows=[("project", "Bakers", None, None, None), ("Codings: code", "Code.", "text", "", "")],
    ),
]
BOOK = CodebookDraft(title="Small", codes=(CodeDraft(name="trust", definition="Relies."),))
TRUST = PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name="trust"))
GOING: dict[What, Outgoing] = {
    What.TABLES: TABLES,
    What.REPORT: Report(
        title="A", about=(), blocks=(Heading(text="B", level=1), paragraph("She 😀 trusts."))
    ),
    What.TRANSCRIPTS: Report(title="A", about=(), blocks=(paragraph("She trusts."),)),
    What.PROJECT: ProjectPicture(title="Bakers", codes=(TRUST,)),
    What.CODEBOOK: BOOK,
}


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_every_kind_of_file_is_written(kind: str, tmp_path: Path) -> None:
    found = kind_named(kind)
    path = tmp_path / f"out{found.suffix}"
    going, plan = GOING[found.what], ExportPlan(kind=kind)

    write_out(going, plan, path)

    assert sorted(tmp_path.iterdir()) == sorted(files_of(going, plan, path))
    assert all(file.stat().st_size for file in tmp_path.iterdir())


def test_kinds_that_hold_one_table_make_a_file_a_table(tmp_path: Path) -> None:
    path = tmp_path / "out.sav"

    assert [p.name for p in files_of(TABLES, ExportPlan(kind="sav"), path)] == [
        "out.sav",
        "out-about.sav",
    ]
    assert files_of(TABLES[:1], ExportPlan(kind="sav"), path) == [path]
    assert files_of(TABLES, ExportPlan(kind="json"), path) == [path]


def test_a_file_that_was_not_asked_about_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "out-about.csv").write_text("mine", "utf-8")

    with pytest.raises(InputProblem, match="out-about"):
        write_out(TABLES, ExportPlan(kind="csv"), tmp_path / "out.csv")

    assert [p.name for p in tmp_path.iterdir()] == ["out-about.csv"]


def test_the_byte_order_mark_can_be_left_out(tmp_path: Path) -> None:
    write_out(TABLES[:1], ExportPlan(kind="csv"), tmp_path / "a.csv")
    write_out(TABLES[:1], ExportPlan(kind="tsv", bom=False), tmp_path / "a.tsv")

    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "a.tsv").read_text("utf-8").startswith("code\ttext\n")


def test_what_stands_in_about_is_kept_beside_the_rows(tmp_path: Path) -> None:
    from pyarrow import parquet

    noon = datetime(2026, 3, 2, 12, 30, 5, 999, tzinfo=UTC)
    told = (("project", "Bakers"), ("exported", noon), ("everything seen", True), ("codes", 3))
    told += (("codebook version", None), ("note", "One."), ("note", "Two."))
    about = replace(TABLES[1], rows=[*((*row, None, None, None) for row in told), *TABLES[1].rows])

    write_out([TABLES[0], about], ExportPlan(kind="json"), tmp_path / "a.json")
    write_out([TABLES[0], about], ExportPlan(kind="parquet"), tmp_path / "a.parquet")

    kept = json.loads((tmp_path / "a.json").read_text("utf-8"))["about"]
    assert kept.pop("project") == "Bakers\nBakers"  # told twice here
    assert kept == {
        "exported": "2026-03-02T12:30:05Z",
        "everything seen": True,
        "codes": 3,
        "note": "One.\nTwo.",
    }
    there = parquet.read_schema(tmp_path / "a.parquet").metadata
    assert (there[b"exported"], there[b"everything seen"], there[b"codes"]) == (
        b"2026-03-02T12:30:05Z",
        b"true",
        b"3",
    )
    assert there[b"note"] == b"One.\nTwo."


def test_stop_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_out(TABLES, ExportPlan(kind="csv"), tmp_path / "a.csv", progress=stop)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["report-docx", "report-html", "codebook-docx"])
def test_a_report_that_nobody_waits_for_leaves_nothing(kind: str, tmp_path: Path) -> None:
    found = kind_named(kind)

    with stoppable(lambda: True), pytest.raises(Stopped):
        write_out(GOING[found.what], ExportPlan(kind=kind), tmp_path / f"a{found.suffix}")

    assert not list(tmp_path.iterdir())


def test_a_word_document_is_one(tmp_path: Path) -> None:
    write_out(BOOK, ExportPlan(kind="codebook-docx"), tmp_path / "a.docx")

    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert "Relies." in archive.read("word/document.xml").decode("utf-8")
