# SPDX-License-Identifier: MIT
"""Names of coders in a review, or letters that give nobody away."""

from __future__ import annotations

from uuid import uuid4

from coder_app.ui.review.names import CoderNames

ANA, BEN, CHIKA = (uuid4() for _ in range(3))


def named(**how) -> CoderNames:
    made = CoderNames(**how)
    made.take({ANA: "Ana", BEN: "Ben", CHIKA: "Chika"})
    return made


def test_with_names_coders_stand_in_the_order_of_names() -> None:
    names = named()
    order = names.in_order(uuid4(), [CHIKA, ANA, BEN])

    assert [names.shown(coder, order) for coder in order] == ["Ana", "Ben", "Chika"]


def test_hidden_names_are_letters_in_an_order_that_stays_for_a_transcript() -> None:
    names, document = named(hidden=True, secret="s"), uuid4()
    order = names.in_order(document, [ANA, BEN, CHIKA])

    assert [names.shown(coder, order) for coder in order] == ["Coder A", "Coder B", "Coder C"]
    assert names.in_order(document, [CHIKA, BEN, ANA]) == order


def test_the_order_is_drawn_anew_for_each_transcript_and_window() -> None:
    names, documents = named(hidden=True), [uuid4() for _ in range(40)]
    orders = [tuple(names.in_order(document, [ANA, BEN, CHIKA])) for document in documents]

    assert len(set(orders)) > 3
    again = named(hidden=True)
    assert [tuple(again.in_order(d, [ANA, BEN, CHIKA])) for d in documents] != orders


def test_more_coders_than_letters_keep_names_apart() -> None:
    names = named(hidden=True)
    order = [uuid4() for _ in range(27)]

    assert len({names.shown(coder, order) for coder in order}) == 27


def test_one_who_is_gone_is_said_to_be() -> None:
    assert named().real(uuid4()) == "a coder who is gone"
