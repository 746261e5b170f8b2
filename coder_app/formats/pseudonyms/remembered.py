# SPDX-License-Identifier: MIT
"""Which pseudonym key belongs to which project, as the windows and commands of one person know it.

A small file among her settings, never in a project: the place of each key and nothing that is in
it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.places import tr, user_config
from coder_app.formats.pseudonyms.key import Pseudonym, read_key
from coder_app.formats.replacing import replacing

_LONGEST = 2_000_000  # bytes; ten thousand projects need fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """The key that this machine knows for a project; with a problem it could not be read.

    Without a path nobody knows where it is: there is none, or the problem says why.
    """

    path: Path | None = None
    key: tuple[Pseudonym, ...] = ()
    problem: str = ""


def key_at(path: Path) -> KnownKey:
    """Read a key; what is wrong with it is told and not raised."""
    try:
        return KnownKey(path=path, key=read_key(path))
    except CoderAppError as problem:
        return KnownKey(path=path, problem=str(problem))


class RememberedKeys:
    """Where the key of each project is; projects go by what `queries.identity` gives."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or user_config() / "pseudonym-keys.json"

    def known(self, project: UUID) -> KnownKey:
        """Read the key of a project; nobody's is empty, and any problem is told in it."""
        try:
            path = self._read().get(str(project))
        except CoderAppError as problem:
            return KnownKey(problem=str(problem))  # nobody knows where the key is
        return key_at(path) if path else KnownKey()

    def remember(self, project: UUID, key: Path) -> None:
        """Keep the place of a project's key; a file that cannot be read any more begins anew.

        An `InputProblem` says that it cannot be kept.
        """
        try:
            there = self._read()
        except CoderAppError:
            there = {}
        if there.get(str(project)) == key.absolute():
            return
        there[str(project)] = key.absolute()
        told = {guid: str(path) for guid, path in sorted(there.items())}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            what = tr("It cannot be kept ({0}).").format(problem.strerror or problem)
            remedy = tr("Look at the folder {0}.").format(self._file.parent)
            raise InputProblem(self._file, what, remedy) from None
        with replacing(self._file) as draft:
            draft.write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")

    def _read(self) -> dict[str, Path]:
        """Give the places by project; without a file there are none."""
        try:
            with self._file.open("rb") as file:
                told = json.loads(file.read(_LONGEST))
            return {str(UUID(guid)): Path(_text(path)) for guid, path in told.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            what = tr("It says where the pseudonym keys are, and cannot be read.")
            remedy = tr("Delete it ({0}), and choose the key once more.").format(self._file)
            raise InputProblem(self._file, what, remedy) from None


def _text(path: object) -> str:
    if not isinstance(path, str):
        raise TypeError(path)
    return path
