# SPDX-License-Identifier: MIT
"""How the commands explain themselves: in parts, in whole sentences, with examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from coder_app.core.places import tr


def option(
    metavar: str | None,
    about: str,
    *flags: str,
    part: str = "",
    **more: Any,  # noqa: ANN401 of typer.Option
) -> Any:  # noqa: ANN401 what typer reads in an annotation
    """Describe an option; a part gathers what belongs together in the help."""
    told = {"show_default": False} | more
    return typer.Option(*flags, metavar=metavar, help=about, rich_help_panel=part or None, **told)


def parted(listed: str | None) -> list[str]:
    """Read names that are parted by commas."""
    return [part.strip() for part in (listed or "").split(",") if part.strip()]


class OneCommand(TyperCommand):
    """A command whose help has its options in parts, and examples at the end."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401 typer's own
        """Write "PROJECT FILE..." without signs that a person would type along."""
        arguments = [each for each in self.get_params(ctx) if isinstance(each, TyperArgument)]
        return [*(_shown(each) for each in arguments), self.options_metavar or ""]

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 typer's own
        """Write the arguments, then each part of the options under its heading."""
        rows: dict[str, list[tuple[str, str]]] = {}
        for each in self.get_params(ctx):
            if isinstance(each, TyperArgument):
                rows.setdefault(tr("Arguments"), []).append((_shown(each), each.help or ""))
                continue
            record = each.get_help_record(ctx)
            part = getattr(each, "rich_help_panel", None) or tr("Options")
            if record is not None:
                rows.setdefault(part, []).append(record)
        last = rows.pop(tr("Options"), None)
        for part, records in (*rows.items(), *(((tr("Options"), last),) if last else ())):
            with formatter.section(part):
                formatter.write_dl(records)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 typer's own
        """Write the examples as they are typed, and never broken."""
        if not self.epilog:
            return
        with formatter.section(tr("Examples")):
            for line in self.epilog.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def _shown(argument: TyperArgument) -> str:
    name = argument.metavar or (argument.name or "").upper()
    return name if argument.required else f"[{name}]"


class Commands(TyperGroup):
    """All commands, listed in parts with their whole sentences."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 typer's own
        """Write each part of the list under its heading."""
        for part, rows in self._by_part(ctx).items():
            with formatter.section(part):
                formatter.write_dl(rows)

    def _by_part(self, ctx: Any) -> Mapping[str, list[tuple[str, str]]]:  # noqa: ANN401 typer's
        found: dict[str, list[tuple[str, str]]] = {}
        for name, part, sentence in self._listed(ctx):
            found.setdefault(part, []).append((name, sentence))
        return found

    def _listed(self, ctx: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 typer's own
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                part = getattr(command, "rich_help_panel", None) or tr("Commands")
                yield name, part, command.short_help or command.help or ""
