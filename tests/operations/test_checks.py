# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.operations.checks import free_name, named


def test_a_name_loses_space_around_it_and_line_breaks() -> None:
    assert named("  Ana \n Ruiz ") == "Ana Ruiz"


def test_an_empty_name_is_refused_in_words() -> None:
    with pytest.raises(ProjectProblem, match="A name is needed"):
        named(" \t")


def test_a_taken_name_gets_the_next_free_number() -> None:
    assert free_name("Ana", {"ana", "ana (2)"}) == "Ana (3)"
    assert free_name("Ana", set()) == "Ana"
