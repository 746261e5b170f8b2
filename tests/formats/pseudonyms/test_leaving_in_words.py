# SPDX-License-Identifier: MIT
"""Names that would leave are said with how often and where."""

from __future__ import annotations

from coder_app.core.records import Sheet
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.leaving_in_words import (
    names_coming_in_words,
    names_in_words,
    place_in_words,
)
from coder_app.formats.pseudonyms.names_leaving import NameLeaving, names_that_would_leave


def leaving(*cells: str, names: tuple[str, ...]) -> list[NameLeaving]:
    key = [Pseudonym(name=name, pseudonym=f"P{n}") for n, name in enumerate(names)]
    sheet = Sheet(name="Codings", columns=("text",), rows=[(cell,) for cell in cells])
    return names_that_would_leave([sheet], key)


def test_a_name_is_said_with_the_number_of_its_places() -> None:
    found = leaving("Ana said", "Ana said", "to Ana", "Ben", names=("Ana", "Ben"))

    told = names_in_words(found)
    assert told.replace("\N{NO-BREAK SPACE}", " ") == (
        "2 names of the key would leave: Ana (3 places), Ben (1 place)."
    )


def test_of_many_names_the_most_frequent_are_called() -> None:
    names = tuple(f"Nobody{letter}" for letter in "abcdefghij")

    found = leaving(*names, names[9], names=names)

    told = names_in_words(found)
    assert told.startswith("10 names of the key would leave: Nobodyj (2\N{NO-BREAK SPACE}places), ")
    assert told.endswith(", 2 more.")


def test_a_place_is_shown_with_its_words_and_how_often_it_is_there() -> None:
    found = leaving("tell\nAna that", "Ben", "Ben", names=("Ana", "Ben"))

    assert [place_in_words(each) for each in found] == [
        "Codings: text: tell “Ana” that",
        "Codings: text (2\N{NO-BREAK SPACE}times): Ben",
    ]


def test_names_that_would_come_in_are_said_alike() -> None:
    found = leaving("Ana said", "to Ana", names=("Ana",))

    assert (
        names_coming_in_words(found)
        == "1 name of the key would come in: Ana (2\N{NO-BREAK SPACE}places)."
    )


def test_words_around_a_name_are_whole_ones() -> None:
    before = "so very many words away, and then we all told"
    long = f"{before} Ana of it, who had known all along, since then"

    (place,) = leaving(long, names=("Ana",))

    assert place_in_words(place) == (
        "Codings: text: … many words away, and then we all told “Ana” "
        "of it, who had known all along, since …"
    )


def test_a_name_within_a_longer_one_or_alone_has_no_quotation_marks() -> None:
    found = leaving("P01_Ana", "Ana", "the Anas", names=("Ana",))

    assert [place_in_words(each) for each in found] == [
        "Codings: text: P01_Ana",
        "Codings: text: Ana",
        "Codings: text: the Anas",
    ]
