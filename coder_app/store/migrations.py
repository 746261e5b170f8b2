# SPDX-License-Identifier: MIT
"""Steps from one version of the tables to the next; the history itself is never migrated.

To change the tables: raise SCHEMA_VERSION, add `to_N(op)` to STEPS, and, if a field was renamed or
split, an upcast that reads images written before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from coder_app.store import triggers
from coder_app.store.images import Image
from coder_app.store.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from alembic.operations import Operations

Step = Callable[["Operations"], None]
Upcast = Callable[[str, Image], Image]

STEPS: dict[int, Step] = {}
"""Version reached → what to do for it."""

UPCASTS: dict[int, Upcast] = {}
"""Version reached → how an image (with its kind) written one version before reads now."""


def migrate(
    engine: Engine,
    version: int,
    *,
    steps: Mapping[int, Step] = STEPS,
    target: int = SCHEMA_VERSION,
) -> None:
    """Take a database from its version to the target, each step in one transaction."""
    with engine.execution_options(writes=lambda: True).connect() as connection:
        # batch changes make a table anew; SQLite heeds this outside of transactions only
        if engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            for number in range(version + 1, target + 1):
                with connection.begin():
                    _take(connection, steps[number], number)
        finally:
            connection.invalidate()


def upcast(
    kind: str, image: Image, schema: int, *, upcasts: Mapping[int, Upcast] = UPCASTS
) -> Image:
    """Read an image as the present version would have written it."""
    for number in sorted(upcasts):
        if number > schema:
            image = upcasts[number](kind, image)
    return image


def _take(connection: Connection, step: Step, number: int) -> None:
    # here, not above: importing it takes longer than opening a project
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    step(Operations(MigrationContext.configure(connection)))
    triggers.make(connection)
    assert not triggers.missing(connection)
    assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    connection.exec_driver_sql(f"PRAGMA user_version={number}")
