# SPDX-License-Identifier: MIT
from __future__ import annotations

import time

import pytest

from coder_app.formats.pseudonyms.contacts import ContactKind, as_pseudonyms, find_contacts
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import find_names


@pytest.mark.parametrize(
    ("text", "kind", "original"),
    [
        ("write to ana.ruiz+x@uni-bremen.de.", ContactKind.EMAIL, "ana.ruiz+x@uni-bremen.de"),
        ("an 안나@예.한국 so", ContactKind.EMAIL, "안나@예.한국"),
        ("call +49 (0)421 218-12345!", ContactKind.PHONE, "+49 (0)421 218-12345"),
        ("it is 0171/1234567", ContactKind.PHONE, "0171/1234567"),
        ("555-1234 at night", ContactKind.PHONE, "555-1234"),
        ("she is @bee.man_7, on", ContactKind.HANDLE, "@bee.man_7"),
        ("(@蜂蜜)", ContactKind.HANDLE, "@蜂蜜"),
        (
            "see https://www.tiktok.com/@bees?x=1).",
            ContactKind.LINK,
            "https://www.tiktok.com/@bees?x=1",
        ),
        ("see www.bees.example/a", ContactKind.LINK, "www.bees.example/a"),
    ],
)
def test_what_names_a_person_unnoticed_is_found(
    text: str, kind: ContactKind, original: str
) -> None:
    (contact,) = find_contacts(text)

    assert (contact.kind, contact.original) == (kind, original)
    assert text[contact.start : contact.end] == original


@pytest.mark.parametrize(
    "text",
    [
        "on 2026-11-27 or 27.11.2026",
        "from 2010-2015, 2010 – 2015",
        "1,000,000 or 10.000.000 followers, or 12500000",
        "[00:12:03] at 10:30, #00:12:03-4#",
        "me @ home, a @ b, x@, @",
        "P1, P2 and 3.5 of 7",
        "email@",
    ],
)
def test_dates_times_and_numbers_are_no_contacts(text: str) -> None:
    assert find_contacts(text) == []


def test_several_are_found_in_their_order_and_one_within_another_once() -> None:
    text = "😀 @a_b or a_b@c.org, https://x.org/@a_b, 0421 218 123"

    assert [contact.kind.value for contact in find_contacts(text)] == [
        *("handle", "e-mail address", "link", "phone number"),
    ]


def test_rows_for_the_key_are_offered_once_each_and_numbered() -> None:
    key = [Pseudonym(name="@old", pseudonym="[handle 1]")]
    contacts = find_contacts("@old @new @New a@b.org @other")

    offered = as_pseudonyms(contacts, key)

    assert [(row.name, row.pseudonym) for row in offered] == [
        *(("@new", "[handle 2]"), ("a@b.org", "[e-mail address 1]"), ("@other", "[handle 3]")),
    ]
    assert offered[0].note == "handle"


def test_what_is_offered_is_found_again_as_a_name() -> None:
    text = "write to ana@b.org, or 0421/218-123, or @ana_r (https://x.org/a?b=1)."

    key = as_pseudonyms(find_contacts(text))

    assert [place.original for place in find_names(text, key)] == [row.name for row in key]


def test_long_runs_of_letters_and_digits_take_no_endless_time() -> None:
    begun = time.process_time()

    for text in ("a" * 500_000, "1" * 500_000, "1 " * 250_000, "@a" * 250_000, "a.@" * 150_000):
        find_contacts(text)

    assert time.process_time() - begun < 20
