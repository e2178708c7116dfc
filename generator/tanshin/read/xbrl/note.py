"""Footnote links (XBRL 2.1, section 4.11): which footnotes stand on which facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import etree
from msgspec import Struct

from tanshin.read.ixbrl.text import escaped
from tanshin.report.fact import Key
from tanshin.report.instance import FactNote
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

_LINK = "{http://www.xbrl.org/2003/linkbase}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROLE = "http://www.xbrl.org/2003/role/footnote"
_ARCROLE = "http://www.xbrl.org/2003/arcrole/fact-footnote"


#: Findings of one kind that are told one by one.
_TOLD = 20
#: On how many facts footnotes may stand in all: an arc joins each of many with each of many others.
MAX_NOTED = 1_000_000


class _Text(Struct, frozen=True):
    text: str
    lang: str
    role: str


class _Arc(Struct, frozen=True):
    """From the ids of facts to texts."""

    facts: tuple[str, ...]
    texts: tuple[_Text, ...]
    arcrole: str
    source: Source


class NoteLinks:
    """The footnote links of an instance as they are met; :meth:`notes` makes footnotes of them."""

    def __init__(self) -> None:
        self._arcs: list[_Arc] = []
        self._noted = 0

    def add(self, link: etree._Element, file: str) -> None:
        """A ``link:footnoteLink``.

        Raises:
            InputError: with those before it joins more facts and footnotes than any report has (TNS047).
        """
        facts: dict[str, list[str]] = {}
        texts: dict[str, list[_Text]] = {}
        for child in link.iterchildren("*"):
            label = child.get(f"{_XLINK}label", "")
            if child.tag == f"{_LINK}loc":
                facts.setdefault(label, []).append(child.get(f"{_XLINK}href", "").rpartition("#")[2].strip())
            elif child.tag == f"{_LINK}footnote":
                role = child.get(f"{_XLINK}role", _ROLE)
                texts.setdefault(label, []).append(_Text(escaped(child).strip(), child.get(_LANG, ""), role))
        starts = {label: tuple(names) for label, names in facts.items()}
        ends = {label: tuple(dict.fromkeys(each)) for label, each in texts.items()}
        for arc in link.iterchildren(f"{_LINK}footnoteArc"):
            if arc.get("use") != "prohibited":
                line: Any = arc.sourceline
                start, end = arc.get(f"{_XLINK}from", ""), arc.get(f"{_XLINK}to", "")
                source = Source(file, line or 0)
                one = _Arc(starts.get(start, ()), ends.get(end, ()), arc.get(f"{_XLINK}arcrole", _ARCROLE), source)
                self._arcs.append(one)
                self._noted += len(one.facts) * len(one.texts)
                if self._noted > MAX_NOTED:
                    message = say(
                        "its footnotes stand on more than {most:,} facts in all; divide the report", most=MAX_NOTED
                    )
                    raise InputError(Finding("TNS047", Severity.ERROR, message, (source,)))

    def notes(self, keys: Mapping[str, Key]) -> Iterator[FactNote]:
        """The footnotes; ``keys`` are what facts are about, by the id of the fact."""
        facts: dict[tuple[_Text, str], dict[Key, None]] = {}
        for arc in self._arcs:
            known = dict.fromkeys(keys[name] for name in arc.facts if name in keys)
            for text in arc.texts if known else ():
                facts.setdefault((text, arc.arcrole), {}).update(known)
        for (text, arcrole), noted in facts.items():
            yield FactNote(text.text, text.lang, tuple(noted), text.role, arcrole)

    def findings(self, keys: Mapping[str, Key]) -> Iterator[Finding]:
        """What is noted on nothing, or says nothing: the first ones, and how many more there are."""
        found = self._faults(keys)
        yield from islice(found, _TOLD)
        if more := sum(1 for _ in found):
            yield Finding("TNS045", Severity.ERROR, say("{count} more like these", count=more))

    def _faults(self, keys: Mapping[str, Key]) -> Iterator[Finding]:
        for arc in self._arcs:
            for name in arc.facts:
                if name not in keys:
                    message = say(
                        "a footnote stands on {id!r}, which is no fact that could be read; correct the reference",
                        id=name[:80],
                    )
                    yield Finding("TNS045", Severity.ERROR, message, (arc.source,))
            if not arc.facts or not arc.texts:
                message = say("an arc of a footnote leads from no fact, or to no footnote; correct its labels")
                yield Finding("TNS045", Severity.ERROR, message, (arc.source,))
