# SPDX-License-Identifier: MIT
"""What goes with a thing of the exchange standard that cannot be held, in words: nothing vanishes.

A picture takes along its description, codings, values and notes; whoever imports is told of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from uuid import UUID

from lxml import etree

from coder_app.core.picture import LeftOut
from coder_app.core.places import tr, tr_n
from coder_app.formats.projects.refi.codes import listed
from coder_app.formats.projects.refi.markup import child, children, guid_in, local, named

_LENGTH = 200  # characters of a text that is quoted
_ARROWS = {"OneWay": "→", "Bidirectional": "↔"}
_SOURCES = ("Text", "Picture", "PDF", "Audio", "Video")
_VALUES = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
_KNOWN = frozenset(
    {
        *("Project", "Users", "User", "CodeBook", "Codes", "Code", "Cases", "Case"),
        *("Variables", "Variable", "VariableValue", "Sets", "Set", "Sources", "Notes", "Note"),
        *("Links", "Link", "Graphs", "Graph", "Vertex", "Edge", "Coding", "Description"),
        *("Transcript", "TranscriptSelection", "SyncPoint", "PlainTextSelection"),
        *("PlainTextContent", "TextDescription", "Representation"),
        *(f"{kind}Source" for kind in _SOURCES),
        *(f"{kind}Selection" for kind in _SOURCES[1:]),
        *(f"{kind}Value" for kind in _VALUES),
        *(f"{kind}Ref" for kind in ("Note", "Code", "Source", "Selection", "Variable")),
        *(f"Member{kind}" for kind in ("Code", "Source", "Note")),
    }
)


def quoted(text: str) -> str:
    """Quote a text in one line, the beginning of a long one."""
    line = " ".join(text.split())
    shown = line if len(line) <= _LENGTH else f"{line[: _LENGTH - 1].rstrip()}…"
    return tr("“{0}”").format(shown)


class Gone:
    """Tells what elements hold, by the names that things have in their file."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root

    @cached_property
    def _names(self) -> dict[UUID, str]:
        """Gather the names of all things; a passage is called by its words."""
        found: dict[UUID, str] = {}
        for element in self._root.iter("{*}*"):
            guid = guid_in(element.get("guid"))
            if guid is not None and element.get("name"):
                found.setdefault(guid, named(element))
        return found

    def name(self, reference: str | None) -> str:
        """Give the name of what is referred to."""
        guid = guid_in(reference)
        return self._names.get(guid, "") if guid is not None else ""

    def with_(self, *holders: etree._Element, titles: bool = False) -> str:
        """Say what goes with elements: titles if asked, texts, codings, values, notes."""
        inside = [each for holder in holders for each in holder.iter("{*}*")]
        names = [named(each) for each in holders if titles and named(each)]
        told = [f"{listed(names)}."] if names else []
        told += _texts(inside)
        told += self._codings(each for each in inside if local(each) == "Coding")
        told += self._values(each for each in inside if local(each) == "VariableValue")
        notes = [each for each in inside if local(each) == "NoteRef"]
        if notes:
            called = [self.name(each.get("targetGUID")) or tr("without a name") for each in notes]
            told.append(tr("Notes on it: {0}.").format(listed(called)))
        return " ".join(told)

    def _codings(self, codings: Iterator[etree._Element]) -> Iterator[str]:
        counts: Counter[str] = Counter()
        for each in codings:
            reference = child(each, "CodeRef")
            code = self.name(reference.get("targetGUID")) if reference is not None else ""
            counts[code or tr("without a code")] += 1
        if counts:
            told = tr_n("{n} coding went with it", "{n} codings went with it", counts.total())
            yield f"{told}: {listed(list(counts))}."

    def _values(self, values: Iterator[etree._Element]) -> Iterator[str]:
        found = []
        for each in values:
            reference = child(each, "VariableRef")
            name = self.name(reference.get("targetGUID")) if reference is not None else ""
            value = next((one.text or "" for one in each if local(one) != "VariableRef"), "")
            found.append(f"{name}: {value.strip()}")
        if found:
            yield tr("Known of it: {0}.").format(listed(found))

    def ends(self, link: etree._Element) -> str:
        """Name a link by its name and by what it ties."""
        ends = [self.name(link.get(end)) or "…" for end in ("originGUID", "targetGUID")]
        arrow = _ARROWS.get(link.get("direction") or "", "–")
        tied = f"{ends[0]} {arrow} {ends[1]}"
        return f"{named(link)} ({tied})" if named(link) else tied

    def map(self, graph: etree._Element) -> LeftOut:
        """Name a map, with what is drawn in it."""
        drawn = [
            named(each) or self.name(each.get("representedGUID"))
            for each in children(graph, "Vertex", "Edge")
        ]
        why = tr("Maps of codes and things cannot be held.")
        if any(drawn):
            shown = listed([name for name in drawn if name])
            why = f"{why} {tr('Drawn in it: {0}.').format(shown)}"
        return LeftOut(kind=tr("map"), name=named(graph, tr("without a name")), why=why)

    def unknown(self) -> Iterator[LeftOut]:
        """List the parts that the standard does not have."""
        counts = Counter(each.tag for each in self._root.iter("{*}*"))
        names: Counter[str] = Counter()
        for tag, n in counts.items():
            name = str(tag).rpartition("}")[2]
            if name not in _KNOWN:
                names[name] += n
        for name, n in names.items():
            why = tr_n(
                "The standard has no such part; it stands there once.",
                "The standard has no such part; it stands there {n} times.",
                n,
            )
            yield LeftOut(kind=tr("unknown part"), name=name, why=why)


def _texts(elements: Sequence[etree._Element]) -> Iterator[str]:
    """Quote descriptions and texts that stand in a file itself."""
    for each in elements:
        text = (each.text or "").strip()
        if text and local(each) == "Description":
            yield tr("Its description: {0}.").format(quoted(text))
        elif text and local(each) == "PlainTextContent":
            yield tr("Its text: {0}.").format(quoted(text))
