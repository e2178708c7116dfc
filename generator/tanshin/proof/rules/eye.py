"""TNS70x: what the eye reads on a page is what the machine reads, what the documents say and what the data have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tanshin.document.model import Document
from tanshin.proof.numeral import figures, is_negative, is_nil, magnitude, scale_after, scale_of_words
from tanshin.proof.output import Output, document_pages
from tanshin.proof.page import Block, Page, Tag
from tanshin.proof.words import CELL, said, squeezed
from tanshin.report.fact import Key
from tanshin.report.filing import Print
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.rounding import scaled

_TABLE = "table-"  # what the ids of tables begin with on a page
_NEAR = 40  # letters of a text that a message quotes


class _Number(NamedTuple):
    """A tagged number where it stands."""

    page: Page
    block: Block
    tag: Tag


class _Passage(NamedTuple):
    """A text on a page beside what the document says there."""

    page: Page
    block: Block
    due: str


class _Shown(NamedTuple):
    """A table of the filing on a page."""

    page: Page
    table: str
    cells: tuple[Block, ...]


class _Twin(NamedTuple):
    """A cell that stands in both languages; one of them is missing where the tables have not the same shape."""

    page: Page
    block: Block
    other: Block | None


def _numbers(output: Output) -> Iterator[_Number]:
    for page in output.pages.values():
        for block in page.blocks:
            for tag in block.tags:
                if tag.told.key is not None and tag.told.key.unit is not None:
                    yield _Number(page, block, tag)


@rule("TNS707", Severity.ERROR, subject=Output, each=_numbers)
def eyes_read_what_is_tagged(output: Output, number: _Number) -> Iterator[Issue]:
    """A tagged figure says to the eye what its tag says to a machine: digits, sign, scale, and that there is none.

    The sign stands outside of the tag, and so does the unit: over the column, or in the sentence. A figure that prints
    `△1,234` under 百万円 and is tagged as 1,234 thousand would be two different ones to two readers. A line that a
    statement prints with the opposite sign is expected so.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    page, block, tag = number
    key, value, place = tag.told.key, tag.told.value, (output.at(page.path, tag.told.line),)
    assert key is not None
    shown, before, after = block.text[tag.start : tag.end], block.text[: tag.start], block.text[tag.end :]
    if tag.told.nil:
        if not is_nil(shown + after.strip()[:1]) or (block.is_figure and before.strip()):
            message = say("{fact} is tagged as nil and reads {text!r}", fact=str(key), text=_near(block, tag))
            yield Issue(message, sources=place)
        return
    seen = magnitude(shown)
    if seen is None or not isinstance(value, Decimal):
        message = say("{fact} reads {text!r}, which is no figure", fact=str(key), text=_near(block, tag))
        yield Issue(message, sources=place)
        return
    scale = _seen_scale(key, block, after)
    expected = scaled(seen, tag.scale if scale is None else scale)
    if expected != value.copy_abs() or (value and not _sign_fits(output, number, is_negative(before, after), value)):
        unit, shown = " ".join(block.unit.split()), _near(block, tag)
        message = (
            say(
                "{fact} reads {text!r} under {unit!r}, and is tagged as {value}",
                fact=str(key),
                text=shown,
                unit=unit,
                value=f"{value:f}",
            )
            if unit
            else say("{fact} reads {text!r}, and is tagged as {value}", fact=str(key), text=shown, value=f"{value:f}")
        )
        yield Issue(message, sources=place, expected=expected, actual=value)


def _seen_scale(key: Key, block: Block, after: str) -> int | None:
    """The power of ten that the words around a figure tell; ``None`` where they tell none."""
    told = scale_after(after)
    if told is not None:
        return told
    if not block.unit.strip():
        return None
    if key.unit is not None and key.unit.is_money:
        return scale_of_words(block.unit) or 0
    return -2 if block.unit.strip() in ("%", "％") else None


def _sign_fits(output: Output, number: _Number, is_shown: bool, value: Decimal) -> bool:
    """Whether the glyphs around a figure say what its sign should be; in a sentence words may say it instead."""
    _, block, tag = number
    negative = value < 0
    if not block.is_figure:
        return negative or not is_shown or _is_aside(block, tag)
    table = block.table.removeprefix(_TABLE)
    assert tag.told.key is not None
    turned = output.turned.get((table, tag.told.key), frozenset((False,)))
    return any(is_shown == (negative != turn) for turn in turned)


def _is_aside(block: Block, tag: Tag) -> bool:
    """Whether parentheses, not a triangle, stand around a figure in a sentence."""
    return block.text[: tag.start].rstrip().endswith(("(", "（"))


def _near(block: Block, tag: Tag) -> str:
    """A tag with what stands right around it."""
    if block.is_figure:
        return " ".join(block.text.split())
    start = max(tag.start - 10, 0)
    return " ".join(block.text[start : min(tag.end + 10, start + _NEAR + 20)].split())


def _passages(output: Output) -> Iterator[_Passage]:
    for page, document in document_pages(output):
        yield from _beside(page, document)


def _beside(page: Page, document: Document) -> Iterator[_Passage]:
    """Each text of a page with what is due in its place; what is left of the document comes last."""
    due, at = said(document), 0
    blocks = [block for block in page.blocks if block.kind != "summary"]
    texts = [(CELL if block.table else "") + squeezed(block.whole) for block in blocks]
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if due.startswith(text, at):
            yield _Passage(page, block, text)
            at += len(text)
            continue
        end = _resumed(due, at, len(text), texts[index + 1 : index + 4])
        yield _Passage(page, block, due[at:end])
        at = end
    if at < len(due) and page.blocks:
        yield _Passage(page, Block("", (), "", page.blocks[-1].line), due[at:])


def _resumed(due: str, at: int, length: int, following: list[str]) -> int:
    """Where the document goes on behind a text that is not its own: best where the next texts are found again."""
    after = "".join(following)
    if due.startswith(after, at + length):
        return at + length
    found = due.find(after, at) if after.strip(CELL) else -1
    return found if found >= 0 else min(at + length, len(due))


@rule("TNS708", Severity.ERROR, subject=Output, each=_passages)
def pages_say_what_documents_say(output: Output, passage: _Passage) -> Iterator[Issue]:
    """Every heading, sentence and cell of a page says what the document says in that place, and nothing is left out.

    The document is what was checked before anything was written. This holds for words, days and figures that are not
    tagged, and for which column a figure stands in.

    Build the filing again. A page that was edited by hand is edited in the data instead. If a fresh build says so, the
    fault is in the program: report it with the message.
    """
    page, block, due = passage
    text = (CELL if block.table else "") + squeezed(block.whole)
    if text != due:
        message = say(
            "the page says {text!r} where the document says {due!r}",
            text=_quoted(squeezed(block.whole), due.strip(CELL)),
            due=_quoted(due.replace(CELL, " ").strip(), squeezed(block.whole)),
        )
        yield Issue(message, sources=(output.at(page.path, block.line),))


def _quoted(text: str, other: str) -> str:
    """A text, or of a long one where it begins to differ from the other."""
    if len(text) <= _NEAR:
        return text
    same = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(same - _NEAR // 2, 0)
    return f"{'…' if start else ''}{text[start : start + _NEAR]}{'…' if start + _NEAR < len(text) else ''}"


def _shown_tables(output: Output) -> Iterator[_Shown]:
    for page in output.pages.values():
        for name, cells in page.tables.items():
            table = name.removeprefix(_TABLE)
            if table in output.layouts:
                yield _Shown(page, table, cells)


@rule("TNS709", Severity.ERROR, subject=Output, each=_shown_tables)
def tables_show_what_is_printed(output: Output, shown: _Shown) -> Iterator[Issue]:
    """A table on a page shows the figures of its canonical table, each as often as it is printed there, and no other.

    Digits are compared, whatever their scale, so that nothing depends on what is tagged: a figure that no canonical
    table has is a figure that nobody checked.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    page, table, cells = shown
    on_page: dict[tuple[int, ...], list[Block]] = {}
    for block in cells:
        for figure in figures(block.text) if block.is_figure else ():
            on_page.setdefault(_digits(figure.value), []).append(block)
    due: dict[tuple[int, ...], list[Print]] = {}
    for one in output.prints.get(table, ()):
        if one.value is not None:
            due.setdefault(_digits(one.value), []).append(one)
    for digits in on_page.keys() - due.keys():
        block = on_page[digits][0]
        message = say(
            "{text!r} is no figure of the canonical table {table}", text=" ".join(block.text.split()), table=table
        )
        yield Issue(message, sources=(output.at(page.path, block.line),))
    in_captions = Counter(
        _digits(figure.value) for block in cells if not block.is_figure for figure in figures(block.text)
    )
    for digits, wanted in due.items():
        if digits not in on_page and not in_captions[digits]:
            message = say(
                "{value} of {fact} is printed in the canonical table {table} and not on this page",
                value=f"{wanted[0].value:f}",
                fact=str(wanted[0].key),
                table=table,
            )
            yield Issue(message, sources=(output.at(page.path), *(one.source for one in wanted[:1])))
        elif len(on_page.get(digits, ())) > len(wanted):
            message = say(
                "{text!r} stands here {times} times, and in the canonical table {table} {wanted} times",
                text=" ".join(on_page[digits][0].text.split()),
                times=len(on_page[digits]),
                table=table,
                wanted=len(wanted),
            )
            yield Issue(message, sources=(output.at(page.path, on_page[digits][-1].line),))


def _digits(value: Decimal) -> tuple[int, ...]:
    """The digits of a number without zeros at either end, which tell of its scale alone."""
    return abs(value).normalize().as_tuple().digits


def _twins(output: Output) -> Iterator[_Twin]:
    by_name = {(page.lang, page.name): page for page in output.pages.values()}
    for (lang, name), page in by_name.items():
        other = by_name.get(("en", name)) if lang == "ja" else None
        for table, cells in page.tables.items() if other else ():
            beside = {(one.row, one.column): one for one in (other.tables.get(table, ()) if other else ())}
            for block in cells:
                if block.is_figure:
                    yield _Twin(page, block, beside.get((block.row, block.column)))


@rule("TNS710", Severity.ERROR, subject=Output, each=_twins)
def languages_show_the_same(output: Output, twin: _Twin) -> Iterator[Issue]:
    """A figure in a table is the same in Japanese and in English, with its sign.

    Triangles and parentheses mean the same, and so do the marks for nothing.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    page, block, other = twin
    texts = (block.text, other.text if other else "")
    one, two = (sorted(map(str, figures(text))) for text in texts)
    if one != two or len({is_nil(text) for text in texts}) > 1:
        message = say(
            "{text!r} is {other!r} in the other language",
            text=" ".join(block.text.split()),
            other=" ".join(other.text.split()) if other else "",
        )
        yield Issue(message, sources=(output.at(page.path, block.line),))


RULES = (
    eyes_read_what_is_tagged,
    pages_say_what_documents_say,
    tables_show_what_is_printed,
    languages_show_the_same,
)
