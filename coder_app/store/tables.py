# SPDX-License-Identifier: MIT
"""Mapped classes: the tables of a project. The history is the truth, the rest is folded from it.

Rules that every table here keeps: identity is the GUID only (nothing that people can name is
unique); nothing is deleted (`removed`); foreign keys are deferred; only guids and (sitting, n) are
UNIQUE; a CHECK looks at one row and at nothing that a merge could break.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from secrets import token_bytes
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

SCHEMA_VERSION = 3

_NAMESPACE = uuid5(NAMESPACE_URL, "coder-app:rows-that-are-one-per-combination")


def one_per(kind: str, *parts: object) -> UUID:
    """Make the guid of a row meant to be one per combination; both sides make the same."""
    return uuid5(_NAMESPACE, "\x1f".join([kind, *map(str, parts)]))


class Utc(TypeDecorator[datetime]):
    """An instant. SQLite would lose its zone, and an offset that is not UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; an instant without a zone is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table; constraints are named, since batch migrations cannot drop nameless ones."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Uuid(), datetime: Utc()}


def _to(target: str, *, closes_circle: bool = False) -> ForeignKey:
    """Point at a row that may arrive later in the same transaction.

    As long as one is missing, SQLite looks for each new row whether it is the one: through all rows
    that might point at it. So columns of tables that grow with the work have an index.
    """
    return ForeignKey(target, deferrable=True, initially="DEFERRED", use_alter=closes_circle)


class Domain(Base):
    """What every journaled row has, and what a class tells the journal about itself."""

    __abstract__ = True

    OWNER: ClassVar[str | None] = None  # column naming the coder whose private work the row is
    DOCUMENT: ClassVar[str | None] = None  # column naming the document it belongs to
    GROUPS: ClassVar[tuple[tuple[str, ...], ...]] = ()  # fields that mean one thing together
    DERIVED: ClassVar[frozenset[str]] = frozenset()  # computed from other rows, never journaled
    BODIES: ClassVar[frozenset[str]] = frozenset()  # immutable; one salted hash is their image

    guid: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-3)
    # event that last wrote the row; never goes back
    state: Mapped[UUID] = mapped_column(sort_order=-2)
    removed: Mapped[bool] = mapped_column(Boolean(), default=False, sort_order=-1)

    def __init__(self, **values: object) -> None:
        """Give a new row its guid at once, so that others can point at it."""
        super().__init__(**{"guid": uuid4(), **values})

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy refuse a write to a row that changed under it."""
        if cls.__dict__.get("__abstract__"):
            return {}
        return {"version_id_col": cls.__table__.c.state, "version_id_generator": False}


SOURCE = "source "
"""What the name of a setting begins with that holds the SHA-256 of the file of a document."""


class Setting(Domain):
    """A setting of the project, one row each: guid = one_per("setting", name)."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(Text())


class Coder(Domain):
    """A person of the project; one special coder, Consensus, holds what was adjudicated."""

    __tablename__ = "coder"

    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10))  # lead | coder | reader
    login: Mapped[str | None] = mapped_column(String(200))
    consensus: Mapped[bool] = mapped_column(Boolean(), default=False)
    # whose second coding this is: she codes under another name, and is compared with herself
    person: Mapped[UUID | None] = mapped_column(_to("coder.guid"))


class Participant(Domain):
    """A person interviewed."""

    __tablename__ = "participant"

    name: Mapped[str] = mapped_column(String(200))


class Attribute(Domain):
    """A column of the participants' table."""

    __tablename__ = "attribute"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))  # text | number | date | choice
    choices: Mapped[str] = mapped_column(Text(), default="")  # one a line
    position: Mapped[int] = mapped_column(Integer(), default=0)


class AttributeValue(Domain):
    """What is known of a participant: one_per("attribute_value", participant, attribute)."""

    __tablename__ = "attribute_value"

    participant: Mapped[UUID] = mapped_column(_to("participant.guid"), index=True)
    attribute: Mapped[UUID] = mapped_column(_to("attribute.guid"))
    value: Mapped[str] = mapped_column(Text())


class Document(Domain):
    """One transcript."""

    __tablename__ = "document"
    DOCUMENT = "guid"

    name: Mapped[str] = mapped_column(String(300))
    wording: Mapped[UUID] = mapped_column(_to("wording.guid", closes_circle=True), index=True)
    participant: Mapped[UUID | None] = mapped_column(_to("participant.guid"), index=True)
    language: Mapped[str | None] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(Integer(), default=0)


class Wording(Domain):
    """One wording of a document; immutable. A correction makes a new one."""

    __tablename__ = "wording"
    DOCUMENT = "document"
    BODIES = frozenset({"body", "sha256", "salt"})

    document: Mapped[UUID] = mapped_column(_to("document.guid"), index=True)
    before: Mapped[UUID | None] = mapped_column(_to("wording.guid"), index=True)
    edits: Mapped[str | None] = mapped_column(Text())  # JSON list of [old0, old1, new0, new1]
    rule: Mapped[int] = mapped_column(
        SmallInteger(), default=1
    )  # how spans are carried through the edits
    length: Mapped[int] = mapped_column(Integer())  # code points
    words: Mapped[int] = mapped_column(Integer(), default=0)  # labels and time stamps left out
    body: Mapped[str] = mapped_column(Text(), deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16), default=lambda: token_bytes(16))


class Original(Domain):
    """The imported file as it was; immutable."""

    __tablename__ = "original"
    DOCUMENT = "document"
    BODIES = frozenset({"body", "sha256", "salt"})

    document: Mapped[UUID] = mapped_column(_to("document.guid"), index=True)
    file_name: Mapped[str] = mapped_column(String(300))
    format: Mapped[str] = mapped_column(String(10))
    encoding: Mapped[str | None] = mapped_column(String(40))
    body: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16), default=lambda: token_bytes(16))


class Turn(Domain):
    """One speaker's stretch of a wording: where its label lies, and where its words do."""

    __tablename__ = "turn"
    __table_args__ = (
        CheckConstraint("0 <= label_start AND label_start <= label_end", name="label"),
        CheckConstraint('0 <= start AND start <= "end"', name="words"),
    )
    DOCUMENT = "document"
    GROUPS = (
        ("wording", "label_start", "label_end", "start", "end"),
        ("speaker", "role", "participant"),
    )

    document: Mapped[UUID] = mapped_column(_to("document.guid"), index=True)
    wording: Mapped[UUID] = mapped_column(_to("wording.guid"), index=True)
    speaker: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(12))
    participant: Mapped[UUID | None] = mapped_column(_to("participant.guid"), index=True)
    label_start: Mapped[int] = mapped_column(Integer())
    label_end: Mapped[int] = mapped_column(Integer())
    start: Mapped[int] = mapped_column(Integer())
    end: Mapped[int] = mapped_column(Integer())
    begins: Mapped[float | None] = mapped_column(Float())  # seconds
    ends: Mapped[float | None] = mapped_column(Float())


class Code(Domain):
    """A code, or (not codable) a group of codes. Merging codes sets one pointer."""

    __tablename__ = "code"
    DERIVED = frozenset({"effective"})

    name: Mapped[str] = mapped_column(String(300))
    parent: Mapped[UUID | None] = mapped_column(_to("code.guid"))
    codable: Mapped[bool] = mapped_column(Boolean(), default=True)
    position: Mapped[int] = mapped_column(Integer(), default=0)
    colour: Mapped[str] = mapped_column(String(20), default="")
    key: Mapped[str] = mapped_column(String(1), default="")
    question: Mapped[str] = mapped_column(Text(), default="")
    definition: Mapped[str] = mapped_column(Text(), default="")
    use_when: Mapped[str] = mapped_column(Text(), default="")  # one a line
    do_not_use_when: Mapped[str] = mapped_column(Text(), default="")  # one a line
    example: Mapped[str] = mapped_column(Text(), default="")
    borderline: Mapped[str] = mapped_column(Text(), default="")
    near_miss: Mapped[str] = mapped_column(Text(), default="")
    near_miss_code: Mapped[str] = mapped_column(Text(), default="")
    anchor: Mapped[str] = mapped_column(Text(), default="")
    source: Mapped[str] = mapped_column(Text(), default="")
    where: Mapped[str] = mapped_column(Text(), default="")
    home_motive: Mapped[str] = mapped_column(Text(), default="")
    level: Mapped[str] = mapped_column(String(10), default="")  # semantic | latent
    scale: Mapped[str] = mapped_column(
        Text(), default=""
    )  # one level a line: weight TAB label TAB anchor
    status: Mapped[str] = mapped_column(String(10), default="in use")  # proposed | in use | retired
    merged_into: Mapped[UUID | None] = mapped_column(_to("code.guid"))
    effective: Mapped[UUID | None] = mapped_column()  # derived: the end of the merged_into chain


class CodebookVersion(Domain):
    """A closed version of the codebook: what the codes said, by whom, when, why."""

    __tablename__ = "codebook_version"

    number: Mapped[int] = mapped_column(Integer())
    closed: Mapped[datetime] = mapped_column()
    author: Mapped[UUID] = mapped_column(_to("coder.guid"))
    reason: Mapped[str] = mapped_column(Text(), default="")
    snapshot: Mapped[str] = mapped_column(Text())  # canonical JSON of every code's fields


class Coding(Domain):
    """One code on one span of one wording by one coder."""

    __tablename__ = "coding"
    __table_args__ = (
        # equal ends say "could not be placed", so never <
        CheckConstraint("0 <= anchor_start AND anchor_start <= anchor_end", name="anchor"),
        Index(None, "document", "coder"),
        # holds all that counting by code looks at: after each coding the tree counts anew
        Index(None, "code", "document", "coder", "removed"),
    )
    OWNER = "coder"
    DOCUMENT = "document"
    GROUPS = (("wording", "anchor_start", "anchor_end"),)
    DERIVED = frozenset({"start", "end"})

    document: Mapped[UUID] = mapped_column(_to("document.guid"))
    code: Mapped[UUID] = mapped_column(_to("code.guid"))
    coder: Mapped[UUID] = mapped_column(_to("coder.guid"))
    version: Mapped[UUID | None] = mapped_column(_to("codebook_version.guid"))
    wording: Mapped[UUID] = mapped_column(_to("wording.guid"), index=True)
    anchor_start: Mapped[int] = mapped_column(Integer())
    anchor_end: Mapped[int] = mapped_column(Integer())
    start: Mapped[int] = mapped_column(Integer(), default=0)  # derived: in the current wording
    end: Mapped[int] = mapped_column(
        Integer(), default=0
    )  # derived; start == end: could not be placed
    weight: Mapped[int | None] = mapped_column(SmallInteger())
    created: Mapped[datetime] = mapped_column()


class Memo(Domain):
    """A note on a coding, code, document, participant or (about is null) the project."""

    __tablename__ = "memo"
    OWNER = "coder"
    DOCUMENT = "document"

    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[UUID | None] = mapped_column(index=True)
    document: Mapped[UUID | None] = mapped_column(_to("document.guid"), index=True)
    coder: Mapped[UUID] = mapped_column(_to("coder.guid"))
    text: Mapped[str] = mapped_column(Text())


class Assignment(Domain):
    """A document given to a coder: guid = one_per("assignment", coder, document, purpose)."""

    __tablename__ = "assignment"
    DOCUMENT = "document"

    coder: Mapped[UUID] = mapped_column(_to("coder.guid"))
    document: Mapped[UUID] = mapped_column(_to("document.guid"), index=True)
    # main | reliability | practice
    purpose: Mapped[str] = mapped_column(String(12), default="main")
    blind: Mapped[bool] = mapped_column(Boolean(), default=False)
    revealed: Mapped[bool] = mapped_column(Boolean(), default=False)
    status: Mapped[str] = mapped_column(String(10), default="open")  # open | done


class Round(Domain):
    """A closed round: how far coders agreed before anybody talked; only its name ever changes."""

    __tablename__ = "round"

    number: Mapped[int] = mapped_column(Integer())
    name: Mapped[str] = mapped_column(String(200))
    closed: Mapped[datetime] = mapped_column()
    author: Mapped[UUID] = mapped_column(_to("coder.guid"))
    version: Mapped[UUID | None] = mapped_column(_to("codebook_version.guid"))
    coders: Mapped[str] = mapped_column(Text())  # guids, one a line
    documents: Mapped[str] = mapped_column(Text())  # guids, one a line
    figures: Mapped[str] = mapped_column(Text(), deferred=True)  # the whole report, JSON


class Decision(Domain):
    """How one disagreement was settled, for Consensus; what came of it are codings of hers."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("0 <= anchor_start AND anchor_start <= anchor_end", name="anchor"),
        Index(None, "document"),
    )
    OWNER = "coder"
    DOCUMENT = "document"
    GROUPS = (("wording", "anchor_start", "anchor_end"),)

    coder: Mapped[UUID] = mapped_column(_to("coder.guid"))
    document: Mapped[UUID] = mapped_column(_to("document.guid"))
    wording: Mapped[UUID] = mapped_column(_to("wording.guid"), index=True)
    anchor_start: Mapped[int] = mapped_column(Integer())
    anchor_end: Mapped[int] = mapped_column(Integer())
    code: Mapped[UUID] = mapped_column(_to("code.guid"))
    other_code: Mapped[UUID | None] = mapped_column(_to("code.guid"))
    outcome: Mapped[str] = mapped_column(String(10))  # coder | both | nothing | own
    chosen: Mapped[UUID | None] = mapped_column(_to("coder.guid"))
    reason: Mapped[str] = mapped_column(Text(), default="")
    dissent: Mapped[str] = mapped_column(Text(), default="")
    dissenters: Mapped[str] = mapped_column(Text(), default="")  # guids, one a line
    author: Mapped[UUID] = mapped_column(_to("coder.guid"))
    decided: Mapped[datetime] = mapped_column()
    round: Mapped[UUID | None] = mapped_column(_to("round.guid"))
    codings: Mapped[str] = mapped_column(Text(), default="")  # guids, one a line


# ---- the history


class Event(Base):
    """One user action: a line of the history, linked by hash to the one before in its sitting."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("sitting", "n"),
        Index(None, "who", "seq"),
        Index(None, "undoes"),
    )

    # order of arrival here; neither hashed nor exported. BIGINT would not be numbered by SQLite.
    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), Identity(), primary_key=True
    )
    guid: Mapped[UUID] = mapped_column(unique=True)
    sitting: Mapped[UUID] = mapped_column()
    n: Mapped[int] = mapped_column(Integer())
    clock: Mapped[int] = mapped_column(BigInteger(), index=True)
    at: Mapped[datetime] = mapped_column()
    who: Mapped[UUID | None] = mapped_column()
    action: Mapped[str] = mapped_column(String(60))
    undoes: Mapped[UUID | None] = mapped_column()
    owner: Mapped[UUID | None] = mapped_column()
    document: Mapped[UUID | None] = mapped_column()
    schema: Mapped[int] = mapped_column(SmallInteger())
    brought: Mapped[UUID | None] = mapped_column()  # local, not hashed
    prev: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Change(Base):
    """One row that an event changed, with old and new values as canonical JSON."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "event"), Index(None, "document"))

    row: Mapped[UUID] = mapped_column(primary_key=True)
    event: Mapped[UUID] = mapped_column(
        ForeignKey("event.guid", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    k: Mapped[int] = mapped_column(Integer())
    kind: Mapped[str] = mapped_column(String(20))
    parents: Mapped[str] = mapped_column(Text())
    owner: Mapped[UUID | None] = mapped_column()
    document: Mapped[UUID | None] = mapped_column()
    old: Mapped[str | None] = mapped_column(Text())
    new: Mapped[str] = mapped_column(Text())
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    redacted: Mapped[UUID | None] = mapped_column()
    brought: Mapped[UUID | None] = mapped_column()


# ---- local, without history


class Draft(Base):
    """A memo being typed, kept until it becomes one event."""

    __tablename__ = "draft"

    row: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    body: Mapped[str] = mapped_column(Text())


class Reading(Base):
    """How far a coder has read a document, and where she was last."""

    __tablename__ = "reading"

    coder: Mapped[UUID] = mapped_column(primary_key=True)
    document: Mapped[UUID] = mapped_column(primary_key=True)
    furthest: Mapped[int] = mapped_column(Integer(), default=0)
    last: Mapped[int] = mapped_column(Integer(), default=0)


DOMAIN: dict[str, type[Domain]] = {
    cls.__tablename__: cls
    for cls in (
        Setting,
        Coder,
        Participant,
        Attribute,
        AttributeValue,
        Document,
        Wording,
        Original,
        Turn,
        Code,
        CodebookVersion,
        Coding,
        Memo,
        Assignment,
        Round,
        Decision,
    )
}


def lines_of(guids: Iterable[UUID]) -> str:
    """Write guids one a line, as rows hold several."""
    return "\n".join(guid.hex for guid in guids)


def guids_in(lines: str) -> tuple[UUID, ...]:
    """Read what `lines_of` wrote."""
    return tuple(map(UUID, lines.split()))
