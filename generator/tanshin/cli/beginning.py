"""The verb that starts a filing."""

from __future__ import annotations

from pathlib import Path

import click

from tanshin.cli.common import FORMAT, LANG, guarded, spoken


@click.command()
@click.option("--from", "last", metavar="FILING", help="The last filing, or the one to write in the other shape.")
@click.option("--issuer", metavar="NAME", help="A company, instead of a filing: its last one is gone on from.")
@click.option(
    "--form",
    "form_",
    type=click.Choice(["annual", "quarterly", "forecast-revision", "dividend-revision"]),
    help="Start the next filing: of the year, of the next quarter, or a notice that revises what was forecast.",
)
@click.option(
    "--from-text",
    "text",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A release to import instead: text, HTML, a PDF with a text layer, or a workbook of others.",
)
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(path_type=Path),
    help="What to write, which must not be there yet: a workbook where it ends with .xlsx, else a folder.",
)
@FORMAT
@LANG
@guarded
def new(
    last: str | None, issuer: str | None, form_: str | None, text: Path | None, out: Path, form: str, lang: str
) -> None:
    """Start the next filing, as a folder or as an Excel workbook; without --form, write FILING in the other shape.

    The next filing has the tables of the last one of its form, for the next period. What was published for the periods
    it shows stands in it already, forecasts too; its own figures, flags and days are blank. `tanshin check` says what
    is still to be filled in, and compares what was published as long as it stands there.

    A notice of revision begins with the forecasts that were announced last, in a summary or a notice; the revised ones
    are blank.

    With --from-text, the tables of a release are imported: each row whose line is sure by its caption, its section and
    the sums it takes part in. All others are left out and listed, with what they are most like (--format json for
    programs). Nothing is guessed.

    Example: tanshin new --from iij/fy2012-annual --form annual --out fy2013-annual.xlsx

    Example: tanshin new --from 1q-fy2015 --form forecast-revision --out revision-2015-10

    Example: tanshin new --from-text release.txt --issuer iij --out fy2013-annual
    """
    from tanshin import new as beginning
    from tanshin.values.message import say

    if text is not None:
        if last is not None or form_ is not None:
            raise click.UsageError("With --from-text, the release says what it is: leave out --from and --form.")
        _import(text, issuer, out, form, lang)
        return
    if (last is None) == (issuer is None):
        raise click.UsageError("Name a filing with --from, or a company with --issuer.")
    if issuer and not form_:
        raise click.UsageError("With --issuer, say which filing with --form.")
    place = last or beginning.last_of(issuer or "")
    if form_ in ("annual", "quarterly"):
        started = beginning.following(place, out, annual=form_ == "annual")
    elif form_:
        started = beginning.revising(place, out, dividends=form_ == "dividend-revision")
    else:
        started = beginning.same(place)
    beginning.write(started, out, lang)
    click.echo(spoken().say(say("{place} is written", place=out)))
    if started.todo:
        click.echo(spoken().say(say("What is left to you:")))
    for one in started.todo:
        click.echo(f"  - {spoken().say(one)}")


def _import(text: Path, issuer: str | None, out: Path, form: str, lang: str) -> None:
    """Import a release, and tell what was placed and what was not."""
    from tanshin import new as beginning
    from tanshin.tell.imported import as_json, lines_of
    from tanshin.values.message import say

    started, found = beginning.imported(text, issuer, out)
    beginning.write(started, out, lang)
    if form == "json":
        click.echo(as_json(found, spoken()), nl=False)
        return
    click.echo(spoken().say(say("{place} is written", place=out)))
    for line in lines_of(found, spoken()):
        click.echo(line)
