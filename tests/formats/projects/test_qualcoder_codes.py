# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from coder_app.core.picture import derived
from coder_app.formats.projects.foreign_database import opened_database
from coder_app.formats.projects.qualcoder_codes import Tree

FILES = run_path(str(Path(__file__).parents[1] / "foreign_projects.py"))


@pytest.fixture
def tree(tmp_path: Path) -> Any:
    def made(**rows: Any) -> Tree:
        file = FILES["qualcoder"](tmp_path / "a.qda", rows) / "data.qda"
        with opened_database(file.read_bytes(), file) as database:
            return Tree(database, derived)

    return made


def shown(tree: Tree) -> list[tuple[str, str]]:
    names = {code.guid: code.name for code in tree.codes}
    return [(code.name, names[code.parent] if code.parent else "") for code in tree.codes]


def test_codes_and_categories_stand_in_one_tree_by_name(tree: Any) -> None:
    found = tree(
        code_cat=[
            {"catid": 1, "name": "Motives"},
            {"catid": 2, "name": "inner", "supercatid": 1},
        ],
        code_name=[
            {"cid": 1, "name": "trust", "catid": 2},
            {"cid": 2, "name": "alone"},
            {"cid": 3, "name": "deep", "catid": 1, "supercid": 1},
            {"cid": 4, "name": "lost", "catid": 99},
        ],
    )

    assert shown(found) == [
        *(("alone", ""), ("lost", ""), ("Motives", ""), ("inner", "Motives")),
        *(("trust", "inner"), ("deep", "trust")),
    ]
    assert set(found.by_number) == {1, 2, 3, 4}
    assert found.cut == []


def test_a_ring_is_cut_and_told(tree: Any) -> None:
    found = tree(
        code_cat=[
            {"catid": 1, "name": "A", "supercatid": 2},
            {"catid": 2, "name": "B", "supercatid": 1},
            {"catid": 3, "name": "C", "supercatid": 3},
        ],
        code_name=[{"cid": 1, "name": "x", "catid": 1}],
    )

    assert shown(found) == [("A", ""), ("B", "A"), ("x", "A"), ("C", "")]
    assert found.cut == ["A", "C"]


def test_numbers_that_are_none_are_left_alone(tree: Any) -> None:
    found = tree(code_cat=[{"catid": "one", "name": "A"}], code_name=[{"cid": None, "name": "x"}])

    assert found.codes == []
