"""YAML -> taxonomy: what the source says once becomes concepts, labels and networks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from tanshin.taxonomy.consistency import problems_of
from tanshin.taxonomy.definition import concepts_of, pairs
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.equation import read_identities, read_references
from tanshin.taxonomy.folder import Sources, read_sources
from tanshin.taxonomy.network import relationships_of
from tanshin.taxonomy.part import Part, read_parts
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.source import AxisSource, TaxonomySource
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.taxonomy.tree import Builder
from tanshin.values.finding import InputError
from tanshin.values.qname import QName
from tanshin.values.yaml import validate


def read_taxonomy(folder: Path, namespace: str | None = None) -> Taxonomy:
    """The taxonomy a folder describes; ``namespace`` replaces the one the source gives.

    Raises:
        InputError: the YAML is not well-formed (TNS001, TNS002, TNS004), has another shape (TNS005), or contradicts
            itself (TNS020).
    """
    return build_taxonomy(read_sources(folder), namespace)


@lru_cache(maxsize=8)  # a batch reads thousands of filings with the same few taxonomies
def build_taxonomy(sources: Sources, namespace: str | None = None) -> Taxonomy:
    """The taxonomy that some files describe; the same files give the same object.

    Raises:
        InputError: see :func:`read_taxonomy`.
    """
    head = sources.read("taxonomy.yaml")
    source = validate(TaxonomySource, head)
    namespace = namespace or source.namespace
    parts = read_parts(sources, source, namespace)
    references = read_references(sources, source, _locals(parts, source))
    concepts = concepts_of(parts, source, head, namespace, references)
    builders = [Builder(part, namespace, source.prefix, concepts) for part in parts]
    statements = tuple(builder.statement() for builder in builders)
    problems = [problem for builder in builders for problem in builder.problems]
    problems += problems_of(statements, concepts, parts)
    if problems:
        raise InputError(*dict.fromkeys(problems))
    schema = source.label_schema or f"{namespace}/{source.prefix}-{source.version}.xsd"
    dts = Dts(
        concepts,
        {part.role: Role(part.role, part.role.rsplit("/", 1)[-1], pairs(part.title), part.role_href) for part in parts},
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
        read_identities(sources, source, dts),
    )


def _locals(parts: Iterable[Part], source: TaxonomySource) -> frozenset[str]:
    """The local names that the source defines or mentions."""
    axes = (name for axis in source.axes for name in (axis.axis, *(member.member for member in axis.members)))
    defaults = (axis.default.member for axis in source.axes if axis.default)
    return frozenset((*axes, *defaults, *(line.concept for part in parts for line, _ in part.walk())))


def _defaults(axes: Iterable[AxisSource], namespace: str, prefix: str) -> dict[QName, QName]:
    return {
        QName(namespace, axis.axis, prefix): QName(namespace, axis.default.member, prefix)
        for axis in axes
        if axis.default
    }
