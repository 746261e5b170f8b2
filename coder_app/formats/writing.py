# SPDX-License-Identifier: MIT
"""Whatever is taken out of a project, into the kind of file that a plan names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.export_kinds import What, kind_named
from coder_app.core.export_plan import ExportPlan
from coder_app.core.picture import ProjectPicture
from coder_app.core.places import tr
from coder_app.core.records import CodebookDraft, Sheet
from coder_app.core.report import Report
from coder_app.formats.replacing import table_paths

Progress = Callable[[int, int], None]
Tables = Sequence[Sheet]
Outgoing = Tables | Report | ProjectPicture | CodebookDraft

_ONE_FILE = ("xlsx", "json")


def files_of(going: Outgoing, plan: ExportPlan, path: Path) -> list[Path]:
    """Name the files that `write_out` makes; some kinds hold one table each."""
    if kind_named(plan.kind).what is What.TABLES and plan.kind not in _ONE_FILE:
        assert not isinstance(going, Report | ProjectPicture | CodebookDraft)
        return table_paths(going, path)
    return [path]


def write_out(
    going: Outgoing,
    plan: ExportPlan,
    path: Path,
    *,
    progress: Progress | None = None,
    may_replace: bool = False,
) -> tuple[str, ...]:
    """Write it; gives sentences about what had to be changed.

    `progress(done, total)` may raise to stop: then nothing is left behind. In a window the person
    was asked about one name only, so of several files none replaces another unless it may.
    """
    targets = files_of(going, plan, path)
    there = [target.name for target in targets if target != path and target.exists()]
    if there and not may_replace:
        what = tr("The folder has files of these names already: {0}.").format(", ".join(there))
        raise InputProblem(path, what, tr("Choose another name, or move them away."))
    if isinstance(going, Report):
        return _write_report(going, path)
    if isinstance(going, ProjectPicture):
        return _write_project(going, plan, path, progress)
    if isinstance(going, CodebookDraft):
        return _write_codebook(going, plan, path)
    return _write_tables(going, plan, path, progress)


def _write_tables(
    sheets: Tables, plan: ExportPlan, path: Path, progress: Progress | None
) -> tuple[str, ...]:
    if plan.kind == "sav":
        from coder_app.formats.datasets.spss_file import write_spss

        return write_spss(sheets, path, title=path.stem, progress=progress)
    if plan.kind == "parquet":
        from coder_app.formats.datasets.parquet_file import write_parquet

        return write_parquet(sheets, path, about=_about(sheets), progress=progress)
    if plan.kind == "json":
        from coder_app.formats.datasets.json_file import write_json

        return write_json(sheets, path, about=_about(sheets), progress=progress)
    if plan.kind in ("csv", "tsv"):
        from coder_app.formats.datasets.csv_file import write_csv

        return write_csv(sheets, path, bom=plan.bom, progress=progress)
    from coder_app.formats.datasets.workbook import write_workbook

    return write_workbook(sheets, path, title=path.stem, progress=progress)


def _about(sheets: Tables) -> dict[str, object]:
    """Give what the table About says of the whole, for files that can keep it beside the rows.

    Values keep their kinds; what is said several times, as notes are, stands on lines of its own.
    """
    about = next((sheet for sheet in sheets if sheet.name == "About"), None)
    found: dict[str, object] = {}
    for item, value, kind, *_ in about.rows if about else ():
        if kind is None and value is not None:
            name = str(item)
            found[name] = f"{found[name]}\n{value}" if name in found else value
    return found


def _write_report(report: Report, path: Path) -> tuple[str, ...]:
    if path.suffix.casefold() == ".docx":
        from coder_app.formats.datasets.report_docx import write_docx

        return write_docx(report, path)
    from coder_app.formats.datasets.report_html import write_html

    return write_html(report, path)


def _write_project(
    picture: ProjectPicture, plan: ExportPlan, path: Path, progress: Progress | None
) -> tuple[str, ...]:
    from coder_app.formats.projects.refi.write import write_qdpx
    from coder_app.formats.projects.refi.write_texts import Profile

    profile = Profile(plan.kind.removeprefix("project-"))
    return write_qdpx(picture, path, profile=profile, progress=progress)


def _write_codebook(draft: CodebookDraft, plan: ExportPlan, path: Path) -> tuple[str, ...]:
    if plan.kind == "codebook-docx":
        from coder_app.formats.codebooks.report import codebook_report

        return _write_report(codebook_report(draft), path)
    from coder_app.formats.codebook_files import write_any_codebook

    return write_any_codebook(draft, path)
