# SPDX-License-Identifier: MIT
"""Triggers that keep the history append-only, whoever writes into the file."""

from __future__ import annotations

from sqlalchemy import Connection, text

_KEPT = ("row", "event", "k", "kind", "parents", "owner", "document", "digest", "brought")

_REFUSE = "SELECT RAISE(ABORT, 'the history is append-only')"

# INSERT OR REPLACE rewrites a row without firing the delete trigger: an existing key is refused
_SQLITE = {
    "event_keeps_update": f"BEFORE UPDATE ON event BEGIN {_REFUSE}; END",
    "event_keeps_delete": f"BEFORE DELETE ON event BEGIN {_REFUSE}; END",
    "event_keeps_insert": (
        "BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE guid = NEW.guid"
        " OR seq = NEW.seq OR (sitting = NEW.sitting AND n = NEW.n))"
        f" BEGIN {_REFUSE}; END"
    ),
    "change_keeps_delete": f"BEFORE DELETE ON change BEGIN {_REFUSE}; END",
    "change_keeps_insert": (
        'BEFORE INSERT ON change WHEN EXISTS (SELECT 1 FROM change WHERE "row" = NEW."row"'
        f" AND event = NEW.event) BEGIN {_REFUSE}; END"
    ),
    "change_keeps_update": (
        "BEFORE UPDATE ON change WHEN NOT (OLD.redacted IS NULL AND NEW.redacted IS NOT NULL"
        " AND NEW.salt IS NULL"
        + "".join(f' AND NEW."{name}" IS OLD."{name}"' for name in _KEPT)
        + f") BEGIN {_REFUSE}; END"
    ),
}

_FUNCTION = """CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the history is append-only'; END $$"""

# an existing key fails by itself there: PostgreSQL has no INSERT OR REPLACE
_POSTGRESQL = {
    "event_keeps_update": "BEFORE UPDATE OR DELETE ON event FOR EACH ROW",
    "event_keeps_truncate": "BEFORE TRUNCATE ON event FOR EACH STATEMENT",
    "change_keeps_delete": "BEFORE DELETE ON change FOR EACH ROW",
    "change_keeps_truncate": "BEFORE TRUNCATE ON change FOR EACH STATEMENT",
    "change_keeps_update": (
        "BEFORE UPDATE ON change FOR EACH ROW WHEN (NOT (OLD.redacted IS NULL"
        " AND NEW.redacted IS NOT NULL AND NEW.salt IS NULL"
        + "".join(f' AND NEW."{name}" IS NOT DISTINCT FROM OLD."{name}"' for name in _KEPT)
        + "))"
    ),
}


def statements(dialect: str) -> list[str]:
    """Give the statements that make the triggers, dropping older ones of the same name first."""
    if dialect == "sqlite":
        made = []
        for name, body in _SQLITE.items():
            made += [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {body}"]
        return made
    made = [_FUNCTION]
    for name, body in _POSTGRESQL.items():
        table = name.partition("_")[0]
        made += [
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} {body} EXECUTE FUNCTION keep_history()",
        ]
    return made


def make(connection: Connection) -> None:
    """Make the triggers, again if need be."""
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """Name the triggers that are not there, or not as they were made."""
    if connection.dialect.name == "sqlite":
        found = {
            str(row.name): str(row.sql)
            for row in connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            )
        }
        return [
            name
            for name, body in _SQLITE.items()
            if found.get(name) != f"CREATE TRIGGER {name} {body}"
        ]
    there = set(connection.scalars(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")))
    return [name for name in _POSTGRESQL if name not in there]
