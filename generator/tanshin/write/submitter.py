"""The submitter's part of a TDnet filing: what its files are called, and the schemas that its reports are judged by.

The names follow the rules of the Tokyo Stock Exchange for submissions since January 2014. Companies that report under
US GAAP attached no tagged statements then; ours use the same rules. Line items are declared in the company's own,
stable namespace; its schema lies in the attachment, which so loads without a network and without a package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from tanshin.report.fact import Fact
from tanshin.report.filing import Filing, Table
from tanshin.taxonomy.concept import PeriodType
from tanshin.taxonomy.linkbase import (
    REF,
    REF_SCHEMA,
    calculation,
    definition,
    labels,
    locator,
    presentation,
    references,
    role_labels,
)
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.schema import schema
from tanshin.taxonomy.statement import Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.memory import stage

_SUBMITTER = "http://www.xbrl.tdnet.info/jp/tse/tdnet"

#: For the letters of each kind of statement the group that orders the files: balance sheet, profit and loss,
#: comprehensive income, shareholders' equity and cash flows are TDnet's, dividends (dv) ours. Any other statement comes
#: after those that have a place, in the filing's order.
_GROUPS: Mapping[str, str] = {"bs": "01", "pl": "02", "ci": "02", "ss": "03", "cf": "04", "dv": "05", "ot": "09"}


class Attached(Struct, frozen=True):
    """A statement document of the attachment: its name in the filing, its code (``acbs01``) and its file name."""

    name: str
    code: str
    file: str


class Names(Struct, frozen=True):
    """What the parts of a submission are called."""

    summary: str
    summary_prefix: str
    summary_namespace: str
    attachment: str
    attachment_prefix: str
    attachment_namespace: str
    attached: tuple[Attached, ...]


def names_of(filing: Filing) -> Names:
    """The names of a filing's parts: ``acedussm`` is annual (or q), consolidated, in US GAAP, and the summary.

    A notice of a revision (``rvfc``, ``rvdf``) is of no standard.
    """
    form, code = filing.form.name, filing.entity.identifier
    end = filing.calendar.period("CurrentQuarter").last.isoformat()
    if not form:
        return _unfiled_names(filing, f"{filing.taxonomy.prefix}-{code}", end)
    term, standard, attachment_form = form[:2], form[2:-2], f"{form[:-2]}fr"
    first = "01"  # of possibly several submissions for one period
    stem = f"tse-{attachment_form}-{code}-{end}-{first}-{filing.announced.isoformat()}"
    return Names(
        summary=f"tse-{form}-{code}-{filing.number}",
        summary_prefix=f"tse-{form}-{code}",
        summary_namespace="/".join(filter(None, (_SUBMITTER, term, standard, form[-2:], code, filing.number))),
        attachment=stem,
        attachment_prefix=f"tse-{attachment_form}-{code}",
        attachment_namespace=(f"{_SUBMITTER}/{term}/{standard}/fr/{code}/{end}/{first}/{filing.announced.isoformat()}"),
        attached=tuple(_attached(filing, term, stem)),
    )


def _unfiled_names(filing: Filing, prefix: str, end: str) -> Names:
    """The names where no form of the exchange is filled in, such as slides: the company's own."""
    stem = f"{prefix}-{end}-{filing.announced.isoformat()}"
    namespace = f"{filing.taxonomy.namespace}/{filing.entity.identifier}/{end}/{filing.announced.isoformat()}"
    return Names(stem, prefix, namespace, stem, prefix, namespace, tuple(_attached(filing, "rl", stem)))


def _attached(filing: Filing, term: str, stem: str) -> Iterator[Attached]:
    letters_of = {one.id: one.attached_as for one in filing.taxonomy.statements}
    kinds = {table.id: letters_of.get(table.statement, "ot") for table in filing.tables}
    placed = sorted(filing.tables, key=lambda table: _GROUPS[kinds[table.id]])
    in_group: dict[str, int] = {}
    of_kind: dict[tuple[str, int], int] = {}
    for table in placed:
        group, kind = _GROUPS[kinds[table.id]], f"{term}{kinds[table.id]}"
        in_group[group] = in_group.get(group, 0) + 1
        first = _first_number(filing, table)
        of_kind[kind, first] = of_kind.get((kind, first), first - 1) + 1
        code = f"{kind}{of_kind[kind, first]:02}"
        yield Attached(table.id, code, f"01{group}{in_group[group] * 10:03}-{code}-{stem}-ixbrl.htm")


def _first_number(filing: Filing, table: Table) -> int:
    """Where the numbers of a statement's kind begin.

    In a quarter's filing that is 11 for what is added up since the start of the year (TDnet: qcpl11), and 21 for the
    quarter alone (ours).
    """
    concepts = filing.taxonomy.dts.concepts
    statement = filing.taxonomy.by_id.get(table.statement)
    names = {*table.periods, *(column.period for column in table.columns if column.period)}
    spans = {filing.calendar.period(name) for name in names}
    is_at_instants = statement is None or all(
        concepts[name].abstract or concepts[name].period is PeriodType.INSTANT for name in statement.concepts
    )
    if filing.calendar.quarter == 4 or is_at_instants or not spans:
        return 1
    return 11 if filing.calendar.period("CurrentAccumulated") in spans else 21


def summary_schemas(filing: Filing, names: Names) -> dict[str, bytes]:
    """The schema of the summary, which declares nothing, and the definition linkbase of the sections it uses."""
    form = filing.form_taxonomy.of_form(filing.form.name)
    stem = form.schema.removesuffix(".xsd")
    roles = [form.dts.roles[section.role] for section in _used_sections(filing, form.statements)]
    linkbases = [
        (f"{names.summary}-def.xml", linkbase_role("definition")),
        (f"{stem}-lab-en.xml", linkbase_role("label")),
        (f"{stem}-lab.xml", linkbase_role("label")),
    ]
    imports = {form.namespace: form.schema, **role_schemas(form.dts.roles.values())}
    return {
        f"{names.summary}.xsd": schema(
            form.dts,
            names.summary_namespace,
            linkbases=linkbases,
            imports=imports,
            roles=(),
            prefix=names.summary_prefix,
        ),
        f"{names.summary}-def.xml": definition(form.dts, roles, locator(form.dts.schemas)),
    }


def _used_sections(filing: Filing, sections: tuple[Statement, ...]) -> list[Statement]:
    """The sections of the filing's form that hold a fact.

    A fact that fits no section takes every one that has its concept, so that a processor can see the misfit: a
    concept without a hypercube would be valid with any dimensions.
    """
    used: set[str] = set()
    for fact in filing.report:
        holding = [section for section in sections if fact.concept in section.concepts]
        fitting = [section for section in holding if _fits(fact, section)]
        used.update(section.id for section in fitting or holding)
    return [section for section in sections if section.id in used]


def _fits(fact: Fact, section: Statement) -> bool:
    given, allowed = dict(fact.key.dimensions), dict(section.axes)
    return given.keys() == allowed.keys() and all(given[axis] in allowed[axis] for axis in given)


def role_schemas(roles: Iterable[Role]) -> dict[str, str]:
    """The schemas that declare roles elsewhere, by namespace: on TDnet that is the URL of the folder."""
    locations = {role.href.partition("#")[0] for role in roles if role.href is not None}
    return {location.rpartition("/")[0]: location for location in locations}


def attachment_schemas(filing: Filing, names: Names) -> dict[str, bytes]:
    """The schema of the attachment, the schema of the line items and every linkbase: all that the folder needs.

    The networks are those of the statements and tables the filing prints. A sum of another one would bind what happens
    to be reported of it, and find the rest missing.
    """
    return _attachment_schemas(filing.taxonomy, _printed(filing), names)


@stage
def _attachment_schemas(taxonomy: Taxonomy, printed: tuple[str, ...], names: Names) -> dict[str, bytes]:
    dts, core, stem = taxonomy.dts, core_of(taxonomy), names.attachment
    linkbases = dict(sorted(_linkbases(taxonomy, printed, names).items()))
    imports = {taxonomy.namespace: core}
    if f"{stem}-ref.xml" in linkbases:
        imports[REF] = REF_SCHEMA
    refs = [(name, linkbase_role(kind) if kind else None) for name, (kind, _) in linkbases.items()]
    return {
        core: schema(dts, taxonomy.namespace, prefix=taxonomy.prefix),
        f"{stem}.xsd": schema(
            dts, names.attachment_namespace, linkbases=refs, imports=imports, roles=(), prefix=names.attachment_prefix
        ),
        **{name: write() for name, (_, write) in linkbases.items()},
    }


def linkbase_names(filing: Filing, names: Names) -> list[str]:
    """What the linkbases of the attachment are called, in alphabetical order."""
    return sorted(_linkbases(filing.taxonomy, _printed(filing), names))


def core_of(taxonomy: Taxonomy) -> str:
    """What the schema of the line items is called."""
    return taxonomy.schema.rpartition("/")[2]


def _printed(filing: Filing) -> tuple[str, ...]:
    """The statements and tables that a filing prints, by their names in the taxonomy."""
    return tuple(sorted({table.statement for table in filing.printed_tables}))


def _linkbases(
    taxonomy: Taxonomy, printed: tuple[str, ...], names: Names
) -> dict[str, tuple[str | None, Callable[[], bytes]]]:
    """The linkbases of the attachment by their names: the kind that a reference to each states, and what writes it."""
    dts, core, stem = taxonomy.dts, core_of(taxonomy), names.attachment
    roles = tuple(dts.roles[statement.role] for statement in taxonomy.statements if statement.id in printed)
    concepts = [dts.concepts[name] for name in dts.concepts if name.namespace == taxonomy.namespace]
    own = [concept.qname for concept in concepts]
    locate = locator({**dts.schemas, taxonomy.namespace: core})
    found: dict[str, tuple[str | None, Callable[[], bytes]]] = {
        f"{stem}-pre.xml": ("presentation", partial(presentation, dts, roles, locate, roles_at=core)),
        f"{stem}-cal.xml": ("calculation", partial(calculation, dts, roles, locate, roles_at=core)),
        f"{stem}-def.xml": ("definition", partial(definition, dts, roles, locate, roles_at=core)),
    }
    for lang in sorted({label.lang for concept in concepts for label in concept.labels}):
        found[f"{stem}-lab{_suffix(lang)}.xml"] = ("label", partial(labels, dts, own, lang, locate))
        found[f"{stem}-gla{_suffix(lang)}.xml"] = (None, partial(role_labels, roles, lang, roles_at=core))
    if any(concept.references for concept in concepts):
        found[f"{stem}-ref.xml"] = ("reference", partial(references, dts, own, locate))
    return found


def _suffix(lang: str) -> str:
    """TDnet names the Japanese linkbases without a language."""
    return "" if lang == "ja" else f"-{lang}"


def linkbase_role(kind: str) -> str:
    """The role of a reference to a linkbase of one kind (XBRL 2.1, section 4.3.4)."""
    return f"http://www.xbrl.org/2003/role/{kind}LinkbaseRef"
