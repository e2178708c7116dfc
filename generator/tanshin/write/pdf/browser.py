"""Pages printed by a browser of the machine: Chromium, Chrome or Edge, which Playwright drives.

The browser sees nothing but the pages it is given: no script runs, every other address is refused before it is looked
up, and the system's resolver is out of reach.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tanshin.values.message import say
from tanshin.write.pdf.need import lacking

if TYPE_CHECKING:
    from playwright.sync_api import Playwright, Route

#: Names the browser, where it is not one of those that are looked for.
VARIABLE = "TANSHIN_BROWSER"

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-sync",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
)
_HOME = "http://pages.invalid/"  # RFC 2606: no such name can be looked up
_PATIENCE = 120_000  # milliseconds, for one page


def print_pages(program: Path, pages: Mapping[str, str]) -> dict[str, bytes]:
    """Each page of HTML as a browser prints it to PDF, by its name.

    Raises:
        InputError: the browser came to an end before it had printed (TNS098).
    """
    # Playwright waits for the browser in an event loop, of which a thread has one at most.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_print, program, pages).result()


def find_browser() -> Path:
    """The browser that prints.

    Raises:
        InputError: there is none (TNS098).
    """
    named = os.environ.get(VARIABLE)
    for place in (named,) if named else _candidates():
        found = shutil.which(place)
        if found:
            return Path(found)
    if named:
        raise lacking(say("{variable} names {program}, which is no program", variable=VARIABLE, program=named))
    message = say(
        "PDF needs a browser, and neither Chromium nor Chrome nor Edge is installed (Debian: apt-get install chromium; "
        "elsewhere: playwright install chromium); {variable} names one that is elsewhere",
        variable=VARIABLE,
    )
    raise lacking(message)


def _candidates() -> Iterator[str]:
    yield from _PROGRAMS
    if sys.platform == "darwin":
        yield from (f"/Applications/{name}.app/Contents/MacOS/{name}" for name in _MAC)
    elif sys.platform == "win32":
        folders = (os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
        yield from (str(Path(folder) / name) for folder in folders for name in _WINDOWS)
    yield from _own()


def _own() -> Iterator[str]:
    """The browser that `playwright install chromium` has put there."""
    from playwright.sync_api import sync_playwright

    def ask() -> str:
        with sync_playwright() as playwright:
            return playwright.chromium.executable_path

    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(ask).result()


def _print(program: Path, pages: Mapping[str, str]) -> dict[str, bytes]:
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            return dict(_printed(playwright, program, pages))
    except Error as error:
        reason = next(iter(error.message.splitlines()), "")
        message = say("the browser did not print: {reason}; nothing was written", reason=reason)
        raise lacking(message, program) from None


def _printed(playwright: Playwright, program: Path, pages: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    by_address = {f"{_HOME}{number}": html for number, html in enumerate(pages.values())}

    def answer(route: Route) -> None:
        html = by_address.get(route.request.url)
        if html is None:
            route.abort()
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
    try:
        context = browser.new_context(java_script_enabled=False, service_workers="block", accept_downloads=False)
        context.set_default_timeout(_PATIENCE)
        context.route("**/*", answer)
        for name, address in zip(pages, by_address, strict=True):
            page = context.new_page()
            page.goto(address)
            yield name, page.pdf(prefer_css_page_size=True, tagged=True, outline=True, print_background=False)
            page.close()
    finally:
        browser.close()
