# SPDX-License-Identifier: MIT
"""Reports say what the viewer may see, part by part."""

from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.core.report import Bars, Grid, Heading, Text, TextKind, Transcript, texts_in
from coder_app.operations import people, projects
from coder_app.queries import reports
from coder_app.queries.reports import PARTS, part_named, report


@pytest.fixture
def coded(study):
    study.apply("A baker 🥖 from", "likeness", coder="Mia", weight=3, memo="at once")
    for coder in ("Mia", "Noa"):
        study.apply("I trust her", "trust", coder=coder)
        study.done(coder)
    return study


def made(study, *parts: str, viewer=None, **plan):
    asked = ExportPlan(sheets=parts, **plan)
    return study.project.ask(report, viewer or study.lead, asked)


def blocks(found, kind):
    return [block for block in found.blocks if isinstance(block, kind)]


def words(block: Text) -> str:
    return "".join(each.text for each in block.words)


def row_words(grid: Grid) -> list[list[str]]:
    return [[" ".join(words(t) for t in cell) for cell in row] for row in grid.rows]


def test_all_parts_are_there_in_their_order(coded) -> None:
    found = made(coded)

    assert [h.text for h in blocks(found, Heading) if h.level == 1] == [
        "Codebook",
        "How often each code was given",
        "Passages by code",
        "Agreement",
        "Ana",
        "Eva",
    ]
    assert found.title == "Bakers"
    assert found.about[0] == "2 transcripts, 3 codes, 3 codings"
    assert found.about[1].startswith("As seen by Lea, 20")


def test_a_narrowed_report_counts_what_is_in_it_and_says_how_it_is_narrowed(coded) -> None:
    found = made(
        coded,
        documents=(coded.documents[0],),
        codes=(coded.code("trust"),),
        coders=(coded.coders["Noa"],),
        has_memo=False,
    )

    assert found.about[:5] == (
        "1 transcript, 1 code, 1 coding",
        "only coders: Noa",
        "only documents: Ana",
        "only codes: Outcomes > trust",
        "only with memo: no",
    )
    assert not [line for line in made(coded).about if line.startswith("only")]


def test_a_code_is_counted_by_coder_and_transcript(coded) -> None:
    found = made(coded, "Frequencies")

    (chart,) = blocks(found, Bars)
    assert [(b.name, b.value, b.group) for b in chart.bars] == [
        ("closeness", 0, "Motives"),
        ("likeness", 1, "Motives"),
        ("trust", 2, "Outcomes"),
    ]
    (grid,) = blocks(found, Grid)
    assert grid.head == ("Code", "Mia", "Noa", "all", "transcripts")
    assert row_words(grid)[-1] == ["trust", "1", "1", "2", "1"]


def test_what_was_settled_is_counted_beside_and_not_among_the_people(coded) -> None:
    coded.close()
    coded.coders["Consensus"] = next(
        c.guid for c in coded.project.ask(reports.lists.coders) if c.consensus
    )
    coded.apply("I trust her", "trust", coder="Consensus")

    (grid,) = blocks(made(coded, "Frequencies"), Grid)

    assert grid.head == ("Code", "Mia", "Noa", "Consensus", "all", "transcripts")
    assert row_words(grid)[-1] == ["trust", "1", "1", "1", "2", "1"]


def test_passages_stand_under_their_codes_with_their_sources(coded) -> None:
    found = made(coded, "Codings")

    heads = [(h.text, h.level) for h in blocks(found, Heading)]
    assert heads[1:] == [
        ("Motives", 2),
        ("likeness (1 passage)", 3),
        ("Outcomes", 2),
        ("trust (2 passages)", 3),
    ]
    texts = blocks(found, Text)
    assert [words(t) for t in texts if t.kind is TextKind.QUOTE] == [
        "A baker 🥖 from",
        "I trust her",
        "I trust her",
    ]
    assert words(texts[1]) == "Ana · line 2 · ANA · Mia · high"
    assert words(texts[2]) == "Memo: at once"


def test_figures_come_with_a_paragraph_on_how_they_came_about(coded) -> None:
    found = made(coded, "Agreement")

    said = "\n".join(texts_in(found))
    assert "Krippendorff" in said
    by_code, by_family, by_transcript, by_pair = blocks(found, Grid)
    assert "Outcomes" in {row[0] for row in row_words(by_family)}
    assert row_words(by_code)[0][0] == "all codes, pooled"
    assert row_words(by_transcript)[0][0] == "Ana"
    assert row_words(by_pair)[0][0] == "Mia / Noa"


def test_what_is_undefined_says_why_below_its_table(coded) -> None:
    said = [words(t) for t in blocks(made(coded, "Agreement"), Text)]

    assert "closeness: Nobody used it: nothing to compare." in said
    assert any(text.startswith("Mia / Noa: 2 turns: too few") for text in said)


def test_a_reason_that_holds_for_a_whole_table_is_told_once_without_names(coded) -> None:
    said = [words(t) for t in blocks(made(coded, "Agreement", unit="passage"), Text)]

    reasons = [text for text in said if "Nobody can count the passages" in text]
    assert sum(text.startswith("Nobody can count") for text in reasons) >= 1
    assert not [text for text in reasons if text.startswith("all codes")]


def test_a_blind_coder_reads_why_nothing_was_compared(coded) -> None:
    coded.give("Mia", "Noa")

    found = made(coded, "Agreement", viewer=coded.coders["Mia"])

    said = [words(t) for t in blocks(found, Text)]
    assert said[0] == "In no transcript is there work of two coders that can be compared."
    assert any(text.startswith("You code these blind") for text in said[1:])
    assert not blocks(found, Grid)


def test_no_figure_is_broken_over_two_lines(coded) -> None:
    for grid in blocks(made(coded, "Agreement", "Frequencies"), Grid):
        letters = [round(share * 86) for share in grid.shares]
        for row in row_words(grid):
            assert all(len(told) < room for told, room in zip(row[1:], letters[1:], strict=True))
        for name, room in zip(grid.head[1:], letters[1:], strict=True):
            assert all(len(word) < room for word in name.split())
        assert sum(grid.shares) == pytest.approx(1)
        assert grid.shares[0] > 0.19


def test_a_coder_with_a_long_name_leaves_room_to_the_others(coded) -> None:
    coded.project.run(people.rename_coder, coder=coded.coders["Mia"], name="M" * 150)

    (grid,) = blocks(made(coded, "Frequencies"), Grid)

    assert min(grid.shares) > 0.05
    assert sum(grid.shares) == pytest.approx(1)


def test_a_project_without_agreement_says_why(coded) -> None:
    coded.project.run(projects.switch_agreement, off="we read alone")

    said = [words(t) for t in blocks(made(coded, "Agreement"), Text)]

    assert said == ["Agreement is switched off in this project: we read alone."]


def test_one_coder_has_nobody_to_agree_with(study) -> None:
    study.apply("I trust her", "trust")

    said = [words(t) for t in blocks(made(study, "Agreement"), Text)]

    assert said == ["There are no two coders to be compared."]


def test_transcripts_are_marked_and_chosen(coded) -> None:
    found = made(coded, "Transcripts", documents=(coded.documents[0],))

    assert [h.text for h in blocks(found, Heading)] == ["Ana"]
    (transcript,) = blocks(found, Transcript)
    notes = [(n.number, n.code, n.coder) for turn in transcript.turns for n in turn.notes]
    assert [n[:2] for n in notes] == [(1, "likeness"), (2, "trust"), (3, "trust")]
    assert {n[2] for n in notes} == {"Mia", "Noa"}


def test_a_codebook_alone_lies_on_its_side(coded) -> None:
    found = made(coded, "codebook")

    assert found.landscape
    assert "Mark whole sentences." in set(texts_in(found))
    assert not made(coded).landscape


def test_a_blind_coder_reads_nothing_of_the_others(coded) -> None:
    coded.give("Mia", "Noa")

    found = made(coded, viewer=coded.coders["Mia"])

    assert "Noa" not in {text.strip() for text in texts_in(found)}
    (chart,) = blocks(found, Bars)
    assert [bar.value for bar in chart.bars] == [0, 1, 1]


def test_parts_are_known_by_their_beginning() -> None:
    assert [part_named(part[:3].upper()) for part in ("Frequencies", "Transcripts")] == [
        "Frequencies",
        "Transcripts",
    ]
    with pytest.raises(ProjectProblem, match=", ".join(PARTS)):
        part_named("cod")
