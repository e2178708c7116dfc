"""What pydantic says about data, in plain words and with the path in the data that it is about."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel, RootModel
from pydantic_core import ErrorDetails

from tanshin.values.message import Message, listed, say

KeyPath: TypeAlias = tuple[str | int, ...]


class Complaint(Struct, frozen=True):
    """One fault: the path of the value concerned, or of the key when it is the key that is wrong."""

    path: KeyPath
    words: str
    about_key: bool = False


def child_at(data: object, path: KeyPath) -> object:
    """What stands at a path in dictionaries and lists, or None."""
    for part in path:
        if not _has(data, part):
            return None
        data = _child(data, part)
    return data


def explain(model: type[BaseModel], details: Sequence[ErrorDetails], data: object) -> Iterator[Complaint]:
    """The faults that pydantic found when it read ``data`` as ``model``."""
    located = [(_locate(data, detail), detail) for detail in details]
    above = {path[:end] for path, _ in located for end in range(len(path))}
    together: dict[KeyPath, list[str]] = {}
    for path, detail in located:
        together.setdefault(path, []).append(_wanted(detail))
    for path, detail in located:
        loc = detail["loc"]
        if detail["type"] == "missing":
            last = loc[-1]
            yield Complaint(
                path,
                say("item {number} is missing", number=last + 1)
                if isinstance(last, int)
                else say("`{name}` is missing", name=last),
            )
        elif detail["type"] == "extra_forbidden":
            yield Complaint(path, _unknown(str(loc[-1]), _known_keys(model, path, loc)), about_key=True)
        elif _wanted(detail):
            # A value that fits no branch of a union fails once for each: the branch it was meant for tells more, and
            # when none took it, one sentence names all.
            if path not in above and all(together[path]):
                wanted = listed(dict.fromkeys(together[path]), " or ")
                yield Complaint(
                    path,
                    say("expected {wanted}, found {value}", wanted=wanted, value=_shown(detail["input"])),
                    _at_key(loc),
                )
        elif detail["type"] == "union_tag_invalid":  # what is wrong is the value that tells the branch
            yield Complaint((*path, detail["ctx"]["discriminator"].strip("'")), _words(detail))
        else:
            yield Complaint(path, _words(detail), _at_key(loc))


def _at_key(loc: KeyPath) -> bool:
    return bool(loc) and loc[-1] == "[key]"


def _has(data: object, part: str | int) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data)


def _child(data: Any, part: str | int) -> object:
    return data[part]


def _locate(data: object, detail: ErrorDetails) -> KeyPath:
    """The path in the data that an error is about.

    Pydantic mixes the names of union branches and discriminator values into its locations, and such a name can be a
    key of the data as well. Of the readings possible, the one that leads to the value in question is taken, and of
    those the one that follows the most parts.
    """
    value = detail["input"]
    readings: list[tuple[object, KeyPath]] = [(data, ())]
    for part in detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"]:
        # Not following a part stays possible. Readings that arrive at one path are the same reading.
        followed = [(_child(at, part), (*path, part)) for at, path in readings if _has(at, part)]
        readings = list({path: (at, path) for at, path in readings + followed}.values())
    return max(readings, key=lambda reading: (reading[0] is value, reading[0] == value, len(reading[1])))[1]


def _unknown(key: str, known: Iterable[str]) -> str:
    names = sorted(set(known))
    if close := difflib.get_close_matches(key, names, n=1):
        return say("unknown key `{key}`: did you mean `{close}`?", key=key, close=close[0])
    if names:
        return say("unknown key `{key}`; known are {names}", key=key, names=listed(f"`{name}`" for name in names))
    return say("unknown key `{key}`", key=key)


def _shown(value: object) -> str:
    match value:
        case None:
            return say("nothing")
        case dict():
            return say("a mapping")
        case list():
            return say("a list")
    text = str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


_WANTED = {  # pydantic's error types, and what was wanted in plain words
    "string_type": say("text"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), say("a list")),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type"), say("a mapping (key: value)")
    ),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), say("a whole number")),
    **dict.fromkeys(("decimal_type", "decimal_parsing", "float_type", "float_parsing"), say("a number")),
    **dict.fromkeys(("bool_type", "bool_parsing"), say("`true` or `false`")),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        say("a date such as 2013-03-31"),
    ),
}


def _wanted(detail: ErrorDetails) -> str:
    """What was wanted, when it is the type of the value that is wrong; else nothing."""
    if detail["type"] in ("literal_error", "enum") and isinstance(detail["input"], dict | list | None):
        return _choices(detail)
    return _WANTED.get(detail["type"], "")


def _choices(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    return str(context.get("expected") or context.get("expected_tags")).replace("'", "`")


def _words(detail: ErrorDetails) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        wanted = _choices(detail)
        shown = str(context.get("tag", value))
        close = difflib.get_close_matches(shown, re.findall("`([^`]*)`", wanted), n=1)
        advice = say(": did you mean `{close}`?", close=close[0]) if close else ""
        return say("expected {wanted}, found {value}{advice}", wanted=wanted, value=_shown(shown), advice=advice)
    if kind == "union_tag_not_found":
        return say("{name} is missing", name=context["discriminator"].replace(chr(39), "`"))
    if kind in ("value_error", "assertion_error"):
        # What the check raised may be a message, which pydantic's own text of it is not.
        if isinstance(error := context.get("error"), Exception) and isinstance(said := str(error), Message):
            return said
        return detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    problem = f"{detail['msg'][:1].lower()}{detail['msg'][1:]}"
    return say("{problem}, found {value}", problem=problem, value=_shown(value))


def _known_keys(model: type[BaseModel], path: KeyPath, loc: KeyPath) -> Iterator[str]:
    """The keys of the model in which the last part of ``path`` is not known."""
    shapes: list[Any] = list(_shapes(model))
    for part in path[:-1]:
        shapes = [deeper for shape in shapes for deeper in _inside(shape, part)]
    # Before the key, pydantic's location names the branch of a union, if there is one.
    for shape in [shape for shape in shapes if _is_branch(shape, loc[-2:][0])] or shapes:
        if _is_model(shape):
            yield from (field.alias or name for name, field in shape.model_fields.items())


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _is_branch(shape: Any, name: str | int) -> bool:
    """Whether this is the branch that pydantic calls by ``name``: a class name or a discriminator's value."""
    if not _is_model(shape):
        return False
    types = [field.annotation for field in shape.model_fields.values()]
    return shape.__name__ == name or any(get_origin(type_) is Literal and name in get_args(type_) for type_ in types)


def _shapes(annotation: Any) -> Iterator[Any]:
    """The types an annotation allows, without the wrapping."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _shapes(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for branch in get_args(annotation):
            yield from _shapes(branch)
    elif _is_model(annotation) and issubclass(annotation, RootModel):
        yield from _shapes(annotation.model_fields["root"].annotation)
    else:
        yield annotation


def _inside(shape: Any, part: str | int) -> Iterator[Any]:
    """The types of what stands under a key or number in a type."""
    if _is_model(shape):
        for name, field in shape.model_fields.items():
            if part in (name, field.alias):
                yield from _shapes(field.annotation)
        return
    arguments = [argument for argument in get_args(shape) if argument is not Ellipsis]
    if isinstance(part, int):
        for argument in arguments:
            yield from _shapes(argument)
    elif len(arguments) == 2:  # a mapping: key and value
        yield from _shapes(arguments[1])
