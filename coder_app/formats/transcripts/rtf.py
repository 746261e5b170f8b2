# SPDX-License-Identifier: MIT
"""Transcripts in RTF, by an own walk over its words.

striprtf, the one maintained library, keeps deleted and hidden words, loses notes and bold names.
"""

from __future__ import annotations

import re
from copy import copy
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.transcripts.lines import Manuscript, draft_of, symbol
from coder_app.formats.transcripts.reading import Reading
from coder_app.formats.transcripts.rtf_lines import Sink, State
from coder_app.formats.transcripts.rtf_words import (
    NO_TEXT,
    SIGNS,
    SYMBOL_CHARSET,
    TEXT,
    page_of_charset,
    page_of_number,
)

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    r"|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)
_HEADING = re.compile(r"heading ([1-9])\s*;?", re.IGNORECASE)
_FIELD_SIGN = re.compile(r"\s*SYMBOL\s+([0-9]{1,3})\s[^\"]{0,40}\"([^\"]{1,40})\"")
_DEEPEST = 500  # groups in groups
_LONGEST_NAME = 60
_MOST_TOKENS = 1_500_000  # a hundred hours of talk have less than a million


def read_rtf(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read RTF; bold names at the beginning of paragraphs count as labels."""
    walk = _Walk(path)
    walk.read(data.decode("latin-1"))
    return draft_of(walk.found, data, path, "rtf", reading)


class _Walk:
    """Goes through the words of a file and gathers its lines."""

    def __init__(self, path: Path) -> None:
        self.found = Manuscript()
        self._path = path
        self._text = Sink()
        self._state = State(self._text)
        self._outer: list[State] = []
        self._page = "cp1252"
        self._default_font: int | None = None
        self._fonts: dict[int, tuple[int, str]] = {}  # charset and name
        self._styles: dict[int, str] = {}  # their names
        self._bytes = bytearray()
        self._to_skip = 0
        self._starred = False
        self._field: list[str] = []
        self._sections_flow = False

    def read(self, text: str) -> None:
        """Read all tokens up to the end of the first group."""
        position = tokens = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            assert match is not None  # the last branch takes what no other does
            position = match.end() + self._token(match)
            tokens += 1
            if tokens > _MOST_TOKENS or len(self._outer) > _DEEPEST:
                raise self._damaged(tr("It has more commands than a text needs."))
            if not self._outer and match[5] == "}":
                break
        if self._outer:
            raise self._damaged(tr("It is damaged or incomplete: its end is missing."))
        self._flush()
        self._text.end(self._state)
        self.found.lines = self._text.lines

    def _damaged(self, what: str) -> InputProblem:
        remedy = tr("Open it in the program it was written with, and save it anew.")
        return InputProblem(self._path, what, remedy)

    def _token(self, match: re.Match[str]) -> int:
        """Take one token; give how many bytes after it are no text."""
        word, number, code, sign, brace, words = match.groups()
        if code or words:
            self._words(bytes.fromhex(code) if code else words.encode("latin-1"))
            return 0
        self._to_skip = 0
        if brace == "{":
            self._flush()
            self._starred = False
            self._outer.append(copy(self._state))
        elif brace:
            self._flush()
            self._close()
        elif word:
            return self._word(word, None if number is None else int(number))
        elif sign == "*":
            self._starred = True
        elif sign in ("\n", "\r"):
            self._word("par", None)
        elif sign in SIGNS:
            self._add(SIGNS[sign])
        return 0

    def _close(self) -> None:
        inner = self._state
        if not self._outer:
            raise self._damaged(tr("It is damaged: a group ends that has not begun."))
        self._state = self._outer.pop()
        self._starred = False
        if inner.destination == "fldinst" and self._state.destination != "fldinst":
            self._end_field()
        if inner.sink is not self._state.sink:
            inner.sink.end(inner)
            self.found.notes.append("\n".join(line.text for line in inner.sink.lines))

    # ---- words of the text

    def _words(self, raw: bytes) -> None:
        """Take bytes of the text, but for those that stand for a character already given."""
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        raw = raw[skipped:]
        if self._state.destination == "fldinst":
            self._field.append(raw.decode("latin-1"))
        elif self._state.destination == "fonttbl" and self._state.font is not None:
            charset, name = self._fonts.get(self._state.font, (1, ""))
            self._fonts[self._state.font] = charset, name + raw.decode("latin-1").rstrip(";")
        elif self._state.destination == "stylesheet" and self._state.style is not None:
            name = self._styles.get(self._state.style, "")
            self._styles[self._state.style] = (name + raw.decode("latin-1"))[:_LONGEST_NAME]
        elif not self._state.skipped:
            self._bytes += raw

    def _flush(self) -> None:
        """Decode the bytes gathered so far: a character may be several of them."""
        if not self._bytes:
            return
        raw, self._bytes = bytes(self._bytes), bytearray()
        font = self._default_font if self._state.font is None else self._state.font
        charset, name = self._fonts.get(-1 if font is None else font, (1, ""))
        if charset == SYMBOL_CHARSET and name.casefold() != "wingdings" and raw.isascii():
            charset = 1  # many programs call plain fonts symbolic
        if charset == SYMBOL_CHARSET:
            self._symbols(name, raw)
        else:
            self._put(raw.decode(page_of_charset(charset) or self._page, "replace"))

    def _symbols(self, font: str, raw: bytes) -> None:
        for byte in raw:
            sign = " " if byte == 0x20 else "•" if byte == 0xB7 else symbol(font, f"{byte:02x}")
            self._put(sign)
            self.found.left_out["symbol"] += not sign and self._is_read()

    def _add(self, letters: str) -> None:
        self._flush()
        if not self._state.skipped:
            self._put(letters)

    def _put(self, letters: str) -> None:
        state = self._state
        if not self._is_read():
            self.found.left_out["hidden"] += state.hidden and bool(letters.strip())
        elif state.destination == "listtext":
            state.sink.line.number += letters.replace("\t", " ")
        else:
            state.sink.line.add(letters, bold=state.bold)

    def _is_read(self) -> bool:
        return not (self._state.hidden or self._state.deleted)

    # ---- control words

    def _word(self, word: str, number: int | None) -> int:
        if word == "u" and number is not None:
            self._add(chr(number & 0xFFFF))
            self._to_skip = self._state.replaced_by
            return 0
        self._flush()
        if word == "bin":
            return max(0, number or 0)
        if self._begins_group(word):
            return 0
        if word in SIGNS:
            self._add(SIGNS[word])
        elif word in ("par", "sect", "page", "cell", "row") and not self._state.skipped:
            self._end(word)
        else:
            self._property(word, number)
        return 0

    def _begins_group(self, word: str) -> bool:
        """Take the first word of a group that is no text, a note, or a number of a list."""
        starred, self._starred = self._starred, False
        state = self._state
        if word in ("listtext", "pntext"):
            state.destination = "listtext"
        elif word == "footnote" and not state.skipped:
            state.sink.line.add(f"[{len(self.found.notes) + 1}]", bold=False)
            state.sink = Sink()
            state.bold = state.in_table = False
        elif word == "ud":  # the same words again, in Unicode
            state.skipped = len(self._outer) > 1 and self._outer[-2].skipped
        elif word in TEXT:
            pass
        elif word in NO_TEXT or starred:
            self.found.left_out["comment"] += word == "annotation"
            self.found.left_out["picture"] += word == "pict" and not state.skipped
            state.skipped, state.destination = True, word
        else:
            return False
        return True

    def _end(self, word: str) -> None:
        sink = self._state.sink
        if word == "cell":
            sink.end_cell(self._state)
        elif word == "row":
            sink.end_row()
        elif word != "page" or not sink.line.is_empty:
            sink.end_line(self._state)
        if word == "page" or (word == "sect" and not self._sections_flow):
            sink.line.page = True

    def _property(self, word: str, number: int | None) -> None:
        state, on = self._state, number != 0
        match word:
            case "b":
                state.bold = on
            case "plain":
                state.bold = state.hidden = state.deleted = False
                state.font = None
            case "pard":
                state.in_table = state.page_before = False
                state.level = 0
            case "intbl":
                state.in_table = True
            case "pagebb":
                state.page_before = on
            case "outlinelevel":
                state.level = number + 1 if number is not None and 0 <= number < 9 else 0
            case "s":
                heading = _HEADING.fullmatch(self._styles.get(number or 0, ""))
                state.style, state.level = number or 0, int(heading[1]) if heading else 0
            case "sbknone" | "sbkcol" | "sectd":
                self._sections_flow = word != "sectd"
            case "v" | "deleted" | "revised":
                self._change(word, on=on)
            case _:
                self._letters_of(word, number)

    def _change(self, word: str, *, on: bool) -> None:
        """Take a tracked change as accepted, and hide what is hidden."""
        state = self._state
        if word == "v":
            state.hidden = on
            return
        self.found.left_out["change"] += on and not (word == "deleted" and state.deleted)
        if word == "deleted":
            state.deleted = on

    def _letters_of(self, word: str, number: int | None) -> None:
        """Take what says which letters bytes mean."""
        state = self._state
        if word == "f" and number is not None:
            state.font = number
        elif word == "fcharset" and state.destination == "fonttbl" and state.font is not None:
            self._fonts[state.font] = number or 0, self._fonts.get(state.font, (0, ""))[1]
        elif word == "uc":
            state.replaced_by = min(max(number or 0, 0), 9)
        elif word == "deff":
            self._default_font = number
        elif word == "ansicpg":
            self._page = page_of_number(number or 1252)
        elif word in ("mac", "pc", "pca"):
            self._page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]

    def _end_field(self) -> None:
        """Read the sign that a field stands for: Word writes smileys so."""
        told = _FIELD_SIGN.match("".join(self._field))
        self._field = []
        if told and not self._state.skipped:
            sign = symbol(told[2], f"{int(told[1]) & 0xFF:02x}")
            self._put(sign)
            self.found.left_out["symbol"] += not sign
