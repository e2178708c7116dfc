"""The report in xBRL-JSON and in xBRL-CSV, read back: as much of both formats as a build writes."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from io import StringIO
from posixpath import dirname, join
from typing import Any, TypeAlias

from msgspec import Struct

from tanshin.proof.told import Noted, Told
from tanshin.report.aspect import PURE, Duration, Entity, Instant, Period, Unit
from tanshin.report.fact import Key
from tanshin.values.message import say
from tanshin.values.qname import QName

_KIND = "https://xbrl.org/2021/xbrl-"
_NOTE = "xbrl:note"
_CORE = ("concept", "entity", "period", "unit", "language")
_LINE = re.compile(r'^ *"(f[0-9]+)": ')

#: What goes wrong with files that are not as a build writes them; the last, where one is nested very deeply.
_FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, csv.Error, RecursionError)

#: A fact: its file, its id, what it tells.
_Placed: TypeAlias = tuple[str, str, Told]
#: Footnotes by their ids: text and language.
_Texts: TypeAlias = Mapping[str, tuple[str | None, str]]
#: Ids of facts, each with the id of a footnote on it.
_Links: TypeAlias = Sequence[tuple[str, str]]

#: Whether a concept is a number: then a fact without a unit is a pure one.
IsNumber = Callable[[QName], bool]


class Interchange(Struct, frozen=True):
    """A report: the facts it tells, each with its file, the schemas it names, its files, its footnotes."""

    path: str
    facts: tuple[tuple[str, Told], ...]
    schemas: tuple[str, ...]
    files: tuple[str, ...]
    notes: tuple[Noted, ...] = ()


def reports_in(files: Mapping[str, bytes], is_number: IsNumber) -> Iterator[Interchange]:
    """The reports among the files of a build.

    What cannot be read is told as a fact with a fault, so that it is not taken for nothing.
    """
    for path, data in files.items():
        if path.endswith(".json") and _KIND.encode() in data:
            try:
                content = json.loads(data)
                info = content["documentInfo"]
                is_json = info["documentType"] == f"{_KIND}json"
                read = _json_facts if is_json else _csv_facts
                told = {name: (place, one) for place, name, one in read(path, content, files, is_number)}
                tables = [] if is_json else [join(dirname(path), one["url"]) for one in content["tables"].values()]
                texts, links = _json_notes(content) if is_json else _csv_notes(path, content, files)
                notes = tuple(_noted(texts, links, {name: one.key for name, (_, one) in told.items()}))
                yield Interchange(path, tuple(told.values()), tuple(info["taxonomy"]), (path, *tables), notes)
            except _FAULTS as error:
                fault = say("this cannot be read as a report: {reason}", reason=f"{type(error).__name__} {error}")
                yield Interchange(path, ((path, Told(path, 1, fault=fault)),), (), (path,))


def _json_facts(path: str, content: Any, files: Mapping[str, bytes], is_number: IsNumber) -> Iterator[_Placed]:
    text = files[path].decode()
    lines = {match[1]: at for at, line in enumerate(text.split("\n"), 1) if (match := _LINE.match(line))}
    spaces = content["documentInfo"]["namespaces"]
    for name, fact in content["facts"].items():
        about = fact["dimensions"]
        if about["concept"] == _NOTE:
            continue
        moments = [one.removesuffix("T00:00:00") for one in about["period"].split("/")]
        days = [date.fromisoformat(one) for one in moments]
        key = _key(about, _moments(days), spaces, is_number)
        decimals = fact.get("decimals")
        yield path, name, _told(name, lines.get(name, 1), key, fact["value"], decimals, is_number)


def _csv_facts(path: str, content: Any, files: Mapping[str, bytes], is_number: IsNumber) -> Iterator[_Placed]:
    spaces = content["documentInfo"]["namespaces"]
    for name, table in content["tables"].items():
        form = content["tableTemplates"][name]
        if "value" not in form["columns"]:
            continue  # footnotes
        place = join(dirname(path), table["url"])
        rows = csv.DictReader(StringIO(files[place].decode(), newline=""), strict=True)
        for at, row in enumerate(rows, 1):
            about: dict[str, Any] = {}
            value = form["columns"]["value"]
            for dimension, said in {**form.get("dimensions", {}), **value["dimensions"]}.items():
                found = row[said[1:]] if said.startswith("$") else said
                if found != "":
                    about[dimension] = _cell(found)
            decimals = row["decimals"] if value.get("decimals") == "$decimals" else ""
            key = _key(about, _days(about["period"]), spaces, is_number)
            told = _told(name, rows.line_num, key, _cell(row["value"]), decimals or None, is_number)
            yield place, f"{name}.r_{at}.value", told


def _json_notes(content: Any) -> tuple[_Texts, _Links]:
    """The footnotes of xBRL-JSON by their ids, and for each the facts that lead to it."""
    texts, links = {}, []
    for name, fact in content["facts"].items():
        if fact["dimensions"]["concept"] == _NOTE:
            texts[name] = (fact["value"], fact["dimensions"]["language"])
        groups = fact.get("links", {}).values()
        links += [(name, note) for group in groups for notes in group.values() for note in notes]
    return texts, links


def _csv_notes(path: str, content: Any, files: Mapping[str, bytes]) -> tuple[_Texts, _Links]:
    """The same of xBRL-CSV: notes are the rows of a table of their own, links stand in the metadata."""
    texts: dict[str, tuple[str | None, str]] = {}
    for name, table in content["tables"].items():
        if "note" in content["tableTemplates"][name]["columns"]:
            rows = csv.DictReader(StringIO(files[join(dirname(path), table["url"])].decode(), newline=""), strict=True)
            texts |= {f"{name}.r_{at}.note": (_cell(row["note"]), row["language"]) for at, row in enumerate(rows, 1)}
    groups = [group for word in content.get("links", {}).values() for group in word.values()]
    return texts, [(fact, note) for group in groups for fact, notes in group.items() for note in notes]


def _noted(texts: _Texts, links: _Links, keys: Mapping[str, Key | None]) -> Iterator[Noted]:
    for name, (text, lang) in texts.items():
        on = (keys.get(fact) for fact, note in links if note == name)
        yield text or "", lang, frozenset(key for key in on if key)


def _told(name: str, line: int, key: Key, value: str | None, decimals: object, is_number: IsNumber) -> Told:
    exact = "INF" if is_number(key.concept) and value is not None else None
    return Told(name, line, "", key, value, value is None, exact if decimals is None else str(decimals))


def _cell(text: str) -> str | None:
    if text in ("#nil", "#empty"):
        return None if text == "#nil" else ""
    return text[1:] if text.startswith("##") else text


def _key(about: Mapping[str, Any], period: Period, spaces: Mapping[str, str], is_number: IsNumber) -> Key:
    def name(text: str) -> QName:
        prefix, local = text.split(":")
        return QName(spaces[prefix], local, prefix)

    def side(text: str) -> tuple[QName, ...]:
        return tuple(sorted(map(name, text.strip("()").split("*"))))

    concept = name(about["concept"])
    scheme, _, identifier = about["entity"].partition(":")
    unit = Unit(*map(side, about["unit"].split("/"))) if "unit" in about else PURE if is_number(concept) else None
    members = sorted((name(axis), name(member)) for axis, member in about.items() if axis not in _CORE)
    return Key(concept, Entity(spaces[scheme], identifier), period, unit, tuple(members), about.get("language"))


def _moments(days: list[date]) -> Period:
    """Moments are the starts of days; what ends with one includes the day before."""
    last = days[-1] - timedelta(days=1)
    return Instant(last) if len(days) == 1 else Duration(days[0], last)


def _days(text: str) -> Period:
    if text.endswith("@end"):
        return Instant(date.fromisoformat(text.removesuffix("@end")))
    first, last = text.split("..")
    return Duration(date.fromisoformat(first), date.fromisoformat(last))
