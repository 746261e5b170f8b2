# SPDX-License-Identifier: MIT
"""A file is read, cleaned up and split as a person wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.handling import Handling, Join, Offers, handled, offers, read_first
from coder_app.formats.arriving.splitting import SplitAt
from coder_app.formats.arriving.tables import AnswerTable

DATA = Path(__file__).parents[2] / "data" / "transcripts"
CAPTIONS = """WEBVTT

00:01.000 --> 00:02.000
<v Ana>I follow

00:02.500 --> 00:04.000
<v Ana>a baker.

00:09.000 --> 00:10.000
<v Ana>She answers.
"""
ANSWERS = "id,age,What do you like?\nP1,24,I like that she answers.\nP2,31,The bread she bakes.\n"
TALK = "speaker,start,text\nAna,0:01,I follow a baker.\nAna,0:04,She answers.\n"


def first(text: str, name: str, **wish: object) -> TranscriptDraft:
    found = read_first(text.encode(), Path(name), Handling(**wish))  # type: ignore[arg-type]
    assert isinstance(found, TranscriptDraft)
    return found


def turns(text: str, **wish: object) -> list[str]:
    draft = first(text, "a.vtt", **wish)
    (found,) = handled(draft, Handling(**wish))  # type: ignore[arg-type]
    return [found.text[turn.start : turn.end] for turn in found.turns]


@pytest.mark.parametrize(
    ("join", "said"),
    [
        (Join.AS_READ, ["I follow a baker. She answers."]),
        (Join.NOTHING, ["I follow", "a baker.", "She answers."]),
        (Join.SOON, ["I follow a baker.", "She answers."]),
        (Join.LATER, ["I follow a baker.", "She answers."]),
        (Join.ALWAYS, ["I follow a baker. She answers."]),
    ],
)
def test_captions_are_joined_as_far_as_wished(join, said) -> None:
    assert turns(CAPTIONS, join=join) == said


def test_repeats_are_dropped_and_what_is_left_is_joined() -> None:
    rolling = CAPTIONS.replace("I follow", "So I follow").replace("a baker", "So I follow a baker")

    assert turns(rolling, drop_repeats=True) == ["So I follow a baker.", "She answers."]


def test_a_table_is_a_talk_or_one_of_answers_whichever_it_looks_like() -> None:
    assert isinstance(read_first(TALK.encode(), Path("a.csv"), Handling()), TranscriptDraft)
    assert isinstance(read_first(ANSWERS.encode(), Path("a.csv"), Handling()), AnswerTable)


def test_a_person_may_say_what_a_table_is() -> None:
    told = read_first(TALK.encode(), Path("a.csv"), Handling(answers=True))

    assert isinstance(told, AnswerTable)
    with pytest.raises(InputProblem, match="no transcript with a turn in each row"):
        read_first(ANSWERS.encode(), Path("a.csv"), Handling(answers=False))


def test_parts_of_one_heading_are_told_apart() -> None:
    draft = first("# Talk\nAna: One.\n# Talk\nAna: Two.\n", "a.md")

    parts = handled(draft, Handling(split_at=SplitAt.HEADING))

    assert [part.name for part in parts] == ["# Talk (1)", "# Talk (2)"]


def test_a_language_that_was_chosen_counts() -> None:
    draft = first("Ana: Ja.\nBo: Nein.\n", "a.txt")

    assert handled(draft, Handling(language="de"))[0].language == "de"
    assert handled(draft, Handling(language=""))[0].language is None


def test_rules_are_taken_over_and_what_belongs_to_a_file_stays() -> None:
    mine = Handling(encoding="cp1252", language="de", names={"I": "Interviewer"})

    both = mine.same_rules(Handling(encoding="utf-8", drop_times=True, names={"A": "Ana"}))

    assert both.drop_times
    assert (both.encoding, both.language, both.names) == ("cp1252", "de", mine.names)


def test_only_what_would_change_something_is_offered() -> None:
    plain = offers(first("Ana: One.\nBo: Two.\n", "a.txt"))
    assert plain == Offers()

    full = offers(first("# A\n[00:01] Ana: cafe\u0301\n## B\n[00:02] Bo: x\n\fMore\n", "a.md"))
    assert full.times
    assert full.accents
    assert full.pages == 2
    assert full.headings == ((1, 1), (2, 2))

    assert offers(first(CAPTIONS, "a.vtt")).captions
    assert offers(first(CAPTIONS, "a.vtt")).clocked
    pages = read_first((DATA / "pages.pdf").read_bytes(), Path("pages.pdf"), Handling())
    assert isinstance(pages, TranscriptDraft)
    assert offers(pages).heads


def test_what_captions_repeat_is_no_rule_for_texts() -> None:
    draft = first("Ana: I do not know.\nAna: I do not know.\nBo: Ah.\nBo: So.\n", "a.txt")

    assert handled(draft, Handling(drop_repeats=True))[0].text == draft.text


def test_lines_of_warnings_are_those_of_the_file_where_lines_were_joined() -> None:
    draft = first("INT: Why?\nAna: One.\nAna: Two.\nBen: Three.\nINT: So?\n", "a.txt")
    assert [(w.line, w.of_file) for w in draft.warnings] == [(4, False)]

    (found,) = handled(draft, Handling(join=Join.ALWAYS))

    assert [(w.line, w.of_file) for w in found.warnings] == [(4, True)]
