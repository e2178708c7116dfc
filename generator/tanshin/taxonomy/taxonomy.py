"""A taxonomy as its author sees it: the DTS, the statements it came from, and the equations beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.identity import Identity
from tanshin.taxonomy.network import relationships_of
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.qname import QName

#: Where the figures of a taxonomy are declared unless it says otherwise.
FIGURES = "figures.yaml"


class Taxonomy(Struct, frozen=True, dict=True):
    """One taxonomy, read from YAML, as it is in one era.

    ``schema`` is the URL of the schema that declares the concepts. An ``official`` taxonomy is somebody else's: what
    we can write of it is a restatement for offline loading, never part of a submission. ``era`` is the era's name,
    nothing where there is but one; ``figures`` is the file in the taxonomy's folder that declares its figures.
    """

    prefix: str
    namespace: str
    version: str
    titles: Mapping[str, str]
    schema: str
    official: bool
    dts: Dts
    statements: tuple[Statement, ...]
    identities: tuple[Identity, ...] = ()
    era: str = ""
    figures: str = FIGURES

    def name(self, local: str) -> QName:
        """The qualified name of one of this taxonomy's concepts."""
        return QName(self.namespace, local, self.prefix)

    @cached_property
    def targets(self) -> frozenset[QName]:
        """The concepts of figures that accompany others and follow from nothing: what the company aims at."""
        lines = (line for _, line in self.lines())
        return frozenset(name for line in lines for one, name in line.companions if not one.expression)

    @cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """The statements by id."""
        return {statement.id: statement for statement in self.statements}

    def of_form(self, form: str) -> Taxonomy:
        """The same taxonomy with the sections of one form alone; concepts are those of every form."""
        sections = tuple(section for section in self.statements if section.form == form)
        roles = {section.role: self.dts.roles[section.role] for section in sections}
        dts = replace(self.dts, roles=roles, relationships=relationships_of(sections, self.dts.default_members))
        return replace(self, dts=dts, statements=sections)

    def concept(self, local: str) -> Concept:
        """The concept of a local name; raises KeyError when there is none."""
        return self.dts.concepts[self.name(local)]

    def lines(self) -> Iterator[tuple[Statement, Line]]:
        """Every line of every statement."""
        for statement in self.statements:
            for _, line in statement.walk():
                yield statement, line
