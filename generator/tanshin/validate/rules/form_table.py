"""TNS602 and TNS612 to TNS615: what the exchange asks of the tables of its form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tanshin.report.fact import Fact
from tanshin.report.form import FormRow, FormTable, TableDemand
from tanshin.validate.form import FORECASTS, FormCell, item
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import when
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source


def _slots(paper: Workpaper) -> Iterable[FormCell]:
    return (cell for cell in paper.form_cells if len(cell.keys) > 1)


@rule("TNS602", Severity.WARNING, subject=Workpaper, each=_slots)
def one_alternative_fills_a_slot(paper: Workpaper, cell: FormCell) -> Iterator[Issue]:
    """Of the alternatives for one place in the form, a filing reports one.

    Net sales and operating revenues, income before income taxes under two names: the form has one column and several
    elements for it. Two of them in one filing are two answers to one question.

    Take one of them out, and report the same one every year.
    """
    if len(cell.facts) > 1:
        message = say(
            "{table}: one column of the form is filled in by {items}; keep one of them",
            table=cell.table.id,
            items=", ".join(fact.concept.local for fact in cell.facts),
        )
        yield Issue(message, cell.facts)


def _printed_rows(paper: Workpaper) -> Iterator[tuple[FormTable, FormRow]]:
    for table in paper.filing.form.tables:
        if any(one.table == table.id for one in paper.filing.prints):
            yield from ((table, row) for row in table.rows_in(paper.filing.calendar) if not row.optional)


@rule("TNS612", Severity.WARNING, subject=Workpaper, each=_printed_rows)
def rows_are_complete(paper: Workpaper, one: tuple[FormTable, FormRow]) -> Iterator[Issue]:
    """A table of the form has all its rows.

    Beside the current period the form shows the one before it. A table that is given has both, so that readers and
    machines find the comparison. A forecast of the year may be a range: its two ends are then its rows.

    Add the row to the table's file.
    """
    table, row = one
    printed = {print_.key for print_ in paper.filing.prints if print_.table == table.id}
    beside = {
        key
        for cell in paper.form_cells
        if cell.table is table and (cell.row.period, cell.row.when) == (row.period, row.when)
        for key in cell.keys
    }
    if not printed & beside:
        source = next(print_.source for print_ in paper.filing.prints if print_.table == table.id)
        message = say("{table} has no row for {period}; add it", table=table.id, period=row.period)
        yield Issue(message, sources=(Source(source.file, 1),))


def _names(paper: Workpaper) -> Iterable[Mapping[QName, tuple[Fact, ...]]]:
    """What is reported of each slot of the form by the element it is reported as, wherever it stands."""
    found: dict[QName, dict[QName, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for cell in _slots(paper):
        for fact in cell.facts if len(cell.facts) == 1 else ():
            found[cell.column.concepts[0]][fact.concept].append(fact)
    return [{name: tuple(facts) for name, facts in one.items()} for one in found.values()]


@rule("TNS613", Severity.WARNING, subject=Workpaper, each=_names)
def one_thing_has_one_name(paper: Workpaper, found: Mapping[QName, tuple[Fact, ...]]) -> Iterator[Issue]:
    """What the form calls by several names has one name throughout a filing.

    Results, last year's results and forecasts are compared by element. If this year's revenues are operating revenues
    and next year's forecast is of net sales, no machine finds the two together, and a change stands beside nothing.

    Report the same element in every row and table.
    """
    if len(found) > 1:
        # The rarer name is the slip; of two that are as frequent, the one that stands later.
        usual, *_, odd = sorted(found.items(), key=lambda pair: -len(pair[1]))
        message = say(
            "{odd} is reported {when}, and elsewhere the form has {usual}; report one of them throughout",
            odd=odd[0].local,
            when=when(odd[1][0].key),
            usual=usual[0].local,
        )
        yield Issue(message, odd[1])


def _demanded(paper: Workpaper) -> Iterable[TableDemand]:
    announced = paper.filing.announced
    return (one for one in paper.filing.form.demands.tables if one.since is None or one.since <= announced)


@rule("TNS614", Severity.WARNING, subject=Workpaper, each=_demanded)
def tables_are_given(paper: Workpaper, demand: TableDemand) -> Iterator[Issue]:
    """Every table that the exchange's form requires is given.

    Results, financial position, dividends, forecasts: who leaves out a table leaves a hole in every database. A company
    that publishes no forecast says why.

    Give the table under `summary` of `filing.yaml`; instead of a forecast, the reason in `information`.
    """
    if any(cell.facts for cell in paper.form_cells if cell.table.id == demand.table):
        return
    if any(item(paper.filing, name) for name in demand.unless):
        return
    home = (paper.filing.home,)
    if paper.filing.file:
        message = say("the form requires the table {table}, and nothing of it is there; give it", table=demand.table)
    elif demand.unless:
        message = say(
            "the form requires the table {table}; give it under `summary`, or say in {items} why there is none",
            table=demand.table,
            items=", ".join(name.local for name in demand.unless),
        )
    else:
        message = say("the form requires the table {table}; give it under `summary`", table=demand.table)
    yield Issue(message, sources=home)


def _rows(paper: Workpaper) -> Iterable[tuple[FormCell, ...]]:
    return paper.form_rows


@rule("TNS615", Severity.WARNING, subject=Workpaper, each=_rows)
def cells_are_filled(paper: Workpaper, cells: tuple[FormCell, ...]) -> Iterator[Issue]:
    """A row of the form's tables has a figure or a nil mark in every place.

    A blank is neither: a dividend that was not paid although there was a record date is 0.00, one without a record date
    is nil, and so is a change that has no meaning. What the form asks of results alone may be blank beside a forecast.

    Fill in the place.
    """
    blank = [cell for cell in cells if not (cell.facts or cell.column.optional or _is_exempt(cell))]
    if blank:
        reported = next(fact for cell in cells for fact in cell.facts)
        message = say(
            "{table} {when}: nothing stands for {items}; give the figure, or a nil mark if it does not apply",
            table=cells[0].table.id,
            when=when(reported.key),
            items=", ".join(_column_name(cell) for cell in blank),
        )
        yield Issue(message, (reported,))


def _column_name(cell: FormCell) -> str:
    """A column as the form or its first element calls it."""
    return cell.column.caption["en"] if cell.column.caption else cell.column.concepts[0].local


def _is_exempt(cell: FormCell) -> bool:
    """Whether the place is asked of results alone, and the row is a forecast."""
    members = {member.local for _, member in cell.table.cell_dimensions(cell.row, cell.column)}
    return cell.column.settled and not members.isdisjoint(FORECASTS)


RULES = (
    one_alternative_fills_a_slot,
    rows_are_complete,
    one_thing_has_one_name,
    tables_are_given,
    cells_are_filled,
)
