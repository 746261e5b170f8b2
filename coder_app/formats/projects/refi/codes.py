# SPDX-License-Identifier: MIT
"""Trees of codes in the exchange standard, as projects and codebook files both hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lxml import etree

from coder_app.core.colours import as_hex, from_hex
from coder_app.core.picture import PictureCode, derived
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeDraft
from coder_app.formats.codebooks.prose import describe_code, read_description
from coder_app.formats.projects.refi.markup import (
    add,
    children,
    colour_in,
    guid_in,
    is_true,
    local,
    named,
    text_of,
    tidy,
)

_ROOTS = frozenset({"nodes", "codes"})  # a folder around all codes that NVivo makes
_FEW = 5  # names in a sentence


# ---- writing


def write_codes(
    parent: etree._Element,
    codes: Sequence[PictureCode],
    names: Mapping[UUID, str],
    notes: Mapping[UUID, Sequence[UUID]],
) -> None:
    """Add the tree of codes; `names` holds what another name is wanted for."""
    if not codes:
        return
    top = add(parent, "Codes")
    elements: dict[UUID | None, etree._Element] = {}
    for code in codes:
        above = elements.get(code.parent, top)
        element = add(
            above,
            "Code",
            guid=str(code.guid),
            name=tidy(names.get(code.guid, code.name)) or tr("Code"),
            isCodable="true" if code.draft.codable else "false",
            color=as_hex(code.draft.colour) or None,
        )
        described = describe_code(code.draft)
        if described:
            add(element, "Description", described)
        for note in notes.get(code.guid, ()):
            add(element, "NoteRef", targetGUID=str(note))
        elements[code.guid] = element


def families(codes: Sequence[PictureCode]) -> Iterator[tuple[PictureCode, list[UUID]]]:
    """Give each group at the top with the guids of all codes under it."""
    top: dict[UUID, PictureCode] = {}
    below: dict[UUID, list[UUID]] = {}
    for code in codes:
        family = top.get(code.parent) if code.parent else None
        if code.parent is None and not code.draft.codable:
            family = code
            below[code.guid] = []
        if family is not None:
            top[code.guid] = family
            if code.draft.codable:
                below[family.guid].append(code.guid)
    yield from ((top[guid], members) for guid, members in below.items() if members)


def family_set(code: UUID) -> UUID:
    """Make the guid of the set that stands for a family beside the tree."""
    return derived("family", code)


def unique_names(codes: Sequence[PictureCode]) -> tuple[dict[UUID, str], tuple[str, ...]]:
    """Give each code a name that no other has, by its parent's in brackets; and what was renamed.

    Codebooks here call codes by name, and so does QualCoder, which drops the second of a name.
    """
    by_guid = {code.guid: code.name for code in codes}
    taken: set[str] = set()
    names: dict[UUID, str] = {}
    renamed = []
    for code in codes:
        above = by_guid.get(code.parent, "") if code.parent else ""
        name, number = code.name, 2
        if name.casefold() in taken and above:
            name = f"{code.name} ({above})"
        while name.casefold() in taken:
            name, number = f"{code.name} ({number})", number + 1
        taken.add(name.casefold())
        names[code.guid] = name
        if name != code.name:
            renamed.append(name)
    if not renamed:
        return names, ()
    told = tr_n(
        "{n} code has a name that another code has too and was renamed: {{0}}.",
        "{n} codes have names that other codes have too and were renamed: {{0}}.",
        len(renamed),
    )
    return names, (told.format(listed(renamed)),)


def listed(names: Sequence[str]) -> str:
    """List names, the first few of many."""
    shown = ", ".join(f"“{name}”" for name in names[:_FEW])
    return shown if len(names) <= _FEW else tr("{0} and {1} more").format(shown, len(names) - _FEW)


# ---- reading


@dataclass(frozen=True, slots=True)
class CodeElement:
    """A code as it stands in a file, with its element for what else belongs to it."""

    code: PictureCode
    element: etree._Element
    source: UUID | None  # guid in the file, by which others refer to it


def read_codes(top: Iterable[etree._Element], *, nvivo: bool) -> list[CodeElement]:
    """Read a tree of codes, each after its parent; a guid that is there already is made anew."""
    codes = [element for element in top if local(element) == "Code"]
    found: list[CodeElement] = []
    taken: set[UUID] = set()
    waiting: list[tuple[etree._Element, UUID | None]] = []
    waiting += [(element, None) for element in reversed(codes)]
    if nvivo and len(waiting) == 1 and _is_wrapper(waiting[0][0]):
        waiting = [(each, None) for each in reversed(list(children(waiting[0][0], "Code")))]
    while waiting:
        element, parent = waiting.pop()
        source = guid_in(element.get("guid"))
        guid = source or derived("code", parent, named(element), len(found))
        if guid in taken:
            guid = derived("code again", guid, parent, len(found))
        taken.add(guid)
        code = PictureCode(guid=guid, parent=parent, draft=_draft(element))
        found.append(CodeElement(code, element, source))
        waiting += [(each, guid) for each in reversed(list(children(element, "Code")))]
    return found


def _is_wrapper(element: etree._Element) -> bool:
    codable = is_true(element.get("isCodable"), otherwise=True)
    return not codable and named(element).casefold() in _ROOTS


def _draft(element: etree._Element) -> CodeDraft:
    codable = is_true(element.get("isCodable"), otherwise=True)
    colour = from_hex(colour_in(element.get("color")), codable=codable)
    draft = CodeDraft(name=named(element, tr("Code")), codable=codable, colour=colour)
    return read_description(text_of(element, "Description"), draft)


def with_free_names(codes: Sequence[PictureCode]) -> tuple[list[PictureCode], list[str]]:
    """Tell apart codes of one name under one parent, by numbers; gives also what was renamed."""
    taken: dict[UUID | None, set[str]] = {}
    named_apart, renamed = [], []
    numbers: dict[tuple[UUID | None, str], int] = defaultdict(lambda: 1)
    for code in codes:
        here = taken.setdefault(code.parent, set())
        name, plain = code.name, (code.parent, code.name.casefold())
        while name.casefold() in here:
            numbers[plain] += 1
            name = f"{code.name} ({numbers[plain]})"
        here.add(name.casefold())
        if name != code.name:
            renamed.append(name)
            code = replace(code, draft=replace(code.draft, name=name))
        named_apart.append(code)
    return named_apart, renamed
