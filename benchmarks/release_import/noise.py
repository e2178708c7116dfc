"""A release whose captions were damaged on the way: as other hands set them, and as text recognition reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

_WORD = re.compile(r"[A-Za-z]{6,}")
#: Letters that text recognition takes for one another.
_MISREAD = {"l": "1", "I": "l", "O": "0", "o": "0", "i": "l", "m": "rn", "S": "5", "B": "8"}


def case(caption: str, random: Random) -> str:
    """The caption in other letters."""
    return random.choice((str.upper, str.lower, str.title))(caption)


def mark(caption: str, random: Random) -> str:
    """The caption with the mark of a footnote."""
    return caption + random.choice(("²", " ³", "*", " (*1)", " (Note 2)", "^{4}"))


def spelling(caption: str, random: Random) -> str:
    """The caption with a letter of one longer word lost, doubled, or changed with its neighbour."""
    words = list(_WORD.finditer(caption))
    if not words:
        return caption
    word = random.choice(words)
    at = random.randrange(word.start() + 1, word.end() - 1)
    match random.randrange(3):
        case 0:
            return caption[:at] + caption[at + 1 :]
        case 1:
            return caption[:at] + caption[at] + caption[at:]
        case _:
            return caption[:at] + caption[at + 1] + caption[at] + caption[at + 2 :]


def recognition(caption: str, random: Random) -> str:
    """The caption with up to two letters of its words taken for others, or a space too many."""
    places = [at for at, letter in enumerate(caption) if letter in _MISREAD and not caption[at - 1 : at].isdigit()]
    for at in sorted(random.sample(places, min(len(places), 2)), reverse=True):
        caption = caption[:at] + _MISREAD[caption[at]] + caption[at + 1 :]
    return caption.replace("-", " - ", 1)


def lines(caption: str, random: Random) -> str:
    """The caption in two lines."""
    spaces = [match.start() for match in re.finditer(" ", caption)]
    if len(spaces) < 3:
        return caption
    at = random.choice(spaces[1:-1])
    return f"{caption[:at]}\n{caption[at + 1 :]}"


NOISES: Mapping[str, Callable[[str, Random], str]] = {
    "letter case": case,
    "marks of footnotes": mark,
    "spelling": spelling,
    "text recognition": recognition,
    "line breaks": lines,
}


def damaged(text: str, noise: str, seed: int) -> str:
    """A release with the captions of its tables damaged in one way; figures and heads stay as they are."""
    random = Random(f"{noise} {seed}")  # noqa: S311 - nothing here is a secret
    return "\n".join(_line(line, NOISES[noise], random) for line in text.split("\n"))


def _line(line: str, damage: Callable[[str, Random], str], random: Random) -> str:
    caption, tab, cells = line.partition("\t")
    if not (tab and re.search("[A-Za-z]{3}", caption) and re.search("[0-9]", cells)):
        return line
    return f"{damage(caption, random)}{tab}{cells}"
