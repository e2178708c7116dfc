from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.read.xbrl.instance import read_instance
from tanshin.report.instance import FactNote
from tanshin.write.xbrl import instance
from tests.read.xbrl.instances import figure, usual
from tests.samples.filings import NAMES, sample

TOYOTA = "tse/samples/toyota7203_FY2012_annual_US_tdnet-acedussm.xbrl"
NOTE = """<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
<link:loc xlink:type="locator" xlink:href="#f1" xlink:label="fact"/>
<link:loc xlink:type="locator" xlink:href="#f2" xlink:label="fact"/>
<link:footnote xlink:type="resource" xlink:label="note" xml:lang="en">\
As <b xmlns="http://www.w3.org/1999/xhtml">restated</b>.</link:footnote>
<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" \
xlink:from="fact" xlink:to="note"/>
</link:footnoteLink>"""


@pytest.mark.parametrize("name", NAMES)
def test_what_we_write_is_read_back(name: str) -> None:
    """With the taxonomy at hand every fact is what it was."""
    filing = sample(name)
    written = instance(filing.report, calendar=filing.calendar, schema_refs=["iij.xsd"])
    found = read_instance(written, "x.xbrl", filing.dts)
    assert found.findings == ()
    assert (found.repeated, found.notes, found.schemas) == ((), (), ("iij.xsd",))
    assert list(found.report) == list(filing.report)


def test_a_real_instance_is_read_whole(reference: Path) -> None:
    found = read_instance(reference / TOYOTA, "toyota")
    assert found.findings == ()
    assert (len(found.report), found.repeated) == (242, ())
    numbers = [fact for fact in found.report if isinstance(fact.value, Decimal)]
    assert (len(numbers), sum(fact.is_nil for fact in found.report)) == (111, 78)


def test_the_first_fact_counts_and_others_are_kept() -> None:
    found = read_instance(usual(figure("1"), figure("2"), figure("2")), "x")
    assert [fact.value for fact in found.report] == [Decimal(1)]
    assert [fact.value for fact in found.repeated] == [Decimal(2), Decimal(2)]


def test_tuples_are_told() -> None:
    found = read_instance(usual(figure("1"), f"<ex:Line>{figure('2', 'Assets')}</ex:Line>"), "x")
    assert found.has_tuples
    assert not read_instance(usual(figure("1")), "x").has_tuples


def test_footnotes_stand_on_facts() -> None:
    one, other = figure(more=' decimals="0" id="f1"'), figure("2", "Assets", ' decimals="0" id="f2"')
    found = read_instance(usual(one, other, NOTE), "x")
    [note] = found.notes
    assert note == FactNote(note.text, "en", tuple(fact.key for fact in found.report))
    assert note.text == "As <b>restated</b>."


def test_ten_thousand_notes_on_nothing_are_told_in_a_few_words() -> None:
    locs = '<link:loc xlink:type="locator" xlink:href="#none" xlink:label="fact"/>' * 10_000
    found = read_instance(usual(figure(), NOTE.replace("<link:footnoteArc", f"{locs}<link:footnoteArc", 1)), "x")
    assert len(found.findings) < 30
    assert {one.code for one in found.findings} == {"TNS045"}
    assert " more like these" in found.findings[-1].message


def test_linkbases_are_named_beside_schemas() -> None:
    named = '<link:linkbaseRef xlink:type="simple" xlink:href="cal.xml"/>'
    found = read_instance(usual(named, named, figure()), "x")
    assert (found.schemas, found.linkbases) == (("ex.xsd",), ("cal.xml",))


def test_what_is_no_number_stays_a_text() -> None:
    found = read_instance(usual(figure("1,000")), "x")
    assert [fact.value for fact in found.report] == ["1,000"]
    assert [one.code for one in found.findings] == ["TNS046"]
