"""A folder of canonical data -> a filing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from os.path import abspath
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.read.canonical.deviations import placed, read_deviations, without
from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.footnotes import read_footnotes
from tanshin.read.canonical.grid import Grid
from tanshin.read.canonical.information import read_information
from tanshin.read.canonical.issuer import issuer_of
from tanshin.read.canonical.marks import read_marks, with_marks
from tanshin.read.canonical.provisional import provisional
from tanshin.read.canonical.records import unplaced
from tanshin.read.canonical.restated import with_details
from tanshin.read.canonical.restatements import read_restatements
from tanshin.read.canonical.source import FilingSource
from tanshin.read.canonical.statement import Context, Reading, duplicates, read_statement
from tanshin.read.canonical.summary import read_summary
from tanshin.read.canonical.table import table_of
from tanshin.read.canonical.unfilled import unfilled
from tanshin.read.form import read_form
from tanshin.read.material import files_of
from tanshin.report.book import COVER, ISSUER, RECORDS, TAXONOMIES
from tanshin.report.calendar import Calendar
from tanshin.report.filing import Exchange, Filing, Mark, Table
from tanshin.report.form import NO_FORM, Form
from tanshin.report.issuer import Issuer
from tanshin.report.report import report_of
from tanshin.resources import FORM_TAXONOMY
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.dts import clashes
from tanshin.taxonomy.elsewhere import Elsewhere
from tanshin.taxonomy.folder import read_sources
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.memory import hold_made_of
from tanshin.values.message import listed, say
from tanshin.values.yaml import Document, validate

#: Names of tables that mean something else in positions and marks, or whose files do.
_RESERVED = frozenset({"information", *(name.removesuffix(".csv") for name in RECORDS)})

T = TypeVar("T")


def read_filing(folder: Path | Folder, taxonomies: Path, name: str | None = None) -> Filing:
    """The filing in a folder; its issuer is described in the folder above it, or else in this one.

    ``taxonomies`` is the folder that holds the taxonomies by name; the issuer's own may also lie in ``taxonomy`` beside
    its filings, and is then taken from there. ``name`` is how positions name the folder.

    Raises:
        InputError: the input cannot be used; its findings say where and why, all that can be said at once.
    """
    home = folder if isinstance(folder, Folder) else folder_at(folder, name)
    path = home.path
    gathering = _Gathering(list(home.bundle.findings) if home.bundle else [])
    above = Folder(path.parent, Path(home.name).parent.as_posix())
    described = home if home.has(ISSUER) and not above.has(ISSUER) else above
    issuer_file = gathering.attempt(partial(described.read_yaml, ISSUER))
    filing_file = gathering.attempt(partial(home.read_yaml, COVER))
    issuer = gathering.attempt(partial(issuer_of, issuer_file)) if issuer_file else None
    source = gathering.attempt(partial(validate, FilingSource, filing_file)) if filing_file else None
    if filing_file and not source:
        # What is blank is told already; the rest of the folder is read, so that all is told that is missing.
        with suppress(InputError):
            source = validate(FilingSource, provisional(filing_file))
    if not (issuer_file and filing_file and issuer and source):
        raise gathering.error()
    beside = path.parent / TAXONOMIES
    own = (beside if (beside / issuer.taxonomy).is_dir() else taxonomies) / issuer.taxonomy
    taxonomy, form_taxonomy, form = _taxonomies(
        own, taxonomies / FORM_TAXONOMY, issuer, issuer_file, source, filing_file
    )
    calendar = Calendar(source.fiscal_year_end, int(source.quarter), source.announced)
    return _Reader(
        home=home,
        document=filing_file,
        source=source,
        issuer=issuer,
        form=form,
        taxonomy_folder=own,
        own=Context(taxonomy, calendar, issuer.entity),
        official=Context(form_taxonomy, calendar, issuer.entity),
        gathering=gathering,
    ).filing()


def folder_at(path: Path, name: str | None = None) -> Folder:
    """The folder of a filing; ``name`` is how positions name it, where that is not its own and that above it."""
    # "." has neither a name nor a folder above it. Links are not followed: above is what stands above in the path.
    path = Path(abspath(path))  # noqa: PTH100
    return Folder(path, name or f"{path.parent.name}/{path.name}")


class _Gathering(Struct):
    """Findings from everywhere, so that a person sees all of them at once."""

    findings: list[Finding] = field(default_factory=list)

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What a function gives, or nothing and a note of why not."""
        try:
            return read()
        except InputError as error:
            self.findings += error.findings
            return None

    @property
    def is_usable(self) -> bool:
        """Whether nothing that was said is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    def error(self) -> InputError:
        """All findings as the error that ends the reading."""
        return InputError(*sort_findings(self.findings))


def _form(official: Path, name: str | None) -> tuple[Taxonomy, Form]:
    """The form's taxonomy, and the form, if one is named."""
    taxonomy = read_taxonomy(official)
    return taxonomy, read_form(official, name, taxonomy) if name else NO_FORM


def _taxonomies(
    own: Path, official: Path, issuer: Issuer, issuer_file: Document, source: FilingSource, filing_file: Document
) -> tuple[Taxonomy, Taxonomy, Form]:
    """The issuer's taxonomy, the form's, and the form.

    Raises:
        InputError: there is none of that name (TNS005), or it cannot be read (TNS001 to TNS005, TNS020).
    """
    missing = []
    if not own.is_dir():
        missing.append(
            _finding(
                "TNS005", say("there is no taxonomy {taxonomy}", taxonomy=issuer.taxonomy), issuer_file, ("taxonomy",)
            )
        )
    forms = sorted(path.name.removesuffix("-form.yaml") for path in official.glob("*-form.yaml"))
    if source.form is None:
        for key in ("information", "summary"):
            if getattr(source, key):
                message = say("without a `form` there is no {key}; name the form, or take it out", key=key)
                missing.append(_finding("TNS005", message, filing_file, (key,)))
    elif source.form not in forms:
        message = say("there is no form {form}; known are {forms}", form=source.form, forms=listed(forms))
        missing.append(_finding("TNS005", message, filing_file, ("form",)))
    if missing:
        raise InputError(*missing)
    names = "taxonomy", issuer.namespace or "", source.announced.isoformat()
    taxonomy = hold_made_of(names, (own,), lambda: read_taxonomy(own, issuer.namespace, source.announced), files_of)
    form_taxonomy, form = hold_made_of(
        ("form", source.form or ""), (official,), lambda: _form(official, source.form), files_of
    )
    problems = []
    if source.form and int(source.quarter) not in form.quarters:
        known = listed(map(str, form.quarters), " or ")
        message = say(
            "the form {form} reports quarter {known}, not {quarter}",
            form=form.name,
            known=known,
            quarter=source.quarter,
        )
        path: KeyPath = ("quarter",) if "quarter" in source.model_fields_set else ("form",)
        problems.append(_finding("TNS005", message, filing_file, path))
    problems += [
        _finding(
            "TNS005", say("{local} is no item of the form's taxonomy", local=local), issuer_file, ("captions", local)
        )
        for local in issuer.captions
        if form_taxonomy.name(local) not in form_taxonomy.dts.concepts
    ]
    problems += [
        _finding(
            "TNS005",
            say("{local} is no concept of the taxonomy {own}", local=local, own=own.name),
            issuer_file,
            ("display", "keep"),
        )
        for local in _strange(sorted(issuer.keep), own, taxonomy)
    ]
    if clash := next(clashes(taxonomy.dts, form_taxonomy.dts), None):
        message = say("the namespace is the form's ({clash}); take one of the company's own", clash=clash)
        problems.append(_finding("TNS005", message, issuer_file, ("namespace",)))
    if problems:
        raise InputError(*problems)
    return taxonomy, form_taxonomy, form


def _strange(names: Iterable[str], folder: Path, taxonomy: Taxonomy) -> Iterator[str]:
    """The names that no era of a taxonomy has."""
    for local in names:
        if taxonomy.name(local) not in taxonomy.dts.concepts:
            elsewhere = Elsewhere(read_sources(folder), taxonomy.era) if taxonomy.era else ()
            if local not in elsewhere:
                yield local


class _Reader(Struct):
    """Reads the tables of a filing."""

    home: Folder
    document: Document
    source: FilingSource
    issuer: Issuer
    form: Form
    taxonomy_folder: Path
    own: Context
    official: Context
    gathering: _Gathering
    tables: list[Table] = field(default_factory=list)
    details: list[Table] = field(default_factory=list)
    grids: dict[str, Grid] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def filing(self) -> Filing:
        """The filing.

        Raises:
            InputError: something in it is an error.
        """
        attempt, source = self.gathering.attempt, self.source
        marks = attempt(partial(read_marks, self.home))
        recorded = attempt(partial(read_deviations, self.home))
        if marks is None or recorded is None:  # without them, what they mend would be told as well
            raise self.gathering.error()
        restatements = attempt(partial(read_restatements, self.home)) or ()
        for index in range(len(source.statements)):
            attempt(partial(self._statement, "statements", index, marks))
        for table, file in source.summary.items():
            attempt(partial(self._summary, table, file, marks))
        for index in range(len(source.tables)):
            attempt(partial(self._statement, "tables", index, marks))
        facts = list(
            attempt(partial(read_information, source, self.document, self.form, self.issuer, self.official)) or ()
        )
        detailed = {table.id for table in self.details}
        prints = [one for reading in self.readings.values() for one in reading.prints]
        facts += (fact for table, one in self.readings.items() if table not in detailed for fact in one.facts)
        named = (one.table for one in (*source.statements, *source.tables))
        unread = {*named, *source.summary} - self.grids.keys()
        findings = self.gathering.findings
        findings += (finding for reading in self.readings.values() for finding in reading.findings)
        deviations = placed(recorded, self.grids)
        findings += duplicates(facts, deviations)
        for records, code in ((marks, "TNS018"), (restatements, "TNS018"), (recorded, "TNS031")):
            findings += unplaced(records, self.grids, unread, code)
        facts = without(facts, {one.cell for one in deviations if one.code == "TNS014"})
        findings += unfilled((*self.tables, *self.details), source.summary, self.grids)
        facts = with_details(facts, (one for one in prints if one.table in detailed))
        tables = (*self.tables, *self.details)
        footnotes = attempt(
            partial(read_footnotes, source.footnotes, self.document, tables, self.grids, self.own, facts, unread)
        )
        if not self.gathering.is_usable:
            raise self.gathering.error()
        return Filing(
            name=self.home.title,
            issuer=self.issuer,
            form=self.form,
            calendar=self.own.calendar,
            announced=source.announced,
            number=source.number,
            rounding=source.rounding,
            exchange=Exchange(source.exchange.rate, source.exchange.date) if source.exchange else None,
            taxonomy=self.own.taxonomy,
            taxonomy_folder=self.taxonomy_folder,
            form_taxonomy=self.official.taxonomy,
            report=report_of(facts),
            tables=tuple(self.tables),
            prints=tuple(prints),
            details=tuple(self.details),
            footnotes=footnotes or (),
            marks=marks,
            deviations=deviations,
            findings=sort_findings(findings),
            restatements=restatements,
            captions=tuple(one for reading in self.readings.values() for one in reading.captions),
            follows=source.follows,
            file=self.document.file if self.home.bundle else "",
        )

    def _statement(self, where: Literal["statements", "tables"], index: int, marks: tuple[Mark, ...]) -> None:
        source, path = getattr(self.source, where)[index], (where, index)
        ids = {one.table for one in self.source.statements} if where == "tables" else set()
        ids |= {one.table for one in getattr(self.source, where)[:index]} | self.form.table_of.keys()
        if source.table in ids or source.table in _RESERVED:
            message = say("another table is called {table}; give this one a name of its own", table=source.table)
            raise InputError(_finding("TNS005", message, self.document, (*path, "table")))
        table = table_of(source, self.document, path, self.own.taxonomy, where.removesuffix("s"))
        grid = self._grid(table.id, source.file, marks)
        reading = read_statement(table, grid, self.own)
        self.readings[table.id] = reading
        read = replace(table, periods=tuple(reading.periods), bare=tuple(reading.bare))
        (self.tables if where == "statements" else self.details).append(read)

    def _summary(self, table: str, file: str, marks: tuple[Mark, ...]) -> None:
        form_table = self.form.table_of.get(table)
        if form_table is None:
            known = listed(self.form.table_of)
            message = say("the form has no table {table}; it has {known}", table=table, known=known)
            raise InputError(_finding("TNS005", message, self.document, ("summary", table)))
        self.readings[table] = read_summary(form_table, self._grid(table, file, marks), self.issuer, self.official)

    def _grid(self, table: str, file: str, marks: tuple[Mark, ...]) -> Grid:
        grid = self.home.read_grid(file)
        self.grids[table] = grid
        return with_marks(grid, table, marks)


def _finding(code: str, message: str, document: Document, path: KeyPath) -> Finding:
    return Finding(code, Severity.ERROR, message, (document.position(path),))
