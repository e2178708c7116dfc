"""The spelling of captions: a word that nobody uses, one slip away from a word that the taxonomy uses.

No dictionary: what a company calls its line items is in its taxonomy, and a slip is a word near one of those. A word
that is near none of them may be new and right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tanshin.taxonomy.taxonomy import Taxonomy

_WORD = re.compile(r"[a-z]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

#: Words of accounts that stand near another of them, and that a taxonomy need not use.
_PLAIN = """
    above advance advances amount amounts annual april august average begin branch change changed changes
    client close closed contract controlling costs could count country cover credit current december deposit
    deposits differ direct during earned ended ending equal event except expect factor february first forecast
    fourth funds gross group grown holding house image initial interim issued issues january joint large later
    level limit local lower lowest march means measure member method minor month months native normal november
    number october offset option order other owned owner paid parent parts party period place plant point
    points prior product profits quarter quarterly range rates receipt reduce rental repay report reserve
    respectively result returned revised rights sales scale scheduled second september series serve shared
    short since small source split start state stated stock store target taxes their there these third those
    through times title total trade transfer trust under until usage using value volume where which while
    whole year
"""
PLAIN = frozenset(_PLAIN.split())


def vocabulary(taxonomies: Iterable[Taxonomy], more: Iterable[str] = ()) -> frozenset[str]:
    """Every word of the labels, and of further texts. Aliases do not count: an alias may be there for a slip."""
    words = set(PLAIN)
    for taxonomy in taxonomies:
        for concept in taxonomy.dts.concepts.values():
            for label in concept.labels:
                if label.lang == "en":
                    words.update(_WORD.findall(_plain(label.text)))
    for text in more:
        words.update(_WORD.findall(_plain(text)))
    return frozenset(words)


class Speller(Struct, dict=True):
    """Knows words, and remembers what it thought of those it does not know."""

    known: frozenset[str]

    def __post_init__(self) -> None:
        self._meant: dict[str, str | None] = {}

    def slips(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of a text that are not known and one slip away from one that is: the word, what it should be."""
        plain = _plain(text)
        for match in _WORD.finditer(plain):
            if match[0] not in self.known and (meant := self._meaning(match[0])):
                yield (text if len(text) == len(plain) else plain)[match.start() : match.end()], meant

    def mended(self, text: str) -> str:
        """A text without its slips."""
        for slip, meant in self.slips(text):
            text = text.replace(slip, meant)
        return text

    def _meaning(self, word: str) -> str | None:
        if word not in self._meant:
            near = sorted({one for one in _near(word) if one in self.known})
            # A form of a word that is known is another word, not a slip.
            self._meant[word] = None if any(_is_form(word, one) for one in near) else next(iter(near), None)
        return self._meant[word]


def _plain(text: str) -> str:
    """A text in small letters of one width."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()


def _near(word: str) -> Iterator[str]:
    """Everything one letter more, less, other, or two letters exchanged away."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _is_form(word: str, other: str) -> bool:
    """Whether two words differ as forms of one word do: advance, advances, advanced."""
    short, long = sorted((word, other), key=len)
    return long in (f"{short}s", f"{short}d") or (short[:-1] == long[:-1] and {short[-1], long[-1]} <= set("sdry"))
