# SPDX-License-Identifier: MIT
"""Small transcripts of our own, and Word documents made of a few lines of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

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
