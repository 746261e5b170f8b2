# SPDX-License-Identifier: MIT
from __future__ import annotations

from coder_app.operations import codebook
from coder_app.queries import marks, ratings


def test_only_documents_that_several_are_done_with_have_raters(study) -> None:
    study.done("Mia", "Noa")
    study.done("Mia", number=1)
    both = [study.coders["Mia"], study.coders["Noa"]]

    rated = study.project.ask(marks.raters_of, study.lead, both, study.documents)

    assert rated == {study.documents[0]: tuple(both)}


def test_marks_come_in_reading_order_with_what_stands_for_their_code(study) -> None:
    study.apply("her flour", "closeness", coder="Noa")
    study.apply("A baker", "likeness", coder="Mia", weight=3)
    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("closeness")
    )
    asked = study.project.ask(ratings.question, study.lead)

    found = study.project.ask(marks.marks_in, study.lead, asked, study.documents)

    assert [m.code for m in found[study.documents[0]]] == [study.code("closeness")] * 2
    assert [m.weight for m in found[study.documents[0]]] == [3, None]
    assert found[study.documents[1]] == []


def test_the_current_wording_comes_with_its_text(study) -> None:
    row = study.project.ask(marks.current_wording, study.documents[0])

    assert row.body == study.text()
