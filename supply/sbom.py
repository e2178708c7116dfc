"""The bill of materials of a wheel, as CycloneDX 1.6 (ECMA-424): `python -m supply.sbom dist/tanshin-….whl`.

It tells no time and draws no random number: the same wheel and environment give the same bytes.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License, LicenseAcknowledgement
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

import tanshin
from supply.installed import CORE, Installed, Package, installed


def bill(wheel: bytes, name: str, here: Installed) -> str:
    """The bill of a wheel with some content and file name, as JSON.

    Packages for development are left out; those that only extras need are optional.
    """
    digest = sha256(wheel).hexdigest()
    packages = {key: one for key, one in here.packages.items() if set(one.parts) != {"dev"}}
    components = {key: _component(one) for key, one in packages.items()}
    product = Component(
        name="tanshin",
        version=tanshin.__version__,
        type=ComponentType.APPLICATION,
        bom_ref="tanshin",
        purl=PackageURL("pypi", None, "tanshin", tanshin.__version__, {"file_name": name}),
        licenses=[_licence("MIT")],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
    )
    serial = uuid5(NAMESPACE_URL, "\n".join((digest, *(f"{one.name}=={one.version}" for one in packages.values()))))
    found = Bom(components=components.values(), metadata=BomMetaData(component=product), serial_number=serial)
    wanted = {one.name for part, asked in here.wanted.items() if part != "dev" for one in asked}
    found.register_dependency(product, [components[key] for key, one in packages.items() if _asked(one, wanted)])
    for key, one in packages.items():
        found.register_dependency(components[key], [components[name] for name in one.needs if name in components])
    told = json.loads(JsonV1Dot6(found).output_as_string())
    del told["metadata"]["timestamp"]  # the standard lets it be absent, the library always tells it
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def _asked(one: Package, wanted: set[str]) -> bool:
    return one.name.lower() in {name.lower() for name in wanted}


def _licence(expression: str) -> License:
    return LicenseFactory().make_from_string(expression, license_acknowledgement=LicenseAcknowledgement.DECLARED)


def _component(one: Package) -> Component:
    purl = PackageURL("pypi", None, one.name.lower(), one.version)
    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=purl.to_string(),
        purl=purl,
        scope=ComponentScope.REQUIRED if CORE in one.parts else ComponentScope.OPTIONAL,
        licenses=[_licence(one.licence)],
    )


if __name__ == "__main__":
    for wheel in map(Path, sys.argv[1:]):
        wheel.with_suffix(".cdx.json").write_text(bill(wheel.read_bytes(), wheel.name, installed()), encoding="utf-8")
