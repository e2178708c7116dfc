"""The verb that shows a filing while it is written."""

from __future__ import annotations

from pathlib import Path

import click

from tanshin.cli.common import FILING, LANG, guarded, spoken


@click.command()
@FILING
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; any free one if left out.")
@click.option("--no-browser", is_flag=True, help="Say where the pages are, and open no browser.")
@LANG
@guarded
def view(filing: str, port: int, no_browser: bool, lang: str) -> None:
    """Show FILING in the browser while it is written: every page, and what the check finds, anew with every change.

    The pages are served to this machine alone and kept in memory; nothing is written. What is not proved yet is called
    so, and input that cannot be used leaves the last good pages in place, with what is wrong beside them. What is
    proved can be opened in the ixbrl-viewer. Ctrl-C ends it.

    Example: tanshin view iij/fy2012-annual
    """
    from tanshin.values.finding import Finding, InputError, Severity
    from tanshin.values.message import say
    from tanshin.values.source import Source

    try:
        from tanshin.view.serving import View, open_browser
    except ModuleNotFoundError as error:
        message = say("showing a filing needs {library}: pip install 'tanshin[viewer]'", library=error.name or "")
        raise InputError(Finding("TNS049", Severity.ERROR, message, (Source(Path(filing).as_posix()),))) from error
    shown = View(filing, spoken(), port)
    words = say("{filing} is shown at {url} until Ctrl-C is pressed", filing=filing, url=shown.url)
    click.echo(spoken().say(words))
    if not no_browser and not open_browser(shown.url):
        click.echo(spoken().say(say("no browser was found; open the address in one")), err=True)
    shown.serve()
