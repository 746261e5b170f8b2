# SPDX-License-Identifier: MIT
"""A QDPX archive or QDE file of any program → a picture of the whole project.

Real files differ from the standard, so nothing is expected to be in its place, and one bad thing
does not stop the rest: what cannot be held is listed by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.memory import no_collecting
from coder_app.core.picture import (
    LeftOut,
    PictureCode,
    PictureDocument,
    PictureGroup,
    ProjectPicture,
    derived,
)
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Turn
from coder_app.formats.codebooks.prose import read_book
from coder_app.formats.projects.picture_codings import Codings
from coder_app.formats.projects.picture_memos import Memos
from coder_app.formats.projects.positions import Convention, LineEnds, Measured, Selection, measure
from coder_app.formats.projects.refi.cases import Cases
from coder_app.formats.projects.refi.codes import (
    CodeElement,
    families,
    family_set,
    listed,
    read_codes,
    with_free_names,
)
from coder_app.formats.projects.refi.container import Container, opened
from coder_app.formats.projects.refi.gone import Gone
from coder_app.formats.projects.refi.markup import (
    OURS,
    children,
    guid_in,
    local,
    named,
    not_sound,
    parts,
    text_of,
)
from coder_app.formats.projects.refi.notes import Notes
from coder_app.formats.projects.refi.passages import Passages
from coder_app.formats.projects.refi.sources import Progress, Sources, SourceText
from coder_app.formats.projects.refi.users import Users
from coder_app.formats.transcripts.speakers import find_turns

MAX_CODES = 50_000
_USUAL = (  # how programs count, by what they call themselves; the standard says code points
    ("nvivo", Convention(utf16=True)),
    ("atlas", Convention(line_ends=LineEnds.ONE)),
    ("maxqda", Convention(line_ends=LineEnds.ONE)),
    ("qualcoder", Convention(line_ends=LineEnds.ONE)),
    ("potato", Convention(inclusive=True)),
)


def read_refi(path: Path, *, progress: Progress | None = None) -> ProjectPicture:
    """Read a project of the exchange standard; `progress(done, total)` counts its sources."""
    with opened(Path(path)) as container, no_collecting():
        _refuse_other(container)
        return _Reader(container).read(progress or (lambda done, total: None))


def _refuse_other(container: Container) -> None:
    if local(container.root) == "Project":
        return
    path = container.path
    if local(container.root) == "CodeBook":
        what = tr("This is a codebook without a project.")
        raise InputProblem(path, what, tr("Read it as the codebook of a new project."))
    what = tr("It holds no project of the exchange standard.")
    raise InputProblem(path, what, tr("Export the project again as QDPX."))


class _Reader:
    """Reads the parts of a project, each of which may refer to the others."""

    def __init__(self, container: Container) -> None:
        self._container, self._root = container, container.root
        self._origin = self._root.get("origin") or ""
        self._remarks = [] if container.sound else [not_sound(container.root)]
        self._left_out: list[LeftOut] = []
        self._users, self._cases = Users(self._root), Cases(self._root)
        self._gone = Gone(self._root)
        self._memos, self._sources = Memos(), Sources(self._gone)
        self._codings = Codings()
        self._people: list[CodeElement] = []  # codes that stand for participants

    def read(self, progress: Progress) -> ProjectPicture:
        """Read everything."""
        elements = self._code_elements()
        self._sources.read(self._container, progress)
        convention = self._measured()
        passages = Passages(
            codes={each.source: each.code for each in reversed(elements) if each.source},
            cases=self._cases.guids,
            users=self._users,
            codings=self._codings,
            memos=self._memos,
        )
        for text in self._sources.texts:
            passages.read(text, convention)
        self._cases.place(self._sources, passages, self._memos, self._users)
        self._read_notes(elements, passages, convention)
        codings = self._codings.all()
        codes = self._codes(elements, {coding.code for coding in codings})
        groups = tuple(self._groups(codes))
        documents = tuple(self._document(text, convention) for text in self._sources.texts)
        return ProjectPicture(
            title=named(self._root, self._container.path.stem).removesuffix(".qda"),
            program=self._origin,
            lead=self._users.author,
            codebook=read_book(text_of(self._root, "Description")),
            coders=self._users.coders(),
            codes=tuple(codes),
            documents=documents,
            codings=codings,
            memos=self._memos.all(),
            attributes=self._cases.attributes(),
            participants=self._cases.participants(),
            groups=groups,
            left_out=(
                *self._sources.left_out,
                *self._codings.left_out(),
                *passages.left_out(),
                *self._memos.left_out(),
                *self._cases.left_out(self._gone),
                *self._left_out,
                *map(self._gone.map, parts(self._root, "Graphs", "Graph")),
                *self._gone.unknown(),
            ),
            remarks=(
                *self._remarks,
                *self._sources.remarks,
                *self._codings.remarks(),
                *passages.remarks(),
                *self._cases.remarks(),
            ),
            positions=convention.words,
        )

    # ---- codes

    def _code_elements(self) -> list[CodeElement]:
        """Read the codes; those that stand for participants (NVivo) are none."""
        books = children(self._root, "CodeBook")
        top = [code for book in books for code in parts(book, "Codes", "Code")]
        if sum(1 for _ in self._root.iter("{*}Code")) > MAX_CODES:
            what = tr("It has more than {0:,} codes.").format(MAX_CODES)
            raise InputProblem(self._container.path, what, tr("Split the project."))
        found = read_codes(top, nvivo="nvivo" in self._origin.casefold())
        parents = {each.code.guid: each.code.parent for each in found}
        people = {each.code.guid for each in found if each.source in self._cases.guids}
        kept = []
        for each in found:
            parent = each.code.parent
            while parent in people:
                parent = parents[parent]
            if each.code.guid not in people:
                kept.append(replace(each, code=replace(each.code, parent=parent)))
            else:
                self._people.append(each)
        return kept

    def _codes(self, elements: Sequence[CodeElement], coded: set[UUID]) -> list[PictureCode]:
        """Give the codes: told apart by name, and codable where something is coded with them."""
        codes, renamed = with_free_names([each.code for each in elements])
        if renamed:
            told = tr_n(
                "{n} code has the name of another one beside it and was numbered: {{0}}.",
                "{n} codes have the name of another one beside them and were numbered: {{0}}.",
                len(renamed),
            )
            self._remarks.append(told.format(listed(renamed)))
        groups = {c.guid: c.name for c in codes if c.guid in coded and not c.draft.codable}
        if groups:
            told = tr_n(
                "{n} group has codings of its own and is a code now: {{0}}.",
                "{n} groups have codings of their own and are codes now: {{0}}.",
                len(groups),
            )
            self._remarks.append(told.format(listed(list(groups.values()))))
        return [
            replace(code, draft=replace(code.draft, codable=True)) if code.guid in groups else code
            for code in codes
        ]

    # ---- positions

    def _measured(self) -> Convention:
        """Find out how the program counts, and say it where it is not as everybody would think."""
        usual = next((way for name, way in _USUAL if name in self._origin.casefold()), Convention())
        if self._origin.startswith(OURS):
            return usual
        selections = [
            Selection(text.raw, passage.start, passage.end, named(passage.element))
            for text in self._sources.texts
            for passage in text.passages
        ]
        measured = measure(selections, usual)
        if measured.convention not in (usual, Convention()):
            told = tr("Positions were found to count {0}.")
            self._remarks.append(told.format(measured.convention.words))
        if measured.doubtful:
            self._remarks.append(_doubt(measured))
        return measured.convention

    # ---- transcripts, notes, sets

    def _document(self, text: SourceText, convention: Convention) -> PictureDocument:
        turns, _ = find_turns(text.raw.text)
        timed, unplaced = _timed(self._cases.turns(text.guid, turns), text, convention)
        if unplaced:
            name = tr_n("{n} in “{{0}}”", "{n} in “{{0}}”", unplaced).format(text.name)
            why = tr("They stand within turns, and turns have the time of their beginning here.")
            self._left_out.append(LeftOut(kind=tr("times of a recording"), name=name, why=why))
        return PictureDocument(
            guid=text.guid,
            name=text.name,
            text=text.raw.text,
            turns=timed,
            participant=self._cases.of_document.get(text.guid),
            original=text.original,
            format=text.format,
            encoding=text.encoding,
            file_name=text.file_name,
        )

    def _read_notes(
        self, elements: Sequence[CodeElement], passages: Passages, convention: Convention
    ) -> None:
        described = text_of(self._root, "Description")
        if described and read_book(described) is None:
            self._memos.add("project", None, self._users.of(), described)
        for text in self._sources.texts:
            for element in (text.element, *text.others):
                told = text_of(element, "Description")
                if told:
                    by = self._users.of(element.get("creatingUser"))
                    self._memos.add("document", text.guid, by, told)
        notes = Notes(
            self._container,
            self._users,
            self._memos,
            self._sources,
            passages,
            convention,
            self._gone,
        )
        notes.read(
            {each.element: ("code", each.code.guid) for each in elements}
            | {each.element: ("participant", each.source) for each in self._people if each.source},
            self._cases.guids,
        )
        for person in self._people:
            told = text_of(person.element, "Description")
            self._memos.add("participant", person.source, self._users.of(), told)
        passages.count_plain(self._cases.used | set(notes.linked()), self._sources.texts)
        self._left_out += notes.left_out

    def _groups(self, codes: Sequence[PictureCode]) -> Iterator[PictureGroup]:
        """Give the sets that say more than the tree does."""
        here = {code.guid for code in codes}
        mirrored = {frozenset(members) for _, members in families(codes)}
        ours = {family_set(code.guid) for code in codes}
        for number, element in enumerate(parts(self._root, "Sets", "Set")):
            guid = guid_in(element.get("guid")) or derived("set", number)
            members = {name: _targets(element, name) for name in ("MemberCode", "MemberSource")}
            inner = tuple(code for code in members["MemberCode"] if code in here)
            texts = [self._sources.alias.get(source) for source in members["MemberSource"]]
            documents = dict.fromkeys(text.guid for text in texts if text is not None)
            is_mirror = guid in ours or (not documents and frozenset(inner) in mirrored)
            if (inner or documents) and not is_mirror:
                yield PictureGroup(
                    guid=guid,
                    name=named(element, tr("Set")),
                    codes=inner,
                    documents=tuple(documents),
                )
            if guid not in ours:
                missing = [*members["MemberCode"], *members["MemberSource"]]
                absent = len(missing) - len(inner) - sum(text is not None for text in texts)
                self._left_of_set(element, absent, is_empty=not (inner or documents))

    def _left_of_set(self, element: etree._Element, absent: int, *, is_empty: bool) -> None:
        """List what a set has besides its codes and texts."""
        told = [tr("It holds nothing that is here.")] if is_empty else []
        if absent and not is_empty:
            told.append(tr_n("{n} of it is not here.", "{n} of it are not here.", absent))
        notes = [self._gone.name(str(note)) for note in _targets(element, "MemberNote")]
        if notes:
            told.append(tr("Notes in it: {0}.").format(listed(notes)))
        told.append(self._gone.with_(*children(element, "Description")))
        why = " ".join(filter(None, told))
        if why:
            name = named(element, tr("Set"))
            self._left_out.append(LeftOut(kind=tr("set"), name=name, why=why))


def _targets(element: etree._Element, name: str) -> list[UUID]:
    members = children(element, name)
    found = (guid_in(each.get("targetGUID") or each.get("guid")) for each in members)
    return [guid for guid in found if guid is not None]


def _doubt(measured: Measured) -> str:
    told = tr_n(
        "How positions count could not be told for certain; {n} passage may lie some characters"
        " off, such as “{{0}}”. Look at it.",
        "How positions count could not be told for certain; {n} passages may lie some characters"
        " off, such as “{{0}}”. Look at them.",
        measured.doubtful,
    )
    return told.format(measured.example)


def _timed(
    turns: Sequence[Turn], text: SourceText, convention: Convention
) -> tuple[tuple[Turn, ...], int]:
    """Give turns the times of the recording at which they begin; and how many begin none."""
    ruler = text.raw.ruler(convention)
    times = {ruler.inside(at): seconds for seconds, at in reversed(text.times)}
    timed = tuple(
        replace(turn, begins=times.get(turn.label_start, times.get(turn.start, turn.begins)))
        for turn in turns
    )
    begins = {each for turn in turns for each in (turn.label_start, turn.start)}
    return timed, len(set(times) - begins - {len(text.raw.text)})
