"""What the form's tables leave out, derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tanshin.derive.derived import Derived, derive
from tanshin.derive.figure import Figure
from tanshin.derive.place import form_place
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.report.form import FormColumn, FormTable
from tanshin.report.report import Report
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.qname import QName
from tanshin.values.source import Source


def complete(filing: Filing, figures: Iterable[Figure], earlier: Sequence[Filing] = ()) -> Filing:
    """The filing with the columns that its tables of the form leave out altogether.

    A column is left out when no cell of it is printed, for whichever of its alternative concepts. Given figures are
    never touched, and a cell that is blank in a column that is there stays absent. A table of which nothing is printed
    is filled in only where all of it can be derived: a company need not publish a forecast.

    Raises:
        InputError: a column that is left out cannot be derived (TNS007).
    """
    derived = {one.key: one for one in derive(filing, figures, earlier)}
    added: list[Fact] = []
    problems: list[Finding] = []
    for table in filing.form.tables:
        filling = _Filling(filing, table, derived)
        filling.fill()
        if filling.is_given or not filling.problems:
            added += filling.added
            problems += filling.problems
    if problems:
        raise InputError(*sort_findings(problems))
    return replace(filing, report=Report((*filing.report, *added))) if added else filing


@dataclass
class _Filling:
    """One table on the way to being complete."""

    filing: Filing
    table: FormTable
    derived: Mapping[Key, Derived]
    added: list[Fact] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        prints = [one for one in self.filing.prints if one.table == self.table.id]
        self._printed = {one.key for one in prints}
        self._source = Source(prints[0].source.file, 1) if prints else Source(f"{self.filing.name}/filing.yaml")

    @property
    def is_given(self) -> bool:
        """Whether anything of the table is printed."""
        return bool(self._printed)

    def fill(self) -> None:
        """Derive each column that is left out."""
        beside: int | None = None
        for column in self.table.columns:
            index = self._index(column, beside)
            beside = beside if column.change else index
            if not self._is_printed(column):
                self._derive(column, index)

    def _keys(self, column: FormColumn, concept: QName) -> Iterator[Key]:
        for row in self.table.rows:
            yield form_place(self.filing, self.table, row, column, concept).key

    def _is_printed(self, column: FormColumn) -> bool:
        return any(key in self._printed for concept in column.concepts for key in self._keys(column, concept))

    def _index(self, column: FormColumn, beside: int | None) -> int | None:
        """The alternative a column reports: the printed one, that of the figure beside it, or the issuer's choice."""
        numbers = range(len(column.concepts))
        for index in numbers:
            if any(key in self._printed for key in self._keys(column, column.concepts[index])):
                return index
        if column.change:
            return beside if beside in numbers else None
        named = [index for index in numbers if column.concepts[index].local in self.filing.issuer.captions]
        return next(iter(named if len(numbers) > 1 else numbers), None)

    def _derive(self, column: FormColumn, index: int | None) -> None:
        if index is None:
            names = ", ".join(concept.local for concept in column.concepts)
            self._refuse(
                f"a column of {self.table.id} is left out: name the one to report among captions in "
                f"issuer.yaml ({names})"
            )
            return
        concept = column.concepts[index]
        found = [self.derived[key] for key in self._keys(column, concept) if key in self.derived]
        heading = self._heading(column, concept)
        if not found:
            self._refuse(
                f"the column `{heading}` of {self.table.id} is missing, and {concept.local} cannot be derived; "
                "give it as printed"
            )
        for one in found:
            if one.needs:
                self._refuse(
                    f"the column `{heading}` of {self.table.id} is missing, and for {one.key.period} it cannot "
                    f"be derived for want of {', '.join(one.needs)}; give it as printed"
                )
            elif self.filing.report.get(one.key) is None:
                decimals = None if one.value is None else one.decimals
                self.added.append(Fact(one.key, one.value, decimals, self.table.id))

    def _heading(self, column: FormColumn, concept: QName) -> str:
        if column.caption:
            return column.caption["en"]
        if column.change:
            before = self.table.columns[self.table.columns.index(column) - 1]
            return f"{self._heading(before, before.concepts[column.concepts.index(concept)])} %"
        label = self.filing.form_taxonomy.dts.concepts[concept].label("en")
        return self.filing.issuer.captions.get(concept.local, (label,))[0]

    def _refuse(self, message: str) -> None:
        self.problems.append(Finding("TNS007", Severity.ERROR, message, (self._source,)))
