"""Every number in a table of a release is in the data: one walk through all releases, table by table.

``docs/coverage.md`` has the counts and no text of the releases. It is written anew with ``pytest --regenerate``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from tests.samples.filings import NAMES
from tests.samples.slides import LEFT_OUT, NO_FIGURE
from tests.samples.walk import RELEASES, Places, Release, numbers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"
INTRODUCTION = """# What of the releases is in the data

For each table of each release, how many numbers stand in its text and how many in its CSV, those in captions included
and days, periods and marks of footnotes left out. Where the two differ, the third column counts what is no figure of
the table, such as a day in a heading that the text recognition broke, and the last one tells it. A test walks through
the texts and proves that no other number of a table is missing, and that none stands outside the tables below. `make
golden` writes this page anew where the releases lie.
"""


def text_of(release: Release, reference: Path) -> str:
    return (reference / release.file).read_text(encoding="utf-8")


def named(notes: Mapping[str, tuple[str, str]], table: str) -> Counter[str]:
    return Counter(notes[table][0].split() if table in notes else ())


each = pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)


@each
def test_the_numbers_of_every_table_are_in_the_data(release: Release, reference: Path) -> None:
    found = release.in_text(text_of(release, reference))
    assert set(found) == set(release.tables)
    for table, printed in found.items():
        written = release.in_data(table)
        assert printed - written == named(release.surplus, table), table
        assert written - printed == named(release.missing, table), table
    assert release.surplus.keys() | release.missing.keys() <= found.keys()


@each
def test_nothing_stands_outside_the_tables(release: Release, reference: Path) -> None:
    """No line with tabs, and on slides no number at all, but what is named with a reason."""
    text = text_of(release, reference)
    places = release.find(text)
    covered: Places = set().union(*places.values())
    if release.everywhere:
        for words in (*(re.compile(re.escape(one)) for one in LEFT_OUT), NO_FIGURE):
            matches = list(words.finditer(text))
            assert matches, f"{words.pattern} is not in the text"
            covered.update(place for match in matches for place in range(*match.span()))
        left = [one for one in re.finditer(r"\d(?:[\d,.]*\d)?", text) if not covered.issuperset(range(*one.span()))]
        assert [text[text.rfind("\n", 0, one.start()) + 1 : one.end()] for one in left] == []
        return
    tabs = [one.start() for one in re.finditer("\t", text) if one.start() not in covered]
    lines = {text[text.rfind("\n", 0, tab) + 1 : text.find("\n", tab)] for tab in tabs}
    assert {line for line in lines if not line.startswith(release.outside or "\0")} == set()
    assert [first for first, second in combinations(places, 2) if places[first] & places[second]] == []


def test_every_sample_is_walked_through() -> None:
    assert [release.name for release in RELEASES] == list(NAMES)


def test_page_is_current(reference: Path, regenerate: bool) -> None:
    written = page(reference)
    if regenerate:
        PAGE.write_text(written, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == written, "run pytest --regenerate and read the difference"


def page(reference: Path) -> str:
    parts = [INTRODUCTION]
    for release in RELEASES:
        rows = []
        total = [0, 0, 0]
        for table, printed in release.in_text(text_of(release, reference)).items():
            counts = printed.total(), release.in_data(table).total(), named(release.surplus, table).total()
            total = [one + more for one, more in zip(total, counts, strict=True)]
            notes = (kind[table][1] for kind in (release.surplus, release.missing) if table in kind)
            rows.append([table, *map(str, counts), "; ".join(dict.fromkeys(notes))])
        rows.append(["**all**", *map(str, total), ""])
        head = ["", "in the text", "in the data", "no figures", "why"]
        lines = [head, ["---", "--:", "--:", "--:", "---"], *rows]
        parts.append(f"\n## {release.name}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines))
    return "".join(parts)


def test_numbers_are_told_from_days_and_periods() -> None:
    text = "(1) Results\tAs of March 31, 2013\t4Q12\tFY2012\t1,234\t(5.6)\t7^{8}\tNote 1\tTotal²"
    assert [one[0] for one in numbers(text)] == ["1,234", "5.6", "7"]
