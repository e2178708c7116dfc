"""Reports in xBRL-CSV 1.0 (13 October 2021)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tanshin.read.dts.resolver import Files
from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.facts import Facts, Link
from tanshin.read.oim.info import read_info, texts
from tanshin.read.oim.metadata import Metadata, missing, read_metadata, resolved
from tanshin.read.oim.names import Misfit
from tanshin.read.oim.period import period_of
from tanshin.read.oim.table import Rows, Table, read_parameters
from tanshin.read.oim.template import Cell, Templates, object_of, value_of
from tanshin.read.oim.trouble import Trouble, Where
from tanshin.report.instance import Instance
from tanshin.taxonomy.dts import Dts
from tanshin.values.message import Message, say


def read_csv(files: Files, first: str, name: str, dts: Dts | None = None, place: str = "") -> Instance:
    """The report whose metadata is the file ``first`` of ``files``.

    ``files`` are by their paths in what they came in, which messages call ``place``; ``name`` is what the report is
    called. Nothing but these files is read, whatever the metadata names. With ``dts`` values are understood
    as in ``read_json``.

    Raises:
        InputError: the metadata is not there (TNS088), no JSON (TNS081) or of another type (TNS083), or a table is no
            CSV (TNS089).
    """
    trouble = Trouble(name)
    metadata = read_metadata(files, first, place, trouble)
    content, where = metadata.content, metadata.where
    info = read_info(content["documentInfo"], where, trouble)
    templates = Templates(content, where, trouble)
    parameters = _parameters(metadata, files, place, trouble)
    facts = Facts(info, trouble, dts, period_of)
    for id_, given in object_of(content.get("tables")).items():
        reading = _Table(id_, object_of(given), metadata, place, trouble)
        path, data = reading.file(files)
        template = templates.template(reading.template)
        if template is None:
            message = say("there is no template {name!r} for the table; correct its name", name=shown(reading.template))
            trouble.say("TNS088", message, where("tables", id_))
        elif data is not None:
            own = {**parameters, **_values(given.get("parameters"), trouble, where, "tables", id_, "parameters")}
            table = Table(id_, _named(place, path), template, own, trouble)
            for raw in table.facts(Rows(data, _named(place, path))):
                facts.add(raw)
    return facts.instance(name, tuple(_links(content, where, trouble)))


def _named(place: str, path: str) -> str:
    return f"{place}/{path}" if place else path


class _Table:
    """What the metadata says of a table."""

    def __init__(self, id_: str, given: Mapping[str, Any], metadata: Metadata, place: str, trouble: Trouble) -> None:
        self._id = id_
        self._given = given
        self._metadata = metadata
        self._place = place
        self._trouble = trouble

    @property
    def template(self) -> str:
        """The name of its template, which is that of the table unless another one is given."""
        name = self._given.get("template", self._id)
        return name if isinstance(name, str) else ""

    def file(self, files: Files) -> tuple[str, bytes | None]:
        """The name of its file, and what is in it, if it is there; of a table that is optional nothing is said."""
        found = resolved(self._given.get("url"), self._metadata.folder)
        data = None if isinstance(found, Message) else files.get(found)
        if data is not None:
            return found, data
        if isinstance(found, Message) or self._given.get("optional") is not True:
            message = found if isinstance(found, Message) else missing(found)
            self._trouble.say("TNS088", message, self._metadata.where("tables", self._id, "url"))
        return "", None


def _parameters(metadata: Metadata, files: Files, place: str, trouble: Trouble) -> dict[str, Cell]:
    """The parameters of the report: those of the metadata, and those of a file, which may be absent."""
    found = _values(metadata.content.get("parameters"), trouble, metadata.where, "parameters")
    if (href := metadata.content.get("parameterURL")) is None:
        return found
    path = resolved(href, metadata.folder)
    data = None if isinstance(path, Message) else files.get(path)
    if data is None:
        message = path if isinstance(path, Message) else missing(path)
        trouble.say("TNS088", message, metadata.where("parameterURL"))
        return found
    return {**read_parameters(data, _named(place, path), trouble), **found}


def _values(given: object, trouble: Trouble, where: Where, *path: str) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for name, text in texts(given, trouble, where, *path).items():
        try:
            found[name] = value_of(text)
        except Misfit as fault:
            trouble.say(fault.code, fault.message, where(*path, name))
    return found


def _links(content: Mapping[str, Any], where: Where, trouble: Trouble) -> Iterator[Link]:
    """The links of a report: by kind and group the ids of facts, and of what is noted on each."""
    for kind, groups in object_of(content.get("links")).items():
        for group, facts in object_of(groups).items():
            for fact, notes in object_of(facts).items():
                spot = where("links", kind, group, fact)
                if isinstance(notes, list) and all(isinstance(one, str) for one in notes):
                    yield from (Link(kind, group, fact, note, spot) for note in notes)
                else:
                    message = say("links are lists of ids by their kind and group; correct them")
                    trouble.say("TNS083", message, spot)
