# SPDX-License-Identifier: MIT
"""Whole projects out and in from the command line."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from coder_app.core.records import CoderRole
from coder_app.queries import lists, names
from coder_app.store.project import Project

COUNTED = ("documents", "characters", "turns", "speakers", "codes", "codings")


@pytest.fixture
def study(template: Path) -> Path:
    """The sample project itself: what goes out of it changes nothing."""
    return template


def people(path: Path) -> dict[str, CoderRole]:
    with Project.open(path) as project:
        return {c.name: c.role for c in project.ask(lists.coders) if not c.consensus}


@pytest.mark.parametrize("profile", ["standard", "nvivo", "qualcoder"])
def test_the_sample_goes_out_and_comes_back(run, study: Path, tmp_path: Path, profile) -> None:
    out, back = tmp_path / "out.qdpx", tmp_path / "back.coder"

    status, told, said = run("export", study, out, "--profile", profile)
    assert (status, told) == (0, f"{out}\n")
    assert "Left out: history, all of it." in said
    status, told, _ = run("import-project", out, tmp_path / "back", "--coder", "Ben Okafor")

    assert status == 0
    assert told.startswith("“back.coder”: 6 transcripts, 28 codes, 651 codings, 4 coders")
    assert people(back)["Ben Okafor"] is CoderRole.LEAD
    with Project.open(back) as project, Project.open(study) as original:
        before = original.ask(lists.info, original.ask(names.only_lead))
        assert project.ask(lists.info, project.ask(names.only_lead)) == before
    assert run("check", back)[0] == 0


def test_agreement_counts_what_is_taken_for_finished(run, study: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "out.qdpx", tmp_path / "back.coder"
    run("export", study, out)

    run("import-project", out, back, "--finished")

    status, told, _ = run("agreement", back, "--json")
    assert status == 0
    assert json.loads(told)["coverage"]["compared"] > 0


def test_the_summary_as_json_names_what_found_no_place(run, tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    picture = '<Sources><PictureSource guid="1" name="cake.jpg"/></Sources>'
    user = '<Users><User guid="2" name="Ana"/></Users>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", f'<Project name="S" origin="X">{user}{picture}</Project>')

    status, told, said = run("import-project", path, tmp_path / "s.coder", "--json")

    data = json.loads(told)
    assert (status, said) == (0, "")
    assert (data["title"], data["program"], data["lead"], data["documents"]) == ("S", "X", "Ana", 0)
    assert data["left_out"] == [
        {"kind": "picture", "name": "cake.jpg", "why": "Only texts can be coded here."}
    ]


def test_what_is_wrong_is_one_sentence_and_leaves_nothing(run, study, tmp_path: Path) -> None:
    taken, web = tmp_path / "taken.coder", tmp_path / "web.qdpx"
    taken.write_text("mine")
    web.write_text("<html></html>")
    database = sqlite3.connect(tmp_path / "x.sqlite3")
    database.execute("CREATE TABLE t (a)")
    database.close()

    for words, sentence in (
        (("import-project", web, taken), "“taken.coder” is already there"),
        (("import-project", web, tmp_path / "new"), "“web.qdpx”: This is a web page"),
        (("import-project", tmp_path / "x.sqlite3", tmp_path / "new"), "neither QualCoder nor"),
        (("import-project", study, tmp_path / "new"), "a project of this program already"),
    ):
        status, _, said = run(*words)
        assert status == 1
        assert sentence in said
    assert taken.read_text() == "mine"
    assert not (tmp_path / "new.coder").exists()


def test_a_project_is_narrowed_by_coders_and_transcripts(run, study, tmp_path: Path) -> None:
    narrow = ("--coders", "Ana Ruiz", "--documents", "P01_Marisol")

    status, out, said = run("export", study, tmp_path / "a.qdpx", *narrow, "--json")
    told = json.loads(out)
    back = json.loads(run("import-project", tmp_path / "a.qdpx", tmp_path / "b", "--json")[1])

    assert (status, said) == (0, "")
    assert told["documents"] == 1
    assert "history" in [each["kind"] for each in told["left_out"]]
    for name in COUNTED:
        assert told[name] == back[name]
