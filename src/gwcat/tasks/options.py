"""What a build is asked for and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gwcat.base.errors import GwcatError
from gwcat.filing.loss import Losses
from gwcat.filing.selection import DEFAULT_FORMATS, EVERYTHING, Selection
from gwcat.model.finding import Finding
from gwcat.report.summary import Summary


@dataclass(frozen=True)
class BuildOptions:
    """What to build and where. `draft` builds in spite of errors, `convert` to tell what another form loses; each into a
    folder of its own."""

    root: Path
    out: Path
    selection: Selection = EVERYTHING
    formats: tuple[str, ...] = DEFAULT_FORMATS
    draft: bool = False
    bom: bool = False
    convert: bool = False


@dataclass(eq=False)
class BuildResult:
    """What was built, or why not. `package` is None if errors stopped it."""

    region: str
    version: str
    findings: list[Finding]
    summary: Summary
    package: Path | None = None
    archive: str = ""  # name of the zip without suffix
    files: int = 0
    bytes: int = 0
    rows: list[tuple[str, str, int, str]] = field(default_factory=list)  # domain, units, items, form
    unshown: dict[tuple[str, str], int] = field(default_factory=dict)
    losses: Losses | None = None  # of a conversion
    overfull: list[str] = field(default_factory=list)  # rows too high for a sheet to show whole
    timings: list[tuple[str, float]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)  # folders of the regions that it adopts from
    unchanged: bool = False
    fault: GwcatError | None = None  # what the user must mend before anything can be built
