# SPDX-License-Identifier: MIT
"""100,000 codings with 27 columns into each kind of dataset; what is told before they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from coder_app.core.export_plan import ExportPlan
from coder_app.core.records import CodebookDraft, CodeDraft, Sheet, TranscriptDraft
from coder_app.core.spans import Span
from coder_app.formats.datasets.csv_file import write_csv
from coder_app.formats.datasets.json_file import write_json
from coder_app.formats.datasets.parquet_file import write_parquet
from coder_app.formats.datasets.spss_file import write_spss
from coder_app.formats.datasets.workbook import write_workbook
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.names_leaving import names_that_would_leave
from coder_app.formats.pseudonyms.replacements import names_left
from coder_app.formats.transcripts.speakers import find_turns
from coder_app.operations import people, projects
from coder_app.operations.codings import Passage, apply_codes
from coder_app.operations.documents import add_documents
from coder_app.queries import lists
from coder_app.queries.document import open_document
from coder_app.queries.long import codings
from coder_app.queries.sheets import table_sizes, workbook_sheets
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


# ---- what is told before anything is written, beside the plain way to find it out

KEY = [Pseudonym(name=f"Name{n} Family{n}", pseudonym=f"P{n}") for n in range(101)]


@pytest.fixture(scope="module")
def study() -> Iterator[Project]:
    """Give a project of 20 transcripts and 30,000 codings by three coders."""
    with Project.in_memory() as project:
        _fill(project, documents=20, each=500)
        yield project


def _fill(project: Project, *, documents: int, each: int) -> None:
    chance, lead = Random(7), UUID(int=1)
    words = ["".join(chance.choices("aeioulnrstmdcp", k=chance.randint(2, 9))) for _ in range(900)]
    book = CodebookDraft(title="b", codes=tuple(CodeDraft(name=f"code {n}") for n in range(28)))
    project.who = lead
    project.run(projects.begin, title="S", lead_name="Ana", coder=lead, codebook=book)
    coders = [lead, *(project.run(people.add_coder, name=name)[0] for name in ("Ben", "Cleo"))]
    codes = [code.guid for code in project.ask(lists.codes, lead)]
    for number in range(documents):
        text = "\n".join(
            f"{who}: {' '.join(chance.choices(words, k=100))}." for who in ("Ana", "Max") * 20
        )
        turns, _ = find_turns(text)
        draft = TranscriptDraft(
            name=f"P{number}", text=text, turns=turns, original=text.encode(), format="txt"
        )
        (guid,), _ = project.run(add_documents, drafts=[draft])
        wording = project.ask(open_document, lead, guid).wording
        for coder in coders:
            starts = [chance.randrange(len(text) - 400) for _ in range(each)]
            passages = [
                Passage(code=chance.choice(codes), span=Span(at, at + chance.randint(20, 400)))
                for at in starts
            ]
            project.run(apply_codes, document=guid, wording=wording, coder=coder, passages=passages)


@pytest.mark.parametrize("way", ["told", "made"])
def test_what_tables_will_hold(benchmark: Any, study: Project, way: str) -> None:
    asked = {"told": table_sizes, "made": workbook_sheets}[way]
    plan = ExportPlan(unfinished=True)

    found = benchmark.pedantic(lambda: study.ask(asked, UUID(int=1), plan), rounds=3)

    assert [each.name for each in found][:2] == ["Codings", "Codebook"]


@pytest.mark.parametrize("way", ["sieved", "plain"])
def test_names_of_a_key(benchmark: Any, study: Project, way: str) -> None:
    (table,) = study.ask(workbook_sheets, UUID(int=1), ExportPlan(sheets=("Codings",)))
    texts = dict.fromkeys(cell for row in table.rows for cell in row if isinstance(cell, str))

    def plain() -> object:
        return names_left("\n\N{INVISIBLE SEPARATOR}\n".join(texts), KEY)

    ways: dict[str, Callable[[], object]] = {
        "sieved": lambda: names_that_would_leave([table], KEY),
        "plain": plain,
    }
    assert not benchmark.pedantic(ways[way], rounds=3)
