"""Pages as people and machines read them: the visible texts in order, the tags within them, ids and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from html import escape
from itertools import product

from lxml import etree
from msgspec import Struct, field

from tanshin.proof.markup import ids_and_links, line_of, words_of
from tanshin.proof.picture import Picture, read_picture
from tanshin.proof.tags import AROUND, FACTS, INLINE, read_tag
from tanshin.proof.told import Header, Noted, Told, header_of
from tanshin.report.fact import Key
from tanshin.values.memory import stage
from tanshin.values.message import say
from tanshin.values.xml import parse_html, parse_xml

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "figcaption", "summary"))
_UNSEEN = frozenset(("head", "style", "script", "col", "colgroup"))


class Tag(Struct, frozen=True):
    """A fact where it stands: within the text of a block from ``start`` to ``end``; a hidden one stands nowhere."""

    told: Told
    start: int = 0
    end: int = 0
    scale: int = 0


class Block(Struct, frozen=True):
    """A text on the page that stands by itself: a paragraph, a heading, a cell.

    ``text`` is without the marks of footnotes, which are no part of a figure; ``whole`` has them in their places.
    Of a cell ``table`` is the id of its table, ``row`` counts the rows there, ``column`` is the first of its columns,
    ``unit`` what stands over that column and ``row_kind`` what kind of row it is.
    """

    kind: str
    classes: tuple[str, ...]
    text: str
    line: int
    whole: str = ""
    tags: tuple[Tag, ...] = ()
    table: str = ""
    row: int = 0
    column: int = 0
    unit: str = ""
    row_kind: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it is the cell of a figure."""
        return "figure" in self.classes


class Page(Struct, frozen=True, dict=True):
    """A page: which document it is, in which language, and what it says.

    ``ids`` and ``links`` come with their lines; ``faults`` are things that cannot be read; ``notes`` are footnotes of
    facts.
    """

    path: str
    lang: str
    name: str
    blocks: tuple[Block, ...]
    hidden: tuple[Tag, ...]
    pictures: tuple[Picture, ...]
    ids: tuple[tuple[str, int], ...]
    links: tuple[tuple[str, int], ...]
    header: Header = field(default_factory=lambda: Header({}, {}))
    faults: tuple[tuple[int, str], ...] = ()
    notes: tuple[Noted, ...] = ()

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Every tag, the hidden ones last."""
        return (*(tag for block in self.blocks for tag in block.tags), *self.hidden)

    @cached_property
    def tables(self) -> Mapping[str, tuple[Block, ...]]:
        """The cells of each table by its id."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            if block.table:
                found.setdefault(block.table, []).append(block)
        return {name: tuple(cells) for name, cells in found.items()}


@stage
def read_page(data: bytes, path: str) -> Page:
    """What a page says. One of Inline XBRL is XML; the others are HTML.

    Raises:
        InputError: it is no well-formed XML (TNS017).
    """
    is_html = path.endswith(".html") and not data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml")
    root = (parse_html(data) if is_html else parse_xml(data, path)).getroot()
    header = header_of(root, data)
    reader = _Reader(root, header)
    body = next((element for element in root.iter() if reader.local(element) == "body"), root)
    reader.walk(body)
    reader.end()
    named, linked = ids_and_links(root)
    lang, _, name = body.get("class", "").partition(" ")
    return Page(
        path,
        lang,
        name,
        tuple(reader.blocks),
        tuple(reader.hidden),
        tuple(reader.pictures),
        tuple(named),
        tuple(linked),
        header,
        (*header.faults, *reader.faults),
        tuple(reader.notes()),
    )


class _Open(Struct):
    """A block that is being read."""

    kind: str
    classes: tuple[str, ...]
    line: int
    parts: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    length: int = 0
    tags: list[Tag] = field(default_factory=list)
    table: str = ""
    row: int = 0
    column: int = 0
    row_kind: str = ""


class _Reader:
    """One reading of one page."""

    def __init__(self, root: etree._Element, header: Header) -> None:
        self.header = header
        self.blocks: list[Block] = []
        self.hidden: list[Tag] = []
        self._footnotes: dict[str, etree._Element] = {}
        self._noted: list[tuple[str, str]] = []  # the id of an element and that of a footnote
        self._facts: dict[str, Key] = {}
        self.pictures: list[Picture] = []
        self.faults: list[tuple[int, str]] = []
        self._names: dict[str, tuple[str, str]] = {}
        self._open = _Open("", (), 0)
        self._table, self._row, self._column, self._row_kind = "", 0, 0, ""
        self._units: dict[int, str] = {}
        self._unseen = self._in_mark = False
        self._continued = {
            element.get("id", ""): element
            for namespace in INLINE
            for element in root.iter(f"{{{namespace}}}continuation")
        }

    def local(self, element: etree._Element) -> str:
        """The name of an element without its namespace; empty for a comment."""
        return self._name(element)[1]

    def _name(self, element: etree._Element) -> tuple[str, str]:
        tag: object = element.tag  # of a comment it is no text
        if not isinstance(tag, str):
            return "", ""
        found = self._names.get(tag)
        if found is None:
            namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
            found = self._names[tag] = (namespace, local)
        return found

    def walk(self, element: etree._Element) -> None:
        """What stands in an element, without what follows it."""
        namespace, local = self._name(element)
        if not local or local in _UNSEEN:
            return
        if local == "svg":
            self.pictures.append(read_picture(element))
        elif namespace in INLINE:
            self._inline(element, local)
        elif local in _BLOCKS:
            outer = self._open
            self._begin(element, local)
            self._inside(element)
            self._close()
            self._open = _Open("", (), outer.line)
        elif local == "br":
            self._say("\n")
        elif local == "sup":
            self._in_mark = True
            self._inside(element)
            self._in_mark = False
        elif "display:none" in element.get("style", ""):
            before, self._unseen = self._unseen, True
            self._inside(element)
            self._unseen = before
        else:
            self._structure(element, local)
            self._inside(element)
            if local == "table":
                self._table, self._units = "", {}

    def end(self) -> None:
        """What was said last outside of any block."""
        self._close()

    def _structure(self, element: etree._Element, local: str) -> None:
        if local == "table":
            self._table, self._row, self._units = element.get("id", ""), 0, {}
        elif local == "tr":
            self._row += 1
            self._column = 0
            self._row_kind = element.get("class", "")

    def _inside(self, element: etree._Element) -> None:
        if element.text:
            self._say(element.text)
        for child in element:
            self.walk(child)
            if child.tail:
                self._say(child.tail)

    def _say(self, text: str) -> None:
        if not self._unseen:
            self._open.whole.append(text)
            if not self._in_mark:
                self._open.parts.append(text)
                self._open.length += len(text)

    def _begin(self, element: etree._Element, local: str) -> None:
        self._close()
        one = _Open(local, tuple(element.get("class", "").split()), line_of(element))
        if local in ("td", "th"):
            one.table, one.row, one.column = self._table, self._row, self._column
            one.row_kind = self._row_kind
            self._column += _span(element)
        self._open = one

    def _close(self) -> None:
        """The block is read; text outside of blocks is one where there is any."""
        one, text, whole = self._open, "".join(self._open.parts), "".join(self._open.whole)
        if not one.kind and not whole.strip():
            return
        if "unit" in one.classes:
            self._units[one.column] = text
        unit = self._units.get(one.column, "") if one.table else ""
        self.blocks.append(
            Block(
                one.kind,
                one.classes,
                text,
                one.line,
                whole,
                tuple(one.tags),
                one.table,
                one.row,
                one.column,
                unit,
                one.row_kind,
            )
        )

    def _inline(self, element: etree._Element, local: str) -> None:
        if local in FACTS:
            start, at = self._open.length, len(self._open.tags)
            self._inside(element)
            one = read_tag(element, local, self.header, self._continued)
            scale = element.get("scale", "0")
            self._note(element, one)
            tag = Tag(one, start, self._open.length, int(scale) if scale.lstrip("-").isdigit() else 0)
            self.hidden.append(tag) if self._unseen else self._open.tags.insert(at, tag)
        elif local in ("references", "resources"):  # addresses and aspects are read by themselves
            for child in element:
                if self.local(child) == "relationship":
                    starts, ends = (child.get(name, "").split() for name in ("fromRefs", "toRefs"))
                    self._noted += product(starts, ends)
        elif local == "footnote":
            self._footnotes[element.get("id", "") or element.get("footnoteID", "")] = element
        elif local in AROUND:
            before = self._unseen
            self._unseen = before or local in ("header", "hidden")
            self._inside(element)
            self._unseen = before
        else:
            self.faults.append((line_of(element), say("ix:{name} is nothing that we write", name=local)))
            self._inside(element)

    def _note(self, element: etree._Element, one: Told) -> None:
        """What a tag says of footnotes: which it has, and how it is called where others say it."""
        if one.key:
            name = element.get("id") or f"#{len(self._facts)}"
            self._facts[name] = one.key
            self._noted += ((name, note) for note in element.get("footnoteRefs", "").split())

    def notes(self) -> Iterator[Noted]:
        """The footnotes, and what they stand on."""
        for name, element in self._footnotes.items():
            on = frozenset(self._facts[fact] for fact, note in self._noted if note == name and fact in self._facts)
            yield escape(words_of(element), quote=False), element.get(_LANG, ""), on


def _span(element: etree._Element) -> int:
    """Over how many columns a cell reaches; one where that cannot be read, as browsers take it."""
    written = element.get("colspan", "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 1
