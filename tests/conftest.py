# SPDX-License-Identifier: MIT
"""What every test stands on: no person's own settings, nothing left running, no warning unheard."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep working copies, preferences and the log of the person who runs the tests out of it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """A thread that outlives its test writes into the next one."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    for thread in left:
        thread.join(timeout=2)
    assert not [t for t in left if t.is_alive()]


@pytest.fixture(autouse=True)
def unexpected_warnings_fail(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that no test asked for is a fault."""
    yield
    heard = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    expected = [r for r in heard if getattr(r, "expected", False)]
    assert not [r.getMessage() for r in heard if r not in expected]
