"""Small instances for the tests of their reader."""

from __future__ import annotations

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
  xmlns:ex="https://example.com/taxonomy" xml:lang="en">
<link:schemaRef xlink:type="simple" xlink:href="ex.xsd"/>
"""

ENTITY = '<xbrli:entity><xbrli:identifier scheme="http://www.tse.or.jp/sicc">99990</xbrli:identifier>{}</xbrli:entity>'
YEAR = "<xbrli:startDate>2012-04-01</xbrli:startDate><xbrli:endDate>2013-03-31</xbrli:endDate>"
JPY = '<xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>\n'


def context(name: str = "Year", period: str = YEAR, segment: str = "", scenario: str = "") -> str:
    inside = f"<xbrli:segment>{segment}</xbrli:segment>" if segment else ""
    after = f"<xbrli:scenario>{scenario}</xbrli:scenario>" if scenario else ""
    entity = ENTITY.format(inside)
    return f'<xbrli:context id="{name}">{entity}<xbrli:period>{period}</xbrli:period>{after}</xbrli:context>\n'


def figure(value: str = "106248000", name: str = "Revenues", more: str = ' decimals="-3"', of: str = "Year") -> str:
    return f'<ex:{name} contextRef="{of}" unitRef="JPY"{more}>{value}</ex:{name}>\n'


def instance(*parts: str) -> bytes:
    return f"{HEAD}{''.join(parts)}</xbrli:xbrl>\n".encode()


def usual(*parts: str) -> bytes:
    """With a context and a unit."""
    return instance(context(), JPY, *parts)
