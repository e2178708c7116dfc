"""A filing in the browser while it is written: what changes is shown, and the reader stays where he is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tanshin.view.serving import View
from tests.viewed import proved_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = "release/release-en.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("view")


@pytest.fixture(scope="module")
def view(folder: Path) -> Iterator[View]:
    with proved_view(folder) as shown:
        yield shown


@pytest.fixture(scope="module")
def page(browser: Browser, view: View) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1000, "height": 400})
    found.set_default_timeout(600_000)
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    found.goto(view.url)
    phase(found, "proved")
    yield found
    found.close()
    assert faults == []


def phase(page: Page, wanted: str) -> None:
    page.locator(f"body[data-phase={wanted}]").wait_for()


def edit(folder: Path, old: str, new: str, file: str = "release.yaml") -> None:
    path = folder / "example" / "annual" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def see(page: Page, text: str) -> None:
    page.frame_locator("iframe:not(.coming)").get_by_text(text).first.wait_for(state="attached")


def place(page: Page) -> tuple[float, float]:
    x, y = page.evaluate(
        "(({ scrollX, scrollY }) => [scrollX, scrollY])(document.querySelector('iframe').contentWindow)"
    )
    return x, y


def test_the_chosen_page_is_shown_and_stays_where_it_is_when_it_changes(page: Page, folder: Path) -> None:
    page.select_option("#page", PAGE)
    see(page, "No shop was closed.")
    page.evaluate("document.querySelector('iframe').contentWindow.scrollTo(0, 350)")
    assert place(page) == (0, 350)
    edit(folder, "No shop was closed.", "None was closed.")
    see(page, "None was closed.")
    phase(page, "proved")
    assert place(page) == (0, 350)
    assert page.input_value("#page") == PAGE
    assert page.url.endswith(f"#{PAGE}")
    assert page.locator("iframe").count() == 1


def test_what_grows_above_does_not_move_what_is_read(page: Page, folder: Path) -> None:
    mark = "document.querySelector('iframe').contentDocument.getElementById('section-4').getBoundingClientRect().top"
    page.evaluate("document.querySelector('iframe').contentDocument.getElementById('section-4').scrollIntoView()")
    before = page.evaluate(mark)
    longer = "Net income, after a year of many words, of which most were spent on other things, " * 8
    edit(folder, "Net income was", f"{longer}was")
    see(page, "after a year of many words")
    assert page.evaluate(mark) == pytest.approx(before, abs=2)
    edit(folder, f"{longer}was", "Net income was")
    phase(page, "proved")


def test_errors_are_told_beside_the_last_good_page_until_they_are_mended(page: Page, folder: Path) -> None:
    assert page.locator("#findings").is_hidden()
    edit(folder, "Inventories", "Stock", "balance-sheet.csv")
    phase(page, "unusable")
    finding = page.locator("#list li", has_text="TNS008")
    assert finding.inner_text().startswith("example/annual/balance-sheet.csv:3:1: ERROR TNS008 `Stock` is no line of")
    see(page, "None was closed.")
    edit(folder, "Stock", "Inventories", "balance-sheet.csv")
    phase(page, "proved")
    page.locator("#findings").wait_for(state="hidden")
    assert page.locator("#list li", has_text="TNS008").count() == 0


def test_a_finding_leads_to_its_figure(page: Page, folder: Path) -> None:
    edit(folder, '"40,051"', '"40,052"', "balance-sheet.csv")
    phase(page, "refused")
    link = page.locator("#list li", has_text="TNS101").locator("a").first
    link.click()
    edit(folder, '"40,052"', '"40,051"', "balance-sheet.csv")
    phase(page, "proved")


def test_the_page_is_kept_when_its_file_gets_another_name(page: Page, folder: Path) -> None:
    before, after = "20130515000000", "20130515000001"
    old = page.locator(f"#page option[value^='en/'][value*='{before}']").get_attribute("value")
    assert old is not None
    page.select_option("#page", old)
    edit(folder, before, after, "filing.yaml")
    page.locator(f"#page option[value*='{after}']").first.wait_for(state="attached")
    phase(page, "proved")
    assert page.input_value("#page") == old.replace(before, after)
    edit(folder, after, before, "filing.yaml")
    page.locator(f"#page option[value*='{before}']").first.wait_for(state="attached")
    phase(page, "proved")


def test_a_figure_in_the_viewer_tells_what_it_is_and_asks_nobody_else(page: Page, view: View) -> None:
    phase(page, "proved")
    page.select_option("#page", PAGE)
    page.locator("#viewer[href$='#en/release']").wait_for()
    asked: list[str] = []
    faults: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.context.on("console", lambda one: faults.append(one.text) if one.type in ("error", "warning") else None)
    page.context.on("weberror", lambda one: faults.append(str(one.error)))
    with page.expect_popup() as opened:
        page.locator("#viewer").click()
    tab = opened.value
    tab.set_default_timeout(600_000)
    frame = tab.frame_locator("iframe[name=viewer]")
    frame.locator("#ixv.post-processing-complete").wait_for(state="attached")
    figure = frame.frame_locator("#iframe-container iframe").locator(".ixbrl-element-nonfraction").first
    figure.click()
    facts = frame.locator(".fact-inspector")
    assert facts.locator("tr.concept .text").first.inner_text()
    assert facts.locator("tr.value td .value").first.inner_text()
    tab.close()
    assert any(url.endswith("/viewer/ixbrlviewer.js") for url in asked)
    assert [url for url in asked if not url.startswith((view.url, "data:", "about:", "blob:" + view.url))] == []
    assert faults == []
