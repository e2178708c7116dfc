"""The page of a check: complete, escaped, and leading to figures and cells."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import html

from tanshin.tell.html import as_html
from tanshin.tell.language import language
from tanshin.tell.quote import Quoter
from tanshin.values.anchor import anchor_of
from tanshin.values.finding import Severity
from tanshin.values.output import write_tree
from tests.tell.filings import checked, finding, quoter

FACT = "a:Cash 2013-03-31 JPY"


def page(folder: Path, lang: str = "en", output: Path | None = None) -> html.HtmlElement:
    more: dict[str, Any] = {"facts": (FACT,), "expected": Decimal(1000), "actual": Decimal(1234)}
    told = checked(finding("TNS101", Severity.ERROR, **more), finding("TNS404", Severity.WARNING, 3, 3))
    text = as_html((told,), quoter(folder), language(lang), output=output, base=folder)
    assert "<b>5</b>" not in text
    assert "<Cash>" not in text
    return html.fromstring(text)


def test_a_finding_shows_its_figures_row_and_place(tmp_path: Path) -> None:
    first, second = page(tmp_path).xpath("//article[contains(@class,'finding ')]")
    assert (first.get("data-severity"), first.get("data-rule"), first.get("data-statement")) == ("3", "TNS101", "table")
    assert [one.text_content() for one in first.xpath(".//dd")] == ["1,000", "1,234", "+234"]
    assert [one.text_content() for one in first.xpath(".//mark")] == ["1,234"]
    assert [one.text_content() for one in first.xpath(".//tbody//th | .//tbody//td")] == [
        "Cash & cash",
        "1,234",
        "<b>5</b>",
    ]
    (place,) = first.xpath(".//p[@class='where']/a")
    assert (place.text_content(), place.get("href"), place.get("title")) == (
        "table.csv:2:2",
        "co/annual/table.csv",
        "co/annual/table.csv:2:2",
    )
    assert second.get("data-severity") == "1"


def build(folder: Path) -> Path:
    """A build with a page in each language."""
    built = folder / "built out"
    files = {
        name: f'<html xmlns="x" lang="{lang}"><title>{title}</title><span id="{anchor_of(FACT)}">1</span></html>'
        for name, lang, title in (("bs.htm", "en", "Balance &amp; sheet"), ("bs-ja.htm", "ja", "貸借対照表"))
    }
    write_tree(built, {name: text.encode() for name, text in files.items()})
    return built


def test_a_finding_leads_to_its_figure_in_the_documents(tmp_path: Path) -> None:
    built = build(tmp_path)
    for lang, words, file in (("en", "Balance & sheet", "bs.htm"), ("ja", "貸借対照表", "bs-ja.htm")):
        (link,) = page(tmp_path / lang, lang, built).xpath("//a[@hreflang]")
        assert link.text_content() == words
        assert link.get("href") == f"../built%20out/{file}#{anchor_of(FACT)}"


def test_what_is_no_page_of_a_build_has_no_figures(tmp_path: Path) -> None:
    built = build(tmp_path)
    (built / "bs-ja.htm").write_bytes("<html><title>貸借対照表</title>".encode("cp932"))
    (built / "folder.html").mkdir()
    assert len(page(tmp_path / "a", "en", built).xpath("//a[@hreflang]")) == 1
    (built / "link.html").symlink_to(built / "folder.html")
    assert len(page(tmp_path / "b", "en", built).xpath("//a[@hreflang]")) == 0


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    root = page(tmp_path)
    assert root.xpath("//link | //img | //iframe | //script[@src] | //*[@onclick]") == []
    assert not re.search(r"url\(|@import", "".join(root.xpath("//style/text()")))
    assert not re.search(r"fetch\(|http|innerHTML|eval", "".join(root.xpath("//script/text()")))


def test_every_rule_named_is_explained_and_every_link_within_leads_somewhere(tmp_path: Path) -> None:
    root = page(tmp_path)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert {"TNS101", "TNS404"} <= set(ids)


def test_the_page_speaks_japanese(tmp_path: Path) -> None:
    root = page(tmp_path, "ja")
    assert root.get("lang") == "ja"
    assert root.xpath("string(//h1)") == "チェック結果"
    assert "合計が、その内訳の合計と正確に一致すること。" in root.text_content()


def test_nothing_found_is_said() -> None:
    assert "Nothing was found." in as_html((checked(),), Quoter())


def test_the_same_bytes_again(tmp_path: Path) -> None:
    told = checked(finding("TNS101", Severity.ERROR))
    one = quoter(tmp_path)
    assert as_html((told,), one, base=tmp_path) == as_html((told,), Quoter(one.roots), base=tmp_path)
