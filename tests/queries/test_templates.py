# SPDX-License-Identifier: MIT
"""A template from elsewhere keeps what is here, and what is not is said."""

from __future__ import annotations

from uuid import uuid4

from coder_app.core.export_plan import ExportPlan
from coder_app.queries.sheets import workbook_sheets
from coder_app.queries.templates import fitted


def _fitted(study, **plan):
    return study.project.ask(fitted, study.lead, ExportPlan(**plan))


def test_a_template_that_fits_stays_as_it_is(study) -> None:
    mia = study.coders["Mia"]
    columns = (("Codings", ("code", "text")), ("About", ("item",)))

    plan, told = _fitted(study, coders=(mia,), columns=columns)

    assert plan == ExportPlan(coders=(mia,), columns=columns)
    assert told == ()


def test_what_is_not_in_the_project_is_counted(study) -> None:
    mia = study.coders["Mia"]

    plan, told = _fitted(study, coders=(mia, uuid4()), with_code=uuid4())

    assert plan == ExportPlan(coders=(mia,))
    assert told == ("2 things that the template names are not in this project.",)


def test_columns_that_are_gone_are_named_and_the_others_go_out(study) -> None:
    study.apply("A baker", "trust")
    columns = (("Codings", ("age", "Code", "text")), ("Codebook", ("shoe",)))

    plan, told = _fitted(study, columns=columns)

    assert plan.columns == (("Codings", ("Code", "text")),)
    assert told == (
        "2 columns that the template names are not there: Codings: age; Codebook: shoe.",
    )
    codings = study.project.ask(workbook_sheets, study.lead, plan)[0]
    assert codings.columns == ("code", "text")


def test_columns_depend_on_the_shape_that_the_template_asks_for(study) -> None:
    columns = (("Units × Codes", ("document", "marked")),)

    assert _fitted(study, long=True, columns=columns)[1] == ()
    assert _fitted(study, columns=columns)[1] == (
        "1 column that the template names is not there: Units × Codes: marked.",
    )
