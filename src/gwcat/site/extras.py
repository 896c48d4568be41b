"""What others make and the site only shows: flow charts and changes, as plain values; of changes only what is public."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

KINDS = ("新增", "变更", "更名", "移动", "拆分", "合并", "取消")
"""The usual kinds of changes, in the order in which they are listed; others come behind."""


@dataclass(frozen=True)
class Chart:
    """A flow chart: its title, the SVG to stand in the page (made by us, not checked again), and its steps in words."""

    title: str
    svg: str
    steps: tuple[str, ...] = ()


class Altered(NamedTuple):
    """An element that is not what it was."""

    element: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What became of an item since the last version. `kind` is one of KINDS, or another word."""

    kind: str
    domain: str
    unit: str
    identity: str
    name: str
    altered: tuple[Altered, ...] = ()


@dataclass(frozen=True)
class Extras:
    """Everything that is shown when it is given. `since` names the version that the changes are counted from."""

    charts: tuple[Chart, ...] = ()
    changes: tuple[Change, ...] | None = None
    since: str = ""

    def public(self, elements: Container[str]) -> Extras:
        """The same with changes of these elements alone; what changed in nothing else is no change for the public."""
        return replace(self, changes=tuple(self._public(elements))) if self.changes else self

    def _public(self, elements: Container[str]) -> Iterator[Change]:
        for change in self.changes or ():
            altered = tuple(one for one in change.altered if one.element in elements)
            if altered or not change.altered:
                yield replace(change, altered=altered)
