# SPDX-License-Identifier: MIT
"""What belongs to the person at this machine: theme, layout, keys, last place. Never the project.

Each preference is declared once, with its default and the sentence the preferences window shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from coder_app.core.places import tr, user_config

T = TypeVar("T", str, bool, int, float, bytes)
MOST_RECENT = 12


@dataclass(frozen=True, slots=True)
class Preference(Generic[T]):
    """One thing a person may choose; the default tells its type."""

    key: str
    default: T
    sentence: str = ""


THEME = Preference("look/theme", "system", tr("Light, dark, or as the system has it"))
READING_FACE = Preference("look/reading_face", "", tr("Face of the transcript"))
INTERFACE_SIZE = Preference("look/interface_percent", 100, tr("Size of the interface, in percent"))
FAMILY_MARKS = Preference("look/family_marks", False, tr("Tell families of codes apart by marks"))
ZOOM = Preference("look/zoom", 1.0, tr("Zoom of the transcript"))
MY_NAME = Preference("me/name", "", tr("Your name in new projects"))
NAMES_HIDDEN = Preference("review/names_hidden", True, tr("Hide the coders’ names in reviews"))
GEOMETRY = Preference("window/geometry", b"")
DOCKS = Preference("window/docks", b"")
FOLDER = Preference("places/folder", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A project that was open on this machine."""

    path: Path
    title: str
    opened: datetime
    summary: str


class Preferences:
    """Typed access to this person's settings file."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or user_config() / "preferences.ini"
        self._settings = QSettings(str(self._file), QSettings.Format.IniFormat)

    def get(self, preference: Preference[T]) -> T:
        """Give what was chosen, or the default; what cannot be read counts as not chosen."""
        default = preference.default
        value = self._settings.value(preference.key)
        if value is None:
            return default
        if isinstance(default, bytes):
            return bytes(value.data()) if isinstance(value, QByteArray) else default
        if isinstance(default, bool):
            return str(value).lower() == "true"
        try:
            return type(default)(value)
        except (TypeError, ValueError):
            return default

    def set(self, preference: Preference[T], value: T) -> None:
        """Keep a choice."""
        kept = QByteArray(value) if isinstance(value, bytes) else value
        self._settings.setValue(preference.key, kept)

    def flush(self) -> None:
        """Write to the disk now."""
        self._settings.sync()

    # ---- keys

    def keys(self) -> dict[str, str]:
        """Give the keys that this person changed: action to key, empty for none."""
        self._settings.beginGroup("keys")
        found = {name: str(self._settings.value(name)) for name in self._settings.childKeys()}
        self._settings.endGroup()
        return found

    def set_key(self, action: str, key: str | None) -> None:
        """Give an action another key; None goes back to the shipped one."""
        name = f"keys/{action}"
        if key is None:
            self._settings.remove(name)
        else:
            self._settings.setValue(name, key)

    # ---- projects

    def last_document(self, project: Path) -> str:
        """Name the document that was open last in a project."""
        return str(self._settings.value(_of_project(project, "document"), ""))

    def set_last_document(self, project: Path, document: str) -> None:
        """Remember the document that is open in a project."""
        self._settings.setValue(_of_project(project, "document"), document)

    def last_coder(self, project: Path) -> str:
        """Name the coder who worked last in a project on this machine."""
        return str(self._settings.value(_of_project(project, "coder"), ""))

    def set_last_coder(self, project: Path, coder: str) -> None:
        """Remember the coder at work in a project."""
        self._settings.setValue(_of_project(project, "coder"), coder)

    def last_codes(self, project: Path) -> list[str]:
        """Name the codes used last in a project, newest first."""
        return str(self._settings.value(_of_project(project, "codes"), "")).split()

    def set_last_codes(self, project: Path, codes: list[str]) -> None:
        """Remember the codes used last in a project."""
        self._settings.setValue(_of_project(project, "codes"), " ".join(codes))

    def recent(self) -> list[Recent]:
        """List the projects opened last, newest first, without those that are gone."""
        found = []
        for n in range(self._settings.beginReadArray("recent")):
            self._settings.setArrayIndex(n)
            found.append(self._read_recent())
        self._settings.endArray()
        return [row for row in found if row.path.exists()]

    def note_recent(self, path: Path, *, title: str, summary: str) -> None:
        """Put a project at the head of the recent ones."""
        row = Recent(path=path, title=title, opened=datetime.now(UTC), summary=summary)
        rows = [row, *(old for old in self.recent() if old.path != path)][:MOST_RECENT]
        self._settings.beginWriteArray("recent", len(rows))
        for n, each in enumerate(rows):
            self._settings.setArrayIndex(n)
            self._settings.setValue("path", str(each.path))
            self._settings.setValue("title", each.title)
            self._settings.setValue("opened", each.opened.isoformat())
            self._settings.setValue("summary", each.summary)
        self._settings.endArray()

    def _read_recent(self) -> Recent:
        value = self._settings.value
        try:
            opened = datetime.fromisoformat(str(value("opened")))
        except ValueError:
            opened = datetime.fromtimestamp(0, UTC)
        return Recent(
            path=Path(str(value("path"))),
            title=str(value("title")),
            opened=opened,
            summary=str(value("summary")),
        )


def _of_project(project: Path, what: str) -> str:
    """Name a setting of one project without its path, which may hold slashes and names."""
    return f"project-{sha256(str(project).encode()).hexdigest()[:16]}/{what}"
