# SPDX-License-Identifier: MIT
"""Templates for exports are kept by name, whatever signs the name has."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.formats.datasets.templates import ExportTemplates


@pytest.fixture
def templates(tmp_path: Path) -> ExportTemplates:
    return ExportTemplates(tmp_path / "exports")


def test_what_is_saved_is_read_again(templates: ExportTemplates, tmp_path: Path) -> None:
    plan = ExportPlan(name="For SPSS: A/B 😀", kind="sav", coders=(uuid4(),), long=True)

    assert templates.names() == []
    templates.save(plan)

    assert templates.names() == ["For SPSS: A/B 😀"]
    assert templates.read("for spss: a/b 😀") == plan
    assert ExportTemplates(tmp_path / "exports").read(plan.name) == plan


def test_a_name_that_is_there_is_replaced(templates: ExportTemplates) -> None:
    templates.save(ExportPlan(name="Mine", kind="csv"))
    templates.save(ExportPlan(name=" MINE ", kind="sav"))

    assert templates.names() == ["MINE"]
    assert templates.read("Mine").kind == "sav"


def test_a_template_is_renamed_and_deleted(templates: ExportTemplates) -> None:
    templates.save(ExportPlan(name="a", kind="csv"))
    templates.save(ExportPlan(name="b"))

    templates.rename("a", "A")
    templates.rename("A", "c")
    with pytest.raises(ProjectProblem, match="“b” already"):
        templates.rename("c", "b")
    templates.delete("b")

    assert templates.names() == ["c"]
    assert templates.read("c") == ExportPlan(name="c", kind="csv")
    with pytest.raises(ProjectProblem, match="no template “a”"):
        templates.read("a")


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_a_name_is_needed(templates: ExportTemplates, name: str) -> None:
    with pytest.raises(ProjectProblem, match="needs a name"):
        templates.save(ExportPlan(name=name))


def test_a_broken_file_hides_no_other_template(templates: ExportTemplates, tmp_path: Path) -> None:
    templates.save(ExportPlan(name="good"))
    (tmp_path / "exports" / "bad.json").write_bytes(b"\xff\xfe{")
    (tmp_path / "exports" / "worse.json").write_text("[1]", "utf-8")

    assert templates.names() == ["good"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("a file")

    with pytest.raises(Exception, match="exports"):
        ExportTemplates(tmp_path / "exports").save(ExportPlan(name="x"))
