# SPDX-License-Identifier: MIT
"""Begin a project, and set what belongs to it as a whole."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.places import tr
from coder_app.core.records import CodebookDraft, CoderRole
from coder_app.operations.checks import must_lead, named
from coder_app.operations.codebook import close_version, import_codebook
from coder_app.store.tables import Coder, Setting, one_per


def begin(
    session: Session,
    *,
    title: str,
    lead_name: str,
    coder: UUID,
    codebook: CodebookDraft | None = None,
) -> None:
    """Fill a fresh project: its title, its lead, Consensus, the codebook and its version 1."""
    set_setting(session, name="title", value=named(title))
    session.add(Coder(guid=coder, name=named(lead_name), role=CoderRole.LEAD.value))
    session.add(
        Coder(
            guid=one_per("coder", "consensus"),
            name=tr("Consensus"),
            role=CoderRole.CODER.value,
            consensus=True,
        )
    )
    if codebook is not None:
        _begin_codebook(session, codebook)
    close_version(session, number=1, reason=tr("The project begins."))


def rename(session: Session, *, title: str) -> None:
    """Give the project another title."""
    set_setting(session, name="title", value=named(title))


def set_setting(session: Session, *, name: str, value: str) -> None:
    """Set something that belongs to the project, such as its unit of agreement."""
    guid = one_per("setting", name)
    row = session.get(Setting, guid)
    if row is None:
        session.add(Setting(guid=guid, name=name, value=value))
    elif (row.value, row.removed) != (value, False):
        row.value, row.removed = value, False


def switch_agreement(session: Session, *, off: str) -> None:
    """Say why this project does without agreement; with no reason it has agreement again."""
    must_lead(session)
    set_setting(session, name="agreement", value=" ".join(off.split()))


def _begin_codebook(session: Session, draft: CodebookDraft) -> None:
    """Take in the codes, and what stands at the codebook's head."""
    import_codebook(session, draft=draft)
    head = {
        "codebook.title": draft.title,
        "codebook.description": draft.description,
        "codebook.method": draft.method,
        "codebook.language": draft.language,
        "codebook.rules": "\n".join(draft.rules),
    }
    for name, value in head.items():
        if value:
            set_setting(session, name=name, value=value)
