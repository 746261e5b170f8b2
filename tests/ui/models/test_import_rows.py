# SPDX-License-Identifier: MIT
"""What a row says of its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.formats.arriving.column_wish import first_wish
from coder_app.formats.arriving.tables import answers_in, drafts_of
from coder_app.ui.models.import_rows import (
    FileRead,
    FileState,
    ImportRow,
    how_far,
    kind_text,
    speakers_text,
    state_text,
    turns_text,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.odt", "ODT"), ("a.srt", "Subtitles"), ("a.xlsx", "Table"), ("a", "Folder"), ("a.q", "Q")],
)
def test_a_kind_is_called_as_people_call_it(name: str, kind: str) -> None:
    assert kind_text(ImportRow(path=Path(name))) == kind


def test_a_table_counts_its_transcripts_and_participants(look) -> None:
    text = "id,why\nR1,Because she answers everybody who writes.\nR1,And he is honest to all.\n"
    table = answers_in(text.encode(), Path("a.csv"))
    wish = first_wish(table, {})
    read = FileRead(table=table, wish=wish, made=drafts_of(table, wish.choice))

    row = ImportRow(path=Path("a.csv"), state=FileState.READY).taking(read, None)

    assert (turns_text(row), speakers_text(row), state_text(row)) == ("2", "1", "1 transcript")


def test_how_far_reading_is() -> None:
    rows = [ImportRow(path=Path("a")), ImportRow(path=Path("b"), reading=False)]

    assert how_far(rows) == "Reading: 1 of 2 done."
