"""The verb that starts a filing."""

from __future__ import annotations

from pathlib import Path

import click

from tanshin.cli.common import LANG, guarded, spoken


@click.command()
@click.option("--from", "last", metavar="FILING", required=True, help="The filing to write in the other shape.")
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(path_type=Path),
    help="What to write, which must not be there yet: a workbook where it ends with .xlsx, else a folder.",
)
@LANG
@guarded
def new(last: str, out: Path, lang: str) -> None:
    """Write a filing as a folder or as an Excel workbook: of one the other.

    Example: tanshin new --from iij/fy2012-annual --out fy2012-annual.xlsx
    """
    from tanshin import new as beginning
    from tanshin.values.message import say

    beginning.write(beginning.same(last), out, lang)
    click.echo(spoken().say(say("{place} is written", place=out)))
