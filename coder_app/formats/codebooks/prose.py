# SPDX-License-Identifier: MIT
"""A code's fields as one text that people read in other programs, and that we read back.

Exchange formats give a code one description. Each field stands under its English heading at the
beginning of a line; its further lines are indented. A plain definition stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.formats.codebooks.rules import LEVELS, is_key

_CODE = {
    "Question": "question",
    "Definition": "definition",
    "Use when": "use_when",
    "Do not use when": "do_not_use_when",
    "Example": "example",
    "Borderline": "borderline",
    "Near miss": "near_miss",
    "Near miss belongs to": "near_miss_code",
    "Anchor": "anchor",
    "Source": "source",
    "Where": "where",
    "Home motive": "home_motive",
    "Level": "level",
    "Scale": "scale",
    "Key": "key",
    "Status": "status",
}
_BOOK = {
    "Codebook": "title",
    "Description": "description",
    "Method": "method",
    "Language": "language",
    "Rules": "rules",
}
_INDENT, _ITEM = "  ", "– "
_LEVEL = re.compile(r"(\d) \| ([^|]*)(?: \| (.*))?", re.DOTALL)


def describe_code(draft: CodeDraft) -> str:
    """Write all that a code says of itself."""
    values = {field: getattr(draft, field) for field in _CODE.values()}
    values["scale"] = tuple(map(_level, draft.scale))
    values["status"] = "" if draft.status is CodeStatus.IN_USE else draft.status.value
    told = {field for field, value in values.items() if value}
    plain = draft.definition
    if told <= {"definition"} and not _fields(plain, _CODE) and plain == plain.strip():
        return plain
    return _written(values, _CODE)


def read_description(text: str, draft: CodeDraft) -> CodeDraft:
    """Give a code the fields that a description holds; a text without headings is a definition."""
    found = _fields(text, _CODE)
    if not found:
        return replace(draft, definition=text.strip())
    values: dict[str, Any] = {**found}
    for name in ("use_when", "do_not_use_when"):
        values[name] = _items(found.get(name, ""))
    values["scale"] = tuple(_levels(_items(found.get("scale", ""))))
    values["status"] = _status(found.get("status", ""))
    values["level"] = found.get("level", "") if found.get("level", "") in LEVELS else ""
    values["key"] = found.get("key", "") if is_key(found.get("key", "")) else ""
    return replace(draft, **values)


def describe_book(book: CodebookDraft) -> str:
    """Write what stands at a codebook's head."""
    return _written({field: getattr(book, field) for field in _BOOK.values()}, _BOOK)


def read_book(text: str) -> CodebookDraft | None:
    """Read what `describe_book` wrote; None for any other text."""
    if not text.startswith("Codebook:"):
        return None
    found: dict[str, Any] = {**_fields(text, _BOOK)}
    found["rules"] = _items(found.get("rules", ""))
    return CodebookDraft(**found)


def _written(values: Mapping[str, Any], headings: Mapping[str, str]) -> str:
    """Write fields under their headings; lists as items."""
    lines: list[str] = []
    for heading, field in headings.items():
        value = values[field]
        if isinstance(value, tuple) and value:
            lines.append(f"{heading}:")
            # set in twice, so that a line of an item that begins like one stays a line of it
            lines += [_indented(_indented(f"{_ITEM}{item}")) for item in value]
        elif value:
            lines.append(f"{heading}: {_indented(value)}")
    return "\n".join(lines)


def _indented(text: str) -> str:
    first, *more = text.split("\n")
    return "\n".join((first, *(f"{_INDENT}{line}" if line else "" for line in more)))


def _fields(text: str, headings: Mapping[str, str]) -> dict[str, str]:
    """Cut a text at its headings; nothing if it does not begin with one."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        heading, colon, rest = line.partition(":")
        if colon and heading in headings:
            lines = found.setdefault(headings[heading], [])
            lines.append(rest.removeprefix(" "))
        elif found:
            lines.append(line.removeprefix(_INDENT))
        else:
            return {}
    return {field: "\n".join(lines).rstrip("\n") for field, lines in found.items()}


def _items(text: str) -> tuple[str, ...]:
    """Read items; a text without item marks is one."""
    plain = text.strip("\n")
    if not plain.startswith(_ITEM):
        return (plain,) if plain.strip() else ()
    items = re.split(rf"^{_ITEM}", plain, flags=re.MULTILINE)[1:]
    return tuple(re.sub(rf"^{_INDENT}", "", each.strip("\n"), flags=re.MULTILINE) for each in items)


def _level(level: ScaleLevel) -> str:
    parts = [level.label.replace("|", "/")]
    parts += [level.anchor] if level.anchor else []
    return " | ".join((str(level.weight), *parts))


def _levels(items: tuple[str, ...]) -> Iterator[ScaleLevel]:
    weights = set()
    for item in items:
        match = _LEVEL.fullmatch(item)
        if match and match[1] not in weights:
            weights.add(match[1])
            yield ScaleLevel(weight=int(match[1]), label=match[2], anchor=match[3] or "")


def _status(value: str) -> CodeStatus:
    return CodeStatus(value) if value in tuple(CodeStatus) else CodeStatus.IN_USE
