# SPDX-License-Identifier: MIT
"""The family of u-alpha gives the published figures, and those of a count letter by letter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.segments import Continuum, ValuedUnit, continuum_features, segments_of
from coder_app.agreement.unitizing import (
    Unitizing,
    bar_u_alpha_of,
    cu_alpha_of,
    cu_coverage_of,
    ku_alpha_of,
    ku_coverage_of,
    together,
    u_alpha_features,
    u_alpha_of,
    unitizing,
)
from coder_app.agreement.units import CodedDocument, Ratings, Unit, cut

Units = dict[str, list[ValuedUnit]]
# Krippendorff et al. 2016; Krippendorff 2019, figure 12.11
ALEX_PAUL_SUZAN: Units = {
    "Alex": [(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)],
    "Paul": [(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)],
    "Suzan": [(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)],
}


def of(units: Units, length: int = 60) -> Unitizing:
    return unitizing([Continuum(length=length, units=units)])


def test_the_example_of_the_paper_comes_out() -> None:
    found = of(ALEX_PAUL_SUZAN)

    assert found.u.value == pytest.approx(0.510, abs=0.0005)
    assert found.bar_u.value == pytest.approx(0.413, abs=0.0005)
    assert found.cu.value == pytest.approx(0.724, abs=0.0005)
    assert {k: f.value and round(f.value, 9) for k, f in found.ku.items()} == {
        1: 1, 2: 0, 5: 1, 6: 1, 7: None, 3: 0, 4: 0,
    }  # fmt: skip
    assert found.ku[7].reason == "What was marked with it was marked by nobody else."
    assert found.ku_coverage[7].value == 0
    assert found.ku_coverage[5].value == pytest.approx(4 / 9)


def test_each_undefined_figure_says_why() -> None:
    reasons = {
        "No text was looked at by two coders.": of({"Ana": [(0, 5, "x")]}).u,
        "Nobody marked anything: nothing to compare.": of({"Ana": [], "Ben": []}).u,
        "All coders gave all of the text the same value: nothing to tell from chance.": of(
            {"Ana": [(0, 60, "x")], "Ben": [(0, 60, "x")]}
        ).u,
        "Nobody left text unmarked: marked and unmarked cannot be told apart.": of(
            {"Ana": [(0, 60, "x")], "Ben": [(0, 30, "x"), (30, 60, "y")]}
        ).bar_u,
        "Nowhere did two coders mark the same text.": of(
            {"Ana": [(0, 5, "x")], "Ben": [(5, 10, "y")]}
        ).cu,
        "Where two coders marked the same text, all used one and the same value.": of(
            {"Ana": [(0, 5, "x"), (9, 12, "y")], "Ben": [(0, 4, "x")]}
        ).cu,
        "A coder marked the same text twice: look at each code by itself.": of(
            {"Ana": [(0, 5, "x"), (4, 8, "y")], "Ben": [(0, 4, "x")]}
        ).u,
    }

    for reason, figure in reasons.items():
        assert (figure.value, figure.reason) == (None, reason)


def test_no_continuum_and_an_empty_one_leave_everything_undefined() -> None:
    assert unitizing([]).u.reason == "No text was looked at by two coders."
    assert of({"Ana": [], "Ben": []}, length=0).cu_coverage.value is None


def test_a_distance_between_values_makes_near_values_agree_more() -> None:
    units: Units = {
        "Ana": [(0, 10, 1), (10, 20, 2), (20, 30, 5)],
        "Ben": [(0, 10, 2), (10, 20, 2), (20, 30, 5)],
    }
    squared = {(a, b): float((a - b) ** 2) for a in (1, 2, 5) for b in (1, 2, 5)}

    near = unitizing([Continuum(length=30, units=units)], difference=squared)

    assert near.cu.value is not None
    assert near.cu.value > 0.9 > (of(units, 30).cu.value or 1)
    with pytest.raises(KeyError):
        unitizing([Continuum(length=30, units=units)], difference={})


# Against a count letter by letter


@st.composite
def marked(draw: st.DrawFn, length: int) -> list[ValuedUnit]:
    borders = sorted(draw(st.sets(st.integers(0, length), max_size=10)))
    stretches = list(pairwise(borders))
    values = draw(st.lists(st.sampled_from("abc."), min_size=9, max_size=9))
    return [(s, e, v) for (s, e), v in zip(stretches, values, strict=False) if v != "."]


@st.composite
def continua(draw: st.DrawFn) -> list[Continuum]:
    lengths = draw(st.lists(st.integers(1, 24), min_size=1, max_size=3))
    return [
        Continuum(
            length=length,
            units={who: draw(marked(length)) for who in draw(st.sets(st.sampled_from("ABCD")))},
        )
        for length in lengths
    ]


def letter_by_letter(continua: Sequence[Continuum]) -> dict[str, float | None]:
    """Follow the equations literally, one letter and one pair of observers at a time."""
    values = ["a", "b", "c", "."]
    shared = {(c, k): 0.0 for c in values for k in values}
    squares, met_squares = dict.fromkeys(values, 0.0), dict.fromkeys(values, 0.0)
    for one in continua:
        if len(one.units) < 2:
            continue
        said = {who: ["."] * one.length for who in one.units}
        for who, units in one.units.items():
            for start, end, value in units:
                said[who][start:end] = [str(value)] * (end - start)
                squares[str(value)] += (end - start) ** 2
            squares["."] += said[who].count(".")
        for who, other in permutations(one.units, 2):
            for mine, his in zip(said[who], said[other], strict=True):
                shared[mine, his] += 1 / (len(one.units) - 1)
            for start, end, value in one.units[who]:
                met = sum(letter != "." for letter in said[other][start:end])
                met_squares[str(value)] += met**2 / (len(one.units) - 1)
    length = {c: sum(shared[c, k] for k in values) for c in values}
    total = sum(length.values())
    even = total**2 - sum(squares.values())

    def expected(c: str, k: str) -> float:
        return total * (length[c] * length[k] - (c == k) * squares[c]) / even

    real = ["a", "b", "c"]
    met = {c: sum(shared[c, k] for k in real) for c in real}
    all_met = sum(met.values())

    def ratio(part: float, whole: float) -> float | None:
        return None if abs(whole) < 1e-9 else 1 - part / whole

    if not total:
        return dict.fromkeys(["u", "bar", "cu", "ka"])
    return {
        "u": ratio(
            total - sum(shared[c, c] for c in values),
            sum(expected(c, k) for c in values for k in values if c != k),
        ),
        "bar": ratio(length["."] - shared[".", "."], sum(expected(".", k) for k in real)),
        "cu": ratio(
            sum(shared[c, k] for c in real for k in real if c != k)
            * (all_met - sum(met_squares.values()) / (all_met or 1)),
            sum(met[c] * met[k] for c in real for k in real if c != k),
        ),
        "ka": ratio(
            (all_met * met["a"] - met_squares["a"])
            / (met["a"] or 1)
            * sum(shared[c, "a"] for c in real if c != "a"),
            sum(met[c] * met["a"] for c in real if c != "a"),
        ),
    }


@given(continua())
def test_runs_give_what_a_count_letter_by_letter_gives(found: list[Continuum]) -> None:
    features = continuum_features(segments_of(found, "abc")).sum(axis=0)
    naive = letter_by_letter(found)

    same(u_alpha_of(features), naive["u"])
    same(bar_u_alpha_of(features), naive["bar"])
    same(cu_alpha_of(features), naive["cu"])
    same(ku_alpha_of(features)[0], naive["ka"])


def same(figure: np.ndarray, naive: float | None) -> None:
    expected = np.nan if naive is None else naive
    assert float(figure) == pytest.approx(expected, abs=1e-12, rel=1e-12, nan_ok=True)


@given(continua(), st.permutations("ABCD"), st.permutations("abc"))
def test_names_of_coders_and_values_do_not_matter(
    found: list[Continuum], coders: list[str], values: list[str]
) -> None:
    coder = dict(zip("ABCD", coders, strict=True))
    value = dict(zip("abc", values, strict=True))
    renamed = [
        Continuum(
            length=one.length,
            units={
                coder[who]: [(s, e, value[str(v)]) for s, e, v in reversed(units)]
                for who, units in one.units.items()
            },
        )
        for one in found
    ]

    before, after = unitizing(found), unitizing(renamed)

    for name in ("u", "bar_u", "cu", "cu_coverage"):
        one, other = getattr(before, name), getattr(after, name)
        assert one.reason == other.reason
        assert one.value == pytest.approx(other.value, abs=1e-12)
    assert {value[str(v)] for v in before.ku} == set(after.ku)


@given(continua(), st.integers(0, 3))
def test_sums_do_not_depend_on_how_documents_are_grouped(found: list[Continuum], at: int) -> None:
    at_once = continuum_features(segments_of(found, "abc"))
    apart = [continuum_features(segments_of(part, "abc")) for part in (found[:at], found[at:])]

    assert at_once == pytest.approx(np.concatenate(apart))


@given(st.integers(1, 24).flatmap(marked), st.integers(2, 4))
def test_coders_who_mark_the_same_agree_perfectly(units: list[ValuedUnit], coders: int) -> None:
    found = of({str(who): units for who in range(coders)}, 24)

    for figure in (found.u, found.bar_u, found.cu, *found.ku.values()):
        assert figure.value in (None, 1.0)
        assert bool(figure.reason) == (figure.value is None)


def test_coders_who_mark_at_random_agree_as_by_chance() -> None:
    draw = np.random.default_rng(11)

    def someone() -> list[ValuedUnit]:
        borders = np.sort(draw.choice(100_000, 2_000, replace=False)).reshape(-1, 2).tolist()
        return [(start, end, int(draw.integers(4))) for start, end in borders]

    found = of({"Ana": someone(), "Ben": someone(), "Cem": someone()}, 100_000)

    for figure in (found.u, found.bar_u, found.cu):
        assert figure.value == pytest.approx(0, abs=0.05)


# From ratings


def ratings_of(*documents: tuple[int, dict[str, dict[str, list[tuple[int, int]]]]]) -> Ratings:
    return cut(
        [
            CodedDocument(key=n, name=str(n), length=length, coders=tuple(spans), spans=spans)
            for n, (length, spans) in enumerate(documents)
        ],
        codes=["x", "y"],
        coders=["Ana", "Ben", "Cem"],
        unit=Unit.CHARACTER,
    )


def test_each_code_of_each_document_has_its_features() -> None:
    ratings = ratings_of(
        (40, {"Ana": {"x": [(0, 9)], "y": [(5, 12)]}, "Ben": {"x": [(2, 10)]}}),
        (20, {"Ana": {"y": [(3, 9)]}, "Ben": {"y": [(3, 8)]}, "Cem": {}}),
    )
    alone = of({"Ana": [(3, 9, "y")], "Ben": [(3, 8, "y")], "Cem": []}, 20)

    features = u_alpha_features(ratings)

    assert features.shape == (2, 2, 7)
    assert u_alpha_of(features[1, 1]) == pytest.approx(alone.u.value)
    assert u_alpha_of(features).shape == (2, 2)
    assert np.isnan(u_alpha_of(features)[0, 1])  # nobody used x in the second


def test_codes_that_do_not_overlap_can_be_taken_together() -> None:
    spans = {"Ana": {"x": [(0, 9)], "y": [(9, 12)]}, "Ben": {"x": [(2, 10)], "y": [(10, 12)]}}
    units = {
        who: [(*s, v) for v, some in mine.items() for s in some] for who, mine in spans.items()
    }

    found = together(ratings_of((40, spans)))

    assert found.u == of(units, 40).u
    assert found.cu == of(units, 40).cu
    spans["Ana"]["y"] = [(8, 12)]
    assert "each code by itself" in together(ratings_of((40, spans))).u.reason


def test_features_can_be_resampled_at_once() -> None:
    draw = np.random.default_rng(2)
    found = [Continuum(length=60, units=ALEX_PAUL_SUZAN)] * 5
    features = continuum_features(segments_of(found, range(1, 8)))
    times = draw.multinomial(5, [0.2] * 5, size=50)

    again = times @ features

    assert u_alpha_of(again) == pytest.approx(np.full(50, u_alpha_of(features.sum(axis=0))))
    assert cu_alpha_of(again, np.ones((7, 7)) - np.eye(7)).shape == (50,)
    assert ku_coverage_of(again).shape == (50, 7)
    assert cu_coverage_of(again)[0] == pytest.approx(cu_coverage_of(features)[0])
    with pytest.raises(ValueError, match="last axis"):
        u_alpha_of(np.zeros((3, 8)))
