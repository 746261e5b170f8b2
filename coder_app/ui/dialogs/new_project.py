# SPDX-License-Identifier: MIT
"""Begin a project: its title, where the file lies, who leads it, which codebook."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.errors import CoderAppError
from coder_app.core.places import codebooks, tr, tr_n, user_documents
from coder_app.core.records import CodebookDraft
from coder_app.formats.codebook_files import read_any_codebook
from coder_app.ui.choices import combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.import_codebook import codebook_filter
from coder_app.ui.dialogs.new_place import NewPlace
from coder_app.ui.look import theme
from coder_app.ui.parts import label

_STUDY = "micro_influencer_following.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What a person chose for a new project."""

    path: Path
    title: str
    lead_name: str
    codebook: CodebookDraft | None


class NewProjectDialog(DialogFrame):
    """Ask for four things, each with a sensible default."""

    def __init__(
        self, *, lead_name: str = "", folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("New project"), parent)
        self.chosen: NewProject | None = None
        form = QGridLayout()  # no form layout: it makes wrapped lines higher than they are
        form.setHorizontalSpacing(theme().px(12))
        form.setVerticalSpacing(theme().px(10))
        form.setColumnStretch(1, 1)
        self._title = self._field(form, tr("Title"), tr("Followers study"))
        self._title.selectAll()
        self._lead = self._field(form, tr("Your name"), lead_name or getpass.getuser())
        self._add_codebooks(form)
        self._place = NewPlace(self._title, folder or user_documents(), self)
        self._add(form, label(tr("File"), step="small", ink="ink2"), self._place)
        self.body.addLayout(form)
        self._problem = label("", ink="danger", wraps=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.set_buttons(tr("Begin"))
        self._place.moved.connect(self._problem.hide)
        self._title.setFocus()

    @staticmethod
    def _add(form: QGridLayout, told: QLabel, content: QWidget | QLayout, *, top: int = 0) -> None:
        """Put a row below the others; `top` is how far the name stands below its upper edge."""
        row = form.rowCount()
        told.setContentsMargins(0, top, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        form.addWidget(told, row, 0, Qt.AlignmentFlag.AlignTop if top else middle)
        if isinstance(content, QWidget):
            form.addWidget(content, row, 1)
        else:
            form.addLayout(content, row, 1)

    def _field(self, form: QGridLayout, name: str, value: str) -> QLineEdit:
        field = QLineEdit(value, self)
        field.setMaxLength(200)
        field.setAccessibleName(name)
        told = label(name, step="small", ink="ink2")
        told.setBuddy(field)
        self._add(form, told, field)
        return field

    def _add_codebooks(self, form: QGridLayout) -> None:
        told, self._books = combo(tr("Codebook"), parent=self)
        for path in sorted(codebooks().glob("*.toml"), key=lambda p: p.name != _STUDY):
            self._books.addItem(path.stem.replace("_", " "), path)
        self._books.addItem(tr("From a file …"), "ask")
        self._books.addItem(tr("None yet"), None)
        self._books.activated.connect(self._on_book)
        self._about = label("", step="small", ink="ink3", wraps=True)
        column = QVBoxLayout()
        column.setSpacing(theme().px(4))
        column.addWidget(self._books)
        column.addWidget(self._about)
        self._add(form, told, column, top=theme().px(6))
        self._tell_book()

    def _on_book(self) -> None:
        if self._books.currentData() == "ask":
            name, _ = QFileDialog.getOpenFileName(
                self, tr("Choose a codebook"), str(self._place.folder), codebook_filter()
            )
            if name:
                self._books.insertItem(0, Path(name).name, Path(name))
            self._books.setCurrentIndex(0)
        self._tell_book()

    def _tell_book(self) -> None:
        told = self._about_book()
        self._about.setText(told)
        self._books.setAccessibleDescription(told)
        self.fit()

    def _about_book(self) -> str:
        try:
            book, notes = self._book()
        except CoderAppError as problem:
            return str(problem)
        if book is None:
            return tr("Codes can be made while coding, with Ctrl+N.")
        codes = sum(code.codable for code in book.codes)
        told = tr("{0}: {1}").format(book.title, tr_n("{n} code", "{n} codes", codes))
        return "\n".join([told, *notes])

    def _book(self) -> tuple[CodebookDraft | None, tuple[str, ...]]:
        path = self._books.currentData()
        return read_any_codebook(path) if isinstance(path, Path) else (None, ())

    def accept(self) -> None:
        """Check what a person can mend here; then close."""
        try:
            problem = self._what_is_missing()
            book, _ = self._book()
        except CoderAppError as wrong:
            problem = str(wrong)
        if problem:
            self._problem.setText(problem)
            self._problem.show()
            self.fit()
            return
        self.chosen = NewProject(
            path=self._place.path,
            title=self._title.text().strip(),
            lead_name=self._lead.text().strip(),
            codebook=book,
        )
        super().accept()

    def _what_is_missing(self) -> str:
        wrong = self._place.what_is_wrong()
        if wrong:
            self._title.setFocus()
            return wrong
        if not self._lead.text().strip():
            self._lead.setFocus()
            return tr("Your name is missing. It stands beside your codings.")
        return ""
