"""A taxonomy as the site sees it: where each concept stands, what it takes part in, what it was called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from tanshin.derive.figure import Figure
from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.era import Era, Eras
from tanshin.taxonomy.identity import Identity, concepts_of
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.qname import QName

_NAME = re.compile(r"(tse\.)?([A-Z][A-Za-z0-9]*)")


class Place(Struct, frozen=True):
    """A line of a statement with the lines above it, the outermost first."""

    statement: Statement
    line: Line
    above: tuple[Line, ...]


class Book(Struct, frozen=True, dict=True):
    """A taxonomy in all its eras, with the figures that follow in each; ``name`` is that of its folder."""

    name: str
    eras: Eras
    figures: Mapping[str, tuple[Figure, ...]] = {}

    @property
    def home(self) -> str:
        """The path of its first page."""
        return f"taxonomy/{self.name}/index.html"

    def of_concept(self, local: str) -> str:
        """The page of a concept."""
        return f"taxonomy/{self.name}/concept/{local}.html"

    def of_statement(self, taxonomy: Taxonomy, statement: Statement) -> str:
        """The page of a statement in an era."""
        form = f"{statement.form}-" if statement.form else ""
        return f"taxonomy/{self.name}/{taxonomy.era or 'statements'}/{form}{statement.id}.html"

    @property
    def of_equations(self) -> str:
        """The page of identities and figures."""
        return f"taxonomy/{self.name}/equations.html"

    @cached_property
    def concepts(self) -> Mapping[QName, tuple[Taxonomy, Concept]]:
        """Each concept that the taxonomy itself defines, as the newest era that has it says it, by name."""
        found: dict[QName, tuple[Taxonomy, Concept]] = {}
        for era in reversed(self.eras.eras):
            for name, concept in era.taxonomy.dts.concepts.items():
                if name.namespace == era.taxonomy.namespace:
                    found.setdefault(name, (era.taxonomy, concept))
        return dict(sorted(found.items(), key=lambda pair: pair[0].local))

    @cached_property
    def places(self) -> Mapping[tuple[str, QName], tuple[Place, ...]]:
        """Where each concept stands, by era and name."""
        found: dict[tuple[str, QName], list[Place]] = {}
        for era in self.eras.eras:
            for statement in era.taxonomy.statements:
                for place in _places(statement, statement.lines, ()):
                    found.setdefault((era.taxonomy.era, place.line.concept), []).append(place)
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def parts(self) -> Mapping[tuple[str, QName], tuple[tuple[Statement, Line, int], ...]]:
        """The sums each concept is part of, with its weight, by era and name."""
        found: dict[tuple[str, QName], list[tuple[Statement, Line, int]]] = {}
        for era in self.eras.eras:
            for statement, line in era.taxonomy.lines():
                for name, weight in line.addends:
                    found.setdefault((era.taxonomy.era, name), []).append((statement, line, weight))
        return {key: tuple(sums) for key, sums in found.items()}

    @cached_property
    def identities(self) -> Mapping[str, tuple[Era, Identity]]:
        """Each identity by its id, as the newest era that has it says it."""
        newest = reversed(self.eras.eras)
        found: dict[str, tuple[Era, Identity]] = {}
        for era in newest:
            for one in era.taxonomy.identities:
                found.setdefault(one.id, (era, one))
        return found

    @cached_property
    def bound(self) -> Mapping[QName, tuple[Identity, ...]]:
        """The identities each concept takes part in."""
        found: dict[QName, list[Identity]] = {}
        for _, one in self.identities.values():
            for name in sorted(concepts_of(one)):
                found.setdefault(name, []).append(one)
        return {name: tuple(identities) for name, identities in found.items()}

    @cached_property
    def derived(self) -> Mapping[str, Figure]:
        """Each figure by its name, as the newest era that has it says it; those that only accompany others left out."""
        found: dict[str, Figure] = {}
        for era in reversed(self.eras.eras):
            for one in self.figures.get(era.taxonomy.era, ()):
                if not one.accompanies:
                    found.setdefault(one.name, one)
        return found

    @cached_property
    def asked(self) -> Mapping[tuple[bool, str], tuple[Figure, ...]]:
        """The figures that are made of a concept: by whether it is one of the form, and its local name."""
        found: dict[tuple[bool, str], dict[str, Figure]] = {}
        for one in self.derived.values():
            for form, local in _NAME.findall(one.expression):
                found.setdefault((bool(form), local), {})[one.name] = one
        return {key: tuple(figures.values()) for key, figures in found.items()}


def _places(statement: Statement, lines: Iterable[Line], above: tuple[Line, ...]) -> Iterator[Place]:
    for line in lines:
        yield Place(statement, line, above)
        yield from _places(statement, line.lines, (*above, line))
