# SPDX-License-Identifier: MIT
"""Every figure of the reference file comes out; AGREEMENT_CASES names another file of that kind."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest

from coder_app.agreement.alpha import Coefficient

HERE = Path(__file__).parent
OWN_CASES = HERE.parent / "data" / "agreement_cases.json"
CASES = json.loads(Path(os.environ.get("AGREEMENT_CASES") or OWN_CASES).read_text("utf-8"))


def registry(name: str) -> dict[str, Any]:
    """Load a neighbour by its path: tests are no package."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.MEASURES)


FIXED = registry("measures_fixed")
UNITIZING = registry("measures_unitizing")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_reference_figure_comes_out(case: dict[str, Any]) -> None:
    measure = case["measure"]
    if measure.startswith("gamma") and measure != "gamma_positional_dissimilarity":
        pytest.importorskip("pygamma_agreement", reason="the extra for gamma is not installed")
    misprint = not case.get("verified", True) and "computed" in case

    found = (FIXED | UNITIZING)[measure](case)

    assert_is(found, case["computed" if misprint else "expected"], within=case["tolerance"])


def assert_is(found: object, expected: object, *, within: float) -> None:
    """Compare figures, lists and maps of them; what is undefined says why."""
    if isinstance(expected, dict):
        assert isinstance(found, dict)
        named = {str(name): value for name, value in found.items()}
        for name, value in expected.items():
            assert_is(named[name], value, within=within)
    elif isinstance(expected, list):
        assert isinstance(found, list | tuple)
        for one, other in zip(found, expected, strict=True):
            assert_is(one, other, within=within)
    elif expected is None:
        assert isinstance(found, Coefficient)
        assert found.value is None
        assert found.reason.endswith(".")
    else:
        value = found.value if isinstance(found, Coefficient) else found
        assert value == pytest.approx(expected, abs=within, rel=0)


def test_the_file_holds_cases_of_both_kinds() -> None:
    measures = {case["measure"] for case in CASES}

    assert len({case["id"] for case in CASES}) == len(CASES)
    assert measures <= set(FIXED) | set(UNITIZING)
