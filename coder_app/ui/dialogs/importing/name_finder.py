# SPDX-License-Identifier: MIT
"""Looking for names behind the window; only the newest question is answered."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal

from coder_app.core.memory import no_collecting
from coder_app.core.places import tr
from coder_app.core.records import SpeakerRole, TranscriptDraft
from coder_app.formats.pseudonyms.contacts import as_pseudonyms, find_contacts
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import find_names_in
from coder_app.ui.models.place_table import Found, FoundPlaces

_FETCH_EVERY = 40  # milliseconds
_ROLE_NOT_NAME = re.compile(
    r"(participant|interviewee|respondent|speaker|question|person)\W*\d*\W*|\w\W*|\w{1,3}\W*\d+",
    re.IGNORECASE,
)


class NameFinder(QObject):
    """Finds the places of a key's names, and what else might name somebody.

    As with reading, the thread knows no Qt; a timer fetches what it found.
    """

    found = Signal(object)  # FoundPlaces
    offered = Signal(object)  # list of Pseudonym

    def __init__(self, drafts: Sequence[TranscriptDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._drafts = tuple(drafts)
        self._newest = 0
        self._asked = self._told = 0
        self._done: deque[FoundPlaces | list[Pseudonym] | None] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(_FETCH_EVERY)
        self._timer.timeout.connect(self._fetch)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coder-app-names")

    def look_for(self, key: Sequence[Pseudonym]) -> None:
        """Find the places of these names."""
        self._newest += 1
        self._ask(self._find, self._newest, tuple(key))

    def offer(self, key: Sequence[Pseudonym]) -> None:
        """Find speakers, addresses, numbers and handles that the key does not have."""
        self._ask(self._offer, tuple(key))

    def stop(self) -> None:
        """Find no more; what is being looked through is left to the thread, which then ends."""
        self._newest = -1
        self._timer.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, work: Callable[..., None], *args: object) -> None:
        self._asked += 1
        self._pool.submit(work, *args)
        self._timer.start()

    def _fetch(self) -> None:
        while self._done:
            answer = self._done.popleft()
            self._told += 1
            if isinstance(answer, FoundPlaces):
                self.found.emit(answer)
            elif answer is not None:
                self.offered.emit(answer)
        if self._told == self._asked:
            self._timer.stop()

    # ---- in the thread

    def _find(self, number: int, key: tuple[Pseudonym, ...]) -> None:
        with no_collecting():  # it would hold the window up, too
            places: list[Found] = []
            for draft in self._drafts:
                if number != self._newest:
                    self._done.append(None)
                    return
                places += [Found(draft, place) for place in find_names_in(draft, key)]
            self._done.append(FoundPlaces.of(places))

    def _offer(self, key: tuple[Pseudonym, ...]) -> None:
        offers = list(_speakers(self._drafts, key))
        for draft in self._drafts:
            if self._newest < 0:
                return
            offers += as_pseudonyms(find_contacts(draft.text), (*key, *offers))
        self._done.append(offers)


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
            if not name or _ROLE_NOT_NAME.fullmatch(name):
                continue
            number += 1
            while f"p{number:02}" in used:
                number += 1
            pseudonym = Pseudonym(name=name, pseudonym=f"P{number:02}", note=tr("speaker"))
            offers[name.casefold()] = pseudonym
    return list(offers.values())
