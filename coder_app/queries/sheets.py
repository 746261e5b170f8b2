# SPDX-License-Identifier: MIT
"""Tables that leave the program: the sheets of the workbook. Headers are fixed, for scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, combinations
from typing import Any, Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app import __version__
from coder_app.agreement.intervals import IntervalRule, Method
from coder_app.agreement.report import AgreementReport
from coder_app.agreement.units import CodedDocument, Key, Unit
from coder_app.core.errors import ProjectProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, Column, Sheet, TableSize
from coder_app.core.stopping import go_on
from coder_app.queries import lists, long, ratings
from coder_app.queries.agreement_table import agreement_table, met_in
from coder_app.queries.codebook_sheet import codebook_sheet
from coder_app.queries.decision_sheet import decision_sheet
from coder_app.queries.dictionary import DICTIONARY, described, dictionary, picked
from coder_app.queries.matrices import Layout, documents_by_codes, size_of_units, units_by_codes
from coder_app.queries.participants_sheet import fits, participants_sheet
from coder_app.queries.visibility import sees_everything

SHEETS = (
    *("Codings", "Codebook", "Documents × Codes", "Units × Codes", "Agreement", "Decisions"),
    *("Participants", "About"),
)


def workbook_sheets(
    session: Session,
    viewer: UUID,
    plan: ExportPlan | None = None,
    **choice: Unpack[ratings.Choice],
) -> list[Sheet]:
    """Give the sheets of a plan, as far as the viewer may see the work.

    Where the plan names none it is all, *Decisions* only if there are any. What is chosen beside
    the plan goes before it; measure and interval are for *Agreement* only.
    """
    material = Material(session, viewer, _with(plan or ExportPlan(), choice), choice)
    wanted = material.wanted()
    made = {name: material.sheet(name) for name in wanted if name != "About"}
    if not material.plan.sheets and not made["Decisions"].rows:
        del made["Decisions"]
    if "About" in wanted:
        made["About"] = material.about(list(made.values()))
    return [made[name] for name in wanted if name in made]


def table_sizes(session: Session, viewer: UUID, plan: ExportPlan) -> list[TableSize]:
    """Tell what `workbook_sheets` gives, with all columns, without making rows by the thousand."""
    without = ratings.Choice(interval=IntervalRule(method=Method.NONE))
    material = Material(session, viewer, replace(plan, columns=()), without)
    wanted = material.wanted()
    sizes = {name: material.size(name) for name in wanted if name != "About"}
    if not plan.sheets and not sizes["Decisions"].rows:
        del sizes["Decisions"]
    if "About" in wanted:
        empty = [described(size.name, size.columns, []) for size in sizes.values()]
        sizes["About"] = _size(material.about(empty))
    return [sizes[name] for name in wanted if name in sizes]


def _size(sheet: Sheet) -> TableSize:
    columns = sheet.about or tuple(Column(name=name, about="") for name in sheet.columns)
    return TableSize(name=sheet.name, rows=len(sheet.rows), columns=columns)


def sheet_named(told: str) -> str:
    """Find the sheet that a person means, case and signs apart, also by its beginning.

    >>> sheet_named("units"), sheet_named("documents-codes")
    ('Units × Codes', 'Documents × Codes')
    """
    wanted = _letters(told)
    exact = [name for name in SHEETS if _letters(name) == wanted]
    found = exact or [name for name in SHEETS if wanted and _letters(name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    message = tr("There is no table “{0}”. There are: {1}.")
    raise ProjectProblem(message.format(told, ", ".join(SHEETS)))


def _letters(name: str) -> str:
    return "".join(re.findall(r"\w+", name.casefold().replace("×", "")))


def _with(plan: ExportPlan, choice: ratings.Choice) -> ExportPlan:
    """Let a choice that agreement and export have in common go before the plan's."""
    told: dict[str, Any] = {}
    for name in ("coders", "codes", "documents"):
        chosen: Collection[UUID] | None = choice.get(name)  # type: ignore[assignment]
        if chosen is not None:
            told[name] = tuple(chosen)
    for name in ("unit", "interviewer", "unfinished", "segment_words"):
        if name in choice:
            told[name] = choice[name]  # type: ignore[literal-required]
    return replace(plan, **told)


class Material:
    """What several sheets need, read when the first of them asks for it."""

    def __init__(
        self,
        session: Session,
        viewer: UUID,
        plan: ExportPlan,
        choice: ratings.Choice | None = None,
    ) -> None:
        self._session, self._viewer, self.plan = session, viewer, plan
        self._choice = choice or ratings.Choice()

    def wanted(self) -> list[str]:
        """Name the sheets that are made, in their order; *Agreement* only where there is any.

        Raises ProjectProblem where the plan asks for nothing else.
        """
        named = [sheet_named(name) for name in self.plan.sheets] or SHEETS
        off = lists.why_no_agreement(self._session)
        kept = [name for name in dict.fromkeys(named) if not off or name != "Agreement"]
        if not kept:
            raise ProjectProblem(off)
        return kept

    def size(self, name: str) -> TableSize:
        """Tell how big a sheet is; passages are only counted, and units only cut."""
        go_on()
        session, viewer = self._session, self._viewer
        if name == "Codings":
            return long.size_of_codings(session, viewer, self.narrowed)
        if name == "Units × Codes":
            return size_of_units(session, viewer, self._coded, self._layout)
        if name == "Documents × Codes":
            nothing = long.Tally(Counter(), Counter())
            return _size(documents_by_codes(session, viewer, self._coded, nothing, self._layout))
        return _size(self.sheet(name))

    def sheet(self, name: str) -> Sheet:
        """Make one sheet, with the columns that the plan names."""
        made: Mapping[str, Callable[[], Sheet]] = {
            "Codings": lambda: self._codings[0],
            "Codebook": lambda: codebook_sheet(self._codes),
            "Documents × Codes": self._documents,
            "Units × Codes": self._units,
            "Agreement": self._figures,
            "Decisions": self._decisions,
            "Participants": lambda: participants_sheet(self._session, self._viewer, self.plan),
        }
        return picked(made[name](), self.plan.columns_of(name))

    def _figures(self) -> Sheet:
        unfinished = self.asked.unfinished
        raters = {d.key: d.raters(with_unfinished=unfinished) for d in self._coded}
        return agreement_table(self._session, self._viewer, self.report, self.met, raters)

    def _decisions(self) -> Sheet:
        documents, codes = self._chosen_documents, self.plan.codes
        return decision_sheet(self._session, self._viewer, documents=documents, codes=codes)

    def _documents(self) -> Sheet:
        tally = self._codings[1]
        return documents_by_codes(self._session, self._viewer, self._coded, tally, self._layout)

    def _units(self) -> Sheet:
        return units_by_codes(self._session, self._viewer, self._coded, self._layout)

    @cached_property
    def _codes(self) -> list[CodeRecord]:
        return lists.codes(self._session, self._viewer, merged=True)

    @cached_property
    def _codings(self) -> tuple[Sheet, long.Tally]:
        return long.codings_and_tally(self._session, self._viewer, self.narrowed)

    @property
    def narrowed(self) -> ExportPlan:
        """Give the plan with the documents that its participants are in."""
        return replace(self.plan, documents=self._chosen_documents)

    @cached_property
    def _chosen_documents(self) -> tuple[UUID, ...] | None:
        """Give the documents that all tables keep to: also those of the participants chosen."""
        plan = self.plan
        if not plan.participants and not plan.attributes:
            return plan.documents
        kept: list[UUID] = []
        for person in lists.participants(self._session):
            if fits(person, plan):
                kept += person.documents
        return tuple(d for d in kept if plan.documents is None or d in plan.documents)

    # ---- people compared, and Consensus beside them

    @cached_property
    def _settled(self) -> tuple[UUID, ...]:
        found = tuple(c.guid for c in lists.coders(self._session) if c.consensus)
        shown = long.coders_of(self._session, self.plan)
        return tuple(coder for coder in found if shown is None or coder in shown)

    @cached_property
    def asked(self) -> ratings.Question:
        """Give what is compared: the people, without Consensus."""
        choice = ratings.Choice(**self._choice)
        consensus = {c.guid for c in lists.coders(self._session) if c.consensus}
        if self.plan.coders is not None:
            choice["coders"] = [c for c in self.plan.coders if c not in consensus]
        choice["codes"], choice["documents"] = self.plan.codes, self._chosen_documents
        choice["unit"] = self.plan.unit
        choice["interviewer"] = self.plan.interviewer
        choice["unfinished"] = self.plan.unfinished
        if self.plan.segment_words is not None:
            choice["segment_words"] = self.plan.segment_words
        return ratings.question(self._session, self._viewer, **choice)

    @cached_property
    def _layout(self) -> Layout:
        return Layout(
            asked=replace(self.asked, coders=(*self.asked.coders, *self._settled)),
            settled=self._settled,
            long=self.plan.long,
            attributes=self.plan.with_attributes,
            text=self.plan.context,
        )

    @cached_property
    def _coded(self) -> list[CodedDocument]:
        return list(ratings.documents_for(self._session, self._viewer, self._layout.asked))

    @cached_property
    def report(self) -> AgreementReport | None:
        """Compare the people; None where there are no two."""
        if len(self.asked.coders) < 2 or not self.asked.codes:
            return None
        return ratings.report_on(self._session, self._viewer, self.asked, self._coded)

    @cached_property
    def met(self) -> tuple[tuple[Key, Key], ...]:
        """Give the pairs of people who can be compared, as far as their work is seen and done."""
        unfinished = self.asked.unfinished
        return met_in(self._coded, self.asked.coders, with_unfinished=unfinished)

    @property
    def compared(self) -> tuple[UUID, ...]:
        """Give the people who are compared with somebody."""
        there = set(chain.from_iterable(self.met))
        return tuple(coder for coder in self.asked.coders if coder in there)

    @property
    def why_no_figures(self) -> str:
        """Say why nobody could be compared; empty: somebody could."""
        off = lists.why_no_agreement(self._session)
        if off:
            return off
        if not self.asked.codes:
            return tr("No code was chosen to compare.")
        if self.report is None:
            return tr("There are no two coders to be compared.")
        none = tr("In no transcript is there work of two coders that can be compared.")
        return "" if self.met else none

    # ---- the workbook itself

    def about(self, sheets: Sequence[Sheet]) -> Sheet:
        """Say what this workbook is and what each column holds, to be understood years later."""
        rows: list[tuple[object, ...]] = [
            (*row, None, None, None)
            for row in (*self._project(), *self._what_was_asked(), *self._compared(sheets))
        ]
        rows += dictionary([*sheets, described("About", DICTIONARY, [])])
        return described("About", DICTIONARY, rows, wide={"value"})

    def _project(self) -> Iterator[tuple[str, object]]:
        info = lists.info(self._session, self._viewer)
        names = {c.guid: c.name for c in lists.coders(self._session)}
        versions = lists.versions(self._session)
        yield from (
            ("project", info.title),
            ("program", f"Coder App {__version__}"),
            ("exported", datetime.now(UTC)),
            ("as seen by", names.get(self._viewer, "")),
            ("everything seen", sees_everything(self._session, self._viewer)),
            ("codebook", lists.setting(self._session, "codebook.title")),
            ("codebook version", versions[0].number if versions else None),
            ("documents", info.documents),
            ("characters", info.characters),
            ("codes", info.codes),
            ("codings", info.codings),
            ("participants", info.participants),
            ("positions", tr("Unicode code points from 0, line ends as LF, end excluded")),
            ("times", tr("UTC, ISO 8601")),
        )

    def _what_was_asked(self) -> Iterator[tuple[str, object]]:
        """Tell how the plan narrows, and what is compared."""
        asked = self.asked
        if self.plan.name:
            yield "template", self.plan.name
        yield from self.narrowing()
        yield "unit", asked.unit.value
        if asked.unit is Unit.SEGMENT:
            yield "words of a segment", asked.segment_words
        yield "interviewer counted", asked.interviewer
        yield "unfinished counted", asked.unfinished

    def narrowing(self) -> Iterator[tuple[str, object]]:
        """Tell how the plan narrows: "only coders", "Mia; Noa"."""
        plan = self.plan
        coders = {c.guid: c.name for c in lists.coders(self._session)}
        codes = {code.guid: code.path for code in self._codes}
        documents = {d.guid: d.name for d in lists.documents(self._session, self._viewer)}
        people = {p.guid: p.name for p in lists.participants(self._session)}
        attributes = {a.guid: a.name for a in lists.attributes(self._session)}
        beside = None if plan.with_code is None else [plan.with_code]
        narrowed: tuple[tuple[str, Collection[UUID] | None, dict[UUID, str]], ...] = (
            ("only coders", long.coders_of(self._session, plan), coders),
            ("only documents", plan.documents, documents),
            ("only codes", plan.codes, codes),
            ("only participants", plan.participants or None, people),
            ("only with code", beside, codes),
        )
        for item, chosen, names in narrowed:
            if chosen is not None:
                yield item, "; ".join(names.get(guid, str(guid)) for guid in chosen)
        for attribute, value in plan.attributes:
            yield "only where", f"{attributes.get(attribute, attribute)} = {value}"
        if plan.words:
            yield "only with the words", plan.words
        if plan.has_memo is not None:
            yield "only with memo", plan.has_memo

    def _compared(self, sheets: Sequence[Sheet]) -> Iterator[tuple[str, object]]:
        """Say how figures came about where there are some, else why not; and what is missing."""
        wanted = any(sheet.name == "Agreement" for sheet in sheets)
        off = lists.why_no_agreement(self._session)
        if wanted and self.report is not None and not self.why_no_figures:
            yield from self._figures_in_words(self.report)
        elif wanted or off:
            yield "agreement", self.why_no_figures
        if self.asked.unit is Unit.PASSAGE and any(s.name == "Units × Codes" for s in sheets):
            yield "note", tr("Coders have no passages in common: Units × Codes has turns instead.")
        for note in ratings.notes(self._session, self._viewer, self.asked):
            yield "note", note

    def _figures_in_words(self, report: AgreementReport) -> Iterator[tuple[str, object]]:
        coders: dict[Key, str] = {c.guid: c.name for c in lists.coders(self._session)}
        shown = lists.documents(self._session, self._viewer)
        documents: dict[Key, str] = {document.guid: document.name for document in shown}
        people, pairs = self.compared, combinations(report.coders, 2)
        never = [pair for pair in pairs if set(pair) <= {*people} and pair not in self.met]
        yield "coders compared", "; ".join(coders[coder] for coder in people)
        yield "documents compared", "; ".join(documents[each] for each in report.documents)
        yield "rule of agreement", report.rule
        yield "intervals", report.interval_words
        yield from (("note", note) for note in report.notes)
        if never:
            told = ", ".join(" / ".join(coders[coder] for coder in pair) for pair in never)
            yield "note", tr("No transcript in which both can be compared: {0}.").format(told)
