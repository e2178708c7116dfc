"""Pages of the site before they are HTML: what each shows, where it lies, and what the search knows of it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from msgspec import Struct


class Hit(Struct, frozen=True):
    """What the search can find: a title, the words it is found by, and where it leads (a path with an optional id)."""

    kind: str
    title: str
    words: str
    href: str


class Crumb(Struct, frozen=True):
    """A page above another one; ``href`` is its path from the top of the site."""

    text: str
    href: str


class Page(Struct, frozen=True):
    """A page: its path from the top of the site, the template that lays it out, and what that needs.

    ``section`` is the path of the entry in the navigation it belongs to. ``ja`` is the title in Japanese, where it has
    one.
    """

    path: str
    title: str
    section: str
    template: str
    data: Mapping[str, Any]
    crumbs: tuple[Crumb, ...] = ()
    ja: str = ""
    hits: tuple[Hit, ...] = ()


def relative(page: str, target: str) -> str:
    """The address of a place of the site as a page at ``page`` writes it, so that it holds wherever the site lies."""
    path, hash_, anchor = target.partition("#")
    if path == page and hash_:
        return f"#{quote(anchor)}"
    return f"{quote(posixpath.relpath(path, posixpath.dirname(page) or '.'))}{hash_}{quote(anchor)}"
