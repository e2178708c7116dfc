"""A form that is like others: the page that forms share, with what an accounting standard has of its own filled in.

A form's file may say ``like`` with the file of the page, ``fill`` with files of what goes into it, and ``slots`` with
what this form alone puts there; the page has ``slots`` for what goes in where nothing else does. In the page ``$name``
stands for what has that name; in a list, a list takes its place item by item. What else the form's file says takes the
place of what the page says. Of every value the place where it is written is kept, so that a finding leads there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from tanshin.taxonomy.part import problem
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError
from tanshin.values.message import listed, say
from tanshin.values.source import Source
from tanshin.values.yaml import Document, read_yaml

_OWN = ("like", "fill", "slots")
_MARK = "$"

#: Slots in slots: a form needs two, and a circle of them has to end.
_DEEPEST = 8


class _Slot(Struct, frozen=True):
    """What a name stands for, and where that is written."""

    value: object
    document: Document
    path: KeyPath


class _Filling(Struct):
    """A form while it is put together."""

    slots: Mapping[str, _Slot]
    positions: dict[KeyPath, Source] = field(default_factory=dict)
    keys: dict[KeyPath, Source] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)

    def filled(self, slot: _Slot, path: KeyPath, depth: int = 0) -> object:
        """A value as it stands at a path of the form."""
        slot, depth = self._named(slot, depth)
        value, document, at = slot.value, slot.document, slot.path
        self.positions[path] = document.position(at)
        if isinstance(value, dict):
            self.keys |= {(*path, key): document.keys[*at, key] for key in value if (*at, key) in document.keys}
            return {
                key: self.filled(_Slot(one, document, (*at, key)), (*path, key), depth) for key, one in value.items()
            }
        if isinstance(value, list):
            items = self._items(slot, depth)
            return [self.filled(one, (*path, index), deep) for index, (one, deep) in enumerate(items)]
        return value

    def _items(self, slot: _Slot, depth: int) -> Iterator[tuple[_Slot, int]]:
        """The items of a list; where one names a list, those of that list."""
        assert isinstance(slot.value, list)
        for index, item in enumerate(slot.value):
            one = _Slot(item, slot.document, (*slot.path, index))
            found, deep = self._named(one, depth)
            if found is not one and isinstance(found.value, list):
                yield from self._items(found, deep)
            else:
                yield found, deep

    def _named(self, slot: _Slot, depth: int) -> tuple[_Slot, int]:
        """What a value names, and how many names led there; itself where it is no name."""
        while isinstance(slot.value, str) and slot.value.startswith(_MARK):
            found = self.slots.get(slot.value.removeprefix(_MARK))
            if found is None or depth > _DEEPEST:
                known = listed(self.slots) or "none"
                message = say("nothing fills {slot}; known are {slots}", slot=slot.value, slots=known)
                self.problems.append(problem(slot.document, slot.path, message))
                return _Slot(None, slot.document, slot.path), depth
            slot, depth = found, depth + 1
        return slot, depth


def read_form_document(folder: Path, name: str) -> Document:
    """The document of a form, with the page that it is like filled in.

    Raises:
        InputError: a file cannot be read (TNS001, TNS002, TNS004), or nothing fills a place of the page (TNS020).
    """
    own = _read(folder, f"{name}-form.yaml")
    if not isinstance(own.data, dict) or not isinstance(own.data.get("like"), str):
        return own
    page = _read(folder, own.data["like"])
    fill = own.data.get("fill")
    given = [_read(folder, file) for file in fill if isinstance(file, str)] if isinstance(fill, list) else []
    slots = dict(_parts(page, ("slots",)))
    slots |= {key: slot for document in given for key, slot in _parts(document, ())}
    slots |= dict(_parts(own, ("slots",)))
    filling = _Filling(slots)
    parts = dict(_parts(page, ())) | dict(_parts(own, ()))
    data = {key: filling.filled(slot, (key,)) for key, slot in parts.items() if key not in _OWN}
    if filling.problems:
        raise InputError(*filling.problems)
    keys = {**own.keys, **filling.keys}
    return Document(own.file, data, {(): own.position(()), **filling.positions}, keys)


def _read(folder: Path, file: str) -> Document:
    return read_yaml(folder / file, f"{folder.name}/{file}")


def _parts(document: Document, path: KeyPath) -> Iterator[tuple[str, _Slot]]:
    """The values of a mapping in a document by key."""
    value = document.data
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    for key, one in value.items() if isinstance(value, dict) else ():
        yield key, _Slot(one, document, (*path, key))
