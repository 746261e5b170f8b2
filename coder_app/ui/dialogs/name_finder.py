# SPDX-License-Identifier: MIT
"""Looking for names behind the window; only the newest question is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from PySide6.QtCore import QObject, Signal

from coder_app.core.places import tr
from coder_app.core.records import SpeakerRole, TranscriptDraft
from coder_app.formats.pseudonyms.contacts import as_pseudonyms, find_contacts
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import find_names
from coder_app.ui.models.place_table import Found

_ROLE_NOT_NAME = re.compile(
    r"(participant|interviewee|respondent|speaker|question|person)\W*\d*\W*|\w\W*|\w{1,3}\W*\d+",
    re.IGNORECASE,
)


class NameFinder(QObject):
    """Finds the places of a key's names, and what else might name somebody."""

    found = Signal(object)  # list of Found
    offered = Signal(object)  # list of Pseudonym

    def __init__(self, drafts: Sequence[TranscriptDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._drafts = tuple(drafts)
        self._numbers, self._newest = count(1), 0
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coder-app-names")

    def look_for(self, key: Sequence[Pseudonym]) -> None:
        """Find the places of these names."""
        self._newest = next(self._numbers)
        self._pool.submit(self._find, self._newest, tuple(key))

    def offer(self, key: Sequence[Pseudonym]) -> None:
        """Find speakers, addresses, numbers and handles that the key does not have."""
        self._pool.submit(self._offer, tuple(key))

    def stop(self) -> None:
        """Leave no thread behind."""
        self._newest = -1
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _find(self, number: int, key: tuple[Pseudonym, ...]) -> None:
        places = []
        for draft in self._drafts:
            if number != self._newest:
                return
            places += [Found(draft, place) for place in find_names(draft.text, key)]
        self.found.emit(places)

    def _offer(self, key: tuple[Pseudonym, ...]) -> None:
        offers = list(_speakers(self._drafts, key))
        for draft in self._drafts:
            if self._newest < 0:
                return
            offers += as_pseudonyms(find_contacts(draft.text), (*key, *offers))
        self.offered.emit(offers)


def _speakers(drafts: Sequence[TranscriptDraft], key: Sequence[Pseudonym]) -> list[Pseudonym]:
    """Offer a number for each participant who is called by a name."""
    known = {entry.name.casefold() for entry in key}
    used = {entry.pseudonym.casefold() for entry in key}
    offers: dict[str, Pseudonym] = {}
    number = 0
    for draft in drafts:
        for turn in draft.turns:
            name = turn.speaker
            if turn.role is not SpeakerRole.PARTICIPANT or name.casefold() in {*known, *offers}:
                continue
            if _ROLE_NOT_NAME.fullmatch(name):
                continue
            number += 1
            while f"p{number:02}" in used:
                number += 1
            pseudonym = Pseudonym(name=name, pseudonym=f"P{number:02}", note=tr("speaker"))
            offers[name.casefold()] = pseudonym
    return list(offers.values())
