from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from tanshin.report.aspect import JPY, USD, Duration, Entity, Instant
from tanshin.report.fact import Fact, Key
from tanshin.values.qname import QName
from tanshin.values.source import Source

CASH = QName("https://example.com", "Cash", "ex")
AXIS, MEMBER = QName("https://example.com", "Axis", "ex"), QName("https://example.com", "CapitalMember", "ex")
KEY = Key(CASH, Entity("http://www.tse.or.jp/sicc", "37740"), Instant(date(2013, 3, 31)), JPY)
FACT = Fact(KEY, Decimal(1000), -3, "balance-sheet", Source("balance-sheet.csv", 4, 2))


def test_where_a_fact_was_read_is_no_part_of_it() -> None:
    assert replace(FACT, table="cash-flow", source=None) == FACT
    assert hash(replace(FACT, table="cash-flow", source=None)) == hash(FACT)


def test_value_precision_and_aspects_are() -> None:
    assert replace(FACT, value=Decimal(1001)) != FACT
    assert replace(FACT, decimals=0) != FACT
    assert replace(FACT, key=KEY._replace(unit=USD)) != FACT


def test_nil_is_not_zero() -> None:
    assert replace(FACT, value=None).is_nil
    assert not replace(FACT, value=Decimal(0)).is_nil


def test_a_key_reads_as_concept_period_unit_and_members() -> None:
    assert str(KEY) == "ex:Cash 2013-03-31 JPY"
    dimensions = ((AXIS, MEMBER),)
    period = Duration(date(2012, 4, 1), date(2013, 3, 31))
    assert str(KEY._replace(period=period, dimensions=dimensions)) == "ex:Cash 2012-04-01/2013-03-31 JPY CapitalMember"
    assert str(KEY._replace(unit=None)) == "ex:Cash 2013-03-31"


def test_a_fact_knows_its_concept() -> None:
    assert FACT.concept == CASH
