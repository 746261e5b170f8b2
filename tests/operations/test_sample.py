# SPDX-License-Identifier: MIT
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem, ProjectProblem
from coder_app.core.places import resources
from coder_app.core.spans import Span
from coder_app.operations import sample
from coder_app.operations.sample import find_passage
from coder_app.queries import history, lists, names
from coder_app.store.project import Project


def test_the_sample_has_everything_that_its_files_say(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    sample.build(tmp_path / "s.coder", progress=lambda done, total: told.append((done, total)))

    with Project.open(tmp_path / "s.coder") as project:
        viewer = project.ask(names.only_lead)
        info = project.ask(lists.info, viewer)
        rows = project.ask(lists.documents, viewer)
        events = project.ask(history.events, viewer)
        assert project.check() == []
    assert (info.documents, info.coders, info.participants, info.codes) == (6, 3, 6, 28)
    assert info.codings >= 3 * 2 * 60
    assert all(row.attributes for row in rows)
    assert told[-1][0] == told[-1][1]
    assert {e.who for e in events if e.action == "codings.apply_codes"} == {
        "Ana Ruiz",
        "Ben Okafor",
        "Chika Mori",
    }


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mine.coder"
    path.write_text("mine")

    with pytest.raises(ProjectProblem, match=r"mine\.coder"):
        sample.build(path)
    assert path.read_text() == "mine"


def test_passages_are_found_by_their_words() -> None:
    text = "one two one two three two"

    assert find_passage(text, "one two", 2) == Span(8, 15)
    assert find_passage(text, "one … two") == Span(0, 7)
    assert find_passage(text, "one … three", 2) == Span(8, 21)
    assert find_passage(text, "four") is None
    assert find_passage(text, "one … four") is None
    assert find_passage(text, "one two", 3) is None


def test_a_row_that_fits_nowhere_is_named_and_nothing_is_left(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(resources("sample"), folder)
    with (folder / "codings" / "ben_okafor.csv").open("a", encoding="utf-8") as file:
        file.write("P01_Marisol,trust,words that nobody said,1,,\n")
    monkeypatch.setattr(sample, "resources", lambda *parts: folder)

    with pytest.raises(InputProblem, match=r"“ben_okafor\.csv”: Line \d+"):
        sample.build(tmp_path / "s.coder")
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]
