"""Rules are stamped, listed once, counted and adjustable."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from tanshin.report.aspect import JPY, Entity, parse_period
from tanshin.report.fact import Fact, Key
from tanshin.validate import rules
from tanshin.validate.every_rule import RULES
from tanshin.validate.registry import Issue, Rule, examine, join, rule, run
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.qname import QName
from tanshin.values.source import Source


@dataclass(frozen=True)
class Shelf:
    books: tuple[int, ...]


def _books(shelf: Shelf) -> Iterable[int]:
    return shelf.books


@rule("TNS991", Severity.ERROR, subject=Shelf)
def shelf_is_not_empty(shelf: Shelf) -> Iterator[Issue]:
    """A shelf has books.

    Why. What to do.
    """
    if not shelf.books:
        yield Issue("the shelf is empty; buy a book")


@rule("TNS992", Severity.WARNING, subject=Shelf, each=_books)
def books_are_numbered(_shelf: Shelf, book: int) -> Iterator[Issue]:
    """A book has a number above zero.

    Why. What to do.
    """
    if book < 1:
        yield Issue(f"book {book}; number it anew", expected=Decimal(1), actual=Decimal(book))


SHELF_RULES = (shelf_is_not_empty, books_are_numbered)


def test_a_rule_is_stamped_with_code_and_severity() -> None:
    (finding,) = run(SHELF_RULES, Shelf(()))
    assert (finding.code, finding.severity, finding.message) == (
        "TNS991",
        Severity.ERROR,
        "the shelf is empty; buy a book",
    )
    assert books_are_numbered.page.summary == "A book has a number above zero."
    assert books_are_numbered.page.body == "Why. What to do."


def test_what_was_compared_is_counted() -> None:
    assert examine(SHELF_RULES, Shelf((1, 2, 0))).checked == {"TNS991": 1, "TNS992": 3}
    assert examine(SHELF_RULES, Shelf(())).checked == {"TNS991": 1, "TNS992": 0}


def test_numbers_of_an_issue_reach_the_finding() -> None:
    (finding,) = run(SHELF_RULES, Shelf((0,)))
    assert (finding.expected, finding.actual, finding.tolerance) == (Decimal(1), Decimal(0), None)


def test_an_issuer_raises_and_switches_off() -> None:
    raised = run(SHELF_RULES, Shelf((0,)), {"TNS992": Severity.ERROR})
    assert [finding.severity for finding in raised] == [Severity.ERROR]
    off = examine(SHELF_RULES, Shelf((0,)), {"TNS992": None})
    assert off.findings == ()
    assert "TNS992" not in off.checked


def test_a_rule_that_fails_is_a_finding_and_the_others_run() -> None:
    @rule("TNS991", Severity.INFO, subject=Shelf, each=_books)
    def books_divide(_shelf: Shelf, book: int) -> Iterator[Issue]:
        """Books divide."""
        if 12 // book > 5:
            yield Issue("too few")

    examination = examine((books_divide, books_are_numbered), Shelf((1, 0, 3)))
    failure, issue, other = examination.findings
    assert (failure.code, failure.severity, failure.sources) == ("TNS791", Severity.ERROR, ())
    assert "TNS991 failed after 1 comparisons (ZeroDivisionError in test_registry.py:" in failure.message
    assert (issue.code, other.code) == ("TNS992", "TNS991")  # what it had found before is kept
    assert examination.checked == {"TNS991": 1, "TNS992": 3}


def test_unusable_input_is_not_the_failure_of_a_rule() -> None:
    @rule("TNS991", Severity.INFO, subject=Shelf)
    def reads(_shelf: Shelf) -> Iterator[Issue]:
        """A file can be read."""
        for book in (0,):
            raise InputError(Finding("TNS001", Severity.ERROR, f"file {book} is missing"))
        yield from ()

    with pytest.raises(InputError, match="file 0 is missing"):
        examine((reads,), Shelf(()))


def test_sources_are_those_of_the_facts_unless_given() -> None:
    key = Key(QName("n", "A", "n"), Entity("s", "e"), parse_period("2013-03-31"), JPY)
    fact = Fact(key, Decimal(1), 0, "t", Source("t.csv", 2, 3))

    @rule("TNS993", Severity.INFO, subject=Shelf)
    def from_facts(_shelf: Shelf) -> Iterator[Issue]:
        """A sentence."""
        yield Issue("one", (fact, fact), concept=key.concept)
        yield Issue("two", (fact,), (Source("other.csv"),))

    one, two = run((from_facts,), Shelf(()))
    assert {one.sources, two.sources} == {(Source("t.csv", 2, 3),), (Source("other.csv"),)}
    assert {one.facts[0], two.facts[0]} == {"n:A 2013-03-31 JPY"}


def test_one_code_is_for_one_rule() -> None:
    assert join(SHELF_RULES, SHELF_RULES) == SHELF_RULES  # the same rule in two books is one rule

    @rule("TNS991", Severity.INFO, subject=Shelf)
    def another(_shelf: Shelf) -> Iterator[Issue]:
        """Another sentence."""
        yield from ()

    with pytest.raises(ValueError, match="two rules have the code TNS991"):
        join(SHELF_RULES, (another,))


def test_a_rule_needs_a_page_and_a_proper_code() -> None:
    def nothing_said(_shelf: Shelf) -> Iterator[Issue]:
        yield from ()

    with pytest.raises(ValueError, match="TNS994 has no docstring"):
        rule("TNS994", Severity.INFO, subject=Shelf)(nothing_said)
    with pytest.raises(ValueError, match="'T1' is no code of a rule"):
        rule("T1", Severity.INFO, subject=Shelf)


def test_rules_are_frozen() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        RULES[0].code = "TNS000"  # type: ignore[misc]


def test_every_rule_is_listed() -> None:
    """A rule that is written and not listed would never run."""
    written: list[Rule[Any]] = []
    for info in pkgutil.iter_modules(rules.__path__):
        module = importlib.import_module(f"{rules.__name__}.{info.name}")
        found = [one for _, one in inspect.getmembers(module) if isinstance(one, Rule)]
        assert sorted(module.RULES, key=lambda one: one.code) == sorted(found, key=lambda one: one.code), info.name
        written += found
    assert {one.code for one in written} == {one.code for one in RULES}
    assert len(written) == len(RULES)
