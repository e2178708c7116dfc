"""What other eras have: a name this era lacks is a slip only if they lack it too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.definition import concepts_of
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.head import Head, read_head
from tanshin.taxonomy.label import Reference
from tanshin.taxonomy.part import Part, read_parts
from tanshin.taxonomy.source import AxisSource, TaxonomySource
from tanshin.values.qname import QName

_NAME = re.compile(rb"[A-Z][A-Za-z0-9]*")


class Elsewhere(Struct, frozen=True):
    """The eras beside one era.

    Reading them in full takes as long as reading the era itself, and a filing needs only one. So a name counts as
    theirs where it stands in their files; only a name that does not is worth the time. With ``is_exact`` they are read
    in any case.
    """

    sources: Sources
    era: str
    is_exact: bool = False

    def __contains__(self, local: object) -> bool:
        """Whether another era has a concept of this local name."""
        if not self.is_exact and local in _written(self.sources, self.era):
            return True
        return local in _defined(self.sources, self.era)


@lru_cache(maxsize=16)
def _written(sources: Sources, era: str) -> frozenset[str]:
    """Every name in the files of the other eras' statements, and the axes among them with their members."""
    head, files = read_head(sources), dict(sources.files)
    others = {file for other in head.source.eras if other.era != era for file in other.statements}
    words = {name.decode() for file in others for name in _NAME.findall(files.get(file, b""))}
    return frozenset(words.union(*(_names(axis) for axis in head.source.axes if axis.axis in words)))


@lru_cache(maxsize=16)
def _defined(sources: Sources, era: str) -> frozenset[str]:
    """The local names of the other eras' concepts."""
    head = read_head(sources)
    namespace = head.source.namespace
    found: set[str] = set()
    for other in head.eras:
        if other != era:
            source = head.source_of(other, namespace)
            parts = read_parts(sources, source, namespace)
            found.update(name.local for name in era_concepts(sources, other, parts, head, source, namespace, {}))
    return frozenset(found)


def era_concepts(
    sources: Sources,
    era: str,
    parts: Sequence[Part],
    head: Head,
    source: TaxonomySource,
    namespace: str,
    references: Mapping[str, tuple[Reference, ...]],
) -> dict[QName, Concept]:
    """The concepts of one era, in the order of definition.

    Axes are declared for all eras at once: an era has those that its statements use. An axis that no era uses stays,
    for a rule to find.

    Raises:
        InputError: see :func:`tanshin.taxonomy.definition.concepts_of`.
    """
    concepts = concepts_of(parts, source, head.document, namespace, references)
    used, written = {axis for part in parts for axis, _ in part.axes}, _written(sources, era)
    others = (axis for axis in source.axes if axis.axis not in used and axis.axis in written)
    unused = {local for axis in others for local in _names(axis)}
    return {name: concept for name, concept in concepts.items() if name.local not in unused}


def _names(axis: AxisSource) -> tuple[str, ...]:
    """An axis and its members."""
    default = (axis.default.member,) if axis.default else ()
    return (axis.axis, *default, *(member.member for member in axis.members))
