# SPDX-License-Identifier: MIT
"""Whose words are whose: cases of the exchange standard → participants of transcripts and turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from lxml import etree

from coder_app.core.picture import PictureAttribute, PictureParticipant
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Turn
from coder_app.core.spans import Span
from coder_app.formats.picture_memos import Memos
from coder_app.formats.refi_passages import Passages
from coder_app.formats.refi_people import Known, read_cases
from coder_app.formats.refi_sources import Sources, SourceText
from coder_app.formats.refi_users import Users
from coder_app.formats.refi_xml import child, derived


class Cases:
    """The participants of a project, and what each of them said where."""

    def __init__(self, root: etree._Element) -> None:
        self._known = Known()
        self._known.read_variables(root)
        self._cases = list(read_cases(root, self._known))
        self._names = {case.participant.guid: case.participant.name for case in self._cases}
        self.guids = frozenset(self._names)
        self.used = {guid for case in self._cases for guid in case.selections}
        self.of_document: dict[UUID, UUID] = {}
        self._stretches: dict[UUID, list[tuple[Span, UUID]]] = defaultdict(list)
        self._crowded: set[str] = set()

    def place(self, sources: Sources, passages: Passages, memos: Memos, users: Users) -> None:
        """Say of transcripts and stretches whose they are."""
        for case in self._cases:
            guid = case.participant.guid
            for source in case.sources:
                self._give(sources.alias.get(source), guid)
            for selection in case.selections:
                place = passages.places.get(selection)
                if place is not None:
                    self._stretches[place.document].append((place.span, guid))
            if case.note:
                memos.add("participant", guid, users.of(), case.note)
        for guid, stretches in passages.stretches.items():
            for document, span in stretches:
                self._stretches[document].append((span, guid))
        for text in sources.texts:
            self._give_whole(text)
            self._read_values(text)

    def _give(self, text: SourceText | None, participant: UUID) -> None:
        """Say whose a transcript is, the first time; it has one participant here."""
        if text is None:
            return
        first = self.of_document.setdefault(text.guid, participant)
        self._names[participant] = self._names[participant] or text.name
        if first != participant:
            self._crowded.add(text.name)

    def _give_whole(self, text: SourceText) -> None:
        """Take a stretch over all words for the transcript."""
        for span, participant in self._stretches[text.guid]:
            if text.guid not in self.of_document and _is_whole(span, text.raw.text):
                self._give(text, participant)

    def _read_values(self, text: SourceText) -> None:
        """Take what is known of a source for known of its participant."""
        for element in (text.element, *text.others):
            if child(element, "VariableValue") is None:
                continue
            participant = self.of_document.get(text.guid)
            if participant is None:
                participant = derived("participant of", text.guid)
                self._names[participant] = text.name
                self.of_document[text.guid] = participant
            self._known.read_values(element, participant)

    def turns(self, document: UUID, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """Say whose turns are of somebody else than whom the transcript is of."""
        stretches = self._stretches.get(document, ())
        mine = self.of_document.get(document)
        others = [(span, whose) for span, whose in stretches if whose != mine]
        return tuple(_given(turn, others) for turn in turns) if others else tuple(turns)

    def attributes(self) -> tuple[PictureAttribute, ...]:
        """Give what is asked of participants."""
        return self._known.fitted()

    def participants(self) -> tuple[PictureParticipant, ...]:
        """Give the participants in their order."""
        return tuple(
            PictureParticipant(
                guid=guid, name=name or tr("Participant"), values=self._known.of(guid)
            )
            for guid, name in self._names.items()
        )

    def remarks(self) -> list[str]:
        """Say where a transcript has more participants than one."""
        if not self._crowded:
            return []
        return [
            tr_n(
                "{n} transcript belongs to several cases; the first is its participant now.",
                "{n} transcripts belong to several cases; the first is their participant now.",
                len(self._crowded),
            )
        ]


def _is_whole(span: Span, text: str) -> bool:
    return not text[: span.start].strip() and not text[span.end :].strip()


def _given(turn: Turn, stretches: Sequence[tuple[Span, UUID]]) -> Turn:
    for span, whose in stretches:
        if turn.start < turn.end and span.start <= turn.start and turn.end <= span.end:
            return replace(turn, participant=whose)
    return turn
