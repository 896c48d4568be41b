"""Flow charts of a region: one document with a chart on each page, and each flow as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gwcat.base.names import safe_name
from gwcat.document.page import MM_PER_POINT, Page, TextStyle
from gwcat.document.table import Block, Paragraph
from gwcat.filing.manifest import Entry
from gwcat.filing.plan import PUBLIC
from gwcat.filing.privacy import refuse_personal_texts
from gwcat.flow.chart import PORTRAIT, Chart
from gwcat.flow.kept import kept_charts
from gwcat.flow.text import wrapped
from gwcat.forms.expressions import fill
from gwcat.forms.faults import Faults
from gwcat.forms.library import Library
from gwcat.forms.look import read_style
from gwcat.model.flow import Flow
from gwcat.model.region import Region
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames
from gwcat.source.loading import LoadedRegion

FOLDER = "流程图"
_SLACK = 9.0  # mm for the paragraph that ends a section, and for rounding


@dataclass(frozen=True)
class Look:
    """What stands around the charts: the title of all, typefaces, and how bases are told."""

    title: str
    mark: TextStyle
    head: TextStyle
    note: TextStyle
    basis: str

    @property
    def styles(self) -> list[TextStyle]:
        """Every text style; the one for running text last, which the charts are set in too."""
        return [self.mark, self.head, self.note]


@dataclass(frozen=True)
class Sheet:
    """One flow with its pages; `note` stands below the last of them, `source` is its file in the workspace, if it is there."""

    flow: Flow
    charts: tuple[Chart, ...]
    note: str
    source: str = ""


@dataclass(frozen=True)
class FlowPapers:
    """All that a region publishes of its flows; `path` is where the document goes, without suffix."""

    path: str
    title: str
    mark: str
    sheets: tuple[Sheet, ...]
    look: Look


def read_look(library: Library) -> Look:
    """The look of the template. Raises GwcatError for one that cannot be used."""
    fault = Faults(FOLDER, "模板")
    tree = fault.mapping(library.tree("documents", f"{FOLDER}.yaml"), "模板", ("说明", "出处", "标题", "字体", "依据"))
    fonts = fault.mapping(tree.get("字体"), "字体", ("标记", "标题", "注释"))
    mark, head = read_style(fonts, "标记", fault), read_style(fonts, "标题", fault)
    note = read_style(fonts, "注释", fault, before=3)
    return Look(
        fault.text(tree.get("标题", ""), "标题"),
        mark._replace(line=round(mark.size * 1.5)),
        head._replace(align="center", level=1, line=round(head.size * 1.45), after=6),
        note._replace(line=round(note.size * 1.3)),
        fault.text(tree.get("依据", ""), "依据"),
    )


def published_flows(loaded: LoadedRegion) -> Iterator[tuple[Flow, str]]:
    """Each flow that a region publishes, with its own names of the owners, and its file if that lies in the workspace.

    Flows that do not exist or have no step are left out: findings tell.
    """
    owners = dict(loaded.region.flows.owners)
    for name in loaded.region.flows.names:
        found = loaded.flows.get(name)
        if found and found.flow.steps:
            yield found.flow.with_owners(owners), found.file.path if found.inside else ""


def plan_flows(loaded: LoadedRegion, library: Library) -> FlowPapers | None:
    """The flow charts that a region publishes; none if it publishes none.

    Raises GwcatError for a flow that cannot be drawn, and for personal data in what would be published.
    """
    flows = list(published_flows(loaded))
    if not flows:
        return None
    choice, look = loaded.region.flows, read_look(library)
    sheets = [
        sheet(flow, look, marked=bool(choice.mark) and not number, source=source) for number, (flow, source) in enumerate(flows)
    ]
    title = choice.title or look.title
    refuse_personal_flows(sheets)
    refuse_personal_texts((("流程图的标题", f"{choice.mark}{title}"),))
    return FlowPapers(f"{PUBLIC}/{FOLDER}/{safe_name(choice.mark + title)}", title, choice.mark, tuple(sheets), look)


def sheet(flow: Flow, look: Look, *, marked: bool = False, source: str = "") -> Sheet:
    """A flow laid out between its title and its bases."""
    bases = list(dict.fromkeys(basis for step in flow.steps for basis in step.basis))
    note = fill(look.basis, {"依据": bases}, where="模板“流程图”的“依据”") if bases else ""
    lines = len(wrapped(note, PORTRAIT.text_width, look.note.size)) if note else 0
    points = look.head.line + look.head.after + (look.mark.line if marked else 0)
    points += lines * look.note.line + (look.note.before if note else 0)
    return Sheet(flow, tuple(kept_charts(flow, points * MM_PER_POINT + _SLACK)), note, source)


def flow_files(papers: FlowPapers, region: Region, office: Frames, stamp: Stamp, formats: Sequence[str]) -> Iterator[Entry]:
    """The document, and each flow as a picture where pages are asked for."""
    sources = [f"catalogs/{region.folder}/region.yaml", *filter(None, (each.source for each in papers.sheets))]
    if {"docx", "pdf"} & set(formats):
        data = flow_document(papers, office, stamp, region.government)
        if "docx" in formats:
            yield Entry(f"{papers.path}.docx", data, FOLDER, sources=sources)
        if "pdf" in formats:
            from gwcat.render.pdf import pdf_from_word

            yield Entry(f"{papers.path}.pdf", pdf_from_word(data), FOLDER, sources=sources)
    if "html" in formats:
        names: set[str] = set()
        for each in papers.sheets:
            name, number = safe_name(each.flow.title), 2
            while name.casefold() in names:
                name, number = f"{safe_name(each.flow.title)}({number})", number + 1
            names.add(name.casefold())
            own = [sources[0], *filter(None, [each.source])]
            yield Entry(f"{PUBLIC}/{FOLDER}/{name}.svg", flow_picture(each), FOLDER, sources=own)


def flow_document(papers: FlowPapers, office: Frames, stamp: Stamp, creator: str = "") -> bytes:
    """A Word document with a chart on each page, each on paper the way that suits it."""
    from gwcat.render.word import WordWriter

    look = papers.look
    parts: list[tuple[Page, list[Block]]] = []
    for number, each in enumerate(papers.sheets):
        for page, chart in enumerate(each.charts, 1):
            marked = bool(papers.mark) and not number and page == 1
            blocks: list[Block] = [Paragraph(papers.mark, look.mark, new_page=True)] if marked else []
            blocks += [Paragraph(chart.drawing.title, look.head, new_page=not marked), chart.drawing]
            if each.note and page == len(each.charts):
                blocks.append(Paragraph(each.note, look.note))
            parts.append((chart.page, blocks))
    return WordWriter(office, look.styles, stamp).write_parts(papers.title, parts, creator=creator)


def flow_picture(each: Sheet) -> bytes:
    """A flow as an SVG file."""
    from gwcat.render.svg import svg

    return svg([chart.drawing for chart in each.charts], title=each.flow.title).encode("utf-8", "ignore")


def refuse_personal_flows(sheets: Iterable[Sheet]) -> None:
    """Raise GwcatError, naming the flow, if anything that is drawn or written of one holds personal data."""
    for each in sheets:
        refuse_personal_texts((f"流程图“{each.flow.title}”", text) for text in _texts(each))


def _texts(each: Sheet) -> Iterator[str]:
    yield from (each.flow.name, each.flow.title, each.note)
    for step in each.flow.steps:
        yield from (step.text, step.owner, step.limit)
    yield from (link.text for link in each.flow.links)
