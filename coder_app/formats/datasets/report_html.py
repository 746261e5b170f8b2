# SPDX-License-Identifier: MIT
"""A report → one HTML file: nothing in it is run, nothing is fetched, and it prints well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from coder_app.core.colours import Shades, paper_role, paper_shades
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

# forbids scripts and the network, also where a browser would allow them
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LOOKS = {Look.STRONG: "b", Look.QUIET: "small"}
_ROLES = ("paper", "ink", "ink2", "ink3", "hairline", "border", "sunken", "dense")
_BAR, _GAP, _WIDTH, _FIGURES = 18, 6, 720, 60  # of the chart, in its own units
_LEAST_NAMES, _MOST_NAMES = 120, 320  # what names may take of its width
_LETTER = 6.4  # average width of one, in the same units


def write_html(report: Report, path: Path) -> tuple[str, ...]:
    """Write a report; returns sentences about what had to be changed."""
    changes = Changes()
    html = printable(html_of(report), changes)
    with replacing(path) as draft:
        draft.write_text(html, encoding="utf-8", newline="\n")
        go_on()
    return changes.sentences()


def html_of(report: Report) -> str:
    """Give the whole page."""
    colours = sorted(set(_colours(report.blocks)))
    classes = {colour: f"c{number}" for number, colour in enumerate(colours)}
    page = _Page(classes)
    about = "".join(f"<p class='about'>{escape(line)}</p>" for line in report.about)
    body = "".join(_blocks(page, report))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(report.title)}</title>"
        f"<style>{_style(report, classes)}</style></head>\n"
        f"<body><header><h1 class='title'>{escape(report.title)}</h1>{about}</header>\n"
        f"{body}</body></html>\n"
    )


def _blocks(page: _Page, report: Report) -> Iterator[str]:
    for block in report.blocks:
        go_on()
        yield page.block(block)


class _Page:
    """Writes blocks; a colour is a class, so that the page stays small."""

    def __init__(self, classes: dict[str, str]) -> None:
        self._classes = classes
        self._charts = 0

    def block(self, block: Block) -> str:
        """Write one block, on a line of its own."""
        if isinstance(block, Heading):
            level = min(block.level, 5) + 1
            chip = self._chip(block.colour) if block.colour else ""
            return f"<h{level}>{chip}{escape(block.text)}</h{level}>\n"
        if isinstance(block, Text):
            return f"{self._text(block)}\n"
        if isinstance(block, Grid):
            return self._grid(block)
        if isinstance(block, Bars):
            return self._bars(block)
        return self._transcript(block)

    def _chip(self, colour: str) -> str:
        return f'<span class="chip {self._classes[colour]}"></span>'

    def _text(self, text: Text) -> str:
        inside = "".join(map(self._words, text.words))
        if text.kind is TextKind.QUOTE:
            return f"<blockquote>{inside}</blockquote>"
        kind = ' class="item"' if text.kind is TextKind.ITEM else ""
        return f"<p{kind}>{inside}</p>"

    def _words(self, words: Words) -> str:
        chip = "".join(map(self._chip, words.colours[:1]))
        tag = _LOOKS.get(words.look)
        said = escape(words.text)
        return chip + (f"<{tag}>{said}</{tag}>" if tag else said)

    def _grid(self, grid: Grid) -> str:
        widths = "".join(f'<col style="width:{100 * share:.1f}%">' for share in grid.shares)
        right = dict.fromkeys(grid.numbers, ' class="figure"')
        head = "".join(
            f'<th scope="col"{right.get(n, "")}>{escape(name)}</th>'
            for n, name in enumerate(grid.head)
        )
        rows = "".join(f"<tr>{self._row(row, right)}</tr>\n" for row in grid.rows)
        caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
        return (
            f"<table>{caption}<colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead>\n"
            f"<tbody>{rows}</tbody></table>\n"
        )

    def _row(self, row: Sequence[Sequence[Text]], right: dict[int, str]) -> str:
        return "".join(
            f"<td{right.get(n, '')}>{''.join(map(self._text, cell))}</td>"
            for n, cell in enumerate(row)
        )

    # ---- chart

    def _bars(self, chart: Bars) -> str:
        """Draw bars with their figures; the title and a list say the same to those who hear it."""
        self._charts += 1
        name = f"chart{self._charts}"
        most = max((bar.value for bar in chart.bars), default=0) or 1
        longest = max((len(bar.name) for bar in chart.bars), default=0) * _LETTER + 10
        names = round(min(max(longest, _LEAST_NAMES), _MOST_NAMES))
        room = _WIDTH - names - _FIGURES
        shown: list[str] = []
        top, group = 0, ""
        for bar in chart.bars:
            if bar.group != group:
                top += _GAP if shown else 0
                shown.append(f'<text x="0" y="{top + 13}" class="group">{escape(bar.group)}</text>')
                top, group = top + _BAR + _GAP, bar.group
            width, middle = room * bar.value / most, top + _BAR * 0.72
            label = escape(_shortened(bar.name, int((names - 10) / _LETTER)))
            shown.append(
                f'<text x="{names - 10}" y="{middle:.1f}" class="name">{label}</text>'
                f'<rect x="{names}" y="{top}" width="{width:.1f}" height="{_BAR}"'
                f' class="{self._classes[bar.colour]}"/>'
                f'<text x="{names + width + 6:.1f}" y="{middle:.1f}">{bar.value:,}</text>'
            )
            top += _BAR + _GAP
        said = ", ".join(f"{bar.name} {bar.value:,}" for bar in chart.bars)
        return (
            f'<figure><figcaption>{escape(chart.title)}</figcaption><svg role="img"'
            f' aria-labelledby="{name}" viewBox="0 0 {_WIDTH} {max(top, 1)}"'
            f' xmlns="http://www.w3.org/2000/svg"><title id="{name}">'
            f"{escape(chart.title)}: {escape(said)}</title>{''.join(shown)}</svg></figure>\n"
        )

    # ---- transcript

    def _transcript(self, transcript: Transcript) -> str:
        turns = "".join(map(self._turn, transcript.turns))
        return f'<section class="transcript">\n{turns}</section>\n'

    def _turn(self, turn: MarkedTurn) -> str:
        kind = "turn quiet" if turn.quiet else "turn"
        where = escape(f"{turn.time} · {turn.line}" if turn.time else str(turn.line))
        speaker = f"<b>{escape(turn.speaker)}</b>" if turn.speaker else ""
        said = "".join(map(self._marked, turn.words))
        notes = "".join(map(self._note, turn.notes))
        return (
            f'<div class="{kind}"><div class="where">{where}</div>'
            f'<div class="said">{speaker}<p>{said}</p></div>'
            f'<div class="notes">{notes}</div></div>\n'
        )

    def _marked(self, words: Words) -> str:
        """Write words with the colour of the code given last, and a second line for another."""
        if not words.colours:
            return escape(words.text)
        opens = "".join(f"<sup>[{n}</sup>" for n in words.opens)
        closes = "".join(f"<sup>{n}]</sup>" for n in words.closes)
        different = [self._classes[colour] for colour in dict.fromkeys(reversed(words.colours))]
        kinds = ["m", different[0], *(f"and-{each}" for each in different[1:2])]
        kinds += ["dense"] if len(different) > 2 else []
        return f'{opens}<span class="{" ".join(kinds)}">{escape(words.text)}</span>{closes}'

    def _note(self, note: Note) -> str:
        level = f" · {escape(note.level)}" if note.level else ""
        memo = f"<em>{escape(note.memo)}</em>" if note.memo else ""
        return (
            f'<div class="note">{self._chip(note.colour)}<sup>{note.number}</sup> '
            f"{escape(note.code)}<small>{escape(note.coder)}{level}</small>{memo}</div>"
        )


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


# ---- colours and type


def _colours(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading) and block.colour:
            yield block.colour
        elif isinstance(block, Text):
            yield from _colours_of([block])
        elif isinstance(block, Grid):
            yield from _colours_of(text for row in block.rows for cell in row for text in cell)
        elif isinstance(block, Bars):
            yield from (bar.colour for bar in block.bars)
        elif isinstance(block, Transcript):
            for turn in block.turns:
                yield from (note.colour for note in turn.notes)
                yield from (colour for words in turn.words for colour in words.colours)


def _colours_of(texts: Iterable[Text]) -> Iterator[str]:
    yield from (colour for text in texts for words in text.words for colour in words.colours)


def _style(report: Report, classes: dict[str, str]) -> str:
    roles = {name: paper_role(name) for name in _ROLES}
    page = "@page{size:A4 landscape;margin:15mm}" if report.landscape else "@page{margin:18mm}"
    shades = ((name, paper_shades(colour)) for colour, name in classes.items())
    return page + _RULES % roles + "".join(_class(name, each) for name, each in shades)


def _class(name: str, shades: Shades) -> str:
    return (
        f".{name}{{background:{shades.stripe};fill:{shades.stripe}}}"
        f".m.{name}{{background:{shades.tint};border-color:{shades.stripe}}}"
        f".and-{name}{{box-shadow:0 1px {paper_role('paper')},0 3px {shades.stripe}}}"
    )


_RULES = """
*{box-sizing:border-box;print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font:16px/1.5 Inter,system-ui,sans-serif;color:%(ink)s;background:%(paper)s;
 max-width:1100px;margin:0 auto;padding:24px}
h1,h2,h3,h4{line-height:1.25;break-after:avoid}
h1,h2,h3,h4,h5,p,blockquote,.note{unicode-bidi:plaintext}body{overflow-wrap:anywhere}
h2{margin:2.2em 0 .6em;border-bottom:1px solid %(hairline)s;padding-bottom:.3em}
h3{margin:1.8em 0 .5em}h4{margin:1.4em 0 .4em}
p{margin:.35em 0}.about,small{color:%(ink3)s;font-size:.86em}
.item{padding-left:1.1em;text-indent:-1.1em;unicode-bidi:isolate}.item::before{content:"– "}
blockquote{font-family:"Source Serif 4",Georgia,serif;margin:.9em 0 .1em;padding-left:.9em;
 border-left:3px solid %(hairline)s;white-space:pre-wrap;break-inside:avoid;break-after:avoid}
table{border-collapse:collapse;table-layout:fixed;width:100%%;margin:.8em 0;font-size:.88em}
thead{display:table-header-group}
th,td{text-align:start;vertical-align:top;padding:6px 8px;border-bottom:1px solid %(hairline)s}
th{background:%(sunken)s}.figure{text-align:right;font-variant-numeric:tabular-nums}
td.figure{white-space:nowrap}td p{margin:0}td p+p{margin-top:.35em}
tr:has(td.figure){break-inside:avoid}
.chip{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.4em}
figure{margin:1em 0;break-inside:avoid}figcaption{color:%(ink2)s;margin-bottom:.5em}
svg{width:100%%;max-width:720px;font-size:12px}svg text{fill:%(ink2)s}svg .name{text-anchor:end}
svg .group{font-weight:600}
.turn{display:grid;grid-template-columns:5em 1fr 15em;gap:0 1.2em;padding:.5em 0}
.said p{font-family:"Source Serif 4",Georgia,serif;font-size:1.05em;white-space:pre-wrap;margin:0}
.said b{display:block;font-size:.82em}.quiet{color:%(ink2)s}
.where{color:%(ink3)s;font-size:.78em;text-align:right;font-variant-numeric:tabular-nums}
.notes{font-size:.82em;line-height:1.35}.note{margin-bottom:.4em;break-inside:avoid}
.note small,.note em{display:block;margin-left:1.1em}
.m{border-bottom:2px solid}.m.dense{background:%(dense)s}
sup{font-size:.68em;line-height:0;color:%(ink2)s;unicode-bidi:isolate}
@media print{body{padding:0;max-width:none;font-size:10pt;background:none}
 .turn{grid-template-columns:3.5em 1fr 12.5em;gap:0 .9em}.said b{break-after:avoid}}
@media screen and (max-width:760px){.turn{grid-template-columns:1fr}.where{text-align:left}}
"""
