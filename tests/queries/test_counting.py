# SPDX-License-Identifier: MIT
"""What a plan takes out is counted without making it, and the counts are those of what is made."""

from __future__ import annotations

import pytest

from coder_app.core.export_plan import ExportPlan
from coder_app.core.picture import counts_of
from coder_app.core.records import Counts
from coder_app.operations import documents
from coder_app.queries import long
from coder_app.queries.counting import counts_of_plan
from coder_app.queries.picture import picture


def _counts(study, viewer=None, **plan) -> Counts:
    return study.project.ask(counts_of_plan, viewer or study.lead, ExportPlan(**plan))


@pytest.fixture
def coded(study):
    study.apply("A baker", "trust")
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("my town", "trust", coder="Mia")
    return study


def test_all_of_it_is_what_the_whole_project_holds(coded) -> None:
    whole = counts_of(coded.project.ask(picture, coded.lead))

    found = _counts(coded)

    assert found == Counts(
        documents=whole.documents,
        characters=whole.characters,
        turns=whole.turns,
        speakers=whole.speakers,
        codes=whole.codes,
        codings=whole.codings,
    )
    assert (found.documents, found.codings) == (2, 3)
    assert found.turns > found.speakers > 0


@pytest.mark.parametrize(
    "narrow",
    [
        lambda study: {"coders": (study.coders["Mia"],)},
        lambda study: {"coders": ()},
        lambda study: {"documents": tuple(study.documents[:1])},
        lambda study: {"documents": ()},
        lambda study: {"codes": (study.code("trust"),)},
        lambda study: {"codes": (study.code("Motives"),)},
        lambda study: {"words": "BAKER"},
        lambda study: {"with_code": study.code("trust")},
        lambda study: {"has_memo": True},
        lambda study: {"has_memo": False},
    ],
)
def test_filters_narrow_as_they_narrow_the_table(coded, narrow) -> None:
    plan = narrow(coded)

    found = _counts(coded, **plan)

    made = coded.project.ask(long.codings, coded.lead, ExportPlan(**plan))
    assert found.codings == len(made.rows)
    assert found.documents == len(plan.get("documents", coded.documents))


def test_chosen_codes_are_counted_with_those_below_and_groups_are_none(coded) -> None:
    assert _counts(coded).codes == 3
    assert _counts(coded, codes=(coded.code("trust"),)).codes == 1
    assert _counts(coded, codes=(coded.code("Motives"),)).codes == 2
    assert _counts(coded, codes=()).codes == 0


def test_a_coding_without_a_place_is_in_tables_and_in_no_report(coded) -> None:
    text = coded.text().replace("A baker", "")

    coded.project.run(documents.revise_text, document=coded.documents[0], text=text)

    assert _counts(coded).codings == 3
    assert _counts(coded, kind="report-html").codings == 2


@pytest.mark.parametrize(
    ("plan", "is_counted"),
    [
        ({"kind": "codebook-toml"}, True),
        ({"sheets": ("codebook", "participants")}, True),
        ({"sheets": ("about",)}, False),
        ({"kind": "report-html", "sheets": ("Codebook",)}, True),
    ],
)
def test_where_no_transcript_goes_out_none_is_counted(coded, plan, is_counted) -> None:
    assert _counts(coded, **plan) == Counts(codes=3 if is_counted else 0)


def test_the_work_of_others_is_not_counted_for_who_codes_blind(coded) -> None:
    mia = coded.coders["Mia"]
    for number in (0, 1):
        coded.give("Mia", number=number)

    assert _counts(coded, viewer=mia).codings == 2
    assert _counts(coded, viewer=mia, words="baker").codings == 0
