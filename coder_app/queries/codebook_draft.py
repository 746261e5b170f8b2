# SPDX-License-Identifier: MIT
"""A project's codebook as a codebook file has it: codes by name, and what stands at its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.colours import families
from coder_app.core.records import CodebookDraft, CodeDraft, CodeRecord
from coder_app.formats.codebooks.tree import tree_of
from coder_app.queries import lists
from coder_app.queries.dictionary import unique

_SAME = tuple(each.name for each in fields(CodeDraft) if each.name not in ("parent", "guid"))


def codebook_draft(session: Session, viewer: UUID) -> CodebookDraft:
    """Give the codebook; codes merged into others are left out."""
    head = head_of(session)
    title = head.title or lists.setting(session, "title")
    return replace(head, title=title, codes=tuple(drafts_of(lists.codes(session, viewer))))


def head_of(session: Session) -> CodebookDraft:
    """Give what stands at the head of the codebook, without its codes."""

    def told(field: str) -> str:
        return lists.setting(session, f"codebook.{field}")

    return CodebookDraft(
        title=told("title"),
        description=told("description"),
        method=told("method"),
        language=told("language"),
        rules=tuple(told("rules").splitlines()),
    )


def draft_of(code: CodeRecord) -> CodeDraft:
    """Give a code as a file has it, but for where it stands."""
    return CodeDraft(**{name: getattr(code, name) for name in _SAME})


def drafts_of(codes: Sequence[CodeRecord]) -> list[CodeDraft]:
    """Name codes as a file does, where each has a name of its own."""
    by_guid = {code.guid: code for code in codes}
    paths = [_path(code, by_guid) for code in codes]
    nodes, _ = tree_of(paths)
    named = {node.row: node.name for node in nodes if node.row is not None}
    # two of one name in one place, which a merge can bring, are told apart by a number
    told = unique(named[row] for row in range(len(codes)))
    names = {code.guid: name for code, name in zip(codes, told, strict=True)}
    return [
        replace(
            draft_of(code),
            name=names[code.guid],
            parent=names.get(code.parent) if code.parent else None,
            colour=code.colour if code.codable else _family(code.colour),
            guid=code.guid,
        )
        for code in codes
    ]


def _family(colour: str) -> str:
    """Give the row of the palette that a group's codes take their colours from."""
    return next((f for f in families() if colour in (f, f"{f}-{colour.rpartition('-')[2]}")), "")


def _path(code: CodeRecord, by_guid: dict[UUID, CodeRecord]) -> tuple[str, ...]:
    passed = [code]
    while passed[-1].parent in by_guid and by_guid[passed[-1].parent] not in passed:
        passed.append(by_guid[passed[-1].parent])
    return tuple(each.name for each in reversed(passed))
