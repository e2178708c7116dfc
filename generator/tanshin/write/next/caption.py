"""What a row is called where nobody has printed it yet."""

from __future__ import annotations

from collections.abc import Mapping

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.pattern import PLACE
from tanshin.taxonomy.statement import Line
from tanshin.values.qname import QName


def plain_caption(line: Line, lang: str, concepts: Mapping[QName, Concept]) -> str:
    """The caption of a line in a language: its own where no figure stands inside, else the label it prints."""
    own = (words for of, words in line.patterns if of == lang and not PLACE.search(words))
    return next(own, None) or concepts[line.concept].label(lang, line.role)
