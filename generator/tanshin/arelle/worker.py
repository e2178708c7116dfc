"""The process in which Arelle lives: ``python -m tanshin.arelle.worker``.

One JSON request per line on standard input, one JSON response per line on standard output; what Arelle itself prints
goes to standard error. Arelle is imported once and its controller lives as long as the process, so that the second
and every later request costs only its own work; a taxonomy that is valid is gone through once
(`tanshin.arelle.settled`). It stays offline and writes nothing outside a temporary folder.

Request::

    {"entry": path} or {"documents": [paths]}     # one file (or a package), or an Inline XBRL document set
    "packages": [paths of taxonomy packages]
    "calculations": ["c10" | "c10d" | "c11r" | "c11t"]    # each of them is judged; none where it is empty
    "validate": bool, "facts": bool, "bindings": bool

Response: ``messages``, ``facts``, ``bindings``, ``assertions``, ``version`` and ``seconds`` as `tanshin.arelle.result`
explains them. A request that fails answers with a message, and the process goes on.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any, TextIO

from tanshin.arelle.bindings import count_bindings
from tanshin.arelle.reading import read_fact
from tanshin.arelle.settled import Settled

#: Address space the process may take, in bytes: a file built to exhaust memory ends the worker, not the machine.
MEMORY_LIMIT = 8 * 1024**3

SEVERITIES = ((logging.ERROR - 2, "error"), (logging.WARNING + 3, "inconsistency"), (logging.WARNING, "warning"))

#: With these Arelle calls a sum inconsistent, and says that a file cannot be had.
SUM_CODES = ("xbrl.5.2.5.2:calcInconsistency", "calc11e:inconsistentCalculation")
LOADING_CODES = ("IOerror", "FileNotLoadable")


class Collector(logging.Handler):
    """Keeps what Arelle logs as plain records."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[dict[str, Any]] = []
        self._sums: list[tuple[dict[str, Any], str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record; its first reference is the place."""
        try:
            text = record.getMessage()
        except (TypeError, ValueError, KeyError):  # a stray per cent sign in a text that was never a template
            text = str(record.msg)
        place: dict[str, Any] = next(iter(getattr(record, "refs", ())), {})
        args = record.args if isinstance(record.args, dict) else {}
        code = str(getattr(record, "messageCode", ""))
        line = str(place.get("sourceLine") or args.get("sourceLine") or "")
        self.add(
            code,
            next((name for level, name in SEVERITIES if record.levelno >= level), "info"),
            text,
            str(place.get("href", "")).partition("#")[0],
            int(line) if line.isdecimal() else 0,
        )
        if code.startswith(SUM_CODES):
            self._sums.append((self.messages[-1], str(args.get("linkrole", "")), str(place.get("objectId", ""))))
        if code in LOADING_CODES:
            self.messages[-1]["missing"] = str(args.get("url") or args.get("fileName") or "")

    def add(self, code: str, severity: str, text: str, file: str = "", line: int = 0) -> None:
        """Keep one message."""
        self.messages.append({"code": code, "severity": severity, "message": text, "file": file, "line": line})

    def clear(self) -> None:
        """Begin anew; what was answered keeps its messages."""
        self.messages, self._sums = [], []

    def name_sums(self, model: Any) -> None:
        """Say of each inconsistent sum of a report in which network it is, and of which total: it is the first fact."""
        for message, role, total in self._sums:
            message.update(role=role, total=read_fact(model.modelObject(total)))
        self._sums.clear()


class Engine:
    """Arelle's controller, kept warm."""

    def __init__(self) -> None:
        # Imported late: Arelle reads its environment at import time, and standard output must be redirected by then.
        from arelle import Locale, PackageManager, PluginManager, ValidateXbrlCalcs, ValidateXbrlDTS, Version
        from arelle.Cntlr import Cntlr
        from arelle.ModelDocumentType import ModelDocumentType as Kind
        from arelle.ModelFormulaObject import FormulaOptions

        self.log = Collector()
        self.controller: Any = Cntlr(hasGui=False, uiLang="en-US", disable_persistent_config=True)
        self.controller.webCache.workOffline = True
        self.controller.startLogging(logHandler=self.log, logLevel="INFO")
        PluginManager.addPluginModule("inlineXbrlDocumentSet")
        PluginManager.reset()
        self.controller.postLoggingInit()
        self.packages: Any = PackageManager.getInstance()
        self.calculations = ValidateXbrlCalcs
        self.settled = Settled(ValidateXbrlDTS, (Kind.SCHEMA, Kind.LINKBASE), lambda: self.log.messages)
        self.version = str(Version.version)
        manager = self.controller.modelManager
        manager.locale = Locale.getUserLocale("C")[0]  # numbers in messages look the same on every machine
        manager.formulaOptions = FormulaOptions()
        manager.formulaOptions.traceUnmessagedUnsatisfiedAssertions = True  # no assertion fails in silence
        manager.disclosureSystem.select(None)
        manager.loadCustomTransforms()

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Load, validate, read and close; whatever happens becomes a message."""
        started = time.monotonic()
        self._forget()
        response: dict[str, Any] = {"messages": self.log.messages, "facts": [], "bindings": None, "assertions": {}}
        response["version"] = self.version
        try:
            self._mount(request.get("packages", []))
            with count_bindings(self.calculations) as count:
                for model in self._load(request):
                    self._use(model, request, response)
            if request.get("bindings"):
                response["bindings"] = count()
        except Exception as error:  # noqa: BLE001 - a hostile file may raise anything inside Arelle
            self.log.add("tanshin:exception", "error", f"{type(error).__name__}: {error}")
        finally:
            self._forget(keep=True)
        response["seconds"] = round(time.monotonic() - started, 3)
        return response

    def _forget(self, *, keep: bool = False) -> None:
        """Close every model and drop what a request leaves behind in the controller."""
        manager = self.controller.modelManager
        for model in tuple(manager.loadedModelXbrls):
            manager.close(model)
        self.packages.reset()
        self.packages.init(self.controller, loadPackagesConfig=False)
        self.controller.errorManager.clear()
        if not keep:
            self.log.clear()

    def _mount(self, packages: list[str]) -> None:
        for package in packages:
            if self.controller.packages.add(package) is None:
                self.log.add("tanshin:packageNotLoaded", "error", "the taxonomy package cannot be used", package)
        self.controller.packages.rebuild()

    def _load(self, request: dict[str, Any]) -> Iterator[Any]:
        """The models of a request, each with those of its further target documents."""
        from arelle.FileSource import openFileSource
        from arelle.utils.EntryPointDetection import filesourceEntrypointFiles
        from arelle.ValidateFileSource import ValidateFileSource

        manager = self.controller.modelManager
        archive = None
        if "documents" in request:
            entries: list[dict[str, Any]] = [{"ixds": [{"file": path} for path in request["documents"]]}]
        else:
            entries = [{"file": request["entry"]}]
            source = openFileSource(request["entry"], self.controller)
            if source.isArchive:
                archive = source
                if request.get("validate", True):
                    ValidateFileSource(self.controller, archive).validate()
                filesourceEntrypointFiles(archive, entries)
                if not entries:
                    text = "the package names no report or entry point"
                    self.log.add("tanshin:nothingToLoad", "warning", text, request["entry"])
        # The document-set plugin replaces a list of documents by the one surrogate name that its loader understands.
        for hook in self.controller.plugins.hooks("CntlrCmdLine.Filing.Start"):
            hook(self.controller, None, archive, entries)
        try:
            for entry in entries:
                if archive is None:
                    model = manager.load(openFileSource(entry["file"], self.controller), "", entrypoint=entry)
                else:
                    archive.select(entry["file"])
                    model = manager.load(archive, "", entrypoint=entry)
                    model.closeFileSource = False  # the next entry of the archive reads from it
                yield model
                yield from getattr(model, "supplementalModelXbrls", ())
        finally:
            if archive is not None:
                archive.close()

    def _use(self, model: Any, request: dict[str, Any], response: dict[str, Any]) -> None:
        from arelle import Validate
        from arelle.ModelDocumentType import ModelDocumentType as Kind

        document = model.modelDocument
        if document is None:
            return  # the log says why
        known = (Kind.INSTANCE, Kind.INLINEXBRL, Kind.INLINEXBRLDOCUMENTSET, Kind.SCHEMA, Kind.LINKBASE)
        if document.type not in known:  # a test suite, say, would make Arelle run files of its choice
            self.log.add("tanshin:notXbrl", "error", "not an XBRL document", document.basename)
            return
        if request.get("validate", True):
            first, *others = [calculation_mode(name) for name in request["calculations"] or ("none",)]
            model.modelManager.validateCalcs = first
            with self.settled.of(model):
                Validate.validate(model)
            for mode in others:
                for said in self.calculations.validate(model, mode):
                    model.validation(said)
            self.log.name_sums(model)
            for result in model.errors:  # beside codes, Arelle keeps here what became of each formula assertion
                if isinstance(result, dict):
                    response["assertions"].update({str(name): list(counts) for name, counts in result.items()})
        if request.get("facts", True):
            response["facts"] += self._read(model.facts)

    def _read(self, facts: Any) -> Iterator[dict[str, Any]]:
        """What can be read; of a fact that cannot, the log says so."""
        for fact in items(facts):
            try:
                yield read_fact(fact)
            except Exception as error:  # noqa: BLE001 - one unreadable fact must not cost the others
                text = f"{fact.qname} cannot be read: {type(error).__name__}: {error}"
                self.log.add("tanshin:factNotRead", "error", text, fact.modelDocument.basename, fact.sourceline or 0)


def items(facts: Any) -> Iterator[Any]:
    """Facts in document order; a tuple is only its contents."""
    for fact in facts:
        if fact.modelTupleFacts:
            yield from items(fact.modelTupleFacts)
        elif not fact.isTuple:
            yield fact


def calculation_mode(name: str) -> int:
    """Arelle's number for the names its command line uses.

    Raises:
        KeyError: there is no such mode.
    """
    from arelle.ValidateXbrlCalcs import ValidateCalcsMode as Mode

    modes: dict[str, int] = {
        "none": Mode.NONE,
        "c10": Mode.XBRL_v2_1,
        "c10d": Mode.XBRL_v2_1_DEDUPLICATE,
        "c11r": Mode.ROUND_TO_NEAREST,
        "c11t": Mode.TRUNCATION,
    }
    return modes[name]


def serve(requests: TextIO, responses: TextIO) -> None:
    """Answer requests until there are no more."""
    engine = Engine()
    gc.freeze()  # Arelle looks for garbage after every report, and there is none in Arelle itself
    for line in requests:
        responses.write(json.dumps(engine.answer(json.loads(line))) + "\n")
        responses.flush()


def limit_memory() -> None:
    """Cap the process's address space where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    except (ImportError, ValueError, OSError):  # Windows has none, macOS refuses some
        return


def main() -> None:
    """Run as a process of its own."""
    responses = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limit_memory()
    with tempfile.TemporaryDirectory(prefix="tanshin-arelle-") as folder:
        os.environ["XDG_CONFIG_HOME"] = folder  # where Arelle looks for its settings and keeps its cache
        serve(sys.stdin, responses)


if __name__ == "__main__":
    main()
