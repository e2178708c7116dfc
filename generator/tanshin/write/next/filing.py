"""A filing -> the files of the one that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from tanshin.report.book import COVER, ISSUER
from tanshin.report.calendar import Calendar
from tanshin.report.form import Form
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.message import Message, listed, say
from tanshin.values.yaml_text import block
from tanshin.write.next.form import roll_form_table, roll_information
from tanshin.write.next.period import ANNUAL, Shift
from tanshin.write.next.published import Published, Source
from tanshin.write.next.table import Rolled, roll_table


class Next(Struct, frozen=True):
    """The files of the next filing, the cells (table, row, column) that are settled, and what is left to a person."""

    files: dict[str, str]
    locked: frozenset[tuple[str, str, str]]
    todo: tuple[Message, ...]


def next_filing(
    last: Source,
    base: Source,
    published: Published,
    form: Form,
    after: Calendar,
    target: Taxonomy,
    follows: str,
    lang: str | None = None,
) -> Next:
    """The files of the filing that follows ``last``, in the structure of ``base``, which is that or an earlier one.

    ``published`` is what the filings at hand say, notices of revision among them; ``form`` and ``after`` are the form
    and the calendar of the next; ``target`` is the taxonomy in force then, ``follows`` how it names the one before.
    With ``lang`` captions are in that language where the taxonomy has them; else they are those of the former tables.
    """
    shift = Shift(base.filing.calendar, after)
    files: dict[str, str] = {ISSUER: last.files[ISSUER]} if ISSUER in last.files else {}
    locked: set[tuple[str, str, str]] = set()
    data = head_of(last, form, after, follows)
    data["information"], anew = roll_information(base, form, shift)
    rolled: dict[str, Rolled] = {}
    dropped: list[str] = []
    layouts = {table.id: table for table in base.filing.printed_tables}
    for part in ("statements", "tables"):
        tables = []
        for one in base.data.get(part) or ():
            table = roll_table(base, layouts[one["table"]], one, shift, published, target, lang)
            if table is None:
                dropped.append(one["table"])
                continue
            id_ = _renamed(one["table"], shift)
            rolled[one["table"]] = table
            table.data = {**table.data, "table": id_}
            tables.append(table.data)
            files[f"{id_}.csv"] = table.text
            locked |= {(id_, row, column) for row, column in table.locked}
        if tables:
            data[part] = tables
    if footnotes := _footnotes(base.data.get("footnotes") or (), rolled, shift):
        data["footnotes"] = footnotes
    summary: dict[str, str] = {}
    asked = {one.table for one in form.demands.tables}
    for printed in form.tables:
        if printed.id in (base.data.get("summary") or {}) or printed.id in asked:
            summary[printed.id] = f"summary-{printed.id}.csv"
            files[summary[printed.id]], cells = roll_form_table(base, printed, shift, published, lang or "en")
            locked |= {(printed.id, row, column) for row, column in cells}
    if summary:
        data["summary"] = summary
    files[COVER] = "\n".join((*block(data), ""))
    return Next(files, frozenset(locked), tuple(_todo(base, shift, anew, dropped)))


def head_of(last: Source, form: Form, after: Calendar, follows: str) -> dict[str, Any]:
    """What ``filing.yaml`` begins with."""
    data: dict[str, Any] = {"form": form.name} if form.name else {}
    data["fiscal_year_end"] = after.year_end.isoformat()
    if after.quarter != ANNUAL:
        data["quarter"] = str(after.quarter)
    data |= {"announced": None, "number": None}
    if "rounding" in last.data:
        data["rounding"] = last.data["rounding"]
    data["follows"] = follows
    if "exchange" in last.data:
        data["exchange"] = {"rate": None, "date": None}
    return data


def _renamed(table: str, shift: Shift) -> str:
    """The name of a table; one that ends with the quarter reported ends with the next."""
    end = f"-{shift.before.quarter}q"
    return f"{table.removesuffix(end)}-{shift.after.quarter}q" if table.endswith(end) else table


def _footnotes(footnotes: Any, rolled: Mapping[str, Rolled], shift: Shift) -> list[dict[str, Any]]:
    """The footnotes on rows and cells that are still there."""
    found = []
    for one in footnotes:
        on = [moved for target in one["on"] if (moved := _target(target, rolled, shift))]
        if on and "@" not in str(one["text"]):  # a figure of the former period has no place in the next
            found.append({**one, "on": on})
    return found


def _target(target: str, rolled: Mapping[str, Rolled], shift: Shift) -> str | None:
    table, _, place = target.partition("/")
    if table not in rolled:
        return None
    rows, columns = rolled[table].rows, rolled[table].columns
    for row in sorted(rows, key=len, reverse=True):
        if place == row:
            return f"{_renamed(table, shift)}/{rows[row]}"
        column = place.removeprefix(f"{row}/")
        if place.startswith(f"{row}/") and column in columns:
            return f"{_renamed(table, shift)}/{rows[row]}/{columns[column]}"
    return None


def _todo(base: Source, shift: Shift, anew: list[str], dropped: list[str]) -> list[Message]:
    found = [say("the day of the announcement, its number and, where there is one, the rate of exchange")]
    if anew:
        found.append(say("items of the form, to be said anew where they apply: {items}", items=listed(anew)))
    found.append(say("the figures of the period; what nobody published before stays blank as well"))
    if not shift.is_same_quarter:
        found.append(say("titles and captions that name a period: they are those of {filing}", filing=base.filing.name))
    if dropped:
        found.append(say("tables that have no place in this filing: {tables}", tables=listed(dropped)))
    if base.filing.told:
        found.append(say("the texts of the release and the slides: they are not carried over"))
    return found
