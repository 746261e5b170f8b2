# SPDX-License-Identifier: MIT
"""Whole projects drawn by Hypothesis, and what has to be the same after a way out and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from coder_app.core.picture import (
    PictureAttribute,
    PictureCode,
    PictureCoder,
    PictureCoding,
    PictureDocument,
    PictureMemo,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.core.spans import Span
from coder_app.formats.transcripts.speakers import find_turns

LETTERS = st.sampled_from("abé😀𠮷中 '<&>\"") | st.characters(
    codec="utf-8", exclude_categories=["C", "Z"]
)
LINES = ["Mara: I follow her 😀 since March.", "I: Why?", "Mara: She’s 𠮷 & <kind>.", "", "end"]
MOMENT = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)

guids = st.uuids(version=4)
names = st.text(LETTERS, min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
words = st.text(LETTERS | st.sampled_from("\n\t"), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip()) and text == text.strip()
)
texts = (
    st.lists(st.sampled_from(LINES) | words, min_size=1, max_size=5)
    .map("\n".join)
    .filter(lambda text: bool(text.strip()))
)
VALUES = {
    "text": names,
    "number": st.integers(-9, 999).map(str) | st.sampled_from(["3.5", "-0.25"]),
    "date": st.dates().map(lambda day: day.isoformat()),
}


def distinct(strategy: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=most, unique_by=str.casefold)


@st.composite
def codebooks(draw: st.DrawFn) -> tuple[PictureCode, ...]:
    codes: list[PictureCode] = []
    keys = draw(st.lists(st.sampled_from("1234ABXZ"), unique=True, max_size=8))
    for name in draw(distinct(names, 1, 6)):
        above = draw(st.sampled_from([None, *(code.guid for code in codes)]))
        levels = draw(st.lists(st.integers(0, 9), unique=True, max_size=3))
        draft = CodeDraft(
            name=name,
            codable=draw(st.booleans()),
            colour=draw(st.sampled_from(["#12AB34", "#FFFFFF"])),
            key=keys.pop() if keys and draw(st.booleans()) else "",
            definition=draw(st.just("") | words),
            question=draw(st.just("") | names),
            use_when=tuple(draw(st.lists(names, max_size=2))),
            scale=tuple(ScaleLevel(weight=n, label=f"level {n}") for n in levels),
            status=draw(st.sampled_from(CodeStatus)),
        )
        codes.append(PictureCode(guid=draw(guids), parent=above, draft=draft))
    return tuple(in_tree_order(codes))


def in_tree_order(codes: list[PictureCode]) -> list[PictureCode]:
    ordered: list[PictureCode] = []

    def walk(parent: UUID | None) -> None:
        for code in codes:
            if code.parent == parent:
                ordered.append(code)
                walk(code.guid)

    walk(None)
    return ordered


@st.composite
def people(draw: st.DrawFn) -> tuple[tuple[PictureAttribute, ...], tuple[Any, ...]]:
    attributes = []
    for name in draw(distinct(names, 0, 3)):
        kind = draw(st.sampled_from([*VALUES, "choice"]))
        choices = tuple(draw(distinct(names, 1, 3))) if kind == "choice" else ()
        attributes.append(PictureAttribute(guid=draw(guids), name=name, kind=kind, choices=choices))
    participants = []
    for name in draw(distinct(names, 1, 3)):
        values = [
            (each.guid, draw(VALUES.get(each.kind, st.sampled_from(each.choices or ("",)))))
            for each in attributes
            if draw(st.booleans())
        ]
        participants.append(PictureParticipant(guid=draw(guids), name=name, values=tuple(values)))
    return tuple(attributes), tuple(participants)


@st.composite
def pictures(draw: st.DrawFn) -> ProjectPicture:
    coders = tuple(
        PictureCoder(guid=draw(guids), name=name) for name in draw(distinct(names, 1, 3))
    )
    codes = draw(codebooks())
    attributes, participants = draw(people())
    documents = []
    for name in draw(distinct(names, 0, 3)):
        text = draw(texts)
        documents.append(
            PictureDocument(
                guid=draw(guids),
                name=name,
                text=text,
                turns=find_turns(text)[0],
                participant=draw(st.sampled_from([None, *(p.guid for p in participants)])),
            )
        )
    codings = draw(codings_of(documents, codes, coders))
    kinds = {
        "coding": codings,
        "code": codes,
        "document": documents,
        "participant": participants,
    }
    things = [("project", None), *((k, each.guid) for k, all_ in kinds.items() for each in all_)]
    about = draw(st.lists(st.sampled_from(things), unique=True, max_size=5))
    memos = tuple(
        PictureMemo(
            kind=kind, about=guid, coder=draw(st.sampled_from(coders)).guid, text=draw(words)
        )
        for kind, guid in about
    )
    return ProjectPicture(
        title=draw(names),
        lead=coders[0].guid,
        codebook=draw(st.none() | st.builds(CodebookDraft, title=names, description=words)),
        coders=coders,
        codes=codes,
        documents=tuple(documents),
        codings=codings,
        memos=memos,
        attributes=attributes,
        participants=participants,
    )


@st.composite
def codings_of(
    draw: st.DrawFn,
    documents: list[PictureDocument],
    codes: tuple[PictureCode, ...],
    coders: tuple[PictureCoder, ...],
) -> tuple[PictureCoding, ...]:
    codable = [code for code in codes if code.draft.codable]
    places: dict[Any, PictureCoding] = {}
    for _ in range(draw(st.integers(0, 8)) if documents and codable else 0):
        document = draw(st.sampled_from(documents))
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        code = draw(st.sampled_from(codable))
        coder = draw(st.sampled_from(coders))
        levels = [None, *(level.weight for level in code.draft.scale)]
        place = (document.guid, start, end, code.guid, coder.guid)
        places.setdefault(
            place,
            PictureCoding(
                guid=draw(guids),
                document=document.guid,
                code=code.guid,
                coder=coder.guid,
                span=Span(start, end),
                weight=draw(st.sampled_from(levels)),
                created=MOMENT,
            ),
        )
    return tuple(places.values())


def essence(picture: ProjectPicture) -> dict[str, Any]:
    """Give what must come back the same; order counts where people see it."""
    return {
        "title": picture.title,
        "codebook": picture.codebook,
        "coders": {(coder.guid, coder.name) for coder in picture.coders},
        "codes": [(c.guid, c.parent, replace(c.draft, guid=None)) for c in picture.codes],
        "documents": [(d.guid, d.name, d.text, d.participant) for d in picture.documents],
        "turns": {
            d.guid: [(t.speaker, t.role, t.start, t.end) for t in d.turns]
            for d in picture.documents
        },
        "codings": {
            (c.guid, c.document, c.code, c.coder, c.span, c.weight, c.created)
            for c in picture.codings
        },
        "memos": {(m.kind, m.about, m.coder, m.text) for m in picture.memos},
        "attributes": list(picture.attributes),
        "participants": {(p.guid, p.name, p.values) for p in picture.participants},
    }
