# SPDX-License-Identifier: MIT
"""What an RTF group sets for its words, and the lines that the words go to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coder_app.formats.transcripts.lines import Line, row_of

_SYMBOL = re.compile("[\uf000-\uf0ff]")  # of a symbol font: a bullet, where a number may stand


@dataclass(slots=True)
class State:
    """What holds until the end of a group."""

    sink: Sink
    skipped: bool = False  # no words of the text
    destination: str = ""
    font: int | None = None
    style: int | None = None  # of a paragraph
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    level: int = 0
    page_before: bool = False
    replaced_by: int = 1  # characters that stand for one given by its number


class Sink:
    """Where words go: the text, or a note."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.line = Line()
        self._in_table: list[Line] = []  # lines of the cell that is open
        self._cells: list[list[Line]] = []

    def end_line(self, state: State) -> None:
        """Finish a paragraph."""
        self._finish(state)
        if state.in_table:
            self._in_table.append(self.line)
        else:
            self._leave_table()
            self.lines.append(self.line)
        self.line = Line()

    def end_cell(self, state: State) -> None:
        """Finish a cell with what is open."""
        self._finish(state)
        self._cells.append([*self._in_table, self.line])
        self._in_table, self.line = [], Line()

    def end_row(self) -> None:
        """Make a line of the cells."""
        if self._cells:
            self.lines.append(row_of(self._cells))
        self._cells = []

    def end(self, state: State) -> None:
        """Finish everything that is open."""
        self.end_row()
        self._leave_table()
        if self.line.text:
            self._finish(state)
            self.lines.append(self.line)

    def _leave_table(self) -> None:
        self.lines += self._in_table
        self._in_table = []

    def _finish(self, state: State) -> None:
        line, level = self.line, state.level
        number = _SYMBOL.sub("•", _paired(line.number).strip())
        line.number = f"{number} " if number else ""
        line.bold, line.rest = [_paired("".join(line.bold))], [_paired("".join(line.rest))]
        line.level = level
        line.page |= state.page_before
        if level:  # a heading's boldness marks no speaker
            line.bold, line.rest = [], line.bold + line.rest


def _paired(text: str) -> str:
    """Join the two halves that RTF writes of a character beyond U+FFFF."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
