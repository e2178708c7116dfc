"""The verb that starts a filing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tanshin.cli.common import FORMAT, LANG, guarded, spoken

if TYPE_CHECKING:
    from tanshin.new import Started


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
    "--year-end",
    metavar="DAY",
    help="With --issuer: start from the taxonomy alone, for the fiscal year that ends on this day (2016-03-31).",
)
@click.option(
    "--quarter",
    type=click.IntRange(1, 3),
    help="With --year-end and --form quarterly: which quarter, otherwise the first.",
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
def new(  # noqa: PLR0913, PLR0917 - each option is an argument
    last: str | None,
    issuer: str | None,
    form_: str | None,
    year_end: str | None,
    quarter: int | None,
    text: Path | None,
    out: Path,
    form: str,
    lang: str,
) -> None:
    """Start the next filing, as a folder or as an Excel workbook; without --form, write FILING in the other shape.

    The next filing has the tables of the last one of its form, for the next period. What was published for the periods
    it shows stands in it already, forecasts too; its own figures, flags and days are blank. `tanshin check` says what
    is still to be filled in, and compares what was published as long as it stands there. With --lang ja, captions are
    the Japanese ones of the taxonomy where no other line could be meant.

    A notice of revision begins with the forecasts that were announced last, in a summary or a notice; the revised ones
    are blank.

    With --issuer and --year-end, a company starts that has no filing yet: each statement of its taxonomy with a row
    for every line, captions in the language of --lang, the form and its tables, all blank. It goes beside the company's
    issuer.yaml and taxonomy.

    With --from-text, the tables of a release are imported: each row whose line is sure by its caption, its section and
    the sums it takes part in. All others are left out and listed, with what they are most like (--format json for
    programs). Nothing is guessed.

    Example: tanshin new --from iij/fy2012-annual --form annual --out fy2013-annual.xlsx

    Example: tanshin new --from 1q-fy2015 --form forecast-revision --out revision-2015-10

    Example: tanshin new --issuer acme --form annual --year-end 2016-03-31 --out acme/fy2015.xlsx

    Example: tanshin new --from-text release.txt --issuer iij --out fy2013-annual
    """
    from tanshin import new as beginning

    if text is not None:
        if last is not None or form_ is not None or year_end is not None or quarter is not None:
            raise click.UsageError("With --from-text, the release says what it is: leave out --from, --form and days.")
        _import(text, issuer, out, form, lang)
        return
    if (last is None) == (issuer is None):
        raise click.UsageError("Name a filing with --from, or a company with --issuer.")
    if issuer and not form_:
        raise click.UsageError("With --issuer, say which filing with --form.")
    is_summary = form_ in ("annual", "quarterly")
    if (year_end is not None and not (issuer and is_summary)) or (
        quarter and (year_end is None or form_ != "quarterly")
    ):
        raise click.UsageError(
            "--year-end goes with --issuer and --form annual or quarterly, and --quarter with --year-end and --form "
            "quarterly."
        )
    if issuer and year_end is not None:
        _tell(beginning.first(issuer, _day(year_end), 4 if form_ == "annual" else quarter or 1, out, lang), out, lang)
        return
    place = last or beginning.last_of(issuer or "")
    if is_summary:
        started = beginning.following(place, out, annual=form_ == "annual", lang=lang if lang == "ja" else None)
    elif form_:
        started = beginning.revising(place, out, dividends=form_ == "dividend-revision")
    else:
        started = beginning.same(place)
    _tell(started, out, lang)


def _day(text: str) -> date:
    """The last day of a fiscal year, as it is given on the command line."""
    from tanshin.values.date import parse_iso

    try:
        day = parse_iso(text)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2199:
        raise click.UsageError(f"--year-end is a day such as 2016-03-31, not {text!r}.")
    return day


def _tell(started: Started, out: Path, lang: str) -> None:
    """Write what was started, and tell what is left to a person."""
    from tanshin import new as beginning
    from tanshin.values.message import say

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
