# SPDX-License-Identifier: MIT
"""Lets long counting end early: whoever waits says so, whoever counts asks now and then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr

_wished: ContextVar[Callable[[], bool] | None] = ContextVar("wished", default=None)


class Stopped(CoderAppError):
    """The person pressed Stop, or nobody waits for the answer any more."""


@contextmanager
def stoppable(wished: Callable[[], bool]) -> Iterator[None]:
    """Let what runs inside, in this thread, be ended as soon as `wished` says so."""
    token = _wished.set(wished)
    try:
        yield
    finally:
        _wished.reset(token)


def go_on() -> None:
    """Raise `Stopped` if nobody waits any more; costs nothing where nobody ever asked."""
    wished = _wished.get()
    if wished is not None and wished():
        raise Stopped(tr("Stopped."))
