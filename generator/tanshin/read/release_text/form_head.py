"""The heads of a printed table -> the columns of a table of the form.

The words over a column have to be one of its captions, and the unit under them has to be that of the column. Where text
recognition has torn the words, the table as a whole may still be the form's: as many columns, each with the unit of the
form's, at least one of them certain where the form has it, and the torn words of nearly the same letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, pairwise, product

from msgspec import Struct

from tanshin.read.canonical.summary import Slot
from tanshin.read.release_text.likeness import distance, folded, words_of
from tanshin.read.release_text.printed import PrintedTable, value_of
from tanshin.report.form import FigureKind, FormColumn, FormTable
from tanshin.report.unit_said import units_said
from tanshin.values.text import caption_key

_PLAIN: Mapping[str, FigureKind] = {
    **dict.fromkeys(("%", "％"), FigureKind.PERCENT),
    **dict.fromkeys(("jpy", "yen", "円", "円銭"), FigureKind.PER_SHARE),
    **dict.fromkeys(("shares", "株"), FigureKind.SHARES),
}
_MILLION = 6
#: Torn words may have one letter of so many wrong; so many ways to call what they stand over are tried.
_ONE_OF, _WAYS = 3, 64
#: Of a word of fewer letters nothing can be said.
_SHORT = 4
#: Of so many letters one may be another where their order is lost.
_IN_ALL = 8


class Over(Struct, frozen=True):
    """What stands over a column: its words from the top down, and the kind of figure its unit says."""

    at: int
    words: tuple[str, ...]
    kind: FigureKind | None
    has_figures: bool

    @property
    def is_askew(self) -> bool:
        """Whether words stand over nothing, or figures under nothing: heads or rows have been moved."""
        return self.kind is None and bool(self.words) != self.has_figures


class Found(Struct, frozen=True):
    """A column of the form that was found: what it is, and the caption that the form knows it by."""

    slot: Slot
    caption: str


def kind_said(text: str) -> FigureKind | None:
    """The kind of figure that a text names, where it is nothing but a unit of the form."""
    plain = caption_key(text).strip("()[] ")
    units = list(units_said(plain))
    if len(units) == 1 and units[0].text == plain.removeprefix("in ") and units[0].scale is not None:
        return FigureKind.MILLION if (units[0].currency, units[0].scale) == ("JPY", _MILLION) else None
    return _PLAIN.get(plain)


def over(printed: PrintedTable) -> list[Over]:
    """What stands over each column that has anything in it."""
    found = []
    for at, texts in enumerate(printed.heads):
        has_figures = any(value_of(row.cells[at]) for row in printed.rows)
        if not any(texts) and not has_figures:
            continue
        kinds = {kind for text in texts if (kind := kind_said(text))}
        words = tuple(text for text in texts if text and not kind_said(text))
        found.append(Over(at, words, next(iter(kinds)) if len(kinds) == 1 else None, has_figures))
    return found


def columns_of(heads: Sequence[Over], table: FormTable, keys: Mapping[str, Found]) -> dict[int, Found]:
    """The columns of a table of the form, by the place of the printed column; ``keys`` are its captions."""
    found: dict[int, Found] = {}
    before: Found | None = None
    if any(head.is_askew for head in heads):
        return {}
    for head in heads:
        one = _by_words(head, keys, before)
        if one and one.slot not in (other.slot for other in found.values()):
            found[head.at] = one
        before = one
    found |= _aligned(heads, table, keys, found)
    return {at: one for at, one in found.items() if _is_whole(one.slot.column, table, found.values())}


def _by_words(head: Over, keys: Mapping[str, Found], before: Found | None) -> Found | None:
    if head.kind is None:
        return None
    if not head.words and before and head.kind is FigureKind.PERCENT:
        texts = [f"{before.caption} %"]
    else:
        texts = list(dict.fromkeys((" ".join(head.words), *reversed(head.words))))
        texts += [f"{text} %" for text in texts] if head.kind is FigureKind.PERCENT else []
    for text in texts:
        found = keys.get(caption_key(text))
        if found and found.slot.column.kind is head.kind:
            return found
    return None


def _is_whole(column: FormColumn, table: FormTable, found: Collection[Found]) -> bool:
    """Whether all columns under one heading were found: a table with some of them is another one."""
    if column.group is None:
        return True
    there = [one.slot.column for one in found]
    return all(one in there for one in table.columns if one.group == column.group)


def _aligned(
    heads: Sequence[Over], table: FormTable, keys: Mapping[str, Found], found: Mapping[int, Found]
) -> dict[int, Found]:
    """The columns under torn words, of a table that has all columns of the form in their order."""
    expected = dict(zip((head.at for head in heads), table.columns, strict=False))
    kinds = [head.kind for head in heads] == [column.kind for column in table.columns]
    if not (kinds and found) or any(one.slot.column != expected[at] for at, one in found.items()):
        return {}
    known = frozenset(
        word for column in table.columns for one in _captions(column, keys) for word in words_of(one.caption)
    )
    mended: dict[int, Found] = {}
    for is_torn, run in groupby(heads, lambda head: head.at not in found):
        if is_torn:
            places = list(run)
            columns = [expected[head.at] for head in places]
            starts = [at for at, column in enumerate(columns) if at == 0 or not column.change]
            parts = [slice(*ends) for ends in pairwise((*starts, len(columns)))]
            alone = [_run(places[part], columns[part], keys, known) for part in parts]
            whole = [] if all(alone) else [_run(places, columns, keys, known)]
            mended |= {at: one for found_ in whole or alone for at, one in found_.items()}
    return mended if len(mended) + len(found) == len(heads) else {}


def _run(
    heads: Sequence[Over], columns: Sequence[FormColumn], keys: Mapping[str, Found], known: frozenset[str]
) -> dict[int, Found]:
    """Columns beside one another, where their words together are nearly those of the form; ``known`` are all of its."""
    text = " ".join(word for head in heads for word in head.words)
    printed, words = folded(text), words_of(text)
    named = [column for column in columns if not column.change]
    ways = list(product(*(list(_captions(column, keys)) for column in named)))
    best: tuple[int, tuple[Found, ...]] | None = None
    for way in ways[:_WAYS]:
        caption = folded(" ".join(one.caption for one in way))
        most = len(caption) // _ONE_OF
        off = distance(printed, caption, most)
        if off > most:  # words of two lines, in the wrong order
            off = (Counter(printed) - Counter(caption)).total() + (Counter(caption) - Counter(printed)).total()
            most = len(caption) // _IN_ALL
        own = frozenset(word for one in way for word in words_of(one.caption))
        if off <= most and (best is None or off < best[0]) and all(_is_torn(word, own, known) for word in words):
            best = off, way
    if best is None or not named:
        return {}
    found: dict[int, Found] = {}
    left = iter(best[1])
    text = ""
    for head, column in zip(heads, columns, strict=True):
        one = keys.get(caption_key(f"{text} %")) if column.change else next(left)
        if one is None or one.slot.column != column:
            return {}
        found[head.at], text = one, one.caption
    return found


def _is_torn(word: str, own: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a word can be what is left of one of the form: a whole one has to be of the captions it stands over."""
    if word in known:
        return word in own
    if len(word) < _SHORT:
        return word.isascii()
    ends = [end for one in known for end in (one[: len(word)], one[-len(word) :])]
    return any(distance(folded(word), folded(end), int(word.isascii())) <= word.isascii() for end in ends)


def _captions(column: FormColumn, keys: Mapping[str, Found]) -> Iterator[Found]:
    """The captions of a column; where the company has words of its own they come first, and are of one element."""
    of = [one for one in keys.values() if one.slot.column == column]
    yield from (one for one in of if one.slot == of[0].slot)
