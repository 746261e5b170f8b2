# SPDX-License-Identifier: MIT
"""Figures of agreement as tables that leave the program: one for each kind of row, and About."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.confusion import Confusion
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.units import Key
from coder_app.core.places import tr
from coder_app.core.records import Sheet
from coder_app.queries.dictionary import unique

_COUNTS = ("units", "differing", "marked by all", "marked by any")
_FIGURES = ("measure", "figure", "low", "high", "why no figure", "why no interval")
_BESIDE = ("negative agreement", "prevalence", "ordinal alpha of weights", "units with two weights")


def agreement_sheets(
    report: AgreementReport,
    names: Mapping[Key, str],
    *,
    now: AgreementReport | None = None,
    about: Sequence[tuple[str, str]] = (),
) -> list[Sheet]:
    """Give a report as sheets: by code, family, transcript, pair, period, confusions, About.

    `names` of codes, families, coders and documents. `now`: the same question as it is answered
    now, beside frozen figures. `about`: what only the caller knows, such as when it was frozen.
    """
    tables = (
        ("By code", "code", (report.pooled, *report.by_code), _now(now, "by_code")),
        ("By family", "family", report.by_family, _now(now, "by_family")),
        ("By transcript", "transcript", report.by_document, _now(now, "by_document")),
        ("By pair", "coders", report.by_pair, _now(now, "by_pair")),
        ("Trend", "period", report.by_period, _now(now, "by_period")),
    )
    sheets = [
        _table(name, head, rows, report, names, today) for name, head, rows, today in tables if rows
    ]
    return [*sheets, _confusions(report.confusions, names), _about(report, names, about)]


def _now(report: AgreementReport | None, table: str) -> dict[Key, Coefficient] | None:
    if report is None:
        return None
    rows: tuple[AgreementRow, ...] = getattr(report, table)
    return {row.key: row.figure for row in (report.pooled, *rows)}


def _table(
    name: str,
    head: str,
    rows: Sequence[AgreementRow],
    report: AgreementReport,
    names: Mapping[Key, str],
    now: Mapping[Key, Coefficient] | None,
) -> Sheet:
    coders = unique([_named(coder, names) for coder in report.coders])
    columns = (
        *(head, *_COUNTS, *_FIGURES),
        *(() if now is None else ("figure now",)),
        *(measure.value for measure in Measure),
        *_BESIDE,
        *(f"units marked by {coder}" for coder in coders),
        *(f"codings by {coder}" for coder in coders),
        "GUID",
    )
    cells = [_row(row, report, names, now) for row in rows]
    return Sheet(name=name, columns=columns, rows=cells)


def _row(
    row: AgreementRow,
    report: AgreementReport,
    names: Mapping[Key, str],
    now: Mapping[Key, Coefficient] | None,
) -> tuple[object, ...]:
    rated = row.rated or (1,) * len(row.coders)
    there = [coder for coder, n in zip(row.coders, rated, strict=True) if n]
    marked = dict(zip(row.coders, row.marked, strict=True))
    given = dict(zip(row.coders, row.codings, strict=True))
    today = () if now is None else (now[row.key].value if row.key in now else None,)
    return (
        _named(row.key, names),
        row.units,
        row.differing,
        row.marked_by_all,
        row.marked_by_any,
        row.measure.value,
        row.figure.value,
        row.interval.low,
        row.interval.high,
        row.figure.reason,
        row.interval.reason if row.figure.value is not None else "",
        *today,
        *(row.figures[m].value if m in row.figures else None for m in Measure),
        row.negative.value,
        row.prevalence.value,
        row.ordinal.value if row.ordinal else None,
        row.ordinal_units if row.ordinal else None,
        *(marked[coder] if coder in there else None for coder in report.coders),
        *(given[coder] if coder in there else None for coder in report.coders),
        _guid(row.key),
    )


def _named(key: Key, names: Mapping[Key, str]) -> str:
    if key is None:
        return pooled_name()
    if isinstance(key, tuple):
        return " / ".join(_named(each, names) for each in key)
    return key if isinstance(key, str) else names.get(key, "")


def _guid(key: Key) -> str:
    return "" if key is None or isinstance(key, str | tuple) else str(key)


def _confusions(confusions: Sequence[Confusion], names: Mapping[Key, str]) -> Sheet:
    """Give who called it what, a row for each two codes that met; counts of units."""
    columns = ("first coder", "second coder", "first called it", "second called it", "units")
    rows: list[tuple[object, ...]] = []
    for each in confusions:
        codes = [*(_named(code, names) for code in each.codes), tr("nothing else")]
        pair = (_named(each.first, names), _named(each.second, names))
        rows += [
            (*pair, mine, hers, count)
            for mine, line in zip(codes, each.table, strict=True)
            for hers, count in zip(codes, line, strict=True)
            if count
        ]
    return Sheet(name="Confusion", columns=columns, rows=rows)


def _about(
    report: AgreementReport, names: Mapping[Key, str], about: Sequence[tuple[str, str]]
) -> Sheet:
    """Say what was asked, so that the figures can be understood years later."""
    rule = report.interval_rule
    rows: list[tuple[object, ...]] = [
        *about,
        ("as of", report.as_of.isoformat() if report.as_of else "now"),
        ("coders", "; ".join(_named(coder, names) for coder in report.coders)),
        ("transcripts", "; ".join(_named(document, names) for document in report.documents)),
        ("left out", "; ".join(_named(document, names) for document in report.left_out)),
        ("codes", "; ".join(_named(code, names) for code in report.codes)),
        ("unit", report.unit.value),
        ("units compared", report.units),
        ("measure", f"{report.measure.words} ({report.measure.source})"),
        ("rule", report.rule),
        ("interval", report.interval_words),
        ("interval method", rule.method.value),
        ("drawn", rule.over.value),
        ("draws", rule.draws),
        ("seed", rule.seed),
        ("level", rule.level),
        ("unfinished counted", report.with_unfinished),
        ("interviewer counted", report.with_interviewer),
        *(("note", note) for note in report.notes),
    ]
    return Sheet(name="About", columns=("item", "value"), rows=rows, wide=frozenset({"value"}))
