# SPDX-License-Identifier: MIT
"""A plan takes out what it names, and what that will be is told before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder_app.core.export_kinds import KINDS
from coder_app.core.export_plan import ExportPlan
from coder_app.core.picture import ProjectPicture
from coder_app.core.records import CodebookDraft
from coder_app.core.report import Report
from coder_app.core.stopping import Stopped, stoppable
from coder_app.operations import projects
from coder_app.queries.taking_out import outgoing, preview


def _out(study, **plan):
    return study.project.ask(outgoing, study.lead, ExportPlan(**plan))


def _told(study, **plan):
    return study.project.ask(preview, study.lead, ExportPlan(**plan))


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_every_kind_takes_something_out_and_tells_it_before(study, kind: str) -> None:
    study.apply("A baker", "trust")

    assert _out(study, kind=kind)
    assert _told(study, kind=kind).lines


def test_rows_told_are_the_rows_written(study) -> None:
    study.apply("A baker", "trust")
    sheets = ("Codings", "Codebook")

    told = _told(study, sheets=sheets, columns=(("Codings", ("code",)),))

    assert told.lines == ("Codings: 1 row", "Codebook: 5 rows")
    assert [len(s.rows) for s in _out(study, sheets=sheets)] == [t.rows for t in told.tables]
    columns = [column.name for column in told.tables[0].columns]
    assert {"code", "text", "coder"} <= set(columns)


@pytest.mark.parametrize(
    "plan",
    [
        {"unfinished": True},
        {"long": True, "unfinished": True},
        {"unit": "character", "unfinished": True, "interviewer": True},
        {"unit": "document", "unfinished": True, "with_attributes": False},
        {"unit": "sentence", "unfinished": True, "context": True, "words": "trust"},
        {"unit": "passage", "unfinished": True, "sheets": ("units", "documents", "about")},
    ],
)
def test_every_table_is_told_as_it_will_be_written(study, plan) -> None:
    study.apply("A baker", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")
    study.give("Mia")
    study.give("Noa")

    told = _told(study, **plan).tables

    for sheet, size in zip(_out(study, **plan), told, strict=True):
        names = [column.name for column in size.columns]
        assert (size.name, size.rows, names) == (sheet.name, len(sheet.rows), list(sheet.columns))
    assert any(size.rows for size in told if size.name.startswith("Units"))


def test_without_agreement_nothing_of_it_is_told(study) -> None:
    study.project.run(projects.set_setting, name="agreement", value="one coder only")

    assert "Agreement" not in [size.name for size in _told(study).tables]
    assert _told(study, kind="report-docx", sheets=("Codebook", "Agreement")).lines == ("3 codes",)


def test_a_project_tells_what_has_no_place_in_the_standard(study) -> None:
    told = _told(study, kind="project-nvivo")

    assert told.lines[:2] == ("2 transcripts", "3 codes")
    assert "history" in [each.kind for each in told.left_out]


def test_a_project_is_narrowed_like_everything_else(study) -> None:
    study.apply("A baker", "trust")
    study.apply("my town", "trust", coder="Mia")
    mia = study.coders["Mia"]

    found = _out(study, kind="project-standard", coders=(mia,), documents=study.documents[:1])

    assert isinstance(found, ProjectPicture)
    assert [coding.coder for coding in found.codings] == [mia]
    assert [document.guid for document in found.documents] == study.documents[:1]


def test_a_report_has_its_parts_and_marked_transcripts_only_those(study) -> None:
    study.apply("A baker", "trust")
    whole = _out(study, kind="report-docx")
    marked = _out(study, kind="transcripts-html", sheets=("Codings",))

    assert isinstance(whole, Report)
    assert isinstance(marked, Report)
    assert len(marked.blocks) < len(whole.blocks)
    assert _told(study, kind="transcripts-html").lines == ("1 passage", "2 transcripts")
    assert _told(study, kind="report-docx", sheets=("Agreement",)).lines == (
        "figures of agreement",
    )


def test_a_narrowed_report_tells_the_codes_it_will_count(study) -> None:
    narrowed = {"kind": "report-docx", "codes": (study.code("trust"),)}

    assert _told(study, **narrowed, sheets=("Frequencies",)).lines == ("1 code",)
    assert _told(study, **narrowed, sheets=("Codebook",)).lines == ("3 codes",)


def test_a_blind_coder_takes_out_and_is_told_only_what_she_sees(study) -> None:
    study.apply("A baker", "trust")
    study.give("Mia")
    plan = ExportPlan(sheets=("Codings",))

    told = study.project.ask(preview, study.coders["Mia"], plan)

    assert told.lines == ("Codings: 0 rows",)
    marked = replace(plan, kind="transcripts-html", sheets=())
    assert study.project.ask(preview, study.coders["Mia"], marked).lines[0] == "0 passages"


def test_the_codebook_goes_out_whole(study) -> None:
    found = _out(study, kind="codebook-toml")

    assert isinstance(found, CodebookDraft)
    assert [code.name for code in found.codes if code.codable] == ["closeness", "likeness", "trust"]


def test_counting_ends_when_nobody_waits_for_it(study) -> None:
    study.apply("A baker", "trust")

    with stoppable(lambda: True), pytest.raises(Stopped):
        _told(study, sheets=("Codings",))
