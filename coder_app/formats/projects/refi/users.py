# SPDX-License-Identifier: MIT
"""Who made something in a project of the exchange standard; whom it does not list is unknown."""

from __future__ import annotations

from uuid import UUID

from lxml import etree

from coder_app.core.picture import PictureCoder, derived
from coder_app.core.places import tr
from coder_app.formats.projects.refi.markup import guid_in, named, parts


class Users:
    """The people of a project, and those who are only referred to."""

    def __init__(self, root: etree._Element) -> None:
        self._names: dict[UUID, str] = {}
        for number, element in enumerate(parts(root, "Users", "User"), start=1):
            guid = guid_in(element.get("guid")) or derived("user", number)
            name = named(element) or " ".join((element.get("id") or "").split())
            self._names.setdefault(guid, name or tr("Coder"))
        self._listed = len(self._names)
        author = guid_in(root.get("creatingUserGUID"))
        self.author = author if author in self._names else next(iter(self._names), None)

    def of(self, *references: str | None) -> UUID:
        """Give who is named first; where nobody is, it is who made the project."""
        for reference in references:
            guid = guid_in(reference)
            if guid is not None:
                self._names.setdefault(guid, self._unknown())
                return guid
        if self.author is None:
            self.author = derived("user", "unknown")
            self._names[self.author] = self._unknown()
        return self.author

    def _unknown(self) -> str:
        number = len(self._names) - self._listed + 1
        return tr("Unknown") if number == 1 else tr("Unknown {0}").format(number)

    def coders(self) -> tuple[PictureCoder, ...]:
        """Give all people."""
        return tuple(PictureCoder(guid=guid, name=name) for guid, name in self._names.items())
