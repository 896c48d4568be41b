"""What others make and the site only shows: flow charts and changes, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

KINDS = ("新增", "变更", "取消")


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
    """What became of an item since the last version. `kind` is one of KINDS."""

    kind: str
    domain: str
    unit: str
    identity: str
    name: str
    altered: tuple[Altered, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Extras:
    """Everything that is shown when it is given. `since` names the version that the changes are counted from."""

    charts: tuple[Chart, ...] = ()
    changes: tuple[Change, ...] | None = None
    since: str = ""
