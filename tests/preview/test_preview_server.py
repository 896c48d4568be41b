"""The server of the preview: whom it answers, what it does not, how it ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, Run, write_files
from gwcat.forms.library import Library
from gwcat.preview.server import Preview
from gwcat.preview.watch import Watch, signature
from gwcat.tasks.preview import LivePreview, preview_assets


@pytest.fixture
def server(workspace: Path) -> Iterator[Preview]:
    preview = Preview(0, LivePreview(workspace, "莒南"), preview_assets(Library(workspace)))
    thread = threading.Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield preview
    preview.shutdown()
    preview.end()


def ask(server: Preview, path: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{server.port}")
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), data


def test_it_answers_its_own_addresses(server: Preview) -> None:
    for path, kind in (("/", "text/html"), ("/preview.js", "text/javascript"), ("/state", "application/json")):
        status, headers, data = ask(server, path)
        assert status == 200
        assert headers["Content-Type"].startswith(kind)
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        assert len(data) == int(headers["Content-Length"])
    status, headers, data = ask(server, "/", "HEAD")
    assert (status, data) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/catalogs", "/catalogs/", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/preview.css/..",
        quote(f"/{CATALOGUE_PATH}"), "/state/", "/page", "/page?path=", "/page?path=../../../etc/passwd",
        "/page?path=catalogs", "/page?path=/etc/passwd", "/favicon.ico",
    ],
)  # fmt: skip
def test_it_serves_no_file_and_no_folder(server: Preview, path: str) -> None:
    status, _, data = ask(server, path)
    assert status == 404
    assert "root:" not in data.decode()
    assert "社会救助" not in data.decode()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{port}", " "]
)
def test_it_answers_nobody_who_calls_it_by_another_name(server: Preview, host: str) -> None:
    status, _, data = ask(server, "/state", host=host.format(port=server.port))
    assert status == 421
    assert "莒南" not in data.decode()


def test_localhost_is_its_name_too(server: Preview) -> None:
    assert ask(server, "/state", host=f"localhost:{server.port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "X"])
def test_nothing_can_be_written(server: Preview, method: str) -> None:
    assert ask(server, "/state", method)[0] == 501


def test_it_listens_on_this_machine_alone(server: Preview) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_events_tell_of_changes(server: Preview, workspace: Path) -> None:
    live = server.source
    assert isinstance(live, LivePreview)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as stream:
        stream.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        lines = stream.makefile("rb")
        while lines.readline() != b"data: 1\n":
            pass
        live.refresh()
        server.tell()
        while lines.readline() != b"data: 2\n":
            pass


def test_a_watch_notices_every_kind_of_change(tmp_path: Path) -> None:
    seen = threading.Semaphore(0)
    write_files(tmp_path, {"a.yaml": "1", "内/b.yaml": "1"})
    watch = Watch(lambda: [tmp_path], seen.release)
    watch.start()
    try:
        write_files(tmp_path, {"a.yaml": "12"})
        assert seen.acquire(timeout=10), "changed"
        write_files(tmp_path, {"内/c.yaml": "1"})
        assert seen.acquire(timeout=10), "new"
        (tmp_path / "内" / "b.yaml").unlink()
        assert seen.acquire(timeout=10), "gone"
        os.replace(tmp_path / "a.yaml", tmp_path / "内" / "a.yaml")
        assert seen.acquire(timeout=10), "moved"
    finally:
        watch.stop()
        watch.join(10)
    assert not watch.is_alive()


def test_hidden_files_and_those_of_editors_are_not_looked_at(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.yaml": "1"})
    before = signature([tmp_path])
    write_files(tmp_path, {".a.yaml.swp": "1", "a.yaml~": "1", ".git/x": "1"})
    assert signature([tmp_path]) == before
    assert signature([tmp_path / "没有"]) == frozenset()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_follows_the_sources_and_ends_cleanly(workspace: Path, program: str, number: int) -> None:
    command = [program, "serve", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as stream:
            stream.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            lines = stream.makefile("rb")
            while lines.readline() != b"data: 1\n":
                pass
            write_files(workspace, {CATALOGUE_PATH: CATALOGUE.replace("政府网站", "政府网战")})
            while lines.readline() != b"data: 2\n":
                pass
            process.send_signal(number)
            out, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert out == ""
        assert "已结束。" in err
        assert "Traceback" not in err
    finally:
        process.kill()


def test_a_port_that_is_taken(workspace: Path, gwcat: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = gwcat("serve", "--port", str(taken.getsockname()[1]), cwd=workspace)
    assert done.returncode == 2
    assert "已被占用" in done.stderr
    assert "--port" in done.stderr
