# SPDX-License-Identifier: MIT
"""Codebooks in the exchange standard (QDC): read from any program, and written for any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

from lxml import etree

from coder_app import __version__
from coder_app.core.colours import is_hex
from coder_app.core.errors import InputProblem
from coder_app.core.picture import PictureCode
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.formats.projects.refi.codes import (
    CodeElement,
    families,
    family_set,
    listed,
    read_codes,
    unique_names,
    write_codes,
)
from coder_app.formats.projects.refi.container import opened
from coder_app.formats.projects.refi.markup import (
    CODEBOOK,
    OURS,
    add,
    child,
    children,
    guid_in,
    local,
    named,
    not_sound,
    parts,
    root_of,
    text_of,
    tidy,
    written,
)
from coder_app.formats.replacing import replacing

# ---- writing


def write_qdc(draft: CodebookDraft, path: Path) -> None:
    """Write a codebook; its rules and method have no place there."""
    data = qdc(picture_codes(draft))
    with replacing(path) as target:
        target.write_bytes(data)


def qdc(codes: Sequence[PictureCode]) -> bytes:
    """Give a codebook file; families also stand in it as sets."""
    root = root_of("CodeBook", CODEBOOK, "Codebook/v1.0/Codebook.xsd")
    root.set("origin", f"{OURS} {__version__}")
    write_codes(root, codes, {}, {})
    kin = list(families(codes))
    sets = add(root, "Sets") if kin else root
    for family, members in kin:
        element = add(sets, "Set", guid=str(family_set(family.guid)), name=tidy(family.name))
        for member in members:
            add(element, "MemberCode", guid=str(member))
    return written(root)


def picture_codes(draft: CodebookDraft) -> list[PictureCode]:
    """Give a codebook's codes with guids, each after its parent."""
    guids = {code.name.casefold(): code.guid or uuid4() for code in draft.codes}
    return [
        PictureCode(
            guid=guids[code.name.casefold()],
            parent=guids.get(code.parent.casefold()) if code.parent else None,
            draft=code,
        )
        for code in draft.codes
    ]


# ---- reading


def read_qdc(path: Path) -> tuple[CodebookDraft, tuple[str, ...]]:
    """Read the codebook of a QDC file or of a whole project (QDE, QDPX).

    Gives also sentences about what was renamed, mended or left out.
    """
    path = Path(path)
    with opened(path) as container:
        root, sound = container.root, container.sound
    if local(root) not in ("CodeBook", "Project"):
        what = tr("This is no codebook of the exchange standard (QDC).")
        raise InputProblem(path, what, tr("Export the codebook again as QDC."))
    book = root if local(root) == "CodeBook" else child(root, "CodeBook")
    nvivo = "nvivo" in (root.get("origin") or "").casefold()
    found = read_codes(parts(book, "Codes", "Code") if book is not None else (), nvivo=nvivo)
    if not found:
        raise InputProblem(path, tr("There is no code in it."), tr("Choose another file."))
    names, told = unique_names([each.code for each in found])
    codes = tuple(_drafts(found, names))
    remarks = [] if sound else [not_sound(root)]
    remarks += _left_out(root, found)
    return CodebookDraft(title=_title(root, path), codes=codes), (*remarks, *told)


def _title(root: etree._Element, path: Path) -> str:
    return (named(root) if local(root) == "Project" else "") or path.stem


def _drafts(found: Sequence[CodeElement], names: dict[UUID, str]) -> Iterator[CodeDraft]:
    """Give the codes as a codebook names them; groups have a family's colour here, or none."""
    for each in found:
        code, draft = each.code, each.code.draft
        parent = names[code.parent] if code.parent else None
        colour = draft.colour if draft.codable or not is_hex(draft.colour) else ""
        yield replace(draft, name=names[code.guid], parent=parent, guid=code.guid, colour=colour)


def _left_out(root: etree._Element, found: Sequence[CodeElement]) -> list[str]:
    """Name the sets that the tree does not hold already."""
    codes = [each.code for each in found]
    mirrored = {frozenset(members) for _, members in families(codes)}
    kept_names = []
    for each in parts(root, "Sets", "Set"):
        members = {
            guid_in(member.get("guid") or member.get("targetGUID"))
            for member in children(each, "MemberCode")
        }
        if members and members not in mirrored:
            kept_names.append(named(each, text_of(each, "Description")))
    if not kept_names:
        return []
    told = tr_n(
        "{n} set of codes was left out, as codes stand in one tree here: {{0}}.",
        "{n} sets of codes were left out, as codes stand in one tree here: {{0}}.",
        len(kept_names),
    )
    return [told.format(listed(kept_names))]
