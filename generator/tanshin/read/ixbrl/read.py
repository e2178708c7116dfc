"""Reading Inline XBRL documents as one set: the reports that they hold together (Inline XBRL 1.1, section 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from tanshin.read.building import fact_of, gathered
from tanshin.read.context import CONTEXT, UNIT, Header, read_header
from tanshin.read.ixbrl.continuation import Continuations
from tanshin.read.ixbrl.facts import Facts, Tagged
from tanshin.read.ixbrl.markup import Page, parse_pages
from tanshin.read.ixbrl.notes import Notes
from tanshin.read.ixbrl.text import MAX_TEXT, Budget
from tanshin.read.ixbrl.words import shown
from tanshin.report.fact import Fact, Key
from tanshin.report.instance import FactNote, Instance
from tanshin.report.item import Item
from tanshin.taxonomy.dts import Dts
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.source import Source

_SCHEMA = "{http://www.xbrl.org/2003/linkbase}schemaRef"
_LINKBASE = "{http://www.xbrl.org/2003/linkbase}linkbaseRef"
_HREF = "{http://www.w3.org/1999/xlink}href"
#: Findings of one kind that are told one by one.
_TOLD = 20
#: The target of what names none.
DEFAULT = ""


class InlineSet(Struct, frozen=True):
    """What stands in a set of documents: every tag in order, and what there is to say.

    By target: the schemas and the linkbases that its references name, and its notes.
    """

    tagged: tuple[Tagged, ...]
    schemas: Mapping[str, tuple[str, ...]]
    linkbases: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, tuple[FactNote, ...]]
    findings: tuple[Finding, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """The reports of the set by their names, the default first; there is always one."""
        named = dict.fromkeys((*(one.target for one in self.tagged), *self.schemas))
        return tuple(sorted(named)) or (DEFAULT,)

    def items(self, target: str = DEFAULT) -> Iterator[Item]:
        """The facts of a report as they stand, in the order of the documents."""
        return (one.item for one in self.tagged if one.target == target)


#: Reports in one set of documents; in practice there is one, or one for each language.
MAX_TARGETS = 200


def read_inline(files: Mapping[str, bytes], name: str, dts: Dts | None = None) -> Mapping[str, Instance]:
    """The reports of a set of documents by their target; that of the default target has the empty name.

    ``files`` are the documents in their order, ``name`` is what the set is called. With ``dts`` flags and days are read
    as such. Every report carries the findings of the whole set.

    Raises:
        InputError: a document is no well-formed XML (TNS017), has nothing of Inline XBRL in it (TNS061), or says more
            than can be read (TNS069).
    """
    read = read_set(files, dts)
    instances: dict[str, Instance] = {}
    facts: dict[str, list[Fact]] = {}
    for one in read.tagged:
        facts.setdefault(one.target, []).append(_fact(one, dts))
    for target in read.targets:
        report, repeated = gathered(facts.get(target, ()))
        instances[target] = Instance(
            name,
            report,
            repeated,
            read.notes.get(target, ()),
            read.schemas.get(target, ()),
            dts,
            findings=read.findings,
            linkbases=read.linkbases.get(target, ()),
            has_tuples=any(item.parent for item in read.items(target)),
        )
    return instances


def read_set(files: Mapping[str, bytes], dts: Dts | None = None, max_text: int = MAX_TEXT) -> InlineSet:
    """What stands in the documents of a set, with texts of at most so many characters in all.

    Raises:
        InputError: as :func:`read_inline`.
    """
    pages = parse_pages(files)
    header = _header(pages)
    going = Continuations(pages)
    facts = Facts(pages, header, going, Budget(max_text))
    tagged = tuple(facts.read())
    _check_targets(tagged)
    schemas, linkbases = (_references(pages, tag) for tag in (_SCHEMA, _LINKBASE))
    footnotes = Notes(pages, going)
    notes = dict(_notes(footnotes, tagged, dts))
    findings = (*header.findings, *facts.findings, *going.findings, *going.unused(), *footnotes.findings)
    more = (*_unreferenced(tagged, schemas), *_repeated(tagged))
    return InlineSet(tagged, schemas, linkbases, notes, tuple(_few(sort_findings((*findings, *more)))))


def _check_targets(tagged: Iterable[Tagged]) -> None:
    first: dict[str, Source] = {}
    for one in tagged:
        first.setdefault(one.target, one.source)
        if len(first) > MAX_TARGETS:
            message = say(
                "the facts belong to more than {most} reports, by their targets; divide them", most=MAX_TARGETS
            )
            raise InputError(Finding("TNS069", Severity.ERROR, message, (one.source,)))


def _few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings of each kind one by one, and the number of the others: a fault may concern every tag."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = finding.code, getattr(finding.message, "template", "")
        counts[kind] += 1
        if counts[kind] <= _TOLD:
            yield finding
    for (code, _), count in counts.items():
        if count > _TOLD:
            message = say(
                "{count} more are like the first {told} of this kind; correct those, and read the report again",
                count=count - _TOLD,
                told=_TOLD,
            )
            yield Finding(code, Severity.ERROR, message)


def _fact(one: Tagged, dts: Dts | None) -> Fact:
    return fact_of(one.item, one.source, dts, as_text=one.misfit)


def _header(pages: Sequence[Page]) -> Header:
    def elements() -> Iterator[tuple[str, etree._Element]]:
        for page in pages:
            for resources in page.elements("resources"):
                for element in resources.iterchildren(CONTEXT, UNIT):
                    yield page.file, element

    return read_header(elements(), "TNS066")


def _references(pages: Sequence[Page], tag: str) -> Mapping[str, tuple[str, ...]]:
    """What each report refers to as a schema, or as a linkbase, by its target."""
    found: dict[str, dict[str, None]] = {}
    for page in pages:
        for references in page.elements("references"):
            own = found.setdefault(references.get("target", DEFAULT).strip(), {})
            own.update((one.get(_HREF, "").strip(), None) for one in references.iterchildren(tag))
    return {target: tuple(hrefs) for target, hrefs in found.items()}


def _notes(footnotes: Notes, tagged: Sequence[Tagged], dts: Dts | None) -> Iterator[tuple[str, tuple[FactNote, ...]]]:
    """The footnotes of each report, by its target."""
    ids = frozenset(one.item.id for one in tagged if one.item.id)
    for target in dict.fromkeys((DEFAULT, *(one.target for one in tagged))):
        keys: dict[str, Key] = {}
        named: dict[str, list[Key]] = {}
        for one in tagged:
            if one.target == target and (one.item.id or one.notes):
                key = _fact(one, dts).key
                if one.item.id:
                    keys.setdefault(one.item.id, key)
                for name in one.notes:
                    named.setdefault(name, []).append(key)
        yield target, tuple(footnotes.read(keys, named, ids))


def _unreferenced(tagged: Sequence[Tagged], schemas: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """A report that refers to no schema has no taxonomy: nobody knows what its facts mean."""
    first = {one.target: one.source for one in reversed(tagged)}
    for target, source in first.items():
        if not any(schemas.get(target, ())):
            message = say(
                "the report {target!r} of the set refers to no schema, so nothing tells what its facts mean; give it "
                "an ix:references with a schemaRef, or give all documents of the set",
                target=shown(target),
            )
            yield Finding("TNS061", Severity.ERROR, message, (source,))


def _repeated(tagged: Iterable[Tagged]) -> Iterator[Finding]:
    """Facts with one id: a reference to it leads to the first."""
    first: dict[str, Source] = {}
    for one in tagged:
        if one.item.id and (other := first.setdefault(one.item.id, one.source)) is not one.source:
            message = say("two facts have the id {id!r}; give each its own", id=shown(one.item.id))
            yield Finding("TNS066", Severity.ERROR, message, (one.source, other))
