# SPDX-License-Identifier: MIT
"""A codebook from a file changes what was ticked, in one step, and no coding is ever lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder_app.core.codebook_changes import CodebookChanges, codebook_changes
from coder_app.core.errors import ProjectProblem
from coder_app.core.records import CodebookDraft, CodeDraft, CodeRecord, CodeStatus
from coder_app.operations import codebook_file
from coder_app.queries import lists

MOTIVES = CodeDraft(name="Motives", codable=False)
OUTCOMES = CodeDraft(name="Outcomes", codable=False)
CLOSE = CodeDraft(name="closeness", parent="Motives", key="1")
LIKE = CodeDraft(name="likeness", parent="Motives", key="2")
TRUST = CodeDraft(name="trust", parent="Outcomes", key="T")


def codes(study) -> list[CodeRecord]:
    return study.project.ask(lists.codes, study.lead)


def paths(study) -> list[str]:
    return [code.path for code in codes(study)]


def code(study, name: str) -> CodeRecord:
    return next(code for code in codes(study) if code.name == name)


def changes(study, *drafts: CodeDraft) -> CodebookChanges:
    return codebook_changes(codes(study), CodebookDraft(title="New", codes=drafts))


def take(study, found: CodebookChanges) -> codebook_file.Taken:
    taken, _ = study.project.run(codebook_file.take_over, changes=found)
    return taken


def test_new_codes_come_in_under_the_codes_that_are_there(study) -> None:
    warmth = CodeDraft(name="warmth", parent="motives", definition="Warm.")
    below = CodeDraft(name="glow", parent="warmth")

    taken = take(study, changes(study, below, warmth, MOTIVES, OUTCOMES, CLOSE, LIKE, TRUST))

    assert (taken.added, taken.changed, taken.retired, taken.removed) == (2, 0, 0, 0)
    assert "Motives > warmth > glow" in paths(study)


def test_changed_fields_are_taken_over_and_one_undo_takes_all_back(study) -> None:
    before = codes(study)
    told = replace(CLOSE, name="nearness", guid=code(study, "closeness").guid, definition="Near.")
    moved = replace(TRUST, parent="Motives", use_when=("said so",))

    take(study, changes(study, MOTIVES, OUTCOMES, told, LIKE, moved))

    assert code(study, "nearness").definition == "Near."
    assert code(study, "trust").path == "Motives > trust"
    assert code(study, "trust").use_when == ("said so",)
    study.project.undo()
    assert [(c.name, c.path, c.definition) for c in codes(study)] == [
        (c.name, c.path, c.definition) for c in before
    ]


def test_codes_may_exchange_keys_and_names(study) -> None:
    close, like = code(study, "closeness").guid, code(study, "likeness").guid
    swapped = (
        replace(CLOSE, name="likeness", guid=close, key="2"),
        replace(LIKE, name="closeness", guid=like, key="1"),
    )

    taken = take(study, changes(study, MOTIVES, OUTCOMES, *swapped, TRUST))

    assert taken.keyless == ()
    assert (code(study, "likeness").guid, code(study, "likeness").key) == (close, "2")
    assert (code(study, "closeness").guid, code(study, "closeness").key) == (like, "1")


def test_a_key_of_another_code_stays_with_it(study) -> None:
    new = CodeDraft(name="warmth", parent="Motives", key="t")
    other = replace(LIKE, key="1")

    taken = take(study, replace(changes(study, other, new, MOTIVES, OUTCOMES), gone=()))

    assert taken.keyless == ("likeness", "warmth")
    assert (code(study, "closeness").key, code(study, "trust").key) == ("1", "T")
    assert (code(study, "likeness").key, code(study, "warmth").key) == ("", "")


def test_a_code_that_goes_is_retired_if_anything_is_coded_with_it(study) -> None:
    study.apply("A baker", "closeness")

    taken = take(study, changes(study, MOTIVES, OUTCOMES, LIKE))

    assert (taken.retired, taken.removed) == (1, 1)
    assert code(study, "closeness").status is CodeStatus.RETIRED
    assert code(study, "closeness").codings == 1
    assert "Outcomes > trust" not in paths(study)


def test_a_group_with_codes_left_under_it_stays(study) -> None:
    found = changes(study, OUTCOMES, TRUST)
    found = replace(found, gone=tuple(c for c in found.gone if c.name != "likeness"))

    taken = take(study, found)

    assert taken.kept == ("Motives",)
    assert taken.removed == 1
    assert "Motives > likeness" in paths(study)


def test_a_new_code_is_not_taken_without_the_one_above_it(study) -> None:
    found = changes(
        study, CodeDraft(name="Moods", codable=False), CodeDraft(name="joy", parent="Moods")
    )
    found = replace(found, added=found.added[1:], gone=())

    with pytest.raises(ProjectProblem, match="Moods"):
        take(study, found)


def test_two_codes_of_one_name_in_one_place_are_refused(study) -> None:
    found = changes(study, replace(LIKE, name="trust", guid=code(study, "likeness").guid))
    found = replace(found, gone=())
    moved = changes(study, MOTIVES, OUTCOMES, replace(TRUST, parent="Motives"))

    with pytest.raises(ProjectProblem, match="two codes “trust”"):
        take(study, replace(found, changed=(*found.changed, *moved.changed), homes=moved.homes))


def test_half_of_an_exchange_of_places_is_refused(study) -> None:
    take(study, changes(study, MOTIVES, OUTCOMES, CLOSE, replace(LIKE, parent="closeness"), TRUST))
    found = changes(study, MOTIVES, OUTCOMES, LIKE, replace(CLOSE, parent="likeness"), TRUST)
    half = tuple(change for change in found.changed if change.code.name == "closeness")

    with pytest.raises(ProjectProblem, match="under itself"):
        take(study, replace(found, changed=half))
