"""The verb that builds documents."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from tanshin.cli.common import FILINGS, LANG, each, guarded, named, print_findings, spoken

if TYPE_CHECKING:
    from tanshin.product import Extra
    from tanshin.write.ixbrl import InlineVersion


@click.command()
@FILINGS
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write; replaced as a whole.")
@click.option(
    "--inline", type=click.Choice(["1.0", "1.1"]), default="1.0", show_default=True, help="Version of Inline XBRL."
)
@click.option(
    "--older-form",
    is_flag=True,
    help="Build the summary in the form in force until the end of 2013 as well, as far as its elements are known.",
)
@click.option("--pdf", is_flag=True, help="Print the documents to PDF as well; needs tanshin[pdf] and a browser.")
@click.option(
    "--viewer",
    is_flag=True,
    help="Put the documents and what the check found in the ixbrl-viewer as well: viewer/index.html.",
)
@click.option(
    "--xlsx", is_flag=True, help="Write the form, the statements and every fact as Excel workbooks for readers, too."
)
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Sign the manifest of the build with this private key (RSA, PEM, no password): manifest.signature.xml.",
)
@click.option(
    "--certificate", type=click.Path(path_type=Path, dir_okay=False), help="The certificate (PEM) of the key of --sign."
)
@LANG
@guarded
def build(
    filings: tuple[str, ...],
    out: Path,
    inline: InlineVersion,
    older_form: bool,
    key: Path | None,
    certificate: Path | None,
    lang: str,
    **extras: bool,
) -> None:
    """Build every document of FILING into a folder: the form, the statements, the instance, the taxonomy, an index.

    Several filings get a folder each below --out, named like their own. Input with an error is refused, and its folder
    stays as it was, while the others are built; whatever else the check finds is shown in index.html,
    which is in the language of --lang.

    Example: tanshin build iij/fy2012-annual --out build/fy2012-annual
    """
    from tanshin import api
    from tanshin.values.message import say

    if (key is None) != (certificate is None):
        raise click.UsageError("--sign and --certificate go together: a key and the certificate of it.")
    signer = None
    if key and certificate:
        from tanshin.write.signature import read_signer

        signer = read_signer(key, certificate)
    asked = [cast("Extra", extra) for extra, is_asked in extras.items() if is_asked]
    folders = [_folder_of(filing, filings, out) for filing in filings]
    if len(set(folders)) < len(folders):
        raise click.UsageError("Two of the filings have folders of one name, and one would replace the other.")
    places = dict(zip(filings, folders, strict=True))

    def one(filing: str) -> Callable[[], int]:
        found = api.read_filing(filing)
        earlier, _ = api.usable_before(found, filing)
        result = api.build(found, places[filing], inline, earlier, older_form, asked, signer, lang)

        def tell() -> int:
            print_findings(result.errors, err=True, place=filing)
            if result.errors:
                words = say("nothing was written to {folder}: correct the errors above first", folder=places[filing])
                click.echo(spoken().say(words), err=True)
                return 1
            if result.faults:
                print_findings(result.faults, err=True)
                words = say(
                    "nothing was written to {folder}: the files made of this filing do not say what its data say. The "
                    "fault is in the program, not in the data; please report it with the lines above",
                    folder=places[filing],
                )
                click.echo(spoken().say(words), err=True)
                return 1
            print_findings(result.notes, err=True)
            index = places[filing] / "index.html"
            words = say("{number} files written; open {page}", number=len(result.files), page=index)
            click.echo(f"{named(filing, filings)}{spoken().say(words)}")
            return 0

        return tell

    sys.exit(each(filings, "Building", one))


def _folder_of(filing: str, filings: tuple[str, ...], out: Path) -> Path:
    """Where a filing is built: of several, each below ``out`` under the name of its folder."""
    return out / Path(filing).absolute().name if len(filings) > 1 else out
