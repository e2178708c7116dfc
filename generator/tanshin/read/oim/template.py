"""Table templates of xBRL-CSV: what the columns of a table mean (xBRL-CSV 1.0, sections 3.1.5 to 3.1.10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.names import Misfit
from tanshin.read.oim.trouble import Trouble, Where
from tanshin.values.message import say


class Absent(Struct, frozen=True):
    """Nothing is said: a cell is empty, or says ``#none``."""


ABSENT = Absent()
#: What a cell says: a text, nil (``None``), or nothing.
Cell: TypeAlias = str | Absent | None


class Reference(Struct, frozen=True):
    """What stands in the column or the parameter of a name; ``which`` asks for the start or the end of a period."""

    name: str
    which: str = ""


#: What a template says of a dimension or of decimals.
Said: TypeAlias = str | Absent | Reference | None


class Properties(Struct, frozen=True):
    """What is said of facts: dimensions by name, and decimals; these are absent where nothing is said of them."""

    dimensions: Mapping[str, Said]
    decimals: Said = ABSENT

    def over(self, other: Properties) -> Properties:
        """These, and what they do not say from another."""
        decimals = other.decimals if isinstance(self.decimals, Absent) else self.decimals
        return Properties({**other.dimensions, **self.dimensions}, decimals)


class Column(Struct, frozen=True):
    """A column: its own properties where it holds facts, and the columns it has further ones from.

    ``groups`` are the properties that each word in it stands for, where it is a column of such words.
    """

    id: str
    is_comment: bool = False
    is_fact: bool = False
    own: Properties = Properties({})
    sources: tuple[str, ...] = ()
    groups: Mapping[str, Properties] | None = None


class Template(Struct, frozen=True):
    """A table template: its columns by their ids, what it says of all facts, the column of the ids of rows."""

    id: str
    columns: Mapping[str, Column]
    common: Properties
    row_id: str | None


def value_of(text: str) -> Cell:
    """What a cell says (xBRL-CSV 1.0, section 3.3).

    Raises:
        Misfit: it begins with ``#`` and is no special value (TNS089).
    """
    match text:
        case "" | "#none":
            return ABSENT
        case "#nil":
            return None
        case "#empty":
            return ""
    if not text.startswith("#"):
        return text
    if text.startswith("##"):
        return text[1:]
    raise Misfit(
        "TNS089", say("{text!r} is no special value; write ## for a text that begins with #", text=shown(text))
    )


def said_of(given: object) -> Said:
    """What a property in the metadata says: a reference, or a value as in a cell.

    Raises:
        Misfit: it is neither (TNS089).
    """
    if type(given) is int:
        return str(given)
    if type(given) is not str:  # a number is a text that is none
        raise Misfit("TNS089", say("a property is a text; correct it"))
    if given.startswith("$$"):
        return given[1:]
    if not given.startswith("$"):
        return value_of(given)
    name, _, which = given[1:].partition("@")
    if which not in ("", "start", "end"):
        message = say("{text!r} asks for neither the start nor the end of a period; write @start or @end", text=given)
        raise Misfit("TNS089", message)
    return Reference(name, which)


class Templates:
    """The templates of a report, each understood when a table needs it."""

    def __init__(self, content: Mapping[str, Any], where: Where, trouble: Trouble) -> None:
        self._given = object_of(content.get("tableTemplates"))
        self._where = where
        self._trouble = trouble
        self._report = self._properties(content)

    def template(self, name: str) -> Template | None:
        """A template; ``None`` where there is none of that name."""
        if not isinstance(given := self._given.get(name), dict):
            return None
        path = ("tableTemplates", name)
        columns = {id_: self._column(id_, one, *path, "columns", id_) for id_, one in self._columns(given)}
        row_id = given.get("rowIdColumn")
        return Template(
            name,
            columns,
            self._properties(given, *path).over(self._report),
            row_id if isinstance(row_id, str) else None,
        )

    def _columns(self, given: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        return ((name, one) for name, one in object_of(given.get("columns")).items() if isinstance(one, dict))

    def _column(self, name: str, given: Mapping[str, Any], *path: str) -> Column:
        groups = given.get("propertyGroups")
        sources = given.get("propertiesFrom")
        return Column(
            name,
            given.get("comment") is True,
            "dimensions" in given or "propertiesFrom" in given,
            self._properties(given, *path),
            tuple(one for one in sources if isinstance(one, str)) if isinstance(sources, list) else (),
            {word: self._properties(object_of(one), *path, "propertyGroups", word) for word, one in groups.items()}
            if isinstance(groups, dict)
            else None,
        )

    def _properties(self, given: Mapping[str, Any], *path: str) -> Properties:
        dimensions = object_of(given.get("dimensions"))
        found = {name: self._said(text, *path, "dimensions", name) for name, text in dimensions.items()}
        decimals = self._said(given["decimals"], *path, "decimals") if "decimals" in given else ABSENT
        return Properties(found, decimals)

    def _said(self, given: object, *path: str) -> Said:
        try:
            return said_of(given)
        except Misfit as fault:
            self._trouble.say(fault.code, fault.message, self._where(*path))
            return ABSENT


def object_of(given: object) -> Mapping[str, Any]:
    """An object, empty where there is none."""
    return given if isinstance(given, dict) else {}
