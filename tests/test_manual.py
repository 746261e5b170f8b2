# SPDX-License-Identifier: MIT
"""The manual says what the program does: each key, command and option; no link leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from coder_app.cli import commands as cli
from coder_app.ui.actions import ACTIONS, MENUS, TEXT_KEYS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "codebooks/README.md"]


def group() -> TyperGroup:
    found = typer.main.get_command(cli.program(*cli.COMMANDS))
    assert isinstance(found, TyperGroup)
    return found


def rows_under(page: str, heading: str) -> list[tuple[str, ...]]:
    """Read the table below a heading; code marks are left out."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    part = re.split(r"^#{2,3} ", text.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines[2:]]
    return [tuple(cell.replace("`", "") for cell in row) for row in cells]


def test_the_page_of_keys_lists_the_keys_of_the_transcript() -> None:
    own = [(" ".join(row.keys), row.text) for row in TEXT_KEYS]
    actions = [(row.key, row.text.rstrip(" …")) for row in ACTIONS if row.where == "text"]

    assert rows_under("keys.md", "In the transcript") == [*own, *actions]


@pytest.mark.parametrize("menu", MENUS)
def test_the_page_of_keys_lists_every_entry_of_the_menus(menu: str) -> None:
    entries = [
        (row.key, row.text.rstrip(" …"))
        for row in ACTIONS
        if row.menu == menu and row.where != "text"
    ]

    assert rows_under("keys.md", menu.capitalize()) == entries


def test_each_command_has_its_part_of_the_page() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    described = re.findall(r"^### `coder-app (\S+?)[` ]", page, flags=re.MULTILINE)

    assert described == list(cli.ENTRIES)
    assert set(described) == set(group().commands)


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_each_option_of_a_command_is_described_and_no_other(name: str) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    part = page.partition(f"### `coder-app {name}")[2].partition("\n### ")[0]
    told = set(re.findall(r"`(--[a-z-]+)", part))
    command = group().commands[name]
    several = command.commands.values() if isinstance(command, TyperGroup) else [command]
    options = {
        option
        for each in several
        for parameter in each.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    }

    assert told == options - {"--help"}


def test_options_of_the_program_itself_are_described() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")

    assert {"--version", "--help"} <= set(re.findall(r"(--[a-z]+)", page.partition("\n## ")[0]))


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}

    assert pages <= set(re.findall(r"\]\(([a-z-]+\.md)\)", index))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_link_of_a_page_leads_nowhere(page: Path) -> None:
    links = re.findall(r"\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))

    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_menu_entry_that_a_page_names_is_there(page: Path) -> None:
    told = re.findall(r"\*([A-Z][a-z]+), ([^*]+)\*", " ".join(page.read_text("utf-8").split()))
    entries = {(row.menu.capitalize(), row.text) for row in ACTIONS}

    named = [pair for pair in told if pair[0].lower() in MENUS]
    assert not [pair for pair in named if pair not in entries]
