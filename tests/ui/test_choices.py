# SPDX-License-Identifier: MIT
"""Choosing one of few, several of many."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from coder_app.agreement.units import Unit
from coder_app.ui.choices import (
    ChoiceButton,
    choose,
    combo,
    offer_units,
    push_button,
    unit_combo,
)

NAMES = ["Ana", "Ben & Co", "Chika", "Dora"]


@pytest.fixture
def offered(look, qtbot):
    button = ChoiceButton("Coders", "{n} coder", "{n} coders")
    qtbot.addWidget(button)
    guids = [uuid4() for _ in NAMES]
    button.set_choices(list(zip(guids, NAMES, strict=True)), guids[:2])
    return button, guids


def test_a_combo_box_is_named_by_its_label(look, qtbot) -> None:
    place = QWidget()
    qtbot.addWidget(place)

    told, box = combo("Unit", parent=place)

    assert told.buddy() is box
    assert told.text() == "Unit"


def test_an_entry_is_found_by_a_guid_that_is_equal_but_another_object(look, qtbot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    _, box = combo("Participant", parent=place)
    box.addItem("nobody", None)
    guid = uuid4()
    box.addItem("Ana", guid)

    assert choose(box, UUID(str(guid)))
    assert box.currentText() == "Ana"
    assert not choose(box, uuid4())
    assert box.currentText() == "Ana"


def test_turns_are_the_unit_offered_first(look, qtbot) -> None:
    place = QWidget()
    qtbot.addWidget(place)

    _, box = unit_combo(parent=place)

    assert Unit(box.currentData()) is Unit.TURN
    offered = {Unit(box.itemData(n)) for n in range(box.count())}
    assert offered == set(Unit) - {Unit.PASSAGE}  # no text falls into what somebody marked


def test_a_button_with_an_icon_is_called_by_its_word_alone(look, qtbot) -> None:
    place = QWidget()
    qtbot.addWidget(place)

    assert push_button("Export", "download", place).accessibleName() == "Export"


def test_few_choices_are_named_and_many_counted(offered) -> None:
    button, guids = offered

    assert button.accessibleName() == "Ana, Ben & Co"
    button.set_choices(list(zip(guids, NAMES, strict=True)), guids)
    assert button.accessibleName() == "all 4 coders"
    button.set_choices(list(zip(guids, NAMES, strict=True)), [])
    assert button.accessibleName() == "0 coders"


def test_an_ampersand_in_a_name_is_shown_and_is_no_shortcut(offered) -> None:
    assert "Ben && Co" in offered[0].text()


def test_what_is_ticked_comes_in_the_order_offered(offered, qtbot) -> None:
    button, guids = offered
    menu = button.menu()

    with qtbot.waitSignal(button.chosen_changed):
        menu.actions()[-1].trigger()

    assert button.chosen() == [guids[0], guids[1], guids[3]]
    assert button.offered() == guids


def test_all_and_none_tell_it_once(offered, qtbot) -> None:
    button, guids = offered
    heard = []
    button.chosen_changed.connect(lambda: heard.append(button.chosen()))

    button.menu().actions()[0].trigger()
    button.menu().actions()[1].trigger()

    assert heard == [guids, []]


def test_space_ticks_and_leaves_the_menu_open(offered, qtbot) -> None:
    button, guids = offered
    menu: QMenu = button.menu()
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[-1])

    QTest.keyClick(menu, Qt.Key.Key_Space)

    assert guids[3] in button.chosen()
    assert menu.isVisible()
    menu.close()


def test_the_wheel_passes_by_and_changes_no_choice(look, qtbot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    _, box = combo("Unit", parent=place)
    offer_units(box)
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(box, turned)

    assert box.currentIndex() == 0
    assert not turned.isAccepted()  # Qt gives it to what lies behind


@pytest.mark.parametrize("current", [0, 2])
def test_a_short_list_drops_down_whole(look, qtbot, current: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    told, box = combo("Join", parent=window)
    box.addItems(["nothing", "turns of one speaker", "captions"])
    box.setCurrentIndex(current)
    box.move(100, 100)
    window.resize(400, 400)
    window.show()

    box.showPopup()

    view = box.view()
    rows = [view.visualRect(view.model().index(row, 0)) for row in range(3)]
    assert all(view.viewport().rect().contains(row) for row in rows)
    assert {row.height() for row in rows} == {look.px(24)}
    assert told.buddy() is box
    box.hidePopup()


def test_a_line_between_choices_is_thin(look, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    _, box = combo("Said by", parent=window)
    box.addItem("nobody")
    box.insertSeparator(1)
    box.addItem("Ana")
    window.show()

    box.showPopup()

    line = box.view().visualRect(box.view().model().index(1, 0))
    assert line.height() == look.px(9)
    picture = box.view().viewport().grab(line).toImage()
    assert picture.pixelColor(picture.rect().center()) == look.colour("hairline")
    box.hidePopup()
