# SPDX-License-Identifier: MIT
"""Whatever is wrong with a file, a sentence names it; nothing is fetched or unpacked unasked."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.formats import cells, cleaning, limits
from coder_app.formats.arriving.folders import Gathered, read_many
from coder_app.formats.arriving.tables import read_answers
from coder_app.formats.codebook_files import read_any_codebook
from coder_app.formats.datasets.ratings_table import read_ratings
from coder_app.formats.pseudonyms.key import read_key
from coder_app.formats.transcript_files import TRANSCRIPT_SUFFIXES, read_transcript
from coder_app.formats.transcripts import cues, docx, whisper

Write = Callable[[str, bytes | str], Path]
DATA = Path(__file__).parent.parent / "data" / "transcripts"
SAMPLES = sorted(DATA.iterdir())
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg"))
    + "]><w>&g;</w>"
)
SIGNS = "<>&;:abPW é😀\u2029\ufdd0\"'/=-\n\r\0{}\\[]#,1"
NESTED = "<document><body>" + "<x>" * 220 + "</x>" * 220 + "</body></document>"
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'


def docx_with(document: str | bytes, **more: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "no text"),
        ("a.txt", b"\xef\xbb\xbf", "no text"),
        ("a.txt", bytes(range(256)) * 9, "not look like text"),
        ("a.txt", b"%PDF-1.7 ...", "damaged"),
        ("a.txt", b"{\\rtf1 hello", "incomplete"),
        ("a.png", b"\x89PNG\r\n", "PNG"),
        ("a.xyz", b"words", "kind"),
        ("a.docx", b"words, but no archive", "damaged"),
        ("a.docx", (DATA / "bold.docx").read_bytes()[:9_000], "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        ("a.docx", docx_with("<w:document"), "not valid XML"),
        ("a.docx", docx_with("<workbook/>"), "no Word document"),
        ("a.docx", docx_with(ENTITIES), "document type|not valid XML"),
        ("a.docx", docx_with(ENTITIES.encode("utf-16")), "document type|not valid XML"),
        ("a.docx", docx_with(OUTSIDE), "document type"),
        ("a.docx", docx_with("<w/>", **{"../../evil.txt": "x"}), "lead out"),
        ("a.docx", docx_with("<w/>", **{"/etc/evil": "x"}), "lead out"),
        ("a.docx", docx_with("<w/>", **{"C:\\evil": "x"}), "lead out"),
        (
            "a.docx",
            docx_with("<document><body>" + "<x>" * 220 + "</x>" * 220 + "</body></document>"),
            "deep",
        ),
        ("a.docx", docx_with("<document><body><p/></body></document>"), "no text"),
        ("a.vtt", b"\xff\xfe", "no captions|no text"),
    ],
)
def test_each_fault_has_its_sentence(
    write: Write, name: str, content: bytes, sentence: str
) -> None:
    path = write(name, content)

    with pytest.raises(InputProblem, match=sentence) as caught:
        read_transcript(path)

    assert name in str(caught.value)
    assert caught.value.remedy


def test_an_archive_that_unpacks_without_end_is_stopped(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBER", 2**20)
    bomb = docx_with(b"<document><body>" + b" " * 2**22 + b"</body></document>")

    with pytest.raises(InputProblem, match="Unpacked"):
        read_transcript(write("bomb.docx", bomb))


def test_a_file_over_the_limit_is_not_read(write: Write) -> None:
    path = write("long.txt", "words " * 100)

    with pytest.raises(InputProblem, match="limit"):
        limits.read_bytes(path, limit=100)


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()

    for name, sentence in (
        ("none.txt", "no such file"),
        ("folder.txt", "folder"),
        ("pipe.txt", "ordinary"),
        ("nul\0.txt", "could not be read"),
        ("none.txt/inside.txt", "could not be read|no such file"),
    ):
        with pytest.raises(InputProblem, match=sentence):
            read_transcript(tmp_path / name)


def test_a_protected_part_of_an_archive_asks_for_a_copy_without_password(write: Write) -> None:
    data = bytearray(docx_with("<document/>"))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1  # the bit that says: encrypted
            at = data.find(mark, at + 4)

    with pytest.raises(InputProblem, match="password"):
        read_transcript(write("secret.docx", bytes(data)))


def test_the_eleventh_of_twenty_one_documents_does_not_stop_the_others(write: Write) -> None:
    good = (DATA / "bold.docx").read_bytes()
    paths = [write(f"{n}.docx", good if n != 11 else good[:5_000]) for n in range(1, 22)]
    read, refused = [], []

    for path in paths:
        try:
            read.append(read_transcript(path).name)
        except InputProblem as problem:
            refused.append(problem.file.name)

    assert refused == ["11.docx"]
    assert len(read) == 20


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_nothing_but_a_sentence_escapes_from_broken_bytes(
    tmp_path: Path, data: st.DataObject
) -> None:
    sample = data.draw(st.sampled_from(SAMPLES))
    broken = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
        if not broken:
            break
    path = tmp_path / sample.name
    path.write_bytes(bytes(broken))

    assert_read_or_refused(path)


MAKERS: dict[str, Callable[[str], bytes]] = {
    "a.docx": lambda words: docx_with(
        f"<document><body><p><r><t>{words}</t></r></p></body></document>"
    ),
    "a.fodt": lambda words: (
        f"<document><body><text><p>{words}</p></text></body></document>".encode()
    ),
    "a.html": lambda words: f"<p><b>{words}</b>: {words}</p>".encode(),
    "a.rtf": lambda words: f"{{\\rtf1\\ansi {words}\\par {words}}}".encode("cp1252", "replace"),
    "a.vtt": lambda words: f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n".encode(),
    "a.srt": lambda words: f"1\n00:01,000 --> 00:02,000\n{words}\n\n{words}\n".encode(),
    "a.csv": lambda words: f"speaker,text,start\n{words},{words},{words}\nA,b,1\n".encode(),
    "a.json": lambda words: json.dumps([{"text": words, "speaker": words, "start": 1}]).encode(),
    "a.txt": str.encode,
}


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=200),
    st.sampled_from(sorted(MAKERS)),
)
def test_nothing_but_a_sentence_escapes_from_any_text(
    tmp_path: Path, words: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(MAKERS[name](words))

    assert_read_or_refused(path)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_nothing_but_a_sentence_escapes_from_a_broken_part(
    tmp_path: Path, data: st.DataObject
) -> None:
    sample = data.draw(st.sampled_from([s for s in SAMPLES if s.read_bytes().startswith(b"PK")]))
    parts = parts_of(sample)
    name = data.draw(st.sampled_from(sorted(parts)))
    broken = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(broken) - 1)))
        broken[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    path = tmp_path / sample.name
    with zipfile.ZipFile(path, "w") as archive:
        for other, content in parts.items():
            archive.writestr(other, bytes(broken) if other == name else content)

    assert_read_or_refused(path)


def parts_of(sample: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(sample) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_read_or_refused(path: Path) -> None:
    """Give a sound draft or a sentence, never half a draft and never another fault."""
    try:
        draft = read_transcript(path)
    except InputProblem as problem:
        told = f"{problem.what}{problem.remedy}"
    else:
        told = ""
        draft.text.encode("utf-8")
        assert not set(draft.text) & {"\0", "\r", "\u2029"}
        end = 0
        for turn in draft.turns:
            assert end <= turn.label_start <= turn.label_end <= turn.start <= turn.end
            end = turn.end
        assert end <= len(draft.text)
    assert "{" not in told


# ---- what mutated files brought to light


def test_a_speaker_in_a_table_may_hold_what_no_text_can(write: Write) -> None:
    path = write("a.csv", b"speaker,text,start\nA\0na,one,1\nBo,two,2\n")

    assert read_transcript(path).text == "A�na: one\n\nBo: two"


def test_a_letter_printed_infinitely_far_away_is_read_all_the_same(
    write: Write, pdf: Callable[..., Path]
) -> None:
    data = pdf([[(50, 700, "Ana: One"), (50, 688, "Bo: Two")]]).read_bytes()

    far = data.replace(b"1 0 0 1 50 700 Tm", b"9" * 60 + b" 0 0 1 " + b"9" * 60 + b" 700 Tm")

    assert "Two" in read_transcript(write("far.pdf", far)).text


@pytest.mark.parametrize(
    ("name", "content", "line_in_text"),
    [
        ("a.txt", b"\xef\xbb\xbfAna: a\n\nBo: \xff", 3),
        ("a.vtt", b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\nAna: \xff", None),
        ("a.html", b"<meta charset=utf-8>\n\n<p>Ana: \xff", None),
        ("a.csv", b"\xef\xbb\xbfspeaker,text\nA,a\nA,\xff", None),
        ("a.json", b'\xef\xbb\xbf{"segments":\n[{"text": "\xff"}]}', None),
    ],
)
def test_a_place_that_cannot_be_read_is_told_by_a_line_that_is_there(
    write: Write, name: str, content: bytes, line_in_text: int | None
) -> None:
    draft = read_transcript(write(name, content))

    told = next(warning for warning in draft.warnings if "could not be read" in warning.sentence)
    assert (None if told.of_file else told.line) == line_in_text


# ---- more than a transcript has


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.json", "a.srt", "a.vtt"])
def test_a_file_of_nothing_but_zeros_is_no_text(write: Write, name: str) -> None:
    with pytest.raises(InputProblem, match="not look like text"):
        read_transcript(write(name, b"\0" * 100_000))


@pytest.mark.parametrize("suffix", sorted(TRANSCRIPT_SUFFIXES))
def test_half_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sparse{suffix}"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)

    with pytest.raises(InputProblem, match="500 MB, and 64 MB is the limit"):
        read_transcript(path)


@pytest.mark.parametrize("suffix", sorted(TRANSCRIPT_SUFFIXES))
def test_an_empty_file_is_said_to_be_empty(write: Write, suffix: str) -> None:
    with pytest.raises(InputProblem, match="It is empty"):
        read_transcript(write(f"a{suffix}", b""))


def test_lines_without_end_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "MAX_LINES", 5)
    lines = [f"Ana: {n}" for n in range(9)]

    for name, content in (
        ("a.txt", "\n".join(lines)),
        ("a.html", "".join(f"<p>{line}" for line in lines)),
        ("a.rtf", "{\\rtf1 " + "\\par ".join(lines) + "}"),
    ):
        with pytest.raises(InputProblem, match="5 is the limit"):
            read_transcript(write(name, content))


def test_captions_without_end_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "MAX_CUES", 2)
    captions = "".join(f"00:0{n},000 --> 00:0{n},500\nx\n\n" for n in range(5))

    with pytest.raises(InputProblem, match="5 captions, and 2 is the limit"):
        read_transcript(write("a.srt", captions))


@pytest.mark.parametrize("name", ["a.html", "a.fodt"])
def test_marks_without_end_are_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(limits, "MAX_TAGS", 5)

    with pytest.raises(InputProblem, match="far more marks"):
        read_transcript(write(name, "<p>x</p>" * 9))


def test_parts_of_json_without_end_are_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whisper, "_MOST_GROUPS", 2)

    with pytest.raises(InputProblem, match="far more parts"):
        read_transcript(write("a.json", "[[[]]]"))


def test_notes_that_multiply_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_TEXT", 50)
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = f'<w:document xmlns:w="w"><w:body><w:p>{mark * 9}</w:p></w:body></w:document>'
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>ten letters</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="w">{note}</w:footnotes>'

    with pytest.raises(InputProblem, match="notes have more than 50"):
        read_transcript(write("a.docx", docx_with(body, **{"word/footnotes.xml": notes})))


# ---- every way in, every kind of harm

WAYS: dict[str, Callable[[Path], object]] = {
    "answers.csv": read_answers,
    "answers.xlsx": read_answers,
    "key.csv": read_key,
    "key.xlsx": read_key,
    "ratings.csv": read_ratings,
    "ratings.xlsx": read_ratings,
    "book.toml": read_any_codebook,
    "book.csv": read_any_codebook,
    "book.xlsx": read_any_codebook,
    "book.qdc": read_any_codebook,
    "many.zip": read_many,
}
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
HARM: dict[str, bytes] = {
    "empty": b"",
    "locked": OLE,
    "cut archive": docx_with("<w/>")[:90],
    "path out": docx_with("<w/>", **{"../../evil.txt": "x"}),
    "entities": docx_with("<w/>", **{SHEET: ENTITIES}),
    "outside": docx_with("<w/>", **{SHEET: OUTSIDE}),
    "bare entities": ENTITIES.encode(),
    "bare outside": OUTSIDE.encode(),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "zeros": bytes(5_000),
    "opened": b"[" * 50_000,
    "quoted": b'name,code\n"' + b"a" * 200_000,
    "wide": b"," * 30_000,
}


@pytest.mark.parametrize("harm", sorted(HARM))
@pytest.mark.parametrize("name", sorted(WAYS))
def test_each_way_in_refuses_each_harm_with_a_sentence(write: Write, name: str, harm: str) -> None:
    with pytest.raises(InputProblem) as caught:
        refuse_what_is_left(WAYS[name](write(name, HARM[harm])))

    assert caught.value.what.strip()
    assert caught.value.remedy.strip()


def refuse_what_is_left(read: object) -> None:
    """Take the fault of the one file in an archive for that of the archive."""
    if isinstance(read, Gathered) and not read.drafts:
        raise next(iter(read.problems), InputProblem(Path("many.zip"), "Nothing.", "None."))


@pytest.mark.parametrize("name", sorted(WAYS))
def test_no_way_in_reads_half_a_gigabyte_or_unpacks_it(
    tmp_path: Path, write: Write, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sparse = tmp_path / f"sparse-{name}"
    with sparse.open("wb") as file:
        file.truncate(500 * 2**20)
    with pytest.raises(InputProblem, match=r"500 MB, and \d+ MB is the limit"):
        WAYS[name](sparse)

    monkeypatch.setattr(limits, "MAX_MEMBER", 2**16)
    monkeypatch.setattr(cells, "MAX_MEMBER", 2**16)
    if name.endswith(".xlsx"):
        with pytest.raises(InputProblem, match="Unpacked it has more than"):
            WAYS[name](write(name, docx_with("<w/>", **{SHEET: " " * 2**18})))


@pytest.mark.parametrize("name", sorted(name for name in WAYS if not name.endswith("zip")))
@pytest.mark.parametrize(
    "data",
    [
        b"name,code,text\n\0a,b\0,c\nd,e,f\n",
        "name,code,text\n\ud83d,b,c\nd,e,f\n".encode("utf-8", "surrogatepass"),
        "name,code,text\n\ud83d,b,c\nd,e,f\n".encode("utf-16", "surrogatepass"),
    ],
    ids=["NUL", "WTF-8", "half of UTF-16"],
)
def test_what_no_text_can_hold_is_refused_or_replaced(write: Write, name: str, data: bytes) -> None:
    read: object = ""
    with suppress(InputProblem):
        read = WAYS[name](write(name, data))

    assert "\\x00" not in repr(read)
    assert "\\ud83d" not in repr(read)


# ---- locked, wicked and wrongly called


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".odt", ".txt"])
def test_a_locked_office_file_asks_for_a_copy_without_password(write: Write, suffix: str) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(InputProblem, match="password"):
        read_transcript(write(f"a{suffix}", locked))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"mimetype": "x", "content.xml": ENTITIES}, "document type|not valid XML"),
        ({"mimetype": "x", "content.xml": OUTSIDE}, "document type"),
        ({"mimetype": "x", "content.xml": "<x/>", "../../evil": "x"}, "lead out"),
        ({"xl/workbook.xml": ENTITIES, "[Content_Types].xml": "<Types/>"}, "document type"),
        ({"xl/workbook.xml": "<x", "[Content_Types].xml": "<Types/>"}, "damaged"),
        ({"talk.txt": "Ana: x"}, "archive of files"),
    ],
)
def test_wicked_and_broken_archives_are_refused(
    write: Write, pack: Callable[..., bytes], parts: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InputProblem, match=sentence):
        read_transcript(write("a.odt", pack(parts)))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_wrong_ending_gives_the_same_text_or_a_sentence(write: Write, sample: Path) -> None:
    data = sample.read_bytes()
    marked = data.startswith((b"PK", b"%PDF", b"{\\rtf", b"WEBVTT"))

    for suffix in (".txt", ".docx", ".pdf", ".json"):
        try:
            draft = read_transcript(write(f"talk{suffix}", data))
        except InputProblem:
            assert not marked or sample.suffix == ".xlsx"
        else:
            assert not marked or draft.text == read_transcript(sample).text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_truncated_sample_is_refused_or_read_as_text_as_far_as_it_goes(
    write: Write, sample: Path
) -> None:
    data = sample.read_bytes()
    is_whole_or_nothing = data.startswith((b"PK", b"{\\rtf"))

    for share in (0.2, 0.5, 0.9):
        path = write(f"talk{sample.suffix}", data[: int(len(data) * share)])
        try:
            read_transcript(path)
        except InputProblem:
            continue
        assert not is_whole_or_nothing
