# SPDX-License-Identifier: MIT
"""A codebook as it stands in an appendix: a table for each group, all fields of each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus
from coder_app.core.report import (
    Block,
    Grid,
    Heading,
    Look,
    Report,
    Text,
    TextKind,
    Words,
    cell,
    paragraph,
)

_SHARES = (0.18, 0.26, 0.24, 0.32)


def codebook_report(draft: CodebookDraft) -> Report:
    """Make the appendix of a codebook, for a page lying on its side."""
    codes = sum(code.codable for code in draft.codes)
    about = [tr("Codebook"), tr_n("{n} code", "{n} codes", codes)]
    return Report(
        title=draft.title,
        about=tuple(about),
        blocks=tuple(codebook_blocks(draft)),
        language=draft.language or "en",
        landscape=True,
    )


def codebook_blocks(draft: CodebookDraft, level: int = 1) -> Iterator[Block]:
    """Give what the codebook says at its head, and a table for each group."""
    for text in (draft.description, draft.method):
        if text:
            yield from (paragraph(part) for part in text.split("\n") if part.strip())
    if draft.rules:
        yield Heading(text=tr("Rules for all codes"), level=level)
        yield from (paragraph(rule, kind=TextKind.ITEM) for rule in draft.rules)
    by_name = {code.name.casefold(): code for code in draft.codes}
    for group, codes in _groups(draft, by_name):
        if group is not None:
            yield Heading(text=group.name, level=level)
            if group.definition:
                yield paragraph(group.definition)
        if codes:
            head = (tr("Code"), tr("Definition"), tr("Use, and do not use"), tr("Examples"))
            rows = tuple(_row(code, by_name) for code in codes)
            yield Grid(head=head, rows=rows, shares=_SHARES)


_Group = tuple[CodeDraft | None, list[CodeDraft]]


def _groups(draft: CodebookDraft, by_name: Mapping[str, CodeDraft]) -> list[_Group]:
    """Gather codes under the group they stand under, near or far; those under none come first."""
    found: dict[str, _Group] = {"": (None, [])}
    for code in draft.codes:
        if not code.codable:
            found[code.name.casefold()] = (code, [])
    for code in draft.codes:
        if code.codable:
            found[_group_of(code, by_name)][1].append(code)
    return [(group, codes) for group, codes in found.values() if group is not None or codes]


def _group_of(code: CodeDraft, by_name: Mapping[str, CodeDraft]) -> str:
    passed, above = {code.name.casefold()}, code.parent
    while above and above.casefold() in by_name and above.casefold() not in passed:
        passed.add(above.casefold())
        if not by_name[above.casefold()].codable:
            return above.casefold()
        above = by_name[above.casefold()].parent
    return ""


# ---- a code


def _row(code: CodeDraft, by_name: Mapping[str, CodeDraft]) -> tuple[tuple[Text, ...], ...]:
    return _name(code, by_name), _definition(code), _rules(code), _examples(code)


def _name(code: CodeDraft, by_name: Mapping[str, CodeDraft]) -> tuple[Text, ...]:
    shown = [Text(words=(Words(text=code.name, look=Look.STRONG, colours=(code.colour,)),))]
    above = by_name.get(code.parent.casefold()) if code.parent else None
    if above is not None and above.codable:
        shown.append(_quiet(tr("under {0}").format(above.name)))
    if code.level:
        shown.append(_quiet(code.level))
    if code.status is not CodeStatus.IN_USE:
        shown.append(_quiet(code.status.value))
    if code.home_motive:
        shown.append(_quiet(tr("at home with {0}").format(code.home_motive)))
    if code.key:
        shown.append(_quiet(tr("key {0}").format(code.key)))
    return tuple(shown)


def _definition(code: CodeDraft) -> tuple[Text, ...]:
    shown = [*cell(code.question), *cell(code.definition)]
    for level in code.scale:
        told = f"{level.weight} {level.label}"
        shown.append(_led(told, level.anchor))
    shown += [_quiet(text) for text in (code.anchor, code.source, code.where) if text]
    return tuple(shown)


def _rules(code: CodeDraft) -> tuple[Text, ...]:
    shown: list[Text] = []
    for title, entries in (
        (tr("Use when"), code.use_when),
        (tr("Do not use when"), code.do_not_use_when),
    ):
        if entries:
            shown.append(paragraph(title, Look.STRONG))
            shown += [paragraph(entry, kind=TextKind.ITEM) for entry in entries]
    return tuple(shown)


def _examples(code: CodeDraft) -> tuple[Text, ...]:
    right = tr("Right here is {0}.").format(code.near_miss_code) if code.near_miss_code else ""
    miss = " ".join(part for part in (code.near_miss, right) if part)
    told: Sequence[tuple[str, str]] = (
        (tr("Typical"), code.example),
        (tr("Borderline"), code.borderline),
        (tr("Near miss"), miss),
    )
    return tuple(_led(title, text) for title, text in told if text)


def _led(title: str, text: str) -> Text:
    """Write a paragraph that begins with what it is."""
    rest = (Words(text=f" {text}"),) if text else ()
    return Text(words=(Words(text=f"{title}:" if text else title, look=Look.STRONG), *rest))


def _quiet(text: str) -> Text:
    return paragraph(text, Look.QUIET)
