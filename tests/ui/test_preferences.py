# SPDX-License-Identifier: MIT
"""Preferences keep their types, and what cannot be read is not believed."""

from __future__ import annotations

from pathlib import Path

from coder_app.core.places import user_config
from coder_app.ui.preferences import (
    DOCKS,
    FAMILY_MARKS,
    INTERFACE_SIZE,
    THEME,
    ZOOM,
    Preferences,
)


def test_choices_come_back_with_their_types(tmp_path: Path) -> None:
    file = tmp_path / "p.ini"
    one = Preferences(file)
    one.set(THEME, "dark")
    one.set(FAMILY_MARKS, True)
    one.set(ZOOM, 1.21)
    one.set(INTERFACE_SIZE, 150)
    one.set(DOCKS, b"\x00\xff")
    one.flush()

    other = Preferences(file)

    assert (other.get(THEME), other.get(FAMILY_MARKS)) == ("dark", True)
    assert (other.get(ZOOM), other.get(INTERFACE_SIZE)) == (1.21, 150)
    assert other.get(DOCKS) == b"\x00\xff"


def test_what_was_not_chosen_is_the_default(tmp_path: Path) -> None:
    fresh = Preferences(tmp_path / "p.ini")

    assert (fresh.get(THEME), fresh.get(FAMILY_MARKS), fresh.get(DOCKS)) == ("system", False, b"")


def test_what_cannot_be_read_counts_as_not_chosen(tmp_path: Path) -> None:
    file = tmp_path / "p.ini"
    file.write_text("[look]\nzoom=large\ninterface_percent=\n", encoding="utf-8")

    odd = Preferences(file)

    assert (odd.get(ZOOM), odd.get(INTERFACE_SIZE)) == (1.0, 100)


def test_only_changed_keys_are_kept(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "p.ini")
    kept.set_key("code.repeat", "G")
    kept.set_key("coding.memo", "F4")

    kept.set_key("coding.memo", None)

    assert kept.keys() == {"code.repeat": "G"}


def test_recent_projects_stand_newest_first_each_once(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "p.ini")
    paths = [tmp_path / name for name in ("a.coder", "b.coder")]
    for path in [*paths, paths[0]]:
        path.touch()
        kept.note_recent(path, title=path.stem, summary="")

    assert [row.title for row in kept.recent()] == ["a", "b"]
    paths[0].unlink()
    assert [row.title for row in kept.recent()] == ["b"]


def test_each_project_has_its_own_last_place(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "p.ini")

    kept.set_last_document(tmp_path / "a.coder", "one")
    kept.set_last_codes(tmp_path / "a.coder", ["x", "y"])

    assert kept.last_document(tmp_path / "a.coder") == "one"
    assert kept.last_codes(tmp_path / "a.coder") == ["x", "y"]
    assert kept.last_document(tmp_path / "b.coder") == ""


def test_the_file_lies_in_the_persons_own_folder() -> None:
    kept = Preferences()
    kept.set(THEME, "dark")
    kept.flush()

    assert (user_config() / "preferences.ini").exists()
