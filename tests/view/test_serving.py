"""The server of a view: who is answered and who is not, and what is said when something is missing."""

from __future__ import annotations

import html
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tanshin import api, resources
from tanshin.cli import main
from tanshin.tell.language import ENGLISH
from tanshin.values.finding import InputError
from tanshin.view import shelf
from tanshin.view.serving import View, open_browser
from tanshin.view.state import Phase
from tanshin.viewer import program
from tanshin.viewer.folder import viewer_files
from tests.viewed import PATIENCE, lay_out, proved_view, wait_for


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("view")


@pytest.fixture(scope="module")
def view(folder: Path) -> Iterator[View]:
    with proved_view(folder) as shown:
        yield shown


def ask(
    view: View, path: str = "/", method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """The status, the headers and the content of an answer."""
    own = view.url.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(own, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": own, **(headers or {})}.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_it_answers_on_the_loopback_interface_alone(view: View) -> None:
    assert view.url.startswith("http://127.0.0.1:")
    status, headers, content = ask(view)
    assert status == 200
    assert b"/assets/view.js" in content
    assert headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/assets/view.css", "/files/release/release-en.html", "/nothing"])
def test_every_answer_has_the_headers_that_keep_other_sites_out(view: View, path: str) -> None:
    _, headers, _ = ask(view, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src 'self';" in headers["content-security-policy"]


@pytest.mark.parametrize("host", ["example.com", "example.com:80", "127.0.0.1", "127.0.0.1:1", "[::1]", ""])
def test_another_name_is_refused(view: View, host: str) -> None:
    assert ask(view, headers={"Host": host})[0] in (400, 421)


def test_its_own_second_name_is_answered(view: View) -> None:
    port = view.url.rstrip("/").rpartition(":")[2]
    assert ask(view, headers={"Host": f"localhost:{port}"})[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_the_page_of_another_site_is_refused(view: View, headers: dict[str, str]) -> None:
    assert ask(view, "/files/release/release-en.html", headers=headers)[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/files/release/release-en.html"])
def test_nothing_is_written(view: View, method: str, path: str) -> None:
    status, headers, _ = ask(view, path, method)
    assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_the_head_of_a_page_can_be_asked_for(view: View) -> None:
    status, headers, content = ask(view, "/files/release/release-en.html", "HEAD")
    assert (status, content) == (200, b"")
    assert int(headers["content-length"]) == len(view.shown.files["release/release-en.html"])


@pytest.mark.parametrize(
    "path",
    [
        "/files/../../example/issuer.yaml",
        "/files/%2e%2e/%2e%2e/example/issuer.yaml",
        "/files/..%2f..%2fexample%2fissuer.yaml",
        "/files//etc/passwd",
        "/files/%2fetc%2fpasswd",
        "/files/release/../../issuer.yaml",
        "/files/release",
        "/files/",
        "/files/a%00b",
        "/assets/..%2fdocument.css",
        "/assets/document.css",
        "/viewer/nothing",
        "/viewer/../files/release/release-en.html",
        "/viewer/..%2f..%2fissuer.yaml",
        "/fact/..%2f..%2fissuer.yaml",
        "/fact/x",
    ],
)
def test_no_path_leads_out_of_what_is_shown(view: View, path: str) -> None:
    assert ask(view, path)[0] == 404


def test_every_file_is_served_as_it_is_made(view: View) -> None:
    kinds = {".htm": "text/html", ".html": "text/html", ".xml": "application/xml", ".xbri": "application/octet-stream"}
    for path, data in view.shown.files.items():
        status, headers, content = ask(view, f"/files/{path}")
        assert (status, content) == (200, data)
        assert headers["content-type"].startswith(kinds.get(Path(path).suffix, ""))


def test_what_is_proved_is_in_the_viewer_as_a_build_has_it(view: View, folder: Path) -> None:
    place = folder / "example" / "annual"
    filing = api.read_filing(place)
    made = api.produce(filing, api.check(filing), extras=["viewer"])
    expected = {path: data for path, data in made.files.items() if path.startswith("viewer/")}
    assert len(expected) > 8
    for path, data in expected.items():
        status, headers, content = ask(view, f"/{path}")
        assert (status, content) == (200, data)
        assert headers["cache-control"] == "no-store"
        assert "http" not in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"].partition("style-src")[0]
    status, headers, content = ask(view, "/viewer/")
    assert (status, content) == (200, expected["viewer/index.html"])
    assert "script-src 'self' 'sha256-" in headers["content-security-policy"]
    assert b'<a id="viewer"' in ask(view)[2]


def test_the_viewer_is_made_once_of_each_version_that_is_proved(
    view: View, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counting(*args: Any) -> dict[str, bytes]:
        made.append(1)
        return viewer_files(*args)

    monkeypatch.setattr(shelf, "viewer_files", counting)
    path = folder / "example" / "annual" / "release.yaml"
    text, before = path.read_text(encoding="utf-8"), view.shown.revision
    asks = ["/viewer/release-en.html", "/viewer/index.html", "/viewer/release-en.html"]
    path.write_text(text.replace("No shop was closed.", "None was closed."), encoding="utf-8")
    edited = wait_for(view, Phase.PROVED, before).revision
    with ThreadPoolExecutor() as several:
        first, _, second = several.map(partial(ask, view), asks)
    assert b"None was closed." in first[2]
    assert (first[0], second, made) == (200, first, [1])
    path.write_text("{", encoding="utf-8")
    wait_for(view, Phase.UNUSABLE, edited)
    told = b"The viewer shows what is proved, and nothing is now; load it again when it is.\n"
    assert ask(view, "/viewer/")[::2] == (503, told)
    path.write_text(text, encoding="utf-8")
    wait_for(view, Phase.PROVED, edited)
    assert b"No shop was closed." in ask(view, "/viewer/release-en.html")[2]
    assert made == [1, 1]


def test_without_its_program_the_view_says_what_to_install(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "PACKAGE", "ixbrl-viewer-that-is-not-there")
    words = "the viewer needs the package ixbrl-viewer: pip install 'tanshin[viewer]'"
    frame = html.unescape(ask(view)[2].decode())
    assert f'<span class="missing">{words}</span>' in frame
    assert 'id="viewer"' not in frame


def test_a_fact_leads_to_its_page(view: View) -> None:
    text = view.shown.files["release/release-ja.html"].decode()
    anchor = text[text.index('id="f') + 4 :].partition('"')[0]
    status, headers, _ = ask(view, f"/fact/{anchor}?lang=ja")
    assert status == 302
    path, _, fragment = headers["location"].removeprefix("/files/").partition("#")
    assert fragment == anchor
    assert f'id="{anchor}"'.encode() in view.shown.files[path]
    assert next(entry.lang for entry in view.shown.entries if entry.path == path) == "ja"


def test_what_is_shown_is_told_to_who_looks(view: View) -> None:
    own = view.url.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(own, timeout=PATIENCE)
    connection.request("GET", "/events?page=release/release-en.html")
    answer = connection.getresponse()
    assert answer.headers["content-type"].startswith("text/event-stream")
    line = answer.readline()
    connection.close()
    told = json.loads(line.removeprefix(b"data: "))
    assert told["phase"] == "proved"
    assert told["status"] == "Proved: every file says what the data say."
    assert {entry["path"] for entry in told["pages"]} <= view.shown.files.keys()


def test_a_filing_that_vanishes_is_told_in_one_line_and_shown_again_when_it_is_back(view: View, folder: Path) -> None:
    before = wait_for(view, Phase.PROVED)
    place = folder / "example" / "annual"
    place.rename(folder / "away")
    gone = wait_for(view, Phase.UNUSABLE, before.revision)
    assert [one.code for one in gone.findings] == ["TNS001"]
    assert gone.findings[0].text.count("\n") == 0
    assert gone.files == before.files
    (folder / "away").rename(place)
    back = wait_for(view, Phase.PROVED, gone.revision)
    assert back.files == before.files


def test_a_change_is_seen_whatever_is_written(view: View, folder: Path) -> None:
    for name, old, new in (
        ("example/annual/release.yaml", "No shop was closed.", "None was closed."),
        ("example/issuer.yaml", "Example", "Sample"),
        ("taxonomy/example/results.yaml", "Profit", "Gain"),
        ("templates/document.css", "body {", "body { orphans: 3;"),
    ):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        before = view.shown
        path.write_text(text.replace(old, new), encoding="utf-8")
        after = wait_for_any(view, before.revision)
        path.write_text(text, encoding="utf-8")
        wait_for(view, Phase.PROVED, after)


def wait_for_any(view: View, after: int) -> int:
    """The number of the first version of the input later than one that is checked."""
    import time

    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        shown = view.shown
        if shown.revision > after and shown.settled:
            return shown.revision
        time.sleep(0.01)
    raise AssertionError("the change was not seen")


def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["view", "iij/fy2012-annual", "--port", str(port)])
    assert result.exit_code == 2
    assert result.stderr == (
        f"127.0.0.1:{port}: ERROR TNS049 port {port} cannot be used: address already in use; "
        "name another with --port, or leave it out\n"
    )


def test_a_filing_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["view", str(tmp_path / "nothing")])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "ERROR TNS001" in result.stderr


@pytest.mark.parametrize("library", ["uvicorn", "starlette", "watchfiles"])
def test_a_missing_extra_is_one_line(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("tanshin.view.") or one.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    result = CliRunner().invoke(main, ["view", "iij/fy2012-annual"])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("pip install 'tanshin[viewer]'\n")


def test_a_missing_browser_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_: str | None = None) -> webbrowser.BaseBrowser:
        raise webbrowser.Error("none")

    monkeypatch.setattr(webbrowser, "get", nothing)
    monkeypatch.setattr(View, "serve", View.close)
    result = CliRunner().invoke(main, ["view", "iij/fy2012-annual"])
    assert result.exit_code == 0
    assert result.stderr == "no browser was found; open the address in one\n"
    assert result.stdout.startswith("iij/fy2012-annual is shown at http://127.0.0.1:")


def test_a_browser_for_the_terminal_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda _=None: webbrowser.GenericBrowser("w3m"))
    assert not open_browser("http://127.0.0.1:1/")


def test_whoever_is_killed_in_the_middle_has_written_nothing(tmp_path: Path) -> None:
    shutil.copytree(resources.samples_dir() / "iij", tmp_path / "iij", ignore=shutil.ignore_patterns("1*", "fy2009*"))
    place = tmp_path / "iij" / "fy2012-annual"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    process = subprocess.Popen(
        [sys.executable, "-m", "tanshin", "view", str(place), "--no-browser"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TANSHIN_CACHE": ""},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith(f"{place} is shown at http://127.0.0.1:")
    (place / "marks.csv").touch()
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    process.stdout.close()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_port_is_free_again_after_it(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        place = lay_out(tmp_path, patch)
        first = View(place, ENGLISH)
        port = int(first.url.rstrip("/").rpartition(":")[2])
        with pytest.raises(InputError):
            View(place, ENGLISH, port)
        first.close()
        View(place, ENGLISH, port).close()
