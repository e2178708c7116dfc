"""The index page: every file is linked, every finding shown, and nothing is taken for markup."""

from __future__ import annotations

from lxml import etree, html

from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source
from tanshin.write.index import Comparison, FactCount, Front, Headline, IndexEntry, index

HOSTILE = "<script>alert('x')</script> & \"q\" {{ 7 * 7 }}"
FRONT = Front("Example Inc.", "1234", "Results", "May 15, 2013")
ENTRIES = (
    IndexEntry("Statements", "Balance sheet", "ja/bs.htm", "ja"),
    IndexEntry("Data", "Instance", "a b#c?.xbrl"),
    IndexEntry("Statements", "Balance sheet", "en/bs.htm", "en"),
)
FINDINGS = (
    Finding("TNS402", Severity.INFO, "not checkable", (Source("filing.yaml", 3),)),
    Finding("TNS101", Severity.ERROR, "does not add up", (Source("bs.csv", 9, 2), Source("bs.csv", 4, 2))),
)


def page(content: bytes) -> etree._Element:
    return html.document_fromstring(content.decode())


def texts(root: etree._Element, css: str) -> list[str]:
    name, _, kind = css.partition(".")
    elements = (one for one in root.iter(name) if not kind or kind in (one.get("class") or "").split())
    return [" ".join("".join(str(part) for part in one.itertext()).split()) for one in elements]


def test_every_file_is_linked_once() -> None:
    root = page(index(FRONT, ENTRIES, ()))
    links = [(link.get("href"), link.get("hreflang"), link.text) for link in root.iter("a")]
    assert links == [
        ("ja/bs.htm", "ja", "日本語"),
        ("en/bs.htm", "en", "English"),
        ("a%20b%23c%3F.xbrl", None, "a b#c?.xbrl"),
    ]
    assert texts(root, "h3") == ["Statements", "Data"]
    assert texts(root, "span.label") == ["Balance sheet", "Instance"]


def test_findings_stand_worst_first_with_their_places() -> None:
    root = page(index(FRONT, (), FINDINGS))
    assert texts(root, "p.what") == ["TNS101 error does not add up", "TNS402 note not checkable"]
    assert texts(root, "code") == ["bs.csv:9:2", "bs.csv:4:2", "filing.yaml:3"]
    (tally,) = (one for one in root.iter("ul") if one.get("class") == "tally")
    assert texts(tally, "li") == ["Errors 1", "Inconsistencies 0", "Warnings 0", "Notes 1"]


def test_no_findings_are_said_to_be_none() -> None:
    assert "Nothing was found." in index(FRONT, (), ()).decode()
    assert "指摘事項はありません。" in index(FRONT, (), (), lang="ja").decode()


def test_figures_and_counts() -> None:
    content = index(
        FRONT,
        (),
        (),
        columns=("2013", "2012"),
        headlines=(Headline("Revenues", ("106,248", "97,315"), "JPY millions"),),
        counts=(FactCount("Balance sheet", 1234), FactCount("Summary", 66)),
    )
    root = page(content)
    assert texts(root, "tr") == [
        "20132012",
        "Revenues JPY millions106,24897,315",
        "TableFacts",
        "Balance sheet1,234",
        "Summary66",
        "Total1,300",
    ]


def test_what_was_compared_stands_beside_what_must_hold() -> None:
    root = page(index(FRONT, (), (), comparisons=(Comparison("TNS101", "A total is the sum.", 1120),)))
    assert texts(root, "tr") == ["What must holdCompared", "TNS101 A total is the sum.1,120"]


def test_text_is_text_wherever_it_stands() -> None:
    content = index(
        Front(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        [IndexEntry(HOSTILE, HOSTILE, HOSTILE)],
        [Finding("TNS001", Severity.ERROR, HOSTILE, (Source(HOSTILE),))],
        columns=(HOSTILE,),
        headlines=(Headline(HOSTILE, (HOSTILE,), HOSTILE),),
        counts=(FactCount(HOSTILE, 1),),
        comparisons=(Comparison(HOSTILE, HOSTILE, 1),),
    )
    root = page(content)
    assert list(root.iter("script")) == []
    assert texts(root, "p.what") == [f"TNS001 error {HOSTILE}"]


def test_page_depends_on_its_content_alone() -> None:
    assert index(FRONT, ENTRIES, FINDINGS) == index(FRONT, iter(ENTRIES), reversed(FINDINGS))
