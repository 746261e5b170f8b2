# SPDX-License-Identifier: MIT
"""Faults that other programs for this work were found to have, each tried on ours from outside."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coder_app.cli import commands as cli
from coder_app.core.spans import Span
from coder_app.operations import codebook, codings, people
from coder_app.queries import document as documents
from coder_app.queries import lists, names
from coder_app.store.project import Project
from coder_app.ui.popups.question import Question

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

Run = Callable[..., Any]
SAMPLE = Path(__file__).parent.parent / "data" / "transcripts" / "bold.docx"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; give what it printed, as data where it is asked for as JSON."""

    def _run(*words: object, status: int = 0) -> Any:
        capsys.readouterr()
        assert cli.main([str(word) for word in words]).status == status
        out = capsys.readouterr().out
        return json.loads(out) if "--json" in words else out

    return _run


def compared(
    run: Run, study: Path, tmp_path: Path, length: int, *spans: tuple[str, int, int]
) -> dict[str, Any]:
    """Let two coders code a text of so many characters, and compare them by character."""
    file = tmp_path / "plain.txt"
    file.write_text("x" * length, "utf-8")
    run("import", study, file)
    with Project.open(study) as project:
        lead = project.who = project.ask(names.only_lead)
        ben, _ = project.run(people.add_coder, name="Ben")
        document = project.ask(names.find_one, "document", "plain", lead)
        for coder in (lead, ben):
            project.run(people.assign, coder=coder, document=document)
    for name, start, end in spans:
        told = ("--coder", name, "--document", "plain", "--code", "trust")
        run("code", study, *told, "--start", start, "--end", end)
    asked = ("--documents", "plain", "--unit", "character", "--unfinished", "--json")
    rows = run("agreement", study, *asked, "--coders", "Ana,Ben", "--codes", "trust")["rows"]
    return next(row for row in rows if row["name"] == "trust")


@pytest.mark.parametrize(
    ("length", "ana", "ben", "kappa"),
    [(20, (0, 10), (5, 15), 0.0), (100, (0, 2), (1, 3), 0.4898)],
)
def test_kappa_is_cohens(
    run: Run,
    study: Path,
    tmp_path: Path,
    length: int,
    ana: tuple[int, int],
    ben: tuple[int, int],
    kappa: float,
) -> None:
    row = compared(run, study, tmp_path, length, ("Ana", *ana), ("Ben", *ben))

    assert row["kappa"] == pytest.approx(kappa, abs=5e-5)


def test_overlapping_codings_of_one_coder_are_no_other_coders(
    run: Run, study: Path, tmp_path: Path
) -> None:
    spans = [("Ana", 0, 10), ("Ana", 3, 9), ("Ana", 5, 10), ("Ben", 0, 10)]

    row = compared(run, study, tmp_path, 40, *spans)

    assert (row["differing"], row["percent"], row["kappa"]) == (0, 1.0, 1.0)


def test_nine_emoji_move_no_coding(person: Person, run: Run, tmp_path: Path, study: Path) -> None:
    file = tmp_path / "nine.txt"
    file.write_text("Mia: 😀😁😂🤣😃😄😅😆😉 and then I trusted her, I did.\n", "utf-8")
    run("import", study, file)
    said = "I trusted her"
    at = file.read_text("utf-8").index(said)
    asked = ("--coder", "Ana", "--document", "nine", "--code", "loyalty")
    told = run("code", study, *asked, "--start", at, "--end", at + len(said), "--json")

    person.open(study)
    nine = next(row.guid for row in person.ask(lists.documents) if row.name == "nine")
    person.window.open_document(nine)
    person.select(said)
    person.press("T")

    assert told["text"] == said
    assert sorted(person.coded()) == [("loyalty", said), ("trust", said)]
    assert {(c.span.start, c.span.end) for c in person.codings if c.span} == {(at, at + len(said))}


def word_file(path: Path, number: int) -> Path:
    """Write a transcript like the one kept as a sample, with words of its own."""
    with zipfile.ZipFile(SAMPLE) as sample, zipfile.ZipFile(path, "w") as made:
        for name in sample.namelist():
            content = sample.read(name)
            if name == "word/document.xml":
                content = content.replace(b"</w:t>", f" ({number})</w:t>".encode(), 1)
            made.writestr(name, content)
    return path


def test_a_malformed_word_file_in_the_middle_keeps_twenty_others_in(
    run: Run, tmp_path: Path, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [word_file(tmp_path / f"W{number:02}.docx", number) for number in range(21)]
    whole = files[10].read_bytes()
    files[10].write_bytes(whole[: len(whole) // 2])

    assert cli.main(["import", str(study), *map(str, files)]).status == 1

    told = capsys.readouterr()
    assert "W10.docx" in told.err
    assert "Traceback" not in told.err
    with Project.open(study) as project:
        viewer = project.ask(names.only_lead)
        rows = {row.name for row in project.ask(lists.documents, viewer)}
        assert rows >= {path.stem for path in files} - {"W10"}
        assert "W10" not in rows
        assert project.check() == []


# ---- what undo has to bring back


@pytest.fixture
def much_coded(study: Path) -> Path:
    """A study in which one code has 107 codings, another 20."""
    with Project.open(study) as project:
        viewer = project.who = project.ask(names.only_lead)
        (first, *_) = project.ask(lists.documents, viewer)
        record = project.ask(documents.open_document, viewer, first.guid)
        codes = {code.name: code.guid for code in project.ask(lists.codes, viewer)}
        passages = [
            codings.Passage(code=codes[name], span=Span(at, at + 12), memo=f"{name} {at}")
            for name, times in (("trust", 107), ("loyalty", 20))
            for at in range(times)
        ]
        project.run(
            codings.apply_codes,
            document=record.guid,
            wording=record.wording,
            coder=viewer,
            passages=passages,
        )
    return study


def kept(person: Person) -> list[tuple[Any, ...]]:
    """Say what every coding is, without times."""
    return sorted((c.guid, c.code_name, c.span, c.memo) for c in person.codings)


def test_a_removed_code_comes_back_with_its_107_codings(person: Person, much_coded: Path) -> None:
    person.open(much_coded)
    before = kept(person)

    asked: list[str] = []

    def agree(question: Question) -> None:
        asked.extend(person.said_in(question))
        person.click(question, "Remove")

    person.take_code("trust")
    person.when(Question, agree)
    person.do("codebook.remove")
    person.qtbot.waitUntil(lambda: len(person.codings) < 127)
    assert any("Ana 107" in said for said in asked)
    assert len(person.codings) == 20
    person.come_back(much_coded)
    person.undo()

    assert kept(person) == before
    assert sum(name == "trust" for _, name, *_ in before) == 107


def test_merged_codes_are_parted_again(person: Person, much_coded: Path) -> None:
    person.open(much_coded)
    before = kept(person)

    source, target = person.code("trust").guid, person.code("loyalty").guid
    person.window.workspace.run(codebook.merge_codes, source=source, target=target)
    assert {c.code_name for c in person.codings} == {"loyalty"}
    person.come_back(much_coded)
    person.undo()

    assert kept(person) == before
    assert person.window.workspace.project.check() == []
