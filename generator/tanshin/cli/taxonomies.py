"""The verbs of taxonomies."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tanshin.cli.common import FORMAT, LANG, guarded, print_findings, spoken, summary


@click.group()
def taxonomy() -> None:
    """Build, check and show a taxonomy. TAXONOMY is a folder of YAML, or the name of a packaged one such as iij."""


@taxonomy.command("build")
@click.argument("name", metavar="TAXONOMY")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The package (ZIP) to write.")
@LANG
@guarded
def taxonomy_build(name: str, out: Path, lang: str) -> None:
    """Write TAXONOMY as a taxonomy package: schema, linkbases, catalog, entry points for each of its eras.

    Example: tanshin taxonomy build iij --out iij.zip
    """
    from tanshin import api
    from tanshin.values.message import say

    api.build_taxonomy(api.read_eras(name), out)
    click.echo(spoken().say(say("taxonomy package written: {file}", file=out)))


@taxonomy.command("check")
@click.argument("name", metavar="TAXONOMY")
@FORMAT
@LANG
@guarded
def taxonomy_check(name: str, form: str, lang: str) -> None:
    """Check TAXONOMY against the rules EDINET and FRTA set for taxonomies, as far as they apply, in all its eras.

    Example: tanshin taxonomy check iij
    """
    from tanshin import api
    from tanshin.values.finding import Severity

    result = api.check_taxonomy(api.read_eras(name))
    if form == "json":
        click.echo(api.check_json(result, lang=lang), nl=False)
    else:
        print_findings(result.findings)
        click.echo(summary(result))
    if any(finding.severity >= Severity.WARNING for finding in result.findings):
        sys.exit(1)


@taxonomy.command("show")
@click.argument("name", metavar="TAXONOMY")
@click.argument("concept", required=False)
@click.option("--lang", type=click.Choice(["ja", "en"]), default="en", show_default=True)
@click.option("--era", help="The era to show; without it the newest, or the newest that has CONCEPT.")
@click.option("--history", is_flag=True, help="Show the captions of CONCEPT in every era, and what gave way to what.")
@guarded
def taxonomy_show(name: str, concept: str | None, lang: str, era: str | None, history: bool) -> None:
    """Show the statements of TAXONOMY as trees, or everything about one CONCEPT.

    Example: tanshin taxonomy show iij CashAndCashEquivalents --history
    """
    from tanshin import api

    if history and (concept is None or era is not None):
        raise click.UsageError("--history is of one CONCEPT, in all eras: name the concept and no --era.")
    eras = api.read_eras(name)
    if history and concept:
        click.echo(api.show_history(eras, concept, lang), nl=False)
    else:
        click.echo(api.show_taxonomy(eras, concept, lang, era), nl=False)
