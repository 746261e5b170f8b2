# SPDX-License-Identifier: MIT
"""No name comes in by accident: what arrives is held against the key that was used before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder_app.core.described import Described
from coder_app.core.places import tr
from coder_app.core.records import Sheet, TranscriptDraft
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.names_leaving import NameLeaving, names_that_would_leave


def names_that_would_come(arrivals: Arrivals, key: Sequence[Pseudonym]) -> list[NameLeaving]:
    """Find the names of a key in transcripts, their names, and what is said of their people.

    Each is told with the transcript or attribute it stands in. The files as they came are not
    looked through: what they hold more than their text never leaves the project by an export.
    """
    people = [name for name in arrivals.participants.values() if isinstance(name, str)]
    sheets = [
        *map(_of_draft, arrivals.drafts),
        _column(tr("Participants"), tr("name"), people),
        *(sheet for table in arrivals.described for sheet in _of_people(table)),
    ]
    return names_that_would_leave(sheets, key)


def _of_draft(draft: TranscriptDraft) -> Sheet:
    """Give the text, and the names that only its turns know, as in captions."""
    unsaid = (speaker for speaker in draft.speakers if speaker not in draft.text)
    return _column(draft.name, tr("text"), [draft.text, *unsaid])


def _of_people(table: Described) -> Iterator[Sheet]:
    yield _column(tr("Participants"), tr("name"), [name for name, _ in table.people])
    for number, attribute in enumerate(table.attributes):
        values = [values[number] for _, values in table.people]
        yield _column(tr("Participants"), attribute.name, [*values, *attribute.choices])


def _column(name: str, column: str, texts: Sequence[str]) -> Sheet:
    return Sheet(name=name, columns=(column,), rows=[(text,) for text in texts])
