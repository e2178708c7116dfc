"""A document as XHTML 1.1: the markup that an Inline XBRL document is made of, or a page of its own.

Only elements and attributes of XHTML 1.1 appear, which is the host language of Inline XBRL and checked by its schema
(Inline XBRL 1.1, section 3.1): no ``lang``, ``main`` or ``data-*``. Browsers read the ``.htm`` files of the exchange
as HTML, so every element has an end tag of its own, and the language is told a second time, to readers of HTML.

What stands where is decided here, how it looks in the style sheet; the template puts the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from tanshin.document.model import (
    Block,
    Cell,
    Contents,
    Document,
    Fields,
    Footnotes,
    Heading,
    Highlights,
    Listing,
    Mark,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Runs,
    Table,
    Tagged,
    Text,
)
from tanshin.resources import templates_dir
from tanshin.values.anchor import anchor_of
from tanshin.write.chart import draw
from tanshin.write.layout import DAY, column_styles, is_wide, table_style

#: Prints a fact around the markup of its text. What stands before and after the text is put around that.
Tag = Callable[[Tagged, Markup], Markup]

_NOTHING = Markup()
_DASHES = frozenset("-‐–—―−－")
_OUTSIDE_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_OUTSIDE_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_FIGURES = {"en": "Figures", "ja": "数値"}
_DEEPEST = 6  # the style sheet knows no deeper indentation


def plain(_: Tagged, content: Markup) -> Markup:
    """A fact as its text alone."""
    return content


def render(
    document: Document,
    *,
    tag: Tag = plain,
    head_attributes: Markup = _NOTHING,
    tail: Markup = _NOTHING,
    style: str = "document.css",
    rules: Markup = _NOTHING,
    page: Literal["xhtml", "html"] = "xhtml",
) -> str:
    """The document as XHTML, without byte order mark; a ``page`` of HTML is for people alone and may hold charts.

    ``tag`` gives the markup of the text of each fact that the document tags; the sign, the parentheses or the nil mark
    around it are printed here. ``head_attributes`` go into the start tag of ``html`` (namespaces, ``version``),
    ``tail`` is the last thing in the body (the hidden header), ``style`` names the style sheet among the templates,
    and ``rules`` are further rules at its end. Hidden facts are not printed: they belong into ``tail``.

    Raises:
        ValueError: a text holds a character that XML has no place for.
    """
    printer = _Printer(tag, set())
    text = (
        environment()
        .get_template("document.xhtml.j2")
        .render(
            document=document,
            body_class=f"{document.lang} {_name(document.name)}",
            sheets=tuple(_sheets(document)),
            show=lambda content: printer.figure(content) if isinstance(content, Cell) else printer.runs(content),
            head_attributes=head_attributes,
            tail=tail,
            style=style,
            css=css_text,
            rules=rules,
            html=page == "html",
            draw=draw,
            figures_word=_FIGURES[document.lang],
        )
    )
    if stray := _OUTSIDE_XML.search(text):
        line = text[text.rfind("\n", 0, stray.start()) + 1 :].partition("\n")[0]
        raise ValueError(f"U+{ord(stray[0]):04X} has no place in XML; it stands in {line!r}")
    return text


@cache
def environment() -> Environment:
    """The templates of the program: everything is escaped, and a name that nobody set is an error."""
    return Environment(
        loader=FileSystemLoader(templates_dir(), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def forget_templates() -> None:
    """Read the templates anew when they are needed next."""
    environment.cache_clear()


class _Printer(Struct, frozen=True):
    """Runs as markup; ``anchored`` are the ids given so far, each to the first print of a fact."""

    tag: Tag
    anchored: set[str]

    def runs(self, runs: Runs) -> Markup:
        """Runs one after the other; a line break within words is one on the page."""
        return Markup().join(map(self._run, runs))

    def _run(self, run: Run) -> Markup:
        match run:
            case Tagged():
                return self._tagged(run)
            case Mark():
                link = Markup('<sup class="mark"><a id="{}" href="#{}">{}</a></sup>')
                return link.format(run.id, run.target, run.text)
            case Text():
                return _words(run.text)

    def figure(self, cell: Cell) -> Markup:
        """A figure: a closing parenthesis hangs to the right of the digits, the mark of nil stands by itself."""
        marks = tuple(run for run in cell.runs if isinstance(run, Mark))
        if marks:
            rest = tuple(run for run in cell.runs if not isinstance(run, Mark))
            hung = Markup('<span class="hung">{}</span>').format(self.runs(marks))
            return self.figure(replace(cell, runs=rest)) + hung
        if cell.display.strip() in _DASHES:
            return Markup(f'<span class="nil">{self.runs(cell.runs)}</span>')  # noqa: S704 - escaped
        last = cell.runs[-1] if cell.runs else None
        if isinstance(last, Tagged) and last.after == ")":
            return self.runs((*cell.runs[:-1], replace(last, after=""))) + Markup('<span class="hung">)</span>')
        return self.runs(cell.runs)

    def _tagged(self, run: Tagged) -> Markup:
        content = self.runs(run.inner) if run.inner else escape(run.text)
        if run.tagged:
            name = "note-text" if run.inner else "fact"
            # There are thousands of these, and `Markup.format` takes longer than all the rest of them.
            content = Markup(f'<span class="{name}"{self._anchor(run)}>{self.tag(run, content)}</span>')  # noqa: S704 - escaped
        return escape(run.before) + content + escape(run.after)

    def _anchor(self, run: Tagged) -> Markup:
        """The id by which the report of a check leads to a fact; of several prints in a document the first has it."""
        anchor = anchor_of(str(run.fact.key))
        if anchor in self.anchored:
            return _NOTHING
        self.anchored.add(anchor)
        return Markup(f' id="{anchor}"')  # noqa: S704 - letters and digits


def _words(text: str) -> Markup:
    """Words: a line break is one on the page, and days are kept on one line."""
    return Markup("<br />").join(_line(line) for line in text.split("\n"))


def _line(text: str) -> Markup:
    end, parts = 0, []
    for match in DAY.finditer(text):
        day = Markup(f'<span class="day">{escape(match[0])}</span>')  # noqa: S704 - escaped
        parts += [escape(text[end : match.start()]), day]
        end = match.end()
    return Markup().join((*parts, escape(text[end:])))


# The page as the template prints it: elements and attributes are settled, the rest is angle brackets.


class _Cell(Struct, frozen=True):
    """A cell of an HTML table."""

    name: Literal["th", "td"]
    runs: Runs | Cell
    classes: str
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1


class _Row(Struct, frozen=True):
    classes: str
    cells: tuple[_Cell, ...]


_Kind = Literal["heading", "paragraph", "table", "list", "contents", "highlights", "footnotes", "picture"]


class _Item(Struct, frozen=True):
    """A block. ``note`` stands at the right, on one line with a heading where there is one.

    ``block`` is given where the template reads it as it is.
    """

    kind: _Kind
    classes: str = ""
    level: int = 0
    runs: Runs = ()
    note: Runs = ()
    wide: bool = False
    id: str = ""
    label: str = ""
    style: str = ""
    columns: tuple[str, ...] = ()
    head: tuple[_Row, ...] = ()
    body: tuple[_Row, ...] = ()
    block: Block | None = None


class _Sheet(Struct, frozen=True):
    """What stands between two page breaks."""

    classes: str
    items: tuple[_Item, ...]


def _sheets(document: Document) -> Iterator[_Sheet]:
    """The parts of a document that start a new page; a part with nothing in it is left out."""
    items: list[_Item] = []
    for item in (*_items(document.blocks), None):
        if item is not None:
            items.append(item)
        elif items:
            turned = " turned" if any(item.wide for item in items) else ""
            attached = document.name == "release" and any(item.classes.startswith("form") for item in items)
            formal = " formal" if attached else ""
            yield _Sheet(f"sheet{turned}{formal}", tuple(items))
            items = []


def _items(blocks: tuple[Block, ...]) -> Iterator[_Item | None]:
    """Each block that has something to print; ``None`` is a new page."""
    rest = blocks
    while rest:
        match rest:
            # What is said of a table as a whole stands on the line of its heading.
            case [Heading(level=level) as head, Paragraph(style="right") as note, Table(note="") as table, *_] if (
                level > 1
            ):
                yield _heading(head, note.runs)
                yield from _table(table)
                rest = rest[3:]
            case [Heading(level=level) as head, Table(note=note) as table, *_] if level > 1 and note:
                yield _heading(head, (Text(note),))
                yield from _table(table)
                rest = rest[2:]
            case [PageBreak(), *_]:
                yield None
                rest = rest[1:]
            case [block, *_]:
                yield from _item(block)
                rest = rest[1:]


def _heading(heading: Heading, note: Runs = ()) -> _Item:
    return _Item("heading", level=min(heading.level, 6), runs=heading.runs, note=note, id=heading.anchor)


_KINDS: dict[type[Block], _Kind] = {
    Listing: "list",
    Contents: "contents",
    Highlights: "highlights",
    Footnotes: "footnotes",
}


def _item(block: Block) -> Iterator[_Item]:
    match block:
        case Heading():
            yield _heading(block)
        case Paragraph() if block.runs:
            yield _Item("paragraph", block.style, runs=block.runs)
        case Fields() if any(block.lines):
            paired = any(len(line) > 1 for line in block.lines)
            body = tuple(_Row("line", tuple(_stops(line, paired))) for line in block.lines if line)
            yield _Item("table", "fields paired" if paired else "fields", body=body)
        case Contents(entries=()):
            pass
        case Listing() | Contents() | Highlights() | Footnotes():
            yield _Item(_KINDS[type(block)], block=block)
        case Picture(table=table):
            # The caption of the figure names the table as well.
            (figures,) = _table(table)
            yield replace(figures, kind="picture", block=block)
        case Table():
            if block.note:
                yield _Item("paragraph", "right", runs=(Text(block.note),))
            yield from _table(block)


def _stops(line: tuple[tuple[str, Runs], ...], paired: bool) -> Iterator[_Cell]:
    """Labelled items at the tab stops of the form: label, item, label, item; whatever follows stands in the last."""
    (label, runs), *others = line
    yield _Cell("th", (Text(label),), "label", "row") if label else _Cell("td", (), "label")
    if not others:
        yield _Cell("td", runs, "item", colspan=3 if paired else 1)
        return
    yield _Cell("td", runs, "item")
    (label, runs), *others = others
    last = tuple(run for label, runs in others for run in (Text(f"{label} " if label else ""), *runs))
    if label:
        yield _Cell("th", (Text(label),), "label", "row")
        yield _Cell("td", (*runs, Text(" "), *last) if last else runs, "item")
    elif last:
        yield _Cell("td", runs, "item")
        yield _Cell("td", last, "item")
    else:
        yield _Cell("td", runs, "item", colspan=2)


def _table(table: Table) -> Iterator[_Item]:
    """The table, unless nothing is in it. Headings alone are printed as lines, for no HTML table is without lines."""
    head, body = (tuple(_row(row) for row in part if row.cells) for part in (table.head, table.body))
    if head or body:
        yield _Item(
            "table",
            table.style if head else f"{table.style} bare",
            wide=is_wide(table),
            id=f"table-{_name(table.id)}",
            label=table.label,
            style=table_style(table),
            columns=column_styles(table),
            head=head if body else (),
            body=body or head,
        )


def _row(row: Row) -> _Row:
    units = row.kind == "head" and all(cell.kind == "unit" or not cell.runs for cell in row.cells)
    classes = [row.kind, *(["units"] if units else []), *([f"depth-{min(row.depth, _DEEPEST)}"] if row.depth else [])]
    return _Row(" ".join(classes), tuple(_cell(row, cell, index == 0) for index, cell in enumerate(row.cells)))


def _cell(row: Row, cell: Cell, first: bool) -> _Cell:
    classes = cell.kind if cell.runs or cell.kind == "void" else f"{cell.kind} empty"
    scope = ""
    if cell.runs and row.kind == "head" and cell.kind == "head":
        scope = "col" if cell.colspan == 1 else "colgroup"
    elif cell.runs and row.kind != "head" and cell.kind == "caption" and first:
        scope = "row"
    runs = cell if cell.kind == "figure" else cell.runs
    return _Cell("th" if scope else "td", runs, classes, scope, cell.colspan, cell.rowspan)


def css_text(text: str) -> Markup:
    """A text within the quotation marks of a style sheet, safe in HTML and XML alike."""
    return Markup("").join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text)


def _name(text: str) -> str:
    """A text as a class, or as the end of an id."""
    return _OUTSIDE_NAMES.sub("-", text)
