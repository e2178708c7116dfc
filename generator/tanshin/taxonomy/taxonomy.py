"""A taxonomy as its author sees it: the DTS, the statements it came from, and the equations beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.identity import Identity
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.qname import QName


class Taxonomy(Struct, frozen=True, dict=True):
    """One taxonomy, read from YAML.

    ``schema`` is the URL of the schema that declares the concepts. An ``official`` taxonomy is somebody else's: what
    we can write of it is a restatement for offline loading, never part of a submission.
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

    def name(self, local: str) -> QName:
        """The qualified name of one of this taxonomy's concepts."""
        return QName(self.namespace, local, self.prefix)

    @cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """The statements by id."""
        return {statement.id: statement for statement in self.statements}

    def concept(self, local: str) -> Concept:
        """The concept of a local name; raises KeyError when there is none."""
        return self.dts.concepts[self.name(local)]

    def lines(self) -> Iterator[tuple[Statement, Line]]:
        """Every line of every statement."""
        for statement in self.statements:
            for _, line in statement.walk():
                yield statement, line
