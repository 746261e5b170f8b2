# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any
from uuid import UUID

import pytest

FILES = run_path(str(Path(__file__).parents[2] / "refi_files.py"))
guid = FILES["guid"]
SOURCE = FILES["SOURCE"]
SELECTION = FILES["SELECTION"]
TEXT = FILES["TEXT"]
project = FILES["project"]
source = FILES["source"]
selection = FILES["selection"]
coding = FILES["coding"]
words = FILES["words"]


@pytest.mark.parametrize(
    "path",
    ["internal://A.TXT", "internal:/a.txt", "a.txt", "sources/a.txt", "internal://x/a.txt"],
)
def test_a_source_is_found_by_its_name_however_the_path_is_written(read: Any, path: str) -> None:
    picture = read(project(source(plainTextPath=path)), {"Sources/a.txt": TEXT})

    assert [document.text for document in picture.documents] == [TEXT]


@pytest.mark.parametrize("path", ["absolute:///etc/passwd", "relative:///a.txt", "file:///a.txt"])
def test_nothing_outside_of_the_archive_is_read(read: Any, path: str) -> None:
    picture = read(project(source(plainTextPath=path)), {"sources/a.txt": TEXT})

    assert picture.documents == ()
    (lost,) = picture.left_out
    assert (lost.kind, lost.name) == ("text", "Mara")
    assert "is not in the project" in lost.why


def test_a_missing_text_is_named_with_the_codings_that_it_takes_along(read: Any) -> None:
    picture = read(project(source(selection(0, 4))), {})

    assert (picture.documents, picture.codings) == ((), ())
    told = "Its file “a.txt” is not in the project. 1 coding went with it: “trust”."
    assert picture.left_out[0].why == told
    assert picture.codes[0].name == "trust"


def test_a_text_may_stand_in_the_project_itself(read: Any) -> None:
    inside = f"<PlainTextContent>{TEXT}</PlainTextContent>{selection(6, 18)}"

    picture = read(project(source(inside, plainTextPath="")), {})

    assert words(picture) == ["I trust her."]


def test_texts_of_pdf_files_come_in_and_areas_are_listed(read: Any) -> None:
    sources = (
        f'<Sources><PDFSource guid="{SOURCE}" name="r.pdf" path="internal://r.pdf">'
        f'<PDFSelection guid="{SELECTION}" page="0" firstX="1" firstY="1" secondX="2" secondY="2">'
        f"{coding(2)}</PDFSelection>"
        f'<PDFSelection guid="{guid(4, 2)}" page="0" firstX="1" firstY="1" secondX="2" secondY="2">'
        f"{coding(3)}</PDFSelection>"
        f'<Representation guid="{guid(3, 2)}" plainTextPath="internal://a.txt">'
        f"{selection(6, 18)}</Representation></PDFSource></Sources>"
    )

    picture = read(project(sources))

    assert [document.guid for document in picture.documents] == [UUID(SOURCE)]
    assert words(picture) == ["I trust her."]
    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("PDF", "r.pdf"),
        ("PDF areas", "1 in “r.pdf”"),
    ]


def test_transcripts_of_recordings_come_in_with_their_times(read: Any) -> None:
    def point(number: int, seconds: int, at: int) -> str:
        return f'<SyncPoint guid="{guid(8, number)}" timeStamp="{seconds}000" position="{at}"/>'

    points = point(1, 1, 0) + point(2, 3, 6) + point(3, 5, 18)
    sources = (
        f'<Sources><AudioSource guid="{SOURCE}" name="a.m4a">'
        f'<Transcript guid="{guid(3, 2)}" name="" plainTextPath="internal://a.txt">{points}'
        f'<TranscriptSelection guid="{SELECTION}" fromSyncPoint="{guid(8, 2)}" '
        f'toSyncPoint="{guid(8, 3)}">{coding()}</TranscriptSelection></Transcript>'
        f'<AudioSelection guid="{guid(4, 2)}" begin="0" end="9">{coding(2)}</AudioSelection>'
        "</AudioSource></Sources>"
    )

    picture = read(project(sources))

    (document,) = picture.documents
    assert (document.name, document.turns[0].begins) == ("a.m4a", 1.0)
    assert words(picture) == ["I trust her."]
    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("recording", "a.m4a"),
        ("stretches of a recording", "1 in “a.m4a”"),
        ("times of a recording", "2 in “a.m4a”"),
    ]


def test_a_transcript_that_is_also_a_source_comes_in_once(read: Any) -> None:
    xml = project(source(selection(6, 18)))
    audio = (
        f'<AudioSource guid="{guid(3, 5)}" name="a.m4a"><Transcript guid="{guid(3, 6)}" '
        'plainTextPath="internal://a.txt"/></AudioSource></Sources>'
    )

    picture = read(xml.replace("</Sources>", audio))

    assert [document.name for document in picture.documents] == ["Mara"]


def test_an_area_of_a_page_and_its_words_are_one_passage(read: Any) -> None:
    """With the codings and notes of both."""
    area = (
        f'<PDFSelection guid="{SELECTION}" page="0" firstX="1" firstY="1" secondX="2" secondY="2">'
        f"<Description>On the page</Description>{coding(2)}{coding(3, by=guid(1, 2))}"
        "</PDFSelection>"
    )
    sources = (
        f'<Sources><PDFSource guid="{SOURCE}" name="r.pdf">{area}'
        f'<Representation guid="{guid(3, 2)}" plainTextPath="internal://a.txt">'
        f"{selection(6, 18)}</Representation></PDFSource></Sources>"
    )

    picture = read(project(sources))
    without = read(project(sources), {})

    assert words(picture) == ["I trust her.", "I trust her."]
    assert len({coding.coder for coding in picture.codings}) == 2
    assert [(memo.kind, memo.text) for memo in picture.memos] == [("coding", "On the page")]
    assert picture.remarks == ()
    assert [lost.kind for lost in without.left_out] == ["text", "PDF"]


def test_the_text_that_describes_a_picture_comes_in(read: Any) -> None:
    described = (
        f'<TextDescription guid="{guid(3, 2)}" name="what it shows" '
        f'plainTextPath="internal://a.txt">{selection(6, 18)}</TextDescription>'
    )
    picture_source = f'<PictureSource guid="{SOURCE}" name="a.jpg">{described}{coding(2)}'

    picture = read(project(f"<Sources>{picture_source}</PictureSource></Sources>"))

    assert [document.name for document in picture.documents] == ["a.jpg (what it shows)"]
    assert words(picture) == ["I trust her.", TEXT]
    assert [lost.why for lost in picture.left_out] == ["The text that describes it is there."]


def test_each_transcript_of_a_recording_comes_in_by_its_name(read: Any) -> None:
    transcripts = "".join(
        f'<Transcript guid="{guid(3, n)}" name="{name}" plainTextPath="internal://{name}.txt">'
        f"<Description>{name} words</Description></Transcript>"
        for n, name in ((2, "long"), (3, "short"), (4, "lost"))
    )
    audio = f'<AudioSource guid="{SOURCE}" name="a.m4a">{transcripts}{coding()}</AudioSource>'
    files = {"sources/long.txt": TEXT, "sources/short.txt": "She answers."}

    picture = read(project(f"<Sources>{audio}</Sources>"), files)

    assert [document.name for document in picture.documents] == ["a.m4a (long)", "a.m4a (short)"]
    assert [document.guid for document in picture.documents] == [
        UUID(guid(3, 2)),
        UUID(guid(3, 3)),
    ]
    assert words(picture) == [TEXT]
    assert [memo.text for memo in picture.memos] == ["long words", "short words"]
    assert (picture.left_out[0].kind, picture.left_out[0].name) == ("text", "a.m4a (lost)")
