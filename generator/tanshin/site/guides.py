"""The guides as pages: the Markdown that lies in ``docs`` and beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tanshin.site.markup import Links, Text, markdown
from tanshin.site.page import Crumb, Hit, Page

SECTION = "guides/index.html"

#: What a newcomer reads first, in this order; the rest follows by name.
_FIRST = ("README.md", "docs/your-own-issuer.md", "docs/canonical-data.md", "ARCHITECTURE.md", "docs/glossary.md")
_LAST = ("docs/versions.md", "CHANGELOG.md", "docs/DECISIONS.md")

#: How much of the text below a heading the search knows.
_KNOWN = 600


def path_of(file: str) -> str:
    """The page of a Markdown file."""
    return f"guides/{file.rpartition('/')[2].removesuffix('.md').lower()}.html"


def guide_pages(files: Mapping[str, str], links: Callable[[str, str], Links]) -> Iterator[Page]:
    """A page for each guide, and one that lists them; ``files`` are texts by their path in the repository."""
    read: dict[str, Text] = {}
    for file in sorted(files, key=_rank):
        read[file] = markdown(files[file], links(file, path_of(file)))
    listed = [(text.title, path_of(file), text.lead) for file, text in read.items()]
    yield Page(SECTION, "Guides", SECTION, "guides", {"guides": listed})
    for file, text in read.items():
        path = path_of(file)
        hits = tuple(
            Hit("guide", f"{text.title}: {one.text}", one.below[:_KNOWN], f"{path}#{one.id}") for one in text.headings
        )
        data = {"text": text.body, "outline": [one for one in text.headings if one.level == 2]}
        first = Hit("guide", text.title, text.lead, path)
        yield Page(path, text.title, SECTION, "guide", data, (Crumb("Guides", SECTION),), "", (first, *hits))


def _rank(file: str) -> tuple[int, int, str]:
    if file in _FIRST:
        return 0, _FIRST.index(file), file
    return (2, _LAST.index(file), file) if file in _LAST else (1, 0, file)
