# SPDX-License-Identifier: MIT
"""Hashes that link the events of a sitting, so that tampering shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

_HEADER = ("guid", "sitting", "n", "clock", "at", "who", "action", "undoes", "owner", "document")
_LINE = ("kind", "row", "parents", "owner", "document")


def digest_of(salt: bytes, old: str | None, new: str) -> bytes:
    """Hash what a change says; with the salt gone, nobody can try out names."""
    return sha256(salt + (old or "").encode() + b"\0" + new.encode()).digest()


def hash_of(
    previous: bytes | None, event: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]
) -> bytes:
    """Hash an event with all its changes and the event before; no local column takes part."""
    made = sha256(previous or b"")
    made.update(_line(event, (*_HEADER, "schema")))
    for change in changes:
        made.update(_line(change, _LINE) + change["digest"])
    return made.digest()


def _line(values: Mapping[str, Any], names: Iterable[str]) -> bytes:
    said = [_said(values[name]) for name in names]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _said(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if isinstance(value, datetime) else value
