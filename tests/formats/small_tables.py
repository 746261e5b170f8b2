# SPDX-License-Identifier: MIT
"""A table with a column of each kind, and a disk that is soon full."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random

from coder_app.core.records import CellKind, Column, Sheet

NOON = datetime(2026, 3, 2, 12, 30, 5, tzinfo=UTC)
ABOUT = (
    Column(name="document", about="Transcript."),
    Column(name="code path", about="Its place.", kind=CellKind.CATEGORY),
    Column(
        name="role",
        about="Who.",
        kind=CellKind.CATEGORY,
        values=(("participant", "the person interviewed"), ("none", "not known")),
    ),
    Column(name="line", about="Line.", kind=CellKind.WHOLE, unit="lines"),
    Column(name="weight", about="Level.", kind=CellKind.ORDER),
    Column(name="share", about="Of all.", kind=CellKind.NUMBER),
    Column(name="created", about="When.", kind=CellKind.TIME),
    Column(name="born", about="Day.", kind=CellKind.DATE),
    Column(name="trust", about="M.", kind=CellKind.FLAG, values=((0, "not marked"), (1, "marked"))),
)
ROWS: list[tuple[object, ...]] = [
    ("Ana 🥖", "B > b", "none", 7, 2, 0.25, NOON, date(1990, 1, 2), 1),
    ("Eva", "A > a", "participant", 1, None, None, None, None, 0),
    ("", None, "", None, None, None, None, None, None),
]
CODINGS = Sheet(
    name="Codings", columns=tuple(column.name for column in ABOUT), rows=ROWS, about=ABOUT
)


def table(*rows: tuple[object, ...], columns: tuple[str, ...] = ("a",), name: str = "T") -> Sheet:
    """Make a table that nobody has described."""
    return Sheet(name=name, columns=columns, rows=list(rows))


def long_table(rows: int = 3_000) -> Sheet:
    """Make a table that no compression makes small."""
    chance = Random(7)
    texts = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyzäöü ", k=60)) for _ in range(rows))
    return table(*((text, place) for place, text in enumerate(texts)), columns=("text", "n"))


@contextmanager
def soon_full(size: int = 4_096) -> Iterator[None]:
    """Let the system refuse to make any file larger than this, as a full disk would."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
