# SPDX-License-Identifier: MIT
"""A student keeps templates: SPSS files and a Word appendix are made again with two choices."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pyreadstat
import pytest

from coder_app.operations import sample
from coder_app.queries import lists
from coder_app.queries.ratings import coded_documents
from coder_app.ui.dialogs.exporting.dialog import ExportDialog
from coder_app.ui.dialogs.frame import DialogFrame

if TYPE_CHECKING:
    from tests.journeys.conftest import Person


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, built once."""
    path = tmp_path_factory.mktemp("sample") / "Sample study.coder"
    sample.build(path)
    return path


@pytest.fixture
def sample_study(built: Path, tmp_path: Path) -> Path:
    """The sample study, to do with as one likes."""
    return Path(shutil.copy(built, tmp_path / "Sample study.coder"))


def keep(person: Person, dialog: ExportDialog, name: str) -> None:
    """Keep what is chosen as a template."""

    def call_it(asking: DialogFrame) -> None:
        person.type_into(asking, "Name", name)
        person.press("Return")

    person.when(DialogFrame, call_it, titled="Keep as a template")
    person.click(dialog, "Keep as a template …")


def leave_out(person: Person, dialog: ExportDialog, *names: str) -> None:
    """Untick tables or parts."""
    for name in names:
        person.tick(dialog, name)


def for_spss(person: Person, dialog: ExportDialog) -> None:
    """Choose units by codes with what is known of participants, as SPSS wants it."""
    person.choose(dialog, "As", "SPSS files")
    person.click(dialog, "More")
    names = ("Codings", "Codebook", "Documents × Codes", "Agreement", "Participants", "About")
    leave_out(person, dialog, *names)
    keep(person, dialog, "Units for SPSS")


def for_the_appendix(person: Person, dialog: ExportDialog) -> None:
    """Choose the codebook and the passages as a Word document."""
    person.click(dialog, "Report")
    person.click(dialog, "More")
    leave_out(person, dialog, "Frequencies", "Agreement")
    keep(person, dialog, "Appendix B")


def from_template(person: Person, dialog: ExportDialog, name: str) -> None:
    """Choose a template, and nothing else."""
    box = person._combo(dialog, "Template")
    person.choose(dialog, "Template", name)
    box.activated.emit(box.currentIndex())


def test_spss_files_come_from_a_template_that_outlives_the_program(
    person: Person, sample_study: Path, tmp_path: Path
) -> None:
    person.open(sample_study)
    first, again = tmp_path / "one.sav", tmp_path / "again.sav"
    told = person.take_out(first, lambda dialog: for_spss(person, dialog))
    assert "SPSS takes no spaces and signs" in told

    person.come_back(sample_study)
    person.take_out(again, lambda dialog: from_template(person, dialog, "Units for SPSS"))

    rows, about = pyreadstat.read_sav(first)
    assert rows.equals(pyreadstat.read_sav(again)[0])
    assert set(rows["trust"].dropna()) == {0, 1}
    assert "trust" in about.column_labels
    assert about.variable_value_labels["coder"][1] == "Ana Ruiz"
    documents = person.window.workspace.ask(coded_documents, person.window.workspace.viewer)
    assert len(documents) == 6
    assert len(rows) == 528


def test_a_word_appendix_comes_from_a_template(
    person: Person, sample_study: Path, tmp_path: Path
) -> None:
    person.open(sample_study)
    first, again = tmp_path / "one.docx", tmp_path / "again.docx"
    person.take_out(first, lambda dialog: for_the_appendix(person, dialog))
    person.take_out(again, lambda dialog: from_template(person, dialog, "Appendix B"))

    document = docx.Document(str(again))
    said = [p.text for p in document.paragraphs if p.text]
    assert len(document.tables) == len(docx.Document(str(first)).tables) > 0
    trust = next(code for code in person.ask(lists.codes) if code.name == "trust")
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert any(trust.definition in text for text in cells)
    assert f"trust ({trust.codings} passages)" in [text.lstrip("■ ") for text in said]
    assert not any("alpha" in text for text in said)
