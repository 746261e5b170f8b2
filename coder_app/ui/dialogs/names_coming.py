# SPDX-License-Identifier: MIT
"""Says before transcripts go in that names stand in them which the key of the project replaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from coder_app.core.places import tr
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.arriving.names_coming import names_that_would_come
from coder_app.formats.pseudonyms.leaving_in_words import names_coming_in_words
from coder_app.formats.pseudonyms.names_leaving import NameLeaving
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.ui.dialogs.behind import work_behind
from coder_app.ui.dialogs.error import ErrorDialog
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.names_leaving import NamesLeaving
from coder_app.ui.dialogs.progress import ProgressDialog
from coder_app.ui.look import theme
from coder_app.ui.parts import label


def before_they_come(
    arrivals: Arrivals,
    known: KnownKey,
    parent: QWidget,
    *,
    add: Callable[[], object],
    replace_names: Callable[[], object],
) -> None:
    """Call `add`; where names of the key stand in what arrives, only if the person wants it so.

    A key that cannot be read is told likewise: then nobody knows.
    """

    def looked(coming: Sequence[NameLeaving]) -> None:
        if not (coming or known.problem):
            add()
            return
        dialog = NamesComingDialog(known, coming, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            (add if dialog.all_the_same else replace_names)()

    if not known.key:
        looked([])
        return
    progress = ProgressDialog(
        tr("Looking for names of the key …"), tr("If you stop, nothing is added."), parent
    )
    work_behind(
        progress,
        lambda _: names_that_would_come(arrivals, known.key),
        done=looked,
        failed=lambda sentence: ErrorDialog(sentence, "", parent=parent).open(),
    )


class NamesComingDialog(DialogFrame):
    """Accepted means: put pseudonyms in; unless `all_the_same` says to add them as they are."""

    def __init__(
        self, known: KnownKey, coming: Sequence[NameLeaving], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Look at the names before they come in"), parent)
        self.all_the_same = False
        box = NamesLeaving(self)
        box.show_names(known, coming, in_words=names_coming_in_words)
        self.body.addWidget(box)
        why = tr("What has come into a project stays in its history, also when it is removed.")
        self.body.addWidget(label(why, self, step="small", ink="ink2", wraps=True))
        _, main = self.set_buttons(tr("Put pseudonyms in …"), left=self._add_anyway())
        main.setFocus()

    def _add_anyway(self) -> QWidget:
        place = QWidget(self)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        link = QPushButton(tr("Add all the same"), place)
        link.setAutoDefault(False)
        theme().say(link, kind="quiet")
        link.clicked.connect(self._on_all_the_same)
        row.addWidget(link)
        row.addStretch(1)
        return place

    def _on_all_the_same(self) -> None:
        self.all_the_same = True
        self.accept()
