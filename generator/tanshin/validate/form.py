"""What a filing says in the single items of the exchange's form, ready to be held against what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.values.qname import QName

_SATURDAY = 5


def item(filing: Filing, name: QName | None) -> Fact | None:
    """A single item, if it is given and not nil; of a text that in the first language."""
    return next(items(filing, name), None)


def items(filing: Filing, name: QName | None) -> Iterator[Fact]:
    """A single item in every language in which it is given."""
    if name is not None:
        yield from (fact for fact in filing.report.by_concept.get(name, ()) if not fact.is_nil)


def day_of(fact: Fact | None) -> date | None:
    """The day an item states."""
    return fact.value if fact and isinstance(fact.value, date) else None


def period_end(filing: Filing) -> date:
    """The last day of the period that is reported."""
    return filing.calendar.period(filing.own_period).last


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday; holidays are not known here."""
    return day.weekday() >= _SATURDAY


def last_weekday(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(day.weekday() - _SATURDAY + 1, 0))
