# SPDX-License-Identifier: MIT
"""The codebook as a table: every field of every code. `formats.codebooks.table` reads it back."""

from __future__ import annotations

from collections.abc import Sequence

from coder_app.core.places import tr
from coder_app.core.records import CellKind, CodeRecord, ScaleLevel, Sheet
from coder_app.queries.dictionary import column, described

_COLUMNS = (
    column("family", tr("Group the code stands under."), CellKind.CATEGORY),
    column("code", tr("Name of the code.")),
    column("code path", tr("The same with all it stands under.")),
    column(
        "group",
        tr("Whether it only gathers codes, and codes nothing."),
        CellKind.FLAG,
        "",
        ((0, tr("a code")), (1, tr("a group"))),
    ),
    column("key", tr("Key that applies it.")),
    column("colour", tr("Colour of the palette, or #RRGGBB.")),
    column("question", tr("The one question a passage must answer with yes.")),
    column("definition", tr("What the code means.")),
    column("use when", tr("Signs that speak for it, one a line.")),
    column("do not use when", tr("Signs that speak against it, one a line.")),
    column("example", tr("A typical passage.")),
    column("borderline", tr("A passage that only just belongs.")),
    column("near miss", tr("A passage that looks right and is not.")),
    column("near miss code", tr("The code that is right for it.")),
    column("anchor", tr("The idea in the literature that it leans on.")),
    column("source", tr("Where that idea is written down.")),
    column("where", tr("Where it comes from in the study’s own text.")),
    column("home motive", tr("Motive that a construct is most at home with.")),
    column(
        "level",
        tr("Whether it has to be said, or is read from cues."),
        CellKind.CATEGORY,
        "",
        (("semantic", tr("it has to be said")), ("latent", tr("it is read from cues"))),
    ),
    column("scale", tr("Levels of its scale, one a line: weight, name, what it says.")),
    column(
        "status",
        tr("Where it is in its life."),
        CellKind.CATEGORY,
        "",
        (
            ("proposed", tr("not decided on")),
            ("in use", tr("in use")),
            ("retired", tr("kept for what was coded with it")),
        ),
    ),
    column("merged into", tr("Code that it counts as now.")),
    column("codings", tr("How often it was given, as far as seen."), CellKind.WHOLE, tr("codings")),
    column("GUID", tr("Identity of the code.")),
)
_WIDE = frozenset(each.name for each in _COLUMNS[6:13]) | {"source", "scale"}


def codebook_sheet(codes: Sequence[CodeRecord]) -> Sheet:
    """Give the codebook, a row for each code and group."""
    names = {code.guid: code.name for code in codes}
    rows: list[tuple[object, ...]] = [
        (
            code.family,
            code.name,
            code.path,
            int(not code.codable),
            code.key,
            code.colour,
            code.question,
            code.definition,
            "\n".join(code.use_when),
            "\n".join(code.do_not_use_when),
            code.example,
            code.borderline,
            code.near_miss,
            code.near_miss_code,
            code.anchor,
            code.source,
            code.where,
            code.home_motive,
            code.level,
            "\n".join(map(_level, code.scale)),
            code.status.value,
            names.get(code.effective, "") if code.merged_into else "",
            code.codings,
            str(code.guid),
        )
        for code in codes
    ]
    return described("Codebook", _COLUMNS, rows, wide=_WIDE)


def _level(level: ScaleLevel) -> str:
    return f"{level.weight} {level.label}: {level.anchor}".rstrip(": ")
