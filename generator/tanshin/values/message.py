"""Messages: sentences with places for names and figures, so that they can be said in another language.

English is written where it is said; every other language is a catalog of templates with the same places. To everyone
who does not translate, a message is a plain ``str``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

#: The translations of templates: English to the other language.
Catalog = Mapping[str, str]


class Message(str):
    """A sentence in English that remembers what it was made of.

    ``template`` has names in braces, ``arguments`` what stood in their place. To everyone who does not translate it is
    the sentence itself.
    """

    __slots__ = ("arguments", "template")

    template: str
    arguments: Mapping[str, object]

    def __str__(self) -> Self:
        """Itself: what an exception says with ``str(error)`` can still be translated."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.template, dict(self.arguments))


class Listed(str):
    """Several things in a row, ``one, two``: what stands between them depends on the language."""

    __slots__ = ("items", "link")

    items: tuple[object, ...]
    link: str

    def __str__(self) -> Self:
        """Itself; see :class:`Message`."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return listed, (self.items, self.link)


class Title(str):
    """A name that is called otherwise in other languages: the English one, and all of them by language."""

    __slots__ = ("texts",)

    texts: Mapping[str, str]

    def __str__(self) -> Self:
        """Itself; see :class:`Message`."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return title, (dict(self.texts),)


def say(template: str, /, **arguments: object) -> Message:
    """A message of a template and what stands in its places; an argument may be a message itself.

    Raises:
        KeyError: a place has no argument.
    """
    return _made(template, arguments)


def listed(items: Iterable[object], link: str = ", ") -> Listed:
    """Things in a row; ``link`` is a comma, `` and `` or `` or ``."""
    kept = tuple(items)
    found = Listed(link.join(map(str, kept)))
    found.items = kept
    found.link = link
    return found


def title(texts: Mapping[str, str]) -> Title:
    """A name in several languages; where there is no English one, any will do."""
    found = Title(texts.get("en") or next(iter(texts.values()), ""))
    found.texts = texts
    return found


def spoken(text: object, lang: str, catalog: Catalog) -> str:
    """A message in another language; what the catalog does not have stays in English."""
    match text:
        case Message():
            words = {name: _argument(value, lang, catalog) for name, value in text.arguments.items()}
            return catalog.get(text.template, text.template).format_map(words)
        case Listed():
            link = catalog.get(text.link, text.link)
            return link.join(spoken(item, lang, catalog) for item in text.items)
        case Title():
            return text.texts.get(lang) or text
    return str(text)


def _argument(value: object, lang: str, catalog: Catalog) -> object:
    """What stands in a place: words are translated, everything else is formatted by the template."""
    return spoken(value, lang, catalog) if isinstance(value, str) else value


def _made(template: str, given: Mapping[str, object]) -> Message:
    # Of an exception only its message is kept, which may be translated; the rest of it leads to the whole program.
    arguments = {name: str(value) if isinstance(value, Exception) else value for name, value in given.items()}
    message = Message(template.format_map(arguments))
    message.template = template
    message.arguments = arguments
    return message
