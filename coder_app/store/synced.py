# SPDX-License-Identifier: MIT
"""Projects in synced or network folders: worked on in a local copy, published as a whole.

A database must never be open where a sync tool copies its files one by one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path, PurePath

from coder_app.core.places import tr, user_data
from coder_app.store.connect import address_of, put_in_place, raw
from coder_app.store.watch import is_open_elsewhere

_NETWORK = """afpfs afs ceph cifs davfs fuse.davfs2 fuse.gvfsd-fuse fuse.rclone fuse.sshfs glusterfs
lustre ncpfs nfs nfs4 smb3 smbfs webdav"""
_PROVIDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "icloud": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "seafile": "Seafile",
    "cloudstorage": "CloudStorage",
}
_REMOTE_DRIVE = 4  # GetDriveTypeW


def provider_of(path: PurePath) -> str | None:
    """Recognise a sync provider's folder by name, as in “OneDrive - University”."""
    for part in reversed(path.parts[:-1]):  # macOS: …/CloudStorage/OneDrive-University/…
        name = part.casefold()
        for known, said in _PROVIDERS.items():
            if name == known or name.startswith((f"{known} -", f"{known}-", f"{known} (")):
                return said
    return None


def is_network(path: Path) -> bool:
    """Tell whether the folder lies on another machine."""
    if sys.platform == "win32":
        import ctypes

        if path.drive.startswith("\\\\"):
            return True
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\")
        return kind == _REMOTE_DRIVE
    return kind_of_mount(path, _mounts()) in _NETWORK.split()


def _mounts() -> list[tuple[str, str]]:
    if sys.platform == "darwin":
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return mounts_of_macos(told)
    try:
        table = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return mounts_of_linux(table)


def mounts_of_linux(table: str) -> list[tuple[str, str]]:
    r"""Read /proc/mounts, where a space is written \040."""
    rows = [line.split() for line in table.splitlines()]
    return [(row[1].replace("\\040", " "), row[2]) for row in rows if len(row) > 2]


def mounts_of_macos(told: str) -> list[tuple[str, str]]:
    """Read what `mount` says: “//ana@server/share on /Volumes/share (smbfs, nodev)”."""
    found = []
    for line in told.splitlines():
        place, opened, rest = line.partition(" on ")[2].rpartition(" (")
        if opened:
            found.append((place, rest.partition(",")[0].rstrip(")")))
    return found


def kind_of_mount(path: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """Give the file system's type at the longest mount point above a path."""
    here = [(point, kind) for point, kind in mounts if path.is_relative_to(point)]
    return max(here, key=lambda each: len(each[0]), default=("", ""))[1]


class WorkingCopy:
    """The local copy of a project whose folder is synced, and what is known of the file there."""

    def __init__(self, path: Path) -> None:
        self.there = path
        self._target = path  # where the work goes: beside, once the file there is somebody else's
        self._folder = user_data() / "working" / sha256(str(path).encode()).hexdigest()[:16]
        self.here = self._folder / path.name
        self._stamp = self._folder / "stamp.json"
        self._mark = self._folder / "unpublished"
        self._folder.mkdir(parents=True, exist_ok=True)

    @property
    def has_unpublished(self) -> bool:
        """Tell whether something was written here that is not there yet."""
        return self._mark.exists()

    def mark(self) -> None:
        """Note, before the first write, that the copy here goes ahead."""
        self._mark.touch()

    def begin(self) -> list[str]:
        """Make room for a new project where an older one of this name was worked on."""
        said = []
        if self.here.exists() and self.has_unpublished:
            beside = self._put_beside()
            said = [
                tr(
                    "An older “{name}” held work that was not put back yet. It is saved as"
                    " “{beside}”."
                ).format(name=self.there.name, beside=beside.name)
            ]
        self._forget()
        self._target = self.there
        return said

    def fetch(self) -> list[str]:
        """Bring the copy up to date; give sentences if the two had gone apart."""
        if self.here.exists() and (is_open_elsewhere(self.here) or self._is_as_known()):
            return []
        said = []
        if self.here.exists() and self.has_unpublished:
            said = [self._publish_beside()]
        self._forget()
        self._target = self.there
        shutil.copyfile(self.there, self.here)
        wal = self.there.with_name(self.there.name + "-wal")
        if wal.exists():
            shutil.copyfile(wal, self.here.with_name(wal.name))
        self._remember(self.there)
        return said

    def publish(self) -> list[str]:
        """Put the copy's state there as a whole; beside, if the file there changed meanwhile."""
        if not self.has_unpublished:
            return []
        # before the copy is made: what is written while it is made stays unpublished
        self._mark.unlink()
        try:
            if self._target.exists() and not self._is_as_known():
                return [self._publish_beside()]
            self._put(self._target)
            self._remember(self._target)
        except OSError:
            self.mark()
            raise
        return []

    def _publish_beside(self) -> str:
        return tr(
            "“{name}” was changed elsewhere meanwhile. Nothing was overwritten: your version is"
            " beside it as “{beside}”."
        ).format(name=self.there.name, beside=self._put_beside().name)

    def _put_beside(self) -> Path:
        """Put the work under a name of its own, now and from now on."""
        beside = free_name(self.there, tr("yours {date}").format(date=date.today().isoformat()))
        self._put(beside)
        self._mark.unlink(missing_ok=True)
        self._target = beside
        self._remember(beside)
        return beside

    def _put(self, target: Path) -> None:
        """Make a compact copy here, carry it over, and only then give it its name."""
        compact = self._folder / "publishing.part"
        compact.unlink(missing_ok=True)
        source = raw(address_of(self.here))
        try:
            source.execute("VACUUM INTO ?", (str(compact),))
        finally:
            source.close()
        part = target.with_name(f".{target.name}.part")
        shutil.copyfile(compact, part)
        put_in_place(part, target)
        compact.unlink()

    def _is_as_known(self) -> bool:
        """Compare the file that work goes to with the one last fetched or published."""
        try:
            known = json.loads(self._stamp.read_text(encoding="utf-8"))
            found = self._target.stat()
        except (OSError, ValueError):
            return False
        if known["size"] == found.st_size and known["mtime"] == found.st_mtime_ns:
            return True
        return bool(known["sha256"] == _sha256(self._target))

    def _remember(self, path: Path) -> None:
        found = path.stat()
        stamp = {"size": found.st_size, "mtime": found.st_mtime_ns, "sha256": _sha256(path)}
        part = self._stamp.with_suffix(".part")
        part.write_text(json.dumps(stamp), encoding="utf-8")
        os.replace(part, self._stamp)

    def _forget(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.here.with_name(self.here.name + suffix).unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)
        self._stamp.unlink(missing_ok=True)


def free_name(path: Path, what: str) -> Path:
    """Give a name beside a file that is not taken: “NAME (what).coder”, “NAME (what 2).coder”."""
    wanted, n = path.with_name(f"{path.stem} ({what}){path.suffix}"), 1
    while wanted.exists():
        n += 1
        wanted = path.with_name(f"{path.stem} ({what} {n}){path.suffix}")
    return wanted


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
