# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.spans import Span
from coder_app.operations import codebook, codings, documents, people
from coder_app.queries import lists


def test_a_coded_passage_knows_its_words_code_coder_and_version(study) -> None:
    study.apply("She answers everybody.", "closeness", memo="so fast")

    (coding,) = study.codings()
    assert coding.span.text_of(study.text()) == "She answers everybody."
    assert (coding.code_name, coding.coder_name, coding.memo) == ("closeness", "Lea", "so fast")
    assert coding.version == 1


def test_one_passage_takes_several_codes(study) -> None:
    study.apply("She answers everybody.", "closeness")
    study.apply("She answers everybody.", "trust")

    assert {c.code_name for c in study.codings()} == {"closeness", "trust"}


def test_the_very_same_coding_again_is_refused(study) -> None:
    study.apply("She answers everybody.", "closeness")

    with pytest.raises(ProjectProblem, match="have the code “closeness” already"):
        study.apply("She answers everybody.", "closeness")
    assert len(study.codings()) == 1


def test_a_new_code_and_its_first_passage_are_one_step(study) -> None:
    project, span = study.project, study.span("She answers everybody.")

    (code, coding), changes = project.run(
        codings.apply_new_code,
        name="attention",
        parent=None,
        document=study.documents[0],
        wording=study.open().wording,
        span=span,
        coder=study.lead,
    )

    (row,) = study.codings()
    assert (row.guid, row.code, row.code_name, row.span) == (coding, code, "attention", span)
    assert changes.guids["code"] == {code}
    project.undo()
    assert study.codings() == ()
    assert "attention" not in [c.name for c in project.ask(lists.codes, study.lead)]
    project.redo()
    assert [c.guid for c in study.codings()] == [coding]


def test_two_coders_may_code_the_same_words_alike(study) -> None:
    study.apply("She answers everybody.", "closeness")
    study.apply("She answers everybody.", "closeness", coder="Mia")

    assert len(study.codings()) == 2


def test_a_group_a_retired_code_and_a_reader_cannot_code(study) -> None:
    with pytest.raises(ProjectProblem, match="is a group"):
        study.apply("I trust her", "Motives")
    study.project.run(codebook.retire_code, code=study.code("trust"))
    with pytest.raises(ProjectProblem, match="is retired"):
        study.apply("I trust her", "trust")
    study.project.run(people.set_role, coder=study.coders["Noa"], role="reader")
    with pytest.raises(ProjectProblem, match="readers do not code"):
        study.apply("I trust her", "closeness", coder="Noa")


def test_a_span_outside_its_text_or_of_another_transcript_is_refused(study) -> None:
    ask = {"code": study.code("trust"), "coder": study.lead, "document": study.documents[0]}
    wording, length = study.open().wording, len(study.text())

    with pytest.raises(ProjectProblem, match="after the end"):
        study.project.run(codings.apply_code, wording=wording, span=Span(0, length + 1), **ask)
    with pytest.raises(ProjectProblem, match="another transcript"):
        study.project.run(codings.apply_code, wording=study.open(1).wording, span=Span(0, 3), **ask)


def test_coding_with_a_merged_code_uses_what_stands_for_it(study) -> None:
    old, new = study.code("likeness"), study.code("closeness")
    study.project.run(codebook.merge_codes, source=old, target=new)

    study.apply("I trust her", "likeness")

    assert [c.code for c in study.codings()] == [new]


def test_a_weight_has_to_be_on_the_scale(study) -> None:
    guid = study.apply("I trust her", "likeness", weight=3)
    assert study.codings()[0].weight_label == "high"

    with pytest.raises(ProjectProblem, match="takes the weights 1, 3"):
        study.project.run(codings.set_weight, coding=guid, weight=2)
    with pytest.raises(ProjectProblem, match="has no scale"):
        study.apply("I trust her", "trust", weight=1)

    study.project.run(codings.set_weight, coding=guid, weight=None)
    assert study.codings()[0].weight is None


def test_another_code_keeps_the_memo_and_drops_a_weight_it_has_not(study) -> None:
    guid = study.apply("I trust her", "likeness", weight=3, memo="look")

    study.project.run(codings.change_code, coding=guid, code=study.code("trust"))

    (coding,) = study.codings()
    assert (coding.code_name, coding.memo, coding.weight) == ("trust", "look", None)


def test_a_moved_border_keeps_memo_and_weight(study) -> None:
    guid = study.apply("I trust her", "likeness", weight=1, memo="short")
    span = study.span("I trust her like a friend.")

    study.project.run(codings.move_border, coding=guid, wording=study.open().wording, span=span)

    (coding,) = study.codings()
    assert (coding.span, coding.memo, coding.weight) == (span, "short", 1)


def test_a_removed_coding_comes_back_with_undo(study) -> None:
    guid = study.apply("I trust her", "trust", memo="stays")
    study.project.run(codings.remove_coding, coding=guid)
    assert study.codings() == ()

    study.project.undo()

    (coding,) = study.codings()
    assert (coding.guid, coding.memo) == (guid, "stays")


def test_all_matches_are_coded_but_labels_and_what_is_coded_already(study) -> None:
    study.apply("trust", "trust")  # the interviewer's, the first one

    found, _ = study.project.run(
        codings.code_all_matches,
        document=study.documents[0],
        text="TRUST  her",
        code=study.code("trust"),
        coder=study.lead,
    )
    none, _ = study.project.run(
        codings.code_all_matches,
        document=None,
        text="ana:",
        code=study.code("trust"),
        coder=study.lead,
    )

    assert (found, none) == (2, 0)
    texts = [c.span.text_of(study.text()) for c in study.codings()]
    assert texts == ["trust her", "trust", "trust her"]
    study.project.undo()
    assert len(study.codings()) == 1


def test_all_matches_again_add_nothing(study) -> None:
    ask = {"document": None, "text": "flour", "code": study.code("trust"), "coder": study.lead}
    first, _ = study.project.run(codings.code_all_matches, **ask)
    again, changes = study.project.run(codings.code_all_matches, **ask)

    assert (first, again) == (2, 0)
    assert not changes.guids


def test_a_span_chosen_before_a_correction_is_carried(study) -> None:
    before, span = study.open(), study.span("I trust her")
    text = before.text.replace("A baker 🥖 from my town.", "A baker from the next town, 🥖🥖.")
    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    study.project.run(
        codings.apply_code,
        document=study.documents[0],
        wording=before.wording,
        code=study.code("trust"),
        span=span,
        coder=study.lead,
    )

    (coding,) = study.codings()
    assert coding.span.text_of(study.text()) == "I trust her"
