# SPDX-License-Identifier: MIT
"""The middle of a review: passages at the left, words with columns, rules at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coder_app.core.records import Guid
from coder_app.ui.look import theme
from coder_app.ui.parts import rule
from coder_app.ui.preferences import FAMILY_MARKS, ZOOM, Preferences
from coder_app.ui.review.head import PassageHead
from coder_app.ui.review.list import ReviewListPane
from coder_app.ui.review.names import CoderNames
from coder_app.ui.review.rules import RulesPane
from coder_app.ui.review.show import Shower
from coder_app.ui.review.state import ReviewState
from coder_app.ui.review.text import ReviewText
from coder_app.ui.workspace import Workspace

_PANES = ((272, 190), (720, 330), (288, 190))  # width of the design, least


class ReviewBody(QSplitter):
    """List, text and rules side by side; with large text the sides give way to the words."""

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        names: CoderNames,
        parent: QWidget,
        *,
        has_coders: bool = True,
        may_improve: bool = True,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._names = names
        self._is_shared = False
        self.list = ReviewListPane(self, has_coders=has_coders)
        self.middle = QWidget(self)
        self._head = PassageHead(self.middle)
        self.text = ReviewText(self.middle)
        self.text.set_zoom(preferences.get(ZOOM))
        self.text.set_family_marks(preferences.get(FAMILY_MARKS))
        self.rules = RulesPane(self, may_improve=may_improve)
        self.shower = Shower(workspace, names, self._head, self.text, self.rules)
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(rule(self.middle))
        column.addWidget(self.text, 1)
        self._arrange()
        self._head.step_requested.connect(self.list.step)

    def _arrange(self) -> None:
        self.setChildrenCollapsible(False)
        parts = (self.list, self.middle, self.rules)
        for number, (part, (_, least)) in enumerate(zip(parts, _PANES, strict=True)):
            part.setMinimumWidth(theme().px(least))
            self.addWidget(part)
            self.setStretchFactor(number, 1 if part is self.middle else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width as designed, once there is one."""
        super().showEvent(event)
        if not self._is_shared:
            self._is_shared = True
            self.setSizes(_shared(self.width()))

    def places(self) -> tuple[QWidget, ...]:
        """Give the parts in which single keys do something; the filters are none of them."""
        return self.list.list, self.middle, self.rules

    def take(self, state: ReviewState, *, about: Guid | None = None) -> None:
        """Show what was read; `about` looks at one code."""
        self.shower.take(state)
        coders = [
            (guid, self._names.real(guid)) for guid in state.coders if guid != state.consensus
        ]
        self.list.show_items(state.items, state.codes, coders)
        if about is not None:
            self.list.look_at(about)

    def show_place(self) -> None:
        """Say above the words which passage of how many is shown."""
        self._head.show_item(self.list.current, self.list.row + 1, self.list.model.rowCount())


def _shared(room: int) -> list[int]:
    """Share a width: the words get what they need first, large text in a small window."""
    left, middle, right = (theme().px(width) for width, _ in _PANES)
    least = [theme().px(width) for _, width in _PANES]
    spare = room - min(middle, theme().px(560))
    if left + right > spare:
        left = max(least[0], spare * left // (left + right))
        right = max(least[2], spare - left)
    return [left, max(room - left - right, 1), right]
