# SPDX-License-Identifier: MIT
"""What the palette of codes is asked for: code words, recode, merge, name a new code."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord
from coder_app.core.spans import Span
from coder_app.ui.coding_desk import CodingDesk
from coder_app.ui.docks.codebook import CodebookDock
from coder_app.ui.look import theme
from coder_app.ui.popups.palette import CodePalette
from coder_app.ui.transcript.view import TranscriptView

_NAME_LENGTH = 60
_USUAL_HEIGHT = 330  # of the palette, with a row of codes or seven


class PaletteDesk(QObject):
    """Opens the one palette for each of its purposes."""

    code_made = Signal(object)  # UUID
    closed = Signal()

    def __init__(
        self,
        view: TranscriptView,
        desk: CodingDesk,
        codebook: CodebookDock,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._view, self._desk, self._codebook, self._window = view, desk, codebook, window
        self.palette = CodePalette(window)
        self._choose: Callable[[UUID, bool], object] = lambda code, memo: None
        self.palette.code_chosen.connect(self._on_chosen)
        self.palette.new_code_requested.connect(self._on_new)
        self.palette.closed.connect(self.closed)

    # ---- purposes

    def ask_for_words(self, *, with_memo: bool = False) -> None:
        """Find a code for the words that are selected or in hand."""
        span = self._desk.words()
        if span is None:
            self._desk.said.emit(tr("Select words first"))
            return
        self._choose = lambda code, memo: self._desk.apply(code, with_memo=memo)
        head, tail = self._beside(span)
        self.palette.ask(
            self._codebook.codes(),
            last=self._desk.last,
            told=self._told(span),
            head=head,
            tail=tail,
            with_memo=with_memo,
        )

    def ask_for_coding(self, coding: UUID) -> None:
        """Find another code for a coding."""
        row = self._view.coding(coding)
        if row is None or row.span is None:
            return
        self._choose = lambda code, _: self._desk.recode(coding, code)
        others = [code for code in self._codebook.codes() if code.guid != row.code]
        head, tail = self._beside(row.span)
        self.palette.ask(
            others,
            last=self._desk.last,
            told=tr("instead of {0}").format(row.code_name),
            head=head,
            tail=tail,
            may_make=False,
            verb=tr("other code"),
        )

    def ask_for_merge(self, source: CodeRecord, then: Callable[[UUID], object]) -> None:
        """Find the code that another one is merged into."""
        self._choose = lambda code, _: then(code)
        others = [code for code in self._codebook.codes() if code.guid != source.guid]
        head, tail = self._beside_tree()
        self.palette.ask(
            others,
            told=tr("merge {0} into").format(source.name),
            head=head,
            tail=tail,
            may_make=False,
            verb=tr("merge"),
        )

    def ask_for_name(self) -> None:
        """Name a new code; it stands where the cursor stands in the tree, and codes the words."""
        span = self._desk.words()
        asked = self._codebook.search.text().strip()
        head, tail = self._beside(span) if span else self._beside_tree()
        group = self._codebook.parent_for_new()
        told = tr("in {0}").format(group.name) if group else tr("at the top")
        self.palette.ask(
            (),
            told=told,
            hint=tr("Name of the new code"),
            head=head,
            tail=tail,
            only_new=True,
            verb=tr("make and code") if span else tr("make"),
        )
        if asked:
            self.palette.field.setText(asked)
            self.palette.field.selectAll()

    def make_from_words(self) -> None:
        """Make a code from the selected words themselves, and code them."""
        span, record = self._view.selection(), self._view.record
        if span is None or record is None:
            self._desk.said.emit(tr("Select words first"))
            return
        words = " ".join(span.text_of(record.text).split())
        if len(words) > _NAME_LENGTH:
            words = words[:_NAME_LENGTH].rsplit(" ", 1)[0] + " …"
        self._on_new(words, False)

    # ---- answers

    def _on_chosen(self, code: UUID, with_memo: bool) -> None:
        self._choose(code, with_memo)

    def _on_new(self, name: str, with_memo: bool) -> None:
        group = self._codebook.parent_for_new()
        guid = self._desk.make_code(name, group.guid if group else None, with_memo=with_memo)
        if guid is not None:
            self.code_made.emit(guid)

    def _told(self, span: Span) -> str:
        record = self._view.record
        words = len(span.text_of(record.text).split()) if record else 0
        if self._view.selection() is None:
            return tr_n("{n} word in hand", "{n} words in hand", words)
        return tr_n("{n} word selected", "{n} words selected", words)

    def _beside(self, span: Span) -> tuple[QPoint, QPoint]:
        self._view.make_room(span, theme().px(_USUAL_HEIGHT))
        return self._view.passage_rect(span)

    def _beside_tree(self) -> tuple[QPoint, QPoint]:
        tree = self._codebook.tree
        corner = tree.mapToGlobal(QPoint(tree.width(), 0))
        return corner, corner
