"""What the program meets around its input: builds that were changed, datasets, paths, arguments, requests."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tanshin.batch.dataset import open_dataset, parts_of
from tanshin.batch.history import broken, concept_through_time
from tanshin.batch.job import Job, Limits, Verb
from tanshin.batch.place import Digests, places
from tanshin.cli import main
from tanshin.proof.output import Output
from tanshin.proof.prove import prove_folder, prove_signature
from tanshin.tell.language import ENGLISH
from tanshin.values.finding import InputError
from tanshin.values.output import read_tree, write_tree
from tanshin.view.server import Room, application
from tanshin.view.state import Entry, Shown
from tests.findings.gallery import produced
from tests.fuzz.target import Target, laid_out, look_at, unbundled
from tests.release import lay_out_release

_PORT = 8000


@functools.cache
def _built() -> Output:
    with tempfile.TemporaryDirectory() as folder:
        lay_out_release(Path(folder))
        made = produced(Path(folder))
        return replace(made.output, files=made.files, read=None)


def _output(data: bytes, _: Path) -> None:
    """A build of the example company in which files were changed."""
    made = _built()
    look_at(prove_folder(replace(made, files={**made.files, **unbundled(data)})).findings)


def _tree(data: bytes, folder: Path) -> None:
    """A folder that was written earlier, then written and read again."""
    files = unbundled(data)
    place = folder / "out"
    place.mkdir()
    for write in (lambda: write_tree(place, files), lambda: laid_out(files, place), lambda: write_tree(place, {})):
        try:
            write()
        except InputError as error:
            look_at(error.findings)
    read_tree(place)


def _signature(data: bytes, _: Path) -> None:
    made = _built()
    look_at(prove_signature(replace(made, signature=data, certificate=_certificate())).findings)


@functools.cache
def _certificate() -> Any:
    from cryptography.x509 import load_pem_x509_certificate

    from tests.fuzz.target import CORPUS

    return load_pem_x509_certificate((CORPUS / "certificate" / "curve.pem").read_bytes())


def _dataset(data: bytes, folder: Path) -> None:
    """The journal and the files of an earlier batch."""
    place = laid_out(unbundled(data), folder)
    job = Job(Verb.CHECK, "a", "a", "0", "1", Limits())
    with open_dataset(place) as dataset:
        tuple(dataset.to_do(parts_of((job,))))
        tuple(dataset.statuses(parts_of((job,))))
    tuple(broken(place, "TNS111"))
    tuple(concept_through_time(place, "Sales", None))


def _places(data: bytes, folder: Path) -> None:
    """A folder of files that a batch looks through; a name in brackets is a link to what stands in it."""
    files = unbundled(data)
    laid_out({name: text for name, text in files.items() if not name.startswith("[")}, folder)
    for name, text in files.items():
        if name.startswith("[") and "/" not in name and "\0" not in name and len(name.encode()) < 200:
            with contextlib.suppress(OSError, ValueError):
                (folder / name[1:-1]).symlink_to(text.strip()[:200].decode(errors="replace"))
    digests = Digests()
    for one in places([folder], folder / "out"):
        digests.of(Path(one.path))


_VERBS = ("check", "facts", "explain", "rules", "taxonomy", "why", "tie-out", "diff", "history")


def _arguments(data: bytes, folder: Path) -> None:
    """A line for each argument; files of the example company are there."""
    arguments = data.decode("utf-8", "surrogateescape").split("\n")
    if arguments[0] not in _VERBS or any(one.startswith(("/", "~")) or ".." in one for one in arguments):
        return
    with tempfile.TemporaryDirectory(dir=folder) as place, contextlib.chdir(place):
        os.environ["TANSHIN_CACHE"] = ""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape") for _ in range(2))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code: object = None
            try:
                main(arguments, prog_name="tanshin")
            except SystemExit as end:
                code = end.code
        assert code in (None, 0, 1, 2), code


def _request(data: bytes, _: Path) -> None:
    """A request as it comes from the network, read as uvicorn reads it."""
    import h11

    connection = h11.Connection(h11.SERVER)
    try:
        connection.receive_data(data)
        request = connection.next_event()
    except h11.RemoteProtocolError:
        return
    if isinstance(request, h11.Request):
        # In a thread of its own: whoever drives a browser has a loop that runs in this one.
        status = _thread().submit(lambda: _loop().run_until_complete(_answered(request))).result()
        assert status in (200, 302, 307, 400, 403, 404, 405, 421, 503), status
        own = {f"127.0.0.1:{_PORT}".encode(), f"localhost:{_PORT}".encode()}
        assert status >= 400 or next(value for name, value in request.headers if name == b"host") in own


@functools.cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1)


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


@functools.cache
def _server() -> Any:
    room = Room()
    room.put(Shown(files={"a.html": b'<p id="f1">1</p>'}, entries=(Entry("a.html", "en", "a", "A", ""),)))
    return application(room, lambda: ENGLISH, _PORT)


async def _answered(request: Any) -> int:
    from urllib.parse import unquote

    raw, _, query = request.target.partition(b"?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": request.method.decode("ascii"),
        "path": unquote(raw.decode("ascii")),
        "raw_path": raw,
        "query_string": query,
        "headers": list(request.headers),
        "scheme": "http",
        "server": ("127.0.0.1", _PORT),
        "client": ("127.0.0.1", 1),
    }
    said: list[Any] = []

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        said.append(message)

    await asyncio.wait_for(_server()(scope, receive, send), 5)
    return int(said[0]["status"]) if said else 503


TARGETS = (
    Target(
        "output", "a build that was changed: pages, instances, charts, archives, lists, read back and proved", _output
    ),
    Target("tree", "the names and the list of files in a folder that is replaced", _tree),
    Target("signature", "the signature of a build", _signature),
    Target("dataset", "the journal and the tables of a batch, and questions to them", _dataset),
    Target("places", "the folders, names and links that a batch looks through", _places),
    Target("arguments", "arguments of the command line", _arguments),
    Target("request", "requests to the server of a view: host, origin, method, path", _request),
)
