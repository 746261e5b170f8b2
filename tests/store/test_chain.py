# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import pytest

from coder_app.store.chain import digest_of, hash_of

EVENT = {
    "guid": UUID(int=1),
    "sitting": UUID(int=2),
    "n": 1,
    "clock": 5,
    "at": datetime(2026, 11, 24, tzinfo=UTC),
    "who": UUID(int=3),
    "action": "codings.apply_code",
    "undoes": None,
    "owner": None,
    "document": None,
    "schema": 1,
}
CHANGE = {
    "kind": "coding",
    "row": UUID(int=4),
    "parents": "",
    "owner": None,
    "document": None,
    "digest": digest_of(b"s" * 16, None, '{"a":1}'),
}


def test_a_digest_covers_salt_old_and_new() -> None:
    assert digest_of(b"salt", "old", "new") == sha256(b"saltold\0new").digest()
    assert digest_of(b"salt", None, "new") == sha256(b"salt\0new").digest()


@pytest.mark.parametrize("name", sorted(EVENT))
def test_every_part_of_an_event_is_in_its_hash(name: str) -> None:
    assert hash_of(None, EVENT, [CHANGE]) != hash_of(None, {**EVENT, name: 99}, [CHANGE])


@pytest.mark.parametrize("name", sorted(CHANGE))
def test_every_part_of_a_change_is_in_the_hash(name: str) -> None:
    other = {**CHANGE, name: b"x" * 32 if name == "digest" else "other"}

    assert hash_of(None, EVENT, [CHANGE]) != hash_of(None, EVENT, [other])


def test_the_event_before_is_in_the_hash_and_what_is_local_is_not() -> None:
    local = {**EVENT, "seq": 7, "brought": UUID(int=9)}

    assert hash_of(b"before", EVENT, []) != hash_of(None, EVENT, [])
    assert hash_of(None, EVENT, []) == hash_of(None, local, [])
