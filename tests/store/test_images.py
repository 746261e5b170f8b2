# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.errors import ProjectProblem
from coder_app.core.records import CodeStatus
from coder_app.store.images import canonical, plan_for, plan_of, sealed, storable
from coder_app.store.tables import DOMAIN, Code, Coding, Turn


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": "é 😀", "a": None, "c": 1.5}) == '{"a":null,"b":"é 😀","c":1.5}'
    assert canonical(None) is None


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})


def test_true_and_one_look_the_same_in_a_column_of_truths() -> None:
    codable, position = (plan_of(Code).fields[name] for name in ("codable", "position"))

    assert canonical({"a": codable.dump(1)}) == '{"a":true}'
    assert canonical({"a": position.dump(True)}) == '{"a":1}'


def test_names_of_states_are_plain_text() -> None:
    assert canonical({"a": plan_of(Code).fields["status"].dump(CodeStatus.IN_USE)}) == (
        '{"a":"in use"}'
    )


def test_instants_are_the_same_in_every_zone() -> None:
    created = plan_of(Coding).fields["created"]
    here = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))

    assert created.dump(here) == "2026-11-24T09:00:00.000000+00:00"
    assert created.load(created.dump(here)) == here.astimezone(UTC)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_seconds_come_back_exactly(seconds: float) -> None:
    begins = plan_of(Turn).fields["begins"]

    assert begins.load(json.loads(canonical({"a": begins.dump(seconds)}) or "")["a"]) == seconds


@given(st.uuids())
def test_guids_come_back(guid: UUID) -> None:
    parent = plan_of(Code).fields["parent"]

    assert parent.load(parent.dump(guid)) == guid
    assert parent.load(parent.dump(None)) is None


def test_a_group_is_completed_in_the_order_of_the_columns() -> None:
    assert plan_of(Coding).whole({"anchor_end", "weight"}) == [
        "wording",
        "anchor_start",
        "anchor_end",
        "weight",
    ]


def test_what_an_insert_leaves_out_is_put_back() -> None:
    plan = plan_of(Code)

    full = plan.completed({"name": "trust", "position": 0, "codable": True, "status": "in use"})

    assert full["definition"] == ""
    assert full["parent"] is None
    assert full["removed"] is False


def test_a_field_that_is_gone_is_left_out_when_read() -> None:
    assert plan_of(Code).loaded({"name": "trust", "gone": 1}) == {"name": "trust"}


def test_the_hash_of_a_body_depends_on_its_salt() -> None:
    assert sealed(b"a", "text") == sealed(b"a", b"text")
    assert sealed(b"a", "text") != sealed(b"b", "text")


@given(st.text())
def test_text_is_kept_or_refused_but_never_changed(text: str) -> None:
    try:
        text.encode()
        refused = "\0" in text
    except UnicodeEncodeError:
        refused = True

    if refused:
        with pytest.raises(ProjectProblem):
            storable(text)
    else:
        assert storable(text) == text


@pytest.mark.parametrize("kind", sorted(DOMAIN))
def test_every_table_can_be_journaled(kind: str) -> None:
    plan = plan_for(kind)

    assert {"guid", "state"}.isdisjoint(plan.fields)
    assert "removed" in plan.fields
    assert plan.cls.DERIVED.isdisjoint(plan.fields)
    assert {name for group in plan.cls.GROUPS for name in group} <= plan.fields.keys()
    assert {plan.cls.OWNER, plan.cls.DOCUMENT} - {None} <= set(plan.table.c.keys())
    assert plan.loaded({"removed": False}) == {"removed": False}
