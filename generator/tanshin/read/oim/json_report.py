"""Reports in xBRL-JSON 1.0 (13 October 2021)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.facts import Facts, Link, Raw
from tanshin.read.oim.info import check_type, read_info
from tanshin.read.oim.period import moments
from tanshin.read.oim.scan import Number, Scanner, Text, place_of
from tanshin.read.oim.trouble import Spot, Trouble, Where, refuse
from tanshin.report.instance import Instance
from tanshin.report.oim import CORE, JSON_TYPE
from tanshin.taxonomy.dts import Dts
from tanshin.values.message import say
from tanshin.values.source import Source


class _Entry(NamedTuple):
    """A fact as it stands in the file: its id, what stands there, and where."""

    id: str
    value: Any
    at: int


def read_json(data: bytes, name: str, dts: Dts | None = None) -> Instance:
    """The report in a file; ``name`` is what messages call it.

    With ``dts`` flags and days are read as such, and numbers without a unit as pure ones; without, what has no unit and
    no decimals is a text. Members with a prefix that is declared are names, other texts those of typed dimensions.

    Raises:
        InputError: it is no JSON in UTF-8, or too large or too deep (TNS081), or not xBRL-JSON of 2021 (TNS083).
    """
    text, trouble = Text(data, name), Trouble(name)
    rest, entries = _read(text, trouble)

    where = partial(_where, text, 0)

    info = read_info(check_type(rest.get("documentInfo"), JSON_TYPE, where), where, trouble)
    for key in rest:
        if key != "documentInfo" and ":" not in key:
            trouble.say("TNS083", _unknown(key), where(key))
    facts = Facts(info, trouble, dts, moments)
    links: list[Link] = []
    for entry in entries:
        place = partial(_where, text, entry.at)
        if (raw := _raw(entry, place, trouble)) is not None:
            facts.add(raw)
            links += _links(entry, place, trouble)
    return facts.instance(name, links)


def _read(text: Text, trouble: Trouble) -> tuple[Mapping[str, Any], list[_Entry]]:
    """What stands in the file but the facts, and the facts."""
    scanner = Scanner(text, trouble)
    if not scanner.is_object():
        raise refuse("TNS083", say("this is no object, as a report is; give the file of a report"), text.source(0))
    rest: dict[str, Any] = {}
    entries: list[_Entry] = []
    for key, place in scanner.members():
        if key != "facts":
            rest[key] = scanner.value()
        elif scanner.is_object():
            for name, _ in scanner.members():
                at = scanner.at
                entries.append(_Entry(name, scanner.value(), at))
        else:
            scanner.value()
            trouble.say(
                "TNS083", say("the facts are no object of facts by their ids; correct it"), partial(text.source, place)
            )
    scanner.end()
    return rest, entries


def _where(text: Text, at: int, *path: str) -> Spot:
    return partial(_source, text, at, path)


def _source(text: Text, at: int, path: tuple[str, ...]) -> Source:
    return text.source(place_of(text, at, path))


def _raw(entry: _Entry, where: Where, trouble: Trouble) -> Raw | None:
    """A fact, if it has the parts of one."""
    given = entry.value
    dimensions = given.get("dimensions") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(dimensions, dict) or "value" not in given:
        message = say("{id!r} has not the value and the dimensions of a fact, so it is left out; add them", id=entry.id)
        trouble.say("TNS083", message, where())
        return None
    for key in given:
        if key not in ("value", "decimals", "dimensions", "links") and ":" not in key:
            trouble.say("TNS083", _unknown(key), where(key))
    about: dict[str, str | None] = {}
    for key, value in dimensions.items():
        if key not in CORE and ":" not in key:
            trouble.say("TNS083", _unknown(key), where("dimensions", key))
        else:
            about[key] = _text(value, where, trouble, "dimensions", key)
    decimals = given.get("decimals")
    if decimals is not None and type(decimals) is not int:
        message = say(
            "decimals are a whole number, so the value counts as exact; correct them, or leave them out for INF"
        )
        trouble.say("TNS086", message, where("decimals"))
        decimals = None
    return Raw(entry.id, _text(given["value"], where, trouble, "value"), decimals, about, where)


def _text(value: object, where: Where, trouble: Trouble, *path: str) -> str | None:
    """A value, which is a text or null; one that is written as a number or a flag is told and read all the same."""
    if value is None or (isinstance(value, str) and not isinstance(value, Number)):
        return value
    message = say("{name} is no text; put it in quotes, so that every program reads the same", name=path[-1])
    trouble.say("TNS083", message, where(*path))
    match value:
        case bool():
            return "true" if value else "false"
        case int() | str():
            return str(value)
        case _:
            return ""


def _links(entry: _Entry, where: Where, trouble: Trouble) -> Iterator[Link]:
    links = entry.value.get("links", {})
    for kind, groups in links.items() if isinstance(links, dict) else (("", links),):
        for group, names in groups.items() if isinstance(groups, dict) else (("", groups),):
            if isinstance(names, list) and all(isinstance(one, str) for one in names):
                source = where("links", kind, group) if names else where()
                yield from (Link(kind, group, entry.id, one, source) for one in names)
            else:
                message = say("links are lists of ids by their kind and group; correct them")
                trouble.say("TNS083", message, where("links"))


def _unknown(key: str) -> Any:
    return say("{key!r} is no property of xBRL-JSON; names of other properties have a prefix", key=shown(key))
