# SPDX-License-Identifier: MIT
"""The theme gives what the tokens say, and says when it changes."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coder_app.core.colours import contrast
from coder_app.core.places import resources
from coder_app.core.spans import Span
from coder_app.ui.look import Theme, theme
from coder_app.ui.main_window import MainWindow

TOKENS = tomllib.loads(resources("look", "tokens.toml").read_text("utf-8"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_is_made_from_the_tokens(look: Theme, qapp: QApplication, scheme: str) -> None:
    look.use(scheme)

    assert qapp.palette().color(QPalette.ColorRole.Base).name() == (
        TOKENS["roles"][scheme]["paper"].lower()
    )


def test_a_change_of_theme_is_told(look: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed, timeout=100):
        look.use("dark")

    assert look.scheme == "dark"


def test_the_system_is_followed_only_without_a_wish(look: Theme, qapp: QApplication) -> None:
    hints = qapp.styleHints()

    look.follow("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.scheme == "light"

    look.follow(None)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.scheme == "dark"


def test_there_is_one_theme(look: Theme) -> None:
    assert theme() is look


def test_shipped_fonts_are_the_ones_shown(look: Theme) -> None:
    assert QFontInfo(look.font("body")).family() == "Inter"
    assert QFontInfo(look.font("reading")).family() == "Source Serif 4"
    assert look.font("section").weight() == QFont.Weight.DemiBold


def test_what_is_said_can_be_read_in_another_face(look: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.read_in("Inter")
    assert QFontInfo(look.font("quote")).family() == "Inter"

    look.read_in("A face that is not here any more")
    assert QFontInfo(look.font("reading", zoom=1.2)).family() == "Source Serif 4"

    look.read_in("")
    assert QFontInfo(look.font("reading")).family() == "Source Serif 4"


def test_lengths_follow_the_interface_font(look: Theme, qapp: QApplication) -> None:
    before, font = look.px(28), qapp.font()
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * 1.5)

    qapp.setFont(larger)
    look.start("light")
    grown = look.px(28)
    qapp.setFont(font)
    look.start("light")

    assert grown == pytest.approx(before * 1.5, abs=2)


def test_zoom_counts_for_the_transcript_only(look: Theme) -> None:
    size = look.font("reading").pointSizeF()

    assert look.font("reading", zoom=2).pointSizeF() == pytest.approx(2 * size)
    assert look.font("body", zoom=2) == look.font("body")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", TOKENS["code"])
def test_code_colours_can_be_read(look: Theme, scheme: str, name: str) -> None:
    look.use(scheme)
    colour, ink = look.code_colour(name), look.colour("ink").name()

    assert contrast(colour.stripe.name(), look.colour("paper").name()) >= 3
    assert contrast(ink, colour.tint.name()) >= 7
    assert contrast(ink, colour.strong.name()) >= 7
    assert contrast(colour.letter.name(), colour.stripe.name()) >= 4.5


def test_a_colour_that_cannot_be_read_is_stone(look: Theme) -> None:
    assert look.code_colour("mauve-ish") == look.code_colour("stone-1")
    assert look.code_colour("#ff0000") != look.code_colour("stone-1")
    assert look.family("mauve-ish") == "stone"
    assert look.family("iris-3") == "iris"


def test_three_codes_on_the_same_words_are_neutral(look: Theme) -> None:
    assert look.overlap_tint(("tide-1", "tide-2", "tide-3")) == look.colour("dense")
    assert look.overlap_tint(("tide-1",)) == look.code_colour("tide-1").tint
    assert look.overlap_tint(("tide-1", "ember-1")) == look.overlap_tint(("ember-1", "tide-1"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("arrow", "ink2"),
        ("up", "ink2"),
        ("check", "on_accent"),
        ("dash", "on_accent"),
        ("dot", "on_accent"),
    ],
)
def test_drawings_of_the_style_sheet_have_token_colours(scheme: str, name: str, role: str) -> None:
    svg = resources("icons", f"{name}-{scheme}.svg").read_text("utf-8")

    assert set(re.findall(r"#\w{6}", svg)) == {TOKENS["roles"][scheme][role]}


def test_every_other_icon_takes_the_colour_it_is_given() -> None:
    own = re.compile(r"-(light|dark)$")
    icons = [p for p in resources("icons").glob("*.svg") if not own.search(p.stem)]

    assert icons
    assert [p.name for p in icons if "currentColor" not in p.read_text("utf-8")] == []


def test_icons_are_drawn_anew_when_light_turns_dark(look: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    look.dress(button, "undo-2")
    before = button.icon().pixmap(16).toImage()

    look.use("dark")

    assert button.icon().pixmap(16).toImage() != before


def test_a_label_says_its_role_and_follows_the_theme(look: Theme, qtbot: QtBot) -> None:
    label = QLabel("hint")
    qtbot.addWidget(label)
    look.say(label, ink="ink3", surface="window")
    label.show()

    for scheme in ("light", "dark"):
        look.use(scheme)
        shown = label.grab().toImage().pixelColor(0, 0).name()
        assert shown == TOKENS["roles"][scheme]["window"].lower()


def test_a_window_switched_to_dark_and_back_looks_as_it_did(
    look: Theme, window: MainWindow, small: Any
) -> None:
    window.view.select(Span(60, 90))
    window.coding.apply(small.codes["trust"])
    window.refresh()
    light = window.grab().toImage()

    look.follow("dark")
    dark = window.grab().toImage()
    look.follow("light")

    assert colours_in(dark).isdisjoint(surfaces("light"))
    assert surfaces("dark") <= colours_in(dark)
    assert window.grab().toImage() == light


def colours_in(picture: QImage) -> set[str]:
    across, down = range(0, picture.width(), 3), range(0, picture.height(), 3)
    return {picture.pixelColor(x, y).name() for x in across for y in down}


def surfaces(scheme: str) -> set[str]:
    return {TOKENS["roles"][scheme][role].lower() for role in ("paper", "window")}
