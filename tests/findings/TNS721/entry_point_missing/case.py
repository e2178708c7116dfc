"""A package whose entry point was taken out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.archive import write_zip
from tanshin.values.finding import Finding
from tests.findings.gallery import produced

CATALOG = b"""<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="https://example.com/taxonomy/" rewritePrefix="../taxonomy/"/>
</catalog>
"""
PACKAGE = b"""<taxonomyPackage xmlns="http://xbrl.org/2016/taxonomy-package">
  <entryPoints><entryPoint><entryPointDocument href="https://example.com/taxonomy/entry.xsd"/></entryPoint></entryPoints>
</taxonomyPackage>
"""


def findings(folder: Path) -> Iterable[Finding]:
    made = produced(folder)
    archive = write_zip(
        {
            "ex/META-INF/catalog.xml": CATALOG,
            "ex/META-INF/taxonomyPackage.xml": PACKAGE,
            "ex/taxonomy/ex.xsd": b"<schema/>",
        }
    )
    files = {**made.files, "taxonomy/ex.zip": archive}
    return prove_folder(replace(made.output, files=files)).findings
