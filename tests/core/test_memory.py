# SPDX-License-Identifier: MIT
from __future__ import annotations

import gc

import pytest

from coder_app.core.memory import no_collecting, set_aside, take_back


def test_the_collector_rests_inside_and_works_again_after() -> None:
    with no_collecting():
        assert not gc.isenabled()
        with no_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def test_a_fault_inside_does_not_leave_it_resting() -> None:
    with pytest.raises(ValueError, match="oh"), no_collecting():
        raise ValueError("oh")

    assert gc.isenabled()


def test_what_is_set_aside_is_not_looked_through_until_it_is_taken_back() -> None:
    before = gc.get_freeze_count()
    set_aside()
    assert gc.get_freeze_count() > before

    take_back()
    assert gc.get_freeze_count() == 0
