# SPDX-License-Identifier: MIT
"""Build and change the codebook: codes, their fields and places, merging, closed versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.formats.codebooks.rules import COMMAND_KEYS, is_key, parents_first
from coder_app.operations.checks import live, must_lead, named
from coder_app.operations.palette import next_colour
from coder_app.store.journal import current_who
from coder_app.store.tables import Code, CodebookVersion

_LINES = ("use_when", "do_not_use_when")


class CodeFields(TypedDict, total=False):
    """Fields of a code that a person may set, its place in the tree apart."""

    name: str
    codable: bool
    colour: str
    key: str
    question: str
    definition: str
    use_when: Sequence[str]
    do_not_use_when: Sequence[str]
    example: str
    borderline: str
    near_miss: str
    near_miss_code: str
    anchor: str
    source: str
    where: str
    home_motive: str
    level: str
    scale: Sequence[ScaleLevel]
    status: str


def add_code(session: Session, *, parent: UUID | None = None, **fields: Unpack[CodeFields]) -> UUID:
    """Add a code, or a group (`codable=False`), as the last one under its parent."""
    if parent is not None:
        live(session, Code, parent)
    values = stored(fields)
    name = named(values.pop("name", ""))
    siblings = _children(session, parent)
    _check_name(name, siblings)
    values["key"] = _checked_key(session, values.get("key", ""), None)
    if not values.get("colour"):
        values["colour"] = next_colour(live_codes(session), parent)
    position = max((code.position for code in siblings), default=-1) + 1
    code = Code(guid=uuid4(), name=name, parent=parent, position=position, **values)
    session.add(code)
    session.flush()
    return code.guid


def edit_code(session: Session, *, code: UUID, **fields: Unpack[CodeFields]) -> None:
    """Set fields of a code; those not named stay."""
    row = live(session, Code, code)
    values = stored(fields)
    if "name" in values:
        values["name"] = named(values["name"])
        _check_name(values["name"], [c for c in _children(session, row.parent) if c is not row])
    if "key" in values:
        values["key"] = _checked_key(session, values["key"], row)
    for field, value in values.items():
        if getattr(row, field) != value:
            setattr(row, field, value)


def rework_code(
    session: Session, *, code: UUID, parent: UUID | None, **fields: Unpack[CodeFields]
) -> None:
    """Set fields of a code and, if it is another, put it last under a new parent."""
    if live(session, Code, code).parent != parent:
        move_code(session, code=code, parent=parent, position=len(_children(session, parent)))
    edit_code(session, code=code, **fields)


def move_code(session: Session, *, code: UUID, parent: UUID | None, position: int) -> None:
    """Put a code under another parent, or elsewhere among its siblings."""
    row = live(session, Code, code)
    if parent is not None:
        live(session, Code, parent)
        if any(below.guid == parent for below in _with_all_below(session, row)):
            raise ProjectProblem(tr("A code cannot stand under itself."))
    siblings = [sibling for sibling in _children(session, parent) if sibling is not row]
    if row.parent != parent:
        _check_name(row.name, siblings)
        row.parent = parent
    siblings.insert(min(max(position, 0), len(siblings)), row)
    for place, sibling in enumerate(siblings):
        if sibling.position != place:
            sibling.position = place


def merge_codes(session: Session, *, source: UUID, target: UUID) -> None:
    """Let one code stand for another: what is coded with `source` counts as `target`."""
    gone, stays = live(session, Code, source), live(session, Code, target)
    stays = live(session, Code, stays.effective or stays.guid)
    if gone.merged_into is not None:
        raise ProjectProblem(tr("“{0}” is merged already.").format(gone.name))
    if gone is stays:
        raise ProjectProblem(tr("A code cannot be merged into itself."))
    if not (gone.codable and stays.codable):
        raise ProjectProblem(tr("Only codes can be merged, not groups."))
    if _children(session, gone.guid):
        message = tr("“{0}” has codes under it. Move them first.")
        raise ProjectProblem(message.format(gone.name))
    gone.merged_into = stays.guid


def retire_code(session: Session, *, code: UUID) -> None:
    """Keep a code for what was coded with it, but offer it no more."""
    live(session, Code, code).status = CodeStatus.RETIRED.value


def bring_back_code(session: Session, *, code: UUID) -> None:
    """Offer a retired code again; without its key if another code took it meanwhile."""
    row = live(session, Code, code)
    if _holder(session, row.key, row) is not None:
        row.key = ""
    row.status = CodeStatus.IN_USE.value


def remove_code(session: Session, *, code: UUID) -> None:
    """Remove a code with all below it; its codings are hidden with it."""
    for row in _with_all_below(session, live(session, Code, code)):
        row.removed = True


def freeze_version(session: Session, *, reason: str) -> UUID:
    """Close the next version of the codebook."""
    must_lead(session)
    newest = session.scalar(
        select(func.max(CodebookVersion.number)).where(~CodebookVersion.removed)
    )
    return close_version(session, number=(newest or 0) + 1, reason=reason)


def close_version(session: Session, *, number: int, reason: str) -> UUID:
    """Write down what every code says now."""
    version = CodebookVersion(
        guid=uuid4(),
        number=number,
        closed=datetime.now(UTC),
        author=current_who(session),
        reason=reason.strip(),
        snapshot=json.dumps(_snapshot(session), ensure_ascii=False, sort_keys=True),
    )
    session.add(version)
    return version.guid


def import_codebook(session: Session, *, draft: CodebookDraft) -> list[UUID]:
    """Add the codes of a codebook; one that stands there already under its parent is left."""
    known: dict[tuple[UUID | None, str], UUID] = {
        (code.parent, code.name.casefold()): code.guid for code in live_codes(session)
    }
    by_name: dict[str, UUID] = {}
    added: list[UUID] = []
    for code in parents_first(draft.codes):
        parent = by_name[code.parent.casefold()] if code.parent else None
        guid = known.get((parent, code.name.casefold()))
        if guid is None:
            guid = add_draft(session, code, parent)
            added.append(guid)
        by_name[code.name.casefold()] = guid
    return added


def live_codes(session: Session) -> list[Code]:
    """Codes that were neither removed nor merged into another, in the order of their positions."""
    return list(
        session.scalars(
            select(Code)
            .where(~Code.removed, Code.merged_into.is_(None))
            .order_by(Code.position, Code.guid)
        )
    )


# ---- fields


def stored(fields: CodeFields) -> dict[str, Any]:
    """Give fields as the table holds them: lists one a line, a scale one level a line."""
    values: dict[str, Any] = dict(fields)
    for name in _LINES:
        if name in values:
            values[name] = "\n".join(line.strip() for line in values[name] if line.strip())
    if "scale" in values:
        values["scale"] = "\n".join(
            f"{level.weight}\t{' '.join(level.label.split())}\t{' '.join(level.anchor.split())}"
            for level in values["scale"]
        )
    if "status" in values:
        values["status"] = CodeStatus(values["status"]).value
    return values


def add_draft(session: Session, draft: CodeDraft, parent: UUID | None) -> UUID:
    """Add one code of a codebook file; a key that is taken here is left out."""
    key = draft.key.upper()
    taken = key in COMMAND_KEYS or _holder(session, key, None) is not None
    return add_code(
        session,
        parent=parent,
        name=draft.name,
        codable=draft.codable,
        colour=draft.colour,
        key="" if taken else key,
        question=draft.question,
        definition=draft.definition,
        use_when=draft.use_when,
        do_not_use_when=draft.do_not_use_when,
        example=draft.example,
        borderline=draft.borderline,
        near_miss=draft.near_miss,
        near_miss_code=draft.near_miss_code,
        anchor=draft.anchor,
        source=draft.source,
        where=draft.where,
        home_motive=draft.home_motive,
        level=draft.level,
        scale=draft.scale,
        status=draft.status,
    )


def _check_name(name: str, siblings: Iterable[Code]) -> None:
    """Two codes of one name under one parent could not be told apart."""
    if any(sibling.name.casefold() == name.casefold() for sibling in siblings):
        raise ProjectProblem(tr("There is a code “{0}” here already.").format(name))


def _checked_key(session: Session, key: str, code: Code | None) -> str:
    """Give the key as stored: one letter or digit that no command and no other code has."""
    key = key.strip().upper()
    if not key:
        return ""
    if key in COMMAND_KEYS:
        raise ProjectProblem(tr("The key {0} is a command. Choose another one.").format(key))
    if not is_key(key):
        raise ProjectProblem(tr("A key is one letter or one digit."))
    holder = _holder(session, key, code)
    if holder is not None:
        raise ProjectProblem(
            tr("The key {0} belongs to “{1}”. Choose another one.").format(key, holder.name)
        )
    return key


def _holder(session: Session, key: str, but: Code | None) -> Code | None:
    """Find the other code that answers to this key."""
    for code in live_codes(session):
        same = bool(key) and code.key.upper() == key.upper()
        if same and code is not but and code.status != CodeStatus.RETIRED:
            return code
    return None


def _snapshot(session: Session) -> list[dict[str, Any]]:
    """All fields of all codes, for a closed version."""
    columns = [c.key for c in Code.__mapper__.columns if c.key not in {"state", "removed"}]
    codes = session.scalars(select(Code).where(~Code.removed).order_by(Code.guid))
    return [
        {key: str(v) if isinstance(v := getattr(code, key), UUID) else v for key in columns}
        for code in codes
    ]


# ---- tree


def _children(session: Session, parent: UUID | None) -> list[Code]:
    """Codes directly under this one, in order."""
    return [code for code in live_codes(session) if code.parent == parent]


def _with_all_below(session: Session, top: Code) -> list[Code]:
    """Give a code and all below it, each once: a merge may have bent the tree into a ring."""
    codes, found, seen = live_codes(session), [top], {top.guid}
    for code in found:  # grows while we walk
        below = [c for c in codes if c.parent == code.guid and c.guid not in seen]
        found += below
        seen |= {c.guid for c in below}
    return found
