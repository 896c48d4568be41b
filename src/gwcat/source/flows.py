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
from gwcat.source.file import SourceFile, load_file
from gwcat.source.layout import CATALOGS, FLOWS, SUFFIXES
from gwcat.source.schema import check_shape

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
    """All flows that a region sees, or, without a region, a workspace. Each is read when it is first asked for."""

    root: Path
    region: str = ""
    _read: dict[str, FlowFile] = field(default_factory=dict)

    @cached_property
    def paths(self) -> Mapping[str, tuple[Path, str]]:
        """Name -> the folder that its path counts from and that path, sorted by name."""
        found: dict[str, tuple[Path, str]] = {}
        shipped = data_folder("templates").parent
        places = [(shipped, TEMPLATES), (self.root, TEMPLATES)]
        if self.region:
            places.append((self.root, f"{CATALOGS}/{self.region}/{FLOWS}"))
        for base, folder in places:
            for path in sorted((base / folder).glob("*")) if (base / folder).is_dir() else ():
                if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~")):
                    found[path.stem] = base, f"{folder}/{path.name}"
        return dict(sorted(found.items()))

    def get(self, name: str) -> FlowFile | None:
        """The flow of that name, in either width of its signs; none if there is none."""
        wanted = next((known for known in self.paths if fold(known) == fold(name)), None) if name else None
        if wanted is None or not is_safe_name(wanted):
            return None
        if wanted not in self._read:
            base, path = self.paths[wanted]
            file = load_file(base, path)
            findings = (*file.findings, *check_shape(file, "flow"))
            inside = (self.root / path).is_file() and base.resolve() == self.root.resolve()
            self._read[wanted] = FlowFile(wanted, file, read_flow(wanted, file.tree), findings, inside)
        return self._read[wanted]

    @property
    def own(self) -> list[FlowFile]:
        """The flows of the region's own folder."""
        folder = f"{CATALOGS}/{self.region}/{FLOWS}/"
        found = [self.get(name) for name, (_, path) in self.paths.items() if self.region and path.startswith(folder)]
        return [flow for flow in found if flow]
