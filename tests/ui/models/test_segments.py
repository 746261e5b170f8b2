# SPDX-License-Identifier: MIT
"""Retrieved segments as a list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from coder_app.core.spans import Span
from coder_app.operations import codings
from coder_app.queries import document, segments
from coder_app.ui.models.segments import SegmentListModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_a_segment_says_where_it_stands_and_whose_it_is(small: Any, qtbot: QtBot) -> None:
    del qtbot
    record = small.project.ask(document.open_document, small.ana, small.document)
    start = record.text.index("stones")
    small.project.run(
        codings.apply_code,
        document=record.guid,
        wording=record.wording,
        code=small.codes["relatability capital"],
        span=Span(start, start + 6),
        coder=small.ana,
        weight=2,
        memo="why stones",
    )
    model = SegmentListModel()
    tester = QAbstractItemModelTester(model, FATAL, model)

    model.set_records(small.project.ask(segments.find, small.ana))
    model.set_records(small.project.ask(segments.find, small.ana))

    told = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert tester.model() is model
    assert told == (
        "relatability capital, stones, P07 Marisol · line 2 · Ana Ruiz · weight 2 · memo"
    )
