# SPDX-License-Identifier: MIT
"""Small projects of other programs, written piece by piece."""

from __future__ import annotations

from uuid import UUID

from coder_app.core.picture import ProjectPicture

NAMESPACE = "urn:QDA-XML:project:1.0"


def guid(kind: int, number: int = 1) -> str:
    return f"6b1f0c1e-{kind:04}-4000-8000-{number:012}"


USER, CODE, SOURCE, SELECTION, CODING, CASE, NOTE = (guid(kind) for kind in range(1, 8))
TEXT = "Mara: I trust her.\nShe answers."


def project(inside: str, *, origin: str = "Some program", more: str = "") -> str:
    users = f'<Users><User guid="{USER}" name="Ana"/></Users>'
    codes = (
        f'<CodeBook><Codes><Code guid="{CODE}" name="trust" isCodable="true" color="#12AB34"/>'
        f"</Codes></CodeBook>"
    )
    return (
        f'<Project xmlns="{NAMESPACE}" name="A study" origin="{origin}" {more}>'
        f"{users}{codes}{inside}</Project>"
    )


def source(inside: str = "", **more: str) -> str:
    given_ = {"guid": SOURCE, "name": "Mara", "plainTextPath": "internal://a.txt"} | more
    told = " ".join(f'{name}="{value}"' for name, value in given_.items() if value)
    return f"<Sources><TextSource {told}>{inside}</TextSource></Sources>"


def selection(start: int, end: int, inside: str = "", **more: str) -> str:
    given_ = {"guid": SELECTION, "startPosition": str(start), "endPosition": str(end)} | more
    told = " ".join(f'{name}="{value}"' for name, value in given_.items())
    return f"<PlainTextSelection {told}>{inside or coding()}</PlainTextSelection>"


def coding(number: int = 1, *, by: str = USER, code: str = CODE, inside: str = "") -> str:
    return (
        f'<Coding guid="{guid(5, number)}" creatingUser="{by}">'
        f'<CodeRef targetGUID="{code}"/>{inside}</Coding>'
    )


def words(picture: ProjectPicture) -> list[str]:
    texts = {document.guid: document.text for document in picture.documents}
    return [each.span.text_of(texts[each.document]) for each in picture.codings]


def note(text: str, number: int = 1, name: str = "", inside: str = "") -> str:
    return (
        f'<Note guid="{guid(7, number)}" name="{name}" creatingUser="{USER}">'
        f"<PlainTextContent>{text}</PlainTextContent>{inside}</Note>"
    )


def reference(number: int = 1) -> str:
    return f'<NoteRef targetGUID="{guid(7, number)}"/>'


def memos(picture: ProjectPicture) -> set[tuple[str, UUID | None, str]]:
    return {(memo.kind, memo.about, memo.text) for memo in picture.memos}
