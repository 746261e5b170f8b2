# SPDX-License-Identifier: MIT
"""Codes come from a file in one step, after a look at what that changes; a wrong file does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coder_app.core.places import codebooks
from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.core.spans import Span
from coder_app.formats.codebook_files import write_any_codebook
from coder_app.operations import codings
from coder_app.queries import document, lists
from coder_app.ui.dialogs.codebook_changes import CodebookChangesDialog
from coder_app.ui.dialogs.error import ErrorDialog
from coder_app.ui.dialogs.import_codebook import codebook_filter, import_codebook

STUDY = "micro_influencer_following.toml"


@pytest.fixture
def parent(look, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _names(workspace) -> list[str]:
    return [code.name for code in workspace.ask(lists.codes, workspace.viewer)]


def _answer(do) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CodebookChangesDialog)
        do(dialog)

    QTimer.singleShot(50, look)


def _code(workspace, small) -> None:
    record = workspace.ask(document.open_document, small.ana, small.document)
    workspace.run(
        codings.apply_code,
        document=small.document,
        wording=record.wording,
        code=small.codes["trust"],
        span=Span(0, 20),
        coder=small.ana,
    )


def test_codes_of_a_file_are_added_after_a_look_at_what_changes(workspace, parent) -> None:
    heard, before = [], _names(workspace)
    workspace.said.connect(heard.append)
    _answer(lambda dialog: dialog.accept())

    import_codebook(workspace, parent, codebooks(STUDY))

    assert set(before) < set(_names(workspace))
    assert _names(workspace).count("relatability capital") == 1
    assert f"from “{STUDY}”" in heard[0]
    workspace.undo()
    assert _names(workspace) == before


def test_codes_that_touch_nothing_are_added_at_once(workspace, parent, tmp_path: Path) -> None:
    book = CodebookDraft(title="More", codes=(CodeDraft(name="joy", key="t"),))
    write_any_codebook(book, tmp_path / "more.xlsx")
    heard = []
    workspace.said.connect(heard.append)

    import_codebook(workspace, parent, tmp_path / "more.xlsx")

    assert "joy" in _names(workspace)
    assert heard == [
        "1 code added, from “more.xlsx”. Their keys belong to other codes already: joy."
    ]


def test_once_something_is_coded_there_is_always_a_look_and_cancel_changes_nothing(
    workspace, small, parent, tmp_path: Path
) -> None:
    _code(workspace, small)
    before = _names(workspace)
    book = CodebookDraft(title="More", codes=(CodeDraft(name="joy"),))
    write_any_codebook(book, tmp_path / "more.csv")
    seen = []
    _answer(lambda dialog: (seen.append(dialog.title.text()), dialog.reject()))

    import_codebook(workspace, parent, tmp_path / "more.csv")

    assert seen == ["What “more.csv” would change"]
    assert _names(workspace) == before


def test_the_same_codebook_again_is_only_told(workspace, parent, tmp_path: Path) -> None:
    codes = workspace.ask(lists.codes, workspace.viewer)
    names = {code.guid: code.name for code in codes}
    same = tuple(
        CodeDraft(
            name=c.name, parent=names.get(c.parent), codable=c.codable, colour=c.colour, key=c.key
        )
        for c in codes
    )
    write_any_codebook(CodebookDraft(title="Same", codes=same), tmp_path / "same.csv")
    heard = []
    workspace.said.connect(heard.append)

    import_codebook(workspace, parent, tmp_path / "same.csv")

    assert heard == ["“same.csv” says what the project says already"]


def test_codes_that_went_in_the_file_can_be_taken_out(workspace, parent, tmp_path: Path) -> None:
    book = CodebookDraft(
        title="Less", codes=(CodeDraft(name="Constructs", codable=False, colour="tide-1"),)
    )
    write_any_codebook(book, tmp_path / "less.csv")

    def take_all_out(dialog) -> None:
        QTest.keyClick(dialog.view, Qt.Key.Key_Home)  # the head stands for all below it
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        dialog.accept()

    _answer(take_all_out)

    import_codebook(workspace, parent, tmp_path / "less.csv")

    assert _names(workspace) == ["Constructs"]
    workspace.undo()
    assert len(_names(workspace)) == 7


def test_a_wrong_file_is_named_and_nothing_changes(workspace, parent, tmp_path: Path) -> None:
    heard, before = [], _names(workspace)
    workspace.refused.connect(heard.append)
    path = tmp_path / "book.toml"
    path.write_text("title = ", "utf-8")

    import_codebook(workspace, parent, path)

    assert "book.toml" in heard[0]
    assert _names(workspace) == before


def test_a_list_of_mistakes_stays_on_the_screen_until_it_is_read(
    workspace, parent, tmp_path: Path
) -> None:
    heard, before = [], _names(workspace)
    workspace.refused.connect(heard.append)
    path = tmp_path / "book.toml"
    codes = "".join(
        f'[[code]]\nname = "{name}"\ndefinition = "one"\nnear_miss = "no"\n'
        'near_miss_code = "nowhere"\n'
        for name in ("joy", "grief")
    )
    path.write_text(f'title = "More"\n{codes}', "utf-8")

    import_codebook(workspace, parent, path)

    dialog = parent.findChild(ErrorDialog)
    assert "2 mistakes" in dialog.title.text()
    assert dialog.details.isVisible()
    assert all(f"“{name}”" in dialog.details.toPlainText() for name in ("joy", "grief"))
    assert (heard, _names(workspace)) == ([], before)
    dialog.accept()


def test_the_file_dialog_offers_every_kind(workspace) -> None:
    assert all(kind in codebook_filter() for kind in ("*.toml", "*.xlsx", "*.csv", "*.qdc"))
