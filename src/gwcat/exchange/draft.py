"""A catalogue file while items are brought into it: what it says now, and what its text would be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from gwcat.adopt.resolve import ResolvedRegion, unchanged
from gwcat.base.errors import GwcatError
from gwcat.base.names import fold
from gwcat.exchange.field import parts_of, show
from gwcat.model.catalogue import Item, read_item
from gwcat.source.canonical_plan import plan_of
from gwcat.source.file import SourceFile
from gwcat.source.loading import CatalogueFile
from gwcat.source.patch import patched

Raw = dict[str, Any]
_NUMBERED = re.compile(r"(.*?)(\d+)$")
_EMPTY: tuple[Any, ...] = ("", None, [], {})
_ENTRY_KEYS = ("对应", "理由")


class Numbers:
    """The numbers that a region has given out, so that none is given twice; `taken` are all 编号 that it has or had."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._last: dict[str, int] = {}
        for name in taken:
            if found := _NUMBERED.match(name):
                prefix = fold(found[1])
                self._last[prefix] = max(self._last.get(prefix, 0), int(found[2]))

    def next(self, prefix: str, digits: int) -> str:
        """The next 编号 that begins so."""
        number = self._last[fold(prefix)] = self._last.get(fold(prefix), 0) + 1
        return f"{prefix}{number:0{digits}}"


def refuse_faulty(region: ResolvedRegion, path: str, doing: str) -> None:
    """Raise GwcatError if the file at `path` has faults of syntax or structure, or its adoption is broken."""
    fault = next((found for found in region.findings if found.place.path == path and found.severity == "error"), None)
    if fault is not None or region.broken(path):
        place = f"{path}:{fault.place.line}:{fault.place.column}" if fault else path
        words = f"这个目录文件有问题，不能{doing}{'：' + fault.message if fault else '。'}"
        raise GwcatError(words, place=place, hint="请先运行 gwcat validate，改正它。")


class Draft:
    """A catalogue of a region, edited in memory. Items are known by their 编号; nothing is written."""

    def __init__(self, region: ResolvedRegion, entry: CatalogueFile) -> None:
        self.file: SourceFile = entry.file
        self.entry = entry
        self.tree: dict[str, Any] = deepcopy(entry.file.tree)
        self._above = unchanged(region, entry)
        self._own = {str(raw["编号"]): raw for raw in reversed(list(self._entries("事项"))) if raw.get("编号")}

    @property
    def text(self) -> str:
        """The text of the file as it is now. Raises GwcatError if it cannot be made."""
        return patched(self.file, self.tree)

    @property
    def changed(self) -> bool:
        """Whether the file says something else than on the disk."""
        return self.tree != self.file.tree

    def identities(self) -> list[str]:
        """All items, the adopted ones first; of two with one 编号 the first."""
        declined = {entry.get("对应") for entry in self._entries("不采用")}
        own = (str(raw["编号"]) for raw in self._entries("事项") if raw.get("编号"))
        return list(dict.fromkeys((*(name for name in self._above if name not in declined), *own)))

    def holds(self, identity: str) -> bool:
        """Whether there is an item of that 编号."""
        return identity in self._own or identity in self._above

    def adopted(self, identity: str) -> bool:
        """Whether an item is taken over from above."""
        return identity in self._above

    def raw(self, identity: str) -> Raw:
        """What an item says now: its own values, or those from above with the adjustments."""
        if identity in self._above:
            merged = {**self._above[identity], **(self._entry("调整", identity) or {})}
            return {key: value for key, value in merged.items() if key not in _ENTRY_KEYS and value not in _EMPTY}
        return self._own.get(identity, {})

    def item(self, identity: str) -> Item:
        """The item as the model reads it."""
        return read_item(0, self.raw(identity))

    def put(self, identity: str, key: str, value: Any) -> None:
        """Change a value of an item; an empty one takes the key away. Of an adopted item it becomes an entry of 调整."""
        if identity in self._above:
            self._adjust(identity, key, value)
            return
        raw = self.raw(identity)
        if value in _EMPTY:
            raw.pop(key, None)
        else:
            raw[key] = value

    def _adjust(self, identity: str, key: str, value: Any) -> None:
        entry = self._entry("调整", identity)
        parts = parts_of(key)
        same = show(key, value, parts) == show(key, self._above[identity].get(key), parts)
        if entry is None:
            if same:
                return
            entry = {"对应": identity}
            self._list("调整").append(entry)
        if same:
            entry.pop(key, None)
        else:
            entry[key] = "" if value in _EMPTY else value
        if not entry.keys() - set(_ENTRY_KEYS):
            self._list("调整").remove(entry)

    def adjusted(self, identity: str) -> bool:
        """Whether an item from above has an adjustment."""
        return self._entry("调整", identity) is not None

    def reason(self, identity: str) -> str:
        """The reason that is given for an adjustment."""
        return str((self._entry("调整", identity) or {}).get("理由", ""))

    def set_reason(self, identity: str, reason: str) -> bool:
        """Give the reason of an adjustment; False if there is no adjustment to give one for."""
        entry = self._entry("调整", identity)
        if entry is None:
            return False
        if reason:
            entry["理由"] = reason
        else:
            entry.pop("理由", None)
        return True

    def delete(self, identity: str, reason: str = "") -> None:
        """Take an item out; one from above is declined, for a reason."""
        if identity not in self._above:
            self._own.pop(identity, None)
            self.tree["事项"] = [raw for raw in self.tree["事项"] if not (isinstance(raw, dict) and raw.get("编号") == identity)]
            return
        if (entry := self._entry("调整", identity)) is not None:
            self._list("调整").remove(entry)
        self._list("不采用").append({"对应": identity, "理由": reason})

    def append(self, identity: str, values: Raw) -> None:
        """Add an item at the end, its keys in the order of the schema."""
        plan = plan_of("catalogue").at("事项").each
        raw = {"编号": identity, **{key: value for key, value in values.items() if value not in _EMPTY}}
        self._own[identity] = {key: raw[key] for key in plan.order(list(raw))}
        self._list("事项").append(self._own[identity])

    def manner(self, fallback: str) -> tuple[str, int]:
        """How the file numbers its own items: what is in front of the number, and its digits."""
        found = [match for name in self._own if (match := _NUMBERED.match(name))]
        shapes = Counter((match[1], len(match[2])) for match in found)
        return shapes.most_common(1)[0][0] if shapes else (f"{fallback}-", 3)

    def _entry(self, key: str, identity: str) -> Raw | None:
        return next((entry for entry in self._entries(key) if entry.get("对应") == identity), None)

    def _entries(self, key: str) -> Iterator[Raw]:
        value = self.tree.get(key)
        return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())

    def _list(self, key: str) -> list[Any]:
        """The list under a key, made if there is none."""
        if not isinstance(self.tree.get(key), list):
            self.tree[key] = []
        found: list[Any] = self.tree[key]
        return found
