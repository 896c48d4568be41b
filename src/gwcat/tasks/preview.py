"""What the live preview shows: a region checked anew after every change, the last good form of every file."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from gwcat.adopt.resolve import Resolver
from gwcat.base.errors import GwcatError, storage_error
from gwcat.filing.chosen import chosen
from gwcat.filing.selection import EVERYTHING
from gwcat.forms.library import Library
from gwcat.model.finding import SEVERITIES, Finding
from gwcat.model.region import Region
from gwcat.preview.view import cells_of, finding_view, form_html, lay_out_alone
from gwcat.source.kept import KeptShelf
from gwcat.source.layout import CATALOGS
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import Checked, check_one

SETTINGS = "gwcat.yaml"
ASSETS = {
    "/": ("preview.html", "text/html"),
    "/preview.css": ("preview.css", "text/css"),
    "/preview.js": ("preview.js", "text/javascript"),
}


class LivePreview:
    """The state of one region. `refresh` reads only files that changed; what is shown stays whole meanwhile.

    A file that cannot be read keeps the form in which it was last good. Nothing that is wrong with the sources is raised.
    """

    def __init__(self, root: Path, folder: str) -> None:
        self._root, self.folder = root, folder
        self._files = KeptShelf(root)
        self._workspace = Workspace(root, self._files)
        self._lock = threading.RLock()
        self._good: dict[str, tuple[CatalogueFile, Region]] = {}
        self._html: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._checked: Checked | None = None
        self._library = Library(root)
        self._fault: GwcatError | None = None
        self._version, self._took, self._read = 0, 0.0, 0
        self.refresh()

    @property
    def version(self) -> int:
        """The number of the present state."""
        return self._version

    @property
    def took(self) -> float:
        """Seconds that the last refresh took."""
        return self._took

    @property
    def read_anew(self) -> int:
        """How many files the last refresh read."""
        return self._read

    def places(self) -> Iterator[Path]:
        """Where a change matters: the region, those above it, the templates and the settings."""
        above = self._checked.loaded.above if self._checked else {}
        for folder in (self.folder, *sorted(above)):
            yield self._root / CATALOGS / folder
        yield from (self._root / "templates", self._root / SETTINGS)

    def refresh(self) -> None:
        """Read what changed and judge everything."""
        with self._lock:
            begin, before = time.perf_counter(), self._files.read_anew
            try:
                self._library, self._fault = Library(self._root), None
                resolver = Resolver(self._workspace)
                self._checked = check_one(self._workspace, self.folder, self._library, resolver=resolver)
                self._keep(self._checked)
            except GwcatError as fault:
                self._fault = fault
            except OSError as error:
                self._fault = storage_error(error, "读取源文件")
            self._took, self._read = time.perf_counter() - begin, self._files.read_anew - before
            self._version += 1

    def _keep(self, checked: Checked) -> None:
        """Remember every file that is good now; forget those that are gone."""
        there = {entry.file.path for entry in checked.loaded.catalogues}
        self._good = {path: kept for path, kept in self._good.items() if path in there}
        self._html = {path: html for path, html in self._html.items() if path in there}
        for entry in checked.loaded.catalogues:
            if entry.file.readable:
                self._good[entry.file.path] = (entry, checked.loaded.region)
        if all(entry.file.readable for entry in checked.loaded.catalogues) or not self._order:
            self._order = {entry.file.path: number for number, entry in enumerate(chosen(checked.loaded, EVERYTHING))}

    def state(self) -> dict[str, Any]:
        """The list of catalogues with how much was found in each, the findings of all other files, the sum."""
        with self._lock:
            checked = self._checked
            if checked is None:
                return {"version": self._version, "region": self.folder, "fault": self._said(), "catalogues": [], "others": []}
            counts = Counter((finding.place.path, finding.severity) for finding in checked.findings)
            known = {entry.file.path for entry in checked.loaded.catalogues}
            others = [finding_view(finding, {}) for finding in checked.findings if finding.place.path not in known]
            return {
                "version": self._version,
                "region": checked.loaded.region.name or self.folder,
                "fault": self._said(),
                "summary": checked.summary.sentence(),
                "took": round(self._took * 1000),
                "catalogues": [
                    {
                        "path": entry.file.path,
                        "domain": entry.catalogue.domain or entry.domain_folder,
                        "unit": entry.catalogue.unit or entry.unit_name,
                        "readable": entry.file.readable,
                        **{severity: counts[entry.file.path, severity] for severity in SEVERITIES},
                    }
                    for entry in self._listed(checked)
                ],
                "others": others,
            }

    def _listed(self, checked: Checked) -> list[CatalogueFile]:
        """The catalogues in the order of filing; one that cannot be read at present stays where it was."""
        return sorted(
            checked.loaded.catalogues, key=lambda entry: (self._order.get(entry.file.path, len(self._order)), entry.file.path)
        )

    def page(self, path: str) -> dict[str, Any] | None:
        """The form of one catalogue beside its findings; None if there is no such file."""
        with self._lock:
            checked = self._checked
            entry = next((one for one in checked.loaded.catalogues if one.file.path == path), None) if checked else None
            if checked is None or entry is None:
                return None
            findings = [finding for finding in checked.findings if finding.place.path == path]
            html, cells, fault = self._form(path, entry.file.readable, findings)
            return {
                "version": self._version,
                "path": path,
                "stale": not entry.file.readable or bool(fault),
                "fault": fault,
                "html": html,
                "findings": [finding_view(finding, cells) for finding in findings],
            }

    def _form(self, path: str, readable: bool, findings: list[Finding]) -> tuple[str, Any, str]:
        """The form as it is, or as it last was; which cells have which findings; what stops it."""
        kept = self._good.get(path)
        if kept is None:
            return "", {}, ""
        entry, region = kept
        try:
            form = self._library.form(entry.catalogue.form or region.form)
            table = lay_out_alone(entry.catalogue, region, form)
        except GwcatError as fault:
            return self._html.get(path, ""), {}, f"{fault.message}{fault.hint}"
        cells = cells_of(table, form, entry.catalogue, findings if readable else [])
        self._html[path] = form_html(table, cells)
        return self._html[path], cells, ""

    def _said(self) -> str:
        return f"{self._fault.message}{self._fault.hint}" if self._fault else ""


def preview_assets(library: Library) -> dict[str, tuple[str, bytes]]:
    """The page of the preview and what it needs, by address."""
    return {address: (kind, library.path("preview", name).read_bytes()) for address, (name, kind) in ASSETS.items()}


def run(root: Path, folder: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted. `ready(address)` is called when it listens.

    Raises GwcatError if the port is taken.
    """
    from gwcat.preview.server import Preview
    from gwcat.preview.watch import Watch

    live = LivePreview(root, folder)
    try:
        server = Preview(port, live, preview_assets(Library(root)))
    except OSError as error:
        hint = "请用 --port 换一个端口，或用 --port 0 自动选一个。"
        raise GwcatError(f"不能使用端口 {port}，可能已被占用。", hint=hint) from error

    def changed() -> None:
        live.refresh()
        server.tell()

    watch = Watch(live.places, changed)
    with _interruptible():
        try:
            watch.start()
            ready(server.address)
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            pass
        finally:
            watch.stop()
            server.end()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Inside the block, being told to end works like Ctrl-C, also for one that was started in the background."""

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    kept = {number: signal.signal(number, stop) for number in numbers} if _in_main_thread() else {}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
