"""The manual is complete and current."""

from __future__ import annotations

from pathlib import Path

from tanshin.proof.prove import EVERY_RULE
from tanshin.validate.manual import BOOKS, pages
from tests.validate.manual_page import manual

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "findings.md"


def test_manual_is_current(regenerate: bool) -> None:
    written = manual(ROOT / "tests" / "findings", EVERY_RULE)
    if regenerate:
        MANUAL.write_text(written, encoding="utf-8", newline="\n")
    assert MANUAL.read_text(encoding="utf-8") == written, "run pytest --regenerate and read the difference"


def test_every_page_says_what_why_and_what_to_do() -> None:
    for one in pages(EVERY_RULE):
        assert one.summary.endswith("."), one.code
        assert len(one.summary) < 130, one.code
        assert one.body.count("\n\n") >= 1, f"{one.code} says not both why and what to do"


def test_every_code_is_in_a_book() -> None:
    assert {one.code[3] for one in pages(EVERY_RULE)} <= BOOKS.keys()
