# SPDX-License-Identifier: MIT
"""A whole project → a QDPX archive that NVivo, ATLAS.ti, MAXQDA and QualCoder open.

The safest form that all of them read: plain text with LF, no byte order mark, positions in code
points, schema order, nothing empty. NVivo for Windows counts otherwise and has its own profile.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from lxml import etree

from coder_app import __version__
from coder_app.core.memory import no_collecting
from coder_app.core.picture import ProjectPicture
from coder_app.core.places import tr
from coder_app.formats.codebooks.prose import describe_book
from coder_app.formats.projects.refi.codes import families, family_set, unique_names, write_codes
from coder_app.formats.projects.refi.markup import (
    OURS,
    PROJECT,
    add,
    instant,
    loose,
    root_of,
    tidy,
    written,
)
from coder_app.formats.projects.refi.people import types_of, write_values, write_variables
from coder_app.formats.projects.refi.write_notes import Notes
from coder_app.formats.projects.refi.write_texts import Profile, Texts
from coder_app.formats.replacing import replacing

Progress = Callable[[int, int], None]


def write_qdpx(
    picture: ProjectPicture,
    path: Path,
    *,
    profile: Profile = Profile.STANDARD,
    progress: Progress | None = None,
    moment: datetime | None = None,
) -> tuple[str, ...]:
    """Write a project; gives sentences about what was changed to fit.

    `progress(done, total)` counts transcripts and may raise to stop: then nothing is left behind.
    """
    moment = moment or datetime.now(UTC)
    writer = _Writer(picture, profile, moment)
    with no_collecting():
        parts = writer.parts(progress or (lambda done, total: None))
    with replacing(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return tuple(writer.remarks)


class _Writer:
    """Puts the parts of a project in the order that the schema wants."""

    def __init__(self, picture: ProjectPicture, profile: Profile, moment: datetime) -> None:
        self.remarks: list[str] = []
        self._picture, self._profile = picture, profile
        self._now = instant(moment)
        self._author = picture.lead or next((coder.guid for coder in picture.coders), None)
        self._types = types_of(picture)
        self._names = {code.guid: code.name for code in picture.codes}
        if profile is Profile.QUALCODER:
            self._names, told = unique_names(picture.codes)
            self.remarks += told
        self._notes = Notes(picture)
        dated = {"creatingUser": str(self._author)} if self._author else {}
        self._texts = Texts(
            picture, profile, self._notes, self._names, dated | {"creationDateTime": self._now}
        )

    def parts(self, progress: Progress) -> dict[str, bytes]:
        """Give the archive's files, project.qde first."""
        sources, files = loose("Sources"), self._texts.files
        total = len(self._picture.documents)
        for done, source in enumerate(self._texts.elements(), start=1):
            sources.append(source)
            progress(done, total)
        root = self._root()
        self._users(root)
        if self._picture.codes:
            book = add(root, "CodeBook")
            write_codes(book, self._picture.codes, self._names, self._notes.on_codes())
        write_variables(root, self._picture.attributes, self._types)
        notes = self._notes.elements(self._now, files)
        for part in (self._cases(), sources, notes, self._notes.links(), self._sets()):
            if len(part):
                root.append(part)
        if self._picture.codebook is not None:
            add(root, "Description", describe_book(self._picture.codebook))
        self._notes.refer(root, "project", None)
        self.remarks += self._texts.remarks
        return {"project.qde": written(root), **files}

    def _root(self) -> etree._Element:
        root = root_of("Project", PROJECT, "Project/v1.0/Project.xsd")
        root.set("name", tidy(self._picture.title) or tr("Project"))
        whose = " (NVivo)" if self._profile is Profile.NVIVO else ""
        root.set("origin", f"{OURS} {__version__}{whose}")
        if self._author:
            root.set("creatingUserGUID", str(self._author))
        root.set("creationDateTime", self._now)
        return root

    def _users(self, root: etree._Element) -> None:
        users = add(root, "Users") if self._picture.coders else root
        for coder in self._picture.coders:
            add(users, "User", guid=str(coder.guid), name=tidy(coder.name) or tr("Coder"))

    def _cases(self) -> etree._Element:
        theirs: dict[UUID | None, list[UUID]] = defaultdict(list)
        for document in self._picture.documents:
            theirs[document.participant].append(document.guid)
        top = loose("Cases")
        for each in self._picture.participants:
            name = tidy(each.name) or tr("Participant")
            case = add(top, "Case", guid=str(each.guid), name=name)
            write_values(case, each.values, self._types)
            for source in theirs[each.guid]:
                add(case, "SourceRef", targetGUID=str(source))
            for stretch in self._texts.stretches[each.guid]:
                add(case, "SelectionRef", targetGUID=str(stretch))
        return top

    def _sets(self) -> etree._Element:
        """Give each family of codes as a set too, and the sets that were brought along."""
        top = loose("Sets")
        for family, members in families(self._picture.codes):
            name = tidy(self._names[family.guid])
            element = add(top, "Set", guid=str(family_set(family.guid)), name=name)
            for code in members:
                add(element, "MemberCode", targetGUID=str(code))
        for group in self._picture.groups:
            name = tidy(group.name) or tr("Set")
            element = add(top, "Set", guid=str(group.guid), name=name)
            for code in group.codes:
                add(element, "MemberCode", targetGUID=str(code))
            for source in group.documents:
                add(element, "MemberSource", targetGUID=str(source))
        return top
