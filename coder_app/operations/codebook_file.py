# SPDX-License-Identifier: MIT
"""Take over what a codebook from a file says otherwise than the project, as far as was wished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coder_app.core.codebook_changes import CodebookChanges, CodeChange, FieldChange
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, CodeStatus
from coder_app.formats.codebooks.rules import COMMAND_KEYS, parents_first
from coder_app.operations.checks import live, named
from coder_app.operations.codebook import add_draft, live_codes, stored
from coder_app.store.tables import Code, Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a codebook's codes."""

    added: int
    changed: int
    retired: int  # something is coded with them
    removed: int
    kept: tuple[str, ...] = ()  # names of codes that still have others under them
    keyless: tuple[str, ...] = ()  # names of codes whose key belongs to another one


def take_over(session: Session, *, changes: CodebookChanges) -> Taken:
    """Add, change and take out what `changes` names; what is coded with a code never goes."""
    homes = dict(changes.homes)
    for change in changes.changed:
        _set_fields(session, change)
    keyless = list(_set_keys(session, changes.changed))
    for draft in parents_first(changes.added):
        parent = _home(homes, draft.parent)
        guid = homes[draft.name.casefold()] = add_draft(session, draft, parent)
        if draft.key and not session.get_one(Code, guid).key:
            keyless.append(draft.name)
    for change in changes.changed:
        _move(session, change, homes)
    _check_tree(session)
    ends = Counter(_take_out(session, changes.gone))
    return Taken(
        added=len(changes.added),
        changed=len(changes.changed),
        retired=ends["retired"],
        removed=ends["removed"],
        kept=tuple(code.name for code in changes.gone if _has_below(session, code.guid)),
        keyless=tuple(keyless),
    )


def _home(homes: dict[str, UUID], parent: str | None) -> UUID | None:
    if not parent:
        return None
    found = homes.get(parent.casefold())
    if found is None:
        message = tr("“{0}” is not in the project. Take it over together with what is under it.")
        raise ProjectProblem(message.format(parent))
    return found


# ---- fields


def _set_fields(session: Session, change: CodeChange) -> None:
    """Set all fields but key and place, for which the other codes matter."""
    row = live(session, Code, change.code.guid)
    values = {f.field: f.after for f in change.fields if f.field not in ("parent", "key")}
    for field, value in stored(values).items():  # type: ignore[arg-type]  # fields of the record
        setattr(row, field, named(value) if field == "name" else value)


def _set_keys(session: Session, changed: Sequence[CodeChange]) -> Iterator[str]:
    """Set keys all at once, since codes may exchange theirs; names those whose key is taken."""
    wanted = {
        change.code.guid: str(each.after).upper()
        for change in changed
        for each in change.fields
        if each.field == "key"
    }
    codes = {code.guid: code for code in live_codes(session) if code.status != CodeStatus.RETIRED}
    often = Counter(wanted.get(guid, code.key.upper()) for guid, code in codes.items())
    for guid, key in wanted.items():
        row = live(session, Code, guid)
        taken = bool(key) and (key in COMMAND_KEYS or often[key] > 1)
        row.key = "" if taken else key
        if taken:
            yield row.name


def _move(session: Session, change: CodeChange, homes: dict[str, UUID]) -> None:
    """Put a code last under another one."""
    for each in change.fields:
        if each.field == "parent":
            row, parent = live(session, Code, change.code.guid), _home(homes, _text(each))
            beside = [code.position for code in live_codes(session) if code.parent == parent]
            row.position = max(beside, default=-1) + 1
            row.parent = parent


def _text(change: FieldChange) -> str:
    return change.after if isinstance(change.after, str) else ""


def _check_tree(session: Session) -> None:
    """Refuse two codes of one name in one place, and codes that stand under themselves."""
    codes = live_codes(session)
    places = Counter((code.parent, code.name.casefold()) for code in codes)
    for code in codes:
        if places[code.parent, code.name.casefold()] > 1:
            raise ProjectProblem(
                tr("There would be two codes “{0}” in one place. Leave one out.").format(code.name)
            )
    above = {code.guid: code.parent for code in codes}
    for code in codes:
        if code.guid in _over(code.guid, above):
            message = tr("“{0}” would stand under itself. Take over the other moves, too.")
            raise ProjectProblem(message.format(code.name))


def _over(guid: UUID, above: Mapping[UUID, UUID | None]) -> list[UUID]:
    """Name what a code stands under, up to the top, or round a ring back to itself."""
    passed: list[UUID] = []
    at = above.get(guid)
    while at is not None and at not in passed:
        passed.append(at)
        at = above.get(at)
    return passed


# ---- what the file does not have


def _take_out(session: Session, gone: Iterable[CodeRecord]) -> Iterator[str]:
    """Retire what something is coded with and remove the rest, the deepest codes first."""
    above = {code.guid: code.parent for code in live_codes(session)}
    for code in sorted(gone, key=lambda code: -len(_over(code.guid, above))):
        row = live(session, Code, code.guid)
        if _has_below(session, code.guid):
            continue
        if _is_used(session, code.guid):
            row.status = CodeStatus.RETIRED.value
            yield "retired"
        else:
            row.removed = True
            yield "removed"


def _has_below(session: Session, guid: UUID) -> bool:
    below = select(Code.guid).where(
        Code.parent == guid, ~Code.removed, Code.status != CodeStatus.RETIRED.value
    )
    return session.scalar(below.limit(1)) is not None


def _is_used(session: Session, guid: UUID) -> bool:
    """Tell whether anything hangs on a code, whoever may see it."""
    coded = select(Coding.guid).where(Coding.code == guid, ~Coding.removed)
    hanging = select(Code.guid).where(
        or_(Code.merged_into == guid, Code.parent == guid), ~Code.removed
    )
    return any(session.scalar(each.limit(1)) is not None for each in (coded, hanging))
