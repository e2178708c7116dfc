"""The facts of a set of Inline XBRL documents, one after the other (Inline XBRL 1.1, sections 6 to 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from lxml import etree
from msgspec import Struct

from tanshin.read.context import Header
from tanshin.read.ixbrl.continuation import Continuations, Piece
from tanshin.read.ixbrl.markup import XHTML, Page, is_nil, language_of, local_of
from tanshin.read.ixbrl.number import Misfit, by_format, number
from tanshin.read.ixbrl.text import Budget, escaped, plain
from tanshin.read.ixbrl.tuples import Tuples, place_of
from tanshin.read.ixbrl.words import shown
from tanshin.report.item import Item
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

_FACTS = ("nonFraction", "nonNumeric", "fraction")
_WHOLE = re.compile(r"[+-]?[0-9]{1,6}")
_DIGITS = re.compile(r"[1-9][0-9]{0,5}")


class Tagged(Struct, frozen=True):
    """A fact as it is tagged: the report it is for (``target``, empty for the default), where it stands, its notes.

    ``misfit`` tells that no number could be made of the text of one, so that ``item`` has it as it stands. ``notes``
    are the ids of its footnotes (Inline XBRL 1.0).
    """

    item: Item
    source: Source
    target: str = ""
    misfit: bool = False
    notes: tuple[str, ...] = ()


class Facts:
    """One reading of the facts of a set."""

    def __init__(self, pages: Sequence[Page], header: Header, going: Continuations, budget: Budget) -> None:
        self._findings: list[Finding] = []
        self._pages = pages
        self._contexts = header.contexts
        self._units = header.units
        self._going = going
        self._tuples = Tuples(pages)
        self._budget = budget
        self._bases = {page.file: _base(page) for page in pages}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading had to say, once everything is read."""
        return (*self._findings, *self._tuples.findings)

    def read(self) -> Iterator[Tagged]:
        """Every fact that can be read, in the order of the documents; those in tuples last, each in its place."""
        inner: list[tuple[int, Decimal, Tagged]] = []
        for page in self._pages:
            for element in page.elements(*_FACTS):
                if (one := self._fact(page, element)) is not None:
                    if one.item.parent:
                        inner.append((one.item.parent, place_of(element), one))
                    else:
                        yield one
        yield from (one for _, _, one in sorted(inner, key=lambda each: each[:2]))

    def _fact(self, page: Page, element: etree._Element) -> Tagged | None:
        """A fact; ``None`` where what it is about cannot be told."""
        local, where = local_of(element), page.source(element)
        # Followed first: a text that is left out has its continuations all the same.
        pieces = self._going.of(page, element) if local == "nonNumeric" else ()
        written = element.get("name", "")
        concept = page.qname(element, written)
        aspects = self._contexts.get(element.get("contextRef", "").strip())
        unit = self._units.get(element.get("unitRef", "").strip())
        if concept is None:
            self._say("TNS063", _nameless(written), where)
            return None
        if aspects is None or (unit is None and (local != "nonNumeric" or "unitRef" in element.attrib)):
            self._say("TNS065", _dangling(element, written, context=aspects is None), where)
            return None
        text, misfit = (None, False) if is_nil(element) else self._text(page, element, pieces, where)
        exact = local != "nonFraction" or text is None or misfit
        item = Item(
            concept,
            aspects,
            unit,
            text,
            None if exact else self._decimals(element, text or "", where),
            self._tuples.around(page, element),
            where.line,
            language_of(element) if local == "nonNumeric" and _is_text(page, element) else None,
            element.get("id"),
        )
        notes = tuple(element.get("footnoteRefs", "").split())
        return Tagged(item, where, element.get("target", "").strip(), misfit, notes)

    def _text(self, page: Page, element: etree._Element, pieces: Sequence[Piece], where: Source) -> tuple[str, bool]:
        """What a fact says, and whether no number could be made of one, so that the text is as it stands."""
        words = "".join(self._words(element, pieces)) if pieces else plain(element)
        text = self._budget.spend(words, where)
        try:
            match local_of(element):
                case "nonFraction":
                    return number(page, element, text), False
                case "fraction":
                    return _fraction(page, element), False
                case _:
                    return by_format(page, element, text), False
        except Misfit as fault:
            self._say("TNS062", fault.message, where)
            return text, not pieces

    def _words(self, element: etree._Element, pieces: Iterable[Piece]) -> Iterator[str]:
        is_escaped = element.get("escape", "").strip() in ("true", "1")
        for page, piece in pieces:
            yield escaped(piece, self._bases[page.file]) if is_escaped else plain(piece)

    def _decimals(self, element: etree._Element, text: str, where: Source) -> int | None:
        """To how many decimals a number is exact, ``None`` where it is to all (XBRL 2.1, section 4.6.6)."""
        said, precision = element.get("decimals"), element.get("precision")
        if said is None and precision is None:
            message = say(
                "it is not said to how many decimals the number is exact, so it counts as exact; give the attribute "
                "decimals"
            )
            self._say("TNS063", message, where)
            return None
        written = (said if said is not None else precision or "").strip()
        if written == "INF":
            return None
        if said is not None and _WHOLE.fullmatch(written):
            return int(written)
        if said is None and _DIGITS.fullmatch(written):
            value = Decimal(text)
            return int(written) - (value.adjusted() if value else 0) - 1
        message = say(
            "{said!r} does not tell to how many decimals the number is exact, so it counts as exact; write a whole "
            "number, or INF",
            said=shown(written),
        )
        self._say("TNS063", message, where)
        return None

    def _say(self, code: str, message: Message, where: Source) -> None:
        self._findings.append(Finding(code, Severity.ERROR, message, (where,)))


def _is_text(page: Page, element: etree._Element) -> bool:
    """Whether a fact may be a text: what a format makes is a number, a flag or a day, unless it makes nothing."""
    written = element.get("format")
    form = page.qname(element, written) if written is not None else None
    return form is None or form.local in ("nocontent", "fixed-empty")


def _nameless(written: str) -> Message:
    return say(
        "the prefix of the name {name!r} is not declared, so its fact is left out; declare it for the namespace of the "
        "taxonomy",
        name=shown(written),
    )


def _dangling(element: etree._Element, written: str, *, context: bool) -> Message:
    """What is said of a fact whose context or unit is not there."""
    if context:
        return say(
            "{name} is about the context {context!r}, which is not there or cannot be read, so it is left out; correct "
            "contextRef, or give all documents of the set",
            name=shown(written),
            context=shown(element.get("contextRef", "")),
        )
    return say(
        "{name} is in the unit {unit!r}, which is not there or cannot be read, so it is left out; correct unitRef, or "
        "give all documents of the set",
        name=shown(written),
        unit=shown(element.get("unitRef", "")),
    )


def _fraction(page: Page, element: etree._Element) -> str:
    """Numerator and denominator, divided by a stroke (``xbrli:fractionItemType``).

    Raises:
        Misfit: one is missing, or is no number.
    """
    parts = {local_of(part): part for part in element.iter() if local_of(part) in ("numerator", "denominator")}
    if len(parts) != 2:
        raise Misfit(say("a fraction without numerator or denominator is read as a text; give both"))
    above, below = (number(page, parts[local], plain(parts[local])) for local in ("numerator", "denominator"))
    return f"{above}/{below}"


def _base(page: Page) -> str | None:
    """What relative addresses of a page are relative to, if it says so."""
    base = next(page.root.iter(f"{{{XHTML}}}base"), None)
    return None if base is None else base.get("href")
