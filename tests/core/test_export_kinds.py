# SPDX-License-Identifier: MIT
"""Each kind of file says what it is, and what is not known becomes the usual one."""

from __future__ import annotations

from coder_app.core.export_kinds import KINDS, What, kind_named, kinds_of


def test_every_kind_has_words_and_an_id_of_its_own() -> None:
    assert len({kind.id for kind in KINDS}) == len(KINDS)
    assert all(kind.words and kind.suffix.startswith(".") for kind in KINDS)


def test_everything_that_can_go_out_has_words_and_a_kind() -> None:
    assert all(what.words and what.explanation and kinds_of(what) for what in What)
    assert sum(len(kinds_of(what)) for what in What) == len(KINDS)


def test_kinds_are_found_by_their_ids() -> None:
    assert kind_named("sav").words == "SPSS files"
    assert kind_named("of a newer program").id == "xlsx"
