# SPDX-License-Identifier: MIT
"""Commands as a script calls them, and the sample project, built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app import __main__
from coder_app.operations import sample

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command; give its status, and what it said on both channels."""

    def _run(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        status = __main__.main([str(word) for word in words])
        told = capfd.readouterr()
        return status, told.out, told.err

    return _run


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, which no test changes."""
    path = tmp_path_factory.mktemp("sample") / "Sample study.coder"
    sample.build(path)
    return path


@pytest.fixture
def study(template: Path, tmp_path: Path) -> Path:
    """A copy of the sample project."""
    path = tmp_path / "study.coder"
    path.write_bytes(template.read_bytes())
    return path
