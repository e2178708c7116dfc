"""The commands as pages: what ``--help`` says, from the commands themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import cleandoc

import click
from markupsafe import Markup
from msgspec import Struct

from tanshin.site.markup import Links, markdown
from tanshin.site.page import Crumb, Hit, Page

SECTION = "commands/index.html"


class Option(Struct, frozen=True):
    """An option as it is written, and what it does."""

    written: str
    text: str


class Verb(Struct, frozen=True):
    """A command: how it is called, what it says of itself, paragraph by paragraph, and an example."""

    name: str
    path: str
    usage: str
    summary: str
    text: Markup
    example: str
    options: tuple[Option, ...]


def command_pages(program: click.Command, links: Callable[[str, str], Links]) -> tuple[Page, ...]:
    """A page for each command of a program, and one that lists them."""
    verbs = tuple(_verbs(program, "tanshin", links, None))
    crumbs = (Crumb("Commands", SECTION),)
    listing = Page(SECTION, "Commands", SECTION, "commands", {"verbs": verbs, "text": _paragraphs(program)})
    return (
        listing,
        *(Page(one.path, one.name, SECTION, "command", {"verb": one}, crumbs, "", _hits(one)) for one in verbs),
    )


def _verbs(
    command: click.Command, name: str, links: Callable[[str, str], Links], above: click.Context | None
) -> Iterator[Verb]:
    context = click.Context(command, above, name, **command.context_settings)  # below it, options are as when it runs
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _verbs(below, f"{name} {below.name}", links, context)
        return
    text = _paragraphs(command)
    example = next((one.removeprefix("Example: ") for one in text if one.startswith("Example: ")), "")
    rest = tuple(one for one in text if not one.startswith("Example: "))
    path = f"commands/{'-'.join(name.split()[1:])}.html"
    records = (one.get_help_record(context) for one in command.get_params(context))
    yield Verb(
        name,
        path,
        " ".join((name, *command.collect_usage_pieces(context))),
        rest[0],
        markdown("\n\n".join(rest[1:]), links("", path)).body,
        example,
        tuple(Option(*record) for record in records if record),
    )


def _paragraphs(command: click.Command) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in cleandoc(command.help or "").split("\n\n"))


def _hits(verb: Verb) -> tuple[Hit, ...]:
    words = " ".join((verb.summary, verb.text.striptags(), *(one.written for one in verb.options)))
    return (Hit("command", verb.name, words, verb.path),)
