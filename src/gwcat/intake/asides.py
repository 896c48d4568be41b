"""Rows that are no part of an item, told as what they are: headers again, column numbers, titles, notes; and rows out of line."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from gwcat.base.names import fold
from gwcat.intake.grid import Area, Grid
from gwcat.intake.header import Header, hits, may_be_header
from gwcat.intake.shift import misfits, realigned
from gwcat.intake.teller import Teller
from gwcat.language.column import Role
from gwcat.model.catalogue import ITEM_LEVELS

NOTE = re.compile(
    r"^\s*[（(*※]*\s*(?:注|备注|说明|填表说明|填报说明|注释|标准目录要素说明|要素说明|填表人|填报人|制表|审核人|联系人)\s*(?:[:：\d一1.、]|$)"
)
TITLE = re.compile(r"(目录|清单|领域|一览表|汇总表|附件\s*\d*[:：]?)\s*(?:[（(].*[)）])?\s*(?:\d{4}年?版?)?$")
NUMBERS = re.compile(r"^\d{1,6}(?:[-—.]\d{1,4})*$")
NAMES = frozenset((*ITEM_LEVELS, "名称"))


class RowSorter:
    """Knows which rows of a table's body are none of an item's, and puts those right that stand out of line."""

    def __init__(self, grid: Grid, header: Header, roles: Sequence[Role], teller: Teller, notes: Collection[str] = ()) -> None:
        self._grid, self._header, self._roles, self._teller = grid, header, roles, teller
        self._columns = header.columns
        self._names = [number for number, role in enumerate(roles) if role.key in NAMES]
        self._number = next((number for number, role in enumerate(roles) if role.key == "序号"), None)
        self._ticks = [
            number for number, role in enumerate(roles) if role.option and role.key in ("公开对象", "公开方式", "公开层级")
        ]
        self.titles: list[tuple[int, str]] = []  # rows that name a domain, for the items below them
        self._covers: dict[tuple[int, int], Area] = {}  # row and column of the catalogue -> the block that reaches down to it
        self._in_notes = False
        self._width = grid.width
        self._notes = frozenset(map(fold, notes))  # those of the form, which nobody misses

    def _is_aside(self, row: int, cells: Sequence[str]) -> bool:
        """Whether a row is no part of an item: a header again, column numbers, a title, a note."""
        filled = [text for text in cells if text]
        if self._is_header_again(row, cells, filled):
            self._teller.row("整理", row, "重复的表头，没有读入")
            return True
        counted = [str(number) for number in range(1, len(filled) + 1)]
        if len(filled) > 3 and len(filled) >= len(cells) - 1 and [fold(text).strip("()") for text in filled] == counted:
            self._teller.row("整理", row, "栏号一行，没有读入")
            return True
        if len(filled) != 1:
            return False
        return self._is_words(row, cells, filled[0])

    def _is_header_again(self, row: int, cells: Sequence[str], filled: Sequence[str]) -> bool:
        if not may_be_header(cells):
            return False
        same = sum(1 for text in filled if fold(text) in self._header.signs)
        known, count = hits(cells)
        return (
            same * 5 >= len(filled) * 3 and known * 5 >= count * 3 and (len(filled) > 1 or fold(filled[0]) in self._header.signs)
        )

    def _is_words(self, row: int, cells: Sequence[str], text: str) -> bool:
        """Whether the only text of a row is a note or a title, not the name of an item."""
        number = next(place for place, cell in enumerate(cells) if cell)
        wide = any(area.right - area.left + 1 >= max(3, len(self._columns) // 2) for area in self._grid.merges if area.top == row)
        covered = any((row, place) in self._covers for place in range(len(cells)))
        if covered and not wide:
            return False
        if NOTE.match(text) or (self._in_notes and (wide or number == 0)):
            self._in_notes = True
            if fold(text) not in self._notes:
                self._teller.row("整理", row, "表下的注，没有读入", text)
            return True
        if TITLE.search(text.strip()) and (wide or number == 0):
            self.titles.append((row, text))
            self._teller.row("整理", row, "表中的标题，不读作事项", text)
            return True
        if wide or (number == self._number and not NUMBERS.match(fold(text))):
            self._teller.row("未识别", row, "占整行的文字，不是事项，没有读入", text)
            return True
        if number == self._number:
            self._teller.row("整理", row, "只有序号的空行，没有读入", text)
            return True
        return False

    def _aligned(self, row: int, cells: list[str]) -> list[str]:
        """A row whose cells stand one or two columns too far left, put right where there is one way only."""
        length = self._grid.lengths[row] if row < len(self._grid.lengths) else 0
        short = self._width - length if length and not self._grid.lettered else 0
        wrong = misfits(self._roles, cells)
        if wrong:
            better = realigned(self._roles, cells, self._names, self._number, short)
            if better is not None:
                self._teller.row("存疑", row, "整行左移了，按各格的内容对回", "｜".join(cells), "｜".join(better))
                return better
            for number in wrong:
                self._teller.cell("存疑", row, number, f"内容不像“{self._roles[number]}”，可能错了列", cells[number])
        elif short and self._ticks and self._ticks[-1] >= len(cells) - short:
            return self._without_lost_ticks(row, cells, short)
        return cells

    def _without_lost_ticks(self, row: int, cells: list[str], short: int) -> list[str]:
        """A short row that lost empty cells among its ticks: words tell where they belong, signs do not."""
        ticks = [cells[number] for number in self._ticks if cells[number]]
        if not ticks:
            return cells
        cells = list(cells)
        words = {
            fold(word): number for number in self._ticks for word in (self._columns[number].path[-1], self._roles[number].option)
        }
        placed = {words[fold(text)]: text for text in ticks if fold(text) in words}
        for number in self._ticks:
            cells[number] = placed.get(number, "")
        lost = [text for text in ticks if fold(text) not in words]
        if lost:
            told = f"这一行少了 {short} 格，勾选在哪一栏不能确定，没有读入"
            self._teller.cell("未识别", row, self._ticks[0], told, "、".join(lost))
        else:
            self._teller.row("整理", row, f"这一行少了 {short} 格，按文字放回各栏", "、".join(ticks))
        return cells
