"""Eras: one namespace over the years, and what became of its concepts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.qname import QName


class Era(Struct, frozen=True):
    """The taxonomy in force for what is announced from ``since`` to ``until``, both days included.

    The first era has no ``since``, the last no ``until``. A taxonomy that knows no eras is one without name or titles.
    """

    name: str
    titles: Mapping[str, str]
    taxonomy: Taxonomy
    since: date | None = None
    until: date | None = None


class Reclassification(Struct, frozen=True):
    """A concept that gave way to others when the era ``since`` began: they do not mean the same."""

    concept: QName
    to: tuple[QName, ...]
    since: str
    notes: Mapping[str, str]


class Eras(Struct, frozen=True):
    """A taxonomy in all its eras, oldest first."""

    eras: tuple[Era, ...]
    reclassifications: tuple[Reclassification, ...] = ()

    @property
    def newest(self) -> Taxonomy:
        """The taxonomy as it is now."""
        return self.eras[-1].taxonomy

    def named(self, era: str) -> Taxonomy:
        """The taxonomy in the era of a name.

        Raises:
            InputError: no era has that name (TNS022).
        """
        for one in self.eras:
            if one.name == era:
                return one.taxonomy
        known = listed(one.name for one in self.eras if one.name)
        words = say("; there are {known}", known=known) if known else ""
        raise InputError(
            Finding(
                "TNS022",
                Severity.ERROR,
                say("{prefix} has no era {era}{words}", prefix=self.newest.prefix, era=era, words=words),
            )
        )

    def having(self, local: str) -> Taxonomy:
        """The newest taxonomy that has a concept of this local name; where none has it, the newest of all."""
        name = self.newest.name(local)
        found = (era.taxonomy for era in reversed(self.eras) if name in era.taxonomy.dts.concepts)
        return next(found, self.newest)
