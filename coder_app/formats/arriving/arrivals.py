# SPDX-License-Identifier: MIT
"""All that goes into a project at once: transcripts, who speaks, what is known of these people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from coder_app.core.described import AttributeDraft, Described
from coder_app.core.records import TranscriptDraft
from coder_app.formats.pseudonyms.key import Pseudonym, Replaced
from coder_app.formats.pseudonyms.replacements import (
    NamePlace,
    find_names_in,
    pseudonymous,
    replace_names,
)

Chosen = Callable[[TranscriptDraft, NamePlace], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What `documents.add_documents` takes; participants go by a draft's number."""

    drafts: tuple[TranscriptDraft, ...] = ()
    participants: Mapping[int, UUID | str] = field(default_factory=dict)
    described: tuple[Described, ...] = ()
    sources: Mapping[int, str] = field(default_factory=dict)  # SHA-256 of files that are not kept

    @classmethod
    def together(cls, several: Iterable[Arrivals]) -> Arrivals:
        """Put arrivals behind one another."""
        drafts: list[TranscriptDraft] = []
        participants: dict[int, UUID | str] = {}
        described: list[Described] = []
        sources: dict[int, str] = {}
        for each in several:
            before = len(drafts)
            drafts += each.drafts
            participants |= {before + n: who for n, who in each.participants.items()}
            described += each.described
            sources |= {before + n: source for n, source in each.sources.items()}
        return cls(
            drafts=tuple(drafts),
            participants=participants,
            described=tuple(described),
            sources=sources,
        )

    def and_more(self, other: Arrivals) -> Arrivals:
        """Put other arrivals behind these."""
        return Arrivals.together((self, other))


def with_pseudonyms(
    arrivals: Arrivals, key: Sequence[Pseudonym], chosen: Chosen
) -> tuple[Arrivals, tuple[Replaced, ...]]:
    """Put pseudonyms for the names of a key, in texts at the places chosen, else everywhere.

    Names of speakers, transcripts and new participants are replaced, and what is known of people.
    The files hold the names and are not kept; from their checksums they are known again.
    """
    drafts, log = [], list[Replaced]()
    sources = dict(arrivals.sources)
    for number, draft in enumerate(arrivals.drafts):
        sources.setdefault(number, sha256(draft.original).hexdigest())
        places = [place for place in find_names_in(draft, key) if chosen(draft, place)]
        done, replaced = replace_names(draft, key, places)
        told = (replace(w, sentence=pseudonymous(w.sentence, key)) for w in done.warnings)
        drafts.append(replace(done, warnings=tuple(told)))
        log += replaced
    people = {
        number: pseudonymous(who, key) if isinstance(who, str) else who
        for number, who in arrivals.participants.items()
    }
    tables = tuple(_described(table, key) for table in arrivals.described)
    arrived = Arrivals(drafts=tuple(drafts), participants=people, described=tables, sources=sources)
    return arrived, tuple(log)


def _described(table: Described, key: Sequence[Pseudonym]) -> Described:
    def plain(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(pseudonymous(each, key) for each in words)

    attributes = tuple(_attribute(draft, plain(draft.choices)) for draft in table.attributes)
    people = tuple((pseudonymous(name, key), plain(values)) for name, values in table.people)
    return Described(attributes=attributes, people=people)


def _attribute(draft: AttributeDraft, choices: Sequence[str]) -> AttributeDraft:
    return replace(draft, choices=tuple(dict.fromkeys(choices)))


def log_path(key: Path, day: date) -> Path:
    """Name a log beside the key that no other has: one for each import."""
    stem = f"{key.stem}-replacements-{day:%Y-%m-%d}"
    path, number = key.with_name(f"{stem}.csv"), 1
    while path.exists():
        number += 1
        path = key.with_name(f"{stem}-{number}.csv")
    return path
