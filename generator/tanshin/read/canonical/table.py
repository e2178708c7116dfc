"""``statements`` in ``filing.yaml`` -> tables: which tree is printed in which columns."""

from __future__ import annotations

from collections.abc import Iterator

from tanshin.read.canonical.source import ColumnSource, StatementTableSource
from tanshin.report.aspect import UNITS
from tanshin.report.filing import Column, Table
from tanshin.taxonomy.pattern import is_period_name
from tanshin.taxonomy.source import Text
from tanshin.taxonomy.statement import Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.yaml import Document


def table_of(source: StatementTableSource, document: Document, path: KeyPath, taxonomy: Taxonomy) -> Table:
    """The table that a part of ``filing.yaml`` describes; ``path`` is where that stands.

    Raises:
        InputError: a name is unknown (TNS005, TNS015), or a column is given an aspect twice (TNS012) or not at all
            (TNS013).
    """
    statement = taxonomy.by_id.get(source.statement)
    if statement is None:
        known = ", ".join(taxonomy.by_id)
        message = f"{taxonomy.prefix} has no statement {source.statement}; it has {known}"
        raise InputError(_finding("TNS005", message, document, (*path, "statement")))
    findings: list[Finding] = []
    if source.period is not None and not is_period_name(source.period):
        findings.append(_finding("TNS015", _no_period(source.period), document, (*path, "period")))
    for key, column in source.columns.items():
        for code, message in _problems(key, column, source, statement, taxonomy):
            findings.append(_finding(code, message, document, (*path, "columns", key)))
    if findings:
        raise InputError(*findings)
    columns = tuple(_column(key, column, source, taxonomy) for key, column in source.columns.items())
    return Table(source.table, source.statement, columns, titles=_pairs(source.title), in_form=source.in_form)


def _problems(
    key: str, column: ColumnSource, table: StatementTableSource, statement: Statement, taxonomy: Taxonomy
) -> Iterator[tuple[str, str]]:
    allowed = dict(statement.axes)
    for axis, member in column.members.items():
        if taxonomy.name(member) not in allowed.get(taxonomy.name(axis), ()):
            yield "TNS005", f"{statement.id} has no {member} on {axis}"
    for aspect in ("period", "unit"):
        if getattr(column, aspect) and getattr(table, aspect):
            yield "TNS012", f"both the table and the column {key} set the {aspect}; let one of them say it"
    if not (column.unit or table.unit):
        yield "TNS013", f"no unit is set for the column {key}"
    if column.period is not None and not is_period_name(column.period):
        yield "TNS015", _no_period(column.period)
    variants = {name for _, line in statement.walk() for name, _ in line.variants}
    if column.variant is not None and column.variant not in variants:
        known = f"it has {', '.join(sorted(variants))}" if variants else "it has none"
        yield "TNS005", f"{statement.id} has no variant {column.variant}; {known}"


def _column(key: str, column: ColumnSource, table: StatementTableSource, taxonomy: Taxonomy) -> Column:
    unit = column.unit or table.unit
    assert unit is not None  # _problems has seen to it
    return Column(
        key,
        column.period or table.period,
        UNITS[unit],
        int(table.scale),
        tuple(sorted((taxonomy.name(axis), taxonomy.name(member)) for axis, member in column.members.items())),
        column.variant,
        _pairs(column.caption),
    )


def _no_period(name: str) -> str:
    return f"{name!r} is not the name of a period; write for example CurrentYear or PriorQuarter"


def _pairs(text: Text | None) -> tuple[tuple[str, str], ...]:
    return (("en", text.en), ("ja", text.ja)) if text else ()


def _finding(code: str, message: str, document: Document, path: KeyPath) -> Finding:
    return Finding(code, Severity.ERROR, message, (document.position(path),))
