# SPDX-License-Identifier: MIT
"""Whatever is wrong with a file, a sentence names it; nothing is fetched or unpacked unasked."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.formats import TRANSCRIPT_SUFFIXES, limits, read_transcript

Write = Callable[[str, bytes | str], Path]
DATA = Path(__file__).parent.parent / "data" / "transcripts"
SAMPLES = sorted(DATA.iterdir())
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg"))
    + "]><w>&g;</w>"
)
SIGNS = "<>&;:abPW é😀\u2029\ufdd0\"'/=-\n"
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


def test_a_document_with_a_wrong_ending_is_known_by_its_content(write: Write) -> None:
    path = write("talk.txt", (DATA / "bold.docx").read_bytes())

    assert read_transcript(path).format == "docx"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_read_by_its_suffix(sample: Path) -> None:
    assert sample.suffix in TRANSCRIPT_SUFFIXES
    assert read_transcript(sample).turns


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

    try:
        draft = read_transcript(path)
    except InputProblem:
        return

    draft.text.encode("utf-8")
    assert "\0" not in draft.text
    assert "\r" not in draft.text


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(
        st.sampled_from("<>&;:abPW é😀\u2029\ufdd0\"'/=-\n") | st.characters(codec="utf-8"),
        max_size=200,
    ),
    st.sampled_from(["document", "caption"]),
)
def test_nothing_but_a_sentence_escapes_from_any_text(
    tmp_path: Path, words: str, kind: str
) -> None:
    if kind == "document":
        path = tmp_path / "a.docx"
        body = f"<document><body><p><r><t>{words}</t></r></p></body></document>"
        path.write_bytes(docx_with(body))
    else:
        path = tmp_path / "a.vtt"
        path.write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n", "utf-8")

    try:
        draft = read_transcript(path)
    except InputProblem:
        return

    for turn in draft.turns:
        assert 0 <= turn.label_start <= turn.label_end <= turn.start <= turn.end <= len(draft.text)
