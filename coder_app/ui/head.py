# SPDX-License-Identifier: MIT
"""The line above the transcript: its name, whose codings are shown, find, mark done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, CoderRecord, CodingRecord
from coder_app.ui.look import theme
from coder_app.ui.models.documents import meta_of
from coder_app.ui.parts import ElidedLabel, action_button, spaced


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingsShown:
    """Whose codings the transcript shows, and which codes have a tint."""

    everybody: bool = False
    coders: frozenset[UUID] = frozenset()  # where not everybody; empty is the viewer
    codes: frozenset[UUID] | None = None  # the rest goes to bars

    def keep(self, codings: Sequence[CodingRecord], viewer: UUID) -> list[CodingRecord]:
        """Give the codings that are shown."""
        if self.everybody:
            return list(codings)
        coders = self.coders or {viewer}
        return [coding for coding in codings if coding.coder in coders]


class DocumentHead(QWidget):
    """Name and meta at the left, at the right what one does with the transcript."""

    shown_changed = Signal(object)  # CodingsShown

    def __init__(self, find: QAction, done: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="paper")
        self.setFixedHeight(theme().px(37))
        self._shown = CodingsShown()
        self._coders: tuple[CoderRecord, ...] = ()
        self._codes: tuple[CodeRecord, ...] = ()
        self._viewer: UUID | None = None
        self._code_in_hand: CodeRecord | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), 0, theme().px(12), 0)
        row.setSpacing(theme().px(8))
        self.name = ElidedLabel(self, step="strong")
        self.meta = ElidedLabel(self, step="small", ink="ink3")
        row.addWidget(self.name)
        row.addWidget(self.meta)
        row.addStretch(1)
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.whose = self._make_filter()
        row.addWidget(self.whose)
        row.addWidget(action_button(find, self))
        self.done = action_button(done, self)
        self.done.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(self.done)

    def _make_filter(self) -> QToolButton:
        button = QToolButton(self)
        theme().dress(button, "users")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(tr("Whose codings are shown, and which codes have a tint"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.aboutToShow.connect(self._fill)
        button.setMenu(menu)
        button.setText(spaced(tr("My codings")))
        return button

    def show_document(self, name: str, attributes: tuple[tuple[str, str], ...]) -> None:
        """Name the transcript."""
        self.name.setText(name)
        self.meta.setText(meta_of(attributes, 4))
        self._fit()

    def offer(
        self, coders: Sequence[CoderRecord], codes: Sequence[CodeRecord], viewer: UUID
    ) -> None:
        """Know whose codings and which codes may be chosen."""
        self._coders, self._codes, self._viewer = tuple(coders), tuple(codes), viewer
        self._name_filter()

    def set_code_in_hand(self, code: CodeRecord | None) -> None:
        """Offer the code in hand alone."""
        self._code_in_hand = code

    @property
    def shown(self) -> CodingsShown:
        """Whose codings are shown now."""
        return self._shown

    def choose(self, shown: CodingsShown) -> None:
        """Show other codings."""
        self._shown = shown
        self._name_filter()
        self.shown_changed.emit(shown)

    def _name_filter(self) -> None:
        names = [coder.name for coder in self._coders if coder.guid in self._shown.coders]
        if self._shown.everybody:
            said = tr("All codings")
        elif not names or self._shown.coders == {self._viewer}:
            said = tr("My codings")
        else:
            said = tr("Codings of {0}").format(", ".join(names))
        if self._shown.codes is not None:
            said = tr("{0}, some codes").format(said)
        self.whose.setText(spaced(said))
        self.whose.setAccessibleName(said)

    def _fill(self) -> None:
        menu = self.whose.menu()
        menu.clear()
        now = self._shown
        mine = not now.everybody and not now.coders
        self._add(menu, tr("My codings"), mine, replace(now, everybody=False, coders=frozenset()))
        everybody = replace(now, everybody=True, coders=frozenset())
        self._add(menu, tr("All codings that I may see"), now.everybody, everybody)
        menu.addSeparator()
        for coder in self._coders:
            only = replace(now, everybody=False, coders=frozenset({coder.guid}))
            if coder.guid != self._viewer:
                self._add(menu, coder.name, coder.guid in now.coders, only)
        menu.addSeparator()
        self._add(menu, tr("Tint for all codes"), now.codes is None, replace(now, codes=None))
        if self._code_in_hand is not None:
            only = replace(now, codes=frozenset({self._code_in_hand.guid}))
            said = tr("Tint for {0} only").format(self._code_in_hand.name)
            self._add(menu, said, now.codes == only.codes, only)
        for group in self._codes:
            below = frozenset(c.guid for c in self._codes if c.family == group.name and c.codable)
            if not group.codable and below:
                said = tr("Tint for {0} only").format(group.name)
                self._add(menu, said, now.codes == below, replace(now, codes=below))

    def _add(self, menu: QMenu, text: str, checked: bool, chosen: CodingsShown) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda *_: self.choose(chosen))
        menu.addAction(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way before the buttons do."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.whose.sizeHint().width() - self.done.sizeHint().width()
        wide = self.name.sizeHint().width() + self.meta.sizeHint().width()
        self.meta.setVisible(room - wide > self.name.fontMetrics().height() * 5)
