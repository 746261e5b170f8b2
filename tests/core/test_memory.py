# SPDX-License-Identifier: MIT
from __future__ import annotations

import gc

import pytest

from coder_app.core.memory import no_collecting


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
