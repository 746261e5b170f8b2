# SPDX-License-Identifier: MIT
"""The world's faults, each with the sentence a person sees. All else that is raised is a bug."""

from __future__ import annotations

from pathlib import Path


class CoderAppError(Exception):
    """Something that the person at the screen can mend; `str()` is what they read."""


class InputProblem(CoderAppError):
    """A file cannot be used as it is: which one, what is wrong with it, what to do."""

    def __init__(self, file: Path | str, what: str, remedy: str = "") -> None:
        self.file, self.what, self.remedy = Path(file), what, remedy
        super().__init__(f"“{self.file.name}”: {what} {remedy}".strip())


class ProjectProblem(CoderAppError):
    """The project refuses: it cannot be opened, or what was asked does not fit what is in it."""


class Conflict(CoderAppError):
    """Somebody else changed the same thing meanwhile; nothing was touched."""
