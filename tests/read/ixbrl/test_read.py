"""Inline XBRL is read as it is meant: what is tagged, in one document or in several, and what is wrong with it."""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from tanshin.arelle.client import Arelle, ArelleFact, as_arelle
from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Folder, Resolver
from tanshin.read.ixbrl.read import read_inline, read_set
from tanshin.read.package.reports import reports_in
from tanshin.report.aspect import JPY, Duration, Instant, TypedMember
from tanshin.report.fact import Fact, Value
from tanshin.report.instance import Instance
from tanshin.values.finding import InputError, Severity
from tanshin.values.qname import QName
from tests.built import product
from tests.read.ixbrl.pages import REFERENCES, RESOURCES, amount, header, page, words
from tests.validate.test_instance import Official


def read(body: str, version: str = "1.1", **more: str) -> Instance:
    """The default report of a document, of which nothing is to be said."""
    instance = read_inline({"page.htm": page(body, version, **more)}, "page.htm")[""]
    assert [finding.message for finding in instance.findings] == []
    return instance


def values(instance: Instance) -> list[Value]:
    return [fact.value for fact in (*instance.report, *instance.repeated)]


def told(body: str, version: str = "1.1", **more: str) -> list[tuple[str, int]]:
    """The codes and lines of what is found in a document."""
    found = read_inline({"page.htm": page(body, version, **more)}, "page.htm")
    findings = next(iter(found.values())).findings
    assert {finding.severity for finding in findings} <= {Severity.ERROR, Severity.WARNING}
    return [(finding.code, finding.sources[0].line if finding.sources else 0) for finding in findings]


ESCAPE = 'escape="true"'
GOING = words("a", more='continuedAt="x"')
FRACTION = '<ix:fraction name="e:F" contextRef="c" unitRef="pure">'
#: The line of the first thing in the body of a document.
LINE = page("").count(b"\n", 0, page("").rfind(b"\n\n")) + 2


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize(
    ("tag", "value", "decimals"),
    [
        (amount("12"), "12", 0),
        (amount("0.50", more='sign="-" scale="6"'), "-500000", 0),
        (amount("123456789012345678901234567890.1", more='scale="2"'), "12345678901234567890123456789010", 0),
        (amount("5", more='scale="-2"'), "0.05", 0),
        (amount(" 7 "), "7", 0),
        (amount(amount("8", name="e:B")), "8", 0),
        (amount("1<b>2</b><!-- x -->3"), "123", 0),
        (amount("3").replace('decimals="0"', 'decimals="-6"'), "3", -6),
        (amount("3").replace('decimals="0"', 'decimals="INF"'), "3", None),
        (amount("1234").replace('decimals="0"', 'precision="2"'), "1234", -2),
        (amount("0.01234").replace('decimals="0"', 'precision="2"'), "0.01234", 3),
        (amount("0").replace('decimals="0"', 'precision="INF"'), "0", None),
        (amount("0", more='sign="-"'), "0", 0),
    ],
)
def test_a_number_is_its_text_by_scale_and_sign(tag: str, value: str, decimals: int | None, version: str) -> None:
    fact = read(tag, version).report.facts[0]

    assert (fact.value, fact.decimals, fact.key.unit) == (Decimal(value), decimals, JPY)
    assert fact.key.period == Duration(date(2012, 4, 1), date(2013, 3, 31))
    assert fact.source is not None
    assert (fact.source.file, fact.source.line) == ("page.htm", LINE)


@pytest.mark.parametrize(
    ("version", "tag", "value"),
    [
        ("1.0", amount("1,234", more='format="ixt:numdotdecimal" scale="3"'), Decimal(1234000)),
        ("1.1", amount("1.234,5", more='format="ixt:num-comma-decimal"'), Decimal("1234.5")),
        ("1.1", amount("―", more='format="ixt:fixed-zero"'), Decimal(0)),
        ("1.0", words("平成25年5月15日", more='format="ixt:dateerayearmonthdayjp"'), "2013-05-15"),
        ("1.1", words("令和元年５月", more='format="ixt:date-jpn-era-year-month"'), "2019-05"),
        ("1.1", words("有", more='format="ixt:fixed-true"'), "true"),
        ("1.1", words("none", more='format="ixt:fixed-empty"'), ""),
    ],
)
def test_formats_tell_what_a_text_means(version: str, tag: str, value: Value) -> None:
    assert values(read(tag, version)) == [value]


def test_nil_is_nothing() -> None:
    body = amount("", more='xsi:nil="true"').replace('decimals="0"', "") + words("―", more='xsi:nil="1"')

    assert [(fact.value, fact.decimals, fact.key.lang) for fact in read(body).report] == [(None, None, None)] * 2


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (words("a b"), "a b"),
        (words(" a\n <b>b</b> "), " a\n b "),
        (words("a<ix:exclude>x<b>y</b></ix:exclude>b"), "ab"),
        (words(f"a{amount('1')}b"), "a1b"),
        (words("a<p class='x' id='i'>b &amp; c</p>", more='escape="false"'), "ab & c"),
        (
            words(
                "a &amp; &lt;<p title='&quot;&lt;' class='x'>b<br/><i></i><ix:exclude>c</ix:exclude></p>",
                more='escape="true"',
            ),
            'a &amp; &lt;<p class="x" title="&quot;&lt;">b<br/><i></i></p>',
        ),
        (words(f"<p xml:lang='en'>{words('b')}</p>", more='escape="true"'), '<p xml:lang="en">b</p>'),
    ],
)
def test_a_text_is_what_stands_in_it(tag: str, value: str) -> None:
    assert values(read(tag))[0] == value


def test_addresses_in_an_escaped_text_are_those_of_its_base() -> None:
    data = page(words('<a href="b c.htm"/><img src="http://x.example/i.png"/>', more='escape="true"'))
    data = data.replace(b"</head>", b'<base href="http://example.com/a/"/></head>')

    assert values(read_inline({"p": data}, "p")[""]) == [
        '<a href="http://example.com/a/b%20c.htm"></a><img src="http://x.example/i.png"/>'
    ]


def test_a_text_goes_on_elsewhere() -> None:
    body = (
        words("a", more='continuedAt="x"')
        + '<ix:continuation id="y">c</ix:continuation>'
        + f'<ix:continuation id="x" continuedAt="y">b{amount("1")}</ix:continuation>'
    )

    assert values(read(body)) == ["ab1c", Decimal(1)]


def test_the_language_is_the_nearest_and_only_texts_have_one() -> None:
    body = (
        f'{words("a")}<p xml:lang="en">{words("b")}{words("c", more="""xml:lang="fr" """)}{amount("1")}'
        f"""{words("x", more='format="ixt:fixed-true"')}</p>"""
    )

    found = read(body, attributes='xml:lang="ja"')
    assert [fact.key.lang for fact in found.report] == ["ja", "en", "fr", None, None]


def test_contexts_and_units_are_what_they_say() -> None:
    body = (
        f'<ix:nonFraction name="e:A" contextRef=" d " unitRef="PerShare" decimals="2">1</ix:nonFraction>{amount("2")}'
    )
    first, _ = read(body).report

    assert str(first.key.unit) == "JPY/shares"
    assert first.key.period == Instant(date(2013, 3, 31))
    assert [axis.local for axis, _ in first.key.dimensions] == ["AAxis", "Axis"]
    assert [member for _, member in first.key.dimensions] == [TypedMember("7"), QName("http://example.com/e", "Member")]
    assert (first.key.entity.scheme, first.key.entity.identifier) == ("http://example.com/", "1")


def test_names_are_those_of_the_place_where_they_stand() -> None:
    body = f'<div xmlns:e="http://example.com/other">{amount("1")}</div>{amount("2")}'

    assert [fact.concept.namespace for fact in read(body).report] == [
        *("http://example.com/other", "http://example.com/e")
    ]


def test_hidden_facts_are_facts() -> None:
    assert values(read(amount("2"), head=header(hidden=amount("1", name="e:B")))) == [1, 2]


def test_repeated_facts_are_kept() -> None:
    found = read(amount("1") + amount("1") + amount("2"))

    assert ([fact.value for fact in found.report], [fact.value for fact in found.repeated]) == ([1], [1, 2])


def test_a_plain_document_type_is_accepted_and_its_letters_are_known() -> None:
    prolog = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://nowhere.invalid/x.dtd">'

    assert values(read(words("a&nbsp;b&eacute;&amp;&unknown;"), prolog=prolog)) == ["a\u00a0bé&&unknown;"]
    assert values(read(words("<p>&lt;&nbsp;</p>", more='escape="true"'), prolog=prolog)) == ["<p>&lt;\u00a0</p>"]


# Several documents and several reports


def test_several_documents_are_one_set() -> None:
    first = page(words("a", more='continuedAt="x"'), head="")
    second = page('<ix:continuation id="x">b</ix:continuation>' + amount("1"))

    found = read_inline({"a.htm": first, "b.htm": second}, "set")[""]
    assert (found.name, found.findings, found.schemas) == ("set", (), ("e.xsd",))
    assert [(fact.value, fact.source.file if fact.source else "") for fact in found.report] == [
        *(("ab", "a.htm"), (Decimal(1), "b.htm"))
    ]


def test_targets_are_reports_of_their_own() -> None:
    other = '<ix:references target="en"><link:schemaRef xlink:type="simple" xlink:href="en.xsd"/></ix:references>'
    body = amount("1") + amount("2", more='target="en"') + words("x", more='target="en"')

    found = read_inline({"p": page(body, head=header(references=REFERENCES + other))}, "p")
    assert {name: (values(one), one.schemas) for name, one in found.items()} == {
        "": ([Decimal(1)], ("e.xsd",)),
        "en": ([Decimal(2), "x"], ("en.xsd",)),
    }
    assert [one.findings for one in found.values()] == [(), ()]


def test_a_report_without_a_schema_is_told() -> None:
    assert told(amount("2", more='target="en"') + amount("1")) == [("TNS061", LINE)]


# Fractions, tuples, footnotes


def test_fractions_are_given_in_full() -> None:
    body = (
        '<ix:fraction name="e:F" contextRef="c" unitRef="pure"><ix:numerator scale="1">1</ix:numerator> of '
        '<ix:denominator sign="-">3</ix:denominator></ix:fraction>'
    )

    assert values(read(body)) == ["10/-3"]


def test_tuples_are_told_apart() -> None:
    body = (
        f'<ix:tuple name="e:P" tupleID="p">{amount("2", more="""order="2" """)}</ix:tuple>'
        f'<ix:tuple name="e:P" tupleID="q">{amount("4", more="""order="1" """)}</ix:tuple>'
        f"""{amount("1", name="e:B", more='tupleRef="p" order="1"')}{amount("9")}"""
    )
    items = read_set({"p": page(body)}).items()

    assert [(item.text, item.parent) for item in items] == [("9", 0), ("1", 1), ("2", 1), ("4", 2)]
    assert read(body).has_tuples
    assert not read(amount("9")).has_tuples


def test_footnotes_of_the_later_version() -> None:
    resources = (
        RESOURCES + '<ix:relationship fromRefs="f g" toRefs="n m"/><ix:relationship fromRefs="f" toRefs="g"/>'
        '<ix:footnote id="n" xml:lang="en">see <b>this</b></ix:footnote>'
        '<ix:footnote id="m" xml:lang="ja" footnoteRole="http://example.com/role" continuedAt="k">注</ix:footnote>'
    )
    body = amount("1", more='id="f"') + amount("2", name="e:B", more='id="g"')
    body += '<ix:continuation id="k">記</ix:continuation>'
    found = read(body, head=header(resources))

    assert [(note.text, note.lang, [key.concept.local for key in note.facts]) for note in found.notes] == [
        ("see <b>this</b>", "en", ["A", "B"]),
        ("注記", "ja", ["A", "B"]),
    ]
    assert found.notes[1].role == "http://example.com/role"


def test_footnotes_of_the_earlier_version() -> None:
    body = (
        amount("1", more='footnoteRefs="n m"')
        + words("x", more='footnoteRefs="n"')
        + '<ix:footnote footnoteID="n" xml:lang="en">see</ix:footnote>'
        + '<ix:footnote footnoteID="m" xml:lang="ja">注</ix:footnote>'
    )
    found = read(body, "1.0")

    assert [(note.text, note.lang, [key.concept.local for key in note.facts]) for note in found.notes] == [
        ("see", "en", ["A", "T"]),
        ("注", "ja", ["A"]),
    ]


# What is wrong


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (amount("1,234"), "TNS062"),
        (amount("-5"), "TNS062"),
        (amount("1.2.3", more='format="ixt:num-dot-decimal"'), "TNS062"),
        (amount("5", more='format="ixt:numdotdecimal"'), "TNS062"),
        (amount("5", more='format="other:x"'), "TNS062"),
        (amount("5", more='format="ixt:fixed-true"'), "TNS062"),
        (amount("5", more='scale="x"'), "TNS062"),
        (amount("5", more='scale="999"'), "TNS062"),
        (amount("5", more='sign="+"'), "TNS062"),
        (words("yesterday", more='format="ixt:date-year-month-day"'), "TNS062"),
        (words("2013-02-30", more='format="ixt:date-year-month-day"'), "TNS062"),
    ],
)
def test_what_does_not_fit_its_format_is_read_as_a_text(body: str, code: str) -> None:
    (fact,) = read_inline({"p": page(body)}, "p")[""].report

    assert told(body) == [(code, LINE)]
    assert isinstance(fact.value, str)
    assert f">{fact.value}<" in body


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (amount("1", name="none:A"), ["TNS063"]),
        (amount("1", name="e:"), ["TNS063"]),
        (amount("1").replace('decimals="0"', 'decimals="x"'), ["TNS063"]),
        (amount("1").replace('decimals="0"', 'precision="0"'), ["TNS063"]),
        (amount("1").replace('decimals="0"', ""), ["TNS063"]),
        (words("a", more='continuedAt="nowhere"'), ["TNS064"]),
        (
            words("a", more='continuedAt="x"') + '<ix:continuation id="x" continuedAt="x">b</ix:continuation>',
            ["TNS064"],
        ),
        (
            words("a", more='continuedAt="x"') + '<ix:continuation id="x" continuedAt="y">b</ix:continuation>'
            '<ix:continuation id="y" continuedAt="x">c</ix:continuation>',
            ["TNS064"],
        ),
        (
            words("a", more='continuedAt="x"')
            + words("b", name="e:S", more='continuedAt="x"')
            + '<ix:continuation id="x">c</ix:continuation>',
            ["TNS064"],
        ),
        (
            words("a", more='continuedAt="x"')
            + '<ix:continuation id="x">b</ix:continuation><ix:continuation id="x">c</ix:continuation>',
            ["TNS064"],
        ),
        ('<ix:continuation id="x">b</ix:continuation>', ["TNS064"]),
        (amount("1").replace('contextRef="c"', 'contextRef="x"'), ["TNS065"]),
        (amount("1").replace('unitRef="JPY"', 'unitRef="USD"'), ["TNS065"]),
        (amount("1").replace('unitRef="JPY"', ""), ["TNS065"]),
        (words("1").replace('contextRef="c"', ""), ["TNS065"]),
        (amount("1", more='id="f"') + amount("1", more='id="f"'), ["TNS066"]),
        (amount("1", more='tupleRef="p"'), ["TNS067"]),
        (f'<ix:tuple name="e:P" tupleID="p" tupleRef="p">{amount("1")}</ix:tuple>', ["TNS067"]),
        (
            '<ix:tuple name="e:P" tupleID="p" tupleRef="q"/><ix:tuple name="e:P" tupleID="q" tupleRef="p"/>',
            ["TNS067"],
        ),
        (amount("1", more='footnoteRefs="n"'), ["TNS068"]),
        ('<ix:relationship fromRefs="f" toRefs="n"/>', ["TNS068", "TNS068"]),
        (
            '<ix:fraction name="e:F" contextRef="c" unitRef="pure"><ix:numerator>1</ix:numerator></ix:fraction>',
            ["TNS062"],
        ),
    ],
)
def test_what_cannot_be_told_is_a_finding_at_its_line(body: str, codes: list[str]) -> None:
    found = told(body)

    assert [code for code, _ in found] == codes
    assert {line for _, line in found} <= {LINE, 0}


def test_what_concerns_every_tag_is_told_a_few_times_and_counted() -> None:
    body = "\n".join(amount("1,5", name=f"e:A{number}") for number in range(50))
    *first, last = read_inline({"p": page(body)}, "p")[""].findings

    assert [(finding.code, finding.sources[0].line) for finding in first] == [
        ("TNS062", LINE + number) for number in range(20)
    ]
    assert last.message.startswith("30 more are like the first 20 of this kind")


def test_a_circle_of_continuations_ends() -> None:
    body = (
        words("a", more='continuedAt="x"') + '<ix:continuation id="x" continuedAt="y">b</ix:continuation>'
        '<ix:continuation id="y" continuedAt="x">c</ix:continuation>'
    )

    assert values(read_inline({"p": page(body)}, "p")[""]) == ["abc"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<xbrli:instant>2013-03-31", "<xbrli:instant>2013-02-30"),
        ("<xbrli:instant>2013-03-31", "<xbrli:instant>2013-03-31T12:00:00"),
        ("<xbrli:instant>2013-03-31</xbrli:instant>", ""),
        ("<xbrli:instant>2013-03-31", "<xbrli:instant>0001-01-01T00:00:00"),
        ("2012-04-01", "2013-04-01"),
        ('dimension="e:Axis"', 'dimension="none:Axis"'),
        ("<e:key>7</e:key>", ""),
        ("<e:key>7</e:key>", '<e:key><a xmlns="relative"/></e:key>'),
        ("<xbrldi:typedMember", '<a xmlns="relative"/><xbrldi:typedMember'),
        ("<xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>", "</xbrli:unit>"),
        ("<xbrli:measure>xbrli:shares</xbrli:measure>", ""),
        ("xbrli:pure", "none:pure"),
        ('id="d"', 'id="c"'),
        ('id="pure"', 'id="JPY"'),
        ('id="pure"', 'id="c"'),
    ],
)
def test_contexts_and_units_that_cannot_be_read_are_told(old: str, new: str) -> None:
    assert old in RESOURCES

    assert [code for code, _ in told("", head=header(RESOURCES.replace(old, new, 1)))] == ["TNS066"]


def test_a_context_that_is_repeated_word_for_word_does_no_harm() -> None:
    assert told(amount("1"), head=header(RESOURCES + RESOURCES)) == []


@pytest.mark.parametrize("day", ["2013-04-01T00:00:00", "2013-03-31T24:00:00", "2013-03-31Z", " 2013-03-31+09:00 "])
def test_an_instant_may_be_written_as_a_moment(day: str) -> None:
    resources = RESOURCES.replace("<xbrli:instant>2013-03-31", f"<xbrli:instant>{day}")
    (fact,) = read(words("x").replace('"c"', '"d"'), head=header(resources)).report

    assert fact.key.period == Instant(date(2013, 3, 31))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "TNS061"),
        (b"<html>", "TNS017"),
        (page("", prolog="<!DOCTYPE html [<!ENTITY a 'b'>]>"), "TNS017"),
        (page("<b>" * 5000 + "</b>" * 5000), "TNS017"),
    ],
)
def test_documents_that_cannot_be_read_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_inline({"p": data}, "p")

    assert [finding.code for finding in caught.value.findings] == [code]


def test_texts_that_hold_each_other_have_an_end() -> None:
    body = ""
    for _ in range(60):
        body = words(f"0123456789{body}")

    with pytest.raises(InputError) as caught:
        read_set({"p": page(body)}, max_text=5000)
    assert [finding.code for finding in caught.value.findings] == ["TNS069"]


# What others read


def same(ours: Instance, theirs: tuple[ArelleFact, ...]) -> None:
    """Fact for fact; without a schema Arelle tells no language."""
    known = {fact.concept for fact in theirs if fact.lang is not None}
    found = [as_arelle(fact) for fact in (*ours.report, *ours.repeated)]
    assert Counter(fact if fact.concept in known else replace(fact, lang=None) for fact in found) == Counter(theirs)


def test_real_reports_are_read_as_arelle_reads_them(reference: Path, arelle: Arelle) -> None:
    samples = reference / "tse" / "samples"
    packages = [reference / "tse" / "tse-ed-2014-01-12.zip"]
    counts = {}
    for place in (samples / "kyocera6971_FY2013_annual_US_tse-acedussm-ixbrl.htm", samples / "5971_2021_1Q_JP_fullzip"):
        for one in reports_in(place):
            base = place if place.is_dir() else place.parent
            instance = read_inline(one.files, one.name)[""]
            theirs = arelle.load([base / name for name in one.files], packages=packages, validate=False)
            same(instance, theirs.facts)
            assert instance.findings == ()
            for name in one.files:
                own = [fact.source for fact in (*instance.report, *instance.repeated) if fact.source]
                counts[Path(name).name[:17]] = sum(source.file == name for source in own)

    assert counts == {
        "kyocera6971_FY201": 236,
        "tse-qcedjpsm-5971": 177,
        "0101010-qcbs01-ts": 114,
        "0102010-qcpl11-ts": 49,
        "0102020-qcci11-ts": 15,
    }


def test_flags_and_days_are_values_where_the_taxonomy_says_so(reference: Path, arelle: Arelle) -> None:
    folder = reference / "tse" / "samples" / "5971_2021_1Q_JP_fullzip" / "XBRLData" / "Summary"
    package = reference / "tse" / "tse-ed-2014-01-12.zip"
    (found,) = reports_in(folder)
    schemas = read_set(found.files).schemas[""]
    with zipfile.ZipFile(package) as archive:
        dts = load_dts(schemas, Resolver(Folder(folder), (Official(archive),))).dts
    instance = read_inline(found.files, found.name, dts)[""]

    same(instance, arelle.load([folder / name for name in found.files], packages=[package], validate=False).facts)
    assert Counter(type(fact.value).__name__ for fact in instance.report) == {
        "Decimal": 59,
        "bool": 35,
        "str": 12,
        "date": 3,
        "NoneType": 68,
    }


def test_a_document_with_everything_is_read_as_arelle_reads_it(arelle: Arelle, tmp_path: Path) -> None:
    first = (
        amount("1,234.50", name="e:A", more='format="ixt:num-dot-decimal" scale="3" sign="-"')
        + amount(amount("9", name="e:B", more='scale="6"'), name="e:C", more='scale="6"')
        + words("a<ix:exclude>x</ix:exclude>b", more='continuedAt="k"')
        + words("<p class='z' align='y'>b &amp;<br/><b></b>&lt; </p> c", name="e:S", more='escape="true"')
        + words("平成25年5月15日", name="e:D", more='format="ixt:date-jpn-era-year-month-day"')
        + amount("", name="e:N", more='xsi:nil="true"').replace('decimals="0"', "")
        + '<ix:nonFraction name="e:P" contextRef="d" unitRef="PerShare" decimals="2">1.50</ix:nonFraction>'
    )
    second = '<ix:continuation id="k">c<i>d</i></ix:continuation>' + words(" e\n f ", name="e:W")
    files = {"a.htm": page(first), "b.htm": page(second, head="")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    theirs = arelle.load([tmp_path / name for name in files], validate=False)
    ours = read_inline(files, "set")[""]

    assert len(theirs.facts) == 9
    same(ours, theirs.facts)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize(
    ("sample", "count"), [("fy2009-annual", 4622), ("1h-fy2012", 4048), ("fy2012-annual", 4472), ("1q-fy2013", 0)]
)
def test_our_own_documents_say_what_their_report_says(sample: str, count: int, version: str) -> None:
    made = product(sample, version)
    filing = made.output.filing
    tagged = {path: data for path, data in made.files.items() if b"/inlineXBRL" in data and not path.endswith(".xbrl")}
    read = [read_inline({path: data}, path, filing.dts)[""] for path, data in tagged.items() if "htm" in path]
    facts = [fact for one in read for fact in (*one.report, *one.repeated)]

    assert [finding for one in read for finding in one.findings] == []
    # A release prints figures of its statements once more, in millions.
    assert [fact for fact in facts if not _says(fact, filing.report.get(fact.key))] == []
    assert len(facts) == count
    assert {*filing.report} - {*facts} == ({*filing.report} if sample == "1q-fy2013" else set())


def _says(read: Fact, fact: Fact | None) -> bool:
    """Whether what was read is a fact, or one that is printed with fewer digits."""
    if read == fact or fact is None:
        return fact is not None
    exact, printed = fact.value, read.value
    if not isinstance(exact, Decimal) or not isinstance(printed, Decimal) or read.decimals is None:
        return False
    return abs(exact - printed) <= Decimal(1).scaleb(-read.decimals)


EVERYTHING = page(
    amount("1,234.50", more='id="f" format="ixt:num-dot-decimal" scale="3" sign="-" footnoteRefs="n"')
    + amount(amount("9", name="e:B"), name="e:C", more='target="x"')
    + words("a<ix:exclude>x</ix:exclude>b", more='continuedAt="k"')
    + words("<p class='z'>b &amp;<br/></p> c", name="e:S", more='escape="true"')
    + '<ix:continuation id="k">c<i>d</i></ix:continuation>'
    + f"{FRACTION}<ix:numerator>1</ix:numerator><ix:denominator>3</ix:denominator></ix:fraction>"
    + f'<ix:tuple name="e:P" tupleID="p">{amount("2", more="""order="2" """)}</ix:tuple>'
    + amount("", more='xsi:nil="true"'),
    head=header(
        RESOURCES + '<ix:relationship fromRefs="f" toRefs="n"/><ix:footnote id="n" xml:lang="en">see</ix:footnote>'
    ),
)
PIECES = (
    "",
    '"',
    "<",
    ">",
    "&",
    "1",
    "999999999",
    "-",
    "INF",
    "c",
    "k",
    "p",
    "n",
    "x",
    "e:",
    ":",
    "{",
    "\u3000",
    "元",
    "ix:",
    "<b/>",
)


CHANGES = st.tuples(st.integers(0, len(EVERYTHING)), st.integers(0, 12), st.sampled_from(PIECES))


@settings(max_examples=150, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_damage_is_a_finding_or_a_refusal(changes: list[tuple[int, int, str]]) -> None:
    data = EVERYTHING
    for at, length, piece in changes:
        data = data[:at] + piece.encode() + data[at + length :]
    codes: set[str] = set()
    try:
        for one in read_inline({"p": data}, "p").values():
            codes.update(finding.code for finding in one.findings)
    except InputError as error:
        codes.update(finding.code for finding in error.findings)

    assert codes <= {"TNS017", *(f"TNS06{number}" for number in range(1, 10))}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_attributes_may_say_anything(data: st.DataObject) -> None:
    root = etree.fromstring(EVERYTHING)
    held = [(element, name) for element in root.iter("*") for name in element.attrib]
    for element, name in data.draw(st.lists(st.sampled_from(held), min_size=1, max_size=5)):
        element.set(name, data.draw(st.sampled_from(PIECES)))
    assert read_inline({"p": etree.tostring(root)}, "p")


def test_targets_and_tuples_are_read_as_arelle_reads_them(arelle: Arelle, tmp_path: Path) -> None:
    other = '<ix:references target="x"><link:schemaRef xlink:type="simple" xlink:href="x.xsd"/></ix:references>'
    body = (
        f'<ix:tuple name="e:P" tupleID="p">{amount("2", more="""order="2" """)}</ix:tuple>'
        f"""{amount("1", name="e:B", more='tupleRef="p" order="1"')}{amount("9")}"""
        + amount("3", more='target="x"')
        + words("x", more='target="x"')
    )
    data = page(body, head=header(references=REFERENCES + other))
    (tmp_path / "a.htm").write_bytes(data)

    theirs = arelle.load([tmp_path / "a.htm"], validate=False)
    found = read_inline({"a.htm": data}, "a")

    facts = [as_arelle(fact) for one in found.values() for fact in (*one.report, *one.repeated)]
    assert Counter(replace(fact, lang=None) for fact in facts) == Counter(theirs.facts)
    assert len(facts) == 5
