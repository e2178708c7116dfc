"""Where two versions of a document read otherwise: the rows and the texts concerned, before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from tanshin.document import model
from tanshin.document.model import Document, Run, Tagged
from tanshin.report.aspect import Instant
from tanshin.report.fact import Key

#: What changes as one: a figure, a word, any other letter.
_TOKEN = re.compile(r"△?\d+(?:[,.]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)


class Piece(Struct, frozen=True):
    """A part of a text, and whether the other version has something else there."""

    text: str
    is_changed: bool = False


Pieces = tuple[Piece, ...]


class Cell(Struct, frozen=True):
    """A cell as it is printed; ``kind`` is that of the document's cell."""

    pieces: Pieces
    kind: str
    colspan: int = 1
    rowspan: int = 1


class Row(Struct, frozen=True):
    """A row as it is printed; ``kind`` and ``depth`` are those of the document's row."""

    cells: tuple[Cell, ...]
    kind: str
    depth: int


class TableExcerpt(Struct, frozen=True):
    """The rows of a table that read otherwise, with the headings of its columns and those above the rows.

    ``document`` is the name of the document and ``section`` its title, ``title`` the heading over the table; ``keys``
    are the facts in the cells that changed. Where a row is in one version only, the other has none for it.
    """

    document: str
    section: str
    title: str
    note: str
    style: str
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    keys: frozenset[Key]


class TextExcerpt(Struct, frozen=True):
    """Paragraphs, lines and items that read otherwise, one below the other."""

    document: str
    section: str
    title: str
    before: tuple[Pieces, ...]
    after: tuple[Pieces, ...]
    keys: frozenset[Key]


Excerpt = TableExcerpt | TextExcerpt


def excerpts(old: Iterable[Document], new: Iterable[Document]) -> tuple[Excerpt, ...]:
    """Everything that the documents of two versions print otherwise, in the order of the documents.

    Documents are matched by name, tables by id, other blocks by what they say. What a release repeats of the form and
    of the statements is told once.
    """
    before, after = ({one.name: one for one in documents} for documents in (old, new))
    found: list[Excerpt] = []
    tables: set[str] = set()
    texts: set[tuple[str, str]] = set()
    for name in dict.fromkeys((*after, *before)):
        was, now = (_Content(one.get(name)) for one in (before, after))
        section = (name, now.title or was.title)
        ids = tuple(dict.fromkeys((*now.tables, *was.tables)))
        differing = (_table(section, was.tables.get(id_), now.tables.get(id_)) for id_ in ids if id_ not in tables)
        found += (table for table in differing if table)
        tables.update(ids)
        for text in _texts(section, was.texts, now.texts):
            said = _plain(text.before), _plain(text.after)
            if said not in texts:
                texts.add(said)
                last = found[-1] if found else None
                if isinstance(last, TextExcerpt) and (last.document, last.title) == (text.document, text.title):
                    found[-1] = _joined(last, text)
                else:
                    found.append(text)
    return tuple(found)


def _joined(one: TextExcerpt, other: TextExcerpt) -> TextExcerpt:
    """What stands under one heading as one excerpt."""
    before, after = (*one.before, *other.before), (*one.after, *other.after)
    return replace(one, before=before, after=after, keys=one.keys | other.keys)


def marked(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Two texts with what differs marked: whole figures and words, not digits of them."""
    ones, others = _TOKEN.findall(old), _TOKEN.findall(new)
    before: list[Piece] = []
    after: list[Piece] = []
    for what, start, end, begin, stop in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if start < end:
            before.append(Piece("".join(ones[start:end]), what != "equal"))
        if begin < stop:
            after.append(Piece("".join(others[begin:stop]), what != "equal"))
    return tuple(before), tuple(after)


class _Placed(Struct, frozen=True):
    """A table and the heading over it."""

    title: str
    table: model.Table


class _Line(Struct, frozen=True):
    """A text, the heading over it, and the facts in it."""

    title: str
    text: str
    keys: frozenset[Key]


class _Content:
    """A document as its tables, by id and how often it was met before, and its lines of text."""

    def __init__(self, document: Document | None) -> None:
        self.title = document.title if document else ""
        self.tables: dict[str, _Placed] = {}
        self.texts: list[_Line] = []
        heading = self.title
        for block in document.blocks if document else ():
            match block:
                case model.Table():
                    met = sum(1 for id_ in self.tables if id_.partition("#")[0] == block.id)
                    self.tables[f"{block.id}#{met}"] = _Placed(heading, block)
                    continue
                case model.Contents() | model.PageBreak() | model.Picture():
                    continue
                case model.Heading():
                    heading = _display(block.runs)
            self.texts += (_Line(heading, text, keys) for text, keys in _lines(block) if text)


def _lines(block: model.Block) -> Iterator[tuple[str, frozenset[Key]]]:
    match block:
        case model.Fields():
            for line in block.lines:
                runs = tuple(run for label, shown in line for run in (model.Text(f"{label} "), *shown, model.Text(" ")))
                yield _display(runs).strip(), _keys(runs)
        case model.Highlights():
            for parts in block.lines:
                yield " ".join(filter(None, map(_display, parts))), _keys(run for runs in parts for run in runs)
        case model.Footnotes():
            for note in block.notes:
                yield f"{note.mark} {_display(note.runs)}", _keys(note.runs)
        case model.Heading() | model.Paragraph() | model.Listing():
            for runs in model.runs_of(block):
                yield _display(runs), _keys(runs)


def _display(runs: Iterable[Run]) -> str:
    return "".join(run.display if isinstance(run, Tagged) else run.text for run in runs)


def _keys(runs: Iterable[Run]) -> frozenset[Key]:
    found: set[Key] = set()
    for run in runs:
        if isinstance(run, Tagged):
            found.update(fact.key for fact in run.facts)
            found |= _keys(run.inner)
    return frozenset(found)


def _texts(section: tuple[str, str], old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[TextExcerpt]:
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    for what, start, end, begin, stop in matcher.get_opcodes():
        if what == "equal":
            continue
        ones, others = old[start:end], new[begin:stop]
        pairs = [
            marked(one.text if one else "", other.text if other else "") for one, other in zip_longest(ones, others)
        ]
        title = (others or ones)[0].title
        keys = frozenset[Key]().union(*(line.keys for line in (*ones, *others)))
        before, after = (tuple(pair[at] for pair in pairs if pair[at]) for at in (0, 1))
        yield TextExcerpt(*section, title, before, after, keys)


def _plain(lines: Iterable[Pieces]) -> str:
    return "\n".join("".join(piece.text for piece in pieces) for pieces in lines)


def _table(section: tuple[str, str], old: _Placed | None, new: _Placed | None) -> TableExcerpt | None:
    """The rows of a table that differ; ``None`` where none do."""
    here, there = (one.table.rows if one else () for one in (old, new))
    pairs = _paired(here, there)
    partner = {id(there[at]): here[was] for was, at in pairs}
    before = _concerned(here, {id(here[was]): there[at] for was, at in pairs})
    after = _concerned(there, partner)
    if not any(cell.pieces[0].is_changed for row in (*before, *after) for cell in row.cells if cell.pieces):
        return None
    placed = new or old
    assert placed is not None  # the table is in one of the documents
    keys = _changed_keys(here, there, pairs)
    return TableExcerpt(*section, placed.title, placed.table.note, placed.table.style, before, after, keys)


def _paired(old: Sequence[model.Row], new: Sequence[model.Row]) -> tuple[tuple[int, int], ...]:
    """The rows of two versions that are one: they share a fact, else they have one caption, or are the same heading."""
    by_key: dict[Key, list[int]] = {}
    for at, row in enumerate(old):
        for key in _row_keys(row):
            by_key.setdefault(key, []).append(at)
    taken: set[int] = set()
    found: list[tuple[int, int]] = []
    for at, row in enumerate(new):
        # A fact may be printed in two rows of a table: the first is the first in both.
        shared = (one for key in sorted(_row_keys(row), key=str) for one in by_key.get(key, ()))
        was = next((one for one in shared if one not in taken), None)
        if was is None:
            alike = (n for n, one in enumerate(old) if n not in taken and _is_alike(one, row))
            was = next(alike, None)
        if was is not None:
            taken.add(was)
            found.append((was, at))
    return tuple(found)


def _is_alike(one: model.Row, other: model.Row) -> bool:
    if one.kind == "head" or other.kind == "head":
        return one.kind == other.kind
    captions = [row.cells[0].display if row.cells else "" for row in (one, other)]
    keys = _row_keys(one), _row_keys(other)
    # A row with figures that are none of the other's is another row of that caption: two lines may be called alike.
    return captions[0] == captions[1] and not (keys[0] and keys[1])


def _row_keys(row: model.Row) -> frozenset[Key]:
    return frozenset[Key]().union(*(_keys(cell.runs) for cell in row.cells))


def _concerned(rows: Sequence[model.Row], partners: dict[int, model.Row]) -> tuple[Row, ...]:
    """The rows that differ from their partner or have none, below the heads of the table and their own headings."""
    shown: list[Row] = []
    above: list[model.Row] = []
    balance: list[model.Row] = []
    has_years = _repeats(rows)
    for row in rows:
        drawn = _row(row, partners.get(id(row)))
        is_changed = any(cell.pieces and cell.pieces[0].is_changed for cell in drawn.cells)
        if row.kind == "head":
            shown.append(drawn)
            continue
        above = [one for one in above if one.depth < row.depth]
        if is_changed:
            shown += (_row(one, one) for one in (*balance, *above))
            above, balance = [], []
            shown.append(drawn)
        elif row.kind == "heading":
            above.append(row)
        elif has_years and _is_balance(row):
            balance = [row]
    return tuple(shown)


def _is_balance(row: model.Row) -> bool:
    keys = _row_keys(row)
    return bool(keys) and all(isinstance(key.period, Instant) for key in keys)


def _repeats(rows: Sequence[model.Row]) -> bool:
    """Whether movements of one caption stand in a table twice: years follow one another down its rows.

    The balance above a movement then tells of which year it is.
    """
    captions = [
        row.cells[0].display
        for row in rows
        if row.kind not in ("head", "heading") and row.cells and not _is_balance(row)
    ]
    return len(captions) != len(set(captions))


def _row(row: model.Row, partner: model.Row | None) -> Row:
    others = _cells(row, partner)
    cells = (
        Cell(
            (Piece(one.display, is_changed=one.display != other),) if one.display else (),
            one.kind,
            one.colspan,
            one.rowspan,
        )
        for one, other in zip(row.cells, others, strict=True)
    )
    return Row(tuple(cells), row.kind, row.depth)


def _cells(row: model.Row, partner: model.Row | None) -> list[str]:
    """What stands in the partner's cells where those of a row stand; of a partner with more columns, by their facts."""
    if partner is None:
        return [""] * len(row.cells)
    if len(partner.cells) == len(row.cells):
        return [cell.display for cell in partner.cells]
    by_key = {key: cell.display for cell in partner.cells for key in _keys(cell.runs)}
    first = partner.cells[0].display if partner.cells else ""
    return [
        first if at == 0 else next((by_key[key] for key in _keys(cell.runs) if key in by_key), "")
        for at, cell in enumerate(row.cells)
    ]


def _changed_keys(
    old: Sequence[model.Row], new: Sequence[model.Row], pairs: Iterable[tuple[int, int]]
) -> frozenset[Key]:
    partners: dict[int, model.Row] = {}
    for was, at in pairs:
        partners[id(old[was])] = new[at]
        partners[id(new[at])] = old[was]
    found: set[Key] = set()
    for row in (*old, *new):
        for cell, other in zip(row.cells, _cells(row, partners.get(id(row))), strict=True):
            if cell.display != other:
                found |= _keys(cell.runs)
    return frozenset(found)
