# SPDX-License-Identifier: MIT
"""Everything that can be imported in the window can be on the command line."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coder_app.core.places import codebooks
from coder_app.queries import document, lists, names
from coder_app.store.project import Project

DATA = Path(__file__).parents[1] / "data" / "transcripts"
BOOK = codebooks("micro_influencer_following.toml")
TALK = "Interviewer: Why?\nMarisol: I am Marisol. marisol, yes.\nInterviewer: So?\nMarisol: So.\n"
ANSWERS = (
    "id,age,why\n"
    "Marisol,24,Because she answers everybody who writes to her.\n"
    "Ben,31,He shows what went wrong and that is honest.\n"
)


@pytest.fixture
def study(run, tmp_path: Path) -> Path:
    path = tmp_path / "study.coder"
    assert run("new", path, "--codebook", BOOK, "--coder", "Lea")[0] == 0
    return path


def ask(study: Path, query: Callable[..., Any], *args: Any) -> Any:
    with Project.open(study) as project:
        lead = project.ask(names.only_lead)
        return project.ask(query, lead, *args)


def texts(study: Path) -> dict[str, str]:
    return {
        row.name: ask(study, document.open_document, row.guid).text
        for row in ask(study, lists.documents)
    }


def test_a_folder_of_all_kinds_goes_in_with_a_summary(run, study) -> None:
    status, out, err = run("import", study, DATA, "--json")

    told = json.loads(out)
    kinds = {path.suffix for path in DATA.iterdir()}
    assert status == 0
    assert told["documents"] == len(told["added"]) == len(list(DATA.iterdir()))
    assert {".pdf", ".odt", ".rtf", ".html", ".srt", ".json", ".docx", ".vtt"} <= kinds
    assert told["characters"] == sum(each["characters"] for each in told["added"]) > 0
    assert told["turns"] > told["speakers"] > 0
    assert told["warnings"]
    assert told["problems"] == []
    assert "broken.vtt" in err or "broken" in err


def test_an_archive_goes_in_file_by_file(run, study, tmp_path: Path) -> None:
    path = tmp_path / "talks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("P10.txt", TALK)
        archive.writestr("P2.txt", TALK.replace("why", "x") + "Marisol: More.\n")
        archive.writestr("broken.docx", b"no document")
        archive.writestr("photo.jpg", b"\xff\xd8\xff")

    status, out, err = run("import", study, path)

    assert status == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == ["P2", "P10"]
    assert "broken.docx" in err
    assert "“talks.zip”: 1 file of another kind passed over." in err


def test_an_archive_in_a_folder_is_opened_and_one_in_another_is_not(run, study, tmp_path) -> None:
    folder = tmp_path / "waves"
    folder.mkdir()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("P3.txt", TALK)
    with zipfile.ZipFile(folder / "wave 1.zip", "w") as archive:
        archive.writestr("P1.txt", TALK)
        archive.writestr("inner.zip", inner.getvalue())

    status, out, err = run("import", study, folder)

    assert status == 1
    assert out.startswith("P1: ")
    assert "“inner.zip”: It is an archive of files." in err


def test_a_table_of_answers_brings_participants_and_attributes(run, study, tmp_path) -> None:
    (tmp_path / "answers.csv").write_text(ANSWERS, "utf-8")

    status, _, err = run("import", study, tmp_path / "answers.csv")

    assert status == 0
    assert "columns taken as id (person), age (number), why (words)." in err
    assert list(texts(study)) == ["Marisol", "Ben"]
    people = {row.participant_name: row.attributes for row in ask(study, lists.documents)}
    assert people == {"Marisol": (("age", "24"),), "Ben": (("age", "31"),)}


def test_a_table_that_does_not_fit_the_project_is_named(run, study, tmp_path) -> None:
    (tmp_path / "answers.csv").write_text(ANSWERS, "utf-8")
    (tmp_path / "more.csv").write_text(ANSWERS.replace("31", "old"), "utf-8")
    run("import", study, tmp_path / "answers.csv")

    status, out, err = run("import", study, tmp_path / "more.csv")

    assert (status, out) == (1, "")
    assert "“old” in the column “age” is no number" in err


def test_names_of_a_key_are_replaced_and_the_rest_is_named(run, study, tmp_path) -> None:
    (tmp_path / "Marisol.txt").write_text(TALK, "utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, "utf-8")
    key = tmp_path / "names.csv"
    key.write_text("name,pseudonym\nMarisol,P07\n", "utf-8")

    told = run(
        *("import", study, tmp_path / "Marisol.txt", tmp_path / "answers.csv"),
        *("--key", key, "--json"),
    )

    assert told[0] == 0
    assert list(texts(study)) == ["P07", "P07 (2)", "Ben"]
    assert texts(study)["P07"].splitlines()[1] == "[P07]: I am [P07]. marisol, yes."
    assert "“P07” (line 2): “marisol” may be “Marisol” of the key. It stays." in told[2]
    assert json.loads(told[1])["added"][0]["names_left"] == 1
    assert {row.participant_name for row in ask(study, lists.documents)} == {"P07", "Ben"}
    (log,) = tmp_path.glob("names-replacements-*.csv")
    assert log.read_text("utf-8-sig").count("Marisol") == 3
    assert b"Marisol" not in study.read_bytes()


def test_names_written_otherwise_are_replaced_if_wished(run, study, tmp_path) -> None:
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    (tmp_path / "names.csv").write_text("name,pseudonym\nMarisol,P07\n", "utf-8")

    run("import", study, tmp_path / "a.txt", "--key", tmp_path / "names.csv", "--unsure")

    assert "marisol" not in texts(study)["a"].casefold()


def test_a_log_that_cannot_be_written_keeps_everything_out(
    run, study, tmp_path, monkeypatch
) -> None:
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    (tmp_path / "names.csv").write_text("name,pseudonym\nMarisol,P07\n", "utf-8")
    gone = tmp_path / "gone" / "log.csv"
    monkeypatch.setattr("coder_app.cli.importing.log_path", lambda key, day: gone)

    status, _, err = run("import", study, tmp_path / "a.txt", "--key", tmp_path / "names.csv")

    assert status == 1
    assert "log.csv" in err
    assert texts(study) == {}


def test_the_key_is_remembered_and_names_do_not_come_in_without_it(run, study, tmp_path) -> None:
    key = tmp_path / "names.csv"
    key.write_text("name,pseudonym\nMarisol,P07\n", "utf-8")
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    (tmp_path / "b.txt").write_text(TALK.replace("Why", "And why"), "utf-8")
    assert run("import", study, tmp_path / "a.txt", "--key", key)[0] == 0

    status, out, err = run("import", study, tmp_path / "b.txt")
    assert (status, out) == (1, "")
    assert "1 name of the key would come in: Marisol (4\N{NO-BREAK SPACE}places)." in err
    assert f"Nothing was added. Give --key {key} to replace them" in err
    assert list(texts(study)) == ["a"]

    assert run("import", study, tmp_path / "b.txt", "--anyway")[0] == 0
    assert "Marisol" in texts(study)["b"]


def test_nothing_comes_in_unlooked_at_when_the_key_is_gone(run, study, tmp_path) -> None:
    key = tmp_path / "names.csv"
    key.write_text("name,pseudonym\nMarisol,P07\n", "utf-8")
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    (tmp_path / "b.txt").write_text(TALK.replace("Why", "And why"), "utf-8")
    assert run("import", study, tmp_path / "a.txt", "--key", key)[0] == 0
    key.unlink()

    status, out, err = run("import", study, tmp_path / "b.txt")

    assert (status, out) == (1, "")
    assert "Names were not looked for" in err
    assert list(texts(study)) == ["a"]
    assert run("import", study, tmp_path / "b.txt", "--anyway")[0] == 0


def test_the_same_text_is_known_again_after_names_were_replaced(run, study, tmp_path) -> None:
    (tmp_path / "names.csv").write_text("name,pseudonym\nMarisol,P07\n", "utf-8")
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    words = ("import", study, tmp_path / "a.txt", "--key", tmp_path / "names.csv")
    assert run(*words)[0] == 0

    status, out, err = run(*words)

    assert (status, out) == (0, "")
    assert "“a.txt” is left out: it has the same text as “a”." in err
    assert len(list(tmp_path.glob("names-replacements-*"))) == 1


def test_a_file_is_known_again_though_its_words_went_in_otherwise(run, study, tmp_path) -> None:
    (tmp_path / "names.csv").write_text("name,pseudonym\nMarisol,P07\n", "utf-8")
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    assert run("import", study, tmp_path / "a.txt", "--key", tmp_path / "names.csv")[0] == 0
    (tmp_path / "names.csv").write_text("name,pseudonym\nMarisol,P08\n", "utf-8")
    words = ("import", study, tmp_path / "a.txt", "--key", tmp_path / "names.csv")

    status, out, err = run(*words)

    assert (status, out) == (0, "")
    assert "“a.txt” is left out: it went in already, as “a”. --again adds it." in err
    assert run(*words, "--again")[0] == 0
    assert len(texts(study)) == 2


def test_two_people_who_answer_the_same_in_a_table_both_go_in(run, study, tmp_path) -> None:
    rows = "id,why\nAna,I really do not know why I did.\nBen,I really do not know why I did.\n"
    (tmp_path / "answers.csv").write_text(rows, "utf-8")

    assert run("import", study, tmp_path / "answers.csv")[0] == 0

    assert list(texts(study)) == ["Ana", "Ben"]


def test_ctrl_c_adds_nothing_and_has_a_status_of_its_own(run, study, tmp_path, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    (tmp_path / "names.csv").write_text("name,pseudonym\nMarisol,P07\n", "utf-8")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coder_app.operations.documents.add_documents", stop)
    status, out, err = run("import", study, tmp_path / "a.txt", "--key", tmp_path / "names.csv")

    assert (status, out) == (130, "")
    assert err == "Stopped. What was not finished is not there.\n"
    assert texts(study) == {}
    assert not list(tmp_path.glob("names-replacements-*"))
