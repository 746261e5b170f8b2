# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.operations import people
from coder_app.queries import comparisons


@pytest.fixture
def coded(study):
    """Mia found one passage of two; Noa both."""
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")
    study.apply("She answers everybody.", "closeness", coder="Noa")
    for coder in ("Mia", "Noa"):
        study.project.run(people.mark_done, document=study.documents[0], coder=study.coders[coder])
    return study


def test_a_coder_is_measured_by_a_reference(coded) -> None:
    mia, noa = coded.coders["Mia"], coded.coders["Noa"]

    pooled, *by_code = coded.project.ask(
        comparisons.with_reference, coded.lead, noa, coders=[mia, noa]
    )

    assert (pooled.coder, pooled.code) == (mia, None)
    assert (pooled.true_positives, pooled.false_positives, pooled.false_negatives) == (1, 0, 1)
    assert (pooled.precision.value, pooled.recall.value) == (1.0, 0.5)
    assert {row.code: row.f1.value for row in by_code}[coded.code("trust")] == 1.0


def test_a_reference_alone_or_without_common_units_is_no_question(coded) -> None:
    noa = coded.coders["Noa"]

    for choice in ({"coders": [noa]}, {"coders": list(coded.coders.values()), "unit": "passage"}):
        with pytest.raises(ProjectProblem):
            coded.project.ask(comparisons.with_reference, coded.lead, noa, **choice)


def test_free_segmentation_has_figures_for_all_codes_and_each_family(coded) -> None:
    found = coded.project.ask(comparisons.free_segmentation, coded.lead)

    assert found[0].name == "all codes"
    assert len(found[0].codes) == sum(len(each.codes) for each in found[1:])
    assert found[0].figures.u.value is not None
    assert 0 < found[0].figures.u.value < 1


def test_other_programs_figures_name_programs_codes_and_what_sets_them_apart(coded) -> None:
    found = coded.project.ask(comparisons.other_programs, coded.lead)

    assert {each.program for each in found} == {"NVivo", "QualCoder", "INCEpTION", "ATLAS.ti"}
    assert all(each.sentence for each in found)
    trust = [e for e in found if e.code == coded.code("trust") and e.name == "Kappa coefficient"]
    assert trust[0].coefficient.value == 1.0
    assert any("Outcomes" in each.name for each in found if each.program == "ATLAS.ti")


def test_gamma_stands_for_each_document_or_says_what_to_install(coded) -> None:
    (found,) = coded.project.ask(comparisons.gammas, coded.lead)

    assert found.document == coded.documents[0]
    assert found.gamma.gamma.value is not None or "pygamma-agreement" in found.gamma.gamma.reason


def test_one_coder_alone_is_no_question_here_either(coded) -> None:
    for query in (comparisons.other_programs, comparisons.free_segmentation, comparisons.gammas):
        with pytest.raises(ProjectProblem, match="two coders"):
            coded.project.ask(query, coded.lead, coders=[coded.coders["Mia"]])


def test_a_blind_viewer_compares_nobody_elses_work(coded) -> None:
    mia, noa = coded.coders["Mia"], coded.coders["Noa"]
    coded.project.who = coded.lead
    coded.project.run(people.assign, coder=mia, document=coded.documents[0], blind=True)

    rows = coded.project.ask(comparisons.with_reference, mia, noa, coders=[mia, noa])

    assert all(row.true_positives + row.false_negatives == 0 for row in rows)
