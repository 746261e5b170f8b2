# SPDX-License-Identifier: MIT
"""A project of QualCoder (its data.qda, from the folder NAME.qda or an archive) → a picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from coder_app.core.picture import (
    LeftOut,
    PictureAttribute,
    PictureCoder,
    PictureDocument,
    ProjectPicture,
    derived,
)
from coder_app.core.places import tr, tr_n
from coder_app.core.spans import Span
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
from coder_app.formats.projects.picture_people import People, fitted
from coder_app.formats.projects.qualcoder_codes import Tree
from coder_app.formats.projects.qualcoder_places import PlacedText, Places
from coder_app.formats.projects.refi.codes import listed, with_free_names
from coder_app.formats.projects.refi.gone import quoted
from coder_app.formats.transcripts.speakers import find_turns

TABLES = {
    "project": ("date",),
    "source": ("id", "name", "fulltext"),
    "code_name": ("cid", "name"),
    "code_cat": ("catid", "name"),
    "code_text": ("cid", "fid", "pos0", "pos1"),
}
_SYSTEM = "\N{PUSHPIN}"  # how names of coders begin who are no people
Progress = Callable[[int, int], None]
Known = dict[UUID, tuple[tuple[UUID, str], ...]]


def is_qualcoder(database: ForeignDatabase) -> bool:
    """Tell whether a database is of QualCoder."""
    return all(table in database.tables for table in TABLES)


def read_qualcoder(
    data: bytes, path: Path, *, title: str, progress: Progress | None = None
) -> ProjectPicture:
    """Read the database of a project; `title` is the name of its folder.

    `progress(done, total)` counts transcripts and may raise to stop.
    """
    with opened_database(data, path) as database:
        refuse_without(database, TABLES, path, "QualCoder")
        return _Reader(database).read(title, progress or (lambda done, total: None))


class _Reader:
    """Reads a project table by table."""

    def __init__(self, database: ForeignDatabase) -> None:
        self._database = database
        told = next(database.rows("project", "date", "memo", "about", "codername"), (None,) * 4)
        self._date, self._about, self._program, author = told
        self._coders: dict[UUID, str] = {}
        self._author: UUID | None = None
        for name in (author, *(row[0] for row in database.rows("coder_names", "name"))):
            if line_in(name) and not line_in(name).startswith(_SYSTEM):
                self._coder(name)
        self._memos, self._codings, self._people = Memos(), Codings(), People()
        self._places, self._texts = Places(), dict[int, PlacedText]()
        self._cases: dict[int, UUID] = {}
        self._left_out: list[LeftOut] = []

    def read(self, title: str, progress: Progress) -> ProjectPicture:
        """Read everything."""
        tree = Tree(self._database, self._guid)
        self._read_sources()
        self._read_codings(tree)
        self._read_cases()
        attributes, known = self._read_attributes()
        self._read_notes()
        self._read_areas()
        codes, renamed = with_free_names(tree.codes)
        return ProjectPicture(
            title=title,
            program=line_in(self._program) or "QualCoder",
            lead=self._author,
            coders=tuple(PictureCoder(guid=g, name=name) for g, name in self._coders.items()),
            codes=tuple(codes),
            documents=tuple(self._documents(progress)),
            codings=self._codings.all(),
            memos=self._memos.all(),
            attributes=attributes,
            participants=self._people.participants(known),
            left_out=(
                *self._left_out,
                *self._codings.left_out(),
                *self._memos.left_out(),
                *self._people.left_out(),
            ),
            remarks=(
                *self._told(tree.cut, renamed),
                *self._codings.remarks(),
                *self._people.remarks(),
            ),
            positions=self._places.words,
        )

    def _guid(self, *parts: object) -> UUID:
        return derived("qualcoder", self._date, *parts)

    def _coder(self, name: Value) -> UUID:
        """Give who this is; nobody named is who made the project."""
        told = line_in(name)
        if not told and self._author is not None:
            return self._author
        guid = self._guid("coder", told)
        self._coders.setdefault(guid, told or tr("Unknown"))
        self._author = self._author or guid
        return guid

    # ---- sources

    def _read_sources(self) -> None:
        columns = ("id", "name", "fulltext", "mediapath", "memo", "owner")
        for row in self._database.rows("source", *columns):
            number, name = int_in(row[0]), line_in(row[1]) or tr("Transcript")
            if number is None:
                continue
            media, text = line_in(row[3]).casefold(), text_in(row[2])
            if not text.strip() or len(text) > MAX_TEXT:
                memo = text_in(row[4])
                self._leave_source(name, media, memo, is_long=bool(text.strip()))
                continue
            guid = self._guid("source", number, name)
            self._texts[number] = PlacedText.of(guid, name, text)
            if text_in(row[4]).strip():
                self._memos.add("document", guid, self._coder(row[5]), text_in(row[4]))
            if media.endswith(".pdf"):
                told = tr("Its text is there; its pages, as they look, are not.")
                self._left_out.append(LeftOut(kind=tr("PDF"), name=name, why=told))

    def _leave_source(self, name: str, media: str, memo: str, *, is_long: bool) -> None:
        kind, why = tr("text"), tr("It is too long.") if is_long else tr("It has no text.")
        if not is_long and media.lstrip("/").startswith("image"):
            kind, why = tr("picture"), tr("Only texts can be coded here.")
        elif not is_long and media.lstrip("/").startswith(("audio", "video")):
            kind, why = tr("recording"), tr("The recording stays where it is.")
        told = tr("Its memo: {0}.").format(quoted(memo)) if memo.strip() else ""
        self._left_out.append(LeftOut(kind=kind, name=name, why=f"{why} {told}".strip()))

    def _documents(self, progress: Progress) -> Iterator[PictureDocument]:
        for done, text in enumerate(self._texts.values(), start=1):
            yield self._document(text)
            progress(done, len(self._texts))

    def _document(self, text: PlacedText) -> PictureDocument:
        turns, _ = find_turns(text.raw.text)
        return PictureDocument(
            guid=text.guid,
            name=text.name,
            text=text.raw.text,
            turns=self._people.turns(text.guid, turns),
            participant=self._people.of_document.get(text.guid),
            original=text.original,
            encoding="utf-8",
            file_name=text.name,
        )

    # ---- codings

    def _read_codings(self, tree: Tree) -> None:
        columns = ("cid", "fid", "pos0", "pos1", "seltext", "owner", "date", "memo", "important")
        for row in self._database.rows("code_text", *columns):
            cid, fid, start, end = (int_in(value) for value in row[:4])
            text = self._texts.get(fid) if fid is not None else None
            code = tree.by_number.get(cid) if cid is not None else None
            if text is None or code is None:
                self._codings.lose(
                    text.name if text else tr("a source that is not there"),
                    tr("Their code is not in the file.") if text else tr("Their text is missing."),
                )
                continue
            span = None
            if start is not None and end is not None:
                span = self._places.by_words(text, start, end, text_in(row[4]))
            if span is None:
                why = tr("They lie outside of the text, or on nothing.")
                self._codings.lose(text.name, why)
                continue
            coder = self._coder(row[5])
            guid = self._codings.add(
                self._guid("coding", fid, cid, start, end, coder),
                document=text.guid,
                code=code,
                coder=coder,
                span=span,
                created=when_in(row[6]),
            )
            self._memos.add("coding", guid, coder, text_in(row[7]))
            if int_in(row[8]):
                self._memos.add("coding", guid, coder, tr("Marked as important."))

    # ---- people

    def _read_cases(self) -> None:
        for row in self._database.rows("cases", "caseid", "name", "memo", "owner"):
            case, name = int_in(row[0]), line_in(row[1])
            if case is not None:
                guid = self._cases[case] = self._guid("case", case, name)
                self._people.add(guid, name)
                if text_in(row[2]).strip():
                    self._memos.add("participant", guid, self._coder(row[3]), text_in(row[2]))
        for row in self._database.rows(
            "case_text", "caseid", "fid", "pos0", "pos1", "memo", "owner"
        ):
            case, fid, start, end = (int_in(value) for value in row[:4])
            text = self._texts.get(fid) if fid is not None else None
            whose = self._cases.get(case) if case is not None else None
            if text is None or whose is None or start is None or end is None:
                continue
            span = self._places.by_position(text, start, end)
            if text_in(row[4]).strip():
                self._memos.add("participant", whose, self._coder(row[5]), text_in(row[4]))
            whole = (
                start <= 1 and end >= len(text.raw.text) - 1
            )  # the last one is left out at times
            if whole:
                self._people.own(text.guid, text.name, whose)
            elif span is not None:
                self._people.say(text.guid, span, whose)
        for text in self._texts.values():
            self._people.settle(text.guid, text.name, text.raw.text)

    def _read_attributes(self) -> tuple[tuple[PictureAttribute, ...], Known]:
        """Read what is known of cases and files; a file's belongs to its participant."""
        held: dict[UUID, dict[UUID, str]] = defaultdict(dict)
        found: dict[str, PictureAttribute] = {}
        nobodys: Counter[str] = Counter()
        for name, kind, whose, memo in self._database.rows(
            "attribute_type", "name", "valuetype", "caseOrFile", "memo"
        ):
            told = line_in(name)
            if text_in(memo).strip():
                why = tr("Attributes have no description here: {0}.").format(quoted(text_in(memo)))
                self._leave(tr("description of an attribute"), told, why)
            if told and line_in(whose) != "journal":
                of = "number" if line_in(kind) == "numeric" else "text"
                guid = self._guid("attribute", told)
                found[told] = PictureAttribute(guid=guid, name=told, kind=of)
        for name, kind, value, number in self._database.rows(
            "attribute", "name", "attr_type", "value", "id"
        ):
            attribute = found.get(line_in(name))
            participant = self._participant(line_in(kind), int_in(number))
            if attribute is not None and participant is not None and line_in(value):
                held[participant].setdefault(attribute.guid, line_in(value))
            elif line_in(value):
                nobodys[line_in(name)] += 1
        for told, n in nobodys.items():
            why = tr_n(
                "{n} value is known of what is neither a text nor a case.",
                "{n} values are known of what is neither a text nor a case.",
                n,
            )
            self._leave(tr("values"), told, why)
        attributes = tuple(
            fitted(each, [values[each.guid] for values in held.values() if each.guid in values])
            for each in found.values()
        )
        order = [each.guid for each in attributes]
        return attributes, {
            participant: tuple((guid, values[guid]) for guid in order if guid in values)
            for participant, values in held.items()
        }

    def _participant(self, kind: str, number: int | None) -> UUID | None:
        if number is None:
            return None
        if kind == "case":
            return self._cases.get(number)
        text = self._texts.get(number) if kind == "file" else None
        return self._people.whose(text.guid, text.name) if text else None

    # ---- notes, and what is no text

    def _read_notes(self) -> None:
        if text_in(self._about).strip():
            self._memos.add("project", None, self._coder(None), text_in(self._about))
        for name, entry, owner in self._database.rows("journal", "name", "jentry", "owner"):
            if text_in(entry).strip():
                told = f"{line_in(name)}\n{text_in(entry)}".strip()
                self._memos.add("project", None, self._coder(owner), told)
        for row in self._database.rows("annotation", "fid", "pos0", "pos1", "memo", "owner"):
            fid, start, end = (int_in(value) for value in row[:3])
            text = self._texts.get(fid) if fid is not None else None
            if text is None or not text_in(row[3]).strip():
                continue
            span: Span | None = None
            if start is not None and end is not None:
                span = self._places.by_position(text, start, end)
            words = span.text_of(text.raw.text)[:200] if span else ""
            self._memos.add_annotation(text.guid, self._coder(row[4]), words, text_in(row[3]))

    def _read_areas(self) -> None:
        names = {
            int_in(n): line_in(name) for n, name in self._database.rows("source", "id", "name")
        }
        kinds = {"code_image": tr("picture areas"), "code_av": tr("stretches of a recording")}
        for table, kind in kinds.items():
            rows = [
                (int_in(n), text_in(memo)) for n, memo in self._database.rows(table, "id", "memo")
            ]
            memos_on: dict[int | None, list[str]] = defaultdict(list)
            for source, memo in rows:
                memos_on[source] += [quoted(memo)[1:-1]] if memo.strip() else []
            for source, n in Counter(number for number, _ in rows).items():
                told = tr_n("{n} coding in “{{0}}”", "{n} codings in “{{0}}”", n)
                why = tr("They are on no words.")
                if memos := memos_on[source]:
                    why = f"{why} {tr('Memos on them: {0}.').format(listed(memos))}"
                self._leave(kind, told.format(names.get(source, "")), why)
        for table, column, kind, why in (
            ("graph", "name", tr("map"), tr("Maps of codes and things cannot be held.")),
            ("stored_sql", "title", tr("query"), tr("Queries of a database cannot be held.")),
        ):
            for (name,) in self._database.rows(table, column):
                self._leave(kind, line_in(name), why)
        references = len({row[0] for row in self._database.rows("ris", "risid")})
        if references:
            name = tr_n("{n} of them", "{n} of them", references)
            self._leave(tr("references"), name, tr("Literature cannot be held."))

    def _leave(self, kind: str, name: str, why: str) -> None:
        self._left_out.append(LeftOut(kind=kind, name=name, why=why))

    def _told(self, cut: list[str], renamed: list[str]) -> Iterator[str]:
        if cut:
            told = tr("These codes stood under themselves and stand at the top now: {0}.")
            yield told.format(listed(cut))
        if renamed:
            told = tr("These codes have the name of another one beside them: {0}.")
            yield told.format(listed(renamed))
        if self._places.moved:
            yield tr_n(
                "{n} coding did not lie on the words it holds and was put on them, nearby.",
                "{n} codings did not lie on the words they hold and were put on them, nearby.",
                self._places.moved,
            )
        if self._places.odd:
            yield tr_n(
                "{n} coding holds other words than stand at its place. Look at it.",
                "{n} codings hold other words than stand at their places. Look at them.",
                self._places.odd,
            )
