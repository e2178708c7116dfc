"""The first filing of an issuer, from its taxonomy alone: every line of every statement as a blank row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tanshin.report.book import COVER, ISSUER
from tanshin.report.form import Form
from tanshin.report.phrase import called
from tanshin.taxonomy.concept import PeriodType
from tanshin.taxonomy.label import TERSE
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.message import Message, listed, say
from tanshin.values.qname import QName
from tanshin.values.yaml_text import block
from tanshin.write.next.caption import plain_caption
from tanshin.write.next.filing import Next
from tanshin.write.next.form import roll_form_table, roll_information
from tanshin.write.next.period import ANNUAL, Shift
from tanshin.write.next.published import Published, Source
from tanshin.write.records import text_of

#: Statements are printed in thousands unless somebody says otherwise.
_SCALE = "3"

#: How a column is called that shows all the components, and one that shows another concept of its lines.
_TOTAL = {"en": "Total", "ja": "合計"}


def first_filing(bare: Source, form: Form, stated: Collection[QName], lang: str) -> Next:
    """The files of a filing whose tables have captions in ``lang`` and no figures.

    ``bare`` is a filing of the period without tables or a form; ``stated`` are the elements of the form that the
    company's figures explain: of columns that may be one element or another they say which.
    """
    filing = bare.filing
    calendar, taxonomy = filing.calendar, filing.taxonomy
    shift = Shift(calendar, calendar)
    data: dict[str, Any] = {"form": form.name} if form.name else {}
    data["fiscal_year_end"] = calendar.year_end.isoformat()
    if calendar.quarter != ANNUAL:
        data["quarter"] = str(calendar.quarter)
    data |= {"announced": None, "number": None}
    files = {ISSUER: bare.files[ISSUER]}
    known, anew = roll_information(bare, form, shift)
    known |= _who(bare, form)
    if known:
        data["information"] = known
    statements = []
    for statement in taxonomy.statements:
        if not statement.is_table:
            table = _Table(bare, statement, lang)
            id_ = _named(statement, form)
            statements.append({"table": id_, **table.described()})
            files[f"{id_}.csv"] = table.text()
    if statements:
        data["statements"] = statements
    asked = {one.table for one in form.demands.tables}
    tables = [printed for printed in form.tables if printed.id in asked]
    if tables:
        data["summary"] = {printed.id: f"summary-{printed.id}.csv" for printed in tables}
    for printed in tables:
        text, _ = roll_form_table(bare, printed, shift, Published((bare,)), lang, stated)
        files[f"summary-{printed.id}.csv"] = text
    files[COVER] = "\n".join((*block(data), ""))
    return Next(files, frozenset(), tuple(_todo([name for name in anew if name not in known])))


def _named(statement: Statement, form: Form) -> str:
    """The name of the table of a statement; the form's tables keep theirs."""
    id_ = re.sub("(?<=[a-z0-9])(?=[A-Z])", "-", statement.id).lower()
    return f"{id_}-statement" if id_ in form.table_of else id_


def _who(bare: Source, form: Form) -> dict[str, Any]:
    """The items of the form that say who the company is."""
    demands, issuer = form.demands, bare.filing.issuer
    found: dict[str, Any] = {}
    if demands.company is not None and demands.company in demands.required:
        found[demands.company.local] = dict(issuer.names)
    if demands.code is not None and demands.code in demands.required:
        found[demands.code.local] = bare.filing.entity.identifier
    return found


def _todo(anew: list[str]) -> Iterator[Message]:
    yield say("the day of the announcement, its number and, where there is one, the rate of exchange")
    if anew:
        yield say("items of the form, to be said anew where they apply: {items}", items=listed(anew))
    yield say("the figures; rows and columns that the company does not print are to be taken out")
    yield say("how amounts are printed: `scale` is 3 for thousands, 6 for millions, 0 for single units")


class _Table:
    """One statement as a blank table: periods in columns, or components in columns and periods down the rows."""

    def __init__(self, bare: Source, statement: Statement, lang: str) -> None:
        self.calendar, self.taxonomy = bare.filing.calendar, bare.filing.taxonomy
        self.statement, self.lang = statement, lang
        concepts = [self.taxonomy.dts.concepts[name] for name in statement.concepts]
        self.is_instant = all(one.abstract or one.period is PeriodType.INSTANT for one in concepts)
        now = "Year" if self.calendar.quarter == ANNUAL else f"AccumulatedQ{self.calendar.quarter}"
        # Balances of a quarter stand beside those of the last year's end.
        self.periods = ("PriorYear" if self.is_instant else f"Prior{now}", f"Current{now}")
        self.components = self._components()

    def described(self) -> dict[str, Any]:
        """What ``filing.yaml`` says of the table, without its name."""
        columns: Mapping[str, Any] = self.components or {self._key(one): {"period": one} for one in self.periods}
        return {"statement": self.statement.id, "unit": "JPY", "scale": _SCALE, "columns": columns}

    def text(self) -> str:
        """Its CSV."""
        captions = [self._caption(line) for _, line in self.statement.walk() if not line.inline]
        if not self.components:
            keys = [self._key(one) for one in self.periods]
            return text_of([["caption", *keys], *([one, *("",) * len(keys)] for one in captions)])
        blank = ("",) * len(self.components)
        rows = [[one, period, *blank] for period in self.periods for one in captions]
        return text_of([["caption", "@period", *self.components], *rows])

    def _components(self) -> dict[str, dict[str, Any]]:
        """The columns of a statement whose lines leave the members to them, by heading."""
        own = {axis for _, line in self.statement.walk() for axis, _ in line.members}
        axes = [(axis, members) for axis, members in self.statement.axes if axis not in own]
        variants = dict.fromkeys(name for _, line in self.statement.walk() for name, _ in line.variants)
        if not axes:
            return {}
        found: dict[str, dict[str, Any]] = {_TOTAL[self.lang]: {}}
        for axis, members in axes:
            total = self.taxonomy.dts.default_members.get(axis)
            for member in members:
                if member != total:
                    heading = self.taxonomy.dts.concepts[member].label(self.lang, TERSE)
                    found[heading] = {"members": {axis.local: member.local}}
        return {**found, **{name: {"variant": name} for name in variants}}

    def _key(self, period: str) -> str:
        named = None if self.is_instant else called(period, self.calendar, "en")
        return named or self.calendar.period(period).last.isoformat()

    def _caption(self, line: Line) -> str:
        return plain_caption(line, self.lang, self.taxonomy.dts.concepts)
