# SPDX-License-Identifier: MIT
"""What only a real window can show: keys through X, pixels on the screen, a second process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from coder_app.core.spans import Span
from coder_app.operations import sample
from coder_app.ui.look import theme

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

pytestmark = pytest.mark.display
XDOTOOL = shutil.which("xdotool")
OPENS_WITHIN, SEEN_WITHIN = 5.0, 3_000  # seconds; milliseconds


def press(person: Person, *keys: str) -> None:
    """Press keys as the X server sends them; as Qt does where nothing can ask the server."""
    if XDOTOOL is None or QGuiApplication.platformName() != "xcb":
        person.press(*keys)
        return
    window = str(int(person.window.winId()))
    names = {"Right": "Right", "Esc": "Escape", "Ctrl": "ctrl", "Shift": "shift"}
    told = ["+".join(names.get(part, part) for part in key.split("+")) for key in keys]
    words = [XDOTOOL, "windowfocus", "--sync", window, "key", "--clearmodifiers", *told]
    subprocess.run(words, check=True, timeout=20)


def on_screen(person: Person) -> QImage:
    """Photograph the window as the screen has it."""
    window = person.window
    return window.screen().grabWindow(int(window.winId())).toImage()


def pixels_of(person: Person, span: Span, colour: QColor) -> int:
    """Count the pixels of a colour where the first line of a passage stands."""
    window = person.window
    head, tail = window.view.passage_rect(span)
    top, bottom = window.mapFromGlobal(head).y(), window.mapFromGlobal(tail).y()
    picture = on_screen(person)
    ratio = picture.width() / window.width()
    box = QRect(0, round(top * ratio), picture.width(), round((bottom - top) * ratio) + 6)
    wanted = colour.rgb()
    return sum(
        picture.pixel(x, y) == wanted
        for y in range(max(box.top(), 0), min(box.bottom(), picture.height()))
        for x in range(picture.width())
    )


def paper(person: Person) -> QColor:
    """Give the colour that most of the text's sheet has."""
    picture, view = on_screen(person), person.window.view
    corner = view.mapTo(person.window, view.rect().topLeft())
    colours = [
        picture.pixel(corner.x() + x, corner.y() + y)
        for x in range(4, view.width() - 4, 9)
        for y in range(4, view.height() - 4, 9)
    ]
    return QColor(max(set(colours), key=colours.count))


def test_the_sample_stands_on_the_screen_within_seconds(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "sample.coder"
    sample.build(path)

    began = monotonic()
    person.open(path)
    person.qtbot.waitUntil(lambda: paper(person) == theme().colour("paper"), timeout=5_000)

    assert monotonic() - began < OPENS_WITHIN
    assert person.window.transcripts.record is not None


def test_keys_of_the_keyboard_code_and_the_coding_is_seen(person: Person, study: Path) -> None:
    person.open(study)
    person.go_to("She answers")
    said = person.words("She answers everybody")
    tint = theme().code_colour(person.code("trust").colour).tint
    assert pixels_of(person, said, tint) == 0

    press(person, "Shift+Ctrl+Right", "Shift+Ctrl+Right", "Shift+Ctrl+Right")
    person.qtbot.waitUntil(lambda: person.window.view.selection() is not None)
    press(person, "t")
    person.qtbot.waitUntil(lambda: len(person.codings) == 1)
    press(person, "Esc")

    text = person.record.text
    assert [text[c.span.start : c.span.end] for c in person.codings if c.span] == [
        said.text_of(text).rstrip(",")
    ]
    person.qtbot.waitUntil(lambda: pixels_of(person, said, tint) > 200)
    press(person, "Ctrl+z")
    person.qtbot.waitUntil(lambda: person.codings == [])
    person.qtbot.waitUntil(lambda: pixels_of(person, said, tint) == 0)


def test_light_and_dark_change_while_it_runs(person: Person, study: Path) -> None:
    person.open(study)
    person.do("view.light")
    person.qtbot.waitUntil(lambda: paper(person).lightness() > 200)

    person.do("view.dark")
    person.qtbot.waitUntil(lambda: paper(person).lightness() < 60)
    person.do("view.system")
    told = QGuiApplication.styleHints().colorSchemeChanged  # X has no system that could change
    told.emit(Qt.ColorScheme.Light)
    person.qtbot.waitUntil(lambda: paper(person).lightness() > 200)
    told.emit(Qt.ColorScheme.Dark)
    person.qtbot.waitUntil(lambda: paper(person).lightness() < 60)

    person.do("view.light")


def test_what_another_process_codes_is_seen_here_and_the_other_way_round(
    person: Person, study: Path
) -> None:
    person.open(study)
    said = person.words("I trust her")
    tint = theme().code_colour(person.code("trust").colour).tint

    told = _other_process(
        *("code", study, "--coder", "Ana", "--document", "P07 Marisol", "--code", "trust"),
        *("--start", said.start, "--end", said.end),
    )
    person.qtbot.waitUntil(lambda: pixels_of(person, said, tint) > 100, timeout=SEEN_WITHIN)

    assert "is also open elsewhere" in told.stderr
    assert [c.span for c in person.window.view.codings()] == [said]
    person.select("only braver")
    press(person, "4")
    person.qtbot.waitUntil(lambda: len(person.codings) == 2)
    assert json.loads(_other_process("info", study, "--json").stdout)["codings"] == 2


def _other_process(*words: object) -> subprocess.CompletedProcess[str]:
    told = [sys.executable, "-m", "coder_app", *map(str, words)]
    return subprocess.run(told, check=True, capture_output=True, text=True, timeout=60)
