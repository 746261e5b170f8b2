# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from coder_app.store.backups import folder_of, kept, rotate
from coder_app.store.connect import address_of, raw

Study = Any  # the class in conftest.py
NOW = datetime(2026, 11, 24, 9, 31)


def test_the_last_five_and_one_a_day_for_a_week_are_kept() -> None:
    moments = [NOW - timedelta(hours=6 * n) for n in range(80)]

    stay = kept(moments, NOW)

    assert set(moments[:5]) <= stay
    assert {moment.date() for moment in stay} == {NOW.date() - timedelta(days=n) for n in range(7)}
    assert len(stay) == 5 + 5
    assert kept(stay, NOW) == stay


def test_few_old_ones_are_kept_for_good() -> None:
    moments = [NOW - timedelta(days=100 * n) for n in range(4)]

    assert kept(moments, NOW) == set(moments)


def test_backups_carry_the_time_and_old_ones_go(file_study: Study, tmp_path: Path) -> None:
    path = tmp_path / "Followers.coder"
    source = raw(address_of(path))
    (tmp_path / "Followers.backups").mkdir()
    (tmp_path / "Followers.backups" / "my own.coder").touch()
    for n in range(9):
        file_study.code_passage()
        made = rotate(source, path, NOW + timedelta(minutes=n))
    source.close()

    names = sorted(p.name for p in folder_of(path).iterdir())
    assert made == folder_of(path) / "Followers 2026-11-24 0939.coder"
    assert names == [*(f"Followers 2026-11-24 093{n}.coder" for n in range(5, 10)), "my own.coder"]


def test_nothing_new_needs_no_backup(file_study: Study, tmp_path: Path) -> None:
    path = tmp_path / "Followers.coder"
    source = raw(address_of(path))

    assert rotate(source, path, NOW) is not None
    assert rotate(source, path, NOW + timedelta(days=1)) is None
    source.close()


def test_a_broken_backup_is_followed_by_a_good_one(file_study: Study, tmp_path: Path) -> None:
    path = tmp_path / "Followers.coder"
    source = raw(address_of(path))
    made = rotate(source, path, NOW)
    made.write_bytes(b"broken" * 1000)

    assert rotate(source, path, NOW + timedelta(days=1)) is not None
    source.close()
