"""Where in the source of a taxonomy a concept stands, and what its label roles are called there."""

from __future__ import annotations

import re

from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.qname import QName
from tanshin.values.source import Source

_WORDS = {"label": "standard", "negatedLabel": "negated", "periodStart": "start", "periodEnd": "end"}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def place_of(taxonomy: Taxonomy, concept: QName) -> tuple[Source, ...]:
    """The first line of a concept, where it is defined; nothing for axes, members and what was not read from YAML."""
    found = (line.source for _, line in taxonomy.lines() if line.concept == concept and line.source)
    return tuple(source for source in (next(found, None),) if source)


def role_word(role: str) -> str:
    """A label role as the source calls it: ``standard``, ``terse``, ``total``, ``start``, ``negated terse``."""
    last = role.rsplit("/", 1)[-1]
    if last in _WORDS:
        return _WORDS[last]
    plain = last.removesuffix("Label")
    return _WORDS.get(plain) or _CAMEL.sub(" ", plain).lower()
