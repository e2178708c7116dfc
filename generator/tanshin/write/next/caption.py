"""What a row is called where nobody has printed it yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.label import STANDARD
from tanshin.taxonomy.pattern import PLACE
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.qname import QName
from tanshin.values.text import caption_key


def plain_caption(line: Line, lang: str, concepts: Mapping[QName, Concept]) -> str:
    """The caption of a line in a language: its own where no figure stands inside, else the label it prints."""
    own = (words for of, words in line.patterns if of == lang and not PLACE.search(words))
    return next(own, None) or concepts[line.concept].label(lang, line.role)


def sure_captions(statement: Statement, lang: str, concepts: Mapping[QName, Concept]) -> Mapping[str, str]:
    """The captions in a language, by the ids of the lines, of those lines that they cannot be mistaken for others.

    A line without a label in that language has none here, nor one whose caption holds a figure. A heading, which has no
    figures, is never taken for a line that has some, but such a line that is still blank for a heading.
    """
    lines = [line for _, line in statement.walk() if not line.inline]
    keys = [(line.abstract, {caption_key(text) for text in _said(line, concepts)}) for line in lines]
    said = Counter(key for _, own in keys for key in own)
    headings = Counter(key for is_heading, own in keys if is_heading for key in own)
    ids = Counter(line.id for line in lines)
    found = {}
    for line in lines:
        caption = plain_caption(line, lang, concepts)
        holds = {match[1] for _, pattern in line.patterns for match in PLACE.finditer(pattern)}
        labels = ((one.lang, one.text) for one in concepts[line.concept].labels)
        is_own = (lang, caption) in {*labels, *line.patterns}
        named = headings if line.abstract else said
        if is_own and holds <= {"date"} and named[caption_key(caption)] == ids[line.id] == 1:
            found[line.id] = caption
    return found


def _said(line: Line, concepts: Mapping[QName, Concept]) -> Iterator[str]:
    """Everything that a line may be called by."""
    yield from (one.text for one in concepts[line.concept].labels if one.role in (line.role, STANDARD))
    yield from (text for _, text in (*line.patterns, *line.aliases))
