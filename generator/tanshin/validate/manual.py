"""The manual of findings: what each code means."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

from tanshin.validate.codes import INPUT_PAGES, PROGRAM_PAGES
from tanshin.validate.registry import Page, Rule

#: The books, by the first digit of a code.
BOOKS = {
    "0": "Input",
    "1": "Sums",
    "2": "Across columns and statements",
    "3": "Across periods and filings",
    "4": "Derived figures",
    "5": "Words",
    "6": "The exchange's form",
    "7": "Produced documents, and the program itself",
    "8": "Taxonomy",
}


def pages(rules: Iterable[Rule[Any]]) -> tuple[Page, ...]:
    """Every page, by code: those of reading and writing, and those of rules."""
    written = (*INPUT_PAGES, *PROGRAM_PAGES)
    found = (*(Page(one.code, one.severity, cleandoc(one.text)) for one in written), *(one.page for one in rules))
    return tuple(sorted(found, key=lambda one: one.code))
