# SPDX-License-Identifier: MIT
"""Write memos: one for each coder and thing."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.operations.checks import live, must_be
from coder_app.store.tables import (
    Code,
    Coder,
    Coding,
    Document,
    Domain,
    Memo,
    Participant,
    one_per,
)

_ABOUT: dict[str, type[Domain]] = {
    "coding": Coding,
    "code": Code,
    "document": Document,
    "participant": Participant,
}


def memo_guid(*, coder: UUID, kind: str, about: UUID | None) -> UUID:
    """Name the one memo that a coder has on a thing; both sides of a merge name it alike."""
    return one_per("memo", coder, kind, about)


def write_memo(
    session: Session,
    *,
    kind: str,
    about: UUID | None,
    text: str,
    coder: UUID,
    document: UUID | None = None,
) -> UUID | None:
    """Write or rewrite a coder's memo on a thing; an empty text removes it."""
    live(session, Coder, coder)
    must_be(session, coder)
    document = _document(session, kind, about) or document
    guid = memo_guid(coder=coder, kind=kind, about=about)
    row = session.get(Memo, guid)
    if not text.strip():
        if row is not None:
            row.removed = True
        return None
    if row is None:
        row = Memo(guid=guid, kind=kind, about=about, document=document, coder=coder, text=text)
        session.add(row)
    else:
        row.text, row.removed = text, False
    return guid


def _document(session: Session, kind: str, about: UUID | None) -> UUID | None:
    """Tell which document the memo belongs to, after checking that its thing is there."""
    if kind not in _ABOUT or about is None:
        return None
    row = live(session, _ABOUT[kind], about)
    if isinstance(row, Coding):
        return row.document
    return row.guid if isinstance(row, Document) else None
