"""A page of Inline XBRL, small enough to read."""

from __future__ import annotations

_HEADER = """\
<ix:header><ix:hidden>{hidden}</ix:hidden><ix:references><link:schemaRef xlink:type="simple" xlink:href="a.xsd"/>\
</ix:references><ix:resources>\
<xbrli:context id="now"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier></xbrli:entity>\
<xbrli:period><xbrli:instant>2013-03-31</xbrli:instant></xbrli:period>{scenario}</xbrli:context>\
<xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>\
<xbrli:unit id="each"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:JPY</xbrli:measure>\
</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>\
</xbrli:divide></xbrli:unit></ix:resources></ix:header>"""

_VERSIONS = {
    "1.0": ("http://www.xbrl.org/2008/inlineXBRL", "2011-07-31"),
    "1.1": ("http://www.xbrl.org/2013/inlineXBRL", "2020-02-12"),
}


def page(body: str, *, version: str = "1.0", hidden: str = "", scenario: str = "", lang: str = "en") -> bytes:
    """A page with a body, a context ``now`` and units ``JPY`` and ``each``."""
    inline, registry = _VERSIONS[version]
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="{inline}" xmlns:ex="urn:ex"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/{registry}" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<head><title>2013</title></head><body class="{lang} some">{body}
<div style="display:none">{_HEADER.format(hidden=hidden, scenario=scenario)}</div></body></html>""".encode()


def number(text: str, *, name: str = "ex:A", more: str = 'decimals="-3" scale="3" format="ixt:numdotdecimal"') -> str:
    """A tagged number."""
    return f'<ix:nonFraction name="{name}" contextRef="now" unitRef="JPY" {more}>{text}</ix:nonFraction>'
