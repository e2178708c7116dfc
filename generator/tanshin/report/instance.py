"""A report as others publish it: what an instance or any other file holds, whatever its format."""

from __future__ import annotations

from msgspec import Struct

from tanshin.report.fact import Fact, Key
from tanshin.report.report import Report
from tanshin.taxonomy.dts import Dts
from tanshin.values.finding import Finding


class FactNote(Struct, frozen=True):
    """A footnote of an instance and the facts it is noted on (XBRL 2.1, section 4.11).

    ``role`` is that of the footnote and ``arcrole`` that of the arcs to it, both URIs; ``text`` is XHTML without the
    element around it, or plain text.
    """

    text: str
    lang: str
    facts: tuple[Key, ...]
    role: str = "http://www.xbrl.org/2003/role/footnote"
    arcrole: str = "http://www.xbrl.org/2003/arcrole/fact-footnote"


class Instance(Struct, frozen=True):
    """What was read of a report: its facts, their footnotes, the taxonomy it names.

    ``name`` is the file or folder it was read from. ``repeated`` are the further facts about what ``report`` has a
    fact about already, consistent or not. ``schemas`` are the hrefs of its schema references as they stand there, and
    ``linkbases`` those of its references to linkbases, roles and arcroles; ``dts`` is what they lead to, ``None`` where
    it was not asked for, and ``is_complete`` tells whether all of it was at hand: only then can validity be judged.
    ``findings`` is what reading had to say. With ``has_tuples`` facts stand in tuples, and their sums are bound there.
    """

    name: str
    report: Report
    repeated: tuple[Fact, ...] = ()
    notes: tuple[FactNote, ...] = ()
    schemas: tuple[str, ...] = ()
    dts: Dts | None = None
    is_complete: bool = False
    findings: tuple[Finding, ...] = ()
    linkbases: tuple[str, ...] = ()
    has_tuples: bool = False
