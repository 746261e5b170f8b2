# SPDX-License-Identifier: MIT
"""Templates are kept, renamed and deleted from the export's dialog; a refusal is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from coder_app.core.export_plan import ExportPlan
from coder_app.formats.datasets.templates import ExportTemplates
from coder_app.ui.dialogs.exporting import templates as module
from coder_app.ui.dialogs.exporting.templates import TemplateRow


@pytest.fixture
def templates(tmp_path: Path) -> ExportTemplates:
    made = ExportTemplates(tmp_path / "exports")
    made.save(ExportPlan(name="For R", kind="parquet"))
    return made


@pytest.fixture
def parent(look, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def row(parent, templates) -> TemplateRow:
    return TemplateRow(templates, lambda: ExportPlan(kind="sav", long=True), parent)


def _typing(monkeypatch, name: str) -> None:
    monkeypatch.setattr(module, "ask_for_name", lambda *_, **__: name)


def _menu(row, words: str) -> None:
    next(a for a in row.more.menu().actions() if a.text() == words).trigger()


def _names(row) -> list[str]:
    return [row.box.itemText(n) for n in range(row.box.count())]


def _choose(row, name: str) -> None:
    row.box.setCurrentIndex(row.box.findText(name))
    row.box.activated.emit(row.box.currentIndex())


def test_what_is_chosen_is_kept_under_a_name(row, templates, monkeypatch) -> None:
    _typing(monkeypatch, "For SPSS")

    row.keep.click()

    assert _names(row) == ["none", "For R", "For SPSS"]
    assert row.name == "For SPSS"
    assert templates.read("For SPSS") == ExportPlan(name="For SPSS", kind="sav", long=True)


def test_choosing_one_gives_its_plan_and_none_the_usual_one(row, qtbot) -> None:
    heard = []
    row.chosen.connect(heard.append)

    _choose(row, "For R")
    _choose(row, "none")

    assert heard == [ExportPlan(name="For R", kind="parquet"), ExportPlan()]


def test_only_a_template_is_renamed_or_deleted(row, templates, monkeypatch) -> None:
    assert not row.more.isEnabled()
    _choose(row, "For R")
    assert row.more.isEnabled()

    _typing(monkeypatch, "For R and pandas")
    _menu(row, "Rename …")
    assert templates.names() == ["For R and pandas"]
    assert row.name == "For R and pandas"

    heard = []
    row.said.connect(heard.append)
    _menu(row, "Delete")
    assert heard[-1].endswith("What is chosen stays, and can be kept again.")
    assert templates.names() == []
    assert (row.name, _names(row)) == ("", ["none"])


def test_a_name_that_is_taken_is_refused_in_words(row, templates, monkeypatch) -> None:
    templates.save(ExportPlan(name="Taken"))
    heard = []
    row.said.connect(heard.append)
    _choose(row, "For R")
    _typing(monkeypatch, "taken")

    _menu(row, "Rename …")

    assert heard == ["There is a template “taken” already."]
    assert row.name == "For R"


def test_a_template_of_that_name_gives_way_in_words(row, monkeypatch) -> None:
    asked = {}
    monkeypatch.setattr(module, "ask_for_name", lambda *_, **how: asked.update(how) or "")

    row.keep.click()

    told = "There is a template “For R”; what is chosen now takes its place."
    assert asked["remark"]("for  r ") == told
    assert asked["remark"]("For Stata") == ""


def test_a_template_that_went_meanwhile_is_said(row, templates) -> None:
    heard = []
    row.said.connect(heard.append)
    templates.delete("For R")

    _choose(row, "For R")

    assert heard == ["There is no template “For R” any more."]
    assert row.name == ""


def test_the_row_has_names_for_readers(row) -> None:
    assert row.box.accessibleName() == "Template"
    assert row.more.accessibleName() == "Rename or delete the template"
