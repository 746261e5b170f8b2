# SPDX-License-Identifier: MIT
"""Notes of other programs → one memo of a coder on a thing, as it is here."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from coder_app.core.picture import PictureMemo
from coder_app.core.places import tr
from coder_app.formats.cleaning import clean

Key = tuple[str, UUID | None, UUID]  # kind, about, coder


class Memos:
    """Gathers notes; several of one coder on one thing become one text."""

    def __init__(self) -> None:
        self._texts: dict[Key, dict[str, None]] = defaultdict(dict)

    def add(self, kind: str, about: UUID | None, coder: UUID, text: str) -> None:
        """Add a note, unless it is there already."""
        kept = clean(text)[0]
        if kept.strip():
            self._texts[kind, about, coder].setdefault(kept)

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
        )
