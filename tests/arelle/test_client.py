"""The real Arelle, in its process, against a taxonomy small enough to compute by hand."""

from __future__ import annotations

import shutil
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.arelle.client import Arelle, ArelleError, Calculations, Result, as_arelle, available
from tanshin.report.aspect import JPY, Duration, Entity, Instant
from tanshin.report.fact import Fact, Key
from tanshin.values.qname import QName

NS = "https://example.com/tiny"
URL = "https://example.com/tiny/tiny.xsd"
CALCULATIONS = ("c10", "c10d", "c11r", "c11t")

NAMESPACES = f"""xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
  xmlns:t="{NS}" """

SCHEMA = f"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrldt="http://xbrl.org/2005/xbrldt"
  {NAMESPACES} targetNamespace="{NS}" elementFormDefault="qualified">
<xsd:annotation><xsd:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="tiny-cal.xml"
  xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef"
  xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xsd:appinfo></xsd:annotation>
<xsd:import namespace="http://www.xbrl.org/2003/instance"
  schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xsd:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>
{{elements}}
<xsd:element name="Axis" id="Axis" type="xbrli:stringItemType" substitutionGroup="xbrldt:dimensionItem"
  xbrli:periodType="duration" abstract="true"/>
</xsd:schema>"""

ITEMS = {
    "Cash": ("monetary", "instant"),
    "Other": ("monetary", "instant"),
    "Assets": ("monetary", "instant"),
    "Revenue": ("monetary", "duration"),
    "Name": ("string", "instant"),
    "Announced": ("date", "instant"),
    "Split": ("boolean", "instant"),
    "Member": ("string", "duration"),
}

LINKBASE = """<linkbase xmlns="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
<calculationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
<loc xlink:type="locator" xlink:href="tiny.xsd#Cash" xlink:label="Cash"/>
<loc xlink:type="locator" xlink:href="tiny.xsd#Other" xlink:label="Other"/>
<loc xlink:type="locator" xlink:href="tiny.xsd#Assets" xlink:label="Assets"/>
<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"
  xlink:from="Assets" xlink:to="Cash" order="1" weight="1"/>
<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"
  xlink:from="Assets" xlink:to="Other" order="2" weight="1"/>
</calculationLink></linkbase>"""

INSTANT = "<xbrli:instant>2013-03-31</xbrli:instant>"
DURATION = "<xbrli:startDate>2012-04-01</xbrli:startDate><xbrli:endDate>2013-03-31</xbrli:endDate>"
MEMBER = "<xbrli:scenario><xbrldi:explicitMember dimension='t:Axis'>t:Member</xbrldi:explicitMember></xbrli:scenario>"


def schema() -> str:
    elements = (
        f'<xsd:element name="{name}" id="{name}" type="xbrli:{kind}ItemType" substitutionGroup="xbrli:item" '
        f'xbrli:periodType="{period}" nillable="true"/>'
        for name, (kind, period) in ITEMS.items()
    )
    return SCHEMA.format(elements="\n".join(elements))


def context(name: str, period: str, scenario: str = "") -> str:
    identifier = '<xbrli:identifier scheme="http://www.tse.or.jp/sicc">37740</xbrli:identifier>'
    return (
        f'<xbrli:context id="{name}"><xbrli:entity>{identifier}</xbrli:entity>'
        f"<xbrli:period>{period}</xbrli:period>{scenario}</xbrli:context>"
    )


def unit(name: str) -> str:
    return f'<xbrli:unit id="{name}"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>'


def money(name: str, value: str, at: str = "now", rest: str = 'decimals="0"') -> str:
    return f'<t:{name} contextRef="{at}" unitRef="JPY" {rest}>{value}</t:{name}>'


def instance(path: Path, *facts: str, href: str = "tiny.xsd") -> Path:
    """An XBRL 2.1 instance, beside its taxonomy unless the reference is a URL."""
    if href == "tiny.xsd":
        (path.parent / "tiny.xsd").write_text(schema(), encoding="utf-8")
        (path.parent / "tiny-cal.xml").write_text(LINKBASE, encoding="utf-8")
    path.write_text(
        f'<xbrli:xbrl {NAMESPACES}><link:schemaRef xlink:type="simple" xlink:href="{href}"/>'
        + context("now", INSTANT)
        + context("year", DURATION)
        + context("part", DURATION, MEMBER)
        + unit("JPY")
        + "".join(facts)
        + "</xbrli:xbrl>",
        encoding="utf-8",
    )
    return path


def inline(path: Path, prefix: str, body: str) -> Path:
    """One document of an Inline XBRL set: its own ids for contexts and units, the same schema."""
    (path.parent / "tiny.xsd").write_text(schema(), encoding="utf-8")
    (path.parent / "tiny-cal.xml").write_text(LINKBASE, encoding="utf-8")
    path.write_text(
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" {NAMESPACES}>'
        f'<head><title>tiny</title></head><body><div style="display:none"><ix:header><ix:references>'
        f'<link:schemaRef xlink:type="simple" xlink:href="tiny.xsd"/></ix:references><ix:resources>'
        + context(f"{prefix}now", INSTANT)
        + unit(f"{prefix}JPY")
        + f"</ix:resources></ix:header></div>{body}</body></html>",
        encoding="utf-8",
    )
    return path


def tagged(name: str, value: str, prefix: str) -> str:
    return (
        f'<p><ix:nonFraction name="t:{name}" contextRef="{prefix}now" unitRef="{prefix}JPY" decimals="-3" scale="3">'
        f"{value}</ix:nonFraction></p>"
    )


def package(path: Path) -> Path:
    """The tiny taxonomy as a taxonomy package that maps its URL."""
    catalog = (
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<rewriteURI uriStartString="https://example.com/tiny/" rewritePrefix="../"/></catalog>'
    )
    metadata = (
        '<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package" xml:lang="en">'
        "<tp:identifier>https://example.com/tiny</tp:identifier></tp:taxonomyPackage>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny/META-INF/catalog.xml", catalog)
        archive.writestr("tiny/META-INF/taxonomyPackage.xml", metadata)
        archive.writestr("tiny/tiny.xsd", schema())
        archive.writestr("tiny/tiny-cal.xml", LINKBASE)
    return path


def codes(result: Result) -> list[str]:
    return [message.code for message in result.problems]


def test_asking_whether_it_is_there_does_not_import_it() -> None:
    available()
    assert "arelle" not in sys.modules


def test_a_fault_of_a_taxonomy_is_told_with_every_report(arelle: Arelle, tmp_path: Path) -> None:
    """What was valid a moment ago is not gone through again; what is not is, and what was mended is valid."""
    path, linkbase = instance(tmp_path / "i.xbrl", money("Cash", "1")), tmp_path / "tiny-cal.xml"
    assert [arelle.load(path).messages for _ in range(2)] == [(), ()]
    linkbase.write_text(LINKBASE.replace('order="2"', 'order="second"'), encoding="utf-8")
    first, second = (arelle.load(path).messages for _ in range(2))
    assert "second" in first[0].message
    assert first == second
    linkbase.write_text(LINKBASE, encoding="utf-8")
    assert arelle.load(path).messages == ()


@pytest.mark.parametrize("mode", CALCULATIONS)
def test_a_sum_that_holds_is_bound_once_and_silent(arelle: Arelle, tmp_path: Path, mode: Calculations) -> None:
    facts = money("Cash", "1"), money("Other", "2"), money("Assets", "3")
    result = arelle.load(instance(tmp_path / "i.xbrl", *facts), calculations=mode)
    assert (result.messages, result.bindings, len(result.facts)) == ((), 1, 3)


@pytest.mark.parametrize("mode", CALCULATIONS)
def test_a_planted_error_is_found(arelle: Arelle, tmp_path: Path, mode: Calculations) -> None:
    facts = money("Cash", "1"), money("Other", "2"), money("Assets", "5")
    result = arelle.load(instance(tmp_path / "i.xbrl", *facts), calculations=mode)
    assert result.bindings == 1
    [message] = result.inconsistencies
    assert (message.severity, message.file) == ("inconsistency", "i.xbrl")
    assert message.total
    assert (message.role, message.total.concept) == ("http://www.xbrl.org/2003/role/link", f"{{{NS}}}Assets")


@pytest.mark.parametrize(
    ("facts", "mode", "bound"),
    [
        pytest.param((money("Cash", "1"), money("Other", "2")), "c11r", 0, id="no total"),
        pytest.param((money("Revenue", "1", "year"), money("Assets", "2")), "c10", 0, id="no item"),
        pytest.param((money("Cash", "1"), money("Cash", "1"), money("Assets", "1")), "c10", 0, id="2.1, duplicate"),
        pytest.param((money("Cash", "1"), money("Cash", "1"), money("Assets", "1")), "c10d", 1, id="2.1, deduplicated"),
        pytest.param((money("Cash", "1"), money("Cash", "1"), money("Assets", "1")), "c11r", 1, id="1.1, duplicate"),
        pytest.param((money("Cash", "1"), money("Assets", "1")), "none", None, id="not asked"),
    ],
)
def test_silence_without_a_comparison_is_not_counted(
    arelle: Arelle, tmp_path: Path, facts: tuple[str, ...], mode: Calculations, bound: int | None
) -> None:
    result = arelle.load(instance(tmp_path / "i.xbrl", *facts), calculations=mode)
    assert (codes(result), result.bindings) == ([], bound)


def test_facts_are_read_as_ours_are_written(arelle: Arelle, tmp_path: Path) -> None:
    path = instance(
        tmp_path / "i.xbrl",
        money("Cash", "1234000", rest='decimals="-3"'),
        money("Assets", "-12.50", rest='decimals="INF"'),
        money("Revenue", "7", "year"),
        money("Revenue", "", "part", 'xsi:nil="true"'),
        '<t:Name contextRef="now" xml:lang="ja">株式会社 甲</t:Name>',
        '<t:Announced contextRef="now">2013-05-15</t:Announced>',
        '<t:Split contextRef="now">1</t:Split>',
    )
    entity = Entity("http://www.tse.or.jp/sicc", "37740")
    now, year = Instant(date(2013, 3, 31)), Duration(date(2012, 4, 1), date(2013, 3, 31))
    part = ((QName(NS, "Axis"), QName(NS, "Member")),)
    expected = (
        Fact(Key(QName(NS, "Cash"), entity, now, JPY), Decimal("1.234E6"), -3),
        Fact(Key(QName(NS, "Assets"), entity, now, JPY), Decimal("-12.5")),
        Fact(Key(QName(NS, "Revenue"), entity, year, JPY), Decimal(7), 0),
        Fact(Key(QName(NS, "Revenue"), entity, year, JPY, part), None),
        Fact(Key(QName(NS, "Name"), entity, now, lang="ja"), "株式会社 甲"),
        Fact(Key(QName(NS, "Announced"), entity, now), date(2013, 5, 15)),
        Fact(Key(QName(NS, "Split"), entity, now), True),
    )
    result = arelle.load(path, validate=False)
    assert result.facts == tuple(as_arelle(fact) for fact in expected)
    assert result.facts[0].value == "1234000"


def test_a_document_set_is_one_report(arelle: Arelle, tmp_path: Path) -> None:
    first = inline(tmp_path / "one.htm", "one_", tagged("Cash", "1", "one_"))
    second = inline(tmp_path / "two.htm", "two_", tagged("Other", "2", "two_") + tagged("Assets", "3", "two_"))
    alone = arelle.load(first, calculations="c11r")
    assert (alone.messages, alone.bindings, len(alone.facts)) == ((), 0, 1)
    both = arelle.load([first, second], calculations="c11r")
    assert (both.messages, both.bindings) == ((), 1)
    assert [fact.value for fact in both.facts] == ["1000", "2000", "3000"]


def test_ids_have_to_differ_in_a_document_set(arelle: Arelle, tmp_path: Path) -> None:
    paths = [inline(tmp_path / f"{name}.htm", "", tagged(name, "1", "")) for name in ("Cash", "Other")]
    assert all(not arelle.load(path).messages for path in paths)
    assert "ix11.14.1.2:resourceIdDuplication" in codes(arelle.load(paths))


def test_a_package_is_forgotten_with_its_request(arelle: Arelle, tmp_path: Path) -> None:
    path = instance(tmp_path / "i.xbrl", money("Cash", "1"), money("Assets", "1"), href=URL)
    mapped = [package(tmp_path / "tiny.zip")]
    assert (arelle.load(path, mapped, "c11r").messages, arelle.load(path, mapped, "c11r").bindings) == ((), 1)
    without = arelle.load(path, calculations="c11r")
    assert without.bindings == 0
    assert codes(without)[0] == "IOerror"
    assert URL in without.problems[0].message


def test_a_package_that_is_none_is_named(arelle: Arelle, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    result = arelle.load(instance(tmp_path / "i.xbrl", money("Cash", "1")), [broken])
    assert "tanshin:packageNotLoaded" in codes(result)
    assert len(result.facts) == 1


BOMB = '<!DOCTYPE x [<!ENTITY a "0123456789">{}]><x a="&j;">&j;</x>'.format(
    "".join(f'<!ENTITY {name} "{f"&{part};" * 10}">' for part, name in zip("abcdefghi", "bcdefghij", strict=True))
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<xbrli:xbrl", id="malformed"),
        pytest.param(bytes(range(256)) * 64, id="binary"),
        pytest.param(b"<testcase><variation id='1'/></testcase>", id="a test suite"),
        pytest.param(BOMB.encode(), id="entities that grow"),
        pytest.param(b"<x>" * 20_000, id="deep"),
    ],
)
def test_a_hostile_file_costs_a_message_and_no_more(arelle: Arelle, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hostile.xbrl"
    path.write_bytes(content)
    result = arelle.load(path, calculations="c11r")
    assert result.facts == ()
    assert any(one.severity == "error" for one in result.problems)
    assert arelle.load(instance(tmp_path / "i.xbrl", money("Cash", "1"))).messages == ()


def test_a_fact_that_cannot_be_read_is_named(arelle: Arelle, tmp_path: Path) -> None:
    path = instance(tmp_path / "i.xbrl", money("Cash", "one"), money("Other", "2"))
    cash, other = arelle.load(path).facts
    assert (cash.value, cash.nil, other.value) == (None, False, "2")
    path.write_text(path.read_text(encoding="utf-8").replace(INSTANT, INSTANT.replace("2013", "99999")))
    assert codes(arelle.load(path)).count("tanshin:factNotRead") == 2


def test_an_answer_too_late_is_an_error_and_the_next_is_not(tmp_path: Path, arelle: Arelle) -> None:
    assert arelle is not None  # installed
    path = instance(tmp_path / "i.xbrl", money("Cash", "1"))
    with Arelle() as own:
        with pytest.raises(ArelleError, match=r"within 0\.01 seconds"):
            own.load(path, timeout=0.01)
        assert own.load(path).messages == ()


def test_a_process_that_ends_is_an_error(tmp_path: Path, arelle: Arelle, monkeypatch: pytest.MonkeyPatch) -> None:
    assert arelle is not None  # installed
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with Arelle() as own, pytest.raises(ArelleError, match="ended with status 1"):
        own.load(tmp_path / "any.xbrl")


def test_nothing_is_written_where_the_user_lives(
    tmp_path: Path, arelle: Arelle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert arelle is not None  # installed
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    for folder in (home, temporary):
        folder.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with Arelle() as own:
        assert own.load(instance(tmp_path / "i.xbrl", money("Cash", "1"), href=URL)).problems
    assert [*home.rglob("*"), *temporary.rglob("*")] == []


# The official taxonomy of the Tokyo Stock Exchange and a real filing

TDNET = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed"
SUBMITTER = "http://www.xbrl.tdnet.info/jp/tse/tdnet/ac/edus/sm/69710/20140425046260"


@pytest.fixture(scope="module")
def tdnet(reference: Path) -> tuple[Path, Path]:
    official = reference / "tse" / "tse-ed-2014-01-12.zip"
    filing = reference / "tse" / "samples" / "kyocera6971_FY2013_annual_US_tse-acedussm-ixbrl.htm"
    if not (official.is_file() and filing.is_file()):
        pytest.skip("the reference folder has no TSE taxonomy")
    return official, filing


def test_a_filing_without_its_schema_still_has_its_facts(arelle: Arelle, tdnet: tuple[Path, Path]) -> None:
    official, filing = tdnet
    result = arelle.load(filing, [official])
    assert len(result.facts) == 236
    assert "tse-acedussm-69710-20140425046260.xsd" in result.problems[0].message
    equity = next(fact for fact in result.facts if fact.concept.endswith("}ShareholdersEquityUS"))
    assert (equity.value, equity.decimals, equity.period) == ("1910083000000", "-6", "2014-03-31")


def test_a_real_filing_is_valid_against_the_official_taxonomy(
    arelle: Arelle, tdnet: tuple[Path, Path], tmp_path: Path
) -> None:
    official, filing = tdnet
    path = Path(shutil.copy(filing, tmp_path))
    (tmp_path / "tse-acedussm-69710-20140425046260.xsd").write_text(
        f"""<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" targetNamespace="{SUBMITTER}">
<annotation><appinfo><link:linkbaseRef xlink:type="simple"
  xlink:href="{TDNET}/r/2014-01-12/tse-acedussm-2014-01-12-def.xml"
  xlink:role="http://www.xbrl.org/2003/role/definitionLinkbaseRef"
  xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></appinfo></annotation>
<import namespace="{TDNET}/t/2014-01-12" schemaLocation="{TDNET}/t/2014-01-12/tse-ed-t-2014-01-12.xsd"/>
<import namespace="{TDNET}/o/rt/2014-01-12" schemaLocation="{TDNET}/o/rt/2014-01-12/tse-ed-rt-2014-01-12.xsd"/>
</schema>""",
        encoding="utf-8",
    )
    result = arelle.load(path, [official])
    assert (result.messages, len(result.facts)) == ((), 236)
