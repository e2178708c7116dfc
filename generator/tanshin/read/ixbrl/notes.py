"""Footnotes of both versions of Inline XBRL: what is noted on which facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from lxml import etree

from tanshin.read.ixbrl.continuation import Continuations, Piece
from tanshin.read.ixbrl.markup import Page, language_of
from tanshin.read.ixbrl.text import escaped
from tanshin.read.ixbrl.words import shown
from tanshin.report.fact import Key
from tanshin.report.instance import FactNote
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say

_ROLE = "http://www.xbrl.org/2003/role/footnote"
_ARCROLE = "http://www.xbrl.org/2003/arcrole/fact-footnote"

#: On how many facts footnotes may stand in all: each of many may be named for each of many others.
MAX_NOTED = 1_000_000

#: What facts are about, by the id of the fact.
Keys: TypeAlias = Mapping[str, Key]
#: What facts are about that name a footnote by its id (Inline XBRL 1.0).
Named: TypeAlias = Mapping[str, Sequence[Key]]


class Notes:
    """The footnotes of a set."""

    def __init__(self, pages: Sequence[Page], going: Continuations) -> None:
        self.findings: list[Finding] = []
        self._noted = 0
        self._pages = pages
        self._texts: dict[str, Piece] = {}
        self._going = going
        for page in pages:
            for element in page.elements("footnote"):
                name = element.get("id", element.get("footnoteID", "")).strip()
                self._texts.setdefault(name, Piece(page, element))
        # Each text is read once, however many facts it is for.
        self._said = {name: self._text(piece) for name, piece in self._texts.items()}

    def read(self, keys: Keys, named: Named, ids: frozenset[str]) -> Iterator[FactNote]:
        """The notes on facts; ``ids`` are those of all facts, of other targets too.

        In the later version relationships join facts and footnotes, in the earlier one a fact names its own.

        Raises:
            InputError: they join more than any report has (TNS069).
        """
        for page in self._pages:
            for element in page.elements("relationship"):
                yield from self._related(page, element, keys, ids)
        for name, facts in named.items():
            if (piece := self._texts.get(name)) is None:
                self._missing(name, None)
            else:
                yield self._note(name, tuple(dict.fromkeys(facts)), piece.element.get("arcrole", _ARCROLE))

    def _related(self, page: Page, element: etree._Element, keys: Keys, ids: frozenset[str]) -> Iterator[FactNote]:
        sources = element.get("fromRefs", "").split()
        for name in sources:
            if name not in ids:
                self._missing(name, Piece(page, element))
        facts = tuple(dict.fromkeys(keys[name] for name in sources if name in keys))
        for name in element.get("toRefs", "").split():
            if name in self._texts:
                if facts:
                    yield self._note(name, facts, element.get("arcrole", _ARCROLE))
            elif name not in ids:  # a fact may explain another; that is no footnote
                self._missing(name, Piece(page, element))

    def _note(self, name: str, facts: tuple[Key, ...], arcrole: str) -> FactNote:
        text, lang = self._said[name]
        piece = self._texts[name]
        self._noted += len(facts)
        if self._noted > MAX_NOTED:
            message = say("its footnotes stand on more than {most:,} facts in all; divide the report", most=MAX_NOTED)
            raise InputError(Finding("TNS069", Severity.ERROR, message, (piece.page.source(piece.element),)))
        return FactNote(text, lang, facts, piece.element.get("footnoteRole", _ROLE), arcrole)

    def _text(self, piece: Piece) -> tuple[str, str]:
        pieces = self._going.of(*piece)
        return "".join(escaped(part) for _, part in pieces), language_of(piece.element) or ""

    def _missing(self, name: str, where: Piece | None) -> None:
        message = say(
            "{name!r} is neither a fact nor a footnote of the set, so what is noted there is lost; correct the "
            "reference, or give all documents of the set",
            name=shown(name),
        )
        sources = () if where is None else (where.page.source(where.element),)
        self.findings.append(Finding("TNS068", Severity.ERROR, message, sources))
