# SPDX-License-Identifier: MIT
"""A lead's week: begin, import, describe people, give out, let two coders work, compare, mend."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QTableView, QTabWidget

from coder_app.cli import commands as cli
from coder_app.core.places import resources
from coder_app.core.records import SpeakerRole
from coder_app.queries import document as documents
from coder_app.queries import lists, ratings
from coder_app.ui.dialogs.close_version import CloseVersionDialog
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.importing.dialog import ImportDialog
from coder_app.ui.dialogs.new_project import NewProjectDialog
from coder_app.ui.dialogs.people import PeopleDialog
from coder_app.ui.popups.question import Question
from coder_app.ui.preferences import FOLDER
from coder_app.ui.windows.agreement import AgreementWindow

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

INTERVIEWS = sorted(resources("sample", "interviews").iterdir())


# ---- Monday: a project, its transcripts


def begin(person: Person, folder: Path) -> Path:
    """Make a project in the dialog, with the codebook that it offers first."""
    person.preferences.set(FOLDER, str(folder))
    person.program.show_start()

    def fill(dialog: NewProjectDialog) -> None:
        person.type_into(dialog, "Title", "Followers 2026")
        person.type_into(dialog, "Your name", "Lea")
        person.click(dialog, "Begin")

    person.when(NewProjectDialog, fill)
    person.program.begin_new([])
    person.look_at_window()
    return folder / "Followers 2026.coder"


def import_files(person: Person, *paths: Path, look: Any = None) -> None:
    """Choose files, look at what was read, press Add, and wait until they are in."""

    def add(dialog: ImportDialog) -> None:
        person.qtbot.waitUntil(lambda: not person.is_reading(dialog), timeout=20_000)
        if look is not None:
            look(dialog)
        person.press_main(dialog)

    before = len(person.ask(lists.documents))
    person.choose_files(*paths)
    person.when(ImportDialog, add)
    person.do("project.import")
    person.qtbot.waitUntil(
        lambda: (
            len(person.ask(lists.documents)) > before
            and not person.window.workspace.is_busy
            and QApplication.activeModalWidget() is None
        ),
        timeout=20_000,
    )


def test_a_project_begins_with_the_shipped_codebook(person: Person, tmp_path: Path) -> None:
    path = begin(person, tmp_path)

    info = person.ask(lists.info)
    assert path.exists()
    assert (info.title, info.codes, info.documents, info.coders) == ("Followers 2026", 28, 0, 1)
    assert [version.number for version in person.window.workspace.ask(lists.versions)] == [1]


def test_one_bad_file_in_the_middle_stops_no_other(person: Person, tmp_path: Path) -> None:
    begin(person, tmp_path)
    bad = tmp_path / "m-broken.docx"
    bad.write_bytes(b"PK\x03\x04 this was a document once")
    chosen = [*INTERVIEWS[:3], bad, *INTERVIEWS[3:]]
    told: list[str] = []

    import_files(person, *chosen, look=lambda dialog: told.extend(person.said_in(dialog)))

    names = {row.name for row in person.ask(lists.documents)}
    assert names == {path.stem for path in INTERVIEWS}
    assert any("1 cannot be read" in said for said in told)
    assert person.window.workspace.project.check() == []


def test_a_speaker_is_corrected_before_the_transcript_goes_in(
    person: Person, tmp_path: Path
) -> None:
    begin(person, tmp_path)
    file = tmp_path / "P30 Ines.txt"
    file.write_text(
        "Interviewer: And your friend?\nInes: I trust her.\nRosa: So do I, since May.\n", "utf-8"
    )

    def look(dialog: ImportDialog) -> None:
        person.choose(dialog, "Rosa is", "somebody else")

    import_files(person, file, look=look)

    roles = {turn.speaker: turn.role for turn in person.record.turns}
    assert roles["Rosa"] is SpeakerRole.OTHER
    assert roles["Ines"] is SpeakerRole.PARTICIPANT
    assert person.record.participant_name == "P30 Ines"


def test_a_speaker_is_corrected_after_it_was_coded(person: Person, study: Path) -> None:
    person.open(study)
    person.select("I trust her")
    person.press("T")

    def mend(dialog: DialogFrame) -> None:
        person.choose(dialog, "Marisol is", "somebody else")
        person.press_main(dialog)

    person.when(DialogFrame, mend)
    person.do("transcript.speakers")

    assert {turn.role for turn in person.record.turns if turn.speaker == "Marisol"} == {
        SpeakerRole.OTHER
    }
    assert person.coded() == [("trust", "I trust her")]


# ---- Tuesday: people


def in_people(person: Person, tab: str, do: Any) -> None:
    """Open Coders and participants at a tab, do something, close it."""

    def visit(dialog: PeopleDialog) -> None:
        tabs = dialog.findChild(QTabWidget)
        tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(tab))
        do(dialog)
        person.click(dialog, "Close")

    person.when(PeopleDialog, visit)
    person.do("team.people")


def name_it(person: Person, dialog: QDialog, button: str, name: str) -> None:
    """Press a button that asks for a name, and give one."""

    def give(asked: DialogFrame) -> None:
        person.write(name)
        person.press("Return")
        assert not asked.isVisible()

    person.when(DialogFrame, give)
    person.click(dialog, button)


def table(dialog: QDialog, name: str) -> QTableView:
    """Find a table by its name."""
    found = dialog.findChildren(QTableView)
    return next(view for view in found if view.accessibleName() == name)


def add_coder(person: Person, name: str) -> None:
    in_people(person, "Coders", lambda d: name_it(person, d, "Add a coder …", name))


def give_all_to(person: Person, *names: str) -> None:
    """Give the first transcript to coders: choose the cells, press the button."""

    def give(dialog: QDialog) -> None:
        view = table(dialog, "Transcripts given")
        heads = [
            view.model().headerData(n, Qt.Orientation.Horizontal)
            for n in range(view.model().columnCount())
        ]
        flag = QItemSelectionModel.SelectionFlag
        view.clearSelection()
        for name in names:
            index = view.model().index(0, heads.index(name))
            view.selectionModel().select(index, flag.Select)
        person.click(dialog, "Give for reliability")

    in_people(person, "Transcripts given", give)


def test_a_participant_is_described(person: Person, study: Path) -> None:
    person.open(study)

    def describe(dialog: QDialog) -> None:
        def attribute(asked: DialogFrame) -> None:
            person.type_into(asked, "Name", "Platform")
            person.press_main(asked)

        person.when(DialogFrame, attribute)
        person.click(dialog, "Add an attribute …")
        view = table(dialog, "Participants")
        view.setCurrentIndex(view.model().index(0, 1))
        view.edit(view.currentIndex())
        person.write("Instagram")
        person.press("Return")

    in_people(person, "Participants", describe)

    (attribute,) = person.window.workspace.ask(lists.attributes)
    first = person.window.workspace.ask(lists.participants)[0]
    assert attribute.name == "Platform"
    assert dict(first.values) == {attribute.guid: "Instagram"}
    person.undo(2)
    assert person.window.workspace.ask(lists.attributes) == []


# ---- Wednesday and Thursday: two coders work, the lead compares


@pytest.fixture
def coded_by_two(person: Person, study: Path) -> Path:
    """Two coders were given the same transcript, coded it and marked it done."""
    person.open(study)
    add_coder(person, "Ben")
    give_all_to(person, "Ana", "Ben")
    for name, passages in {
        "Ana": {"She answers everybody": "8", "what did not work": "T"},
        "Ben": {"She answers everybody": "8", "like one of us": "2"},
    }.items():
        person.let_work(name)
        for said, key in passages.items():
            person.select(said)
            person.press(key)
        person.press("Ctrl+Shift+D")
    person.let_work("Ana")
    return study


def open_agreement(person: Person) -> AgreementWindow:
    """Open the agreement window and wait for its figures."""
    person.do("team.agreement")
    found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, AgreementWindow))
    person.qtbot.waitUntil(lambda: figures(found) != {}, timeout=10_000)
    return found


def figures(window: AgreementWindow) -> dict[str, dict[str, str]]:
    """Read the table of codes as it is shown."""
    view = max(window.findChildren(QTableView), key=lambda v: v.width() * v.isVisible())
    model = view.model()
    heads = [
        str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())
    ]
    rows: dict[str, dict[str, str]] = {}
    for row in range(model.rowCount()):
        cells = [str(model.index(row, n).data() or "") for n in range(model.columnCount())]
        rows[cells[0]] = dict(zip(heads, cells, strict=True))
    return rows


def as_shown(value: float | None) -> str:
    """Write a coefficient as tables do."""
    return "–" if value is None else f"{value:.3f}".replace("0.", ".", 1).replace("-", "−")


def test_the_window_the_query_and_the_command_say_the_same(
    person: Person, coded_by_two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = figures(open_agreement(person))

    report = person.ask(ratings.agreement)
    capsys.readouterr()
    assert cli.main(["agreement", str(coded_by_two), "--json"]).status == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    told = {row["name"]: row for row in rows if row["by"] in ("all", "code")}

    names = {code.guid: code.name for code in person.ask(lists.codes)}
    by_code = {names[row.key]: row for row in report.by_code}
    assert set(shown) == set(told) == {*by_code, "all codes, pooled"}
    for name, row in (*by_code.items(), ("all codes, pooled", report.pooled)):
        assert (told[name]["alpha"], told[name]["kappa"]) == (row.alpha.value, row.kappa.value)
        assert told[name]["differing"] == row.differing
        assert shown[name]["Alpha"] == as_shown(row.alpha.value)
    assert shown["trust"]["Differ"] == shown["relatability capital"]["Differ"] == "1"
    assert by_code["perceived accessibility"].differing == 0


def test_a_passage_on_which_they_differ_is_one_click_away(
    person: Person, coded_by_two: Path
) -> None:
    agreement = open_agreement(person)
    other = person.ask(lists.documents)[1].guid
    person.window.open_document(other)
    tabs = next(t for t in agreement.findChildren(QTabWidget) if t.isVisible())
    tabs.setCurrentIndex(next(n for n in range(tabs.count()) if tabs.tabText(n) == "Passages"))
    views = [v for v in agreement.findChildren(QAbstractItemView) if v.isVisible()]
    passages = next(v for v in views if "assage" in v.accessibleName())
    assert passages.model().rowCount() == 2

    place = passages.visualRect(passages.model().index(0, 0)).center()
    QTest.mouseClick(passages.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert person.record.name == "P07 Marisol"
    selected = person.window.view.selection()
    assert selected is not None
    at = selected.text_of(person.record.text)
    assert "what did not work" in at or "like one of us" in at


def test_what_is_not_marked_done_is_missing_and_no_disagreement(
    person: Person, coded_by_two: Path
) -> None:
    person.let_work("Ben")
    person.press("Ctrl+Shift+D")
    report = person.ask(ratings.agreement)

    assert list(report.documents) == []
    assert person.ask(ratings.agreement, unfinished=True).pooled.differing == 2


# ---- Friday: mend the codebook


def test_merged_codes_are_asked_about_first_and_parted_by_undo(
    person: Person, coded_by_two: Path
) -> None:
    before = [(c.guid, c.code, c.span) for c in person.codings]
    person.take_code("trust")
    asked: list[str] = []

    def agree(question: Question) -> None:
        asked.extend(person.said_in(question))
        person.click(question, "Merge")

    person.when(Question, agree)
    person.do("codebook.merge")
    person.write("everyday expertise")
    person.press("Return")
    person.qtbot.waitUntil(lambda: bool(asked) and QApplication.activeModalWidget() is None)

    assert any("Ana 1" in said for said in asked)
    assert "trust" not in {c.code_name for c in person.codings}
    assert ("everyday expertise trust", "what did not work") in person.coded()
    assert person.code("trust").merged_into == person.code("everyday expertise trust").guid
    person.undo()
    assert [(c.guid, c.code, c.span) for c in person.codings] == before
    assert person.code("trust").merged_into is None


def test_a_codebook_version_is_closed_with_its_reason(person: Person, study: Path) -> None:
    person.open(study)
    person.select("I trust her")
    person.press("T")

    def close(dialog: CloseVersionDialog) -> None:
        person.write("Trust now means reliance.")
        person.press_main(dialog)

    person.when(CloseVersionDialog, close)
    person.do("codebook.version")
    person.select("only braver")
    person.press("T")

    newest = person.window.workspace.ask(lists.versions)[0]
    assert (newest.number, newest.reason) == (2, "Trust now means reliance.")
    assert newest.author == "Ana"
    assert [c.version for c in person.codings] == [1, 2]


def test_a_copy_of_the_week_holds_all_of_it(
    person: Person, coded_by_two: Path, tmp_path: Path
) -> None:
    counted = person.ask(lists.info)
    copy = tmp_path / "copy.coder"

    assert cli.main(["backup", str(coded_by_two), str(copy)]).status == 0
    person.close_window()
    shutil.copy(copy, coded_by_two)
    person.open(coded_by_two)

    assert person.ask(lists.info) == counted
    assert person.ask(documents.codings, person.record.guid)
