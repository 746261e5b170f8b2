# SPDX-License-Identifier: MIT
"""No name comes in by accident: what arrives is held against the key that was used before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coder_app.core.described import Described
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.names_leaving import NameLeaving, names_in

_Told = tuple[str, str]  # where, text


def names_that_would_come(
    arrivals: Arrivals, key: Sequence[Pseudonym], *, sure_only: bool = False
) -> list[NameLeaving]:
    """Find the names of a key in all that `documents.add_documents` would write.

    That is the texts (told with the line), then names of transcripts, speakers, participants and
    attributes, what is said of people, and last the files as they came, which the project keeps: of
    them only what is plain text, and only names that stand nowhere else. `sure_only` leaves out
    places that are written otherwise than in the key.
    """
    found = [*_in_texts(arrivals.drafts, key), *names_in(_in_records(arrivals), key)]
    names = {each.place.name.casefold() for each in found}
    found += (
        each
        for each in names_in(_in_files(arrivals.drafts), key)
        if each.place.name.casefold() not in names
    )
    return [each for each in found if each.place.sure or not sure_only]


def _in_texts(drafts: Sequence[TranscriptDraft], key: Sequence[Pseudonym]) -> Iterator[NameLeaving]:
    for each in names_in(((draft.name, draft.text) for draft in drafts), key):
        where = tr("{0}, line {1}").format(each.where, f"{each.place.line:,}")
        yield replace(each, where=where)


def _in_records(arrivals: Arrivals) -> Iterator[_Told]:
    for draft in arrivals.drafts:
        yield tr("Name of a transcript"), draft.name
        yield from ((tr("{0}, speaker").format(draft.name), who) for who in _unsaid(draft))
    people = [who for who in arrivals.participants.values() if isinstance(who, str)]
    people += (name for table in arrivals.described for name, _ in table.people)
    yield from ((tr("Participant"), name) for name in dict.fromkeys(people))
    for table in arrivals.described:
        yield from _in_described(table)


def _unsaid(draft: TranscriptDraft) -> Iterator[str]:
    """Give the speakers whom the text does not name, as in captions or after a correction."""
    told = (
        turn.speaker
        for turn in draft.turns
        if turn.speaker not in draft.text[turn.label_start : turn.label_end]
    )
    yield from dict.fromkeys(told)


def _in_described(table: Described) -> Iterator[_Told]:
    for number, attribute in enumerate(table.attributes):
        yield tr("Attribute"), attribute.name
        values = [values[number] for _, values in table.people]
        unused = [choice for choice in attribute.choices if choice not in values]
        yield from ((attribute.name, value) for value in (*values, *unused))


def _in_files(drafts: Sequence[TranscriptDraft]) -> Iterator[_Told]:
    """Give what files hold besides their text: heads, remarks, columns that were not chosen."""
    files = {draft.original: draft for draft in reversed(drafts)}  # parts have the same file
    for body, draft in files.items():
        text = _as_text(body, draft.encoding)
        if text != draft.text:
            yield tr("{0}, the file as it came").format(draft.name), text


def _as_text(body: bytes, encoding: str | None) -> str:
    try:
        return body.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError):  # a Word file, say
        return ""
