"""A taxonomy in words: its statements as trees, or everything it says about one concept."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.identity import concepts_of
from tanshin.taxonomy.statement import Line
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.tell.language import Language, language
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say


def show(taxonomy: Taxonomy, concept: str | None = None, lang: str = "en") -> str:
    """The statements as indented trees; with a local name, the concept's labels, positions, sums and references.

    Raises:
        InputError: the taxonomy has no concept of that name (TNS022).
    """
    if concept is None:
        return "\n".join(_trees(taxonomy, language(lang))) + "\n"
    local = concept.rpartition(":")[2]
    name = taxonomy.name(local)
    if name not in taxonomy.dts.concepts:
        near = get_close_matches(local, [known.local for known in taxonomy.dts.concepts], n=3)
        advice = say("; near: {near}", near=listed(near)) if near else ""
        raise InputError(
            Finding(
                "TNS022",
                Severity.ERROR,
                say("{prefix} has no concept {local}{advice}", prefix=taxonomy.prefix, local=local, advice=advice),
            )
        )
    return "\n".join(_about(taxonomy, taxonomy.dts.concepts[name], language(lang))) + "\n"


def _trees(taxonomy: Taxonomy, spoken: Language) -> Iterator[str]:
    lang = spoken.code
    yield f"{taxonomy.titles[lang]}  {taxonomy.namespace}{_era(taxonomy, spoken)}"
    for statement in taxonomy.statements:
        yield ""
        yield f"{taxonomy.dts.roles[statement.role].title(lang)}  ({statement.id})"
        for depth, line in statement.walk():
            text = taxonomy.dts.concepts[line.concept].label(lang, line.role)
            yield f"{'  ' * (depth + 1)}{text}  {line.concept.local}{_signs(line, spoken)}"


def _era(taxonomy: Taxonomy, spoken: Language) -> str:
    return f"  {spoken.say(say('(era {name})', name=taxonomy.era))}" if taxonomy.era else ""


def _signs(line: Line, spoken: Language) -> str:
    notes = [spoken.say(say("printed with reversed sign"))] if line.negated else []
    if line.addends:
        notes.append("= " + _sum(line))
    return f"  [{'; '.join(notes)}]" if notes else ""


def _sum(line: Line) -> str:
    parts = [f"{'+' if weight > 0 else '-'} {name.local}" for name, weight in line.addends]
    return " ".join(parts).removeprefix("+ ")


def _about(taxonomy: Taxonomy, concept: Concept, spoken: Language) -> Iterator[str]:
    lang = spoken.code
    kind = [
        concept.kind.value,
        concept.type.value,
        concept.period.value,
        *([concept.balance] if concept.balance else []),
    ]
    yield f"{concept.qname}  {' '.join(kind)}{' abstract' if concept.abstract else ''}{_era(taxonomy, spoken)}"
    yield spoken.say(say("labels"))
    for label in concept.labels:
        yield f"  {label.lang}  {label.role.rsplit('/', 1)[-1]:<22}{label.text}"
    if concept.references:
        yield spoken.say(say("references"))
        for reference in concept.references:
            yield "  " + "; ".join(f"{name} {text}" for name, text in reference.parts)
    yield spoken.say(say("positions"))
    for statement, line in taxonomy.lines():
        title = taxonomy.dts.roles[statement.role].title(lang)
        if line.concept == concept.qname:
            yield f"  {title}{_signs(line, spoken)}"
        elif concept.qname in {name for name, _ in line.addends}:
            words = say("{title}: part of {total} = {sum}", title=title, total=line.concept.local, sum=_sum(line))
            yield f"  {spoken.say(words)}"
    named = [one for one in taxonomy.identities if concept.qname in concepts_of(one)]
    if named:
        yield spoken.say(say("identities"))
        for identity in named:
            yield f"  {identity.id}: {identity.titles[lang]}"
