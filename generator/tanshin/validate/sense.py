"""The sense of a caption: which sign its words give a figure (*Losses on sales*, *Decrease (increase) in ...*).

The first word of gain or loss, increase or decrease and the like governs a caption. Where its opposite stands beside it
the caption is true of either sign, and the word that is not in parentheses says what a figure without them is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from tanshin.taxonomy.concept import Concept

#: Words of a kind with their polarity. A word of one kind says nothing about a concept of another.
_KINDS = {
    "result": ("gain gains income profit profits earnings benefit", "loss losses expense expenses deficit"),
    "change": ("increase increases", "decrease decreases"),
    "flow": ("provided", "used"),
    "allowance": ("provision", "reversal"),
}
_WORDS = {
    word: (kind, sign)
    for kind, both in _KINDS.items()
    for sign, words in zip((1, -1), both, strict=True)
    for word in words.split()
}

#: Names of items that hold such a word and are not about the sign of a figure.
_NAMES = re.compile(
    r"income[ -]tax(?:es)?|(?:deferred|unearned) income|(?:accrued|prepaid|deferred) expenses?|loan loss"
    r"|defined benefit|employee benefits?|net of allowance\b.*|statements? of \w*\s?income"
)
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
#: What may stand between a word and its opposite for them to be one expression.
_BETWEEN = re.compile(r"(?: (?:for|by|in|of|on))?(?: ?[(/] ?| or | and )")
_HUMP = re.compile(r"[A-Z][a-z]*|[0-9]+")


class Sense(Struct, frozen=True):
    """What a caption says: its governing word with its kind and polarity, and whether the opposite stands beside it."""

    word: str
    kind: str
    sign: int
    both: bool = False


@lru_cache(maxsize=4096)
def sense(text: str) -> Sense | None:
    """The sense of a caption in English or Japanese; ``None`` where it has none."""
    return _in_english(text) or (None if text.isascii() else in_japanese(text) or _at_the_end(text))


def _in_english(text: str) -> Sense | None:
    plain = _NAMES.sub(lambda found: "~" * len(found[0]), text.casefold())
    found = list(_WORD.finditer(plain))
    if not found:
        return None
    first, second = found[0], found[1] if len(found) > 1 else None
    kind, sign = _WORDS[first[0]]
    both = second is not None and _WORDS[second[0]] == (kind, -sign) and _are_one(plain, first, second)
    if both and second and plain[: first.start()].endswith("("):
        # "(gain) loss": what is in parentheses is what a figure in parentheses is.
        return Sense(second[0], kind, -sign, both=True)
    return Sense(first[0], kind, sign, both)


def _are_one(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    between = text[first.end() : second.start()]
    return bool(_BETWEEN.fullmatch(between)) or between in (") ", ")")


def sense_of(concept: Concept) -> Sense | None:
    """What a positive figure of a concept is: its standard label says so, or its name."""
    of_label = sense(concept.label("en"))
    if of_label and of_label.both:
        return of_label
    of_name = sense(" ".join(_HUMP.findall(concept.qname.local)))
    if of_name and of_label and of_name.kind != of_label.kind:
        return None
    return of_label or of_name


#: The same words in Japanese, where they stand before their opposite in parentheses: 当期純利益（損失）.
_IN_JAPANESE = {
    "result": ("利益|差益|収益|便益|益", "損失|差損|費用|損"),
    "change": ("増加", "減少"),
    "flow": ("得た", "使用した"),
    "allowance": ("繰入", "戻入"),
}


#: △は減少: what a figure with a triangle is. 増減額 and 損益 before it name both.
_TRIANGLE = re.compile("[(（]△は(増加|減少|益|利益|損|損失)[)）]")
#: Words that end a caption of one direction; 損益 and 増減 are none of them.
_END = re.compile(
    "(?:(?<!損)(?P<up>純利益|差益|売却益|評価益)|(?P<down>純損失|減損損失|差損|売却損|評価損|除却損)|(?P<more>増加額?)|(?P<less>減少額?))$"
)


@lru_cache(maxsize=4096)
def in_japanese(text: str) -> Sense | None:
    """The sense of a caption in Japanese that names both directions; ``None`` for any other."""
    if match := _TRIANGLE.search(text):
        kind = "change" if match[1] in ("増加", "減少") else "result"
        return Sense(match[0], kind, -1 if match[1] in ("増加", "益", "利益") else 1, both=True)
    for kind, (gain, loss) in _IN_JAPANESE.items():
        for sign, first, second in ((1, gain, loss), (-1, loss, gain)):
            if match := re.search(rf"({first})[（(](?:に)?(?:{second})[）)]", text):
                return Sense(match[1], kind, sign, both=True)
    return None


def _at_the_end(text: str) -> Sense | None:
    """The sense of a caption in Japanese that names one direction, by the word it ends with."""
    match = _END.search(text.strip())
    if match is None:
        return None
    kind = "result" if match["up"] or match["down"] else "change"
    return Sense(match[0], kind, 1 if match["up"] or match["more"] else -1)
