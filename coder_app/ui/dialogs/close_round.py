# SPDX-License-Identifier: MIT
"""Close a round: figures are kept as they are, and the coders see each other's codings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Unpack
from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from coder_app.agreement.units import Unit
from coder_app.core.places import tr, tr_n
from coder_app.core.records import AssignmentRecord, AssignmentStatus, Guid
from coder_app.operations import rounds
from coder_app.queries import lists
from coder_app.queries import rounds as rounds_query
from coder_app.queries.ratings import Choice
from coder_app.ui.choices import ChoiceButton, choose, unit_combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.progress import ProgressDialog, Stopping
from coder_app.ui.look import theme
from coder_app.ui.parts import Picture, label
from coder_app.ui.workspace import Workspace

_MOST_NAMED = 6
Names = Sequence[tuple[Guid, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far some coders are with some transcripts."""

    together: tuple[Guid, ...]  # two or more are done, nobody is at work there
    open: tuple[tuple[Guid, tuple[Guid, ...]], ...]  # transcript, and who is not done there
    alone: tuple[Guid, ...]  # fewer than two were given it or are done


def progress_of(
    documents: Sequence[Guid], coders: Sequence[Guid], given: Sequence[AssignmentRecord]
) -> Progress:
    """Tell in which transcripts these coders can be compared, and in which they are not done."""
    together, alone, late = [], [], []
    for document in documents:
        status = {
            coder: lists.status_of(a for a in given if (a.document, a.coder) == (document, coder))
            for coder in coders
        }
        waiting = tuple(c for c in coders if status[c] is AssignmentStatus.OPEN)
        if waiting:
            late.append((document, waiting))
        elif sum(found is AssignmentStatus.DONE for found in status.values()) > 1:
            together.append(document)
        else:
            alone.append(document)
    return Progress(together=tuple(together), open=tuple(late), alone=tuple(alone))


class CloseRoundDialog(DialogFrame):
    """Ask what the round is about; say who is not done, and what cannot be taken back."""

    def __init__(
        self,
        name: str,
        coders: Names,
        documents: Names,
        given: Sequence[AssignmentRecord],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Close a round"), parent, width=580)
        said = tr(
            "The figures of this moment are kept, before anybody talks about the passages. What "
            "coders differ on is then settled in Review."
        )
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        self._coder_names, self._document_names = dict(coders), dict(documents)
        self._given = tuple(given)
        form = QFormLayout()
        form.setHorizontalSpacing(theme().px(12))
        form.setVerticalSpacing(theme().px(8))
        self.body.addLayout(form)
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(200)
        self.name.setAccessibleName(tr("Name of the round"))
        self._add(form, tr("Name"), self.name)
        self.coders = ChoiceButton(tr("Coders"), "{n} coder", "{n} coders", self)
        self.coders.set_choices(coders, _at_work(coders, given))
        self._add(form, tr("Coders"), self.coders)
        self.documents = ChoiceButton(tr("Transcripts"), "{n} transcript", "{n} transcripts", self)
        self.documents.set_choices(documents, [guid for guid, _ in documents])
        self._add(form, tr("Transcripts"), self.documents)
        told, self.unit = unit_combo(parent=self)
        form.addRow(told, self.unit)
        self._standing = label("", self, wraps=True)
        self.body.addWidget(self._standing)
        self._late = label("", self, step="small", ink="ink2", wraps=True)
        self.body.addWidget(self._late)
        self.leave_out = QCheckBox(self)
        self.body.addWidget(self.leave_out)
        self.body.addWidget(self._warning())
        _, self._close = self.set_buttons(tr("Close the round"))
        for signal in (
            self.name.textChanged,
            self.coders.chosen_changed,
            self.documents.chosen_changed,
            self.leave_out.toggled,
        ):
            signal.connect(self._show_state)
        self._show_state()
        self.name.selectAll()
        self.name.setFocus()

    def _add(self, form: QFormLayout, words: str, field: QWidget) -> None:
        told = label(words, self, step="small", ink="ink2")
        told.setBuddy(field)
        form.addRow(told, field)

    def _warning(self) -> QFrame:
        frame = QFrame(self)
        theme().say(frame, kind="warn")
        row = QHBoxLayout(frame)
        row.setContentsMargins(*(theme().px(n) for n in (12, 9, 12, 9)))
        row.setSpacing(theme().px(10))
        row.addWidget(Picture("triangle-alert", frame, ink="warn"))
        said = tr(
            "This cannot be taken back. The coders then see each other’s codings in these "
            "transcripts: what was coded blind stays coded blind, but nobody is blind any more."
        )
        row.addWidget(label(said, frame, wraps=True), 1)
        return frame

    # ---- state

    def _progress(self) -> Progress:
        return progress_of(self.documents.chosen(), self.coders.chosen(), self._given)

    def _show_state(self) -> None:
        found = self._progress()
        ready, late = len(found.together), len(found.open)
        self._standing.setText(
            tr_n(
                "{n} transcript is done by two of these coders or more.",
                "{n} transcripts are done by two of these coders or more.",
                ready,
            )
        )
        self._late.setText(self._late_in_words(found))
        self._late.setVisible(bool(late or found.alone))
        said = tr_n("Leave it out of this round", "Leave these {n} out of this round", late)
        self.leave_out.setText(said)
        self.leave_out.setVisible(bool(late))
        why_not = self._why_not(found)
        self._close.setEnabled(not why_not)
        self._close.setToolTip(why_not)
        self.fit()

    def _late_in_words(self, found: Progress) -> str:
        lines = [
            tr("Not done yet in {0}: {1}.").format(
                self._document_names[document], ", ".join(self._coder_names[c] for c in waiting)
            )
            for document, waiting in found.open[:_MOST_NAMED]
        ]
        if len(found.open) > _MOST_NAMED:
            left = len(found.open) - _MOST_NAMED
            lines.append(tr_n("And in {n} more.", "And in {n} more.", left))
        if found.alone:
            lines.append(
                tr_n(
                    "{n} transcript has no two coders who are done: it takes no part.",
                    "{n} transcripts have no two coders who are done: they take no part.",
                    len(found.alone),
                )
            )
        return "\n".join(lines)

    def _why_not(self, found: Progress) -> str:
        if not self.name.text().strip():
            return tr("Give the round a name")
        if len(self.coders.chosen()) < 2:
            return tr("Choose two coders or more")
        if not found.together:
            return tr("Nothing to compare: no transcript is done by two of these coders")
        if found.open and not self.leave_out.isChecked():
            return tr("Wait for those who are not done, or leave these transcripts out")
        return ""

    def choice(self) -> Choice:
        """Give what the round is about, as the operation takes it."""
        found = self._progress()
        left_out = {document for document, _ in found.open}
        return Choice(
            coders=self.coders.chosen(),
            documents=[d for d in self.documents.chosen() if d not in left_out],
            unit=Unit(self.unit.currentData()),
        )


def _at_work(coders: Names, given: Sequence[AssignmentRecord]) -> list[Guid]:
    """Choose those who were given something; where nobody was, all."""
    busy = {a.coder for a in given}
    return [guid for guid, _ in coders if guid in busy] or [guid for guid, _ in coders]


def close_round(
    workspace: Workspace,
    parent: QWidget,
    *,
    done: Callable[[UUID], object] = lambda _: None,
) -> None:
    """Ask what the round is about, then close it behind a progress line."""
    closed = workspace.ask(rounds_query.rounds, workspace.viewer)
    number = max((one.number for one in closed), default=0)
    dialog = CloseRoundDialog(
        tr("Round {0}").format(number + 1),
        [(c.guid, c.name) for c in workspace.ask(lists.coders) if not c.consensus],
        [(d.guid, d.name) for d in workspace.ask(lists.documents, workspace.viewer)],
        workspace.ask(lists.assignments),
        parent,
    )
    choose(dialog.unit, _unit_of_project(workspace))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    name, choice = dialog.name.text().strip(), dialog.choice()
    dialog.deleteLater()
    if accepted:
        _run(workspace, parent, name, choice, done)


def _unit_of_project(workspace: Workspace) -> Unit:
    kept = workspace.ask(lists.setting, "unit")
    return Unit(kept) if kept in [unit.value for unit in Unit] else Unit.TURN


def _run(
    workspace: Workspace,
    parent: QWidget,
    name: str,
    choice: Choice,
    done: Callable[[UUID], object],
) -> None:
    progress = ProgressDialog(
        tr("Closing “{0}”").format(name), tr("If you stop, the round stays open."), parent
    )
    stopping = Stopping(progress, tr("Stopped. The round is not closed."))

    @wraps(rounds.close_round)
    def closing(session: Any, *, name: str, **told: Unpack[Choice]) -> UUID:
        guid = rounds.close_round(session, name=name, **told)
        stopping.step(0, 0)  # the last moment to stop: then nothing has happened
        return guid

    def work() -> Any:
        return workspace.project.run(closing, name=name, **choice)

    def finished(guid: UUID) -> None:
        progress.close_now()
        workspace.said.emit(tr("Closed “{0}”: its figures are kept").format(name))
        done(guid)

    def failed(sentence: str) -> None:
        progress.close_now()
        workspace.refused.emit(sentence)

    workspace.long_run(work, done=finished, failed=failed)
    progress.open_soon()
