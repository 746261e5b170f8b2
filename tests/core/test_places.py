# SPDX-License-Identifier: MIT
"""Shipped files are found from anywhere; sentences are counted right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coder_app.core import places


def test_shipped_files_are_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert places.codebooks("micro_influencer_following.toml").is_file()
    assert places.resources("look", "tokens.toml").is_file()


def test_a_frozen_program_finds_its_files_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("codebooks", "resources"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    places._shipped_root.cache_clear()
    try:
        assert places.resources() == tmp_path / "resources"
    finally:
        monkeypatch.undo()
        places._shipped_root.cache_clear()


def test_missing_files_of_our_own_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "coder_app")
    places._shipped_root.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="own files are missing"):
            places.resources()
    finally:
        places._shipped_root.cache_clear()


@pytest.mark.parametrize(
    ("n", "sentence"), [(0, "0 codings"), (1, "1 coding"), (1200, "1,200 codings")]
)
def test_counted_sentences_say_one_or_many(n: int, sentence: str) -> None:
    assert places.tr_n("{n} coding", "{n} codings", n) == sentence


def test_a_sentence_without_translation_stays_as_it_is() -> None:
    assert places.tr("Nothing to undo.") == "Nothing to undo."


def test_what_belongs_to_a_person_lies_in_her_folders(own_folders: Path) -> None:
    mine = [places.user_data(), places.user_config(), places.user_documents()]

    if os.name == "posix":
        assert all(own_folders in path.parents for path in mine)
    assert len(set(mine)) == 3
