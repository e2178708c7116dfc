"""Facts as files tell them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tanshin.proof.instance import read_instance
from tanshin.proof.told import Told, says
from tanshin.report.aspect import JPY, JPY_PER_SHARE, Duration, Entity, Instant
from tanshin.report.fact import Fact, Key, Value
from tanshin.values.qname import QName

KEY = Key(QName("urn:ex", "A"), Entity("s", "1"), Instant(date(2013, 3, 31)), JPY)

INSTANCE = """\
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
 xmlns:ex="urn:ex" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<xbrli:context id="year"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:startDate>2012-04-01</xbrli:startDate><xbrli:endDate>2013-03-31</xbrli:endDate></xbrli:period>
</xbrli:context>
<xbrli:unit id="each"><xbrli:divide>
<xbrli:unitNumerator><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>
</xbrli:unitDenominator></xbrli:divide></xbrli:unit>
<!-- a comment -->
<ex:A contextRef="year" unitRef="each" decimals="2">1.50</ex:A>
<ex:B contextRef="year" xml:lang="ja">text</ex:B>
<ex:C contextRef="year" xsi:nil="true"/>
</xbrli:xbrl>"""


def test_an_instance_is_read() -> None:
    one, two, three = read_instance(INSTANCE.encode(), "a.xbrl").facts
    year = Duration(date(2012, 4, 1), date(2013, 3, 31))
    assert one.key == Key(QName("urn:ex", "A"), Entity("s", "1"), year, JPY_PER_SHARE)
    assert (one.value, one.decimals, one.line) == ("1.50", "2", 10)
    assert two.key is not None
    assert (two.key.lang, two.value) == ("ja", "text")
    assert three.nil


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2012-04-01", "2012-04-31", "the period of the context year cannot be read"),
        ("<xbrli:endDate>2013-03-31</xbrli:endDate>", "", "the period of the context year cannot be read"),
        ("<xbrli:measure>xbrli:shares</xbrli:measure>", "", "the unit each cannot be read"),
        ('id="each"', 'id="year"', "the id year is given twice"),
    ],
)
def test_what_cannot_be_read_of_a_header_is_told(old: str, new: str, fault: str) -> None:
    found = read_instance(INSTANCE.replace(old, new).encode(), "a.xbrl")
    assert [one for _, one in found.header.faults] == [fault]


@pytest.mark.parametrize(
    ("value", "decimals", "told", "is_said"),
    [
        (Decimal(1000), -3, Told("A", 1, value="1000", decimals="-3"), True),
        (Decimal(1000), -3, Told("A", 1, value="1001", decimals="-3"), False),
        (Decimal(1000), -3, Told("A", 1, value="1000", decimals="-2"), False),
        (Decimal(1000), None, Told("A", 1, value="1000", decimals="INF"), True),
        (Decimal(1000), -3, Told("A", 1, value="1e3", decimals="many"), False),
        (None, None, Told("A", 1, nil=True), True),
        (None, None, Told("A", 1, value="0", decimals="0"), False),
        (Decimal(0), 0, Told("A", 1, nil=True), False),
        (True, None, Told("A", 1, value="true"), True),
        (True, None, Told("A", 1, value=False), False),
        (date(2013, 5, 15), None, Told("A", 1, value="2013-05-15"), True),
        (date(2013, 5, 15), None, Told("A", 1, value=date(2013, 5, 16)), False),
        ("text", None, Told("A", 1, value="text"), True),
        ("text", None, Told("A", 1, value="text "), False),
    ],
)
def test_what_is_said(value: Value, decimals: int | None, told: Told, is_said: bool) -> None:
    assert says(told, Fact(KEY, value, decimals)) == is_said
