"""``statements`` and ``tables`` in ``filing.yaml`` -> tables: which tree is printed in which columns."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from tanshin.read.canonical.source import ColumnSource, RowSource, TableSource
from tanshin.report.aspect import JPY, UNITS, ExplicitDimensions, Unit
from tanshin.report.caption import Heading
from tanshin.report.filing import Column, Table, TableRow
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.pattern import is_period_name
from tanshin.taxonomy.source import Text
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.yaml import Document

_DEFAULT_SCALE = "3"
_AMOUNTS = (ItemType.MONETARY, ItemType.PER_SHARE)


def table_of(source: TableSource, document: Document, path: KeyPath, taxonomy: Taxonomy, kind: str) -> Table:
    """The table that a part of ``filing.yaml`` describes; ``path`` is where it stands, ``kind`` what is listed there.

    Raises:
        InputError: a name is unknown (TNS005, TNS015), or an aspect is given twice (TNS012) or not at all (TNS013).
    """
    statement = taxonomy.by_id.get(source.statement)
    if statement is None:
        known = listed(taxonomy.by_id)
        message = say(
            "{prefix} has no statement {statement}; it has {known}",
            prefix=taxonomy.prefix,
            statement=source.statement,
            known=known,
        )
        raise InputError(_finding("TNS005", message, document, (*path, "statement")))
    if statement.is_table != (kind == "table"):
        other = "tables" if statement.is_table else "statements"
        message = say(
            "{statement} is of kind {words}; list it in `{other}`",
            statement=source.statement,
            words="table" if statement.is_table else "statement",
            other=other,
        )
        raise InputError(_finding("TNS005", message, document, (*path, "statement")))
    return _Describer(source, document, path, taxonomy, statement).table()


class _Describer(Struct, dict=True):
    """Makes one table; what is wrong with it gathers in ``findings``."""

    source: TableSource
    document: Document
    path: KeyPath
    taxonomy: Taxonomy
    statement: Statement
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines: dict[str, list[Line]] = {}
        for _, line in self.statement.walk():
            if not line.abstract:
                for name in dict.fromkeys((line.id, line.concept.local)):
                    self.lines.setdefault(name, []).append(line)

    def table(self) -> Table:
        """The table.

        Raises:
            InputError: something in it is an error.
        """
        source = self.source
        if source.period is not None:
            self._check_period(source.period, "period")
        self._check_members(source.members, "members")
        for at, name in enumerate(source.reversed):
            if name not in self.lines:
                self._say(
                    "TNS005",
                    say("{statement} has no line {name} to reverse", statement=self.statement.id, name=name),
                    "reversed",
                    at,
                )
        for key, row in source.rows.items():
            self._row(key, row)
        for key, column in source.columns.items():
            self._column(key, column)
        if self.findings:
            raise InputError(*self.findings)
        return Table(
            source.table,
            source.statement,
            tuple(self._made_column(key, column) for key, column in source.columns.items()),
            titles=_pairs(source.title),
            in_form=source.in_form,
            rows=tuple(self._made_row(key, row) for key, row in source.rows.items()),
            reversed=frozenset(source.reversed),
            printed=tuple(self._heading(text, "printed", at) for at, text in enumerate(source.printed)),
            source=self.document.position((*self.path, "table")),
        )

    def _row(self, key: str, row: RowSource) -> None:
        self._check_members(row.members, "rows", key)
        self._check_variant(row.variant, "rows", key)

    def _column(self, key: str, column: ColumnSource) -> None:
        at = ("columns", key)
        self._check_members(column.members, *at)
        if column.period is not None and not self.source.rows:
            self._check_period(column.period, *at)
        lines = [line for _, line in self.statement.walk() if not line.abstract]
        if column.concept is not None or self.source.rows:
            lines = self._line_of(key, column)
        self._check_variant(column.variant, *at)
        for axis in column.members.keys() & self.source.members.keys():
            self._say(
                "TNS012", say("both the table and the column {key} have a member on {axis}", key=key, axis=axis), *at
            )
        for aspect in ("period", "unit", "scale"):
            if getattr(column, aspect) and getattr(self.source, aspect):
                self._say(
                    "TNS012",
                    say(
                        "both the table and the column {key} set the {aspect}; let one of them say it",
                        key=key,
                        aspect=aspect,
                    ),
                    *at,
                )
        shown = [self.taxonomy.dts.concepts[name] for name in (one.shown(column.variant) for one in lines) if name]
        for row in self.source.rows.items():
            self._check_cell(key, column, row, lines, shown)
        if not self.source.rows and not (column.unit or self.source.unit) and _in_currency(shown):
            self._say("TNS013", say("no unit is set for the column {key}", key=key), *at)
        if self.statement.is_table and not (column.scale or self.source.scale) and _scaled(shown):
            self._say("TNS013", say("no scale is set for the column {key}; a table of a release says it", key=key), *at)

    def _line_of(self, key: str, column: ColumnSource) -> list[Line]:
        """The line a column shows where rows are described."""
        at = ("columns", key)
        if not self.source.rows:
            self._say("TNS013", say("the column {key} names a concept; say in `rows` what the rows are", key=key), *at)
        elif column.concept is None:
            self._say(
                "TNS013", say("the rows are described, so the column {key} must name its `concept`", key=key), *at
            )
        elif column.concept not in self.lines:
            self._say(
                "TNS005",
                say("{statement} has no line {concept}", statement=self.statement.id, concept=column.concept),
                *at,
            )
        else:
            found = self.lines[column.concept]
            named = [line for line in found if line.id == column.concept]
            if len(named) != 1:
                self._say(
                    "TNS005",
                    say(
                        "{concept} stands in several lines of {statement}; use an id",
                        concept=column.concept,
                        statement=self.statement.id,
                    ),
                    *at,
                )
            return named[:1]
        return []

    def _check_cell(
        self, key: str, column: ColumnSource, row: tuple[str, RowSource], lines: list[Line], shown: list[Concept]
    ) -> None:
        """Whether row, column and table together give the period, the unit and each axis once."""
        name, given = row
        at = ("rows", name)
        periods = [one for one in (self.source.period, column.period, given.period) if one]
        units = [one for one in (self.source.unit, column.unit, given.unit) if one]
        if self.source.period and given.period:
            self._say("TNS012", say("both the row {name} and the table set the period", name=name), *at)
        elif periods and not is_period_name("".join(periods)):
            if is_period_name(periods[0]) and len(periods) > 1:
                self._say(
                    "TNS012", say("both the row {name} and the column {key} set the period", name=name, key=key), *at
                )
            else:
                self._check_period("".join(periods), *at)
        if column.variant and given.variant:
            self._say(
                "TNS012", say("both the row {name} and the column {key} set the variant", name=name, key=key), *at
            )
        if len(units) > 1 and given.unit:
            self._say(
                "TNS012",
                say("both the row {name} and the column {key} or the table set the unit", name=name, key=key),
                *at,
            )
        if not periods:
            self._say("TNS013", say("no period is set for the row {name} in the column {key}", name=name, key=key), *at)
        if not units and _in_currency(shown):
            self._say("TNS013", say("no unit is set for the row {name} in the column {key}", name=name, key=key), *at)
        own = {axis.local for line in lines for axis, _ in line.members}
        for axis in given.members:
            if axis in own or axis in column.members or axis in self.source.members:
                words = say(
                    "both the row {name} and the column {key} or the table have a member on {axis}",
                    name=name,
                    key=key,
                    axis=axis,
                )
                self._say("TNS012", words, *at)

    def _check_members(self, members: dict[str, str], *at: str | int) -> None:
        allowed = dict(self.statement.axes)
        for axis, member in members.items():
            if self.taxonomy.name(member) not in allowed.get(self.taxonomy.name(axis), ()):
                self._say(
                    "TNS005",
                    say("{statement} has no {member} on {axis}", statement=self.statement.id, member=member, axis=axis),
                    *at,
                )

    def _check_period(self, name: str, *at: str | int) -> None:
        if not is_period_name(name):
            message = say(
                "{name!r} is not the name of a period; write for example CurrentYear or PriorQuarter", name=name
            )
            self._say("TNS015", message, *at)

    def _check_variant(self, variant: str | None, *at: str | int) -> None:
        lines = [line for _, line in self.statement.walk()]
        known = {name for line in lines for name, _ in line.variants}
        known |= {companion.name for line in lines for companion, _ in line.companions}
        if variant is not None and variant not in known:
            words = say("it has {known}", known=listed(sorted(known))) if known else say("it has none")
            self._say(
                "TNS005",
                say(
                    "{statement} has no variant {variant}; {words}",
                    statement=self.statement.id,
                    variant=variant,
                    words=words,
                ),
                *at,
            )

    def _made_column(self, key: str, column: ColumnSource) -> Column:
        return Column(
            key,
            column.period or self.source.period,
            _unit(column.unit or self.source.unit),
            int(column.scale or self.source.scale or _DEFAULT_SCALE),
            self._dimensions({**self.source.members, **column.members}),
            column.variant,
            _pairs(column.caption),
            self.lines[column.concept][0].id if column.concept else None,
            self._heading(column.printed, "columns", key, "printed") if column.printed else None,
        )

    def _made_row(self, key: str, row: RowSource) -> TableRow:
        unit = UNITS[row.unit] if row.unit else None
        return TableRow(key, row.period, unit, self._dimensions(row.members), _pairs(row.caption), row.variant)

    def _heading(self, text: str, *at: str | int) -> Heading:
        return Heading(text, self.document.position((*self.path, *at)))

    def _dimensions(self, members: dict[str, str]) -> ExplicitDimensions:
        return tuple(sorted((self.taxonomy.name(axis), self.taxonomy.name(one)) for axis, one in members.items()))

    def _say(self, code: str, message: str, *at: str | int) -> None:
        self.findings.append(_finding(code, message, self.document, (*self.path, *at)))


def _unit(name: str | None) -> Unit:
    """The currency of a column; where nothing in it is an amount, none needs to be said and any will do."""
    return UNITS[name] if name else JPY


def _in_currency(concepts: Iterable[Concept]) -> bool:
    return any(concept.type in _AMOUNTS and concept.unit is None for concept in concepts)


def _scaled(concepts: Iterable[Concept]) -> bool:
    return any(concept.type is ItemType.MONETARY for concept in concepts)


def _pairs(text: Text | None) -> tuple[tuple[str, str], ...]:
    return (("en", text.en), ("ja", text.ja)) if text else ()


def _finding(code: str, message: str, document: Document, path: KeyPath) -> Finding:
    return Finding(code, Severity.ERROR, message, (document.position(path),))
