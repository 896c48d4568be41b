"""Where the flows of a region are: its own folder 流程/ first, then templates/flows/ of the workspace, then those of gwcat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gwcat.base.names import fold, is_safe_name
from gwcat.base.places import data_folder
from gwcat.model.finding import Finding
from gwcat.model.flow import Flow, read_flow
from gwcat.source.file import SourceFile
from gwcat.source.layout import CATALOGS, FLOWS, SUFFIXES
from gwcat.source.schema import check_shape
from gwcat.source.shelf import FolderShelf, Shelf

TEMPLATES = "templates/flows"


class FlowFile(NamedTuple):
    """A flow with its file. `findings` are what the reader and the schema refused; `inside` tells whether the workspace holds it,
    so that its user can mend it."""

    name: str
    file: SourceFile
    flow: Flow
    findings: tuple[Finding, ...]
    inside: bool


@dataclass(eq=False)
class FlowFiles:
    """All flows that a region sees, or, without a region, a workspace. Each is read when it is first asked for.

    `shelf` holds the region's own, if they are not just read from its folder.
    """

    root: Path
    region: str = ""
    shelf: Shelf | None = None
    _read: dict[str, FlowFile] = field(default_factory=dict)

    @cached_property
    def paths(self) -> Mapping[str, tuple[Shelf, str]]:
        """Name -> what holds its file, and the path there; sorted by name."""
        found: dict[str, tuple[Shelf, str]] = {}
        for base in (data_folder("templates").parent, self.root):
            found |= _listed(FolderShelf(base), base, TEMPLATES)
        if self.shelf:
            own = (path for path in self.shelf.paths(self.region) if path.startswith(self._folder))
            found |= {Path(path).stem: (self.shelf, path) for path in own if "/" not in path[len(self._folder) :]}
        elif self.region:
            found |= _listed(FolderShelf(self.root), self.root, self._folder.rstrip("/"))
        return dict(sorted(found.items()))

    def get(self, name: str) -> FlowFile | None:
        """The flow of that name, in either width of its signs; none if there is none."""
        wanted = next((known for known in self.paths if fold(known) == fold(name)), None) if name else None
        if wanted is None or not is_safe_name(wanted):
            return None
        if wanted not in self._read:
            shelf, path = self.paths[wanted]
            file = shelf.file(path)
            findings = (*file.findings, *check_shape(file, "flow"))
            inside = not isinstance(shelf, FolderShelf) or shelf.root.resolve() == self.root.resolve()
            self._read[wanted] = FlowFile(wanted, file, read_flow(wanted, file.tree), findings, inside)
        return self._read[wanted]

    @property
    def own(self) -> list[FlowFile]:
        """The flows of the region's own folder."""
        found = [self.get(name) for name, (_, path) in self.paths.items() if self.region and path.startswith(self._folder)]
        return [flow for flow in found if flow]

    @property
    def _folder(self) -> str:
        return f"{CATALOGS}/{self.region}/{FLOWS}/"


def _listed(shelf: Shelf, base: Path, folder: str) -> dict[str, tuple[Shelf, str]]:
    """The flows in a folder, by name."""
    found = sorted((base / folder).glob("*")) if (base / folder).is_dir() else ()
    shown = (path for path in found if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~")))
    return {path.stem: (shelf, f"{folder}/{path.name}") for path in shown}
