# SPDX-License-Identifier: MIT
"""The same small study as for operations."""

from __future__ import annotations

import runpy
from pathlib import Path

_told = runpy.run_path(str(Path(__file__).parents[1] / "operations" / "conftest.py"))

study = _told["study"]
transcript = _told["transcript"]
new_study = _told["new_study"]
