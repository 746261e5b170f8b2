# SPDX-License-Identifier: MIT
"""Who is who in a review: by name in the order of names, or as Coder A, B, C in a drawn order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from string import ascii_uppercase
from uuid import uuid4

from coder_app.core.places import tr
from coder_app.core.records import Guid


class CoderNames:
    """Names of coders; hidden, their order is drawn anew for each transcript.

    The draw hangs on the transcript and on a secret of this window: it stays while one looks, and
    cannot be learned from another transcript or from yesterday.
    """

    def __init__(self, *, hidden: bool = False, secret: str = "") -> None:
        self.hidden = hidden
        self._secret = secret or uuid4().hex
        self._names: Mapping[Guid, str] = {}

    def take(self, names: Mapping[Guid, str]) -> None:
        """Know these coders."""
        self._names = names

    def in_order(self, document: Guid, coders: Iterable[Guid]) -> list[Guid]:
        """Put the coders of a transcript in the order of their columns and keys."""
        by_name = sorted(coders, key=lambda coder: (self.real(coder).casefold(), coder.hex))
        if self.hidden:
            # for hiding, not for cryptography
            Random(f"{self._secret} {document.hex}").shuffle(by_name)
        return by_name

    def shown(self, coder: Guid, order: list[Guid]) -> str:
        """Name a coder as the screen does, beside the others of a transcript."""
        if not self.hidden or coder not in order:
            return self.real(coder)
        place = order.index(coder)
        letter = ascii_uppercase[place % len(ascii_uppercase)]
        return tr("Coder {0}").format(letter * (1 + place // len(ascii_uppercase)))

    def short(self, coder: Guid, order: list[Guid]) -> str:
        """Name a coder where there is little room: A, or the first letters of her names."""
        shown = self.shown(coder, order)
        if self.hidden and coder in order:
            return shown.rsplit(" ", 1)[-1]
        return "".join(part[0] for part in shown.split()[:2])

    def real(self, coder: Guid) -> str:
        """Name a coder."""
        return self._names.get(coder, tr("a coder who is gone"))
