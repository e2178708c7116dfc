"""Taxonomy packages beside a filing: the company's own, and a restatement of the exchange's for offline loading."""

from __future__ import annotations

from tanshin.taxonomy.era import Era, Eras
from tanshin.taxonomy.formula import formula
from tanshin.taxonomy.linkbase import definition, labels, locator
from tanshin.taxonomy.package import EntryPoint, OlderEra, PackageInfo, assemble, taxonomy_package
from tanshin.taxonomy.schema import KNOWN_SCHEMAS, TSE_TYPE, TSE_TYPE_BASES, role_schema, schema, type_schema
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.archive import write_zip
from tanshin.write.submitter import linkbase_role, role_schemas


def company_package(eras: Eras, publisher: str) -> dict[str, bytes]:
    """The taxonomy package of the company's own taxonomy in all its eras, as the one file of an output folder.

    Raises:
        ValueError: see ``tanshin.taxonomy.package.taxonomy_package``.
    """
    taxonomy = eras.newest
    info = PackageInfo(taxonomy.prefix, taxonomy.namespace, taxonomy.version, taxonomy.titles, publisher)
    *older, newest = eras.eras
    files = taxonomy_package(
        taxonomy.dts,
        info,
        formula=_formula(newest),
        era=newest.titles,
        older=[OlderEra(era.name, era.taxonomy.dts, era.titles, _formula(era)) for era in older],
    )
    return {f"taxonomy/{info.stem}.zip": write_zip(files)}


def _formula(era: Era) -> bytes | None:
    """The identities of an era as formulas, where it has any."""
    return formula(era.taxonomy) if era.taxonomy.identities else None


def offline_package(form_taxonomy: Taxonomy) -> bytes:
    """Our restatement of the exchange's taxonomy as a package that maps the official URLs to it.

    It has the elements that forms of ours use, with labels of our own, so that files load where the official taxonomy
    is not at hand. It is never part of a submission; judge a submission by the official taxonomy.

    Raises:
        ValueError: the taxonomy is not somebody else's, or states a role without its place.
    """
    if not form_taxonomy.official:
        raise ValueError(f"{form_taxonomy.prefix} is a taxonomy of our own; write its package instead")
    dts, url = form_taxonomy.dts, form_taxonomy.schema
    roles = tuple(dts.roles.values())
    if homeless := [role.uri for role in roles if role.href is None]:
        raise ValueError(f"the restatement does not say where role {homeless[0]} is declared")
    base = f"{url.partition('/t/')[0]}/"
    entry = f"{base}{form_taxonomy.prefix}-restated-{form_taxonomy.version}.xsd"
    stem, locate = url.removesuffix(".xsd"), locator(dts.schemas)
    linkbases = {
        f"{stem}-def.xml": ("definition", definition(dts, roles, locate)),
        f"{stem}-lab.xml": ("label", labels(dts, dts.concepts, "ja", locate)),
        f"{stem}-lab-en.xml": ("label", labels(dts, dts.concepts, "en", locate)),
    }
    documents = {
        url: schema(dts, form_taxonomy.namespace, roles=(), prefix=form_taxonomy.prefix),
        KNOWN_SCHEMAS[TSE_TYPE]: type_schema(TSE_TYPE, TSE_TYPE_BASES, prefix="tse-ed-types"),
        **{location: content for location, (_, content) in linkbases.items()},
        entry: schema(
            dts,
            entry.removesuffix(".xsd"),
            linkbases=[(location, linkbase_role(kind)) for location, (kind, _) in linkbases.items()],
            imports={form_taxonomy.namespace: url, **role_schemas(roles)},
            roles=(),
        ),
    }
    for namespace, location in role_schemas(roles).items():
        declared = [role for role in roles if role.href == f"{location}#{role.id}"]
        documents[location] = role_schema(dts, namespace, declared, prefix="tse-ed-rt")
    info = PackageInfo(
        form_taxonomy.prefix,
        form_taxonomy.namespace,
        f"{form_taxonomy.version}-restated",
        {
            "en": f"{form_taxonomy.titles['en']} (restated for offline loading, not official)",
            "ja": f"{form_taxonomy.titles['ja']}（オフライン読込用の再記述、非公式）",
        },
        "The tanshin authors",
    )
    descriptions = {
        "en": "The elements that are used here, with labels of our own",
        "ja": "使用する要素のみ、ラベルは独自のもの",
    }
    point = EntryPoint(entry, info.titles, descriptions, ("en", "ja"))
    return write_zip(assemble(info, documents, [point], base=base))
