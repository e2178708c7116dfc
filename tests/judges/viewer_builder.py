"""What the builder of ixbrl-viewer tells its program of a document: a process of its own, for it runs in Arelle.

``python viewer_builder.py PACKAGE DOCUMENT…`` prints the JSON of each document on a line.
"""

from __future__ import annotations

import json
import sys

from arelle import PackageManager
from arelle.Cntlr import Cntlr
from arelle.FileSource import openFileSource
from iXBRLViewerPlugin.iXBRLViewer import IXBRLViewerBuilder


def main() -> None:
    package, *documents = sys.argv[1:]
    controller = Cntlr(hasGui=False, uiLang="en-US", disable_persistent_config=True, logFileName="logToBuffer")
    controller.webCache.workOffline = True
    PackageManager.init(controller, loadPackagesConfig=False)
    assert controller.packages.add(package) is not None
    controller.packages.rebuild()
    for document in documents:
        report = controller.modelManager.load(openFileSource(document, controller))
        builder = IXBRLViewerBuilder(controller)
        builder.processModel(report)
        builder.createViewer(showValidations=False)
        sys.stdout.write(json.dumps(builder.taxonomyData) + "\n")


if __name__ == "__main__":
    main()
