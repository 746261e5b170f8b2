# SPDX-License-Identifier: MIT
"""The codebook file, read and written; a mistake in it is named by line, code and field."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.formats.codebooks.faults import (
    LONGEST_LIST,
    LONGEST_NAME,
    MOST_CODES,
    Faults,
    head_of,
    text_fault,
)
from coder_app.formats.codebooks.rules import asymmetric_neighbours, faults_of
from coder_app.formats.limits import read_bytes
from coder_app.formats.replacing import replacing

__all__ = ["asymmetric_neighbours", "lost_in_toml", "read_codebook", "write_codebook"]

_MAX_FILE = 4 * 2**20

_HEAD_TEXTS = ("title", "description", "method", "language")
_GROUP_TEXTS = ("name", "parent", "about", "family")
_CODE_TEXTS = (
    *("name", "group", "parent", "colour", "key", "level", "status", "question", "definition"),
    *("example", "borderline", "near_miss", "near_miss_code", "anchor", "source", "where"),
    "home_motive",
)
_CODE_LISTS = ("use_when", "do_not_use_when")
_HEADER = re.compile(r"\s*\[\[\s*(group|code)\s*(\.\s*scale\s*)?\]\]")
_FIELD = re.compile(r"\s*([A-Za-z_][\w-]*)\s*=")
_STRING = re.compile(  # or a comment: what stands in these is no header and no field
    r""""{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*""", re.DOTALL
)


@dataclass(slots=True)
class _Place:
    """A table of the file: the line where it begins, and those of its fields."""

    line: int = 1
    fields: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        return self.fields.get(name, self.line)


class _Faults(Faults):
    """What is wrong with a TOML file, by the lines of its fields."""

    def tell(self, place: _Place, who: str, name: str, sentence: str) -> None:
        """Note a fault of a field."""
        line = place.of(name)
        self.add(line, head_of(tr("line {0}").format(line), who, name), sentence)


# ---- reading


def read_codebook(path: Path) -> CodebookDraft:
    """Read and check a codebook; an `InputProblem` lists every mistake with its line."""
    text = _text_of(path)
    tables = _parsed(text, path)
    places = _places(text)
    faults = _Faults()
    head = _texts(tables, _HEAD_TEXTS, places["head"][0], "", faults)
    known = (*_HEAD_TEXTS, "rules", "group", "code")
    _refuse_unknown(tables, known, places["head"][0], "", faults)
    rules = _list(tables, "rules", places["head"][0], "", faults)
    groups = ((*each, _group) for each in _tables_of(tables, "group", places, faults))
    codes = ((*each, _code) for each in _tables_of(tables, "code", places, faults))
    entries = sorted(
        [*groups, *codes], key=lambda entry: entry[1].line
    )  # as they stand in the file
    drafts = [read(table, place, faults) for table, place, read in entries]
    draft = CodebookDraft(
        title=head["title"],
        description=head["description"],
        method=head["method"],
        language=head["language"],
        rules=rules,
        codes=tuple(drafts),
    )
    if not draft.title:
        faults.tell(_Place(), "", "title", tr("there is no title."))
    _check(draft, [(table, place) for table, place, _ in entries], faults)
    faults.raise_if_any(path, tr("Correct it in a text editor and read it again."))
    return draft


def _text_of(path: Path) -> str:
    try:
        text = read_bytes(path, limit=_MAX_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        what = tr("It is not UTF-8 text.")
        raise InputProblem(path, what, tr("Save it as UTF-8.")) from None
    return text.replace("\r\n", "\n")


def _parsed(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        what = tr("It is not valid TOML: {0}.").format(str(error).rstrip("."))
        raise InputProblem(path, what, tr("Correct it in a text editor.")) from None


def _places(text: str) -> dict[str, list[_Place]]:
    """Find the lines of tables and fields, which the TOML reader does not tell."""
    places: dict[str, list[_Place]] = {"head": [_Place()], "group": [], "code": []}
    here = places["head"][0]
    plain = _STRING.sub(lambda string: "\n" * string[0].count("\n"), text)
    for number, line in enumerate(plain.split("\n"), start=1):
        header, name = _HEADER.match(line), _FIELD.match(line)
        if header and not header[2]:
            here = _Place(number)
            places[header[1]].append(here)
        elif header:
            here.fields.setdefault("scale", number)
        elif name:
            here.fields.setdefault(name[1], number)
    return places


def _tables_of(
    tables: Mapping[str, object], kind: str, places: Mapping[str, list[_Place]], faults: _Faults
) -> Iterator[tuple[Mapping[str, object], _Place]]:
    found = tables.get(kind, [])
    if not isinstance(found, list) or len(found) > MOST_CODES:
        sentence = tr("write [[{0}]] for each, at most {1:,}.").format(kind, MOST_CODES)
        faults.tell(places["head"][0], "", kind, sentence)
        return
    for number, table in enumerate(found):
        place = places[kind][number] if number < len(places[kind]) else _Place()
        if isinstance(table, dict):
            yield table, place
        else:
            faults.tell(place, "", kind, tr("this is no table."))


def _group(table: Mapping[str, object], place: _Place, faults: _Faults) -> CodeDraft:
    who = _who(tr("group “{0}”"), table)
    texts = _texts(table, _GROUP_TEXTS, place, who, faults)
    _refuse_unknown(table, _GROUP_TEXTS, place, who, faults)
    return CodeDraft(
        name=texts["name"],
        parent=texts["parent"] or None,
        definition=texts["about"],
        colour=texts["family"],
        codable=False,
    )


def _code(table: Mapping[str, object], place: _Place, faults: _Faults) -> CodeDraft:
    who = _who(tr("code “{0}”"), table)
    texts = _texts(table, _CODE_TEXTS, place, who, faults)
    _refuse_unknown(table, (*_CODE_TEXTS, *_CODE_LISTS, "scale"), place, who, faults)
    if texts["group"] and texts["parent"]:
        faults.tell(place, who, "parent", tr("write either group or parent."))
    status = texts["status"] or CodeStatus.IN_USE
    if status not in tuple(CodeStatus):
        faults.tell(place, who, "status", tr("write proposed, in use or retired."))
        status = CodeStatus.IN_USE
    return CodeDraft(
        name=texts["name"],
        parent=texts["group"] or texts["parent"] or None,
        colour=texts["colour"],
        key=texts["key"].upper(),
        level=texts["level"],
        status=CodeStatus(status),
        question=texts["question"],
        definition=texts["definition"],
        use_when=_list(table, "use_when", place, who, faults),
        do_not_use_when=_list(table, "do_not_use_when", place, who, faults),
        example=texts["example"],
        borderline=texts["borderline"],
        near_miss=texts["near_miss"],
        near_miss_code=texts["near_miss_code"],
        anchor=texts["anchor"],
        source=texts["source"],
        where=texts["where"],
        home_motive=texts["home_motive"],
        scale=_scale(table, place, who, faults),
    )


def _scale(
    table: Mapping[str, object], place: _Place, who: str, faults: _Faults
) -> tuple[ScaleLevel, ...]:
    found = table.get("scale", [])
    levels = []
    for level in found if isinstance(found, list) else [found]:
        weight = level.get("weight") if isinstance(level, dict) else None
        if not isinstance(level, dict) or not isinstance(weight, int) or isinstance(weight, bool):
            faults.tell(place, who, "scale", tr("each level has a weight, 0 to 9, and a label."))
            continue
        texts = _texts(level, ("label", "anchor"), place, who, faults)
        _refuse_unknown(level, ("weight", "label", "anchor"), place, who, faults)
        if not texts["label"]:
            faults.tell(place, who, "scale", tr("the level {0} has no label.").format(weight))
        levels.append(ScaleLevel(weight=weight, label=texts["label"], anchor=texts["anchor"]))
    return tuple(levels)


def _who(sentence: str, table: Mapping[str, object]) -> str:
    name = table.get("name")
    return sentence.format(name[:LONGEST_NAME]) if isinstance(name, str) and name else ""


def _texts(
    table: Mapping[str, object],
    names: Iterable[str],
    place: _Place,
    who: str,
    faults: _Faults,
) -> dict[str, str]:
    texts = {}
    for name in names:
        value = table.get(name, "")
        sentence = _text_fault(name, value)
        if sentence:
            faults.tell(place, who, name, sentence)
        texts[name] = value.strip() if isinstance(value, str) and not sentence else ""
    return texts


def _text_fault(name: str, value: object) -> str:
    if not isinstance(value, str):
        return tr("write a text in quotation marks.")
    return text_fault(name, value)


def _list(
    table: Mapping[str, object], name: str, place: _Place, who: str, faults: _Faults
) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        sentence = tr("write a list of at most {0} texts, in square brackets.")
        faults.tell(place, who, name, sentence.format(LONGEST_LIST))
        return ()
    for sentence in dict.fromkeys(filter(None, (_text_fault(name, entry) for entry in value))):
        faults.tell(place, who, name, sentence)
    return tuple(entry.strip() for entry in value if isinstance(entry, str))


def _refuse_unknown(
    table: Mapping[str, object], known: Iterable[str], place: _Place, who: str, faults: _Faults
) -> None:
    for name in table.keys() - set(known):
        faults.tell(place, who, name, tr("there is no such field."))


def _check(
    draft: CodebookDraft, entries: Sequence[tuple[Mapping[str, object], _Place]], faults: _Faults
) -> None:
    """Add what is wrong between fields and codes to what was wrong in each."""
    told = faults.heads()
    for fault in faults_of(draft):
        code, (table, place) = draft.codes[fault.code], entries[fault.code]
        pattern = tr("code “{0}”") if code.codable else tr("group “{0}”")
        who = pattern.format(code.name) if code.name else ""
        name = "group" if fault.field == "parent" and "group" in table else fault.field
        if head_of(tr("line {0}").format(place.of(name)), who, name) not in told:
            faults.tell(place, who, name, fault.sentence)


# ---- writing


def write_codebook(draft: CodebookDraft, path: Path | None = None) -> str:
    """Write a codebook as `read_codebook` reads it; with a path also to that file, whole or not."""
    text = "\n".join(_lines(draft))
    if path is not None:
        with replacing(path) as target:
            target.write_text(text, encoding="utf-8", newline="\n")
    return text


def lost_in_toml(draft: CodebookDraft) -> tuple[str, ...]:
    """Say what a codebook holds that the file has no field for."""
    more = [code.name for code in draft.codes if not code.codable and _says_more(code)]
    if not more:
        return ()
    sentence = tr_n(
        "A group has a name, a place, a text about it and a family of colours in TOML; "
        "the other fields of {n} group were left out ({{0}}).",
        "A group has a name, a place, a text about it and a family of colours in TOML; "
        "the other fields of {n} groups were left out ({{0}} …).",
        len(more),
    )
    return (sentence.format(more[0]),)


def _says_more(group: CodeDraft) -> bool:
    plain = CodeDraft(
        name=group.name,
        parent=group.parent,
        definition=group.definition,
        colour=group.colour,
        codable=False,
        guid=group.guid,
    )
    return group != plain


def _lines(draft: CodebookDraft) -> Iterator[str]:
    for name in _HEAD_TEXTS:
        yield from _field(name, getattr(draft, name))
    yield from _field_list("rules", draft.rules)
    groups = {code.name for code in draft.codes if not code.codable}
    for code in draft.codes:
        if code.codable:
            yield from _code_lines(code, "group" if code.parent in groups else "parent")
        else:
            yield from ("", "[[group]]")
            yield from _field("name", code.name)
            yield from _field("parent", code.parent or "")
            yield from _field("about", code.definition)
            yield from _field("family", code.colour)


def _code_lines(code: CodeDraft, parent: str) -> Iterator[str]:
    yield from ("", "[[code]]", *_field("name", code.name), *_field(parent, code.parent or ""))
    for name in ("colour", "key", "level", "question", "definition"):
        yield from _field(name, getattr(code, name))
    if code.status is not CodeStatus.IN_USE:
        yield from _field("status", code.status)
    for name in _CODE_LISTS:
        yield from _field_list(name, getattr(code, name))
    for name in _CODE_TEXTS[_CODE_TEXTS.index("example") :]:
        yield from _field(name, getattr(code, name))
    for level in code.scale:
        yield from ("", "[[code.scale]]", f"weight = {level.weight}")
        yield from _field("label", level.label)
        yield from _field("anchor", level.anchor)


def _field(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name} = {_string(value)}"


def _field_list(name: str, values: Iterable[str]) -> Iterator[str]:
    entries = [f"  {_string(value)}," for value in values]
    if entries:
        yield from (f"{name} = [", *entries, "]")


def _string(value: str) -> str:
    """Write a TOML string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
