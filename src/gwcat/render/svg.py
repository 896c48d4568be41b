"""Drawings as SVG: self-contained, text as text, readable by a screen reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gwcat.document.drawing import Connector, Drawing, Shape
from gwcat.document.page import MM_PER_POINT
from gwcat.render.xml import escape

_FONT = "'仿宋_GB2312','仿宋','FangSong','STFangsong','Noto Serif CJK SC','Noto Sans CJK SC',serif"
_STYLE = (
    f"text{{font-family:{_FONT};fill:#000;text-anchor:middle;dominant-baseline:central}}"
    ".s{fill:#fff;stroke:#000;stroke-width:.3}.lane{fill:none;stroke:#767676;stroke-width:.25}"
    ".head{fill:#f2f2f2;stroke:#767676;stroke-width:.25}.words{fill:#fff}.link{fill:none;stroke:#000;stroke-width:.3}"
    ".head-text{font-weight:bold}.tip{fill:#000}"
)
_HEAD = ' class="head-text"'
_GAP = 8.0  # between the pages of a drawing
_TIP = (2.2, 0.9)  # length and half width of an arrow's tip


def svg(drawings: Sequence[Drawing], *, title: str = "", prefix: str = "flow") -> str:
    """The drawings one below the other as one `<svg>` element; `prefix` keeps its ids apart from others on the same page."""
    width = max((drawing.width for drawing in drawings), default=0.0)
    height = sum(drawing.height for drawing in drawings) + _GAP * max(len(drawings) - 1, 0)
    name = title or (drawings[0].title if drawings else "")
    words = "\n".join(drawing.description for drawing in drawings)
    ids = f"{prefix}-title", f"{prefix}-desc"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}mm"'
        f' height="{_n(height)}mm" role="img" aria-labelledby="{_id(ids[0])}" aria-describedby="{_id(ids[1])}" lang="zh-CN">',
        f'<title id="{_id(ids[0])}">{escape(name)}</title><desc id="{_id(ids[1])}">{escape(words)}</desc>',
        f"<style>{_STYLE}</style>",
    ]
    top = 0.0
    for drawing in drawings:
        parts.append(f'<g transform="translate({_n((width - drawing.width) / 2)} {_n(top)})">')
        parts += _drawing(drawing)
        parts.append("</g>")
        top += drawing.height + _GAP
    return "".join((*parts, "</svg>\n"))


def _drawing(drawing: Drawing) -> Iterator[str]:
    """Lanes, then lines, then steps and words over them."""
    lanes = [shape for shape in drawing.shapes if shape.kind in ("泳道", "栏头")]
    yield from map(_shape, lanes)
    yield from map(_connector, drawing.connectors)
    yield from (_shape(shape) for shape in drawing.shapes if shape not in lanes)


def _shape(shape: Shape) -> str:
    x, y, wide, high = shape.x, shape.y, shape.width, shape.height
    box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"'
    match shape.kind:
        case "泳道":
            return f'<rect class="lane" {box}/>'
        case "栏头":
            return f'<rect class="head" {box}/>{_text(shape, _HEAD)}'
        case "标注":
            return f'<rect class="words" {box}/>{_text(shape)}'
        case "判断":
            corners = ((x + wide / 2, y), (x + wide, y + high / 2), (x + wide / 2, y + high), (x, y + high / 2))
            return f'<polygon class="s" points="{" ".join(f"{_n(a)},{_n(b)}" for a, b in corners)}"/>{_text(shape)}'
        case "起止" | "转接":
            return f'<rect class="s" {box} rx="{_n(min(wide, high) / 2)}"/>{_text(shape)}'
        case "文书":
            fold = min(wide, high) / 6
            path = f"M{_n(x)} {_n(y)}h{_n(wide)}v{_n(high - fold)}l{_n(-fold)} {_n(fold)}H{_n(x)}z"
            crease = f"M{_n(x + wide - fold)} {_n(y + high)}v{_n(-fold)}h{_n(fold)}"
            return f'<path class="s" d="{path}"/><path class="link" d="{crease}"/>{_text(shape)}'
        case _:
            return f'<rect class="s" {box}/>{_text(shape)}'


def _text(shape: Shape, more: str = "") -> str:
    """The lines of a shape around its middle."""
    pitch = shape.size * MM_PER_POINT * 1.25
    x, middle = shape.x + shape.width / 2, shape.y + shape.height / 2
    first = middle - (len(shape.lines) - 1) * pitch / 2
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(first + number * pitch)}">{escape(line)}</tspan>' for number, line in enumerate(shape.lines)
    )
    return f'<text{more} font-size="{_n(shape.size * MM_PER_POINT)}">{spans}</text>'


def _connector(connector: Connector) -> str:
    """A line and its tip; the tip is drawn, not a marker, so that nothing needs an id."""
    points = connector.points
    (x, y), (to_x, to_y) = points[-2], points[-1]
    long, half = _TIP
    if abs(y - to_y) < abs(x - to_x):
        back = to_x - long if to_x > x else to_x + long
        tip = ((back, to_y - half), (back, to_y + half))
    else:
        back = to_y - long if to_y > y else to_y + long
        tip = ((to_x - half, back), (to_x + half, back))
    line = "M" + "L".join(f"{_n(a)} {_n(b)}" for a, b in points)
    corners = " ".join(f"{_n(a)},{_n(b)}" for a, b in ((to_x, to_y), *tip))
    return f'<path class="link" d="{line}"/><polygon class="tip" points="{corners}"/>'


def _n(value: float) -> str:
    """A length as short as it can be written, to a hundredth of a millimetre."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _id(text: str) -> str:
    return escape(text).replace('"', "")
