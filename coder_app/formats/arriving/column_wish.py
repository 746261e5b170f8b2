# SPDX-License-Identifier: MIT
"""What each column of a table of answers is to become, and what then comes of the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coder_app.core.described import Described
from coder_app.core.places import tr
from coder_app.core.records import AttributeRecord
from coder_app.formats.arriving.attribute_kinds import KINDS, described, kind_of, misfit
from coder_app.formats.arriving.tables import AnswerTable, Each, TableChoice, TableDrafts, drafts_of
from coder_app.formats.transcripts.languages import guess_language

WORDS, PERSON, LEFT_OUT = "words", "person", "left out"
_LOOKED_AT = 500  # answers, to guess their language


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWish:
    """What each column of a table is to become, and what becomes a transcript."""

    uses: tuple[str, ...]
    each: Each = Each.PARTICIPANT

    @property
    def choice(self) -> TableChoice:
        """Say it as the reader of tables takes it."""
        persons = [at for at, use in enumerate(self.uses) if use == PERSON]
        return TableChoice(
            texts=tuple(at for at, use in enumerate(self.uses) if use == WORDS),
            participant=persons[0] if persons else None,
            attributes=tuple(at for at, use in enumerate(self.uses) if use in KINDS),
            each=self.each,
        )

    def with_use(self, columns: Iterable[int], use: str) -> ColumnWish:
        """Let columns be something else; one column at most names the participant."""
        wanted = set(columns)
        if use == PERSON:
            wanted = {min(wanted)}
        changed = [use if at in wanted else old for at, old in enumerate(self.uses)]
        if use == PERSON:
            changed = [
                LEFT_OUT if old == PERSON and at not in wanted else old
                for at, old in enumerate(changed)
            ]
        return replace(self, uses=tuple(changed))


def first_wish(table: AnswerTable, there: Mapping[str, AttributeRecord]) -> ColumnWish:
    """Wish what was guessed; a column named like an attribute of the project is of its kind."""
    guess = table.guess
    uses = []
    for at, name in enumerate(table.columns):
        if at in guess.texts:
            uses.append(WORDS)
        elif at == guess.participant:
            uses.append(PERSON)
        elif at in guess.attributes and guess.participant is not None:
            same = there.get(name.casefold())
            uses.append(same.kind if same else kind_of(row[at] for row in table.rows))
        else:
            uses.append(LEFT_OUT)
    return ColumnWish(uses=tuple(uses), each=guess.each)


def kinds(
    table: AnswerTable, wish: ColumnWish, there: Mapping[str, AttributeRecord]
) -> dict[str, str]:
    """Give the kind of each column that is an attribute; one that the project has keeps its own."""
    found = {}
    for name, use in zip(table.columns, wish.uses, strict=True):
        if use in KINDS:
            same = there.get(name.casefold())
            found[name] = same.kind if same else use
    return found


def why_not(table: AnswerTable, wish: ColumnWish, there: Mapping[str, AttributeRecord]) -> str:
    """Say what stands against taking the table in so; nothing if it can be taken."""
    if WORDS not in wish.uses:
        return tr("Say which column holds the answers.")
    attributes = kinds(table, wish, there)
    if attributes and PERSON not in wish.uses:
        return tr("Attributes belong to participants: say which column names them.")
    folded = [name.casefold() for name in attributes]
    twice = next((name for name in attributes if folded.count(name.casefold()) > 1), "")
    if twice or len(attributes) < sum(use in KINDS for use in wish.uses):
        return tr("Two attributes have the same name. Leave one of these columns out.")
    for at, use in enumerate(wish.uses):
        name = table.columns[at]
        wrong = misfit(attributes[name], (row[at] for row in table.rows)) if use in KINDS else ""
        if wrong:
            is_there = name.casefold() in there
            return _not_fitting(name, wrong, attributes[name], is_there=is_there)
    return ""


def _not_fitting(column: str, value: str, kind: str, *, is_there: bool) -> str:
    what = tr("“{0}” in the column “{1}” is no {2}.").format(value, column, _KIND_WORDS[kind])
    if is_there:
        remedy = tr("The project has this attribute already. Leave the column out, or mend it.")
    else:
        remedy = tr("Let the column be an attribute of texts.")
    return f"{what} {remedy}"


_KIND_WORDS = {"number": tr("number such as 3.5"), "date": tr("date such as 2025-03-31")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTaken:
    """Transcripts made of a table, and what it says of their participants."""

    made: TableDrafts
    described: Described | None = None


def taken(
    table: AnswerTable,
    wish: ColumnWish,
    there: Mapping[str, AttributeRecord],
    *,
    nfc: bool = False,
    language: str | None = None,
) -> TableTaken:
    """Make transcripts as wished; without a language all answers together tell theirs."""
    made = drafts_of(table, wish.choice, nfc=nfc)
    told = _language(made) if language is None else language or None
    drafts = tuple(replace(draft, language=told) for draft in made.drafts)
    attributes = kinds(table, wish, there)
    return TableTaken(
        made=replace(made, drafts=drafts),
        described=described(attributes, made.attributes) if attributes else None,
    )


def _language(made: TableDrafts) -> str | None:
    """Guess the language of all answers together: one alone is short."""
    guess = guess_language("\n".join(draft.text for draft in made.drafts[:_LOOKED_AT]))
    return guess.language if guess is not None and guess.sure else None
