# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import select

from coder_app.core.errors import ProjectProblem
from coder_app.core.records import SpeakerRole
from coder_app.operations import documents, people
from coder_app.queries import lists
from coder_app.store.tables import Original


def rows(study):
    return study.project.ask(lists.documents, study.lead)


def test_labels_are_not_counted_as_words(study) -> None:
    said = "Whom do you follow A baker from my town She answers everybody Do you trust her "
    said += "I trust her like a friend I bought her flour"

    assert rows(study)[0].words == len(said.split())


def test_forty_files_go_in_as_one_step(study, transcript) -> None:
    drafts = [transcript(f"interview {n}") for n in range(40)]

    study.project.run(documents.add_documents, drafts=drafts)
    assert len(rows(study)) == 42
    study.project.undo()
    assert len(rows(study)) == 2


def test_a_taken_name_gets_a_number_case_apart(study, transcript) -> None:
    study.project.run(documents.add_documents, drafts=[transcript("ANA"), transcript("Ana")])

    assert [row.name for row in rows(study)] == ["Ana", "Eva", "ANA (2)", "Ana (3)"]


def test_speakers_of_one_name_in_several_new_files_are_not_taken_for_one_person(study) -> None:
    # both transcripts of the study call their participant ANA
    assert [row.participant_name for row in rows(study)] == ["Ana", "Eva"]


def test_one_speaker_who_is_known_already_is_found_again(study, transcript) -> None:
    study.project.run(documents.add_documents, drafts=[transcript("second interview")])

    assert rows(study)[2].participant == rows(study)[0].participant


@pytest.mark.parametrize("label", ["Participant", "Speaker 1", "P", "interviewee:"])
def test_a_speaker_named_by_role_alone_is_known_by_the_file(study, transcript, label) -> None:
    draft = transcript("Zoe", [(label, SpeakerRole.PARTICIPANT, "Hello.")])

    study.project.run(documents.add_documents, drafts=[draft])

    assert rows(study)[-1].participant_name == "Zoe"


def test_participants_can_be_told_by_guid_or_name(study, transcript) -> None:
    zoe, _ = study.project.run(people.add_participant, name="Zoe")

    study.project.run(
        documents.add_documents,
        drafts=[transcript("a"), transcript("b")],
        participants={0: zoe, 1: "zoe"},
    )

    assert [row.participant for row in rows(study)[2:]] == [zoe, zoe]


def test_a_renamed_transcript_may_keep_its_own_name(study) -> None:
    study.project.run(documents.rename_document, document=study.documents[0], name=" Eva ")
    study.project.run(documents.rename_document, document=study.documents[1], name="EVA")

    assert [row.name for row in rows(study)] == ["Eva (2)", "EVA"]


def test_speakers_are_a_layer_over_a_text_that_stays(study) -> None:
    before = study.text()

    study.project.run(
        documents.set_speakers,
        document=study.documents[0],
        roles={"INT": SpeakerRole.PARTICIPANT, "ANA": SpeakerRole.INTERVIEWER},
        renames={"INT": "Guest"},
    )

    record = study.open()
    assert record.text == before
    assert [(t.speaker, t.role) for t in record.turns[:2]] == [
        ("Guest", SpeakerRole.PARTICIPANT),
        ("ANA", SpeakerRole.INTERVIEWER),
    ]
    assert record.turns[0].participant == record.participant
    study.project.undo()
    assert study.open().turns[0].speaker == "INT"


def test_of_two_participants_in_one_talk_none_is_taken_for_the_transcripts(study) -> None:
    both = {"INT": SpeakerRole.PARTICIPANT}
    study.project.run(documents.set_speakers, document=study.documents[0], roles=both)

    who = study.open().participant
    assert {(t.speaker, t.participant) for t in study.open().turns} == {("INT", None), ("ANA", who)}
    again = {"INT": SpeakerRole.INTERVIEWER}
    study.project.run(documents.set_speakers, document=study.documents[0], roles=again)
    assert {(t.speaker, t.participant) for t in study.open().turns} == {("INT", None), ("ANA", who)}


def test_turns_can_be_set_anew_and_undone(study) -> None:
    turns = study.open().turns

    study.project.run(documents.set_turns, document=study.documents[0], turns=turns[:2])
    assert len(study.open().turns) == 2
    study.project.undo()
    assert study.open().turns == turns
    late = [replace(turns[0], end=10_000)]
    with pytest.raises(ProjectProblem, match="after the end"):
        study.project.run(documents.set_turns, document=study.documents[0], turns=late)


def test_another_participant_gets_the_turns_too(study) -> None:
    zoe, _ = study.project.run(people.add_participant, name="Zoe")

    study.project.run(documents.set_participant, document=study.documents[0], participant=zoe)

    record = study.open()
    assert record.participant_name == "Zoe"
    assert {t.participant for t in record.turns} == {None, zoe}


def test_a_removed_transcript_hides_its_codings_until_undo(study) -> None:
    study.apply("I trust her", "trust")
    study.project.run(documents.remove_document, document=study.documents[0])
    assert study.project.ask(lists.info, study.lead).codings == 0
    with pytest.raises(ProjectProblem, match="no longer in the project"):
        study.open()

    study.project.undo()
    assert study.project.ask(lists.info, study.lead).codings == 1


def test_a_correction_keeps_codings_and_turns_and_undo_is_exact(study) -> None:
    study.apply("I trust her", "trust")
    before = study.open()
    text = before.text.replace("🥖 from", "of bread from").replace(
        "her flour.", "her flour. Twice."
    )

    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    after = study.open()
    assert [t.speaker for t in after.turns] == [t.speaker for t in before.turns]
    last = after.turns[-1]
    assert after.text[last.start : last.end].endswith("her flour. Twice.")
    assert after.codings[0].span.text_of(after.text) == "I trust her"
    study.project.undo()
    assert study.open().text == before.text
    assert study.open().turns == before.turns
    assert study.codings()[0].span == before.codings[0].span


def test_a_coding_whose_words_were_cut_stands_without_a_place(study) -> None:
    study.apply("She answers everybody.", "closeness")
    text = study.text().replace(" She answers everybody.", "")

    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    (coding,) = study.codings()
    assert coding.span is None
    study.project.undo()
    assert study.codings()[0].span is not None


def test_the_same_text_again_is_no_correction(study) -> None:
    _, changes = study.project.run(
        documents.revise_text, document=study.documents[0], text=study.text()
    )

    assert not changes.guids
    with pytest.raises(ProjectProblem, match="needs some text"):
        study.project.run(documents.revise_text, document=study.documents[0], text="\n")


def test_an_original_keeps_its_bytes_hash_and_format(study) -> None:
    record = study.open()

    assert record.format == "txt"
    assert len(record.sha256) == 64
    assert study.project.ask(lists.known_texts)[record.sha256] in ("Ana", "Eva")


def originals(study) -> list[tuple[str, str, bytes]]:
    found = select(Original.file_name, Original.format, Original.body).order_by(Original.file_name)
    return [tuple(row) for row in study.project.ask(lambda session: session.execute(found).all())]


def test_parts_of_one_file_keep_it_once_and_all_know_it_again(study, transcript) -> None:
    before = originals(study)
    file = b"One: 1\n\nTwo: 2\n" * 9
    parts = [replace(transcript(name), original=file, path=None) for name in ("Part 1", "Part 2")]

    (one, two), _ = study.project.run(documents.add_documents, drafts=parts)

    new = [each for each in originals(study) if each not in before]
    assert new == [
        ("Part 1", "txt", file),
        ("Part 2.txt", "txt", parts[1].text.encode()),
    ]
    digest = sha256(file).hexdigest()
    assert digest in study.project.ask(lists.known_sources)
    study.project.run(documents.remove_document, document=one)
    assert study.project.ask(lists.known_sources)[digest] == "Part 2"
    study.project.run(documents.remove_document, document=two)
    assert digest not in study.project.ask(lists.known_sources)


def test_a_file_that_is_not_kept_is_known_by_its_checksum_until_undo(study, transcript) -> None:
    study.project.run(documents.add_documents, drafts=[transcript("P07")], sources={0: "ab" * 32})
    assert study.project.ask(lists.known_sources)["ab" * 32] == "P07"

    study.project.undo()
    assert "ab" * 32 not in study.project.ask(lists.known_sources)
