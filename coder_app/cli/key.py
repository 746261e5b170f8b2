# SPDX-License-Identifier: MIT
"""Names of the pseudonym key on the command line: none goes in or out unnoticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from coder_app.cli.help import option
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr, tr_n
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.arriving.names_coming import names_that_would_come
from coder_app.formats.pseudonyms.key import read_key
from coder_app.formats.pseudonyms.leaving_in_words import (
    names_coming_in_words,
    names_in_words,
    place_in_words,
)
from coder_app.formats.pseudonyms.names_leaving import NameLeaving, names_that_would_leave
from coder_app.formats.pseudonyms.remembered import KnownKey, RememberedKeys
from coder_app.queries.identity import project_guid
from coder_app.store.project import Project

NAMES = tr("Names")
_MOST_TOLD = 20

KeyFile = Annotated[
    Path | None,
    option(
        "FILE",
        tr("Pseudonym key to look for; left out: the one that was used for this project here."),
        "--key",
        part=NAMES,
    ),
]
Anyway = Annotated[
    bool,
    option(
        None, tr("Write although names of the key would leave, or cannot be looked for."),
        "--anyway", part=NAMES,
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of looking for names."""

    key: Path | None = None  # that was looked for
    leaving: tuple[NameLeaving, ...] = ()
    warnings: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Say what was found, also that nothing was."""
        if self.key is None or self.warnings:
            return self.warnings
        return (tr("No name of “{0}” is in what leaves.").format(self.key.name),)

    def data(self) -> list[dict[str, object]]:
        """Give each place as JSON holds it."""
        return [
            {"name": each.place.name, "where": each.where, "times": each.times}
            for each in self.leaving
        ]


def key_for(project: Project | None, file: Path | None) -> KnownKey:
    """Read the key that is named, else the one that belongs to the project on this machine."""
    if file is not None:
        return KnownKey(path=file, key=read_key(file))
    if project is None:
        return KnownKey()
    return RememberedKeys().known(project.ask(project_guid))


def checked(going: object, known: KnownKey, *, anyway: bool) -> Checked:
    """Look for names in what is about to leave; where there are some, refuse unless `anyway`."""
    if known.problem:
        told = tr("Names were not checked. {0}").format(known.problem)
        remedy = tr("Nothing was written. Give --key FILE, or --anyway to write all the same.")
        return _or_refuse(Checked(key=known.path, warnings=(told,)), remedy, anyway=anyway)
    leaving = tuple(names_that_would_leave(going, known.key))
    found = Checked(key=known.path, leaving=leaving)
    if not leaving:
        return found
    found = replace(found, warnings=(names_in_words(leaving), *_places(leaving)))
    remedy = tr("Nothing was written. --anyway writes it all the same.")
    return _or_refuse(found, remedy, anyway=anyway)


def refuse_names_coming(arrivals: Arrivals, known: KnownKey) -> None:
    """Refuse what arrives with names that the key of their project has always replaced.

    What has come into a project stays in its history. A key that cannot be read lets nothing in.
    """
    if known.problem:
        blind = tr("Names were not looked for. {0}").format(known.problem)
        what_to_do = tr("Nothing was added. Give --key FILE, or --anyway to add them all the same.")
        raise ProjectProblem(f"{blind}\n{what_to_do}")
    coming = names_that_would_come(arrivals, known.key)
    if coming:
        remedy = tr("Nothing was added. Give --key {0} to replace them, or --anyway to add them.")
        told = (names_coming_in_words(coming), *_places(coming), remedy.format(known.path))
        raise ProjectProblem("\n".join(told))


def _or_refuse(found: Checked, remedy: str, *, anyway: bool) -> Checked:
    if not anyway:
        raise ProjectProblem("\n".join([*found.warnings, remedy]))
    return found


def _places(leaving: Sequence[NameLeaving]) -> list[str]:
    told = [f"– {place_in_words(each)}" for each in leaving[:_MOST_TOLD]]
    rest = len(leaving) - len(told)
    if rest:
        told.append(tr_n("– {n} more place", "– {n} more places", rest))
    return told
