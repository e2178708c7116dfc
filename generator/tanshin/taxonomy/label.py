"""Labels and references of concepts (XBRL 2.1, sections 5.2.2 and 5.2.3)."""

from __future__ import annotations

from msgspec import Struct

_ROLE = "http://www.xbrl.org/2003/role/"
_NEGATED = "http://www.xbrl.org/2009/role/"

STANDARD = _ROLE + "label"
TERSE = _ROLE + "terseLabel"
VERBOSE = _ROLE + "verboseLabel"
TOTAL = _ROLE + "totalLabel"
PERIOD_START = _ROLE + "periodStartLabel"
PERIOD_END = _ROLE + "periodEndLabel"
DOCUMENTATION = _ROLE + "documentation"
NEGATED = _NEGATED + "negatedLabel"
NEGATED_TERSE = _NEGATED + "negatedTerseLabel"
NEGATED_TOTAL = _NEGATED + "negatedTotalLabel"

#: The negated counterpart of each role that has one (Link Role Registry, negated-2009-12-16).
NEGATED_OF = {STANDARD: NEGATED, TERSE: NEGATED_TERSE, TOTAL: NEGATED_TOTAL}


class Label(Struct, frozen=True, order=True):
    """One label resource: its role (a URI), its language (``ja`` or ``en``) and its text."""

    role: str
    lang: str
    text: str


class Reference(Struct, frozen=True):
    """One reference resource: its role and its parts, in order, as pairs of local name and text.

    The parts are those of the XBRL reference-parts schema (``ref-2006-02-27``): Publisher, Name, Section, Note, …
    """

    role: str
    parts: tuple[tuple[str, str], ...]
