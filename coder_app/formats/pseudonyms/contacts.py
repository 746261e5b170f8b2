# SPDX-License-Identifier: MIT
"""E-mail addresses, phone numbers, @handles and links in a text: what names a person unnoticed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coder_app.core.places import tr
from coder_app.formats.pseudonyms.key import Pseudonym

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LINK = re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"“”«»]{2,300}", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@.+/-])@\w(?:[\w.]{0,28}\w)?(?![\w@])")
_PHONE = re.compile(r"(?<![\w.+/:,-])(?:\+ ?)?\(?\d(?:[ \t\u00a0().\-–/]{0,2}\d){6,14}(?![\w:])")
_NOT_AT_END = ".,;:!?)'’"
_NO_PHONE = re.compile(  # dates, spans of years, large numbers
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4} ?[-–/] ?\d{4}"
    r"|[1-9]\d*|\d{1,3}(?:[., \u00a0]\d{3})+(?:[.,]\d{1,2})?"
)


class ContactKind(StrEnum):
    """What was found."""

    EMAIL = "e-mail address"
    PHONE = "phone number"
    HANDLE = "handle"
    LINK = "link"

    @property
    def words(self) -> str:
        """Name it as tables and marks show it."""
        return {
            ContactKind.EMAIL: tr("e-mail address"),
            ContactKind.PHONE: tr("phone number"),
            ContactKind.HANDLE: tr("handle"),
            ContactKind.LINK: tr("link"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where something that names a person stands."""

    kind: ContactKind
    start: int
    end: int
    original: str


def find_contacts(text: str) -> list[Contact]:
    """Find what looks like an e-mail address, a phone number, a handle or a link."""
    taken: list[Contact] = []
    for kind, found in (
        (ContactKind.LINK, _LINK.finditer(text)),
        (ContactKind.EMAIL, _EMAIL.finditer(text)),
        (ContactKind.HANDLE, _HANDLE.finditer(text)),
        (ContactKind.PHONE, _phones(text)),
    ):
        spans = [(m.start(), m.start() + len(m[0].rstrip(_NOT_AT_END))) for m in found]
        taken += [
            Contact(kind=kind, start=start, end=end, original=text[start:end])
            for start, end in _free(spans, taken)
        ]
    return sorted(taken, key=lambda contact: contact.start)


def _phones(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _PHONE.finditer(text) if not _NO_PHONE.fullmatch(match[0]))


def _free(spans: Iterable[tuple[int, int]], taken: Sequence[Contact]) -> Iterator[tuple[int, int]]:
    """Leave out what lies in something found before: the handle in a link, digits in it."""
    borders = sorted((contact.start, contact.end) for contact in taken)
    at = 0
    for start, end in spans:
        while at < len(borders) and borders[at][1] <= start:
            at += 1
        if start < end and (at == len(borders) or end <= borders[at][0]):
            yield start, end


def as_pseudonyms(contacts: Iterable[Contact], key: Sequence[Pseudonym] = ()) -> list[Pseudonym]:
    """Offer rows for the key: "[handle 1]" for the first handle, and so on; known ones stay."""
    known = {entry.name.casefold() for entry in key}
    used = {entry.pseudonym.casefold() for entry in key}
    offered: list[Pseudonym] = []
    for contact in contacts:
        if contact.original.casefold() in known:
            continue
        known.add(contact.original.casefold())
        number = 1
        while f"[{contact.kind.words} {number}]".casefold() in used:
            number += 1
        pseudonym = f"[{contact.kind.words} {number}]"
        used.add(pseudonym.casefold())
        offered.append(
            Pseudonym(name=contact.original, pseudonym=pseudonym, note=contact.kind.words)
        )
    return offered
