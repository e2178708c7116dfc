"""Small Inline XBRL documents for tests."""

from __future__ import annotations

SPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:e="http://example.com/e"'
)
REGISTRIES = {
    "1.0": ("http://www.xbrl.org/2008/inlineXBRL", "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31"),
    "1.1": ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16"),
}
RESOURCES = """
<xbrli:context id="c">
  <xbrli:entity><xbrli:identifier scheme="http://example.com/">1</xbrli:identifier></xbrli:entity>
  <xbrli:period><xbrli:startDate>2012-04-01</xbrli:startDate><xbrli:endDate>2013-03-31</xbrli:endDate></xbrli:period>
</xbrli:context>
<xbrli:context id="d">
  <xbrli:entity><xbrli:identifier scheme="http://example.com/">1</xbrli:identifier></xbrli:entity>
  <xbrli:period><xbrli:instant>2013-03-31</xbrli:instant></xbrli:period>
  <xbrli:scenario>
    <xbrldi:explicitMember dimension="e:Axis">e:Member</xbrldi:explicitMember>
    <xbrldi:typedMember dimension="e:AAxis"><e:key>7</e:key></xbrldi:typedMember>
  </xbrli:scenario>
</xbrli:context>
<xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
<xbrli:unit id="PerShare"><xbrli:divide>
  <xbrli:unitNumerator><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unitNumerator>
  <xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>
</xbrli:divide></xbrli:unit>
"""
REFERENCES = '<ix:references><link:schemaRef xlink:type="simple" xlink:href="e.xsd"/></ix:references>'


def header(resources: str = RESOURCES, references: str = REFERENCES, hidden: str = "") -> str:
    """The header of a document; without arguments, of one with two contexts and three units."""
    inner = f"<ix:hidden>{hidden}</ix:hidden>" if hidden else ""
    return f"<div><ix:header>{inner}{references}<ix:resources>{resources}</ix:resources></ix:header></div>"


def page(body: str, version: str = "1.1", head: str | None = None, attributes: str = "", prolog: str = "") -> bytes:
    """A document with a header, unless ``head`` is another or none."""
    inline, registry = REGISTRIES[version]
    around = f'<html {SPACES} xmlns:ix="{inline}" xmlns:ixt="{registry}" {attributes}>'
    top = header() if head is None else head
    return f"{prolog}{around}<head><title>t</title></head><body>{top}\n{body}\n</body></html>".encode()


def amount(text: str, *, name: str = "e:A", more: str = "") -> str:
    """A tagged number of yen."""
    return f'<ix:nonFraction name="{name}" contextRef="c" unitRef="JPY" decimals="0" {more}>{text}</ix:nonFraction>'


def words(text: str, *, name: str = "e:T", more: str = "") -> str:
    """A tagged text."""
    return f'<ix:nonNumeric name="{name}" contextRef="c" {more}>{text}</ix:nonNumeric>'
