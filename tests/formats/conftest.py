# SPDX-License-Identifier: MIT
"""Small transcripts of our own, and Word documents made of a few lines of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.picture import ProjectPicture
from coder_app.formats.projects.refi.read import read_refi

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """Pack parts as an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def docx_parts(body: str, **more: str) -> dict[str, bytes | str]:
    """Give the parts of a Word document with this body; more of them as `footnotes="…"`."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    for name, content in more.items():
        parts[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">{content}</w:{name}>'
    return parts


@pytest.fixture
def data() -> Path:
    """Folder of the sample transcripts."""
    return Path(__file__).parent.parent / "data" / "transcripts"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file and give its path."""

    def written(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def pack() -> Callable[[dict[str, bytes | str]], bytes]:
    """Pack parts as an archive."""
    return zipped


@pytest.fixture
def docx(write: Callable[[str, bytes | str], Path]) -> Callable[..., Path]:
    """Write a Word document with a body of XML and give its path."""

    def made(body: str, **more: str) -> Path:
        return write("talk.docx", zipped(docx_parts(body, **more)))

    return made


# ---- OpenDocument and PDF

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "table", "style", "draw")
)
NAMES += f' xmlns:fo="{ODF}xsl-fo-compatible:1.0"'


def odt_parts(body: str, automatic: str = "", styles: str = "") -> dict[str, bytes | str]:
    """Give the parts of an OpenDocument text with this body."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {NAMES}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES}><office:styles>{styles}</office:styles>"
        "</office:document-styles>",
    }


@pytest.fixture
def odt(write: Callable[[str, bytes | str], Path]) -> Callable[..., Path]:
    """Write an OpenDocument text with a body of XML and give its path."""

    def made(body: str, automatic: str = "", styles: str = "") -> Path:
        return write("talk.odt", zipped(odt_parts(body, automatic, styles)))

    return made


Printed = tuple[float, float, str]  # from the left, from the foot, words in cp1252


def printed(pages: list[list[Printed]], *, encrypt: bool = False) -> bytes:
    """Make a PDF of rows in Helvetica, each with its place in points."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        font,
    ]
    for number, rows in enumerate(pages):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (5 + 2 * number),
            stream(b"BT\n" + b"".join(map(shown, rows)) + b"ET"),
        ]
    return assembled(objects, encrypt=encrypt)


def shown(row: Printed) -> bytes:
    """Write the commands that show a row."""
    left, foot, words = row
    escaped = words.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        escaped = escaped.replace(sign, b"\\" + sign)
    return b"/F 10 Tf 1 0 0 1 %g %g Tm (%s) Tj\n" % (left, foot, escaped)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """Write a stream object."""
    return b"<< /Length %d %s >>\nstream\n" % (len(content), more) + content + b"\nendstream"


def assembled(objects: list[bytes], *, encrypt: bool = False) -> bytes:
    """Write objects, the table of their places and the trailer."""
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>]"
    secret = lock % (b"00" * 32, b"11" * 32) if encrypt else b""
    size = len(objects) + 1
    return (
        bytes(out)
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\n"
        % (*(size, table, size, secret),)
        + b"startxref\n%d\n%%%%EOF" % len(out)
    )


@pytest.fixture
def pdf(write: Callable[[str, bytes | str], Path]) -> Callable[..., Path]:
    """Write a PDF of rows and give its path."""

    def made(pages: list[list[Printed]], *, encrypt: bool = False) -> Path:
        return write("talk.pdf", printed(pages, encrypt=encrypt))

    return made


@pytest.fixture
def pdf_of_objects() -> Callable[[list[bytes]], bytes]:
    """Assemble a PDF of its objects."""
    return assembled


@pytest.fixture
def pdf_stream() -> Callable[..., bytes]:
    """Write one stream object of a PDF."""
    return stream


TEXTS: dict[str, bytes | str] = {"sources/a.txt": "Mara: I trust her.\nShe answers."}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., ProjectPicture]:
    """Pack a project with its files and read it."""

    def packed(xml: str, files: dict[str, bytes | str] | None = None) -> ProjectPicture:
        path = tmp_path / "a.qdpx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("project.qde", xml)
            for name, content in (
                {"sources/a.txt": "Mara: I trust her.\nShe answers."} if files is None else files
            ).items():
                archive.writestr(name, content)
        return read_refi(path)

    return packed
