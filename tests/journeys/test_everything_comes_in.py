# SPDX-License-Identifier: MIT
"""Transcripts of all kinds come in, a survey, and names that must not stay."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from coder_app.formats.pseudonyms.key import read_key
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.queries import document as documents
from coder_app.queries import lists
from coder_app.queries.identity import project_guid
from coder_app.ui.dialogs.importing.dialog import ImportDialog
from coder_app.ui.dialogs.importing.names_coming import NamesComingDialog
from coder_app.ui.dialogs.importing.pseudonyms import PseudonymsDialog

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

DATA = Path(__file__).parent.parent / "data" / "transcripts"
KINDS = ("txt", "md", "docx", "fodt", "rtf", "html", "vtt", "srt", "json", "csv")
FODT = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    "{0}</office:text></office:body></office:document>"
)


def talk(number: int) -> list[tuple[str, str]]:
    """Make an interview that no other file holds."""
    return [
        ("Interviewer", f"Which account would you miss most, number {number}?"),
        (f"Person {number}", f"The one with {number} bees. I trust her 🐝 more than a shop."),
        ("Interviewer", "Why is that?"),
        (f"Person {number}", "Because she answers everybody, and she remembers."),
    ]


def write(folder: Path, number: int, kind: str) -> Path:
    """Write an interview as a file of this kind."""
    path, said = folder / f"P{number:02}.{kind}", talk(number)
    lines = [f"{who}: {words}" for who, words in said]
    times = [(f"00:00:{n:02}", f"00:00:{n + 3:02}") for n in range(0, 4 * len(said), 4)]
    if kind == "docx":
        made = docx.Document()
        for line in lines:
            made.add_paragraph(line)
        made.save(str(path))
        return path
    path.write_text(
        {
            "txt": "\n".join(lines),
            "md": "\n\n".join(f"**{who}:** {words}" for who, words in said),
            "fodt": FODT.format("".join(f"<text:p>{line}</text:p>" for line in lines)),
            "rtf": "{\\rtf1\\ansi " + "\\par ".join(lines).replace("🐝", "") + "}",
            "html": "".join(f"<p><b>{who}:</b> {words}</p>" for who, words in said),
            "vtt": "WEBVTT\n\n"
            + "\n\n".join(
                f"{a}.000 --> {b}.000\n<v {who}>{words}"
                for (a, b), (who, words) in zip(times, said, strict=True)
            ),
            "srt": "\n\n".join(
                f"{n}\n{a},000 --> {b},000\n{who}: {words}"
                for n, ((a, b), (who, words)) in enumerate(zip(times, said, strict=True), start=1)
            ),
            "json": json.dumps(
                {
                    "segments": [
                        {"start": 4 * n, "end": 4 * n + 3, "speaker": who, "text": words}
                        for n, (who, words) in enumerate(said)
                    ]
                }
            ),
            "csv": "speaker,start,text\n"
            + "\n".join(f'{who},{4 * n},"{words}"' for n, (who, words) in enumerate(said)),
        }[kind],
        "utf-8",
    )
    return path


@pytest.fixture
def forty(tmp_path: Path) -> list[Path]:
    """Forty files of all kinds; the one in the middle is broken, one is a PDF."""
    folder = tmp_path / "interviews"
    folder.mkdir()
    files = [write(folder, n, KINDS[n % len(KINDS)]) for n in range(38)]
    broken = folder / "P18 broken.docx"
    broken.write_bytes(b"PK\x03\x04 this was a document once")
    pages = Path(shutil.copy(DATA / "pages.pdf", folder))
    return [*files[:19], broken, *files[19:], pages]


def begin_import(person: Person, look, *paths: Path) -> None:
    """Choose files in the window, do something in the dialog, and wait until they are in."""
    before = len(person.ask(lists.documents))

    def add(dialog: ImportDialog) -> None:
        person.qtbot.waitUntil(lambda: not person.is_reading(dialog), timeout=30_000)
        look(dialog)
        person.press_main(dialog)

    person.when(ImportDialog, add)
    person.window.project.open_import(paths)
    person.qtbot.waitUntil(
        lambda: (
            len(person.ask(lists.documents)) > before
            and not person.window.workspace.is_busy
            and QApplication.activeModalWidget() is None
        ),
        timeout=30_000,
    )


def texts(person: Person) -> dict[str, str]:
    return {
        row.name: person.ask(documents.open_document, row.guid).text
        for row in person.ask(lists.documents)
    }


def test_forty_files_of_all_kinds_go_in_but_the_broken_one(
    person: Person, study: Path, forty: list[Path]
) -> None:
    person.open(study)
    before, told = len(person.ask(lists.documents)), []

    begin_import(person, lambda dialog: told.extend(person.said_in(dialog)), *forty)

    rows = person.ask(lists.documents)[before:]
    assert "39 will be added, 1 cannot be read." in told
    assert [row.name for row in rows] == [path.stem for path in forty if "broken" not in path.name]
    for number, row in enumerate(rows[:38]):
        record = person.ask(documents.open_document, row.guid)
        said = [(t.speaker, record.text[t.start : t.end]) for t in record.turns if t.speaker]
        wanted = talk(number)
        if KINDS[number % len(KINDS)] == "rtf":
            wanted = [(who, words.replace("🐝", "")) for who, words in wanted]
        assert said == wanted, row.name
    assert person.window.workspace.project.check() == []

    person.undo()
    assert len(person.ask(lists.documents)) == before


def test_stop_in_the_middle_adds_none_of_them(
    person: Person, study: Path, forty: list[Path]
) -> None:
    person.open(study)
    before = texts(person)
    refused: list[str] = []
    person.window.workspace.refused.connect(refused.append)

    def add(dialog: ImportDialog) -> None:
        person.qtbot.waitUntil(lambda: not person.is_reading(dialog), timeout=30_000)
        person.press_main(dialog)

    person.when(ImportDialog, add)
    person.window.project.open_import(forty)
    person.click(QApplication.activeModalWidget() or person.window, "Stop")
    person.qtbot.waitUntil(lambda: not person.window.workspace.is_busy, timeout=30_000)

    assert refused == ["Stopped. None of the transcripts was added."]
    assert texts(person) == before


def test_an_archive_and_a_file_of_two_interviews_are_taken_apart(
    person: Person, study: Path, tmp_path: Path
) -> None:
    person.open(study)
    both = tmp_path / "both.md"
    parts = ["\n".join(f"{who}: {words}" for who, words in talk(n)) for n in (70, 71)]
    both.write_text("# Talk 70\n{}\n# Talk 71\n{}\n".format(*parts), "utf-8")
    with zipfile.ZipFile(tmp_path / "wave2.zip", "w") as archive:
        archive.write(write(tmp_path, 72, "srt"), "wave 2/P72.srt")
        archive.writestr("wave 2/photo.jpg", b"\xff\xd8\xff")

    def look(dialog: ImportDialog) -> None:
        person.choose(dialog, "Makes", "one for each heading of level 1 (2)")
        person.qtbot.waitUntil(lambda: not person.is_reading(dialog), timeout=30_000)

    begin_import(person, look, both, tmp_path / "wave2.zip")

    assert list(texts(person))[-3:] == ["# Talk 70", "# Talk 71", "P72"]


SURVEY = """id,age,platform,Why do you follow this account?
R1,24,TikTok,"Because she answers everybody, and she remembers what I said."
R2,n/a,Instagram,He shows what went wrong. I never saw that in a shop.
R3,44,TikTok,
R1,24,TikTok,"It feels like a friend who happens to bake, in my own town."
R4,31,TikTok,"My sister sent me a video, and then I stayed for the bread."
"""


def test_a_survey_becomes_transcripts_participants_and_attributes_in_one_step(
    person: Person, study: Path, tmp_path: Path
) -> None:
    person.open(study)
    people = {p.name for p in person.window.workspace.ask(lists.participants)}
    survey = tmp_path / "survey.csv"
    survey.write_text(SURVEY, "utf-8")

    def look(dialog: ImportDialog) -> None:
        columns = next(
            view for view in dialog.findChildren(QTableView) if view.accessibleName() == "Columns"
        )
        flag = QItemSelectionModel.SelectionFlag  # alone, whatever key still counts as down
        columns.selectionModel().setCurrentIndex(
            columns.model().index(2, 0), flag.ClearAndSelect | flag.Rows
        )
        person.choose(dialog, "The chosen columns are", "attribute: choice")
        person.qtbot.waitUntil(lambda: not person.is_reading(dialog), timeout=30_000)

    begin_import(person, look, survey)

    rows = person.ask(lists.documents)[-3:]
    assert [(row.name, row.attributes) for row in rows] == [
        ("R1", (("age", "24"), ("platform", "TikTok"))),
        ("R2", (("platform", "Instagram"),)),
        ("R4", (("age", "31"), ("platform", "TikTok"))),
    ]
    platform = person.window.workspace.ask(lists.attributes)[1]
    assert (platform.kind, platform.choices) == ("choice", ("TikTok", "Instagram"))

    person.undo()
    assert {p.name for p in person.window.workspace.ask(lists.participants)} == people
    assert person.window.workspace.ask(lists.attributes) == []


NAMED = """Interviewer: Who are you?
Marisol: I am Marisol Vega, from Tavira. Write to marisol@example.org.
Interviewer: And you bake?
Marisol: My neighbour Rose does. I brought her a rose.
"""


def test_whoever_forgets_the_key_is_reminded_before_names_go_in(
    person: Person, study: Path, tmp_path: Path
) -> None:
    person.open(study)
    key = tmp_path / "names.csv"
    key.write_text("name,pseudonym\nMarisol Vega,P31\nMarisol,P31\n", "utf-8")
    RememberedKeys().remember(person.window.workspace.ask(project_guid), key)
    file = tmp_path / "Second talk.txt"
    file.write_text(NAMED, "utf-8")

    def replace_all(dialog: PseudonymsDialog) -> None:
        names = next(v for v in dialog.findChildren(QTableView) if v.accessibleName() == "Names")
        person.qtbot.waitUntil(lambda: names.model().rowCount() > 2, timeout=5_000)
        person.press_main(dialog)
        importing = dialog.parent()
        assert isinstance(importing, ImportDialog)
        importing.activateWindow()
        person.when(ImportDialog, person.press_main)

    def look(dialog: ImportDialog) -> None:
        person.when(NamesComingDialog, person.press_main)
        person.when(PseudonymsDialog, replace_all)

    begin_import(person, look, file)

    text = texts(person)["Second talk"]
    assert "[P31]: I am [P31], from Tavira." in text
    assert list(tmp_path.glob("names-replacements-*.csv"))
    person.undo()
    assert "Second talk" not in texts(person)
    person.close_window()
    assert b"Vega" not in study.read_bytes()


def test_no_name_of_the_key_gets_into_the_project(
    person: Person, study: Path, tmp_path: Path
) -> None:
    person.open(study)
    safe = tmp_path / "safe"
    safe.mkdir()
    key = safe / "names.csv"
    key.write_text("name,pseudonym\nMarisol Vega,P31\nMarisol,P31\nRose,a neighbour\n", "utf-8")
    file = tmp_path / "Marisol.txt"
    file.write_text(NAMED, "utf-8")

    def decide(dialog: PseudonymsDialog) -> None:
        dialog.open_key(key)
        names = next(v for v in dialog.findChildren(QTableView) if v.accessibleName() == "Names")
        person.qtbot.waitUntil(lambda: names.model().rowCount() == 4, timeout=5_000)
        names.setFocus()
        names.selectRow(3)  # the address that was found
        person.press("Space")
        person.press_main(dialog)

    def look(dialog: ImportDialog) -> None:
        person.when(PseudonymsDialog, decide)
        button = next(
            b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Pseudonyms …"
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog.activateWindow()

    begin_import(person, look, file)

    text = texts(person)["P31"]
    assert "[P31]: I am [P31], from Tavira. Write to [e-mail address 1]." in text
    assert "My neighbour [a neighbour] does. I brought her a rose." in text
    assert [entry.name for entry in read_key(key)][-1] == "marisol@example.org"
    (log,) = safe.glob("names-replacements-*.csv")
    assert "Marisol Vega" in log.read_text("utf-8-sig")
    assert RememberedKeys().known(person.window.workspace.ask(project_guid)).path == key
    person.close_window()
    assert b"Vega" not in study.read_bytes()
