"""What the form's tables leave out, derived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.derive.derived import Derived, derive
from tanshin.derive.figure import Figure
from tanshin.derive.place import form_place
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.report.form import FormColumn, FormRow, FormTable
from tanshin.report.report import Report
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.message import listed, say
from tanshin.values.qname import QName
from tanshin.values.source import Source


def complete(filing: Filing, figures: Callable[[], Iterable[Figure]]) -> Filing:
    """The filing with the columns that its tables of the form leave out altogether.

    A column is left out when no cell of it is printed, for whichever of its alternative concepts. It is derived in the
    rows that are there, a change only beside a figure, an optional column never. Given figures are never touched, and a
    cell that is blank in a column that is there stays absent. A table of which nothing is printed is filled in only
    where all of it can be derived: a company need not publish a forecast. Of one that continues another, such as the
    changes in a notice of revision, that is filled in which stands under a figure of the other with the same members.

    Raises:
        InputError: a column that is left out cannot be derived (TNS007).
    """

    @cache
    def derived() -> Mapping[Key, Derived]:
        """Read and worked out when a first column is left out: most filings leave out none."""
        return {one.key: one for one in derive(filing, figures())}

    added: list[Fact] = []
    problems: list[Finding] = []
    above: _Filling | None = None
    for table in filing.form.tables:
        is_continued = table.layout == "continued"
        filling = _Filling(filing, table, derived)
        if is_continued and above and not filling.is_given:
            filling.go_on(above)
        else:
            filling.fill()
        above = above if is_continued else filling
        if filling.is_given or not filling.problems:
            added += filling.added
            problems += filling.problems
    if problems:
        raise InputError(*sort_findings(problems))
    return replace(filing, report=Report((*filing.report, *added))) if added else filing


class _Filling(Struct, dict=True):
    """One table on the way to being complete."""

    filing: Filing
    table: FormTable
    derived: Callable[[], Mapping[Key, Derived]]
    added: list[Fact] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        prints = [one for one in self.filing.prints if one.table == self.table.id]
        self._printed = {one.key for one in prints}
        self._source = Source(prints[0].source.file, 1) if prints else self.filing.home

    @property
    def is_given(self) -> bool:
        """Whether anything of the table is printed."""
        return bool(self._printed)

    def fill(self) -> None:
        """Derive each column that is left out."""
        rows = [row for row in self.table.rows if not self.is_given or self._is_row_given(row)]
        beside: tuple[FormColumn, QName] | None = None
        for column in self.table.columns:
            concept = self._reported(column, beside)
            if not self._is_printed(column) and not column.optional:
                self._derive(column, concept, rows, beside)
            if not column.change:
                beside = (column, concept) if concept else None

    def go_on(self, above: _Filling) -> None:
        """Derive what continues another table: in its rows, the columns of which that one has a figure there."""
        for row in self.table.rows:
            for over, column in zip(above.table.columns, self.table.columns, strict=False):
                concept = above._reported(over, None)
                if concept and above._key(row, over, concept) in above._printed:
                    self._derive(column, column.concepts[over.concepts.index(concept)], [row], None)

    def _key(self, row: FormRow, column: FormColumn, concept: QName) -> Key:
        return form_place(self.filing, self.table, row, column, concept).key

    def _is_row_given(self, row: FormRow) -> bool:
        return any(
            self._key(row, column, concept) in self._printed
            for column in self.table.columns
            for concept in column.concepts
        )

    def _is_printed(self, column: FormColumn) -> bool:
        return any(self._prints(column, concept) for concept in column.concepts)

    def _prints(self, column: FormColumn, concept: QName) -> bool:
        return any(self._key(row, column, concept) in self._printed for row in self.table.rows)

    def _reported(self, column: FormColumn, beside: tuple[FormColumn, QName] | None) -> QName | None:
        """The concept a column reports: the printed one, that of the figure beside it, or the issuer's choice."""
        printed = [concept for concept in column.concepts if self._prints(column, concept)]
        if printed:
            return printed[0]
        if column.change:
            pairs = dict(zip(beside[0].concepts, column.concepts, strict=False)) if beside else {}
            return pairs.get(beside[1]) if beside else None
        named = [concept for concept in column.concepts if concept.local in self.filing.issuer.captions]
        return next(iter(column.concepts if len(column.concepts) == 1 else named), None)

    def _derive(
        self,
        column: FormColumn,
        concept: QName | None,
        rows: list[FormRow],
        beside: tuple[FormColumn, QName] | None,
    ) -> None:
        if concept is None:
            names = listed(concept.local for concept in column.concepts)
            self._refuse(
                say(
                    "a column of {table} is left out: name the one to report among captions in issuer.yaml ({names})",
                    table=self.table.id,
                    names=names,
                )
            )
            return
        rows = [row for row in rows if self.table.has_cell(row, column, self.filing.calendar)]
        known = {*self.filing.report.by_key, *(fact.key for fact in self.added)}
        if column.change and beside:
            rows = [row for row in rows if self._key(row, *beside) in known]
        keys = [self._key(row, column, concept) for row in rows]
        found = [self.derived()[key] for key in keys if key in self.derived()]
        heading = self._heading(column, concept, beside)
        if keys and not found:
            self._refuse(
                say(
                    "the column `{heading}` of {table} is missing, and {concept} cannot be derived; give it as printed",
                    heading=heading,
                    table=self.table.id,
                    concept=concept.local,
                )
            )
        for one in found:
            if one.needs:
                self._refuse(
                    say(
                        "the column `{heading}` of {table} is missing, and for {period} it cannot be derived for want "
                        "of {wanted}; give it as printed",
                        heading=heading,
                        table=self.table.id,
                        period=one.key.period,
                        wanted=listed(one.needs),
                    )
                )
            elif one.key not in known:
                decimals = None if one.value is None else one.decimals
                self.added.append(Fact(one.key, one.value, decimals, self.table.id))

    def _heading(self, column: FormColumn, concept: QName, beside: tuple[FormColumn, QName] | None) -> str:
        if column.caption:
            return column.caption["en"]
        if column.change and beside:
            return f"{self._heading(*beside, None)} %"
        label = self.filing.form_taxonomy.dts.concepts[concept].label("en")
        return self.filing.issuer.captions.get(concept.local, (label,))[0]

    def _refuse(self, message: str) -> None:
        self.problems.append(Finding("TNS007", Severity.ERROR, message, (self._source,)))
