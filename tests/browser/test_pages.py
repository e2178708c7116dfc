"""The pages as people see them: on a telephone, on a desk, on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tanshin.document.build import documents
from tanshin.document.model import Document
from tanshin.read.canonical.filing import read_filing
from tanshin.resources import samples_dir, taxonomy_dir
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source
from tanshin.write.html import render
from tanshin.write.index import FactCount, Front, Headline, IndexEntry, index
from tests.browser.conftest import missing
from tests.write.pages import every_document, statement, summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TELEPHONE, DESK = 390, 1280
SAMPLE = "iij/fy2012-annual"
SUFFIXES = (".htm", ".xhtml")  # read as HTML without a DOCTYPE, and as XML

FIGURES = """() => [...document.querySelectorAll('td.figure')]
    .filter(cell => !['right', 'end'].includes(getComputedStyle(cell).textAlign)).length"""

TOO_SMALL = """() => [...document.querySelectorAll('body *')]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(one => one.getClientRects().length && parseFloat(getComputedStyle(one).fontSize) < 9)
    .map(one => one.textContent)"""

# Every text, with the cell it runs out of.
SPILT = """() => [...document.querySelectorAll('th, td')]
    .filter(cell => cell.getClientRects().length && cell.scrollWidth > cell.clientWidth + 3)
    .map(cell => cell.textContent)"""

# The right edge of the digits of every figure, by table and column.
EDGES = """() => [...document.querySelectorAll('table.statement')].map(table => {
    const columns = {};
    for (const cell of table.querySelectorAll('td.figure')) {
        const digits = cell.querySelector('.fact');
        if (digits && digits.textContent) {
            (columns[cell.cellIndex] ??= []).push(Math.round(10 * digits.getBoundingClientRect().right));
        }
    }
    return Object.values(columns);
})"""


@contextmanager
def opened(browser: Browser, path: Path, width: int = DESK) -> Iterator[Page]:
    """A page, which may neither complain nor ask for anything but itself."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    try:
        page.goto(path.as_uri())
        yield page
        assert complaints == []
        assert requests == [path.as_uri()]
    finally:
        page.close()


def written(folder: Path, made: Document, suffix: str) -> Path:
    path = folder / f"{made.name}-{made.lang}{suffix}"
    path.write_text(render(made), encoding="utf-8-sig")
    return path


@pytest.fixture(scope="session")
def real() -> tuple[Document, ...]:
    """Every document of the sample, in both languages."""
    filing = read_filing(samples_dir() / SAMPLE, taxonomy_dir())
    return tuple(document for lang in ("ja", "en") for document in documents(filing, lang))


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, real: tuple[Document, ...]) -> tuple[Path, ...]:
    """The sample's documents and those made by hand, as files."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "made").mkdir()
    (folder / "real").mkdir()
    return tuple(
        written(folder / kind, document, suffix)
        for kind, found in (("made", every_document()), ("real", real))
        for document in found
        for suffix in SUFFIXES
    )


@pytest.fixture(scope="session")
def index_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "index.html"
    long = "tse-acedusfr-37740-2013-03-31-01-2013-05-15"
    path.write_bytes(
        index(
            Front("Internet Initiative Japan Inc.", "3774", "Consolidated Financial Results", "May 15, 2013"),
            [
                IndexEntry("Statements", "Consolidated Balance Sheets", "ja.htm", "ja"),
                IndexEntry("Statements", "Consolidated Balance Sheets", "en.htm", "en"),
                *(IndexEntry("Data", "Taxonomy", f"{long}-{kind}.xml") for kind in ("lab", "pre", "cal")),
            ],
            [
                Finding(
                    "TNS101", Severity.ERROR, f"tse-ed-t:{'VeryLongName' * 12}", (Source(f"{long}/{long}.csv", 3, 4),)
                )
            ],
            columns=("Fiscal Year Ended March 31, 2013", "Fiscal Year Ended March 31, 2012"),
            headlines=(Headline("Total Revenues", ("106,248 [9.2%]", "97,315 [18.1%]"), "JPY millions"),),
            counts=(FactCount("Consolidated Balance Sheets", 146),),
        )
    )
    return path


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_no_page_is_wider_than_the_screen(
    browser: Browser, pages: tuple[Path, ...], index_page: Path, width: int
) -> None:
    wide = {}
    for path in (*pages, index_page):
        with opened(browser, path, width) as page:
            wide[path.name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: found for name, found in wide.items() if found > width} == {}


def test_figures_are_set_to_the_right(browser: Browser, pages: tuple[Path, ...], index_page: Path) -> None:
    for path in (*pages, index_page):
        for width in (TELEPHONE, DESK):
            with opened(browser, path, width) as page:
                assert page.locator("td.figure").count() > 0
                assert page.evaluate(FIGURES) == 0, (path.name, width)


def test_digits_of_a_column_line_up(browser: Browser, pages: tuple[Path, ...]) -> None:
    """A closing parenthesis hangs beside them."""
    for path in pages:
        with opened(browser, path) as page:
            for columns in page.evaluate(EDGES):
                for edges in columns:
                    assert max(edges) - min(edges) <= 5, path.name  # half a pixel


def test_all_is_legible_on_a_telephone(browser: Browser, pages: tuple[Path, ...], index_page: Path) -> None:
    for path in (*pages, index_page):
        with opened(browser, path, TELEPHONE) as page:
            assert page.evaluate(TOO_SMALL) == [], path.name
            assert page.evaluate(SPILT) == [], path.name


def test_nothing_runs_out_of_its_cell(browser: Browser, pages: tuple[Path, ...]) -> None:
    for path in pages:
        with opened(browser, path) as page:
            assert page.evaluate(SPILT) == [], path.name


def test_a_page_looks_the_same_as_html_and_as_xml(browser: Browser, pages: tuple[Path, ...]) -> None:
    """Without a DOCTYPE a browser reads HTML in quirks mode, where tables would forget the font around them."""
    shots = {}
    for path in pages:
        with opened(browser, path) as page:
            shots[path.parent.name, path.stem, path.suffix] = page.screenshot(full_page=True)
    for (kind, stem, suffix), shot in shots.items():
        assert shot == shots[kind, stem, SUFFIXES[0]], (kind, stem, suffix)


# Paper


def pdf(browser: Browser, path: Path) -> bytes:
    with opened(browser, path) as page:
        return page.pdf(prefer_css_page_size=True)


def page_boxes(printed: bytes) -> list[tuple[int, int]]:
    """The size of each page, in whole points."""
    boxes = re.findall(rb"/Type\s*/Page\b(?!s).*?/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", printed, re.DOTALL)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def words_of(printed: bytes, folder: Path) -> list[str]:
    """The text of each page, line by line as it is printed."""
    if not shutil.which("pdftotext"):
        missing("pdftotext is not installed: apt-get install poppler-utils")
    path = folder / "printed.pdf"
    path.write_bytes(printed)
    command = ["pdftotext", "-layout", str(path), "-"]
    result = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    return result.stdout.split("\f")[:-1]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_summary_is_two_pages_of_a4(browser: Browser, real: tuple[Document, ...], tmp_path: Path, lang: str) -> None:
    (made,) = (document for document in real if (document.name, document.lang) == ("summary", lang))
    printed = pdf(browser, written(tmp_path, made, ".htm"))
    assert page_boxes(printed) == [(595, 842)] * 2
    assert words_of(printed, tmp_path)[1].strip().startswith("※ 注記事項" if lang == "ja" else "* Notes")


def test_statement_of_many_columns_is_printed_across(
    browser: Browser, real: tuple[Document, ...], tmp_path: Path
) -> None:
    for made in real:
        if made.name.startswith("equity"):
            assert page_boxes(pdf(browser, written(tmp_path, made, ".htm"))) == [(842, 595)], (made.name, made.lang)


def test_headings_are_repeated_on_every_page(browser: Browser, tmp_path: Path) -> None:
    sheets = words_of(pdf(browser, written(tmp_path, statement("en", 60), ".htm")), tmp_path)
    assert len(sheets) > 2
    assert all("Thousands of JPY" in sheet for sheet in sheets)


@pytest.mark.parametrize("lines", range(26, 34))
def test_no_total_stands_alone_on_a_page(browser: Browser, tmp_path: Path, lines: int) -> None:
    """Wherever the page ends: what is added up stays with the sum."""
    first, second, *_ = words_of(pdf(browser, written(tmp_path, statement("en", lines), ".htm")), tmp_path)
    body = second[second.index("Thousands of JPY") :].splitlines()[1:]
    following = next(line.strip() for line in body if re.search(r"\d", line))
    assert not following.startswith("T"), following
    ended = [line for line in first.splitlines() if line.strip()][-1]
    assert re.search(r"\d", ended), f"a heading stands alone at the end of the page: {ended}"


def test_summary_made_by_hand_is_two_pages(browser: Browser, tmp_path: Path) -> None:
    for lang in ("ja", "en"):
        assert len(page_boxes(pdf(browser, written(tmp_path, summary(lang), ".htm")))) == 2
