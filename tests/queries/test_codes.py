# SPDX-License-Identifier: MIT
from __future__ import annotations

from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.queries.codes import scale_of
from coder_app.store.tables import Code


def codes(study, **more):
    return study.project.ask(lists.codes, study.lead, **more)


def set_by_hand(session, *, code, field, value) -> None:
    """What the operations refuse but two people can bring about offline."""
    setattr(session.get_one(Code, code), field, value)


def test_parents_come_before_their_codes_with_family_and_path(study) -> None:
    study.project.run(codebook.add_code, name="deep", parent=study.code("trust"))

    assert [(c.family, c.path) for c in codes(study)][-3:] == [
        ("", "Outcomes"),
        ("Outcomes", "Outcomes > trust"),
        ("Outcomes", "Outcomes > trust > deep"),
    ]


def test_a_ring_of_parents_is_shown_at_the_top_each_code_once(study) -> None:
    child, _ = study.project.run(codebook.add_code, name="child", parent=study.code("trust"))
    study.project.run(set_by_hand, code=study.code("trust"), field="parent", value=child)

    shown = codes(study)

    assert len({c.guid for c in shown}) == len(shown) == 6


def test_a_ring_of_merged_codes_leaves_one_that_stands_for_both(study) -> None:
    one, two = study.code("closeness"), study.code("likeness")
    study.apply("I trust her", "closeness")
    study.project.run(codebook.merge_codes, source=one, target=two)
    study.project.run(set_by_hand, code=two, field="merged_into", value=one)

    meant = {c.guid: c.effective for c in codes(study, merged=True) if c.merged_into}

    assert set(meant.values()) == {min(one, two)}
    assert len(study.codings()) == 1


def test_a_code_under_a_removed_or_merged_parent_is_still_to_be_found(study) -> None:
    study.project.run(codebook.add_code, name="part", parent=study.code("closeness"))
    study.project.run(
        set_by_hand, code=study.code("closeness"), field="merged_into", value=study.code("trust")
    )
    assert "Outcomes > trust > part" in [c.path for c in codes(study)]

    study.project.run(set_by_hand, code=study.code("trust"), field="removed", value=True)
    assert "part" in [c.path for c in codes(study)]


def test_two_codes_that_got_one_key_offline_answer_to_none(study) -> None:
    study.project.run(set_by_hand, code=study.code("closeness"), field="key", value="T")

    assert {c.name: c.key for c in codes(study)}["closeness"] == ""
    assert {c.name: c.key for c in codes(study)}["trust"] == ""
    study.apply("I trust her", "trust")
    assert study.codings()[0].key == ""


def test_merged_codes_come_last_and_only_on_wish(study) -> None:
    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("trust")
    )

    assert [c.name for c in codes(study, merged=True)][-1] == "likeness"
    assert "likeness" not in [c.name for c in codes(study)]


def test_a_scale_is_read_level_by_level() -> None:
    levels = scale_of("1\tlow\ta little\n3\thigh")

    assert [(x.weight, x.label, x.anchor) for x in levels] == [
        (1, "low", "a little"),
        (3, "high", ""),
    ]
