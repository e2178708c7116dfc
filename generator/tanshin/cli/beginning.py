"""The verb that starts a filing."""

from __future__ import annotations

from pathlib import Path

import click

from tanshin.cli.common import LANG, guarded, spoken


@click.command()
@click.option("--from", "last", metavar="FILING", help="The last filing, or the one to write in the other shape.")
@click.option("--issuer", metavar="NAME", help="A company, instead of a filing: its last one is gone on from.")
@click.option(
    "--form",
    type=click.Choice(["annual", "quarterly"]),
    help="Start the next filing: of the year, or of the next quarter.",
)
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(path_type=Path),
    help="What to write, which must not be there yet: a workbook where it ends with .xlsx, else a folder.",
)
@LANG
@guarded
def new(last: str | None, issuer: str | None, form: str | None, out: Path, lang: str) -> None:
    """Start the next filing, as a folder or as an Excel workbook; without --form, write FILING in the other shape.

    The next filing has the tables of the last one of its form, for the next period. What was published for the periods
    it shows stands in it already, forecasts too; its own figures, flags and days are blank. `tanshin check` says what
    is still to be filled in, and compares what was published as long as it stands there.

    Example: tanshin new --from iij/fy2012-annual --form annual --out fy2013-annual.xlsx
    """
    from tanshin import new as beginning
    from tanshin.values.message import say

    if (last is None) == (issuer is None):
        raise click.UsageError("Name a filing with --from, or a company with --issuer.")
    if issuer and not form:
        raise click.UsageError("With --issuer, say which filing: --form annual or --form quarterly.")
    place = last or beginning.last_of(issuer or "")
    started = beginning.following(place, out, annual=form == "annual") if form else beginning.same(place)
    beginning.write(started, out, lang)
    click.echo(spoken().say(say("{place} is written", place=out)))
    if started.todo:
        click.echo(spoken().say(say("What is left to you:")))
    for one in started.todo:
        click.echo(f"  - {spoken().say(one)}")
