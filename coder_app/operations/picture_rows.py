# SPDX-License-Identifier: MIT
"""Guids and names of a foreign picture, made safe for a project; its codes as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from coder_app.core.picture import PictureCode
from coder_app.core.places import tr
from coder_app.core.records import CodeDraft, CodeStatus, ScaleLevel
from coder_app.formats.cleaning import clean
from coder_app.formats.codebooks.rules import LEVELS, is_key
from coder_app.operations.palette import Palette
from coder_app.store.tables import Code, one_per

LONG, SHORT = 300, 200  # characters of names
_TEXTS = (
    *("question", "definition", "example", "borderline", "near_miss", "near_miss_code"),
    *("anchor", "source", "where", "home_motive"),
)


class Guids:
    """Keeps the guids of a picture; one that another thing has already is made anew."""

    def __init__(self) -> None:
        self._taken: set[UUID] = set()
        self._kept: dict[str, dict[UUID, UUID]] = defaultdict(dict)

    def claim(self, kind: str, guid: UUID) -> UUID:
        """Take a guid for a thing."""
        kept = guid
        while kept in self._taken or not kept.int:
            kept = one_per("brought", kind, kept)
        self._taken.add(kept)
        self._kept[kind][guid] = kept
        return kept

    def of(self, kind: str, guid: UUID | None) -> UUID | None:
        """Give the guid that a thing has here; None if it is not here."""
        return self._kept[kind].get(guid) if guid is not None else None


def line(text: str, limit: int | None = None) -> str:
    """Make one line that a database can hold."""
    tidy = " ".join(clean(text)[0].split())
    if limit is not None and len(tidy) > limit:
        return f"{tidy[: limit - 1].rstrip()}…"
    return tidy


class Names:
    """The names that things of one kind have already."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name.casefold() for name in taken}
        self._numbers: dict[str, int] = defaultdict(lambda: 1)

    def free(self, name: str, limit: int, otherwise: str) -> str:
        """Give a name that nothing else has, by a number: "Ana (2)"; and take it."""
        unique = tidy = line(name, limit - 8) or otherwise
        while unique.casefold() in self._taken:
            self._numbers[tidy] += 1
            unique = f"{tidy} ({self._numbers[tidy]})"
        self._taken.add(unique.casefold())
        return unique


def code_rows(codes: Sequence[PictureCode], guids: Guids) -> Iterator[dict[str, Any]]:
    """Give the rows of codes; a key that is a command or taken is left out."""
    taken: dict[UUID | None, Names] = defaultdict(Names)
    count: dict[UUID | None, int] = defaultdict(int)
    keys: set[str] = set()
    palette = Palette()
    for code in codes:
        parent = guids.of("code", code.parent)
        values = _fields(code.draft)
        values["name"] = taken[parent].free(code.name, LONG, tr("Code"))
        values["key"] = _free_key(code.draft, keys)
        values["colour"] = code.draft.colour or palette.next(parent)
        row = {"guid": guids.claim("code", code.guid), "parent": parent} | values
        palette.add(Code(**row))
        yield row | {"effective": row["guid"], "position": count[parent]}
        count[parent] += 1


def _fields(draft: CodeDraft) -> dict[str, Any]:
    """Give what a code says as its table holds it: lists one a line, a scale one level a line."""
    values: dict[str, Any] = {name: clean(getattr(draft, name))[0] for name in _TEXTS}
    for name in ("use_when", "do_not_use_when"):
        values[name] = "\n".join(filter(None, map(line, getattr(draft, name))))
    values["scale"] = "\n".join(map(_level, draft.scale))
    values["level"] = draft.level if draft.level in LEVELS else ""
    values["status"] = CodeStatus(draft.status).value
    values["codable"] = draft.codable
    return values


def _level(level: ScaleLevel) -> str:
    return f"{level.weight}\t{line(level.label)}\t{line(level.anchor)}"


def _free_key(draft: CodeDraft, taken: set[str]) -> str:
    key = draft.key.strip().upper()
    if not is_key(key) or key in taken:
        return ""
    if draft.status is not CodeStatus.RETIRED:
        taken.add(key)
    return key
