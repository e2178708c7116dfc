"""Differences in words: as text within its columns, as JSON in its shape, and as a page that escapes what it shows."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from lxml import html

from tanshin.compare.difference import Difference, difference
from tanshin.compare.side import Note
from tanshin.report.aspect import Entity
from tanshin.tell.difference_data import as_json
from tanshin.tell.difference_html import as_html
from tanshin.tell.difference_text import difference_lines
from tanshin.tell.language import language
from tanshin.tell.text import columns
from tests.compare.reports import NAMESPACE, fact, side

HOSTILE = '<script>alert("x")</script>&amp;\x1b[31m{{ 7*7 }}'
JAPANESE = language("ja")


def found() -> Difference:
    """A difference of every kind that needs no filing."""
    cash = fact("Cash", 12258872000, decimals=-3)
    old = side(
        fact("Assets", 82110913000, decimals=-3),
        cash,
        fact("Sales", 106248486000, "2012-04-01/2013-03-31", -3),
        fact("Sales", 97314605000, "2011-04-01/2012-03-31", -3),
        fact("Stock", None),
        fact(
            "Note",
            "A long text that says the same for quite a while, and only after more than a line says black.",
            lang="en",
        ),
        name="old/filing",
        labels={"Cash": "Cash", "Assets": "Total assets"},
        notes=(Note("Unaudited.", "en", (cash.key,)),),
    )
    new = side(
        fact("Assets", 82110913000, decimals=-3),
        fact("Cash", 12258872000, decimals=-3),
        fact("Sales", 106248000000, "2012-04-01/2013-03-31", -6),
        fact("Sales", 97314606000, "2011-04-01/2012-03-31", -3),
        fact("Stock", 1301684000, decimals=-3),
        fact("Debt", 1, members={"Axis": "Member"}),
        fact(
            "Note",
            "A long text that says the same for quite a while, and only after more than a line says white.",
            lang="en",
        ),
        name="new/filing",
        labels={"Cash": "現金及び預金", "Assets": "Total assets"},
        notes=(Note("Audited.", "en", (cash.key,)),),
    )
    return difference(old, new)


def hostile() -> Difference:
    return difference(
        side(fact("Note", "plain", lang="en"), fact("Cash", 1), name=HOSTILE, labels={"Cash": HOSTILE}),
        side(
            fact("Note", HOSTILE, lang="en"),
            fact("Cash", 2),
            name="b",
            labels={"Cash": HOSTILE},
            notes=(Note(HOSTILE, "en", ()),),
        ),
    )


def parsed(page: str) -> html.HtmlElement:
    return html.fromstring(page)


def golden(name: str, text: str, regenerate: bool) -> None:
    path = Path(__file__).with_name("difference") / name
    if regenerate:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_text_is_as_it_was(regenerate: bool) -> None:
    for lang in ("en", "ja"):
        golden(f"{lang}.txt", "\n".join(difference_lines(found(), language(lang))) + "\n", regenerate)


def test_the_page_is_as_it_was(regenerate: bool) -> None:
    for lang in ("en", "ja"):
        page = parsed(as_html(found(), language(lang)))
        for style in page.xpath("//style"):
            style.getparent().remove(style)
        golden(f"{lang}.html", html.tostring(page, encoding="unicode") + "\n", regenerate)


def test_no_line_is_wider_than_a_terminal() -> None:
    wide = fact(
        "Large", Decimal("123456789012345678901234567890.123456789012345678901234567890"), "2012-04-01/2013-03-31"
    )
    many = difference(
        side(*(fact(f"Name{'x' * 80}{at}", at) for at in range(30))), side(wide, fact("Note", "長" * 200, lang="ja"))
    )
    for one in (found(), hostile(), many):
        for everything in (False, True):
            lines = list(difference_lines(one, JAPANESE, everything=everything))
            assert max(map(columns, lines)) <= 100
            assert all(line.isprintable() for line in lines)


def test_many_differences_are_capped_and_counted() -> None:
    many = difference(side(*(fact(f"Name{at:03}", at) for at in range(30))), side())
    short = list(difference_lines(many))
    assert "  10 more; --verbose shows them" in short
    assert len(list(difference_lines(many, everything=True))) == len(short) + 2 * 10 - 1


def test_a_page_shows_as_much_as_a_browser_bears() -> None:
    many = difference(side(*(fact(f"Name{at:04}", at) for at in range(1010))), side())
    assert len(parsed(as_html(many)).xpath("//tbody/tr")) == 1000
    assert "10 more; --verbose shows them" in as_html(many)
    assert len(parsed(as_html(many, everything=True)).xpath("//tbody/tr")) == 1010


def test_nothing_is_said_to_be_nothing() -> None:
    one = side(fact("Cash", 1))
    assert list(difference_lines(difference(one, one))) == ["no differences"]
    assert "no differences" in as_html(difference(one, one))


def test_how_facts_were_matched_is_told() -> None:
    old, new = (
        side(fact("Cash", 1)),
        side(fact("Cash", 2, namespace=NAMESPACE.replace("2013", "2014"), entity=Entity("s", "9"))),
    )
    lines = list(difference_lines(difference(old, new)))
    assert (
        f"names of {NAMESPACE} are compared with those of {NAMESPACE.replace('2013', '2014')} by their local part"
        in " ".join(lines)
    )
    assert "the first is about 12340, the second about 9; they are compared as one" in lines
    assert "1 facts were matched by local names" in lines


def test_json_has_the_documented_shape() -> None:
    shape = json.loads(as_json(found()))
    assert list(shape) == ["old", "new", "matching", "references", "differences", "footnotes", "summary"]
    assert shape["old"] == {"name": "old/filing", "facts": 6, "canonical": False}
    assert shape["references"] == {"JPY": "106248486000"}
    by_kind = {one["kind"]: one for one in shape["differences"]}
    assert by_kind["rounding"] == {
        "kind": "rounding",
        "concept": "ex:Sales",
        "period": "2012-04-01/2013-03-31",
        "unit": "JPY",
        "dimensions": {},
        "lang": None,
        "label": "Sales",
        "old": {"value": "106248486000", "decimals": -3, "concept": "ex:Sales", "table": None, "source": None},
        "new": {"value": "106248000000", "decimals": -6, "concept": "ex:Sales", "table": None, "source": None},
        "change": "-486000",
        "weight": "0.000005",
        "matched_by": "key",
        "printed_in": None,
        "names": [],
        "restatement": None,
        "reclassification": None,
    }
    assert by_kind["added"]["dimensions"] == {"ex:Axis": "ex:Member"}
    assert shape["footnotes"] == [{"lang": "en", "old": "Unaudited.", "new": "Audited."}]
    assert shape["summary"]["changed"] == sum(1 for one in shape["differences"] if one["kind"] == "changed")


def test_hostile_text_stays_text() -> None:
    page = as_html(hostile(), JAPANESE)
    root = parsed(page)
    assert root.xpath("//script") == []
    assert root.xpath("string(//h1/following-sibling::p/code)") == HOSTILE
    assert [HOSTILE in row.text_content() for row in root.xpath("//tbody/tr")] == [True, True]
    assert [one.text_content() for one in root.xpath("//section[@id='footnotes']//ins")] == [HOSTILE]
    assert "<script" not in page
    assert "\x1b" not in "".join(difference_lines(hostile()))


def test_the_page_needs_nothing_else_and_leads_somewhere() -> None:
    root = parsed(as_html(found()))
    assert root.xpath("//link | //img | //script | //*[@onclick]") == []
    ids = root.xpath("//@id")
    assert {href[1:] for href in root.xpath("//a/@href")} <= set(ids)
    for table in root.xpath("//table"):
        assert table.xpath(".//thead//th[not(@scope='col')]") == []
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath(".//tbody/tr"))
