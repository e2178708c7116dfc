"""Texts that go on elsewhere: ``continuedAt`` and ``ix:continuation`` (Inline XBRL 1.1, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from lxml import etree

from tanshin.read.ixbrl.markup import Page
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say


class Piece(NamedTuple):
    """A piece of a text and the document that it stands in."""

    page: Page
    element: etree._Element


class Continuations:
    """The continuations of a set by their ids; each goes on one text."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.findings: list[Finding] = []
        self._pieces: dict[str, Piece] = {}
        self._used: set[str] = set()
        for page in pages:
            for element in page.elements("continuation"):
                name = element.get("id", "").strip()
                if name in self._pieces:
                    other = self._pieces[name]
                    message = say(
                        "two continuations have the id {name!r}; the text goes on with the first. Give each its own",
                        name=name,
                    )
                    sources = (page.source(element), other.page.source(other.element))
                    self.findings.append(Finding("TNS064", Severity.ERROR, message, sources))
                else:
                    self._pieces[name] = Piece(page, element)

    def of(self, page: Page, element: etree._Element) -> Sequence[Piece]:
        """An element and all that it goes on with, as far as that can be told; what cannot is a finding."""
        found: list[Piece] = [Piece(page, element)]
        passed: set[str] = set()
        while (name := found[-1].element.get("continuedAt")) is not None:
            name = name.strip()
            if fault := self._fault(name, passed):
                where = found[-1].page.source(found[-1].element)
                self.findings.append(Finding("TNS064", Severity.ERROR, fault, (where,)))
                break
            self._used.add(name)
            passed.add(name)
            found.append(self._pieces[name])
        return found

    def _fault(self, name: str, passed: Set[str]) -> str | None:
        """Why a text does not go on there; it has passed through some continuations before."""
        if name not in self._pieces:
            return say(
                "the text goes on at {name!r}, and there is no such continuation in the documents of the set; it ends "
                "here. Correct continuedAt, or give all documents of the set",
                name=name,
            )
        if name in passed:
            return say(
                "the text goes on at {name!r}, where it has been before, and would have no end; it ends here. Correct "
                "continuedAt",
                name=name,
            )
        if name in self._used:
            return say(
                "the text goes on at {name!r}, which is part of another text already; it ends here. Give it a "
                "continuation of its own",
                name=name,
            )
        return None

    def unused(self) -> Iterator[Finding]:
        """Continuations that no text goes on with, once all texts are read: nobody reads what stands in them."""
        for name, (page, element) in self._pieces.items():
            if name not in self._used:
                message = say(
                    "no text goes on with the continuation {name!r}, so what it says is part of no fact; name it in a "
                    "continuedAt, or remove it",
                    name=name,
                )
                yield Finding("TNS064", Severity.WARNING, message, (page.source(element),))
