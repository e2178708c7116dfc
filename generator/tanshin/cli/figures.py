"""The verb that lists the figures of a filing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tanshin.cli.common import FILING, PACKAGES, guarded, spoken

if TYPE_CHECKING:
    from tanshin.report.listing import FactRow, PrintRow


@click.command()
@FILING
@PACKAGES
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="en", show_default=True, help="Language of labels and words."
)
@click.option("--prints", is_flag=True, help="List every printed figure instead, with the fact it is.")
@click.option(
    "--origins",
    is_flag=True,
    help="List every printed figure instead, and whether it is derived, adjusted so that its table foots, or given.",
)
@guarded
def facts(filing: str, packages: tuple[Path, ...], form: str, lang: str, prints: bool, origins: bool) -> None:
    """List every fact of FILING, each once, with the table that it was read from.

    FILING may also be a report that anybody published: an XBRL instance, Inline XBRL documents, a package of TDnet or
    of XBRL International. Then the table is the report, and facts that it states several times are there as often.

    Example: tanshin facts iij/fy2012-annual --format csv > facts.csv
    """
    from tanshin import api

    if origins:
        if form == "csv" or prints:
            raise click.UsageError("--origins is written as text or json, without --prints.")
        from tanshin.tell import printing

        read = api.read_filing(filing)
        found = api.printings(read, api.earlier_filings(read, filing))
        click.echo(printing.as_json(found) if form == "json" else printing.as_text(found, spoken()), nl=False)
        return
    from tanshin.tell.rows import as_form, facts_as_text

    rows = _rows(filing, packages, lang, prints=prints)
    click.echo(as_form(rows, form, lambda: facts_as_text(rows, spoken())), nl=False)


def _rows(place: str, packages: tuple[Path, ...], lang: str, *, prints: bool) -> list[FactRow] | list[PrintRow]:
    from tanshin import api
    from tanshin.published import is_published

    if not is_published(place):
        found = api.read_filing(place)
        return api.print_rows(found) if prints else api.fact_rows(found, lang)
    if prints:
        raise click.UsageError("--prints is about canonical data.")
    from tanshin.cli.common import print_findings
    from tanshin.published import open_published, published_rows

    rows: list[FactRow] = []
    for instance in open_published(place, packages):
        print_findings(instance.findings, err=True)
        rows += published_rows(instance, lang)
    return rows
