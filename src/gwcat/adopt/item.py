"""An item that a catalogue took over from above, with the way it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

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


@dataclass(slots=True)
class AdoptedItem(Item):
    """An item from above under its own 编号.

    `base` is where it is written, `steps` are the 采用 of every file on the way, the nearest first, `changed` where files
    on the way set a value otherwise, the nearest last.
    """

    base: Origin
    steps: tuple[Origin, ...]
    changed: Mapping[str, tuple[Origin, ...]]

    @property
    def path(self) -> DataPath:
        """The 采用 that the item came by."""
        return self.steps[0].path

    def at(self, *path: str | int) -> DataPath:
        """Where the adopting file sets a value; where it sets none, its 采用."""
        last = self.changed[str(path[0])][-1] if path and path[0] in self.changed else None
        return self.path if last is None or last.file is not self.steps[0].file else (*last.path, *path[1:])


def origin(entry: CatalogueFile, item: Item, key: str) -> Origin:
    """Where the value of an item of that catalogue under `key` is written; if it has none, where the item is."""
    if not isinstance(item, AdoptedItem):
        return Origin(entry.file, (*item.path, key) if key in item.raw else item.path)
    if key in item.changed:
        return item.changed[key][-1]
    return Origin(item.base.file, (*item.base.path, key) if key in item.raw else item.base.path)


def way(entry: CatalogueFile, item: Item, key: str) -> Iterator[tuple[str, Place]]:
    """What happened to a value, from where it was written to the catalogue that shows it: words and places."""
    if not isinstance(item, AdoptedItem):
        yield "写在", origin(entry, item, key).place()
        return
    yield "写在", Origin(item.base.file, (*item.base.path, key)).place()
    for step in reversed(item.steps):
        yield "采用于", step.place()
        changes = item.changed.get(key, ())
        yield from (("改于", change.place()) for change in changes if _folder(change.file) == _folder(step.file))


def _folder(file: SourceFile) -> str:
    """The folder of the region that a file belongs to."""
    return file.path.split("/")[1]
