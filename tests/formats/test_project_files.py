# SPDX-License-Identifier: MIT
"""A project of another program is known by its name, and what is none is refused in words."""

from __future__ import annotations

import zipfile
from pathlib import Path
from runpy import run_path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.project_files import is_project, read_project
from coder_app.store.project import Project


@pytest.mark.parametrize("name", ["a.qdpx", "A.QDE", "data.qda", "t.sqlite3"])
def test_projects_are_known_by_their_names(name: str) -> None:
    assert is_project(Path(name))


@pytest.mark.parametrize("name", ["a.coder", "a.docx", "folder"])
def test_other_files_are_no_projects(name: str, tmp_path: Path) -> None:
    assert not is_project(tmp_path / name)


def test_a_folder_of_qualcoder_is_a_project(tmp_path: Path) -> None:
    (tmp_path / "data.qda").write_bytes(b"")

    assert is_project(tmp_path)


def test_what_is_none_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.nvpx"
    path.write_bytes(b"")

    with pytest.raises(InputProblem, match="REFI-QDA"):
        read_project(path)


FILES = run_path(str(Path(__file__).with_name("foreign_projects.py")))
SOURCE = {"id": 1, "name": "mara.txt", "fulltext": "I trust her."}


def qualcoder(folder: Path) -> Path:
    return FILES["qualcoder"](folder, {"source": [SOURCE]})


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_qualcoder_is_read_as_folder_as_file_and_from_an_archive(tmp_path: Path) -> None:
    folder = qualcoder(tmp_path / "Bakers.qda")
    data = (folder / "data.qda").read_bytes()
    parts = {"Bakers.qda/data.qda": data, "__MACOSX/Bakers.qda/data.qda": b"junk"}
    sources = [folder, folder / "data.qda", packed(tmp_path / "sent.zip", parts)]

    pictures = [read_project(source) for source in sources]

    assert [picture.title for picture in pictures] == ["Bakers"] * 3
    assert pictures[0].documents == pictures[1].documents == pictures[2].documents
    assert read_project(packed(tmp_path / "flat.qda.zip", {"data.qda": data})).title == "flat"


def test_the_content_counts_and_not_the_name(tmp_path: Path) -> None:
    taguette = FILES["taguette"](tmp_path / "study.qdpx", {})
    qdpx = packed(tmp_path / "study.sqlite3", {"project.qde": b"<Project name='A'/>"})
    qde = tmp_path / "study.txt"
    qde.write_bytes(b"\xef\xbb\xbf<?xml version='1.0'?><Project name='B'/>")

    assert [read_project(path).title for path in (taguette, qdpx, qde)] == ["Bakers", "A", "B"]


def test_progress_is_told_while_texts_are_read(tmp_path: Path) -> None:
    source = b"<Sources><TextSource guid='1'><PlainTextContent>a</PlainTextContent></TextSource>"
    xml = b"<Project name='A'>" + source + b"</Sources></Project>"
    told: list[tuple[int, int]] = []
    document = {"id": 1, "name": "A", "project_id": 1, "contents": "<p>a</p>"}
    sources = [
        packed(tmp_path / "a.qdpx", {"project.qde": xml}),
        qualcoder(tmp_path / "a.qda"),
        FILES["taguette"](tmp_path / "a.sqlite3", {"documents": [document]}),
    ]

    for source in sources:
        read_project(source, progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 1)] * 3


def test_each_fault_has_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    two = {"a.qda/data.qda": b"1", "b.qda/data.qda": b"2"}
    other = FILES["write"](tmp_path / "other.db", {"t": "a"}, {})
    with Project.create(tmp_path / "own.coder"):
        pass
    for source, sentence in (
        (tmp_path / "empty", "no project of QualCoder"),
        (packed(tmp_path / "two.zip", two), "2 projects of QualCoder"),
        (packed(tmp_path / "x.zip", {"a.qda/data.qda": b"no database"}), "damaged"),
        (packed(tmp_path / "y.zip", {"a.txt": b"words"}), "no project of the exchange"),
        (packed(tmp_path / "z.zip", {"../data.qda": b""}), "lead out"),
        (other, "neither QualCoder nor Taguette"),
        (tmp_path / "own.coder", "already"),
        (tmp_path / "none.qdpx", "no such file"),
    ):
        with pytest.raises(InputProblem, match=sentence) as caught:
            read_project(source)
        assert source.name in str(caught.value)
        assert caught.value.remedy


def test_a_project_that_is_open_elsewhere_is_not_read(tmp_path: Path) -> None:
    folder = qualcoder(tmp_path / "Bakers.qda")
    (folder / "data.qda-wal").write_bytes(b"not yet in it")

    with pytest.raises(InputProblem, match="Close it there"):
        read_project(folder)


def test_the_language_of_a_text_is_guessed_where_that_is_sure(tmp_path: Path) -> None:
    told = {1: "Ich habe ihr nie geschrieben, aber ich kenne sie und das ist nicht so gut. " * 5}
    rows = [
        {"id": n, "name": f"{n}", "fulltext": text} for n, text in (told | {2: "La la"}).items()
    ]
    folder = FILES["qualcoder"](tmp_path / "Bakers.qda", {"source": rows})

    assert [each.language for each in read_project(folder).documents] == ["de", None]
