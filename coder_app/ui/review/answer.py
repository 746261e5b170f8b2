# SPDX-License-Identifier: MIT
"""The answer to one disagreement while it is being found: ways to settle, own borders, own code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, Guid, ReviewItem
from coder_app.core.spans import Span
from coder_app.ui.models.review import name_of
from coder_app.ui.review import settling
from coder_app.ui.review.foot import ReviewFoot
from coder_app.ui.review.settling import Settlement
from coder_app.ui.review.text import ReviewText
from coder_app.ui.review.ways import Way

NOTHING, OWN = "0", "B"
_ALL_AT_LEAST = 4  # the key of "both codes" with up to three coders


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A disagreement with what is needed to say it in words."""

    item: ReviewItem
    text: str
    people: tuple[tuple[Guid, str], ...]  # coders as the screen names them, in its order
    codes: Mapping[Guid, CodeRecord]

    @property
    def all_key(self) -> str:
        """The key that takes everything marked."""
        key = max(_ALL_AT_LEAST, len(self.people) + 1)
        return str(key) if key < 10 else ""


class Answer(QObject):
    """Keeps foot and text in step: what is chosen, and which words or code of one's own."""

    def __init__(self, foot: ReviewFoot, text: ReviewText, parent: QObject) -> None:
        super().__init__(parent)
        self._foot, self._text = foot, text
        self._question: Question | None = None
        self._span: Span | None = None
        self._code: Guid | None = None
        foot.ways.chosen_changed.connect(self._on_chosen)
        text.words_selected.connect(self._on_words)
        text.let_go.connect(self._let_go)

    # ---- the question

    def ask(self, question: Question) -> None:
        """Offer the ways to settle a disagreement."""
        self._question = question
        self._span, self._code = None, question.item.codes[0]
        self._foot.ask(self._ways(question), question.people)

    def drop(self) -> None:
        """Ask nothing."""
        self._question = None
        self._span = None

    @property
    def question(self) -> Question | None:
        """What is asked, while it can be answered."""
        return self._question

    def _ways(self, question: Question) -> list[Way]:
        item, text, codes = question.item, question.text, question.codes
        ways = [
            Way(
                key=str(number) if number < 10 else "",
                name=tr("As {0}").format(name),
                leaves=settling.marked_in_words(item, coder, text, codes),
            )
            for number, (coder, name) in enumerate(question.people, 1)
        ]
        of_use = settling.is_of_use(item)
        two = len(item.codes) > 1
        ways.append(
            Way(
                key=question.all_key,
                name=tr("Both codes") if two else tr("All that is marked"),
                leaves=tr("as marked") if two else self._all_in_words(question),
                why_not="" if of_use else tr("One coder has all of it already"),
            )
        )
        ways.append(Way(key=NOTHING, name=tr("Nothing here"), leaves=tr("leave uncoded")))
        ways.append(self._own_way())
        return ways

    @staticmethod
    def _all_in_words(question: Question) -> str:
        passages = settling.as_marked(question.item).passages
        return "; ".join(settling.in_short(passage.span, question.text) for passage in passages)

    def _own_way(self) -> Way:
        question, span, code = self._question, self._span, self._code
        leaves = tr("drag in the text")
        if question is not None and span is not None and code is not None:
            leaves = settling.in_short(span, question.text)
            if code != question.item.codes[0]:
                name = name_of(question.codes, code)
                leaves = tr("{0} on {1}").format(name, leaves)
        return Way(key=OWN, name=tr("Own borders"), leaves=leaves)

    # ---- one's own

    def _on_chosen(self, key: str | None) -> None:
        if key != OWN or self._question is None or self._span is not None:
            return
        self._text.select(self._question.item.marks[0].span)
        self._text.setFocus()

    def _on_words(self, span: Span) -> None:
        if self._question is None:
            return
        self._span = span
        self._foot.ways.update_way(self._own_way())
        self._foot.ways.choose(OWN)

    def _let_go(self) -> None:
        if self._question is not None and self._span is not None:
            self._span = None
            self._foot.ways.update_way(self._own_way())
            if self._foot.ways.chosen == OWN:
                self._foot.ways.choose(None)

    def take_code(self, code: Guid) -> None:
        """Give the words another code than anybody did."""
        if self._question is None:
            return
        self._code = code
        if self._span is None:
            self._text.select(self._question.item.marks[0].span)
        self._foot.ways.update_way(self._own_way())
        self._foot.ways.choose(OWN)

    # ---- the answer

    def press(self, key: str) -> None:
        """Choose the way of a key."""
        if self._question is not None and self._foot.is_asking:
            self._foot.ways.choose(key)

    def settlement(self) -> Settlement | None:
        """Give what is chosen."""
        question, key = self._question, self._foot.ways.chosen
        if question is None or key is None:
            return None
        if key == NOTHING:
            return settling.nothing_here()
        if key == OWN:
            if self._span is None or self._code is None:
                return None
            return settling.own(question.item, self._code, self._span)
        if key == question.all_key:
            return settling.as_marked(question.item)
        return settling.as_coder(question.item, question.people[int(key) - 1][0])

    def words_of(self, settlement: Settlement) -> str:
        """Say what a settlement leaves in the text."""
        if self._question is None:
            return ""
        codes: Sequence[str] = [
            name_of(self._question.codes, passage.code) for passage in settlement.passages
        ]
        return ", ".join(dict.fromkeys(codes)) or tr("nothing here")
