# SPDX-License-Identifier: MIT
"""What tests of windows stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder_app.core.records import (
    CodebookDraft,
    CodeDraft,
    CodeRecord,
    CodeStatus,
    DecisionRecord,
    DisagreementKind,
    Outcome,
    ReviewItem,
    ReviewMark,
    ScaleLevel,
    SpeakerRole,
    TranscriptDraft,
    Turn,
)
from coder_app.core.spans import Span
from coder_app.operations import documents, people, projects
from coder_app.queries import lists
from coder_app.store.project import Project
from coder_app.ui.look import Theme, theme
from coder_app.ui.main_window import MainWindow
from coder_app.ui.preferences import Preferences
from coder_app.ui.workspace import Workspace

NAMES = UUID("9a7f1d62-0d0c-4a5e-8c7b-0c1b2a3d4e5f")
TEXT = """Interviewer: Which account would you miss the most?
Marisol: The woman who paints stones. She answers everybody, and I trust her 😀 more than a shop.
Interviewer: Why is that?
Marisol: Because she tells me what did not work.
"""
BOOK = CodebookDraft(
    title="Small",
    codes=(
        CodeDraft(name="Constructs", codable=False, colour="tide-1"),
        CodeDraft(
            name="relatability capital",
            parent="Constructs",
            colour="tide-2",
            key="2",
            question="Is the creator like me?",
            use_when=("she is like one of us",),
            do_not_use_when=("she is genuine: use authenticity resonance",),
            scale=(ScaleLevel(weight=1, label="faint"), ScaleLevel(weight=2, label="clear")),
        ),
        CodeDraft(name="authenticity resonance", parent="Constructs", colour="tide-4", key="4"),
        CodeDraft(name="perceived accessibility", parent="Constructs", colour="tide-8", key="8"),
        CodeDraft(name="Outcomes", codable=False, colour="iris-1"),
        CodeDraft(name="trust", parent="Outcomes", colour="iris-1", key="T"),
        CodeDraft(name="direct engagement", parent="Outcomes", colour="iris-2"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """A small project and the names of what is in it."""

    project: Project
    ana: UUID
    ben: UUID
    document: UUID
    other: UUID
    codes: dict[str, UUID]


OpenAgain = Callable[[], tuple[MainWindow, Small]]


@pytest.fixture
def look(qapp: QApplication) -> Theme:
    """The theme, started light."""
    del qapp
    found = theme()
    found.start("light")
    return found


@pytest.fixture
def small(look: Theme) -> Iterator[Small]:
    """A project of two transcripts, a few codes and two coders; Ana is at work."""
    del look
    project = Project.in_memory()
    small = _fill(project)
    yield small
    small.project.close()


@pytest.fixture
def workspace(small: Small) -> Iterator[Workspace]:
    """The small project as windows see it."""
    made = Workspace(small.project, small.ana)
    yield made
    made.close()


@pytest.fixture
def preferences(tmp_path: Path, qapp: QApplication) -> Preferences:
    """Nobody's preferences."""
    del qapp
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def window(workspace: Workspace, preferences: Preferences, qtbot: QtBot) -> Iterator[MainWindow]:
    """The coding window on the small project, shown, with the focus in the text."""
    made = MainWindow(workspace, preferences)
    made.show()
    qtbot.waitExposed(made)
    _give_keys(made, qtbot)
    yield made
    bury(made)


def _give_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.view.focusProxy())


def bury(window: MainWindow) -> None:
    """Close a window, and let Qt delete it while Python holds it: the other way round crashes."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def open_again(
    look: Theme, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> Iterator[OpenAgain]:
    """Open the small project from its file, as often as a test likes; one window at a time."""
    del look
    path = tmp_path / "small.coder"
    small = _fill(Project.create(path))
    small.project.close()
    opened: list[MainWindow] = []

    def open_it() -> tuple[MainWindow, Small]:
        if opened:
            bury(opened.pop())
        project = Project.open(path)
        window = MainWindow(Workspace(project, small.ana), preferences)
        opened.append(window)
        window.show()
        qtbot.waitExposed(window)
        _give_keys(window, qtbot)
        return window, replace(small, project=project)

    yield open_it
    bury(opened.pop())


def _fill(project: Project) -> Small:
    ana = uuid4()
    project.who = ana
    project.run(projects.begin, title="Followers", lead_name="Ana Ruiz", coder=ana, codebook=BOOK)
    ben, _ = project.run(people.add_coder, name="Ben")
    drafts = [_draft("P07 Marisol", TEXT), _draft("P08 Anouk", TEXT.replace("stones", "cakes"))]
    (one, two), _ = project.run(documents.add_documents, drafts=drafts)
    codes = {code.name: code.guid for code in project.ask(lists.codes, ana)}
    return Small(project=project, ana=ana, ben=ben, document=one, other=two, codes=codes)


def _draft(name: str, text: str) -> TranscriptDraft:
    turns, at = [], 0
    for line in text.splitlines():
        speaker, _, _ = line.partition(":")
        role = SpeakerRole.INTERVIEWER if speaker == "Interviewer" else SpeakerRole.PARTICIPANT
        label_end = at + len(speaker) + 1
        turns.append(
            Turn(
                speaker=speaker,
                role=role,
                label_start=at,
                label_end=label_end,
                start=label_end + 1,
                end=at + len(line),
            )
        )
        at += len(line) + 1
    return TranscriptDraft(
        name=name, text=text, turns=tuple(turns), original=text.encode(), format="txt"
    )


class Differ:
    """Makes what a review shows, by names: coders, codes, marks, items."""

    def guid(self, name: str) -> UUID:
        """Give whatever has this name its guid."""
        return uuid5(NAMES, name)

    def code(self, name: str) -> CodeRecord:
        """Make a code."""
        return CodeRecord(
            guid=self.guid(name),
            state=self.guid(name),
            name=name,
            parent=None,
            family="",
            path=name,
            codable=True,
            position=0,
            colour="tide-1",
            key="",
            question="",
            definition="",
            use_when=(),
            do_not_use_when=(),
            example="",
            borderline="",
            near_miss="",
            near_miss_code="",
            anchor="",
            source="",
            where="",
            home_motive="",
            level="",
            scale=(),
            status=CodeStatus.IN_USE,
            merged_into=None,
            effective=self.guid(name),
            codings=0,
        )

    def mark(
        self, coder: str, start: int, end: int, name: str = "trust", **fields: object
    ) -> ReviewMark:
        """Say what a coder marked."""
        values: dict[str, object] = {
            "coder": self.guid(coder),
            "code": self.guid(name),
            "span": Span(start, end),
            "weight": None,
            "weight_label": "",
            "version": 1,
            "coding": uuid4(),
        }
        return ReviewMark(**(values | fields))  # type: ignore[arg-type]

    def item(
        self,
        *marks: ReviewMark,
        silent: tuple[str, ...] = (),
        kind: DisagreementKind = DisagreementKind.MISSING,
        **fields: object,
    ) -> ReviewItem:
        """Make a passage on which coders differ."""
        values: dict[str, object] = {
            "document": self.guid("P07"),
            "document_name": "P07 Marisol",
            "wording": self.guid("P07"),
            "line": 48,
            "begins": 384.0,
            "span": Span(min(m.span.start for m in marks), max(m.span.end for m in marks)),
            "codes": tuple(dict.fromkeys(m.code for m in marks)),
            "kind": kind,
            "marks": marks,
            "silent": tuple(map(self.guid, silent)),
            "words": 7,
        }
        return ReviewItem(**(values | fields))  # type: ignore[arg-type]

    def decided(self, on: ReviewItem) -> DecisionRecord:
        """Settle a passage: nothing is there."""
        return DecisionRecord(
            guid=uuid4(),
            state=uuid4(),
            document=on.document,
            document_name=on.document_name,
            span=on.span,
            line=on.line,
            codes=on.codes,
            outcome=Outcome.NOTHING,
            chosen=None,
            reason="",
            dissent="",
            dissenters=(),
            author="Ana",
            decided=datetime(2026, 11, 12, tzinfo=UTC),
            round=None,
            codings=(),
        )


@pytest.fixture(scope="session")
def differ() -> Differ:
    """What makes disagreements for tests."""
    return Differ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A few turns, one of which only looks like one."""

    text: str
    turns: tuple[Turn, ...]

    def draft(self, turns: tuple[Turn, ...] = ()) -> TranscriptDraft:
        """Give it as a transcript, perhaps with other turns."""
        own = turns or self.turns
        return TranscriptDraft(name="P07", text=self.text, turns=own, original=b"", format="txt")


@pytest.fixture
def talk() -> Talk:
    """Give a talk with a note that stands where a speaker would."""
    text = "INT: Why?\nAna: Because\nNote: she laughs.\nAna: Yes."
    found, at = [], 0
    for line in text.split("\n"):
        speaker = line.partition(":")[0]
        asks = speaker == "INT"
        found.append(
            Turn(
                speaker=speaker,
                role=SpeakerRole.INTERVIEWER if asks else SpeakerRole.PARTICIPANT,
                label_start=at,
                label_end=at + len(speaker) + 1,
                start=at + len(speaker) + 2,
                end=at + len(line),
            )
        )
        at += len(line) + 1
    return Talk(text, tuple(found))
