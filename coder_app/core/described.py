# SPDX-License-Identifier: MIT
"""What a file says about the people who were interviewed: a table of them, by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeDraft:
    """A column of that table."""

    name: str
    kind: str = "text"  # "text" | "number" | "date" | "choice"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Attributes, and the people with a value for each; an empty value is not known."""

    attributes: tuple[AttributeDraft, ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]  # name, values in the attributes' order
