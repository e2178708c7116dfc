from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.report.aspect import XBRLI, Entity, Instant, TypedMember
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Key
from tanshin.report.older_form import Kind, OlderElement, older_of, period_name, period_names, today_of
from tanshin.values.qname import QName
from tests.older import ED, form, today

ENTITY = Entity("http://www.tse.or.jp/sicc", "37740")
CALENDAR = Calendar(date(2013, 3, 31))
NAMES = st.sampled_from(period_names())


def today_key(one: OlderElement, name: str, calendar: Calendar) -> Key:
    span = calendar.period("CurrentYear" if one.own else name)
    period = span.closing if one.today is Kind.INSTANT else span
    return Key(one.concept, ENTITY, period, None, one.dimensions)


@given(
    st.sampled_from(form().elements),
    NAMES,
    st.builds(Calendar, st.sampled_from([date(2013, 3, 31), date(2012, 2, 29), date(2013, 12, 31)]), st.integers(1, 4)),
)
def test_what_is_put_into_the_older_form_comes_back(one: OlderElement, name: str, calendar: Calendar) -> None:
    """There and back again is the same fact, with every element, in every period that contexts have."""
    key = today_key(one, name, calendar)
    found = older_of(form(), key, calendar)
    assert found
    element, older = found
    assert element == one
    assert older.concept.local == one.local
    if not older.concept.namespace:  # not to be written; a report that has it says which it is
        older = older._replace(concept=QName(f"{form().root}t/hi/2000-01-01", one.local, one.prefix))
    assert today_of(form(), older, calendar) == (one, key)


def test_the_table_is_one_to_one() -> None:
    table = form()
    assert len(table.by_older) == len(table.by_today) == len(table.elements) == 217
    assert len(table.gone_of) == len(table.gone) == 5
    assert not table.by_older.keys() & table.gone_of.keys()


def test_todays_facts_fit_todays_form() -> None:
    sections = [section for name in ("acedussm", "qcedussm") for section in today().of_form(name).statements]

    def fits(one: OlderElement) -> bool:
        given = dict(one.dimensions)
        return any(
            one.concept in section.concepts
            and given.keys() == dict(section.axes).keys()
            and all(given[axis] in members for axis, members in section.axes)
            for section in sections
        )

    assert [one.name for one in form().elements if not fits(one)] == []


def test_forecasts_are_elements_and_not_members() -> None:
    name = form().by_older["tse-t-ed", "ForecastUpperNetIncomeUS", False, Kind.DURATION]
    assert name.concept.local == "NetIncomeUS"
    assert [member.local for _, member in name.dimensions] == ["ConsolidatedMember", "UpperMember"]


def test_the_end_of_the_year_is_said_at_the_period_reported() -> None:
    calendar = Calendar(date(2013, 3, 31), 2)
    one = form().by_older["tse-t-ed", "FiscalYearEnd", False, Kind.INSTANT]
    found = older_of(form(), Key(one.concept, ENTITY, Instant(date(2013, 3, 31))), calendar)
    assert found
    assert found[1].period == Instant(date(2012, 9, 30))
    assert older_of(form(), Key(one.concept, ENTITY, Instant(date(2012, 3, 31))), calendar) is None
    # Without a calendar it stays where it is.
    back = today_of(form(), found[1], None)
    assert back
    assert back[1].period == Instant(date(2012, 9, 30))


@pytest.mark.parametrize(
    ("namespace", "prefix", "expected"),
    [
        (ED.namespace, "any", "tse-t-ed"),
        ("http://www.xbrl.tdnet.info/jp/br/tdnet/t/hi/2007-06-30", "tse-t-hi", "tse-t-hi"),
        ("http://www.xbrl.tdnet.info/jp/br/tdnet/t/ed/2009-01-01", "tse-t-ed", "tse-t-ed"),
        ("http://www.xbrl.tdnet.info/jp/br/tdnet/t/hi/2007-06-30", "a", None),
        ("http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12", "tse-t-ed", None),
    ],
)
def test_a_namespace_is_known_by_its_uri_or_its_prefix(namespace: str, prefix: str, expected: str | None) -> None:
    assert form().prefix_of(QName(namespace, "NetIncomeUS", prefix)) == expected


SCENARIO = QName(XBRLI, "scenario")
MARKER = '<oe:NonConsolidated xmlns:oe="http://www.xbrl.tdnet.info/jp/br/tdnet/o/ed/oe/2007-06-30"/>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MARKER, True),
        (MARKER.replace("/>", "></oe:NonConsolidated>"), True),
        (MARKER.replace("/>", ">x</oe:NonConsolidated>"), False),
        (MARKER.replace("2007", "2008"), False),
        (MARKER.replace("NonCon", "Con"), False),
        ("<open", False),
        (None, False),
    ],
)
def test_the_marker_is_told_by_its_name(text: str | None, expected: bool) -> None:
    assert form().is_apart(((SCENARIO, TypedMember(text)),)) is expected


def test_nothing_else_may_stand_beside_the_marker() -> None:
    axis = QName("https://example.com", "Axis")
    assert form().is_apart(form().apart)
    assert not form().is_apart((*form().apart, (axis, TypedMember("a"))))
    assert not form().is_apart(((axis, TypedMember(MARKER)),))
    assert not form().is_apart(())


@given(NAMES, st.integers(1, 4))
def test_a_period_has_the_name_it_was_found_by(name: str, quarter: int) -> None:
    calendar = Calendar(date(2013, 3, 31), quarter)
    span = calendar.period(name)
    assert period_name(calendar, span) == name
    assert period_name(calendar, span.closing) == name


def test_a_period_of_no_context_has_no_name() -> None:
    assert period_name(CALENDAR, CALENDAR.period("CurrentQuarter")) is None
    assert period_name(CALENDAR, Instant(date(2013, 3, 30))) is None
