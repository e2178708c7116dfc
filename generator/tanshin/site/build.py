"""The whole site: every page, the style, the search and its index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click
from msgspec import Struct

import tanshin
from tanshin import resources
from tanshin.inputs import figures_of, read_eras
from tanshin.report.filing import Filing
from tanshin.site import commands, findings, guides, python, taxonomies
from tanshin.site.book import Book
from tanshin.site.markup import Links, japanese
from tanshin.site.page import Hit, Page, relative
from tanshin.site.usage import uses
from tanshin.write.html import environment

_HOME = "index.html"
_INDEX = "search-index.js"

#: The guides beside the folder of the others.
_BESIDE = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")

_NAVIGATION = (
    ("Guides", guides.SECTION),
    ("Taxonomies", taxonomies.SECTION),
    ("Findings", findings.SECTION),
    ("Commands", commands.SECTION),
    ("Python", python.SECTION),
)


def site(program: click.Command, filings: Iterable[Filing]) -> dict[str, bytes]:
    """Every file of the site by its path; the same for the same input.

    ``program`` is the command line that is told, ``filings`` are those whose taxonomies are, and which use them.

    Raises:
        InputError: a taxonomy cannot be read.
    """
    pages = tuple(_pages(program, tuple(filings)))
    shell = environment()
    shell.filters["ja"] = japanese
    assets = ("site.css", "site.js")
    files = {name: (resources.templates_dir() / "site" / name).read_bytes() for name in assets}
    for page in pages:
        layout = shell.get_template(f"site/{page.template}.html.j2")
        html = layout.render(
            page=page, to=_Address(page.path), navigation=_NAVIGATION, version=tanshin.__version__, **page.data
        )
        files[page.path] = html.encode()
    files[_INDEX] = _index(hit for page in pages for hit in page.hits)
    return files


class _Address(Struct, frozen=True):
    """Makes the address of a place as one page writes it."""

    page: str

    def __call__(self, target: str) -> str:
        return relative(self.page, target)


def _pages(program: click.Command, filings: tuple[Filing, ...]) -> Iterator[Page]:
    texts = _texts()
    codes = findings.paths()
    places = {file: guides.path_of(file) for file in texts} | findings.anchors(codes)
    top = resources.docs_dir().parent

    def links(file: str, page: str) -> Links:
        return Links(file, places, codes, _Address(page), lambda path: (top / path).exists())

    manual = texts.pop("docs/findings.md")
    library = taxonomies.Library(_books(filings), uses(filings))
    yield Page(_HOME, "tanshin", _HOME, "home", {"books": library.books, "codes": len(codes)})
    yield from guides.guide_pages(texts, links)
    yield from taxonomies.taxonomy_pages(library)
    yield from findings.finding_pages(manual, links)
    yield from commands.command_pages(program, links)
    yield from python.Interface(links).pages()


def _texts() -> dict[str, str]:
    folder = resources.docs_dir()
    files: Mapping[str, Path] = {f"docs/{path.name}": path for path in sorted(folder.glob("*.md"))}
    files = {**files, **{name: folder.parent / name for name in _BESIDE}}
    return {name: path.read_text(encoding="utf-8") for name, path in files.items()}


def _books(filings: Iterable[Filing]) -> tuple[Book, ...]:
    """The taxonomies of filings, and at last that of the exchange's forms."""
    folders: dict[Path, dict[str, Filing]] = {}
    for filing in filings:
        folders.setdefault(filing.taxonomy_folder, {}).setdefault(filing.taxonomy.era, filing)
    books = [
        Book(folder.name, read_eras(folder), {era: figures_of(filing) for era, filing in sorted(eras.items())})
        for folder, eras in sorted(folders.items())
    ]
    return (*books, Book(resources.FORM_TAXONOMY, read_eras(resources.FORM_TAXONOMY)))


def _index(hits: Iterable[Hit]) -> bytes:
    """What the search knows, as a script: pages opened from a folder may load scripts, but no data."""
    rows = [[hit.kind, hit.title, " ".join(hit.words.split()), hit.href] for hit in hits]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"tanshinIndex([\n{lines}\n]);\n".encode()
