# SPDX-License-Identifier: MIT
from __future__ import annotations

from threading import Thread

import pytest

from coder_app.core.stopping import Stopped, go_on, stoppable


def test_counting_goes_on_while_somebody_waits_and_ends_when_nobody_does() -> None:
    waits = True
    with stoppable(lambda: not waits):
        go_on()
        waits = False
        with pytest.raises(Stopped):
            go_on()
    go_on()


def test_where_nobody_asked_nothing_stops() -> None:
    go_on()


def test_a_wish_holds_in_its_own_thread_only() -> None:
    told: list[str] = []

    def elsewhere() -> None:
        go_on()
        told.append("went on")

    with stoppable(lambda: True):
        thread = Thread(target=elsewhere)
        thread.start()
        thread.join()

    assert told == ["went on"]
