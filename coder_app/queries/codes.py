# SPDX-License-Identifier: MIT
"""The codebook as a tree in reading order, counted as one viewer may see it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.records import CodeRecord, CodeStatus, ScaleLevel
from coder_app.queries.visibility import visible_codings
from coder_app.store.tables import Code, Coding

PATH = " > "


def codes(session: Session, viewer: UUID, *, merged: bool = False) -> list[CodeRecord]:
    """List codes and groups, each before what stands under it; merged ones only on wish, last."""
    rows = list(
        session.scalars(
            select(Code).where(~Code.removed).order_by(Code.position, Code.name, Code.guid)
        )
    )
    counts = _counts(session, viewer)
    live = [row for row in rows if row.merged_into is None]
    shared = shared_keys(live)
    records = [_record(row, lineage, counts, shared) for row, lineage in _in_tree_order(live, rows)]
    if merged:
        records += [_record(row, [], counts, shared) for row in rows if row.merged_into]
    return records


def scale_of(text: str) -> tuple[ScaleLevel, ...]:
    """Read a code's scale as it is stored."""
    levels = ([*line.split("\t"), "", ""] for line in text.splitlines() if line)
    return tuple(ScaleLevel(weight=int(n), label=label, anchor=a) for n, label, a, *_ in levels)


def _counts(session: Session, viewer: UUID) -> Counter[UUID]:
    """Count codings by the code that stands for theirs now."""
    effective = session.execute(select(Code.guid, Code.effective)).all()
    stands_for = {guid: stands or guid for guid, stands in effective}
    found = visible_codings(viewer).with_only_columns(Coding.code, func.count())
    counts: Counter[UUID] = Counter()
    # not joined with `code`: so an index alone answers it
    for code, n in session.execute(found.group_by(Coding.code)):
        counts[stands_for[code]] += n
    return counts


def shared_keys(rows: list[Code]) -> set[str]:
    """Find keys that a merge of two projects gave to two codes: neither answers to one then."""
    in_use = (row.key for row in rows if row.key and row.status != CodeStatus.RETIRED)
    return {key for key, n in Counter(in_use).items() if n > 1}


def _in_tree_order(live: list[Code], rows: list[Code]) -> Iterator[tuple[Code, list[Code]]]:
    """Walk the tree from the top; what hangs on nothing, or in a ring, stands at the top too."""
    stands_for = {row.guid: row.effective or row.guid for row in rows}
    here = {row.guid for row in live}
    below: dict[UUID | None, list[Code]] = defaultdict(list)
    for row in live:
        parent = stands_for.get(row.parent) if row.parent else None
        below[parent if parent in here else None].append(row)
    done: set[UUID] = set()
    waiting: list[tuple[Code, list[Code]]] = [(row, []) for row in reversed(below[None])]
    left = iter(live)
    while True:
        while waiting:
            row, lineage = waiting.pop()
            if row.guid not in done:
                done.add(row.guid)
                yield row, lineage
                inner = [*lineage, row]
                waiting += [(child, inner) for child in reversed(below[row.guid])]
        ringed = next((row for row in left if row.guid not in done), None)
        if ringed is None:
            return
        waiting.append((ringed, []))


def _record(row: Code, lineage: list[Code], counts: Counter[UUID], shared: set[str]) -> CodeRecord:
    return CodeRecord(
        guid=row.guid,
        state=row.state,
        name=row.name,
        parent=lineage[-1].guid if lineage else None,
        family=next((above.name for above in lineage if not above.codable), ""),
        path=PATH.join(code.name for code in (*lineage, row)),
        codable=row.codable,
        position=row.position,
        colour=row.colour,
        key="" if row.key in shared or row.merged_into else row.key,
        question=row.question,
        definition=row.definition,
        use_when=tuple(row.use_when.splitlines()),
        do_not_use_when=tuple(row.do_not_use_when.splitlines()),
        example=row.example,
        borderline=row.borderline,
        near_miss=row.near_miss,
        near_miss_code=row.near_miss_code,
        anchor=row.anchor,
        source=row.source,
        where=row.where,
        home_motive=row.home_motive,
        level=row.level,
        scale=scale_of(row.scale),
        status=CodeStatus(row.status),
        merged_into=row.merged_into,
        effective=row.effective or row.guid,
        codings=counts[row.guid],
    )
