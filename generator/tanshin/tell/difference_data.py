"""What two reports say differently as JSON, in a shape that is documented and keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tanshin.compare.difference import Difference, Entry, Kind, NoteChange
from tanshin.compare.side import Note, Side
from tanshin.derive.rounding import rounded
from tanshin.report.fact import Fact, value_text
from tanshin.tell.difference import matched
from tanshin.tell.language import ENGLISH, Language
from tanshin.values.rounding import Rounding


def as_json(found: Difference, language: Language = ENGLISH) -> str:
    """The differences as an object.

    ``old`` and ``new`` name the two reports (``name``, ``facts``, ``canonical``). ``matching`` says how facts were
    matched: ``pairs``, the ``namespaces`` and the ``entities`` that were taken for one, ``ambiguous`` facts, and all
    that in ``words``. ``references`` are the totals by unit that ``weight`` is a part of. ``differences`` is an array:
    ``kind``; ``concept``, ``period``, ``unit``, ``dimensions``, ``lang`` and ``label`` as in ``facts --format json``;
    ``old`` and ``new``, each ``null`` or an object of ``value``, ``decimals``, ``concept``, ``table`` and ``source``;
    ``change`` and ``weight`` as decimal strings, ``null`` for what is no number; ``matched_by``; ``printed_in``, the
    table that prints the fact so, where the fact is the same; ``names`` (``lang`` or ``table``, ``old``, ``new``);
    ``restatement`` (``kind``, ``reason``) and ``reclassification`` (``from``, ``to``, ``since``), or ``null``.
    ``footnotes`` is an array of ``lang``, ``old`` and ``new``. ``summary`` counts the differences by kind.
    """
    matching = found.matching
    shape = {
        "old": _side(found.old),
        "new": _side(found.new),
        "matching": {
            "pairs": len(matching.pairs),
            "namespaces": [list(names) for names in matching.names],
            "entities": [one.identifier for one in matching.entities or ()],
            "ambiguous": [str(key) for key in matching.ambiguous],
            "words": list(matched(found, language)),
        },
        "references": {unit: f"{total:f}" for unit, total in found.references.items()},
        "differences": [_entry(entry, found, language) for entry in found.entries],
        "footnotes": [_note(change) for change in found.notes],
        "summary": {**{kind.value: len(found.of(kind)) for kind in Kind}, "footnotes": len(found.notes)},
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _side(side: Side) -> Mapping[str, object]:
    return {"name": side.name, "facts": len(side.report), "canonical": side.is_canonical}


def _entry(entry: Entry, found: Difference, language: Language) -> Mapping[str, object]:
    key = entry.fact.key
    side = found.new if entry.new else found.old
    told, gone = entry.restatement, entry.reclassification
    return {
        "kind": entry.kind.value,
        "concept": str(key.concept),
        "period": str(key.period),
        "unit": str(key.unit) if key.unit else None,
        "dimensions": {str(axis): str(member) for axis, member in key.dimensions},
        "lang": key.lang,
        "label": side.label(key.concept, language.code) or key.concept.local,
        "old": _fact(entry.old),
        "new": _fact(entry.new),
        "change": None if entry.change is None else f"{entry.change:f}",
        "weight": None if entry.weight is None else f"{rounded(entry.weight, 6, Rounding.HALF_UP):f}",
        "matched_by": entry.by.value if entry.by else None,
        "printed_in": entry.table or None,
        "names": [
            {"lang": one.lang or None, "table": one.table or None, "old": one.old, "new": one.new}
            for one in entry.words
        ],
        "restatement": {"kind": told.kind.value, "reason": told.reason} if told else None,
        "reclassification": {
            "from": str(gone.concept),
            "to": [str(name) for name in gone.to],
            "since": gone.since,
        }
        if gone
        else None,
    }


def _fact(fact: Fact | None) -> Mapping[str, object] | None:
    if fact is None:
        return None
    return {
        "value": value_text(fact.value),
        "decimals": fact.decimals,
        "concept": str(fact.concept),
        "table": fact.table or None,
        "source": str(fact.source) if fact.source else None,
    }


def _note(change: NoteChange) -> Mapping[str, object]:
    one: Note | None = change.new or change.old
    texts = {"old": change.old.text if change.old else None, "new": change.new.text if change.new else None}
    return {"lang": one.lang if one else None, **texts}
