# SPDX-License-Identifier: MIT
"""One memory of keys for the windows and the commands: places alone, and problems told."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.places import user_config
from coder_app.formats.pseudonyms.remembered import KnownKey, RememberedKeys, key_at

ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text("name,pseudonym\nMarisol,P07\n", "utf-8")
    return path


def test_each_project_has_its_key_and_others_have_none(key: Path) -> None:
    RememberedKeys().remember(ONE, key)

    known = RememberedKeys().known(ONE)
    assert (known.path, [entry.name for entry in known.key], known.problem) == (
        key,
        ["Marisol"],
        "",
    )
    assert RememberedKeys().known(TWO) == KnownKey()


def test_only_the_place_is_kept_beside_other_settings(key: Path, monkeypatch) -> None:
    monkeypatch.chdir(key.parent)

    RememberedKeys().remember(ONE, Path("names.csv"))

    told = (user_config() / "pseudonym-keys.json").read_text("utf-8")
    assert str(key) in told
    assert "Marisol" not in told


def test_another_key_takes_the_place_and_the_other_projects_keep_theirs(key: Path) -> None:
    keys = RememberedKeys()
    keys.remember(ONE, key)
    keys.remember(TWO, key)
    keys.remember(ONE, key.with_name("others.csv"))

    assert keys.known(ONE).path == key.with_name("others.csv")
    assert keys.known(TWO).path == key


def test_a_key_that_is_gone_is_told(key: Path) -> None:
    RememberedKeys().remember(ONE, key)
    key.unlink()

    known = RememberedKeys().known(ONE)

    assert (known.path, known.key) == (key, ())
    assert known.problem == key_at(key).problem
    assert "“names.csv”: There is no such file." in known.problem


@pytest.mark.parametrize("damage", ["{", "[]", '{"a": "b"}', f'{{"{ONE}": 7}}', "[" * 100_000])
def test_a_damaged_memory_is_told_and_begun_anew(tmp_path: Path, key: Path, damage: str) -> None:
    keys = RememberedKeys(tmp_path / "keys.json")
    (tmp_path / "keys.json").write_text(damage, "utf-8")

    known = keys.known(ONE)
    assert known.path is None
    assert "choose the key once more" in known.problem

    keys.remember(ONE, key)
    assert keys.known(ONE).path == key


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, key: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(InputProblem, match="It cannot be kept"):
        RememberedKeys(tmp_path / "file" / "x" / "keys.json").remember(ONE, key)
