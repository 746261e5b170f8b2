# SPDX-License-Identifier: MIT
"""The margin for those who do not see it: a list with one part for each stripe on the screen.

Interfaces that were handed to Qt are kept for good: Qt remembers them by number, and one that
Python had freed would end the program. The text's own interface is left alone for the same reason.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any  # Qt allows null where its stubs do not

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from coder_app.ui.transcript.margin import Stripe, StripeMargin
from coder_app.ui.transcript.words import in_words

_kept: list[QAccessibleInterface] = []


@lru_cache(maxsize=1)
def install() -> None:
    """Let Qt ask here for the interface of a margin; once is enough."""
    QAccessible.installFactory(_interface_for)


def _interface_for(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    del key
    if not isinstance(thing, StripeMargin):
        return None
    made = StripeList(thing)
    _kept.append(made)
    return made


class StripeList(QAccessibleWidget):
    """A margin as a list."""

    def __init__(self, margin: StripeMargin) -> None:
        super().__init__(margin, QAccessible.Role.List, margin.accessibleName())
        self._margin = margin
        self._parts: list[StripePart] = []

    def stripes(self) -> list[Stripe]:
        """Give the stripes on the screen; none once the margin is gone."""
        return self._margin.stripes() if shiboken6.isValid(self._margin) else []

    def place(self, stripe: Stripe) -> QRect:
        """Give the place of a stripe on the desktop."""
        corner = self._margin.mapToGlobal(QPoint(0, 0))
        return stripe.box.toRect().translated(corner)

    def childCount(self) -> int:
        """Count the stripes."""
        return len(self.stripes())

    def child(self, index: int) -> QAccessibleInterface:
        """Give the part for one stripe, made when first asked for."""
        while len(self._parts) <= index:
            self._parts.append(StripePart(self, len(self._parts)))
            _kept.append(self._parts[-1])
        return self._parts[index]

    def childAt(self, x: int, y: int) -> Any:
        """Find the stripe at a place of the desktop."""
        for number, stripe in enumerate(self.stripes()):
            if self.place(stripe).contains(x, y):
                return self.child(number)
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Give the number of a part."""
        return next((n for n, part in enumerate(self._parts) if part is child), -1)


class StripePart(QAccessibleInterface):
    """One stripe: its code, coder and weight as a name."""

    def __init__(self, stripes: StripeList, number: int) -> None:
        super().__init__()
        self._list, self._number = stripes, number

    def _stripe(self) -> Stripe | None:
        stripes = self._list.stripes()
        return stripes[self._number] if self._number < len(stripes) else None

    def isValid(self) -> bool:
        """Tell whether there is a stripe of this number now."""
        return self._stripe() is not None

    def object(self) -> Any:
        """Say that no widget stands behind it."""

    def parent(self) -> QAccessibleInterface:
        """Give the list."""
        return self._list

    def child(self, index: int) -> Any:
        """Have no parts."""

    def childAt(self, x: int, y: int) -> Any:
        """Have no parts."""

    def childCount(self) -> int:
        """Have no parts."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Have no parts."""
        del child
        return -1

    def role(self) -> QAccessible.Role:
        """Be an item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Have no state of its own."""
        return QAccessible.State()

    def text(self, kind: QAccessible.Text) -> str:
        """Say which coding this is; its memo is the description."""
        stripe = self._stripe()
        if stripe is None:
            return ""
        if kind == QAccessible.Text.Name:
            return in_words(stripe.coding)
        return stripe.coding.memo if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Refuse another name."""

    def rect(self) -> QRect:
        """Give its place on the desktop."""
        stripe = self._stripe()
        return self._list.place(stripe) if stripe else QRect()
