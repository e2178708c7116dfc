"""Loading the taxonomy that a report refers to: every document of its DTS, as one :class:`Dts`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from tanshin.read.dts.arc import Related, related
from tanshin.read.dts.concept import concepts_of, schemas_of
from tanshin.read.dts.cycle import tell_cycles
from tanshin.read.dts.discover import Discovered, discover
from tanshin.read.dts.document import Resource, RoleType
from tanshin.read.dts.notes import Notes
from tanshin.read.dts.resolver import Resolver
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.label import Label, Reference
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.xlink import ELEMENT_LABEL, ELEMENT_REFERENCE
from tanshin.values.finding import Finding
from tanshin.values.memory import recall_held
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source

_SUMS = (arcroles.SUMMATION_ITEM, arcroles.SUMMATION_ITEM_11)
_LABELS = (arcroles.CONCEPT_LABEL, ELEMENT_LABEL)
_GENERIC_ROLES = "http://www.xbrl.org/2008/role/"
_ROLES = "http://www.xbrl.org/2003/role/"
_REFERENCE = f"{_ROLES}reference"
_REFERENCES = (arcroles.CONCEPT_REFERENCE, ELEMENT_REFERENCE)


class Loaded(Struct, frozen=True):
    """What was loaded of a taxonomy.

    ``is_complete`` tells whether everything was at hand and could be read: only then can validity be judged.
    ``missing`` are the places of the documents that were not at hand, ``documents`` those that were read: URLs, or
    names in the folder or archive.
    """

    dts: Dts
    is_complete: bool
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    documents: tuple[str, ...] = ()


def load_dts(hrefs: Iterable[str], resolver: Resolver, *, base: str = "") -> Loaded:
    """The taxonomy that some references lead to (XBRL 2.1, section 3.2); nothing is fetched from anywhere.

    ``hrefs`` are those of ``schemaRef``, ``linkbaseRef``, ``roleRef`` and ``arcroleRef``, as they stand in the
    document ``base``: a URL, or a name among the resolver's files. What cannot be found or used is a finding, and the
    rest is loaded. Relationships between concepts of a schema that is not at hand are kept under the names that their
    ids suggest, without concepts.
    """
    notes = Notes()
    discovered = discover(hrefs, base, resolver, notes)
    # Reports with the same taxonomy share it, unless something is said of the references themselves.
    made_of = (b"taxonomy", discovered.digest.encode(), *(base.encode() for _ in notes.findings()[:1]))
    return recall_held(made_of, lambda: _loaded(discovered, notes), discovered.size)


def _loaded(discovered: Discovered, notes: Notes) -> Loaded:
    """The taxonomy that some documents are; ``notes`` is what was said of these."""
    in_force = related(discovered, notes)
    tell_cycles(in_force, notes)
    dts = Dts(
        _described(concepts_of(discovered.documents.values(), notes), in_force),
        _roles(discovered, in_force),
        tuple(dict.fromkeys(_relationships(in_force, notes))),
        schemas_of(discovered.documents),
    )
    findings = notes.findings()
    is_complete = discovered.is_whole and all(one.code != "TNS057" for one in findings)
    return Loaded(dts, is_complete, discovered.missing, findings, tuple(discovered.documents))


def _relationships(in_force: Iterable[Related], notes: Notes) -> Iterable[Relationship]:
    for one in in_force:
        arc, source, target = one.arc, one.source, one.target
        if not (isinstance(source, QName) and isinstance(target, QName)):
            continue
        if arc.arcrole in _SUMS and arc.weight is None:
            message = say("the calculation of {total} from {item} has no weight", total=source.local, item=target.local)
            notes.error("TNS056", message, Source(one.place, arc.line))
            continue
        yield Relationship(
            arc.arcrole,
            one.role,
            source,
            target,
            _order(arc.order),
            arc.weight,
            arc.preferred_label,
            arc.closed,
            arc.context_element,
            arc.target_role,
            arc.usable,
        )


def _order(order: Decimal) -> Decimal | int:
    """Whole orders as integers, so that they print as they do in sources of ours."""
    whole = int(order)
    return whole if whole == order else order


def _described(concepts: Mapping[QName, Concept], in_force: Iterable[Related]) -> dict[QName, Concept]:
    """The concepts with their labels and references."""
    labels: dict[QName, dict[Label, None]] = {}
    references: dict[QName, dict[Reference, None]] = {}
    for one in in_force:
        if not (isinstance(one.source, QName) and isinstance(one.target, Resource)):
            continue
        if one.arc.arcrole in _LABELS:
            labels.setdefault(one.source, {})[_label(one.target)] = None
        elif one.arc.arcrole in _REFERENCES:
            reference = Reference(one.target.role or _REFERENCE, one.target.parts)
            references.setdefault(one.source, {})[reference] = None
    return {
        name: replace(concept, labels=tuple(labels.get(name, ())), references=tuple(references.get(name, ())))
        if name in labels or name in references
        else concept
        for name, concept in concepts.items()
    }


def _label(resource: Resource) -> Label:
    """A label; the roles of generic labels are those of labels, each under another name (Generic Labels 1.0)."""
    role = resource.role or ""
    if role.startswith(_GENERIC_ROLES):
        role = _ROLES + role.removeprefix(_GENERIC_ROLES)
    return Label(role, resource.lang, resource.text)


def _roles(discovered: Discovered, in_force: Iterable[Related]) -> dict[str, Role]:
    """The roles of extended links, with their definition in English and generic labels in any language."""
    titles: dict[str, dict[str, str]] = {}
    for one in in_force:
        if isinstance(one.source, RoleType) and isinstance(one.target, Resource) and one.arc.arcrole in _LABELS:
            titles.setdefault(one.source.uri, {}).setdefault(one.target.lang, one.target.text)
    found: dict[str, Role] = {}
    for place, document in discovered.documents.items():
        for role in document.roles:
            if role.uri in found or not any(used.endswith(("Link", "link")) for used in role.used_on):
                continue
            texts = titles.get(role.uri, {})
            if role.definition:
                texts = {"en": role.definition, **texts}
            href = f"{place}#{role.id}" if role.id else None
            found[role.uri] = Role(role.uri, role.id or role.uri.rpartition("/")[2], tuple(texts.items()), href)
    return found
