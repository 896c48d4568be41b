"""A drawing: shapes with text and the connectors between them, in millimetres from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["起止", "办理", "判断", "文书", "转接", "泳道", "栏头", "标注"]
"""What a shape is: a kind of step, a reference to another page, a lane, a lane's head, the words at a connector."""
TOP, LEFT, BOTTOM, RIGHT = range(4)  # connection sites, as Office numbers them on every shape used here


def exact(length: float) -> float:
    """A length without what is but rounding, so that what is level is so to the last digit."""
    return round(length, 4)


class Point(NamedTuple):
    """A place in a drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape. `paragraphs` is its text, `lines` the same as it is broken at `size` points."""

    id: int
    kind: Kind
    name: str
    x: float
    y: float
    width: float
    height: float
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    size: float = 9

    def site(self, number: int) -> Point:
        """Where connectors meet the shape: the middle of a side."""
        across, down = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))[number]
        return Point(exact(self.x + across * self.width), exact(self.y + down * self.height))


@dataclass(frozen=True, slots=True)
class Connector:
    """An arrow glued to a site of one shape and a site of another; `points` are its ends and corners, each leg along an axis."""

    id: int
    name: str
    start: int
    start_site: int
    end: int
    end_site: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, the hindmost first, and connectors; `title` and `description` say in words what is to be seen."""

    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...] = ()
    connectors: tuple[Connector, ...] = ()
