# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from sqlalchemy.orm import Session

from coder_app.store import local
from coder_app.store.connect import connect
from coder_app.store.project import Project
from coder_app.store.tables import Reading


def test_local_work_is_written_at_once_and_read_back(tmp_path: Path) -> None:
    Project.create(tmp_path / "a.coder").close()
    engine = connect(tmp_path / "a.coder")
    row, coder, document = uuid4(), uuid4(), uuid4()

    local.write(engine, [local.keep_draft(row, "text", "a"), local.keep_draft(row, "text", "ab")])
    local.write(engine, [local.keep_place(coder, document, 30, 30)])
    local.write(engine, [local.keep_place(coder, document, 10, 5)])
    local.write(engine, [local.forget_draft(uuid4(), "text")])

    with Session(engine) as session:
        assert local.drafts(session) == {(row, "text"): "ab"}
        place = session.get_one(Reading, (coder, document))
        assert (place.furthest, place.last) == (30, 5)
    local.write(engine, [local.forget_draft(row, "text")])
    with Session(engine) as session:
        assert local.drafts(session) == {}
    engine.dispose()
