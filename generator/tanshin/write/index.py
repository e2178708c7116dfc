"""The page that leads to everything a build has produced: documents, figures, findings.

It takes texts that are ready to be printed and knows nothing of filings, so that whoever assembles an output decides
what stands on it. It is a page for people, in HTML5; nothing reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from msgspec import Struct

from tanshin.values.finding import Finding, Severity, sort_findings, tally
from tanshin.write.html import environment


class Front(Struct, frozen=True):
    """What the page is about: the company, its securities code, the title and the day of the announcement."""

    company: str
    code: str
    title: str
    announced: str


class IndexEntry(Struct, frozen=True):
    """A file to be linked: ``href`` is relative to the page. Entries of one group and label share a line.

    ``lang`` is the language of the file; it is empty where a file has none.
    """

    group: str
    label: str
    href: str
    lang: str = ""


class Headline(Struct, frozen=True):
    """A line of the headline figures, as text: the item, its figure in each column, and what they are in."""

    label: str
    figures: tuple[str, ...]
    unit: str = ""


class FactCount(Struct, frozen=True):
    """How many facts a table holds."""

    label: str
    facts: int


class Comparison(Struct, frozen=True):
    """What a check has compared: the code of the rule, what must hold, and how often that was looked at."""

    code: str
    rule: str
    compared: int


class _Line(Struct, frozen=True):
    label: str
    entries: tuple[IndexEntry, ...]


class _Group(Struct, frozen=True):
    label: str
    lines: tuple[_Line, ...]


_LANGUAGES = {"ja": "日本語", "en": "English"}

#: The count of each severity, and one finding of it; worst first.
_SEVERITIES = {
    "en": {
        Severity.ERROR: ("Errors", "error"),
        Severity.INCONSISTENCY: ("Inconsistencies", "inconsistency"),
        Severity.WARNING: ("Warnings", "warning"),
        Severity.INFO: ("Notes", "note"),
    },
    "ja": {
        Severity.ERROR: ("エラー", "エラー"),
        Severity.INCONSISTENCY: ("不整合", "不整合"),
        Severity.WARNING: ("警告", "警告"),
        Severity.INFO: ("情報", "情報"),
    },
}

_WORDS = {
    "en": {
        "announced": "Announced",
        "code": "Securities code",
        "documents": "Documents",
        "figures": "Headline figures",
        "checks": "Checks",
        "clean": "Nothing was found.",
        "rule": "What must hold",
        "compared": "Compared",
        "facts": "Facts",
        "table": "Table",
        "total": "Total",
    },
    "ja": {
        "announced": "公表日",
        "code": "証券コード",
        "documents": "書類",
        "figures": "主要な数値",
        "checks": "チェック結果",
        "clean": "指摘事項はありません。",
        "rule": "成立すべきこと",
        "compared": "照合数",
        "facts": "ファクト数",
        "table": "表",
        "total": "合計",
    },
}


def index(
    filing: Front,
    entries: Iterable[IndexEntry],
    findings: Iterable[Finding],
    *,
    columns: Sequence[str] = (),
    headlines: Sequence[Headline] = (),
    counts: Sequence[FactCount] = (),
    comparisons: Sequence[Comparison] = (),
    lang: str = "en",
) -> bytes:
    """The page, in UTF-8, its own words in ``lang`` (``en`` or ``ja``).

    ``columns`` head the figures of ``headlines``. Groups and labels stand in the order in which they first
    occur, findings worst first.
    """
    found = sort_findings(findings)
    names = _SEVERITIES[lang]
    page = (
        environment()
        .get_template("index.html.j2")
        .render(
            filing=filing,
            groups=_groups(tuple(entries)),
            findings=found,
            tally=tuple(tally(found).items()),
            names=names,
            columns=columns,
            headlines=headlines,
            counts=counts,
            comparisons=comparisons,
            total=sum(count.facts for count in counts),
            languages=_LANGUAGES,
            words=_WORDS[lang],
            lang=lang,
            address=_address,
        )
    )
    return page.encode()


def _groups(entries: tuple[IndexEntry, ...]) -> tuple[_Group, ...]:
    groups: dict[str, dict[str, list[IndexEntry]]] = {}
    for entry in entries:
        groups.setdefault(entry.group, {}).setdefault(entry.label, []).append(entry)
    return tuple(
        _Group(group, tuple(_Line(label, tuple(found)) for label, found in lines.items()))
        for group, lines in groups.items()
    )


def _address(href: str) -> str:
    """A path as an address: names of files may hold characters that mean something there."""
    return quote(href, safe="/")
