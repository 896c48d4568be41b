"""The rows of a table as items: which rows begin one, which go on with it, which are none; what blocks and blank cells say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from gwcat.base.names import fold
from gwcat.intake.asides import NAMES, NOTE, NUMBERS, RowSorter
from gwcat.intake.grid import Area, Grid
from gwcat.intake.header import Header
from gwcat.intake.marks import is_ditto, mark
from gwcat.intake.options import RawItem
from gwcat.intake.teller import Teller
from gwcat.language.column import Role
from gwcat.model.catalogue import ITEM_LEVELS

_LISTS = frozenset(("公开内容", "公开依据", "公开渠道", "公开主体"))  # what may be split over several rows of one item
_WITHIN = frozenset((*_LISTS, "", "备注"))
_FILLED = frozenset((*ITEM_LEVELS, "领域"))
_UNFILLED = ("公开依据", "公开时限", "公开主体", "公开渠道")


class RowReader(RowSorter):
    """Reads the body of one table below its header."""

    def __init__(self, grid: Grid, header: Header, roles: Sequence[Role], teller: Teller, notes: Collection[str] = ()) -> None:
        super().__init__(grid, header, roles, teller, notes)
        self._above: dict[int, tuple[int, str]] = {}  # column -> row and text of the last item that had one
        self._last: RawItem | None = None
        self._last_number: int | None = None
        self._last_cell = ""  # the number of the last item as it was written
        self.numbers: list[str] = []
        self._told: set[Area] = set()
        self._repeated: set[int] = set()

    # Rows

    def read(self, start: int, stop: int, last: RawItem | None = None) -> Iterator[RawItem]:
        """The items of rows `start` to `stop`; `last` is the one that the first rows may go on with."""
        self._prepare(start, stop)
        self._last = last
        for row in range(start, stop):
            cells = self._cells(row)
            if not any(cells) or self._is_aside(row, cells):
                continue
            cells = self._aligned(row, cells)
            self._in_notes = False
            if self._goes_on(row, cells) or self._repeats(row, cells):
                self._append(row, cells)
                continue
            if self._is_group(row, cells):
                continue
            if self._last is not None and self._last is not last:
                yield self._last
            self._last = self._begin(row, cells)
        if self._last is not None and self._last is not last:
            yield self._last

    def _prepare(self, start: int, stop: int) -> None:
        """What the blocks of the body cover, and how blank names are to be read."""
        self._covers = {}
        by_first = {
            place: number for number, column in enumerate(self._columns) for place in range(column.first, column.last + 1)
        }
        self._merged = set[int]()
        for area in self._grid.merges:
            if area.bottom < start or area.top >= stop:
                continue
            number = by_first.get(area.left)
            if number is None:
                continue
            if area.bottom > area.top:
                self._merged.add(number)
                for row in range(max(area.top + 1, start), min(area.bottom + 1, stop)):
                    self._covers[row, number] = area
            if area.right > area.left and area.top >= start:
                self._across(area, number, by_first.get(area.right, number))
        self._stop = stop
        self._centred = {number: self._is_centred(number, start, stop) for number in self._names}

    def _across(self, area: Area, first: int, last: int) -> None:
        """A tick in a block over several columns counts for each of them."""
        text = self._grid.rows[area.top][area.left]
        ticks = [number for number in range(first, last + 1) if number in self._ticks]
        if len(ticks) > 1 and len(ticks) == last - first + 1 and mark(text) == "yes":
            for number in ticks:
                self._grid.rows[area.top][self._columns[number].first] = text
            words = "、".join(self._columns[number].words for number in ticks)
            self._teller.cell("存疑", area.top, first, f"勾选的单元格合并了几栏，每一栏都算勾选：{words}", text)

    def _is_centred(self, number: int, start: int, stop: int) -> bool:
        """Whether a name may be printed on the middle row of its group: the first row has none, and there are no blocks."""
        if number in self._merged or number == self._names[-1]:
            return False
        column = self._columns[number].first
        for row in range(start, stop):
            cells = self._grid.rows[row]
            if any(cells) and not NOTE.match(next(filter(None, cells))):
                below = any(self._grid.rows[other][column].strip() for other in range(row + 1, min(stop, row + 60)))
                return not cells[column].strip() and below
        return False

    def _cells(self, row: int) -> list[str]:
        """The texts of a row by the columns of the catalogue."""
        cells = self._grid.rows[row]
        found = []
        for number, column in enumerate(self._columns):
            if column.first == column.last:
                text = cells[column.first]
            else:
                texts = [text for text in cells[column.first : column.last + 1] if text.strip()]
                text = "\n".join(texts)
                if len(texts) > 1:
                    self._teller.cell("存疑", row, number, "表头一栏下有几格，接成一格读", text)
            found.append("" if text.isspace() else text)
        return found

    # Items

    def _goes_on(self, row: int, cells: Sequence[str]) -> bool:
        """Whether a row goes on with the item above it: it has no name of its own, and only what an item may have several of."""
        if self._last is None:
            return False
        if self._number is not None and cells[self._number]:
            return False
        if any(cells[number] for number in self._names):
            return False
        return all(self._roles[number].key in _WITHIN for number, text in enumerate(cells) if text)

    def _repeats(self, row: int, cells: list[str]) -> bool:
        """Whether a row is the same item once more, in tables that repeat all its cells beside each part of 公开内容.

        Number and names are equal, and so is all that an item has only one of; what is repeated is emptied.
        """
        if self._last is None or self._number is None or not cells[self._number] or cells[self._number] != self._last_cell:
            return False
        above = {number: pieces[0][1] for number, pieces in self._last.pieces.items()}
        different = [number for number, text in enumerate(cells) if number != self._number and text != above.get(number, "")]
        if not different or any(self._roles[number].key != "公开内容" for number in different):
            return False
        kept = {number: cells[number] for number, role in enumerate(self._roles) if role.key == "公开内容"}
        cells[:] = [kept.get(number, "") for number in range(len(cells))]
        self._repeated.add(row)
        self._teller.row("整理", row, "序号和名称与上一行相同，读作同一事项的又一条公开内容")
        return True

    def _is_group(self, row: int, cells: Sequence[str]) -> bool:
        """Whether a row holds nothing but the 一级事项 of the rows below it, which leave it blank."""
        filled = [number for number, text in enumerate(cells) if text and number != self._number]
        if len(self._names) < 2 or filled != self._names[:1] or row + 1 >= self._stop or filled[0] in self._merged:
            return False
        below = self._grid.rows[row + 1]
        if below[self._columns[filled[0]].first].strip() or not below[self._columns[self._names[1]].first].strip():
            return False
        self._above[filled[0]] = (row, cells[filled[0]])
        self._teller.row("整理", row, "单独一行的一级事项，用于下面各行", cells[filled[0]])
        return True

    def _append(self, row: int, cells: Sequence[str]) -> None:
        assert self._last is not None
        loose = [n for n in self._names if (row, n) not in self._covers]
        for number, text in enumerate(cells):
            if text:
                self._last.pieces.setdefault(number, []).append((row, text))
        if self._names and len(loose) == len(self._names) and row not in self._repeated:
            before = "｜".join(filter(None, cells))
            self._teller.row("整理", row, "没有名称的一行，接在上一事项后面", before)

    def _begin(self, row: int, cells: list[str]) -> RawItem:
        item = RawItem(row)
        self._last_cell = cells[self._number] if self._number is not None else ""
        if row in self._grid.hidden_rows:
            self._teller.row("存疑", row, "隐藏的行，仍读入了；不要的请删去")
        jump = self._count(row, cells)
        deepest = max((number for number in self._names if cells[number]), default=None)
        for number, own in enumerate(cells):
            if number == self._number:
                continue
            place, text = self._text(row, number, own, cells, deepest)
            if text and is_ditto(text):
                place, text = self._ditto(row, number, text, jump)
            if text:
                item.pieces[number] = [(place, text)]
        self._tell_names(row, cells)
        for number in range(len(cells)):
            kept = item.pieces.get(number)
            if kept:
                self._above[number] = (row, kept[0][1])
            elif self._roles[number].key not in _FILLED:
                self._above[number] = (row, "")
        return item

    def _text(self, row: int, number: int, own: str, cells: Sequence[str], deepest: int | None) -> tuple[int, str]:
        """What a cell holds: its own text, that of its block, or that of the row above where names are left blank."""
        if own:
            return row, own
        area = self._covers.get((row, number))
        key = self._roles[number].key
        if area is not None:
            text = self._grid.rows[area.top][area.left]
            if text.strip() and key not in _FILLED and area not in self._told:
                self._told.add(area)
                message = f"合并单元格的内容用于第 {area.top + 1} 至 {area.bottom + 1} 行的各事项"
                self._teller.cell("整理", area.top, number, message, text)
            if text.strip() and key in NAMES and number == self._names[-1] and len(self._names) > 1:
                self._teller.cell("存疑", row, number, "几行共用一个名称，各读作一个事项", text)
            return row, "" if text.isspace() else text
        if key in _FILLED:
            return self._filled(row, number, cells, deepest)
        if (
            key in _UNFILLED
            and not self._merged
            and self._above.get(number, (0, ""))[1]
            and row - 1 <= self._above[number][0] + 1
        ):
            self._teller.cell("存疑", row, number, "空着；如果与上一行相同，请填上")
        return row, ""

    def _filled(self, row: int, number: int, cells: Sequence[str], deepest: int | None) -> tuple[int, str]:
        """A name or domain left blank because it stands above."""
        level = number in self._names
        if level and (deepest is None or number > deepest) and number != self._names[0]:
            return row, ""
        if level and any(cells[other] for other in self._names if other < number):
            return row, ""  # its parent begins anew here: it has none
        text = self._above.get(number, (0, ""))[1]
        if self._centred.get(number):
            text = text or self._below(row, number)
            self._teller.cell("存疑", row, number, "名称可能印在一组的中间一行，按相邻的补上", "", text)
            return row, text
        if not text:
            return row, ""
        if level and number in self._merged:
            self._teller.cell("存疑", row, number, "空着，没有和上面合并，没有补")
            return row, ""
        if not level and number in self._merged:
            return row, ""
        self._teller.cell("整理", row, number, "空着，按上一行补上", "", text)
        return row, text

    def _below(self, row: int, number: int) -> str:
        column = self._columns[number].first
        texts = (self._grid.rows[other][column] for other in range(row + 1, min(self._stop, row + 60)))
        return next((text for text in texts if text.strip()), "")

    def _tell_names(self, row: int, cells: Sequence[str]) -> None:
        """An item without any name of its own, below a block that names several."""
        own = any(cells[number] for number in self._names)
        last = self._names[-1] if self._names else None
        if not own and last is not None and (row, last) not in self._covers:
            self._teller.row("存疑", row, "这一行没有名称，读作一个事项", "｜".join(filter(None, cells)))

    def _ditto(self, row: int, number: int, text: str, jump: bool) -> tuple[int, str]:
        """What 同上 stands for."""
        above = self._above.get(number, (-1, ""))
        if not above[1]:
            self._teller.cell("未识别", row, number, "“同上”的上一行没有内容", text)
            return row, ""
        doubtful = jump or row - 1 in self._grid.hidden_rows
        why = "；上面可能删去了一行" if doubtful else ""
        self._teller.cell("存疑" if doubtful else "整理", row, number, f"换成上一行的内容{why}", text, above[1])
        return row, above[1]

    def _count(self, row: int, cells: list[str]) -> bool:
        """Keep the number of an item; whether numbers jump here. A number that holds a name is told."""
        if self._number is None or not cells[self._number]:
            return False
        text = fold(cells[self._number])
        self.numbers.append(text)
        if not text.isdecimal():
            if not NUMBERS.match(text):
                self._teller.cell("存疑", row, self._number, "序号里有别的文字，没有读入", cells[self._number])
            self._last_number = None
            return False
        number, before = int(text), self._last_number
        self._last_number = number
        return before is not None and number > before + 1
