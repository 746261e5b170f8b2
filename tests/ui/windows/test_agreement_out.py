# SPDX-License-Identifier: MIT
"""Figures leave the window as tables, as a chart, as a paragraph; nothing is left half-written."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QPushButton

from coder_app.core.spans import Span
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.operations import codings, people
from coder_app.queries import document
from coder_app.queries.identity import project_guid
from coder_app.ui.windows.agreement import AgreementWindow

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def window(workspace, small, qtbot):
    record = workspace.ask(document.open_document, small.ana, small.document)
    start = record.text.index("I trust her")
    for coder, length in ((small.ana, 11), (small.ben, 5)):
        workspace.run(
            codings.apply_code,
            document=small.document,
            wording=record.wording,
            code=small.codes["trust"],
            span=Span(start, start + length),
            coder=coder,
        )
        workspace.run(people.mark_done, document=small.document, coder=coder)
    made = AgreementWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.report is not None, timeout=5000)
    return made


def _choose(window, button: str, entry: str) -> None:
    found = next(b for b in window.findChildren(QPushButton) if b.accessibleName() == button)
    next(a for a in found.menu().actions() if a.text() == entry).trigger()


def _answer_with(monkeypatch, path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))


def test_the_workbook_opens_again_with_the_figures_and_the_question(
    window, tmp_path, monkeypatch, qtbot
) -> None:
    path = tmp_path / "figures.xlsx"
    _answer_with(monkeypatch, path)

    with qtbot.waitSignal(window._workspace.said) as heard:
        _choose(window, "Export", "Figures as an Excel workbook …")

    assert heard.args == [f"Exported to {path}"]
    book = load_workbook(path)
    assert book.sheetnames[:2] == ["By code", "By family"]
    about = dict(row[:2] for row in book["About"].iter_rows(values_only=True))
    assert about["what it is"] == window.head.sentence
    assert about["unit"] == "turn"


def test_csv_files_do_not_replace_what_is_there(window, tmp_path, monkeypatch, qtbot) -> None:
    _answer_with(monkeypatch, tmp_path / "figures.csv")
    _choose(window, "Export", "Figures as CSV files …")
    assert (tmp_path / "figures.csv").exists()

    with qtbot.waitSignal(window._workspace.refused) as heard:
        _choose(window, "Export", "Figures as CSV files …")

    assert "figures-by-family.csv" in heard.args[0]


def test_the_drawing_is_ink_on_paper_with_words_as_words(
    window, tmp_path, monkeypatch, look
) -> None:
    look.use("dark")
    path = tmp_path / "chart.svg"
    _answer_with(monkeypatch, path)

    _choose(window, "Export", "Chart as SVG …")
    look.use("light")

    drawn = ElementTree.parse(path).getroot()
    words = {"".join(text.itertext()).strip() for text in drawn.iter(f"{SVG}text")}
    assert {"trust", "all codes, pooled", ".667", ".8"} <= words
    assert drawn.find(f"{SVG}title").text == "Agreement: Krippendorff’s alpha"
    assert look.printed("ink").name() in path.read_text("utf-8")
    assert not list(tmp_path.glob(".*"))


def test_the_picture_is_sharp_enough_for_print(window, tmp_path, monkeypatch, look) -> None:
    look.use("dark")
    path = tmp_path / "chart.png"
    _answer_with(monkeypatch, path)

    _choose(window, "Export", "Chart as PNG …")
    look.use("light")

    picture = QImage(str(path))
    assert picture.width() >= 2300
    assert picture.pixelColor(2, 2) == look.printed("raised")


def test_a_chart_that_cannot_be_written_is_told_and_leaves_nothing(
    window, tmp_path, monkeypatch, qtbot
) -> None:
    path = tmp_path / "gone" / "chart.svg"
    _answer_with(monkeypatch, path)

    with qtbot.waitSignal(window._workspace.refused) as heard:
        _choose(window, "Export", "Chart as SVG …")

    assert "chart.svg" in heard.args[0]


def test_names_of_the_key_are_asked_about_before_anything_is_written(
    window, tmp_path, monkeypatch, qtbot
) -> None:
    (tmp_path / "names.csv").write_text("name,pseudonym\nBen,P08\n", "utf-8")
    project = window._workspace.ask(project_guid)
    RememberedKeys().remember(project, tmp_path / "names.csv")
    path = tmp_path / "figures.csv"
    _answer_with(monkeypatch, path)

    with qtbot.waitSignal(window.ways_out.names_found) as found:
        _choose(window, "Export", "Figures as CSV files …")

    known, leaving, go_on = found.args
    assert known.path == tmp_path / "names.csv"
    assert {each.place.name for each in leaving} == {"Ben"}
    assert not list(tmp_path.glob("figures*"))
    go_on()
    assert list(tmp_path.glob("figures*"))


def test_without_a_place_nothing_is_written(window, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: ("", ""))

    _choose(window, "Export", "Chart as PNG …")

    assert not list(tmp_path.glob("*.png"))


def test_what_shall_be_shown_is_asked_for_with_what_it_takes(window, small, qtbot) -> None:
    out = window.ways_out
    with qtbot.waitSignal(out.methods_requested) as text:
        _choose(window, "For the paper", "Methods paragraph …")
    with qtbot.waitSignal(out.others_requested) as others:
        _choose(window, "For the paper", "Figures of other programs …")
    with qtbot.waitSignal(out.units_requested) as units:
        _choose(window, "For the paper", "Units needed …")

    assert "Krippendorff’s alpha" in text.args[0]
    assert others.args[0]["coders"] == [small.ana, small.ben]
    assert units.args[0] is window.report
