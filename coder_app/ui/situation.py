# SPDX-License-Identifier: MIT
"""What holds now: which actions are possible, which keys work, what the docks and figures say."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord, CodeStatus, DocumentRecord
from coder_app.queries import history, lists
from coder_app.ui.actions import shown_key
from coder_app.ui.consensus_desk import TeamFacts, team_facts
from coder_app.ui.hints import hints_for
from coder_app.ui.parts import spaced
from coder_app.ui.standing import Standing, standing

if TYPE_CHECKING:
    from coder_app.ui.main_window import MainWindow


class Situation(QObject):
    """Keeps the edges of the window true to its middle."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._undo_facts: frozenset[str] = frozenset()
        self._standing = Standing()
        self._team = TeamFacts()
        self._foot = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show_coding)

    # ---- facts, hints, figures

    def tell(self) -> None:
        """Say which actions are possible and which keys work now."""
        window = self._window
        window.served.set_facts(self._facts())
        last = window.coding.last_code()
        hints = hints_for(window.served, last_code=last.name if last else "")
        window.status.show_hints(hints)

    def _facts(self) -> frozenset[str]:
        window = self._window
        code = window.definition.code
        coding = window.coding.in_hand()
        found = {
            "document": window.transcripts.record is not None,
            "selection": window.view.selection() is not None,
            "coding": coding is not None,
            "words": window.coding.words() is not None,
            "last": window.coding.last_code() is not None,
            "code": code is not None,
            "retired": code is not None and code.status == CodeStatus.RETIRED,
            "scale": coding is not None and self._has_scale(coding.code),
            "compare": not self._standing.why_not,
            "lead": self._team.leads,
            "practised": self._team.has_practised,
        }
        return frozenset(name for name, holds in found.items() if holds) | self._undo_facts

    def _has_scale(self, guid: UUID) -> bool:
        code = self._window.coding.code(guid)
        return code is not None and bool(code.scale)

    def tell_standing(self) -> None:
        """Say whether the open transcript is coded blind, and whether coders can be compared."""
        window = self._window
        record = window.transcripts.record
        self._standing = standing(window.workspace, record.guid if record else None)
        self._team = team_facts(window.workspace, record.guid if record else None)
        window.tools.show_blind(self._standing.is_blind)
        window.served.set_reason("compare", self._standing.why_not)
        window.served.set_facts(self._facts())

    def expect_history(self) -> None:
        """Let undo and redo be pressed at once; what they would do is said a moment later."""
        self._undo_facts = frozenset({"undo", "redo"})
        self._window.served.set_facts(self._facts())

    def tell_history(self) -> None:
        """Say what undo and redo would do, and when something was saved last."""
        window = self._window
        project = window.workspace.project
        steps = {"undo": project.next_undo(), "redo": project.next_redo()}
        self._undo_facts = frozenset(name for name, step in steps.items() if step is not None)
        for name, words in (("undo", tr("Undo: {0}")), ("redo", tr("Redo: {0}"))):
            action, step = window.served[f"edit.{name}"], steps[name]
            plain = tr("Undo") if name == "undo" else tr("Redo")
            said = words.format(history.sentence(step.action)) if step else plain
            action.setText(said)
            key = window.served.key(f"edit.{name}")
            action.setToolTip(f"{said} ({shown_key(key)})")
        self._foot = self._version_foot()
        newest = window.workspace.ask(history.events, window.workspace.viewer, 1)
        if newest:
            self._show_saved(newest[0].at)
        self.tell()

    def _show_saved(self, at: datetime) -> None:
        local, now = at.astimezone(), datetime.now().astimezone()
        shown = local.strftime("%H:%M" if local.date() == now.date() else "%d.%m. %H:%M")
        self._window.status.saved.setText(tr("Saved {0}").format(shown))

    def tell_counts(self) -> None:
        """Say how many codings the transcript has, and how much of it was read."""
        status, transcripts = self._window.status, self._window.transcripts
        open_ = transcripts.record is not None
        n = len(transcripts.codings)
        status.codings.setText(tr_n("{n} coding", "{n} codings", n) if open_ else "")
        share = round(transcripts.share_read * 100)
        status.read.setText(tr("{0} % read").format(share) if open_ else "")

    def tell_done_mark(self) -> None:
        """Show whether this coder is done with the transcript."""
        action = self._window.served["transcript.done"]
        is_done = self._window.transcripts.is_done
        action.setChecked(is_done)
        words = tr("Done") if is_done else tr("Mark done")
        action.setIconText(spaced(words))
        action.setText(tr("Not done after all") if is_done else tr("Mark done"))
        self._window.centre.head.done.setAccessibleName(words)

    # ---- what the docks show

    def show_document(self, record: DocumentRecord | None) -> None:
        """Show what belongs to another transcript."""
        title = self._window.workspace.ask(lists.setting, "title", "")
        parts = [record.name if record else "", title, tr("Coder App")]
        self._window.setWindowTitle(" – ".join(part for part in parts if part))
        self.tell_done_mark()
        self.tell_standing()
        self.on_codings()

    def on_codings(self) -> None:
        """Show what follows from other codings."""
        self.show_here()
        self.tell_counts()
        self.tell_done_mark()
        shown = self._window.definition.code
        if shown is not None and not self._window.palettes.palette.isVisible():
            self._show(self._window.coding.code(shown.guid), tr("Code in hand"))
        self.tell()

    def show_here(self) -> None:
        """Show the codings where the caret stands."""
        view = self._window.view
        codings = list(reversed(view.codings_here())) if view.record is not None else []
        in_hand = view.coding_in_hand
        codings.sort(key=lambda coding: coding.guid != in_hand)
        self._window.here.show_codings(codings, in_hand)

    def show_coding_soon(self) -> None:
        """Show the coding in hand as soon as the text has been painted: the eye is there."""
        self._soon.start()

    def show_coding(self) -> None:
        """Show the coding in hand with the rule of its code."""
        if self._window.is_away:
            return
        view = self._window.view
        coding = view.coding(view.coding_in_hand)
        if coding is not None:
            self._show(self._window.coding.code(coding.code), tr("Code in hand"))
            self._window.codebook.set_current(coding.code)
        self.show_here()
        self.tell()

    def show_code(self, guid: UUID | None) -> None:
        """Show the rule of the code that is current in the tree."""
        code = self._window.coding.code(guid)
        if code is not None:
            self._show(code, tr("Code in hand"))
            self.tell()

    def show_found(self, guid: UUID | None) -> None:
        """Show the rule of the code that the palette would give."""
        code = self._window.coding.code(guid)
        if code is not None:
            self._show(code, tr("Code found"))

    def _show(self, code: CodeRecord | None, title: str) -> None:
        window = self._window
        window.definition.show_code(code, title=title, foot=self._foot)
        window.centre.head.set_code_in_hand(code)
        window.retrieved.follow(code)
        if code is not None:
            n = self._total(code)
            said = tr_n("{n} passage", "{n} passages", n)
            window.centre.bar.tell(tr("{0} coded {1}").format(said, code.name))
        if not window.retrieved.isHidden():
            window.retrieved.refresh()

    def _total(self, code: CodeRecord) -> int:
        codes = self._window.codebook.codes()
        below = {code.guid}
        for row in codes:  # parents come before their children
            if row.parent in below:
                below.add(row.guid)
        return sum(row.codings for row in codes if row.guid in below)

    def _version_foot(self) -> str:
        versions = self._window.workspace.ask(lists.versions)
        if not versions:
            return ""
        newest = max(versions, key=lambda version: version.number)
        day = newest.closed.astimezone()
        months = tr(
            "January February March April May June July August September October November December"
        ).split()
        date = f"{day.day} {months[day.month - 1]}"
        return tr("Rule of {0}, codebook v{1}").format(date, newest.number)
