"""Any facts of today's form, put into an instance of the older form and read back, are the same facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tanshin.read.older import as_today
from tanshin.report.aspect import JPY, Entity
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.older_form import Kind, OlderElement, period_names
from tanshin.report.unit import unit_of
from tanshin.taxonomy.concept import ItemType
from tanshin.write.older import older_instance, place
from tests.older import form, lines, reported, today

ENTITY = Entity("http://www.tse.or.jp/sicc", "37740")
OWN = ("tdnet-a", "https://example.com/own", "own.xsd")
CALENDARS = st.builds(Calendar, st.sampled_from([date(2013, 3, 31), date(2012, 2, 29)]), st.integers(1, 4))
WRITABLE = [one for one in form().elements if form().vocabulary_of[one.prefix].namespace]
(YEAR_END,) = (one for one in WRITABLE if one.local == "FiscalYearEnd")
#: Without carriage returns, which XML reads as line ends, and without what it has no place for.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="￾￿"), min_size=1)


def fact_of(one: OlderElement, name: str, calendar: Calendar, value: Value) -> Fact:
    span = calendar.period("CurrentYear" if one.own else name)
    period = span.closing if one.today is Kind.INSTANT else span
    unit = unit_of(today().dts.concepts[one.concept], JPY)
    decimals = None
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else None
    return Fact(Key(one.concept, ENTITY, period, unit, one.dimensions), value, decimals)


def values(one: OlderElement) -> st.SearchStrategy[Value]:
    match one.type:
        case ItemType.BOOLEAN:
            return st.none() | st.booleans()
        case ItemType.DATE:
            return st.none() | st.dates(date(1000, 1, 1))
        case kind if kind.is_numeric:
            return st.none() | st.decimals(-(10**15), 10**15, places=3)
        case _:
            return st.none() | TEXTS


@st.composite
def reports(draw: st.DrawFn) -> tuple[Calendar, list[Fact]]:
    calendar = draw(CALENDARS)
    facts = {}
    for one in draw(st.lists(st.sampled_from(WRITABLE), max_size=12)):
        fact = fact_of(one, draw(st.sampled_from(period_names())), calendar, draw(values(one)))
        facts[fact.key] = fact
    # The calendar of a report follows from this.
    year_end = fact_of(YEAR_END, "CurrentYear", calendar, calendar.year_end)
    return calendar, list({**facts, year_end.key: year_end}.values())


@settings(deadline=None)
@given(reports())
def test_what_is_written_is_read_back(report: tuple[Calendar, list[Fact]]) -> None:
    calendar, facts = report
    placed, left = place(facts, calendar, form(), today().namespace)
    assert left == ()
    data = older_instance(placed, ENTITY, calendar, form(), OWN)
    found = as_today(reported(data), form())
    assert set(found.report) == set(facts)
    assert len(found.report) == len(facts)
    assert found.repeated == ()
    reported_at = f"{calendar.own}ConsolidatedInstant"
    assert ("tse-t-ed:FiscalYearEnd", reported_at) in [one[:2] for one in lines(data)]
