# SPDX-License-Identifier: MIT
"""Names → pseudonyms: every place is shown before, and none of the key leaves unseen."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.records import TranscriptDraft
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import (
    Sieve,
    _fold,
    find_names,
    find_names_in,
    names_left,
    replace_names,
)
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading


def key(**names: str) -> list[Pseudonym]:
    return [
        Pseudonym(name=name.replace("_", " "), pseudonym=pseudonym)
        for name, pseudonym in names.items()
    ]


def draft(text: str, name: str = "talk") -> TranscriptDraft:
    return read_text(text.encode(), Path(f"{name}.txt"), Reading())


def found(text: str, entries: list[Pseudonym]) -> list[tuple[str, str, bool]]:
    return [(p.original, p.replacement, p.sure) for p in find_names(text, entries)]


# ---- finding


def test_names_are_found_as_whole_words_with_what_is_around_them() -> None:
    (place,) = find_names("Nobody here.\nBut 😀 Ana, said Anatol's Banana.", key(Ana="Mira"))

    assert (place.original, place.replacement, place.line) == ("Ana", "[Mira]", 2)
    assert (place.before, place.after[:6]) == ("Nobody here.\nBut 😀 ", ", said")


def test_capitals_stay_capitals_and_other_writings_are_for_a_person_to_decide() -> None:
    assert found("Ana ANA ana anA", key(Ana="Mira")) == [
        *(("Ana", "[Mira]", True), ("ANA", "[MIRA]", True)),
        *(("ana", "[Mira]", False), ("anA", "[Mira]", False)),
    ]


def test_a_name_that_the_key_writes_small_is_found_in_any_case() -> None:
    assert [sure for _, _, sure in found("ana Ana ANA", key(ana="mira"))] == [True, True, True]


def test_the_longest_name_counts() -> None:
    assert found("Ana Ruiz and Ana", key(Ana="Mira", Ana_Ruiz="Mira Vega")) == [
        *(("Ana Ruiz", "[Mira Vega]", True), ("Ana", "[Mira]", True)),
    ]


def test_a_name_may_go_over_a_line_end_or_a_space_that_does_not_break() -> None:
    assert [o for o, _, _ in found("Ana\nRuiz, Ana\u00a0Ruiz", key(Ana_Ruiz="M"))] == [
        *("Ana\nRuiz", "Ana\u00a0Ruiz"),
    ]


def test_accents_and_apostrophes_written_otherwise_are_found_and_not_sure() -> None:
    entries = key(**{"José": "Raúl", "O'Brien": "Kelly"})

    assert found("Jose\u0301 Jose José O’Brien", entries) == [
        *(("Jose\u0301", "[Raúl]", True), ("Jose", "[Raúl]", False)),
        *(("José", "[Raúl]", True), ("O’Brien", "[Kelly]", False)),
    ]


def test_what_is_attached_to_a_name_makes_it_unsure() -> None:
    assert found("Anas Kanal, Ana's, Ana-Lena", key(Ana="Mira")) == [
        *(("Ana", "[Mira]", False), ("Ana", "[Mira]", True), ("Ana", "[Mira]", True)),
    ]


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("我喜欢安娜的视频", "安娜", True),
        ("アナさんの動画", "アナ", True),
        ("민수가 왔어요", "민수", True),
        ("김민수가 왔어요", "민수", False),
        ("ذهبت مع أحمد", "أحمد", True),
        ("وأحمد جاء", "أحمد", False),
        ("דיברתי עם דנה", "דנה", True),
        ("לדנה יש", "דנה", False),
        ("สมชายมาแล้ว", "สมชาย", True),
    ],
)
def test_names_are_found_in_scripts_that_attach_words(text: str, name: str, sure: bool) -> None:
    assert found(text, key(**{name: "X"})) == [(name, "[X]", sure)]


def test_sharp_s_and_emoji_before_a_name_do_not_move_it() -> None:
    (place,) = find_names("Straße ﬁ 😀 Großmann İ Ana", key(Ana="Mira"))

    assert "Straße ﬁ 😀 Großmann İ Ana"[place.start : place.end] == "Ana"


def test_handles_and_addresses_are_names_too() -> None:
    entries = [Pseudonym(name="@ana_r", pseudonym="[handle 1]")]

    assert found("see @ana_r, not @ana_ruiz", entries) == [("@ana_r", "[handle 1]", True)]


def test_parts_of_a_name_are_found_alone_and_not_sure() -> None:
    entries = key(Ana_de_la_Ruiz="Mira von der Vega", The_Bee_Man="A Beekeeper")

    assert found("Ana, Ruiz, de la, RUIZ, ruiz. The Bee. Ana de la Ruiz", entries) == [
        *(("Ana", "[Mira]", False), ("Ruiz", "[Vega]", False), ("RUIZ", "[VEGA]", False)),
        *(("Bee", "[A Beekeeper]", False), ("Ana de la Ruiz", "[Mira von der Vega]", True)),
    ]


def test_a_part_that_has_its_own_row_is_that() -> None:
    assert found("Ana", key(Ana="Zoe", Ana_Ruiz="Mira Vega")) == [("Ana", "[Zoe]", True)]


def test_no_names_find_nothing() -> None:
    assert find_names("Ana", []) == []
    assert find_names("", key(Ana="Mira")) == []


def test_in_the_label_of_a_speaker_every_name_is_sure() -> None:
    said = draft("ANA_RUIZ: I am ana.\nB: And Ana?\nAna: It is Ana Ruiz.\n")

    told = [(p.original, p.line, p.sure) for p in find_names_in(said, key(Ana_Ruiz="Mira Vega"))]

    assert told == [
        *(("ANA_RUIZ", 1, True), ("Ana", 2, False), ("Ana", 3, True), ("Ana Ruiz", 3, True)),
    ]


# ---- replacing

TALK = "Ana: I am Ana, and Bo is here.\nBo: Hi ana.\nAna: So.\nBo: Yes.\n"


def test_chosen_places_are_replaced_speakers_too_and_the_log_says_so() -> None:
    entries = key(Ana="Mira", Bo="Leo")
    places = [place for place in find_names(TALK, entries) if place.sure]

    changed, log = replace_names(draft(TALK, "Ana_1"), entries, places)

    assert changed.text == (
        "[Mira]: I am [Mira], and [Leo] is here.\n[Leo]: Hi ana.\n[Mira]: So.\n[Leo]: Yes.\n"
    )
    assert changed.speakers == ("Mira", "Leo")
    assert changed.name == "Mira_1"
    assert (log[0].transcript, log[0].line, log[0].original, log[0].changed_to) == (
        *("Mira_1", 1, "Ana", "[Mira]"),
    )
    assert len(log) == 6
    first = changed.turns[0]
    assert changed.text[first.start : first.end] == "I am [Mira], and [Leo] is here."


def test_the_file_as_it_came_does_not_stay_with_the_names_in_it() -> None:
    entries = key(Ana="Mira")
    before = draft(TALK, "Ana")

    changed, _ = replace_names(before, entries, find_names(TALK, entries))

    assert b"Ana" not in changed.original
    assert changed.path is not None
    assert "Ana" not in changed.path.name
    assert (changed.format, changed.encoding) == ("txt", "utf-8")


def test_pseudonyms_that_are_names_are_not_replaced_again() -> None:
    text = "Ana met Bo."
    entries = key(Ana="Bo", Bo="Cy")

    changed, _ = replace_names(draft(text), entries, find_names(text, entries))

    assert changed.text == "[Bo] met [Cy]."
    assert names_left(changed.text, entries) == ()


# ---- leaving


def test_each_name_that_would_leave_is_told_however_it_is_written() -> None:
    text = "ana, ANA, Anas, José and [Mira]\n"

    left = names_left(text, key(Ana="Mira", Jose="Raúl"))

    assert [place.original for place in left] == ["ana", "ANA", "Ana", "José"]


def test_nothing_is_left_after_all_places_were_replaced() -> None:
    entries = key(Ana="Mira", Bo="Leo")

    changed, _ = replace_names(draft(TALK), entries, find_names(TALK, entries))

    assert names_left(changed.text, entries) == ()


def test_a_name_in_other_brackets_is_left() -> None:
    assert len(names_left("[laughs, Ana] [Ana Bo", key(Ana="Mira"))) == 2


def test_many_names_in_a_long_text_take_no_endless_time() -> None:
    entries = [Pseudonym(name=f"Name{n} Family{n}", pseudonym=f"P{n}") for n in range(2_000)]
    text = "words that are no names, not even Name5 alone 😀 " * 10_000
    begun = time.process_time()

    assert len(find_names(text, entries)) == 10_000
    assert time.process_time() - begun < 10


@given(st.text(max_size=60), st.text(min_size=1, max_size=8), st.text(max_size=20))
def test_a_name_between_spaces_is_always_found_where_it_stands(
    before: str, name: str, after: str
) -> None:
    name = " ".join(name.split())
    if not name or not name[0].isalpha() or not name[-1].isalpha() or name[-1:].casefold() == "s":
        return
    text = f"{before} {name} {after}"

    places = find_names(text, [Pseudonym(name=name, pseudonym="X")])

    for place in places:
        assert text[place.start : place.end] == place.original
    assert any(place.start <= len(before) + 1 < place.end for place in places)


@given(st.text(st.sampled_from("AnaBo é\u0301ß😀\n:_sI'"), max_size=60))
def test_whatever_is_replaced_nothing_is_left(text: str) -> None:
    entries = key(Ana="Mira", Bo="Leo", Né="Zoe")
    one = replace(draft("x"), text=text, turns=())

    changed, log = replace_names(one, entries, find_names(text, entries))

    assert names_left(changed.text, entries) == ()
    assert len(log) == len(find_names(text, entries))


# ---- the sieve


def test_every_space_stays_space_when_letters_are_made_alike() -> None:
    spaces = [chr(n) for n in range(0x110000) if chr(n).isspace()]

    assert len(spaces) > 20
    assert all(_fold(space).isspace() for space in spaces)


WRITTEN = ["Zoë", "zoe", "Al Ḥasan", "والحسن", "לדנה", "田中さん", "민수가", "O’Neil", "ONEIL", "x"]
IN_KEY = key(Zoë="A", Al_Ḥasan="B", حسن="C", דנה="D", 田中="E", 민수="F", **{"O'Neil": "G"})


@given(st.lists(st.sampled_from([*WRITTEN, " ", "\u2028", "_", "-", "\u0301"]), max_size=9))
def test_a_sieve_never_holds_a_name_back(pieces: list[str]) -> None:
    text = "".join(pieces)
    sieve = Sieve(IN_KEY)

    assert sieve.lets_through(text) or not names_left(text, IN_KEY)
    assert sieve.lets_through(text) or not names_left(text, IN_KEY)  # also when it knows the words


def test_a_sieve_holds_back_what_has_none_of_the_words() -> None:
    sieve = Sieve(IN_KEY)

    assert not sieve.lets_through("nobody of them, zo e")
    assert not Sieve([]).lets_through("Zoë")
