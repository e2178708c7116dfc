"""The shape of ``issuer.yaml`` and ``filing.yaml``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tanshin.taxonomy.source import Model, Text
from tanshin.values.date import parse_iso
from tanshin.values.rounding import Rounding


def _day(value: object) -> object:
    return parse_iso(value) if isinstance(value, str) else value


#: A day written YYYY-MM-DD, and nothing else that looks like one.
Day = Annotated[date, BeforeValidator(_day)]


class SplitSource(Model):
    """A stock split."""

    effective: Day
    ratio: int = Field(ge=2)


class AdsSource(Model):
    """What one ADS stands for since a day: ``1/400`` or ``2`` shares."""

    effective: Day
    shares: str = Field(pattern=r"^[1-9][0-9]*(/[1-9][0-9]*)?$")


class IssuerSource(Model):
    """The company."""

    code: str = Field(pattern=r"^[0-9A-Z]{4}$")
    scheme: str = "http://www.tse.or.jp/sicc"
    name: Text
    taxonomy: str
    namespace: str | None = None
    splits: tuple[SplitSource, ...] = ()
    ads: tuple[AdsSource, ...] = ()
    captions: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    filings: tuple[str, ...] = ()


class ExchangeSource(Model):
    """The rate of the convenience translation."""

    rate: Decimal = Field(gt=0)
    date: Day


class ColumnSource(Model):
    """The aspects a column sets."""

    period: str | None = None
    unit: Literal["JPY", "USD"] | None = None
    members: dict[str, str] = Field(default_factory=dict)
    variant: str | None = None
    caption: Text | None = None


class StatementTableSource(Model):
    """A statement: its tree, its scale, its columns. ``period`` and ``unit`` hold for every column that sets none."""

    table: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    statement: str
    scale: Literal["0", "3", "6"] = "3"
    period: str | None = None
    unit: Literal["JPY", "USD"] | None = None
    title: Text | None = None
    in_form: bool = False
    columns: dict[str, ColumnSource] = Field(min_length=1)


class FilingSource(Model):
    """One announcement."""

    form: str = Field(pattern=r"^[a-z]+$")
    fiscal_year_end: Day
    quarter: Literal["1", "2", "3", "4"] = "4"
    announced: Day
    number: str = Field(pattern=r"^[0-9]{14}$")
    rounding: Rounding = Rounding.HALF_UP
    exchange: ExchangeSource | None = None
    information: dict[str, None | str | Text] = Field(default_factory=dict)
    statements: tuple[StatementTableSource, ...] = ()
    summary: dict[str, str] = Field(default_factory=dict)
