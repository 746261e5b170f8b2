# SPDX-License-Identifier: MIT
"""A report → a Word document: the body is written as XML in one go, which keeps tables fast."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from coder_app.core.colours import paper_role, paper_shades
from coder_app.core.places import tr
from coder_app.core.report import (
    Bars,
    Block,
    Grid,
    Heading,
    Look,
    MarkedTurn,
    Note,
    Report,
    Text,
    TextKind,
    Transcript,
    Words,
)
from coder_app.core.stopping import go_on
from coder_app.formats.cell_values import Report as Changes
from coder_app.formats.cell_values import printable
from coder_app.formats.replacing import replacing

if TYPE_CHECKING:
    from docx.document import Document

_STYLES = {TextKind.ITEM: "ListBullet", TextKind.QUOTE: "Quote"}
_PLACE = b"<w:p/>"
_SQUARE = "\N{BLACK SQUARE}"
_TWIPS = 1_440  # to the inch
_LONG, _SHORT, _MARGIN = 16_838, 11_906, 1_080  # A4 and its margins, in twips
_BLOCKS = 30  # squares of the longest bar
_SMALL = 18  # size of type in tables, in half points
_SHORT_CELL = 300  # letters; a row of shorter cells is not parted by the end of a page
_SHORT_TURN = 700  # the same of a turn, a third of a page
_LABEL = 40  # letters that a label takes beside its code and memo
_RIGHT_TO_LEFT = ("R", "AL")
_TURN = (0.09, 0.62, 0.29)  # of the width: line, words, labels


def write_docx(report: Report, path: Path) -> tuple[str, ...]:
    """Write a report; returns sentences about what had to be changed."""
    changes = Changes()
    width = (_LONG if report.landscape else _SHORT) - 2 * _MARGIN
    body = printable("".join(_Body(width).of(report)), changes)
    frame = zipfile.ZipFile(io.BytesIO(_frame(report, changes)))
    with replacing(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in frame.infolist():
            data = frame.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(_PLACE, body.encode("utf-8"))
            go_on()
            packed.writestr(part, data)
    return changes.sentences()


def _frame(report: Report, changes: Changes) -> bytes:
    """Let python-docx make a document of one empty paragraph, which gives way to the body.

    Put into its tree instead, 20,000 paragraphs take ten times as long.
    """
    import docx

    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    _set_page(document, landscape=report.landscape)
    document.core_properties.title = printable(report.title, changes)[:255]
    document.core_properties.author = "Coder App"
    document.core_properties.language = report.language
    _set_language(document, report.language)
    document.add_paragraph()
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _set_language(document: Document, language: str) -> None:
    """Say in which language words are to be checked."""
    from docx.oxml.ns import qn

    for told in document.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), language)


def _set_page(document: Document, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    (section,) = document.sections
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (Twips(_LONG), Twips(_SHORT)) if landscape else (Twips(_SHORT), Twips(_LONG))
    )
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin = section.bottom_margin = Twips(_MARGIN)


class _Body:
    """Writes blocks as WordprocessingML."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._quiet = _hex(paper_role("ink3"))

    def of(self, report: Report) -> Iterator[str]:
        """Write title, what stands below it, and all blocks."""
        yield _paragraph(_run(report.title), "Title")
        for line in report.about:
            yield _paragraph(_run(line, colour=self._quiet))
        for block in report.blocks:
            go_on()
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            square = _square(block.colour) if block.colour else ""
            yield _paragraph(square + _run(block.text), f"Heading{min(block.level, 5)}")
        elif isinstance(block, Text):
            yield self._text(block)
        elif isinstance(block, Grid):
            yield self._grid(block)
            yield _paragraph("")  # two tables in a row would be one
        elif isinstance(block, Bars):
            yield from self._bars(block)
        else:
            yield self._transcript(block)
            yield _paragraph("")

    def _text(self, text: Text) -> str:
        runs = "".join(map(self._words, text.words))
        return _paragraph(runs, _STYLES.get(text.kind, ""), rtl=_is_rtl(text.words))

    def _words(self, words: Words, *, small: bool = False) -> str:
        square = "".join(map(_square, words.colours[:1]))
        bold, colour = words.look is Look.STRONG, self._quiet if words.look is Look.QUIET else ""
        return square + _run(words.text, bold=bold, colour=colour, small=small)

    # ---- tables

    def _grid(self, grid: Grid) -> str:
        widths = [round(self._width * share) for share in grid.shares]
        head = [
            _paragraph(_run(name, bold=True, small=True), right=n in grid.numbers, close=True)
            for n, name in enumerate(grid.head)
        ]
        rows = [_row([(cell, _hex(paper_role("sunken"))) for cell in head], widths, head=True)]
        for row in grid.rows:
            cells = [
                ("".join(self._cell_text(text, n in grid.numbers) for text in cell), "")
                for n, cell in enumerate(row)
            ]
            rows.append(_row(cells, widths, whole=_is_short(row)))
        caption = _paragraph(_run(grid.caption, bold=True), keep=True) if grid.caption else ""
        return caption + _table(rows, widths, lines=True)

    def _cell_text(self, text: Text, right: bool) -> str:
        runs = "".join(self._words(words, small=True) for words in text.words)
        if text.kind is TextKind.ITEM:
            runs = _run("– ", small=True) + runs
        return _paragraph(runs, right=right, close=True, rtl=_is_rtl(text.words))

    def _bars(self, chart: Bars) -> Iterator[str]:
        """Draw bars of squares: Word has no drawing that one can read as text."""
        most = max((bar.value for bar in chart.bars), default=0) or 1
        widths = [round(self._width * share) for share in (0.32, 0.58, 0.1)]
        rows: list[str] = []
        group = ""
        for bar in chart.bars:
            if bar.group != group:
                name = _paragraph(_run(bar.group, bold=True, small=True), close=True, keep=True)
                none = _paragraph("", close=True)
                rows.append(_row([(name, ""), (none, ""), (none, "")], widths, whole=True))
                group = bar.group
            colour = _hex(paper_shades(bar.colour).stripe)
            squares = "\N{FULL BLOCK}" * round(_BLOCKS * bar.value / most)
            cells = (
                _paragraph(_run(bar.name, small=True), close=True),
                _paragraph(_run(squares, colour=colour, tint=colour, small=True), close=True),
                _paragraph(_run(f"{bar.value:,}", small=True), right=True, close=True),
            )
            rows.append(_row([(cell, "") for cell in cells], widths, whole=True))
        yield _paragraph(_run(chart.title, bold=True), keep=True)
        yield _table(rows, widths) if rows else ""
        yield _paragraph("")

    # ---- transcript

    def _transcript(self, transcript: Transcript) -> str:
        widths = [round(self._width * share) for share in _TURN]
        rows = [self._turn(turn, widths) for turn in transcript.turns]
        return _table(rows, widths) if rows else ""

    def _turn(self, turn: MarkedTurn, widths: Sequence[int]) -> str:
        where = f"{turn.time} · {turn.line}" if turn.time else str(turn.line)
        # one paragraph, of which two lines stay together: no name stands alone below a page
        speaker = _run(f"{turn.speaker}\n", bold=True) if turn.speaker else ""
        said = "".join(self._marked(words, turn.quiet) for words in turn.words)
        notes = "".join(map(self._note, turn.notes)) or _paragraph("", close=True)
        cells = (
            _paragraph(_run(where, colour=self._quiet, small=True), close=True),
            _paragraph(speaker + said, close=True, rtl=_is_rtl(turn.words)),
            notes,
        )
        return _row([(cell, "") for cell in cells], widths, whole=_is_short_turn(turn))

    def _marked(self, words: Words, quiet: bool) -> str:
        opens = "".join(_run(f"[{n}", raised=True) for n in words.opens)
        closes = "".join(_run(f"{n}]", raised=True) for n in words.closes)
        tint = line = ""
        if words.colours:
            last, *others = dict.fromkeys(reversed(words.colours))  # given by several: once
            tint = _hex(paper_role("dense") if len(others) > 1 else paper_shades(last).tint)
            line = _hex(paper_shades(others[0]).stripe) if others else ""
        colour = _hex(paper_role("ink2")) if quiet else ""  # legible on every tint
        return opens + _run(words.text, tint=tint, line=line, colour=colour) + closes

    def _note(self, note: Note) -> str:
        level = f" · {note.level}" if note.level else ""
        told = (
            _square(note.colour)
            + _run(f"{note.number} ", raised=True)
            + _run(note.code, small=True)
            + _run(f"  {note.coder}{level}", colour=self._quiet, small=True)
        )
        if not note.memo:
            return _paragraph(told, close=True)
        memo = _run(tr("Memo: {0}").format(note.memo), small=True)
        return _paragraph(told, close=True) + _paragraph(memo, close=True)


# ---- XML


def _run(
    text: str,
    *,
    bold: bool = False,
    colour: str = "",
    tint: str = "",
    line: str = "",
    raised: bool = False,
    small: bool = False,
) -> str:
    look = "".join(
        (
            "<w:b/>" if bold else "",
            f'<w:color w:val="{colour}"/>' if colour else "",
            f'<w:sz w:val="{_SMALL}"/>' if small else "",
            f'<w:u w:val="thick" w:color="{line}"/>' if line else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else "",
            '<w:vertAlign w:val="superscript"/>' if raised else "",
        )
    )
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _square(colour: str) -> str:
    return _run(f"{_SQUARE} ", colour=_hex(paper_shades(colour).stripe))


def _paragraph(
    runs: str,
    style: str = "",
    *,
    right: bool = False,
    close: bool = False,
    keep: bool = False,
    rtl: bool = False,
) -> str:
    """Write a paragraph; `keep` holds it on the page of what stands below, as a quote's source."""
    properties = "".join(
        (
            f"<w:pStyle w:val={quoteattr(style)}/>" if style else "",
            "<w:keepNext/>" if keep or style == _STYLES[TextKind.QUOTE] else "",
            "<w:widowControl/>" if close else "",
            "<w:bidi/>" if rtl else "",
            '<w:spacing w:before="0" w:after="40"/>' if close else "",
            '<w:jc w:val="right"/>' if right else "",
        )
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def _is_rtl(words: Iterable[Words]) -> bool:
    """Tell whether the first letter that has a direction is written from right to left."""
    kinds = (unicodedata.bidirectional(sign) for each in words for sign in each.text)
    return next((kind for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), "L") != "L"


def _is_short(row: Iterable[Iterable[Text]]) -> bool:
    """Tell whether a row leaves no great gap where it goes to the next page as a whole."""
    return all(sum(len(w.text) for t in cell for w in t.words) <= _SHORT_CELL for cell in row)


def _is_short_turn(turn: MarkedTurn) -> bool:
    """Tell the same of a turn, which may go over many pages."""
    said = sum(len(words.text) for words in turn.words)
    beside = sum(_LABEL + len(note.code + note.memo) for note in turn.notes)
    return max(said, beside) <= _SHORT_TURN


def _row(
    cells: Iterable[tuple[str, str]],
    widths: Sequence[int],
    *,
    head: bool = False,
    whole: bool = False,
) -> str:
    """Write a row of cells, each with its fill; a head is repeated on every page."""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + f"</w:tcPr>{content or '<w:p/>'}</w:tc>"
        for (content, fill), width in zip(cells, widths, strict=True)
    )
    properties = ("<w:cantSplit/>" if head or whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def _table(rows: Sequence[str], widths: Sequence[int], *, lines: bool = False) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style = '<w:tblStyle w:val="TableGrid"/>' if lines else ""
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()
