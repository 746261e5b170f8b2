# SPDX-License-Identifier: MIT
from __future__ import annotations

from coder_app.core.described import AttributeDraft


def test_what_nobody_called_otherwise_is_text() -> None:
    assert AttributeDraft(name="Niche").kind == "text"
