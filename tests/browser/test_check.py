"""The page of a check as people use it: on a telephone, on a desk, on paper, without a network and without scripts."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tanshin import api
from tanshin.resources import samples_dir
from tanshin.tell.checked import Checked
from tanshin.tell.html import as_html
from tanshin.tell.language import language
from tanshin.tell.quote import Quoter
from tanshin.values.finding import Severity
from tests.tell.filings import checked, finding, quoter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SAMPLE = "iij/fy2012-annual"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filing that was built, and the pages about it in both languages."""
    here = tmp_path_factory.mktemp("check")
    filing = api.read_filing(SAMPLE)
    result = api.build(filing, here / "built", "1.0", api.earlier_filings(filing, SAMPLE)).check
    assert result
    told = Checked(SAMPLE, result.findings, result, filing, api.input_roots(SAMPLE, filing))
    for lang in ("en", "ja"):
        text = as_html((told,), Quoter(told.roots), language(lang), output=here / "built", base=here)
        (here / f"{lang}.html").write_text(text, encoding="utf-8")
    return here


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may ask for nothing but files, and has nothing to complain about."""
    one = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    one.on("request", lambda request: asked.append(request.url))
    one.on("console", lambda message: complaints.append(message.text))
    one.on("pageerror", lambda error: complaints.append(str(error)))
    yield one
    one.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_the_screen(page: Page, folder: Path, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / f"{lang}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = "[...document.querySelectorAll('main *')].filter(e => parseFloat(getComputedStyle(e).fontSize) < 11).length"
    assert page.evaluate(small) == 0
    # In a wide table the cell that is meant is within sight, as soon as the table is.
    beyond = """async () => {
        const astray = [];
        for (const mark of document.querySelectorAll('.row mark')) {
            mark.closest('.finding').scrollIntoView();
            for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
            const [inner, outer] = [mark, mark.closest('.row')].map(one => one.getBoundingClientRect());
            if (inner.right > outer.right + 1 || inner.left < outer.left - 1) astray.push(mark.textContent);
        }
        return astray;
    }"""
    assert page.evaluate(beyond) == []


def test_the_filter_narrows_what_is_seen(page: Page, tmp_path: Path) -> None:
    one = quoter(tmp_path)
    told = checked(
        finding("TNS101", Severity.ERROR, 2), finding("TNS101", Severity.ERROR, 3), finding("TNS404", Severity.WARNING)
    )
    (tmp_path / "page.html").write_text(as_html((told,), one, base=tmp_path), encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    seen = page.locator(".finding:visible")
    assert seen.count() == 3
    page.locator("input[value='3']").uncheck()
    assert seen.count() == 1
    assert page.locator("#count").inner_text() == "1 / 3"
    page.locator("input[value='3']").check()
    page.locator("select[name=rule]").select_option("TNS101")
    assert seen.count() == 2
    page.locator("input[name=search]").fill("3:2")
    assert seen.count() == 1
    page.locator("input[name=search]").fill("nowhere")
    assert seen.count() == 0
    assert page.locator("p.hidden").is_visible()
    page.locator("select[name=statement]").select_option("table")


def test_thousands_of_findings_are_filtered_at_once(page: Page, tmp_path: Path) -> None:
    one = quoter(tmp_path)
    told = checked(*(finding("TNS101", Severity.ERROR, line) for line in range(2, 3002)))
    (tmp_path / "page.html").write_text(as_html((told,), one, base=tmp_path), encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    took = page.evaluate("""() => {
        const form = document.getElementById('filter'), start = performance.now();
        form.elements.search.value = '2999:2';
        form.dispatchEvent(new Event('input', {bubbles: true}));
        document.body.offsetHeight;
        return performance.now() - start;
    }""")
    assert page.locator("#count").inner_text() == "1 / 3000"
    assert took < 2000  # it takes a tenth of that; a list that is numbered took half a minute


def test_without_scripts_it_is_a_plain_list(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    one = context.new_page()
    one.goto((folder / "en.html").as_uri())
    assert one.locator(".finding:visible").count() == one.locator(".finding").count() > 10
    assert not one.locator("#filter").is_visible()
    context.close()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_finding_leads_to_its_figure_and_to_its_cell(page: Page, folder: Path, lang: str) -> None:
    page.goto((folder / f"{lang}.html").as_uri())
    links = page.locator("a[hreflang]")
    assert links.count() > 10
    links.first.click()
    assert page.evaluate("document.querySelector(':target').textContent.trim()") != ""
    assert page.locator(":target").is_visible()
    page.goto((folder / f"{lang}.html").as_uri())
    hrefs = page.eval_on_selector_all(".where a", "all => all.map(one => one.href)")
    for href in dict.fromkeys(hrefs):
        path = Path(re.sub("#.*", "", href.removeprefix("file://")))
        assert path.is_file(), href
    assert any(str(samples_dir()) in href for href in hrefs)


def test_every_control_has_a_name_and_colours_have_contrast(page: Page, folder: Path) -> None:
    page.goto((folder / "en.html").as_uri())
    unnamed = "[...document.querySelectorAll('input, select')].filter(one => !one.labels.length).length"
    assert page.evaluate(unnamed) == 0
    contrast = """[...document.querySelectorAll('main *, header *')].filter(one => {
        if (![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) return false;
        const light = rgb => rgb.slice(0, 3).map(v => v / 255)
            .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
        const parse = text => text.match(/[\\d.]+/g).map(Number);
        let back = [255, 255, 255, 1];
        for (let at = one; at; at = at.parentElement) {
            const found = parse(getComputedStyle(at).backgroundColor);
            if (found.length < 4 || found[3] > 0) { back = found; break; }
        }
        const [a, b] = [light(parse(getComputedStyle(one).color)), light(back)];
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5;
    }).map(one => one.className + ': ' + one.textContent.slice(0, 40))"""
    assert page.evaluate(contrast) == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_it_prints_on_a4(page: Page, folder: Path, tmp_path: Path, lang: str) -> None:
    page.goto((folder / f"{lang}.html").as_uri())
    (tmp_path / "check.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    told = subprocess.run(["pdfinfo", tmp_path / "check.pdf"], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in told
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "check.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert "TNS402" in text.stdout
