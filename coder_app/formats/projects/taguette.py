# SPDX-License-Identifier: MIT
"""A project of Taguette (its SQLite export) → a picture.

A highlight there belongs to nobody; on a server's own database the log of commands says who made
it. The dots in names of tags are read as a tree where several tags share what is before them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from coder_app.core.errors import InputProblem
from coder_app.core.picture import (
    LeftOut,
    PictureCode,
    PictureCoder,
    PictureDocument,
    ProjectPicture,
    derived,
)
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeDraft
from coder_app.core.spans import Span
from coder_app.core.stopping import go_on
from coder_app.formats.codebooks.prose import read_description
from coder_app.formats.limits import MAX_TEXT
from coder_app.formats.projects.foreign_database import (
    ForeignDatabase,
    Value,
    int_in,
    line_in,
    opened_database,
    refuse_without,
    text_in,
    when_in,
)
from coder_app.formats.projects.picture_codings import Codings
from coder_app.formats.projects.picture_memos import Memos
from coder_app.formats.projects.taguette_text import HtmlText
from coder_app.formats.transcripts.speakers import find_turns

TABLES = {
    "projects": ("id", "name"),
    "documents": ("id", "name", "project_id", "contents"),
    "tags": ("id", "path", "project_id"),
    "highlights": ("id", "document_id", "start_offset", "end_offset"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
_DOT = "."
_DEEPEST, _LONGEST = 30, 2_000  # parts, characters: what is more is no tree but a text
_MOST_TAGS = 500_000  # elements of a document

Progress = Callable[[int, int], None]


def is_taguette(database: ForeignDatabase) -> bool:
    """Tell whether a database is of Taguette."""
    return all(table in database.tables for table in TABLES)


def read_taguette(data: bytes, path: Path, *, progress: Progress | None = None) -> ProjectPicture:
    """Read the one project of a Taguette database; `progress(done, total)` counts transcripts."""
    with opened_database(data, path) as database:
        refuse_without(database, TABLES, path, "Taguette")
        return _Reader(database, path).read(progress or (lambda done, total: None))


@dataclass(frozen=True, slots=True)
class _Text:
    guid: UUID
    name: str
    html: HtmlText
    original: bytes
    file_name: str


class _Reader:
    """Reads one project, row by row."""

    def __init__(self, database: ForeignDatabase, path: Path) -> None:
        self._database = database
        projects = list(database.rows("projects", "id", "name", "description", "created"))
        if not projects:
            what = tr("It holds no project.")
            raise InputProblem(path, what, tr("Export the one you want in Taguette again."))
        if len(projects) > 1:
            names = ", ".join(line_in(name) for _, name, *_ in projects[:20])
            what = tr("It holds {0:,} projects: {1}.").format(len(projects), names)
            remedy = tr("Export the one you want in Taguette (Project info, Export project).")
            raise InputProblem(path, what, remedy)
        ((self._project, self._name, self._about, self._created),) = projects
        self._memos, self._codings = Memos(), Codings()
        self._coders: dict[UUID, str] = {}
        self._left_out: list[LeftOut] = []
        for login, project in database.rows("project_members", "user_login", "project_id"):
            if project == self._project:
                self._coder(line_in(login))
        self._author = next(iter(self._coders), None) or self._coder(tr("Unknown"))

    def read(self, progress: Progress) -> ProjectPicture:
        """Read everything."""
        codes, by_tag = self._codes()
        self._memos.add("project", None, self._author, text_in(self._about))
        texts = self._texts()
        self._highlights(texts, by_tag)
        return ProjectPicture(
            title=line_in(self._name),
            program="Taguette",
            lead=self._author,
            coders=tuple(PictureCoder(guid=g, name=name) for g, name in self._coders.items()),
            codes=tuple(codes),
            documents=tuple(_documents(list(texts.values()), progress)),
            codings=self._codings.all(),
            memos=self._memos.all(),
            left_out=(*self._left_out, *self._codings.left_out(), *self._memos.left_out()),
            remarks=tuple(self._codings.remarks()),
            positions=tr("bytes of the text"),
        )

    def _guid(self, *parts: object) -> UUID:
        return derived("taguette", self._created, *parts)

    def _coder(self, login: str) -> UUID:
        guid = self._guid("coder", login)
        self._coders.setdefault(guid, login)
        return guid

    # ---- tags

    def _codes(self) -> tuple[list[PictureCode], dict[int, UUID]]:
        """Give the codes, and which of them each tag is."""
        rows = self._database.rows("tags", "id", "path", "description", "project_id")
        found = {}
        for number, path, about, project in rows:
            if project == self._project and int_in(number) is not None:
                found[line_in(path)] = (int_in(number) or 0, text_in(about))
        heads = _heads(list(found))
        codes: dict[str, PictureCode] = {}
        by_tag: dict[int, UUID] = {}
        for path in sorted(
            {*found, *heads}, key=lambda p: [part.casefold() for part in p.split(_DOT)]
        ):
            head, _, last = path.rpartition(_DOT)
            parent = codes.get(head) if head in heads else None
            name = last if parent else path
            draft = CodeDraft(name=name or tr("Code"), codable=path in found)
            guid = self._guid("code", path)
            if path in found:
                number, about = found[path]
                draft = read_description(about, draft)
                by_tag[number] = guid
            codes[path] = PictureCode(
                guid=guid, parent=parent.guid if parent else None, draft=draft
            )
        return list(codes.values()), by_tag

    # ---- documents

    def _texts(self) -> dict[int, _Text]:
        rows = self._database.rows(
            "documents", "id", "name", "description", "filename", "contents", "project_id"
        )
        texts: dict[int, _Text] = {}
        for number, name, about, file, contents, project in rows:
            place = int_in(number)
            if project != self._project or place is None:
                continue
            go_on()
            told, source = line_in(name) or tr("Transcript"), text_in(contents)
            is_long = source.count("<") > _MOST_TAGS
            html = HtmlText("" if is_long else source)
            if is_long or not html.text.strip() or len(html.text) > MAX_TEXT:
                is_long = is_long or bool(html.text.strip())
                why = tr("It is too long.") if is_long else tr("It has no text.")
                self._left_out.append(LeftOut(kind=tr("text"), name=told, why=why))
                continue
            guid = self._guid("document", place, told)
            original = source.encode("utf-8", "replace")
            texts[place] = _Text(guid, told, html, original, line_in(file))
            self._memos.add("document", guid, self._author, text_in(about))
        return texts

    # ---- highlights

    def _highlights(self, texts: dict[int, _Text], by_tag: dict[int, UUID]) -> None:
        tags = self._tags(by_tag)
        made = self._made()
        plain: Counter[str] = Counter()
        for row in self._database.rows("highlights", *TABLES["highlights"]):
            number, document, start, end = (int_in(value) for value in row)
            text = texts.get(document) if document is not None else None
            if text is None or number is None:
                continue
            codes, span = tags[number], _span(text.html, start, end)
            if span is None:
                self._codings.lose(text.name, tr("They lie outside of the text."), len(codes) or 1)
                continue
            plain[text.name] += not codes
            coder, when = made.get(number, (self._author, None))
            for code in codes:
                self._codings.add(
                    self._guid("coding", text.guid, span.start, span.end, code),
                    document=text.guid,
                    code=code,
                    coder=coder,
                    span=span,
                    created=when_in(when),
                )
        for name, n in (+plain).items():
            told = tr_n("{n} highlight in “{{0}}”", "{n} highlights in “{{0}}”", n)
            lost = LeftOut(
                kind=tr("highlights"), name=told.format(name), why=tr("They have no tag.")
            )
            self._left_out.append(lost)

    def _tags(self, by_tag: dict[int, UUID]) -> dict[int, list[UUID]]:
        """Give the codes of each highlight."""
        tags: dict[int, list[UUID]] = defaultdict(list)
        for row in self._database.rows("highlight_tags", *TABLES["highlight_tags"]):
            highlight, tag = (int_in(value) for value in row)
            if highlight is not None and tag in by_tag:
                assert tag is not None
                tags[highlight].append(by_tag[tag])
        return tags

    def _made(self) -> dict[int, tuple[UUID, Value]]:
        """Find in the log of commands who made each highlight, and when."""
        found: dict[int, tuple[UUID, Value]] = {}
        for login, when, project, payload in self._database.rows(
            "commands", "user_login", "date", "project_id", "payload"
        ):
            if project != self._project:
                continue
            try:
                told = json.loads(text_in(payload))
            except (ValueError, RecursionError):
                continue
            if isinstance(told, dict) and told.get("type") == "highlight_add":
                highlight = told.get("highlight_id")
                if isinstance(highlight, int) and highlight not in found:
                    found[highlight] = (self._coder(line_in(login)), when)
        return found


def _order(path: str) -> list[str]:
    """Sort a tag after what stands before its dot."""
    return [part.casefold() for part in path.split(_DOT)]


def _heads(paths: Sequence[str]) -> frozenset[str]:
    """Find what several tags have before a dot, or what is a tag itself."""
    counts: Counter[str] = Counter()
    for path in paths:
        parts = path.split(_DOT)
        is_tree = len(parts) <= _DEEPEST and len(path) <= _LONGEST
        if is_tree and all(part and part == part.strip() for part in parts):
            counts.update(_DOT.join(parts[:n]) for n in range(1, len(parts)))
    known = set(paths)
    return frozenset(head for head, n in counts.items() if n > 1 or head in known)


def _span(html: HtmlText, start: int | None, end: int | None) -> Span | None:
    first = html.place(start) if start is not None else None
    last = html.place(end, is_end=True) if end is not None else None
    if first is None or last is None or first >= last:
        return None
    return Span(first, last)


def _documents(texts: Sequence[_Text], progress: Progress) -> Iterator[PictureDocument]:
    for done, text in enumerate(texts, start=1):
        yield _document(text)
        progress(done, len(texts))


def _document(text: _Text) -> PictureDocument:
    turns, _ = find_turns(text.html.text)
    return PictureDocument(
        guid=text.guid,
        name=text.name,
        text=text.html.text,
        turns=turns,
        original=text.original,
        format="html",
        encoding="utf-8",
        file_name=text.file_name,
    )
