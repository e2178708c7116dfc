"""PDF as its readers find it: the text of each element of its structure, and what it is made of.

The text layer is decoded here from the content of the pages by the fonts' own tables (ISO 32000-1, 9.10); of pypdf only
the objects of the file are taken. Nothing is shared with what writes PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MOST_PAGES, _MOST_ELEMENTS = 1_000, 500_000
_STEP = re.compile(
    rb"/(?P<tag>\w+)\s*<<(?P<properties>(?:[^<>]|<[0-9A-Fa-f]*>)*)>>\s*BDC"
    rb"|(?P<begin>\bBMC\b)|(?P<end>\bEMC\b)|(?P<line>\bBT\b)"
    rb"|/(?P<font>\S+)\s+[-.\d]+\s+Tf"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>(?=[^>])|\((?P<letters>(?:[^()\\]|\\.)*)\)",
    re.DOTALL,
)
_ID = re.compile(rb"/MCID\s+(\d+)")
_ACTUAL = re.compile(rb"/ActualText\s*<([0-9A-Fa-f]*)>")
_SINGLE = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_SUBSET = re.compile(r"/[A-Z]{6}\+.")
#: What stands by itself; what is within one of these belongs to it.
_BLOCKS = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "LI", "Caption", "Lbl", "Figure"))
CELLS = ("TD", "TH")


class Part(Struct, frozen=True):
    """A stretch of text on a page; pages count from 1."""

    page: int
    text: str


class Element(Struct, frozen=True):
    """An element of the structure that holds text: a paragraph, a heading, a cell. ``role`` is its type."""

    role: str
    parts: tuple[Part, ...]

    @property
    def page(self) -> int:
        """The first page it is on; 0 where it is on none."""
        return min((part.page for part in self.parts), default=0)

    @property
    def once(self) -> tuple[Part, ...]:
        """Its text; a cell that is printed again at the head of further pages is told once."""
        by_page: dict[int, list[Part]] = {}
        for part in self.parts:
            by_page.setdefault(part.page, []).append(part)
        texts = {"".join(part.text for part in parts) for parts in by_page.values()}
        return tuple(by_page[self.page]) if self.role in CELLS and len(texts) == 1 else self.parts


Rows = tuple[tuple[Element, ...], ...]


class Paper(Struct, frozen=True):
    """A PDF: ``elements`` in the order in which they are read, ``tables`` as rows of cells, ``around`` by page.

    ``around`` is the text outside of the structure, the head and foot of each page; ``sizes`` are in points.
    ``faults`` is what its fonts lack.
    """

    path: str
    lang: str
    name: str
    title: str
    told_lang: str
    is_tagged: bool
    outline: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]
    elements: tuple[Element, ...]
    tables: tuple[Rows, ...]
    around: tuple[str, ...]
    faults: tuple[Message, ...]


def read_paper(data: bytes, path: str) -> Paper:
    """A PDF, read.

    Raises:
        InputError: it cannot be read, or pypdf is missing.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise _unreadable(say("PDF is read with pypdf: pip install 'tanshin[pdf]'"), path) from None
    try:
        return _read(PdfReader(BytesIO(data)), path)
    except Exception as error:  # noqa: BLE001 - of a damaged file pypdf raises whatever the damage leads to
        reason = str(error) or type(error).__name__
        raise _unreadable(say("it cannot be read: {reason}", reason=reason), path) from None


def _unreadable(message: Message, path: str) -> InputError:
    return InputError(Finding("TNS751", Severity.ERROR, message, (Source(path),)))


def _read(reader: PdfReader, path: str) -> Paper:
    root: Any = reader.trailer["/Root"]
    if len(reader.pages) > _MOST_PAGES:
        raise ValueError(f"it has more than {_MOST_PAGES} pages")
    fonts = _Fonts()
    pages = [_texts(page, fonts) for page in reader.pages]
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    structure: Any = root.get("/StructTreeRoot")
    tree = _Tree(numbers, [texts for texts, _ in pages])
    if structure is not None:
        tree.walk(structure)
    stem, _, lang = path.rpartition("/")[2].removesuffix(".pdf").rpartition("-")
    marked: Any = root.get("/MarkInfo") or {}
    particulars: Any = reader.metadata or {}
    return Paper(
        path,
        lang,
        stem,
        str(particulars.get("/Title", "")),
        str(root.get("/Lang", "")),
        structure is not None and bool(marked.get("/Marked", False)),
        tuple(_titles(reader.outline)),
        tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages),
        tuple(Element(role, tuple(parts)) for role, parts in tree.elements),
        tuple(
            tuple(tuple(Element(*_frozen(tree.elements[cell])) for cell in row) for row in rows) for rows in tree.tables
        ),
        tuple(around for _, around in pages),
        tuple(fonts.faults),
    )


def _frozen(element: tuple[str, list[Part]]) -> tuple[str, tuple[Part, ...]]:
    return element[0], tuple(element[1])


def _titles(outline: list[Any]) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield str(one.title)


class _Tree:
    """The structure, as it is walked: elements with text, and tables as rows of places in ``elements``."""

    def __init__(self, numbers: Mapping[int, int], texts: list[dict[int, str]]) -> None:
        self.numbers = numbers
        self.texts = texts
        self.elements: list[tuple[str, list[Part]]] = []
        self.tables: list[list[list[int]]] = []

    def walk(self, root: Any) -> None:
        """Every element in reading order. What a page has no text for is left out; no element is walked twice."""
        seen: set[int] = set()
        left: list[tuple[Any, int | None, int | None]] = [(root, None, None)]
        while left:
            raw, page, block = left.pop()
            number = getattr(raw, "idnum", 0)
            if number in seen or len(seen) > _MOST_ELEMENTS:
                continue
            if number:
                seen.add(number)
            one = raw.get_object()
            if isinstance(one, int):
                self._text(one, page, block)
                continue
            page = self._page(one, page)
            if "/MCID" in one:
                self._text(int(one["/MCID"]), page, block)
            if "/S" in one:
                block = self._element(str(one["/S"])[1:], block)
            below = one.get("/K", [])
            parts = below if isinstance(below, list) else [one.raw_get("/K")]
            left += [(part, page, block) for part in reversed(parts)]

    def _page(self, one: Any, page: int | None) -> int | None:
        found = one.raw_get("/Pg") if "/Pg" in one else None
        return page if found is None else self.numbers.get(found.idnum)

    def _element(self, role: str, block: int | None) -> int | None:
        if role == "Table":
            self.tables.append([])
        elif role == "TR" and self.tables:
            self.tables[-1].append([])
        if role not in _BLOCKS:
            return block
        self.elements.append((role, []))
        if role in CELLS and self.tables and self.tables[-1]:
            self.tables[-1][-1].append(len(self.elements) - 1)
        return len(self.elements) - 1

    def _text(self, number: int, page: int | None, block: int | None) -> None:
        text = self.texts[page].pop(number, "") if page is not None else ""
        if not text:
            return
        if block is None:
            self.elements.append(("", []))
            block = len(self.elements) - 1
        assert page is not None
        self.elements[block][1].append(Part(page + 1, text))


class _Fonts:
    """The fonts of a file: what their codes mean, each read once, and what they lack."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, Mapping[int, str]]] = {}
        self.faults: list[Message] = []

    def of(self, raw: Any) -> tuple[int, Mapping[int, str]]:
        """How many bytes a code has, and what each code means."""
        number = getattr(raw, "idnum", id(raw))
        if number not in self.known:
            font = raw.get_object()
            table: Any = font.get("/ToUnicode")
            self.known[number] = (
                2 if font.get("/Subtype") == "/Type0" else 1,
                _meanings(table.get_object().get_data()) if table is not None else {},
            )
            self._judge(font)
        return self.known[number]

    def _judge(self, font: Any) -> None:
        name = str(font.get("/BaseFont", "")).removeprefix("/") or "?"
        below: Any = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described: Any = below.get("/FontDescriptor", {})
        if not any(f"/FontFile{kind}" in described for kind in ("", "2", "3")):
            self.faults.append(say("the font {name} is not embedded as a font", name=name))
        elif not _SUBSET.match(str(font.get("/BaseFont", ""))):
            self.faults.append(say("the font {name} is embedded whole", name=name))
        if "/ToUnicode" not in font:
            self.faults.append(say("the font {name} does not tell what its glyphs mean", name=name))


def _meanings(table: bytes) -> dict[int, str]:
    """A table of codes and the text each means (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for part in _SINGLE.findall(table):
        found |= {int(code, 16): _utf16(text) for code, text in _PAIR.findall(part)}
    for part in _RANGES.findall(table):
        for first, last, start, listed in _RANGE.findall(part):
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF) + 1)
            if start:
                head, tail = start[:-4], int(start[-4:], 16)
                found |= {code: _utf16(head + b"%04X" % (tail + n)) for n, code in enumerate(codes)}
            else:
                texts = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
                found |= {code: _utf16(text) for code, text in zip(codes, texts, strict=False)}
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace").removeprefix("\ufeff")


def _texts(page: PageObject, fonts: _Fonts) -> tuple[dict[int, str], str]:
    """The texts of a page by the numbers by which elements refer to them, and what is outside of elements."""
    content = page.get_contents()
    inside: dict[int, str] = {}
    around: list[str] = []
    resources: Any = page.get("/Resources", {})
    pen = _Pen(fonts, resources.get("/Font", {}))
    for step in _STEP.finditer(content.get_data() if content is not None else b""):
        number, text = pen.follow(step)
        if number is None:
            around.append(text)
        else:
            inside[number] = inside.get(number, "") + text
    return {number: text for number, text in inside.items() if text.strip("\n")}, "".join(around)


class _Pen:
    """What is set at each step through the content of a page: the font, and the marks that are open."""

    def __init__(self, fonts: _Fonts, own: Any) -> None:
        self.fonts = fonts
        self.own = own
        self.width = 1
        self.meanings: Mapping[int, str] = {}
        #: Of each mark that is open: its number, and whether its text was told in its place.
        self.open: list[tuple[int | None, bool]] = []

    def follow(self, step: re.Match[bytes]) -> tuple[int | None, str]:
        """The number of the element a step belongs to, if any, and the text that it shows."""
        number, hidden = self.open[-1] if self.open else (None, False)
        match step.lastgroup:
            case "properties":
                told, actual = _ID.search(step["properties"]), _ACTUAL.search(step["properties"])
                number = int(told[1]) if told else number
                self.open.append((number, hidden or actual is not None))
                return number, _utf16(actual[1]) if actual and not hidden else ""
            case "begin":
                self.open.append((number, hidden))
            case "end":
                del self.open[-1:]
            case "line":
                # A text object never goes on in the next line, nor a figure in the next text object.
                return number, "\n"
            case "font":
                name = f"/{step['font'].decode('latin-1')}"
                if name in self.own:
                    self.width, self.meanings = self.fonts.of(self.own.raw_get(name))
            case kind if not hidden:
                return number, self._shown(bytes.fromhex(step["hex"].decode()) if kind == "hex" else step["letters"])
        return number, ""

    def _shown(self, codes: bytes) -> str:
        starts = range(0, len(codes), self.width)
        return "".join(self.meanings.get(int.from_bytes(codes[at : at + self.width], "big"), "\ufffd") for at in starts)
