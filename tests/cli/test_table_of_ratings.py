# SPDX-License-Identifier: MIT
"""A table of ratings from any program is measured on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

FOUR = """\
unit,Ana,Ben,Eva,Tom
u1,1,1,,1
u2,2,2,3,2
u3,3,3,3,3
u4,3,3,3,3
u5,2,2,2,2
u6,1,2,3,4
u7,4,4,4,4
u8,1,1,2,1
u9,2,2,2,2
u10,NA,5,5,5
u11,.,,1,1
u12,,3,,
"""


@pytest.fixture
def four(tmp_path: Path) -> Path:
    path = tmp_path / "four.csv"
    path.write_text(FOUR, "utf-8")
    return path


def line_of(name: str, text: str) -> list[str]:
    return next(line for line in text.splitlines() if name in line).replace(name, "").split()


def test_every_coefficient_is_printed_with_its_interval(run, four: Path) -> None:
    status, out, err = run("agreement", "--ratings", four)

    assert (status, err) == (0, "")
    assert line_of("Krippendorff’s alpha", out)[:5] == ["0.743", "0.145", "0.423", "…", "1.000"]
    assert line_of("Light’s kappa", out)[:3] == ["0.700", "–", "–"]
    assert "95 % interval of alpha from 1,000 draws of units: 0.4" in out
    assert "Raters: Ana, Ben, Eva, Tom." in out
    assert "12 units, 11 of them rated by two or more. Scale: nominal." in out


def test_a_scale_can_be_chosen(run, four: Path) -> None:
    _, out, _ = run("agreement", "--ratings", four, "--scale", "ordinal")

    assert line_of("Krippendorff’s alpha", out)[0] == "0.815"
    assert "Category" not in out


def test_the_same_comes_as_json_in_full_precision(run, four: Path) -> None:
    _, out, _ = run("agreement", "--ratings", four, "--json")

    found = json.loads(out)
    figures = {figure["name"]: figure for figure in found["figures"]}
    assert found["compared"] == 11
    assert found["alpha_from_draws"]["low"] < 0.743 < found["alpha_from_draws"]["high"]
    assert found["categories"] == [1, 2, 3, 4, 5]
    assert figures["Percent agreement"]["value"] == pytest.approx(9 / 11, abs=1e-15)
    assert figures["Light’s kappa"]["reason"] == "No standard error is worked out for it."
    assert found["by_category"][4] == {
        "category": 5, "ratings": 3, "alpha": 1.0, "fleiss": 1.0, "reason": "",
    }  # fmt: skip


def test_the_level_of_intervals_can_be_chosen(run, four: Path) -> None:
    _, out, _ = run("agreement", "--ratings", four, "--level", "90", "--draws", "200")

    assert "90 % interval of alpha from 200 draws of units" in out
    assert line_of("Krippendorff’s alpha", out)[2] == "0.482"


def test_a_workbook_gives_the_same_as_text(run, four: Path, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in FOUR.splitlines():
        book.active.append([int(c) if c.isdigit() else c or None for c in line.split(",")])
    book.save(tmp_path / "four.xlsx")

    assert run("agreement", "--ratings", tmp_path / "four.xlsx") == run(
        "agreement", "--ratings", four
    )


def test_what_is_undefined_has_its_reason_and_is_no_failure(run, tmp_path: Path) -> None:
    (tmp_path / "same.csv").write_text("Ana,Ben\nyes,yes\nyes,yes\n", "utf-8")

    status, out, _ = run("agreement", "--ratings", tmp_path / "same.csv")

    assert status == 0
    assert line_of("Cohen’s kappa", out)[:3] == ["–", "–", "–"]
    assert "– All ratings are the same: agreement cannot be told from chance. (" in out


@pytest.mark.parametrize(
    ("cells", "scale", "told"),
    [
        ("yes,no\nno,no", "interval", "“no” is no number"),
        ("1,2\n-1,2", "ratio", "below 0"),
    ],
)
def test_ratings_have_to_fit_the_scale(
    run, tmp_path: Path, cells: str, scale: str, told: str
) -> None:
    (tmp_path / "r.csv").write_text(f"Ana,Ben\n{cells}\n", "utf-8")

    status, out, err = run("agreement", "--ratings", tmp_path / "r.csv", "--scale", scale)

    assert (status, out) == (1, "")
    assert told in err


def test_a_table_and_a_project_or_neither_is_wrong_use(run, four: Path) -> None:
    assert run("agreement")[0] == 2
    assert run("agreement", "study.coder", "--ratings", four)[0] == 2
    assert run("agreement", "--ratings", four, "--scale", "metric")[0] == 2


def test_people_and_codes_of_a_project_are_no_use_beside_a_table(run, four: Path) -> None:
    for words in (("--coders", "Ana"), ("--as", "Ana"), ("--against", "Ana")):
        assert run("agreement", "--ratings", four, *words)[0] == 2


def test_a_table_that_is_not_there_is_named(run, tmp_path: Path) -> None:
    status, _, err = run("agreement", "--ratings", tmp_path / "gone.csv")

    assert status == 1
    assert "“gone.csv”: There is no such file." in err
