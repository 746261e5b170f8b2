# SPDX-License-Identifier: MIT
"""What an import would change is told beforehand, with the codings it touches."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from coder_app.core.codebook_changes import FIELDS, codebook_changes
from coder_app.core.records import CodebookDraft, CodeDraft, CodeRecord, CodeStatus, ScaleLevel


def record(name: str, parent: CodeRecord | None = None, **fields: object) -> CodeRecord:
    draft = CodeDraft(name=name)
    told = {f: getattr(draft, f) for f in FIELDS if f not in ("name", "parent")}
    guid = uuid4()
    told |= {"guid": guid, "state": uuid4(), "family": "", "path": name, "position": 0}
    told |= {"merged_into": None, "effective": guid, "codings": 0} | fields
    return CodeRecord(name=name, parent=parent.guid if parent else None, **told)


def book(*codes: CodeDraft) -> CodebookDraft:
    return CodebookDraft(title="New", codes=codes)


MOTIVES = record("Motives", codable=False)
TRUST = record("trust", MOTIVES, codings=7, definition="She trusts.", key="T", colour="#aa0000")
CLOSE = record("closeness", MOTIVES, codings=3)
OLD = [MOTIVES, TRUST, CLOSE]
GROUP = CodeDraft(name="Motives", codable=False)
SAME = CodeDraft(
    name="Trust", parent="motives", definition="She trusts.", key="t", colour="#AA0000"
)


def test_a_codebook_that_says_the_same_changes_nothing() -> None:
    found = codebook_changes(
        OLD, book(GROUP, replace(SAME, name="trust"), CodeDraft(name="closeness", parent="Motives"))
    )

    assert (found.added, found.changed, found.gone, found.same) == ((), (), (), 3)
    assert (found.touched, found.homeless) == (0, 0)


def test_new_codes_and_codes_that_would_go_are_told_with_their_codings() -> None:
    found = codebook_changes(OLD, book(GROUP, replace(SAME, name="trust"), CodeDraft(name="habit")))

    assert [draft.name for draft in found.added] == ["habit"]
    assert [code.name for code in found.gone] == ["closeness"]
    assert found.homeless == 3


def test_changed_fields_are_told_with_what_they_said() -> None:
    draft = replace(
        SAME, name="trust", definition="She relies.", scale=(ScaleLevel(weight=1, label="low"),)
    )

    (change,) = codebook_changes(OLD, book(GROUP, draft)).changed

    assert [c.field for c in change.fields] == ["definition", "scale"]
    assert (change.fields[0].before, change.fields[0].after) == ("She trusts.", "She relies.")
    assert change.codings == 7


def test_other_looks_touch_no_coding() -> None:
    draft = replace(SAME, name="trust", colour="tide-1", key="K", source="Ana 2026")

    found = codebook_changes(OLD, book(GROUP, draft))

    assert [c.field for c in found.changed[0].fields] == ["key", "colour", "source"]
    assert found.touched == 0


def test_what_the_file_leaves_empty_stays_unless_that_counts() -> None:
    plain = book(GROUP, CodeDraft(name="trust", parent="Motives"), CodeDraft(name="closeness"))

    assert not codebook_changes(OLD, plain).changed
    found = codebook_changes(OLD, plain, empty_counts=True).changed
    assert [(c.code.name, [f.field for f in c.fields]) for c in found] == [
        ("trust", ["key", "colour", "definition"]),
        ("closeness", ["parent"]),
    ]


def test_a_code_is_known_by_its_guid_under_another_name_and_those_below_stay() -> None:
    renamed = CodeDraft(name="Reasons", codable=False, guid=MOTIVES.guid)
    found = codebook_changes(OLD, book(renamed, replace(SAME, name="trust", parent="Reasons")))

    (change,) = found.changed
    assert [(f.field, f.before, f.after) for f in change.fields] == [("name", "Motives", "Reasons")]


def test_a_code_is_known_by_its_path_and_else_by_a_name_that_is_there_once() -> None:
    outcomes = record("Outcomes", codable=False)
    twins = [MOTIVES, outcomes, record("other", MOTIVES), record("other", outcomes), TRUST]
    new = book(
        GROUP,
        CodeDraft(name="Outcomes", codable=False),
        CodeDraft(name="other", parent="Outcomes"),
        replace(SAME, name="trust", parent="Outcomes"),
    )

    found = codebook_changes(twins, new)

    assert [(c.code.name, c.fields[0].field, c.fields[0].after) for c in found.changed] == [
        ("trust", "parent", "Outcomes")
    ]
    assert [code.guid for code in found.gone] == [twins[2].guid]


def test_codes_merged_into_others_are_left_aside() -> None:
    merged = replace(record("likeness"), merged_into=TRUST.guid, effective=TRUST.guid)

    found = codebook_changes([*OLD, merged], book(GROUP, CodeDraft(name="likeness")))

    assert [draft.name for draft in found.added] == ["likeness"]
    assert merged not in found.gone


def test_a_ring_of_parents_is_no_trap() -> None:
    one, other = UUID(int=1), UUID(int=2)
    ring = [
        replace(record("a"), guid=one, parent=other),
        replace(record("b"), guid=other, parent=one, status=CodeStatus.RETIRED),
    ]

    found = codebook_changes(
        ring, book(CodeDraft(name="a", parent="b"), CodeDraft(name="b", parent="a"))
    )

    assert [c.fields[0].field for c in found.changed] == ["status"]
