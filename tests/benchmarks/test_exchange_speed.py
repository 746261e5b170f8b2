# SPDX-License-Identifier: MIT
"""A project of 10,000 codings to other programs and back: from the file to the file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from coder_app.core.picture import (
    PictureCode,
    PictureCoder,
    PictureCoding,
    PictureDocument,
    ProjectPicture,
)
from coder_app.core.records import CodeDraft
from coder_app.core.spans import Span
from coder_app.formats.projects.refi.read import read_refi
from coder_app.formats.projects.refi.write import write_qdpx
from coder_app.formats.transcripts.speakers import find_turns
from coder_app.operations.bring_project import bring
from coder_app.queries import lists, names
from coder_app.queries.picture import picture
from coder_app.store.project import Project

CODINGS, DOCUMENTS, LENGTH = 10_000, 40, 25_000


def interview(seed: int) -> str:
    chance = Random(seed)
    words = ["".join(chance.choices("aeioulnrstmdcp", k=chance.randint(2, 9))) for _ in range(900)]
    lines: list[str] = []
    while sum(map(len, lines)) < LENGTH:
        who, count = ("I", 12) if len(lines) % 2 == 0 else ("Marisol", 100)
        lines.append(f"{who}: {' '.join(chance.choices(words, k=count))}.")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = Random(11)
    coders = tuple(PictureCoder(guid=uuid4(), name=name) for name in ("Ana", "Ben"))
    codes = tuple(
        PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name=f"code {n}")) for n in range(20)
    )
    texts = [interview(seed) for seed in range(DOCUMENTS)]
    documents = tuple(
        PictureDocument(guid=uuid4(), name=f"P{n}", text=text, turns=find_turns(text)[0])
        for n, text in enumerate(texts)
    )
    codings = []
    for _ in range(CODINGS):
        start = chance.randrange(LENGTH - 600)
        codings.append(
            PictureCoding(
                guid=uuid4(),
                document=chance.choice(documents).guid,
                code=chance.choice(codes).guid,
                coder=chance.choice(coders).guid,
                span=Span(start, start + chance.randint(20, 500)),
                created=datetime.now(UTC),
            )
        )
    told = ProjectPicture(
        title="S", coders=coders, codes=codes, documents=documents, codings=tuple(codings)
    )
    path = tmp_path_factory.mktemp("exchange") / "study.coder"
    bring(told, path)
    return path


def test_ten_thousand_codings_out(benchmark: Any, study: Path) -> None:
    def out() -> None:
        with Project.open(study) as project:
            found = project.ask(picture, project.ask(names.only_lead))
        write_qdpx(found, study.with_suffix(".qdpx"))

    benchmark.pedantic(out, rounds=5, warmup_rounds=1)


def test_ten_thousand_codings_in(benchmark: Any, study: Path) -> None:
    with Project.open(study) as project:
        found = project.ask(picture, project.ask(names.only_lead))
    write_qdpx(found, study.with_suffix(".qdpx"))
    back = study.with_name("back.coder")

    def begin() -> None:
        back.unlink(missing_ok=True)

    def read() -> None:
        bring(read_refi(study.with_suffix(".qdpx")), back)

    benchmark.pedantic(read, setup=begin, rounds=5, warmup_rounds=1)
    with Project.open(back) as project:
        assert project.ask(lists.info, project.ask(names.only_lead)).codings == CODINGS
