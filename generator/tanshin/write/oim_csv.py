"""A report as xBRL-CSV 1.0 (13 October 2021, with the errata of 2023): metadata, and a table for each part."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import StringIO

from msgspec import Struct

from tanshin.report.aspect import FOREVER, Instant, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.instance import FactNote
from tanshin.report.oim import CSV_TYPE, NOTE
from tanshin.taxonomy.dts import Dts
from tanshin.write.oim import (
    GROUP,
    UNKNOWN,
    Vocabulary,
    document_info,
    fragment,
    links_of,
    numbered,
    plain,
    vocabulary_of,
)

METADATA = "report.json"
_NOTES = "footnotes"
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
#: Columns that say of what a row is, by the dimension that they give.
_CORE = ("concept", "entity", "period", "unit", "language")


class _Table(Struct, frozen=True):
    """A table: its id, its facts, what the columns have of each that all tables have, the taxonomy's dimensions.

    ``axes`` are the columns of these dimensions by their names.
    """

    id: str
    facts: tuple[Fact, ...]
    cores: tuple[Mapping[str, str | None], ...]
    axes: Mapping[str, str]


def oim_csv(
    facts: Iterable[Fact],
    *,
    taxonomy: Sequence[str],
    dts: Dts | None = None,
    notes: Iterable[FactNote] = (),
    name: str = METADATA,
    folder: str = "",
) -> dict[str, bytes]:
    """The metadata, which is called ``name``, and the tables, in a folder beside it if wished, by their paths.

    The same facts give the same bytes.

    Facts of one ``table`` stand in one file, a row each, with a column for each dimension that any of them has.
    ``taxonomy`` are the locations of the schemas, relative to the metadata or absolute. With ``dts`` rows have a column
    with the label of their concept, for people. Of a note the arcrole and the language are kept, and not its role.

    Raises:
        ValueError: two facts have the same key, a note is on none of them, or a text holds half of a character.
    """
    found, noted = numbered(facts), tuple(notes)
    vocabulary = vocabulary_of(found)
    tables = tuple(_tables(found, vocabulary))
    below = f"{folder}/" if folder else ""
    ids = {fact.key: _id(table.id, row, "value") for table in tables for row, fact in enumerate(table.facts, 1)}
    notes_id = _new(_NOTES, {table.id for table in tables})
    note_ids = [_id(notes_id, row, "note") for row in range(1, len(noted) + 1)]
    features = {"xbrl:allowedDuplicates": "none"}
    templates = {table.id: _template(table, dts) for table in tables}
    metadata: dict[str, object] = {
        "documentInfo": document_info(CSV_TYPE, vocabulary, taxonomy, noted, features),
        "tableTemplates": templates,
        "tables": {table.id: {"url": f"{below}{table.id}.csv"} for table in tables},
    }
    files = {f"{below}{table.id}.csv": _rows(table, templates[table.id], vocabulary, dts) for table in tables}
    if noted:
        metadata = _with_notes(metadata, notes_id, f"{below}{notes_id}.csv", links_of(noted, ids, note_ids))
        files[f"{below}{notes_id}.csv"] = _csv(
            ("language", "note"), ((_cell(note.lang.lower() or UNKNOWN), _cell(fragment(note.text))) for note in noted)
        )
    return {name: f"{json.dumps(metadata, ensure_ascii=False, indent=1)}\n".encode(), **files}


def _id(table: str, row: int, column: str) -> str:
    """The id of the fact in a cell (xBRL-CSV, section 4.2), rows being counted below the headings."""
    return f"{table}.r_{row}.{column}"


def _tables(facts: Sequence[Fact], vocabulary: Vocabulary) -> Iterator[_Table]:
    """The facts by the table that they were read from, in the order in which these come first."""
    parts: dict[str, list[Fact]] = {}
    for fact in facts:
        parts.setdefault(fact.table if _IDENTIFIER.fullmatch(fact.table) else "facts", []).append(fact)
    for name, own in parts.items():
        axes = sorted({axis for fact in own for axis, _ in fact.key.dimensions})
        columns: dict[str, str] = {}
        for axis in axes:
            columns[vocabulary.name(axis)] = _new(
                axis.local if _IDENTIFIER.fullmatch(axis.local) else "dimension",
                {*columns.values(), *_CORE, "label", "decimals", "value"},
            )
        yield _Table(name, tuple(own), tuple(_core(fact, vocabulary) for fact in own), columns)


def _new(wish: str, given: Iterable[str]) -> str:
    taken = set(given)
    while wish in taken:
        wish += "_"
    return wish


def _template(table: _Table, dts: Dts | None) -> dict[str, object]:
    """What the columns of a table mean; an entity that is the same in all rows is told once."""
    told = {name for row in table.cores for name, text in row.items() if text}
    entities = {row["entity"] for row in table.cores}
    same = entities.pop() if len(entities) == 1 else None
    fixed = {"entity": same} if same else {}
    references = {name: f"${name}" for name in _CORE if name in told and name not in fixed}
    dimensions = {**references, **{axis: f"${column}" for axis, column in table.axes.items()}}
    value: dict[str, object] = {"dimensions": dimensions}
    columns: dict[str, object] = {"label": {"comment": True}} if dts is not None else {}
    columns |= {column: {} for column in (*references, *table.axes.values())}
    if any(_decimals(fact) for fact in table.facts):
        columns["decimals"] = {}
        value["decimals"] = "$decimals"
    template: dict[str, object] = {"dimensions": fixed} if fixed else {}
    return {**template, "columns": {**columns, "value": value}}


def _core(fact: Fact, vocabulary: Vocabulary) -> dict[str, str | None]:
    key = fact.key
    return {
        "concept": vocabulary.name(key.concept),
        "entity": vocabulary.entity(key.entity),
        "period": _period(key.period),
        "unit": vocabulary.unit(key.unit),
        "language": key.lang.lower() if key.lang else None,
    }


def _period(one: Period) -> str | None:
    """A period as people write it (xBRL-CSV, section 3.2.4): all days of it, or the end of one."""
    if one == FOREVER:
        return None
    return f"{one.day}@end" if isinstance(one, Instant) else f"{one.first}..{one.last}"


def _decimals(fact: Fact) -> str:
    return "" if fact.decimals is None or not isinstance(fact.value, Decimal) else str(fact.decimals)


def _rows(table: _Table, template: Mapping[str, object], vocabulary: Vocabulary, dts: Dts | None) -> bytes:
    columns = tuple(_columns(template))

    def row(fact: Fact, core: Mapping[str, str | None]) -> Iterator[str]:
        dimensions = vocabulary.dimensions(fact.key)
        cells = {name: text or "" for name, text in core.items()}
        cells |= {table.axes[axis]: _cell(text) for axis, text in dimensions.items()}
        cells |= {"decimals": _decimals(fact), "value": _cell(plain(fact)), "label": _label(fact.key, dts)}
        return (cells.get(column, "") for column in columns)

    return _csv(columns, map(row, table.facts, table.cores))


def _columns(template: Mapping[str, object]) -> Iterable[str]:
    columns = template["columns"]
    assert isinstance(columns, dict)
    return columns


def _label(key: Key, dts: Dts | None) -> str:
    concept = dts.concepts.get(key.concept) if dts is not None else None
    return concept.label("en") if concept is not None else ""


def _cell(text: str | None) -> str:
    """A value as it stands in a cell: what would mean something else is marked (xBRL-CSV, section 3.3)."""
    if text is None:
        return "#nil"
    return f"#{text}" if text.startswith("#") else text or "#empty"


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _with_notes(
    metadata: Mapping[str, object], table: str, url: str, links: Mapping[str, Mapping[str, Sequence[str]]]
) -> dict[str, object]:
    """The metadata with a table of notes, and the links that lead to them, by their words."""
    by_word: dict[str, dict[str, Sequence[str]]] = {}
    for fact, words in links.items():
        for word, names in words.items():
            by_word.setdefault(word, {})[fact] = names
    templates, tables = metadata["tableTemplates"], metadata["tables"]
    assert isinstance(templates, dict)
    assert isinstance(tables, dict)
    note = {"dimensions": {"concept": str(NOTE), "language": "$language"}}
    return {
        **metadata,
        "tableTemplates": {**templates, table: {"columns": {"language": {}, "note": note}}},
        "tables": {**tables, table: {"url": url}},
        "links": {word: {GROUP: facts} for word, facts in by_word.items()},
    }
