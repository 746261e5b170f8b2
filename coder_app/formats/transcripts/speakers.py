# SPDX-License-Identifier: MIT
"""Text → turns: who speaks where, and what was uncertain about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from coder_app.core.places import tr
from coder_app.core.records import ImportWarning, SpeakerRole, Turn
from coder_app.core.spans import Span
from coder_app.formats.transcripts.labels import (
    Label,
    Strength,
    find_labels,
    find_lone_names,
    looks_like_name,
    without_aside,
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_INTERVIEWER = _words(
    """
    i int inter interviewer interviewerin interviewers interviewende iv ir q question questioner
    mod moderator moderatorin moderatrice modérateur moderador moderadora moderatore researcher
    res facilitator forscher forscherin chercheur chercheuse enquêteur enquêtrice intervieweur
    intervieweuse entrevistador entrevistadora investigador investigadora pesquisador pesquisadora
    intervistatore intervistatrice ricercatore ricercatrice onderzoeker intervjuare intervjuer
    haastattelija badacz badaczka prowadzący ankieter görüşmeci araştırmacı интервьюер
    исследователь модератор ведущий інтерв'юер συνεντευκτής 访谈者 採訪者 采访者 主持人 研究者
    インタビュアー 聞き手 質問者 면접자 인터뷰어 연구자 المحاور الباحث מראיין מראיינת साक्षात्कारकर्ता
    """
)
_PARTICIPANT = _words(
    """
    participant interviewee respondent informant subject speaker befragte befragter teilnehmer
    teilnehmerin participante entrevistado entrevistada enquêté enquêtée r a p b answer
    респондент участник 受访者 受訪者 回答者 参加者 응답자 참가자
    """
)
_NOBODY = _words(
    """
    unclear inaudible unknown unidentified unintelligible crosstalk unverständlich inconnu
    desconocido неизвестный
    """
)
_MANY = _words("all both everybody everyone several group alle tous todos все 全員 大家")
# Words that stand before a colon at the head of files and in notes, and are no persons.
_THINGS = _words(
    """
    note notes nb n.b ps p.s example examples remember date time place location duration title name
    recording recorded transcript transcription topic source sources link url website warning
    summary re age gender pronouns platform niche occupation language pseudonym file length
    interview context background keywords http https update edit attention todo datum ort dauer
    alter titel fecha lugar edad lieu âge durée 日期 地点 时间
    """
)
_PERSONS = (SpeakerRole.PARTICIPANT, SpeakerRole.INTERVIEWER)
_HEAD_LINES = 30
_NUMBER = re.compile(r"[\s_#.-]*\d+[a-z]?\Z")


def find_turns(
    text: str,
    *,
    bold_labels: Sequence[Span] = (),
    wanted: Collection[str] = (),
    ignored: Collection[str] = (),
) -> tuple[tuple[Turn, ...], tuple[ImportWarning, ...]]:
    """Cut a text into turns at the labels found in it.

    `bold_labels` are bold runs that begin a paragraph. `wanted` and `ignored` are names that a
    person has declared to be speakers, or none, after seeing a first result.
    """
    labels, warnings = choose_labels(find_labels(text, bold_labels), wanted, ignored)
    if not labels:
        refused = {name.casefold() for name in ignored}
        labels = [label for label in find_lone_names(text) if label.key not in refused]
    turns = _turns_between(text, labels)
    if not any(label.name for label in labels):
        sentence = tr("No speakers were found. All words count as one participant's.")
        turns = tuple(replace(turn, role=SpeakerRole.PARTICIPANT) for turn in turns)
        warnings = (*warnings, ImportWarning(sentence=sentence))
    return turns, warnings


def role_of(name: str) -> SpeakerRole:
    """Guess a speaker's role from the name."""
    plain = _plain(without_aside(name))
    words = frozenset(plain.split()) | {plain}
    if not plain or words & _NOBODY:
        return SpeakerRole.NONE
    if words & _MANY:
        return SpeakerRole.OTHER
    if plain in _INTERVIEWER or any(word in _INTERVIEWER and len(word) > 3 for word in words):
        return SpeakerRole.INTERVIEWER
    return SpeakerRole.PARTICIPANT


def relabel(
    turns: Iterable[Turn],
    roles: Mapping[str, SpeakerRole],
    renames: Mapping[str, str] | None = None,
) -> tuple[Turn, ...]:
    """Give speakers other roles and names; `roles` and `renames` go by the name as found.

    The label in the text stays as it is: nothing of a transcript is rewritten by this.
    """
    names = renames or {}
    return tuple(
        replace(
            turn,
            role=roles.get(turn.speaker, turn.role),
            speaker=names.get(turn.speaker, turn.speaker),
        )
        for turn in turns
    )


def choose_labels(
    labels: Sequence[Label], wanted: Collection[str] = (), ignored: Collection[str] = ()
) -> tuple[list[Label], tuple[ImportWarning, ...]]:
    """Keep the labels that name speakers, and tell which of them stand on thin ground."""
    asked = {name.casefold() for name in wanted}
    refused = {name.casefold() for name in ignored}
    labels = _without_asides([label for label in labels if label.key not in refused])
    labels = _without_head(labels, asked)
    trusted = _trusted(labels) | asked
    timed = [label for label in labels if label.begins is not None]
    names_follow_times = 2 * sum(label.key in trusted for label in timed) > len(timed)
    singles = [
        label
        for label in labels
        if label.key not in trusted and _may_speak_once(label, timed=names_follow_times)
    ]
    if not trusted and len(singles) == 1 and not _is_marked(singles[0]):
        singles = []
    kept = {label.key for label in singles} | trusted
    doubtful = [label for label in singles if trusted and role_of(label.name) in _PERSONS]
    warnings = [_uncertain(label) for label in doubtful]
    chosen = [label for label in labels if not label.name or label.key in kept]
    return _one_spelling(chosen), tuple(warnings)


def _trusted(labels: Sequence[Label]) -> set[str]:
    """Find the names that repeat; bold alone counts where no name has a colon or a time."""
    counts = Counter(label.key for label in labels if label.name)
    names = {label.key: label.name for label in labels if label.name}
    repeated = {key for key, n in counts.items() if n > 1 and _is_plausible(names[key], n)}
    strong = {label.key for label in labels if label.strength is Strength.STRONG}
    return repeated & strong or repeated


def _is_plausible(name: str, count: int) -> bool:
    """Take names and the words for roles; another lower-case word only where it repeats a lot."""
    plain = _plain(name)
    if plain in _THINGS:
        return False
    known = plain in _INTERVIEWER or plain in _PARTICIPANT or plain in _NOBODY or plain in _MANY
    return known or looks_like_name(name) or (count > 2 and len(name.split()) <= 2)


def _may_speak_once(label: Label, *, timed: bool) -> bool:
    """Tell a speaker of one turn: by a colon, or by a time if names follow times in this file."""
    is_strong = label.strength is Strength.STRONG or (timed and label.begins is not None)
    return is_strong and _is_plausible(label.name, 1)


def _without_asides(labels: list[Label]) -> list[Label]:
    """Write "Ana (laughs)" as Ana where Ana speaks, too; "P1 (24)" and "P1 (31)" stay two."""
    bare = {label.key for label in labels}
    return [
        replace(label, name=plain)
        if (plain := without_aside(label.name)) != label.name and plain.casefold() in bare
        else label
        for label in labels
    ]


def _is_marked(label: Label) -> bool:
    """Tell whether more than a colon says that this is a speaker: a time, or a word for a role."""
    return label.begins is not None or _plain(label.name) in _INTERVIEWER | _PARTICIPANT


def _plain(name: str) -> str:
    return _NUMBER.sub("", name.strip("[]() ").casefold()).rstrip(".:")


def _without_head(labels: list[Label], asked: Collection[str]) -> list[Label]:
    """Leave out what stands at the head of a file: "Date: …", "Participant: Mara, 24"."""
    counts = Counter(label.key for label in labels)
    odd = things = end = 0
    for place, label in enumerate(labels, start=1):
        gap = place > 1 and label.line > labels[place - 2].line + 1
        if label.line > _HEAD_LINES or label.begins is not None or (gap and things):
            break
        is_thing = _plain(label.name) in _THINGS
        things += is_thing
        odd += is_thing or counts[label.key] == 1
        if things and odd * 2 >= place and (is_thing or counts[label.key] == 1):
            end = place
    return [label for label in labels[:end] if label.key in asked] + labels[end:]


def _uncertain(label: Label) -> ImportWarning:
    sentence = tr("Line {0}: “{1}” speaks only here. Check that it is a speaker.")
    return ImportWarning(sentence=sentence.format(label.line, label.name), line=label.line)


def _one_spelling(labels: Sequence[Label]) -> list[Label]:
    """Write ANA as Ana where Ana is more frequent."""
    spellings = Counter(label.name for label in labels)
    best: dict[str, str] = {}
    for name, _ in spellings.most_common():
        best.setdefault(name.casefold(), name)
    return [replace(label, name=best[label.key]) for label in labels]


def _turns_between(text: str, labels: Sequence[Label]) -> tuple[Turn, ...]:
    """Give each label the words up to the next one; what stands before the first is nobody's."""
    turns = []
    first = labels[0].start if labels else len(text)
    opening = Span(0, first).trimmed(text) if first else None
    if opening:
        turns.append(_turn("", opening.start, opening.start, opening))
    speaker = ""
    for label, following in zip_longest(labels, labels[1:]):
        speaker = label.name or speaker  # a mere time stamp: the same person goes on
        end = following.start if following else len(text)
        words = Span(label.end, end).trimmed(text) if label.end < end else None
        label_end = words.start if words else min(label.end, end)
        turn = _turn(speaker, label.start, label_end, words)
        turns.append(replace(turn, begins=label.begins, ends=label.ends))
    return tuple(turns)


def _turn(speaker: str, label_start: int, label_end: int, words: Span | None) -> Turn:
    return Turn(
        speaker=speaker,
        role=role_of(speaker),
        label_start=label_start,
        label_end=label_end,
        start=words.start if words else label_end,
        end=words.end if words else label_end,
    )
