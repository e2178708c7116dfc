"""YAML with positions: every scalar is text, every value knows where it stands, and models complain at that place.

Scalars are typed by the model that receives them, so ``no`` stays a word and ``1.10`` keeps its zero. The document is
built from the parser's events and not from its nodes: PyYAML's C composer recurses without a bound and ends the process
on deeply nested input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from msgspec import Struct, field
from pydantic import BaseModel, ValidationError

from tanshin.values.complaint import Complaint, KeyPath, child_at, explain
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.source import Source
from tanshin.values.text import read_text

M = TypeVar("M", bound=BaseModel)

MAX_NODES = 200_000
"""The most values a document may have once its aliases are written out: aliases of aliases grow without bound."""

MAX_DEPTH = 100

_DEEP = say("nested more than {max_depth} levels deep; is a bracket missing?", max_depth=MAX_DEPTH)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = frozenset(("!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))  # YAML 1.2, 10.3.2
_ADVICE = (
    (
        "mapping values are not allowed",
        say("put a value with a colon and a space in it in quotes, and check the indentation"),
    ),
    (
        "cannot start any token",
        say("indent with spaces, not tabs, and put a value that starts with a sign in quotes"),
    ),
)


class Document(Struct, frozen=True):
    """The content of a YAML file and where it stands.

    ``data`` is made of dictionaries, lists, text, and None for an empty value, ``~`` or ``null``. ``positions`` has
    the place of each value by its path, the root being ``()``; ``keys`` has the place of the key that names it, where
    it has one. What came through an alias or a merge key stands where its anchor does.
    """

    file: str
    data: object
    positions: Mapping[KeyPath, Source]
    keys: Mapping[KeyPath, Source] = field(default_factory=lambda: MappingProxyType({}))

    def position(self, path: KeyPath) -> Source:
        """The place of a value, or of the nearest one around it."""
        while path not in self.positions and path:
            path = path[:-1]
        return self.positions.get(path, Source(self.file))


class _Node(Struct, eq=False):
    """A scalar, a sequence or a mapping (pairs, with repetitions); an aliased one stands in several places."""

    source: Source
    value: str | list[_Node] | list[tuple[_Node, _Node]] | None
    mapping: bool = False
    merge: bool = False


def read_yaml(path: Path, name: str) -> Document:
    """The YAML document in a file; ``name`` is what messages and positions call it.

    Raises InputError: TNS001 and TNS002 (see ``read_text``), TNS004 (see ``parse_yaml``).
    """
    return parse_yaml(read_text(path, name).text, name)


def parse_yaml(text: str, file: str) -> Document:
    """The one YAML document in ``text``.

    Raises InputError TNS004 for wrong syntax, repeated keys, keys that are not words, tags, several documents, and
    content that is nested too deeply or grows too large through its aliases.
    """
    try:
        root = _Reader(text, file).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        source = Source(file, mark.line + 1, mark.column + 1) if mark else Source(file)
        problem = listed(part for part in (error.context, error.problem) if part)
        advice = next(
            (words for sign, words in _ADVICE if sign in problem), say("check indentation, brackets and quotes")
        )
        raise _refuse(say("this is not YAML ({problem}); {advice}", problem=problem, advice=advice), source) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        # The parser's other complaint is a character it does not take; its offset may be in bytes, so look ourselves.
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        before = text[: found.start()] if found else ""
        source = Source(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise _refuse(say("this is not YAML (a control character); remove it"), source) from None
    expansion = _Expansion()
    data = expansion.build(root, (), 0)
    if expansion.findings:
        raise InputError(*dict.fromkeys(expansion.findings))
    return Document(file, data, MappingProxyType(expansion.positions), MappingProxyType(expansion.keys))


def _refuse(message: str, source: Source) -> InputError:
    return InputError(Finding("TNS004", Severity.ERROR, message, (source,)))


class _Reader:
    """From events to nodes."""

    def __init__(self, text: str, file: str) -> None:
        # Straight from the parser: yaml.parse would put two calls and a generator around every event.
        self._event: Callable[[], Any] = _LOADER(text).get_event
        self._file = file
        self._anchors: dict[str, _Node | None] = {}  # None while the anchored value is still being read

    def _source(self, event: Any) -> Source:
        mark = event.start_mark
        return Source(self._file, mark.line + 1, mark.column + 1)

    def document(self) -> _Node:
        root = _Node(Source(self._file, 1, 1), None)
        documents = 0
        while not isinstance(event := self._event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refuse(
                        say("a second document starts; keep one in a file: remove the line ---"), self._source(event)
                    )
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        return root

    def _node(self, event: Any, depth: int) -> _Node:
        source = self._source(event)
        if depth > MAX_DEPTH:
            raise _refuse(_DEEP, source)
        anchor = event.anchor
        if type(event) is yaml.AliasEvent:
            if anchor not in self._anchors:
                raise _refuse(
                    say("*{anchor} is not defined; put the anchor &{anchor} before it", anchor=anchor), source
                )
            if (known := self._anchors[anchor]) is None:
                raise _refuse(
                    say("*{anchor} stands inside the value it means; write the value out", anchor=anchor), source
                )
            return known
        tag = event.tag
        if tag is not None and tag not in _TAGS:
            raise _refuse(say("tags are not used here; remove {tag!r}", tag=tag), source)
        if anchor is None:
            return self._content(event, source, depth)
        self._anchors[anchor] = None
        node = self._content(event, source, depth)
        self._anchors[anchor] = node
        return node

    def _content(self, event: Any, source: Source, depth: int) -> _Node:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
            if event.tag is None and event.implicit[0]:
                return _Node(source, None if value in _NULLS else value, False, value == "<<")
            return _Node(source, value)
        if kind is yaml.SequenceStartEvent:
            items = []
            while type(item := self._event()) is not yaml.SequenceEndEvent:
                items.append(self._node(item, depth + 1))
            return _Node(source, items)
        pairs = []
        while type(key := self._event()) is not yaml.MappingEndEvent:
            key_node = self._node(key, depth + 1)
            pairs.append((key_node, self._node(self._event(), depth + 1)))
        return _Node(source, pairs, True)


class _Expansion:
    """From nodes to data, aliases written out."""

    def __init__(self) -> None:
        self.positions: dict[KeyPath, Source] = {}
        self.keys: dict[KeyPath, Source] = {}
        self.findings: list[Finding] = []
        self._count = 0

    def _enter(self, node: _Node, depth: int) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            raise _refuse(
                say("more than {max_nodes:,} values, aliases written out; split the file", max_nodes=MAX_NODES),
                node.source,
            )
        if depth > MAX_DEPTH:
            raise _refuse(_DEEP, node.source)

    def build(self, node: _Node, path: KeyPath, depth: int) -> object:
        self._enter(node, depth)
        self.positions[path] = node.source
        if node.mapping:
            data: dict[str, object] = {}
            for key, (key_source, value) in self._entries(node, depth).items():
                self.keys[(*path, key)] = key_source
                data[key] = self.build(value, (*path, key), depth + 1)
            return data
        if isinstance(node.value, list):
            items: list[Any] = node.value
            return [self.build(item, (*path, index), depth + 1) for index, item in enumerate(items)]
        return node.value

    def _entries(self, node: _Node, depth: int) -> dict[str, tuple[Source, _Node]]:
        """The entries of a mapping: its own, before them those it merges; of two merged the earlier holds."""
        own: dict[str, tuple[Source, _Node]] = {}
        merged: dict[str, tuple[Source, _Node]] = {}
        merge_at: Source | None = None
        pairs: list[Any] = node.value if isinstance(node.value, list) else []
        for key, value in pairs:
            self._enter(key, depth)
            if not isinstance(key.value, str):
                self._say(key.source, say("a key must be a word; put it in quotes, or remove it"))
            elif key.merge:
                if merge_at:
                    self._say(
                        key.source,
                        say("`<<` is here a second time (first on line {line}); give it a list", line=merge_at.line),
                    )
                merge_at = key.source
                for source in value.value if isinstance(value.value, list) and not value.mapping else [value]:
                    if source.mapping:
                        for name, entry in self._entries(source, depth + 1).items():
                            merged.setdefault(name, entry)
                    else:
                        self._say(key.source, say("`<<` takes a mapping or a list of mappings"))
            elif key.value in own:
                first = own[key.value][0].line
                self._say(
                    key.source,
                    say(
                        "key `{key}` is here a second time (first on line {first}); remove one",
                        key=key.value,
                        first=first,
                    ),
                )
            else:
                own[key.value] = (key.source, value)
        return merged | own

    def _say(self, source: Source, words: str) -> None:
        self.findings.append(Finding("TNS004", Severity.ERROR, words, (source,)))


def validate(model: type[M], document: Document, prefix: KeyPath = ()) -> M:
    """The part of the document at ``prefix`` as a model; nothing is there counts as None.

    Raises InputError with one TNS005 finding for each fault, at the place of the value or key concerned.
    """
    data = child_at(document.data, prefix)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    complaints = explain(model, details, data)
    raise InputError(*dict.fromkeys(_finding(document, prefix, complaint) for complaint in complaints)) from None


def _finding(document: Document, prefix: KeyPath, complaint: Complaint) -> Finding:
    at = (*prefix, *complaint.path)
    source = document.position(at)
    if complaint.about_key:
        # Of a key that should not be there the message names the mapping it is in, the position the key itself.
        source, at = document.keys.get(at, source), at[:-1]
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at).removeprefix(".")
    return Finding(
        "TNS005",
        Severity.ERROR,
        say("{where}: {words}", where=where, words=complaint.words) if where else complaint.words,
        (source,),
    )
