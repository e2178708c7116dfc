"""What the formats of the Open Information Model have in common: xBRL-JSON and xBRL-CSV, as of 13 October 2021."""

from __future__ import annotations

from collections.abc import Mapping

from tanshin.report.aspect import ISO4217, XBRLI, XSD, Entity
from tanshin.values.qname import QName

XBRL = "https://xbrl.org/2021"
JSON_TYPE, CSV_TYPE = f"{XBRL}/xbrl-json", f"{XBRL}/xbrl-csv"

#: Prefixes that mean one namespace in every file (OIM Common, section 2.1).
RESERVED: Mapping[str, str] = {
    "xbrl": XBRL,
    "xbrli": XBRLI,
    "iso4217": ISO4217,
    "utr": "http://www.xbrl.org/2009/utr",
    "xs": XSD,
    "enum2": "http://xbrl.org/2020/extensible-enumerations-2.0",
}

#: Words for the arcroles and roles of links that mean one thing in every file.
LINK_TYPES: Mapping[str, str] = {
    "footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote",
    "explanatoryFact": "http://www.xbrl.org/2009/arcrole/fact-explanatoryFact",
}
LINK_GROUPS: Mapping[str, str] = {"_": "http://www.xbrl.org/2003/role/link"}

#: The concept of a footnote: it is a fact without entity and period.
NOTE = QName(XBRL, "note", "xbrl")

#: The entity of a fact that names none (Open Information Model 1.0, section 5.3).
NO_ENTITY = Entity(f"{XBRL}/entities", "NA")

#: Dimensions that every report has; all others are those of a taxonomy.
CORE = ("concept", "entity", "period", "unit", "language", "noteId")
