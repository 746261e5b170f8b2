# SPDX-License-Identifier: MIT
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from coder_app.store.watch import Presence, Watch, is_open_here


def test_a_file_is_itself_while_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1")
    watch = Watch(path)
    assert not watch.is_another()
    watch.remember()
    with path.open("ab") as file:
        file.write(b"2")

    assert not watch.is_another()


def test_a_file_that_shrank_was_replaced_or_is_gone_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12")
    watch = Watch(path)
    watch.remember()

    path.write_bytes(b"1")
    assert watch.is_another()

    path.unlink()
    assert watch.is_another()

    watch = Watch(path)
    path.write_bytes(b"12")
    watch.remember()
    (tmp_path / "b").write_bytes(b"12")
    (tmp_path / "b").replace(path)
    assert watch.is_another()


def test_two_openings_know_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    first = Presence(path)
    second = Presence(path)
    assert (first.others, second.others) == (False, True)
    second.end()
    assert is_open_here(path)
    first.end()
    first.end()
    assert not is_open_here(path)

    third = Presence(path)
    assert not third.others
    third.end()


def test_a_killed_process_leaves_no_presence(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    script = (
        "import os, sys; from pathlib import Path; from coder_app.store.watch import Presence;"
        "held = Presence(Path(sys.argv[1])); print(held.others, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "False\n"
        met = Presence(path)
        assert met.others
        met.end()
        other.kill()

    alone = Presence(path)
    assert not alone.others
    alone.end()
