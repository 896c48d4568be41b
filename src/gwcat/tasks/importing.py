"""Bring what comes from outside into the source: returned workbooks and other tables, all files or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import Any

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.memory import without_collection
from gwcat.base.names import fold
from gwcat.exchange.columns import fill_form
from gwcat.exchange.draft import Draft, Numbers, refuse_faulty
from gwcat.exchange.merging import Merger
from gwcat.exchange.returned import ReturnedSheet, holds_returned, read_returned
from gwcat.exchange.target import Targets
from gwcat.filing.swap import write_files
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_source
from gwcat.intake.guard import CELL_LIMIT, Source, open_source
from gwcat.intake.sheet import Sheet, read_workbook
from gwcat.intake.sheetparts import SheetFacts, sheet_facts
from gwcat.model.finding import DataPath
from gwcat.model.importing import Imported, Located
from gwcat.model.incoming import Hints, IncomingItem
from gwcat.source.edit import file_bytes
from gwcat.source.file import parse_file
from gwcat.source.loading import CatalogueFile
from gwcat.source.shelf import UnsavedShelf
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_one


@dataclass(frozen=True)
class ImportOptions:
    """What the user said. Without `write` nothing is written; with `partial` also where there are conflicts."""

    domain: str = ""
    unit: str = ""
    form: str = ""
    write: bool = True
    partial: bool = False


def import_files(workspace: Workspace, folder: str, paths: Sequence[Path], options: ImportOptions) -> Imported:
    """Import documents into a region, one after the other; a later one sees what an earlier one changed.

    Raises GwcatError for a document that cannot be read or is of another region, and for files that cannot be written;
    nothing is written then. With conflicts nothing is written either, unless `partial`.
    """
    with without_collection():
        region = Resolver(workspace).region(folder)
        importer = _Importer(workspace, region, options)
        for path in paths:
            importer.document(path)
        texts = importer.texts()
        importer.judge(texts)
    result = importer.result
    for name, text in texts.items():
        old = importer.changed[name].file.text if (workspace.root / name).exists() else ""
        result.diffs[name] = _difference(name, old, text)
    if options.write and texts and (options.partial or not result.conflicts):
        write_files({workspace.root / path: _bytes(workspace.root / path, text) for path, text in texts.items()})
        result.written = True
    return result


class _Importer:
    """The drafts of one import."""

    def __init__(self, workspace: Workspace, region: ResolvedRegion, options: ImportOptions) -> None:
        self._workspace, self._region, self._options = workspace, region, options
        self._library = Library(workspace.root)
        self._targets = Targets(region)
        self._drafts: dict[str, Draft] = {}
        self._numbers = Numbers(_identities(region))
        self.result = Imported()

    @property
    def changed(self) -> dict[str, Draft]:
        """The drafts that say something else than their files."""
        return {path: draft for path, draft in self._drafts.items() if draft.changed}

    def texts(self) -> dict[str, str]:
        """The texts of all changed files. Raises GwcatError if one cannot be made."""
        return {path: draft.text for path, draft in self.changed.items()}

    def judge(self, texts: Mapping[str, str]) -> None:
        """Check the files as they would be."""
        if texts:
            folder = self._region.region.folder
            root = self._workspace.root
            shelf = UnsavedShelf(root, {path: parse_file(path, text) for path, text in texts.items()})
            planned = Workspace(root, shelf)
            self.result.findings = list(_findings(planned, folder, self._library, self.result))

    def document(self, path: Path) -> None:
        """Bring one document in."""
        source = open_source(path)
        if source.kind in ("xlsx", "ods") and holds_returned(source.data):
            self._returned(source, path)
        else:
            self._foreign(source, path)

    def _returned(self, source: Source, path: Path) -> None:
        """Bring a workbook in that was filled in."""
        book = read_workbook(source.data, source.place)
        facts = sheet_facts(source, CELL_LIMIT) if source.kind == "xlsx" else {}
        unread = {sheet.name: _unread(facts[sheet.name], sheet) for sheet in book if sheet.name in facts}
        sheets, remarks = read_returned(book, path.name, unread)
        self.result.remarks.extend(remarks)
        wanted = [sheet for sheet in sheets if self._asked_for(sheet)]
        if not wanted:
            there = "、".join(dict.fromkeys(f"{sheet.domain}（{sheet.unit}）" for sheet in sheets)) or "（无）"
            raise GwcatError(
                "填报表里没有要导入的领域、单位。", place=str(path), hint=f"表里有：{there}；请改 --domain、--unit。"
            )
        for sheet in wanted:
            if sheet.region != self._region.region.folder:
                words = f"这是“{sheet.region}”的填报表，不是“{self._region.region.folder}”的。"
                raise GwcatError(words, place=str(path), hint=f"请改用 --county {sheet.region}。")
            entry = self._targets.at(sheet.path)
            if entry is None:
                hint = "目录文件可能改了名或移走了；请先放回去。"
                raise GwcatError(f"填报表所对应的目录 {sheet.path} 已经没有了。", place=str(path), hint=hint)
            self.result.remarks.extend(sheet.remarks)
            self._merger(entry).returned(sheet)

    def _asked_for(self, sheet: ReturnedSheet) -> bool:
        """Whether a sheet is of the domain and the unit that the user named, if any."""
        asked = ((self._options.domain, sheet.domain), (self._options.unit, sheet.unit))
        return all(not name or fold(name) == fold(own) for name, own in asked)

    def _foreign(self, source: Source, path: Path) -> None:
        """Bring a table in that was made elsewhere."""
        hints = Hints(self._options.domain, self._options.unit, self._options.form)
        found = read_source(source, path.name, self._library, hints)
        self.result.incoming.tables += found.tables
        self.result.incoming.items += found.items
        self.result.incoming.form = self.result.incoming.form or found.form
        self.result.remarks.extend(found.remarks)
        keys = fill_form(self._library.form(found.form), []).keys if found.form else {}
        groups: dict[tuple[str, str], list[IncomingItem]] = {}
        for item in found.items:
            key = self._options.domain or item.domain, self._options.unit or item.unit
            groups.setdefault(key, []).append(item)
        for (domain, unit), items in groups.items():
            self._merger(self._targets.of(domain, unit, str(path))).foreign(items, keys)

    def _merger(self, entry: CatalogueFile) -> Merger:
        path = entry.file.path
        refuse_faulty(self._region, path, "导入")
        draft = self._drafts.setdefault(path, Draft(self._region, entry))
        region = self._region.region
        fallback = f"{region.short_name}-{entry.catalogue.domain}" if entry.catalogue.adoption else entry.catalogue.domain
        return Merger(draft, self._numbers, fallback, self.result)


def _unread(facts: SheetFacts, sheet: Sheet) -> dict[tuple[int, int], str]:
    """The cells of a sheet that hold a formula without a result."""
    notes = (note for note in facts.notes_for(sheet.rows) if note.kind == "未识别")
    return {(note.row, note.column): note.message for note in notes}


def _identities(region: ResolvedRegion) -> Iterator[str]:
    """All 编号 that are or were used in a region, as far as its files tell."""
    for entry in region.catalogues:
        yield from (item.identity for item in entry.catalogue.items)
        if entry.catalogue.adoption:
            yield from (known.target for known in (*entry.catalogue.adoption.adjustments, *entry.catalogue.adoption.declined))
    for items in (region.record_file.tree if region.record_file else {}).values():
        yield from items if isinstance(items, dict) else ()


def _bytes(path: Path, text: str) -> bytes:
    try:
        return file_bytes(path, text) if path.exists() else text.encode()
    except OSError as error:
        raise storage_error(error, f"读取“{path}”") from error


def _difference(path: str, old: str, new: str) -> str:
    lines = unified_diff(list(StringIO(old, newline="\n")), list(StringIO(new, newline="\n")), path, path, n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ 文件末尾没有换行\n" for line in lines)


def _findings(workspace: Workspace, folder: str, library: Library, result: Imported) -> Iterator[Located]:
    """What the files are found to have wrong where something was imported, each with the cell that it came from."""
    checked = check_one(workspace, folder, library)
    trees = {entry.file.path: entry.file.tree for entry in checked.loaded.catalogues}
    spots = {(change.path, change.identity, change.key): change.spot for change in result.changes}
    for finding in checked.findings:
        path = finding.place.path
        identity = _identity(trees.get(path, {}), finding.data_path)
        key = str(finding.data_path[2]) if len(finding.data_path) > 2 else ""
        spot = spots.get((path, identity, key)) or spots.get((path, identity, ""))
        if spot is not None:
            yield finding, spot


def _identity(tree: Mapping[str, Any], path: DataPath) -> str:
    """The 编号 of the item that a data path leads into."""
    if len(path) < 2 or path[0] not in ("事项", "调整", "不采用"):
        return ""
    entry = tree[str(path[0])][path[1]]
    return str(entry.get("编号") or entry.get("对应") or "") if isinstance(entry, dict) else ""
