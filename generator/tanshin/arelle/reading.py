"""A fact of Arelle's model as plain JSON values, in the terms of the Open Information Model.

Works on Arelle's objects without importing Arelle.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tanshin.arelle.result import plain_number


def read_fact(fact: Any) -> dict[str, Any]:
    """Concept, value and aspects of an item; a value that the document spoils (a transformation fails) is ``None``."""
    context, unit = fact.context, fact.unit
    return {
        "concept": fact.qname.clarkNotation,
        "id": fact.id,
        "value": None if fact.isNil else _value(fact),
        "nil": bool(fact.isNil),
        "decimals": fact.decimals,
        "entity": list(context.entityIdentifier) if context is not None else None,
        "period": _period(context) if context is not None else None,
        "unit": None if unit is None else [sorted(name.clarkNotation for name in side) for side in unit.measures],
        "dimensions": _dimensions(context) if context is not None else {},
        "lang": _language(fact),
    }


def _value(fact: Any) -> str | None:
    concept = fact.concept
    if concept is None:
        # Without its schema a fact still has what Inline XBRL alone says of it: transformed, scaled and signed.
        try:
            text = str(fact.value)
        except Exception:  # noqa: BLE001 - whatever a transformation raises
            return None
        return _canonical(Decimal(text)) if fact.localName == "nonFraction" else text
    if not concept.isNumeric and concept.type is not None and concept.type.isOimTextFactType:
        return str(fact.value)
    return None if fact.xValue is None else _canonical(fact.xValue)


def _canonical(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int | float):
        return plain_number(Decimal(str(value)))
    if isinstance(value, list):
        return " ".join(_canonical(part) for part in value)
    return str(getattr(value, "clarkNotation", value))


def _language(fact: Any) -> str | None:
    concept = fact.concept
    text = concept is not None and concept.type is not None and concept.type.isOimTextFactType
    return fact.xmlLang if text and not fact.isNil else None


def _period(context: Any) -> str | None:
    if context.isForeverPeriod:
        return None
    if context.isInstantPeriod:
        return _last_day(context.instantDatetime)
    return f"{_first_day(context.startDatetime)}/{_last_day(context.endDatetime)}"


def _first_day(moment: datetime) -> str:
    return moment.date().isoformat() if _is_midnight(moment) else moment.isoformat()


def _last_day(moment: datetime) -> str:
    return (moment - timedelta(days=1)).date().isoformat() if _is_midnight(moment) else moment.isoformat()


def _is_midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second or moment.microsecond)


def _dimensions(context: Any) -> dict[str, str]:
    found = {}
    for axis, member in context.qnameDims.items():
        if member.isExplicit:
            found[axis.clarkNotation] = member.memberQname.clarkNotation
        else:
            found[axis.clarkNotation] = member.typedMember.stringValue if member.typedMember is not None else ""
    return dict(sorted(found.items()))
