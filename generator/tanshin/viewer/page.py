"""A document as a page of the viewer: as it is, with an id for each of its tags and what the program needs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from tanshin.read.ixbrl.markup import XHTML, parse_pages
from tanshin.read.ixbrl.read import read_set
from tanshin.report.fact import Key
from tanshin.report.filing import Filing
from tanshin.report.item import Item
from tanshin.values.anchor import anchor_of
from tanshin.viewer.data import report_data
from tanshin.viewer.program import SCRIPT

# Documents of ours call Inline XBRL `ix` and give its elements no ids; an attribute may hold a `>`.
_TAG = re.compile(rb"<ix:(?:nonFraction|nonNumeric)(?=[\s>])")
_END = b"</body>"
#: What the release is called.
RELEASE = "release"


class Page(Struct, frozen=True):
    """A page of the viewer: what it is called, its content, title and language, and the facts in it.

    ``facts`` are called as findings name them; :func:`element_of` is the first element of each.
    """

    name: str
    content: bytes
    title: str
    lang: str
    facts: frozenset[str]

    @property
    def file(self) -> str:
        """Its file in the folder of the viewer."""
        return _file(self.name, self.lang)


def element_of(fact: str) -> str:
    """The id of the first element that tags a fact in a page.

    The anchor itself is taken: by it the document's own links lead to what stands around that element.
    """
    return f"t{anchor_of(fact)}"


def page_of(name: str, lang: str, data: bytes, filing: Filing, roles: Iterable[str]) -> Page:
    """The page of the viewer for a document of a build, with the networks of some link roles.

    Raises:
        InputError: it is no Inline XBRL document.
    """
    file = _file(name, lang)
    (read,) = parse_pages({file: data})
    items = [one.item for one in read_set({file: data}, filing.dts).tagged]
    ids = tuple(_ids(items))
    # A release refers to no sums: what it prints rounded would not add up.
    told = report_data(dict(zip(ids, items, strict=True)), filing.dts, roles, file, has_sums=name != RELEASE)
    title = read.root.findtext(f".//{{{XHTML}}}title") or name
    return Page(name, _with(told, _tagged(data, ids)), title, lang, frozenset(map(_called, items)))


def _file(name: str, lang: str) -> str:
    return f"{name}-{lang}.html"


def script_json(content: Any) -> str:
    """JSON that can stand in a script element of HTML and XHTML alike: nothing in it ends that."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _called(item: Item) -> str:
    about = item.aspects
    return str(Key(item.concept, about.entity, about.period, item.unit, about.dimensions))


def _ids(items: Iterable[Item]) -> Iterator[str]:
    """An id for each tag that follows from its fact: what is added elsewhere in a document does not move it."""
    seen: Counter[str] = Counter()
    for item in items:
        first = element_of(_called(item))
        seen[first] += 1
        yield first if seen[first] == 1 else f"{first}-{seen[first]}"


def _tagged(data: bytes, ids: Iterable[str]) -> bytes:
    left = iter(ids)
    return _TAG.sub(lambda found: found[0] + f' id="{next(left)}"'.encode(), data)


def _with(told: Mapping[str, Any], data: bytes) -> bytes:
    """The document with the program and its data at the end of the body, where the program looks for them."""
    scripts = (
        f'<script type="text/javascript" src="{SCRIPT}"></script>\n'
        f'<script type="application/x.ixbrl-viewer+json">{script_json(told)}</script>\n'
    )
    before, end, after = data.rpartition(_END)
    return before + scripts.encode() + end + after
