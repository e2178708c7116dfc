"""Writing linkbases: relationships, labels and references as extended links (XBRL 2.1, sections 3.5 and 5.2).

Where things are declared is the caller's business: ``locate`` gives the place of a concept's declaration, and a role
stands at its own ``href`` or in the document ``roles_at``. So the same functions serve a taxonomy, a submission that
points to the taxonomy of the exchange, and an attachment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from lxml import etree

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.schema import LINK, XBRLDT, element_id, serialize
from tanshin.taxonomy.xlink import (
    ELEMENT_LABEL,
    GEN,
    GEN_SCHEMA,
    GENERIC_LABEL,
    GENERIC_LINK,
    LABEL,
    LABEL_SCHEMA,
    XML,
    Names,
    add_arc,
    add_locator,
    declare,
    extended,
    linkbase_root,
    role_refs,
    xlink,
)
from tanshin.values.qname import QName

REF = "http://www.xbrl.org/2006/ref"

REF_SCHEMA = "http://www.xbrl.org/2006/ref-2006-02-27.xsd"
_XBRLDT_SCHEMA = "http://www.xbrl.org/2005/xbrldt-2005.xsd"
_NEGATED_SCHEMA = "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd"

_STANDARD_LINK = "http://www.xbrl.org/2003/role/link"
_STANDARD_ROLES = "http://www.xbrl.org/2003/role/"
_NEGATED_ROLES = "http://www.xbrl.org/2009/role/negated"

#: Where an arcrole is declared; the arcroles of XBRL 2.1 itself need no declaration (3.5.2.5).
_ARCROLES = {
    arcroles.SUMMATION_ITEM_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
    arcroles.ALL: f"{_XBRLDT_SCHEMA}#all",
    arcroles.NOT_ALL: f"{_XBRLDT_SCHEMA}#notAll",
    arcroles.HYPERCUBE_DIMENSION: f"{_XBRLDT_SCHEMA}#hypercube-dimension",
    arcroles.DIMENSION_DOMAIN: f"{_XBRLDT_SCHEMA}#dimension-domain",
    arcroles.DIMENSION_DEFAULT: f"{_XBRLDT_SCHEMA}#dimension-default",
    arcroles.DOMAIN_MEMBER: f"{_XBRLDT_SCHEMA}#domain-member",
}

_SUMS = (arcroles.SUMMATION_ITEM, arcroles.SUMMATION_ITEM_11)
_HYPERCUBES = (arcroles.ALL, arcroles.NOT_ALL)

#: The parts of a reference (``ref-2006-02-27.xsd``).
# fmt: off
_PARTS = frozenset({
    "Publisher", "Name", "Number", "IssueDate", "Chapter", "Article", "Note", "Section", "Subsection", "Paragraph",
    "Subparagraph", "Clause", "Subclause", "Appendix", "Example", "Page", "Exhibit", "Footnote", "Sentence", "URI",
    "URIDate",
})
# fmt: on

Locate = Callable[[QName], str]


def locator(schemas: Mapping[str, str]) -> Locate:
    """Finds concepts by the schema document of each namespace; it raises ``ValueError`` for any other namespace."""

    def locate(name: QName) -> str:
        if name.namespace not in schemas:
            raise ValueError(f"no schema document is known for {name.clark}")
        return f"{schemas[name.namespace]}#{element_id(name)}"

    return locate


def presentation(dts: Dts, roles: Iterable[Role], locate: Locate, *, roles_at: str | None = None) -> bytes:
    """The presentation linkbase of some roles (XBRL 2.1, 5.2.4); a role without such relationships is left out.

    Raises:
        ValueError: a relationship names an unknown concept, or a role whose declaration cannot be found.
    """
    arcs = [arc for arc in dts.relationships if arc.arcrole == arcroles.PARENT_CHILD]
    return _networks("presentation", dts, roles, locate, roles_at, arcs, {})


def calculation(
    dts: Dts,
    roles: Iterable[Role],
    locate: Locate,
    *,
    arcrole: str = arcroles.SUMMATION_ITEM,
    roles_at: str | None = None,
) -> bytes:
    """The calculation linkbase of some roles (XBRL 2.1, 5.2.5), with the arcrole of XBRL 2.1 or of Calculations 1.1.

    Raises:
        ValueError: as for ``presentation``; a relationship has no weight, or the arcrole is not one of the two.
    """
    if arcrole not in _SUMS:
        raise ValueError(f"not an arcrole of calculations: {arcrole}")
    arcs = [arc for arc in dts.relationships if arc.arcrole == arcroles.SUMMATION_ITEM]
    return _networks("calculation", dts, roles, locate, roles_at, arcs, {arcroles.SUMMATION_ITEM: arcrole})


def definition(dts: Dts, roles: Iterable[Role], locate: Locate, *, roles_at: str | None = None) -> bytes:
    """The definition linkbase of some roles: their dimensional relationships (XBRL Dimensions 1.0, 2.2 to 2.7).

    Raises:
        ValueError: as for ``presentation``; a has-hypercube relationship does not say in which element of a context
            its dimensions stand.
    """
    other = (arcroles.PARENT_CHILD, *_SUMS)
    arcs = [arc for arc in dts.relationships if arc.arcrole not in other]
    return _networks("definition", dts, roles, locate, roles_at, arcs, {})


def labels(dts: Dts, concepts: Iterable[QName], lang: str, locate: Locate) -> bytes:
    """The label linkbase of some concepts in one language (XBRL 2.1, 5.2.2).

    Raises:
        ValueError: a concept is unknown, or the declaration of a label's role cannot be found.
    """
    found = [(c, sorted(label for label in c.labels if label.lang == lang)) for c in _some(dts, concepts)]
    root = linkbase_root()
    role_refs(root, _label_roles({label.role for _, texts in found for label in texts}))
    link = extended(root, f"{{{LINK}}}labelLink", _STANDARD_LINK)
    names = Names()
    for concept, texts in found:
        if not texts:
            continue
        source = add_locator(link, names.new(element_id(concept.qname)), locate(concept.qname))
        for label in texts:
            target = names.new(f"label_{source}")
            attributes = xlink("resource", label=target, role=label.role) | {f"{{{XML}}}lang": lang}
            etree.SubElement(link, f"{{{LINK}}}label", attributes).text = label.text
            add_arc(link, f"{{{LINK}}}labelArc", arcroles.CONCEPT_LABEL, source, target)
    return serialize(root)


def references(dts: Dts, concepts: Iterable[QName], locate: Locate) -> bytes:
    """The reference linkbase of some concepts (XBRL 2.1, 5.2.3).

    Raises:
        ValueError: a concept is unknown, a part is none of ``ref-2006-02-27.xsd``, or a role is not a standard one.
    """
    root = linkbase_root({"ref": REF}, {REF: REF_SCHEMA})
    link = extended(root, f"{{{LINK}}}referenceLink", _STANDARD_LINK)
    names = Names()
    for concept in _some(dts, concepts):
        if not concept.references:
            continue
        source = add_locator(link, names.new(element_id(concept.qname)), locate(concept.qname))
        for reference in concept.references:
            if not reference.role.startswith(_STANDARD_ROLES):
                raise ValueError(f"{concept.qname}: the declaration of role {reference.role} is not known")
            target = names.new(f"reference_{source}")
            attributes = xlink("resource", label=target, role=reference.role)
            element = etree.SubElement(link, f"{{{LINK}}}reference", attributes)
            for part, text in reference.parts:
                if part not in _PARTS:
                    raise ValueError(f"{concept.qname}: '{part}' is not a part of a reference")
                etree.SubElement(element, f"{{{REF}}}{part}").text = text
            add_arc(link, f"{{{LINK}}}referenceArc", arcroles.CONCEPT_REFERENCE, source, target)
    return serialize(root)


def role_labels(roles: Iterable[Role], lang: str, *, roles_at: str | None = None) -> bytes:
    """The titles of some roles in one language (Generic Links 1.0; Generic Labels 1.0).

    Raises:
        ValueError: the declaration of a role cannot be found.
    """
    root = linkbase_root({"gen": GEN, "label": LABEL}, {GEN: GEN_SCHEMA, LABEL: LABEL_SCHEMA})
    declared = {
        GENERIC_LINK: f"{GEN_SCHEMA}#standard-link-role",
        GENERIC_LABEL: f"{LABEL_SCHEMA}#standard-label",
    }
    role_refs(root, declared)
    declare(root, "arcrole", ELEMENT_LABEL, f"{LABEL_SCHEMA}#element-label")
    link = extended(root, f"{{{GEN}}}link", GENERIC_LINK)
    names = Names()
    for role in sorted(roles, key=lambda role: role.uri):
        text = dict(role.definitions).get(lang)
        if text is None:
            continue
        source = add_locator(link, names.new(role.id), _role_href(role, roles_at))
        target = names.new(f"label_{source}")
        attributes = xlink("resource", label=target, role=GENERIC_LABEL) | {f"{{{XML}}}lang": lang}
        etree.SubElement(link, f"{{{LABEL}}}label", attributes).text = text
        add_arc(link, f"{{{GEN}}}arc", ELEMENT_LABEL, source, target)
    return serialize(root)


def _networks(
    kind: str,
    dts: Dts,
    roles: Iterable[Role],
    locate: Locate,
    roles_at: str | None,
    arcs: Iterable[Relationship],
    written_as: Mapping[str, str],
) -> bytes:
    by_role: dict[str, list[Relationship]] = {}
    for arc in arcs:
        by_role.setdefault(arc.role, []).append(arc)
    written = [role for role in dict.fromkeys(roles) if role.uri in by_role]
    chosen = [arc for role in written for arc in by_role[role.uri]]
    root = linkbase_root({"xbrldt": XBRLDT} if any(_is_dimensional(arc) for arc in chosen) else {})
    targets = [dts.roles[uri] for uri in {arc.target_role for arc in chosen} if uri is not None and uri in dts.roles]
    declared = {role.uri: _role_href(role, roles_at) for role in (*written, *targets)}
    preferred = {arc.preferred_label for arc in chosen if arc.preferred_label is not None}
    role_refs(root, declared | _label_roles(preferred))
    for arcrole in sorted({written_as.get(arc.arcrole, arc.arcrole) for arc in chosen}):
        if arcrole in _ARCROLES:
            declare(root, "arcrole", arcrole, _ARCROLES[arcrole])
    for role in written:
        link = extended(root, f"{{{LINK}}}{kind}Link", role.uri)
        _relationships(link, f"{{{LINK}}}{kind}Arc", dts, locate, by_role[role.uri], written_as)
    return serialize(root)


def _relationships(
    link: etree._Element,
    tag: str,
    dts: Dts,
    locate: Locate,
    arcs: Iterable[Relationship],
    written_as: Mapping[str, str],
) -> None:
    names = Names()
    locators: dict[tuple[QName, int], str] = {}
    pairs: Counter[tuple[QName, QName]] = Counter()

    def end(name: QName, occurrence: int) -> str:
        if (name, occurrence) not in locators:
            declared = _concept(dts, name).qname  # the name in a relationship may lack the prefix its id is made of
            locators[name, occurrence] = add_locator(link, names.new(element_id(declared)), locate(declared))
        return locators[name, occurrence]

    for arc in arcs:
        # A link may hold only one arc between two labels (XLink 1.0, 5.1.3): the second position of a concept under
        # the same parent needs a locator of its own.
        pairs[arc.source, arc.target] += 1
        source, target = end(arc.source, 1), end(arc.target, pairs[arc.source, arc.target])
        add_arc(link, tag, written_as.get(arc.arcrole, arc.arcrole), source, target, _particulars(arc))


def _is_dimensional(arc: Relationship) -> bool:
    """Whether an arc has attributes of XBRL Dimensions."""
    return arc.arcrole in _HYPERCUBES or arc.target_role is not None or not arc.usable


def _particulars(arc: Relationship) -> dict[str, str]:
    attributes = {"order": str(arc.order)}
    if arc.preferred_label is not None:
        attributes["preferredLabel"] = arc.preferred_label
    if arc.arcrole in _SUMS:
        if arc.weight is None:
            raise ValueError(f"the calculation of {arc.source} from {arc.target} has no weight")
        attributes["weight"] = _number(arc.weight)
    if arc.arcrole in _HYPERCUBES:
        if arc.context_element is None:
            raise ValueError(f"the hypercube {arc.target} of {arc.source} has no context element")
        attributes[f"{{{XBRLDT}}}contextElement"] = arc.context_element
        attributes[f"{{{XBRLDT}}}closed"] = "true" if arc.closed else "false"
    if arc.target_role is not None:
        attributes[f"{{{XBRLDT}}}targetRole"] = arc.target_role
    if not arc.usable:
        attributes[f"{{{XBRLDT}}}usable"] = "false"
    return attributes


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _concept(dts: Dts, name: QName) -> Concept:
    if name not in dts.concepts:
        raise ValueError(f"no concept {name} is defined")
    return dts.concepts[name]


def _some(dts: Dts, names: Iterable[QName]) -> list[Concept]:
    """The concepts of some names, each once, in an order that depends on the names alone."""
    return [_concept(dts, name) for name in sorted(set(names))]


def _label_roles(uris: Iterable[str]) -> dict[str, str]:
    """The declarations of those label roles that are not standard ones."""
    found: dict[str, str] = {}
    for uri in uris:
        if uri.startswith(_NEGATED_ROLES):
            found[uri] = f"{_NEGATED_SCHEMA}#{uri.rpartition('/')[2]}"
        elif not uri.startswith(_STANDARD_ROLES):
            raise ValueError(f"the declaration of label role {uri} is not known")
    return found


def _role_href(role: Role, roles_at: str | None) -> str:
    if role.href is not None:
        return role.href
    if roles_at is None:
        raise ValueError(f"role {role.uri} does not say where it is declared: give roles_at")
    return f"{roles_at}#{role.id}"
