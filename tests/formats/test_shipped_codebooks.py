# SPDX-License-Identifier: MIT
"""The codebooks that come with the program keep what their README promises."""

from __future__ import annotations

import re
import tomllib

import pytest

from coder_app.core.places import codebooks, resources
from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.formats.codebooks.rules import COMMAND_KEYS, neighbours_of
from coder_app.formats.codebooks.toml import asymmetric_neighbours, read_codebook

SHIPPED = sorted(codebooks().glob("*.toml"))
STUDY = codebooks("micro_influencer_following.toml")
WANTED = [
    "question",
    "definition",
    "use_when",
    "do_not_use_when",
    "example",
    "borderline",
    "near_miss",
    "near_miss_code",
    "anchor",
    "source",
    "where",
    "colour",
    "key",
    "level",
]
OUTCOMES = [
    "trust",
    "acting on recommendations",
    "engagement",
    "loyalty",
    "sharing experiences",
    "emulation",
    "belonging",
    "community building",
]
MOTIVE_HEADINGS = [
    "Authenticity and Relatability of Micro-Influencers",
    "Social Proof and Trust in Niche Communities",
    "Peer Influence and Perceived Similarity",
    "Emotional Connection and Storytelling",
    "Accessibility and Direct Engagement",
    "Motivation from Shared Interests and Values",
    "Perceived Expertise and Credibility",
    "Fear of Missing Out (FOMO) and Social Belonging",
    "Aspirational Yet Achievable Lifestyles",
    "Influence of Positive Feedback and Community Validation",
]
TERMS = [
    "Parasocial Micro-Bonding",
    "Relatability Capital",
    "Social Proximity Index",
    "Authenticity Resonance",
    "Nano-Community Identification",
    "Peer-Level Aspiration",
    "Minimal Fame Effect",
    "Perceived Accessibility",
    "Everyday Expertise Trust",
    "Intimate Engagement Loop",
]


@pytest.fixture(scope="module")
def study() -> CodebookDraft:
    """Read the study's codebook once."""
    return read_codebook(STUDY)


def codes_of(draft: CodebookDraft, group: str | None = None) -> list[CodeDraft]:
    return [c for c in draft.codes if c.codable and group in (None, c.parent)]


def passages(code: CodeDraft) -> list[str]:
    """Only what a follower says, without the explanation after it."""
    texts = (code.example, code.borderline, code.near_miss)
    return [said for text in texts for said in re.findall(r"“(.+?)”", text)]


# ---- every codebook that comes with the program


def test_there_are_two_different_codebooks() -> None:
    titles = {read_codebook(path).title for path in SHIPPED}

    assert len(SHIPPED) == len(titles) >= 2


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_no_key_is_taken_twice_or_is_a_command(path) -> None:
    keys = [code.key for code in read_codebook(path).codes if code.key]

    assert len(keys) == len(set(keys))
    assert not COMMAND_KEYS & {key.upper() for key in keys}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_colour_is_in_the_palette_and_used_by_one_code_only(path) -> None:
    palette = tomllib.loads(resources("look", "tokens.toml").read_text("utf-8"))["code"]

    colours = [code.colour for code in codes_of(read_codebook(path))]

    assert set(colours) <= set(palette)
    assert len(colours) == len(set(colours))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_codes_that_name_each_other_do_so_both_ways(path) -> None:
    draft = read_codebook(path)

    assert any(neighbours_of(code) for code in draft.codes)
    assert not asymmetric_neighbours(draft)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_near_miss_belongs_to_a_neighbour_that_the_code_warns_of(path) -> None:
    missed = [code for code in codes_of(read_codebook(path)) if code.near_miss]

    assert missed
    assert not [code.name for code in missed if code.near_miss_code not in neighbours_of(code)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_each_group_has_codes_and_a_test(path) -> None:
    draft = read_codebook(path)
    groups = [code for code in draft.codes if not code.codable]

    assert groups
    for group in groups:
        assert codes_of(draft, group.name)
        assert "?" in group.definition


# ---- the study's codebook


def test_the_study_has_ten_constructs_ten_motives_and_eight_outcomes(study) -> None:
    groups = [code.name for code in study.codes if not code.codable]

    assert groups == ["Constructs", "Motives", "Outcomes"]
    assert [len(codes_of(study, group)) for group in groups] == [10, 10, 8]
    assert len(codes_of(study)) == 28


def test_constructs_and_motives_point_to_the_headings_of_the_source_text(study) -> None:
    terms = [code.where for code in codes_of(study, "Constructs")]
    headings = [code.where for code in codes_of(study, "Motives")]

    assert terms == [f"Important Terms: {term}" for term in TERMS]
    assert headings == MOTIVE_HEADINGS


def test_constructs_are_called_what_the_source_text_calls_them(study) -> None:
    names = [code.name for code in codes_of(study, "Constructs")]

    assert names == [term.lower() for term in TERMS]


def test_outcomes_are_the_eight_of_the_study_and_say_where_they_stand(study) -> None:
    outcomes = codes_of(study, "Outcomes")
    places = ["Introduction", "Important Terms", *MOTIVE_HEADINGS]

    assert [code.name for code in outcomes] == OUTCOMES
    assert all(any(place in code.where for place in places) for code in outcomes)


def test_every_code_of_the_study_is_complete(study) -> None:
    missing = [(c.name, f) for c in codes_of(study) for f in WANTED if not getattr(c, f)]

    assert not missing


def test_every_code_asks_one_question_of_its_own(study) -> None:
    questions = [code.question for code in codes_of(study)]

    assert len(set(questions)) == 28
    assert all(question.count("?") == 1 and question.endswith("?") for question in questions)


def test_every_code_has_two_to_four_signs_for_it(study) -> None:
    assert all(2 <= len(code.use_when) <= 4 for code in codes_of(study))


def test_every_entry_against_a_code_names_a_neighbour_once(study) -> None:
    for code in codes_of(study):
        named = set(neighbours_of(code))
        assert len(named) == len(code.do_not_use_when), code.name
        assert named <= {other.name for other in codes_of(study)} - {code.name}


def test_no_passage_is_quoted_twice(study) -> None:
    said = [passage for code in codes_of(study) for passage in passages(code)]

    assert len(said) == len(set(said)) == 3 * 28


def test_constructs_take_the_digits_in_order_and_the_rest_take_letters(study) -> None:
    digits = "".join(code.key for code in codes_of(study, "Constructs"))
    rest = codes_of(study, "Motives") + codes_of(study, "Outcomes")

    assert digits == "1234567890"
    assert all(re.fullmatch("[A-Z]", code.key) for code in rest)


def test_colours_follow_the_tree_in_one_family_a_layer(study) -> None:
    families = {"Constructs": "tide", "Motives": "ember", "Outcomes": "iris"}

    for group, family in families.items():
        codes = codes_of(study, group)
        assert [c.colour for c in codes] == [f"{family}-{n}" for n in range(1, len(codes) + 1)]


def test_each_construct_and_nothing_else_has_a_motive_for_its_home(study) -> None:
    motives = {code.name for code in codes_of(study, "Motives")}

    for code in codes_of(study):
        if code.parent == "Constructs":
            assert code.home_motive in motives, code.name
        else:
            assert not code.home_motive, code.name


def test_two_constructs_have_five_anchored_levels_and_no_other_code_has_any(study) -> None:
    scales = {code.name: code.scale for code in codes_of(study) if code.scale}

    assert set(scales) == {"relatability capital", "social proximity index"}
    for scale in scales.values():
        assert [level.weight for level in scale] == [1, 2, 3, 4, 5]
        assert all(level.label and level.anchor for level in scale)


def test_every_source_names_a_year_and_an_outlet(study) -> None:
    references = [ref for code in codes_of(study) for ref in code.source.split("; ")]

    assert all(re.match(r"\D+ (19|20)\d\d, .+, .+", ref) for ref in references)


def test_the_rules_and_the_method_say_what_the_study_does_not_claim(study) -> None:
    assert [rule.split()[0] for rule in study.rules] == [f"G{n}" for n in range(1, 11)]
    assert "Directed content analysis (Hsieh & Shannon 2005" in study.method
    assert "stipulated" in study.method


def test_nothing_in_the_study_is_called_validated(study) -> None:
    assert not re.search(r"\b(validated|proven)\b", STUDY.read_text("utf-8"))


# ---- the other one


def test_the_second_codebook_shares_no_name_with_the_first(study) -> None:
    other = read_codebook(codebooks("volunteers_leaving.toml"))

    assert not {code.name for code in other.codes} & {code.name for code in study.codes}


def test_the_second_codebook_has_a_code_without_a_key_and_a_scale_from_nought() -> None:
    other = read_codebook(codebooks("volunteers_leaving.toml"))

    keyless = [code for code in codes_of(other) if not code.key]

    assert [level.weight for code in keyless for level in code.scale] == [0, 1, 2, 3]
