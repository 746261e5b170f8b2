# SPDX-License-Identifier: MIT
"""Participants in the exchange standard: cases with values of variables, both ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from lxml import etree

from coder_app.core.picture import (
    LeftOut,
    PictureAttribute,
    PictureParticipant,
    ProjectPicture,
    derived,
)
from coder_app.core.places import tr
from coder_app.formats.projects.picture_people import fitted, is_date
from coder_app.formats.projects.refi.gone import quoted
from coder_app.formats.projects.refi.markup import (
    add,
    child,
    children,
    guid_in,
    local,
    named,
    parts,
    text_of,
    tidy,
)

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")  # xsd:decimal knows no exponent
_KINDS = {"Integer": "number", "Float": "number", "Date": "date", "Boolean": "choice"}
_CHOICES = "Choices:"
_ITEM = "– "


# ---- writing


def types_of(picture: ProjectPicture) -> dict[UUID, str]:
    """Choose each variable's type by what is known; one value that does not fit makes it text."""
    values: dict[UUID, list[str]] = defaultdict(list)
    for participant in picture.participants:
        for attribute, value in participant.values:
            values[attribute].append(value)
    return {each.guid: _type_of(each.kind, values[each.guid]) for each in picture.attributes}


def _type_of(kind: str, values: Sequence[str]) -> str:
    if kind == "number" and all(map(_WHOLE.fullmatch, values)):
        return "Integer"
    if kind == "number" and all(map(_DECIMAL.fullmatch, values)):
        return "Float"
    return "Date" if kind == "date" and all(map(is_date, values)) else "Text"


def write_variables(
    root: etree._Element, attributes: Sequence[PictureAttribute], types: Mapping[UUID, str]
) -> None:
    """Add the columns of the participants' table; choices stand in the description."""
    if not attributes:
        return
    top = add(root, "Variables")
    for each in attributes:
        name = tidy(each.name) or tr("Attribute")
        variable = add(
            top, "Variable", guid=str(each.guid), name=name, typeOfVariable=types[each.guid]
        )
        if each.kind == "choice":
            lines = [_CHOICES, *(f"{_ITEM}{choice}" for choice in each.choices)]
            add(variable, "Description", "\n".join(lines))


def write_values(
    element: etree._Element, values: Sequence[tuple[UUID, str]], types: Mapping[UUID, str]
) -> None:
    """Add what is known."""
    for attribute, value in values:
        if attribute in types:
            holder = add(element, "VariableValue")
            add(holder, "VariableRef", targetGUID=str(attribute))
            add(holder, f"{types[attribute]}Value", value)


# ---- reading


@dataclass(slots=True)
class Known:
    """Variables of a file, and values as they are gathered; a value that is there stays."""

    attributes: list[PictureAttribute] = field(default_factory=list)
    values: dict[UUID, dict[UUID, str]] = field(default_factory=lambda: defaultdict(dict))
    left_out: list[LeftOut] = field(default_factory=list)
    _by_source: dict[UUID, str] = field(default_factory=dict)  # names

    def read_variables(self, root: etree._Element) -> None:
        """Read what is known of cases and sources."""
        names: Counter[str] = Counter()
        for element in parts(root, "Variables", "Variable"):
            name = named(element, tr("Attribute"))
            name = name.removeprefix("Cases:").strip() or name  # NVivo's way to say whose
            names[name.casefold()] += 1
            source = guid_in(element.get("guid")) or derived("variable", name)
            if source in self._by_source:
                self._leave(tr("attribute"), name, tr("It has the guid of another."))
                continue
            if names[name.casefold()] > 1:
                name = f"{name} ({names[name.casefold()]})"
            kind = _KINDS.get(element.get("typeOfVariable") or "", "text")
            described = text_of(element, "Description")
            choices = _choices(described)
            if described and choices is None:
                why = tr("Attributes have no description here: {0}.").format(quoted(described))
                self._leave(tr("description of an attribute"), name, why)
            self._by_source[source] = name
            kind = "choice" if choices is not None else kind
            self.attributes.append(
                PictureAttribute(guid=source, name=name, kind=kind, choices=choices or ())
            )

    def read_values(self, element: etree._Element, participant: UUID) -> None:
        """Read the values of a case or source for a participant."""
        for holder in children(element, "VariableValue"):
            reference = child(holder, "VariableRef")
            target = guid_in(reference.get("targetGUID")) if reference is not None else None
            value = next((_value(each) for each in holder if local(each) != "VariableRef"), "")
            if target is None or not value:
                continue
            if target not in self._by_source:
                self._leave(tr("value"), value, tr("Its variable is not in the file."))
            elif (held := self.values[participant].setdefault(target, value)) != value:
                why = tr("“{0}” is known there too, and stays.").format(held)
                self._leave(tr("value"), f"{self._by_source[target]}: {value}", why)

    def _leave(self, kind: str, name: str, why: str) -> None:
        self.left_out.append(LeftOut(kind=kind, name=name, why=why))

    def fitted(self) -> tuple[PictureAttribute, ...]:
        """Give the attributes; one whose values do not fit its kind is a text."""
        values: dict[UUID, list[str]] = defaultdict(list)
        for held in self.values.values():
            for attribute, value in held.items():
                values[attribute].append(value)
        return tuple(fitted(each, values[each.guid]) for each in self.attributes)

    def all(self) -> dict[UUID, tuple[tuple[UUID, str], ...]]:
        """Give what is known of each participant, in the order of the variables."""
        return {
            participant: tuple((a.guid, held[a.guid]) for a in self.attributes if a.guid in held)
            for participant, held in self.values.items()
        }


def _choices(description: str) -> tuple[str, ...] | None:
    first, *lines = description.split("\n")
    if first != _CHOICES:
        return None
    return tuple(line.removeprefix(_ITEM).strip() for line in lines if line.startswith(_ITEM))


def _value(element: etree._Element) -> str:
    """Read a value as attributes hold it: numbers with a point, dates ISO 8601, one line."""
    told, kind = " ".join((element.text or "").split()), local(element)
    if kind == "BooleanValue":
        return tr("yes") if told.casefold() in ("true", "1") else tr("no")
    if kind in ("DateValue", "DateTimeValue"):
        return _day(told)
    return told


def _day(told: str) -> str:
    """Give the day of a date that may have a time or a zone; a time that says something stays."""
    day, rest = told[:10], told[10:]
    try:
        date.fromisoformat(day)
    except ValueError:
        return told
    if not rest.startswith("T"):
        return day
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return told
    return told if moment.hour or moment.minute or moment.second else day


@dataclass(frozen=True, slots=True)
class Case:
    """A participant as a file has it, with the sources and stretches that are hers."""

    participant: PictureParticipant
    note: str
    codes: tuple[UUID, ...]
    sources: tuple[UUID, ...]
    selections: tuple[UUID, ...]


def read_cases(root: etree._Element, known: Known) -> Iterator[Case]:
    """Read the cases; one without name is called after its first source, later."""
    taken: set[UUID] = set()
    for number, element in enumerate(parts(root, "Cases", "Case"), start=1):
        guid = guid_in(element.get("guid")) or derived("case", number)
        if guid in taken:
            guid = derived("case again", guid, number)
        taken.add(guid)
        known.read_values(element, guid)
        yield Case(
            PictureParticipant(guid=guid, name=named(element)),
            text_of(element, "Description"),
            tuple(_targets(element, "CodeRef")),
            tuple(_targets(element, "SourceRef")),
            tuple(_targets(element, "SelectionRef")),
        )


def _targets(element: etree._Element, name: str) -> Iterator[UUID]:
    for reference in children(element, name):
        target = guid_in(reference.get("targetGUID"))
        if target is not None:
            yield target
