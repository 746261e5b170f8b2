# SPDX-License-Identifier: MIT
"""Steps from one version of the tables to the next; the history itself is never migrated.

To change the tables: raise SCHEMA_VERSION, add `to_N(op)` to STEPS, and, if a field was renamed or
split, an upcast that reads images written before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from coder_app.store import triggers
from coder_app.store.images import Image
from coder_app.store.tables import SCHEMA_VERSION, Base, Utc

if TYPE_CHECKING:
    from alembic.operations import Operations

Step = Callable[["Operations"], None]
Upcast = Callable[[str, Image], Image]


def to_2(op: Operations) -> None:
    """Add rounds, decisions, and coders who code a second time."""
    with op.batch_alter_table("coder") as batch:
        batch.add_column(sa.Column("person", sa.Uuid(), _to("coder")))
    op.create_table(
        "round",
        *_identity(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("closed", Utc(), nullable=False),
        sa.Column("author", sa.Uuid(), _to("coder"), nullable=False),
        sa.Column("version", sa.Uuid(), _to("codebook_version")),
        sa.Column("coders", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guid"),
    )
    op.create_table(
        "decision",
        *_identity(),
        sa.Column("coder", sa.Uuid(), _to("coder"), nullable=False),
        sa.Column("document", sa.Uuid(), _to("document"), nullable=False),
        sa.Column("wording", sa.Uuid(), _to("wording"), nullable=False),
        sa.Column("anchor_start", sa.Integer(), nullable=False),
        sa.Column("anchor_end", sa.Integer(), nullable=False),
        sa.Column("code", sa.Uuid(), _to("code"), nullable=False),
        sa.Column("other_code", sa.Uuid(), _to("code")),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("chosen", sa.Uuid(), _to("coder")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("dissenters", sa.Text(), nullable=False),
        sa.Column("author", sa.Uuid(), _to("coder"), nullable=False),
        sa.Column("decided", Utc(), nullable=False),
        sa.Column("round", sa.Uuid(), _to("round")),
        sa.Column("codings", sa.Text(), nullable=False),
        sa.CheckConstraint("0 <= anchor_start AND anchor_start <= anchor_end", name="anchor"),
        sa.PrimaryKeyConstraint("guid"),
    )
    op.create_index("ix_decision_document", "decision", ["document"])


def to_3(op: Operations) -> None:
    """Find the rows that point at a new one without looking through all: imports grew slow."""
    for table, column in (
        ("document", "wording"),
        ("document", "participant"),
        ("wording", "before"),
        ("turn", "document"),
        ("turn", "participant"),
        ("coding", "wording"),
        ("memo", "document"),
        ("decision", "wording"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _identity() -> tuple[sa.Column[Any], ...]:
    """Give the three columns that every journaled table begins with."""
    return (
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Uuid(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
    )


def _to(table: str) -> sa.ForeignKey:
    """Point at a row that may arrive later in the same transaction."""
    return sa.ForeignKey(f"{table}.guid", deferrable=True, initially="DEFERRED")


STEPS: dict[int, Step] = {2: to_2, 3: to_3}
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

    # the metadata say how constraints are named
    context = MigrationContext.configure(connection, opts={"target_metadata": Base.metadata})
    step(Operations(context))
    triggers.make(connection)
    assert not triggers.missing(connection)
    assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    connection.exec_driver_sql(f"PRAGMA user_version={number}")
