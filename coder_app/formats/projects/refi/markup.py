# SPDX-License-Identifier: MIT
"""What reading and writing the exchange standard share: elements by local name, guids, instants.

Real files break the schema in harmless ways (order of children, namespaces, braces around guids,
letters that XML forbids), so elements are found by name and values are read leniently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.picture import derived
from coder_app.core.places import tr
from coder_app.formats.codebooks.colour_names import read_colour
from coder_app.formats.limits import parse_xml

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions"
MAX_TAGS = 2_000_000  # 400,000 codings; two thirds of a gigabyte in memory
OURS = "Coder App"  # how `origin` begins in what this program writes

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0
_GUID = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ALPHA = re.compile(r"rgba\((.*),[^,]*\)\Z")
_LONG_COLOUR = 100  # characters: the pattern takes the square of the time for a long one
_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,9});")
_DEEP = 250  # levels; where parsers give up
_TYPES = (b"<!DOCTYPE", b"<!ENTITY")


# ---- reading


def parse_lenient(data: bytes, path: Path) -> tuple[etree._Element, bool]:
    """Parse XML; what is not well-formed is mended as far as possible. Gives whether it was sound.

    Nothing that declares a document type or entities is mended: it would be expanded.
    """
    if data.count(b"<") > MAX_TAGS:
        what = tr("It has more parts than this program can hold at once.")
        raise InputProblem(path, what, tr("Split the project, and export it again."))
    try:
        return parse_xml(data, path, most_tags=MAX_TAGS), True
    except InputProblem as problem:
        if any(mark in data or mark.decode().encode("utf-16-le") in data for mark in _TYPES):
            raise
        root = _recovered(data)
        if root is None:
            raise problem from None
        return root, False


def not_sound(root: etree._Element) -> str:
    """Say that XML had to be mended, or cut because it is too deep."""
    level, depth = [root], 0
    while level:
        level, depth = [inner for each in level for inner in each], depth + 1
    if depth >= _DEEP:
        return tr("Parts stand {0} deep in one another; what stands deeper was left out.").format(
            depth
        )
    return tr("The file is not well-formed. What could be read was read; look at it closely.")


def _recovered(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: etree._Element | None = etree.fromstring(_REFERENCE.sub(_allowed, data), parser)
        for element in root.iter("{*}*") if root is not None else ():
            _ = element.text, *element.attrib.values()  # half a character is none in UTF-8
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
    if root is None or local(root) not in ("Project", "CodeBook") or not len(root):
        return None
    return root if root.getroottree().docinfo.internalDTD is None else None


def _allowed(reference: re.Match[bytes]) -> bytes:
    """Replace a reference to a character that XML cannot hold."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    is_one = number < 0x110000 and not _FORBIDDEN.match(chr(number))
    return reference[0] if is_one else "\N{REPLACEMENT CHARACTER}".encode()


def local(element: etree._Element) -> str:
    """Name of an element without its namespace."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Go through the children with one of these names, wherever they stand."""
    for child in element if element is not None else ():
        if local(child) in names:
            yield child


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Give the first child of a name."""
    return next(children(element, name), None)


def parts(root: etree._Element, holder: str, *names: str) -> Iterator[etree._Element]:
    """Go through what stands in a part of a project, which a broken file may have twice."""
    for each in children(root, holder):
        yield from children(each, *names)


def text_of(element: etree._Element | None, name: str) -> str:
    """Give the text of a child, or nothing."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""


def named(element: etree._Element, otherwise: str = "") -> str:
    """Give the name that an element has, in one line."""
    return " ".join((element.get("name") or "").split()) or otherwise


def guid_in(value: str | None) -> UUID | None:
    """Read a guid as it is referred to, braces or not; what is none stands for itself."""
    if value is not None and _GUID.fullmatch(value):
        found = UUID(int=int(value.replace("-", ""), 16))
        return found if found.int else derived("nil")
    plain = (value or "").strip().strip("{}").casefold()
    if not plain:
        return None
    try:
        found = UUID(plain)
    except ValueError:
        return derived("name", plain)
    return found if found.int else derived("nil")


def moment_in(value: str | None) -> datetime | None:
    """Read an instant; without a zone it is taken for UTC."""
    try:
        found = datetime.fromisoformat((value or "").strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def colour_in(value: str | None) -> str:
    """Read a colour as codes have it; nothing for what is none."""
    told = (value or "").strip()
    return (read_colour(_ALPHA.sub(r"rgb(\1)", told)) or "") if len(told) <= _LONG_COLOUR else ""


def is_true(value: str | None, *, otherwise: bool) -> bool:
    """Read true or false, whatever the case."""
    told = (value or "").strip().casefold()
    return told in ("true", "1", "yes") if told else otherwise


def number_in(value: str | None) -> int | None:
    """Read a position; a fraction is none."""
    told = (value or "").strip()
    return int(told) if re.fullmatch(r"[+-]?[0-9]{1,15}", told) else None


# ---- writing


def kept(text: str) -> str:
    """Replace what XML cannot hold."""
    if text.isprintable() and text.isascii():  # most are; the pattern takes longer
        return text
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def tidy(text: str) -> str:
    """Make one line of a name: attributes lose line ends anyway."""
    return " ".join(kept(text).split())


def instant(moment: datetime) -> str:
    """Write an instant as every program reads it."""
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"


def add(
    parent: etree._Element, tag: str, text: str | None = None, /, **values: str | None
) -> etree._Element:
    """Add an element of the parent's namespace; what is None is left out."""
    given = {key: kept(value) for key, value in values.items() if value is not None}
    element = etree.SubElement(parent, f"{parent.tag.partition('}')[0]}}}{tag}", given)
    if text is not None:
        element.text = kept(text)
    return element


def loose(tag: str) -> etree._Element:
    """Begin a part of a project that is put in its place later, if it has anything in it."""
    return etree.Element(f"{{{PROJECT}}}{tag}", nsmap={None: PROJECT})  # type: ignore[dict-item]


def root_of(name: str, space: str, schema: str) -> etree._Element:
    """Begin a file of the standard."""
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{space}}}{name}", nsmap={None: space, "xsi": xsi})  # type: ignore[dict-item]
    root.set(f"{{{xsi}}}schemaLocation", f"{space} {SCHEMA}/{schema}")
    return root


def written(root: etree._Element) -> bytes:
    """Write a file: UTF-8 without a byte order mark."""
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
