# SPDX-License-Identifier: MIT
"""Notes of other programs → one memo of a coder on a thing, as it is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from coder_app.core.picture import LeftOut, PictureMemo
from coder_app.core.places import tr, tr_n
from coder_app.formats.cleaning import clean

MAX_MEMOS = 50_000_000  # characters of all together; one note may hang on thousands of things
Key = tuple[str, UUID | None, UUID]  # kind, about, coder


class Memos:
    """Gathers notes; several of one coder on one thing become one text."""

    def __init__(self) -> None:
        self._texts: dict[Key, dict[str, None]] = defaultdict(dict)
        self._left, self._lost = MAX_MEMOS, 0

    def add(self, kind: str, about: UUID | None, coder: UUID, text: str) -> None:
        """Add a note, unless it is there already, or all have become too long."""
        notes = self._texts[kind, about, coder]
        if len(text) > self._left and text not in notes:
            self._lost += 1
            return
        kept = clean(text)[0]
        if kept.strip() and kept not in notes:
            notes[kept] = None
            self._left -= len(kept)

    def add_annotation(self, document: UUID, coder: UUID, words: str, text: str) -> None:
        """Add a note on words that have no code: it stands in the memo on their transcript."""
        if text.strip():
            quoted = " ".join(words.split())
            shown = quoted if len(quoted) <= 80 else f"{quoted[:79].rstrip()}…"
            told = tr("“{0}”: {1}").format(shown, text.strip()) if shown else text
            self.add("document", document, coder, told)

    def all(self) -> tuple[PictureMemo, ...]:
        """Give all memos."""
        return tuple(
            PictureMemo(kind=kind, about=about, coder=coder, text="\n\n".join(notes))
            for (kind, about, coder), notes in self._texts.items()
            if notes
        )

    def left_out(self) -> Iterator[LeftOut]:
        """List the notes for which there was no room any more."""
        if self._lost:
            name = tr_n("{n} of them", "{n} of them", self._lost)
            why = tr("Together they have more than {0:,} characters.").format(MAX_MEMOS)
            yield LeftOut(kind=tr("notes"), name=name, why=why)
