"""The verb that compares two reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tanshin.cli.common import LANG, guarded, spoken

if TYPE_CHECKING:
    from tanshin.compare.difference import Difference


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="Shape of the output: text for people, html as one page for the browser, json for machines.",
)
@LANG
@click.option("--verbose", is_flag=True, help="List every difference, and texts in full.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write instead of printing.")
@guarded
def diff(old: str, new: str, form: str, lang: str, verbose: bool, out: Path | None) -> None:
    """Tell what reports A and B say differently: figures, texts, days and flags, captions and footnotes.

    A figure is told as changed, as restated where B is of a later period, as another rounding of the same number, or
    as reclassified; the most material come first. The exit code is 0 where nothing differs, 1 where something does, and
    2 for unusable input.

    Example: tanshin diff samples/iij/1h-fy2012 samples/iij/fy2012-annual --format html --out diff.html
    """
    from tanshin import api

    found = api.diff(api.read_filing(old), api.read_filing(new))
    shape = _shape(found, form, everything=verbose)
    if out:
        from tanshin.values.output import write_file

        write_file(out, shape.encode())
    else:
        click.echo(shape, nl=False)
    sys.exit(1 if found else 0)


def _shape(found: Difference, form: str, *, everything: bool) -> str:
    language = spoken()
    match form:
        case "json":
            from tanshin.tell.difference_data import as_json

            return as_json(found, language)
        case "html":
            from tanshin.tell.difference_html import as_html

            return as_html(found, language)
    from tanshin.tell.difference_text import difference_lines

    return "".join(f"{line}\n" for line in difference_lines(found, language, everything=everything))
