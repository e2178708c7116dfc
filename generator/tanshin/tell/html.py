"""A check as one page for the browser: it needs no network, no other file and no script to be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from html import unescape
from pathlib import Path
from urllib.parse import quote as encode

from msgspec import Struct

from tanshin.report.phrase import day_text
from tanshin.tell.checked import Checked, groups, page
from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.quote import Quote, Quoter, Row
from tanshin.tell.text import NAMES
from tanshin.validate.registry import Page
from tanshin.values.anchor import anchor_of
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.output import read_tree
from tanshin.values.rounding import EXACT
from tanshin.values.source import Source
from tanshin.write.html import environment

#: How many positions, and how many documents, a finding links; a sum of fifty lines has as many.
_LINKS = 8

_ANCHOR = re.compile(r'id="(f[0-9a-f]{12})"')
_TITLE = re.compile(r"<title>([^<]*)</title>")
_LANG = re.compile(r'<html[^>]*?\slang="([a-z]+)"|<html[^>]*?\sxml:lang="([a-z]+)"')

_WORDS: Mapping[str, Message] = {
    "title": say("Check report"),
    "filter": say("Show"),
    "statement": say("Statement"),
    "rule": say("Rule"),
    "search": say("Search"),
    "every": say("All"),
    "none": say("Nothing was found."),
    "hidden": say("No finding matches the filter."),
    "expected": say("Expected"),
    "printed": say("Printed"),
    "difference": say("Difference"),
    "where": say("In the data"),
    "documents": say("In the documents"),
    "compared": say("What was compared"),
    "number": say("Comparisons"),
    "unknown": say("What could not be checked"),
    "manual": say("The rules that found something"),
    "unread": say("This filing could not be read; nothing else was checked."),
    "code": say("Securities code"),
    "announced": say("Announced"),
    "shown": say("findings shown"),
}


class Link(Struct, frozen=True):
    """A place that can be opened; ``href`` is empty where it cannot. ``more`` says in full what ``text`` says."""

    text: str
    href: str
    more: str = ""
    lang: str = ""


class Shown(Struct, frozen=True):
    """A finding as the page shows it."""

    id: str
    finding: Finding
    statement: str
    places: tuple[Link, ...]
    more: int
    row: Row | None
    quote: Quote | None
    documents: tuple[Link, ...]

    @property
    def difference(self) -> Decimal | None:
        """How far what is printed is from what was expected, where both are known."""
        one = self.finding
        return EXACT.subtract(one.actual, one.expected) if one.actual is not None and one.expected is not None else None


class Sheet(Struct, frozen=True):
    """A filing as the page shows it."""

    checked: Checked
    id: str
    company: str
    code: str
    announced: str
    shown: tuple[Shown, ...]
    unknown: tuple[str, ...]


class Figures(Struct, frozen=True):
    """The documents of a build and the figures in them: pairs of a title and an address, by the anchor of a fact."""

    places: Mapping[str, tuple[Link, ...]] = {}

    def of(self, facts: Sequence[str], lang: str) -> tuple[Link, ...]:
        """Where the first of some facts stands: in the documents of a language, or if there are none in all."""
        found = [link for fact in facts[:1] for link in self.places.get(anchor_of(fact), ())]
        return tuple(link for link in found if link.lang == lang) or tuple(found)


def as_html(
    some: Iterable[Checked],
    quoter: Quoter,
    language: Language = ENGLISH,
    *,
    output: Path | None = None,
    base: Path | None = None,
) -> str:
    """The checks of filings as a page.

    ``output`` is the folder of a build, in which the figures of the findings are looked up. ``base`` is the folder that
    the page will stand in, from which it links.
    """
    filings, here = tuple(some), base or Path.cwd()
    figures = figures_in(output, here) if output else Figures()
    sheets = [_sheet(one, f"s{at}", quoter, language, figures, here) for at, one in enumerate(filings, 1)]
    codes = sorted({one.finding.code for sheet in sheets for one in sheet.shown})
    compared = sorted({code for one in filings for code in one.compared})
    pages: Mapping[str, Page] = {code: language.page(page(code)) for code in {*codes, *compared}}
    statements = sorted({one.statement for sheet in sheets for one in sheet.shown if one.statement})
    return (
        environment()
        .get_template("check.html.j2")
        .render(
            sheets=sheets,
            several=len(filings) > 1,
            codes=codes,
            compared=compared,
            pages=pages,
            statements=statements,
            severities=sorted(Severity, reverse=True),
            names={severity: language.say(words) for severity, words in NAMES.items()},
            words={name: language.say(words) for name, words in _WORDS.items()},
            lang=language.code,
        )
    )


def _sheet(checked: Checked, id_: str, quoter: Quoter, language: Language, figures: Figures, base: Path) -> Sheet:
    ordered = [finding for group in groups(checked.findings) for finding in group.findings]
    shown = []
    for at, finding in enumerate(ordered, 1):
        first = finding.sources[0] if finding.sources else None
        row = quoter.row(first) if first else None
        shown.append(
            Shown(
                f"{id_}-{at}",
                language.told(finding),
                checked.statement(finding, language.code),
                tuple(_place(source, quoter, base) for source in finding.sources[:_LINKS]),
                max(len(finding.sources) - _LINKS, 0),
                row,
                quoter.quote(first) if first and row is None else None,
                figures.of(finding.facts, language.code),
            )
        )
    filing, lang = checked.filing, language.code
    return Sheet(
        checked,
        id_,
        filing.issuer.names[lang] if filing else checked.name,
        filing.issuer.code if filing else "",
        day_text(filing.announced, lang) if filing else "",
        tuple(shown),
        tuple(map(language.say, checked.result.not_checkable)) if checked.result else (),
    )


def _place(source: Source, quoter: Quoter, base: Path) -> Link:
    path, name = quoter.path(source), str(source)
    return Link(name.rpartition("/")[2], _address(path, base) if path else "", name)


def figures_in(folder: Path, base: Path) -> Figures:
    """The figures in the documents of a build; what of it cannot be read has none, and the check itself tells so."""
    places: dict[str, list[Link]] = {}
    titles: set[tuple[str, str]] = set()
    for inside, text in _documents(folder):
        path = folder / inside
        title, lang = _TITLE.search(text), _LANG.search(text)
        code = (lang[1] or lang[2]) if lang else ""
        words = unescape(title[1]).strip() if title else inside
        if (words, code) in titles:  # the summary and the release may be called alike
            words = f"{words} ({path.parent.name})"
        titles.add((words, code))
        for anchor in dict.fromkeys(_ANCHOR.findall(text)):
            places.setdefault(anchor, []).append(Link(words, f"{_address(path, base)}#{anchor}", inside, code))
    return Figures({anchor: tuple(links) for anchor, links in places.items()})


def _documents(folder: Path) -> Iterator[tuple[str, str]]:
    """The documents of a build by their paths in it."""
    files: Mapping[str, bytes] = {}
    with suppress(InputError):
        files = read_tree(folder)
    for path, data in files.items():
        if path.endswith((".htm", ".html")) and path != "index.html":
            with suppress(UnicodeDecodeError):
                yield path, data.decode("utf-8-sig")


def _address(path: Path, base: Path) -> str:
    """A file as an address that is relative to the page."""
    return encode(Path(os.path.relpath(path.absolute(), base)).as_posix(), safe="/")
