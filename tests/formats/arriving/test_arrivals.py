# SPDX-License-Identifier: MIT
"""What arrives together, and what of it names somebody."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from coder_app.core.described import AttributeDraft, Described
from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.arrivals import Arrivals, log_path, with_pseudonyms
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading

KEY = (Pseudonym(name="Marisol", pseudonym="P07"), Pseudonym(name="Tavira", pseudonym="a town"))
TALK = "INT: Where?\nMarisol: In Tavira. Marisol is my name.\nINT: So?\nMarisol: marisol, yes.\n"


def draft(name: str = "Marisol 1", text: str = TALK) -> TranscriptDraft:
    return read_text(text.encode(), Path(f"/in/{name}.txt"), Reading())


def test_arrivals_are_counted_on_behind_one_another() -> None:
    one = Arrivals(drafts=(draft("a"), draft("b")), participants={1: "Ben"})
    two = Arrivals(drafts=(draft("c"),), participants={0: "Cleo"}, sources={0: "digest"})

    both = one.and_more(two)

    assert [d.name for d in both.drafts] == ["a", "b", "c"]
    assert both.participants == {1: "Ben", 2: "Cleo"}
    assert both.sources == {2: "digest"}


def test_files_with_names_are_known_by_their_checksums() -> None:
    first = draft()

    arrivals, _ = with_pseudonyms(Arrivals(drafts=(first,)), KEY, lambda *_: True)

    assert arrivals.drafts[0].original != first.original
    assert arrivals.sources == {0: sha256(first.original).hexdigest()}
    again, _ = with_pseudonyms(arrivals, KEY, lambda *_: True)
    assert again.sources == arrivals.sources


def test_names_go_from_texts_speakers_transcripts_and_people() -> None:
    guid = uuid4()
    told = Described(
        attributes=(AttributeDraft(name="Town", kind="choice", choices=("Tavira",)),),
        people=(("Marisol 1", ("Tavira",)),),
    )
    arrivals = Arrivals(
        drafts=(draft(), draft("b")), participants={0: "Marisol 1", 1: guid}, described=(told,)
    )

    found, log = with_pseudonyms(arrivals, KEY, lambda _, place: place.sure)

    assert found.drafts[0].text == (
        "INT: Where?\n[P07]: In [a town]. [P07] is my name.\nINT: So?\n[P07]: marisol, yes.\n"
    )
    assert found.drafts[0].name == "P07 1"
    assert found.drafts[0].speakers == ("INT", "P07")
    assert b"Marisol" not in found.drafts[0].original
    assert found.participants == {0: "P07 1", 1: guid}
    assert found.described[0].people == (("P07 1", ("a town",)),)
    assert found.described[0].attributes[0].choices == ("a town",)
    assert [(each.line, each.original) for each in log[:3]] == [
        (2, "Marisol"),
        (2, "Tavira"),
        (2, "Marisol"),
    ]


def test_the_text_calls_a_speaker_as_the_turns_do() -> None:
    key = (Pseudonym(name="Marisol Vega", pseudonym="P07"),)

    found, log = with_pseudonyms(Arrivals(drafts=(draft(),)), key, lambda _, place: place.sure)

    assert found.drafts[0].speakers == ("INT", "P07")
    assert "\n[P07]: In Tavira." in found.drafts[0].text
    assert [each.original for each in log] == ["Marisol", "Marisol"]  # the two labels


def test_places_that_were_not_chosen_stay() -> None:
    found, log = with_pseudonyms(Arrivals(drafts=(draft(),)), KEY, lambda _, place: False)

    assert found.drafts[0].text == TALK
    assert log == ()


def test_each_import_has_a_log_of_its_own(tmp_path: Path) -> None:
    first = log_path(tmp_path / "key.xlsx", date(2026, 11, 27))
    first.touch()

    assert first.name == "key-replacements-2026-11-27.csv"
    assert log_path(tmp_path / "key.xlsx", date(2026, 11, 27)).name == (
        "key-replacements-2026-11-27-2.csv"
    )
