"""A page of a build before it is written: which document it prints, and what writes it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from tanshin.document.model import Document


class Sheet(Struct, frozen=True):
    """A page: the language and the name of its document, and what makes the page of that document."""

    lang: str
    name: str
    write: Callable[[Document], bytes]
