"""The tables of a document as a catalogue: header by header, table by table, in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from gwcat.base.errors import GwcatError
from gwcat.base.names import fold
from gwcat.forms.definition import Form
from gwcat.forms.library import Library
from gwcat.forms.role import roles_of
from gwcat.intake.asides import NOTE, TITLE
from gwcat.intake.grid import Grid
from gwcat.intake.header import Column, Header, find_header
from gwcat.intake.meaning import Meaning, choose_form, levels_below, meanings
from gwcat.intake.options import RawItem
from gwcat.intake.rows import RowReader
from gwcat.intake.shift import misfits, suits
from gwcat.intake.teller import Teller
from gwcat.intake.values import ValueReader
from gwcat.language import domain
from gwcat.language.column import Role
from gwcat.model.catalogue import ITEM_LEVELS
from gwcat.model.incoming import Hints, Incoming, IncomingItem, IncomingTable, Remark, RemarkKind, Spot

_SAMPLE = 60
_LEAST_KEYS = 3
_MOST_EMPTY = 2
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)")
_NAMING = frozenset((*ITEM_LEVELS, "名称", "公开内容", "不予公开"))


class Spots(Mapping[str, Spot]):
    """Where each key of an item stands; the places are made when they are asked for."""

    def __init__(self, grid: Grid, row: int, columns: Mapping[str, int]) -> None:
        self._grid, self._row, self._columns = grid, row, columns

    def __getitem__(self, key: str) -> Spot:
        return self._grid.spot(self._row, self._columns[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class CatalogueReader:
    """Reads tables one after the other; one without a header may go on with the one before it."""

    def __init__(self, library: Library, hints: Hints, found: Incoming) -> None:
        self._library, self._hints, self._found = library, hints, found
        self._header: Header | None = None
        self._roles: list[Role] = []
        self._form: Form | None = None
        self._width = 0
        self._domain = ""

    def read(self, grid: Grid) -> None:
        """Read a table: its items and remarks go to what was found."""
        if not any(map(any, grid.rows)):
            return
        self._without_errors(grid)
        self._domain = self._named_domain(grid)
        header = find_header(grid, 0)
        if header is None:
            self._without_header(grid)
            return
        self._preamble(grid, 0, header.top)
        while header is not None:
            following = _next_header(grid, header)
            stop = following.top if following else len(grid.rows)
            if self._take(grid, header):
                self._body(grid, header, header.bottom, stop)
            header = following

    def _without_errors(self, grid: Grid) -> None:
        """Empty the cells that hold nothing but the failure of a formula."""
        for number, cells in enumerate(grid.rows):
            for column, text in enumerate(cells):
                if text[:1] == "#" and _ERROR.fullmatch(text.strip()):
                    message = "单元格是公式的出错值，没有读入"
                    self._found.remarks.append(Remark("未识别", grid.spot(number, column), message, text))
                    cells[column] = ""

    # Headers

    def _take(self, grid: Grid, header: Header) -> bool:
        """Find out what the columns of a header hold; whether it is that of a catalogue."""
        columns = header.columns
        teller = Teller(grid, columns, self._found.remarks)
        form, given = choose_form(columns, self._library, self._hints.form)
        found = meanings(columns, given, form, lambda number: _sample(grid, header, number))
        found = self._spread_names(grid, header, found, teller)
        roles = [meaning.role for meaning in found]
        held = {role for role in roles if role.key not in ("", "序号")}
        if len(held) < _LEAST_KEYS or not {role.key for role in held} & _NAMING:
            words = "、".join(filter(None, (column.words for column in columns)))
            known = all(column.heading is not None for column in columns if column.path)
            message = "不是公开事项的表（如目次、分工表），没有读入" if known else "表头不是公开事项目录的，这张表没有读入"
            teller.table("整理" if known else "未识别", message, words)
            self._found.tables.append(IncomingTable(grid.spot(), grid.rows))
            self._header = None
            return False
        for number, meaning in enumerate(found):
            row = header.bottom - 1
            if meaning.doubt:
                teller.cell("存疑", row, number, meaning.doubt)
            if meaning.done:
                teller.cell("整理", row, number, meaning.done)
        for number in grid.hidden_columns:
            if any(row[number].strip() for row in grid.rows if number < len(row)):
                spot = next((n for n, column in enumerate(columns) if column.first <= number <= column.last), 0)
                teller.cell("存疑", header.top, spot, "隐藏的列，仍读入了；不要的请删去")
        self._header, self._roles, self._form, self._width = header, roles, form, grid.width
        return True

    def _spread_names(self, grid: Grid, header: Header, found: list[Meaning], teller: Teller) -> list[Meaning]:
        """Columns below one title 公开事项 that has no columns named below it: the levels, from left to right."""
        number = next((n for n, meaning in enumerate(found) if meaning.role.key == "名称"), None)
        if number is None or any(meaning.role.key in ITEM_LEVELS for meaning in found):
            return found
        column = header.columns[number]
        filled = [
            place
            for place in range(column.first, column.last + 1)
            if any(row[place].strip() for row in grid.rows[header.bottom : header.bottom + _SAMPLE])
        ]
        if len(filled) < 2:
            return found
        teller.cell("存疑", header.bottom - 1, number, f"“{column.words}”下有 {len(filled)} 列，从左到右读作各级事项")
        columns = [Column(place, place, column.path, None) for place in range(column.first, column.last + 1)]
        header.columns[number : number + 1] = columns
        teller.columns = header.columns
        return [*found[:number], *(Meaning(role) for role in levels_below(columns)), *found[number + 1 :]]

    def _without_header(self, grid: Grid) -> None:
        """A table that goes on with the one before it, or whose columns are those of a form although nothing says so."""
        if self._header is not None and grid.width == self._width and self._fits(grid, self._roles):
            self._found.remarks += [_remark(grid, "整理", "没有表头，列数和前一张表相同，接着前一张表读")]
            self._body(grid, self._header, 0, len(grid.rows), goes_on=True)
            return
        form = self._form_by_columns(grid)
        if form is None:
            self._found.tables.append(IncomingTable(grid.spot(), grid.rows))
            text = "｜".join(filter(None, next(filter(any, grid.rows))))
            self._found.remarks += [_remark(grid, "未识别", "没有认出表头，这张表没有读入", text)]
            return
        self._found.remarks += [_remark(grid, "存疑", f"没有表头，列数和内容像“{form.name}”，按它读，请核对各列")]
        for row in grid.rows:
            row += [""] * (len(form.columns) - len(row))
        columns = [Column(n, n, (leaf.header,), None) for n, leaf in enumerate(form.columns)]
        self._header, self._roles, self._form, self._width = Header(0, 0, columns), list(roles_of(form)), form, grid.width
        self._body(grid, self._header, 0, len(grid.rows))

    def _form_by_columns(self, grid: Grid) -> Form | None:
        """The form with as many columns whose cells are most like those of the table; the wanted one, or the plainest."""
        rows = [row for row in grid.rows[:_SAMPLE] if sum(map(bool, row)) > 2]
        best: tuple[int, Form] | None = None
        for form in self._possible_forms():
            missing = len(form.columns) - grid.width  # the last columns may be empty in all rows
            if 0 <= missing <= _MOST_EMPTY and grid.width > 5 and self._fits(grid, roles_of(form)):
                score = sum(suits(roles_of(form), row) for row in rows) - missing * len(rows)
                if score >= len(rows) * 2 and (best is None or score > best[0]):
                    best = score, form
        return best[1] if best else None

    def _possible_forms(self) -> Iterator[Form]:
        """The form that the user named, or all of them, those with the shortest names first; broken ones are passed over."""
        if self._hints.form:
            yield self._library.form(self._hints.form)
            return
        for name in sorted(self._library.form_paths, key=lambda name: (len(name), name)):
            with suppress(GwcatError):
                yield self._library.form(name)

    def _fits(self, grid: Grid, roles: Sequence[Role]) -> bool:
        """Whether the first rows stand well in these columns."""
        rows = [row for row in grid.rows[:_SAMPLE] if sum(map(bool, row)) > 2]
        return bool(rows) and sum(bool(misfits(roles, row)) for row in rows) * 5 <= len(rows)

    # Bodies

    def _body(self, grid: Grid, header: Header, start: int, stop: int, *, goes_on: bool = False) -> None:
        teller = Teller(grid, header.columns, self._found.remarks)
        rows = RowReader(grid, header, self._roles, teller, self._form.notes if self._form else ())
        values = ValueReader(self._roles, teller)
        columns = {key: header.columns[number].first for key, number in values.columns.items()}
        before = len(self._found.items)
        rest = RawItem(start) if goes_on and self._found.items else None  # of an item that a page break cut in two
        for raw in rows.read(start, stop, rest):
            self._found.items.append(self._item(grid, rows, values, columns, raw))
        if rest is not None and rest.pieces:
            _join(self._found.items[before - 1], values.read(rest))
        self._tell_numbers(teller, rows.numbers, goes_on)
        names = [str(role) for role in self._roles]
        table = IncomingTable(grid.spot(), grid.rows, [""] * grid.width, range(header.top, header.bottom))
        for column, name in zip(header.columns, names, strict=True):
            table.columns[column.first] = name
        table.form, table.items = self._form.name if self._form else "", len(self._found.items) - before
        self._found.tables.append(table)

    def _item(self, grid: Grid, rows: RowReader, values: ValueReader, columns: Mapping[str, int], raw: RawItem) -> IncomingItem:
        read = values.read(raw)
        own = read.pop("领域", "")
        titles = [text for row, text in rows.titles if row < raw.row]
        titled = next((name for text in reversed(titles) if (name := domain_in(text))), "")
        named = own or self._hints.domain or titled or self._domain
        return IncomingItem(read, grid.spot(raw.row), Spots(grid, raw.row, columns), domain=named, unit=self._hints.unit)

    def _tell_numbers(self, teller: Teller, numbers: Sequence[str], goes_on: bool) -> None:
        """序号 are counted anew; what is lost with them is told once for the table."""
        plain = [str(number) for number in range(1, len(numbers) + 1)]
        if numbers and list(numbers) != plain and not goes_on:
            some = "、".join(numbers[:8]) + ("…" if len(numbers) > 8 else "")
            teller.table("整理", "序号不是从 1 起连续的，读入后重新编号", some)

    # Titles

    def _preamble(self, grid: Grid, start: int, stop: int) -> None:
        """The rows above a header: titles name the domain, the rest is told."""
        for number in range(start, stop):
            text = " ".join(dict.fromkeys(cell.strip() for cell in grid.rows[number] if cell.strip()))
            if not text:
                continue
            if name := domain_in(text):
                self._domain = self._hints.domain or name
            elif not TITLE.search(text) and not NOTE.match(text):
                self._found.remarks.append(_remark(grid, "整理", "表头上面的文字，没有读入", text, number))

    def _named_domain(self, grid: Grid) -> str:
        """The domain that the user, the text before a table, or the sheet names."""
        if self._hints.domain:
            return self._hints.domain
        before = next((name for text in reversed(grid.caption) if (name := domain_in(text))), "")
        found = domain.find(grid.name.removesuffix("领域")) if grid.lettered and grid.name else None
        sheet = grid.name.removesuffix("领域") if found else ""
        return before or sheet or (self._domain if not grid.lettered else "")


def _join(item: IncomingItem, more: Mapping[str, object]) -> None:
    """Add what stood in the next table to the lists of an item."""
    for key, value in more.items():
        kept = item.values.get(key)
        if isinstance(value, list) and isinstance(kept, list):
            kept += [entry for entry in value if entry not in kept]
        elif value and not kept:
            item.values[key] = value


def _remark(grid: Grid, kind: RemarkKind, message: str, before: str = "", row: int = -1) -> Remark:
    return Remark(kind, grid.spot(row), message, before)


def _next_header(grid: Grid, header: Header) -> Header | None:
    """The next header below that is another one; the same one again is part of the body."""
    row = header.bottom
    while (found := find_header(grid, row)) is not None:
        same = len(found.signs & header.signs)
        if same * 5 < len(found.signs) * 4:
            return found
        row = found.bottom
    return None


def _sample(grid: Grid, header: Header, number: int) -> list[str]:
    column = header.columns[number]
    rows = grid.rows[header.bottom : header.bottom + _SAMPLE]
    texts = (row[column.first] for row in rows)
    return [text for text in texts if fold(text) not in header.signs]


def domain_in(title: str) -> str:
    """The domain that a title names: what stands before 领域, or a registered name in it."""
    text = fold(title)
    match = re.search(r"([^、，。；：（）()]+)领域", text)
    names = sorted(
        (name for each in domain.domains() for name in (each.name, *each.aliases)), key=lambda name: (-len(name), name)
    )
    if match:
        return next((name for name in names if match.group(1).endswith(fold(name))), "")
    return next((name for name in names if fold(name) in text and TITLE.search(text)), "")
