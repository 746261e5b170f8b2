# SPDX-License-Identifier: MIT
"""Who called it what: counts of units for each pair of coders."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement.confusion import Confusion, confusions
from coder_app.agreement.units import CodedDocument, Stretch, Unit, cut

CODES, LENGTH = ("trust", "belonging", "envy"), 30
spans = st.integers(0, 24).map(lambda start: (start, start + 6))
marks = st.fixed_dictionaries(
    {
        coder: st.fixed_dictionaries({code: st.lists(spans, max_size=3) for code in CODES})
        for coder in ("Ana", "Ben")
    }
)
Marks = dict[str, dict[str, list[Stretch]]]


def confusion(some: Marks, **more: object) -> Confusion:
    fields = {"key": "d", "name": "d", "length": LENGTH, "coders": ("Ana", "Ben")} | more
    document = CodedDocument(spans=some, **fields)  # type: ignore[arg-type]
    ratings = cut([document], codes=CODES, coders=("Ana", "Ben"), unit=Unit.CHARACTER)
    return confusions(ratings)[0]


def test_one_code_taken_for_another_stands_off_the_diagonal() -> None:
    found = confusion({"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(0, 4)], "envy": [(4, 12)]}})

    assert (found.first, found.second, found.codes) == ("Ana", "Ben", CODES)
    assert np.array(found.table).tolist() == [
        [4, 0, 6, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 2, 0],
    ]
    assert found.most_confused() == ("trust", "envy")


def test_what_the_other_left_without_a_code_of_her_own_is_nothing_else() -> None:
    found = confusion({"Ana": {"trust": [(0, 10)], "envy": [(0, 10)]}, "Ben": {"envy": [(0, 10)]}})

    assert found.table[0] == (0, 0, 0, 10)  # Ben said envy too, but so did Ana
    assert found.table[2][2] == 10


def test_codes_that_nobody_mixes_up_or_misses_are_not_confused() -> None:
    found = confusion({"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(0, 10)]}})

    assert found.most_confused() == ()


def test_documents_that_one_of_them_did_not_rate_do_not_count() -> None:
    documents = [
        CodedDocument(
            key=n, name=str(n), length=LENGTH, coders=who, spans={"Ana": {"trust": [(0, 10)]}}
        )
        for n, who in enumerate([("Ana", "Ben"), ("Ana", "Chika"), ("Ana", "Ben", "Chika")])
    ]
    ratings = cut(documents, codes=CODES, coders=("Ana", "Ben", "Chika"), unit=Unit.CHARACTER)

    found = {(c.first, c.second): c.table[0][-1] for c in confusions(ratings)}

    assert found == {("Ana", "Ben"): 20, ("Ana", "Chika"): 20, ("Ben", "Chika"): 0}


def test_nothing_coded_and_no_documents_confuse_nobody() -> None:
    assert confusion({"Ana": {}, "Ben": {}}).table == ((0,) * 4,) * 4
    assert confusions(cut([], codes=CODES, coders=("Ana", "Ben"), unit=Unit.TURN)) == ()


@settings(max_examples=60, deadline=None)
@given(marks)
def test_the_table_is_that_of_single_characters(some: Marks) -> None:
    said = np.zeros((2, len(CODES), LENGTH), dtype=bool)
    for who, coder in enumerate(("Ana", "Ben")):
        for n, code in enumerate(CODES):
            for start, end in some[coder][code]:
                said[who, n, start:end] = True
    wanted = np.zeros((len(CODES) + 1,) * 2, dtype=int)
    for at in range(LENGTH):
        mine = [n for n in range(len(CODES)) if said[0, n, at] and not said[1, n, at]]
        hers = [n for n in range(len(CODES)) if said[1, n, at] and not said[0, n, at]]
        for n in range(len(CODES)):
            wanted[n, n] += said[0, n, at] and said[1, n, at]
        for a in mine:
            for b in hers or [len(CODES)]:
                wanted[a, b] += 1
        for b in hers if not mine else []:
            wanted[len(CODES), b] += 1

    assert np.array(confusion(some).table).tolist() == wanted.tolist()
