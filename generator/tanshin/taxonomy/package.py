"""Writing a taxonomy package: all documents of a taxonomy, its entry points and its catalog (Taxonomy Packages 1.0)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.linkbase import (
    REF,
    REF_SCHEMA,
    Locate,
    calculation,
    definition,
    labels,
    locator,
    presentation,
    references,
    role_labels,
)
from tanshin.taxonomy.schema import schema, serialize
from tanshin.taxonomy.xlink import XML

TP = "http://xbrl.org/2016/taxonomy-package"
CATALOG = "urn:oasis:names:tc:entity:xmlns:xml:catalog"

#: Texts by language.
Texts = Mapping[str, str]

_ROLE = "http://www.xbrl.org/2003/role/"
_CAL_2003: Texts = {
    "en": "All statements, with calculations as in XBRL 2.1",
    "ja": "すべての財務諸表（計算リンクは XBRL 2.1）",
}
_FORMULA: Texts = {
    "en": "All statements, with calculations as in XBRL 2.1 and the identities as formulas",
    "ja": "すべての財務諸表（計算リンクは XBRL 2.1、恒等式はフォーミュラ）",
}
_CAL_11: Texts = {
    "en": "All statements, with calculations as in Calculations 1.1",
    "ja": "すべての財務諸表（計算リンクは Calculations 1.1）",
}


class PackageInfo(Struct, frozen=True):
    """What a taxonomy package says about itself; ``titles`` has a name of the taxonomy per language."""

    prefix: str
    namespace: str
    version: str
    titles: Texts
    publisher: str
    published: date | None = None

    @property
    def base(self) -> str:
        """The URL below which every document of the taxonomy stands."""
        return f"{self.namespace}/"

    @property
    def stem(self) -> str:
        """What file names begin with; also the folder of the package."""
        return f"{self.prefix}-{self.version}"

    @property
    def entry(self) -> str:
        """The URL of the entry point with the calculations of XBRL 2.1."""
        return self.entries()[0]

    @property
    def entry_calc11(self) -> str:
        """The URL of the entry point with Calculations 1.1."""
        return self.entries()[1]

    def entry_formula(self, era: str = "") -> str:
        """The URL of the entry point with the calculations of XBRL 2.1 and the formulas."""
        return f"{self.base}{self.prefix}-entry-formula-{self.version}{_word(era)}.xsd"

    def entries(self, era: str = "") -> tuple[str, str]:
        """The URLs of the entry points with the calculations of XBRL 2.1 and with Calculations 1.1.

        Those of the newest era bear no name of an era; ``era`` is the name of an older one.
        """
        end = f"{self.version}{_word(era)}.xsd"
        return f"{self.base}{self.prefix}-entry-{end}", f"{self.base}{self.prefix}-entry-calc11-{end}"


class OlderEra(Struct, frozen=True):
    """What an older era has of its own in a package: its networks, labels and formulas, a name and titles."""

    name: str
    dts: Dts
    titles: Texts
    formula: bytes | None = None


class EntryPoint(Struct, frozen=True):
    """A document by which a taxonomy is entered, with a name and a description per language."""

    url: str
    names: Texts
    descriptions: Texts
    languages: tuple[str, ...] = ()


def taxonomy_package(
    dts: Dts,
    info: PackageInfo,
    *,
    formula: bytes | None = None,
    era: Texts | None = None,
    older: Sequence[OlderEra] = (),
) -> dict[str, bytes]:
    """The files of the taxonomy package, by their path in the archive.

    ``dts`` is the taxonomy in its newest era, ``era`` that era's titles and ``formula`` its formula linkbase, which has
    an entry point of its own: who only reads a filing need not load it. Each era in ``older`` has entry points too.

    Raises:
        ValueError: the schema of the namespace does not stand directly below the package's base URL, a concept is not
            the same in all eras, or the DTS cannot be written (see ``schema`` and ``linkbase``).
    """
    documents = taxonomy_documents(dts, info, formula=formula, older=older)
    entries = [
        EntryPoint(url, _names(info.titles, one.titles, word), text, _languages(one.dts, info))
        for one in (OlderEra("", dts, era or {}, formula), *older)
        for url, word, text in _entries(info, one)
    ]
    return assemble(info, {info.base + name: content for name, content in documents.items()}, entries)


def _entries(info: PackageInfo, era: OlderEra) -> Iterator[tuple[str, str, Texts]]:
    """The entry points of an era: where each is, what it is called, and what it brings."""
    plain, calc11 = info.entries(era.name)
    yield plain, "XBRL 2.1", _CAL_2003
    yield calc11, "Calculations 1.1", _CAL_11
    if era.formula is not None:
        yield info.entry_formula(era.name), "Formula 1.0", _FORMULA


def _names(titles: Texts, era: Texts, word: str) -> Texts:
    return {lang: f"{title}{f', {era[lang]}' if lang in era else ''} ({word})" for lang, title in titles.items()}


def taxonomy_documents(
    dts: Dts,
    info: PackageInfo,
    *,
    formula: bytes | None = None,
    older: Sequence[OlderEra] = (),
) -> dict[str, bytes]:
    """The schema, the linkbases and the entry points of a taxonomy by file name; they stand side by side.

    One schema declares the concepts and roles of all eras. It refers to no linkbase, so that each entry point brings
    the labels and networks of one era and the calculations of one specification: with both calculations in one DTS a
    processor reports each inconsistency twice.

    Raises:
        ValueError: as ``taxonomy_package``.
    """
    core = _core(dts, info)
    documents = {core: schema(_union(dts, *(one.dts for one in older)), info.namespace, prefix=info.prefix)}
    for one in (OlderEra("", dts, {}, formula), *older):
        documents |= _era_documents(one.dts, info, core, one.name, one.formula)
    return dict(sorted(documents.items()))


def _union(newest: Dts, *older: Dts) -> Dts:
    """What a schema has to declare for all eras; their labels differ and are no part of it."""
    concepts, roles = dict(newest.concepts), dict(newest.roles)
    for one in older:
        for name, concept in one.concepts.items():
            if replace(concepts.setdefault(name, concept), labels=(), references=()) != replace(
                concept, labels=(), references=()
            ):
                raise ValueError(f"{name} is not the same in all eras")
        roles = {**one.roles, **roles}
    arcs = tuple(arc for one in (newest, *older) for arc in one.relationships)
    return Dts(concepts, roles, arcs, newest.schemas)


def _era_documents(dts: Dts, info: PackageInfo, core: str, era: str, formula: bytes | None) -> dict[str, bytes]:
    """The linkbases and the entry points of an era by file name."""
    stem = f"{info.stem}{_word(era)}"
    common = _common(dts, info, core, stem)
    imports = {info.namespace: core}
    if f"{_ROLE}referenceLinkbaseRef" in {role for role, _ in common.values()}:
        imports[REF] = REF_SCHEMA
    documents = {name: content for name, (_, content) in common.items()}

    def enter(url: str, *more: tuple[str, str | None]) -> None:
        refs = sorted([*((name, role) for name, (role, _) in common.items()), *more], key=lambda ref: ref[0])
        documents[url.removeprefix(info.base)] = schema(
            dts, url.removesuffix(".xsd"), linkbases=refs, imports=imports, roles=()
        )

    sums: dict[str, list[tuple[str, str | None]]] = {}
    for url, word, arcrole in zip(
        info.entries(era), ("cal", "cal11"), (arcroles.SUMMATION_ITEM, arcroles.SUMMATION_ITEM_11), strict=True
    ):
        sums[word] = []
        if dts.calculation:
            locate, name = _locator(dts, info, core), f"{stem}-{word}.xml"
            documents[name] = calculation(dts, dts.roles.values(), locate, arcrole=arcrole, roles_at=core)
            sums[word] = [(name, f"{_ROLE}calculationLinkbaseRef")]
        enter(url, *sums[word])
    if formula is not None:
        documents[f"{stem}-formula.xml"] = formula
        enter(info.entry_formula(era), *sums["cal"], (f"{stem}-formula.xml", None))
    return documents


def _word(era: str) -> str:
    return f"-{era}" if era else ""


def assemble(
    info: PackageInfo, documents: Mapping[str, bytes], entries: Sequence[EntryPoint], *, base: str | None = None
) -> dict[str, bytes]:
    """A taxonomy package from documents by URL, which all stand below ``base`` (by default that of ``info``).

    Raises:
        ValueError: a document stands elsewhere, or an entry point is not among the documents.
    """
    base = info.base if base is None else base
    elsewhere = [url for url in documents if not url.startswith(base)]
    missing = [entry.url for entry in entries if entry.url not in documents]
    if elsewhere:
        raise ValueError(f"{elsewhere[0]} does not stand below {base}")
    if missing:
        raise ValueError(f"the entry point {missing[0]} is not among the documents")
    files = {f"taxonomy/{url.removeprefix(base)}": content for url, content in documents.items()}
    files["META-INF/catalog.xml"] = _catalog(base)
    files["META-INF/taxonomyPackage.xml"] = _description(info, entries)
    return {f"{info.stem}/{path}": content for path, content in sorted(files.items())}


def _core(dts: Dts, info: PackageInfo) -> str:
    url = dts.schemas.get(info.namespace)
    if url is None:
        raise ValueError(f"no schema document is known for {info.namespace}")
    name = url.removeprefix(info.base)
    if not url.startswith(info.base) or not name or "/" in name:
        raise ValueError(f"the schema {url} does not stand directly below {info.base}")
    return name


def _locator(dts: Dts, info: PackageInfo, core: str) -> Locate:
    """Concepts of the taxonomy stand in the schema beside the linkbases, those of others at their own URL."""
    return locator({**dts.schemas, info.namespace: core})


def _common(dts: Dts, info: PackageInfo, core: str, stem: str) -> dict[str, tuple[str | None, bytes]]:
    """The linkbases of both entry points of an era by file name: the role of the reference to each, and its content."""
    locate = _locator(dts, info, core)
    roles = tuple(dts.roles.values())
    names = [name for name in dts.concepts if name.namespace == info.namespace]
    found: dict[str, tuple[str | None, bytes]] = {}
    used = {arc.arcrole for arc in dts.relationships}
    if arcroles.PARENT_CHILD in used:
        content = presentation(dts, roles, locate, roles_at=core)
        found[f"{stem}-pre.xml"] = (f"{_ROLE}presentationLinkbaseRef", content)
    if used - {arcroles.PARENT_CHILD, arcroles.SUMMATION_ITEM}:
        content = definition(dts, roles, locate, roles_at=core)
        found[f"{stem}-def.xml"] = (f"{_ROLE}definitionLinkbaseRef", content)
    if any(dts.concepts[name].references for name in names):
        found[f"{stem}-ref.xml"] = (f"{_ROLE}referenceLinkbaseRef", references(dts, names, locate))
    for lang in sorted({label.lang for name in names for label in dts.concepts[name].labels}):
        found[f"{stem}-lab-{lang}.xml"] = (f"{_ROLE}labelLinkbaseRef", labels(dts, names, lang, locate))
    for lang in sorted({lang for role in roles for lang, _ in role.definitions}):
        found[f"{stem}-role-{lang}.xml"] = (None, role_labels(roles, lang, roles_at=core))
    return found


def _languages(dts: Dts, info: PackageInfo) -> tuple[str, ...]:
    concepts = (concept for name, concept in dts.concepts.items() if name.namespace == info.namespace)
    return tuple(sorted({label.lang for concept in concepts for label in concept.labels}))


def _catalog(base: str) -> bytes:
    root = etree.Element(f"{{{CATALOG}}}catalog", {}, nsmap={"catalog": CATALOG})
    etree.SubElement(root, f"{{{CATALOG}}}rewriteURI", {"uriStartString": base, "rewritePrefix": "../taxonomy/"})
    return serialize(root)


def _description(info: PackageInfo, entries: Iterable[EntryPoint]) -> bytes:
    root = etree.Element(f"{{{TP}}}taxonomyPackage", {f"{{{XML}}}lang": "en"}, nsmap={"tp": TP})
    _text(root, "identifier", info.namespace)
    _texts(root, "name", info.titles)
    _text(root, "version", info.version)
    _text(root, "publisher", info.publisher)
    if info.published is not None:
        _text(root, "publicationDate", info.published.isoformat())
    points = etree.SubElement(root, f"{{{TP}}}entryPoints")
    for entry in entries:
        point = etree.SubElement(points, f"{{{TP}}}entryPoint")
        _texts(point, "name", entry.names)
        _texts(point, "description", entry.descriptions)
        _text(point, "version", info.version)
        etree.SubElement(point, f"{{{TP}}}entryPointDocument", {"href": entry.url})
        if entry.languages:
            languages = etree.SubElement(point, f"{{{TP}}}languages")
            for lang in entry.languages:
                _text(languages, "language", lang)
    return serialize(root)


def _text(parent: etree._Element, name: str, text: str, lang: str | None = None) -> None:
    attributes = {f"{{{XML}}}lang": lang} if lang is not None else {}
    etree.SubElement(parent, f"{{{TP}}}{name}", attributes).text = text


def _texts(parent: etree._Element, name: str, texts: Texts) -> None:
    for lang, text in sorted(texts.items()):
        _text(parent, name, text, lang)
