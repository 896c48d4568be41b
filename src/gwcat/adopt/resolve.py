"""Resolving a region: the items that its catalogues take over from above are put in among their own.

The model is the profile of NIST OSCAL: select from a catalogue above, modify single parts, keep where each came from.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from gwcat.adopt.item import AdoptedItem, Origin
from gwcat.adopt.selection import Outcome, Problem, select, unmatched
from gwcat.adopt.subjects import Subjects
from gwcat.base.errors import GwcatError
from gwcat.base.names import fold
from gwcat.language import domain as domains
from gwcat.model.adoption import Adoption
from gwcat.model.catalogue import Item, read_item
from gwcat.model.finding import DataPath
from gwcat.source.file import SourceFile
from gwcat.source.layout import NATIONAL
from gwcat.source.loading import CatalogueFile, LoadedRegion
from gwcat.source.workspace import Workspace

_NOT_INHERITED = ("序号", "状态")
_ENTRY_KEYS = ("对应", "理由")
_KEPT = 24  # regions above that stay in memory


@dataclass(eq=False)
class Adopted:
    """What one catalogue took over: from which region (its folder), item by item, and what was wrong with it."""

    entry: CatalogueFile
    region: str = ""
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def broken(self) -> Problem | None:
        """What keeps items away that would be taken over, if anything does."""
        return next((problem for problem in self.problems if problem.kind in ("绕圈", "来源", "写法")), None)


@dataclass(eq=False)
class ResolvedRegion(LoadedRegion):
    """A region with the adopted items among its own. `above` are the regions and files that they come from."""

    adoptions: dict[str, Adopted] = field(default_factory=dict)  # by path of the adopting file
    above: dict[str, dict[str, SourceFile]] = field(default_factory=dict)  # folder -> path -> file

    def broken(self, path: str) -> bool:
        """Whether the adoption of that file is broken."""
        return path in self.adoptions and self.adoptions[path].broken is not None

    @property
    def all_files(self) -> list[SourceFile]:
        """Every source file that the region is made from, those above among them."""
        return [*self.files, *(file for files in self.above.values() for file in files.values())]


class Resolver:
    """Resolves regions of one workspace; regions above are read once, as long as they stay in memory."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._above: OrderedDict[str, _Resolution] = OrderedDict()

    def region(self, folder: str) -> ResolvedRegion:
        """A region, read and resolved. What is wrong with an adoption is among its `problems`; nothing is raised."""
        resolution = self._above.get(folder) or _Resolution(self, self._workspace.load(folder))
        for entry in resolution.loaded.catalogues:
            resolution.resolve(entry, ())
        return resolution.loaded

    def above(self, name: str) -> _Resolution:
        """A region that is adopted from, by any of its names. Raises GwcatError if there is none."""
        folder = self._workspace.resolve(name)
        if folder not in self._above:
            self._above[folder] = _Resolution(self, self._workspace.load(folder))
            while len(self._above) > _KEPT:
                self._above.popitem(last=False)
        self._above.move_to_end(folder)
        return self._above[folder]


class _Resolution:
    """One region being resolved, file by file."""

    def __init__(self, resolver: Resolver, loaded: LoadedRegion) -> None:
        self._resolver = resolver
        self.loaded = ResolvedRegion(**vars(loaded))

    def resolve(self, entry: CatalogueFile, below: tuple[str, ...]) -> None:
        """Put the adopted items of a file in among its own. `below` are the files that wait for this one."""
        adoption, path = entry.catalogue.adoption, entry.file.path
        if adoption is None or path in self.loaded.adoptions:
            return
        adopted = self.loaded.adoptions[path] = Adopted(entry)
        sources = self._sources(entry, adoption, adopted, (*below, path))
        adopted.outcomes = list(select(adoption, sources))
        if adopted.broken is None:
            adopted.problems += unmatched(adoption, adopted.outcomes)
        subjects = Subjects(entry.file, self.loaded.region_file)
        items = [
            _taken(outcome, entry.file, adopted.region, subjects)
            for outcome in adopted.outcomes
            if outcome.status in ("采用", "调整")
        ]
        entry.catalogue.items = list(_arranged(items, entry.catalogue.items))

    def _sources(self, entry: CatalogueFile, adoption: Adoption, adopted: Adopted, below: tuple[str, ...]) -> list[CatalogueFile]:
        """The catalogues of the same domain above, resolved themselves."""
        if not adoption.region:
            adopted.problems.append(Problem("写法", "没有写采用哪个地区。", ("采用",), ""))  # told by the schema
            return []
        try:
            above = self._resolver.above(adoption.region)
        except GwcatError as error:
            path = ("采用", "区域") if "区域" in _mapping(entry.file.tree.get("采用")) else ("采用",)
            adopted.problems.append(Problem("来源", error.message, path, error.hint))
            return []
        adopted.region = folder = above.loaded.region.folder
        wanted = adoption.domain or entry.catalogue.domain
        sources = [
            other for other in above.loaded.catalogues if same_domain(other.catalogue.domain or other.domain_folder, wanted)
        ]
        if not sources:
            help = "请在“采用”里写明“领域”；没有的，请先在那里建立目录。"
            adopted.problems.append(Problem("来源", f"“{folder}”没有“{wanted}”领域的目录。", ("采用",), help))
        for source in sources:
            if source.file.path in below:
                circle = " → ".join((*below[below.index(source.file.path) :], source.file.path))
                adopted.problems.append(Problem("绕圈", f"采用绕成了圈：{circle}。", ("采用",), "请改掉其中一个“采用”。"))
                return []
            above.resolve(source, below)
            self._remember(above, source)
            adopted.problems += _further_up(above.loaded, source)
        return sources

    def _remember(self, above: _Resolution, source: CatalogueFile) -> None:
        files = self.loaded.above.setdefault(above.loaded.region.folder, {})
        files[source.file.path] = source.file
        if above.loaded.region_file.path:
            files[above.loaded.region_file.path] = above.loaded.region_file
        for folder, more in above.loaded.above.items():
            self.loaded.above.setdefault(folder, {}).update(more)


def _further_up(above: ResolvedRegion, source: CatalogueFile) -> Iterator[Problem]:
    """What keeps items away from the catalogue above itself."""
    path = source.file.path
    if not source.file.readable:
        help = f"请先运行 gwcat validate catalogs/{above.region.folder}，改正它。"
        yield Problem("来源", f"上级的目录 {path} 读不出来。", ("采用",), help)
    elif (adopted := above.adoptions.get(path)) is not None and adopted.broken is not None:
        kind, message = adopted.broken.kind, adopted.broken.message
        words = message if path in message else f"上级的目录 {path} 不完整：{message}"
        yield Problem(kind, words, ("采用",), f"请先改正 {path}。")


def same_domain(one: str, other: str) -> bool:
    """Whether two names are of one domain, under any of its registered names."""
    return fold(one) == fold(other) or ((found := domains.find(one)) is not None and found is domains.find(other))


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _taken(outcome: Outcome, file: SourceFile, region: str, subjects: Subjects) -> AdoptedItem:
    """The item as the adopting file has it."""
    above = outcome.item
    raw: dict[str, object] = {key: value for key, value in above.raw.items() if key not in _NOT_INHERITED}
    known = above if isinstance(above, AdoptedItem) else None
    changed: dict[str, tuple[Origin, ...]] = dict(known.changed) if known else {}
    if region == NATIONAL:
        raw.setdefault("对应国家事项", above.identity)
    units, changed_by = subjects.map(above.subjects)
    if changed_by is not None:
        raw["公开主体"] = list(units)
        changed["公开主体"] = (*changed.get("公开主体", ()), changed_by)
    parts: dict[DataPath, Origin] = {("公开主体", n): at for n, at in enumerate(units.values()) if changed_by and at}
    if outcome.entry is not None:
        for key, value in outcome.entry.raw.items():
            if key not in _ENTRY_KEYS:
                raw[key] = value
                changed[key] = (*changed.get(key, ()), Origin(file, ("调整", outcome.entry.position, key)))
        if "公开主体" in outcome.entry.raw:
            parts = {}
    return read_item(
        0,
        {key: value for key, value in raw.items() if value not in ("", None, [], {})},
        AdoptedItem,
        base=known.base if known else Origin(outcome.source.file, above.path),
        steps=(Origin(file, ("采用",)), *(known.steps if known else ())),
        changed=changed,
        parts=parts,
    )


def unchanged(region: ResolvedRegion, entry: CatalogueFile) -> dict[str, dict[str, object]]:
    """What the items that a file takes over would say without its 调整, by their 编号."""
    adopted = region.adoptions.get(entry.file.path)
    if adopted is None:
        return {}
    subjects = Subjects(entry.file, region.region_file)
    plain = (outcome._replace(entry=None) for outcome in adopted.outcomes if outcome.status in ("采用", "调整"))
    return {
        item.identity: dict(item.raw) for item in (_taken(outcome, entry.file, adopted.region, subjects) for outcome in plain)
    }


def _arranged(adopted: list[AdoptedItem], own: list[Item]) -> Iterator[Item]:
    """Adopted items in the order of above; an own item behind the last of its 一级事项, all others at the end."""
    last = {item.levels[0]: n for n, item in enumerate(adopted) if item.levels}
    behind: dict[int, list[Item]] = {}
    for item in own:
        behind.setdefault(last.get(item.levels[0], -1) if item.levels else -1, []).append(item)
    for number, item in enumerate(adopted):
        yield item
        yield from behind.get(number, ())
    yield from behind.get(-1, ())
