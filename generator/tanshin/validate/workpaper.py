"""What the rules of a filing look at: the filing, and all that several of them need, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.binding import Binder, bind
from tanshin.derive.derived import Derived, derive, translations
from tanshin.derive.figure import Figure
from tanshin.derive.place import HOME
from tanshin.report.caption import Caption
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Print, Table
from tanshin.report.report import Report
from tanshin.taxonomy.statement import Statement
from tanshin.validate.calculation import Summation, summations
from tanshin.validate.called import facts_by_name
from tanshin.validate.equation import Evaluation
from tanshin.validate.footing import Sum, explained
from tanshin.validate.form import FormCell, form_cells, form_rows
from tanshin.validate.history import History, Published
from tanshin.validate.identity import evaluate
from tanshin.validate.increases import Tie, keys_of, ties
from tanshin.validate.ledger import Ledger
from tanshin.validate.own import Reading, read_own
from tanshin.validate.periods import Periods
from tanshin.validate.rounded import RoundedSum, spans, totals
from tanshin.validate.sense import Sense, sense
from tanshin.validate.shares import ShareCount, share_counts
from tanshin.validate.spelling import Speller, vocabulary
from tanshin.validate.table import Footing, Restated, footings, restated
from tanshin.validate.wording import name
from tanshin.values.message import title
from tanshin.values.rounding import EXACT, round_to, scaled
from tanshin.values.source import Source

#: The decimals of amounts in millions.
MILLION = -6


class Comparison(Struct, frozen=True):
    """A printed fact beside what follows for it from other facts."""

    fact: Fact
    derived: Derived

    @property
    def is_equal(self) -> bool:
        """Whether the fact is what follows, as far as that is known exactly; nil is equal to nil."""
        return self.derived.allows(self.fact.value)

    @property
    def units(self) -> Decimal | None:
        """How many units of the last printed place lie between the two; ``None`` where one of them is nil."""
        if self.derived.value is None or not isinstance(self.fact.value, Decimal):
            return None
        return scaled(EXACT.subtract(self.fact.value, self.derived.value), self.derived.decimals)


class Workpaper(Struct, frozen=True, dict=True):
    """A filing with its bound sums, its identities, and what follows for its printed figures.

    ``figures`` are what can be derived under the issuer's taxonomy; ``earlier`` are filings that may be asked for what
    this one does not have.
    """

    filing: Filing
    figures: tuple[Figure, ...] = ()
    earlier: tuple[Filing, ...] = ()

    @cached_property
    def binder(self) -> Binder:
        """Answers what the texts of the release ask for."""
        return bind(self.filing, self.figures, self.earlier)

    @cached_property
    def summations(self) -> tuple[Summation, ...]:
        """Every sum that the facts bind in the calculation networks of the statements the filing prints."""
        found = summations(self.filing.report, self.filing.dts)
        return tuple(one for one in found if one.role in self.printed_statements)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The identities, wherever the statements call for them."""
        return evaluate(replace(self.filing, report=self.filing.unrounded))

    @cached_property
    def footings(self) -> tuple[Footing, ...]:
        """Every sum of printed figures of a table."""
        return tuple(footings(self.filing))

    @cached_property
    def restated(self) -> tuple[Restated, ...]:
        """Every figure of a table that restates a fact."""
        return tuple(restated(self.filing))

    def exactly(self, one: Print) -> Fraction | None:
        """The figure a print rounds: the more precise fact, or what follows exactly; nil is zero.

        ``None`` where nothing more precise is known, and where the print is not that figure, rounded.
        """
        if one.value is None:
            return Fraction()
        restated = self._restated.get(one)
        if restated:
            return (
                Fraction(restated.fact.value) if restated.agrees and isinstance(restated.fact.value, Decimal) else None
            )
        derived = self._followed.get(one.key)
        return derived.exact if derived and derived.bounds is None and derived.allows(one.value) else None

    @cached_property
    def exact_prints(self) -> tuple[tuple[Print, Fraction], ...]:
        """Every print that restates a fact or follows from others, beside what it should be, exactly."""
        cells: dict[Key, Print] = {}
        for one in self.filing.prints:
            cells.setdefault(one.key, one)
        values = ((one.printed, one.fact.value) for one in self.restated)
        found = [(printed, Fraction(value)) for printed, value in values if isinstance(value, Decimal)]
        compared = ((one.fact.key, one.derived.exact) for one in (*self.figures_printed, *self.translated))
        found += ((cells[key], exact) for key, exact in compared if exact is not None and key in cells)
        return tuple(found)

    @cached_property
    def _restated(self) -> Mapping[Print, Restated]:
        return {one.printed: one for one in self.restated}

    @cached_property
    def _followed(self) -> Mapping[Key, Derived]:
        return {one.fact.key: one.derived for one in self.figures_printed}

    @cached_property
    def history(self) -> History:
        """The filing beside those announced before it."""
        return History(self.filing, self.earlier)

    @cached_property
    def periods(self) -> Periods:
        """What follows across periods."""
        return Periods(self.history)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """What ties the increases of figures that the filing does not print."""
        return tuple(ties(self.history, self.periods, self.figures))

    @cached_property
    def tied(self) -> frozenset[Key]:
        """The printed figures that such a tie compares."""
        return frozenset(key for one in self.ties for key in keys_of(one))

    @cached_property
    def ledger(self) -> Ledger:
        """The forecasts, as they were announced one after another."""
        return Ledger(self.history, self.figures)

    @cached_property
    def share_counts(self) -> tuple[ShareCount, ...]:
        """The number of shares through time."""
        return tuple(share_counts(self.history))

    def was_footing(self, one: Published) -> bool:
        """Whether an earlier filing printed a figure in a sum that it keeps: it may be moved by one unit for that."""
        if not one.unit:
            return False
        return any(one.fact.key in {each.key for each in sum_.prints} for sum_ in self._footings_of(one.filing))

    def _footings_of(self, filing: Filing) -> tuple[Footing, ...]:
        known: dict[str, tuple[Footing, ...]] = self._earlier_footings
        if filing.name not in known:
            known[filing.name] = tuple(each for each in footings(filing) if not each.difference)
        return known[filing.name]

    @cached_property
    def _earlier_footings(self) -> dict[str, tuple[Footing, ...]]:
        return {}

    @cached_property
    def adjusting(self) -> frozenset[Print]:
        """The printed figures that a sum of their table needs as they are: it holds with them, so not without."""
        return frozenset(print_ for one in self.footings if not one.difference for print_ in one.prints)

    def is_footing(self, key: Key, value: object, decimals: int | None, units: Decimal | None) -> bool:
        """Whether a figure that is ``units`` away from what it should be is printed so in a sum that needs it.

        A company that moves a figure by one for one table prints it so in its other tables as well.
        """
        return units is not None and abs(units) == 1 and (key, value, decimals) in self._adjusted

    @cached_property
    def _adjusted(self) -> frozenset[tuple[Key, Decimal | None, int | None]]:
        return frozenset((one.key, one.value, one.decimals) for one in self.adjusting)

    @cached_property
    def form_cells(self) -> tuple[FormCell, ...]:
        """Every place of the form's tables, with what is reported there."""
        return form_cells(self.filing, self.filing.form.tables)

    @cached_property
    def form_rows(self) -> tuple[tuple[FormCell, ...], ...]:
        """The places of each row of the form of which something is reported."""
        return form_rows(self.form_cells)

    @cached_property
    def form_sections(self) -> tuple[Statement, ...]:
        """The sections of the filing's own form."""
        return self.filing.form_taxonomy.of_form(self.filing.form.name).statements

    @cached_property
    def rounded_sums(self) -> tuple[RoundedSum, ...]:
        """The sums the taxonomy declares of figures that may be rounded."""
        return tuple(totals(self.filing))

    @cached_property
    def spans(self) -> tuple[RoundedSum, ...]:
        """What is reported of a period, as the sum of what is reported of all its parts."""
        return tuple(spans(self.filing))

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Sums and identities alike: the facts of each and how they count, so that all together are zero."""
        sums = [Sum.of((one.total, Decimal(1)), one.items) for one in self.summations]
        return (*sums, *(Sum.of(one.stated, one.terms) for one in self.evaluation.equations))

    @cached_property
    def all_derived(self) -> tuple[Derived, ...]:
        """Everything that follows in a place of the filing, whether it is printed or not."""
        return derive(self.filing, self.figures, self.earlier)

    @cached_property
    def figures_printed(self) -> tuple[Comparison, ...]:
        """Every printed figure that can be derived, beside what follows for it."""
        return self._compared(self.all_derived)

    @cached_property
    def translated(self) -> tuple[Comparison, ...]:
        """Every printed figure in a foreign currency, beside its translation."""
        return self._compared(translations(self.filing))

    @cached_property
    def footed(self) -> frozenset[Key]:
        """The translated figures whose difference of a unit some sum needs in order to foot."""
        values = {one.fact.key: (one.fact.value, one.derived.value) for one in self.translated}
        return explained(values, self.sums)

    @cached_property
    def from_millions(self) -> Mapping[Key, Derived]:
        """What follows for each figure when amounts are first brought to millions, as the form prints them."""
        filing = replace(self.filing, report=Report(tuple(self._in_millions(fact) for fact in self.filing.report)))
        return {one.key: one for one in derive(filing, self.figures, self.earlier)}

    @cached_property
    def accompanying(self) -> frozenset[str]:
        """The names of the figures that accompany others."""
        return frozenset(one.name for one in self.figures if one.accompanies)

    def title(self, derived: Derived) -> str:
        """What a figure is called in English; a translation is called like what it translates."""
        titles = {one.name: title(one.titles) for one in self.figures}
        return titles.get(derived.figure) or name(derived.key.concept, self.filing.dts)

    @cached_property
    def own(self) -> tuple[Reading, ...]:
        """The issuer's own rules, in every period in which they can be evaluated."""
        return read_own(self.filing, self.figures, self.earlier)

    def inputs(self, derived: Derived) -> tuple[Fact, ...]:
        """The facts a figure was made of, as far as this filing holds them."""
        return self.facts_named(name for name, _ in derived.inputs)

    def facts_named(self, names: Iterable[str]) -> tuple[Fact, ...]:
        """Facts by what expressions call them, as far as this filing holds them."""
        found = (self._by_name.get(name) for name in names)
        return tuple(fact for fact in found if fact)

    @cached_property
    def names(self) -> Mapping[str, Key]:
        """The keys of facts by what expressions call them."""
        return {name: fact.key for name, fact in self._by_name.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, Fact]:
        return facts_by_name(self.filing)

    def _in_millions(self, fact: Fact) -> Fact:
        if fact.key.unit != HOME or not isinstance(fact.value, Decimal):
            return fact
        return replace(fact, value=round_to(fact.value, MILLION, self.filing.rounding))

    def _compared(self, found: Iterable[Derived]) -> tuple[Comparison, ...]:
        pairs = ((self.filing.report.get(one.key), one) for one in found if one.key in self._printed)
        return tuple(Comparison(fact, one) for fact, one in pairs if fact)

    @cached_property
    def _printed(self) -> frozenset[Key]:
        """What the canonical tables print; the report may hold derived figures beside it."""
        return frozenset(one.key for one in self.filing.prints)

    @cached_property
    def printed_statements(self) -> Mapping[str, tuple[Table, ...]]:
        """The tables by the role of the statement they print."""
        found: dict[str, tuple[Table, ...]] = {}
        for table in self.filing.tables:
            role = self.filing.statement(table).role
            found[role] = (*found.get(role, ()), table)
        return found

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], tuple[Print, ...]]:
        """The printed figures by table and row."""
        found: dict[tuple[str, str], list[Print]] = {}
        for one in self.filing.prints:
            found.setdefault((one.table, one.row), []).append(one)
        return {row: tuple(prints) for row, prints in found.items()}

    @cached_property
    def speller(self) -> Speller:
        """Knows every word that captions may use, as the taxonomies and the issuer spell them."""
        own = (text for texts in self.filing.issuer.captions.values() for text in texts)
        return Speller(vocabulary((self.filing.taxonomy, self.filing.form_taxonomy), own))

    @cached_property
    def sensed(self) -> tuple[tuple[Caption, Sense], ...]:
        """The captions that say a sense, without slips of the keys, which are told apart."""
        pairs = ((one, sense(self.speller.mended(one.text))) for one in self.filing.captions)
        return tuple((one, words) for one, words in pairs if words)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables by id; those of the form are not among them."""
        return {table.id: table for table in self.filing.printed_tables}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, Key], Source]:
        found: dict[tuple[str, Key], Source] = {}
        for one in self.filing.prints:
            found.setdefault((one.table, one.key), one.source)
        return found

    def sources(self, facts: Iterable[Fact], role: str | None = None) -> tuple[Source, ...]:
        """Where facts are printed: in the statement of ``role`` if they stand there, else where they were read."""
        tables = self.printed_statements.get(role, ()) if role else ()
        found: list[Source] = []
        for fact in facts:
            here = (self._cells.get((table.id, fact.key)) for table in tables)
            place = next((source for source in here if source), fact.source)
            if place:
                found.append(place)
        return tuple(found)
