# SPDX-License-Identifier: MIT
"""Says before transcripts go in that names stand in them which the key of the project replaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QDialog, QWidget

from coder_app.core.memory import no_collecting
from coder_app.core.places import tr
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.arriving.names_coming import names_that_would_come
from coder_app.formats.pseudonyms.leaving_in_words import names_coming_in_words
from coder_app.formats.pseudonyms.names_leaving import NameLeaving
from coder_app.formats.pseudonyms.remembered import KnownKey, key_at
from coder_app.ui.dialogs.behind import work_behind
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.importing.pseudonyms import Pseudonyms
from coder_app.ui.dialogs.names_leaving import NamesLeaving
from coder_app.ui.dialogs.progress import ProgressDialog
from coder_app.ui.parts import label

_WIDTH, _LINES = 620, 10


class Answer(Enum):
    """What is to be done with transcripts that are about to go in."""

    ADD = auto()
    PSEUDONYMS = auto()
    CANCEL = auto()


Found = tuple[KnownKey, Sequence[NameLeaving]]
Then = Callable[[Answer, Path | None], object]  # with the key that was looked for


def before_they_come(
    arrivals: Arrivals,
    key: Callable[[], KnownKey],
    parent: QWidget,
    *,
    then: Then,
    chosen: Pseudonyms | None = None,
) -> ProgressDialog:
    """Look for names of the key in what arrives, and ask where there are some; `then` hears it.

    It is looked for behind a progress dialog, which is given, in what is left when the pseudonyms
    that are chosen have been put in. A key that cannot be read is told likewise: then nobody knows.
    After Stop `then` hears nothing, or that nothing is to be done.
    """
    progress = ProgressDialog(
        tr("Looking for names of the key …"), tr("If you stop, nothing is added."), parent
    )
    stopped = Event()
    progress.stop_requested.connect(stopped.set)

    def looked(found: Found) -> None:
        known, coming = found
        if stopped.is_set():
            then(Answer.CANCEL, None)
        elif coming or known.problem:
            then(_asked(known, coming, parent), known.path)
        else:
            then(Answer.ADD, known.path)

    return work_behind(
        progress,
        lambda _: _look(arrivals, key, chosen),
        done=looked,
        failed=lambda sentence: looked((KnownKey(problem=sentence), ())),
    )


def _look(arrivals: Arrivals, key: Callable[[], KnownKey], chosen: Pseudonyms | None) -> Found:
    """Look for the names of the project's key, or of the one that is chosen now in its place.

    Of the chosen key only what is written as in the key is told: the window of pseudonyms has shown
    the other places, and left them to the person.
    """
    known = key()
    has_seen = chosen is not None and (
        bool(known.problem) or known.path in (None, chosen.path.absolute())
    )
    with no_collecting():  # it would hold the window up, too
        if chosen is not None:
            arrivals, _ = chosen.applied(arrivals)
            known = _of_file(chosen) if has_seen else known
        return known, names_that_would_come(arrivals, known.key, sure_only=has_seen)


def _of_file(chosen: Pseudonyms) -> KnownKey:
    """Give all names of a key's file, also those that are not to be replaced now."""
    return KnownKey(path=chosen.path, key=key_at(chosen.path).key or chosen.key)


def _asked(known: KnownKey, coming: Sequence[NameLeaving], parent: QWidget) -> Answer:
    dialog = NamesComingDialog(known, coming, parent)
    is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.answer if is_accepted else Answer.CANCEL


class NamesComingDialog(DialogFrame):
    """Lists the names, or says why the key cannot be read; when accepted, `answer` says as what."""

    def __init__(
        self, known: KnownKey, coming: Sequence[NameLeaving], parent: QWidget | None = None
    ) -> None:
        title, wished = tr("Look at the names before they come in"), tr("Put pseudonyms in …")
        if known.problem:
            title, wished = tr("The key of this project cannot be read"), tr("Choose the key …")
        super().__init__(title, parent, width=_WIDTH)
        self.answer = Answer.PSEUDONYMS
        box = NamesLeaving(self, lines=_LINES)
        box.show_names(known, coming, in_words=names_coming_in_words)
        self.body.addWidget(box)
        if known.problem and known.path is not None:
            self._say(tr("It was last at {0}.").format(known.path))
        self._say(tr("What has come into a project stays in its history, also when it is removed."))
        _, main = self.set_buttons(
            wished, left=self.link(tr("Add all the same"), self._on_all_the_same)
        )
        main.setFocus()

    def _say(self, sentence: str) -> None:
        self.body.addWidget(label(sentence, self, step="small", ink="ink2", wraps=True))

    def _on_all_the_same(self) -> None:
        self.answer = Answer.ADD
        self.accept()
