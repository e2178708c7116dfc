"""Small taxonomies, written out."""

from __future__ import annotations

from tanshin.read.dts.load import Loaded, load_dts
from tanshin.read.dts.resolver import Resolver
from tanshin.taxonomy.relationship import Relationship
from tanshin.values.qname import QName

E = "http://example.com/e"
ROLE = "http://www.xbrl.org/2003/role/link"
_ARCROLES = {
    "calculation": "http://www.xbrl.org/2003/arcrole/summation-item",
    "presentation": "http://www.xbrl.org/2003/arcrole/parent-child",
}


def schema(*body: str, namespace: str = E, more: str = "") -> bytes:
    """A schema with some content; ``e`` is its prefix."""
    return f"""<schema targetNamespace="{namespace}" xmlns="http://www.w3.org/2001/XMLSchema" xmlns:e="{namespace}"
        xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
        xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:xlink="http://www.w3.org/1999/xlink" {more}>
        {"".join(body)}</schema>""".encode()


def item(local: str, more: str = 'type="xbrli:monetaryItemType"', head: str = "xbrli:item") -> str:
    """The declaration of an item with the id ``e_…``."""
    period = "" if "periodType" in more or head == "xbrli:tuple" else 'xbrli:periodType="instant"'
    return f'<element name="{local}" id="e_{local}" substitutionGroup="{head}" {period} {more}/>'


def refer(*hrefs: str) -> str:
    """References to linkbases."""
    refs = (
        f'<link:linkbaseRef xlink:type="simple" xlink:href="{href}"'
        ' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
        for href in hrefs
    )
    return f"<annotation><appinfo>{''.join(refs)}</appinfo></annotation>"


def import_(namespace: str, location: str) -> str:
    return f'<import namespace="{namespace}" schemaLocation="{location}"/>'


def linkbase(*body: str, kind: str = "calculation", role: str = ROLE, more: str = "") -> bytes:
    """A linkbase with one extended link."""
    return f"""<linkbase xmlns="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
        xmlns:xbrldt="http://xbrl.org/2005/xbrldt" {more}>
        <{kind}Link xlink:type="extended" xlink:role="{role}">{"".join(body)}</{kind}Link></linkbase>""".encode()


def loc(local: str, label: str = "", href: str = "e.xsd") -> str:
    return f'<loc xlink:type="locator" xlink:href="{href}#e_{local}" xlink:label="{label or local}"/>'


def arc(start: str, end: str, more: str = 'weight="1"', kind: str = "calculation", arcrole: str = "") -> str:
    return (
        f'<{kind}Arc xlink:type="arc" xlink:arcrole="{arcrole or _ARCROLES[kind]}"'
        f' xlink:from="{start}" xlink:to="{end}" {more}/>'
    )


def name(local: str, namespace: str = E) -> QName:
    return QName(namespace, local)


def load(files: dict[str, bytes], *hrefs: str) -> Loaded:
    """What these files load to; the first is where they are entered."""
    return load_dts(hrefs or [next(iter(files))], Resolver(files))


def sums(loaded: Loaded) -> list[tuple[str, str, str]]:
    """The relationships as source, target and weight."""
    return [(one.source.local, one.target.local, str(one.weight)) for one in loaded.dts.relationships]


def codes(loaded: Loaded) -> list[str]:
    return [finding.code for finding in loaded.findings]


def only(loaded: Loaded) -> Relationship:
    """The one relationship there is."""
    (found,) = loaded.dts.relationships
    return found
