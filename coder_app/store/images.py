# SPDX-License-Identifier: MIT
"""How a row's values look in the history: canonical JSON, the same bytes on every machine."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String, Table, Uuid

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.store.tables import DOMAIN, Domain, Utc

Image = dict[str, Any]
"""Field → JSON value."""

_OUTSIDE = frozenset({"guid", "state"})  # the change itself says both


@dataclass(frozen=True, slots=True)
class Field:
    """One journaled column: how it becomes JSON, how it comes back, what it is when left out."""

    name: str
    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]
    empty: Any  # as JSON
    has_empty: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What the journal has to know of a class."""

    cls: type[Domain]
    kind: str
    table: Table
    fields: dict[str, Field]
    together: dict[str, tuple[str, ...]]  # field → all fields of its group
    columns: tuple[Column[Any], ...]  # guid, state and the journaled ones

    def whole(self, names: set[str]) -> list[str]:
        """Complete the groups that the names belong to; in the order of the columns."""
        wanted = set(names)
        for name in names:
            wanted.update(self.together.get(name, ()))
        return [name for name in self.fields if name in wanted]

    def image(self, values: Mapping[str, Any]) -> Image:
        """Give all journaled values of a row as JSON values."""
        return {name: field.dump(values[name]) for name, field in self.fields.items()}

    def inserted(self, values: Mapping[str, Any]) -> Image:
        """Give the image of a new row: what is not empty, and the hash of its body."""
        image = {
            name: value
            for name, value in self.image(values).items()
            if not (self.fields[name].has_empty and value == self.fields[name].empty)
        }
        if self.cls.BODIES:
            image["body"] = sealed(values["salt"], values["body"])
        return image

    def completed(self, image: Mapping[str, Any]) -> Image:
        """Put the empty values back that the image of an insert leaves out."""
        return {name: image.get(name, field.empty) for name, field in self.fields.items()}

    def loaded(self, image: Mapping[str, Any]) -> dict[str, Any]:
        """Turn JSON values into values of the columns; what is no column now is left out."""
        return {
            name: self.fields[name].load(value)
            for name, value in image.items()
            if name in self.fields
        }


def sealed(salt: bytes, body: str | bytes) -> str:
    """Hash a body with its salt, so that the history covers it without holding it."""
    return sha256(salt + as_bytes(body)).hexdigest()


def as_bytes(body: str | bytes) -> bytes:
    """Give the bytes that are hashed."""
    return body.encode("utf-8") if isinstance(body, str) else body


def canonical(image: Mapping[str, Any] | None) -> str | None:
    """Write an image as it is hashed: keys sorted, no spaces, no escapes."""
    if image is None:
        return None
    return json.dumps(
        image, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def storable(text: str) -> str:
    """Refuse what a database cannot hold or another program could not read back."""
    if "\0" in text:
        raise ProjectProblem(tr("The text holds a NUL character, which cannot be stored."))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ProjectProblem(
            tr("The text holds half of a character (a lone surrogate), which cannot be stored.")
        ) from None
    return str(text)


@cache
def plan_of(cls: type[Domain]) -> Plan:
    """Read off a class what the journal has to know."""
    table = cls.__table__
    assert isinstance(table, Table)
    skipped = _OUTSIDE | cls.DERIVED | cls.BODIES
    columns = [column for column in table.columns if column.key not in skipped]
    return Plan(
        cls=cls,
        kind=table.name,
        table=table,
        fields={column.key: _field(column) for column in columns},
        together={name: group for group in cls.GROUPS for name in group},
        columns=(table.c.guid, table.c.state, *columns),
    )


def plan_for(kind: str) -> Plan:
    """Find the plan of a kind of row."""
    return plan_of(DOMAIN[kind])


def _field(column: Column[Any]) -> Field:
    """Choose by the column's type. True and 1 must not differ in an image; nor may 0 be empty."""
    dump, load, empty = _by_type(column)
    if column.nullable:
        return Field(column.key, _or_none(dump), _or_none(load), None, True)
    return Field(column.key, dump, load, empty, empty is not None)


def _by_type(column: Column[Any]) -> tuple[Callable[[Any], Any], Callable[[Any], Any], Any]:
    kind = column.type
    if isinstance(kind, Uuid):
        return _hex, UUID, None
    if isinstance(kind, Boolean):
        return bool, bool, False
    if isinstance(kind, Integer):
        return int, int, None
    if isinstance(kind, Float):
        return float, float, None
    if isinstance(kind, Utc):
        return _instant, datetime.fromisoformat, None
    if isinstance(kind, LargeBinary):
        return _base64, b64decode, None
    assert isinstance(kind, String), column
    return storable, str, ""


def _or_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _hex(value: UUID) -> str:
    return value.hex


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _base64(value: bytes) -> str:
    return b64encode(value).decode("ascii")
