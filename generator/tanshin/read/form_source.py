"""The shape of the YAML a form is written in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from tanshin.report.form import BlockKind, FigureKind, Stated
from tanshin.taxonomy.source import Aliases, Model, Text
from tanshin.values.date import parse_iso
from tanshin.values.message import listed, say

#: Which key of the source says what an element of the page is.
_KINDS: Mapping[BlockKind, str] = {
    "title": "title",
    "heading": "heading",
    "subheading": "subheading",
    "text": "concept",
    "fields": "fields_",
    "flags": "flags",
    "table": "table",
    "page": "page",
    "extra": "extra",
}


class Blank(Model):
    """A text that may be empty in a language."""

    en: str
    ja: str


class FieldsSource(Model):
    """Single items that share their period and members."""

    period: str
    members: dict[str, str] = Field(default_factory=dict)
    states: Stated | None = None
    concepts: tuple[str, ...]


class RowSource(Model):
    """A row of a table."""

    period: str
    caption: Text
    aliases: Aliases = Aliases()
    members: dict[str, str] = Field(default_factory=dict)
    when: Literal["past", "ahead"] | None = None
    optional: bool = False


class ColumnSource(Model):
    """A column of a table; a ``change`` that names no elements is that of the elements of the column before it."""

    kind: FigureKind
    concepts: tuple[str, ...] = Field(min_length=1)
    members: dict[str, str] = Field(default_factory=dict)
    change: bool = False
    caption: Text | None = None
    aliases: Aliases = Aliases()
    group: Text | None = None
    quarter: int | None = Field(default=None, ge=1, le=4)
    optional: bool = False
    settled: bool = False


def _whole(column: object, before: object) -> object:
    """A column with the elements of its changes, called as those of the column before it are."""
    if not isinstance(column, dict) or not column.get("change") or "concepts" in column or not isinstance(before, dict):
        return column
    names = before.get("concepts")
    return {**column, "concepts": [f"ChangeIn{name}" for name in names]} if isinstance(names, list) else column


class TableSource(Model):
    """A table; one that ``continues`` has its rows below those of the table before it, under the same headings."""

    id: str
    members: dict[str, str] = Field(default_factory=dict)
    note: Text | None = None
    words: dict[Literal["en", "ja"], dict[str, str]] = Field(default_factory=dict)
    inline: bool = False
    transposed: bool = False
    continues: bool = False
    rows: tuple[RowSource, ...]
    columns: tuple[ColumnSource, ...]

    @model_validator(mode="before")
    @classmethod
    def _with_changes(cls, data: object) -> object:
        if not isinstance(data, dict) or not isinstance(columns := data.get("columns"), list):
            return data
        return {
            **data,
            "columns": [_whole(one, before) for one, before in zip(columns, (None, *columns), strict=False)],
        }


class EntrySource(Model):
    """A labelled item."""

    concept: str | None = None
    label: Text | None = None
    before: Blank | None = None
    colon: bool = False
    optional: bool = False
    code: bool = False


class BlockSource(Model):
    """An element of the page; the key that is present says which."""

    title: bool = False
    heading: Text | None = None
    subheading: Text | None = None
    concept: str | None = None
    fields_: tuple[tuple[EntrySource, ...], ...] = Field(default=(), alias="fields")
    flags: tuple[EntrySource, ...] = ()
    table: str | None = None
    lead: Text | None = None
    page: bool = False
    extra: bool = False
    align: Literal["left", "right"] = "left"
    small: bool = False
    optional: bool = False

    @property
    def kind(self) -> BlockKind:
        """What the element is."""
        return next(kind for kind, key in _KINDS.items() if getattr(self, key))

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [kind for kind, key in _KINDS.items() if getattr(self, key)]
        if len(given) != 1:
            raise ValueError(
                say(
                    "an element of the page is one of {kinds}, not {given}",
                    kinds=listed(_KINDS),
                    given=listed(given, " and ") or "none",
                )
            )
        return self


class ChoiceSource(Model):
    """Flags of which one is to be yes, always or where the flag ``when`` is."""

    one_of: tuple[str, ...] = Field(min_length=2)
    when: str | None = None


class DetailSource(Model):
    """A flag, and the items of which one has to (where it is ``asked``) or may tell more where it is yes.

    Where it is no, they do not, unless one of the flags ``besides`` is yes.
    """

    flag: str
    told_by: tuple[str, ...] = Field(min_length=1)
    asked: bool = True
    besides: tuple[str, ...] = ()


class WordsSource(Model):
    """Words by language, of which one has to stand in a text."""

    en: tuple[str, ...] = Field(min_length=1)
    ja: tuple[str, ...] = Field(min_length=1)


def _day(value: object) -> object:
    return parse_iso(value) if isinstance(value, str) else value


class TableDemandSource(Model):
    """A table that is required of announcements from a day on, unless one of some items says why not."""

    table: str
    since: Annotated[date, BeforeValidator(_day)] | None = None
    unless: tuple[str, ...] = ()


class DividendDemandSource(Model):
    """The dividend of a record date, the axis of record dates, its member for the year, and what that comes to."""

    item: str
    axis: str
    total: str
    amount: str


class DemandsSource(Model):
    """What is asked of the single items and of tables; ``planned`` gives for each the most days after the period."""

    required: tuple[str, ...] = ()
    announced: str | None = None
    within: Annotated[int, Field(ge=1)] = 45
    planned: dict[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    choices: tuple[ChoiceSource, ...] = ()
    details: tuple[DetailSource, ...] = ()
    code: str | None = None
    company: str | None = None
    rounding: str | None = None
    procedures: str | None = None
    words: WordsSource | None = None
    tables: tuple[TableDemandSource, ...] = ()
    dividends: DividendDemandSource | None = None
    written: dict[str, str | Blank] = Field(default_factory=dict)
    says: dict[str, Blank] = Field(default_factory=dict)


class FormSource(Model):
    """The file."""

    form: str
    quarters: tuple[Annotated[int, Field(ge=1, le=4)], ...] = Field(default=(1, 2, 3, 4), min_length=1)
    title: Text
    fields_: tuple[FieldsSource, ...] = Field(alias="fields")
    tables: tuple[TableSource, ...]
    blocks: tuple[BlockSource, ...]
    demands: DemandsSource = DemandsSource()
