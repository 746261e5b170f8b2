# SPDX-License-Identifier: MIT
"""Tables → SPSS files (.sav), one a table, with labels of variables and values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CellKind, Column, Sheet
from coder_app.formats.cell_values import CellValue, Report
from coder_app.formats.datasets.spss_names import cut, variable_names
from coder_app.formats.datasets.typed_columns import TypedColumn, typed_columns
from coder_app.formats.datasets.workbook import Progress
from coder_app.formats.replacing import replacing, table_paths

_MOST_TEXT = 32_767  # bytes of a text
_MOST_LABEL, _MOST_VALUE_LABEL, _MOST_TITLE = 255, 120, 64
_MOST_CATEGORIES = 1_000  # more different texts than this are no categories
_MOST_VARIABLES = 32_767
_MOST_TOLD = 8
_LINE = 80  # bytes of a line of documents
_FIRST_DAY = datetime(1582, 10, 14)  # SPSS counts seconds from here
_MEASURES = {
    CellKind.TEXT: "nominal",
    CellKind.CATEGORY: "nominal",
    CellKind.FLAG: "nominal",
    CellKind.ORDER: "ordinal",
}


@dataclass(slots=True)
class _File:
    """What pyreadstat takes beside the values: all by name of the variable."""

    values: dict[str, list[object]] = field(default_factory=dict)
    labels: dict[str, str | None] = field(default_factory=dict)
    value_labels: dict[str, dict[float, str]] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    about: dict[str, str] = field(default_factory=dict)


def write_spss(
    sheets: Sequence[Sheet], path: Path, *, title: str = "", progress: Progress | None = None
) -> tuple[str, ...]:
    """Write a file for each table (see `table_paths`); returns what had to be changed.

    Texts of a category become numbers with labels, as SPSS counts and compares these.
    """
    report = Report()
    renamed: dict[str, str] = {}
    done, total = 0, sum(len(sheet.rows) for sheet in sheets)
    with ExitStack() as stack:
        for sheet, target in zip(sheets, table_paths(sheets, path), strict=True):
            _refuse_too_wide(sheet, target)
            draft = stack.enter_context(replacing(target))
            names = variable_names(sheet.columns)
            pairs = zip(sheet.columns, names, strict=True)
            renamed |= {header: name for header, name in pairs if header != name}
            file = _file_of(sheet, names, report)
            named = f"{title}: {sheet.name}" if title else sheet.name
            with _refusals(target):
                _write(file, draft, cut(named, _MOST_TITLE))
            done += len(sheet.rows)
            if progress is not None:
                progress(done, total)
    return (*report.sentences(), *_told(renamed))


def _refuse_too_wide(sheet: Sheet, path: Path) -> None:
    if len(sheet.columns) > _MOST_VARIABLES:
        what = tr("The table “{0}” has more columns than SPSS can hold.")
        raise InputProblem(
            path, what.format(sheet.name), tr("Choose fewer codes, or the long form.")
        )


def _told(renamed: Mapping[str, str]) -> tuple[str, ...]:
    if not renamed:
        return ()
    shown = [f"“{header}” = {name}" for header, name in list(renamed.items())[:_MOST_TOLD]]
    more = ["…"] if len(renamed) > _MOST_TOLD else []
    told = tr_n(
        "{n} variable has another name, since SPSS takes no spaces and signs: {{0}}.",
        "{n} variables have other names, since SPSS takes no spaces and signs: {{0}}.",
        len(renamed),
    )
    return (told.format(", ".join([*shown, *more])),)


# ---- variables


def _file_of(sheet: Sheet, names: Sequence[str], report: Report) -> _File:
    file = _File()
    for name, column in zip(names, typed_columns(sheet, report), strict=True):
        about = column.about
        file.labels[name] = _label(about)
        file.about[name] = about.about
        file.measures[name] = _MEASURES.get(about.kind, "scale")
        if about.kind is CellKind.CATEGORY and _add_category(file, name, column):
            continue
        if about.kind in (CellKind.TEXT, CellKind.CATEGORY):
            _add_text(file, name, column.values, report)
        else:
            _add_number(file, name, column)
    return file


def _label(about: Column) -> str:
    """Say what a variable is, as short as tables of results need it."""
    return cut(f"{about.name} ({about.unit})" if about.unit else about.name, _MOST_LABEL)


def _documents(file: _File) -> Iterator[str]:
    """Say at length what variables hold: lines that SPSS shows with DISPLAY DOCUMENTS."""
    for name, about in file.about.items():
        for line in wrap(f"{name}: {about}", _LINE, subsequent_indent="  ") if about else ():
            rest = line
            while rest:
                yield cut(rest, _LINE)
                rest = rest[len(cut(rest, _LINE)) :]


def _add_category(file: _File, name: str, column: TypedColumn) -> bool:
    """Give each text of a category a number: in the order told, others by the alphabet.

    Not if they are too many or too long for labels: then they stay texts.
    """
    found = {value for value in column.values if value is not None}
    if len(found) > _MOST_CATEGORIES:
        return False
    told = [str(value) for value, _ in column.about.values]
    others = sorted((str(value) for value in found - {*told}), key=str.casefold)
    means = {str(value): label for value, label in column.about.values}
    places = {text: float(place) for place, text in enumerate([*told, *others], start=1)}
    labels = {place: means.get(text, text) for text, place in places.items()}
    if any(label != cut(label, _MOST_VALUE_LABEL) for label in labels.values()):
        return False  # two that begin alike would be one
    file.values[name] = [None if v is None else places[str(v)] for v in column.values]
    file.value_labels[name] = labels
    file.formats[name] = "F8.0"
    return True


def _add_text(file: _File, name: str, values: Sequence[CellValue], report: Report) -> None:
    texts = []
    for value in values:
        text = str(value or "")
        kept = cut(text, _MOST_TEXT)
        report.count["cut"] += kept != text
        texts.append(kept)
    file.values[name] = [*texts]
    file.texts.add(name)
    file.measures[name] = "nominal"
    file.widths[name] = min(40, max([8, *map(len, texts[:200])]))


def _add_number(file: _File, name: str, column: TypedColumn) -> None:
    kind = column.about.kind
    file.values[name] = [_number(value) for value in column.values]
    if kind is CellKind.TIME:
        file.formats[name] = "DATETIME20"
    elif kind is CellKind.DATE:
        file.formats[name] = "SDATE10"  # 2026/03/02, the one that is near to ISO 8601
    else:
        file.formats[name] = "F12.4" if kind is CellKind.NUMBER else "F8.0"
    if kind is CellKind.FLAG:
        labels = column.about.values or ((0, tr("no")), (1, tr("yes")))
        file.value_labels[name] = {
            float(str(value)): cut(label, _MOST_VALUE_LABEL) for value, label in labels
        }


def _number(value: CellValue) -> float | None:
    if isinstance(value, datetime):
        return (value - _FIRST_DAY).total_seconds()
    if isinstance(value, date):
        return (value - _FIRST_DAY.date()).total_seconds()
    return None if value is None else float(value)


# ---- the file


def _write(file: _File, path: Path, title: str) -> None:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyreadstat

    kinds = {name: pa.string() if name in file.texts else pa.float64() for name in file.values}
    columns = {name: pa.array(values, kinds[name]) for name, values in file.values.items()}
    pyreadstat.write_sav(
        _frame(pa.table(columns)),
        path,
        file_label=title,
        note=list(_documents(file)),
        column_labels=file.labels,
        variable_value_labels=file.value_labels,
        variable_measure=file.measures,
        variable_format=file.formats,
        variable_display_width=file.widths,
        row_compress=True,
    )


def _frame(table: Any) -> Any:  # noqa: ANN401 of libraries without types
    """Give an Arrow table the look of a frame that pyreadstat agrees to write.

    It reads frames through narwhals, which knows Arrow too, but asks first whether they are of
    pandas or Polars. Saying so spares everybody 80 MB of pandas; numbers and texts are all we give.
    """
    import narwhals.stable.v2 as nw
    from narwhals import Implementation

    class ArrowFrame(nw.DataFrame[Any]):
        implementation = Implementation.POLARS

    frame = nw.from_native(table, eager_only=True)
    frame.__class__ = ArrowFrame
    return frame


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Make a sentence of what pyreadstat says, such as that the disk is full."""
    from pyreadstat import PyreadstatError, ReadstatError

    try:
        yield
    except (PyreadstatError, ReadstatError) as error:
        what = tr("It could not be written ({0}).").format(str(error).rstrip("."))
        raise InputProblem(path, what, tr("Choose another folder or free some space.")) from None
