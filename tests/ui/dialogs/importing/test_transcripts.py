# SPDX-License-Identifier: MIT
"""Transcripts are added in one step behind a progress dialog, or not at all."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from coder_app.core.described import AttributeDraft, Described
from coder_app.core.records import SpeakerRole, TranscriptDraft, Turn
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.queries import document, lists
from coder_app.queries.identity import project_guid
from coder_app.ui.dialogs.importing import transcripts as import_transcripts
from coder_app.ui.dialogs.importing.dialog import ImportDialog
from coder_app.ui.dialogs.importing.pseudonyms import Pseudonyms
from coder_app.ui.models.place_table import Ticks

SOMEBODY = Described(
    attributes=(AttributeDraft(name="Age", kind="number"),), people=(("Somebody", ("24",)),)
)


def _drafts(count: int) -> list[TranscriptDraft]:
    turn = Turn(
        speaker="Ana", role=SpeakerRole.PARTICIPANT, label_start=0, label_end=4, start=5, end=11
    )
    return [
        TranscriptDraft(
            name=f"N{n:02}",
            text=f"Ana: I do {n}",
            turns=(turn,),
            original=b"",
            format="txt",
        )
        for n in range(count)
    ]


@pytest.fixture
def parent(qtbot, look) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def _names(workspace) -> list[str]:
    return [row.name for row in workspace.ask(lists.documents, workspace.viewer)]


def test_all_are_added_in_one_step_that_can_be_undone(workspace, parent, qtbot) -> None:
    before, added = _names(workspace), []

    arrivals = Arrivals(
        drafts=tuple(_drafts(3)), participants={1: "Somebody"}, described=(SOMEBODY,)
    )

    import_transcripts.add(workspace, parent, arrivals, done=added.extend)
    qtbot.waitUntil(lambda: bool(added), timeout=5000)

    assert _names(workspace) == [*before, "N00", "N01", "N02"]
    assert not workspace.is_busy
    people = {
        row.name: row.participant_name for row in workspace.ask(lists.documents, workspace.viewer)
    }
    assert people["N01"] == "Somebody"
    assert [a.name for a in workspace.ask(lists.attributes)] == ["Age"]
    workspace.undo()
    assert _names(workspace) == before
    assert workspace.ask(lists.attributes) == []


def test_stop_adds_none(workspace, parent, qtbot) -> None:
    before = _names(workspace)

    with qtbot.waitSignal(workspace.refused) as heard:
        progress = import_transcripts.add(
            workspace, parent, Arrivals(drafts=tuple(_drafts(60))), done=lambda guids: None
        )
        progress.reject()

    assert heard.args == ["Stopped. None of the transcripts was added."]
    assert _names(workspace) == before
    assert not workspace.is_busy


def test_cancel_adds_none(workspace, parent, tmp_path, monkeypatch) -> None:
    before = _names(workspace)
    path = tmp_path / "a.txt"
    path.write_text("Ana: yes\n", "utf-8")
    monkeypatch.setattr(ImportDialog, "exec", lambda self: self.done(0) or 0)

    import_transcripts.add_transcripts(workspace, parent, [path], done=lambda guids: None)

    assert _names(workspace) == before


def test_files_are_looked_for_where_the_project_lies(workspace, parent, monkeypatch) -> None:
    asked: list[str] = []

    def answer(_parent, _title, where: str, _kinds) -> tuple[list[str], str]:
        asked.append(where)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    lies = Path("/studies/food/study.coder")
    monkeypatch.setattr(type(workspace.project), "path", property(lambda _: lies))

    import_transcripts.add_transcripts(workspace, parent, done=lambda guids: None)

    assert asked == [str(Path("/studies/food"))]


def _names_of(tmp_path: Path) -> Pseudonyms:
    key = (Pseudonym(name="Ana", pseudonym="P1"),)
    return Pseudonyms(key=key, path=tmp_path / "names.csv", ticks=Ticks())


def test_names_are_replaced_and_the_log_lies_beside_the_key(
    workspace, parent, qtbot, tmp_path: Path
) -> None:
    added: list[UUID] = []
    arrivals = Arrivals(drafts=tuple(_drafts(1)))

    with qtbot.waitSignal(workspace.said, timeout=5000) as heard:
        import_transcripts.add(
            workspace, parent, arrivals, names=_names_of(tmp_path), done=added.extend
        )

    record = workspace.ask(document.open_document, workspace.viewer, added[0])
    assert record.text == "[P1]: I do 0"
    (log,) = tmp_path.glob("names-replacements-*.csv")
    assert "Ana,[P1]" in log.read_text("utf-8-sig")
    assert heard.args == [f"{log.name}, beside the key, tells what was replaced."]


def test_stop_leaves_no_log(workspace, parent, qtbot, tmp_path: Path) -> None:
    with qtbot.waitSignal(workspace.refused):
        progress = import_transcripts.add(
            workspace,
            parent,
            Arrivals(drafts=tuple(_drafts(60))),
            names=_names_of(tmp_path),
            done=lambda guids: None,
        )
        progress.reject()

    assert list(tmp_path.iterdir()) == []


def test_a_log_that_cannot_be_kept_adds_nothing(workspace, parent, qtbot, tmp_path: Path) -> None:
    before = _names(workspace)
    names = _names_of(tmp_path / "gone")

    with qtbot.waitSignal(workspace.refused) as heard:
        import_transcripts.add(
            workspace,
            parent,
            Arrivals(drafts=tuple(_drafts(1))),
            names=names,
            done=lambda guids: None,
        )

    assert "names-replacements-" in heard.args[0]
    assert _names(workspace) == before


def test_the_place_of_the_key_is_remembered(
    workspace, parent, qtbot, tmp_path: Path, monkeypatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ana: yes\nInterviewer: so?\n", "utf-8")
    monkeypatch.setattr(type(workspace.project), "path", tmp_path / "study.coder")
    added: list[UUID] = []

    def decide(dialog: ImportDialog) -> int:
        qtbot.waitUntil(lambda: bool(dialog.drafts()))
        dialog.use_pseudonyms(_names_of(tmp_path))
        dialog.done(1)
        return 1

    monkeypatch.setattr(ImportDialog, "exec", decide)
    import_transcripts.add_transcripts(workspace, parent, [path], done=added.extend)
    qtbot.waitUntil(lambda: bool(added), timeout=5000)

    assert RememberedKeys().known(workspace.ask(project_guid)).path == tmp_path / "names.csv"
