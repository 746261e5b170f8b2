# SPDX-License-Identifier: MIT
"""The columns of a table of answers: what each is, and what its first rows say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coder_app.core.places import tr
from coder_app.core.records import AttributeRecord
from coder_app.formats.attribute_kinds import KINDS, kind_of, known, misfit
from coder_app.formats.tables import AnswerTable, Each, TableChoice
from coder_app.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WORDS, PERSON, LEFT_OUT = "words", "person", "left out"
USES = (
    (WORDS, tr("answers, in words")),
    (PERSON, tr("name of the participant")),
    ("text", tr("attribute: text")),
    ("number", tr("attribute: number")),
    ("date", tr("attribute: date")),
    ("choice", tr("attribute: choice")),
    (LEFT_OUT, tr("left out")),
)
_USE_IN_WORDS = dict(USES)
_SHOWN_VALUES = 3
_LONGEST = 60  # characters of a value, before it is cut


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


def kinds(table: AnswerTable, wish: ColumnWish) -> dict[str, str]:
    """Give the kind of each column that is an attribute, by its name."""
    named = zip(table.columns, wish.uses, strict=True)
    return {name: use for name, use in named if use in KINDS}


def why_not(table: AnswerTable, wish: ColumnWish, there: Mapping[str, AttributeRecord]) -> str:
    """Say what stands against taking the table in so; nothing if it can be taken."""
    if WORDS not in wish.uses:
        return tr("Say which column holds the answers.")
    attributes = kinds(table, wish)
    if attributes and PERSON not in wish.uses:
        return tr("Attributes belong to participants: say which column names them.")
    folded = [name.casefold() for name in attributes]
    twice = next((name for name in attributes if folded.count(name.casefold()) > 1), "")
    if twice or len(attributes) < sum(use in KINDS for use in wish.uses):
        return tr("Two attributes have the same name. Leave one of these columns out.")
    for at, use in enumerate(wish.uses):
        same = there.get(table.columns[at].casefold()) if use in KINDS else None
        kind = same.kind if same else use
        wrong = misfit(kind, (row[at] for row in table.rows))
        if wrong:
            return _not_fitting(table.columns[at], wrong, kind, is_there=same is not None)
    return ""


def _not_fitting(column: str, value: str, kind: str, *, is_there: bool) -> str:
    what = tr("“{0}” in the column “{1}” is no {2}.").format(value, column, _KIND_WORDS[kind])
    if is_there:
        remedy = tr("The project has this attribute already. Leave the column out, or mend it.")
    else:
        remedy = tr("Let the column be an attribute of texts.")
    return f"{what} {remedy}"


_KIND_WORDS = {"number": tr("number such as 3.5"), "date": tr("date such as 2025-03-31")}


class ColumnTable(QAbstractTableModel):
    """One row a column."""

    HEADS: ClassVar[tuple[str, ...]] = (tr("Column"), tr("Is"), tr("In the first rows"))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._uses: Sequence[str] = ()
        self._values: Sequence[str] = ()

    def show(self, table: AnswerTable | None, wish: ColumnWish | None) -> None:
        """Show the columns of a table."""
        names = table.columns if table else ()
        if tuple(names) == tuple(self._names) and table is not None:
            self._uses = wish.uses if wish else ()
            self._values = _first_values(table)
            corner = self.index(len(self._names) - 1, len(self.HEADS) - 1)
            self.dataChanged.emit(self.index(0, 0), corner)
            return
        self.beginResetModel()
        self._names, self._uses = names, wish.uses if wish else ()
        self._values = _first_values(table) if table else ()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns of the file."""
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count what is told of each."""
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name what is told."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Tell name, use and first values of a column."""
        at = index.row()
        told = (self._names[at], _USE_IN_WORDS[self._uses[at]], self._values[at])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return told[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(told) if index.column() == 0 else told[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            is_out = self._uses[at] == LEFT_OUT
            return theme().colour("ink3" if is_out or index.column() == 2 else "ink")
        return None


def _first_values(table: AnswerTable) -> list[str]:
    """Give some values of each column, those that say something."""
    return [" · ".join(islice(_told(table, at), _SHOWN_VALUES)) for at in range(len(table.columns))]


def _told(table: AnswerTable, at: int) -> Iterator[str]:
    return (" ".join(row[at].split())[:_LONGEST] for row in table.rows if known(row[at]))
