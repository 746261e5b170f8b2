# SPDX-License-Identifier: MIT
"""Templates for exports: plans that a person keeps by name, a file each, for all her projects."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from coder_app.core.errors import CoderAppError, InputProblem, ProjectProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr, user_config
from coder_app.formats.replacing import replacing

_LONGEST = 200_000  # bytes; a plan of a thousand codes has 40,000
_LONGEST_NAME = 100


class ExportTemplates:
    """The templates in a folder; names that differ only in case are one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or user_config() / "exports"

    def names(self) -> list[str]:
        """List the templates by name; files that cannot be read are left aside."""
        found = []
        for path in self._folder.glob("*.json"):
            try:
                found.append(self._read(path).name)
            except CoderAppError:
                continue
        return sorted(filter(None, found), key=str.casefold)

    def read(self, name: str) -> ExportPlan:
        """Give a template by its name."""
        path = self._path(name)
        if not path.exists():
            raise ProjectProblem(tr("There is no template “{0}” any more.").format(name))
        return self._read(path)

    def save(self, plan: ExportPlan) -> None:
        """Keep a plan under its name, in place of one of that name."""
        plan = plan.called(plan.name)
        if not 0 < len(plan.name) <= _LONGEST_NAME:
            message = tr("A template needs a name of 1 to {0} letters.")
            raise ProjectProblem(message.format(_LONGEST_NAME))
        path = self._path(plan.name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            what = tr("It cannot be kept ({0}).").format(problem.strerror or problem)
            remedy = tr("Look at the folder {0}.").format(path.parent)
            raise InputProblem(path, what, remedy) from None
        with replacing(path) as draft:
            draft.write_text(plan.to_json(), "utf-8")

    def rename(self, old: str, new: str) -> None:
        """Give a template another name, which no other one has."""
        plan = self.read(old)
        same = old.casefold() == new.casefold()
        if not same and self._path(new).exists():
            raise ProjectProblem(tr("There is a template “{0}” already.").format(new))
        self.save(plan.called(new))
        if not same:
            self.delete(old)

    def delete(self, name: str) -> None:
        """Forget a template."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        """Name the file so that it can be found, and by a hash: names may hold any signs."""
        tidy = " ".join(name.split()).casefold()
        slug = "-".join(re.findall(r"[a-z0-9]+", tidy))[:40]
        return self._folder / f"{slug}-{sha256(tidy.encode()).hexdigest()[:8]}.json"

    @staticmethod
    def _read(path: Path) -> ExportPlan:
        try:
            with path.open("rb") as file:
                text = file.read(_LONGEST).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            message = tr("This template for exports cannot be read. Make it anew.")
            raise ProjectProblem(message) from None
        return ExportPlan.from_json(text)
