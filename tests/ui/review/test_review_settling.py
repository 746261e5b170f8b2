# SPDX-License-Identifier: MIT
"""What each way to settle a disagreement leaves, and how it is said."""

from __future__ import annotations

import pytest

from coder_app.core.records import DisagreementKind, Outcome
from coder_app.core.spans import Span
from coder_app.operations.codings import Passage
from coder_app.ui.review import settling

TEXT = "By now, yes. We have our own hashtag, and I trust her 😀 more than a shop."
FROM, HASHTAG, SHOP = TEXT.index("We"), TEXT.index("," + " and"), TEXT.index(" than")


@pytest.fixture
def codes(differ):
    return {differ.guid(name): differ.code(name) for name in ("trust", "belonging")}


@pytest.fixture
def borders(differ):
    return differ.item(
        differ.mark("Ana", FROM, HASHTAG),
        differ.mark("Ben", FROM, SHOP),
        silent=("Chika",),
        kind=DisagreementKind.BORDER,
    )


def test_following_a_coder_takes_her_passages_with_their_weights(differ) -> None:
    one = differ.item(
        differ.mark("Ana", 0, 9, weight=2),
        differ.mark("Ana", 12, 20, "belonging"),
        differ.mark("Ben", 0, 9),
    )

    found = settling.as_coder(one, differ.guid("Ana"))

    assert (found.outcome, found.chosen) == (Outcome.CODER, differ.guid("Ana"))
    assert found.passages == (
        Passage(code=differ.guid("trust"), span=Span(0, 9), weight=2),
        Passage(code=differ.guid("belonging"), span=Span(12, 20)),
    )


def test_following_one_who_marked_nothing_leaves_nothing(differ, borders) -> None:
    assert settling.as_coder(borders, differ.guid("Chika")).passages == ()
    assert settling.nothing_here().passages == ()


def test_all_that_is_marked_joins_what_overlaps_code_by_code(differ, borders) -> None:
    one = differ.item(
        differ.mark("Ana", 0, 9), differ.mark("Ben", 5, 14), differ.mark("Ben", 12, 20, "belonging")
    )

    found = settling.as_marked(one)

    assert found.passages == (
        Passage(code=differ.guid("trust"), span=Span(0, 14)),
        Passage(code=differ.guid("belonging"), span=Span(12, 20)),
    )
    assert settling.is_of_use(one)
    assert not settling.is_of_use(borders)


def test_a_weight_is_kept_only_where_all_gave_the_same(differ) -> None:
    same = differ.item(differ.mark("Ana", 0, 9, weight=2), differ.mark("Ben", 0, 12, weight=2))
    other = differ.item(differ.mark("Ana", 0, 9, weight=2), differ.mark("Ben", 0, 12, weight=1))

    assert settling.own(same, differ.guid("trust"), Span(0, 5)).passages[0].weight == 2
    assert settling.own(other, differ.guid("trust"), Span(0, 5)).passages[0].weight is None


def test_a_marking_is_told_by_what_sets_it_apart(differ, codes, borders) -> None:
    def told(one, coder: str) -> str:
        return settling.marked_in_words(one, differ.guid(coder), TEXT, codes)

    assert told(borders, "Ana") == "to “hashtag”"
    assert told(borders, "Ben") == "to “more”"
    assert told(borders, "Chika") == "nothing marked"
    starts = differ.item(differ.mark("Ana", FROM, SHOP), differ.mark("Ben", FROM + 3, SHOP))
    assert told(starts, "Ben") == "from “have”"
    other = differ.item(differ.mark("Ana", FROM, SHOP), differ.mark("Ben", FROM, SHOP, "belonging"))
    assert told(other, "Ben") == "belonging"
    lone = differ.item(differ.mark("Ana", FROM, SHOP))
    assert told(lone, "Ana") == "“We … more”"


def test_weights_and_versions_are_told_as_such(differ, codes) -> None:
    weights = differ.item(
        differ.mark("Ana", 0, 9, weight=2, weight_label="clear"),
        differ.mark("Ben", 0, 9),
        kind=DisagreementKind.WEIGHT,
    )
    versions = differ.item(
        differ.mark("Ana", 0, 9), differ.mark("Ben", 0, 9, version=3), kind=DisagreementKind.VERSION
    )

    assert settling.marked_in_words(weights, differ.guid("Ana"), TEXT, codes) == "weight clear"
    assert settling.marked_in_words(weights, differ.guid("Ben"), TEXT, codes) == "no weight"
    assert settling.marked_in_words(versions, differ.guid("Ben"), TEXT, codes) == "under v3"


def test_a_text_without_spaces_is_cut_to_its_ends() -> None:
    text = "我最信任她，𠮷野家的事她也老實說。她像我們一樣，她什麼都告訴我們。"

    assert settling.in_short(Span(0, len(text)), text) == (
        "“我最信任她，𠮷野家的事她也老 … 我們一樣，她什麼都告訴我們。”"
    )
    assert settling.last_word(text) == "…我們一樣，她什麼都告訴我們。"
