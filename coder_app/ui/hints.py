# SPDX-License-Identifier: MIT
"""Which keys the status bar names: those that work now."""

from __future__ import annotations

from coder_app.core.places import tr
from coder_app.ui.action_set import ActionSet
from coder_app.ui.actions import BY_ID, shown_key

Hint = tuple[str, str]

_WITH_SELECTION = ("code.palette", "code.repeat", "code.from_words")
_WITH_CODING = ("coding.change", "coding.weight", "coding.memo", "coding.remove", "coding.next")
_WITH_NEITHER = ("coding.next", "edit.find", "code.new")


def hints_for(actions: ActionSet, *, last_code: str = "") -> list[Hint]:
    """Name the keys for the situation, from the facts that the actions know."""
    facts = actions.facts
    found: list[Hint] = []
    if "selection" in facts:
        ids: tuple[str, ...] = _WITH_SELECTION
    elif "coding" in facts:
        found.append(("[ ]", tr("move border")))
        ids = _WITH_CODING
    elif "document" in facts:
        found.append((f"{shown_key('Shift+Right').split('+')[0]}+→", tr("select words")))
        ids = _WITH_NEITHER
    else:
        ids = ()
    for name in (*ids, "help.keys"):
        hint = _hint(actions, name, last_code)
        if hint is not None:
            found.append(hint)
    return found


def _hint(actions: ActionSet, name: str, last_code: str) -> Hint | None:
    row = BY_ID[name]
    possible = actions.is_served(name) and actions[name].isEnabled()
    key = actions.key(name)
    if not possible or not key:
        return None
    if name == "code.repeat":
        return shown_key(key), tr("again: {0}").format(last_code)
    return shown_key(key), row.hint or row.text.rstrip(" …").lower()
