"""The Python interface as pages: what is public, with its types and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cached_property
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

from markupsafe import Markup, escape
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from tanshin.site.markup import Links, markdown
from tanshin.site.page import Crumb, Hit, Page, relative

SECTION = "python/index.html"

#: What programs are written with; what stands below may change without notice (docs/versions.md).
_MODULES = {
    "Verbs": ("tanshin.api", "tanshin.opening", "tanshin.new", "tanshin.published", "tanshin.judging"),
    "Values": (
        "tanshin.report.filing",
        "tanshin.report.report",
        "tanshin.report.fact",
        "tanshin.report.aspect",
        "tanshin.report.instance",
        "tanshin.report.listing",
        "tanshin.report.issuer",
        "tanshin.values.finding",
        "tanshin.values.source",
        "tanshin.values.qname",
        "tanshin.validate.check",
        "tanshin.taxonomy.concept",
        "tanshin.taxonomy.label",
        "tanshin.taxonomy.dts",
        "tanshin.taxonomy.relationship",
        "tanshin.taxonomy.taxonomy",
        "tanshin.taxonomy.era",
    ),
}

_ROLE = re.compile(r":(?:func|class|meth|mod|data):`~?([^`]+)`")
_TYPE = re.compile(r"\b[A-Z][A-Za-z]+\b")
_RAISED = re.compile(r"^    (\S.*)$", re.MULTILINE)
_WIDE = 96


class Member(Struct, frozen=True):
    """Something public: its name, how it is written, and its docstring as HTML."""

    id: str
    kind: str
    written: Markup
    text: Markup


class Item(Struct, frozen=True):
    """A function, or a class with its fields and what it can do."""

    id: str
    kind: str
    written: Markup
    text: Markup
    fields: tuple[tuple[str, Markup, str], ...]
    members: tuple[Member, ...]
    values: tuple[tuple[str, str], ...]


class Interface(Struct, frozen=True, dict=True):
    """Everything public, and how links into it are made."""

    links: Callable[[str, str], Links]

    @cached_property
    def public(self) -> Mapping[str, Mapping[str, Any]]:
        """What each module offers, by name."""
        return {name: dict(_public(import_module(name))) for names in _MODULES.values() for name in names}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Where each public name is told."""
        found: dict[str, str] = {}
        for module, offered in self.public.items():
            for name in offered:
                found.setdefault(name, f"{path_of(module)}#{name}")
        return found

    def pages(self) -> Iterator[Page]:
        """A page for each module, and one that lists them."""
        groups = {
            title: [(name, path_of(name), _first(import_module(name)), list(self.public[name])) for name in names]
            for title, names in _MODULES.items()
        }
        yield Page(SECTION, "Python", SECTION, "modules", {"groups": groups})
        for module in self.public:
            yield self._module(module)

    def _module(self, name: str) -> Page:
        path = path_of(name)
        items = [self._item(one, thing, path) for one, thing in self.public[name].items()]
        hits = tuple(
            Hit("python", f"{name.removeprefix('tanshin.')}.{one}", _first(thing), f"{path}#{one}")
            for one, thing in self.public[name].items()
        )
        data = {"text": self._told(import_module(name), path), "items": items}
        return Page(path, name, SECTION, "module", data, (Crumb("Python", SECTION),), "", hits)

    def _item(self, name: str, thing: Any, page: str) -> Item:
        text = self._told(thing, page)
        if isinstance(thing, FunctionType):
            return Item(name, "function", self._signature(name, thing, page), text, (), (), ())
        values = tuple((one.name, str(one.value)) for one in thing) if issubclass(thing, Enum) else ()
        members = tuple(self._members(name, thing, page))
        return Item(name, "class", Markup("{}").format(name), text, tuple(self._fields(thing, page)), members, values)

    def _fields(self, thing: type[Any], page: str) -> Iterator[tuple[str, Markup, str]]:
        annotations = {
            key: value for one in reversed(thing.__mro__) for key, value in inspect.get_annotations(one).items()
        }
        if issubclass(thing, Struct):
            for one in fields(thing):
                default = "" if one.default is NODEFAULT else repr(one.default)
                yield one.name, self._typed(annotations[one.name], page), default
        elif hasattr(thing, "_fields") or hasattr(thing, "__total__"):  # a named tuple, a typed dictionary
            defaults = getattr(thing, "_field_defaults", {})
            for name in getattr(thing, "_fields", annotations):
                annotation = annotations[name]
                text = getattr(annotation, "__forward_arg__", annotation)
                yield name, self._typed(text, page), repr(defaults[name]) if name in defaults else ""

    def _members(self, owner: str, thing: type[Any], page: str) -> Iterator[Member]:
        for name, one in vars(thing).items():
            if name.startswith("_") or not one.__doc__:
                continue
            getter = getattr(one, "fget", None) or getattr(one, "func", None)
            if isinstance(one, FunctionType):
                written = self._signature(name, one, page)
                yield Member(f"{owner}.{name}", "method", written, self._told(one, page))
            elif isinstance(getter, FunctionType):
                written = Markup("{}: {}").format(name, self._typed(getter.__annotations__.get("return", ""), page))
                yield Member(f"{owner}.{name}", "property", written, self._told(getter, page))

    def _signature(self, name: str, function: FunctionType, page: str) -> Markup:
        signature = inspect.signature(function)
        parts: list[str] = []
        for one in signature.parameters.values():
            if one.kind is one.KEYWORD_ONLY and "*" not in parts:
                parts.append("*")
            annotation = "" if one.annotation is one.empty else f": {one.annotation}"
            default = "" if one.default is one.empty else f" = {one.default!r}"
            star = "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
            parts.append(f"{star}{one.name}{annotation}{default}")
        returned = "" if signature.return_annotation is signature.empty else f" -> {signature.return_annotation}"
        line = f"{name}({', '.join(parts)}){returned}"
        if len(line) > _WIDE:
            inner = "".join(f"    {one},\n" for one in parts)
            line = f"{name}(\n{inner}){returned}"
        return self._typed(line, page)

    def _typed(self, text: object, page: str) -> Markup:
        """Types as they are written, each that is told here a link."""

        def linked(found: re.Match[str]) -> str:
            home = self.homes.get(found[0])
            return f'<a href="{relative(page, home)}">{found[0]}</a>' if home else found[0]

        words = text.__name__ if isinstance(text, type) else str(text)
        return Markup(_TYPE.sub(linked, str(escape(words))))  # noqa: S704

    def _told(self, thing: object, page: str) -> Markup:
        """A docstring as HTML: its roles become code, ``Raises:`` a list."""
        text = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
        text = _ROLE.sub(lambda found: f"`{found[1].rpartition('.')[2]}`", text).replace("``", "`")
        head, raises, tail = text.partition("\nRaises:\n")
        if raises:
            joined = re.sub(r"\n {5,}", " ", tail)
            tail = "\n\n**Raises**\n\n" + _RAISED.sub(r"- \1", joined)
        return markdown(head + tail, self.links("", page)).body


def path_of(module: str) -> str:
    """The page of a module."""
    return f"python/{module}.html"


def _public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """What a module offers: what it lists, and the functions and classes it defines."""
    listed = getattr(module, "__all__", ())
    own = (name for name, thing in vars(module).items() if getattr(thing, "__module__", "") == module.__name__)
    for name in listed or own:
        thing = getattr(module, name)
        if not name.startswith("_") and isinstance(thing, FunctionType | type):
            yield name, thing


def _first(thing: object) -> str:
    """The first sentence of a docstring."""
    text = inspect.cleandoc(getattr(thing, "__doc__", None) or "").partition("\n\n")[0]
    return _ROLE.sub(lambda found: found[1].rpartition(".")[2], text).replace("``", "").replace("\n", " ")
