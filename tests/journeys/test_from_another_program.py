# SPDX-License-Identifier: MIT
"""A lead brings a project of another program in, codes on, and hands it out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from coder_app.core.picture import ProjectPicture
from coder_app.formats.projects.refi.read import read_refi
from coder_app.queries import lists
from coder_app.ui.dialogs.bring_project import BringDialog
from coder_app.ui.dialogs.exporting.dialog import ExportDialog
from coder_app.ui.preferences import FOLDER

if TYPE_CHECKING:
    from tests.journeys.conftest import Person


def for_nvivo(person: Person, dialog: ExportDialog) -> None:
    """Choose the whole project, for NVivo on Windows, with the keys of its controls."""
    person.click(dialog, "Whole project")
    person.choose(dialog, "As", "for NVivo on Windows")


def words_coded(picture: ProjectPicture) -> list[tuple[str, str, str]]:
    """Give coder, code and words of each coding."""
    texts = {document.guid: document.text for document in picture.documents}
    codes = {code.guid: code.name for code in picture.codes}
    coders = {coder.guid: coder.name for coder in picture.coders}
    return sorted(
        (coders[c.coder], codes[c.code], c.span.text_of(texts[c.document])) for c in picture.codings
    )


def bring(person: Person, path: Path, title: str) -> list[str]:
    """Bring a project in from the start window; gives what its dialog says."""
    said: list[str] = []

    def fill(dialog: BringDialog) -> None:
        said.extend(person.said_in(dialog))
        person.type_into(dialog, "Title", title)
        person.press("Return")

    person.program.show_start()
    start = person.program.start
    assert start is not None
    person.qtbot.waitExposed(start)
    person.when(BringDialog, fill)
    person.choose_files(path)
    person.click(start, "From another program …")
    person.qtbot.waitUntil(lambda: person.program.window is not None, timeout=20_000)
    person.look_at_window()
    return said


def test_a_project_comes_in_is_coded_on_and_goes_out_again(
    person: Person, study: Path, tmp_path: Path
) -> None:
    person.open(study)
    person.select("I trust her")
    person.press("T")
    first = tmp_path / "supervisor.qdpx"
    person.take_out(first, lambda dialog: for_nvivo(person, dialog))
    person.close_window()

    said = bring(person, first, "From NVivo")

    assert "3 transcripts, 28 codes, 1 coding, 2 coders, 3 participants, 0 memos" in said
    assert any("UTF-16 units" in words for words in said)
    assert person.window.project_path.name == "From NVivo.coder"
    assert person.coded() == [("trust", "I trust her")]
    noor = next(d.guid for d in person.ask(lists.documents) if "Noor" in d.name)
    person.window.open_document(noor)
    person.select("I trust you 🙏")
    person.press("T")

    second = tmp_path / "back.qdpx"
    told = person.take_out(second, lambda dialog: for_nvivo(person, dialog))

    assert "“back.qdpx” is written" in told
    assert words_coded(read_refi(second)) == [
        ("Ana", "trust", "I trust her"),
        ("Ana", "trust", "I trust you 🙏"),
    ]
    assert {c.guid for c in read_refi(first).codings} < {c.guid for c in read_refi(second).codings}


def test_a_project_dropped_on_the_window_is_looked_at_and_may_be_left(
    person: Person, study: Path, tmp_path: Path
) -> None:
    person.open(study)
    path = tmp_path / "theirs.qdpx"
    person.take_out(path, lambda dialog: for_nvivo(person, dialog))
    seen: list[str] = []

    def leave(dialog: BringDialog) -> None:
        seen.append(dialog.title.text())
        person.press("Escape")

    person.when(BringDialog, leave)
    person.window.bring_requested.emit(path)
    person.qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)

    assert seen == ["Bring “theirs.qdpx” in"]
    assert person.window.project_path == study


FOREIGN = run_path(str(Path(__file__).parents[1] / "formats" / "foreign_projects.py"))
TALK = "I: Whom do you follow?\nMara: A baker 🥖, and I trust her.\n"


def of_qualcoder(folder: Path) -> Path:
    """Make a project of QualCoder: a folder with a database."""
    at = TALK.index("I trust her")
    coding = {"ctid": 1, "cid": 1, "fid": 1, "pos0": at, "pos1": at + 11, "seltext": "I trust her"}
    rows = {
        "source": [{"id": 1, "name": "Mara", "fulltext": TALK, "owner": "Lea"}],
        "code_name": [{"cid": 1, "name": "trust", "owner": "Lea", "color": "#aa0000"}],
        "code_text": [coding | {"owner": "Lea"}],
    }
    return FOREIGN["qualcoder"](folder / "Bakers.qda", rows)


def of_taguette(folder: Path) -> Path:
    """Make a project of Taguette, whose offsets count bytes."""
    at = len(TALK[: TALK.index("I trust her")].encode())
    html = "".join(f"<p>{line}</p>\n" for line in TALK.splitlines())
    rows = {
        "documents": [{"id": 1, "name": "Mara", "project_id": 1, "contents": html}],
        "tags": [{"id": 1, "project_id": 1, "path": "trust", "description": ""}],
        "highlights": [{"id": 1, "document_id": 1, "start_offset": at, "end_offset": at + 11}],
        "highlight_tags": [{"highlight_id": 1, "tag_id": 1}],
    }
    return FOREIGN["taguette"](folder / "bakers.sqlite3", rows)


@pytest.mark.parametrize("make", [of_qualcoder, of_taguette])
def test_projects_of_other_programs_come_in_by_a_drop(
    person: Person, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    person.preferences.set(FOLDER, str(tmp_path))
    person.program.show_start()
    start = person.program.start
    assert start is not None
    person.qtbot.waitExposed(start)
    source = make(tmp_path)

    def fill(dialog: BringDialog) -> None:
        person.type_into(dialog, "Title", "Ours")
        person.press("Return")

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(source))])
    person.when(BringDialog, fill)
    start.dropEvent(
        QDropEvent(
            QPoint(5, 5).toPointF(),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    person.qtbot.waitUntil(lambda: person.program.window is not None, timeout=20_000)
    person.look_at_window()

    assert person.window.project_path == tmp_path / "Ours.coder"
    assert person.coded() == [("trust", "I trust her")]
