# SPDX-License-Identifier: MIT
"""Progress and Stop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from coder_app.core.stopping import Stopped
from coder_app.ui.dialogs.progress import ProgressDialog, Stopping


@pytest.fixture
def dialog(look, qtbot):
    made = ProgressDialog("Adding 3", "If you stop, none is added.")
    qtbot.addWidget(made)
    made.show()
    return made


def test_steps_move_the_line(dialog) -> None:
    stopping = Stopping(dialog, "Stopped.")

    stopping.step(1, 3, "P07.txt")

    bar = dialog.findChild(QProgressBar)
    assert (bar.value(), bar.maximum()) == (1, 3)


def test_after_the_last_step_the_line_runs_on(dialog) -> None:
    dialog.show_progress(3, 3)

    assert dialog.findChild(QProgressBar).maximum() == 0


def test_enter_pressed_once_more_stops_nothing(dialog) -> None:
    asked = []
    dialog.stop_requested.connect(lambda: asked.append(1))
    stop = dialog.findChild(QPushButton)

    QTest.keyClick(stop, Qt.Key.Key_Return)
    assert asked == []

    QTest.keyClick(stop, Qt.Key.Key_Space)
    assert asked == [1]


def test_what_was_asked_cannot_be_asked_again_before_the_line_shows(look, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("From another program", window)
    window.show()
    qtbot.waitExposed(window)
    asked = []
    button.clicked.connect(lambda: asked.append(1))
    made = ProgressDialog("Reading", "If you stop, nothing happens.", window)

    def press() -> None:
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)

    made.open_soon()
    press()
    assert asked == []

    made.close_now()
    press()
    assert asked


def test_stop_reaches_the_worker_and_the_dialog_waits_for_it(dialog) -> None:
    stopping = Stopping(dialog, "Stopped. Nothing was added.")

    dialog.findChild(QPushButton).click()

    assert dialog.isVisible()
    assert not dialog.findChild(QPushButton).isEnabled()
    with pytest.raises(Stopped, match="Nothing was added"):
        stopping.step(2, 3)


def test_escape_is_stop_and_asks_once(dialog) -> None:
    asked = []
    dialog.stop_requested.connect(lambda: asked.append(1))

    dialog.reject()
    dialog.reject()

    assert asked == [1]


def test_it_goes_away_when_the_work_is_done(dialog) -> None:
    dialog.close_now()

    assert not dialog.isVisible()


def test_where_the_end_is_no_longer_known_no_time_is_promised(dialog) -> None:
    dialog._began -= 10
    dialog.show_progress(1, 3)
    assert "seconds more" in dialog._left.text()

    dialog.show_progress(0, 0)

    assert dialog._left.text() == ""
