"""How alike two captions are, where text recognition or a typist may stand between them.

A letter may be mistaken for one that looks alike, a word broken or run together, and a letter lost in a longer word. A
word that the taxonomy knows is never taken for another one: *increase* is no slip for *decrease*. Japanese captions
have to be the same but for width and spaces, because one letter makes 有形固定資産 of 無形固定資産.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tanshin.taxonomy.pattern import PLACE
from tanshin.values.text import caption_key

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
#: A day or a figure inside a caption; whatever it is, the words around it are what is compared.
HELD = re.compile(
    rf"(?:{_MONTH}) [0-9]{{1,2}}, ?[0-9]{{4}}"
    r"|(?:[0-9]{4}|(?:令和|平成|昭和)[0-9元]{1,2})年[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|\b[0-9]+(?= thousand| shares|千円|株)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['&/][^\W_]+)*|~")
_LETTERS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b", "'": None, "/": None})
#: From so many letters on, a word may have one wrong, and two.
_ONE_WRONG, _TWO_WRONG = 4, 8

SAME, FOLDED, NEAR, CLOSE, LIKE = 100, 98, 92, 85, 75
#: Words that may be lost; one letter of so many may be wrong in a caption that is close.
_SMALL = frozenset(("a", "an", "and", "for", "in", "of", "the", "to"))
_ONE_OF = 8


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a caption in small letters; ``~`` stands for each figure, day or place for one."""
    return tuple(_WORD.findall(HELD.sub(" ~ ", PLACE.sub(" ~ ", caption_key(text).replace("~", "-")))))


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """A caption as one word, letters that look alike being one letter."""
    found = "".join(words_of(text)).translate(_ALIKE)
    for old, new in _LETTERS:
        found = found.replace(old, new)
    return found


def vocabulary(captions: Iterable[str]) -> frozenset[str]:
    """The words of some captions, each without the ending of a plural."""
    return frozenset(_stem(word) for text in captions for word in words_of(text))


@lru_cache(maxsize=1 << 17)
def likeness(printed: str, caption: str, known: frozenset[str]) -> int:
    """How alike a printed caption is to one of the taxonomy, of 100; ``known`` are the words of the taxonomy.

    From :data:`NEAR` on every word of the one is a word of the other, but for slips and small words. :data:`CLOSE` are
    captions of nearly the same letters, where the words that differ are none that the taxonomy knows.
    """
    if caption_key(printed) == caption_key(caption):
        return SAME
    mine, theirs = words_of(printed), words_of(caption)
    if not mine or not theirs:
        return 0
    if folded(printed) == folded(caption):
        return FOLDED
    mine, theirs = (tuple(word for word in words if word not in _SMALL) for words in (mine, theirs))
    if len(mine) == len(theirs) and all(_is_slip(*pair, known) for pair in zip(mine, theirs, strict=True)):
        return NEAR if mine else 0
    if _is_close(printed, caption, known):
        return CLOSE
    shared = sum(any(_is_slip(one, other, known) for other in theirs) for one in mine)
    return LIKE * shared // max(len(mine), len(theirs), 1)


def _is_close(printed: str, caption: str, known: frozenset[str]) -> bool:
    one, other = folded(printed), folded(caption)
    strange = [word for word in words_of(printed) if word not in words_of(caption)]
    if not caption.isascii() or any(_stem(word) in known for word in strange):
        return False
    most = len(other) // _ONE_OF
    return distance(one, other, most) <= most


def _is_slip(printed: str, word: str, known: frozenset[str]) -> bool:
    """Whether a printed word is a word of the taxonomy, or can be it with a slip."""
    if _stem(printed) == _stem(word) or folded(printed) == folded(word):
        return True
    if not word.isascii() or len(word) < _ONE_WRONG or _stem(printed) in known:
        return False
    return distance(printed, word, limit := 2 if len(word) >= _TWO_WRONG else 1) <= limit


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    if len(word) > _ONE_WRONG and word.endswith(("sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > _ONE_WRONG and word.endswith("s") and not word.endswith("ss") else word


def distance(one: Sequence[str], other: Sequence[str], most: int) -> int:
    """How many letters are changed, added, left out or swapped; more than ``most`` is ``most`` and one."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            least = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != against))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return min(above[-1], most + 1)
