"""The YAML of a form -> :class:`tanshin.report.form.Form`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tanshin.read.form_demands import TRIAL, demands, texts_of, unknown_demands, wrong_demands
from tanshin.read.form_document import read_form_document
from tanshin.read.form_source import Blank, BlockSource, EntrySource, FormSource, RowSource, TableSource
from tanshin.report.aspect import ExplicitDimensions
from tanshin.report.form import (
    LEVELS,
    Block,
    Entry,
    Form,
    FormColumn,
    FormField,
    FormRow,
    FormTable,
    Layout,
    Texts,
)
from tanshin.report.phrase import fill
from tanshin.taxonomy.part import problem
from tanshin.taxonomy.pattern import is_period_name
from tanshin.taxonomy.source import Text
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError
from tanshin.values.message import say
from tanshin.values.yaml import Document, validate


def read_form(folder: Path, name: str, taxonomy: Taxonomy) -> Form:
    """The form of a name, from the folder of the taxonomy that defines its elements.

    Raises:
        InputError: the file cannot be read, has another shape (TNS005), or names an element, axis, member, period or
            table that is not there (TNS020).
    """
    document = read_form_document(folder, name)
    source = validate(FormSource, document)
    problems = [*_unknown(source, document, taxonomy), *_wrong(source, document)]
    if problems:
        raise InputError(*problems)
    return Form(
        source.form,
        texts_of(source.title),
        tuple(_table(table, taxonomy) for table in source.tables),
        tuple(
            FormField(taxonomy.name(local), group.period, _dimensions(group.members, taxonomy), group.states)
            for group in source.fields_
            for local in group.concepts
        ),
        tuple(_block(block, taxonomy) for block in source.blocks),
        source.quarters,
        demands(source.demands, taxonomy),
    )


def _unknown(source: FormSource, document: Document, taxonomy: Taxonomy) -> Iterator[Finding]:
    for path, local in (*_in_fields(source), *_in_tables(source), *_in_blocks(source)):
        if taxonomy.name(local) not in taxonomy.dts.concepts:
            yield problem(document, path, say("{local} is not in {prefix}", local=local, prefix=taxonomy.prefix))
    yield from unknown_demands(source, document, taxonomy)


def _wrong(source: FormSource, document: Document) -> Iterator[Finding]:
    for index, group in enumerate(source.fields_):
        if not is_period_name(group.period):
            yield problem(
                document,
                ("fields", index, "period"),
                say("`{period}` is not the name of a period", period=group.period),
            )
    ids = [table.id for table in source.tables]
    for index, table in enumerate(source.tables):
        if table.id in ids[:index]:
            yield problem(document, ("tables", index, "id"), say("the table {table} stands twice", table=table.id))
        for at, row in enumerate(table.rows):
            for message in _in_row(row, table):
                yield problem(document, ("tables", index, "rows", at), message)
    yield from wrong_demands(source, document)
    for index, block in enumerate(source.blocks):
        for message in _in_words(block):
            yield problem(document, ("blocks", index), message)
        if block.table is not None and block.table not in ids:
            yield problem(document, ("blocks", index, "table"), say("the form has no table {table}", table=block.table))


def _in_row(row: RowSource, table: TableSource) -> Iterator[str]:
    if not is_period_name(row.period):
        yield say("`{period}` is not the name of a period", period=row.period)
    try:
        for lang in ("en", "ja"):
            for text in (getattr(row.caption, lang), *getattr(row.aliases, lang)):
                fill(text, TRIAL, lang)
    except ValueError as error:
        yield str(error)
    for column in table.columns:
        times = Counter((*table.members, *row.members, *column.members))
        for axis in (axis for axis in times if times[axis] > 1):
            yield say("table, row and column name {axis} more than once; a cell has one member on an axis", axis=axis)


def _in_words(block: BlockSource) -> Iterator[str]:
    """What cannot be filled in among the headings and labels of a block."""
    labels = (entry.label for line in (*block.fields_, block.flags) for entry in line)
    for text in (block.heading, block.subheading, *labels):
        for lang, words in texts_of(text).items() if text else ():
            try:
                fill(words, TRIAL, lang, dict.fromkeys(LEVELS, "1"))
            except ValueError as error:
                yield str(error)


def _in_fields(source: FormSource) -> Iterator[tuple[KeyPath, str]]:
    """Every local name among the single items, and where it stands."""
    for index, group in enumerate(source.fields_):
        yield from _concepts(("fields", index), group.concepts)
        yield from _members(("fields", index), group.members)


def _in_tables(source: FormSource) -> Iterator[tuple[KeyPath, str]]:
    for index, table in enumerate(source.tables):
        yield from _members(("tables", index), table.members)
        for at, row in enumerate(table.rows):
            yield from _members(("tables", index, "rows", at), row.members)
        for at, column in enumerate(table.columns):
            yield from _concepts(("tables", index, "columns", at), column.concepts)
            yield from _members(("tables", index, "columns", at), column.members)


def _in_blocks(source: FormSource) -> Iterator[tuple[KeyPath, str]]:
    for index, block in enumerate(source.blocks):
        entries = (*block.flags, *(entry for line in block.fields_ for entry in line))
        for concept in (block.concept, *(entry.concept for entry in entries)):
            if concept:
                yield ("blocks", index), concept


def _members(path: KeyPath, given: Mapping[str, str]) -> Iterator[tuple[KeyPath, str]]:
    for axis, member in given.items():
        yield (*path, "members", axis), axis
        yield (*path, "members", axis), member


def _concepts(path: KeyPath, given: tuple[str, ...]) -> Iterator[tuple[KeyPath, str]]:
    for at, local in enumerate(given):
        yield (*path, "concepts", at), local


def _some(text: Text | Blank | None) -> Texts | None:
    return texts_of(text) if text else None


def _dimensions(members: Mapping[str, str], taxonomy: Taxonomy) -> ExplicitDimensions:
    return tuple(sorted((taxonomy.name(axis), taxonomy.name(member)) for axis, member in members.items()))


def _table(table: TableSource, taxonomy: Taxonomy) -> FormTable:
    columns = tuple(
        FormColumn(
            tuple(map(taxonomy.name, column.concepts)),
            column.kind,
            _dimensions(column.members, taxonomy),
            column.change,
            _some(column.caption),
            _some(column.group),
            column.quarter,
            column.optional,
            (*column.aliases.en, *column.aliases.ja),
            column.settled,
        )
        for column in table.columns
    )
    return FormTable(
        table.id,
        tuple(_row(row, taxonomy) for row in table.rows),
        columns,
        _dimensions(table.members, taxonomy),
        _some(table.note),
        _layout(table),
        tuple((lang, old, new) for lang, words in table.words.items() for old, new in words.items()),
    )


def _layout(table: TableSource) -> Layout:
    if table.inline:
        return "inline"
    return "transposed" if table.transposed else "continued" if table.continues else "grid"


def _row(row: RowSource, taxonomy: Taxonomy) -> FormRow:
    aliases = tuple((lang, text) for lang in ("en", "ja") for text in getattr(row.aliases, lang))
    return FormRow(
        row.period, texts_of(row.caption), _dimensions(row.members, taxonomy), aliases, row.when, row.optional
    )


def _entry(entry: EntrySource, taxonomy: Taxonomy) -> Entry:
    return Entry(
        taxonomy.name(entry.concept) if entry.concept else None,
        _some(entry.label),
        _some(entry.before),
        entry.colon,
        entry.optional,
        entry.code,
    )


def _block(block: BlockSource, taxonomy: Taxonomy) -> Block:
    def entries(given: tuple[EntrySource, ...]) -> tuple[Entry, ...]:
        return tuple(_entry(entry, taxonomy) for entry in given)

    match block.kind:
        case "heading" | "subheading":
            return Block(block.kind, _some(block.heading or block.subheading))
        case "table":
            return Block("table", _some(block.lead), table=block.table)
        case "fields":
            return Block("fields", lines=tuple(map(entries, block.fields_)))
        case "flags":
            return Block("flags", lines=tuple(entries((flag,)) for flag in block.flags))
        case "text":
            entry = EntrySource(concept=block.concept, optional=block.optional)
            return Block("text", lines=(entries((entry,)),), align=block.align, small=block.small)
        case "title" | "page" | "extra":
            return Block(block.kind)
