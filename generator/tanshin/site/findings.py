"""The manual of findings as pages: one for each code, with the examples, in English and Japanese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from tanshin.proof.prove import EVERY_RULE
from tanshin.site.markup import Links, markdown
from tanshin.site.page import Crumb, Hit, Page
from tanshin.tell.language import language
from tanshin.validate.manual import BOOKS, pages
from tanshin.validate.registry import Page as Manual

SECTION = "findings/index.html"

_CHAPTER = re.compile(r"^### (TNS[0-9]{3})$", re.MULTILINE)
_BOOK = re.compile(r"^## .*", re.MULTILINE | re.DOTALL)


class Row(Struct, frozen=True):
    """A finding in a list."""

    code: str
    severity: str
    summary: str
    ja: str
    path: str


def paths() -> dict[str, str]:
    """The page of each code."""
    return {one.code: f"findings/{one.code}.html" for one in pages(EVERY_RULE)}


def finding_pages(manual: str, links: Callable[[str, str], Links]) -> Iterator[Page]:
    """A page for each code, and one that lists them; ``manual`` is ``docs/findings.md``, which has the examples."""
    chapters = dict(_chapters(manual))
    known, spoken = pages(EVERY_RULE), language("ja")
    rows = {digit: [_row(one, spoken.page(one)) for one in known if one.code[3] == digit] for digit in BOOKS}
    head = markdown(manual.partition("\n## ")[0], links("docs/findings.md", SECTION))
    books = [(BOOKS[digit], found) for digit, found in rows.items() if found]
    yield Page(SECTION, "Findings", SECTION, "findings", {"text": head.body, "books": books})
    for one in known:
        path, told = f"findings/{one.code}.html", spoken.page(one)
        data = {
            "text": markdown(
                chapters.get(one.code, f"{one.summary}\n\n{one.body}"), links("docs/findings.md", path)
            ).body,
            "ja_text": markdown(f"**{told.summary}**\n\n{told.body}", links("docs/findings.md", path)).body,
        }
        crumbs = (Crumb("Findings", SECTION), Crumb(BOOKS[one.code[3]], f"{SECTION}#book-{one.code[3]}"))
        hit = Hit("finding", f"{one.code} {one.summary}", f"{one.body} {told.summary}", path)
        yield Page(path, one.code, SECTION, "finding", data, crumbs, "", (hit,))


def _row(one: Manual, told: Manual) -> Row:
    return Row(one.code, one.severity.name, one.summary, told.summary, f"findings/{one.code}.html")


def _chapters(manual: str) -> Iterator[tuple[str, str]]:
    """What the manual says of each code, without the heading."""
    parts = _CHAPTER.split(manual)
    for code, text in zip(parts[1::2], parts[2::2], strict=True):
        yield code, _BOOK.sub("", text)


def anchors(known: Mapping[str, str]) -> dict[str, str]:
    """Where links into the manual lead."""
    return {"docs/findings.md": SECTION} | {f"docs/findings.md#{code.lower()}": path for code, path in known.items()}
