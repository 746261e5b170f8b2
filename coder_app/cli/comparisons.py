# SPDX-License-Identifier: MIT
"""What the agreement command prints beside its tables: a reference, free segmentation, others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol
from uuid import UUID

import typer

from coder_app.agreement.against import AgainstRow
from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.compatible import CompatibleFigure
from coder_app.agreement.report import pooled_name
from coder_app.agreement.words import share
from coder_app.cli.options import Show
from coder_app.cli.output import print_json
from coder_app.core.places import tr
from coder_app.queries import comparisons, lists
from coder_app.store.project import Project


class Printer(Protocol):
    """Prints one kind of comparison."""

    def __call__(
        self, project: Project, viewer: UUID, choice: dict[str, Any], *, as_json: bool
    ) -> None:
        """Print it for people, or as data."""


def print_against(
    project: Project, viewer: UUID, found: Sequence[AgainstRow], *, as_json: bool
) -> None:
    """Print what each coder found of a reference, code by code."""
    names = _names(project, viewer)
    rows = [{**asdict(row), "coder": names[row.coder], "code": _code(names, row)} for row in found]
    if as_json:
        print_json(rows)
        return
    _print(
        (tr("Coder"), tr("Code"), tr("both"), tr("coder only"), tr("reference only")),
        (tr("accuracy"), tr("precision"), tr("recall"), "F1"),
        [
            (
                (names[row.coder], _code(names, row)),
                (row.true_positives, row.false_positives, row.false_negatives),
                (row.accuracy, row.precision, row.recall, row.f1),
            )
            for row in found
        ],
    )


def _code(names: dict[object, str], row: AgainstRow) -> str:
    return pooled_name() if row.code is None else names[row.code]


def print_free(project: Project, viewer: UUID, choice: dict[str, Any], *, as_json: bool) -> None:
    """Print the family of u-alpha, for all codes together and for each family."""
    found = project.ask(comparisons.free_segmentation, viewer, **choice)
    names = _names(project, viewer)
    if as_json:
        print_json([_free_data(names, each) for each in found])
        return
    rows: list[_Row] = []
    for each in found:
        told = each.figures
        rows.append(((each.name,), (), (told.u, told.bar_u, told.cu, told.cu_coverage)))
    _print((tr("Codes"),), ("uα", "|uα", "cuα", tr("coverage")), rows)
    by_code: list[_Row] = [
        ((each.name, names[code]), (), (each.figures.ku[code], each.figures.ku_coverage[code]))
        for each in found[1:]
        for code in each.codes
        if each.figures.ku[code].value is not None
    ]
    if by_code:
        _print((tr("Family"), tr("Code")), ("(k)uα", tr("coverage")), by_code)
    typer.echo(tr("Each code by itself: --unit character --measure u-alpha."))
    typer.echo("Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50:2347–2364")


def _free_data(names: dict[object, str], each: comparisons.FreeSegmentation) -> dict[str, object]:
    told = each.figures
    return {
        "codes": each.name,
        "u_alpha": asdict(told.u),
        "bar_u_alpha": asdict(told.bar_u),
        "cu_alpha": asdict(told.cu),
        "cu_coverage": told.cu_coverage.value,
        "ku_alpha": {names[code]: asdict(figure) for code, figure in told.ku.items()},
        "ku_coverage": {names[code]: figure.value for code, figure in told.ku_coverage.items()},
    }


def print_gamma(project: Project, viewer: UUID, choice: dict[str, Any], *, as_json: bool) -> None:
    """Print gamma of each document, with the rule it followed."""
    found = project.ask(comparisons.gammas, viewer, **choice)
    texts: dict[object, str] = {d.guid: d.name for d in project.ask(lists.documents, viewer)}
    if as_json:
        print_json([{**asdict(each), "document": texts[each.document]} for each in found])
        return
    _print(
        (tr("Transcript"),),
        ("γ", "γ-cat", tr("disorder")),
        [
            ((texts[e.document],), (), (e.gamma.gamma, e.gamma.gamma_cat, e.gamma.observed))
            for e in found
        ],
    )
    for each in found[:1]:
        rule = each.gamma.rule
        told = tr(
            "Place weighs {a:g}, code {b:g}, no partner {c:g}; {n} draws ({how}), seed {seed}."
        )
        words = {"a": rule.alpha, "b": rule.beta, "c": rule.delta_empty, "n": each.gamma.samples}
        typer.echo(told.format(**words, how=rule.sampler.value, seed=rule.seed))
        typer.echo("Mathet, Widlöcher & Métivier 2015, Computational Linguistics 41:437–479")


def print_others(project: Project, viewer: UUID, choice: dict[str, Any], *, as_json: bool) -> None:
    """Print what other programs would, each with what sets it apart."""
    found = project.ask(comparisons.other_programs, viewer, **choice)
    names = _names(project, viewer)
    texts: dict[object, str] = {d.guid: d.name for d in project.ask(lists.documents, viewer)}
    if as_json:
        print_json([_other_data(names, texts, each) for each in found])
        return
    over_all = [each for each in found if each.document is None]
    _print(
        (tr("Program"), tr("Figure"), tr("Coders"), tr("Code")),
        (tr("value"),),
        [
            (
                (each.program, each.name, _coders(names, each), names.get(each.code, "")),
                (),
                (each.coefficient,),
            )
            for each in over_all
        ],
    )
    for sentence in dict.fromkeys(f"{e.program}, {e.name}: {e.sentence}" for e in over_all):
        typer.echo(f"– {sentence}")


def _coders(names: dict[object, str], each: CompatibleFigure) -> str:
    return " / ".join(names[coder] for coder in each.coders)


def _other_data(
    names: dict[object, str], texts: dict[object, str], each: CompatibleFigure
) -> dict[str, object]:
    return {
        "program": each.program,
        "figure": each.name,
        "coders": [names[coder] for coder in each.coders],
        "code": names[each.code] if each.code else None,
        "document": texts[each.document] if each.document else None,
        "value": each.coefficient.value,
        "reason": each.coefficient.reason,
        "apart": each.sentence,
    }


OTHER_TABLES: dict[Show, Printer] = {
    Show.FREE: print_free,
    Show.GAMMA: print_gamma,
    Show.OTHERS: print_others,
}


def _names(project: Project, viewer: UUID) -> dict[object, str]:
    """Name coders and codes."""
    names: dict[object, str] = {c.guid: c.name for c in project.ask(lists.coders)}
    return names | {c.guid: c.name for c in project.ask(lists.codes, viewer, merged=True)}


_Row = tuple[Sequence[str], Sequence[int], Sequence[Coefficient]]


def _print(words: Sequence[str], figures: Sequence[str], rows: Sequence[_Row]) -> None:
    """Print a table of words, counts and figures, and below it why figures are missing."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    texts = len(rows[0][0]) if rows else len(words)
    for n, head in enumerate((*words, *figures)):
        table.add_column(head, justify="left" if n < texts else "right", no_wrap=True)
    reasons: dict[str, list[str]] = {}
    for told, counts, values in rows:
        shown = (_value(each) for each in values)
        table.add_row(*told, *(f"{count:,}" for count in counts), *shown)
        for reason in {each.reason for each in values} - {""}:
            reasons.setdefault(reason, []).append(told[-1] or told[0])
    Console(width=max(Console().width, 160), highlight=False, markup=False).print(table)
    for reason, which in reasons.items():
        typer.echo(f"– {', '.join(dict.fromkeys(which))}: {reason}")


def _value(figure: Coefficient) -> str:
    """Write percentages of other programs as they do, all else as a share."""
    if figure.value is not None and abs(figure.value) > 1.5:
        return f"{figure.value:.2f}"
    return share(figure.value)
