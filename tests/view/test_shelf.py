"""The viewer of a filing that is shown, where it cannot be made."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from tanshin.read.canonical.filing import read_filing
from tanshin.report.filing import Filing
from tanshin.tell.language import ENGLISH
from tanshin.view import shelf
from tanshin.view.state import Proved, Shown
from tanshin.viewer import program
from tests.findings.gallery import BASE


@pytest.fixture(scope="module")
def example() -> Filing:
    return read_filing(BASE / "example" / "annual", BASE / "taxonomy", "example/annual")


def answer(filing: Filing) -> tuple[int, bytes]:
    shown = Shown(proved=Proved(filing, ()))
    request = Request({"type": "http", "path_params": {"name": ""}})
    # A thread has one event loop at most, and that of the tests may be the browser's.
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, shelf.Shelf(lambda: shown, lambda: ENGLISH).answer(request)).result()
    return found.status_code, bytes(found.body)


def test_without_its_program_it_is_one_line(example: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "PACKAGE", "ixbrl-viewer-that-is-not-there")
    assert answer(example) == (404, b"the viewer needs the package ixbrl-viewer: pip install 'tanshin[viewer]'\n")


def test_a_template_half_written_is_one_line(example: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError("half")

    monkeypatch.setattr(shelf, "viewer_files", fails)
    assert answer(example) == (500, b"ValueError: half\n")
