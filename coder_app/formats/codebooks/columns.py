# SPDX-License-Identifier: MIT
"""What the columns of a codebook table are called, by us and by people who fill one in by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coder_app.core.records import CodeDraft, ScaleLevel

# The header we write, the field of a code, and what else the column may be called. Of several
# columns for one field the earlier name counts; those of TEXTS are joined.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("kind", "kind", "type, row type"),
    (
        "name",
        "name",
        "code name, code, codename, code label, label, node, tag, kode, unterkategorie, "
        "subkategorie, subcategory, subtheme",
    ),
    (
        "parent",
        "parent",
        "parent code, parent name, parent node, belongs to, under, higher code, family, "
        "theme, category, code group, code group 1, code family, supercode, oberkategorie, "
        "obercode, hauptkategorie, kategorie, thema, gruppe",
    ),
    ("code path", "path", "path, full path, full name, hierarchical name, code system"),
    ("group", "group", "is group, is a group"),
    ("colour", "colour", "color, code colour, code color, farbe"),
    ("key", "key", "shortcut, hot key, hotkey, keyboard key"),
    ("level", "level", "depth, semantic or latent"),
    ("status", "status", "state"),
    ("question", "question", "guiding question, test question, leitfrage"),
    (
        "definition",
        "definition",
        "description, full definition, brief definition, short definition, meaning, "
        "code definition, code description, memo, code memo, comment, comments, beschreibung, "
        "bedeutung, kommentar",
    ),
    (
        "use when",
        "use_when",
        "when to use, when used, inclusion, inclusion criteria, include, includes, apply when, "
        "rules, coding rules, kodierregel, kodierregeln, codierregel, codierregeln, einschluss, "
        "einschlusskriterien, verwenden wenn",
    ),
    (
        "do not use when",
        "do_not_use_when",
        "when not to use, not when, exclusion, exclusion criteria, exclude, excludes, "
        "do not apply when, abgrenzung, ausschluss, ausschlusskriterien, nicht verwenden wenn",
    ),
    (
        "example",
        "example",
        "examples, typical example, typical exemplar, typical, anchor example, exemplar, quote, "
        "quotation, sample quote, beispiel, beispiele, ankerbeispiel, ankerbeispiele, zitat",
    ),
    ("borderline", "borderline", "borderline example, atypical, atypical exemplar, atypical case"),
    (
        "near miss",
        "near_miss",
        "close but no, counterexample, counter example, negative example, non example",
    ),
    ("near miss code", "near_miss_code", "right code, near miss belongs to"),
    ("anchor", "anchor", "construct, concept, theory"),
    ("source", "source", "reference, references cited, literature, citation, quelle, literatur"),
    ("where", "where", "origin, place in the source"),
    ("home motive", "home_motive", "motive"),
    ("scale", "scale", "levels, weights, values, rating scale"),
    ("GUID", "guid", "uuid, unique id, code id"),
)
WRITTEN = tuple(header for header, of, _ in COLUMNS if of not in ("path", "group"))
TEXTS = frozenset(
    {"question", "definition", "example", "borderline", "near_miss", "anchor", "source", "where"}
)
LISTS = ("use_when", "do_not_use_when")

_KNOWN = {
    name: (of, rank)
    for header, of, others in COLUMNS
    for rank, name in enumerate((header.casefold(), *others.split(", ")))
}
_LEVEL = re.compile(r"(?:level|category|tier|layer|ebene) (\d)")
_NUMBERED = re.compile(r" ?\d{1,2}\Z")  # "Example 2" is one more column of examples
_FURTHER = re.compile(r"(.*) \(\d+\)\s*\Z")  # where a text went on that a cell could not hold
_BULLET = re.compile(r"(?:[-–—•·*▪]|\(?\d{1,2}[.)])\s+")
_LINE_END = re.compile(r"[ \t]*\n\s*")
_SCALE = re.compile(r"\s*(\d+)\s*[=:.)–-]*\s*(?:“([^”]*)”|([^:]*?))\s*(?::\s*(.*))?", re.DOTALL)


@dataclass(slots=True)
class Heads:
    """Which columns hold which field of a code."""

    places: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)  # and where it goes on
    levels: list[int] = field(default_factory=list)  # columns of a path, the topmost first
    names: dict[str, str] = field(default_factory=dict)  # of a field, as the file writes it
    unknown: list[str] = field(default_factory=list)

    @property
    def names_codes(self) -> bool:
        """Tell whether there is a column from which a code gets its name."""
        return bool(self.levels or self.places.keys() & {"name", "path"})

    def texts(self, row: Sequence[str], of: str) -> list[str]:
        """Give what a row has in the columns of a field."""
        columns = self.places.get(of, [])
        cells = ("".join(row[n] for n in column if n < len(row)).strip() for column in columns)
        return [cell for cell in cells if cell]


def heads_of(row: Sequence[str]) -> Heads:
    """Find out what each column is, in any order and case."""
    found = Heads()
    ranked: dict[str, dict[str, list[int]]] = {}
    levels: list[tuple[str, int]] = []
    for place, cell in enumerate(row):
        further = _FURTHER.match(cell)
        plain = _plain(further[1] if further else cell)
        level = _LEVEL.fullmatch(plain)
        if level:
            levels.append((level[1], place))
        elif meant := _meant(plain):
            ranked.setdefault(meant[0], {}).setdefault(plain, []).append(place)
        elif plain:
            found.unknown.append(cell.strip())
    for of, columns in ranked.items():
        first, *others = sorted(columns, key=_rank)
        kept = [first, *others] if of in TEXTS or of in LISTS else [first]
        found.places[of] = [tuple(columns[name]) for name in kept]
        found.names[of] = row[columns[first][0]].strip()
        found.unknown += [row[columns[name][0]].strip() for name in others if name not in kept]
    found.levels = [place for _, place in sorted(levels)]
    _take_parent_for_name(found)
    return found


def _meant(plain: str) -> tuple[str, int] | None:
    """Give the field that a column holds, and the rank of its name; "example 2" is an example."""
    if plain in _KNOWN:
        return _KNOWN[plain]
    of, rank = _KNOWN.get(_NUMBERED.sub("", plain), ("", 0))
    return (of, rank) if of in TEXTS or of in LISTS else None


def _rank(plain: str) -> int:
    meant = _meant(plain)
    return meant[1] if meant else 0


def _take_parent_for_name(found: Heads) -> None:
    """Where nothing else names the codes, a column of themes or categories does."""
    if not found.names_codes and "parent" in found.places:
        found.places["name"] = found.places.pop("parent")
        found.names["name"] = found.names.pop("parent")


def _plain(header: str) -> str:
    return " ".join(re.findall(r"\w+", header.replace("_", " ").casefold()))


# ---- fields as cells


def cells_of(code: CodeDraft) -> tuple[str, ...]:
    """Write a code as a row under `WRITTEN`."""
    values = {
        "kind": "code" if code.codable else "group",
        "parent": code.parent or "",
        "use_when": "\n".join(map(_on_one_line, code.use_when)),
        "do_not_use_when": "\n".join(map(_on_one_line, code.do_not_use_when)),
        "scale": "\n".join(map(_level_text, code.scale)),
        "status": code.status.value,
        "guid": str(code.guid or ""),
    }
    fields = [of for _, of, _ in COLUMNS if of not in ("path", "group")]
    return tuple(values[of] if of in values else str(getattr(code, of)) for of in fields)


def _on_one_line(entry: str) -> str:
    return _LINE_END.sub(" ", entry)


def entries_of_several_lines(code: CodeDraft) -> int:
    """Count the entries of lists that a cell, with an entry a line, cannot hold as they are."""
    entries = (*code.use_when, *code.do_not_use_when, *(level.anchor for level in code.scale))
    return sum("\n" in entry for entry in entries)


def _level_text(level: ScaleLevel) -> str:
    label = f"“{level.label}”" if ":" in level.label else level.label
    anchor = " ".join(level.anchor.split())
    return f"{level.weight} {label}: {anchor}" if anchor else f"{level.weight} {label}"


def entries_of(cell: str) -> tuple[str, ...]:
    r"""Read a list, an entry a line; bullets and numbers before all of them are left out.

    >>> entries_of("• it is said\n• it is meant")
    ('it is said', 'it is meant')
    """
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        lines = [_BULLET.sub("", line, count=1) for line in lines]
    return tuple(lines)


def scale_of(cell: str) -> tuple[ScaleLevel, ...] | None:
    """Read levels such as “1 low: says little”, one a line or parted by semicolons.

    >>> [(level.weight, level.label) for level in scale_of("0 = none; 1 = some")]
    [(0, 'none'), (1, 'some')]
    """
    lines = [line for line in cell.split("\n") if line.strip()]
    if len(lines) == 1 and all(_SCALE.fullmatch(part) for part in lines[0].split(";")):
        lines = lines[0].split(";")
    found = [_SCALE.fullmatch(line) for line in lines]
    if not all(match and (match[2] or match[3]) for match in found):
        return None
    return tuple(
        ScaleLevel(
            weight=int(match[1]),
            label=(match[2] or match[3]).strip(),
            anchor=(match[4] or "").strip(),
        )
        for match in found
        if match
    )
