# SPDX-License-Identifier: MIT
from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from coder_app.core.errors import ProjectProblem
from coder_app.core.records import CodebookDraft, CodeDraft, ScaleLevel
from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.store.tables import CodebookVersion


def paths(study) -> list[str]:
    return [code.path for code in study.project.ask(lists.codes, study.lead)]


def record(study, name: str):
    codes = study.project.ask(lists.codes, study.lead, merged=True)
    return next(code for code in codes if code.name == name)


def test_a_new_code_stands_last_with_the_next_free_colour(study) -> None:
    study.project.run(codebook.add_code, name="warmth", parent=study.code("Motives"))

    assert paths(study)[:4] == [
        "Motives",
        "Motives > closeness",
        "Motives > likeness",
        "Motives > warmth",
    ]
    assert record(study, "warmth").colour == "ember-3"


def test_every_field_of_a_code_is_kept(study) -> None:
    fields = {
        "question": "Is it warm?",
        "definition": "Warmth.",
        "use_when": ("said", "shown"),
        "do_not_use_when": ("cold: use closeness",),
        "example": "“like an oven”",
        "borderline": "tepid",
        "near_miss": "hot",
        "near_miss_code": "closeness",
        "anchor": "warmth",
        "source": "Fiske 2002",
        "where": "Heading",
        "home_motive": "closeness",
        "level": "latent",
        "scale": (ScaleLevel(weight=1, label="low", anchor="a little"),),
    }

    guid, _ = study.project.run(codebook.add_code, name="warmth", **fields)

    row = record(study, "warmth")
    assert row.guid == guid
    assert {name: getattr(row, name) for name in fields} == fields
    study.project.run(codebook.edit_code, code=guid, definition="Heat.", scale=())
    assert (record(study, "warmth").definition, record(study, "warmth").scale) == ("Heat.", ())


def test_a_key_is_free_or_refused_in_words(study) -> None:
    add = study.project.run
    with pytest.raises(ProjectProblem, match="key M is a command"):
        add(codebook.add_code, name="a", key="m")
    with pytest.raises(ProjectProblem, match="belongs to “trust”"):
        add(codebook.add_code, name="a", key="t")
    with pytest.raises(ProjectProblem, match="one letter or one digit"):
        add(codebook.add_code, name="a", key="12")
    with pytest.raises(ProjectProblem, match="belongs to “trust”"):
        add(codebook.edit_code, code=study.code("closeness"), key="T")

    add(codebook.edit_code, code=study.code("trust"), key="T")  # its own
    add(codebook.add_code, name="a", key="k")
    assert record(study, "a").key == "K"


def test_a_retired_code_gives_its_key_free_and_comes_back_without(study) -> None:
    study.project.run(codebook.retire_code, code=study.code("trust"))
    study.project.run(codebook.add_code, name="faith", key="T")

    study.project.run(codebook.bring_back_code, code=study.code("trust"))

    assert (record(study, "trust").key, record(study, "faith").key) == ("", "T")
    assert record(study, "trust").status == "in use"


def test_two_codes_of_one_name_stand_only_under_different_parents(study) -> None:
    with pytest.raises(ProjectProblem, match="“Trust” here already"):
        study.project.run(codebook.add_code, name="Trust", parent=study.code("Outcomes"))
    study.project.run(codebook.add_code, name="Trust", parent=study.code("Motives"))
    with pytest.raises(ProjectProblem, match="here already"):
        study.project.run(
            codebook.move_code, code=study.code("Trust"), parent=study.code("Outcomes"), position=0
        )


def test_a_moved_code_takes_its_place_among_the_others(study) -> None:
    study.project.run(
        codebook.move_code, code=study.code("trust"), parent=study.code("Motives"), position=1
    )

    assert paths(study)[1:4] == ["Motives > closeness", "Motives > trust", "Motives > likeness"]
    study.project.undo()
    assert paths(study)[-1] == "Outcomes > trust"


def test_a_code_cannot_stand_under_itself(study) -> None:
    child, _ = study.project.run(codebook.add_code, name="child", parent=study.code("trust"))

    with pytest.raises(ProjectProblem, match="under itself"):
        study.project.run(codebook.move_code, code=study.code("Outcomes"), parent=child, position=0)


def test_merged_codings_count_with_the_other_code_and_undo_parts_them(study) -> None:
    study.apply("I trust her", "closeness")
    study.apply("I trust her", "likeness", weight=3)

    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("closeness")
    )
    assert record(study, "closeness").codings == 2
    assert "Motives > likeness" not in paths(study)

    study.project.undo()
    assert (record(study, "closeness").codings, record(study, "likeness").codings) == (1, 1)


def test_what_cannot_be_merged_says_why(study) -> None:
    closeness, likeness = study.code("closeness"), study.code("likeness")
    run = study.project.run
    with pytest.raises(ProjectProblem, match="into itself"):
        run(codebook.merge_codes, source=closeness, target=closeness)
    with pytest.raises(ProjectProblem, match="not groups"):
        run(codebook.merge_codes, source=closeness, target=study.code("Motives"))
    run(codebook.merge_codes, source=likeness, target=closeness)
    with pytest.raises(ProjectProblem, match="merged already"):
        run(codebook.merge_codes, source=likeness, target=study.code("trust"))
    with pytest.raises(ProjectProblem, match="into itself"):
        run(codebook.merge_codes, source=closeness, target=likeness)
    run(codebook.add_code, name="part", parent=closeness)
    with pytest.raises(ProjectProblem, match="has codes under it"):
        run(codebook.merge_codes, source=closeness, target=study.code("trust"))


def test_a_removed_group_takes_its_codes_and_codings_and_undo_brings_all_back(study) -> None:
    study.apply("I trust her", "closeness")

    study.project.run(codebook.remove_code, code=study.code("Motives"))
    assert paths(study) == ["Outcomes", "Outcomes > trust"]
    assert study.codings() == ()

    study.project.undo()
    assert len(paths(study)) == 5
    assert len(study.codings()) == 1


def test_a_closed_version_holds_what_the_codes_say_and_later_codings_name_it(study) -> None:
    study.apply("I trust her", "trust")
    study.project.run(codebook.edit_code, code=study.code("trust"), definition="Relies.")
    guid, _ = study.project.run(codebook.freeze_version, reason=" clearer ")
    study.apply("I bought her flour", "trust")

    newest = study.project.ask(lists.versions)[0]
    assert (newest.guid, newest.number, newest.author) == (guid, 2, "Lea")
    assert newest.reason == "clearer"
    with study.project.read() as session:
        snapshot = session.scalars(
            select(CodebookVersion.snapshot).where(CodebookVersion.guid == guid)
        ).one()
    assert "Relies." in {code["definition"] for code in json.loads(snapshot)}
    assert [c.version for c in study.codings()] == [1, 2]


def test_only_a_lead_closes_a_version(study) -> None:
    study.project.who = study.coders["Mia"]

    with pytest.raises(ProjectProblem, match="Only a lead"):
        study.project.run(codebook.freeze_version, reason="")


def test_an_imported_codebook_adds_what_is_missing_and_steals_no_key(study) -> None:
    draft = CodebookDraft(
        title="more",
        codes=(
            CodeDraft(name="outcomes", codable=False),
            CodeDraft(name="TRUST", parent="outcomes", definition="other words"),
            CodeDraft(name="loyalty", parent="outcomes", key="t"),
        ),
    )

    added, _ = study.project.run(codebook.import_codebook, draft=draft)

    assert len(added) == 1
    assert paths(study)[-1] == "Outcomes > loyalty"
    assert (record(study, "loyalty").key, record(study, "trust").definition) == ("", "")


def test_a_renamed_code_must_not_take_its_neighbours_name(study) -> None:
    code = study.code("closeness")
    with pytest.raises(ProjectProblem, match="“LIKENESS” here already"):
        study.project.run(codebook.edit_code, code=code, name="LIKENESS")

    study.project.run(codebook.edit_code, code=code, name=" Closeness ")
    assert record(study, "Closeness").guid == code


def test_reworking_a_code_moves_and_edits_it_in_one_step(study) -> None:
    code = study.code("closeness")
    group = study.code("Outcomes")

    study.project.run(codebook.rework_code, code=code, parent=group, name="nearness")

    assert "Outcomes > nearness" in paths(study)
    study.project.undo()
    assert "Motives > closeness" in paths(study)
    assert record(study, "closeness").parent == study.code("Motives")


def test_an_imported_codebook_may_name_parents_after_their_codes(study) -> None:
    below = CodeDraft(name="in her words", parent="proof")
    book = CodebookDraft(title="b", codes=(below, CodeDraft(name="proof", codable=False)))

    study.project.run(codebook.import_codebook, draft=book)

    assert "proof > in her words" in paths(study)


def test_levels_of_a_scale_keep_to_one_line(study) -> None:
    level = ScaleLevel(weight=1, label="very\tlow", anchor="says\nlittle")

    study.project.run(codebook.edit_code, code=study.code("trust"), scale=[level])

    told = ScaleLevel(weight=1, label="very low", anchor="says little")
    assert record(study, "trust").scale == (told,)
