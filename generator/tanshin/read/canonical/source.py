"""The shape of ``issuer.yaml`` and ``filing.yaml``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.profile import RuleSource
from tanshin.report.book import COVER, ISSUER, RECORDS, TEXTS
from tanshin.report.issuer import DisplayPolicy
from tanshin.taxonomy.source import Model, Text, Uri, spelled
from tanshin.values.date import FIRST_YEAR, LAST_YEAR, parse_iso
from tanshin.values.message import say
from tanshin.values.number import parse_number
from tanshin.values.rounding import Rounding
from tanshin.values.yaml import validate


def check_year(day: date) -> date:
    """The day; raises ValueError when its year is not one accounts are made for."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(
            say(
                "{day} is not between {first_year} and {last_year}; check the year",
                day=day,
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
            )
        )
    return day


def _day(value: object) -> object:
    return check_year(parse_iso(value)) if isinstance(value, str) else value


def _figure(value: object) -> object:
    if not isinstance(value, str):
        return value
    if (figure := parse_number(value).value) is None:
        raise ValueError(say("expected a figure such as 94.16, found `{value}`", value=value))
    return figure


#: A day written YYYY-MM-DD, and nothing else that looks like one.
Day = Annotated[date, BeforeValidator(_day)]

#: Powers of ten: units, thousands, millions, billions.
Scale = Literal["0", "3", "6", "9"]

#: A text that says something.
Words = Annotated[str, Field(min_length=1)]

#: The name of a folder beside others: no path.
FolderName = Annotated[str, spelled(r"[\w-][\w.-]*", say("the name of a folder, without a path"))]

#: The name of a CSV file in the folder of the filing: no path, no drive.
CsvName = Annotated[str, spelled(r"[^/\\:\x00-\x1f]+\.csv", say("the name of a CSV file beside filing.yaml"))]


class SplitSource(Model):
    """A stock split."""

    effective: Day
    ratio: int = Field(ge=2, le=1_000_000)


class AdsSource(Model):
    """What one ADS stands for since a day: ``1/400`` or ``2`` shares."""

    effective: Day
    shares: Annotated[str, spelled(r"[1-9][0-9]{0,8}(/[1-9][0-9]{0,8})?", say("a number of shares such as 2 or 1/400"))]


class DisplaySource(Model):
    """How the company rounds tables, and the concepts that never give way where they are made to foot."""

    policy: DisplayPolicy = DisplayPolicy.PLAIN
    keep: tuple[str, ...] = ()


class IssuerSource(Model):
    """The company."""

    code: Annotated[str, spelled(r"[0-9A-Z]{4}", say("a securities code of four characters such as 3774"))]
    scheme: Uri = "http://www.tse.or.jp/sicc"
    name: Text
    taxonomy: FolderName
    namespace: Uri | None = None
    splits: tuple[SplitSource, ...] = ()
    ads: tuple[AdsSource, ...] = ()
    captions: dict[str, Words | tuple[Words, ...]] = Field(default_factory=dict)
    filings: tuple[FolderName, ...] = ()
    display: DisplaySource = DisplaySource()
    rules: dict[str, RuleSource] = Field(default_factory=dict)


class ExchangeSource(Model):
    """The rate of the convenience translation."""

    rate: Annotated[Decimal, BeforeValidator(_figure), Field(gt=0, max_digits=20)]
    date: Day


class ColumnSource(Model):
    """The aspects a column sets; ``concept`` names a line, by its id or concept, where rows are described.

    ``printed`` is what stands over the column in the release, where that is more than its key.
    """

    concept: str | None = None
    period: str | None = None
    unit: Literal["JPY", "USD"] | None = None
    scale: Scale | None = None
    members: dict[str, str] = Field(default_factory=dict)
    variant: str | None = None
    caption: Text | None = None
    printed: Words | None = None


class RowSource(Model):
    """The aspects a row sets where lines stand in columns."""

    period: str | None = None
    unit: Literal["JPY", "USD"] | None = None
    members: dict[str, str] = Field(default_factory=dict)
    variant: str | None = None
    caption: Text | None = None


class TableSource(Model):
    """A table: its tree, its scale, its columns. What the table sets itself holds for every column.

    ``printed`` are the words that stand over it in the release, and the periods its notes name.
    """

    table: Annotated[str, spelled(r"[a-z0-9][a-z0-9-]*", say("a name of small letters, digits and hyphens"))]
    statement: str
    scale: Scale | None = None
    period: str | None = None
    unit: Literal["JPY", "USD"] | None = None
    members: dict[str, str] = Field(default_factory=dict)
    title: Text | None = None
    in_form: bool = False
    columns: dict[str, ColumnSource] = Field(min_length=1)
    rows: dict[str, RowSource] = Field(default_factory=dict)
    reversed: tuple[str, ...] = ()
    printed: tuple[Words, ...] = ()

    @property
    def file(self) -> str:
        """The CSV file that it is in."""
        return f"{self.table}.csv"


class FootnoteSource(Model):
    """A footnote; ``on`` are rows and cells: ``table/caption`` and ``table/caption/column``."""

    mark: Words
    text: Text
    on: tuple[Words, ...] = Field(min_length=1)


class FilingSource(Model):
    """One announcement."""

    form: Annotated[str, spelled(r"[a-z]+", say("the name of a form such as acedussm"))] | None = None
    fiscal_year_end: Day
    quarter: Literal["1", "2", "3", "4"] = "4"
    announced: Day
    number: Annotated[str, spelled(r"[0-9]{14}", say("the disclosure number of 14 digits, in quotation marks"))]
    rounding: Rounding = Rounding.HALF_UP
    follows: Annotated[str, spelled(r"([\w-][\w.-]*/)?[\w-][\w.-]*", say("the name of a filing"))] | None = None
    exchange: ExchangeSource | None = None
    information: dict[str, Words | Text | None] = Field(default_factory=dict)
    statements: tuple[TableSource, ...] = ()
    tables: tuple[TableSource, ...] = ()
    footnotes: tuple[FootnoteSource, ...] = ()
    summary: dict[str, CsvName] = Field(default_factory=dict)


def names_in(home: Folder) -> tuple[str, ...]:
    """The names of the files that a filing is read from: those that ``filing.yaml`` names, and those that may be there.

    Raises:
        InputError: ``filing.yaml`` cannot be read (TNS001 to TNS005).
    """
    if home.bundle:
        return tuple(home.bundle.files)
    source = validate(FilingSource, home.read_yaml(COVER))
    tables = (one.file for one in (*source.statements, *source.tables))
    found = [name for name in (*RECORDS, *TEXTS, ISSUER) if home.has(name)]
    return (COVER, *dict.fromkeys((*tables, *source.summary.values(), *found)))
