# SPDX-License-Identifier: MIT
"""Agreement of five coders on a million characters: runs against one count for each character."""

from __future__ import annotations

import gc
import tracemalloc
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from coder_app.agreement.alpha import krippendorff_alpha
from coder_app.agreement.intervals import Interval, IntervalRule, bootstrap
from coder_app.agreement.measures import FORMULAS, NEEDS, Measure
from coder_app.agreement.report import agreement_report
from coder_app.agreement.sums import sums_of
from coder_app.agreement.units import CodedDocument, Stretch, Unit, cut

LENGTH, CODERS, CODES = 1_000_000, 5, 20
PASSAGES = 7_000  # overlapping, 10 to 600 characters


@pytest.fixture(scope="module")
def transcript() -> CodedDocument:
    chance = Random(20261124)
    spans: dict[int, dict[int, list[Stretch]]] = {
        coder: {code: [] for code in range(CODES)} for coder in range(CODERS)
    }
    for _ in range(
        PASSAGES // CODERS
    ):  # all find about the same passages, with borders of their own
        start, code = chance.randrange(LENGTH - 800), chance.randrange(CODES)
        length = chance.randrange(10, 600)
        for mine in spans.values():
            begin = start + chance.randrange(100)
            mine[code if chance.random() < 0.8 else chance.randrange(CODES)].append(
                (begin, begin + length)
            )
    return CodedDocument(key="d", name="d", length=LENGTH, coders=tuple(range(CODERS)), spans=spans)


def alphas(transcript: CodedDocument) -> list[float | None]:
    ratings = cut([transcript], codes=range(CODES), coders=range(CODERS), unit=Unit.CHARACTER)
    found = krippendorff_alpha(ratings.tally(ratings.code, CODES))
    return [coefficient.value for coefficient in found]


def counts_by_character(transcript: CodedDocument, code: int) -> np.ndarray[Any, Any]:
    said_yes = np.zeros(LENGTH, dtype=np.int64)
    for codes in transcript.spans.values():
        mine = np.zeros(LENGTH, dtype=bool)
        for start, end in codes[code]:
            mine[start:end] = True
        said_yes += mine
    return np.stack([said_yes, CODERS - said_yes], axis=1)


def test_alphas_of_runs_are_those_of_krippendorff_and_twenty_times_as_fast(
    benchmark: Any, transcript: CodedDocument
) -> None:
    import krippendorff

    counts = [counts_by_character(transcript, code) for code in range(CODES)]  # not timed
    began = perf_counter()
    theirs = [
        krippendorff.alpha(value_counts=table, level_of_measurement="nominal") for table in counts
    ]
    their_seconds = perf_counter() - began
    del counts

    ours = benchmark.pedantic(alphas, args=(transcript,), rounds=10, warmup_rounds=1)

    our_seconds = benchmark.stats.stats.median
    benchmark.extra_info |= {
        "krippendorff_seconds": round(their_seconds, 3),
        "times_as_fast": round(their_seconds / our_seconds),
    }
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert our_seconds < 0.2
    assert their_seconds / our_seconds > 20


def alphas_by_character(transcript: CodedDocument) -> list[float]:
    """The naive way: an array of a million yes and no for each coder and code."""
    found = []
    for code in range(CODES):
        yes = np.zeros((CODERS, LENGTH), dtype=np.int8)
        for coder, codes in transcript.spans.items():
            for start, end in codes[code]:
                yes[coder, start:end] = 1
        pattern = np.bincount(yes.sum(axis=0), minlength=CODERS + 1)
        given = np.arange(CODERS + 1)
        unlike = (pattern * 2 * given * (CODERS - given) / (CODERS - 1)).sum()
        said_yes = (pattern * given).sum()
        n = LENGTH * CODERS
        found.append(1 - unlike * (n - 1) / (2 * said_yes * (n - said_yes)))
    return found


def test_alphas_of_runs_are_those_of_single_characters_at_a_fraction_of_the_time(
    benchmark: Any, transcript: CodedDocument
) -> None:
    naive = median(_seconds(alphas_by_character, transcript) for _ in range(3))

    ours = benchmark.pedantic(alphas, args=(transcript,), rounds=10, warmup_rounds=1)

    our_seconds = benchmark.stats.stats.median
    benchmark.extra_info |= {
        "by_character_seconds": round(naive, 4),
        "times_as_fast": round(naive / our_seconds, 1),
    }
    assert ours == pytest.approx(alphas_by_character(transcript), abs=1e-12)
    assert our_seconds < 0.1


def _seconds(work: Any, *args: Any) -> float:
    began = perf_counter()
    work(*args)
    return perf_counter() - began


def intervals(blocks: list[CodedDocument]) -> list[Interval]:
    ratings = cut(blocks, codes=range(CODES), coders=range(CODERS), unit=Unit.CHARACTER)
    sums = sums_of(ratings, ratings.code, CODES, frozenset(NEEDS[Measure.ALPHA]))
    return bootstrap(sums, FORMULAS[Measure.ALPHA], IntervalRule(draws=1000))


def test_a_thousand_draws_of_fifty_documents_come_within_a_second(
    benchmark: Any, transcript: CodedDocument
) -> None:
    """The million characters as fifty documents, alphas of twenty codes with their intervals."""
    blocks = in_documents(transcript, 50)
    gc.collect()
    tracemalloc.start()
    intervals(blocks)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    found = benchmark.pedantic(intervals, args=(blocks,), rounds=10, warmup_rounds=1)

    benchmark.extra_info["peak_mb"] = round(peak / 2**20, 1)
    assert all(each.low is not None for each in found)
    assert benchmark.stats.stats.median < 1
    assert peak < 50 * 2**20


def in_documents(transcript: CodedDocument, number: int) -> list[CodedDocument]:
    """Part a long transcript; passages go where they begin."""
    size = LENGTH // number
    found = []
    for n in range(number):
        spans = {
            coder: {
                code: [(a % size, min(a % size + b - a, size)) for a, b in each if a // size == n]
                for code, each in codes.items()
            }
            for coder, codes in transcript.spans.items()
        }
        coders = tuple(range(CODERS))
        found.append(CodedDocument(key=n, name=str(n), length=size, coders=coders, spans=spans))
    return found


def test_alphas_take_little_memory(benchmark: Any, transcript: CodedDocument) -> None:
    alphas(transcript)
    gc.collect()
    tracemalloc.start()
    benchmark.pedantic(alphas, args=(transcript,), rounds=1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    benchmark.extra_info["peak_mb"] = round(peak / 2**20, 1)  # numpy's arrays included
    assert peak < 20 * 2**20


def test_the_whole_report_comes_while_one_waits(benchmark: Any, transcript: CodedDocument) -> None:
    found = benchmark.pedantic(
        agreement_report,
        args=([transcript],),
        kwargs={"codes": range(CODES), "coders": range(CODERS), "unit": Unit.CHARACTER},
        rounds=5,
        warmup_rounds=1,
    )

    benchmark.extra_info["passages"] = len(found.disagreements)
    assert benchmark.stats.stats.median < 0.3


def test_fifty_transcripts_by_turn_come_while_one_waits(benchmark: Any) -> None:
    documents = [study_document(number) for number in range(50)]

    found = benchmark.pedantic(
        agreement_report,
        args=(documents,),
        kwargs={"codes": range(CODES), "coders": range(CODERS), "unit": Unit.TURN},
        rounds=5,
        warmup_rounds=1,
    )

    benchmark.extra_info["passages"] = len(found.disagreements)
    assert median(benchmark.stats.stats.data) < 0.3


def study_document(number: int) -> CodedDocument:
    """An interview of 120 turns with 60 codings by each coder."""
    chance = Random(number)
    spans: dict[int, dict[int, list[Stretch]]] = {
        coder: {code: [] for code in range(CODES)} for coder in range(CODERS)
    }
    for codes in spans.values():
        for _ in range(60):
            start = chance.randrange(19_800)
            codes[chance.randrange(CODES)].append((start, start + chance.randrange(10, 200)))
    return CodedDocument(
        key=number,
        name=f"P{number}",
        length=20_000,
        coders=tuple(range(CODERS)),
        spans=spans,
        units=[(start, start + 150) for start in range(0, 18_000, 150)],
    )
