"""The verbs that trace figures: where one comes from and what binds it, and which ones nothing binds."""

from __future__ import annotations

import click

from tanshin.cli.common import FILING, FORMAT, LANG, guarded, spoken


@click.command()
@FILING
@click.argument("figure", metavar="CONCEPT|VALUE")
@click.option("--period", help="A period such as 2013-03-31, 2012-04-01/2013-03-31 or CurrentYear.")
@click.option("--unit", help="A unit such as JPY, USD or JPY/shares.")
@click.option("--member", help="A member of a dimension, by its local name.")
@FORMAT
@LANG
@guarded
def why(
    filing: str, figure: str, period: str | None, unit: str | None, member: str | None, form: str, lang: str
) -> None:
    """Tell where a figure of FILING comes from, where it is printed, and every rule that bound it.

    CONCEPT is a name such as iij:Revenues or Revenues, a label or a caption in English or Japanese. VALUE is a figure
    as it is printed somewhere, such as 106,248 or 2.9%.

    Example: tanshin why iij/fy2012-annual Revenues --period CurrentYear --unit JPY
    """
    from tanshin import api
    from tanshin.tell import lineage

    found = api.read_filing(filing)
    facts = api.asked(found, figure, period, unit, member)
    if form == "text" and len(facts) > lineage.MANY:
        click.echo(lineage.as_choice(facts, found.dts, spoken()), nl=False)
        return
    earlier, _ = api.usable_before(found, filing)
    lineages = api.why(found, facts, earlier)
    click.echo((lineage.as_json if form == "json" else lineage.as_text)(lineages, spoken()), nl=False)


@click.command("tie-out")
@FILING
@FORMAT
@LANG
@guarded
def tie_out(filing: str, form: str, lang: str) -> None:
    """Count the printed figures of FILING that some rule holds fast, table by table, and list those that none does.

    A figure is bound exactly where a change by one unit in its last place would be a finding (WARNING or worse), within
    rounding where only a larger one surely would.

    Example: tanshin tie-out iij/fy2012-annual
    """
    from tanshin import api
    from tanshin.tell import tie_out as told

    read = api.read_filing(filing)
    earlier, _ = api.usable_before(read, filing)
    found = api.tie_out(read, earlier)
    click.echo(told.as_json(found) if form == "json" else told.as_text(found, spoken()), nl=False)
