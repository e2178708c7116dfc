"""The verb that lists the figures of a filing."""

from __future__ import annotations

import click

from tanshin.cli.common import FILING, guarded


@click.command()
@FILING
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="en", show_default=True, help="Language of the labels."
)
@click.option("--prints", is_flag=True, help="List every printed figure instead, with the fact it is.")
@click.option(
    "--origins",
    is_flag=True,
    help="List every printed figure instead, and whether it is derived, adjusted so that its table foots, or given.",
)
@guarded
def facts(filing: str, form: str, lang: str, prints: bool, origins: bool) -> None:
    """List every fact of FILING, each once, with the table that it was read from.

    Example: tanshin facts iij/fy2012-annual --format csv > facts.csv
    """
    from tanshin import api

    if origins:
        if form == "csv" or prints:
            raise click.UsageError("--origins is written as text or json, without --prints.")
        from tanshin.validate import printing_listing

        read = api.read_filing(filing)
        printed = api.printings(read, api.earlier_filings(read, filing))
        click.echo((printing_listing.as_json if form == "json" else printing_listing.as_text)(printed), nl=False)
        return
    from tanshin.report.listing import as_csv, as_json, as_text

    found = api.read_filing(filing)
    rows = api.print_rows(found) if prints else api.fact_rows(found, lang)
    write = {"text": as_text, "json": as_json, "csv": as_csv}[form]
    click.echo(write(rows), nl=False)
