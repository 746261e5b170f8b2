# SPDX-License-Identifier: MIT
"""What `--json` says after anything went in or out: the same names, whichever command it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from coder_app.core.picture import LeftOut
from coder_app.core.places import tr
from coder_app.core.records import Counts


def summary(
    counts: Counts,
    warnings: Iterable[str],
    **more: Any,  # noqa: ANN401 whatever JSON holds
) -> dict[str, Any]:
    """Give documents, characters, turns, speakers, codes, codings and warnings, then the rest.

    The first six are numbers, 0 where a command moves nothing of the kind; warnings are sentences.
    """
    return {**asdict(counts), **more, "warnings": [*warnings]}


def left_out_data(lost: Iterable[LeftOut]) -> list[dict[str, str]]:
    """Give what found no place as JSON holds it."""
    return [asdict(each) for each in lost]


def left_out_words(each: LeftOut) -> str:
    """Say what found no place, and why."""
    return tr("Left out: {0}, {1}. {2}").format(each.kind, each.name, each.why)
