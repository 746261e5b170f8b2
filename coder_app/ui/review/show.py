# SPDX-License-Identifier: MIT
"""Shows one disagreement in text, columns and rules, with coders named as the window names them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from coder_app.core.places import tr
from coder_app.core.records import (
    CodingRecord,
    DecisionRecord,
    DocumentRecord,
    Guid,
    Outcome,
    ReviewItem,
)
from coder_app.queries import document as documents
from coder_app.ui.models.review import name_of
from coder_app.ui.parts import moment_in_words
from coder_app.ui.review.answer import Question
from coder_app.ui.review.columns import Column
from coder_app.ui.review.foot import ReviewFoot
from coder_app.ui.review.head import PassageHead
from coder_app.ui.review.names import CoderNames
from coder_app.ui.review.rules import AskedBefore, RulesPane
from coder_app.ui.review.settling import in_short
from coder_app.ui.review.state import ReviewState
from coder_app.ui.review.text import ReviewText
from coder_app.ui.workspace import Workspace

_KEPT = 8  # transcripts in memory


class Shower:
    """Puts passages on the screen; reads each transcript once."""

    def __init__(
        self,
        workspace: Workspace,
        names: CoderNames,
        head: PassageHead,
        text: ReviewText,
        rules: RulesPane,
    ) -> None:
        self._workspace, self._names = workspace, names
        self._head, self._text, self._rules = head, text, rules
        self._state: ReviewState | None = None
        self._records: dict[UUID, DocumentRecord] = {}
        self._question: Question | None = None

    def take(self, state: ReviewState) -> None:
        """Know what was read last."""
        self._state = state

    def forget(self) -> None:
        """Read transcripts again: codings or words have changed, or somebody else looks."""
        self._records.clear()

    def show_nothing(self) -> None:
        """Show no passage."""
        self._question = None
        self._head.show_item(None, 0, 0)
        self._text.clear()
        self._rules.show_rules((), ())

    def show(self, item: ReviewItem) -> Question | None:
        """Show a passage; None if its words have changed since it was found."""
        state, record = self._state, self._record(item.document)
        if state is None or record.wording != item.wording:
            self.show_nothing()
            return None
        order = self._names.in_order(item.document, _coders(item))
        people = tuple((coder, self._names.shown(coder, order)) for coder in order)
        shown = self._codings(item, record, dict(people))
        columns = [
            Column(
                name, self._names.short(coder, order), tuple(c for c in shown if c.coder == coder)
            )
            for coder, name in people
        ]
        if item.decision is not None and state.consensus is not None:
            settled = [c for c in state.outcome_of(item.decision) if c.span is not None]
            columns.append(Column(tr("Consensus"), tr("Cons."), tuple(settled)))
            shown += settled
            order = [*order, state.consensus]
        self._text.show_passage(record, item.span, shown, order)
        self._text.show_columns(columns, item.span)
        self.show_rules(item)
        self._question = Question(item=item, text=record.text, people=people, codes=state.codes)
        return self._question

    def show_rules(self, item: ReviewItem) -> None:
        """Show the rules of a passage's codes, and what was decided on them before."""
        state = self._state
        if state is not None:
            codes = [state.codes[code] for code in item.codes if code in state.codes]
            self._rules.show_rules(codes, self._asked_before(state, item))

    def _record(self, document: UUID) -> DocumentRecord:
        if document not in self._records:
            if len(self._records) >= _KEPT:
                self._records.clear()
            ask, viewer = self._workspace.ask, self._workspace.viewer
            self._records[document] = ask(documents.open_document, viewer, document)
        return self._records[document]

    @staticmethod
    def _codings(
        item: ReviewItem, record: DocumentRecord, names: dict[Guid, str]
    ) -> list[CodingRecord]:
        """Find the codings behind the marks, with memos; coders are named as on the screen."""
        wanted = {mark.coding for mark in item.marks}
        return [
            replace(coding, coder_name=names.get(coding.coder, coding.coder_name))
            for coding in record.codings
            if coding.guid in wanted
        ]

    # ---- decisions

    def _asked_before(self, state: ReviewState, item: ReviewItem) -> list[AskedBefore]:
        own = item.decision.guid if item.decision else None
        return [
            AskedBefore(
                where=tr("{0}, line {1}").format(decision.document_name, decision.line),
                outcome=outcome_in_words(state, decision),
                reason=decision.reason,
            )
            for decision in state.decisions
            if decision.guid != own and set(decision.codes) & set(item.codes)
        ]

    def tell_decision(
        self, foot: ReviewFoot, decision: DecisionRecord, *, may_reopen: bool
    ) -> None:
        """Say at the foot how the passage was settled."""
        state, question = self._state, self._question
        if state is None or question is None:
            return
        order = [coder for coder, _ in question.people]
        said = {
            Outcome.BOTH: tr("Settled: all that was marked"),
            Outcome.NOTHING: tr("Settled: nothing here"),
            Outcome.OWN: tr("Settled: own borders or another code"),
        }.get(decision.outcome, "")
        if decision.chosen is not None and not said:
            said = tr("Settled: as {0}").format(self._names.shown(decision.chosen, order))
        left = "; ".join(
            tr("{0} on {1}").format(name_of(state.codes, c.code), in_short(c.span, question.text))
            for c in state.outcome_of(decision)
            if c.span is not None
        )
        who = ", ".join(self._names.shown(coder, order) for coder in decision.dissenters)
        parts = [left or tr("left uncoded"), decision.reason]
        if who or decision.dissent:
            told = ": ".join(part for part in (who, decision.dissent) if part)
            parts.append(tr("Dissent: {0}").format(told))
        by = tr("by {0}, {1}").format(decision.author, moment_in_words(decision.decided))
        foot.tell(said, " · ".join(part for part in parts if part), by, may_reopen=may_reopen)


def outcome_in_words(state: ReviewState, decision: DecisionRecord) -> str:
    """Say what came of a decision: codes, or nothing."""
    names = [name_of(state.codes, coding.code) for coding in state.outcome_of(decision)]
    return ", ".join(dict.fromkeys(names)) or tr("left uncoded")


def _coders(item: ReviewItem) -> list[Guid]:
    return list(dict.fromkeys([*(mark.coder for mark in item.marks), *item.silent]))
