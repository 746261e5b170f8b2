# SPDX-License-Identifier: MIT
"""What can be taken out of a project, and as which kinds of files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coder_app.core.places import tr


class What(StrEnum):
    """What goes out."""

    TABLES = "tables"
    REPORT = "report"
    TRANSCRIPTS = "transcripts"
    PROJECT = "project"
    CODEBOOK = "codebook"

    @property
    def words(self) -> str:
        """Name it as choosers do."""
        return {
            What.TABLES: tr("Tables"),
            What.REPORT: tr("Report"),
            What.TRANSCRIPTS: tr("Marked transcripts"),
            What.PROJECT: tr("Whole project"),
            What.CODEBOOK: tr("Codebook"),
        }[self]

    @property
    def explanation(self) -> str:
        """Say what it is for."""
        return {
            What.TABLES: tr("codings, counts and figures, for Excel, SPSS, R and pandas"),
            What.REPORT: tr("codebook, frequencies, passages and agreement, to be read"),
            What.TRANSCRIPTS: tr("the texts with their codings as colours and labels"),
            What.PROJECT: tr("for NVivo, ATLAS.ti, MAXQDA and QualCoder (REFI-QDA)"),
            What.CODEBOOK: tr("every code with all its fields"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of file."""

    id: str  # kept in templates
    what: What
    words: str
    suffix: str
    explanation: str = ""


def _kind(what: What, kind: str, words: str, suffix: str, explanation: str = "") -> Kind:
    return Kind(id=kind, what=what, words=words, suffix=suffix, explanation=explanation)


KINDS: tuple[Kind, ...] = (
    _kind(What.TABLES, "xlsx", tr("Excel workbook"), ".xlsx", tr("all tables in one file")),
    _kind(What.TABLES, "csv", tr("CSV files"), ".csv", tr("one a table, UTF-8, commas")),
    _kind(What.TABLES, "tsv", tr("TSV files"), ".tsv", tr("one a table, UTF-8, tabs")),
    _kind(What.TABLES, "sav", tr("SPSS files"), ".sav", tr("one a table, with labels")),
    _kind(
        *(What.TABLES, "parquet", tr("Parquet files"), ".parquet"),
        tr("one a table, for R, pandas and Arrow"),
    ),
    _kind(What.TABLES, "json", tr("JSON"), ".json", tr("one file that explains itself")),
    _kind(What.REPORT, "report-docx", tr("Word document"), ".docx"),
    _kind(What.REPORT, "report-html", tr("Web page"), ".html", tr("one file (HTML)")),
    _kind(What.TRANSCRIPTS, "transcripts-html", tr("Web page"), ".html", tr("one file (HTML)")),
    _kind(What.TRANSCRIPTS, "transcripts-docx", tr("Word document"), ".docx"),
    _kind(
        *(What.PROJECT, "project-standard", tr("for ATLAS.ti, MAXQDA and others"), ".qdpx"),
        tr("also for NVivo on a Mac"),
    ),
    _kind(
        *(What.PROJECT, "project-nvivo", tr("for NVivo on Windows"), ".qdpx"),
        tr("which counts some characters as two"),
    ),
    _kind(
        *(What.PROJECT, "project-qualcoder", tr("for QualCoder"), ".qdpx"),
        tr("whose codes all need names of their own"),
    ),
    _kind(What.CODEBOOK, "codebook-docx", tr("Word table"), ".docx", tr("an appendix")),
    _kind(What.CODEBOOK, "codebook-xlsx", tr("Excel workbook"), ".xlsx"),
    _kind(What.CODEBOOK, "codebook-csv", tr("CSV file"), ".csv"),
    _kind(
        *(What.CODEBOOK, "codebook-toml", tr("TOML file"), ".toml"),
        tr("as shipped codebooks are, to be edited by hand"),
    ),
    _kind(
        *(What.CODEBOOK, "codebook-qdc", tr("QDC file"), ".qdc"),
        tr("for other programs (REFI-QDA)"),
    ),
)


def kinds_of(what: What) -> tuple[Kind, ...]:
    """List the kinds of files for one thing, the usual one first."""
    return tuple(kind for kind in KINDS if kind.what is what)


def kind_named(kind: str) -> Kind:
    """Find a kind by its id; what is not known, from a newer program, is the usual one."""
    return next((each for each in KINDS if each.id == kind), KINDS[0])
