"""The list of a build's files: of each its size and its digest, and what they were made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

import tanshin
from tanshin.report.filing import Filing

MANIFEST = "manifest.json"


def manifest(filings: Iterable[Filing], files: Mapping[str, bytes]) -> bytes:
    """The list, as JSON; it tells no time and no place of a machine, so that the same input gives the same list.

    ``filings`` are the one that was built and those before it that its charts take figures from; ``files`` are all
    files but the list, by their paths. Digests are SHA-256 in hexadecimal, sizes are in bytes.
    """
    told = {
        "generator": {"name": "tanshin", "version": tanshin.__version__},
        "inputs": [{"filing": filing.name, "sha256": filing.inputs} for filing in filings],
        "files": [
            {"path": path, "size": len(files[path]), "sha256": sha256(files[path]).hexdigest()}
            for path in sorted(files)
        ],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()
