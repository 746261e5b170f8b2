# SPDX-License-Identifier: MIT
"""The table of actions. Menus, tool bar, shortcuts, hints, the page of keys are made from it.

An action appears only once somebody serves it, so nothing on the screen leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QKeySequence

from coder_app.core.places import tr

Where = Literal["everywhere", "text", "codebook"]

MENUS = ("project", "edit", "view", "transcript", "code", "team", "help")
RESERVED_LETTERS = frozenset("CMNPRW")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing a person can do.

    `needs` names facts that must hold: "document", "selection", "coding", "words" (selection or
    coding), "scale", "code", "undo", "redo", "compare" (coders are compared here). `group` parts a
    menu by lines; `hint` is what the status bar says beside the key.
    """

    id: str
    text: str
    key: str = ""
    where: Where = "everywhere"
    needs: str = ""
    menu: str = ""
    group: int = 0
    icon: str = ""
    hint: str = ""
    checkable: bool = False
    fixed: bool = False  # its key cannot be changed
    why_not: str = ""  # tool tip while disabled


_SELECT_FIRST = tr("Select words first")
_CHOOSE_FIRST = tr("Take a coding in hand first: N goes to the next one")

ACTIONS: tuple[ActionRow, ...] = (
    # project
    ActionRow("project.new", tr("New project …"), "Ctrl+Shift+N", menu="project"),
    ActionRow("project.open", tr("Open a project …"), "Ctrl+O", menu="project", icon="folder-open"),
    ActionRow("project.bring", tr("Open a project of another program …"), menu="project"),
    ActionRow("project.recent", tr("Start window"), menu="project"),
    ActionRow(
        "project.import",
        tr("Add transcripts …"),
        "Ctrl+Shift+O",
        menu="project",
        group=1,
        icon="file-plus-2",
    ),
    ActionRow("project.import_codebook", tr("Codebook from a file …"), menu="project", group=1),
    ActionRow("project.export", tr("Export …"), "Ctrl+E", menu="project", group=2, icon="download"),
    ActionRow("project.backup", tr("Save a copy …"), "Ctrl+Shift+S", menu="project", group=2),
    ActionRow("project.check", tr("Check the project"), menu="project", group=2),
    ActionRow("project.history", tr("History"), "Ctrl+H", menu="project", group=3, icon="history"),
    ActionRow("project.preferences", tr("Preferences …"), "Ctrl+,", menu="project", group=3),
    ActionRow("project.close", tr("Close the project"), "Ctrl+W", menu="project", group=4),
    ActionRow("project.quit", tr("Quit"), "Ctrl+Q", menu="project", group=4, fixed=True),
    # edit
    ActionRow("edit.undo", tr("Undo"), "Ctrl+Z", needs="undo", menu="edit", icon="undo-2"),
    ActionRow("edit.redo", tr("Redo"), "Ctrl+Shift+Z", needs="redo", menu="edit", icon="redo-2"),
    ActionRow(
        "edit.copy",
        tr("Copy the words"),
        "Ctrl+C",
        where="text",
        needs="selection",
        menu="edit",
        group=1,
        fixed=True,
        why_not=_SELECT_FIRST,
    ),
    ActionRow(
        "edit.find",
        tr("Find in the transcript"),
        "Ctrl+F",
        needs="document",
        menu="edit",
        group=2,
        icon="search",
    ),
    ActionRow("edit.find_next", tr("Find next"), "F3", needs="document", menu="edit", group=2),
    ActionRow(
        "edit.find_previous",
        tr("Find previous"),
        "Shift+F3",
        needs="document",
        menu="edit",
        group=2,
    ),
    ActionRow("edit.find_code", tr("Find a code"), "Ctrl+K", menu="edit", group=2),
    ActionRow(
        "edit.find_document", tr("Find a transcript in the list"), "Ctrl+D", menu="edit", group=2
    ),
    # view
    ActionRow(
        "view.left",
        tr("Documents and codebook"),
        "Ctrl+1",
        menu="view",
        icon="panel-left",
        checkable=True,
    ),
    ActionRow(
        "view.bottom", tr("Segments"), "Ctrl+2", menu="view", icon="panel-bottom", checkable=True
    ),
    ActionRow(
        "view.right",
        tr("Codings here and the code in hand"),
        "Ctrl+3",
        menu="view",
        icon="panel-right",
        checkable=True,
    ),
    ActionRow("view.zoom_in", tr("Larger text"), "Ctrl++", menu="view", group=1, icon="zoom-in"),
    ActionRow("view.zoom_out", tr("Smaller text"), "Ctrl+-", menu="view", group=1, icon="zoom-out"),
    ActionRow("view.zoom_reset", tr("Text as designed"), "Ctrl+0", menu="view", group=1),
    ActionRow("view.family_marks", tr("Family marks"), menu="view", group=2, checkable=True),
    ActionRow("view.light", tr("Light"), menu="view", group=3, icon="sun", checkable=True),
    ActionRow("view.dark", tr("Dark"), menu="view", group=3, icon="moon", checkable=True),
    ActionRow("view.system", tr("As the system"), menu="view", group=3, checkable=True),
    ActionRow("view.reset", tr("Panels as designed"), menu="view", group=4),
    ActionRow("view.text", tr("Go to the transcript"), "F6", menu="view", group=5),
    # transcript
    ActionRow(
        "transcript.previous",
        tr("Previous transcript"),
        "Alt+Up",
        needs="document",
        menu="transcript",
    ),
    ActionRow(
        "transcript.next", tr("Next transcript"), "Alt+Down", needs="document", menu="transcript"
    ),
    ActionRow(
        "transcript.done",
        tr("Mark done"),
        "Ctrl+Shift+D",
        needs="document",
        menu="transcript",
        group=1,
        icon="circle-check",
        checkable=True,
    ),
    ActionRow(
        "transcript.memo",
        tr("Memo on the transcript"),
        "Ctrl+Shift+M",
        needs="document",
        menu="transcript",
        group=1,
        icon="sticky-note",
    ),
    ActionRow(
        "transcript.rename",
        tr("Rename the transcript …"),
        needs="document",
        menu="transcript",
        group=2,
    ),
    ActionRow(
        "transcript.speakers", tr("Who speaks …"), needs="document", menu="transcript", group=2
    ),
    ActionRow(
        "transcript.remove",
        tr("Remove the transcript"),
        needs="document",
        menu="transcript",
        group=3,
        icon="trash-2",
    ),
    # codes: on words
    ActionRow(
        "code.palette",
        tr("Find a code for the words"),
        "Space",
        where="text",
        needs="words",
        menu="code",
        icon="tag",
        hint=tr("find a code"),
        why_not=_SELECT_FIRST,
    ),
    ActionRow(
        "code.repeat",
        tr("Same code again"),
        "R",
        where="text",
        needs="words last",
        menu="code",
        hint=tr("again"),
        why_not=_SELECT_FIRST,
    ),
    ActionRow("code.new", tr("New code …"), "Ctrl+N", menu="code", icon="plus"),
    ActionRow(
        "code.from_words",
        tr("New code from the words"),
        "Ctrl+I",
        needs="selection",
        menu="code",
        hint=tr("code from these words"),
        why_not=_SELECT_FIRST,
    ),
    ActionRow(
        "coding.change",
        tr("Other code"),
        "C",
        where="text",
        needs="coding",
        menu="code",
        group=1,
        hint=tr("other code"),
        why_not=_CHOOSE_FIRST,
    ),
    ActionRow(
        "coding.memo",
        tr("Memo"),
        "M",
        where="text",
        needs="coding",
        menu="code",
        group=1,
        icon="sticky-note",
        hint=tr("memo"),
        why_not=_CHOOSE_FIRST,
    ),
    ActionRow(
        "coding.weight",
        tr("Weight, with a digit"),
        "W",
        where="text",
        needs="coding scale",
        menu="code",
        group=1,
        hint=tr("weight"),
        why_not=tr("The code of the coding in hand has no scale"),
    ),
    ActionRow(
        "coding.remove",
        tr("Remove the coding"),
        "Del",
        where="text",
        needs="coding",
        menu="code",
        group=1,
        icon="trash-2",
        hint=tr("remove"),
        why_not=_CHOOSE_FIRST,
    ),
    ActionRow(
        "coding.next",
        tr("Next coding"),
        "N",
        where="text",
        needs="document",
        menu="code",
        group=2,
        hint=tr("next coding"),
    ),
    ActionRow(
        "coding.previous",
        tr("Previous coding"),
        "P",
        where="text",
        needs="document",
        menu="code",
        group=2,
    ),
    ActionRow(
        "coding.over",
        tr("Next of the codings that lie here"),
        ".",
        where="text",
        needs="coding",
        menu="code",
        group=2,
        why_not=_CHOOSE_FIRST,
    ),
    ActionRow(
        "codebook.edit",
        tr("Edit the code …"),
        "F2",
        needs="code",
        menu="code",
        group=3,
        icon="pencil",
    ),
    ActionRow(
        "codebook.merge",
        tr("Merge into another code …"),
        needs="code",
        menu="code",
        group=3,
        icon="merge",
    ),
    ActionRow("codebook.retire", tr("Retire the code"), needs="code", menu="code", group=3),
    ActionRow(
        "codebook.bring_back", tr("Bring the code back"), needs="retired", menu="code", group=3
    ),
    ActionRow(
        "codebook.remove",
        tr("Remove the code …"),
        needs="code",
        menu="code",
        group=3,
        icon="trash-2",
    ),
    ActionRow("codebook.group", tr("New group"), menu="code", group=4),
    ActionRow("codebook.rules", tr("Rules for all codes"), "Shift+F1", menu="code", group=4),
    ActionRow("codebook.version", tr("Close this version of the codebook …"), menu="code", group=4),
    ActionRow("codebook.everywhere", tr("Code all places that say …"), menu="code", group=5),
    # team
    ActionRow("team.people", tr("Coders and participants …"), menu="team", icon="users"),
    ActionRow("team.assign", tr("Who codes what …"), menu="team"),
    ActionRow("team.add_coder", tr("Add a coder …"), menu="team", icon="user-plus"),
    ActionRow(
        "team.agreement",
        tr("Agreement"),
        "Ctrl+Shift+A",
        needs="compare",
        menu="team",
        group=1,
        icon="scale",
    ),
    ActionRow(
        "team.review",
        tr("Review disagreements"),
        "Ctrl+Shift+R",
        needs="compare",
        menu="team",
        group=1,
        icon="git-compare",
    ),
    ActionRow(
        "team.close_round",
        tr("Close the round …"),
        needs="compare lead",
        menu="team",
        group=2,
        icon="lock",
        why_not=tr("Only a lead closes a round"),
    ),
    ActionRow("team.rounds", tr("Rounds"), needs="compare", menu="team", group=2),
    ActionRow("team.decisions", tr("Decisions"), needs="compare", menu="team", group=2),
    ActionRow(
        "team.practice",
        tr("Compare with the consensus"),
        needs="practised",
        menu="team",
        group=3,
        icon="flask-conical",
        why_not=tr("For a transcript that you practised on and marked done"),
    ),
    ActionRow("team.agreement_switch", tr("Agreement in this project …"), menu="team", group=4),
    # help
    ActionRow(
        "help.keys", tr("Keys"), "F1", menu="help", icon="keyboard", hint=tr("all keys"), fixed=True
    ),
    ActionRow("help.about", tr("About Coder App"), menu="help", icon="info"),
)

BY_ID: Mapping[str, ActionRow] = {row.id: row for row in ACTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A key that no action stands for, since it belongs to the text or to the codes."""

    keys: tuple[str, ...]
    text: str


TEXT_KEYS: tuple[KeyRow, ...] = (
    KeyRow(keys=("1 … 9", "0", "A … Z"), text=tr("The code with this key")),
    KeyRow(keys=("Enter",), text=tr("Find a code for the words, as Space does")),
    KeyRow(keys=("Shift+Enter",), text=tr("Code and write a memo")),
    KeyRow(keys=("Shift+←", "Shift+→"), text=tr("Select; with Ctrl by word")),
    KeyRow(keys=("+", "-"), text=tr("Widen to word, sentence, turn; narrow")),
    KeyRow(keys=("[", "]"), text=tr("Move the end of the coding in hand by a word")),
    KeyRow(keys=("Shift+[", "Shift+]"), text=tr("Move its start by a word")),
    KeyRow(keys=("W", "1 … 9"), text=tr("Weigh the coding in hand")),
    KeyRow(keys=("Ctrl+Enter",), text=tr("Close the memo")),
    KeyRow(keys=("Tab",), text=tr("Leave the text")),
    KeyRow(keys=("Esc",), text=tr("Let go: popup, selection, coding in hand")),
)


def shown_key(key: str) -> str:
    """Write a key as this system does."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def key_clash(action: str, key: str, keys: Mapping[str, str]) -> str:
    """Name what a key is taken by already, or nothing; letters alone belong to the codes."""
    wanted = QKeySequence(key).toString()
    for other, taken in keys.items():
        if other != action and taken and QKeySequence(taken).toString() == wanted:
            return BY_ID[other].text
    plain = len(wanted) == 1 and wanted.isalnum()
    if plain and wanted not in RESERVED_LETTERS:
        return tr("a code")
    return ""
