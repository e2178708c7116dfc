"""Identities and references: what a taxonomy says beside its statements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tanshin.taxonomy.concept import Kind
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.identity import Equality, Identity, MemberSum, RollForward, Term
from tanshin.taxonomy.label import Reference
from tanshin.taxonomy.source import IdentitiesSource, IdentitySource, MappingSource, TaxonomySource, TermSource
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.qname import QName
from tanshin.values.yaml import Document, read_yaml, validate

_REFERENCE_ROLE = "http://www.xbrl.org/2003/role/commonPracticeRef"


def read_references(folder: Path, source: TaxonomySource) -> Mapping[str, tuple[Reference, ...]]:
    """The nearest US-GAAP element and topic of each concept, by local name.

    They are our own judgement, not taken from the FASB's taxonomy files; each reference says so in its Note.

    Raises:
        InputError: the mapping file cannot be read.
    """
    if source.mapping is None:
        return {}
    document = read_yaml(folder / source.mapping, f"{folder.name}/{source.mapping}")
    mapping = validate(MappingSource, document)
    return {
        local: (
            Reference(
                _REFERENCE_ROLE,
                (
                    ("Publisher", "FASB"),
                    ("Name", "Accounting Standards Codification"),
                    ("Topic", f"{near.topic} {mapping.topics.get(near.topic, '')}".strip()),
                    ("Note", f"us-gaap:{near.element} ({mapping.status.en}){f'; {near.note}' if near.note else ''}"),
                ),
            ),
        )
        for local, near in mapping.concepts.items()
    }


def read_identities(folder: Path, source: TaxonomySource, dts: Dts) -> tuple[Identity, ...]:
    """The identities a taxonomy declares.

    Raises:
        InputError: the file cannot be read, or an identity names what the taxonomy does not have.
    """
    if source.identities is None:
        return ()
    document = read_yaml(folder / source.identities, f"{folder.name}/{source.identities}")
    names = {name.local: name for name in dts.concepts}
    kept = validate(IdentitiesSource, document).identities
    problems = [problem for index, one in enumerate(kept) for problem in _problems(one, index, names, document)]
    if problems:
        raise InputError(*problems)
    return tuple(_identity(one, names, dts) for one in kept)


def _problems(one: IdentitySource, index: int, names: Mapping[str, QName], document: Document) -> list[Finding]:
    needs = {
        "roll-forward": one.balance and one.changes,
        "members": one.axis and one.members and one.concepts,
        "equal": (one.left and one.right) or (isinstance(one.concepts, dict) and len(one.concepts) == 2),
    }[one.kind]
    found = [] if needs else [f"identity {one.id} of kind {one.kind} lacks a key it needs"]
    terms = [term for term in (one.left, one.right) if term]
    mentioned = [
        one.balance,
        one.axis,
        *one.changes,
        *one.members,
        *one.concepts,
        *(name for term in terms for name in (term.concept, term.member)),
    ]
    found += [
        f"identity {one.id} names {name}, which the taxonomy does not have"
        for name in mentioned
        if name and name not in names
    ]
    position = document.position(("identities", index))
    return [Finding("TNS020", Severity.ERROR, message, (position,)) for message in found]


def _identity(one: IdentitySource, names: Mapping[str, QName], dts: Dts) -> Identity:
    titles = {"en": one.title.en, "ja": one.title.ja}
    axis = names[one.axis] if one.axis else None
    if one.kind == "roll-forward" and one.balance:
        changes = {names[local]: weight for local, weight in one.changes.items()}
        return RollForward(one.id, titles, names[one.balance], changes, axis)
    if one.kind == "members" and axis:
        members = tuple(names[local] for local in one.members)
        return MemberSum(one.id, titles, axis, members, tuple(names[local] for local in one.concepts))
    if isinstance(one.concepts, dict) and one.concepts:
        left, right = (Term(names[local], weight=weight) for local, weight in one.concepts.items())
    else:
        assert one.left and one.right  # _problems has seen to it
        left, right = _term(one.left, names, dts), _term(one.right, names, dts)
    return Equality(one.id, titles, left, right, dict(one.tolerance))


def _term(term: TermSource, names: Mapping[str, QName], dts: Dts) -> Term:
    if term.member is None:
        return Term(names[term.concept], weight=term.weight)
    member = names[term.member]
    return Term(names[term.concept], _axis_of(member, dts), member, term.weight)


def _axis_of(member: QName, dts: Dts) -> QName:
    """The axis a member belongs to, by walking up the definition networks."""
    parents = {arc.target: arc.source for arc in dts.relationships if arc.arcrole.startswith("http://xbrl.org/int/dim")}
    name = member
    while dts.concepts[name].kind is not Kind.AXIS:
        name = parents[name]
    return name
