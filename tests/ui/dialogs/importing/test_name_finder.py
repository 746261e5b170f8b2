# SPDX-License-Identifier: MIT
"""What names somebody is looked for behind the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from coder_app.core.records import SpeakerRole
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading
from coder_app.ui.dialogs.importing.name_finder import NameFinder

TALK = """Interviewer: Who?
Marisol Vega: I am Marisol Vega, @stones.by.lo.
P07: And I.
Bo: So am I.
Marisol Vega: Ah.
P07: Yes.
Bo: Yes.
"""


@pytest.fixture
def finder(qapp):
    place = QObject()
    drafts = [read_text(TALK.encode(), Path(f"{n}.txt"), Reading()) for n in range(2)]
    made = NameFinder(drafts, place)
    yield made
    made.stop()


def test_speakers_with_names_and_handles_are_offered_once(finder, qtbot) -> None:
    key = [Pseudonym(name="Bo", pseudonym="P01")]

    with qtbot.waitSignal(finder.offered) as heard:
        finder.offer(key)

    offered = [(each.name, each.pseudonym) for each in heard.args[0]]
    assert offered == [("Marisol Vega", "P02"), ("@stones.by.lo", "[handle 1]")]


def test_places_are_found_in_all_transcripts(finder, qtbot) -> None:
    with qtbot.waitSignal(finder.found) as heard:
        finder.look_for([Pseudonym(name="Marisol Vega", pseudonym="P1")])

    assert [found.draft.name for found in heard.args[0].places] == ["0"] * 3 + ["1"] * 3


def test_only_the_newest_question_is_answered(finder, qtbot) -> None:
    answers = []
    finder.found.connect(answers.append)

    for name in ("Bo", "nobody", "Marisol Vega"):
        finder.look_for([Pseudonym(name=name, pseudonym="P1")])
    qtbot.waitUntil(lambda: bool(answers) and len(answers[-1].places) == 6)

    assert len(answers) <= 2  # the first may have been under way


def test_words_of_nobody_are_no_name(qapp, qtbot) -> None:
    place = QObject()
    draft = read_text(b"All of this has no speaker.\n", Path("a.txt"), Reading())
    finder = NameFinder([draft], place)

    with qtbot.waitSignal(finder.offered) as heard:
        finder.offer(())
    finder.stop()

    assert draft.turns[0].role is SpeakerRole.PARTICIPANT
    assert heard.args == [[]]
