# SPDX-License-Identifier: MIT
"""Columns that say what they hold: for the data dictionary, and for files that know types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import AttributeRecord, CellKind, Column, Sheet
from coder_app.queries import lists

_KINDS = {
    "text": CellKind.TEXT,
    "number": CellKind.NUMBER,
    "date": CellKind.DATE,
    "choice": CellKind.CATEGORY,
}


def column(
    name: str,
    about: str,
    kind: CellKind = CellKind.TEXT,
    unit: str = "",
    values: tuple[tuple[object, str], ...] = (),
) -> Column:
    """Describe a column in one line."""
    return Column(name=name, about=about, kind=kind, unit=unit, values=values)


DICTIONARY = (  # columns of About
    column("item", tr("What is told of the export; or a table and a column of it.")),
    column("value", tr("What there is to say of it; or what the column holds.")),
    column("kind", tr("Kind of the column’s values; empty above the data dictionary.")),
    column("unit", tr("What the column’s values count.")),
    column("values", tr("Values that the column knows, and what they stand for.")),
)


def described(
    name: str, about: Sequence[Column], rows: list[tuple[object, ...]], *, wide: Iterable[str] = ()
) -> Sheet:
    """Make a sheet of columns that say what they hold."""
    columns = tuple(column.name for column in about)
    return Sheet(name=name, columns=columns, rows=rows, wide=frozenset(wide), about=tuple(about))


def attribute_columns(attributes: Sequence[AttributeRecord], taken: Iterable[str]) -> list[Column]:
    """Describe what is known of participants; the names of other columns stay theirs."""
    fixed = [*taken]
    names = unique([*fixed, *(attribute.name for attribute in attributes)])[len(fixed) :]
    about = tr("What is known of the participant: {0}.")
    return [
        Column(
            name=name,
            about=about.format(attribute.name),
            kind=_KINDS.get(attribute.kind, CellKind.TEXT),
            values=tuple((choice, choice) for choice in attribute.choices),
        )
        for name, attribute in zip(names, attributes, strict=True)
    ]


class Attributes:
    """What is known of the participants of documents, as cells beside other columns."""

    def __init__(self, session: Session, taken: Iterable[str], *, wanted: bool = True) -> None:
        known = lists.attributes(session) if wanted else []
        self.columns = attribute_columns(known, taken)
        self._nothing = (None,) * len(known)
        self._of: dict[UUID, tuple[object, ...]] = {}
        for person in lists.participants(session) if known else ():
            values = dict(person.values)
            cells = tuple(typed(each, values.get(each.guid, "")) for each in known)
            self._of |= dict.fromkeys(person.documents, cells)

    def of(self, document: UUID) -> tuple[object, ...]:
        """Give the cells of a document's participant."""
        return self._of.get(document, self._nothing)


def typed(attribute: AttributeRecord, value: str) -> object:
    """Give a value as its kind; what does not fit it (a merge can bring that) stays text."""
    if not value:
        return None
    try:
        if attribute.kind == "number":
            number = float(value)
            return int(number) if number.is_integer() else number
        if attribute.kind == "date":
            return date.fromisoformat(value)
    except (ValueError, OverflowError):
        return value
    return value


def picked(sheet: Sheet, names: Sequence[str]) -> Sheet:
    """Keep some columns of a sheet, in the order in which they are named; none: all."""
    if not names:
        return sheet
    places = {column.casefold(): place for place, column in enumerate(sheet.columns)}
    missing = [name for name in names if name.casefold() not in places]
    if missing:
        message = tr("The table “{0}” has no column “{1}”. It has: {2}.")
        told = message.format(sheet.name, missing[0], ", ".join(sheet.columns))
        raise ProjectProblem(told)
    kept = list(dict.fromkeys(places[name.casefold()] for name in names))
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in kept),
        rows=[tuple(row[place] for place in kept) for row in sheet.rows],
        about=tuple(sheet.about[place] for place in kept) if sheet.about else (),
    )


def dictionary(sheets: Iterable[Sheet]) -> Iterator[tuple[str, str, str, str, str]]:
    """Tell of each column what it is, its kind, its unit and what its values stand for."""
    for sheet in sheets:
        for column in sheet.about:
            values = "; ".join(
                str(value) if str(value) == means else f"{value} = {means}"
                for value, means in column.values
            )
            item = f"{sheet.name}: {column.name}"
            yield item, column.about, column.kind.value, column.unit, values


def unique(headers: Iterable[str]) -> list[str]:
    """Tell headers that are there twice by a number; SPSS and Excel do not mind case.

    >>> unique(["coder", "trust", "Coder"])
    ['coder', 'trust', 'Coder (2)']
    """
    names: list[str] = []
    taken: set[str] = set()
    for header in headers:
        name, n = header, 1
        while name.casefold() in taken:
            n += 1
            name = f"{header} ({n})"
        taken.add(name.casefold())
        names.append(name)
    return names
