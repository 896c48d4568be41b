"""The cells of one item as the values of a source file, key by key, with a remark for every change and every doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from gwcat.forms.role import LEVEL_AND_CONTENT, NAME_AND_CONTENT, SUBJECT_AND_OFFICE, WHOLE_NAME
from gwcat.intake.channels import read_channels
from gwcat.intake.entries import Entries, bases, contents, subjects
from gwcat.intake.options import OptionReader, Piece, RawItem
from gwcat.intake.teller import Teller
from gwcat.intake.tidy import one_line
from gwcat.language.column import Role
from gwcat.model.catalogue import ITEM_LEVELS

_FUSED = re.compile(
    r"^(?:[0-9]{1,3}(?:[.．][0-9]{1,3})+[.．、]?|[0-9]{1,3}[.．、](?![0-9])"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）]|[一二三四五六七八九十]{1,3}、)\s*(?=\S)"
)
_OFFICE = re.compile(r"^(.+)（([^（）]+)）$", re.DOTALL)
_IS_OFFICE = re.compile("(?:科|股|室|(?<!事)处|中心|大队|站|所|队)$")
_MULTILINE = frozenset(("备注", "公开程度", "权力类型"))


class ValueReader(OptionReader):
    """Reads items of one table, whose columns have these roles."""

    def __init__(self, roles: Sequence[Role], teller: Teller) -> None:
        super().__init__(teller)
        self._keys: dict[str, list[tuple[int, Role]]] = {}
        for number, role in enumerate(roles):
            if role.key and role.key != "序号":
                self._keys.setdefault(role.key, []).append((number, role))
        self.columns = {key: columns[0][0] for key, columns in self._keys.items()}
        self._extra = [number for number, role in enumerate(roles) if role == Role("")]
        self._readers: dict[str, Callable[[RawItem, list[tuple[int, Role]]], Any]] = {
            "公开内容": self._contents, "公开依据": self._bases, "公开主体": self._subjects, "公开渠道": self._channels,
            "公开对象": self._audience, "公开方式": self._methods, "公开层级": self._tiers, "五公开": self._stages,
            "不予公开": self._withheld,
        }  # fmt: skip

    def read(self, item: RawItem) -> dict[str, Any]:
        """The values of an item by their keys; what no key holds is told."""
        values: dict[str, Any] = {}
        for key, columns in self._keys.items():
            reader = self._readers.get(key)
            if reader is not None:
                values[key] = reader(item, columns)
            elif key == "名称" and columns[0][1] in (WHOLE_NAME, NAME_AND_CONTENT):
                values.update(self._composite(item, *columns[0]))
            elif key in ITEM_LEVELS or key in ("名称", "领域"):
                values[key] = self._name(item, columns[0][0])
            else:
                values[key] = self._text(item, columns[0][0], key in _MULTILINE)
        self._inner_values(item, values)
        self._split_level(item, values)
        for column in self._extra:
            for row, text in item.texts(column):
                if text.strip():
                    words = self._teller.columns[column].words
                    self._teller.cell("其他列", row, column, f"列“{words}”没有可以放的要素" if words else "没有表头的列", text)
        return values

    # Single texts

    def _name(self, item: RawItem, column: int) -> str:
        """A name without the number that was written in front of it."""
        found = []
        for row, raw in item.texts(column):
            text, done = one_line(raw)
            bare = _FUSED.sub("", text)
            self._done(row, column, raw, bare, (*done, *(["去掉名称前的编号"] if bare != text else [])))
            found.append(bare)
        return "".join(found)

    def _composite(self, item: RawItem, column: int, role: Role) -> dict[str, Any]:
        """一级事项—二级事项—名称 in one cell, and the contents behind a colon where the form writes them so."""
        name, values = self._name(item, column), dict[str, Any]()
        if role == NAME_AND_CONTENT and "：" in name:
            name, _, rest = name.partition("：")
            values["公开内容"] = [part for part in rest.split("、") if part]
        parts = re.split("(?<!—)—(?!—)", name)
        if 1 < len(parts) <= 3:
            row, raw = item.texts(column)[0]
            self._teller.cell("整理", row, column, "名称按“—”分成各级事项", raw, "；".join(parts))
            values.update(zip(ITEM_LEVELS, parts, strict=False))
        else:
            values["名称"] = name
        return values

    def _split_level(self, item: RawItem, values: dict[str, Any]) -> None:
        """A name that stands in the column of 二级事项 while 一级事项 has nothing is the item's own name."""
        if values.get("一级事项") == "" and values.get("二级事项") and "名称" not in values and not values.get("三级事项"):
            values["名称"], values["二级事项"] = values["二级事项"], ""

    def _inner_values(self, item: RawItem, values: dict[str, Any]) -> None:
        """What a form writes into the cell of another key: 二级事项 above 公开内容, 责任科室 behind 公开主体."""
        for key, columns in self._keys.items():
            column, role = columns[0]
            if role == SUBJECT_AND_OFFICE:
                values["责任科室"] = "".join(_office(text)[1] for _, text in item.texts(column))
            elif key == "公开内容" and role == LEVEL_AND_CONTENT:
                levels = [_level_line(text)[0] for _, text in item.texts(column)[:1]]
                parts = re.split("(?<!—)—(?!—)", levels[0]) if levels else [""]
                values.update(zip(ITEM_LEVELS[1:3], parts, strict=False))

    # Lists

    def _entries(self, pieces: Iterable[Piece], column: int, read: Callable[[str], Entries]) -> list[str]:
        entries: list[str] = []
        for row, raw in pieces:
            found = read(raw)
            entries += found.entries
            self._done(row, column, raw, "\n".join(found.entries), found.done)
            for doubt in found.doubts:
                self._teller.cell("存疑", row, column, doubt, raw, "\n".join(found.entries))
            self._suspect(row, column, raw)
        return entries

    def _contents(self, item: RawItem, columns: list[tuple[int, Role]]) -> list[Any]:
        """公开内容, with the 公开标准 that stands beside each."""
        own = next((number for number, role in columns if role.option != "标准"), None)
        beside = next((number for number, role in columns if role.option == "标准"), None)
        if own is not None and any(role == LEVEL_AND_CONTENT for _, role in columns):
            first = item.texts(own)[:1]
            pieces = [(row, _level_line(text)[1]) for row, text in first] + item.texts(own)[1:]
            return self._entries([piece for piece in pieces if piece[1].strip()], own, contents)
        standards = {row: text for row, text in item.texts(beside) if text.strip()} if beside is not None else {}
        pieces = item.texts(own) if own is not None else []
        if beside is None or (not standards and len(pieces) < 2):
            return [*self._entries(pieces, own, contents)] if own is not None else []
        return list(self._pairs(pieces, standards, own, beside))

    def _pairs(self, pieces: Sequence[Piece], standards: dict[int, str], own: int | None, beside: int) -> Iterable[Any]:
        rows = sorted({row for row, _ in pieces} | set(standards))
        texts = dict(pieces)
        for row in rows:
            content, standard = texts.get(row, ""), standards.get(row, "")
            left, right = content.strip().split("\n"), standard.strip().split("\n")
            if len(rows) == 1 and len(left) == len(right) > 1:
                self._teller.cell("整理", row, beside, "公开内容和公开标准逐行对应", standard)
                pairs = list(zip(left, right, strict=True))
            else:
                pairs = [(content, standard)]
            for one, other in pairs:
                clean = one_line(one), one_line(other)
                if own is not None:
                    self._done(row, own, one, clean[0].text, clean[0].done)
                self._done(row, beside, other, clean[1].text, clean[1].done)
                if clean[1].text:
                    yield {"要素": clean[0].text, "标准": clean[1].text}
                elif clean[0].text:
                    yield clean[0].text

    def _bases(self, item: RawItem, columns: list[tuple[int, Role]]) -> list[str]:
        return self._entries(item.texts(columns[0][0]), columns[0][0], bases)

    def _subjects(self, item: RawItem, columns: list[tuple[int, Role]]) -> list[str]:
        column, role = columns[0]
        pieces = item.texts(column)
        if role == SUBJECT_AND_OFFICE:
            pieces = [(row, _office(text)[0]) for row, text in pieces]
        return self._entries(pieces, column, subjects)

    def _channels(self, item: RawItem, columns: list[tuple[int, Role]]) -> list[Any]:
        column = columns[0][0]
        pieces = [piece for piece in item.texts(column) if piece[1].strip()]
        if not pieces:
            return []
        row, raw = pieces[0][0], "\n".join(text for _, text in pieces)
        found = read_channels(raw)
        self._done(row, column, raw, shown(list(found.entries)), found.done)
        for doubt in found.doubts:
            self._teller.cell("存疑", row, column, doubt, raw, shown(list(found.entries)))
        return list(found.entries)

    def _withheld(self, item: RawItem, columns: list[tuple[int, Role]]) -> Any:
        values = {role.option: self._text(item, column) for column, role in columns if role.option}
        if not any(values.values()):
            return ""
        return values if values else self._text(item, columns[0][0])


def _office(text: str) -> tuple[str, str]:
    """A body, and the office named in brackets behind it."""
    match = _OFFICE.match(text.strip())
    return (match.group(1), match.group(2)) if match and _IS_OFFICE.search(match.group(2)) else (text, "")


def _level_line(text: str) -> tuple[str, str]:
    """The name in the first line of 公开内容 that ends with a colon, and the rest; a name alone if nothing else stands there."""
    head, sign, rest = text.partition("\n")
    if head.rstrip().endswith(("：", ":")) and sign:
        return one_line(head.rstrip()[:-1]).text, rest
    return "", text


def shown(value: Any) -> str:
    """A value as one text, for remarks."""
    if isinstance(value, dict):
        return "，".join(f"{key}：{shown(inner)}" for key, inner in value.items())
    return "、".join(map(shown, value)) if isinstance(value, list) else str(value)
