# SPDX-License-Identifier: MIT
"""What each way to settle a disagreement would leave in the text, and how it is said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder_app.core.places import tr, tr_n
from coder_app.core.records import (
    CodeRecord,
    DecisionRecord,
    DisagreementKind,
    Guid,
    Outcome,
    ReviewItem,
    ReviewMark,
)
from coder_app.core.spans import Span
from coder_app.operations.codings import Passage
from coder_app.ui.models.review import name_of

_LONGEST_WORD = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is to become of a disagreement: the passages that Consensus gets."""

    outcome: Outcome
    passages: tuple[Passage, ...]
    chosen: Guid | None = None  # the coder who is followed


def as_coder(item: ReviewItem, coder: Guid) -> Settlement:
    """Follow one coder; where she marked nothing, nothing is coded."""
    passages = tuple(
        Passage(code=mark.code, span=mark.span, weight=mark.weight)
        for mark in item.marks
        if mark.coder == coder
    )
    return Settlement(outcome=Outcome.CODER, passages=passages, chosen=coder)


def as_marked(item: ReviewItem) -> Settlement:
    """Keep everything that anybody marked: of each code what its passages cover together."""
    passages = [
        Passage(code=code, span=span, weight=weight_of(item, code))
        for code in dict.fromkeys(mark.code for mark in item.marks)
        for span in joined(mark.span for mark in item.marks if mark.code == code)
    ]
    return Settlement(outcome=Outcome.BOTH, passages=tuple(passages))


def nothing_here() -> Settlement:
    """Leave the passage uncoded."""
    return Settlement(outcome=Outcome.NOTHING, passages=())


def own(item: ReviewItem, code: Guid, span: Span) -> Settlement:
    """Code other words, or with another code, than anybody did."""
    passage = Passage(code=code, span=span, weight=weight_of(item, code))
    return Settlement(outcome=Outcome.OWN, passages=(passage,))


def is_of_use(item: ReviewItem) -> bool:
    """Tell whether taking all that is marked gives something that no coder has alone."""
    together = set(as_marked(item).passages)
    coders = {mark.coder for mark in item.marks}
    return all(set(as_coder(item, coder).passages) != together for coder in coders)


def weight_of(item: ReviewItem, code: Guid) -> int | None:
    """Give the weight on which all who used the code agree."""
    weights = {mark.weight for mark in item.marks if mark.code == code}
    return weights.pop() if len(weights) == 1 else None


def joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch.

    >>> joined([Span(4, 9), Span(0, 5), Span(12, 14)])
    [Span(start=0, end=9), Span(start=12, end=14)]
    """
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


# ---- in words


def marked_in_words(
    item: ReviewItem, coder: Guid, text: str, codes: Mapping[Guid, CodeRecord]
) -> str:
    """Say what sets one coder's marking apart from those of the others."""
    marks = [mark for mark in item.marks if mark.coder == coder]
    if not marks:
        return tr("nothing marked")
    if item.kind is DisagreementKind.VERSION:
        numbers = sorted({mark.version for mark in marks if mark.version is not None})
        return tr("under {0}").format(", ".join(tr("v{0}").format(n) for n in numbers))
    if item.kind is DisagreementKind.WEIGHT:
        return ", ".join(_weight(mark) for mark in marks)
    used = dict.fromkeys(mark.code for mark in marks)
    if any(mark.code not in used for mark in item.marks) or len(used) > 1:
        return " + ".join(name_of(codes, code) for code in used)
    if len(marks) > 1:
        return tr_n("{n} passage", "{n} passages", len(marks))
    return _borders(marks[0].span, item.marks, text)


def _weight(mark: ReviewMark) -> str:
    if mark.weight is None:
        return tr("no weight")
    shown = mark.weight_label or str(mark.weight)
    return tr("weight {0}").format(shown)


def _borders(span: Span, marks: Sequence[ReviewMark], text: str) -> str:
    starts = {mark.span.start for mark in marks}
    ends = {mark.span.end for mark in marks}
    if len(starts) == 1 and len(ends) > 1:
        return tr("to “{0}”").format(last_word(span.text_of(text)))
    if len(ends) == 1 and len(starts) > 1:
        return tr("from “{0}”").format(first_word(span.text_of(text)))
    return in_short(span, text)


def in_short(span: Span, text: str) -> str:
    """Say where a passage begins and ends.

    >>> in_short(Span(0, 22), "We have our own hashtag.")
    '“We … hashtag”'
    """
    words = span.text_of(text).split()
    if len(words) < 3 and sum(map(len, words)) <= 2 * _LONGEST_WORD:
        return tr("“{0}”").format(" ".join(words))
    return tr("“{0} … {1}”").format(words[0][:_LONGEST_WORD], words[-1][-_LONGEST_WORD:])


def first_word(words: str) -> str:
    """Give the first word; of a text without spaces its first letters."""
    word = (words.split() or [""])[0]
    return word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…"


def last_word(words: str) -> str:
    """Give the last word; of a text without spaces its last letters."""
    word = (words.split() or [""])[-1]
    return word if len(word) <= _LONGEST_WORD else f"…{word[-_LONGEST_WORD:]}"


def passages_in_words(
    passages: Sequence[Passage], text: str, codes: Mapping[Guid, CodeRecord]
) -> str:
    """Say what the consensus would hold."""
    if not passages:
        return tr("left uncoded")
    return "; ".join(
        tr("{0} on {1}").format(name_of(codes, passage.code), in_short(passage.span, text))
        for passage in passages
    )


def decision_in_words(decision: DecisionRecord, name: str) -> str:
    """Say how a disagreement was settled; `name` is that of the coder who was followed."""
    if decision.outcome is Outcome.CODER:
        return tr("as {0}").format(name)
    return {
        Outcome.BOTH: tr("all that was marked"),
        Outcome.NOTHING: tr("nothing here"),
        Outcome.OWN: tr("own borders or another code"),
    }[decision.outcome]
