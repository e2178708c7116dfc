"""The viewer as people use it: from a disk and from a server, on a desk and on a telephone, without a network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tanshin import api
from tanshin.values.finding import Finding, Severity
from tanshin.viewer.folder import viewer_files
from tanshin.viewer.panel import panel
from tests.viewer.viewed import documents

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page

SAMPLE = "iij/fy2012-annual"
READY = "#ixv.post-processing-complete"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in the viewer, with findings about figures of its balance sheet."""
    filing = api.read_filing(SAMPLE)
    keys = [str(fact.key) for fact in filing.report if fact.concept.local in ("Assets", "CurrentAssets")]
    told = [
        Finding("TNS101", Severity.ERROR, "first <b>", facts=tuple(keys)),
        Finding("TNS102", Severity.INFO, "second", facts=tuple(reversed(keys))),
    ]
    here = tmp_path_factory.mktemp("viewer")
    for name, data in viewer_files(documents(filing), filing, told).items():
        (here / name).write_bytes(data)
    return here


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may ask for nothing but what is its own, and has nothing to complain about."""
    one = browser.new_page(viewport={"width": 1400, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    one.on("request", lambda request: asked.append(request.url))
    one.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    one.on("pageerror", lambda error: complaints.append(str(error)))
    yield one
    own = one.evaluate("location.protocol === 'file:' ? 'file:' : location.origin + '/'")
    one.close()
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
    assert complaints == []


def viewer(page: Page) -> FrameLocator:
    """The viewer in its frame, as soon as it is ready."""
    frame = page.frame_locator("iframe[name=viewer]")
    frame.locator(READY).wait_for(state="attached")
    return frame


def value(frame: FrameLocator) -> str:
    """The value of the fact that is selected."""
    return frame.locator(".fact-inspector tr.value td .value").first.inner_text()


def test_a_figure_tells_its_concept_period_and_calculation_and_a_search_finds_it(page: Page, folder: Path) -> None:
    page.goto(f"{(folder / 'index.html').as_uri()}#ja/balance-sheet")
    frame = viewer(page)
    assert page.title().startswith("株式会社")
    document = frame.frame_locator("#iframe-container iframe")
    document.get_by_text("82,111,266", exact=True).first.click()
    facts = frame.locator(".fact-inspector")
    assert value(frame).replace("\xa0", " ").endswith("82,111,266,000")
    assert facts.locator("tr.concept .text").first.inner_text() == "Assets"
    assert facts.locator("tr.period td").first.inner_text().strip() == "31 Mar 2013"
    assert "資産合計" in facts.locator("tbody.labels").inner_text()
    sums = facts.locator(".calculations").first
    assert "連結貸借対照表" in sums.inner_text()
    assert "37,440,969,000" in sums.locator(".calculation-row").first.inner_text()
    assert sums.locator(".calculation-row").count() == 12  # eleven addends and the total
    frame.locator("#document-language").select_option("en")
    assert "TOTAL" in facts.locator("tbody.labels").inner_text()
    frame.locator("#inspector-tabs button[data-mode=search-mode]").click()
    frame.locator("#ixbrl-search").fill("Goodwill")
    frame.locator("#ixbrl-search").press("Enter")
    found = frame.locator(".search-results .fact-list-item")
    found.first.wait_for()
    assert "GOODWILL" in found.first.inner_text()


def test_findings_lead_to_their_facts_in_both_languages(page: Page, folder: Path) -> None:
    page.goto(f"{(folder / 'index.html').as_uri()}#en/balance-sheet")
    frame = viewer(page)
    opened: list[str] = []
    page.on("framenavigated", lambda one: opened.append(one.url.partition("#")[0]))
    links = page.locator("a.fact")
    links.nth(0).click()
    selected = frame.frame_locator("#iframe-container iframe").locator(".ixbrl-selected").first
    selected.wait_for()
    first = selected.inner_text()
    assert value(frame)
    # With the keyboard to the next fact: the document stays, the selection moves.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('a.fact')[1].hasAttribute('aria-current')")
    frame.locator(READY).wait_for(state="attached")
    selected.filter(has_not_text=first).wait_for()
    assert {url.rpartition("/")[2] for url in opened} <= {"index.html", "balance-sheet-en.html?lang=en"}
    assert page.url.endswith(links.nth(1).get_attribute("data-id") or "-")
    # In the other language the same fact is led to, from the address alone.
    page.locator("button[data-lang=ja]").click()
    page.wait_for_url("**#ja/balance-sheet/*")
    frame.locator("html[data-ixbrl-viewer-theme]").wait_for(state="attached")
    frame.frame_locator("#iframe-container iframe").locator("html[lang=ja] .ixbrl-selected").first.wait_for()
    assert "流動資産" in frame.locator(".fact-inspector tbody.labels").first.inner_text()
    # The search finds captions of both languages, and figures, in every document.
    search = page.locator("#filter input[name=search]")
    found = page.locator("#found a.fact").filter(has_text="5,969,951,000")
    for words in ("のれん", "goodwill", "5,969,951"):
        search.fill(words)
        assert found.count() == 1
        assert "のれん" in found.inner_text()
    found.click()
    frame.frame_locator("#iframe-container iframe").locator(".ixbrl-selected").filter(has_text="5,969,951").wait_for()
    search.fill("second")
    assert page.locator(".finding:visible").count() == 1
    assert page.locator(".finding:visible .what").inner_text() == "second"


def test_a_page_without_documents_is_of_use_too(page: Page, tmp_path: Path) -> None:
    told = Finding("TNS101", Severity.ERROR, "first")
    (tmp_path / "index.html").write_bytes(panel(api.read_filing(SAMPLE), (), (told,)))
    page.goto(f"{(tmp_path / 'index.html').as_uri()}#en")
    page.locator("button[data-lang=ja]").click()
    assert "エラー" in page.locator(".finding").inner_text()
    page.locator("#filter input[name=search]").fill("second")
    assert page.locator("p.hidden").is_visible()


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    """The folder, served."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder)) as one:
        thread = threading.Thread(target=one.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{one.server_port}/"
        one.shutdown()
        thread.join()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_on_a_telephone_the_findings_make_way_for_the_document(page: Page, server: str, lang: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}index.html#{lang}/balance-sheet")
    frame = viewer(page)
    assert not page.locator("#findings").is_visible()
    page.locator("#toggle").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.getElementById('findings').scrollWidth") <= 390
    page.locator("a.fact").first.click()
    assert not page.locator("#findings").is_visible()
    frame.frame_locator("#iframe-container iframe").locator(".ixbrl-selected").first.wait_for(state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
