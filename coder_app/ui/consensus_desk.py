# SPDX-License-Identifier: MIT
"""Opens what leads from disagreement to consensus: rounds, review, decisions, practice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder_app.core.places import tr
from coder_app.core.records import AssignmentStatus, CoderRole, DocumentRecord, Purpose
from coder_app.queries import lists
from coder_app.ui.preferences import Preferences
from coder_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from coder_app.ui.review.practice import PracticeWindow
    from coder_app.ui.review.window import ReviewWindow
    from coder_app.ui.windows.decisions import DecisionsWindow
    from coder_app.ui.windows.rounds import RoundsWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFacts:
    """What the coder at work may do in the team, beside the open transcript."""

    leads: bool = False
    has_practised: bool = False  # this transcript, and is done with it


def team_facts(workspace: Workspace, document: UUID | None) -> TeamFacts:
    """Tell whether she leads, and whether the open transcript is one that she practised on."""
    viewer = workspace.viewer
    return TeamFacts(
        leads=any(
            c.guid == viewer and c.role is CoderRole.LEAD for c in workspace.ask(lists.coders)
        ),
        has_practised=any(
            (a.coder, a.document, a.purpose, a.status)
            == (viewer, document, Purpose.PRACTICE, AssignmentStatus.DONE)
            for a in workspace.ask(lists.assignments)
        ),
    )


class ConsensusDesk(QObject):
    """The windows between agreement and consensus; `slots` maps actions to what opens them."""

    passage_requested = Signal(object, object)  # document, Span
    improve_requested = Signal(object)  # guid of a code
    agreement_requested = Signal(object)  # guid of a round, or None
    export_requested = Signal()

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        window: QWidget,
        *,
        document: Callable[[], DocumentRecord | None],
    ) -> None:
        super().__init__(window)
        self._workspace, self._preferences, self._window = workspace, preferences, window
        self._document = document
        self.review: ReviewWindow | None = None
        self.rounds: RoundsWindow | None = None
        self.decisions: DecisionsWindow | None = None
        self.practice: PracticeWindow | None = None

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say which actions are ready."""
        return {
            "team.review": self.open_review,
            "team.close_round": self.close_round,
            "team.rounds": self.open_rounds,
            "team.decisions": self.open_decisions,
            "team.practice": self.open_practice,
        }

    # ---- windows

    def open_review(self, code: UUID | None = None) -> None:
        """Show what coders differ on; of one code, where that is wished."""
        from coder_app.ui.review.window import ReviewWindow

        if self.review is None:
            shown = ReviewWindow(self._workspace, self._preferences)
            shown.passage_requested.connect(self.passage_requested)
            shown.improve_requested.connect(self.improve_requested)
            shown.round_requested.connect(self.close_round)
            shown.agreement_requested.connect(lambda: self.agreement_requested.emit(None))
            self.review = shown
        if code is not None:
            self.review.look_at(code)
        _come(self.review)

    def open_rounds(self) -> None:
        """Show the closed rounds."""
        from coder_app.ui.windows.rounds import RoundsWindow

        if self.rounds is None:
            shown = RoundsWindow(self._workspace)
            shown.figures_requested.connect(self.agreement_requested)
            shown.rename_requested.connect(self._rename_round)
            shown.round_requested.connect(self.close_round)
            shown.review_requested.connect(self.open_review)
            self.rounds = shown
        _come(self.rounds)

    def open_decisions(self) -> None:
        """Show how disagreements were settled."""
        from coder_app.ui.windows.decisions import DecisionsWindow

        if self.decisions is None:
            shown = DecisionsWindow(self._workspace)
            shown.passage_requested.connect(self.passage_requested)
            shown.export_requested.connect(self.export_requested)
            shown.review_requested.connect(self.open_review)
            self.decisions = shown
        _come(self.decisions)

    def open_practice(self) -> None:
        """Show what was missed in the open transcript, beside the consensus."""
        from coder_app.ui.review.practice import PracticeWindow

        record = self._document()
        if record is None:
            return
        if self.practice is not None:
            self.practice.close()
            self.practice.deleteLater()
        self.practice = PracticeWindow(self._workspace, self._preferences, record.guid)
        self.practice.passage_requested.connect(self.passage_requested)
        _come(self.practice)

    # ---- rounds

    def close_round(self) -> None:
        """Ask what the round is about, and close it; then its passages can be settled."""
        from coder_app.ui.dialogs.close_round import close_round

        close_round(self._workspace, self._in_front())

    def _rename_round(self, guid: UUID, name: str) -> None:
        from coder_app.ui.dialogs.people import ask_for_name

        wished = ask_for_name(
            tr("Rename the round"), tr("Name"), self.rounds or self._window, value=name
        )
        if wished and wished != name:
            from coder_app.operations import rounds  # here: a start needs no figures

            self._workspace.attempt(rounds.rename_round, round=guid, name=wished)

    def _in_front(self) -> QWidget:
        """Give the window from which was asked."""
        own = (self.review, self.rounds, self.decisions)
        return next((one for one in own if one and one.isActiveWindow()), self._window)

    def put_away(self) -> None:
        """Close the windows."""
        for one in (self.review, self.rounds, self.decisions, self.practice):
            if one is not None:
                one.close()
                one.deleteLater()
        self.review = self.rounds = self.decisions = self.practice = None


def _come(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
