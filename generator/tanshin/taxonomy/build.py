"""YAML -> taxonomy: what the source says once becomes concepts, labels and networks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from tanshin.taxonomy.consistency import problems_of
from tanshin.taxonomy.definition import pairs
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.elsewhere import Elsewhere, era_concepts
from tanshin.taxonomy.equation import read_identities, read_references
from tanshin.taxonomy.folder import Sources, read_sources
from tanshin.taxonomy.head import Head, read_head
from tanshin.taxonomy.network import relationships_of
from tanshin.taxonomy.part import Part, read_parts
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.source import AxisSource, TaxonomySource
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.taxonomy.tree import Builder
from tanshin.values.finding import InputError
from tanshin.values.memory import remembered
from tanshin.values.qname import QName


def read_taxonomy(folder: Path, namespace: str | None = None, on: date | None = None) -> Taxonomy:
    """The taxonomy a folder describes, as it is in the era of what is announced ``on`` a day, or else in the newest.

    ``namespace`` replaces the one the source gives.

    Raises:
        InputError: the YAML is not well-formed (TNS001, TNS002, TNS004), has another shape (TNS005), or contradicts
            itself (TNS020).
    """
    sources = read_sources(folder)
    return build_era(sources, namespace, read_head(sources).on(on))


def build_taxonomy(sources: Sources, namespace: str | None = None) -> Taxonomy:
    """The taxonomy that some files describe, in its newest era; the same files give the same object.

    Raises:
        InputError: see :func:`read_taxonomy`.
    """
    return build_era(sources, namespace, read_head(sources).eras[-1])


@lru_cache(maxsize=16)  # a batch reads thousands of filings with the same few taxonomies
@remembered
def build_era(sources: Sources, namespace: str | None, era: str, is_every_era_read: bool = False) -> Taxonomy:
    """The taxonomy that some files describe, in one era; the same files give the same object.

    What identities and references name and only other eras have does not apply in this one. To tell it from a slip,
    names are looked up in the other eras' files; they are only built where that does not answer, or where every era
    is read anyway.

    Raises:
        InputError: see :func:`read_taxonomy`.
    """
    head = read_head(sources)
    namespace = namespace or head.source.namespace
    source = head.source_of(era, namespace)
    elsewhere = Elsewhere(sources, era, is_exact=is_every_era_read)
    parts = read_parts(sources, source, namespace)
    references = read_references(sources, source, _locals(parts, source), elsewhere)
    concepts = era_concepts(sources, era, parts, head, source, namespace, references)
    builders = [Builder(part, namespace, source.prefix, concepts) for part in parts]
    statements = tuple(builder.statement() for builder in builders)
    problems = [problem for builder in builders for problem in builder.problems]
    problems += problems_of(statements, concepts, parts)
    if problems:
        raise InputError(*dict.fromkeys(problems))
    schema = source.label_schema or f"{namespace}/{source.prefix}-{source.version}.xsd"
    dts = Dts(
        concepts,
        {part.role: Role(part.role, _role_id(part, head, era), pairs(part.title), part.role_href) for part in parts},
        relationships_of(statements, _defaults(source.axes, namespace, source.prefix)),
        {namespace: schema},
    )
    return Taxonomy(
        source.prefix,
        namespace,
        source.version,
        dict(pairs(source.title)),
        schema,
        source.official,
        dts,
        statements,
        read_identities(sources, source, dts, elsewhere),
        era,
        source.figures,
    )


def _role_id(part: Part, head: Head, era: str) -> str:
    """The id of a role: one schema declares the roles of all eras."""
    last = part.role.rsplit("/", 1)[-1]
    return last if era == head.eras[-1] else f"{era}-{last}"


def _locals(parts: Iterable[Part], source: TaxonomySource) -> frozenset[str]:
    """The local names that the source defines or mentions."""
    axes = (name for axis in source.axes for name in (axis.axis, *(member.member for member in axis.members)))
    defaults = (axis.default.member for axis in source.axes if axis.default)
    return frozenset((*axes, *defaults, *(line.concept for part in parts for line, _ in part.defined())))


def _defaults(axes: Iterable[AxisSource], namespace: str, prefix: str) -> dict[QName, QName]:
    return {
        QName(namespace, axis.axis, prefix): QName(namespace, axis.default.member, prefix)
        for axis in axes
        if axis.default
    }
