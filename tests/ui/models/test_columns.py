# SPDX-License-Identifier: MIT
"""The columns of a table as rows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QAbstractItemModelTester

from coder_app.formats.arriving.column_wish import first_wish
from coder_app.formats.arriving.tables import answers_in
from coder_app.ui.models.columns import ColumnTable

TEXT = "id,age,why\nR1,24,Because she answers everybody who writes.\nR2,n/a,He shows it all.\n"


def test_columns_are_rows_with_their_first_values(look) -> None:
    table = answers_in(TEXT.encode(), Path("a.csv"))
    model = ColumnTable()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)

    model.show(table, first_wish(table, {}))

    assert [model.index(1, column).data() for column in range(3)] == [
        "age",
        "attribute: number",
        "24",
    ]
    model.show(None, None)
    assert model.rowCount() == 0
