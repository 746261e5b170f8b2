# SPDX-License-Identifier: MIT
"""Taking data out from the command line: kinds of files, choices, the key, and codebooks."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import docx
import pandas as pd
import pyreadstat
import pytest
from openpyxl import load_workbook

from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import codebooks
from coder_app.formats.datasets.templates import ExportTemplates
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.queries.identity import project_guid
from coder_app.store.project import Project

BOOK = "volunteers_leaving.toml"
COUNTED = ("documents", "characters", "turns", "speakers", "codes", "codings")


@pytest.fixture
def study(template: Path) -> Path:
    """The sample project itself: what goes out of it changes nothing."""
    return template


def test_each_ending_becomes_its_kind_of_file(run, study, tmp_path) -> None:
    a_file_each = ("csv", "tsv", "sav", "parquet")
    for ending in (*a_file_each, "xlsx", "json", "html", "docx", "qdpx", "toml", "qdc"):
        status, out, _ = run("export", study, tmp_path / f"out.{ending}")
        files = [Path(line) for line in out.splitlines()]
        assert (status, bool(files), all(f.exists() for f in files)) == (0, True, True)
        assert len(files) == (7 if ending in a_file_each else 1)


def test_what_an_ending_leaves_open_is_said(run, study, tmp_path) -> None:
    assert run("export", study, tmp_path / "b.xlsx", "--what", "codebook")[0] == 0
    assert run("export", study, tmp_path / "m.docx", "--what", "transcripts")[0] == 0

    assert load_workbook(tmp_path / "b.xlsx").sheetnames[0] == "Codebook"
    heads = [p.text for p in docx.Document(str(tmp_path / "m.docx")).paragraphs]
    assert "P01_Marisol" in heads
    status, _, err = run("export", study, tmp_path / "b.sav", "--what", "codebook")
    assert (status, ".docx, .xlsx, .csv, .toml, .qdc" in err) == (2, True)


def test_spss_gets_units_with_labels_and_in_the_long_form_codings(run, study, tmp_path) -> None:
    units = ("--sheets", "units", "--unit", "sentence")
    status, _, err = run("export", study, tmp_path / "units.sav", *units)
    assert status == 0
    assert "variables have other names" in err
    data, meta = pyreadstat.read_sav(tmp_path / "units.sav", output_format="dict")
    assert set(data["trust"]) == {0, 1}
    assert meta.variable_value_labels["trust"] == {0: "not marked", 1: "marked"}
    assert meta.column_names_to_labels["relatability_capital"] == "relatability capital"
    assert meta.variable_value_labels["coder"]

    assert run("export", study, tmp_path / "codings.sav", "--sheets", "codings")[0] == 0
    _, meta = pyreadstat.read_sav(tmp_path / "codings.sav", output_format="dict")
    assert {"text", "weight", "platform"} <= set(meta.column_names)
    assert meta.number_rows == 651


def test_parquet_holds_codings_with_what_is_known_of_participants(run, study, tmp_path) -> None:
    chosen = ("--sheets", "codings", "--where", "platform=Instagram")
    assert run("export", study, tmp_path / "a.parquet", *chosen)[0] == 0

    frame = pd.read_parquet(tmp_path / "a.parquet")
    assert set(frame["platform"]) == {"Instagram"}
    assert str(frame["created"].dtype).endswith("UTC]")
    assert frame["GUID"].is_unique


def test_tables_and_columns_are_chosen_by_name(run, study, tmp_path) -> None:
    chosen = ("--sheets", "codings", "--columns", "document,code,text", "--coders", "Ana Ruiz")

    status, out, _ = run("export", study, tmp_path / "a.xlsx", *chosen, "--json")

    told = json.loads(out)
    assert (status, told["warnings"]) == (0, [])
    assert told["tables"] == [{"name": "Codings", "rows": told["tables"][0]["rows"], "columns": 3}]
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["document", "code", "text"]
    assert told["files"] == [str(tmp_path / "a.xlsx")]


def test_passages_are_filtered_by_code_words_and_memo(run, study, tmp_path) -> None:
    def count(*more: str) -> int:
        out = run("export", study, tmp_path / "a.csv", "--sheets", "codings", "--json", *more)[1]
        return int(json.loads(out)["tables"][0]["rows"])

    everything = count()
    assert count("--memo") + count("--no-memo") == everything
    assert 0 < count("--with-code", "trust") < everything
    assert 0 < count("--words", "kitchen", "--codes", "relatability capital") < everything
    assert count("--participants", "Marisol") < everything
    assert count("--no-consensus") == everything


def test_a_long_table_has_a_row_for_each_code(run, study, tmp_path) -> None:
    options = ("--sheets", "units", "--long", "--no-attributes", "--context", "--no-bom")

    assert run("export", study, tmp_path / "a.tsv", *options)[0] == 0

    frame = pd.read_csv(tmp_path / "a.tsv", sep="\t")
    assert list(frame.columns)[-3:] == ["family", "code", "marked"]
    assert {"text", "coder"} <= set(frame.columns)
    assert "platform" not in frame.columns
    assert not (tmp_path / "a.tsv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_report_has_the_parts_that_are_named(run, study, tmp_path) -> None:
    assert run("export", study, tmp_path / "a.docx", "--sheets", "freq,agree")[0] == 0
    assert run("export", study, tmp_path / "a.html", "--sheets", "transcripts")[0] == 0

    heads = [p.text for p in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert "How often each code was given" in heads
    assert "Codebook" not in heads
    html = (tmp_path / "a.html").read_text("utf-8")
    assert html.count('class="transcript"') == 6
    assert "P01_Marisol" in html


def test_a_template_is_followed_and_options_go_before_it(run, study, tmp_path) -> None:
    plan = ExportPlan(name="Mine", kind="sav", sheets=("Participants", "Codebook"), long=True)
    (tmp_path / "plan.json").write_text(plan.to_json(), "utf-8")
    told = ("export", study, tmp_path / "a.xlsx", "--template", tmp_path / "plan.json")

    assert run(*told)[0] == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Participants", "Codebook"]
    assert run(*told, "--sheets", "about")[0] == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["About"]

    (tmp_path / "plan.json").write_text("{}", "utf-8")
    status, _, err = run(*told)
    assert (status, "template" in err) == (1, True)
    status, _, err = run(*told[:-1], tmp_path / "none.json")
    assert (status, "none.json" in err) == (1, True)


def test_nothing_is_written_if_a_name_of_the_key_would_leave(run, study, tmp_path) -> None:
    (tmp_path / "key.csv").write_text("name,pseudonym\nMarisol,P1\n", "utf-8")
    key = ("--key", tmp_path / "key.csv")

    for ending in ("xlsx", "html"):
        status, out, err = run("export", study, tmp_path / f"a.{ending}", *key)
        assert (status, out, (tmp_path / f"a.{ending}").exists()) == (1, "", False)
        assert "1 name of the key would leave: Marisol (" in err
        assert "P01_Marisol" in err
        assert err.endswith("Nothing was written. --anyway writes it all the same.\n")
    assert run("export", study, tmp_path / "a.xlsx", *key, "--sheets", "codebook")[0] == 0


def test_names_may_leave_if_one_says_so_and_are_told(run, study, tmp_path) -> None:
    (tmp_path / "key.csv").write_text("name,pseudonym\nMarisol,P1\n", "utf-8")
    key = ("--key", tmp_path / "key.csv", "--anyway")

    status, out, err = run("export", study, tmp_path / "a.xlsx", *key)
    told = json.loads(run("export", study, tmp_path / "a.xlsx", *key, "--json")[1])

    assert (status, out) == (0, f"{tmp_path / 'a.xlsx'}\n")
    assert "1 name of the key would leave: Marisol (" in err
    assert told["key"] == str(tmp_path / "key.csv")
    assert {"name": "Marisol", "where": "Participants: participant", "times": 1} in (
        told["names_leaving"]
    )
    assert "1 name of the key would leave" in told["warnings"][0]


def remember(study: Path, key: Path) -> None:
    with Project.open(study) as project:
        RememberedKeys().remember(project.ask(project_guid), key)


def test_the_key_of_a_project_is_known_without_being_named(run, study, tmp_path) -> None:
    key, out = tmp_path / "key.csv", tmp_path / "a.toml"
    key.write_text("name,pseudonym\nMarisol,P1\n", "utf-8")
    remember(study, key)

    assert run("export", study, tmp_path / "a.csv")[0] == 1
    assert run("export", study, tmp_path / "a.qdpx")[0] == 1
    status, _, err = run("export", study, out)
    assert (status, "No name of “key.csv” is in what leaves." in err) == (0, True)
    status, _, err = run("codebook", "convert", study, out)
    assert (status, "No name of “key.csv” is in what leaves." in err) == (0, True)

    key.write_text("name,pseudonym\ntrust,P1\n", "utf-8")
    assert run("codebook", "convert", study, tmp_path / "b.toml")[0] == 1
    assert not (tmp_path / "b.toml").exists()
    assert run("codebook", "convert", study, tmp_path / "b.toml", "--anyway")[0] == 0


def test_a_key_that_cannot_be_read_lets_nothing_out(run, study, tmp_path) -> None:
    remember(study, tmp_path / "gone.csv")

    status, out, err = run("export", study, tmp_path / "a.xlsx")

    assert (status, out) == (1, "")
    assert "Names were not checked. “gone.csv”: There is no such file." in err
    assert not (tmp_path / "a.xlsx").exists()
    status, _, err = run("export", study, tmp_path / "a.xlsx", "--anyway")
    assert (status, "Names were not checked." in err) == (0, True)


def test_the_summary_counts_what_the_choices_leave(run, study, tmp_path) -> None:
    narrow = ("--coders", "Ana Ruiz", "--documents", "P01_Marisol", "--codes", "trust")

    everything = json.loads(run("export", study, tmp_path / "a.xlsx", "--json")[1])
    some = json.loads(run("export", study, tmp_path / "a.xlsx", *narrow, "--json")[1])
    book = json.loads(run("export", study, tmp_path / "a.toml", "--json")[1])

    assert [everything[name] for name in COUNTED] == [6, 75064, 476, 12, 28, 651]
    assert (some["documents"], some["codes"]) == (1, 1)
    assert some["codings"] == some["tables"][0]["rows"] > 0
    assert [book[name] for name in COUNTED] == [0, 0, 0, 0, 28, 0]


def test_what_a_template_names_that_is_not_here_is_said(run, study, tmp_path) -> None:
    plan = ExportPlan(
        name="Theirs",
        sheets=("Codings",),
        columns=(("Codings", ("code", "shoe size", "text")),),
        coders=(uuid4(),),
    )
    ExportTemplates().save(plan)

    status, _, err = run("export", study, tmp_path / "a.xlsx", "--template", "theirs")

    assert status == 0
    assert err.splitlines() == [
        "1 thing that the template names is not in this project.",
        "1 column that the template names is not there: Codings: shoe size.",
    ]
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["code", "text"]


def test_a_template_says_what_the_ending_leaves_open(run, study, tmp_path) -> None:
    for plan in (ExportPlan(name="b", kind="codebook-xlsx"), ExportPlan(name="x", kind="csv")):
        ExportTemplates().save(plan)

    assert run("export", study, tmp_path / "a.xlsx", "--template", "b")[0] == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "Codebook"
    assert run("export", study, tmp_path / "a.xlsx", "--template", "x")[0] == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "Codings"


def test_an_option_goes_before_a_template_also_when_it_is_what_nobody_chose(
    run, study, tmp_path
) -> None:
    ExportTemplates().save(
        ExportPlan(name="t", sheets=("Units × Codes",), unit="sentence", long=True, bom=False)
    )
    told = ("export", study, tmp_path / "a.csv", "--template", "t", "--json")

    sentences = json.loads(run(*told)[1])["tables"][0]
    turns = json.loads(run(*told, "--unit", "turn", "--wide", "--bom")[1])["tables"][0]

    assert turns["rows"] < sentences["rows"]
    assert turns["columns"] > sentences["columns"]
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("a.pdf",), 2, ".parquet"),
        (("a.xlsx", "--sheets", "nonsense"), 1, "There are: Codings"),
        (("a.html", "--sheets", "units"), 1, "There are: Codebook"),
        (("a.xlsx", "--columns", "text"), 2, "--sheets"),
        (("a.xlsx", "--sheets", "codings", "--columns", "colour"), 1, "no column “colour”"),
        (("a.xlsx", "--where", "platform"), 2, "NAME=VALUE"),
        (("a.xlsx", "--where", "shoe=9"), 1, "“shoe”"),
        (("a.xlsx", "--coders", "Nobody"), 1, "Ana Ruiz"),
        (("a.qdpx", "--words", "trust"), 2, "--words would change nothing of “whole project”"),
        (("a.toml", "--coders", "Ana Ruiz"), 2, "--coders would change nothing of “codebook”"),
        (("a.html", "--long", "--bom"), 2, "--long, --bom would change nothing of “report”"),
        (("a.xlsx", "--no-bom"), 2, "--bom would change nothing"),
        (("a.xlsx", "--profile", "nvivo"), 2, "--profile would change nothing"),
        (("a.qdpx", "--profile", "atlas"), 2, "standard, nvivo, qualcoder"),
        (("a.xlsx", "--template", "none"), 1, "no template “none”"),
        (("none/a.xlsx",), 1, "could not be written"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(
    run, study, tmp_path, options, status, said
) -> None:
    found, out, err = run("export", study, tmp_path / options[0], *options[1:])

    assert (found, out) == (status, "")
    assert said in " ".join(err.replace("│", " ").split())
    assert not list(tmp_path.iterdir())


def test_files_that_are_there_are_replaced_each_when_it_is_whole(run, study, tmp_path) -> None:
    for _ in range(2):
        assert run("export", study, tmp_path / "a.csv")[0] == 0

    assert len(list(tmp_path.iterdir())) == 7


# ---- codebooks


@pytest.mark.parametrize("ending", ["toml", "xlsx", "csv", "tsv", "qdc", "docx", "html"])
def test_a_codebook_is_written_as_any_kind(run, tmp_path, ending) -> None:
    status, out, _ = run("codebook", "convert", BOOK, tmp_path / f"book.{ending}")

    assert (status, out) == (0, f"“book.{ending}”: 9 codes\n")
    assert (tmp_path / f"book.{ending}").stat().st_size > 3_000


def test_a_codebook_comes_back_from_excel_as_it_went_in(run, tmp_path) -> None:
    assert run("codebook", "convert", BOOK, tmp_path / "book.xlsx")[0] == 0
    assert run("codebook", "convert", tmp_path / "book.xlsx", tmp_path / "book.toml")[0] == 0

    new = ("new", tmp_path / "one", "--coder", "Lea", "--codebook")
    assert run(*new, tmp_path / "book.toml")[1] == "“one.coder” is begun, with 9 codes.\n"
    assert run("new", tmp_path / "two", "--codebook", tmp_path / "book.xlsx")[0] == 0


def test_the_codebook_of_a_project_can_be_taken_out(run, study, tmp_path) -> None:
    status, out, _ = run("codebook", "convert", study, tmp_path / "book.toml", "--json")

    told = json.loads(out)
    assert (status, told["codes"], told["warnings"]) == (0, 28, [])
    assert run("new", tmp_path / "again", "--codebook", tmp_path / "book.toml")[0] == 0


def test_what_is_renamed_or_not_read_is_said(run, tmp_path) -> None:
    rows = "name,parent,pages\nother,Motives,3\nother,Outcomes,4\n"
    (tmp_path / "ours.csv").write_text(rows, "utf-8")

    status, out, err = run("codebook", "convert", tmp_path / "ours.csv", tmp_path / "a.toml")

    assert (status, out) == (0, "“a.toml”: 2 codes\n")
    assert "These columns were not read: pages." in err
    assert "now “other (Outcomes)”" in err


def test_a_codebook_that_cannot_be_read_or_written_is_named(run, tmp_path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", "utf-8")

    assert run("codebook", "convert", tmp_path / "none.csv", tmp_path / "b.toml")[0] == 1
    status, _, err = run("codebook", "convert", tmp_path / "a.csv", tmp_path / "b.toml")
    assert (status, "no column that names the codes" in err) == (1, True)
    assert run("codebook", "convert", codebooks(BOOK), tmp_path / "b.odt")[0] == 2
    assert run("codebook")[0] == 2
    assert not (tmp_path / "b.toml").exists()
