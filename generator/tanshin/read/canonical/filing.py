"""A folder of canonical data -> a filing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from tanshin.read.canonical.grid import Grid, read_grid
from tanshin.read.canonical.information import read_information
from tanshin.read.canonical.marks import by_cell, read_marks, unused
from tanshin.read.canonical.source import FilingSource, IssuerSource, StatementTableSource
from tanshin.read.canonical.statement import Context, Reading, duplicates, read_statement
from tanshin.read.canonical.summary import read_summary
from tanshin.read.form import read_form
from tanshin.report.aspect import UNITS, Entity
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Column, Exchange, Filing, Table
from tanshin.report.issuer import AdsRatio, Issuer, Split
from tanshin.report.report import Report
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.yaml import Document, read_yaml, validate

FORM_TAXONOMY = "tse-ed-t"


def read_issuer(folder: Path, name: str) -> Issuer:
    """The company, from ``issuer.yaml`` in a folder.

    Raises:
        InputError: the file cannot be read or has another shape.
    """
    source = validate(IssuerSource, read_yaml(folder / "issuer.yaml", f"{name}/issuer.yaml"))
    return Issuer(
        source.code,
        # TDnet writes the securities code with a fifth digit, 0 for common stock.
        Entity(source.scheme, f"{source.code}0"),
        {"en": source.name.en, "ja": source.name.ja},
        source.taxonomy,
        source.namespace,
        tuple(Split(split.effective, split.ratio) for split in source.splits),
        tuple(AdsRatio(ads.effective, Fraction(ads.shares)) for ads in source.ads),
        {local: (text,) if isinstance(text, str) else text for local, text in source.captions.items()},
        source.filings,
    )


def read_filing(folder: Path, taxonomies: Path, name: str | None = None) -> Filing:
    """The filing in a folder; its issuer is described in the folder above it.

    ``taxonomies`` is the folder that holds the taxonomies by name; ``name`` is how positions name the folder.

    Raises:
        InputError: the input cannot be used; its findings say where and why.
    """
    name = name or f"{folder.parent.name}/{folder.name}"
    issuer = read_issuer(folder.parent, Path(name).parent.as_posix())
    document = read_yaml(folder / "filing.yaml", f"{name}/filing.yaml")
    source = validate(FilingSource, document)
    taxonomy = read_taxonomy(taxonomies / issuer.taxonomy, issuer.namespace)
    form_taxonomy = read_taxonomy(taxonomies / FORM_TAXONOMY)
    form = read_form(taxonomies / FORM_TAXONOMY, source.form, form_taxonomy)
    calendar = Calendar(source.fiscal_year_end, int(source.quarter))
    marks = read_marks(folder, name)
    own = Context(taxonomy, calendar, issuer.entity, by_cell(marks))
    official = Context(form_taxonomy, calendar, issuer.entity, by_cell(marks))

    tables = tuple(_table(one, index, document, taxonomy, calendar) for index, one in enumerate(source.statements))
    grids = {one.table: read_grid(folder / f"{one.table}.csv", f"{name}/{one.table}.csv") for one in source.statements}
    readings = {table.id: read_statement(table, grids[table.id], own) for table in tables}
    for table_id, file in source.summary.items():
        form_table = form.table_of.get(table_id)
        if form_table is None:
            position = document.position(("summary", table_id))
            raise InputError(Finding("TNS005", Severity.ERROR, f"the form has no table {table_id}", (position,)))
        grids[table_id] = read_grid(folder / _plain(file, table_id, document), f"{name}/{file}")
        readings[table_id] = read_summary(form_table, grids[table_id], issuer, official)
    information = read_information(source, document, form, issuer, official)

    facts = [*information, *(fact for reading in readings.values() for fact in reading.facts)]
    findings = [
        *(finding for reading in readings.values() for finding in reading.findings),
        *duplicates(facts),
        *unused(marks, _cells(grids)),
    ]
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise InputError(*sort_findings(findings))
    return Filing(
        name=name,
        issuer=issuer,
        form=form,
        calendar=calendar,
        announced=source.announced,
        number=source.number,
        rounding=source.rounding,
        exchange=Exchange(source.exchange.rate, source.exchange.date) if source.exchange else None,
        taxonomy=taxonomy,
        form_taxonomy=form_taxonomy,
        report=Report(tuple(_first(facts))),
        tables=tuple(_with_periods(table, readings[table.id]) for table in tables),
        prints=tuple(one for reading in readings.values() for one in reading.prints),
        marks=marks,
        findings=sort_findings(findings),
    )


def _plain(file: str, table: str, document: Document) -> str:
    """A file name that stays inside the folder."""
    if "/" in file or "\\" in file or not file.endswith(".csv"):
        position = document.position(("summary", table))
        raise InputError(
            Finding("TNS005", Severity.ERROR, f"`{file}` must be the name of a CSV file beside filing.yaml", (position,))
        )
    return file


def _table(
    source: StatementTableSource, index: int, document: Document, taxonomy: Taxonomy, calendar: Calendar
) -> Table:
    position = document.position(("statements", index))
    if source.statement not in taxonomy.by_id:
        known = ", ".join(taxonomy.by_id)
        raise InputError(
            Finding("TNS005", Severity.ERROR, f"{taxonomy.prefix} has no statement {source.statement}; it has {known}",
                    (position,))
        )
    allowed = dict(taxonomy.by_id[source.statement].axes)
    columns: list[Column] = []
    for key, column in source.columns.items():
        here = document.position(("statements", index, "columns", key))
        for axis, member in column.members.items():
            if taxonomy.name(member) not in allowed.get(taxonomy.name(axis), ()):
                raise InputError(
                    Finding("TNS005", Severity.ERROR, f"{source.statement} has no {member} on {axis}", (here,))
                )
        if column.period and source.period:
            raise InputError(
                Finding("TNS012", Severity.ERROR, f"both the table and the column {key} set the period", (here,))
            )
        unit = column.unit or source.unit
        if unit is None:
            raise InputError(Finding("TNS013", Severity.ERROR, f"no unit is set for the column {key}", (here,)))
        period = column.period or source.period
        if period is not None:
            try:
                calendar.period(period)
            except ValueError as error:
                raise InputError(Finding("TNS015", Severity.ERROR, str(error), (here,))) from None
        columns.append(
            Column(
                key,
                period,
                UNITS[unit],
                int(source.scale),
                tuple(sorted((taxonomy.name(axis), taxonomy.name(member)) for axis, member in column.members.items())),
                column.variant,
                (("en", column.caption.en), ("ja", column.caption.ja)) if column.caption else (),
            )
        )
    titles = (("en", source.title.en), ("ja", source.title.ja)) if source.title else ()
    return Table(source.table, source.statement, tuple(columns), titles=titles, in_form=source.in_form)


def _with_periods(table: Table, reading: Reading) -> Table:
    return replace(table, periods=tuple(reading.periods), bare=tuple(reading.bare))


def _first(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Each fact once, where it was read first."""
    found: dict[Key, Fact] = {}
    for fact in facts:
        found.setdefault(fact.key, fact)
    return found.values()


def _cells(grids: Mapping[str, Grid]) -> Iterator[tuple[str, str, str]]:
    for table, grid in grids.items():
        for row in grid.rows:
            for column in ("caption", *row.cells):
                yield table, row.id, column
