"""A resolved region as a state, and where what changed between two of them comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from gwcat.adopt.item import AdoptedItem
from gwcat.adopt.item import origin as written_at
from gwcat.adopt.resolve import ResolvedRegion
from gwcat.compare.diff import counts, diff
from gwcat.compare.shifts import shifts
from gwcat.model.adoption import Entry as Adjustment
from gwcat.model.catalogue import Item
from gwcat.model.change import (
    Added,
    Change,
    Difference,
    Elsewhere,
    FieldChange,
    FieldsChanged,
    ItemChange,
    Moved,
    Provenance,
    Reformatted,
    Removed,
    item_changes,
)
from gwcat.model.finding import Place
from gwcat.model.state import Entry, Home, State
from gwcat.source.file import SourceFile
from gwcat.source.loading import CatalogueFile

_ITEM_KEYS = frozenset({"领域", "单位", "事项", "采用", "主体对应", "调整", "不采用"})  # told as changes of items


@dataclass(frozen=True, slots=True)
class Written:
    """Where the values of an item of a resolved region are written."""

    entry: CatalogueFile
    item: Item

    def place(self, key: str) -> Place:
        """The place of a value; if there is none under `key`, the place of the item."""
        return written_at(self.entry, self.item, key).place()

    def inherited(self, key: str) -> bool:
        """Whether the value stands in a region above."""
        return _folder(written_at(self.entry, self.item, key).file.path) != _folder(self.entry.file.path)

    @property
    def adopted(self) -> bool:
        """Whether the item itself comes from above."""
        return isinstance(self.item, AdoptedItem)


def _folder(path: str) -> str:
    return path.split("/")[1]


def state_of(region: ResolvedRegion) -> State:
    """The items of a region's readable catalogues."""
    return State.of(_entries(region))


def _entries(region: ResolvedRegion, unread: Collection[str] = ()) -> Iterator[Entry]:
    for entry in region.catalogues:
        if entry.file.readable and _inside(entry.file.path) not in unread:
            home = Home(entry.catalogue.domain or entry.domain_folder, entry.catalogue.unit or entry.unit_name)
            for item in entry.catalogue.items:
                yield Entry(home, item.raw, Written(entry, item))


def compare_regions(old: ResolvedRegion, new: ResolvedRegion, *, names: tuple[str, str] = ("", "")) -> Difference:
    """Everything that differs between two versions of a region, with where it comes from.

    A catalogue that cannot be read in one of them is compared in neither: nothing of it was taken out.
    """
    unread = _incomparable(old, new)
    before, after = (State.of(_entries(region, unread)) for region in (old, new))
    items = tuple(_traced(change, old, new) for change in diff(before, after))
    return Difference(
        region=new.region.name or old.region.name or new.region.folder,
        folder=new.region.folder,
        old=names[0],
        new=names[1],
        changes=(*items, *_files(old, new, items, unread)),
        shifts=shifts(before, after, items),
        counts=counts(before, after, items),
        remarks=tuple(dict.fromkeys((*_unread(old, names[0]), *_unread(new, names[1])))),
    )


def compare_states(
    old: State, new: State, *, region: str, folder: str, names: tuple[str, str], remarks: tuple[str, ...] = ()
) -> Difference:
    """Everything that differs between two states of which no more is known."""
    items = diff(old, new)
    return Difference(region, folder, *names, items, shifts(old, new, items), counts(old, new, items), remarks)


def _incomparable(old: ResolvedRegion, new: ResolvedRegion) -> frozenset[str]:
    """The catalogues, by their paths in the region's folder, of which one version says nothing that could be compared."""
    found = {
        _inside(entry.file.path)
        for region in (old, new)
        for entry in region.catalogues
        if not entry.file.readable or region.broken(entry.file.path)
    }
    if found and len(old.catalogues) == len(new.catalogues) == 1:  # two files that were named, whatever their names
        found |= {_inside(entry.file.path) for region in (old, new) for entry in region.catalogues}
    return frozenset(found)


def _unread(region: ResolvedRegion, name: str) -> Iterator[str]:
    for entry in region.catalogues:
        if not entry.file.readable:
            yield f"{name}的 {entry.file.path} 读不出来，没有比较；请运行 gwcat validate。"
    for adopted in region.adoptions.values():
        if (problem := adopted.broken) is not None:
            yield f"{name}的 {adopted.entry.file.path} 采用没有成，没有比较：{problem.message}"


def _traced(change: ItemChange, old: ResolvedRegion, new: ResolvedRegion) -> ItemChange:
    """A change with its provenance."""
    if isinstance(change, Added):
        return replace(change, provenance=_arrival(change.after, old, new))
    if isinstance(change, Removed):
        return replace(change, provenance=_declined(change.before, new) or _arrival(change.before, new, old))
    if isinstance(change, Moved):
        return replace(change, provenance=_relocation(change))
    if isinstance(change, FieldsChanged):
        fields = tuple(_traced_field(field, change.before, change.after) for field in change.fields)
        return replace(change, fields=fields)
    return change


def _traced_field(change: FieldChange, before: Entry, after: Entry) -> FieldChange:
    """A value is inherited if a region above wrote it, before as after; else somebody here took it over or set it anew."""
    if before.origin is None or after.origin is None:
        return change
    own = not (before.origin.inherited(change.key) and after.origin.inherited(change.key))
    reason = _reason(change.key, before, after) if own else ""
    return change._replace(provenance=Provenance(own, after.origin.place(change.key), reason))


def _reason(key: str, before: Entry, after: Entry) -> str:
    """The 理由 of the entry of 调整 that sets a value, if it was written with it."""
    old, new = (_adjustment(entry) for entry in (before, after))
    reason = new.reason if new and key in new.raw else ""
    return "" if old and old.reason == reason else reason


def _adjustment(entry: Entry) -> Adjustment | None:
    adoption = entry.origin.entry.catalogue.adoption if isinstance(entry.origin, Written) else None
    entries = adoption.adjustments if adoption else ()
    return next((found for found in entries if found.target == entry.identity), None)


def _declined(entry: Entry, new: ResolvedRegion) -> Provenance | None:
    """The entry of 不采用 by which a region does not take an item over any longer, and why."""
    if not (isinstance(entry.origin, Written) and entry.origin.adopted):
        return None
    for adopted in new.adoptions.values():
        adoption = adopted.entry.catalogue.adoption
        for found in adoption.declined if adoption else ():
            if found.target == entry.identity:
                return Provenance(True, adopted.entry.file.place(("不采用", found.position)), found.reason)
    return None


def _relocation(change: Moved) -> Provenance | None:
    """Where the catalogue that an item moved to says its domain or its unit."""
    origin = change.after.origin
    if not isinstance(origin, Written):
        return None
    key = "领域" if change.before.home.domain != change.after.home.domain else "单位"
    return Provenance(True, origin.entry.file.place((key,)))


def _arrival(entry: Entry, without: ResolvedRegion, having: ResolvedRegion) -> Provenance | None:
    """Who made an item appear in one of two versions: a region above, or the catalogue that shows it."""
    origin = entry.origin
    if not isinstance(origin, Written):
        return None
    if not origin.adopted:
        return Provenance(True, origin.place(""))
    adopted = without.adoptions.get(origin.entry.file.path) or next(
        (found for found in without.adoptions.values() if found.entry.catalogue.domain == entry.home.domain), None
    )
    if adopted is not None and adopted.entry.file.readable:
        there = {outcome.item.identity for outcome in adopted.outcomes}
        same = _selection(adopted.entry.file) == _selection(origin.entry.file)
        if same or entry.identity not in there:
            place = origin.item.base.place() if isinstance(origin.item, AdoptedItem) else origin.place("")
            return Provenance(False, place)
    return Provenance(True, origin.entry.file.place(origin.item.path))


def _selection(file: SourceFile) -> tuple[object, object]:
    return file.tree.get("采用"), file.tree.get("不采用")


def _files(old: ResolvedRegion, new: ResolvedRegion, items: tuple[ItemChange, ...], unread: Collection[str]) -> Iterator[Change]:
    """Files that are written otherwise, and parts of them that differ and change no item."""
    before, after = ({_inside(file.path): file for file in _told(region)} for region in (old, new))
    if len(before) == len(after) == 1:  # two files that were named, whatever their names
        before = dict(zip(after, before.values(), strict=True))
    touched = set(_touched(items))
    for inside in sorted({*before, *after} - set(unread)):
        one, other = before.get(inside), after.get(inside)
        if one is not None and other is not None:
            yield from _file(one, other, touched=not touched.isdisjoint((one.path, other.path)))
        elif (file := one or other) is not None and file.path not in touched:
            yield Elsewhere(file.path, ("整个文件",), "是新的" if one is None else "已删去")


def _told(region: ResolvedRegion) -> list[SourceFile]:
    """The files of a region but for the record, which says nothing that is not told otherwise."""
    return [file for file in region.files if file is not region.record_file]


def _inside(path: str) -> str:
    """A path in its region's folder."""
    return "/".join(path.split("/")[2:])


def _file(one: SourceFile, other: SourceFile, *, touched: bool) -> Iterator[Change]:
    """How a file differs from what it was; `touched` if its items do."""
    if one.text.replace("\r\n", "\n") == other.text.replace("\r\n", "\n"):
        return
    if one.tree == other.tree:
        if one.readable and other.readable:
            yield Reformatted(other.path)
        return
    keys = [key for key in dict.fromkeys((*one.tree, *other.tree)) if one.tree.get(key) != other.tree.get(key)]
    if told := [key for key in keys if not (touched and key in _ITEM_KEYS)]:
        yield Elsewhere(other.path, tuple(told))


def _touched(items: tuple[ItemChange, ...]) -> Iterator[str]:
    """The catalogue files whose items changed."""
    for change in item_changes(items):
        for entry in (getattr(change, "before", None), getattr(change, "after", None)):
            if isinstance(entry, Entry) and isinstance(entry.origin, Written):
                yield entry.origin.entry.file.path
