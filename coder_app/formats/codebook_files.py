# SPDX-License-Identifier: MIT
"""A codebook from any kind of file that holds one, and into any kind."""

from __future__ import annotations

from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import codebooks, tr
from coder_app.core.records import CodebookDraft

READABLE = (".toml", ".xlsx", ".csv", ".tsv", ".qdc", ".qde", ".qdpx")
WRITABLE = (".toml", ".xlsx", ".csv", ".tsv", ".qdc", ".docx", ".html")
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # workbooks, and what has a password


def own_or_shipped(path: Path) -> Path:
    """Find a shipped codebook by its name where no file of one's own is meant."""
    shipped = codebooks(path.name)
    return shipped if not path.exists() and shipped.exists() else path


def read_any_codebook(path: Path) -> tuple[CodebookDraft, tuple[str, ...]]:
    """Read a codebook by the kind its name tells; gives also sentences about what was changed."""
    path = Path(path)
    kind = path.suffix.casefold()
    if kind == ".toml" and _begins_like_office(path):
        kind = ".xlsx"  # whatever it is called
    if kind == ".toml":
        from coder_app.formats.codebooks.toml import read_codebook

        return read_codebook(path), ()
    if kind in (".qdc", ".qde", ".qdpx"):
        from coder_app.formats.projects.refi.codebook import read_qdc

        return read_qdc(path)
    if kind in (".xlsx", ".csv", ".tsv", ".txt"):
        from coder_app.formats.codebooks.table import read_codebook_table

        return read_codebook_table(path)
    what = tr("This is no kind of file that a codebook is read from.")
    raise InputProblem(path, what, tr("Use TOML, Excel (XLSX), CSV or QDC."))


def write_any_codebook(draft: CodebookDraft, path: Path) -> tuple[str, ...]:
    """Write a codebook in the kind its name tells; gives sentences about what was changed."""
    path = Path(path)
    kind = path.suffix.casefold()
    if kind == ".toml":
        from coder_app.formats.codebooks.toml import lost_in_toml, write_codebook

        write_codebook(draft, path)
        return lost_in_toml(draft)
    if kind == ".qdc":
        from coder_app.formats.projects.refi.codebook import write_qdc

        write_qdc(draft, path)
        lost = draft.rules or draft.method or draft.description
        return (tr("Description, method and rules have no place in a QDC file."),) if lost else ()
    if kind in (".docx", ".html"):
        return _write_to_read(draft, path, kind)
    if kind not in WRITABLE:
        what = tr("This is no kind of file that a codebook is written to.")
        raise InputProblem(path, what, tr("Use one of these: {0}.").format(", ".join(WRITABLE)))
    from coder_app.formats.codebooks.table import write_codebook_csv, write_codebook_workbook

    return (write_codebook_workbook if kind == ".xlsx" else write_codebook_csv)(draft, path)


def _write_to_read(draft: CodebookDraft, path: Path, kind: str) -> tuple[str, ...]:
    """Write an appendix; nothing reads it back but people."""
    from coder_app.formats.codebooks.report import codebook_report

    if kind == ".html":
        from coder_app.formats.datasets.report_html import write_html

        return write_html(codebook_report(draft), path)
    from coder_app.formats.datasets.report_docx import write_docx

    return write_docx(codebook_report(draft), path)


def _begins_like_office(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _OFFICE
    except (OSError, ValueError):  # the reader says what is wrong with it
        return False
