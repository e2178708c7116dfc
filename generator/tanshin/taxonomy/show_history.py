"""A concept through the eras: what it was called where, what it took the place of, and what took its place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.era import Era, Eras, Reclassification
from tanshin.taxonomy.statement import Line
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say

LANGUAGES = ("en", "ja")


def show_history(eras: Eras, concept: str, lang: str = "en") -> str:
    """The captions of a concept in every era, by statement and label role, and the reclassifications from it and to it.

    Captions stand in both languages; ``lang`` is that of the titles and notes.

    Raises:
        InputError: no era has a concept of that name (TNS022).
    """
    local = concept.rpartition(":")[2]
    name = eras.newest.name(local)
    taxonomy = eras.having(local)
    if name not in taxonomy.dts.concepts:
        known = {known.local for era in eras.eras for known in era.taxonomy.dts.concepts}
        near = get_close_matches(local, sorted(known), n=3)
        advice = say("; near: {near}", near=listed(near)) if near else ""
        where = say("no concept") if len(eras.eras) == 1 else say("in no era a concept")
        raise InputError(
            Finding(
                "TNS022",
                Severity.ERROR,
                say(
                    "{prefix} has {where} {local}{advice}",
                    prefix=taxonomy.prefix,
                    where=where,
                    local=local,
                    advice=advice,
                ),
            )
        )
    lines = [str(name)]
    for era in eras.eras:
        lines += _in_era(era, era.taxonomy.dts.concepts.get(name), lang)
    lines += (line for one in eras.reclassifications if name in (one.concept, *one.to) for line in _gave_way(one, lang))
    return "\n".join(lines) + "\n"


def _in_era(era: Era, concept: Concept | None, lang: str) -> Iterator[str]:
    days = [f"from {era.since}"] if era.since else []
    days += [f"until {era.until}"] if era.until else []
    heading = "  ".join((era.name, era.titles.get(lang, ""), ", ".join(days))).strip()
    if heading:
        yield heading
    if concept is None:
        yield "  not in this era"
        return
    printed = [(statement, line) for statement, line in era.taxonomy.lines() if line.concept == concept.qname]
    for statement, line in printed:
        yield f"  {era.taxonomy.dts.roles[statement.role].title(lang)}  {_role(line.role)}"
        yield from _captions(era.taxonomy, concept, line)
    if not printed:
        for label in concept.labels:
            yield f"  {label.lang}  {_role(label.role):<22}{label.text}"


def _captions(taxonomy: Taxonomy, concept: Concept, line: Line) -> Iterator[str]:
    for word in LANGUAGES:
        yield f"    {word}  {concept.label(word, line.role)}"
        for words, texts in (("printed as", line.patterns), ("also", line.aliases)):
            yield from (f"        {words}: {text}" for lang, text in texts if lang == word)


def _role(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]


def _gave_way(one: Reclassification, lang: str) -> Iterator[str]:
    yield f"{one.concept.local} gave way to {', '.join(name.local for name in one.to)} in {one.since}"
    if lang in one.notes:
        yield f"  {one.notes[lang]}"
