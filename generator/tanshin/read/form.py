"""The YAML of a form -> :class:`tanshin.report.form.Form`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from tanshin.report.aspect import Dimensions
from tanshin.report.form import Block, Entry, FigureKind, Form, FormColumn, FormField, FormRow, FormTable, Texts
from tanshin.taxonomy.source import Model, Text
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.yaml import read_yaml, validate


class Blank(Model):
    """A text that may be empty in a language."""

    en: str
    ja: str


class FieldsSource(Model):
    """Single items that share their period and members."""

    period: str
    members: dict[str, str] = Field(default_factory=dict)
    concepts: tuple[str, ...]


class RowSource(Model):
    """A row of a table."""

    period: str
    caption: Text
    members: dict[str, str] = Field(default_factory=dict)


class ColumnSource(Model):
    """A column of a table."""

    kind: FigureKind
    concepts: tuple[str, ...] = Field(min_length=1)
    members: dict[str, str] = Field(default_factory=dict)
    change: bool = False
    caption: Text | None = None
    group: Text | None = None


class TableSource(Model):
    """A table."""

    id: str
    members: dict[str, str] = Field(default_factory=dict)
    note: Text | None = None
    inline: bool = False
    transposed: bool = False
    rows: tuple[RowSource, ...]
    columns: tuple[ColumnSource, ...]


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


class FormSource(Model):
    """The file."""

    form: str
    title: Text
    fields_: tuple[FieldsSource, ...] = Field(alias="fields")
    tables: tuple[TableSource, ...]
    blocks: tuple[BlockSource, ...]


def read_form(folder: Path, name: str, taxonomy: Taxonomy) -> Form:
    """The form of a name, from the folder of the taxonomy that defines its elements.

    Raises:
        InputError: the file cannot be read, or names an element, axis or member the taxonomy does not have.
    """
    document = read_yaml(folder / f"{name}-form.yaml", f"{folder.name}/{name}-form.yaml")
    source = validate(FormSource, document)
    unknown = sorted({name for name in _names(source) if taxonomy.name(name) not in taxonomy.dts.concepts})
    if unknown:
        raise InputError(
            Finding(
                "TNS020",
                Severity.ERROR,
                f"the form names {', '.join(unknown)}, which {taxonomy.prefix} does not have",
                (document.position(()),),
            )
        )

    def dimensions(members: dict[str, str]) -> Dimensions:
        return tuple(sorted((taxonomy.name(axis), taxonomy.name(member)) for axis, member in members.items()))

    tables = tuple(
        FormTable(
            table.id,
            tuple(FormRow(row.period, _texts(row.caption), dimensions(row.members)) for row in table.rows),
            tuple(
                FormColumn(
                    tuple(map(taxonomy.name, column.concepts)),
                    column.kind,
                    dimensions(column.members),
                    column.change,
                    _texts(column.caption) if column.caption else None,
                    _texts(column.group) if column.group else None,
                )
                for column in table.columns
            ),
            dimensions(table.members),
            _texts(table.note) if table.note else None,
            "inline" if table.inline else "transposed" if table.transposed else "grid",
        )
        for table in source.tables
    )
    fields = tuple(
        FormField(taxonomy.name(local), group.period, dimensions(group.members))
        for group in source.fields_
        for local in group.concepts
    )
    return Form(
        source.form, _texts(source.title), tables, fields, tuple(_block(block, taxonomy) for block in source.blocks)
    )


def _texts(text: Text | Blank) -> Texts:
    return {"en": text.en, "ja": text.ja}


def _names(source: FormSource) -> Iterator[str]:
    def members(*groups: dict[str, str]) -> Iterator[str]:
        for group in groups:
            yield from group
            yield from group.values()

    for field in source.fields_:
        yield from field.concepts
        yield from members(field.members)
    for table in source.tables:
        yield from members(table.members, *(row.members for row in table.rows))
        for column in table.columns:
            yield from column.concepts
            yield from members(column.members)
    for block in source.blocks:
        entries: Iterable[EntrySource] = (*block.flags, *(entry for line in block.fields_ for entry in line))
        yield from (name for name in (block.concept, *(entry.concept for entry in entries)) if name)


def _entry(entry: EntrySource, taxonomy: Taxonomy) -> Entry:
    return Entry(
        taxonomy.name(entry.concept) if entry.concept else None,
        _texts(entry.label) if entry.label else None,
        _texts(entry.before) if entry.before else None,
        entry.colon,
        entry.optional,
        entry.code,
    )


def _block(block: BlockSource, taxonomy: Taxonomy) -> Block:
    if block.title:
        return Block("title")
    if block.heading:
        return Block("heading", _texts(block.heading))
    if block.subheading:
        return Block("subheading", _texts(block.subheading))
    if block.table:
        return Block("table", _texts(block.lead) if block.lead else None, table=block.table)
    if block.fields_:
        return Block("fields", lines=tuple(tuple(_entry(entry, taxonomy) for entry in line) for line in block.fields_))
    if block.flags:
        return Block("flags", lines=tuple((_entry(entry, taxonomy),) for entry in block.flags))
    if block.page or block.extra:
        return Block("page" if block.page else "extra")
    entry = Entry(taxonomy.name(block.concept) if block.concept else None, optional=block.optional)
    return Block("text", lines=((entry,),), align=block.align, small=block.small)
