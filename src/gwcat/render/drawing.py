"""Drawings as DrawingML: native shapes and connectors that stay editable, the connectors glued to the shapes.

They stand in a drawing canvas, where Word keeps connectors glued; readers that know no canvas get the same as a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gwcat.document.drawing import Connector, Drawing, Point, Shape
from gwcat.render.xml import emus, escape

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_SPACES = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:wps="{_SHAPE}Shape" xmlns:wpc="{_SHAPE}Canvas" xmlns:wpg="{_SHAPE}Group"'
)
_GEOMETRY = {
    "起止": "flowChartTerminator",
    "转接": "flowChartTerminator",
    "办理": "flowChartProcess",
    "判断": "flowChartDecision",
    "文书": "foldedCorner",
}
_LINE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_GREY = '<a:ln w="6350"><a:solidFill><a:srgbClr val="767676"/></a:solidFill></a:ln>'
_ARROW = (
    '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:miter lim="800000"/>'
    '<a:tailEnd type="triangle" w="med" len="med"/></a:ln>'
)
_WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_LOOK = {
    "泳道": f"<a:noFill/>{_GREY}",
    "栏头": f'<a:solidFill><a:srgbClr val="F2F2F2"/></a:solidFill>{_GREY}',
    "标注": f"{_WHITE}<a:ln><a:noFill/></a:ln>",
}
_TURN = 5400000  # a quarter, clockwise
_WHOLE = 100000  # what adjustments count in
_FULL_WIDTH_PITCH = 25  # line pitch in twentieths of a type size


def drawing_paragraph(drawing: Drawing, number: int, font: str) -> str:
    """The paragraph that holds a drawing; `number` is its own among the drawings of the document."""
    inner = "".join(_parts(drawing, font))
    canvas = f"<wpc:wpc><wpc:bg/><wpc:whole/>{inner}</wpc:wpc>"
    size = f'cx="{emus(drawing.width)}" cy="{emus(drawing.height)}"'
    frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame}</wpg:grpSpPr>{inner}</wpg:wgp>"
    choices = "".join(
        f'<mc:Choice Requires="{kind}">{_inline(drawing, size, number, name, content)}</mc:Choice>'
        for kind, name, content in (("wpc", "Canvas", canvas), ("wpg", "Group", group))
    )
    alternatives = f"<mc:AlternateContent{_SPACES}>{choices}</mc:AlternateContent>"
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr><w:r>{alternatives}</w:r></w:p>'


def _inline(drawing: Drawing, size: str, number: int, name: str, content: str) -> str:
    about = f'name="{escape(drawing.title)}" descr="{escape(drawing.description)}"'.replace("\n", "&#10;")
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" {about}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}{name}">{content}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _parts(drawing: Drawing, font: str) -> Iterator[str]:
    """Lanes, then connectors, then steps and words over them."""
    behind = [shape for shape in drawing.shapes if shape.kind in ("泳道", "栏头")]
    yield from (_shape(shape, font) for shape in behind)
    yield from map(_connector, drawing.connectors)
    yield from (_shape(shape, font) for shape in drawing.shapes if shape not in behind)


def _shape(shape: Shape, font: str) -> str:
    geometry = _GEOMETRY.get(shape.kind, "rect")
    place = _frame(shape.x, shape.y, shape.width, shape.height)
    look = _LOOK.get(shape.kind, f"{_WHITE}{_LINE}")
    box = ' txBox="1"' if shape.kind == "标注" else ""
    bold = shape.kind == "栏头"
    words = "".join(_words(text, shape.size, font, bold=bold) for text in shape.paragraphs)
    text = f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>" if words else ""
    inset = 0 if shape.kind in ("判断", "标注") else emus(1.0)
    return (
        f'<wps:wsp><wps:cNvPr id="{shape.id}" name="{_name(shape.name)}"/><wps:cNvSpPr{box}/><wps:spPr>{place}'
        f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{look}</wps:spPr>{text}'
        f'<wps:bodyPr rot="0" vertOverflow="overflow" horzOverflow="overflow" vert="horz" wrap="square" lIns="{inset}" tIns="0"'
        f' rIns="{inset}" bIns="0" anchor="ctr" anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _words(text: str, size: float, font: str, *, bold: bool) -> str:
    """A paragraph of a shape, in lines of a fixed height."""
    run = f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}"/>{"<w:b/>" if bold else ""}'
    height = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{round(size * _FULL_WIDTH_PITCH)}" w:lineRule="exact"/>'
    return (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/>{spacing}<w:jc w:val="center"/></w:pPr><w:r><w:rPr>{run}{height}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(" ".join(text.split(chr(10))))}</w:t></w:r></w:p>'
    )


def _connector(connector: Connector) -> str:
    geometry, place, adjustments = bent(connector.points)
    values = "".join(f'<a:gd name="adj{number}" fmla="val {value}"/>' for number, value in enumerate(adjustments, 1))
    ends = ("stCxn", connector.start, connector.start_site), ("endCxn", connector.end, connector.end_site)
    glue = "".join(f'<a:{name} id="{shape}" idx="{site}"/>' for name, shape, site in ends)
    return (
        f'<wps:wsp><wps:cNvPr id="{connector.id}" name="{_name(connector.name)}"/><wps:cNvCnPr>{glue}</wps:cNvCnPr><wps:spPr>'
        f'{place}<a:prstGeom prst="{geometry}"><a:avLst>{values}</a:avLst></a:prstGeom>{_ARROW}</wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def bent(points: Sequence[Point]) -> tuple[str, str, list[int]]:
    """The geometry of a connector with those ends and corners: its name, its frame and its adjustments.

    Office draws a bent connector across first, from a corner of its frame; one that goes down first is turned by a quarter.
    """
    (x, y), (to_x, to_y) = points[0], points[-1]
    legs = len(points) - 1
    middle_x, middle_y = (x + to_x) / 2, (y + to_y) / 2
    if legs == 1:
        wide, high = abs(to_x - x), abs(to_y - y)
        return "straightConnector1", _frame(min(x, to_x), min(y, to_y), wide, high, flips=(to_x < x, to_y < y)), []
    level = abs(points[1].y - y) <= abs(points[1].x - x)
    if level:
        along, beside, flips = to_x - x, to_y - y, (to_x < x, to_y < y)
        inner = [((px - x), (py - y)) for px, py in points]
    else:  # turned: its own across is down here, and its own down is to the left
        along, beside, flips = to_y - y, x - to_x, (to_y < y, to_x > x)
        inner = [((py - y), (x - px)) for px, py in points]
    wide, high = abs(along), abs(beside)
    place = _frame(middle_x - wide / 2, middle_y - high / 2, wide, high, flips=flips, turned=not level)
    adjustments = []
    for number in range(1, legs - 1):  # every inner leg moves along one axis
        length, total = (inner[number][0], along) if number % 2 else (inner[number][1], beside)
        adjustments.append(round(length / total * _WHOLE))
    return f"bentConnector{legs}", place, adjustments


def _frame(
    x: float, y: float, wide: float, high: float, *, flips: tuple[bool, bool] = (False, False), turned: bool = False
) -> str:
    signs = f' rot="{_TURN}"' if turned else ""
    signs += "".join(f' {name}="1"' for name, flipped in zip(("flipH", "flipV"), flips, strict=True) if flipped)
    return f'<a:xfrm{signs}><a:off x="{emus(x)}" y="{emus(y)}"/><a:ext cx="{emus(wide)}" cy="{emus(high)}"/></a:xfrm>'


def _name(text: str) -> str:
    return escape(" ".join(text.replace("\0", "").split()))
