# SPDX-License-Identifier: MIT
"""Names of a key are found wherever they would come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.described import AttributeDraft, Described
from coder_app.core.records import TranscriptDraft
from coder_app.core.stopping import Stopped, stoppable
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.arriving.names_coming import names_that_would_come
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.transcript_files import read_content
from coder_app.formats.transcripts.reading import Reading

KEY = (Pseudonym(name="Marisol", pseudonym="P1"),)


def draft(name: str = "P1.txt", text: str = "P1: I trust her.\n") -> TranscriptDraft:
    return read_content(text.encode(), Path(name), Reading())


def found(arrivals: Arrivals) -> list[tuple[str, str]]:
    return [(each.where, each.place.original) for each in names_that_would_come(arrivals, KEY)]


def test_in_texts_and_names_of_transcripts() -> None:
    inside, named = draft(text="Marisol: I trust her.\nI: marisol?\n"), draft("Marisol.txt")

    assert found(Arrivals(drafts=(draft(), inside, named))) == [
        ("P1: text", "Marisol"),
        ("P1: text", "marisol"),
        ("Marisol", "Marisol"),
    ]


def test_in_voices_that_the_text_does_not_name() -> None:
    captions = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Marisol>I trust her.\n"
    arrivals = Arrivals(drafts=(draft("P1.vtt", captions),))

    assert {name for _, name in found(arrivals)} == {"Marisol"}


def test_in_what_is_said_of_people() -> None:
    table = Described(
        attributes=(
            AttributeDraft(name="Friend of Marisol", kind="text"),
            AttributeDraft(name="Town", kind="choice", choices=("Vila Marisol", "Faro")),
        ),
        people=(("Marisol", ("no", "Faro")), ("Ben", ("of Marisol", "Faro"))),
    )

    assert found(Arrivals(drafts=(draft(),), participants={0: "Marisol"}, described=(table,))) == [
        ("Participants: name", "Marisol"),
        ("Participants", "Marisol"),
        ("Participants: Friend of Marisol", "Marisol"),
        ("Participants: Town", "Marisol"),
    ]


def test_nothing_is_found_without_names_or_without_a_key() -> None:
    arrivals = Arrivals(drafts=(draft(text="Marisol: yes\n"),))

    assert names_that_would_come(arrivals, ()) == []
    assert found(Arrivals(drafts=(draft(),))) == []


def test_the_search_can_be_stopped() -> None:
    with stoppable(lambda: True), pytest.raises(Stopped):
        names_that_would_come(Arrivals(drafts=(draft(),)), KEY)
