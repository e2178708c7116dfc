"""The verb that checks filings."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from tanshin.cli.common import FILINGS, FORMAT, SEVERITIES, each, named, print_findings, summary


@click.command()
@FILINGS
@FORMAT
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="inconsistency",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--verbose", is_flag=True, help="Also list what is only worth knowing (INFO).")
def check(filings: tuple[str, ...], form: str, fail_on: str, verbose: bool) -> None:
    """Check every FILING: every sum and identity, and every printed figure against the one that follows from the facts.

    Of several the exit code is the highest, and JSON is an array with one object for each that could be read, which
    names it as `filing`.

    Example: tanshin check samples/iij/fy2012-annual --format json
    """
    from tanshin import api
    from tanshin.values.finding import Severity

    shapes: list[str] = []

    def one(filing: str) -> Callable[[], int]:
        result = api.check(api.read_filing(filing))

        def tell() -> int:
            if form == "json":
                shapes.append(api.check_json(result, None if len(filings) == 1 else filing))
            else:
                print_findings(finding for finding in result.findings if verbose or finding.severity > Severity.INFO)
                click.echo(f"{named(filing, filings)}{summary(result)}")
            return int(any(finding.severity >= Severity[fail_on.upper()] for finding in result.findings))

        return tell

    code = each(filings, "Checking", one)
    if form == "json" and len(filings) > 1:
        joined = ",\n".join(shape.rstrip() for shape in shapes)
        shapes = [f"[\n{joined}\n]\n" if shapes else "[]\n"]
    click.echo("".join(shapes), nl=False)
    sys.exit(code)
