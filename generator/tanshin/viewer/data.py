"""What the viewer is told of a document: facts, concepts and networks in the JSON that its program reads.

The shape is that of ixbrl-viewer 1.5, whose own builder makes it of a report in Arelle. Ours makes it of what our
reader finds in the document and of the taxonomy in memory, in a fraction of the time and without a process; a test
holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from tanshin.report.aspect import Duration, Instant, Period, Unit
from tanshin.report.item import Item
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.label import DOCUMENTATION, STANDARD
from tanshin.taxonomy.relationship import Network, networks
from tanshin.taxonomy.schema import schema_type
from tanshin.values.qname import QName

#: What the program calls the roles and arcroles that it looks for itself.
_ROLES = {
    STANDARD: "std",
    DOCUMENTATION: "doc",
    arcroles.SUMMATION_ITEM: "calc",
    arcroles.SUMMATION_ITEM_11: "calc11",
    arcroles.PARENT_CHILD: "pres",
    arcroles.DIMENSION_DEFAULT: "d-d",
}
_DAY = timedelta(days=1)


def report_data(
    items: Mapping[str, Item], dts: Dts, roles: Iterable[str], file: str, *, has_sums: bool = True
) -> dict[str, Any]:
    """What the program reads about one document, ``file``: facts by the ids of their elements.

    ``roles`` are the link roles whose networks may be shown, without their sums unless it ``has_sums``; those in which
    nothing is reported are left out. A day is told as XBRL 2.1 counts, by the midnight at its end.
    """
    return _Telling(dts, has_sums=has_sums).tell(items, frozenset(roles), file)


class _Telling:
    """One telling: the names and concepts that were used so far."""

    def __init__(self, dts: Dts, *, has_sums: bool) -> None:
        self._dts = dts
        self._sums = dts.calculations if has_sums else ()
        self._prefixes: dict[str, str] = {}
        self._roles = dict(_ROLES)
        self._concepts: dict[str, dict[str, Any]] = {}
        self._role_titles: dict[str, dict[str, str]] = {}

    def tell(self, items: Mapping[str, Item], roles: frozenset[str], file: str) -> dict[str, Any]:
        facts = {id_: self._fact(item) for id_, item in items.items()}
        reported = frozenset(item.concept for item in items.values())
        shown = self._networks(reported, roles)
        told: dict[str, Any] = {
            "concepts": self._concepts,
            "facts": facts,
            "target": None,
            "rels": shown,
            "roleDefs": self._role_titles,
            "localDocs": {},
        }
        return {
            "sourceReports": [{"docSetFiles": [file], "targetReports": [told]}],
            "features": {},
            "prefixes": {prefix: namespace for namespace, prefix in self._prefixes.items()},
            "roles": {prefix: uri for uri, prefix in self._roles.items()},
        }

    def _fact(self, item: Item) -> dict[str, Any]:
        about = item.aspects
        entity = QName(about.entity.scheme, about.entity.identifier, "e")
        aspects: dict[str, Any] = {"c": self._concept(item.concept), "e": self._name(entity), "m": False}
        if item.unit is not None:
            aspects["u"] = self._unit(item.unit)
        for axis, member in about.dimensions:
            is_explicit = isinstance(member, QName)
            aspects[self._concept(axis, "e" if is_explicit else "t")] = (
                self._concept(member) if isinstance(member, QName) else member.text
            )
        aspects["p"] = _period(about.period)
        exact = {} if item.decimals is None else {"d": item.decimals}
        return {"a": aspects, "v": item.text, **exact}

    def _name(self, name: QName) -> str:
        """A name with a prefix that stands for one namespace alone."""
        known = self._prefixes.get(name.namespace)
        if known is None:
            wanted, taken, number = name.prefix or "ns", set(self._prefixes.values()), 0
            known = wanted
            while known in taken:
                known, number = f"{wanted}{number}", number + 1
            self._prefixes[name.namespace] = known
        return f"{known}:{name.local}"

    def _role(self, uri: str) -> str:
        """What a role is called here; a link role with its titles."""
        known = self._roles.get(uri)
        if known is None:
            known = self._roles[uri] = f"r{len(self._roles)}"
            if (role := self._dts.roles.get(uri)) is not None:
                self._role_titles[known] = dict(role.definitions)
        return known

    def _unit(self, unit: Unit) -> str:
        """A unit as a text (Open Information Model 1.0, section 5.3)."""
        above, below = (sorted(map(self._name, part)) for part in (unit.numerators, unit.denominators))
        over = [f"({'*'.join(part)})" if below and len(part) > 1 else "*".join(part) for part in (above, below) if part]
        return "/".join(over)

    def _concept(self, name: QName, dimension: str = "") -> str:
        called = self._name(name)
        concept = self._dts.concepts.get(name)
        if concept is not None and called not in self._concepts:
            told: dict[str, Any] = {"labels": self._labels(concept)}
            self._concepts[called] = told
            if concept.references:
                told["r"] = [[list(part) for part in one.parts] for one in concept.references]
            if dimension:
                told["d"] = dimension
            if concept.balance is not None:
                told["b"] = concept.balance.value
            told["dt"] = self._name(schema_type(concept))
        return called

    def _labels(self, concept: Concept) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for label in concept.labels:
            found.setdefault(self._role(label.role), {})[label.lang.lower()] = label.text
        return found

    def _networks(self, reported: frozenset[QName], roles: frozenset[str]) -> dict[str, Any]:
        dts = self._dts
        shown = [one for one in (*dts.presentation.values(), *self._sums) if _is_reported(one, reported)]
        found: dict[str, Any] = {}
        for network in (*shown, *networks(dts.relationships, arcroles.DIMENSION_DEFAULT)):
            if network.role in roles:
                found.setdefault(self._role(network.arcrole), {})[self._role(network.role)] = self._arcs(network)
        return found

    def _arcs(self, network: Network) -> dict[str, list[dict[str, Any]]]:
        told: dict[str, list[dict[str, Any]]] = {}
        for source, arcs in network.children.items():
            told[self._concept(source)] = [
                {"t": self._concept(arc.target), **({} if arc.weight is None else {"w": float(arc.weight)})}
                for arc in arcs
            ]
        return told


def _is_reported(network: Network, concepts: frozenset[QName]) -> bool:
    return any(arc.source in concepts or arc.target in concepts for arc in network.relationships)


def _period(period: Period) -> str:
    match period:
        case Instant(day=day):
            return (day + _DAY).isoformat()
        case Duration(first=first, last=last):
            return f"{first.isoformat()}/{(last + _DAY).isoformat()}"
