"""Bar charts as SVG: a title, and for each value its name, its number and a bar. Any width, and readable aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gwcat.base.width import print_width
from gwcat.render.xml import escape

WIDTH = 480
_TITLE, _ROW, _BAR, _GAP, _SIZE = 34, 34, 8, 22, 14
_MOST = 60  # rows of a chart; more are summed up in the last
_FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
_INK, _TRACK, _FILL, _PALE = "#1f2328", "#e9e4dc", "#8f1d1d", "#a09588"


@dataclass(frozen=True)
class Bars:
    """A chart: `rows` are names with numbers from 0 up, `pale` the names of bars that stand back.

    `rest` is the name of what is summed up where there are too many rows.
    """

    title: str
    rows: tuple[tuple[str, int], ...]
    pale: frozenset[str] = frozenset()
    rest: str = "其余"

    @property
    def shown(self) -> tuple[tuple[str, int], ...]:
        """The rows that are drawn."""
        if len(self.rows) <= _MOST:
            return self.rows
        kept, summed = self.rows[: _MOST - 1], self.rows[_MOST - 1 :]
        return (*kept, (f"{self.rest}（{len(summed)}）", sum(number for _, number in summed)))


def bars_svg(charts: Sequence[Bars], *, alone: bool = True, name: str = "c") -> str:
    """One picture of charts one below the other.

    `alone` for a file of its own; in a page the titles stand in headings, and `name` tells the ids of its pictures apart.
    """
    title_room = _TITLE if alone else 0
    heights = [title_room + _ROW * max(1, len(chart.shown)) for chart in charts]
    height = sum(heights) + _GAP * max(0, len(charts) - 1)
    title = "、".join(chart.title for chart in charts)
    said = "；".join(f"{label} {number}" for chart in charts for label, number in chart.shown)
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" ' if alone else "<svg "
    )
    size = f'height="{height}" ' if alone else ""
    pieces = [
        f'{head}{size}viewBox="0 0 {WIDTH} {height}" class="bars" role="img" aria-labelledby="{name}-t {name}-d" ',
        f'font-family="{_FONT}" font-size="{_SIZE}" fill="{_INK}">',
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(said)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>' if alone else "",
    ]
    top = 0
    for chart, room in zip(charts, heights, strict=True):
        if alone:
            pieces.append(f'<text x="0" y="{top + 18}" font-size="16" font-weight="700">{escape(chart.title)}</text>')
        pieces += _rows(chart, top + title_room)
        top += room + _GAP
    return "".join(pieces) + "</svg>" + ("\n" if alone else "")


def _rows(chart: Bars, top: int) -> Iterator[str]:
    most = max((number for _, number in chart.shown), default=0) or 1
    for row, (label, number) in enumerate(chart.shown):
        at = top + row * _ROW
        length = round(WIDTH * number / most, 2)
        yield f'<text x="0" y="{at + 14}">{escape(_fitted(label))}</text>'
        yield f'<text x="{WIDTH}" y="{at + 14}" text-anchor="end">{number}</text>'
        yield f'<rect x="0" y="{at + 20}" width="{WIDTH}" height="{_BAR}" rx="2" fill="{_TRACK}"/>'
        if number:
            colour = _PALE if label in chart.pale else _FILL
            yield f'<rect x="0" y="{at + 20}" width="{length:g}" height="{_BAR}" rx="2" fill="{colour}"/>'


def _fitted(label: str) -> str:
    """A label that leaves room for its number."""
    room = (WIDTH - 70) / _SIZE * 2
    if print_width(label) <= room:
        return label
    while print_width(label) > room - 2:
        label = label[:-1]
    return label + "…"
