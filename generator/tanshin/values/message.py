"""Messages: sentences with places for names and figures, so that they can be said in another language."""

from __future__ import annotations

from collections.abc import Mapping


class Message(str):
    """A sentence in English that remembers what it was made of.

    ``template`` has names in braces, ``arguments`` what stood in their place. To everyone who does not translate it is
    the sentence itself.
    """

    __slots__ = ("arguments", "template")

    template: str
    arguments: Mapping[str, object]

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.template, dict(self.arguments))


def say(template: str, /, **arguments: object) -> Message:
    """A message of a template and what stands in its places; an argument may be a message itself.

    Raises:
        KeyError: a place has no argument.
    """
    return _made(template, arguments)


def _made(template: str, arguments: Mapping[str, object]) -> Message:
    message = Message(template.format_map(arguments))
    message.template = template
    message.arguments = arguments
    return message
