# SPDX-License-Identifier: MIT
"""Which stretch of the work a document belongs to, so that drift and training show."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.places import tr
from coder_app.queries.visibility import visible_codings
from coder_app.store.tables import Coding, Round

PARTS = 3
_TOO_FEW_FOR_PARTS = 6


class Period(StrEnum):
    """What a trend goes by."""

    NONE = "none"
    ORDER = "order"
    WEEK = "week"
    ROUND = "round"

    @property
    def words(self) -> str:
        """Name it."""
        return {
            Period.NONE: tr("no trend"),
            Period.ORDER: tr("coding order"),
            Period.WEEK: tr("week"),
            Period.ROUND: tr("round"),
        }[self]

    @property
    def explanation(self) -> str:
        """Say how documents are told apart."""
        return {
            Period.NONE: tr("All transcripts together."),
            Period.ORDER: tr(
                "Transcripts in the order in which their coding ended, in thirds: does agreement "
                "drift as coders tire or learn?"
            ),
            Period.WEEK: tr("By the week (ISO 8601) in which the coding of a transcript ended."),
            Period.ROUND: tr("By the round that a transcript was closed in first."),
        }[self]


Named = tuple[int, str]  # its place among the periods, and its name


def periods_of(
    session: Session, viewer: UUID, period: Period, documents: Collection[UUID]
) -> dict[UUID, Named]:
    """Name the period of each document; documents that nobody coded have none."""
    if period is Period.NONE:
        return {}
    if period is Period.ROUND:
        return _rounds(session, documents)
    ended = _ended(session, viewer, documents)
    if period is Period.WEEK:
        return {guid: _week(ended[guid]) for guid in documents if guid in ended}
    in_order = sorted(ended, key=lambda guid: (ended[guid], guid.bytes))
    parts = PARTS if len(in_order) >= _TOO_FEW_FOR_PARTS else max(len(in_order), 1)
    return {guid: _part(n * parts // len(in_order), parts) for n, guid in enumerate(in_order)}


def _part(number: int, parts: int) -> Named:
    if parts == PARTS:
        return number, (tr("first third"), tr("second third"), tr("last third"))[number]
    return number, tr("transcript {0}").format(number + 1)


def _week(moment: datetime) -> Named:
    year, week, _ = moment.isocalendar()
    return year * 100 + week, f"{year}-W{week:02}"


def _ended(session: Session, viewer: UUID, documents: Collection[UUID]) -> dict[UUID, datetime]:
    """Tell when the last coding of each document was given, as far as the viewer may see."""
    newest = visible_codings(viewer).where(Coding.document.in_(documents))
    found = newest.with_only_columns(Coding.document, func.max(Coding.created))
    return dict(session.execute(found.group_by(Coding.document)).all())


def _rounds(session: Session, documents: Collection[UUID]) -> dict[UUID, Named]:
    """Take the round that each was closed in first; those in none come last."""
    rows = session.execute(
        select(Round.number, Round.name, Round.documents)
        .where(~Round.removed)
        .order_by(Round.number)
    ).all()
    found: dict[UUID, Named] = {}
    for number, name, there in rows:
        for guid in map(UUID, there.split()):
            found.setdefault(guid, (number, name))
    last = max((number for number, _, _ in rows), default=0) + 1
    return {guid: found.get(guid, (last, tr("in no round"))) for guid in documents}
