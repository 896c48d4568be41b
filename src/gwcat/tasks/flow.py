"""Draw flow charts: one by its name, or all that a region publishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gwcat.base.errors import GwcatError
from gwcat.base.names import nearest_few, safe_name
from gwcat.filing.flows import FlowPapers, Sheet, flow_document, flow_picture, read_look, refuse_personal_flows, sheet
from gwcat.model.finding import Finding
from gwcat.model.region import Region
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames
from gwcat.rules.engine import check_flow, rules_by_code
from gwcat.rules.flow_use import instead, outside
from gwcat.rules.ignores import without_ignored
from gwcat.rules.registry import Context
from gwcat.rules.settings import read_settings
from gwcat.source.file import SourceFile
from gwcat.source.flows import FlowFile, FlowFiles
from gwcat.source.loading import LoadedRegion
from gwcat.source.workspace import Workspace
from gwcat.tasks.workshop import Workshop

Format = Literal["docx", "svg", "png"]


@dataclass
class Drawn:
    """Files by their names, and what was found wrong with the flows; no files if there are errors among that."""

    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether nothing was drawn."""
        return any(finding.severity == "error" for finding in self.findings)


def known_flows(workspace: Workspace, folder: str) -> list[FlowFile]:
    """Every flow that a region sees, or, without one, the workspace; sorted by name."""
    flows = FlowFiles(workspace.root, folder)
    return list(filter(None, map(flows.get, flows.paths)))


def draw_flows(workspace: Workspace, folder: str, name: str, form: Format, stamp: Stamp) -> Drawn:
    """The flow of that name, or all that the region publishes, in a format.

    Raises GwcatError for a name that does not exist, for a region that publishes none, for a flow that is not
    right at the region's date or cannot be drawn.
    """
    workshop = Workshop.of(workspace.root)
    loaded = workspace.load(folder) if folder else LoadedRegion(Region(""), SourceFile(""), flows=FlowFiles(workspace.root))
    chosen = list(_chosen(loaded, name))
    drawn = Drawn(findings=_findings(workspace, loaded, chosen))
    if drawn.refused:
        return drawn
    look, choice = read_look(workshop.library), loaded.region.flows
    owners, mark = dict(choice.owners), "" if name else choice.mark
    sheets = [
        sheet(entry.flow.with_owners(owners), look, marked=bool(mark) and not number) for number, entry in enumerate(chosen)
    ]
    refuse_personal_flows(sheets)
    title = sheets[0].flow.title if name else choice.title or look.title
    papers = FlowPapers(title, title, mark, tuple(sheets), look)
    drawn.files = _files(papers, form, workshop.office, stamp, loaded.region.government)
    return drawn


def _files(papers: FlowPapers, form: Format, office: Frames, stamp: Stamp, creator: str) -> dict[str, bytes]:
    if form == "docx":
        return {f"{safe_name(papers.mark + papers.title)}.docx": flow_document(papers, office, stamp, creator)}
    files: dict[str, bytes] = {}
    for each in papers.sheets:
        name, number = safe_name(each.flow.title), 2
        while f"{name}.{form}" in files:
            name, number = f"{safe_name(each.flow.title)}({number})", number + 1
        files[f"{name}.{form}"] = _picture(each, form)
    return files


def _picture(each: Sheet, form: Format) -> bytes:
    picture = flow_picture(each)
    if form == "svg":
        return picture
    from gwcat.render.png import png_from_svg

    return png_from_svg(picture.decode())


def _chosen(loaded: LoadedRegion, name: str) -> Iterator[FlowFile]:
    """The flow of a name, or those that the region publishes."""
    flows = loaded.flows
    for wanted in (name,) if name else loaded.region.flows.names:
        found = flows.get(wanted)
        if found is None:
            raise GwcatError(f"没有叫“{wanted}”的流程图。", hint=f"可以用：{'、'.join(nearest_few(wanted, flows.paths, 5))}。")
        context = Context(loaded, {}, frozenset())
        if words := outside(found, context):
            raise GwcatError(words, hint=instead(found, context))
        yield found
    if not name and not loaded.region.flows.names:
        hint = "请在 region.yaml 里写 流程: [主动公开, 依申请公开]，或在命令里写上流程图的名称。"
        raise GwcatError(f"“{loaded.region.name or loaded.region.folder}”没有写公开哪些流程图。", hint=hint)


def _findings(workspace: Workspace, loaded: LoadedRegion, chosen: list[FlowFile]) -> list[Finding]:
    """What is wrong with the flows, but for what comments keep silent."""
    settings = read_settings(workspace.root, rules_by_code())
    found = [finding for entry in chosen for finding in check_flow(loaded, entry, settings)]
    told, _ = without_ignored(found, [entry.file for entry in chosen], rules_by_code())
    return told


def write_flows(drawn: Drawn, out: Path, *, file: bool) -> list[Path]:
    """Write the files into a folder, or the only one as the file `out`; the paths."""
    from gwcat.filing.swap import write_file

    paths = [out] if file else [out / name for name in drawn.files]
    for path, data in zip(paths, drawn.files.values(), strict=True):
        write_file(path, data)
    return paths
