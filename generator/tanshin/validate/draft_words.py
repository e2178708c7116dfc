"""Which line of a filing a sentence speaks of, by the words that captions and sentences share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from tanshin.derive.candidate import RATE
from tanshin.derive.figure import Figure
from tanshin.report.filing import Filing
from tanshin.taxonomy.label import DOCUMENTATION
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.text import caption_key

_WORD = re.compile(r"[a-z][a-z&']*|[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_PLACE = re.compile(r"\{[^{}]*\}|[0-9][0-9,.]*|~+|\x00+")
_STOPS = (
    "a an and are as at be by for from had has have in is it its of on or our that the their this to was were which "
    "with net jpy usd yen thousand million billion yoy qoq total balance amount other change year period "
    "month fiscal end january february march april may june july august september october november december"
)
_STOP = frozenset(_STOPS.split())
_OUTLOOK = re.compile(r"^(?:target|forecast) (?:for|of) | (?:target|forecast)$|の?(?:目標|予想)値?$", re.IGNORECASE)
#: Parts of a caption by which a sentence may call it alone.
_SHORT = re.compile(r"[,、，—–(（:：]| - | -(?=[a-z])")
_RATE_WORDS = (
    *("rate used for the translation", "noon buying rate", "exchange rate per dollar", "translated at"),
    *("為替相場", "換算"),
)

_SENTENCE = 4
_SHORTEST, _SIBILANT = 4, ("sses", "xes", "ches", "shes", "zes")
#: A caption that is said in full counts this much.
FULL = 100


@lru_cache(maxsize=1 << 15)
def tokens(text: str) -> tuple[str, ...]:
    """The words by which captions are recognised: English ones without their endings, pairs of Japanese letters."""
    found: list[str] = []
    for match in _WORD.finditer(_PLACE.sub(" ", text.casefold())):
        word = match[0]
        if word[0] >= "\u3005":
            found += (word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        elif word not in _STOP:
            found.append(_stem(word))
    return tuple(found)


def _stem(word: str) -> str:
    """A word without the ending of a plural or a genitive."""
    if word.endswith("'s"):
        return word[:-2]
    if len(word) > _SHORTEST and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > _SHORTEST and word.endswith(_SIBILANT):
        return word[:-2]
    return word[:-1] if len(word) > _SHORTEST and word.endswith("s") and not word.endswith("ss") else word


class Vocabulary(Struct, frozen=True, dict=True):
    """The captions of every line, as sets of words and as they are written."""

    captions: Mapping[str, tuple[str, ...]]

    @cached_property
    def _sets(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        return {
            line: tuple({frozenset(tokens(text)): None for text in texts if tokens(text)})
            for line, texts in self.captions.items()
        }

    @cached_property
    def _weights(self) -> Mapping[str, int]:
        """How much a word tells: the fewer lines have it, the more."""
        counts = Counter(word for sets in self._sets.values() for word in frozenset().union(*sets))
        return {word: 1 + (len(self._sets) // count).bit_length() for word, count in counts.items()}

    @cached_property
    def rarest(self) -> int:
        """The weight of a word that one line alone has."""
        return max(self._weights.values(), default=0)

    @cached_property
    def by_caption(self) -> Mapping[str, frozenset[str]]:
        """The lines that are called exactly so."""
        found: dict[str, set[str]] = {}
        for line, texts in self.captions.items():
            for text in texts:
                found.setdefault(caption_key(text), set()).add(line)
        return {key: frozenset(lines) for key, lines in found.items()}

    def score(self, line: str, heard: Mapping[str, int]) -> int:
        """How much of the best caption of a line is heard: 0 to :data:`FULL`. ``heard`` is by word, at most FULL."""
        return max((self._share(words, heard) for words in self._sets.get(line, ())), default=0)

    def length(self, lines: Iterable[str], heard: Mapping[str, int]) -> int:
        """How many words the longest caption of some lines has of which all are heard: the longer, the more it says."""
        sets = (words for line in lines for words in self._sets.get(line, ()))
        return max((len(words) for words in sets if words <= heard.keys()), default=0)

    def said(self, heard: Mapping[str, int], least: int) -> Mapping[str, int]:
        """The lines that are heard at least so clearly, with the weight of the words that were heard of each."""
        sums: dict[tuple[str, frozenset[str]], int] = {}
        for word, loud in heard.items():
            weight = self._weights.get(word, 0) * loud
            for caption in self._by_word.get(word, ()):
                sums[caption] = sums.get(caption, 0) + weight
        found: dict[str, int] = {}
        for (line, words), heard_of in sums.items():
            if heard_of >= least * sum(self._weights[word] for word in words):
                found[line] = max(found.get(line, 0), heard_of)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for line, sets in self._sets.items():
            for words in sets:
                for word in words:
                    found.setdefault(word, []).append((line, words))
        return {word: tuple(captions) for word, captions in found.items()}

    def share(self, text: str, heard: Mapping[str, int]) -> int:
        """How much of a sentence is heard; of a few words only, that tells nothing."""
        words = frozenset(tokens(text))
        return self._share(words, heard) if len(words) >= _SENTENCE else 0

    def _share(self, words: frozenset[str], heard: Mapping[str, int]) -> int:
        whole = sum(self._weights.get(word, 4) for word in words)
        return self._heard(words, heard) // whole if whole else 0

    def _heard(self, words: frozenset[str], heard: Mapping[str, int]) -> int:
        return sum(self._weights.get(word, 4) * heard.get(word, 0) for word in words)


def vocabulary(filings: Iterable[Filing], figures: Iterable[Figure]) -> Vocabulary:
    """The captions of the lines of filings and of figures, in both languages."""
    found: dict[str, dict[str, None]] = {RATE: dict.fromkeys(_RATE_WORDS)}
    for filing in filings:
        for taxonomy in (filing.taxonomy, filing.form_taxonomy):
            _add_taxonomy(taxonomy, found)
        for one in filing.captions:
            if one.line:
                _add(found, one.line.concept.local, (one.text, one.read_as))
        for local, texts in filing.issuer.captions.items():
            _add(found, local, texts)
    for figure in figures:
        _add(found, figure.name, figure.titles.values())
        if figure.concept:
            _add(found, figure.concept.local, figure.titles.values())
    return Vocabulary({line: tuple(texts) for line, texts in found.items()})


def _add_taxonomy(taxonomy: Taxonomy, found: dict[str, dict[str, None]]) -> None:
    for concept in taxonomy.dts.concepts.values():
        if concept.type.is_numeric:
            _add(found, concept.qname.local, (one.text for one in concept.labels if one.role != DOCUMENTATION))
    for _, line in taxonomy.lines():
        texts = [text for _, text in (*line.patterns, *line.aliases)]
        if texts:
            _add(found, line.concept.local, texts)
        for companion, name in line.companions:
            of_line = tuple(found.get(line.concept.local, ()))
            _add(found, name.local, (f"{text} {head}" for text in of_line for _, head in companion.headings))
            _add(found, name.local, of_line)


def _add(found: dict[str, dict[str, None]], line: str, texts: Iterable[str]) -> None:
    into = found.setdefault(line, {})
    for text in texts:
        into.update(dict.fromkeys(_forms(text)))


def _forms(text: str) -> Iterator[str]:
    """A caption in full, and what it is called in short."""
    plain = _PLACE.sub(" ", text).strip()
    if plain:
        yield plain
        short = _SHORT.split(plain)[0].strip()
        if short and short != plain and len(tokens(short)) > 1:
            yield short
        # Below the heading "targets" rows are called like those of results.
        if (result := _OUTLOOK.sub("", plain)) != plain:
            yield result
