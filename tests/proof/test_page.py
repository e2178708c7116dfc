"""Pages as people and machines read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tanshin.proof.page import Page, read_page
from tanshin.report.aspect import JPY, Instant
from tanshin.values.finding import InputError
from tests.proof.pages import number, page


def read(body: str, **more: str) -> Page:
    return read_page(page(body, **more), "a-ixbrl.htm")


def test_a_number_is_transformed_scaled_and_signed() -> None:
    (tag,) = read(f"<p>△{number('1,234', more=_NUMBER + _NEGATIVE)} thousand</p>").tags
    assert tag.told.value == Decimal(-1234000)
    assert (tag.told.decimals, tag.told.digits) == ("-3", -3)
    assert tag.told.key is not None
    assert (tag.told.key.unit, tag.told.key.period) == (JPY, Instant(date(2013, 3, 31)))


_NUMBER = 'decimals="-3" scale="3" format="ixt:numdotdecimal"'
_NEGATIVE = ' sign="-"'


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("1,23", _NUMBER),
        ("△123", _NUMBER),
        ("123", 'decimals="0" format="ixt:zerodash"'),
        ("123", 'decimals="0" scale="x"'),
        ("1,234", 'decimals="0"'),
        ("123", 'decimals="0" sign="+"'),
    ],
)
def test_a_number_that_is_none_is_told(text: str, more: str) -> None:
    (tag,) = read(f"<p>{number(text, more=more)}</p>").tags
    assert tag.told.key is None
    assert "ex:A cannot be made of" in tag.told.fault


def test_what_is_named_must_be_there() -> None:
    body = number("1").replace("now", "then") + number("1").replace("JPY", "EUR") + number("1", name="no:A")
    faults = [tag.told.fault for tag in read(f"<p>{body}</p>").tags]
    assert faults == ["there is no context then", "there is no unit EUR", "nothing declares the prefix of no:A"]


@pytest.mark.parametrize(
    ("version", "form", "text", "value"),
    [
        ("1.0", "booleantrue", "有", True),
        ("1.0", "booleanfalse", "無", False),
        ("1.0", "dateerayearmonthdayjp", "平成25年5月15日", date(2013, 5, 15)),
        ("1.0", "datemonthdayyearen", "May 15, 2013", date(2013, 5, 15)),
        ("1.1", "fixed-true", "Yes", True),
        ("1.1", "fixed-false", "None", False),
        ("1.1", "date-jpn-era-year-month-day", "平成25年5月15日", date(2013, 5, 15)),
        ("1.1", "date-monthname-day-year-en", "May 15, 2013", date(2013, 5, 15)),
    ],
)
def test_texts_are_transformed(version: str, form: str, text: str, value: object) -> None:
    body = f'<p><ix:nonNumeric name="ex:A" contextRef="now" format="ixt:{form}">{text}</ix:nonNumeric></p>'
    (tag,) = read(body, version=version).tags
    assert tag.told.value == value


def test_a_format_of_the_other_version_is_none() -> None:
    (tag,) = read(f"<p>{number('1', more=_NUMBER.replace('numdotdecimal', 'num-dot-decimal'))}</p>").tags
    assert tag.told.fault


def test_texts_go_on_elsewhere_and_leave_out_what_is_excluded() -> None:
    body = (
        '<p><ix:nonNumeric name="ex:A" contextRef="now" continuedAt="b">One <ix:exclude>page 3 </ix:exclude>'
        f"{number('2')} </ix:nonNumeric></p>"
        '<p><ix:continuation id="b">three</ix:continuation></p>'
    )
    found = read(body)
    assert [tag.told.value for tag in found.tags] == ["One 2 three", Decimal(2000)]
    assert [block.text for block in found.blocks] == ["One page 3 2 ", "three"]


def test_a_text_that_goes_on_nowhere_is_told() -> None:
    (tag,) = read('<p><ix:nonNumeric name="ex:A" contextRef="now" continuedAt="b">x</ix:nonNumeric></p>').tags
    assert tag.told.fault


def test_a_figure_may_state_two_facts() -> None:
    body = f"<p>{number(number('5', name='ex:B'))}</p>"
    found = read(body, version="1.1").tags
    assert [tag.told.name for tag in found] == ["ex:A", "ex:B"]
    assert {(tag.start, tag.end) for tag in found} == {(0, 1)}


def test_hidden_facts_are_read_and_not_seen() -> None:
    found = read("<p>x</p>", hidden=number("7"))
    assert [block.text for block in found.blocks] == ["x"]
    assert [tag.told.name for tag in found.hidden] == ["ex:A"]


def test_nil_and_members() -> None:
    member = (
        '<xbrli:scenario><xbrldi:explicitMember dimension="ex:Axis">ex:One</xbrldi:explicitMember></xbrli:scenario>'
    )
    nil = number("", more='xsi:nil="true"')
    (tag,) = read(f"<p>{nil}-</p>", scenario=member).tags
    assert tag.told.nil
    assert tag.told.value is None
    assert tag.told.key is not None
    assert [(axis.local, one.local) for axis, one in tag.told.key.dimensions] == [("Axis", "One")]


def test_cells_know_their_column_and_marks_are_no_digits() -> None:
    body = (
        '<table id="table-t"><thead><tr class="units"><td></td><td class="unit">千円</td><td class="unit">％</td></tr>'
        "</thead>"
        '<tbody><tr class="line"><th>Cash</th><td class="figure">1<sup class="mark"><a href="#n">2</a></sup></td>'
        '<td class="figure">3.4</td></tr></tbody></table><p>after</p>'
    )
    found = read(body)
    cells = [(block.text, block.whole, block.row, block.column, block.unit) for block in found.tables["table-t"]]
    assert cells[3:] == [("Cash", "Cash", 2, 0, ""), ("1", "12", 2, 1, "千円"), ("3.4", "3.4", 2, 2, "％")]
    assert found.blocks[-1].table == ""
    assert ("#n", 7) in found.links


def test_text_outside_of_paragraphs_is_seen() -> None:
    assert [block.text.strip() for block in read("<div>loose<p>tight</p>end</div>").blocks] == ["loose", "tight", "end"]


def test_an_element_that_nobody_writes_is_told() -> None:
    assert [fault for _, fault in read('<p><ix:tuple id="a"></ix:tuple></p>').faults] == [
        "ix:tuple is nothing that we write"
    ]


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(InputError, match="not well-formed"):
        read("<p>")
    with pytest.raises(InputError, match="DOCTYPE"):
        read_page(b'<?xml version="1.0"?><!DOCTYPE html><html></html>', "a-ixbrl.htm")
