"""One way through the texts of all releases: where each table stands, and which numbers stand there.

Nothing of the product is used, and no reader of a table either: numbers are counted as they stand in the text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.samples import test_transcription as annual
from tests.samples import test_transcription_1h_fy2012 as half
from tests.samples import test_transcription_fy2009 as former
from tests.samples import test_transcription_slides as quarter
from tests.samples import test_transcription_tables as details
from tests.samples.slides import Slides

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "iij"

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
#: What is written with digits and is no figure: days, periods, marks of footnotes, numbers of headings.
NO_FIGURE = re.compile(
    rf"""
      \b{_MONTH}\ +(?:\d{{1,2}},?\ *)?\d{{4}} | \b{_MONTH}\ \d{{1,2}},?(?=\ and\b)
    | \b\d{{4}}-\d\d-\d\d\b | \b[1-4]Q\d\d | \b[12]H\ ?(?:FY\d{{4}}|\d\d)? | \bFY\ ?\d{{2,4}}
    | \^?\{{?[²³¹⁴-⁹₄-₇] | \^\{{[0-9\ ]+\}} | \bNote\ ?\d | \b[1-4](?:st|nd|rd|th)\b
    | ^(?:-\ )?\(?\d[).]\ (?=\(?\d?\)?\ ?[A-Z])
    """,
    re.MULTILINE | re.VERBOSE,
)
NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")

#: Where something stands in a text: the places of its characters.
Places = set[int]


@dataclass(frozen=True)
class Release:
    """A release and its sample; ``find`` says where the tables stand in its text, by the name of their CSV.

    ``everywhere`` tells that a number may stand in any line of the text, else only lines with tabs are tables.
    ``surplus`` are the numbers that a table has in the text and not in its CSV, ``missing`` those it has in the CSV and
    not in the text, by table, with the reason; ``outside`` are beginnings of lines with tabs that belong to no table.
    """

    name: str
    file: Path
    find: Callable[[str], Mapping[str, Places]]
    everywhere: bool = False
    surplus: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    outside: tuple[str, ...] = ()

    def in_text(self, text: str) -> dict[str, Counter[str]]:
        """The numbers of each table in the text of the release."""
        places, found = self.find(text), list(numbers(text))
        return {table: Counter(one[0] for one in found if one.start() in places[table]) for table in sorted(places)}

    @property
    def tables(self) -> Iterator[str]:
        """The tables of the sample, by their CSV."""
        return (path.stem for path in (SAMPLES / self.name).glob("*.csv") if path.stem not in ("marks", "deviations"))

    def in_data(self, table: str) -> Counter[str]:
        """The numbers of a CSV, those in its captions as well."""
        with (SAMPLES / self.name / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            text = "\n".join("\t".join(row) for row in csv.reader(stream))
        return Counter(text[at.start() : at.end()] for at in numbers(text))


def numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers of a text that may be figures."""
    return NUMBER.finditer(NO_FIGURE.sub(lambda match: re.sub("[^\n]", " ", match[0]), text))


def lines_of(text: str, wanted: range) -> Places:
    """The places of lines."""
    found: Places = set()
    start = 0
    for number, line in enumerate(text.split("\n")):
        if number in wanted:
            found.update(range(start, start + len(line)))
        start += len(line) + 1
    return found


def _annual(text: str) -> Mapping[str, Places]:
    release = text.split("\n")
    found = {block.file: lines_of(text, block.lines(release)) for block in details.BLOCKS}
    for table in annual.TABLES:
        part = annual.cut(release, table.starts, table.ends)
        found[table.file] = lines_of(text, range(part.start, part.start + len(part.text)))
    found["systems-integration"] = _groups(
        text,
        *(
            (rf"^{starts}.*$", r"JPY([\d,]+) million, (?:up|down) ([\d.]+)% YoY")
            for starts in ("The orders received for SI", "The order backlog for SI")
        ),
    )
    start = release.index(details.SHAREHOLDER)
    found["shareholder"] = lines_of(text, range(start, start + 6)) | _groups(
        text,
        (r"consists of \d+ members including \d+ outside directors", r"(\d+) members including (\d+)"),
        (r"telecommunication circuits was .*? million and JPY[\d,]+", r"was JPY([\d,]+) million and JPY([\d,]+)"),
        (r"data center facilities were JPY[\d,]+", r"JPY([\d,]+)"),
    )
    return found


def _groups(text: str, *patterns: tuple[str, str]) -> Places:
    """The places of what is in brackets, within what the first of each pair finds once."""
    found: Places = set()
    for whole, inside in patterns:
        (outer,) = re.finditer(whole, text, re.MULTILINE)
        for match in re.finditer(inside, outer[0]):
            for group in range(1, len(match.groups()) + 1):
                found.update(range(outer.start() + match.start(group), outer.start() + match.end(group)))
    return found


def _half(text: str) -> Mapping[str, Places]:
    release = text.split("\n")
    parts = {table.file: table.cut(release) for table in half.TABLES}
    return {file: lines_of(text, range(part.start, part.start + len(part.text))) for file, part in parts.items()}


def _former(text: str) -> Mapping[str, Places]:
    release = [*text.split("\n"), "End of the release"]
    parts = {table.file: former.part_of(table, release) for table in former.TABLES}
    return {file: lines_of(text, range(part.start, part.start + len(part.text))) for file, part in parts.items()}


def _quarter(text: str) -> Mapping[str, Places]:
    found: dict[str, Places] = {}
    for file, read in quarter.TABLES.items():
        slides = Slides(text)
        read(slides)
        found[file] = slides.taken
    return found


_BROKEN_DAY = "a day in a heading that the text recognition broke"
_TWICE = "the text has the figures of the table a second time"
_ITEM = "the number of a heading"

RELEASES = (
    Release(
        "fy2009-annual",
        former.RELEASE,
        _former,
        surplus={
            "balance-sheet": ("31 31 2 2 2009 2009", _BROKEN_DAY),
            "cash-flow": ("31 31 2010 2010", _BROKEN_DAY),
            "cash-flow-4q": ("31 31 2010 2010", _BROKEN_DAY),
            "equity-usd": ("1 51 2005 0.0 7", "noise of the text recognition in the heading"),
            "summary-cash-flows": ("3,021 3,700 7,230 0,704 0,031 3,326 0,573 10,100", "a second, worse reading"),
            "summary-operating-results": (
                "3.412 2.859 40.5 2.234 57.4 00,000 2.0 10.3 2,009 2,254 4.3 2 017 2.034 1 10 09,731 30.7 55.4 12.0",
                "a second, worse reading, and points for commas in the first",
            ),
            "summary-shares": ("1", _ITEM),
        },
        missing={"summary-operating-results": ("2,859 2,234", "the text has points for commas")},
        outside=(former.NO_ROW,),
    ),
    Release(
        "1h-fy2012",
        half.RELEASE,
        _half,
        surplus={
            "atms": ("1,082 92.9", "revenues that the sentence states before the number of ATMs"),
            "balance-sheet": ("30 30 2012 2012", _BROKEN_DAY),
            "capital-expenditure-2q": ("2 112 12 3,5673,5672,606", "columns that the text recognition ran together"),
            "cash-flow": ("30 2012", _BROKEN_DAY),
            "cash-flow-2q": ("30 2012 11100 1110", _BROKEN_DAY),
            "income-statement": ("30 30 2012 2012 10", _BROKEN_DAY),
            "income-statement-2q": ("30 2011 3", _BROKEN_DAY),
            "network-services-2q": ("2011 2412", "periods in the heading that the text recognition broke"),
            "operating-results-summary": (
                """47,207 47,207 51,109 31,321 31,321 32,259 14,714 14,714 17,127 611 611 641 561 561 1,082 37,971
                37,971 40,961 25,046 25,046 25,383 11,726 11,726 14,089 546 546 551 653 653 938 6,788 6,788 6,885
                2,448 2,448 3,263 2,291 2,291 3,176""",
                _TWICE,
            ),
            "operating-results-summary-2q": ("3", "a period in the heading"),
            "summary-forecasts": ("0", "noise of the text recognition in the heading"),
            "summary-shares": ("1", _ITEM),
        },
        missing={"capital-expenditure-2q": ("3,567 2,606", "columns that the text recognition ran together")},
        outside=("\t\t\t\t\t(JPY in millions)",),
    ),
    Release(
        "fy2012-annual",
        annual.RELEASE,
        _annual,
        surplus={"summary-dividends-adjusted": ("1 200", "the ratio of the split in the heading")},
    ),
    Release(
        "1q-fy2013",
        quarter.RELEASE,
        _quarter,
        everywhere=True,
        surplus={
            "business-highlights": ("11,000 18,700 70,000", "printed on two slides"),
            "cloud-measures": ("77 23", "printed on two slides"),
            "share-issue": ("5,400,000", "printed in a footnote as well"),
            "targets": ("2014 2013 1 2 2", "years in the heading and marks of footnotes"),
        },
        missing={"contracts": ("1", "over 1Gbps: in the caption, and no figure in the text")},
    ),
)
