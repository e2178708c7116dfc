"""The files of a build, read back by those who know their kinds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct

from tanshin.proof.instance import Instance, read_instance
from tanshin.proof.markup import ids
from tanshin.proof.page import Page, read_page
from tanshin.proof.paper import Paper, read_paper
from tanshin.values.archive import read_zip
from tanshin.values.finding import InputError
from tanshin.values.xml import parse_xml


class Reading(Struct, frozen=True, dict=True):
    """What files say, by their paths: pages, instances, other XML, archives, PDF; and which cannot be read, and why."""

    pages: Mapping[str, Page]
    instances: Mapping[str, Instance]
    trees: Mapping[str, etree._ElementTree]
    archives: Mapping[str, Mapping[str, bytes]]
    papers: Mapping[str, Paper]
    unreadable: Mapping[str, str]

    def ids(self, path: str) -> frozenset[str]:
        """The ids in a file."""
        if path not in self._ids:
            page, tree = self.pages.get(path), self.trees.get(path)
            if page is not None:
                self._ids[path] = frozenset(found for found, _ in page.ids)
            else:
                self._ids[path] = frozenset(ids(tree) if tree is not None else ())
        return self._ids[path]

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {}


def read_files(files: Mapping[str, bytes]) -> Reading:
    """The files of a build, read."""
    pages: dict[str, Page] = {}
    instances: dict[str, Instance] = {}
    trees: dict[str, etree._ElementTree] = {}
    archives: dict[str, Mapping[str, bytes]] = {}
    papers: dict[str, Paper] = {}
    unreadable: dict[str, str] = {}
    for path, data in files.items():
        try:
            match path.rpartition(".")[2]:
                case "htm" | "html":
                    pages[path] = read_page(data, path)
                case "xbrl":
                    instances[path] = read_instance(data, path)
                case "xml" | "xsd":
                    trees[path] = parse_xml(data, path)
                case "zip" | "xbri":
                    archives[path] = read_zip(data, path)
                case "pdf":
                    papers[path] = read_paper(data, path)
                case "txt":
                    data.decode("cp932")
                case _:
                    pass
        except InputError as error:
            unreadable[path] = error.findings[0].message
        except UnicodeDecodeError as error:
            unreadable[path] = str(error)
    return Reading(pages, instances, trees, archives, papers, unreadable)
