"""The pages as people see them: on a telephone, on a desk, on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tanshin.document.build import documents
from tanshin.document.form import form_document
from tanshin.document.model import Document
from tanshin.read.canonical.filing import read_filing
from tanshin.resources import samples_dir, taxonomy_dir
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source
from tanshin.write.html import render
from tanshin.write.index import FactCount, Front, Headline, IndexEntry, index
from tests.quarterly import quarterly
from tests.strict import missing
from tests.write.pages import every_document, statement, summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

TELEPHONE, DESK = 390, 1280
SAMPLE = "iij/fy2012-annual"
SUFFIXES = (".htm", ".xhtml")  # read as HTML without a DOCTYPE, and as XML

# What is seen of a page: its width, figures that are not set to the right, texts that are too small to read, texts that
# run out of their cells, and where the digits of each figure end, by table and column, in tenths of a pixel.
LOOK = """() => {
    const all = query => [...document.querySelectorAll(query)];
    const shown = one => one.getClientRects().length > 0;
    const style = one => getComputedStyle(one);
    const speaks = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    return {
        width: document.documentElement.scrollWidth,
        figures: all('td.figure').length,
        astray: all('td.figure').filter(cell => !['right', 'end'].includes(style(cell).textAlign)).length,
        small: all('body *').filter(one => shown(one) && speaks(one) && parseFloat(style(one).fontSize) < 9)
            .map(one => one.textContent),
        spilt: all('th, td').filter(cell => shown(cell) && cell.scrollWidth > cell.clientWidth + 3)
            .map(cell => cell.textContent),
        edges: all('table.statement').flatMap(table => {
            const columns = {};
            for (const cell of table.querySelectorAll('td.figure')) {
                const digits = cell.querySelector('.fact');
                if (digits && digits.textContent) {
                    (columns[cell.cellIndex] ??= []).push(Math.round(10 * digits.getBoundingClientRect().right));
                }
            }
            return Object.values(columns);
        }),
    };
}"""


@dataclass(frozen=True)
class Seen:
    """A page as it was seen on a screen."""

    path: Path
    screen: int
    look: dict[str, Any]
    shot: bytes

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name} at {self.screen}"


@pytest.fixture(scope="session")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all tests; whatever it shows may neither complain nor ask for anything but itself."""
    page = browser.new_page()
    complaints: list[str] = []

    def requested(request: Request) -> None:
        if not request.is_navigation_request():
            complaints.append(f"asks for {request.url}")

    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", requested)
    yield page
    page.close()
    assert complaints == []


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
    made = (written(folder / "made", document, suffix) for document in every_document() for suffix in SUFFIXES)
    return (*made, *(written(folder / "real", document, ".htm") for document in real))


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


@pytest.fixture(scope="session")
def seen(page: Page, pages: tuple[Path, ...], index_page: Path) -> tuple[Seen, ...]:
    """Every page on every screen."""
    found = []
    for screen in (TELEPHONE, DESK):
        page.set_viewport_size({"width": screen, "height": 800})
        for path in (*pages, index_page):
            page.goto(path.as_uri())
            shot = page.screenshot(full_page=True) if path.parent.name == "made" else b""
            found.append(Seen(path, screen, page.evaluate(LOOK), shot))
    return tuple(found)


def test_no_page_is_wider_than_the_screen(seen: tuple[Seen, ...]) -> None:
    assert {one.name: one.look["width"] for one in seen if one.look["width"] > one.screen} == {}


def test_figures_are_set_to_the_right(seen: tuple[Seen, ...]) -> None:
    assert all(one.look["figures"] for one in seen)
    assert {one.name: one.look["astray"] for one in seen if one.look["astray"]} == {}


def test_digits_of_a_column_line_up(seen: tuple[Seen, ...]) -> None:
    """A closing parenthesis hangs beside them."""
    spread = {one.name: max((max(edges) - min(edges) for edges in one.look["edges"]), default=0) for one in seen}
    assert sum(1 for one in seen if one.look["edges"]) > 20
    assert {name: tenths for name, tenths in spread.items() if tenths > 5} == {}


def test_all_is_legible(seen: tuple[Seen, ...]) -> None:
    assert {one.name: one.look["small"] for one in seen if one.look["small"]} == {}


def test_nothing_runs_out_of_its_cell(seen: tuple[Seen, ...]) -> None:
    assert {one.name: one.look["spilt"] for one in seen if one.look["spilt"]} == {}


def test_a_page_looks_the_same_as_html_and_as_xml(seen: tuple[Seen, ...]) -> None:
    """Without a DOCTYPE a browser reads HTML in quirks mode, where tables would forget the font around them."""
    shots: dict[tuple[int, str], list[bytes]] = {}
    for one in seen:
        if one.shot:
            shots.setdefault((one.screen, one.path.stem), []).append(one.shot)
    assert len(shots) == 2 * len(every_document())
    assert [key for key, (html, xml) in shots.items() if html != xml] == []


# Paper


def pdf(page: Page, path: Path) -> bytes:
    page.goto(path.as_uri())
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
def test_summary_is_two_pages_of_a4(page: Page, real: tuple[Document, ...], tmp_path: Path, lang: str) -> None:
    (made,) = (document for document in real if (document.name, document.lang) == ("summary", lang))
    printed = pdf(page, written(tmp_path, made, ".htm"))
    assert page_boxes(printed) == [(595, 842)] * 2
    assert words_of(printed, tmp_path)[1].strip().startswith("※ 注記事項" if lang == "ja" else "* Notes")


@pytest.mark.parametrize("quarter", [1, 3])
def test_the_form_of_a_quarter_is_two_pages_of_a4(page: Page, tmp_path: Path, quarter: int) -> None:
    filing = quarterly(tmp_path / "iij", quarter)
    for lang in ("ja", "en"):
        printed = pdf(page, written(tmp_path, form_document(filing, lang), ".htm"))
        assert page_boxes(printed) == [(595, 842)] * 2
        assert words_of(printed, tmp_path)[1].strip().startswith("※ 注記事項" if lang == "ja" else "* Notes")


def test_statement_of_many_columns_is_printed_across(page: Page, real: tuple[Document, ...], tmp_path: Path) -> None:
    for made in real:
        if made.name.startswith("equity"):
            assert page_boxes(pdf(page, written(tmp_path, made, ".htm"))) == [(842, 595)], (made.name, made.lang)


def test_headings_are_repeated_on_every_page(page: Page, tmp_path: Path) -> None:
    sheets = words_of(pdf(page, written(tmp_path, statement("en", 70), ".htm")), tmp_path)
    assert len(sheets) > 2
    assert all("Thousands of JPY" in sheet for sheet in sheets)


@pytest.mark.parametrize("lines", range(26, 35))
def test_no_total_and_no_note_stands_alone_on_a_page(page: Page, tmp_path: Path, lines: int) -> None:
    """Wherever a page ends: a sum stays with something that is added up, a heading with what it heads."""
    first, *others = words_of(pdf(page, written(tmp_path, statement("en", lines), ".htm")), tmp_path)
    for second in others:
        assert "Thousands of JPY" in second
        body = second[second.index("Thousands of JPY") :].splitlines()[1:]
        following = next(line.strip() for line in body if re.search(r"\d", line))
        assert not following.startswith("T"), following
        ended = [line for line in first.splitlines() if line.strip()][-1]
        assert re.search(r"\d", ended), f"a heading stands alone at the end of the page: {ended}"


def test_summary_made_by_hand_is_two_pages(page: Page, tmp_path: Path) -> None:
    for lang in ("ja", "en"):
        assert len(page_boxes(pdf(page, written(tmp_path, summary(lang), ".htm")))) == 2
