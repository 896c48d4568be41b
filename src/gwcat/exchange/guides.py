"""What guides the one who fills in: lists to choose from, words beside a cell, colours that change with what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gwcat.exchange import look
from gwcat.exchange.field import METHODS, STAGES, TICK
from gwcat.exchange.help import help_text
from gwcat.exchange.sheet import DELETED, REASON, FillSheet, SheetColumn
from gwcat.language import tier

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Words = Mapping[str, Any]
"""The template's texts, filled."""

_LISTS = {"公开方式": METHODS, "五公开": STAGES, "公开层级": tier.TIERS}
_SPECIAL = {DELETED: "取消", REASON: "理由"}
_TITLE_LIMIT = 31


class Guides:
    """The guides of one sheet, for its rows from `first` to `last`. `units` is the formula of the list of units."""

    def __init__(self, page: Worksheet, sheet: FillSheet, words: Words, first: int, last: int, units: str) -> None:
        self._page, self._sheet, self._words = page, sheet, words
        self._first, self._last, self._units = first, last, units
        self._letters = [str(page.cell(1, number).column_letter) for number in range(1, len(sheet.columns) + 1)]

    def add(self) -> None:
        """All of them."""
        for letter, column in zip(self._letters, self._sheet.columns, strict=True):
            if column.open:
                self._choice(letter, column)
        self._struck()
        self._missing()

    def _choice(self, letter: str, column: SheetColumn) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        key, part = (column.field.key, column.field.part) if column.field else (_SPECIAL[column.code], "")
        names = column.field.names if column.field else ()
        said = help_text(names, (part, key), self._sheet.form.form.notes, self._words["提示"])
        ticks = column.code == DELETED or (column.field is not None and column.field.ticks)
        options = f'"{TICK}"' if ticks else self._options(key, part)
        choice = DataValidation(type="list" if options else None, formula1=options or None, allow_blank=True)
        if ticks and key != "公开渠道":  # a channel may be named in the place of a tick
            choice.showErrorMessage = True
            choice.errorTitle, choice.error = self._words["书名"][:_TITLE_LIMIT], self._words["只能选勾"]
        if said:
            choice.showInputMessage = True
            choice.promptTitle, choice.prompt = (part or key)[:_TITLE_LIMIT], said
        choice.add(f"{letter}{self._first}:{letter}{self._last}")
        self._page.add_data_validation(choice)

    def _options(self, key: str, part: str) -> str:
        """The formula of a list to choose from; other words may be written too."""
        if key == "公开主体":
            return self._units
        return f'"{",".join(_LISTS[key])}"' if key in _LISTS and not part else ""

    def _struck(self) -> None:
        """What is to be deleted."""
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import Font

        deleted, last = self._letters[self._sheet.front - 1], self._letters[-1]
        font, back = Font(strike=True, color=f"FF{look.STRUCK_TEXT}"), look.behind(look.STRUCK)
        rule = FormulaRule(formula=[f"LEN(${deleted}{self._first})>0"], font=font, fill=back, stopIfTrue=True)
        self._page.conditional_formatting.add(f"{deleted}{self._first}:{last}{self._last}", rule)

    def _missing(self) -> None:
        """What the form asks for and is not there, in rows of items and in those that were begun."""
        from openpyxl.formatting.rule import FormulaRule

        row = self._first
        opened = [
            letter for letter, column in zip(self._letters, self._sheet.columns, strict=True) if column.open and column.field
        ]
        begun = f"SUMPRODUCT(LEN(${opened[0]}{row}:${opened[-1]}{row}))>0"
        used = f"OR(LEN($B{row})>0,AND(LEN($A{row})=0,{begun}))"
        for key in self._sheet.form.form.required:
            for first, last in _runs(self._places(key)):
                left, right = self._letters[first], self._letters[last]
                empty = f"SUMPRODUCT(LEN(${left}{row}:${right}{row}))=0"
                rule = FormulaRule(formula=[f"AND({used},{empty})"], fill=look.behind(look.MISSING))
                self._page.conditional_formatting.add(f"{left}{row}:{right}{self._last}", rule)

    def _places(self, key: str) -> list[int]:
        """The columns in which something is missing if they all are empty."""
        keys = self._sheet.form.keys
        if key == "名称":  # levels alone name an item, too
            key = next((level for level in ("二级事项", "一级事项") if level in keys), key)
        fields = [column.field for column in self._sheet.columns]
        places = [place for place, column in enumerate(fields) if column and column.key == key]
        return places[:1] if key == "公开内容" else places


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other, as first and last."""
    start = 0
    for number, place in enumerate(places):
        if number + 1 == len(places) or places[number + 1] != place + 1:
            yield places[start], place
            start = number + 1
