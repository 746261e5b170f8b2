# SPDX-License-Identifier: MIT
"""A codebook from any kind of file that holds one, and into any kind."""

from __future__ import annotations

from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import CodebookDraft

READABLE = (".toml", ".xlsx", ".csv", ".tsv", ".qdc", ".qde", ".qdpx")


def read_any_codebook(path: Path) -> tuple[CodebookDraft, tuple[str, ...]]:
    """Read a codebook by the kind its name tells; gives also sentences about what was changed."""
    path = Path(path)
    kind = path.suffix.casefold()
    if kind == ".toml":
        from coder_app.formats.codebook_toml import read_codebook

        return read_codebook(path), ()
    if kind in (".qdc", ".qde", ".qdpx"):
        from coder_app.formats.refi_codebook import read_qdc

        return read_qdc(path)
    if kind in (".xlsx", ".csv", ".tsv", ".txt"):
        from coder_app.formats.codebook_table import read_codebook_table

        return read_codebook_table(path)
    what = tr("This is no kind of file that a codebook is read from.")
    raise InputProblem(path, what, tr("Use TOML, Excel (XLSX), CSV or QDC."))


def write_any_codebook(draft: CodebookDraft, path: Path) -> tuple[str, ...]:
    """Write a codebook in the kind its name tells; gives sentences about what was changed."""
    path = Path(path)
    kind = path.suffix.casefold()
    if kind == ".toml":
        from coder_app.formats.codebook_toml import write_codebook

        write_codebook(draft, path)
        return ()
    if kind == ".qdc":
        from coder_app.formats.refi_codebook import write_qdc

        write_qdc(draft, path)
        lost = draft.rules or draft.method or draft.description
        return (tr("Description, method and rules have no place in a QDC file."),) if lost else ()
    from coder_app.formats.codebook_table import write_codebook_csv, write_codebook_workbook

    if kind == ".xlsx":
        return write_codebook_workbook(draft, path)
    return write_codebook_csv(draft, path)
