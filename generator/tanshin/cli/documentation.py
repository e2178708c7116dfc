"""The verb that writes the documentation as pages."""

from __future__ import annotations

from pathlib import Path

import click

from tanshin.cli.common import LANG, guarded, spoken


@click.command()
@click.argument("filings", metavar="[FILING]...", nargs=-1)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write; replaced as a whole.")
@LANG
@guarded
def docs(filings: tuple[str, ...], out: Path, lang: str) -> None:
    """Write the documentation as pages with a search, which need no network: open index.html.

    It tells the taxonomies of each FILING, concept by concept and where the filings use them, every finding, the
    commands, the Python interface and the guides. Without FILING the packaged samples are told.

    Example: tanshin docs --out site
    """
    from tanshin import api, resources
    from tanshin.progress import Progress
    from tanshin.report.book import COVER
    from tanshin.site.build import site
    from tanshin.values.message import say
    from tanshin.values.output import write_tree

    samples = (path.parent for path in sorted(resources.samples_dir().glob(f"*/*/{COVER}")))
    program = click.get_current_context().find_root().command
    with Progress().step("Writing the documentation"):
        files = site(program, [api.read_filing(place) for place in filings or samples])
        write_tree(out, files)
    click.echo(spoken().say(say("{number} files written; open {page}", number=len(files), page=out / "index.html")))
