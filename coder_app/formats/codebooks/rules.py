# SPDX-License-Identifier: MIT
"""What a codebook must keep to: names, keys, colours, neighbours, scales and the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder_app.core.colours import families, is_hex, palette_names
from coder_app.core.places import tr
from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.formats.codebooks.tree import DEEPEST

COMMAND_KEYS = frozenset("CMNPRW")  # letters that are commands while coding
LEVELS = frozenset({"", "semantic", "latent"})
_NEIGHBOUR = re.compile(r":\s*use\s+(.+?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one field of the code at a place of the draft."""

    code: int
    field: str
    sentence: str


def faults_of(draft: CodebookDraft) -> Iterator[Fault]:
    """Find all that is wrong between the fields and codes of a codebook."""
    names = _first_places([code.name for code in draft.codes])
    keys = _first_places([code.key.upper() for code in draft.codes])
    for place, code in enumerate(draft.codes):
        yield from _names(place, code, names)
        yield from _key(place, code, keys, draft)
        yield from _values(place, code)
        yield from _references(place, code, names)
        yield from _parent(place, code, draft, names)


def is_key(key: str) -> bool:
    """Tell whether a key can be a code's: a digit, or a letter that is no command."""
    letter = len(key) == 1 and len(key.upper()) == 1 and key.isalpha()
    return key in tuple("0123456789") or (letter and key.upper() not in COMMAND_KEYS)


def neighbours_of(code: CodeDraft) -> tuple[str, ...]:
    """Name the codes that its *do not use when* sends the reader to."""
    found = (_NEIGHBOUR.search(entry) for entry in code.do_not_use_when)
    return tuple(match[1] for match in found if match)


def asymmetric_neighbours(draft: CodebookDraft) -> tuple[tuple[str, str], ...]:
    """List the pairs (A, B) where A sends the reader to B, and B does not mention A."""
    named = {code.name: neighbours_of(code) for code in draft.codes}
    return tuple((a, b) for a, others in named.items() for b in others if a not in named.get(b, ()))


def parents_first(codes: Sequence[CodeDraft]) -> list[CodeDraft]:
    """Put each code after the one it stands under, and else leave the order as it is."""
    by_name = {code.name.casefold(): code for code in codes}
    placed: dict[int, CodeDraft] = {}

    def place(code: CodeDraft, passed: frozenset[int]) -> None:
        above = by_name.get(code.parent.casefold()) if code.parent else None
        if above is not None and id(above) not in passed:
            place(above, passed | {id(above)})
        placed.setdefault(id(code), code)

    for code in codes:
        place(code, frozenset({id(code)}))
    return list(placed.values())


def _first_places(values: Sequence[str]) -> dict[str, int]:
    first: dict[str, int] = {}
    for place, value in enumerate(values):
        first.setdefault(value.casefold(), place)
    return first


def _names(place: int, code: CodeDraft, names: dict[str, int]) -> Iterator[Fault]:
    if not code.name:
        yield Fault(place, "name", tr("there is no name."))
    elif names[code.name.casefold()] != place:
        yield Fault(place, "name", tr("another code or group has this name."))


def _key(
    place: int, code: CodeDraft, keys: dict[str, int], draft: CodebookDraft
) -> Iterator[Fault]:
    if not code.key:
        return
    if not is_key(code.key):
        wanted = tr("“{0}” cannot be a key. A digit can, or a letter other than {1}.")
        commands = ", ".join(sorted(COMMAND_KEYS))
        yield Fault(place, "key", wanted.format(code.key, commands))
    elif keys[code.key.casefold()] != place:
        first = draft.codes[keys[code.key.casefold()]].name
        yield Fault(place, "key", tr("“{0}” is already the key of “{1}”.").format(code.key, first))


def _values(place: int, code: CodeDraft) -> Iterator[Fault]:
    known = palette_names() if code.codable else families()
    if code.colour and code.colour not in known and not (code.codable and is_hex(code.colour)):
        field = "colour" if code.codable else "family"
        example = "tide-3, #2B5CB8" if code.codable else ", ".join(families())
        sentence = tr("“{0}” is no colour here. Write one like {1}.")
        yield Fault(place, field, sentence.format(code.colour, example))
    if code.level not in LEVELS:
        sentence = tr("“{0}” is neither “semantic” nor “latent”.")
        yield Fault(place, "level", sentence.format(code.level))
    weights = [level.weight for level in code.scale]
    for weight in sorted({weight for weight in weights if weights.count(weight) > 1}):
        yield Fault(place, "scale", tr("two levels have the weight {0}.").format(weight))
    if any(not 0 <= weight <= 9 for weight in weights):
        yield Fault(place, "scale", tr("each weight is a digit, 0 to 9."))


def _references(place: int, code: CodeDraft, names: dict[str, int]) -> Iterator[Fault]:
    missing = tr("there is no code “{0}”.")
    named = [("near_miss_code", code.near_miss_code), ("home_motive", code.home_motive)]
    named += [("do_not_use_when", name) for name in neighbours_of(code)]
    for field, name in named:
        if name and name.casefold() not in names:
            yield Fault(place, field, missing.format(name))
        elif name and names[name.casefold()] == place:
            yield Fault(place, field, tr("the code names itself."))


def _parent(
    place: int, code: CodeDraft, draft: CodebookDraft, names: dict[str, int]
) -> Iterator[Fault]:
    if code.parent is None:
        return
    if code.parent.casefold() not in names:
        yield Fault(place, "parent", tr("there is no group or code “{0}”.").format(code.parent))
        return
    above: CodeDraft = code
    seen = {place}
    while above.parent is not None and above.parent.casefold() in names:
        up = names[above.parent.casefold()]
        if up in seen:
            yield Fault(place, "parent", tr("it would stand under itself."))
            return
        seen.add(up)
        above = draft.codes[up]
        if len(seen) > DEEPEST:
            sentence = tr("it stands more than {0} levels deep.").format(DEEPEST)
            yield Fault(place, "parent", sentence)
            return
