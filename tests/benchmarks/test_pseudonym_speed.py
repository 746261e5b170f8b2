# SPDX-License-Identifier: MIT
"""Pseudonyms for 40 interviews with a key of 60 names: finding, putting in, looking at Add.

Putting in took forty times as long as finding while each turn's speaker was looked up anew.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from coder_app.formats.arriving.arrivals import Arrivals, with_pseudonyms
from coder_app.formats.arriving.names_coming import names_that_would_come
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import find_names_in
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading

TRANSCRIPTS, TURNS, WORDS = 40, 500, 18
KEY = tuple(Pseudonym(name=f"Nobody{n}x Family{n}", pseudonym=f"P{n}") for n in range(59))
NAMED = (*KEY, Pseudonym(name="word7", pseudonym="P60"))


@pytest.fixture(scope="module")
def arrivals() -> Arrivals:
    """Make 3.2 million characters, in which one name of `NAMED` stands and none of `KEY`."""
    chance = random.Random(4)
    texts = []
    for _ in range(TRANSCRIPTS):
        said = (
            " ".join(f"word{chance.randrange(8_000)}" for _ in range(WORDS)) for _ in range(TURNS)
        )
        texts.append("".join(f"{'BI'[n % 2]}: {words}\n" for n, words in enumerate(said)))
    drafts = (read_text(text.encode(), Path("a.txt"), Reading()) for text in texts)
    return Arrivals(drafts=tuple(drafts))


def test_finding_each_place(benchmark, arrivals: Arrivals) -> None:
    def found() -> int:
        return sum(len(find_names_in(draft, NAMED)) for draft in arrivals.drafts)

    assert benchmark.pedantic(found, rounds=1) > 0


def test_putting_pseudonyms_in(benchmark, arrivals: Arrivals) -> None:
    def replaced() -> int:
        return len(with_pseudonyms(arrivals, NAMED, lambda _, place: place.sure)[1])

    assert benchmark.pedantic(replaced, rounds=1) > 0


@pytest.mark.parametrize("key", [KEY, NAMED], ids=["no name", "a name"])
def test_looking_before_they_go_in(benchmark, arrivals: Arrivals, key) -> None:
    coming = benchmark.pedantic(names_that_would_come, args=(arrivals, key), rounds=1)

    assert bool(coming) is (key is NAMED)
