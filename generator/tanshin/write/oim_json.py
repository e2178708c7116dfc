"""A report as xBRL-JSON 1.0 (13 October 2021, with the errata of 2023)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tanshin.report.fact import Fact
from tanshin.report.instance import FactNote
from tanshin.report.oim import JSON_TYPE, NOTE
from tanshin.taxonomy.dts import Dts
from tanshin.write.oim import (
    GROUP,
    UNKNOWN,
    Vocabulary,
    canonical,
    document_info,
    fragment,
    links_of,
    numbered,
    period,
    vocabulary_of,
)


def oim_json(
    facts: Iterable[Fact],
    *,
    taxonomy: Sequence[str],
    dts: Dts | None = None,
    notes: Iterable[FactNote] = (),
) -> bytes:
    """The facts in the order given, one to a line, and then their notes; the same facts give the same bytes.

    ``taxonomy`` are the locations of the schemas, relative to where the file will stand or absolute. With ``dts`` all
    values are in canonical form, and the file says so; without, numbers are, as far as their types are not needed. A
    note keeps its arcrole, and its language, ``und`` where none is known; its role has no place in this format.

    Raises:
        ValueError: two facts have the same key, a note is on none of them, or a text holds half of a character.
    """
    found, noted = numbered(facts), tuple(notes)
    vocabulary = vocabulary_of(found)
    names = {fact.key: f"f{number}" for number, fact in enumerate(found, 1)}
    note_names = [f"n{number}" for number in range(1, len(noted) + 1)]
    links = links_of(noted, names, note_names)
    features: dict[str, object] = {"xbrl:allowedDuplicates": "none"}
    if dts is not None and all(fact.concept in dts.concepts for fact in found):
        features["xbrl:canonicalValues"] = True
    info = document_info(JSON_TYPE, vocabulary, taxonomy, noted, features)
    lines = [_line(names[fact.key], _fact(fact, vocabulary, dts, links.get(names[fact.key], {}))) for fact in found]
    lines += [_line(name, _note(note, name)) for note, name in zip(noted, note_names, strict=True)]
    head = json.dumps({"documentInfo": info}, ensure_ascii=False, indent=1).removesuffix("\n}")
    body = ",\n".join(lines)
    return f'{head},\n "facts": {{\n{body}\n }}\n}}\n'.encode()


def _line(name: str, fact: Mapping[str, object]) -> str:
    return f"  {json.dumps(name)}: {json.dumps(fact, ensure_ascii=False)}"


def _fact(
    fact: Fact, vocabulary: Vocabulary, dts: Dts | None, links: Mapping[str, Sequence[str]]
) -> Mapping[str, object]:
    key = fact.key
    core = {
        "concept": vocabulary.name(key.concept),
        "entity": vocabulary.entity(key.entity),
        "period": period(key.period),
        "unit": vocabulary.unit(key.unit),
        "language": key.lang.lower() if key.lang else None,
    }
    # What a fact has not is left out; a dimension of the taxonomy may be null, and that is a value.
    dimensions = {name: text for name, text in core.items() if text is not None} | vocabulary.dimensions(key)
    made: dict[str, object] = {"value": canonical(fact, dts)}
    if isinstance(fact.value, Decimal) and fact.decimals is not None:
        made["decimals"] = fact.decimals
    made["dimensions"] = dimensions
    if links:
        made["links"] = {word: {GROUP: list(names)} for word, names in links.items()}
    return made


def _note(note: FactNote, name: str) -> Mapping[str, object]:
    dimensions = {"concept": str(NOTE), "noteId": name, "language": note.lang.lower() or UNKNOWN}
    return {"value": fragment(note.text), "dimensions": dimensions}
