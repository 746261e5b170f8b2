# SPDX-License-Identifier: MIT
from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.projects.refi import container as refi_container
from coder_app.formats.projects.refi.container import opened

XML = "<Project><Users/></Project>"


@pytest.fixture
def packed(tmp_path: Path) -> Any:
    def made(parts: dict[str, str | bytes]) -> Path:
        path = tmp_path / "a.qdpx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return made


def test_files_are_found_by_their_name_in_any_case(packed: Any) -> None:
    parts = {"My study.QDE": XML, "Sources/A.TXT": "one", "sources/.root": "", "Sources/": ""}

    with opened(packed(parts)) as container:
        assert container.source("internal://a.txt") == b"one"
        assert container.source("internal://b.txt") is None
        assert container.source("") is None
        assert container.source(None) is None


def test_a_file_in_its_folder_wins_over_one_beside_and_junk_is_none(packed: Any) -> None:
    parts = {"a.txt": "outer", "sources/a.txt": "inner", "__MACOSX/sources/a.txt": "junk"}

    with opened(packed({"project.qde": XML} | parts)) as container:
        assert container.source("a.txt") == b"inner"
        assert container.source("project.qde") == XML.encode()


def test_a_project_may_lie_one_folder_down(packed: Any) -> None:
    with opened(packed({"study/project.qde": XML, "study/sources/a.txt": "one"})) as container:
        assert container.source("internal://a.txt") == b"one"


@pytest.mark.parametrize("name", ["readme.txt", "a/b/project.qde"])
def test_an_archive_without_project_is_refused(packed: Any, name: str) -> None:
    with pytest.raises(InputProblem, match=r"no file ending in \.qde"), opened(packed({name: XML})):
        pass


def test_names_that_lead_out_are_refused(packed: Any) -> None:
    path = packed({"project.qde": XML, "../a.txt": "x"})

    with pytest.raises(InputProblem, match="lead out"), opened(path):
        pass


def test_a_bomb_is_stopped(packed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_container, "MAX_PROJECT", 1_000)
    bomb = packed({"project.qde": XML + " " * 2_000})

    with pytest.raises(InputProblem, match="Unpacked"), opened(bomb):
        pass


def test_all_texts_together_have_a_limit(packed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_container, "MAX_TEXTS", 1_000)
    path = packed({"project.qde": XML, "sources/a.txt": "a" * 600, "sources/b.txt": "b" * 600})

    with opened(path) as container:
        container.source("a.txt")
        with pytest.raises(InputProblem, match="more than"):
            container.source("b.txt")


def test_only_the_folder_beside_a_bare_project_is_read(tmp_path: Path) -> None:
    (tmp_path / "project.qde").write_text(XML)
    (tmp_path / "secret.txt").write_text("not mine")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("one")
    (tmp_path / "sources" / "link.txt").symlink_to(tmp_path / "secret.txt")

    with opened(tmp_path / "project.qde") as container:
        assert container.source("internal://A.txt") == b"one"
        assert container.source("internal://../secret.txt") is None
        assert container.source("link.txt") is None
        assert container.source("secret.txt") is None


def test_a_web_page_a_folder_and_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "page.qdpx").write_text("<!DOCTYPE html><HTML>…")

    for name, sentence in (
        ("page.qdpx", "web page"),
        ("none.qdpx", "no such file"),
        ("", "folder"),
    ):
        with pytest.raises(InputProblem, match=sentence), opened(tmp_path / name):
            pass
