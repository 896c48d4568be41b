"""The cells of one item as the values of a source file, key by key, with a remark for every change and every doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gwcat.base.names import fold
from gwcat.forms.role import LEVEL_AND_CONTENT, NAME_AND_CONTENT, SUBJECT_AND_OFFICE, WHOLE_NAME
from gwcat.intake.channels import read_channels
from gwcat.intake.entries import Entries, bases, contents, subjects
from gwcat.intake.marks import TICKED, UNTICKED, is_usual, mark
from gwcat.intake.teller import Teller
from gwcat.intake.tidy import one_line, tidy
from gwcat.language import tier
from gwcat.language.column import STAGES, Role
from gwcat.model.catalogue import ITEM_LEVELS

_FUSED = re.compile(
    r"^(?:[0-9]{1,3}(?:[.．][0-9]{1,3})+[.．、]?|[0-9]{1,3}[.．、](?![0-9])"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）]|[一二三四五六七八九十]{1,3}、)\s*(?=\S)"
)
_EVERYONE = frozenset(("全社会", "社会", "社会公众", "公众", "全体公民", "全社会公众", "面向全社会", "面向社会", "社会公开"))
_PARTS = re.compile(r"[、，,；;/／\n\s]+")
_METHODS = {
    "主动公开": "主动公开",
    "主动": "主动公开",
    "依申请公开": "依申请公开",
    "依申请": "依申请公开",
    "申请公开": "依申请公开",
}
_OFFICE = re.compile(r"^(.+)（([^（）]+)）$", re.DOTALL)
_IS_OFFICE = re.compile("(?:科|股|室|(?<!事)处|中心|大队|站|所|队)$")
_MULTILINE = frozenset(("备注", "公开程度", "权力类型"))
_SUSPECT = {
    "电请": "申请", "依电": "依申", "资讯电话": "咨询电话", "公开条件》": "公开条例》", "公开条列": "公开条例",
}  # fmt: skip

Piece = tuple[int, str]
"""The row of the grid, and the text that stands there."""


@dataclass(slots=True)
class RawItem:
    """The cells of one item: for each column of the catalogue the pieces that stand in it, from top to bottom."""

    row: int
    pieces: dict[int, list[Piece]] = field(default_factory=dict)

    def texts(self, column: int) -> list[Piece]:
        """What stands in a column."""
        return self.pieces.get(column, [])


class ValueReader:
    """Reads items of one table, whose columns have these roles."""

    def __init__(self, roles: Sequence[Role], teller: Teller) -> None:
        self._teller = teller
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

    def _text(self, item: RawItem, column: int, multiline: bool = False) -> str:
        """Everything in a column as one text."""
        found = []
        for row, raw in item.texts(column):
            text, done = (tidy if multiline else one_line)(raw)
            self._done(row, column, raw, text, done)
            self._suspect(row, column, raw)
            found.append(text)
        return "\n".join(filter(None, found)) if multiline else "".join(found)

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

    # Ticks

    def _ticked(self, item: RawItem, column: int, role: Role) -> bool | str:
        """Whether a cell is ticked; its text if it holds words of another meaning."""
        pieces = [piece for piece in item.texts(column) if piece[1].strip()]
        if not pieces:
            return False
        row, raw = pieces[0][0], "".join(text for _, text in pieces)
        said = mark(raw)
        if said == "text":
            words = one_line(raw).text
            if fold(words) in self._own_words(column, role):
                self._teller.cell("整理", row, column, "写的是表头的词，读作勾选", raw, "√")
                return True
            return words
        if said == "yes" and not is_usual(raw):
            self._teller.cell("整理", row, column, "读作勾选", raw, "√")
        elif said == "no" and not is_usual(raw):
            self._teller.cell("整理", row, column, "读作没有勾选", raw)
        return said == "yes"

    def _own_words(self, column: int, role: Role) -> set[str]:
        leaf = self._teller.columns[column].path[-1:] or ("",)
        return {
            fold(leaf[0]),
            *map(fold, role.option.split("、")),
            *(word for word, option in _METHODS.items() if option == role.option),
        }

    def _audience(self, item: RawItem, columns: list[tuple[int, Role]]) -> Any:
        everyone, groups = False, list[str]()
        for column, role in columns:
            if not role.option:
                found = self._audience_words(item, column)
                everyone = everyone or "全社会" in found
                groups += [name for name in found if name != "全社会"]
                continue
            said = self._ticked(item, column, role)
            if role.option == "全社会":
                if isinstance(said, str):
                    everyone = everyone or fold(said) in _EVERYONE
                    if fold(said) not in _EVERYONE:
                        self._doubt(item, column, "“全社会”一栏写了别的文字，记作特定群体")
                        groups.append(said)
                else:
                    everyone = everyone or said
            elif isinstance(said, str):
                if fold(said) in _EVERYONE:
                    self._doubt(item, column, "“特定群体”一栏写了“全社会”，记作全社会")
                    everyone = True
                else:
                    self._tell_text(item, column, said)
                    groups.append(said)
            elif said:
                self._doubt(item, column, "“特定群体”打了勾，没有写是谁")
                groups.append("")
        entries: list[Any] = [*(["全社会"] if everyone else []), *({"特定群体": name} for name in groups)]
        return entries[0] if len(entries) == 1 else entries or ""

    def _audience_words(self, item: RawItem, column: int) -> list[str]:
        """全社会, and the names of groups as one text."""
        text = self._text(item, column)
        found, rest = list[str](), []
        for part in (part for part in re.split("[、，,；;]", text) if part):
            if fold(part) in _EVERYONE or mark(part) == "yes":
                found.append("全社会")
            else:
                rest.append(part)
        return [*found, *(["、".join(rest)] if rest else [])]

    def _methods(self, item: RawItem, columns: list[tuple[int, Role]]) -> Any:
        found: list[str] = []
        for column, role in columns:
            if not role.option:
                found += self._words(item, column, _METHODS)
                continue
            said = self._ticked(item, column, role)
            if isinstance(said, str):
                other = _METHODS.get(fold(said))
                self._doubt(
                    item,
                    column,
                    f"“{role.option}”一栏写的是“{said}”" + ("，按文字读" if other else "，没有读懂"),
                    unknown=not other,
                )
                found += [other] if other else []
            elif said:
                found.append(role.option)
        found = list(dict.fromkeys(found))
        return found[0] if len(found) == 1 else found or ""

    def _words(self, item: RawItem, column: int, known: dict[str, str]) -> list[str]:
        """The words of a cell that names options instead of ticking them."""
        found = []
        for row, raw in item.texts(column):
            for part in filter(None, _PARTS.split(tidy(raw).text)):
                bare = part.lstrip(TICKED + UNTICKED)
                option = known.get(fold(bare))
                if option is not None and part[0] in UNTICKED:
                    continue
                if option is None:
                    self._teller.cell("未识别", row, column, f"“{part}”不在可选的词里", raw)
                elif option not in found:
                    found.append(option)
                    if bare != option:
                        self._teller.cell("整理", row, column, f"“{part}”读作“{option}”", raw, option)
        return found

    def _tiers(self, item: RawItem, columns: list[tuple[int, Role]]) -> list[str]:
        found: list[str] = []
        for column, role in columns:
            if not role.option:
                found += self._words(item, column, _TIERS)
                continue
            said = self._ticked(item, column, role)
            options = role.option.split("、")
            if isinstance(said, str):
                named = [level for part in _PARTS.split(said) if (level := tier.canonical(fold(part)))]
                self._doubt(item, column, f"“{role.option}”一栏写的是“{said}”", unknown=not named)
                found += named
            elif said:
                if len(options) > 1:
                    row, raw = item.texts(column)[0]
                    self._teller.cell("整理", row, column, f"一栏勾选读作{'和'.join(options)}", raw, "、".join(options))
                found += options
        return list(dict.fromkeys(found))

    def _stages(self, item: RawItem, columns: list[tuple[int, Role]]) -> list[str]:
        found: list[str] = []
        for column, role in columns:
            if role.option:
                said = self._ticked(item, column, role)
                found += [role.option] if said is True else []
                if isinstance(said, str):
                    self._doubt(item, column, f"“{role.option}”一栏写的是“{said}”", unknown=True)
                continue
            for row, raw in item.texts(column):
                stages, rest = _stage_words(raw)
                found += stages
                if rest:
                    self._teller.cell("未识别", row, column, f"“{rest}”不是决策、执行、管理、服务、结果", raw)
        return list(dict.fromkeys(found))

    def _withheld(self, item: RawItem, columns: list[tuple[int, Role]]) -> Any:
        values = {role.option: self._text(item, column) for column, role in columns if role.option}
        if not any(values.values()):
            return ""
        return values if values else self._text(item, columns[0][0])

    # Remarks

    def _tell_text(self, item: RawItem, column: int, text: str) -> None:
        row, raw = next(piece for piece in item.texts(column) if piece[1].strip())
        self._done(row, column, raw, text, one_line(raw).done)

    def _done(self, row: int, column: int, before: str, after: str, done: Sequence[str]) -> None:
        if done:
            self._teller.cell("整理", row, column, "；".join(done), before, after)

    def _doubt(self, item: RawItem, column: int, message: str, unknown: bool = False) -> None:
        row, raw = next(piece for piece in item.texts(column) if piece[1].strip())
        self._teller.cell("未识别" if unknown else "存疑", row, column, message, raw)

    def _suspect(self, row: int, column: int, raw: str) -> None:
        for wrong, right in _SUSPECT.items():
            if wrong in raw:
                self._teller.cell("存疑", row, column, f"“{wrong}”可能是“{right}”，没有改", raw)


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


_TIERS = {name: level for level in tier.TIERS for name in (level, level.removesuffix("级"))}
_TIERS |= {name: level for alias, level in tier.ALIASES.items() for name in (alias, alias.removesuffix("级"))}


def _stage_words(raw: str) -> tuple[list[str], str]:
    """The stages that a cell ticks or names, and what else stands there."""
    text = fold(tidy(raw).text)
    boxed = any(sign in text for sign in TICKED + UNTICKED)
    found, rest = [], text
    for match in re.finditer(f"([{TICKED}{UNTICKED}口]?)(?:公开)?({'|'.join(STAGES)})(?:公开)?", text):
        rest = rest.replace(match.group(), "", 1)
        if (match.group(1) and match.group(1) in TICKED) or (not boxed and match.group(1) != "口"):
            found.append(match.group(2))
    return found, re.sub(r"[、，,；;/和及]", "", rest)


def shown(value: Any) -> str:
    """A value as one text, for remarks."""
    if isinstance(value, dict):
        return "，".join(f"{key}：{shown(inner)}" for key, inner in value.items())
    return "、".join(map(shown, value)) if isinstance(value, list) else str(value)
