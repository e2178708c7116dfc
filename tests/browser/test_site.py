"""The documentation as people use it: every link leads somewhere, a search works from a folder, on every screen."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from lxml import html

from tanshin import api
from tanshin.cli import main
from tanshin.taxonomy.concept import Kind
from tanshin.values.output import read_tree

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLE = "iij/1h-fy2012"
CASH = "taxonomy/iij/concept/CashAndCashEquivalents.html"
ROOT = Path(__file__).resolve().parents[2]

DIGEST = f"""
from hashlib import sha256
from tanshin import api
from tanshin.cli import main
from tanshin.site.build import site
files = site(main, [api.read_filing({SAMPLE!r})])
print(sha256(b"".join(name.encode() + data for name, data in sorted(files.items()))).hexdigest())
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs") / "site"
    result = CliRunner().invoke(main, ["docs", SAMPLE, "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.endswith(f"open {out / 'index.html'}\n")
    return out


@pytest.fixture(scope="module")
def files(folder: Path) -> Mapping[str, bytes]:
    return read_tree(folder)


@pytest.fixture(scope="module")
def pages(files: Mapping[str, bytes]) -> Mapping[str, html.HtmlElement]:
    return {name: html.document_fromstring(data.decode()) for name, data in files.items() if name.endswith(".html")}


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.xpath(path)]


def test_every_link_leads_to_a_page_and_a_place_on_it(
    files: Mapping[str, bytes], pages: Mapping[str, html.HtmlElement]
) -> None:
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    broken: list[str] = []
    for name, page in pages.items():
        for href in page.xpath("//@href | //@src"):
            if re.match(r"https?://|mailto:", href):
                continue
            path, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
            if target not in files or (anchor and unquote(anchor) not in ids[target]):
                broken.append(f"{name}: {href}")
    assert broken == []
    hits = search_index(files)
    assert [href for *_, href in hits if not leads(href, ids)] == []


def leads(href: str, ids: Mapping[str, set[str]]) -> bool:
    path, _, anchor = href.partition("#")
    return path in ids and (not anchor or anchor in ids[path])


def search_index(files: Mapping[str, bytes]) -> list[list[str]]:
    script = files["search-index.js"].decode()
    found: list[list[str]] = json.loads(script.removeprefix("tanshinIndex(").removesuffix(");\n"))
    return found


def test_nothing_is_fetched_from_elsewhere(pages: Mapping[str, html.HtmlElement]) -> None:
    loaded = {src for page in pages.values() for src in page.xpath("//link/@href | //script/@src | //img/@src")}
    assert {re.sub(r"^(\.\./)*", "", src) for src in loaded} == {"site.css", "site.js"}


def test_pages_can_be_read_by_a_machine_that_speaks(pages: Mapping[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        assert page.get("lang") == "en", name
        assert len(page.xpath("//main")) == len(page.xpath("//h1")) == len(page.xpath("//body/header")) == 1, name
        names = page.xpath("//@id")
        assert len(names) == len(set(names)), name
        assert all(nav.get("aria-label") for nav in page.xpath("//nav")), name
        levels = [int(one.tag[1]) for one in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), (name, levels)
        assert page.xpath("//form[@role='search']//label/@for") == ["search"], name


def test_japanese_is_told_to_be_japanese(pages: Mapping[str, html.HtmlElement]) -> None:
    kana = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
    silent = [
        (name, one.text)
        for name, page in pages.items()
        for one in page.xpath("//body//*[not(ancestor-or-self::*[@lang='ja'])]")
        if one.text and kana.search(one.text)
    ]
    assert silent == []


def test_a_concept_has_all_that_is_known_of_it(pages: Mapping[str, html.HtmlElement]) -> None:
    page = pages[CASH]
    assert texts(page, "//h1") == ["Cash and cash equivalents"]
    assert texts(page, "//p[@class='other'][@lang='ja']") == ["現金及び現金同等物"]
    facts = dict(zip(texts(page, "//dl[@class='facts']/dt"), texts(page, "//dl[@class='facts']/dd"), strict=True))
    assert facts["Name"] == "iij:CashAndCashEquivalents"
    assert (facts["Type"], facts["Period"], facts["Balance"]) == ("monetary", "instant", "debit")
    assert facts["Eras"] == "fy2009, fy2012"
    assert "periodStartLabelCASH AND CASH EQUIVALENTS, BEGINNING OF THE PERIOD現金及び現金同等物の期首残高" in texts(
        page, "//tr"
    )
    assert "ASSETS › CURRENT ASSETS: › Cash and cash equivalents 現金及び現金同等物" in texts(
        page, "//p[@class='trail']"
    )
    assert "Total current assets" in texts(page, "//h2[.='Part of']/following-sibling::table//th[@scope='row']")
    assert [one for one in texts(page, "//h2[.='Identities']/following-sibling::dl/dd") if "at the end =" in one]
    assert texts(page, "//h2[.='Captions through the eras']/following-sibling::h3")[0].startswith("fy2009")
    filing = api.read_filing(SAMPLE)
    name = filing.taxonomy.name("CashAndCashEquivalents")
    told = {(str(fact.key.period), f"{fact.value}") for fact in filing.report.by_concept[name][:6]}
    shown = {(row[0], row[1]) for row in (texts(one, "td") for one in page.xpath("//tr[td]")) if len(row) == 5}
    assert told <= shown


def test_sums_have_their_weights(pages: Mapping[str, html.HtmlElement]) -> None:
    page = pages["taxonomy/iij/concept/OperatingIncome.html"]
    sums = texts(page, "//h2[.='Where it stands']/following-sibling::div//p[@class='equation']")
    assert sums[0] == "= Revenues − Cost and expenses"
    page = pages["taxonomy/iij/fy2012/StatementOfIncome.html"]
    assert [one for one in texts(page, "//tr[@id='OperatingIncome']/th/span") if one.startswith("= ") and " − " in one]


def test_every_concept_finding_command_and_function_has_its_place(pages: Mapping[str, html.HtmlElement]) -> None:
    for folder in ("iij", "tse-ed-t"):
        eras = api.read_eras(folder)
        own = {
            name.local
            for era in eras.eras
            for name, concept in era.taxonomy.dts.concepts.items()
            if name.namespace == era.taxonomy.namespace and concept.kind is not Kind.TUPLE
        }
        assert {f"taxonomy/{folder}/concept/{local}.html" for local in own} <= pages.keys()
    codes = {line.split()[0] for line in api.rule_lines()}
    assert codes
    for code in codes:
        assert texts(pages[f"findings/{code}.html"], "//h2[@lang='ja']") == ["日本語"]
    assert "tanshin check" in texts(pages["commands/index.html"], "//dt")
    assert texts(pages["commands/taxonomy-show.html"], "//h2") == ["Example", "Options"]
    told = set(pages["python/tanshin.api.html"].xpath("//h2/@id"))
    assert {name for name in api.__all__ if name[0].islower()} <= told
    guides = {f"guides/{path.stem.lower()}.html" for path in (ROOT / "docs").glob("*.md")} - {"guides/findings.html"}
    assert guides <= pages.keys()


def test_the_same_input_gives_the_same_bytes(files: Mapping[str, bytes]) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    result = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    expected = sha256(b"".join(name.encode() + data for name, data in sorted(files.items()))).hexdigest()
    assert result.stdout.strip() == expected


def test_the_search_works_from_a_folder_and_asks_no_network(
    folder: Path, files: Mapping[str, bytes], browser: Browser
) -> None:
    some = {CASH, "index.html", "findings/TNS101.html", "findings/index.html", "python/tanshin.api.html"}
    some |= {name for name in files if name.startswith(("taxonomy/iij/fy2012/", "guides/", "commands/"))}
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((folder / "findings" / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("現金及び 期首残高")
    page.wait_for_selector("#results li")
    assert "Cash and cash equivalents" in page.inner_text("#results ol")
    page.fill("#search", "tns101")
    page.wait_for_function("document.querySelector('#results a')?.textContent.includes('TNS101')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings/TNS101.html")
    assert page.inner_text("h1") == "TNS101"
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name in sorted(some):
            page.goto((folder / name).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    assert errors == []
    assert {url.partition(":")[0] for url in asked} == {"file"}
    context.close()
