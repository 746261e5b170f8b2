# SPDX-License-Identifier: MIT
"""`coder-app`: the window, or a command when the first argument is one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from coder_app.core.places import tr

_STOPPED = 130  # with Ctrl+C, as shells have it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window on a project or on none; give the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words:
        return _window(None)
    try:
        from coder_app.cli import commands
    except KeyboardInterrupt:
        return _STOPPED
    if words[0] in commands.COMMANDS or words[0].startswith("-"):
        outcome = commands.main(words)
        return _window(outcome.window) if outcome.window else outcome.status
    path = Path(words[0])
    if len(words) > 1 or not (path.exists() or path.suffix):
        sentence = tr("There is no command “{0}”. `coder-app --help` lists the commands.")
        sys.stderr.write(sentence.format(words[0]) + "\n")
        return 2
    return _window(path)


def _window(path: Path | None) -> int:
    """Open the window; only here, so that commands start without Qt."""
    from coder_app.ui.app import run

    return run(path)


if __name__ == "__main__":
    sys.exit(main())
