# SPDX-License-Identifier: MIT
"""The main job from the command line, as a script or CI would do it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from coder_app.agreement.measures import Measure
from coder_app.cli import commands as cli
from coder_app.cli import demo
from coder_app.core.places import codebooks
from coder_app.operations import people, projects
from coder_app.queries import document, lists, names
from coder_app.store.project import Project

BOOK = str(codebooks("volunteers_leaving.toml"))


def test_a_study_from_codebook_to_workbook(run, tmp_path: Path) -> None:
    project, text = tmp_path / "mine.coder", tmp_path / "ana.txt"
    text.write_text("INT: Why did you leave?\nANA: I was tired 🥱 of it all.\n", "utf-8")

    assert run("new", project, "--codebook", BOOK, "--coder", "Lea")[0] == 0
    assert run("import", project, text)[:2] == (0, "ana: 10 words\n")
    code = _first_code(project)
    start = text.read_text("utf-8").index("I was tired 🥱")
    status, out, _ = run(
        *("code", project, "--coder", "lea", "--document", "ana", "--code", code),
        *("--start", start, "--end", start + 13, "--memo", "so tired", "--json"),
    )
    assert (status, json.loads(out)["text"]) == (0, "I was tired 🥱")
    assert json.loads(run("info", project, "--json")[1]) == {
        "title": "mine",
        "documents": 1,
        "characters": len(text.read_text("utf-8")),
        "codes": json.loads(run("info", project, "--json")[1])["codes"],
        "codings": 1,
        "coders": 1,
        "participants": 1,
    }
    assert run("check", project)[0] == 0
    assert run("export", project, tmp_path / "out.xlsx")[0] == 0
    (row,) = pd.read_excel(tmp_path / "out.xlsx", sheet_name="Codings").to_dict("records")
    assert (row["text"], row["memo"], row["speaker"]) == ("I was tired 🥱", "so tired", "ANA")


def _first_code(project: Path) -> str:
    with Project.open(project) as opened:
        codes = opened.ask(lists.codes, opened.ask(names.only_lead))
    return next(code.name for code in codes if code.codable)


def test_every_row_of_the_workbook_has_the_words_at_start_and_end(run, study, tmp_path) -> None:
    status, out, _ = run("export", study, tmp_path / "out.xlsx")
    rows = pd.read_excel(tmp_path / "out.xlsx", sheet_name="Codings", keep_default_na=False)

    assert (status, out) == (0, f"{tmp_path / 'out.xlsx'}\n")
    with Project.open(study) as project:
        viewer = project.ask(names.only_lead)
        texts = {
            row.name: project.ask(document.open_document, viewer, row.guid).text
            for row in project.ask(lists.documents, viewer)
        }
        assert len(rows) == project.ask(lists.info, viewer).codings
    wrong = [
        row.GUID
        for row in rows.itertuples()
        if texts[row.document][row.start : row.end] != row.text
    ]
    assert not wrong


def test_each_sheet_becomes_a_csv_file(run, study, tmp_path) -> None:
    status, out, _ = run("export", study, tmp_path / "out.csv", "--unit", "sentence")

    written = [Path(line) for line in out.splitlines()]
    assert (status, len(written)) == (0, 7)
    assert tmp_path / "out.csv" in written
    units = pd.read_csv(tmp_path / "out-units-codes.csv", encoding="utf-8-sig")
    assert set(units["coder"]) == {"Ana Ruiz", "Ben Okafor", "Chika Mori"}
    assert units["trust"].isin([0, 1]).all()


def test_demo_leaves_project_and_workbook_and_shows_agreement(run, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "demo"
    monkeypatch.setattr(demo.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    status, out, _ = run("demo", "--dir", folder)
    again = run("demo", "--dir", folder, "--no-window")

    assert status == again[0] == 0
    assert "all codes, pooled" in out
    assert "There is no display" in out
    assert "There is no display" not in again[1]
    assert "left as it is" in again[2]
    assert (folder / "Sample study.coder").exists()
    assert (folder / "Sample study.xlsx").exists()


def test_one_bad_file_is_named_and_the_others_go_in(run, study, tmp_path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("ANA: Hello there, all of you.\n", "utf-8")
    bad.write_bytes(b"%PDF-1.7")

    status, out, err = run("import", study, bad, good, tmp_path / "gone.txt", "--json")

    assert status == 1
    told = json.loads(out)
    assert [row["name"] for row in told["added"]] == ["good"]
    assert len(told["problems"]) == 2
    assert "bad.pdf" in err
    assert "gone.txt" in err
    assert "Traceback" not in err
    with Project.open(study) as project:
        assert len(project.ask(lists.documents, project.ask(names.only_lead))) == 7


def test_the_same_text_again_is_left_out_unless_one_wants_it(run, study, tmp_path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("ANA: Hello there, all of you.\n", "utf-8")
    files = (tmp_path / "a.txt", tmp_path / "b.txt")

    status, out, err = run("import", study, *files)
    assert (status, out) == (0, "a: 6 words\n")
    assert "“b.txt” is left out: it has the same text as “a”." in err

    status, out, err = run("import", study, files[0])
    assert (status, out) == (0, "")
    assert "“a.txt” is left out: it has the same text as “a”." in err

    status, out, err = run("import", study, files[0], "--again")
    assert (status, out) == (0, "a (2): 6 words\n")
    assert "left out" not in err


def test_a_project_without_agreement_says_why_and_gives_no_figures(run, study) -> None:
    with Project.open(study) as project:
        project.who = project.ask(names.only_lead)
        project.run(projects.switch_agreement, off="reflexive thematic analysis")

    status, out, err = run("agreement", study)

    assert (status, out) == (1, "")
    assert "Agreement is switched off in this project: reflexive thematic analysis." in err


def test_agreement_is_a_table_or_data(run, study) -> None:
    words = ("agreement", study, "--coders", "Ana Ruiz,Ben Okafor", "--codes", "trust,loyalty")

    status, table, _ = run(*words, "--unit", "sentence")
    data = json.loads(run(*words, "--unit", "sentence", "--json")[1])

    assert status == 0
    assert data["coders"] == ["Ana Ruiz", "Ben Okafor"]
    assert data["rows"][0]["name"] == "all codes, pooled"
    for row in data["rows"]:
        if row["by"] in ("all", "code"):
            assert f"{row['figure']:.3f}".removeprefix("0") in table
            assert row["kappa_name"] == "Cohen's kappa"
            assert set(row["figures"]) == {measure.value for measure in Measure}


def test_measure_interval_and_tables_are_chosen(run, study) -> None:
    words = ("agreement", study, "--codes", "trust,loyalty", "--unit", "turn", "--measure", "ac1")
    turns = ("--over", "turns", "--draws", "200", "--seed", "3", "--level", "90")

    status, table, _ = run(*words, *turns, "--by", "all", "--trend", "week")
    data = json.loads(run(*words, *turns, "--json")[1])

    assert status == 0
    for head in ("Code", "Family", "Transcript", "Pair of coders", "Trend", "90 % interval"):
        assert head in table
    assert "seed 3" in table
    assert data["interval"]["draws"] == 200
    assert data["rows"][0]["low"] < data["rows"][0]["figure"] == data["rows"][0]["figures"]["ac1"]
    assert run(*words, "--by", "page")[0] == 2


def test_figures_can_be_those_of_an_earlier_day_or_version(run, study) -> None:
    words = ("agreement", study, "--codes", "trust")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()

    now = json.loads(run(*words, "--json")[1])
    today = json.loads(run(*words, "--json", "--as-of", tomorrow)[1])
    before = run(*words, "--as-of", "2020-01-01")[1]

    assert [row["alpha"] for row in today["rows"]] == [row["alpha"] for row in now["rows"]]
    assert today["as_of"] is not None
    assert "as they stood on 2020-01-02 00:00 UTC" in before
    assert run(*words, "--as-of", "v1")[0] == 0
    assert run(*words, "--as-of", "v99")[0] == 1
    assert run(*words, "--as-of", "yesterday")[0] == 2


def test_a_coder_is_compared_with_one_taken_for_right(run, study) -> None:
    words = ("agreement", study, "--against", "Ana Ruiz", "--coders", "Ben Okafor")

    status, table, _ = run(*words)
    rows = json.loads(run(*words, "--json")[1])

    assert status == 0
    assert "precision" in table
    pooled = rows[0]
    assert (pooled["coder"], pooled["code"]) == ("Ben Okafor", "all codes, pooled")
    both = pooled["true_positives"]
    assert pooled["precision"]["value"] == both / (both + pooled["false_positives"])


def test_other_comparisons_are_printed_or_data(run, study) -> None:
    words = ("agreement", study, "--codes", "trust,loyalty")

    free, others = (run(*words, "--show", kind)[1] for kind in ("free", "others"))
    data = json.loads(run(*words, "--show", "others", "--json")[1])
    status, gamma, _ = run(*words, "--show", "gamma")

    assert "uα" in free
    assert "Krippendorff, Mathet" in free
    assert "QualCoder, Kappa" in others
    assert {row["program"] for row in data} == {"NVivo", "QualCoder", "INCEpTION", "ATLAS.ti"}
    assert all(row["value"] is not None or row["reason"] for row in data)
    assert status == 0
    assert "P01_Marisol" in gamma


def test_a_paragraph_for_a_paper_can_be_asked_for(run, study) -> None:
    status, text, _ = run("agreement", study, "--show", "methods")

    assert status == 0
    assert "Krippendorff’s alpha (Krippendorff 2011) was ." in text
    assert "Efron, B. (1979)" in text


def test_a_viewer_is_named_or_is_the_lead(run, study) -> None:
    lead = json.loads(run("info", study, "--json")[1])
    ben = json.loads(run("info", study, "--as", "Ben Okafor", "--json")[1])

    assert lead == ben
    status, _, err = run("info", study, "--as", "Ben")
    assert status == 1
    assert (
        err == "There is no “Ben” here. There are: Ana Ruiz; Ben Okafor; Chika Mori; Consensus.\n"
    )


def test_a_blind_viewer_is_told_nothing_of_the_work_of_others(run, study, tmp_path) -> None:
    with Project.open(study) as project:
        project.who = lead = project.ask(names.only_lead)
        chika = project.ask(names.find_one, "coder", "Chika Mori", lead)
        documents = [row.guid for row in project.ask(lists.documents, lead)]
        for there in documents:
            project.run(people.assign, coder=chika, document=there, blind=True)
        seen = [c for d in documents for c in project.ask(document.codings, lead, d)]
    hers = {str(c.guid) for c in seen if c.coder == chika}
    hidden = {str(c.guid) for c in seen} - hers
    hidden |= {c.memo for c in seen if c.coder != chika and " " in c.memo}  # no mere word
    blind = ("--as", "Chika Mori")

    told = [
        run("info", study, "--json", *blind)[1],
        run("agreement", study, "--json", "--unfinished", *blind)[1],
        run("export", study, tmp_path / "out.csv", *blind)[1],
        *(file.read_text(encoding="utf-8-sig") for file in tmp_path.glob("out*.csv")),
    ]

    assert json.loads(told[0])["codings"] == len(hers) < len(seen)
    rows = pd.read_csv(tmp_path / "out.csv")
    assert set(rows["GUID"]) == hers
    assert not [secret for text in told for secret in hidden if secret in text]
    for row in json.loads(told[1])["rows"]:
        assert {n for name, n in row["codings"].items() if name != "Chika Mori"} <= {0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--document", "P01"), "There is no “P01” here"),
        (("--code", "trusting"), "There is no “trusting” here"),
        (("--end", "1000000"), "ends after the end of the text"),
        (("--weight", "3"), "“trust” has no scale"),
    ],
)
def test_what_cannot_be_coded_is_one_sentence(run, study, words, said) -> None:
    asked = {
        "--coder": "Ana Ruiz",
        "--document": "P01_Marisol",
        "--code": "trust",
        "--start": "10",
        "--end": "20",
    } | {words[0]: words[1]}

    status, out, err = run("code", study, *(word for pair in asked.items() for word in pair))

    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("export", "x.coder", "out.pdf"),
        ("agreement", "x.coder", "--unit", "page"),
        ("code", "x.coder"),
        ("new", "x.coder"),
        ("nonsense",),
        (
            *("code", "x.coder", "--coder", "a", "--document", "a", "--code", "a"),
            *("--start", "5", "--end", "5"),
        ),
    ],
)
def test_wrong_use_ends_with_two(run, words) -> None:
    assert run(*words)[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "x.coder"), "Missing argument 'OUT'. `coder-app export --help` says more.\n"),
        (("--nonsense",), "No such option: --nonsense. `coder-app --help` says more.\n"),
        (("codebook", "x"), "No such command 'x'. `coder-app codebook --help` says more.\n"),
    ],
)
def test_wrong_use_is_one_sentence_and_where_to_read_on(run, words, said) -> None:
    assert run(*words) == (2, "", said)


def test_a_project_of_a_newer_version_is_told_in_a_sentence(run, study) -> None:
    with closing(sqlite3.connect(study)) as database:
        database.execute("PRAGMA user_version=99")

    status, out, err = run("info", study)

    assert (status, out) == (1, "")
    assert err.startswith("“study.coder” was made by a newer version of Coder App.")
    assert err.count("\n") == 1


def test_what_is_no_project_is_named(run, tmp_path) -> None:
    (tmp_path / "notes.coder").write_text("not a project")

    for name in ("gone.coder", "notes.coder"):
        status, _, err = run("info", tmp_path / name)
        assert status == 1
        assert name in err
        assert "Traceback" not in err


def test_a_project_is_not_begun_over_another_nor_without_a_codebook(run, study, tmp_path) -> None:
    status, _, err = run("new", study, "--codebook", BOOK)
    assert (status, "study.coder" in err) == (1, True)

    status, _, err = run("new", tmp_path / "new", "--codebook", tmp_path / "no.toml")
    assert (status, "no.toml" in err) == (1, True)
    assert not (tmp_path / "new.coder").exists()


def test_a_backup_is_a_whole_project(run, study, tmp_path) -> None:
    assert run("backup", study, tmp_path / "copy.coder")[0] == 0
    assert run("info", tmp_path / "copy.coder")[1] == run("info", study)[1]

    status, _, err = run("backup", study, tmp_path / "copy.coder")
    assert (status, "copy.coder" in err) == (1, True)


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_every_command_explains_itself(run, command) -> None:
    status, out, _ = run(command, "--help")

    assert status == 0
    assert f"Usage: coder-app {command}" in out


def test_help_names_all_commands_and_no_other_is_taken_for_one(run) -> None:
    out = run("--help")[1]

    listed = out.partition("\nBegin:")[2].splitlines()
    found = {line.split()[0] for line in listed if line.startswith("  ") and line[2] != " "}
    assert found == cli.COMMANDS
    assert "Everything in:" in out
    assert "…" not in out
    assert "..." not in out.partition("Options:")[2]


def test_the_version_is_told(run) -> None:
    from coder_app import __version__

    assert run("--version")[:2] == (0, f"Coder App {__version__}\n")


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["--version"], "numpy sqlalchemy lxml rich coder_app.store coder_app.formats"),
        (["--help"], "numpy sqlalchemy lxml rich coder_app.store coder_app.formats"),
        (["export", "--help"], "rich coder_app.operations coder_app.formats.transcript_files"),
        (["nonsense"], "numpy sqlalchemy"),
    ],
)
def test_a_command_starts_without_what_only_others_need(words, heavy: str) -> None:
    script = (
        f"import sys; from coder_app.__main__ import main; main({words!r});"
        f"heavy = {{'PySide6', 'pandas', 'openpyxl', 'docx', 'alembic', *{heavy.split()!r}}};"
        "found = sorted(heavy & set(sys.modules)); print(found, file=sys.stderr);"
        "sys.exit(bool(found))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
