# SPDX-License-Identifier: MIT
"""A project of another program becomes one of this, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import ProjectProblem
from coder_app.core.picture import (
    PictureAttribute,
    PictureCode,
    PictureCoder,
    PictureCoding,
    PictureDocument,
    PictureGroup,
    PictureMemo,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.records import CodeDraft, CoderRole, ScaleLevel
from coder_app.core.spans import Span
from coder_app.core.stopping import Stopped, stoppable
from coder_app.formats.project_files import read_project
from coder_app.formats.projects.refi.read import read_refi
from coder_app.formats.projects.refi.write import write_qdpx
from coder_app.operations import sample
from coder_app.operations.bring_project import bring, bring_project, lead_of
from coder_app.queries import history, lists, names, ratings
from coder_app.queries.picture import picture as picture_of
from coder_app.store.project import Project
from coder_app.store.tables import one_per

HERE = Path(__file__).parent
PICTURES = SimpleNamespace(**run_path(str(HERE.parent / "formats" / "pictures.py")))
FOREIGN = SimpleNamespace(**run_path(str(HERE.parent / "formats" / "foreign_projects.py")))
CONSENSUS = one_per("coder", "consensus")
TEXT = "Mara: I trust her. I: Why? Mara: She answers."


def a_study(**more: Any) -> ProjectPicture:
    ana, ben, code, document, person = (uuid4() for _ in range(5))
    levels = (ScaleLevel(weight=1, label="low"),)
    fields: dict[str, Any] = {
        "title": "A study",
        "lead": ana,
        "coders": (PictureCoder(guid=ana, name="Ana"), PictureCoder(guid=ben, name="Ben")),
        "codes": (
            PictureCode(guid=code, parent=None, draft=CodeDraft(name="trust", scale=levels)),
        ),
        "documents": (PictureDocument(guid=document, name="Mara", text=TEXT, participant=person),),
        "codings": tuple(
            PictureCoding(
                guid=uuid4(), document=document, code=code, coder=coder, span=span, weight=weight
            )
            for coder, span, weight in (
                (ana, Span(6, 18), 1),
                (ben, Span(6, 18), 7),
                (ben, Span(33, 45), None),
            )
        ),
        "participants": (PictureParticipant(guid=person, name="Mara"),),
    }
    return ProjectPicture(**fields | more)


def brought(picture: ProjectPicture, lead: str = "", **more: Any) -> Project:
    project = Project.in_memory()
    project.who, name = lead_of(picture, lead)
    project.run(bring_project, picture=picture, lead_name=name, **more)
    return project


def again(project: Project) -> ProjectPicture:
    return project.ask(picture_of, project.who)


MANY = settings(
    max_examples=int(os.environ.get("CODER_APP_FUZZ", "15")),  # more of them by hand
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


# ---- the way out and back


@MANY
@given(picture=PICTURES.pictures())
def test_a_project_that_went_out_comes_back_the_same(
    tmp_path: Path, picture: ProjectPicture
) -> None:
    first = brought(picture)
    out = again(first)
    write_qdpx(out, tmp_path / "a.qdpx")
    second = brought(read_refi(tmp_path / "a.qdpx"))
    back = again(second)

    assert PICTURES.essence(back) == PICTURES.essence(out)
    assert [turn for d in back.documents for turn in d.turns] == [
        turn for d in out.documents for turn in d.turns
    ]
    assert second.check() == []
    first.close()
    second.close()


def test_the_sample_comes_back_the_same_but_for_what_is_listed(tmp_path: Path) -> None:
    sample.build(tmp_path / "sample.coder")
    with Project.open(tmp_path / "sample.coder") as project:
        out = project.ask(picture_of, project.ask(names.only_lead))
    write_qdpx(out, tmp_path / "a.qdpx")

    back_file = read_refi(tmp_path / "a.qdpx")
    bring(back_file, tmp_path / "back.coder")

    with Project.open(tmp_path / "back.coder") as project:
        back = project.ask(picture_of, project.ask(names.only_lead))
        assert project.check() == []
    mine, theirs = PICTURES.essence(out), PICTURES.essence(back)
    for each in (mine, theirs):
        each.pop("turns")  # those of recordings lose their times
        each["codings"] = {coding[:-1] for coding in each["codings"]}  # times, to the second
    assert theirs == mine
    assert (back_file.left_out, back_file.remarks) == ((), ())
    assert {lost.kind for lost in out.left_out} == {
        *("assignments", "codebook versions", "original files", "history"),
        *("times of turns", "languages of transcripts"),
    }


@MANY
@given(data=st.data())
def test_whatever_a_foreign_database_holds_the_project_made_of_it_is_whole(
    tmp_path: Path, data: st.DataObject
) -> None:
    cell: Any = st.sampled_from([None, 0, 1, -1, 10**12, 2.5, "", "Ana", TEXT, b"\xff", "a\0b"])
    rows = {
        table: data.draw(
            st.lists(st.fixed_dictionaries(dict.fromkeys(columns.split(), cell)), max_size=3)
        )
        for table, columns in FOREIGN.QUALCODER.items()
        if table != "project"
    }
    picture = read_project(FOREIGN.qualcoder(tmp_path / "a.qda", rows))

    project = brought(picture, finished=True)

    assert len(again(project).codings) == len(picture.codings)
    assert project.check() == []
    project.close()


# ---- people


def test_the_lead_is_who_made_the_project_or_who_is_named() -> None:
    picture = a_study()
    ana, ben = (coder.guid for coder in picture.coders)

    assert lead_of(picture) == (ana, "Ana")
    assert lead_of(picture, " ben ") == (ben, "Ben")
    new, name = lead_of(picture, "Eva")
    assert name == "Eva"
    assert new not in (ana, ben)
    assert lead_of(ProjectPicture(title=""))[1] == "Lead"


def test_everybody_comes_along_and_one_leads() -> None:
    project = brought(a_study(), "Ben")

    people = project.ask(lists.coders)

    assert [(each.name, each.role) for each in people if not each.consensus] == [
        ("Ben", CoderRole.LEAD),
        ("Ana", CoderRole.CODER),
    ]
    assert project.ask(lists.info, project.who).codings == 3
    project.close()


def test_a_new_lead_is_added() -> None:
    project = brought(a_study(), "Eva")

    assert [each.name for each in project.ask(lists.coders)] == ["Eva", "Ana", "Ben", "Consensus"]
    project.close()


def test_consensus_and_second_selves_are_known_again() -> None:
    ana = uuid4()
    second = one_per("coder", "again", ana)
    people = ((ana, "Ana"), (second, "Ana, again"), (CONSENSUS, "Consensus"))
    coders = tuple(PictureCoder(guid=guid, name=name) for guid, name in people)

    project = brought(a_study(coders=coders, codings=()))

    found = {each.guid: each for each in project.ask(lists.coders)}
    assert found[second].person == ana
    assert found[CONSENSUS].consensus
    assert len(found) == 3
    project.close()


def test_whoever_coded_has_finished_there_if_that_is_said() -> None:
    project = brought(a_study(), finished=True)

    report = project.ask(ratings.agreement, project.who)

    assert len(report.coders) == 2
    assert report.pooled.percent.value is not None
    project.close()


# ---- names, keys, weights


def test_names_that_clash_are_told_apart() -> None:
    code, other = (
        PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name=name)) for name in ("A", "a")
    )
    documents = tuple(PictureDocument(guid=uuid4(), name="X", text="abc") for _ in range(2))
    coders = tuple(PictureCoder(guid=uuid4(), name=name) for name in ("Ana", "ANA", "Consensus"))
    more = {"codes": (code, other), "documents": documents, "coders": coders, "codings": ()}

    back = again(brought(a_study(**more)))

    assert [each.name for each in back.codes] == ["A", "a (2)"]
    assert [each.name for each in back.documents] == ["X", "X (2)"]
    assert [each.name for each in back.coders] == [
        *("Ana", "ANA (2)", "Consensus (2)", "Consensus")
    ]


def test_keys_that_are_commands_or_taken_are_left_out() -> None:
    codes = tuple(
        PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name=str(n), key=key))
        for n, key in enumerate(["1", "1", "C", "t", "T", "??"])
    )

    back = again(brought(a_study(codes=codes, codings=())))

    assert [code.draft.key for code in back.codes] == ["1", "", "", "T", "", ""]


def test_a_weight_that_is_not_on_the_scale_is_left_out() -> None:
    weights = [each.weight for each in again(brought(a_study())).codings]

    assert sorted(weights, key=str) == [1, None, None]


def test_codes_may_stand_deeper_than_any_tree_of_ours() -> None:
    codes: list[PictureCode] = []
    for depth in range(300):
        parent = codes[-1].guid if codes else None
        codes.append(PictureCode(guid=uuid4(), parent=parent, draft=CodeDraft(name=f"c{depth}")))

    back = again(brought(a_study(codes=tuple(codes), codings=())))

    assert [code.parent for code in back.codes[1:]] == [code.guid for code in codes[:-1]]


def test_codes_without_colour_get_one_of_the_palette() -> None:
    assert again(brought(a_study())).codes[0].draft.colour == "ember-1"


# ---- guids


def test_one_guid_for_two_kinds_of_things_is_told_apart() -> None:
    picture = a_study()
    same = picture.coders[0].guid
    code = replace(picture.codes[0], guid=same)
    document = replace(picture.documents[0], guid=same, participant=same)
    codings = (replace(picture.codings[0], guid=same, code=same, document=same),)
    people = (PictureParticipant(guid=same, name="Mara"),)
    memos = (PictureMemo(kind="coding", about=same, coder=same, text="a note"),)
    more = {"participants": people, "codings": codings, "memos": memos}

    project = brought(replace(picture, codes=(code,), documents=(document,), **more))

    back = again(project)
    guids = [back.codes[0].guid, back.documents[0].guid, back.codings[0].guid, same]
    assert len(set(guids)) == 4
    assert back.codings[0].coder == same
    assert back.memos[0].about == back.codings[0].guid
    assert project.check() == []
    project.close()


def test_a_guid_that_this_program_uses_itself_does_no_harm() -> None:
    setting = one_per("setting", "title")
    picture = a_study(
        documents=(PictureDocument(guid=setting, name="X", text="abc"),),
        codings=(),
        coders=(PictureCoder(guid=UUID(int=0), name="Nil"), PictureCoder(guid=uuid4(), name="A")),
    )

    project = brought(picture)

    assert project.ask(lists.info, project.who).title == "A study"
    assert project.check() == []
    project.close()


# ---- sets, participants, memos


def test_sets_of_transcripts_are_known_of_their_participants() -> None:
    people = [PictureDocument(guid=uuid4(), name=name, text="abc") for name in ("Ana", "Eva")]
    ana, eva = (each.guid for each in people)
    groups = (
        PictureGroup(guid=uuid4(), name="gender: f", documents=(ana,)),
        PictureGroup(guid=uuid4(), name="gender: m", documents=(eva,)),
        PictureGroup(guid=uuid4(), name="Wave 1", documents=(ana, eva)),
    )
    picture = a_study(documents=tuple(people), groups=groups, codings=(), participants=())

    project = brought(picture)

    shown = project.ask(lists.shown_attributes)
    whose = {row.name: row.participant for row in project.ask(lists.documents, project.who)}
    assert shown[whose["Ana"]] == (("gender", "f"), ("Wave 1", "yes"))
    assert shown[whose["Eva"]] == (("gender", "m"), ("Wave 1", "yes"))
    project.close()


def test_each_transcript_has_a_participant_where_the_file_knows_none() -> None:
    project = brought(a_study(participants=()))

    assert [each.name for each in project.ask(lists.participants)] == ["Mara"]
    project.close()


def test_memos_stand_on_what_they_are_about() -> None:
    picture = a_study()
    ana, coding = picture.coders[0].guid, picture.codings[0].guid
    about = [("coding", coding), ("document", picture.documents[0].guid), ("project", None)]
    memos = [PictureMemo(kind=k, about=a, coder=ana, text="a\0b") for k, a in about]
    lost = PictureMemo(kind="code", about=uuid4(), coder=ana, text="lost")

    back = again(brought(replace(picture, memos=(*memos, *memos[:1], lost))))

    assert {(memo.kind, memo.text) for memo in back.memos} == {
        ("coding", "a�b\n\na�b"),
        ("document", "a�b"),
        ("project", "a�b"),
    }


# ---- whole or not at all


def test_it_is_one_step_that_stays() -> None:
    project = brought(a_study())

    (event,) = project.ask(history.events, project.who)

    assert event.sentence == "Begin the project with that of another program"
    assert project.next_undo() is None
    with pytest.raises(ProjectProblem, match="The beginning of the project stays"):
        project.undo_event(event.guid)
    project.close()


def test_nothing_is_brought_into_a_project_that_has_something(study) -> None:
    with pytest.raises(ProjectProblem, match="something in it"):
        study.project.run(bring_project, picture=a_study(), lead_name="Ana")


def test_half_of_a_project_is_never_there(tmp_path: Path) -> None:
    seen: list[Path] = []

    def stop(done: int, total: int) -> None:
        seen.extend(tmp_path.iterdir())
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(a_study(), tmp_path / "a.coder", progress=stop)

    assert list(tmp_path.iterdir()) == seen == []


@pytest.mark.parametrize("finished", [False, True])
def test_stopped_at_any_step_nothing_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, finished: bool
) -> None:
    """Each time one look later, until nothing is left to be stopped."""
    monkeypatch.setattr("coder_app.operations.bring_project._PIECE", 1)
    picture, path = a_study(), tmp_path / "a.coder"

    def after(looks: int) -> Callable[[], bool]:
        left = iter(range(looks))
        return lambda: next(left, None) is None

    steps = 0
    while not path.exists():
        steps += 1
        with suppress(Stopped), stoppable(after(steps)):
            bring(picture, path, finished=finished)
        assert [each.name for each in tmp_path.iterdir()] in ([], ["a.coder"])

    with Project.open(path) as project:
        back = project.ask(picture_of, picture.lead)
        assert project.check() == []
    assert steps >= len(picture.codings) + len(picture.coders) + len(picture.documents)
    assert {each.guid for each in back.codings} == {each.guid for each in picture.codings}


def test_a_project_that_was_stopped_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder_app.operations.bring_project._PIECE", 1)
    picture, project = a_study(), Project.in_memory()
    project.who = picture.lead
    looks = iter([False] * 6)

    with pytest.raises(Stopped), stoppable(lambda: next(looks, True)):
        project.run(bring_project, picture=picture, lead_name="Ana")

    empty = project.ask(picture_of, picture.lead)
    assert (empty.coders, empty.codes, empty.documents, empty.codings) == ((), (), (), ())
    assert project.ask(history.events, picture.lead) == []
    project.run(bring_project, picture=picture, lead_name="Ana")
    assert len(project.ask(picture_of, picture.lead).codings) == len(picture.codings)
    assert project.check() == []
    project.close()


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.coder").write_text("mine")

    with pytest.raises(ProjectProblem, match=r"a\.coder"):
        bring(a_study(), tmp_path / "a.coder")
    assert (tmp_path / "a.coder").read_text() == "mine"


def test_attributes_and_their_choices_are_kept() -> None:
    picture = a_study()
    choice = PictureAttribute(guid=uuid4(), name="age", kind="choice", choices=("18-24", "25-34"))
    person = replace(picture.participants[0], values=((choice.guid, "25-34"),))

    back = again(brought(replace(picture, attributes=(choice,), participants=(person,))))

    assert back.attributes == (choice,)
    assert back.participants == (person,)
