# SPDX-License-Identifier: MIT
"""Whose words are whose: cases of other programs → participants of transcripts and of turns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from coder_app.core.picture import LeftOut, PictureAttribute, PictureParticipant, derived
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Turn
from coder_app.core.spans import Span
from coder_app.formats.projects.refi.codes import listed

# a digit has one way to match: else a long row of them would be tried in all ways
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


class People:
    """Participants, with the transcripts and stretches that are theirs."""

    def __init__(self) -> None:
        self.of_document: dict[UUID, UUID] = {}
        self._names: dict[UUID, str] = {}
        self._stretches: dict[UUID, list[tuple[Span, UUID]]] = defaultdict(list)
        self._crowded: set[UUID] = set()
        self._partial: dict[UUID, list[UUID]] = defaultdict(list)  # whose stretches hold no turn
        self._documents: dict[UUID, str] = {}

    def add(self, participant: UUID, name: str) -> None:
        """Add somebody; without a name, she is called after her first transcript."""
        self._names.setdefault(participant, name)

    def own(self, document: UUID, name: str, participant: UUID) -> None:
        """Say whose a transcript is, the first time: it has one participant here."""
        if self.of_document.setdefault(document, participant) != participant:
            self._crowded.add(document)
        self._names[participant] = self._names.get(participant) or name

    def say(self, document: UUID, span: Span, participant: UUID) -> None:
        """Say whose a stretch of a transcript is."""
        self._stretches[document].append((span, participant))

    def settle(self, document: UUID, name: str, text: str) -> None:
        """Take a stretch over all words for the transcript, if that is nobody's yet."""
        self._documents[document] = name
        first, last = len(text) - len(text.lstrip()), len(text.rstrip())
        for span, participant in self._stretches[document]:
            is_whole = span.start <= first and last <= span.end
            if document not in self.of_document and is_whole:
                self.own(document, name, participant)

    def whose(self, document: UUID, name: str) -> UUID:
        """Give the participant of a transcript, made for it if need be."""
        participant = self.of_document.get(document)
        if participant is None:
            participant = derived("participant of", document)
            self.add(participant, name)
            self.own(document, name, participant)
        return participant

    def turns(self, document: UUID, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """Say whose turns are of somebody else than whom the transcript is of."""
        mine = self.of_document.get(document)
        others = [(span, who) for span, who in self._stretches.get(document, ()) if who != mine]
        given = list(turns)
        said = sorted((t.start, t.end, n) for n, t in enumerate(turns) if t.start < t.end)
        starts, ends = [start for start, _, _ in said], [end for _, end, _ in said]
        nobodys = _Left(len(said))
        for span, who in others:
            first, last = bisect_left(starts, span.start), bisect_right(ends, span.end)
            for place in nobodys.take(first, last):  # the first one wins
                number = said[place][2]
                given[number] = replace(turns[number], participant=who)
            if first >= last:
                self._partial[document].append(who)
        return tuple(given)

    def participants(
        self, known: dict[UUID, tuple[tuple[UUID, str], ...]]
    ) -> tuple[PictureParticipant, ...]:
        """Give the participants in their order, with what is known of them."""
        return tuple(
            PictureParticipant(
                guid=guid, name=name or tr("Participant"), values=known.get(guid, ())
            )
            for guid, name in self._names.items()
        )

    def left_out(self) -> Iterator[LeftOut]:
        """List stretches that are not one whole turn: whoever speaks has turns here."""
        for document, people in self._partial.items():
            n, names = len(people), dict.fromkeys(self._names[who] for who in people)
            name = tr_n("{n} in “{{0}}”", "{n} in “{{0}}”", n).format(self._documents[document])
            why = tr("They are no whole turns, and only turns are somebody’s here: {0}.")
            yield LeftOut(
                kind=tr("passages of participants"), name=name, why=why.format(listed(list(names)))
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


class _Left:
    """Numbers that nobody has taken yet: each is looked at once, however stretches overlap."""

    def __init__(self, count: int) -> None:
        self._next = list(range(count + 1))

    def take(self, first: int, last: int) -> Iterator[int]:
        """Take those from `first` to before `last`."""
        number = self._from(first)
        while number < last:
            self._next[number] = number + 1
            yield number
            number = self._from(number)

    def _from(self, number: int) -> int:
        passed = []
        while self._next[number] != number:
            passed.append(number)
            number = self._next[number]
        for each in passed:
            self._next[each] = number
        return number


# ---- what is known of them


def fitted(attribute: PictureAttribute, values: Sequence[str]) -> PictureAttribute:
    """Give an attribute a kind that all its values fit; a choice gets those that it lacks."""
    if attribute.kind == "choice":
        return replace(attribute, choices=tuple(dict.fromkeys((*attribute.choices, *values))))
    fits = {"number": is_number, "date": is_date}.get(attribute.kind)
    if fits is not None and not all(map(fits, values)):
        return replace(attribute, kind="text")
    return attribute


def is_number(value: str) -> bool:
    """Tell whether a value is a number with a point."""
    return _NUMBER.fullmatch(value) is not None


def is_date(value: str) -> bool:
    """Tell whether a value is a day such as 2026-11-27."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
