"""``taxonomy.yaml``: the names of a taxonomy, and the eras in which its line items changed.

An era has trees, labels, identities and figures of its own; names, axes and the namespace are shared, so that a concept
keeps its name for as long as its meaning holds. A taxonomy that knows no eras is one era without a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.part import problem
from tanshin.taxonomy.source import EraSource, TaxonomySource
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError
from tanshin.values.message import say
from tanshin.values.yaml import Document, validate

FILE = "taxonomy.yaml"

#: What a head without eras says itself, and otherwise each of its eras does.
_OF_AN_ERA = ("statements", "forms", "identities", "figures")


class Head(Struct, frozen=True):
    """What ``taxonomy.yaml`` says.

    ``eras`` are the names of the eras, oldest first; where none is given there is one, and its name is empty.
    """

    document: Document
    source: TaxonomySource
    eras: tuple[str, ...]

    def on(self, day: date | None) -> str:
        """The era of what is announced on a day; without a day, the newest."""
        known = zip(self.eras, self.source.eras, strict=False)
        held = (name for name, era in known if day is not None and era.until is not None and day <= era.until)
        return next(held, self.eras[-1])

    def given(self, era: str) -> EraSource | None:
        """What is said of an era; nothing where the whole taxonomy is one."""
        return next((one for one in self.source.eras if one.era == era), None)

    def source_of(self, era: str, namespace: str) -> TaxonomySource:
        """The head as if the era were the whole taxonomy.

        The newest era has the plain roles. An older one has its name in them: its statements are other networks, and
        would merge with those of the newest where both are loaded.
        """
        given = self.given(era)
        if given is None:
            return self.source
        own = {"statements": given.statements, "identities": given.identities, "figures": given.figures}
        if era == self.eras[-1]:
            return self.source.model_copy(update=own)
        roles = self.source.role_namespace or f"{namespace}/role/"
        return self.source.model_copy(update={**own, "role_namespace": f"{roles}{era}/"})


@lru_cache(maxsize=16)
def read_head(sources: Sources) -> Head:
    """The head of a taxonomy.

    Raises:
        InputError: it cannot be read (TNS001, TNS002, TNS004), has another shape (TNS005), or its eras do not follow
            upon one another (TNS020).
    """
    document = sources.read(FILE)
    source = validate(TaxonomySource, document)
    head = Head(document, source, tuple(era.era for era in source.eras) or ("",))
    if problems := tuple(_problems(head)):
        raise InputError(*problems)
    return head


def _problems(head: Head) -> Iterator[Finding]:
    source, document = head.source, head.document
    if source.reclassifications and not source.eras:
        yield problem(
            document, ("reclassifications",), say("a concept gives way when an era begins, and there are no eras")
        )
    for key in _OF_AN_ERA if source.eras else ():
        if key in source.model_fields_set:
            advice = say("a form has no eras") if key == "forms" else say("put it into each era that it holds for")
            yield problem(document, (key,), say("`{key}` stands beside `eras`; {advice}", key=key, advice=advice))
    for index in range(len(source.eras)):
        for path, message in _faults(source.eras, index):
            yield problem(document, ("eras", index, *path), message)


def _faults(eras: Sequence[EraSource], index: int) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong with an era, and at which of its keys."""
    era, before = eras[index], eras[:index]
    if era.era in {one.era for one in before}:
        yield ("era",), say("another era is called {era}; give this one a name of its own", era=era.era)
    if not era.statements:
        yield ("statements",), say("{era} has no statements; list the files of its trees", era=era.era)
    if era is eras[-1]:
        if era.until is not None:
            endless = next((one.era for one in before if one.until is None), None)
            message = say(
                "{era} is the last era and holds for whatever comes: take `until` away, or add the next era",
                era=era.era,
            )
            in_reverse = say(
                "{era} ends on {until} and stands last; put the oldest era first, {endless} last",
                era=era.era,
                until=era.until,
                endless=endless,
            )
            yield ("until",), in_reverse if endless else message
    elif era.until is None and eras[-1].until is None:
        yield (
            (),
            say("{era} is not the last era: say with `until` up to which day announcements belong to it", era=era.era),
        )
    elif era.until and before and before[-1].until and era.until <= before[-1].until:
        message = say(
            "{era} ends on {until}, not after the era before it ({before}); put the oldest era first",
            era=era.era,
            until=era.until,
            before=before[-1].until,
        )
        yield ("until",), message
