# SPDX-License-Identifier: MIT
"""Names of a key are found wherever they would come in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder_app.core.described import AttributeDraft, Described
from coder_app.core.records import TranscriptDraft
from coder_app.core.stopping import Stopped, stoppable
from coder_app.formats.arriving.arrivals import Arrivals, with_pseudonyms
from coder_app.formats.arriving.names_coming import names_that_would_come
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.transcript_files import read_content
from coder_app.formats.transcripts.reading import Reading

KEY = (Pseudonym(name="Marisol", pseudonym="P1"),)


def draft(name: str = "P1.txt", text: str = "P1: I trust her.\n") -> TranscriptDraft:
    return read_content(text.encode(), Path(name), Reading())


def found(arrivals: Arrivals, *, sure_only: bool = False) -> list[tuple[str, str]]:
    coming = names_that_would_come(arrivals, KEY, sure_only=sure_only)
    return [(each.where, each.place.original) for each in coming]


def test_in_texts_and_names_of_transcripts() -> None:
    inside, named = draft(text="Marisol: I trust her.\nI: marisol?\n"), draft("Marisol.txt")

    assert found(Arrivals(drafts=(draft(), inside, named))) == [
        ("P1, line 1", "Marisol"),
        ("P1, line 2", "marisol"),
        ("Name of a transcript", "Marisol"),
    ]


def test_a_speaker_whom_the_text_names_is_told_once() -> None:
    said = draft(text="Marisol: yes\nI: so?\n")
    turns = tuple(replace(turn, speaker="Marisol") for turn in said.turns)
    corrected = replace(said, turns=turns)

    assert found(Arrivals(drafts=(said,))) == [("P1, line 1", "Marisol")]
    assert found(Arrivals(drafts=(corrected,)))[1:] == [("P1, speaker", "Marisol")]


def test_in_what_is_said_of_people() -> None:
    table = Described(
        attributes=(
            AttributeDraft(name="Friend of Marisol", kind="text"),
            AttributeDraft(name="Town", kind="choice", choices=("Vila Marisol", "Faro")),
            AttributeDraft(name="Age", kind="number"),
        ),
        people=(("Marisol", ("no", "Faro", "24")), ("Ben", ("of Marisol", "Faro", "31"))),
    )

    assert found(Arrivals(drafts=(draft(),), participants={0: "Marisol"}, described=(table,))) == [
        ("Participant", "Marisol"),
        ("Attribute", "Marisol"),
        ("Friend of Marisol", "Marisol"),
        ("Town", "Marisol"),
    ]


def test_in_files_that_are_kept_and_hold_more_than_their_text() -> None:
    table = replace(draft(), original=b"name,text\nMarisol,I trust her.\n", encoding=None)
    part = replace(table, name="P2")
    said = replace(table, text="P1: Marisol!")

    assert found(Arrivals(drafts=(table, part))) == [("P1, the file as it came", "Marisol")]
    assert found(Arrivals(drafts=(said,))) == [("P1, line 1", "Marisol")]


def test_files_are_read_in_their_encoding_if_they_are_text() -> None:
    foreign = "von Marisol für P1".encode("utf-16-le")
    kept = replace(draft(), original=foreign, encoding="utf-16-le")

    assert found(Arrivals(drafts=(kept,))) == [("P1, the file as it came", "Marisol")]
    for encoding in (None, "no such one"):
        assert found(Arrivals(drafts=(replace(kept, original=b"\xff M", encoding=encoding),))) == []


def test_places_that_are_not_sure_can_be_left_out() -> None:
    arrivals = Arrivals(drafts=(draft(text="I: Marisol\nP1: marisol, Marisol\n"),))

    assert len(found(arrivals)) == 3
    assert found(arrivals, sure_only=True) == [("P1, line 1", "Marisol"), ("P1, line 2", "Marisol")]


def test_nothing_is_found_without_names_or_without_a_key() -> None:
    arrivals = Arrivals(drafts=(draft("Marisol.txt", text="Marisol: yes\n"),))

    assert names_that_would_come(arrivals, ()) == []
    assert found(Arrivals(drafts=(draft(),))) == []
    assert found(with_pseudonyms(arrivals, KEY, lambda *_: True)[0]) == []


def test_the_search_can_be_stopped() -> None:
    with stoppable(lambda: True), pytest.raises(Stopped):
        names_that_would_come(Arrivals(drafts=(draft(),)), KEY)
