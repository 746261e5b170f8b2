# SPDX-License-Identifier: MIT
"""What a codebook says at its head: what it is, its method, the rules for all codes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.parts import label


class RulesDialog(DialogFrame):
    """The rules to read before coding, and again in doubt."""

    def __init__(self, settings: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(tr("Rules for all codes"), parent, width=560)
        place = QScrollArea(self)
        place.setWidgetResizable(True)
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setAccessibleName(tr("Rules for all codes"))
        page = QWidget()
        theme().say(page, surface="window")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme().px(8), 0)
        column.setSpacing(theme().px(10))
        self._fill(column, settings, page)
        column.addStretch(1)
        place.setWidget(page)
        self.body.addWidget(place, 1)
        self.set_close_button()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within_screen(self, 560, 600)

    @staticmethod
    def _fill(column: QVBoxLayout, settings: Mapping[str, str], page: QWidget) -> None:
        rules = [rule for rule in settings.get("codebook.rules", "").splitlines() if rule.strip()]
        title = settings.get("codebook.title", "")
        if title:
            column.addWidget(label(title, page, step="strong", wraps=True))
        for name in ("codebook.description", "codebook.method"):
            if settings.get(name):
                column.addWidget(label(settings[name], page, ink="ink2", wraps=True))
        if not rules:
            column.addWidget(label(tr("This codebook has no rules for all codes."), page))
        for rule in rules:
            column.addWidget(label(rule, page, wraps=True))
