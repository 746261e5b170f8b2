# SPDX-License-Identifier: MIT
"""A talk as a table: a row a turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from coder_app.core.errors import InputProblem
from coder_app.core.records import TranscriptDraft
from coder_app.formats.transcript_files import read_transcript
from coder_app.formats.transcripts import spoken_table

Write = Callable[[str, bytes | str], Path]


def said(draft: TranscriptDraft) -> list[tuple[str, str, float | None, float | None]]:
    return [(t.speaker, draft.text[t.start : t.end], t.begins, t.ends) for t in draft.turns]


def test_whisper_counts_in_thousandths(write: Write) -> None:
    table = "start\tend\ttext\n500\t2000\tOne 😀\n2000\t3500\ttwo.\n9000\t9500\tThree.\n"

    draft = read_transcript(write("talk.tsv", table))

    assert said(draft) == [("", "One 😀 two.", 0.5, 3.5), ("", "Three.", 9.0, 9.5)]
    assert (draft.format, draft.encoding) == ("tsv", "utf-8")


def test_speakers_and_clocks_are_read_from_their_columns(write: Write) -> None:
    table = "Speaker;Start;Text\nAna;0:01;Why?\nBo;00:00:02,5;Because.\nBo;;So.\n"

    draft = read_transcript(write("talk.csv", table))

    assert said(draft) == [("Ana", "Why?", 1.0, None), ("Bo", "Because. So.", 2.5, None)]


def test_names_that_repeat_are_speakers_also_without_times(write: Write) -> None:
    draft = read_transcript(write("talk.csv", "name,text\nAna,One\nBo,Two\nAna,Three\nBo,Four\n"))

    assert draft.text == "Ana: One\n\nBo: Two\n\nAna: Three\n\nBo: Four"


def test_a_workbook_is_read_alike(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["start", "end", "text"], [0.5, 2, "One"], [2, 3.5, "two."]):
        book.active.append(row)
    book.save(tmp_path / "talk.xlsx")

    draft = read_transcript(tmp_path / "talk.xlsx")

    assert said(draft) == [("", "One two.", 0.5, 3.5)]
    assert (draft.format, draft.encoding) == ("xlsx", None)


@pytest.mark.parametrize(
    "table",
    [
        "id,answer\n1,I follow her\n2,I do not\n",
        "name,text\nAna,I follow her\nBo,I do not\nCy,Perhaps\n",
        "start,text\nearly,One\nlate,Two\n",
        "text\nOne\n",
        "speaker,text\n,\n",
        "words without any comma",
    ],
)
def test_a_table_of_answers_is_no_talk(write: Write, table: str) -> None:
    with pytest.raises(InputProblem, match="no transcript with a turn in each row"):
        read_transcript(write("answers.csv", table))


def test_a_table_without_end_is_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken_table, "_MOST_ROWS", 5)

    with pytest.raises(InputProblem, match="more than 5 rows"):
        read_transcript(write("talk.tsv", "start\ttext\n" + "1\ta\n" * 9))


def test_an_encoding_that_a_person_chose_is_taken(write: Write) -> None:
    path = write("talk.csv", "speaker,text\nAna,caf\xe9\nAna,so\n".encode("cp1252"))

    assert read_transcript(path, encoding="cp1252").text == "Ana: café so"
