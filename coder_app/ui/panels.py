# SPDX-License-Identifier: MIT
"""Where the docks stand: as designed, as the person left them, opened and closed by switches."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow

from coder_app.ui.look import theme
from coder_app.ui.preferences import DOCKS, GEOMETRY, Preferences

LAYOUT_VERSION = 1
WIDE = 1500
SLIM = 1100  # large text on a small screen: the docks leave the words what they can


class Panels(QObject):
    """The docks of one main window, by side."""

    def __init__(
        self,
        window: QMainWindow,
        *,
        left: tuple[QDockWidget, ...],
        right: tuple[QDockWidget, ...],
        bottom: QDockWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._sides = {"left": left, "right": right, "bottom": (bottom,)}
        self._switches: dict[str, QAction] = {}
        window.setDockNestingEnabled(False)
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self._place()

    def _place(self) -> None:
        areas = {
            "left": Qt.DockWidgetArea.LeftDockWidgetArea,
            "right": Qt.DockWidgetArea.RightDockWidgetArea,
            "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
        }
        for side, docks in self._sides.items():
            for dock in docks:
                dock.setFloating(False)
                self._window.addDockWidget(areas[side], dock)
                dock.setVisible(side != "bottom")

    def size_as_designed(self) -> None:
        """Give each dock the width and height of the design."""
        look, window = theme(), self._window
        left, right = look.size("left_dock"), look.size("right_dock")
        if window.width() >= look.px(WIDE):
            left, right = look.px(300), look.px(340)
        elif window.width() < look.px(SLIM):
            left, right = look.px(236), look.px(208)
        across = Qt.Orientation.Horizontal
        lefts, rights = self._sides["left"], self._sides["right"]
        window.resizeDocks([lefts[0], rights[0]], [left, right], across)
        height = max(window.height() - look.px(96), look.px(300))
        down = Qt.Orientation.Vertical
        upper = round(height * 0.42)
        window.resizeDocks(list(lefts), [upper, height - upper], down)
        upper = look.px(176)
        window.resizeDocks(list(rights), [upper, height - upper], down)
        window.resizeDocks(list(self._sides["bottom"]), [look.px(268)], down)

    def reset(self) -> None:
        """Put everything as designed."""
        self._place()
        self.size_as_designed()
        self.tell_switches()

    # ---- switches

    def set_switch(self, side: str, action: QAction) -> None:
        """Let an action open and close a side."""
        self._switches[side] = action
        for dock in self._sides[side]:
            dock.visibilityChanged.connect(lambda _: self.tell_switches())
        self.tell_switches()

    def is_open(self, side: str) -> bool:
        """Tell whether any dock of a side is open."""
        return any(not dock.isHidden() for dock in self._sides[side])

    def toggle(self, side: str) -> None:
        """Open or close a side."""
        shown = not self.is_open(side)
        for dock in self._sides[side]:
            dock.setVisible(shown)
        self.tell_switches()

    def tell_switches(self) -> None:
        """Show which sides are open."""
        for side, action in self._switches.items():
            action.setChecked(self.is_open(side))

    # ---- the next start

    def save(self, preferences: Preferences) -> None:
        """Keep geometry and docks."""
        preferences.set(GEOMETRY, bytes(self._window.saveGeometry().data()))
        preferences.set(DOCKS, bytes(self._window.saveState(LAYOUT_VERSION).data()))

    def restore(self, preferences: Preferences) -> bool:
        """Put everything as it was left; False where nothing was kept."""
        geometry, docks = preferences.get(GEOMETRY), preferences.get(DOCKS)
        if not geometry or not docks:
            return False
        self._window.restoreGeometry(geometry)
        kept = self._window.restoreState(docks, LAYOUT_VERSION)
        self.tell_switches()
        return kept
