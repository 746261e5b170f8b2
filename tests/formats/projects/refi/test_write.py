# SPDX-License-Identifier: MIT
"""What leaves in the exchange standard is valid by its schema, and says what the project says."""

from __future__ import annotations

import zipfile
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.picture import (
    PictureCode,
    PictureCoder,
    PictureCoding,
    PictureDocument,
    PictureGroup,
    PictureMemo,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.records import CodebookDraft, CodeDraft, ScaleLevel
from coder_app.core.spans import Span
from coder_app.formats.projects.refi.write import write_qdpx
from coder_app.formats.projects.refi.write_texts import Profile

HERE = Path(__file__).parents[2]
SCHEMA = etree.XMLSchema(etree.parse(HERE.parent / "data" / "refi" / "Project.xsd"))
NS = {"q": "urn:QDA-XML:project:1.0"}


PICTURES = SimpleNamespace(**run_path(str(HERE / "pictures.py")))
MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(path: Path) -> etree._Element:
    root = etree.fromstring(parts(path)["project.qde"])
    assert SCHEMA.validate(root), SCHEMA.error_log.last_error
    return root


def a_study() -> ProjectPicture:
    ana, ben, group, code, document, person = (uuid4() for _ in range(6))
    text = "Mara: I trust her 😀.\nShe answers."
    levels = (ScaleLevel(weight=1, label="low"), ScaleLevel(weight=3, label="high"))
    coding = PictureCoding(
        guid=uuid4(), document=document, code=code, coder=ana, span=Span(6, 20), weight=3
    )
    return ProjectPicture(
        title="A study",
        lead=ana,
        codebook=CodebookDraft(title="Small book", rules=("Mark whole sentences.",)),
        coders=(PictureCoder(guid=ana, name="Ana"), PictureCoder(guid=ben, name="Ben")),
        codes=(
            PictureCode(guid=group, parent=None, draft=CodeDraft(name="Motives", codable=False)),
            PictureCode(guid=code, parent=group, draft=CodeDraft(name="trust", scale=levels)),
        ),
        documents=(PictureDocument(guid=document, name="Mara", text=text, participant=person),),
        codings=(
            coding,
            PictureCoding(guid=uuid4(), document=document, code=code, coder=ben, span=Span(21, 33)),
        ),
        memos=(
            PictureMemo(kind="coding", about=coding.guid, coder=ben, text="Why so high?"),
            PictureMemo(kind="participant", about=person, coder=ana, text="Second talk."),
            PictureMemo(kind="document", about=document, coder=ana, text="x" * 20_000),
        ),
        participants=(PictureParticipant(guid=person, name="Mara"),),
    )


def test_the_archive_has_the_form_that_every_program_reads(tmp_path: Path) -> None:
    picture = a_study()

    write_qdpx(picture, tmp_path / "a.qdpx")

    found = parts(tmp_path / "a.qdpx")
    names = list(found)
    text = found[f"sources/{picture.documents[0].guid}.txt"]
    assert names[0] == "project.qde"
    assert all(name.startswith("sources/") for name in names[1:])
    assert text == picture.documents[0].text.encode()
    assert not found["project.qde"].startswith(b"\xef\xbb\xbf")


def test_passages_are_selections_with_codings_of_their_coders(tmp_path: Path) -> None:
    picture = a_study()

    write_qdpx(picture, tmp_path / "a.qdpx")

    root = tree(tmp_path / "a.qdpx")
    selections = root.findall(".//q:PlainTextSelection", NS)
    assert [each.get("name") for each in selections] == ["I trust her 😀.", "She answers."]
    assert [(each.get("startPosition"), each.get("endPosition")) for each in selections] == [
        ("6", "20"),
        ("21", "33"),
    ]
    codings = root.findall(".//q:Coding", NS)
    assert [UUID(each.get("guid") or "") for each in codings] == [c.guid for c in picture.codings]
    assert [UUID(each.get("creatingUser") or "") for each in codings] == [
        c.coder for c in picture.codings
    ]
    assert selections[0].findtext("q:Description", None, NS) == "trust: weight 3 (high)"


def test_memos_are_notes_that_their_things_refer_to(tmp_path: Path) -> None:
    write_qdpx(a_study(), tmp_path / "a.qdpx")

    root = tree(tmp_path / "a.qdpx")
    notes = {each.get("guid"): each for each in root.findall(".//q:Note", NS)}
    referred = root.find(".//q:Coding/q:NoteRef", NS)
    link = root.find(".//q:Link", NS)
    assert referred is not None
    assert link is not None
    named = notes[referred.get("targetGUID")].get("name")
    assert named == "Memo on trust in Mara, line 1"
    assert notes[link.get("originGUID")].findtext("q:PlainTextContent", None, NS) == "Second talk."
    long = next(each for each in notes.values() if each.get("plainTextPath"))
    file = (long.get("plainTextPath") or "").removeprefix("internal://")
    assert parts(tmp_path / "a.qdpx")[f"sources/{file}"] == b"x" * 20_000


def test_families_are_sets_too_and_sets_that_came_along_stay(tmp_path: Path) -> None:
    picture = a_study()
    group = PictureGroup(guid=uuid4(), name="Wave 1", documents=(picture.documents[0].guid,))

    write_qdpx(ProjectPicture(**fields(picture) | {"groups": (group,)}), tmp_path / "a.qdpx")

    sets = tree(tmp_path / "a.qdpx").findall(".//q:Set", NS)
    assert [(each.get("name"), len(each)) for each in sets] == [("Motives", 1), ("Wave 1", 1)]


def fields(picture: ProjectPicture) -> dict[str, Any]:
    return {name: getattr(picture, name) for name in picture.__dataclass_fields__}


def test_nvivo_gets_utf16_positions_with_two_for_a_line_end(tmp_path: Path) -> None:
    picture = a_study()

    remarks = write_qdpx(picture, tmp_path / "a.qdpx", profile=Profile.NVIVO)

    selections = tree(tmp_path / "a.qdpx").findall(".//q:PlainTextSelection", NS)
    text = parts(tmp_path / "a.qdpx")[f"sources/{picture.documents[0].guid}.txt"]
    units = text.decode("utf-8-sig").encode("utf-16-le")
    cut = [
        units[2 * int(s.get("startPosition") or 0) : 2 * int(s.get("endPosition") or 0)]
        for s in selections
    ]
    assert text.startswith(b"\xef\xbb\xbf")
    assert [each.decode("utf-16-le") for each in cut] == ["I trust her 😀.", "She answers."]
    assert remarks == ()


def test_characters_that_nvivo_counts_as_two_are_told(tmp_path: Path) -> None:
    (remark,) = write_qdpx(a_study(), tmp_path / "a.qdpx")

    assert "“Mara” has 1 character such as 😀" in remark


def test_qualcoder_gets_no_name_of_a_code_twice(tmp_path: Path) -> None:
    picture = a_study()
    other = PictureCode(guid=uuid4(), parent=picture.codes[0].guid, draft=CodeDraft(name="Motives"))
    picture = ProjectPicture(**fields(picture) | {"codes": (*picture.codes, other)})

    remarks = write_qdpx(picture, tmp_path / "a.qdpx", profile=Profile.QUALCODER)

    codes = tree(tmp_path / "a.qdpx").findall(".//q:Code", NS)
    assert [each.get("name") for each in codes] == ["Motives", "trust", "Motives (Motives)"]
    assert "renamed: “Motives (Motives)”" in remarks[0]


def test_a_mark_at_the_head_of_a_text_does_not_shift_the_codings_of_others(tmp_path: Path) -> None:
    picture = a_study()
    document = picture.documents[0]
    marked = PictureDocument(guid=document.guid, name="Mara", text=f"\ufeff{document.text}")
    coding = PictureCoding(
        guid=uuid4(),
        document=document.guid,
        code=picture.codes[1].guid,
        coder=picture.coders[0].guid,
        span=Span(7, 21),
    )
    more = {"documents": (marked,), "codings": (coding,), "memos": ()}

    write_qdpx(ProjectPicture(**fields(picture) | more), tmp_path / "a.qdpx")

    (selection,) = tree(tmp_path / "a.qdpx").findall(".//q:PlainTextSelection", NS)
    assert (selection.get("startPosition"), selection.get("name")) == ("6", "I trust her 😀.")


def test_an_empty_project_is_valid(tmp_path: Path) -> None:
    write_qdpx(ProjectPicture(title=""), tmp_path / "a.qdpx")

    assert tree(tmp_path / "a.qdpx").get("name") == "Project"


def test_stopped_or_refused_nothing_is_left(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_qdpx(a_study(), tmp_path / "a.qdpx", progress=stop)
    with pytest.raises(InputProblem, match="could not be written"):
        write_qdpx(a_study(), tmp_path / "none" / "a.qdpx")
    assert list(tmp_path.iterdir()) == []


@MANY
@given(picture=PICTURES.pictures(), profile=st.sampled_from(Profile))
def test_whatever_a_project_holds_the_file_is_valid(
    tmp_path: Path, picture: ProjectPicture, profile: Profile
) -> None:
    write_qdpx(picture, tmp_path / "a.qdpx", profile=profile)

    root = tree(tmp_path / "a.qdpx")
    assert len(root.findall(".//q:Coding", NS)) == len(picture.codings)
