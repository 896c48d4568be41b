"""Cell by cell: which elements of an item read as in the item that it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum

from gwcat.adopt.item import AdoptedItem, Origin
from gwcat.adopt.record import SILENT
from gwcat.base.names import fold
from gwcat.model.catalogue import Item
from gwcat.model.coverage import Cells

_SUBJECTS = "公开主体"


class Grade(IntEnum):
    """How far an element is from the reference."""

    SAME = 0  # word for word
    RENAMED = 1  # a generic subject replaced by the units that it stands for
    WRITTEN = 2  # in other words, or on one side only


Grades = Mapping[str, Grade]


def grades(above: Item, here: Item) -> dict[str, Grade]:
    """The grade of every element that the public sees of one of the two."""
    keys = [key for key in dict.fromkeys((*above.raw, *here.raw)) if key not in SILENT]
    texts = {key: (bare(above.raw.get(key)), bare(here.raw.get(key))) for key in keys}
    found = {key: Grade.SAME if one == other else Grade.WRITTEN for key, (one, other) in texts.items() if one or other}
    if found.get(_SUBJECTS) == Grade.WRITTEN and bare(_written(above)) == bare(_written(here)):
        found[_SUBJECTS] = Grade.RENAMED
    return found


def worst(several: Iterable[Grades]) -> dict[str, Grade]:
    """An item that several units have: of every element the grade that is farthest from the reference."""
    found: dict[str, Grade] = {}
    for one in several:
        found.update({key: max(grade, found.get(key, Grade.SAME)) for key, grade in one.items()})
    return found


def counted(found: Grades) -> Cells:
    """How many elements there are of each grade."""
    counts = Counter(found.values())
    return Cells(len(found), counts[Grade.SAME], counts[Grade.RENAMED])


def bare(value: object) -> object:
    """A value without what says nothing: signs of another width, white space, a list around a single entry."""
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list):
        entries = [found for entry in value if (found := bare(entry))]
        return entries[0] if len(entries) == 1 else tuple(entries)
    if isinstance(value, dict):
        return tuple(sorted((key, repr(found)) for key, entry in value.items() if (found := bare(entry))))
    return None


def _written(item: Item) -> object:
    """The subjects as somebody last wrote them, before any 主体对应."""
    if not isinstance(item, AdoptedItem):
        return item.raw.get(_SUBJECTS)
    changes = [origin for origin in item.changed.get(_SUBJECTS, ()) if origin.path[:1] != ("主体对应",)]
    return _value(changes[-1] if changes else Origin(item.base.file, (*item.base.path, _SUBJECTS)))


def _value(origin: Origin) -> object:
    """What stands at a place of a file."""
    value: object = origin.file.tree
    for part in origin.path:
        if isinstance(value, dict):
            value = value.get(part)
        else:
            value = value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None
    return value
