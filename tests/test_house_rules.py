# SPDX-License-Identifier: MIT
"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(p for p in (ROOT / "coder_app").rglob("*.py") if "_shipped" not in p.parts)


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_module_says_its_licence_and_its_purpose(module: Path) -> None:
    lines = module.read_text("utf-8").splitlines()

    assert lines[0] == "# SPDX-License-Identifier: MIT"
    assert lines[1].startswith('"""')


def test_start_up_imports_nothing_heavy() -> None:
    heavy = "{'pandas', 'openpyxl', 'docx', 'alembic', 'krippendorff', 'sentencex', 'webvtt'}"
    script = (
        "import sys, coder_app.__main__, coder_app.ui.app;"
        f"found = sorted({heavy} & set(sys.modules)); print(found); sys.exit(bool(found))"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_colour_stands_outside_the_token_file() -> None:
    hexes = re.compile(r"[\"']#[0-9a-fA-F]{6}[\"']")

    windows = [p for p in MODULES if "ui" in p.parts]
    found = [
        (p.name, colour)
        for p in windows
        for colour in hexes.findall(p.read_text("utf-8"))
        if colour[1:-1].upper() not in ("#000000", "#FFFFFF")
    ]

    assert not found


def test_no_view_sets_its_own_style_sheet() -> None:
    calls = re.compile(r"\.(setStyleSheet|setPixelSize|setGraphicsEffect)\(")

    found = [p for p in MODULES if p.name != "look.py" and calls.search(p.read_text("utf-8"))]

    assert not [p for p in found if not p.match("ui/popups/*.py")]


def test_nothing_opens_sqlite_but_connect_and_what_reads_the_databases_of_others() -> None:
    opens = re.compile(r"sqlite3\.connect\(|create_engine\(")

    found = {p.relative_to(ROOT).as_posix() for p in MODULES if opens.search(p.read_text("utf-8"))}

    assert found <= {"coder_app/store/connect.py", "coder_app/formats/projects/foreign_database.py"}


def test_every_test_file_mirrors_a_module() -> None:
    mirrored = {"core", "formats", "agreement", "store", "operations", "queries"}
    missing = []
    for module in MODULES:
        place = module.parent.relative_to(ROOT / "coder_app")
        if place.parts and place.parts[0] in mirrored and module.name != "__init__.py":
            test = ROOT / "tests" / place / f"test_{module.stem}.py"
            if not test.exists():
                missing.append(test.relative_to(ROOT).as_posix())

    assert not missing
