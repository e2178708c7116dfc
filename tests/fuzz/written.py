"""What people write: a filing with its taxonomy, its workbook, the drafts of a release."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tanshin.api import with_release
from tanshin.derive.source import read_figures
from tanshin.document.build import documents
from tanshin.importing import import_release
from tanshin.proof.book import read_workbook
from tanshin.read.canonical.filing import folder_at, read_filing
from tanshin.read.canonical.folder import Folder
from tanshin.read.draft.draft import read_draft
from tanshin.read.older_form import read_older_form
from tanshin.read.release_text.workbook import draft_of as draft_of_book
from tanshin.read.workbook.book import read_book
from tanshin.report.draft import Draft
from tanshin.report.filing import Filing
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.history import read_eras
from tanshin.tell.imported import as_json
from tanshin.validate.check import check, check_taxonomy, with_drafts
from tanshin.values.archive import write_zip
from tanshin.values.finding import InputError, Severity
from tests.findings.gallery import BASE
from tests.fuzz.target import Target, apart, laid_out, look_at, unbundled

_HOME = "example/annual"


@functools.cache
def _base() -> Mapping[str, bytes]:
    """The example company of the gallery of findings; input replaces files of it."""
    paths = (path for path in sorted(BASE.rglob("*")) if path.is_file())
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in paths}


def _with_base(data: bytes, folder: Path) -> Path:
    return laid_out({**_base(), **unbundled(data)}, folder)


def _check(home: Folder, taxonomies: Path) -> Filing:
    filing = read_filing(home, taxonomies)
    figures = read_figures(taxonomies / "example", filing.taxonomy, filing.form_taxonomy)
    filing = with_release(home, filing, lambda: figures)
    result = check(filing, figures)
    look_at(result.findings)
    if not any(one.severity is Severity.ERROR for one in result.findings):
        for lang in ("ja", "en"):
            documents(filing, lang)
    return filing


def _filing(data: bytes, folder: Path) -> None:
    place = _with_base(data, folder)
    _check(folder_at(place / _HOME, _HOME), place / "taxonomy")


def _taxonomy(data: bytes, folder: Path) -> None:
    place = _with_base(data, folder) / "taxonomy"
    own = read_eras(place / "example").eras[-1].taxonomy
    form = read_taxonomy(place / "tse-ed-t")
    for one in (own, form):
        look_at(check_taxonomy(one).findings)
    read_figures(place / "example", own, form)
    read_older_form(place / "tse-t-ed", form)


def _book(data: bytes, folder: Path) -> None:
    book = write_zip(apart(unbundled(data)), level=1)
    with suppress(InputError):
        read_workbook(book, "x.xlsx")
    place = laid_out(_base(), folder)
    home = folder_at(place / _HOME, _HOME)
    _check(Folder(home.path, home.name, read_book(book, "x.xlsx")), place / "taxonomy")


#: What the form of the exchange has of the example; its own has more.
_FIGURES = "figures: [{figure: assets, concept: tse.TotalAssetsUS, title: {en: Assets, ja: 資産}, value: Assets}]"


def _import(draft: Draft, folder: Path) -> None:
    """Place the tables of a draft in the taxonomy of the example company, and match its figures to its filing."""
    place = laid_out({name.replace("taxonomy/", "example/taxonomy/", 1): one for name, one in _base().items()}, folder)
    place /= "example"
    (place / "taxonomy" / "example" / "figures.yaml").write_text(_FIGURES)
    try:
        found = import_release(draft, place, (place / "issuer.yaml").read_text(), place / "new")
        as_json(found).encode()
    except InputError as error:
        look_at(error.findings)
    filing, figures = _read_base()
    look_at(with_drafts(check(filing, figures), filing, figures, (), [draft]).findings)


@functools.cache
def _read_base():  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        place = laid_out(_base(), Path(folder))
        filing = read_filing(folder_at(place / _HOME, _HOME), place / "taxonomy")
        figures = read_figures(place / "taxonomy" / "example", filing.taxonomy, filing.form_taxonomy)
        return with_release(place / _HOME, filing, lambda: figures), figures


def _foreign_book(data: bytes, folder: Path) -> None:
    _import(draft_of_book(write_zip(apart(unbundled(data)), level=1), "x.xlsx"), folder)


def _draft(name: str):  # type: ignore[no-untyped-def]
    def read(data: bytes, folder: Path) -> None:
        (folder / name).write_bytes(data)
        _import(read_draft(folder / name), folder)

    return read


TARGETS = (
    Target("filing", "a filing: tables, marks, deviations, release, prose with bound figures; checked", _filing),
    Target(
        "taxonomy", "a taxonomy and its eras, the form's and the older form's; identities, figures; checked", _taxonomy
    ),
    Target("workbook", "a filing in a workbook", _book),
    Target("foreign-workbook", "workbooks of others, placed in a taxonomy", _foreign_book),
    Target("draft-text", "drafts of a release: plain text, placed and matched", _draft("x.txt")),
    Target("draft-page", "drafts of a release: HTML", _draft("x.html")),
    Target("draft-pdf", "drafts of a release: PDF", _draft("x.pdf")),
)
