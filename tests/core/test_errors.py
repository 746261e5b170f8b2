# SPDX-License-Identifier: MIT
"""What a person reads when something cannot be done."""

from __future__ import annotations

from pathlib import Path

from coder_app.core.errors import InputProblem


def test_a_problem_names_the_file_what_is_wrong_and_what_to_do() -> None:
    problem = InputProblem(Path("/home/ana/P14_Olga.docx"), "It ends too early.", "Copy it again.")

    assert str(problem) == "“P14_Olga.docx”: It ends too early. Copy it again."
    assert problem.file == Path("/home/ana/P14_Olga.docx")


def test_a_problem_without_a_remedy_ends_with_its_sentence() -> None:
    assert str(InputProblem("a.txt", "It is empty.")) == "“a.txt”: It is empty."
