# SPDX-License-Identifier: MIT
"""A student's export: filter passages, take the workbook out, read it back without cleaning."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from coder_app.cli import commands as cli
from coder_app.core.records import SegmentRecord
from coder_app.operations import sample
from coder_app.queries import document as documents
from coder_app.queries import lists, segments
from coder_app.queries.segments import SegmentFilter
from coder_app.ui.dialogs.exporting.dialog import ExportDialog

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

SHEETS = [
    "Codings",
    "Codebook",
    "Documents × Codes",
    "Units × Codes",
    "Agreement",
    "Participants",
    "About",
]


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


def read_sheet(path: Path, name: str) -> pd.DataFrame:
    """Read a sheet as a script would; only what is empty is missing."""
    return pd.read_excel(path, sheet_name=name, keep_default_na=False, na_values=[""])


def texts(person: Person) -> dict[str, str]:
    """Give the text of each transcript by its name."""
    return {
        row.name: person.ask(documents.open_document, row.guid).text
        for row in person.ask(lists.documents)
    }


def without_words(rows: pd.DataFrame, texts: dict[str, str]) -> list[str]:
    """Name the rows whose text is not what the transcript has at start and end."""
    return [
        row.GUID
        for row in rows.itertuples()
        if texts[row.document][row.start : row.end] != row.text
    ]


def test_passages_are_filtered_read_and_opened(person: Person, sample_study: Path) -> None:
    person.open(sample_study)
    trust = person.code("trust").guid
    person.press("Ctrl+2")
    dock = person.window.retrieved
    person.choose(dock, "Code", "trust")

    person.qtbot.waitUntil(lambda: len(shown(dock)) == len(found(person, codes=(trust,))))
    person.choose(dock, "With code", "with: perceived accessibility")
    beside = person.code("perceived accessibility").guid
    expected = found(person, codes=(trust,), with_code=beside)
    assert 0 < len(expected) < len(found(person, codes=(trust,)))
    person.qtbot.waitUntil(lambda: len(shown(dock)) == len(expected))
    assert [row.coding.guid for row in shown(dock)] == [row.coding.guid for row in expected]

    view = passages_in(dock)
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert person.record.guid == expected[0].coding.document
    assert person.window.view.coding_in_hand == expected[0].coding.guid


def found(person: Person, **wanted: Any) -> list[SegmentRecord]:
    return list(person.ask(segments.find, SegmentFilter(**wanted)))


def passages_in(dock: Any) -> QListView:
    return next(v for v in dock.findChildren(QListView) if v.accessibleName() == "Segments")


def shown(dock: Any) -> list[SegmentRecord]:
    model = passages_in(dock).model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]


def test_the_workbook_of_the_dialog_holds_every_coding(
    person: Person, sample_study: Path, tmp_path: Path
) -> None:
    person.open(sample_study)
    out = tmp_path / "out.xlsx"

    person.take_out(out)

    rows = read_sheet(out, "Codings")
    assert load_workbook(out, read_only=True).sheetnames == SHEETS
    assert len(rows) == person.ask(lists.info).codings > 400
    assert rows["GUID"].is_unique
    assert without_words(rows, texts(person)) == []


def test_csv_files_say_the_same_as_the_workbook(
    person: Person, sample_study: Path, tmp_path: Path
) -> None:
    person.open(sample_study)
    out = tmp_path / "out.csv"

    person.take_out(out, lambda dialog: person.choose(dialog, "As", "CSV files"))

    assert cli.main(["export", str(sample_study), str(tmp_path / "out.xlsx")]).status == 0
    rows = pd.read_csv(tmp_path / "out.csv", keep_default_na=False, na_values=[""])
    book = read_sheet(tmp_path / "out.xlsx", "Codings")
    assert len(list(tmp_path.glob("out*.csv"))) == len(SHEETS)
    for column in ("GUID", "document", "coder", "code", "start", "end"):
        assert list(rows[column]) == list(book[column])


def test_one_coder_and_one_table_can_be_taken_out_alone(
    person: Person, sample_study: Path, tmp_path: Path
) -> None:
    person.open(sample_study)
    out = tmp_path / "one.xlsx"

    def choose(dialog: ExportDialog) -> None:
        person.click(dialog, "More")
        for name in SHEETS[1:]:
            person.tick(dialog, name)

    person.take_out(out, choose)

    assert load_workbook(out, read_only=True).sheetnames == ["Codings"]


def test_the_command_writes_what_the_window_writes(
    person: Person, sample_study: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"

    assert cli.main(["export", str(sample_study), str(out), "--unit", "sentence"]).status == 0

    person.open(sample_study)
    rows = read_sheet(out, "Codings")
    assert len(rows) == person.ask(lists.info).codings
    assert without_words(rows, texts(person)) == []
    units = read_sheet(out, "Units × Codes")
    assert set(units[person.code("trust").name].dropna()) == {0, 1}


def test_what_looks_like_a_formula_stays_text(person: Person, study: Path, tmp_path: Path) -> None:
    said = '=HYPERLINK("http://example.org","win")'
    file = tmp_path / "P40 Eva.txt"
    file.write_text(f"Interviewer: What did it say?\nEva: {said}\nEva: +1 from me, @all\n", "utf-8")
    assert cli.main(["import", str(study), str(file)]).status == 0
    person.open(study)
    eva = next(row.guid for row in person.ask(lists.documents) if "Eva" in row.name)
    person.window.open_document(eva)
    for words in (said, "+1 from me"):
        person.window.view.select(person.words(words))
        person.press("F6", "T", "M")
        person.write("-1, I think")
        person.press("Ctrl+Return")

    assert cli.main(["export", str(study), str(tmp_path / "out.xlsx")]).status == 0

    sheet = load_workbook(tmp_path / "out.xlsx")["Codings"]
    heads = [cell.value for cell in sheet[1]]
    text, memo = heads.index("text"), heads.index("memo")
    cells = [(row[text], row[memo]) for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell, _ in cells] == [said, "+1 from me"]
    assert [cell.value for _, cell in cells] == ["-1, I think"] * 2
    assert {cell.data_type for row in cells for cell in row} == {"s"}


def test_nobody_has_to_wait_at_a_dialog_after_an_export(
    person: Person, sample_study: Path, tmp_path: Path
) -> None:
    person.open(sample_study)
    person.take_out(tmp_path / "out.xlsx")

    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    person.press("F6", "N")

    assert person.window.view.coding_in_hand is not None
