"""HTML tables as grids: every place of the grid covered by exactly one cell."""

from __future__ import annotations

from typing import Any, NamedTuple

from lxml import html

from office import Block, Grid


class PageTable(NamedTuple):
    """A table of a page: its caption, its header cells and its body cells."""

    caption: str
    header: Grid
    body: Grid


def page_of(data: bytes | str) -> Any:
    """A page as a browser would read it."""
    return html.document_fromstring(data if isinstance(data, str) else data.decode())


def page_tables(data: bytes | str) -> list[PageTable]:
    """The tables of a page, in order."""
    return [
        PageTable(cell_text(table.find("caption")), cells_of(table.find("thead")), cells_of(table.find("tbody")))
        for table in page_of(data).iter("table")
        if table.find("caption") is not None
    ]


def cells_of(section: Any) -> Grid:
    """The rows of a thead or tbody. Fails if cells overlap, leave a gap or reach out of the section."""
    rows = section.findall("tr")
    taken: dict[tuple[int, int], str] = {}
    merges: set[Block] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            for at in ((number + y, column + x) for y in range(down) for x in range(across)):
                assert at not in taken, f"two cells at {at}"
                taken[at] = cell_text(cell) if at == (number, column) else ""
            if down * across > 1:
                merges.add(Block(number, column, number + down - 1, column + across - 1))
    width = 1 + max((column for _, column in taken), default=-1)
    wanted = {(row, column) for row in range(len(rows)) for column in range(width)}
    assert set(taken) == wanted, f"gaps at {sorted(wanted - set(taken))}, out of the section at {sorted(set(taken) - wanted)}"
    return Grid([[taken[row, column] for column in range(width)] for row in range(len(rows))], merges)


def cell_text(cell: Any) -> str:
    """The text of a cell; `<br>` is a line break."""
    return "".join(_pieces(cell))


def _pieces(node: Any) -> list[str]:
    pieces = [node.text or ""]
    for child in node:
        pieces += ["\n"] if child.tag == "br" else _pieces(child)
        pieces.append(child.tail or "")
    return pieces
