"""An item that a catalogue took over from above, with the way it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from gwcat.model.catalogue import Item
from gwcat.model.finding import DataPath, Place
from gwcat.source.file import SourceFile
from gwcat.source.loading import CatalogueFile


class Origin(NamedTuple):
    """Where something stands: a file and a data path in it."""

    file: SourceFile
    path: DataPath

    def place(self, *path: str | int) -> Place:
        """The place of it, or of a value inside it."""
        return self.file.place((*self.path, *path))


@dataclass(slots=True, eq=False)
class AdoptedItem(Item):
    """An item from above under its own 编号.

    `base` is where it is written, `steps` are the 采用 of every file on the way, the nearest first, `changed` where files
    on the way set a value otherwise, the nearest last, `parts` where this file or its region names single entries of a list.
    """

    base: Origin
    steps: tuple[Origin, ...]
    changed: Mapping[str, tuple[Origin, ...]]
    parts: Mapping[DataPath, Origin]

    @property
    def path(self) -> DataPath:
        """The 采用 that the item came by."""
        return self.steps[0].path

    def at(self, *path: str | int) -> DataPath:
        """Where the adopting file sets a value; where it sets none, its 采用."""
        found, rest = self._written(path)
        return (*found.path, *rest) if path and found.file is self.steps[0].file else self.path

    def says(self, key: str) -> bool:
        """Whether something is written under `key`, here or above; a value that was taken away was written away."""
        return key in self.raw or key in self.changed

    def written(self, *path: str | int) -> Place:
        """Where a value is written, at whatever level."""
        found, rest = self._written(path)
        return found.place(*rest)

    def _written(self, path: DataPath) -> tuple[Origin, DataPath]:
        """The nearest origin of a value, and the way from there to it."""
        if path[:2] in self.parts:
            return self.parts[path[:2]], path[2:]
        if path and path[0] in self.changed:
            return self.changed[str(path[0])][-1], path[1:]
        return self.base, path


def origin(entry: CatalogueFile, item: Item, key: str) -> Origin:
    """Where the value of an item of that catalogue under `key` is written; if it has none, where the item is."""
    if not isinstance(item, AdoptedItem):
        return Origin(entry.file, (*item.path, key) if key in item.raw else item.path)
    if key in item.changed:
        return item.changed[key][-1]
    return Origin(item.base.file, (*item.base.path, _above(item.base, key) or key))


def way(entry: CatalogueFile, item: Item, key: str) -> Iterator[tuple[str, Place]]:
    """What happened to a value, from where it was written to the catalogue that shows it: words and places."""
    if not isinstance(item, AdoptedItem):
        yield "写在", origin(entry, item, key).place()
        return
    there = _above(item.base, key)
    if there is not None:
        yield "写在", item.base.place(there)
    for step in reversed(item.steps):
        if there is not None:
            yield "采用于", step.place()
        for change in item.changed.get(key, ()):
            if _folder(change.file) == _folder(step.file):
                there = key
                yield "改于", change.place()


def _above(base: Origin, key: str) -> str | None:
    """The key under which the item above has a value; what it corresponds to is its own 编号."""
    value: Any = base.file.tree
    for part in base.path:
        value = value[part]
    return key if key in value else "编号" if key == "对应国家事项" else None


def _folder(file: SourceFile) -> str:
    """The folder of the region that a file belongs to."""
    return file.path.split("/")[1]
