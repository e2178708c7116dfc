"""A sample of the seeded errors: how many of each kind are found is pinned; the full set runs by `make bench`."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from benchmarks.seeded_errors.batch import batch, told_of
from benchmarks.seeded_errors.desk import Desk, edited
from benchmarks.seeded_errors.mutation import Area, CellEdit, Kind, Mutation, SpanEdit
from benchmarks.seeded_errors.ours import Ours
from benchmarks.seeded_errors.report import page
from benchmarks.seeded_errors.run import Case
from benchmarks.seeded_errors.sample import drawn, possible
from benchmarks.seeded_errors.sheet import sheet_of
from tanshin.values.finding import Severity

EACH, SEED = 4, 1

#: Of four mistakes of each kind in the annual release of the fiscal year 2012.
FOUND = dict.fromkeys(Kind, EACH) | {
    Kind.SIGN: 3,
    Kind.CASH_FLOW: 3,
    Kind.DATE: 2,
    Kind.LANGUAGE: 3,
    Kind.CONTROL: 0,
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk("fy2012-annual", tmp_path_factory.mktemp("desk")) as desk:
        assert desk.earlier
        gc.freeze()  # what all mistakes share need not be searched for garbage with each of them
        yield desk
        gc.unfreeze()


def mutation(text: str, *edits: CellEdit) -> str:
    return edited(text, Mutation(Kind.DIGIT, Area.STATEMENT, "t", "p", "t.csv", edits, "", ""))


def test_a_cell_is_changed_and_every_other_line_stays() -> None:
    text = 'caption,A\n\n"One, two","1,000"\nThree,(5)\n'
    assert sheet_of(text).text(3, 2) == "1,000"
    assert mutation(text, CellEdit(4, 2, "(6)")) == 'caption,A\n\n"One, two","1,000"\nThree,(6)\n'


def test_stretches_are_changed_from_the_end() -> None:
    edits = (SpanEdit(0, 1, "XX"), SpanEdit(2, 3, "YY"))
    assert edited("abc", Mutation(Kind.DATE, Area.WORDS, "t", "p", "f.yaml", edits, "", "")) == "XXbYY"


def test_the_same_seed_makes_the_same_mistakes_and_another_makes_others(desk: Desk) -> None:
    assert drawn(desk, 20, SEED) == drawn(desk, 20, SEED)
    assert drawn(desk, 20, SEED) != drawn(desk, 20, SEED + 1)


def test_every_mistake_changes_the_file_it_is_in(desk: Desk) -> None:
    for one in drawn(desk, 50, SEED):
        text = desk.text(one.file)
        assert edited(text, one) != text, one
        assert one.before != one.after, one


def test_a_digit_is_one_digit_and_a_control_is_no_mistake(desk: Desk) -> None:
    for one in drawn(desk, 50, SEED, frozenset({Kind.DIGIT, Kind.TRANSPOSED, Kind.CONTROL})):
        places = sum(a != b for a, b in zip(one.before, one.after, strict=False))
        if one.kind is Kind.DIGIT:
            assert (places, len(one.before)) == (1, len(one.after))
        elif one.kind is Kind.TRANSPOSED:
            assert places == 2
            assert Counter(one.before) == Counter(one.after)
        else:
            assert one.before.replace(",", "") == one.after


def test_there_are_thousands_of_mistakes_to_make(desk: Desk) -> None:
    found = {kind: len(mistakes) for kind, mistakes in possible(desk).items()}
    assert set(found) == set(Kind)
    assert sum(found.values()) > 50_000
    assert min(found.values()) > 100


def test_how_many_mistakes_of_each_kind_are_found(desk: Desk) -> None:
    ours = Ours(desk)
    cases = [Case(desk.name, one, ours.verdict(one)) for one in drawn(desk, EACH, SEED)]
    assert [case.verdict.crash for case in cases if case.verdict.crash] == []
    found = Counter(case.mutation.kind for case in cases if case.verdict.is_found)
    assert {kind: found[kind] for kind in Kind} == FOUND
    control = [case.verdict for case in cases if case.mutation.kind is Kind.CONTROL]
    assert [verdict.severity for verdict in control] == [None] * EACH
    text = page(cases, [], [], SEED)
    assert f"{len(cases) - EACH:,} mistakes by seed {SEED}" in text


def test_the_filing_is_put_back_after_each_mistake(desk: Desk) -> None:
    before = {path: path.read_bytes() for path in desk.folder.iterdir()}
    ours = Ours(desk)
    for one in drawn(desk, 1, SEED, frozenset({Kind.DIGIT, Kind.CAPTION})):
        assert ours.verdict(one).severity is Severity.ERROR
    assert {path: path.read_bytes() for path in desk.folder.iterdir()} == before


def test_reports_of_one_instance_are_told_apart(desk: Desk) -> None:
    filing = desk.filing
    fact = next(fact for fact in filing.report if isinstance(fact.value, Decimal))
    text = batch([[fact], [fact, fact]], filing.calendar, ["a.xsd"]).decode()
    assert text.count("contextRef=") == 3
    assert text.count('contextRef="r1-') == 2
    assert text.count("schemaRef") == 1
    assert told_of("context r1-CurrentYearDuration unit r1-JPY") == (1, "context CurrentYearDuration unit JPY")
