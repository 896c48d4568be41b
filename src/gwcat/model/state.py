"""What a region shows at one time: its items by domain and unit, each with the values of its source keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from gwcat.model.catalogue import ITEM_LEVELS
from gwcat.model.finding import Place
from gwcat.model.values import text

NAME_KEYS = frozenset({*ITEM_LEVELS, "名称"})


class Home(NamedTuple):
    """The catalogue that an item is filed in."""

    domain: str
    unit: str

    @property
    def title(self) -> str:
        """`社会救助领域（县民政局）`; the unit alone or the domain alone where the other is not known."""
        return f"{self.domain}（{self.unit}）" if self.domain and self.unit else self.domain or self.unit


class Origin(Protocol):
    """Where an item's values are written."""

    def place(self, key: str) -> Place:
        """The place of a value; if there is none under `key`, the place of the item."""

    def inherited(self, key: str) -> bool:
        """Whether the value stands in a region above."""

    @property
    def adopted(self) -> bool:
        """Whether the item itself comes from above."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as a region shows it. Two entries are equal if they stand in the same catalogue and say the same."""

    home: Home
    values: Mapping[str, object]
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def identity(self) -> str:
        """编号; empty where none is known."""
        return text(self.values.get("编号"))

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the item from the first level down, 名称 last."""
        found = [text(self.values.get(key)).strip() for key in (*ITEM_LEVELS, "名称")]
        return tuple(dict.fromkeys(name for name in found if name))

    @property
    def title(self) -> str:
        """最低生活保障 / 审核信息."""
        return " / ".join(self.names)

    @property
    def label(self) -> str:
        """`社会救助-003 最低生活保障 / 审核信息`."""
        return " ".join(filter(None, (self.identity, self.title))) or "（没有名称的事项）"


@dataclass(frozen=True)
class State:
    """All catalogues with their items in order. A catalogue without items is not there."""

    catalogues: Mapping[Home, tuple[Entry, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> State:
        """The state of entries in the order in which they are filed."""
        found: dict[Home, list[Entry]] = {}
        for entry in entries:
            found.setdefault(entry.home, []).append(entry)
        return cls({home: tuple(items) for home, items in found.items()})

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(map(len, self.catalogues.values()))
