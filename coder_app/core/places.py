# SPDX-License-Identifier: MIT
"""Where shipped files and a person's own folders are, and the one `tr()` for every sentence."""

from __future__ import annotations

import gettext
import sys
from functools import lru_cache
from pathlib import Path

import platformdirs

_APP = "coder-app"
_PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def _shipped_root() -> Path:
    """Find what holds `codebooks/` and `resources/`: checkout, wheel or frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen)] if frozen else []
    roots += [_PACKAGE / "_shipped", _PACKAGE.parent]
    for root in roots:
        if (root / "resources").is_dir() and (root / "codebooks").is_dir():
            return root
    raise FileNotFoundError(f"the program's own files are missing beside {_PACKAGE}")


def resources(*parts: str) -> Path:
    """Path of a shipped file under `resources/`."""
    return _shipped_root().joinpath("resources", *parts)


def codebooks(*parts: str) -> Path:
    """Path of a shipped codebook, or of their folder."""
    return _shipped_root().joinpath("codebooks", *parts)


def user_data() -> Path:
    """Folder for what the program keeps for this person: working copies, the log."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def user_config() -> Path:
    """Folder for this person's preferences."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def user_documents() -> Path:
    """Folder that file dialogs begin in."""
    return Path(platformdirs.user_documents_dir())


@lru_cache(maxsize=1)
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation(_APP, resources("locale"), fallback=True)


def tr(sentence: str) -> str:
    """Say a sentence in the reader's language; fill it with `.format()` afterwards."""
    return _catalogue().gettext(sentence)


def tr_n(one: str, many: str, n: int) -> str:
    """Say a counted sentence; `{n}` in it is filled."""
    return _catalogue().ngettext(one, many, n).format(n=f"{n:,}")
