# SPDX-License-Identifier: MIT
"""Many transcripts at once: one bad file stops no other, and nothing leads out."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.arriving import folders
from coder_app.formats.arriving.folders import files_in, look_through, read_many
from coder_app.formats.transcript_files import read_content
from coder_app.formats.transcripts.reading import Reading

DATA = Path(__file__).parents[2] / "data" / "transcripts"
Write = Callable[[str, bytes | str], Path]
Pack = Callable[[dict[str, bytes | str]], bytes]

FILES: dict[str, bytes | str] = {
    "P10.txt": "Ana: ten",
    "P2.txt": "Ana: two",
    "wave 2/Łódź.md": "Bo: **so**",
    "wave 2/broken.docx": b"no archive",
    "photo.jpg": b"\xff\xd8\xff",
    ".DS_Store": b"x",
    "__MACOSX/P2.txt": "x",
    "~$P2.docx": "x",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / "talks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path / "talks"


@pytest.fixture
def archive(write: Write, pack: Pack) -> Path:
    return write("talks.zip", pack(FILES))


@pytest.fixture(params=["folder", "archive"])
def talks(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


def test_all_that_can_be_read_is_and_the_rest_is_told_by_file(talks: Path) -> None:
    found = read_many(talks)

    assert [draft.name for draft in found.drafts] == ["P2", "P10", "Łódź"]
    assert [problem.file.name for problem in found.problems] == ["broken.docx"]
    assert [path.name for path in found.passed_over] == ["photo.jpg"]
    assert found.drafts[2].path == talks / "wave 2" / "Łódź.md"


def test_what_is_there_can_be_listed_before_it_is_read(talks: Path) -> None:
    listed = [path.name for path in files_in(talks)]

    assert listed == ["P2.txt", "P10.txt", "broken.docx", "Łódź.md"]


def test_progress_is_told_and_may_stop(talks: Path) -> None:
    told: list[tuple[int, int, str]] = []

    read_many(talks, progress=lambda *step: told.append(step))

    assert told[0] == (0, 4, "P2.txt")
    assert told[-1] == (4, 4, "")

    def stop(*_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_many(talks, progress=stop)


def test_too_many_and_too_much_are_refused(talks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MAX_TOTAL", 10)
    with pytest.raises(InputProblem, match="together"):
        read_many(talks)

    monkeypatch.setattr(folders, "MAX_FILES", 3)
    with pytest.raises(InputProblem, match="more than 3"):
        read_many(talks)


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    os.symlink(tmp_path / "secret.txt", folder / "link.txt")
    os.symlink(folder, folder / "circle")

    assert len(read_many(folder).drafts) == 3


def test_an_archive_inside_another_is_refused(write: Write, pack: Pack) -> None:
    inner = pack({"P1.txt": "Ana: one"})

    found = read_many(write("a.zip", pack({"in.zip": inner, "P2.txt": "x", "odd.txt": inner})))

    assert [(p.file.name, p.what) for p in found.problems] == [
        *(
            ("in.zip", "It is an archive inside another."),
            ("odd.txt", "It is an archive of files."),
        ),
    ]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../b.txt"])
def test_names_that_lead_out_are_refused(write: Write, pack: Pack, name: str) -> None:
    with pytest.raises(InputProblem, match="lead out"):
        read_many(write("a.zip", pack({name: "x"})))


def test_names_written_by_old_programs_are_read_as_meant(write: Write) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Lodz_.txt", "Ana: so")
    data = packed.getvalue().replace(b"Lodz_", "Łóz".encode())

    assert read_many(write("a.zip", data)).drafts[0].name == "Łóz"


def test_a_locked_file_in_an_archive_is_named(write: Write, pack: Pack) -> None:
    data = bytearray(pack({"P1.txt": "Ana: one"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + flags] |= 1

    found = read_many(write("a.zip", bytes(data)))

    assert [(p.file.name, p.what) for p in found.problems] == [
        *(("P1.txt", "It is protected by a password."),),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"PK\x03\x04 broken", "damaged"), (b"words", "neither a folder"), (b"", "neither a folder")],
)
def test_what_is_no_archive_is_said_to_be_none(write: Write, content: bytes, sentence: str) -> None:
    with pytest.raises(InputProblem, match=sentence):
        read_many(write("a.zip", content))


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    found = read_many(tmp_path)

    assert (found.drafts, found.problems, found.passed_over) == ((), (), ())


def test_all_samples_are_read_as_one_folder() -> None:
    found = read_many(DATA)

    assert not found.problems
    assert len(found.drafts) == len(list(DATA.iterdir()))


def test_files_are_found_in_order_and_read_one_by_one(talks: Path) -> None:
    found = look_through(talks)
    readable = [(path, contents) for path, contents in found.files if path.suffix != ".docx"]

    assert [path for path, _ in found.files] == list(files_in(talks))
    assert [read_content(contents(), path, Reading()).name for path, contents in readable] == [
        draft.name for draft in read_many(talks).drafts
    ]
    assert [path.name for path in found.passed_over] == ["photo.jpg"]


def test_too_many_files_are_refused_before_any_is_read(
    talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MAX_FILES", 1)

    with pytest.raises(InputProblem, match="more than 1 transcripts"):
        look_through(talks)
