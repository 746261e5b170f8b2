# SPDX-License-Identifier: MIT
"""Show what a codebook file would change, before anything is done; each change can be left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.codebook_changes import CodebookChanges, CodeChange, FieldChange
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeDraft, CodeRecord
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.models.codebook_changes import FIELD_WORDS, ChangesTree, Thing, in_words
from coder_app.ui.parts import label


class CodebookChangesDialog(DialogFrame):
    """A tree to tick; below it the current row in full, as it is and as the file has it."""

    def __init__(
        self,
        file_name: str,
        changes: CodebookChanges,
        notes: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("What “{0}” would change").format(file_name), parent, width=760)
        said = tr(
            "Nothing has changed yet. What is ticked is taken over in one step, which Undo takes "
            "back. No coding is lost: a code that goes is only retired if something is coded with "
            "it."
        )
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        for note in notes:
            self.body.addWidget(label(note, self, step="small", ink="ink3", wraps=True))
        self.tree = ChangesTree(changes, self)
        self.view = self._make_view()
        self.body.addWidget(self.view, 3)
        self.body.addLayout(self._in_full(), 1)
        self._sum = label("", self, step="small", ink="ink2", wraps=True)
        _, self._take = self.set_buttons(tr("Take over"), left=self._sum)
        self.tree.dataChanged.connect(self._show_sum)
        self.view.selectionModel().currentChanged.connect(self._show_in_full)
        self.view.setCurrentIndex(self._first_change())
        self._show_sum()
        resize_within_screen(self, 800, 640)
        self.view.setFocus()

    def _make_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.tree)
        view.setAccessibleName(tr("Changes"))
        view.setHeaderHidden(True)
        view.setIndentation(theme().px(20))
        view.setUniformRowHeights(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setMinimumHeight(theme().px(160))
        header = view.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        view.expandToDepth(0)
        return view

    def _in_full(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        self._now, self._then = QPlainTextEdit(self), QPlainTextEdit(self)
        for words, field in ((tr("Now"), self._now), (tr("In the file"), self._then)):
            field.setReadOnly(True)
            field.setTabChangesFocus(True)
            field.setAccessibleName(words)
            field.setMinimumHeight(field.fontMetrics().lineSpacing() * 4 + theme().px(14))
            column = QVBoxLayout()
            column.setSpacing(theme().px(4))
            told = label(words, self, step="small", ink="ink2")
            told.setBuddy(field)
            column.addWidget(told)
            column.addWidget(field, 1)
            row.addLayout(column, 1)
        return row

    # ---- showing

    def _first_change(self) -> QModelIndex:
        """Begin below the first head, which has nothing to be read in full."""
        return self.tree.index(0, 0, self.tree.index(0, 0))

    def _show_in_full(self, index: QModelIndex) -> None:
        now, then = _both(self.tree.thing_at(index))
        self._now.setPlainText(now)
        self._then.setPlainText(then)

    def _show_sum(self) -> None:
        chosen = self.chosen()
        parts = [
            (tr_n("{n} new", "{n} new", len(chosen.added)), chosen.added),
            (tr_n("{n} changed", "{n} changed", len(chosen.changed)), chosen.changed),
            (tr_n("{n} to go", "{n} to go", len(chosen.gone)), chosen.gone),
        ]
        said = ", ".join(words for words, found in parts if found) or tr("Nothing is ticked")
        if chosen.touched:
            codings = tr_n("{n} coding", "{n} codings", chosen.touched)
            said += tr("; look at {0} again, whose code then means something else").format(codings)
        self._sum.setText(said)
        self._take.setEnabled(any(found for _, found in parts))

    def chosen(self) -> CodebookChanges:
        """Give only what is ticked."""
        return self.tree.chosen()


def _both(thing: Thing | None) -> tuple[str, str]:
    """Write a row in full: as it is now, and as the file has it."""
    if isinstance(thing, FieldChange):
        return in_words(thing.before), in_words(thing.after)
    if isinstance(thing, CodeChange):
        before = _lines((each.field, in_words(each.before)) for each in thing.fields)
        return before, _lines((each.field, in_words(each.after)) for each in thing.fields)
    if isinstance(thing, CodeDraft):
        return "", _told(thing)
    if isinstance(thing, CodeRecord):
        return _told(thing), ""
    return "", ""


def _told(code: CodeDraft | CodeRecord) -> str:
    fields = ("question", "definition", "use_when", "do_not_use_when", "example", "scale")
    return _lines((name, in_words(getattr(code, name))) for name in fields)


def _lines(told: Iterable[tuple[str, str]]) -> str:
    parts = [f"{FIELD_WORDS[name]}: {text}" for name, text in told if text]
    return "\n\n".join(parts)
