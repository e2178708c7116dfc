"""Where a figure comes from and where it goes: its cell, what was done to it, every place, and every check of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from tanshin.document.model import Block, Document, Heading, Picture, Run, Runs, Table, Tagged, runs_of
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import MarkKind, Print
from tanshin.validate.printing import Printing, printings
from tanshin.validate.tie import Binding, Grip
from tanshin.validate.tie_words import Judgement, judgement, open_checks
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Finding
from tanshin.values.message import Message, say
from tanshin.values.source import Source

_MARKS: Mapping[MarkKind, Message] = {
    MarkKind.RECOMPUTED: say("recomputed"),
    MarkKind.ILLEGIBLE: say("illegible"),
    MarkKind.PUBLISHED_WRONG: say("published-wrong"),
}


class Adjustment(Struct, frozen=True):
    """What stands between a cell and its fact: a mark, a deviation, that it was derived or is stated elsewhere."""

    words: str
    source: Source | None = None


class Place(Struct, frozen=True):
    """A cell in which a fact is printed, where its digits come from, and how fast checks hold it."""

    printing: Printing | None
    printed: Print
    grip: Grip


class Shown(Struct, frozen=True):
    """A place in a document that shows a fact: the document, its language, the heading or row, the text."""

    document: str
    lang: str
    where: str
    text: str


class Lineage(Struct, frozen=True):
    """Everything that is known of a fact. ``source`` is the cell that makes it, unless it was derived."""

    fact: Fact
    labels: Mapping[str, str]
    source: Source | None
    adjustments: tuple[Adjustment, ...]
    places: tuple[Place, ...]
    shown: tuple[Shown, ...]
    checks: tuple[Judgement, ...]
    findings: tuple[Finding, ...]

    @property
    def grip(self) -> Grip:
        """How fast the cell that makes it is held, else the fastest of those that print it."""
        own = [one.grip for one in self.places if one.printed.source == self.source]
        grips = own or [one.grip for one in self.places]
        return min(grips, key=list(Grip).index, default=Grip.NONE)


class Tracer(Struct, frozen=True, dict=True):
    """Traces the facts of a filing through its ``documents``; ``findings`` are what its check gave."""

    paper: Workpaper
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()

    def trace(self, fact: Fact) -> Lineage:
        """The lineage of one fact."""
        filing = self.paper.filing
        prints = [one for one in filing.prints if one.key == fact.key]
        concept = filing.dts.concepts.get(fact.concept)
        judged = tuple(judgement(tie, self.paper) for tie in self._binding.ties_with(fact))
        cells = {one.source for one in prints}
        told = (one for one in self.findings if str(fact.key) in one.facts or cells & set(one.sources[:1]))
        return Lineage(
            fact,
            {lang: concept.label(lang) if concept else fact.concept.local for lang in ("en", "ja")},
            fact.source,
            tuple(self._adjustments(fact, prints)),
            tuple(Place(self._origins.get((one.source, one.key)), one, self._binding.of(one).grip) for one in prints),
            self._shown.get(fact.key, ()),
            (*sorted(judged, key=lambda one: one.code), *open_checks(fact, self.paper)),
            tuple(told),
        )

    def _adjustments(self, fact: Fact, prints: Iterable[Print]) -> Iterator[Adjustment]:
        filing = self.paper.filing
        cells = {(one.table, one.row, column) for one in prints for column in (one.column, "caption")}
        for mark in filing.marks:
            if (mark.table, mark.row, mark.column) in cells:
                words = say("{kind}: {reason}", kind=_MARKS[mark.kind], reason=mark.reason)
                if mark.value:
                    words = say(
                        "{kind}, reads {value}: {reason}", kind=_MARKS[mark.kind], value=mark.value, reason=mark.reason
                    )
                yield Adjustment(words, mark.source)
        for one in filing.deviations:
            if (one.table, one.row, one.column) in cells:
                words = say("accepted, {code}: {reason}", code=one.code, reason=one.reason)
                yield Adjustment(words, one.source)
        if fact.source is None:
            derived = next((one for one in self.paper.all_derived if one.key == fact.key), None)
            if derived:
                yield Adjustment(say("left out, and derived: {expression}", expression=derived.expression))
        elif any(one.source != fact.source and one.decimals != fact.decimals for one in prints):
            yield Adjustment(say("printed most precisely in {table}, which makes the fact", table=fact.table))

    @cached_property
    def _binding(self) -> Binding:
        return Binding(self.paper)

    @cached_property
    def _origins(self) -> Mapping[tuple[Source, Key], Printing]:
        return {(one.printed.source, one.printed.key): one for one in printings(self.paper)}

    @cached_property
    def _shown(self) -> Mapping[Key, tuple[Shown, ...]]:
        found: dict[Key, dict[Shown, None]] = {}
        for document in self.documents:
            for fact, shown in _in(document):
                found.setdefault(fact.key, {})[shown] = None
        return {key: tuple(shown) for key, shown in found.items()}


def _in(document: Document) -> Iterator[tuple[Fact, Shown]]:
    """Every fact that a document shows, and where."""
    heading = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = _plain(block.runs)
        for where, run, cell in _runs(block, heading):
            if isinstance(run, Tagged):
                for one in (run, *(inner for inner in run.inner if isinstance(inner, Tagged))):
                    for fact in one.facts if one.text or one.display else ():
                        text = cell if one is run and cell else one.display
                        yield fact, Shown(document.name, document.lang, where, text)


def _runs(block: Block, heading: str) -> Iterator[tuple[str, Run, str]]:
    """The runs of a block, where they stand, and of a cell all that it shows: a sign may stand beside the figure."""
    table = block.table if isinstance(block, Picture) else block
    if isinstance(table, Table):
        for row in table.rows:
            caption = row.cells[0].display if row.cells else ""
            for cell in row.cells:
                shown = cell.display if cell.kind == "figure" else ""
                yield from ((f"{heading} / {caption}", run, shown) for run in cell.runs)
    else:
        yield from ((heading, run, "") for runs in runs_of(block) for run in runs)


def _plain(runs: Runs) -> str:
    return "".join(run.display if isinstance(run, Tagged) else run.text for run in runs)
