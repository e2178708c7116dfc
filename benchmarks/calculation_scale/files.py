"""The files of a synthetic report: schema, calculation linkbase, instance; and the networks without reading them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from random import Random

from msgspec import Struct

from benchmarks.calculation_scale.shape import Context, Figure, Node, Shape, contexts, trees
from tanshin.taxonomy.relationship import Network, Relationship, networks
from tanshin.taxonomy.role import SUMMATION_ITEM
from tanshin.values.qname import QName

_NAMESPACE = "https://example.com/scale"
_ROLE = "https://example.com/scale/role"
_XBRL = "http://www.xbrl.org/2003"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="{_XBRL}/instance" xmlns:link="{_XBRL}/linkbase" xmlns:iso4217="{_XBRL}/iso4217"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:s="{_NAMESPACE}">
<link:schemaRef xlink:type="simple" xlink:href="scale.xsd"/>
<xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
"""


class Made(Struct, frozen=True):
    """What was made: the instance, the networks its sums stand in, how many facts, how many totals are wrong.

    ``planted`` are those totals: the identifier of the entity, and the local name of the concept.
    """

    instance: Path
    networks: tuple[Network, ...]
    facts: int
    wrong: int
    planted: tuple[tuple[str, str], ...] = ()


def make(shape: Shape, facts: int, folder: Path, *, every: int = 97, seed: int = 1) -> Made:
    """A report of a shape in a folder; the same for the same numbers."""
    random = Random(seed)  # noqa: S311 - no secret
    nodes = trees(shape, random)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scale.xsd").write_text(_schema(nodes), encoding="utf-8")
    (folder / "scale-cal.xml").write_text(_linkbase(nodes), encoding="utf-8")
    count = 0
    planted: list[tuple[str, str]] = []
    with (folder / "scale.xbrl").open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for one in contexts(shape, nodes, facts, every, random):
            file.write(_text(one, shape))
            count += len(one.figures)
            planted += [(str(one.number), name) for name in one.wrong]
        file.write("</xbrli:xbrl>\n")
    return Made(folder / "scale.xbrl", _networks(nodes), count, len(planted), tuple(planted))


def _text(context: Context, shape: Shape) -> str:
    name = f"c{context.number}"
    head = (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="https://example.com">{context.number}'
        "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2013-03-31</xbrli:instant></xbrli:period>"
        "</xbrli:context>\n"
    )
    return head + "".join(_fact(one, name, shape) for one in context.figures)


def _fact(figure: Figure, context: str, shape: Shape) -> str:
    start = f'<s:{figure.name} contextRef="{context}" unitRef="JPY"'
    if figure.value is None:
        return f'{start} xsi:nil="true"/>\n'
    value = f"{Decimal(figure.value).scaleb(-shape.places if shape.places else -shape.decimals):f}"
    return f'{start} decimals="{shape.decimals}">{value}</s:{figure.name}>\n'


def _networks(nodes: Iterable[Node]) -> tuple[Network, ...]:
    arcs = [
        Relationship(SUMMATION_ITEM, _ROLE, _name(node), _name(part), order, Decimal(weight))
        for tree in nodes
        for node in tree.walk()
        for order, (part, weight) in enumerate(node.parts, 1)
    ]
    return networks(arcs, SUMMATION_ITEM)


def _name(node: Node) -> QName:
    return QName(_NAMESPACE, node.name)


def _schema(nodes: Iterable[Node]) -> str:
    elements = "\n".join(
        f'<xsd:element id="s_{one.name}" name="{one.name}" type="xbrli:monetaryItemType" '
        'substitutionGroup="xbrli:item" xbrli:periodType="instant" nillable="true"/>'
        for tree in nodes
        for one in tree.walk()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="{_XBRL}/instance" xmlns:link="{_XBRL}/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" targetNamespace="{_NAMESPACE}" elementFormDefault="qualified">
<xsd:annotation><xsd:appinfo>
<link:linkbaseRef xlink:type="simple" xlink:href="scale-cal.xml" xlink:role="{_XBRL}/role/calculationLinkbaseRef"
 xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
<link:roleType roleURI="{_ROLE}" id="scale"><link:usedOn>link:calculationLink</link:usedOn></link:roleType>
</xsd:appinfo></xsd:annotation>
<xsd:import namespace="{_XBRL}/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
{elements}
</xsd:schema>
"""


def _linkbase(nodes: Iterable[Node]) -> str:
    every = [one for tree in nodes for one in tree.walk()]
    locs = "\n".join(
        f'<link:loc xlink:type="locator" xlink:href="scale.xsd#s_{one.name}" xlink:label="{one.name}"/>'
        for one in every
    )
    arcs = "\n".join(
        f'<link:calculationArc xlink:type="arc" xlink:arcrole="{SUMMATION_ITEM}" xlink:from="{one.name}" '
        f'xlink:to="{part.name}" order="{order}" weight="{weight}"/>'
        for one in every
        for order, (part, weight) in enumerate(one.parts, 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase xmlns:link="{_XBRL}/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
<link:roleRef roleURI="{_ROLE}" xlink:type="simple" xlink:href="scale.xsd#scale"/>
<link:calculationLink xlink:type="extended" xlink:role="{_ROLE}">
{locs}
{arcs}
</link:calculationLink>
</link:linkbase>
"""
