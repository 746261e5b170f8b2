# SPDX-License-Identifier: MIT
"""A report as text, to be kept when a round is closed, and back; passages are not part of it.

Keys are guids, written as they print; names are looked up when the figures are shown.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.confusion import Confusion
from coder_app.agreement.intervals import Interval, IntervalRule, Method, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import AgreementReport, Coverage
from coder_app.agreement.rows import AgreementRow
from coder_app.agreement.units import Key, Unit
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr

FORMAT = 1
_ROWS = ("by_code", "by_family", "by_document", "by_pair", "by_period")
_KEYS = ("coders", "codes", "documents", "left_out", "unfinished")
_PLAIN = (
    "with_unfinished",
    "with_interviewer",
    "rule",
    "interval_words",
    "overlap",
    "segment_words",
)


def to_json(report: AgreementReport) -> str:
    """Write all figures of a report, always in the same order."""
    data = {
        "format": FORMAT,
        "unit": report.unit.value,
        "measure": report.measure.value,
        "interval_rule": asdict(report.interval_rule),
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "coverage": asdict(report.coverage),
        "notes": list(report.notes),
        "pooled": _row_out(report.pooled),
        "confusions": [_confusion_out(each) for each in report.confusions],
        **{name: getattr(report, name) for name in _PLAIN},
        **{name: [_key_out(key) for key in getattr(report, name)] for name in _KEYS},
        **{name: [_row_out(row) for row in getattr(report, name)] for name in _ROWS},
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> AgreementReport:
    """Read what `to_json` wrote."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ProjectProblem(tr("These figures were frozen by a newer version of Coder App."))
        return _report_in(data)
    except (ValueError, KeyError, TypeError) as problem:
        raise ProjectProblem(tr("The frozen figures cannot be read.")) from problem


def _report_in(data: dict[str, Any]) -> AgreementReport:
    rest: dict[str, Any] = {
        **{name: data[name] for name in _PLAIN},
        **{name: tuple(map(_key_in, data[name])) for name in _KEYS},
        **{name: tuple(map(_row_in, data[name])) for name in _ROWS},
    }
    return AgreementReport(
        unit=Unit(data["unit"]),
        measure=Measure(data["measure"]),
        interval_rule=IntervalRule(
            **data["interval_rule"]
            | {
                "method": Method(data["interval_rule"]["method"]),
                "over": Over(data["interval_rule"]["over"]),
            }
        ),
        as_of=datetime.fromisoformat(data["as_of"]) if data["as_of"] else None,
        coverage=Coverage(**data["coverage"]),
        notes=tuple(data["notes"]),
        pooled=_row_in(data["pooled"]),
        confusions=tuple(_confusion_in(each) for each in data["confusions"]),
        disagreements=(),
        **rest,
    )


def _key_out(key: Key) -> object:
    if isinstance(key, UUID):
        return f"urn:{key.hex}"
    return [_key_out(each) for each in key] if isinstance(key, tuple) else key


def _key_in(key: object) -> Key:
    if isinstance(key, list):
        return tuple(map(_key_in, key))
    if isinstance(key, str) and key.startswith("urn:"):
        return UUID(hex=key.removeprefix("urn:"))
    if key is None or isinstance(key, str):
        return key
    raise TypeError


def _row_out(row: AgreementRow) -> dict[str, object]:
    return {
        "key": _key_out(row.key),
        "coders": [_key_out(coder) for coder in row.coders],
        "codings": row.codings,
        "marked": row.marked,
        "rated": row.rated,
        "marked_by_all": row.marked_by_all,
        "marked_by_any": row.marked_by_any,
        "units": row.units,
        "differing": row.differing,
        "figures": {measure.value: _figure_out(f) for measure, f in row.figures.items()},
        "measure": row.measure.value,
        "interval": [row.interval.low, row.interval.high, row.interval.reason],
        "negative": _figure_out(row.negative),
        "prevalence": _figure_out(row.prevalence),
        "ordinal": _figure_out(row.ordinal) if row.ordinal else None,
        "ordinal_units": row.ordinal_units,
    }


def _row_in(data: dict[str, Any]) -> AgreementRow:
    return AgreementRow(
        key=_key_in(data["key"]),
        coders=tuple(map(_key_in, data["coders"])),
        codings=tuple(data["codings"]),
        marked=tuple(data["marked"]),
        rated=tuple(data["rated"]),
        marked_by_all=data["marked_by_all"],
        marked_by_any=data["marked_by_any"],
        units=data["units"],
        differing=data["differing"],
        figures={Measure(name): Coefficient(*f) for name, f in data["figures"].items()},
        measure=Measure(data["measure"]),
        interval=Interval(*data["interval"]),
        negative=Coefficient(*data["negative"]),
        prevalence=Coefficient(*data["prevalence"]),
        ordinal=Coefficient(*data["ordinal"]) if data["ordinal"] else None,
        ordinal_units=data["ordinal_units"],
    )


def _figure_out(figure: Coefficient) -> list[object]:
    return [figure.value, figure.reason]


def _confusion_out(confusion: Confusion) -> dict[str, object]:
    return {
        "first": _key_out(confusion.first),
        "second": _key_out(confusion.second),
        "codes": [_key_out(code) for code in confusion.codes],
        "table": confusion.table,
    }


def _confusion_in(data: dict[str, Any]) -> Confusion:
    return Confusion(
        first=_key_in(data["first"]),
        second=_key_in(data["second"]),
        codes=tuple(map(_key_in, data["codes"])),
        table=tuple(tuple(row) for row in data["table"]),
    )
