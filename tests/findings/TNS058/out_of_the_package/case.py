"""A catalog that leads out of its package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.dts.package import package_of
from tanshin.values.finding import Finding

CATALOG = b"""<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="http://example.com/gaap/" rewritePrefix="../../../gaap/"/>
</catalog>"""


def findings(folder: Path) -> Iterable[Finding]:
    return package_of({"gaap/META-INF/catalog.xml": CATALOG}, ["gaap/META-INF/catalog.xml"], "gaap.zip").findings
