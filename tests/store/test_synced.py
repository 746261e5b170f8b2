# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.store.project import Project
from coder_app.store.synced import (
    free_name,
    is_network,
    kind_of_mount,
    mounts_of_linux,
    mounts_of_macos,
    provider_of,
)
from coder_app.store.tables import Code

Study = Any  # the class in conftest.py


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "OneDrive - University" / "Study"
    folder.mkdir(parents=True)
    return folder / "Followers.coder"


@pytest.fixture
def synced(shared: Path, study: Study) -> Study:
    made = type(study).on(Project.create(shared))
    yield made
    made.project.close()


def codes_in(path: Path) -> list[str]:
    """Read the file as it lies there."""
    copy = path.parents[2] / f"copy of {path.name}"
    copy.write_bytes(path.read_bytes())
    with Project.open(copy, look_only=True) as project, project.read() as session:
        return sorted(code.name for code in session.query(Code).filter(~Code.removed))


@pytest.mark.parametrize(
    ("path", "provider"),
    [
        (PureWindowsPath(r"C:\Users\Ana\OneDrive - Uni X\a.coder"), "OneDrive"),
        (PureWindowsPath(r"G:\My Drive\a.coder"), "Google Drive"),
        (PurePosixPath("/home/ana/Dropbox (Personal)/b/a.coder"), "Dropbox"),
        (PurePosixPath("/Users/ana/Library/Mobile Documents/a.coder"), "iCloud"),
        (
            PurePosixPath("/Users/ana/Library/CloudStorage/GoogleDrive-a@b.c/a.coder"),
            "Google Drive",
        ),
        (PurePosixPath("/Users/ana/Library/CloudStorage/Box-Box/a.coder"), "CloudStorage"),
        (PurePosixPath("/home/ana/iCloud/Study/a.coder"), "iCloud"),
        (PureWindowsPath(r"C:\Users\Ana\iCloudDrive\a.coder"), "iCloud"),
        (PurePosixPath("/home/ana/Nextcloud/a.coder"), "Nextcloud"),
        (PurePosixPath("/home/ana/notes on Dropbox/a.coder"), None),
        (PurePosixPath("/home/ana/Dropbox.coder"), None),
    ],
)
def test_a_providers_folder_is_known_by_its_name(path: Any, provider: str | None) -> None:
    assert provider_of(path) == provider


def test_network_folders_are_known_by_the_mount_above_them() -> None:
    table = "/dev/sda1 / ext4 rw 0 0\n//nas/x /mnt/the\\040nas cifs rw 0 0\n"

    assert kind_of_mount(Path("/mnt/the nas/a.coder"), mounts_of_linux(table)) == "cifs"
    assert kind_of_mount(Path("/mnt/the nasty/a.coder"), mounts_of_linux(table)) == "ext4"
    assert kind_of_mount(Path("/a.coder"), []) == ""


def test_what_macos_says_about_mounts_is_read() -> None:
    told = "/dev/disk1 on / (apfs, local)\n//ana@nas/x on /Volumes/x (1) (smbfs, nodev)\n"

    assert mounts_of_macos(told) == [("/", "apfs"), ("/Volumes/x (1)", "smbfs")]


def test_an_ordinary_folder_is_no_network(tmp_path: Path) -> None:
    assert not is_network(tmp_path)


def test_a_synced_project_is_worked_on_elsewhere_and_says_so(synced: Study, shared: Path) -> None:
    project = synced.project

    assert project.path == shared
    assert project.working_path != shared
    assert "OneDrive" in project.notices[0]
    assert [p.name for p in shared.parent.iterdir()] == ["Followers.coder"]


def test_work_is_put_back_when_published_and_when_closed(synced: Study, shared: Path) -> None:
    assert codes_in(shared) == []
    assert not synced.project.publish_due  # somebody wrote a moment ago

    synced.project.publish()
    assert codes_in(shared) == ["trust"]

    synced.add_code("belonging")
    synced.project.close()
    assert codes_in(shared) == ["belonging", "trust"]
    assert [p.name for p in shared.parent.iterdir()] == ["Followers.coder"]


def test_publishing_is_due_when_nobody_writes(
    synced: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder_app.store.project.IDLE_SECONDS", -1)

    synced.project.changes_since()

    assert synced.project.publish_due
    synced.project.publish()
    assert not synced.project.publish_due


def test_a_file_that_changed_there_is_not_overwritten(
    synced: Study, shared: Path, tmp_path: Path
) -> None:
    synced.project.publish()
    elsewhere = Project.create(tmp_path / "colleague.coder")
    elsewhere.close()
    (tmp_path / "colleague.coder").replace(shared)
    there = shared.read_bytes()
    synced.add_code("belonging")

    synced.project.publish()

    assert shared.read_bytes() == there
    (beside,) = shared.parent.glob("Followers (yours *).coder")
    assert codes_in(beside) == ["belonging", "trust"]
    assert "Nothing was overwritten" in synced.project.notices[-1]

    synced.add_code("closeness")
    synced.project.close()
    assert shared.read_bytes() == there
    assert codes_in(beside) == ["belonging", "closeness", "trust"]
    assert len(list(shared.parent.iterdir())) == 2


def test_after_two_went_apart_the_file_that_lies_there_is_opened(
    synced: Study, shared: Path, tmp_path: Path
) -> None:
    synced.project.publish()
    Project.create(tmp_path / "colleague.coder").close()
    (tmp_path / "colleague.coder").replace(shared)
    synced.add_code("belonging")
    synced.project.close()

    with Project.open(shared) as project, project.read() as session:
        assert session.query(Code).count() == 0
    assert len(list(shared.parent.glob("Followers (yours *).coder"))) == 1


@pytest.mark.parametrize("link", ["Study", "Study/Followers.coder"])
def test_a_link_into_a_synced_folder_is_followed(
    synced: Study, shared: Path, tmp_path: Path, link: str
) -> None:
    synced.project.close()
    path = tmp_path / "here" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(shared.parent if link == "Study" else shared)
    if link == "Study":
        path /= "Followers.coder"

    again = Project.open(path)
    assert "OneDrive" in again.notices[0]
    assert again.path == path
    again.who = synced.me
    again.undo()
    again.close()

    assert path.resolve() == shared
    assert codes_in(shared) == []


def test_a_newer_file_there_is_fetched(synced: Study, shared: Path, tmp_path: Path) -> None:
    synced.project.close()
    copy = tmp_path / "colleague.coder"
    copy.write_bytes(shared.read_bytes())
    with Project.open(copy) as project:
        type(synced)(project, synced.me, synced.other, synced.document, synced.code)
        project.who = synced.me
        project.undo()
    copy.replace(shared)

    with Project.open(shared) as project, project.read() as session:
        assert session.query(Code).filter(~Code.removed).count() == 0


def test_work_left_by_a_crash_is_there_at_the_next_opening(synced: Study, shared: Path) -> None:
    synced.project.publish()
    synced.add_code("belonging")

    with Project.open(shared) as project, project.read() as session:
        assert session.query(Code).count() == 2
        assert "also open elsewhere" in project.notices[1]


def test_a_copy_that_another_window_works_on_is_not_taken_away(
    synced: Study, shared: Path, tmp_path: Path
) -> None:
    synced.project.publish()
    Project.create(tmp_path / "colleague.coder").close()
    (tmp_path / "colleague.coder").replace(shared)

    with Project.open(shared) as project, project.read() as session:
        assert session.query(Code).count() == 1

    synced.add_code("belonging")
    assert synced.project.check() == []


def test_a_folder_that_cannot_be_reached_keeps_the_work_here(synced: Study, shared: Path) -> None:
    synced.project.publish()
    synced.add_code("belonging")
    shared.parent.rename(shared.parent.with_name("gone"))

    with pytest.raises(ProjectProblem, match="kept on this computer"):
        synced.project.publish()

    shared.parent.with_name("gone").rename(shared.parent)
    synced.project.publish()
    assert codes_in(shared) == ["belonging", "trust"]


def test_a_new_project_takes_the_place_of_a_deleted_one(synced: Study, shared: Path) -> None:
    synced.project.close()
    shared.unlink()

    Project.create(shared).close()

    assert codes_in(shared) == []
    assert len(list(shared.parent.iterdir())) == 1


def test_a_new_project_leaves_the_unpublished_work_of_a_deleted_one(
    synced: Study, shared: Path
) -> None:
    synced.project.publish()
    synced.add_code("belonging")
    shared.parent.rename(shared.parent.with_name("gone"))
    with pytest.raises(ProjectProblem, match="kept on this computer"):
        synced.project.close()
    shared.parent.mkdir()

    with Project.create(shared) as project:
        assert "not put back yet" in project.notices[1]

    (beside,) = shared.parent.glob("Followers (yours *).coder")
    assert codes_in(beside) == ["belonging", "trust"]


def test_free_names_count_on(tmp_path: Path) -> None:
    (tmp_path / "a (rescued).coder").touch()

    assert free_name(tmp_path / "a.coder", "rescued").name == "a (rescued 2).coder"
