# SPDX-License-Identifier: MIT
"""All that is wrong with a codebook file, gathered so that one reading tells everything."""

from __future__ import annotations

from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.formats.cleaning import clean

LONGEST_NAME, LONGEST_TEXT, LONGEST_LIST = 200, 20_000, 500
MOST_CODES = 2_000
ONE_LINE = frozenset({"title", "name", "group", "parent", "near_miss_code", "home_motive"})
_MOST_TOLD = 50


class Faults:
    """Sentences, each with the line or row it belongs to."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def add(self, line: int, head: str, sentence: str) -> None:
        """Note one fault; `head` says where: line, code, field."""
        self.found.append((line, f"{head}: {sentence}"))

    def heads(self) -> frozenset[str]:
        """Tell of which places something was said already."""
        return frozenset(sentence.split(": ")[0] for _, sentence in self.found)

    def raise_if_any(self, path: Path, remedy: str) -> None:
        """Say them all at once, in the order of the file."""
        if not self.found:
            return
        lines = [sentence for _, sentence in sorted(self.found)]
        count = tr_n("There is {n} mistake in it:", "There are {n} mistakes in it:", len(lines))
        more = [tr("… and more.")] if len(lines) > _MOST_TOLD else []
        what = "\n".join((count, *lines[:_MOST_TOLD], *more))
        raise InputProblem(path, what, f"\n{remedy}")


def head_of(*parts: str) -> str:
    """Join what says where a fault is; parts that are empty are left out."""
    return ", ".join(part for part in parts if part)


def text_fault(field: str, value: str) -> str:
    """Say what is wrong with one text of a field, or nothing."""
    limit = LONGEST_NAME if field in ONE_LINE else LONGEST_TEXT
    if len(value) > limit:
        return tr("it has over {0:,} characters.").format(limit)
    if field in ONE_LINE and "\n" in value.strip():
        return tr("it must stand on one line.")
    if clean(value)[1]:
        return tr("it holds a character that no text can hold.")
    return ""
