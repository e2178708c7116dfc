from __future__ import annotations

import pytest

from tanshin.read.canonical.source import FilingSource
from tanshin.read.canonical.table import table_of
from tanshin.report.aspect import JPY, USD
from tanshin.report.filing import Column, Table
from tanshin.values.finding import InputError
from tanshin.values.source import Source
from tanshin.values.yaml import parse_yaml, validate
from tests.read.example import refused
from tests.taxonomy.example import taxonomy

HEAD = """\
form: acedussm
fiscal_year_end: 2013-03-31
announced: 2013-05-15
number: "20130515000000"
statements:
  - table: t
"""


def read(*lines: str) -> Table:
    document = parse_yaml(HEAD + "".join(f"    {line}\n" for line in lines), "filing.yaml")
    source = validate(FilingSource, document).statements[0]
    return table_of(source, document, ("statements", 0), taxonomy(), "statement")


def test_columns_set_what_the_table_does_not() -> None:
    table = read(
        "statement: Movement",
        "unit: USD",
        "scale: '6'",
        "in_form: true",
        "title: {en: Changes, ja: 変動}",
        "columns:",
        "  total: {caption: {en: All, ja: 全}}",
        "  capital: {period: CurrentYear, members: {ComponentsAxis: CapitalMember}}",
        "  shares: {variant: shares}",
    )
    name = taxonomy().name
    assert table == Table(
        "t",
        "Movement",
        (
            Column("total", None, USD, 6, captions=(("en", "All"), ("ja", "全"))),
            Column("capital", "CurrentYear", USD, 6, ((name("ComponentsAxis"), name("CapitalMember")),)),
            Column("shares", None, USD, 6, variant="shares"),
        ),
        titles=(("en", "Changes"), ("ja", "変動")),
        in_form=True,
        source=Source("filing.yaml", 6, 12),
    )


def test_headings_are_kept_as_they_are_printed() -> None:
    table = read(
        "statement: Sheet",
        "printed: ['As of March 31, 2013']",
        "columns:",
        "  a: {period: CurrentYear, unit: JPY, printed: Thousands of JPY}",
    )
    assert [heading.text for heading in table.printed] == ["As of March 31, 2013"]
    assert table.printed[0].source.line == 8
    (column,) = table.columns
    assert column.printed
    assert (column.printed.text, column.printed.source.line) == ("Thousands of JPY", 10)
    assert column.words == ("a", "Thousands of JPY")


def test_the_table_may_set_the_period_for_all() -> None:
    (column,) = read("statement: Sheet", "period: PriorYear", "columns: {a: {unit: JPY}}").columns
    assert column == Column("a", "PriorYear", JPY, 3)


def test_column_and_row_may_each_say_half_of_the_period() -> None:
    table = read(
        "statement: Sheet",
        "unit: JPY",
        "columns: {before: {concept: Cash, period: Prior}, now: {concept: Cash, period: Current}}",
        "rows: {half: {period: AccumulatedQ2}, all: {period: Year}}",
    )
    periods = [[row.within(column).period for column in table.columns] for row in table.rows]
    assert periods == [["PriorAccumulatedQ2", "CurrentAccumulatedQ2"], ["PriorYear", "CurrentYear"]]


NO_PERIOD = "is not the name of a period; write for example CurrentYear or PriorQuarter"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["statement: Sheat", "columns: {a: {unit: JPY}}"],
         ["7:16 TNS005 ex has no statement Sheat; it has Sheet, Movement"]),
        (["statement: Sheet", "unit: JPY", "columns: {a: {unit: USD}}"],
         ["9:18 TNS012 both the table and the column a set the unit; let one of them say it"]),
        (["statement: Sheet", "unit: JPY", "period: PriorYear", "columns: {a: {period: CurrentYear}}"],
         ["10:18 TNS012 both the table and the column a set the period; let one of them say it"]),
        (["statement: Sheet", "columns: {a: {}, b: {unit: JPY}, c: {}}"],
         ["8:18 TNS013 no unit is set for the column a", "8:41 TNS013 no unit is set for the column c"]),
        (["statement: Sheet", "unit: JPY", "columns: {a: {period: LastYear}}"],
         [f"9:18 TNS015 'LastYear' {NO_PERIOD}"]),
        (["statement: Sheet", "unit: JPY", "period: LastYear", "columns: {a: {}}"],
         [f"9:13 TNS015 'LastYear' {NO_PERIOD}"]),
        (["statement: Sheet", "unit: JPY", "columns: {a: {members: {ComponentsAxis: CapitalMember}}}"],
         ["9:18 TNS005 Sheet has no CapitalMember on ComponentsAxis"]),
        (["statement: Movement", "unit: JPY", "columns: {a: {members: {ComponentsAxis: Cash}}}"],
         ["9:18 TNS005 Movement has no Cash on ComponentsAxis"]),
        (["statement: Movement", "unit: JPY", "columns: {a: {variant: share}}"],
         ["9:18 TNS005 Movement has no variant share; it has shares"]),
        (["statement: Sheet", "unit: JPY", "columns: {a: {concept: Cash, period: PriorYear}}",
          "rows: {b: {period: Year}}"],
         ["10:15 TNS012 both the row b and the column a set the period"]),
        (["statement: Sheet", "unit: JPY", "columns: {a: {concept: Cash}}", "rows: {b: {period: Quarter1}}"],
         [f"10:15 TNS015 'Quarter1' {NO_PERIOD}"]),
        (["statement: Sheet", "unit: JPY", "columns: {a: {period: Prior}}"],
         [f"9:18 TNS015 'Prior' {NO_PERIOD}"]),
        (["statement: Sheet", "unit: JPY", "columns: {a: {variant: shares}}"],
         ["9:18 TNS005 Sheet has no variant shares; it has none"]),
    ],
)  # fmt: skip
def test_what_a_column_cannot_be_is_told(lines: list[str], found: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read(*lines)
    assert refused(caught) == [f"filing.yaml:{one}" for one in found]
