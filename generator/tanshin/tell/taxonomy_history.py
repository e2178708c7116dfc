"""A concept through the eras: what it was called where, what it took the place of, and what took its place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.era import Era, Eras, Reclassification
from tanshin.taxonomy.statement import Line
from tanshin.tell.language import CODES, Language, language
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say


def show_history(eras: Eras, concept: str, lang: str = "en") -> str:
    """The captions of a concept in every era, by statement and label role, and the reclassifications from it and to it.

    Captions stand in both languages; ``lang`` is that of titles, notes and words.

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
    lines, spoken = [str(name)], language(lang)
    for era in eras.eras:
        lines += _in_era(era, era.taxonomy.dts.concepts.get(name), spoken)
    gave_way = (one for one in eras.reclassifications if name in (one.concept, *one.to))
    lines += (line for one in gave_way for line in _gave_way(one, spoken))
    return "\n".join(lines) + "\n"


def _in_era(era: Era, concept: Concept | None, spoken: Language) -> Iterator[str]:
    days = [say("from {day}", day=era.since)] if era.since else []
    days += [say("until {day}", day=era.until)] if era.until else []
    heading = "  ".join((era.name, era.titles.get(spoken.code, ""), spoken.say(listed(days)))).strip()
    if heading:
        yield heading
    if concept is None:
        yield f"  {spoken.say(say('not in this era'))}"
        return
    printed = [(statement, line) for statement, line in era.taxonomy.lines() if line.concept == concept.qname]
    for statement, line in printed:
        yield f"  {era.taxonomy.dts.roles[statement.role].title(spoken.code)}  {_role(line.role)}"
        yield from _captions(concept, line, spoken)
    if not printed:
        for label in concept.labels:
            yield f"  {label.lang}  {_role(label.role):<22}{label.text}"


def _captions(concept: Concept, line: Line, spoken: Language) -> Iterator[str]:
    for word in CODES:
        yield f"    {word}  {concept.label(word, line.role)}"
        told = [say("printed as: {text}", text=text) for lang, text in line.patterns if lang == word]
        told += [say("also: {text}", text=text) for lang, text in line.aliases if lang == word]
        yield from (f"        {spoken.say(words)}" for words in told)


def _role(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]


def _gave_way(one: Reclassification, spoken: Language) -> Iterator[str]:
    to = listed(name.local for name in one.to)
    yield spoken.say(say("{old} gave way to {new} in {era}", old=one.concept.local, new=to, era=one.since))
    if spoken.code in one.notes:
        yield f"  {one.notes[spoken.code]}"
