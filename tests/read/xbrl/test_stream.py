from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.xbrl.stream import Stream, decimals_of
from tanshin.report.aspect import FOREVER, JPY, Duration, Instant, TypedMember
from tanshin.report.fact import VAGUE
from tanshin.report.item import Item
from tanshin.values.finding import InputError
from tanshin.values.qname import QName
from tests.read.xbrl.instances import JPY as JPY_UNIT
from tests.read.xbrl.instances import context, figure, instance, usual

EX = "https://example.com/taxonomy"
REVENUES = QName(EX, "Revenues")


def read(data: bytes) -> tuple[list[Item], list[str]]:
    stream = Stream(data, "x.xbrl")
    items = list(stream)
    return items, [f"{one.code} {one.sources[0]}" for one in stream.findings]


def only(data: bytes) -> Item:
    [item], said = read(data)
    assert said == []
    return item


def test_an_item_has_its_aspects() -> None:
    item = only(usual(figure()))
    assert (item.concept, item.text, item.decimals, item.unit) == (REVENUES, "106248000", -3, JPY)
    assert item.aspects.entity.identifier == "99990"
    assert item.aspects.period == Duration(date(2012, 4, 1), date(2013, 3, 31))
    assert (item.parent, item.line, item.id) == (0, 9, None)


def test_contexts_and_units_may_come_later() -> None:
    items, said = read(instance(figure(), context(), figure("1", "Assets"), JPY_UNIT))
    assert said == []
    assert [(one.concept.local, one.unit) for one in items] == [("Revenues", JPY), ("Assets", JPY)]


def test_structure_equal_contexts_and_units_are_one() -> None:
    twice = instance(
        context("a"),
        context("b"),
        JPY_UNIT,
        JPY_UNIT.replace('"JPY"', '"yen"'),
        figure(of="a"),
        figure(of="b").replace('"JPY"', '"yen"'),
    )
    (one, other), said = read(twice)
    assert said == []
    assert one.aspects is other.aspects
    assert one.unit is other.unit


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("<xbrli:instant>2013-03-31</xbrli:instant>", Instant(date(2013, 3, 31))),
        ("<xbrli:instant>2013-04-01T00:00:00</xbrli:instant>", Instant(date(2013, 3, 31))),
        ("<xbrli:instant>2013-03-31T24:00:00</xbrli:instant>", Instant(date(2013, 3, 31))),
        ("<xbrli:forever/>", FOREVER),
    ],
)
def test_periods(period: str, expected: object) -> None:
    assert only(instance(context(period=period), JPY_UNIT, figure())).aspects.period == expected


def test_dimensions_stand_in_segments_and_scenarios_explicit_and_typed() -> None:
    explicit = '<xbrldi:explicitMember dimension="ex:SegmentAxis">ex:NetworkMember</xbrldi:explicitMember>'
    typed = '<xbrldi:typedMember dimension="ex:CityAxis"><ex:city>Tokyo</ex:city></xbrldi:typedMember>'
    item = only(instance(context(segment=explicit, scenario=typed), JPY_UNIT, figure()))
    assert item.aspects.dimensions == (
        (QName(EX, "CityAxis"), TypedMember("Tokyo")),
        (QName(EX, "SegmentAxis"), QName(EX, "NetworkMember")),
    )


def test_nil_has_no_text_and_no_decimals() -> None:
    item = only(usual(figure("", more=' xsi:nil="true"')))
    assert (item.text, item.decimals) == (None, None)


def test_texts_have_the_language_in_force() -> None:
    here = '<ex:Name contextRef="Year" xml:lang="ja">日本</ex:Name>'
    above = '<ex:Name contextRef="Year">Japan</ex:Name>'
    items, _ = read(usual(here, above))
    assert [(one.text, one.lang) for one in items] == [("日本", "ja"), ("Japan", "en")]


def test_tuples_are_numbered_and_nested() -> None:
    inner = f"<ex:Inner>{figure('3')}</ex:Inner>"
    items, said = read(usual(figure("1"), f"<ex:Outer>{figure('2')}{inner}</ex:Outer>", figure("4")))
    assert said == []
    assert [(one.text, one.parent) for one in items] == [("1", 0), ("2", 1), ("3", 2), ("4", 0)]


def test_a_tuple_that_holds_everything_is_emptied_as_it_grows() -> None:
    filling = "".join(figure(f"{number}") for number in range(5000))  # several chunks of the file
    inner = f"<ex:Inner>{filling}</ex:Inner>"
    items, said = read(usual(f"<ex:Outer>{filling}{inner}{figure('7')}</ex:Outer>", figure("8")))
    assert said == []
    assert [int(one.text or "") for one in items] == [*range(5000), *range(5000), 7, 8]
    assert {one.parent for one in items[:5000]} == {1}
    assert {one.parent for one in items[5000:10000]} == {2}
    assert [one.parent for one in items[10000:]] == [1, 0]


def test_tuples_may_be_nested_deeper_than_a_program_calls_itself() -> None:
    depth = 240  # libxml2 goes to 256, with the root
    items, said = read(usual("<ex:T>" * depth + figure() + "</ex:T>" * depth))
    assert said == []
    assert items[0].parent == depth


def test_contexts_at_the_end_of_a_long_file_are_found_without_keeping_the_facts() -> None:
    items, said = read(instance(*(figure(f"{number}") for number in range(5000)), context(), JPY_UNIT))
    assert said == []
    assert [int(one.text or "") for one in items] == [*range(5000)]


def test_an_element_without_end_is_refused() -> None:
    filling = f"<link:loc xlink:href='{'x' * 1000}'/>" * 20_000
    with pytest.raises(InputError) as caught:
        read(usual(f"<link:footnoteLink>{filling}</link:footnoteLink>"))
    assert caught.value.findings[0].code == "TNS047"


def test_a_fraction_is_written_as_one() -> None:
    parts = "<xbrli:numerator>1</xbrli:numerator><xbrli:denominator>3</xbrli:denominator>"
    assert only(usual(figure(parts, more=""))).text == "1/3"


@pytest.mark.parametrize(
    ("value", "precision", "decimals"),
    [
        ("123456", 3, -3),
        ("0.00123", 2, 4),
        ("-12.5", 3, 1),
        ("1.5e3", 2, -2),
        ("0", 4, None),
        ("100", 0, VAGUE),
        ("0", 0, VAGUE),
        ("000123", 3, 0),
    ],
)
def test_precision_as_decimals(value: str, precision: int, decimals: int | None) -> None:
    assert decimals_of(value, precision) == decimals
    assert only(usual(figure(value, more=f' precision="{precision}"'))).decimals == decimals


def test_infinite_precision_is_exact() -> None:
    for more in (' decimals="INF"', ' precision="INF"'):
        assert only(usual(figure(more=more))).decimals is None


def test_faults_are_told_with_their_line_and_the_rest_is_read() -> None:
    broken = context("Early", "<xbrli:startDate>2012-04-01</xbrli:startDate><xbrli:endDate>2012-03-31</xbrli:endDate>")
    items, said = read(usual(broken, figure(of="Early"), figure(more=""), figure(more=' decimals="x"'), figure()))
    assert len(items) == 3
    assert said == ["TNS042 x.xbrl:9", "TNS043 x.xbrl:10", "TNS044 x.xbrl:11", "TNS044 x.xbrl:12"]


def test_one_id_for_two_contexts() -> None:
    other = context("Year", "<xbrli:instant>2013-03-31</xbrli:instant>")
    items, said = read(instance(context(), other, JPY_UNIT, figure()))
    assert said == ["TNS042 x.xbrl:8"]
    assert isinstance(items[0].aspects.period, Duration)


def test_many_faults_are_counted() -> None:
    stream = Stream(usual(*(figure(of="gone") for _ in range(1000))), "x.xbrl")
    assert list(stream) == []
    assert len(stream.findings) == 21
    assert str(stream.findings[-1].message) == "980 more like these"


@pytest.mark.parametrize(
    ("data", "code", "position"),
    [
        (b"", "TNS017", ":1:1"),
        (b"no xml", "TNS017", ":1:1"),
        (b"<a/>", "TNS041", ":1"),
        (b"<!-- " + b"x" * 5_000_000 + b" -->", "TNS041", ":1"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "TNS017", ":1"),
        (b"<a>" * 100_000, "TNS017", ":1"),
        (usual("<ex:T>" * 100_000), "TNS017", ""),
        (usual(figure("1" * 11_000_000)), "TNS017", ""),
        (usual(figure())[:-30], "TNS017", ""),
        (usual("<ex:Name contextRef='Year'>?</ex:Name>").replace(b">?<", b">\xff<"), "TNS017", ""),
        (usual(figure()).replace(b'"UTF-8"', b'"no-such"'), "TNS017", ""),
    ],
    ids=range(11),
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str, position: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    [finding] = caught.value.findings
    assert finding.code == code
    assert str(finding.sources[0]).startswith(f"x.xbrl{position}")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        list(Stream(tmp_path / "gone.xbrl", "gone.xbrl"))
    assert caught.value.findings[0].code == "TNS001"


@given(st.data())
def test_damaged_bytes_are_read_or_refused(data: st.DataObject) -> None:
    good = bytearray(usual(figure(), f"<ex:Outer>{figure('2')}</ex:Outer>"))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at : at + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=3))
    with suppress(InputError):
        read(bytes(good))
