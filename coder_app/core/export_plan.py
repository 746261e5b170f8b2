# SPDX-License-Identifier: MIT
"""What a person wants to take out, as a record that can be kept under a name."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_type_hints
from uuid import UUID

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """Which tables, whose work, which passages, and in what shape.

    What is None (or an empty text) does not narrow. `words`, `with_code` and `has_memo` narrow the
    codings; what else narrows holds for the other tables too.
    """

    name: str = ""
    kind: str = "xlsx"  # of file: one of core/export_kinds
    bom: bool = True  # CSV and TSV begin with a byte order mark, which Excel needs
    sheets: tuple[str, ...] = ()  # in this order
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of a sheet: those to keep, in order
    coders: tuple[UUID, ...] | None = None  # None: all people at work
    consensus: bool | None = None  # also what was settled; None: if no coders are chosen
    documents: tuple[UUID, ...] | None = None
    codes: tuple[UUID, ...] | None = None
    participants: tuple[UUID, ...] = ()
    attributes: tuple[tuple[UUID, str], ...] = ()  # (attribute, value); all have to fit
    with_code: UUID | None = None  # the same coder gave this code to words that overlap
    words: str = ""  # said in the passage
    has_memo: bool | None = None
    unit: str = "turn"
    segment_words: int | None = None  # of the unit segment; None: as agreement has it
    interviewer: bool = False  # count the interviewer's turns too
    unfinished: bool = False  # count transcripts that are not marked done
    long: bool = False  # units and documents: a row for each code, not a column
    with_attributes: bool = True  # of the participant, in each row
    context: bool = False  # some words before and after each passage

    def columns_of(self, sheet: str) -> tuple[str, ...]:
        """Name the columns wanted of a sheet; none: all."""
        return dict(self.columns).get(sheet, ())

    def called(self, name: str) -> ExportPlan:
        """Give the plan under another name."""
        return replace(self, name=" ".join(name.split()))

    def fitting(self, known: Collection[UUID]) -> tuple[ExportPlan, int]:
        """Leave out what is not in a project, as the plan may come from another; count it.

        A choice of which nothing is left does not narrow any more.
        """
        lost = 0
        told: dict[str, Any] = {}
        for name in ("coders", "documents", "codes", "participants", "attributes"):
            chosen = getattr(self, name)
            if chosen:
                kept = tuple(c for c in chosen if (c[0] if name == "attributes" else c) in known)
                lost += len(chosen) - len(kept)
                told[name] = kept or _DEFAULTS[name]
        if self.with_code is not None and self.with_code not in known:
            told["with_code"] = None
            lost += 1
        return replace(self, **told), lost

    def fitting_columns(
        self, there: Mapping[str, Collection[str]]
    ) -> tuple[ExportPlan, tuple[str, ...]]:
        """Leave out the columns that the tables `there` have not, and name them: "Codings: age".

        A choice of which nothing or everything is left is none any more. Tables that are not there
        keep theirs.
        """
        kept, lost = list[tuple[str, tuple[str, ...]]](), list[str]()
        for sheet, wanted in self.columns:
            names = {name.casefold() for name in there.get(sheet, wanted)}
            here = tuple(name for name in wanted if name.casefold() in names)
            lost += [f"{sheet}: {name}" for name in wanted if name.casefold() not in names]
            if here and here != tuple(there.get(sheet, ())):
                kept.append((sheet, here))
        return replace(self, columns=tuple(kept)), tuple(lost)

    def to_json(self) -> str:
        """Write the plan down; what is as it is without choosing is left out."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        chosen = {name: value for name, value in told.items() if value != _DEFAULTS[name]}
        return json.dumps({"version": _VERSION, **chosen}, ensure_ascii=False, default=str)

    @classmethod
    def from_json(cls, text: str) -> ExportPlan:
        """Read what `to_json` wrote; what a newer program added is refused in words."""
        try:
            told = json.loads(text)
            if not isinstance(told, dict) or told.pop("version", None) != _VERSION:
                raise ValueError(text)
            return cls(**{name: _read(name, value) for name, value in told.items()})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            message = tr("This template for exports cannot be read. Make it anew.")
            raise ProjectProblem(message) from None


_DEFAULTS: Mapping[str, Any] = {f.name: f.default for f in fields(ExportPlan)}
_HINTS = get_type_hints(ExportPlan)


def _read(name: str, value: object) -> Any:  # noqa: ANN401 of the field's own type
    """Give a field its own types back, and refuse what has none of them."""
    if name in ("coders", "documents", "codes", "participants"):
        return None if value is None else tuple(UUID(guid) for guid in _list(value))
    if name == "sheets":
        return tuple(_text(sheet) for sheet in _list(value))
    if name == "columns":
        pairs = (_list(pair) for pair in _list(value))
        return tuple((_text(sheet), tuple(map(_text, _list(names)))) for sheet, names in pairs)
    if name == "attributes":
        pairs = (_list(pair) for pair in _list(value))
        return tuple((UUID(attribute), _text(wanted)) for attribute, wanted in pairs)
    if name == "with_code":
        return None if value is None else UUID(_text(value))
    if name == "segment_words":
        return None if value is None else int(_of(int, value))
    if name in ("has_memo", "consensus"):
        return None if value is None else _of(bool, value)
    return _of(_HINTS[name], value)


def _of(kind: type, value: object) -> Any:  # noqa: ANN401 of the kind asked for
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _list(value: object) -> list[Any]:
    return list(_of(list, value))


def _text(value: object) -> str:
    return str(_of(str, value))
