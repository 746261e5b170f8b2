# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats import limits
from coder_app.formats.limits import Archive, megabytes, parse_xml, read_bytes

PATH = Path("ana.docx")


def refusal(work: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(InputProblem) as refused:
        work(*given, **more)
    return str(refused.value)


def test_a_file_within_the_limit_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")

    assert read_bytes(tmp_path / "a.txt", limit=5) == b"12345"
    assert "is the limit" in refusal(read_bytes, tmp_path / "a.txt", limit=4)


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    assert "This is a folder" in refusal(read_bytes, tmp_path)
    assert "“gone.txt”: There is no such file" in refusal(read_bytes, tmp_path / "gone.txt")
    assert "could not be read" in refusal(read_bytes, Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are made by POSIX systems")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert "not an ordinary file" in refusal(read_bytes, tmp_path / "pipe")


def test_a_part_of_an_archive_is_unpacked_on_its_own(pack: Any) -> None:
    archive = Archive(pack({"word/a.xml": b"<a/>", "b": b"2"}), PATH)

    assert "b" in archive
    assert "c" not in archive
    assert archive.read("word/a.xml") == b"<a/>"
    assert "damaged or incomplete" in refusal(archive.read, "c")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "..\\a"])
def test_names_that_lead_out_of_an_archive_are_refused(pack: Any, name: str) -> None:
    assert "lead out of the archive" in refusal(Archive, pack({name: b""}), PATH)


def test_a_bomb_is_not_unpacked(pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBER", 1000)
    archive = Archive(pack({"a": b"0" * 1001, "b": b"0" * 1000}), PATH)

    assert "Unpacked it has more than" in refusal(archive.read, "a")
    assert len(archive.read("b")) == 1000


def test_a_part_may_have_a_limit_of_its_own(pack: Any, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(pack({"a": b"12345", "b": b"", "c": b""}))

    with (tmp_path / "a.zip").open("rb") as file:
        archive = Archive(file, PATH, most_members=3)
        assert archive.read("a", limit=5) == b"12345"
        assert "Unpacked it has more than" in refusal(archive.read, "a", limit=4)
        assert "too many parts" in refusal(Archive, file, PATH, most_members=2)


def test_too_many_parts_are_refused(pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 2)

    assert "too many parts" in refusal(Archive, pack(dict.fromkeys("abc", b"")), PATH)


def test_what_is_no_archive_is_damaged(pack: Any) -> None:
    whole = pack({"a": b"words " * 100})

    assert "damaged" in refusal(Archive, b"PK\x03\x04 and more", PATH)
    assert "damaged" in refusal(Archive, whole[:-30], PATH)


def test_nothing_that_xml_declares_is_fetched_or_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

    assert "declares a document type" in refusal(parse_xml, bomb, PATH)
    assert "not valid XML" in refusal(parse_xml, b"<a>", PATH)
    assert parse_xml("<a>Größe<!-- no --></a>".encode(), PATH).text == "Größe"


def test_sizes_are_said_in_megabytes() -> None:
    assert megabytes(64 * 2**20) == "64 MB"
