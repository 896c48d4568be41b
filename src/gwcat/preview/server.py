"""A server for one person on one machine: it answers a handful of addresses, opens no file, and tells when something changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

LOOPBACK = "127.0.0.1"
_BEAT = 15.0  # seconds after which a silent line says that it is alive
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
Asset = tuple[str, bytes]
"""A type and bytes."""


class Source(Protocol):
    """What is shown: `version` grows with every change."""

    @property
    def version(self) -> int:
        """The number of the present state."""
        ...

    def state(self) -> dict[str, Any]:
        """The list of catalogues, and what is wrong beside them."""
        ...

    def page(self, path: str) -> dict[str, Any] | None:
        """One catalogue by the path of its file; None if there is none."""
        ...


class Preview(ThreadingHTTPServer):
    """The server. `assets` are addresses with what stands there; nothing else is served but state, pages and events.

    It listens on this machine alone, and answers only those who call it by its own name: a page of another site, whose name
    was made to point here, gets nothing.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, source: Source, assets: Mapping[str, Asset]) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.source, self.assets = source, dict(assets)
        self.hosts = {f"{name}:{self.port}" for name in (LOOPBACK, "localhost")}
        self.news = threading.Condition()
        self.ended = False

    def server_bind(self) -> None:
        """Take the port; the name of the machine, which may be slow to find, is not asked for."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.port

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{LOOPBACK}:{self.port}/"

    def tell(self) -> None:
        """Wake all that wait for a change."""
        with self.news:
            self.news.notify_all()

    def end(self) -> None:
        """Let go of all that wait, and of the port."""
        self.ended = True
        self.tell()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: Preview
    server_version, sys_version = "gwcat", ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer a request."""
        if self.headers.get("Host", "") not in self.server.hosts:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", "请用 127.0.0.1 打开。".encode())
            return
        url = urlsplit(self.path)
        answers: dict[str, Callable[[], None]] = {
            "/state": lambda: self._json(self.server.source.state()),
            "/page": lambda: self._json(self.server.source.page(parse_qs(url.query).get("path", [""])[0])),
            "/events": self._events,
        }
        if url.path in answers:
            answers[url.path]()
        elif url.path in self.server.assets:
            self._send(HTTPStatus.OK, *self.server.assets[url.path])
        else:
            self._missing()

    def do_HEAD(self) -> None:
        """Answer a request with all but its content."""
        self.do_GET()

    def _missing(self) -> None:
        self._send(HTTPStatus.NOT_FOUND, "text/plain", "没有这一页。".encode())

    def _json(self, content: dict[str, Any] | None) -> None:
        if content is None:
            self._missing()
            return
        self._send(HTTPStatus.OK, "application/json", json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self._head(kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, kind: str) -> None:
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        for name, value in _HEADERS.items():
            self.send_header(name, value)

    def _events(self) -> None:
        """The numbers of new states, as they come, until the browser or the server ends."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._head("text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        server, told = self.server, -1
        while not server.ended:
            with server.news:
                server.news.wait_for(lambda: server.ended or server.source.version != told, _BEAT)  # noqa: B023  asked at once
            if server.source.version != told:
                told = server.source.version
                self.wfile.write(f"event: change\ndata: {told}\n\n".encode())
            else:
                self.wfile.write(b": \n\n")
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to the findings."""
