# SPDX-License-Identifier: MIT
"""Find a thing by its name or its GUID, as people name things on the command line."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import CoderRole
from coder_app.queries import lists

Named = list[tuple[UUID, str, str]]  # guid, name, a longer name


def find_one(session: Session, kind: str, text: str, viewer: UUID) -> UUID:
    """Give the one coder, document, code or participant of this name or GUID.

    A name that fits none or several is a problem that lists them.
    """
    things = _things(session, kind, viewer)
    wanted = " ".join(text.split())
    guid = _as_guid(wanted)
    if guid is not None and any(guid == thing[0] for thing in things):
        return guid
    exact = [thing for thing in things if wanted in thing[1:]]
    found = exact or [t for t in things if wanted.casefold() in map(str.casefold, t[1:])]
    if len(found) == 1:
        return found[0][0]
    if found:
        message = tr("“{0}” fits several. Give the GUID of one: {1}.")
        raise ProjectProblem(message.format(text, "; ".join(f"{t[2]} = {t[0]}" for t in found)))
    message = tr("There is no “{0}” here. There are: {1}.")
    raise ProjectProblem(message.format(text, "; ".join(thing[1] for thing in things) or "–"))


def only_lead(session: Session) -> UUID:
    """Give the lead, if there is exactly one: the viewer where nobody is named."""
    leads = [c for c in lists.coders(session) if c.role is CoderRole.LEAD and not c.consensus]
    if len(leads) == 1:
        return leads[0].guid
    message = tr("The project has several leads. Say whose view you want: {0}.")
    if not leads:
        message = tr("The project has no lead. Say whose view you want: {0}.")
        leads = lists.coders(session)
    raise ProjectProblem(message.format("; ".join(lead.name for lead in leads)))


def _things(session: Session, kind: str, viewer: UUID) -> Named:
    if kind == "coder":
        return [(c.guid, c.name, c.name) for c in lists.coders(session)]
    if kind == "document":
        return [(d.guid, d.name, d.name) for d in lists.documents(session, viewer)]
    if kind == "code":
        codes = lists.codes(session, viewer)
        return [(c.guid, c.name, c.path) for c in codes if c.codable]
    if kind == "participant":
        return [(p.guid, p.name, p.name) for p in lists.participants(session)]
    raise ValueError(f"no names for {kind!r}")


def _as_guid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
