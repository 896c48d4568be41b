"""A language server as an editor sees it: a process at the other end of two pipes, spoken to in JSON-RPC."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

Message = dict[str, Any]
SECONDS = 60.0  # after which an answer will not come; nothing is measured by it


class Editor:
    """An editor with one server. `answers` says what it replies to requests of the server, by method."""

    def __init__(
        self, command: Sequence[str | Path], cwd: Path, answers: Mapping[str, Callable[[Any], Any]] | None = None
    ) -> None:
        self.process = subprocess.Popen(
            list(map(str, command)), cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        self.answers = dict(answers or {})
        self.notices: list[Message] = []
        self.log: list[str] = []  # all that it has written into the editor's log
        self.initialized: Message = {}  # what the server said of itself
        self._open: set[str] = set()
        self._number = 0
        self._arrived: queue.Queue[Message | None] = queue.Queue()
        self._said = bytearray()
        assert self.process.stdout
        assert self.process.stderr
        self._readers = [
            threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True),
            threading.Thread(target=self._listen, args=(self.process.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def stderr(self) -> str:
        """What the server has said on standard error so far."""
        return self._said.decode("utf-8", "replace")

    def _listen(self, stream: Any) -> None:
        while data := stream.read1(65536):
            self._said += data

    def _read(self, stream: BinaryIO) -> None:
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not line:
                self._arrived.put(None)
                return
            self._arrived.put(json.loads(stream.read(length)))

    def send_bytes(self, data: bytes) -> None:
        """Anything, also what no editor would send."""
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _send(self, message: Message) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def notify(self, method: str, params: Any = None) -> None:
        """Tell the server something."""
        self._send({"method": method, "params": params})

    def request(self, method: str, params: Any = None) -> Any:
        """The result of a request; an error of the server fails the test."""
        answer = self.ask(method, params)
        assert "error" not in answer, answer["error"]
        return answer.get("result")

    def ask(self, method: str, params: Any = None) -> Message:
        """The whole answer to a request."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda message: message.get("id") == number and "method" not in message)

    def notice(self, method: str, wanted: Callable[[Any], object] = bool) -> Any:
        """The first notice of a kind, come or to come, that is as wanted; it and those before it are taken away."""
        for at, message in enumerate(self.notices):
            if message["method"] == method and wanted(message["params"]):
                del self.notices[: at + 1]
                return message["params"]
        found = self._until(lambda message: message.get("method") == method and "id" not in message and wanted(message["params"]))
        self.notices.clear()
        return found["params"]

    def _until(self, wanted: Callable[[Message], object]) -> Message:
        while True:
            try:
                message = self._arrived.get(timeout=SECONDS)
            except queue.Empty:
                raise AssertionError(f"the server does not answer; it said: {self.stderr[-2000:]}") from None
            assert message is not None, f"the server ended; it said: {self.stderr[-2000:]}"
            if message.get("method") == "window/logMessage":
                self.log.append(message["params"]["message"])
            if "method" in message and "id" in message:
                reply: Callable[[Any], Any] = self.answers.get(message["method"], _nothing)
                self._send({"id": message["id"], "result": reply(message.get("params"))})
            elif wanted(message):
                return message
            elif "method" in message:
                self.notices.append(message)

    def open(self, path: Path, text: str | None = None, version: int = 1) -> str:
        """Open a file, with the text on disk or another; returns its address."""
        text = path.read_bytes().decode() if text is None else text
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        self._open.add(path.as_uri())
        return path.as_uri()

    def tidy(self) -> None:
        """Close what is open and forget what was said of it, so that another test can use the same server."""
        for uri in sorted(self._open):
            self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self._open.clear()
        self.request("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:0"}})
        self.notices.clear()

    def change(self, uri: str, text: str, version: int) -> None:
        """Replace the whole text of an open file."""
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def diagnostics(self, uri: str, version: int | None = None) -> list[Any]:
        """The next findings that the server publishes for a file (in that version)."""
        return list(
            self.notice(
                "textDocument/publishDiagnostics",
                lambda params: params["uri"] == uri and (version is None or params.get("version") == version),
            )["diagnostics"]
        )

    def at(self, uri: str, line: int, character: int) -> Message:
        """What most requests are about: a place in a file, counted from 0 in UTF-16."""
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}

    def close(self) -> int:
        """Shut the server down as the protocol asks; returns its exit code."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(SECONDS)


@contextmanager
def editor(
    command: Sequence[str | Path], root: Path, answers: Mapping[str, Callable[[Any], Any]] | None = None, **more: Any
) -> Iterator[Editor]:
    """An editor with an initialised server for the folder `root`."""
    one = Editor(command, root, answers)
    try:
        folders = [{"uri": root.as_uri(), "name": root.name}]
        params = {"processId": os.getpid(), "rootUri": root.as_uri(), "workspaceFolders": folders, "capabilities": {}, **more}
        one.initialized = one.request("initialize", params)
        one.notify("initialized", {})
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        for stream in (one.process.stdin, one.process.stdout, one.process.stderr):
            if stream:
                with suppress(BrokenPipeError, ValueError):
                    stream.close()


def _nothing(params: Any) -> Any:
    """The answer to a request that a test does not care for."""
    return None


def place(text: str, sign: str, after: int = 0) -> tuple[int, int]:
    """Line and character, from 0 in UTF-16, of the first `sign` in a text, `after` characters on."""
    at = text.index(sign) + after
    line = text.count("\n", 0, at)
    return line, len(text[text.rfind("\n", 0, at) + 1 : at].encode("utf-16-le")) // 2


def offset(text: str, position: Message) -> int:
    """Where a place of an editor is in a text whose lines end with LF or CR LF."""
    lines = text.split("\n")
    units = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
    return sum(len(line) + 1 for line in lines[: position["line"]]) + len(units.decode("utf-16-le"))


def applied(text: str, edits: Sequence[Message]) -> str:
    """A text with an editor's edits made, all of them being about the text as it was."""
    for edit in sorted(edits, key=lambda one: offset(text, one["range"]["start"]), reverse=True):
        text = text[: offset(text, edit["range"]["start"])] + edit["newText"] + text[offset(text, edit["range"]["end"]) :]
    return text


def marked(text: str, stretch: Message) -> str:
    """What stands in a range."""
    return text[offset(text, stretch["start"]) : offset(text, stretch["end"])]
