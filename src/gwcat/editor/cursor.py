"""What stands at a place of a file that could be read: a key or a value, by its data path."""

from __future__ import annotations

from typing import Any, NamedTuple

from gwcat.model.finding import DataPath
from gwcat.source.file import SourceFile


class Under(NamedTuple):
    """What is under the cursor: a key or a scalar value, where it stands, and what the file says there."""

    path: DataPath
    on_key: bool
    start: int
    end: int
    value: Any

    @property
    def names(self) -> tuple[str, ...]:
        """The keys on the way, without the numbers of entries."""
        return tuple(part for part in self.path if isinstance(part, str))


def under(file: SourceFile, offset: int) -> Under | None:
    """The key or the value that an offset is in; none between them, and none in a file that could not be read."""
    mark: Any = file.marks
    tree: Any = file.tree
    path: DataPath = ()
    while mark is not None:
        if len(mark) == 2:
            return Under(path, False, mark[0], mark[1], tree) if path and mark[0] <= offset <= mark[1] else None
        found = _within(mark[2], tree, path, offset)
        if found is None or isinstance(found, Under):
            return found
        mark, tree, path = found
    return None


def _within(inner: Any, tree: Any, path: DataPath, offset: int) -> Under | tuple[Any, Any, DataPath] | None:
    """The key in a mapping at an offset, or the value to go on with."""
    if isinstance(inner, dict):
        for key, (start, end, mark) in inner.items():
            if start <= offset <= end:
                return Under((*path, key), True, start, end, tree[key])
            if mark[0] <= offset <= mark[1]:
                return mark, tree[key], (*path, key)
        return None
    for number, mark in enumerate(inner):
        if mark[0] <= offset <= mark[1]:
            return mark, tree[number], (*path, number)
    return None
