# SPDX-License-Identifier: MIT
"""A coding in words: for the tool tip and for those who listen."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from coder_app.core.places import tr
from coder_app.core.records import CodingRecord

_MEMO_SHOWN = 400


def in_words(coding: CodingRecord) -> str:
    """Say code, coder and weight of a coding."""
    words = tr("{code}, by {coder}").format(code=coding.code_name, coder=coding.coder_name)
    if coding.weight is not None:
        label = coding.weight_label or str(coding.weight)
        words = tr("{coding}, weight {weight}").format(coding=words, weight=label)
    return tr("{coding}, with a memo").format(coding=words) if coding.memo else words


def tip_of(codings: Iterable[CodingRecord]) -> str:
    """Write code, coder and memo of some codings for a tool tip, escaped."""
    parts = []
    for coding in codings:
        head = f"{coding.code_name} · {coding.coder_name}"
        parts.append(f'<p style="margin:2px"><span style="font-weight:600">{escape(head)}</span>')
        if coding.memo:
            memo = coding.memo[:_MEMO_SHOWN] + ("…" if len(coding.memo) > _MEMO_SHOWN else "")
            parts.append("<br>" + escape(memo).replace("\n", "<br>"))
        parts.append("</p>")
    return "".join(parts)
