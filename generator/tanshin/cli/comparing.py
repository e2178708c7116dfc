"""The verb that compares two reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tanshin.cli.common import LANG, PACKAGES, guarded, spoken

if TYPE_CHECKING:
    from tanshin.compare.difference import Difference
    from tanshin.report.filing import Filing


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
@PACKAGES
@click.option("--verbose", is_flag=True, help="List every difference, and texts in full.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write instead of printing.")
@click.option(
    "--notice",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Of two versions of one filing: write the notice of the correction into this file, in the language of --lang.",
)
@click.option("--reason", help="Why it is corrected, for the notice; without it the notice says where it belongs.")
@guarded
def diff(  # noqa: PLR0913, PLR0917 - each option is an argument
    old: str,
    new: str,
    form: str,
    lang: str,
    packages: tuple[Path, ...],
    verbose: bool,
    out: Path | None,
    notice: Path | None,
    reason: str | None,
) -> None:
    """Tell what reports A and B say differently: figures, texts, days and flags, captions and footnotes.

    Each is a filing, or a report that anybody published: XBRL, Inline XBRL, a package with one report.

    A figure is told as changed, as restated where B is of a later period, as another rounding of the same number, or
    as reclassified; the most material come first. The exit code is 0 where nothing differs, 1 where something does, and
    2 for unusable input.

    With --notice two versions of one filing give the document that the exchange asks for: the rows and texts that were
    corrected, before and after, and the figures that moved with them.

    Example: tanshin diff samples/iij/1h-fy2012 samples/iij/fy2012-annual --format html --out diff.html
    """
    from tanshin import api

    if reason is not None and notice is None:
        raise click.UsageError("--reason is said in a notice: name its file with --notice.")
    from tanshin.published import open_report
    from tanshin.report.filing import Filing

    ours, theirs = open_report(old, packages), open_report(new, packages)
    if notice:
        if not isinstance(ours, Filing) or not isinstance(theirs, Filing):
            raise click.UsageError("--notice is written of two versions of canonical data.")
        _write_notice(ours, theirs, old, notice, reason or "")
    found = api.diff(ours, theirs)
    shape = _shape(found, form, everything=verbose)
    if out:
        from tanshin.values.output import write_file

        write_file(out, shape.encode())
    else:
        click.echo(shape, nl=False)
    sys.exit(1 if found else 0)


def _write_notice(old: Filing, new: Filing, place: str, out: Path, reason: str) -> None:
    """Write the notice of a correction, and tell what the later version does not correct though it should."""
    from tanshin import api
    from tanshin.compare.correction import obstacle
    from tanshin.tell.notice import contradictions
    from tanshin.values.message import say
    from tanshin.values.output import write_file

    language = spoken()
    if why := obstacle(old, new):
        raise click.UsageError(
            language.say(
                say("a notice is about two versions of one filing, and {why}; compare them without it", why=why)
            )
        )
    earlier, _ = api.usable_before(old, place)
    found = api.correction(old, new, language.code, earlier)
    write_file(out, api.notice(found, reason).encode())
    for words in contradictions(found):
        click.echo(language.say(words), err=True)
    if not found.is_whole:
        click.echo(
            language.say(say("a text of the release asks for a figure that there is not; the notice is without it")),
            err=True,
        )


def _shape(found: Difference, form: str, *, everything: bool) -> str:
    language = spoken()
    match form:
        case "json":
            from tanshin.tell.difference_data import as_json

            return as_json(found, language)
        case "html":
            from tanshin.tell.difference_html import as_html

            return as_html(found, language, everything=everything)
    from tanshin.tell.difference_text import difference_lines

    return "".join(f"{line}\n" for line in difference_lines(found, language, everything=everything))
