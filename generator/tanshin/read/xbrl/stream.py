"""An instance as a stream of items, read in chunks: a file of a million facts takes no more memory than its contexts.

Between two chunks the children of the root that are complete are taken out of the tree. That costs less than an event
for each element would, and leaves nothing behind. Facts whose context or unit comes later in the file wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from lxml import etree

from tanshin.read.context import CONTEXT, UNIT, Unreadable, aspects_of, unit_of
from tanshin.read.xbrl.note import NoteLinks
from tanshin.report.aspect import XBRLI, Unit
from tanshin.report.fact import VAGUE
from tanshin.report.item import Aspects, Item
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.qname import QName
from tanshin.values.source import Source

_LINK = "http://www.xbrl.org/2003/linkbase"
_XLINK = "{http://www.w3.org/1999/xlink}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOT = f"{{{XBRLI}}}xbrl"
_REFERENCES = frozenset({f"{{{_LINK}}}schemaRef", f"{{{_LINK}}}linkbaseRef"})
_FOOTNOTES = f"{{{_LINK}}}footnoteLink"
_OWN = (f"{{{XBRLI}}}", f"{{{_LINK}}}")
_HEADER = frozenset({CONTEXT, UNIT})
_WHOLE = re.compile("[+-]?[0-9]{1,5}")

_CHUNK = 1 << 16
_MAX_PROLOG = 1 << 22
#: Findings of one kind that are told one by one; of the others there is a count.
_TOLD = 20
#: Decimals beyond which nothing is a figure of an account.
MAX_DECIMALS = 10_000


class _Waiting(NamedTuple):
    """A fact whose context or unit is not known yet: the ids of both, and the item it will be."""

    tag: str
    prefix: str | None
    context: str
    unit: str | None
    text: str | None
    decimals: int | None
    parent: int
    line: int
    lang: str | None
    id: str | None


class Stream:
    """One reading of one instance: iterate over it once, then ask for the rest.

    Items come in the order of the file; those whose context or unit stands below them come last. ``wanted`` are the
    names of the concepts, as ``{namespace}local``, whose items are yielded; ``None`` for all. ``tuples``
    has for the number of each tuple that of the one it stands in.

    Raises:
        InputError: while it is iterated over: the file cannot be read (TNS001), is not well-formed or has a DOCTYPE
            (TNS017), or is no instance (TNS041).
    """

    def __init__(self, source: bytes | Path, name: str, wanted: Container[str] | None = None) -> None:
        self._source = source
        self._name = name
        self._wanted = wanted
        self._contexts: dict[str, Aspects] = {}
        self._units: dict[str, Unit] = {}
        self._alike: dict[Aspects | Unit, Aspects | Unit] = {}
        self._names: dict[str, QName] = {}
        self._decimals: dict[str, int | None] = {}
        self._waiting: list[_Waiting] = []
        self.tuples: dict[int, int] = {}
        self._said: list[Finding] = []
        self._counts: dict[str, int] = {}
        self._links: NoteLinks = NoteLinks()
        self.schemas: list[str] = []
        self.linkbases: list[str] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading had to say, once everything is read."""
        more = (
            Finding(
                code,
                Severity.ERROR,
                say("{count} more like these", count=number - _TOLD),
                (Source(self._name),),
            )
            for code, number in self._counts.items()
            if number > _TOLD
        )
        return (*self._said, *more)

    @property
    def links(self) -> NoteLinks:
        """The footnotes and the ids of the facts they stand on."""
        return self._links

    def __iter__(self) -> Iterator[Item]:
        for element in self._children():
            if element.get("contextRef") is None:
                yield from self._other(element, 0)
            elif (item := self._fact(element, 0)) is not None:
                yield item
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if (item := self._awaited(one)) is not None:
                yield item

    def _children(self) -> Iterator[etree._Element]:
        """The children of the root, each once it is complete; it is gone when the next ones are asked for."""
        try:
            with self._open() as file:
                read = self._prolog(file)
                parser = _parser(_ROOT)
                root: Any = None
                while read or (chunk := file.read(_CHUNK)):
                    parser.feed(read or chunk)
                    read = b""
                    if root is None:
                        root = next(element for _, element in parser.read_events())
                    yield from _taken(root, keep=1)
                parser.close()
        except etree.XMLSyntaxError as error:
            raise self._malformed(error) from None
        if root is not None:
            yield from _taken(root, keep=0)

    def _prolog(self, file: BinaryIO) -> bytes:
        """What of the file stands before its root ends to begin, read; the root is that of an instance."""
        parser, read = _parser(), bytearray()
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            read += chunk
            roots: Any = parser.read_events()
            for _, root in roots:
                self._check_root(root)
                return bytes(read)
            if len(read) > _MAX_PROLOG:
                break
        else:
            parser.close()
        raise self._refused("TNS041", say("this is no XBRL instance: no element begins where one should"), 1)

    def _open(self) -> BinaryIO:
        if isinstance(self._source, bytes):
            return BytesIO(self._source)
        try:
            return self._source.open("rb")
        except OSError as error:
            message = say("{name} cannot be read: {reason}", name=self._name, reason=error.strerror or error)
            raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(self._name),))) from None

    def _check_root(self, root: etree._Element) -> None:
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._refused("TNS017", say("a DOCTYPE is not accepted here; remove it"), 1)
        if root.tag != _ROOT:
            message = say("this is no XBRL instance: its root is {tag}, not xbrli:xbrl", tag=str(root.tag)[:200])
            raise self._refused("TNS041", message, _line(root.sourceline))

    def _malformed(self, error: etree.XMLSyntaxError) -> InputError:
        line, column = error.position
        reason = (error.msg or "no XML").partition(", line ")[0]
        message = say("this is not well-formed XML: {reason}", reason=reason)
        return InputError(Finding("TNS017", Severity.ERROR, message, (Source(self._name, line or 1, column or 1),)))

    def _refused(self, code: str, message: Message, line: int) -> InputError:
        return InputError(Finding(code, Severity.ERROR, message, (Source(self._name, line),)))

    def _other(self, element: etree._Element, parent: int) -> Iterator[Item]:
        """What is no fact; the items of a tuple."""
        tag = element.tag
        if tag in _HEADER:
            self._define(element)
        elif tag in _REFERENCES:
            href = element.get(f"{_XLINK}href", "").strip()
            (self.schemas if tag.endswith("schemaRef") else self.linkbases).append(href)
        elif tag == _FOOTNOTES:
            self._links.add(element, self._name)
        elif not tag.startswith(_OWN):
            number = len(self.tuples) + 1
            self.tuples[number] = parent
            for child in element.iterchildren("*"):
                if child.get("contextRef") is None:
                    yield from self._other(child, number)
                elif (item := self._fact(child, number)) is not None:
                    yield item

    def _define(self, element: etree._Element) -> None:
        name = element.get("id", "").strip()
        try:
            one: Aspects | Unit = aspects_of(element) if element.tag == CONTEXT else unit_of(element)
        except Unreadable as fault:
            message = say(
                "{id} cannot be read, so the facts that it is for are left out: {reason}", id=name, reason=fault.message
            )
            self._tell("TNS042", message, _line(element.sourceline))
            return
        one = self._alike.setdefault(one, one)
        known = self._contexts.setdefault(name, one) if isinstance(one, Aspects) else self._units.setdefault(name, one)
        if known is not one:
            message = say(
                "two contexts or units that say different things have the id {id!r}; the first one counts. Give each "
                "its own",
                id=name,
            )
            self._tell("TNS042", message, _line(element.sourceline))

    def _fact(self, element: etree._Element, parent: int) -> Item | None:
        """The item a fact is; ``None`` where nobody wants it, or where what it is about is not known, yet or at all."""
        tag = element.tag
        if self._wanted is not None and tag not in self._wanted:
            return None
        get: Any = element.get
        line: Any = element.sourceline
        context, measure, text = get("contextRef", ""), get("unitRef"), element.text
        if len(element):
            text = self._inner(element, measure)
        if (nil := get(_NIL)) is not None and nil.strip() in ("true", "1"):
            text = None
        elif text is None:
            text = ""
        decimals = lang = None
        if measure is None:
            lang = _language(element)
        elif text is not None:
            decimals = self._precision(element, text)
        aspects, unit = self._contexts.get(context), self._units.get(measure or "")
        if aspects is None or (unit is None and measure is not None):
            prefix, id_ = element.prefix, get("id")
            waiting = _Waiting(tag, prefix, context.strip(), measure, text, decimals, parent, line, lang, id_)
            self._waiting.append(waiting)
            return None
        concept = self._names.get(tag) or self._name_of(tag, element.prefix)
        return Item(concept, aspects, unit, text, decimals, parent, line, lang, get("id"))

    def _awaited(self, one: _Waiting) -> Item | None:
        """The item of a fact that has waited; a finding where its context or unit has not come."""
        aspects = self._contexts.get(one.context)
        unit = None if one.unit is None else self._units.get(one.unit.strip())
        if aspects is None or (unit is None and one.unit is not None):
            message = say(
                "{concept} refers to {id!r}, which is no context or unit that could be read, so it is left out; "
                "correct the reference",
                concept=one.tag.rpartition("}")[2],
                id=str(one.context if aspects is None else one.unit)[:80],
            )
            self._tell("TNS043", message, one.line)
            return None
        concept = self._names.get(one.tag) or self._name_of(one.tag, one.prefix)
        return Item(concept, aspects, unit, one.text, one.decimals, one.parent, one.line, one.lang, one.id)

    def _name_of(self, tag: str, prefix: str | None) -> QName:
        namespace, _, local = tag.rpartition("}")
        name = self._names[tag] = QName(namespace[1:], local, prefix or "")
        return name

    def _inner(self, element: etree._Element, measure: str | None) -> str:
        """The text of an element that has others in it."""
        return "".join(map(str, element.itertext())) if measure is None else self._fraction(element)

    def _fraction(self, element: etree._Element) -> str:
        """A fraction as ``numerator/denominator`` (XBRL 2.1, section 5.1.1)."""
        parts = {etree.QName(child).localname: (child.text or "").strip() for child in element.iterchildren("*")}
        return f"{parts.get('numerator', '')}/{parts.get('denominator', '')}"

    def _precision(self, element: etree._Element, text: str) -> int | None:
        """The decimals of a number, whichever attribute says them (XBRL 2.1, section 4.6.6)."""
        written = element.get("decimals")
        if written is not None:
            if written not in self._decimals:
                self._decimals[written] = self._whole(element, written)
            return self._decimals[written]
        precision = element.get("precision")
        if precision is not None:
            whole = None if precision.strip() == "INF" else self._whole(element, precision)
            return None if whole is None else decimals_of(text, whole)
        if not len(element):
            concept = element.tag.rpartition("}")[2]
            message = say("{concept} is a number without decimals; it is taken as exact. Give them", concept=concept)
            self._tell("TNS044", message, _line(element.sourceline))
        return None

    def _whole(self, element: etree._Element, written: str) -> int | None:
        text = written.strip()
        if text == "INF":
            return None
        value = int(text) if _WHOLE.fullmatch(text) else MAX_DECIMALS + 1
        if abs(value) <= MAX_DECIMALS:
            return value
        message = say(
            "{text!r} is no number of decimals; it is taken as exact. Write a whole number or INF", text=text[:40]
        )
        self._tell("TNS044", message, _line(element.sourceline))
        return None

    def _tell(self, code: str, message: Message, line: int) -> None:
        number = self._counts[code] = self._counts.get(code, 0) + 1
        if number <= _TOLD:
            self._said.append(Finding(code, Severity.ERROR, message, (Source(self._name, line),)))


def decimals_of(text: str, precision: int) -> int | None:
    """The decimals that a number of significant digits comes to (XBRL 2.1, section 4.6.6).

    :data:`VAGUE` for none at all. Zero has no first digit to count from, and is taken as exact.
    """
    if not precision:
        return VAGUE
    digits = text.strip().lstrip("+-")
    mantissa, _, exponent = digits.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    whole = whole.lstrip("0")
    shift = int(exponent) if exponent.lstrip("+-").isdigit() and len(exponent) <= 6 else 0
    if whole:
        magnitude = len(whole)
    elif part.strip("0"):
        magnitude = -(len(part) - len(part.lstrip("0")))
    else:
        return None
    return precision - (magnitude + shift)


def _parser(tag: str | None = None) -> etree.XMLPullParser:
    """A parser that does nothing a file tells it, and reports where elements of a name begin."""
    return etree.XMLPullParser(
        events=("start",),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def _line(sourceline: Any) -> int:
    return sourceline or 0


def _taken(root: etree._Element, keep: int) -> Iterator[etree._Element]:
    """The complete children of the root, which are removed from it; the last ``keep`` may not be complete."""
    children: list[etree._Element] = list(root)
    ready = len(children) - keep
    if ready > 0:
        yield from children[:ready]
        del root[:ready]


def _language(element: etree._Element) -> str | None:
    """The language in force: that of the element, or of what it stands in."""
    found = element.get(_LANG)
    if found is None:
        parent = element.getparent()
        while parent is not None and found is None:
            found, parent = parent.get(_LANG), parent.getparent()
    return found
