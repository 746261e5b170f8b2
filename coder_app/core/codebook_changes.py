# SPDX-License-Identifier: MIT
"""What a codebook from elsewhere would change in a project, told before anything is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coder_app.core.records import CodebookDraft, CodeDraft, CodeRecord, Guid, ScaleLevel

_Key = TypeVar("_Key", bound=Hashable)
_Named = TypeVar("_Named", CodeRecord, CodeDraft)
Value = str | bool | tuple[str, ...] | tuple[ScaleLevel, ...]

FIELDS = (  # of a code, in the order in which they are shown
    *("name", "parent", "codable", "status", "level", "key", "colour", "question", "definition"),
    *("use_when", "do_not_use_when", "example", "borderline", "near_miss", "near_miss_code"),
    *("anchor", "source", "where", "home_motive", "scale"),
)
_LOOKS = frozenset({"colour", "key", "where", "anchor", "source", "home_motive"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that would say something else."""

    field: str  # one of FIELDS
    before: Value
    after: Value

    @property
    def is_meaning(self) -> bool:
        """Tell whether a coder would decide otherwise: whether codings have to be looked at."""
        return self.field not in _LOOKS


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """A code of the project about which the file says something else."""

    code: CodeRecord
    draft: CodeDraft
    fields: tuple[FieldChange, ...]

    @property
    def codings(self) -> int:
        """Count the codings that were given under other words."""
        return self.code.codings if any(change.is_meaning for change in self.fields) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookChanges:
    """What would become of a project's codes; those merged into others are left aside."""

    added: tuple[CodeDraft, ...]  # the file has them, the project has not
    changed: tuple[CodeChange, ...]
    gone: tuple[CodeRecord, ...]  # the project has them, the file has not
    same: int
    homes: tuple[tuple[str, Guid], ...] = ()  # a name in the file, casefolded → the same code here

    @property
    def touched(self) -> int:
        """Count the codings whose code would mean something else."""
        return sum(change.codings for change in self.changed)

    @property
    def homeless(self) -> int:
        """Count the codings whose code the file does not know."""
        return sum(code.codings for code in self.gone)


def codebook_changes(
    old: Sequence[CodeRecord], new: CodebookDraft, *, empty_counts: bool = False
) -> CodebookChanges:
    """Compare a project's codes with a codebook from a file.

    A code is the same one if its GUID is, else by its name and place, else by a name that is there
    once. A field that is empty in the file says nothing, unless `empty_counts`.
    """
    live = [code for code in old if code.merged_into is None]
    pairs = _pairs(live, new.codes)
    found = {new.codes[place].name.casefold(): code for place, code in pairs.items()}
    names = {code.guid: code.name for code in live}
    changed: list[CodeChange] = []
    for place, code in sorted(pairs.items()):
        draft = new.codes[place]
        fields = [*_place(code, draft, found, names), *_differences(code, draft)]
        if not empty_counts:
            fields = [change for change in fields if change.after not in ("", ())]
        if fields:
            ordered = sorted(fields, key=lambda change: FIELDS.index(change.field))
            changed.append(CodeChange(code=code, draft=draft, fields=tuple(ordered)))
    known = {code.guid for code in pairs.values()}
    return CodebookChanges(
        added=tuple(draft for place, draft in enumerate(new.codes) if place not in pairs),
        changed=tuple(changed),
        gone=tuple(code for code in live if code.guid not in known),
        same=len(pairs) - len(changed),
        homes=tuple((name, code.guid) for name, code in found.items()),
    )


# ---- which code is which

_Path = tuple[str, ...]


def _pairs(old: Sequence[CodeRecord], new: Sequence[CodeDraft]) -> dict[int, CodeRecord]:
    """Find for places of the new codebook the code of the project that is the same one."""
    by_guid = {code.guid: code for code in old}
    above = {code.guid: by_guid[code.parent].guid for code in old if code.parent in by_guid}
    by_path = {_path(code.guid, above, by_guid): code for code in old}
    often = Counter(code.name.casefold() for code in old)
    by_name = {code.name.casefold(): code for code in old if often[code.name.casefold()] == 1}
    drafts = {draft.name.casefold(): draft for draft in new}
    over = {
        name: draft.parent.casefold()
        for name, draft in drafts.items()
        if draft.parent and draft.parent.casefold() in drafts
    }
    pairs: dict[int, CodeRecord] = {}
    ways: tuple[Callable[[CodeDraft], CodeRecord | None], ...] = (
        lambda draft: by_guid.get(draft.guid) if draft.guid else None,
        lambda draft: by_path.get(_path(draft.name.casefold(), over, drafts)),
        lambda draft: by_name.get(draft.name.casefold()),
    )
    taken: set[Guid] = set()
    for way in ways:
        for place, draft in enumerate(new):
            code = way(draft) if place not in pairs else None
            if code is not None and code.guid not in taken:
                taken.add(code.guid)
                pairs[place] = code
    return pairs


def _path(start: _Key, above: Mapping[_Key, _Key], named: Mapping[_Key, _Named]) -> _Path:
    """Give the names from the top down, also where a merge has bent the tree into a ring."""
    passed = [start]
    while passed[-1] in above and above[passed[-1]] not in passed:
        passed.append(above[passed[-1]])
    return tuple(named[key].name.casefold() for key in reversed(passed))


# ---- what differs


def _place(
    code: CodeRecord,
    draft: CodeDraft,
    found: Mapping[str, CodeRecord],
    names: Mapping[Guid, str],
) -> Iterator[FieldChange]:
    """Tell whether it stands under another code; one whose parent was only renamed does not."""
    meant = found.get(draft.parent.casefold()) if draft.parent else None
    stays = code.parent == meant.guid if meant else not draft.parent and code.parent is None
    if not stays:
        yield FieldChange(
            "parent", names.get(code.parent, "") if code.parent else "", draft.parent or ""
        )


def _differences(code: CodeRecord, draft: CodeDraft) -> Iterator[FieldChange]:
    for field in FIELDS:
        if field == "parent":
            continue
        before, after = getattr(code, field), getattr(draft, field)
        if field in ("key", "colour"):
            if before.casefold() != after.casefold():
                yield FieldChange(field, before, after)
        elif before != after:
            yield FieldChange(field, before, after)
