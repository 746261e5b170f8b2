# SPDX-License-Identifier: MIT
"""Cases of the exchange standard, with their values, sources and stretches → participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from lxml import etree

from coder_app.core.picture import LeftOut, PictureAttribute, PictureParticipant
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Turn
from coder_app.formats.projects.picture_memos import Memos
from coder_app.formats.projects.picture_people import People
from coder_app.formats.projects.refi.codes import listed
from coder_app.formats.projects.refi.gone import Gone
from coder_app.formats.projects.refi.markup import child
from coder_app.formats.projects.refi.passages import Passages
from coder_app.formats.projects.refi.people import Known, read_cases
from coder_app.formats.projects.refi.sources import Sources
from coder_app.formats.projects.refi.users import Users


class Cases:
    """The participants of a project, and what each of them said where."""

    def __init__(self, root: etree._Element) -> None:
        self._people, self._known = People(), Known()
        self._known.read_variables(root)
        self._cases = list(read_cases(root, self._known))
        for case in self._cases:
            self._people.add(case.participant.guid, case.participant.name)
        self.guids = frozenset(case.participant.guid for case in self._cases)
        self.used = {guid for case in self._cases for guid in case.selections}
        self._missing: Counter[UUID] = Counter()  # by the case that refers to it

    @property
    def of_document(self) -> dict[UUID, UUID]:
        """Give the participant of each transcript that has one."""
        return self._people.of_document

    def left_out(self, gone: Gone) -> Iterator[LeftOut]:
        """List what cases hold that participants cannot."""
        yield from self._known.left_out
        for case in self._cases:
            name = case.participant.name or tr("without a name")
            codes = [gone.name(str(code)) for code in case.codes]
            if codes:
                why = tr("Codes lie on words here: {0}.").format(listed(codes))
                yield LeftOut(kind=tr("codes of a case"), name=name, why=why)
            if self._missing[case.participant.guid]:
                why = tr_n(
                    "{n} of its sources and passages is not here.",
                    "{n} of its sources and passages are not here.",
                    self._missing[case.participant.guid],
                )
                yield LeftOut(kind=tr("parts of a case"), name=name, why=why)
        yield from self._people.left_out()

    def place(self, sources: Sources, passages: Passages, memos: Memos, users: Users) -> None:
        """Say of transcripts and stretches whose they are."""
        for case in self._cases:
            guid = case.participant.guid
            for source in case.sources:
                text = sources.alias.get(source)
                if text is not None:
                    self._people.own(text.guid, text.name, guid)
                self._missing[guid] += text is None
            for selection in case.selections:
                place = passages.places.get(selection)
                if place is not None:
                    self._people.say(place.document, place.span, guid)
                self._missing[guid] += place is None
            if case.note:
                memos.add("participant", guid, users.of(), case.note)
        for guid, stretches in passages.stretches.items():
            for document, span in stretches:
                self._people.say(document, span, guid)
        for text in sources.texts:
            self._people.settle(text.guid, text.name, text.raw.text)
            for element in (text.element, *text.others):
                if child(element, "VariableValue") is not None:
                    whose = self._people.whose(text.guid, text.name)
                    self._known.read_values(element, whose)

    def turns(self, document: UUID, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """Say whose turns are of somebody else than whom the transcript is of."""
        return self._people.turns(document, turns)

    def attributes(self) -> tuple[PictureAttribute, ...]:
        """Give what is asked of participants."""
        return self._known.fitted()

    def participants(self) -> tuple[PictureParticipant, ...]:
        """Give the participants with what is known of them."""
        return self._people.participants(self._known.all())

    def remarks(self) -> list[str]:
        """Say where a transcript has more participants than one."""
        return self._people.remarks()
