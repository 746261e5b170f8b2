# SPDX-License-Identifier: MIT
"""Columns of a table become attributes of the right kind."""

from __future__ import annotations

import pytest

from coder_app.core.described import AttributeDraft
from coder_app.formats.arriving.attribute_kinds import described, kind_of, known, misfit


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["24", "31.5", "", "NA"], "number"),
        (["2025-03-31", "n/a", "2024-12-01"], "date"),
        (["20250331", "20241201"], "number"),
        (["31.03.2025", "01.12.2024"], "text"),
        (["TikTok", "tiktok", "Instagram", "Instagram"], "choice"),
        (["TikTok", "Instagram"], "text"),
        (["nan", "inf", "1"], "text"),
        (["", "–"], "text"),
        ([], "text"),
    ],
)
def test_the_kind_is_told_by_the_values(values, kind) -> None:
    assert kind_of(values) == kind


@pytest.mark.parametrize("mark", ["", " NA", "n/a", "N.A.", "NaN", "null", ".", "-", "—"])
def test_what_says_that_nothing_is_known_is_no_value(mark) -> None:
    assert known(mark) == ""


def test_the_first_value_that_does_not_fit_is_named() -> None:
    assert misfit("number", ["24", "NA", "old", "young"]) == "old"
    assert misfit("date", ["2025-03-31", "soon"]) == "soon"
    assert misfit("text", ["anything"]) == ""


def test_a_table_becomes_attributes_and_values_in_their_order() -> None:
    people = {"P1": {"Age": "24", "Platform": "TikTok"}, "P2": {"Age": "n/a", "Platform": "tiktok"}}

    found = described({"Platform": "choice", "Age": "number"}, people)

    assert found.attributes == (
        AttributeDraft(name="Platform", kind="choice", choices=("TikTok",)),
        AttributeDraft(name="Age", kind="number"),
    )
    assert found.people == (("P1", ("TikTok", "24")), ("P2", ("tiktok", "")))
