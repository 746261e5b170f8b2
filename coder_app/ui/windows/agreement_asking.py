# SPDX-License-Identifier: MIT
"""Asks for a report of agreement: as it is, as it stood at a moment, or as it was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coder_app.agreement.intervals import IntervalRule, Method
from coder_app.agreement.report import AgreementReport
from coder_app.agreement.units import Key
from coder_app.core.errors import CoderAppError, ProjectProblem
from coder_app.core.places import tr
from coder_app.queries import ratings, rounds
from coder_app.queries.ratings import Choice
from coder_app.store.project import Project
from coder_app.ui.windows.agreement_choices import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A report; beside frozen figures the same question as it would be answered now."""

    report: AgreementReport
    now: AgreementReport | None = None
    choice: Choice
    moment: Moment


def answer(project: Project, viewer: UUID, choice: Choice, moment: Moment) -> Answer:
    """Answer a question. For a worker: it may take its time."""
    if moment.round is None:
        asked = choice
        if moment.at is not None:
            asked = Choice(**choice, as_of=moment.at)
        report = project.ask(ratings.agreement, viewer, **asked)
        return Answer(report=report, choice=choice, moment=moment)
    frozen = project.ask(rounds.figures, viewer, moment.round)
    if frozen is None:
        raise ProjectProblem(
            tr("The figures of this round rest on work that is hidden from you as yet.")
        )
    same = same_question(frozen)
    return Answer(report=frozen, now=_now(project, viewer, frozen), choice=same, moment=moment)


def _now(project: Project, viewer: UUID, frozen: AgreementReport) -> AgreementReport | None:
    try:
        return project.ask(ratings.agreement, viewer, **same_question(frozen))
    except CoderAppError:  # nobody left to compare: the frozen figures stand alone
        return None


def same_question(frozen: AgreementReport) -> Choice:
    """Ask again what a report answered; without intervals, which take the time."""
    return Choice(
        coders=_guids(frozen.coders),
        codes=_guids(frozen.codes),
        documents=_guids((*frozen.documents, *frozen.left_out)),
        unit=frozen.unit,
        measure=frozen.measure,
        interval=IntervalRule(method=Method.NONE),
        interviewer=frozen.with_interviewer,
        unfinished=frozen.with_unfinished,
        overlap=frozen.overlap,
        segment_words=frozen.segment_words,
    )


def _guids(keys: tuple[Key, ...]) -> list[UUID]:
    return [key for key in keys if isinstance(key, UUID)]
