"""What must hold between the statements of a taxonomy before networks can be made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from msgspec.structs import replace

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.definition import ROLES
from tanshin.taxonomy.label import STANDARD
from tanshin.taxonomy.part import Part, problem
from tanshin.taxonomy.pattern import PLACE, is_period_name, place_of
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source


def problems_of(
    statements: Sequence[Statement], concepts: Mapping[QName, Concept], parts: Sequence[Part]
) -> Iterator[Finding]:
    """Names without definition, positions without label, statements of one name, sections inside themselves."""
    seen: set[tuple[str, str | None]] = set()
    for statement, part in zip(statements, parts, strict=True):
        if (statement.role, statement.form) in seen:
            yield problem(
                part.document,
                part.path,
                say("{statement} stands twice; give one of them another name", statement=statement.id),
            )
        seen.add((statement.role, statement.form))
        for axis, members in statement.axes:
            for name in (axis, *members):
                if name not in concepts:
                    message = say("{name} is not declared in taxonomy.yaml", name=name.local)
                    yield problem(part.document, (*part.path, "axes"), message)
        for _, line in statement.walk():
            yield from _line(line, concepts)
            yield from _members(line, statement)
        yield from _nesting(statement, part)


def _line(line: Line, concepts: Mapping[QName, Concept]) -> Iterator[Finding]:
    for name in (line.concept, *(name for name, _ in line.addends), *line.others):
        if name not in concepts:
            yield _at(
                line,
                say("{name} is named here but defined nowhere; give it a label where it first stands", name=name.local),
            )
    concept = concepts.get(line.concept)
    if concept and not line.negated and all(label.role != line.role for label in concept.labels):
        word = next(word for word, role in ROLES.items() if role == line.role)
        yield _at(
            line,
            say(
                "{concept} has no {word} label to print here; define one where its label stands",
                concept=line.concept.local,
                word=word,
            ),
        )
    for message in dict.fromkeys(_wrong_places(line, concepts)):
        yield _at(line, message)


def _members(line: Line, statement: Statement) -> Iterator[Finding]:
    allowed = dict(statement.axes)
    for axis, member in line.members:
        if member not in allowed.get(axis, ()):
            yield _at(
                line,
                say(
                    "{statement} has no {member} on {axis}; name the axis in its `axes`",
                    statement=statement.id,
                    member=member.local,
                    axis=axis.local,
                ),
            )


def _wrong_places(line: Line, concepts: Mapping[QName, Concept]) -> Iterator[str]:
    """Places in captions for what is no figure or no period."""
    concept = concepts.get(line.concept)
    texts = [label.text for label in concept.labels if label.role in (line.role, STANDARD)] if concept else []
    texts += [text for _, text in (*line.patterns, *line.aliases)]
    for place in (place_of(match) for text in texts for match in PLACE.finditer(text)):
        for name in place.periods:
            if not is_period_name(name):
                yield say("{{{place}@{name}}}: there is no such period", place=place.name, name=name)
        if place.name == "date":
            continue
        figure = concepts.get(replace(line.concept, local=place.name))
        if figure is None or not figure.type.is_numeric:
            yield say("{{{place}}}: the taxonomy has no such figure", place=place.name)
        if not place.periods:
            yield say("{{{place}}}: the place needs a period, such as {{{place}@CurrentYear}}", place=place.name)


def _nesting(statement: Statement, part: Part) -> Iterator[Finding]:
    """Presentation arcs are between concepts, so of one concept's positions only one can have lines below it.

    Positions with members of their own (segments in rows) are shown as one, with all that stands below any of them.
    """
    below: dict[QName, set[QName]] = {}
    members: set[tuple[QName, tuple[tuple[QName, QName], ...]]] = set()
    for _, line in statement.walk():
        if not line.lines:
            continue
        if (line.concept, line.members) in members:
            yield _at(
                line,
                say(
                    "{concept} has lines below it in two places; name one of the sections differently",
                    concept=line.concept.local,
                ),
            )
        inside = {
            inner.concept for inner in line.lines if inner.concept != line.concept or inner.members == line.members
        }
        members.add((line.concept, line.members))
        below.setdefault(line.concept, set()).update(inside)
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        names = " > ".join(name.local for name in reversed(error.args[1]))
        yield problem(part.document, part.path, say("a section stands inside itself: {names}", names=names))


def _at(line: Line, message: str) -> Finding:
    return Finding("TNS020", Severity.ERROR, message, (line.source or Source("taxonomy"),))
