# SPDX-License-Identifier: MIT
"""The alphas named by ATLAS.ti are nominal alphas on characters, and stop where nobody knows."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.atlas import atlas_figures, big_cu_alpha, c_alpha_binary, cu_alpha
from coder_app.agreement.units import CodedDocument, Ratings, Unit, cut

Marked = dict[str, dict[str, list[tuple[int, int]]]]
DOMAINS = {"mood": ["joy", "anger"], "actor": ["mother", "father"]}
CODES = [code for codes in DOMAINS.values() for code in codes]
MARKED: Marked = {
    "A": {"joy": [(0, 30)], "anger": [(50, 70)], "mother": [(90, 120)], "father": [(150, 170)]},
    "B": {"joy": [(0, 28), (200, 220)], "anger": [(52, 75), (150, 160)], "mother": [(90, 118)]},
    "C": {"joy": [(205, 230)], "anger": [(2, 30)], "mother": [(50, 60)], "father": [(95, 120)]},
}
MARKED["C"]["father"].append((150, 165))


def ratings_of(marked: Marked, length: int = 260, *more: CodedDocument) -> Ratings:
    documents = [
        CodedDocument(key="d", name="d", length=length, coders=tuple(marked), spans=marked),
        *more,
    ]
    return cut(documents, codes=CODES, coders=tuple(marked), unit=Unit.CHARACTER)


def letter_by_letter(marked: Marked, labels: list[list[str]], length: int = 260) -> np.ndarray:
    """Write the label of each character for each coder, nan where there is none."""
    said = np.full((len(marked), length), np.nan)
    for row, codes in zip(said, marked.values(), strict=True):
        for number, label in enumerate(labels):
            for code in label:
                for start, end in codes.get(code, []):
                    row[start:end] = number
    return said


def peer(said: np.ndarray) -> float:
    return float(krippendorff.alpha(reliability_data=said, level_of_measurement="nominal"))


def test_all_text_counts_for_whether_a_domain_was_applied() -> None:
    mood = letter_by_letter(MARKED, [DOMAINS["mood"]])

    found = c_alpha_binary(ratings_of(MARKED), DOMAINS["mood"])

    assert found.value == pytest.approx(peer(np.where(np.isnan(mood), 0, 1)), abs=1e-9)


def test_only_text_that_two_coded_counts_for_which_code_or_domain_it_was() -> None:
    ratings = ratings_of(MARKED)
    codes = letter_by_letter(MARKED, [[code] for code in DOMAINS["actor"]])
    domains = letter_by_letter(MARKED, list(DOMAINS.values()))

    assert cu_alpha(ratings, DOMAINS["actor"]).value == pytest.approx(peer(codes), abs=1e-9)
    assert big_cu_alpha(ratings, DOMAINS).value == pytest.approx(0.7164386278, abs=1e-9)
    assert big_cu_alpha(ratings, DOMAINS).value == pytest.approx(peer(domains), abs=1e-9)


def test_two_codes_or_domains_on_one_place_leave_the_figure_undefined() -> None:
    marked = {**MARKED, "A": {**MARKED["A"], "anger": [(20, 40), (100, 110)]}}
    ratings = ratings_of(marked)

    assert "two codes of the domain" in cu_alpha(ratings, DOMAINS["mood"]).reason
    assert "is not known" in big_cu_alpha(ratings, DOMAINS).reason
    assert c_alpha_binary(ratings, CODES).value is not None


def test_who_is_missing_in_a_document_does_not_count_there() -> None:
    alone = c_alpha_binary(ratings_of(MARKED), CODES)
    more = CodedDocument(key="e", name="e", length=90, coders=("A",), spans={"A": MARKED["A"]})

    assert c_alpha_binary(ratings_of(MARKED, 260, more), CODES).value == pytest.approx(alone.value)


def test_without_domains_only_the_global_figure_is_given() -> None:
    ratings = ratings_of(MARKED)

    assert [figure.name for figure in atlas_figures(ratings, {})] == ["c-α-binary"]
    named = [(figure.name, figure.domain) for figure in atlas_figures(ratings, DOMAINS)]
    assert named == [
        ("c-α-binary", None),
        ("c-α-binary", "mood"), ("cu-α", "mood"),
        ("c-α-binary", "actor"), ("cu-α", "actor"),
        ("Cu-α", None),
    ]  # fmt: skip


def test_nobody_marked_anything_is_no_figure() -> None:
    nothing = ratings_of({"A": {}, "B": {}})

    for figure in atlas_figures(nothing, DOMAINS):
        assert figure.coefficient.value is None
        assert figure.coefficient.reason


@given(
    st.dictionaries(
        st.sampled_from("ABC"),
        st.dictionaries(
            st.sampled_from(CODES),
            st.lists(st.sampled_from([(0, 5), (3, 9), (9, 12), (20, 30)]), max_size=3),
        ),
        min_size=2,
    )
)
def test_coders_who_mark_the_same_agree_perfectly_or_not_at_all_known(marked: Marked) -> None:
    same = {coder: next(iter(marked.values())) for coder in marked}

    figures: list[Coefficient] = [f.coefficient for f in atlas_figures(ratings_of(same), DOMAINS)]

    assert {figure.value for figure in figures} <= {1.0, None}
