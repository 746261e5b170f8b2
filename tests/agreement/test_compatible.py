# SPDX-License-Identifier: MIT
"""Other programs' figures come out as they print them, and say how they differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.compatible import (
    Cells,
    CompatibleFigure,
    Depths,
    compatible_figures,
    nvivo_kappa,
    nvivo_percent,
    qualcoder_kappa,
    qualcoder_percent,
)
from coder_app.agreement.units import CodedDocument, Ratings, Unit, cut

Spans = dict[str, list[tuple[int, int]]]  # coder → stretches
STRETCHES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1])), max_size=5
)


def ratings_of(*documents: tuple[int, Spans], unit: Unit = Unit.CHARACTER) -> Ratings:
    return cut(
        [
            CodedDocument(
                key=number,
                name=str(number),
                length=length,
                coders=tuple(spans),
                spans={coder: {"x": some} for coder, some in spans.items()},
            )
            for number, (length, spans) in enumerate(documents)
        ],
        codes=["x"],
        coders=["Ana", "Ben", "Cem"],
        unit=unit,
    )


def of_two(*documents: tuple[int, Spans]) -> dict[str, CompatibleFigure]:
    """Take the figures of Ana and Ben, over documents."""
    return {
        f"{figure.program}: {figure.name}": figure
        for figure in compatible_figures(ratings_of(*documents).of_coders([0, 1]))
        if figure.document is None
    }


def value(figures: dict[str, CompatibleFigure], name: str) -> float | None:
    return figures[name].coefficient.value


def test_the_example_of_the_help_of_nvivo_comes_out() -> None:
    found = of_two((1000, {"Ana": [(0, 150)], "Ben": [(100, 200)]}))

    assert value(found, "NVivo: Percentage agreement, mean over documents") == 85
    kappa = value(found, "NVivo: Kappa coefficient, mean over documents")
    assert kappa == pytest.approx(0.3181818182)


def test_nvivo_prints_1_where_nobody_marked_anything_and_the_figure_says_so() -> None:
    figure = of_two((1000, {"Ana": [], "Ben": []}))["NVivo: Kappa coefficient, mean over documents"]

    assert figure.coefficient.value == 1
    assert "prints 1 where nobody marked anything" in figure.sentence


def test_documents_are_averaged_alike_and_by_size() -> None:
    alike = (100, {"Ana": [(0, 10)], "Ben": [(0, 10)]})
    apart = (300, {"Ana": [(0, 10)], "Ben": [(20, 50)]})
    alone = (999, {"Ana": [(0, 10)]})

    found = of_two(alike, apart, alone)
    each = [
        figure.coefficient.value
        for figure in compatible_figures(ratings_of(alike, apart, alone))
        if figure.coders == ("Ana", "Ben") and figure.document is not None
    ]

    low = nvivo_kappa(Cells(0, 10, 30, 260)).value or 0
    assert each == [100, pytest.approx(100 * 260 / 300), 1, pytest.approx(low)]
    name = "NVivo: Kappa coefficient, mean"
    assert value(found, f"{name} over documents") == pytest.approx((1 + low) / 2)
    assert value(found, f"{name} by size of documents") == pytest.approx((1 + 3 * low) / 4)


def test_the_kappa_of_qualcoder_is_not_that_of_cohen() -> None:
    found = of_two((1000, {"Ana": [(100, 200)], "Ben": [(150, 250)]}))

    assert value(found, "QualCoder: Kappa") == 0.2987
    assert value(found, "QualCoder: Agree %") == 90
    assert value(found, "NVivo: Kappa coefficient, mean over documents") == pytest.approx(4 / 9)
    assert found["QualCoder: Kappa"].sentence.startswith("Not Cohen's kappa")


def test_qualcoder_takes_a_passage_marked_twice_by_one_coder_for_disagreement() -> None:
    found = of_two((1000, {"Ana": [(100, 200)], "Ben": [(100, 200), (120, 150)]}))

    assert value(found, "QualCoder: Agree %") == 97
    assert value(found, "QualCoder: Kappa") == 0.4167


def test_figures_that_nobody_can_compute_have_a_reason() -> None:
    nothing = of_two((1000, {"Ana": [(0, 5)], "Cem": []}))
    unmarked = of_two((1000, {"Ana": [], "Ben": []}))

    assert all(figure.coefficient.reason for figure in nothing.values())
    assert "Nobody marked" in unmarked["QualCoder: Kappa"].coefficient.reason
    assert nvivo_percent(Cells(0, 0, 0, 0)).value is None
    assert nvivo_kappa(Cells(0, 0, 0, 0)).value is None
    assert qualcoder_percent(Depths(0, 0, 0, 0, 0, 0)).value is None


def test_inception_takes_the_mean_of_documents_and_drops_overlaps() -> None:
    alone = of_two((100, {"Ana": [(0, 10)], "Ben": [(2, 12)]}))
    name = "INCEpTION: Krippendorff’s alpha (unitizing), mean over documents"
    again = of_two((100, {"Ana": [(0, 10), (0, 4), (9, 15)], "Ben": [(2, 12)]}))
    two = of_two((100, {"Ana": [(0, 10)], "Ben": [(2, 12)]}), (5, {"Ana": [], "Ben": []}))

    assert value(alone, name) == value(again, name) == value(two, name) is not None


def test_each_pair_has_its_figures_and_only_characters_will_do() -> None:
    spans: Spans = {"Ana": [(0, 10)], "Ben": [(2, 12)], "Cem": [(30, 40)]}

    pairs = {f.coders for f in compatible_figures(ratings_of((100, spans)))}

    assert pairs == {
        ("Ana", "Ben"), ("Ana", "Cem"), ("Ben", "Cem"), ("Ana", "Ben", "Cem"),
    }  # fmt: skip
    with pytest.raises(ValueError, match="compare characters"):
        compatible_figures(ratings_of((100, spans), unit=Unit.DOCUMENT))


@given(st.lists(st.tuples(STRETCHES, STRETCHES), min_size=1, max_size=3))
def test_runs_give_what_a_count_letter_by_letter_gives(
    documents: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]],
) -> None:
    found = of_two(*((100, {"Ana": ana, "Ben": ben}) for ana, ben in documents))
    depth = np.zeros((len(documents), 2, 100), dtype=int)
    for number, both in enumerate(documents):
        for who, spans in enumerate(both):
            for start, end in spans:
                depth[number, who, start:end] += 1
    ana, ben = depth[:, 0] > 0, depth[:, 1] > 0
    both = depth.sum(axis=1)

    percent = value(found, "NVivo: Percentage agreement, mean over documents")
    assert percent == pytest.approx(100 * (ana == ben).mean())
    kappas = [
        nvivo_kappa(Cells(*(float(n.sum()) for n in (a & b, a & ~b, b & ~a, ~a & ~b)))).value
        for a, b in zip(ana, ben, strict=True)
    ]
    kappa = value(found, "NVivo: Kappa coefficient, mean over documents")
    assert kappa == pytest.approx(np.mean(np.array(kappas, dtype=float)))
    counts = [int((both == n).sum()) for n in range(3)]
    given = [int(depth[:, who].sum()) for who in (0, 1)]
    depths = Depths(*counts, *given, both.size)
    assert found["QualCoder: Kappa"].coefficient == qualcoder_kappa(depths)
    assert found["QualCoder: Agree %"].coefficient == qualcoder_percent(depths)
