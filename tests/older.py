"""What tests of the form until 2013 share: its table, and instances as reports, read by the reader of the proof."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from lxml import etree

from tanshin.inputs import read_older_form, read_taxonomy
from tanshin.proof.instance import read_instance
from tanshin.proof.told import Told, decimals_of
from tanshin.report.fact import Fact, Value
from tanshin.report.instance import Instance
from tanshin.report.older_form import OlderForm
from tanshin.report.report import report_of
from tanshin.taxonomy.concept import Concept, ItemType, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.schema import schema
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.qname import QName

#: A fact as it stands in a file: element, context, unit, decimals, nil, text.
Line = tuple[str, str | None, str | None, str | None, str | None, str]

#: The file name of the stand-in for the schema that is not to be had.
STAND_IN = "stand-in.xsd"

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


@cache
def today() -> Taxonomy:
    """Today's form."""
    return read_taxonomy("tse-ed-t")


@cache
def form() -> OlderForm:
    """The form before it."""
    return read_older_form(today())


ED = form().vocabularies[0]


def reported(data: bytes, name: str = "a.xbrl") -> Instance:
    """An instance as a reader without schemas has it: numbers, and texts for everything else."""
    return Instance(name, report_of(map(_fact, read_instance(data, name).facts)))


def _fact(one: Told) -> Fact:
    assert one.key is not None, one.fault
    if one.nil:
        return Fact(one.key, None)
    value: Value = Decimal(str(one.value)) if one.key.unit else str(one.value)
    return Fact(one.key, value, decimals_of(one) if one.decimals else None)


def lines(data: bytes) -> list[Line]:
    """The facts of an instance as they stand there."""
    return [
        (
            f"{element.prefix}:{etree.QName(element).localname}",
            element.get("contextRef"),
            element.get("unitRef"),
            element.get("decimals"),
            element.get(_NIL),
            element.text or "",
        )
        for element in etree.fromstring(data).iterchildren(etree.Element)
        if element.get("contextRef")
    ]


def resources(data: bytes) -> list[tuple[str, bytes]]:
    """The contexts and units of an instance, in order, each with what it says."""
    found = []
    for element in etree.fromstring(data).iterchildren("{*}context", "{*}unit"):
        for part in element.iter():
            part.text = (part.text or "").strip() or None
            part.tail = None
        found.append((element.get("id", ""), etree.tostring(element, method="c14n", exclusive=True)))
    return found


def stand_in(*further: str) -> bytes:
    """A schema of the older elements with the types they have today, in place of the one that is not to be had.

    It is the tests' own: Arelle tells no fact whose element nobody declares. ``further`` are flags.
    """
    concepts = [
        Concept(QName(ED.namespace, one.local, ED.prefix), type=one.type, period=PeriodType(one.kind.lower()))
        for one in form().elements
        if one.prefix == ED.prefix
    ]
    concepts += [
        Concept(QName(ED.namespace, local, ED.prefix), type=ItemType.BOOLEAN, period=PeriodType.INSTANT)
        for local in further
    ]
    return schema(Dts({one.qname: one for one in concepts}, {}, (), {}), ED.namespace, roles=())


def importing(content: bytes) -> bytes:
    """A submitter's schema that finds the stand-in beside it."""
    return content.replace(ED.schema.encode(), STAND_IN.encode())
