"""An arc between two labels of two thousand locators each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Resolver
from tanshin.values.finding import Finding

SCHEMA = """<schema targetNamespace="http://example.com/e" xmlns="http://www.w3.org/2001/XMLSchema"
    xmlns:xbrli="http://www.xbrl.org/2003/instance">
  <element name="Cash" id="e_Cash" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item"
      xbrli:periodType="instant"/>
</schema>"""
LINKBASE = """<linkbase xmlns="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
  <presentationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
{locators}
    <presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child"
        xlink:from="a" xlink:to="a"/>
  </presentationLink>
</linkbase>"""
LOCATOR = '<loc xlink:type="locator" xlink:href="e.xsd#e_Cash" xlink:label="a"/>'


def findings(folder: Path) -> Iterable[Finding]:
    linkbase = LINKBASE.format(locators="\n".join([LOCATOR] * 2000))
    return load_dts(["e-pre.xml"], Resolver({"e.xsd": SCHEMA.encode(), "e-pre.xml": linkbase.encode()})).findings
