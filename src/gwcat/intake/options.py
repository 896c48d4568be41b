"""Options in a cell: ticked, named in words, or written into the wrong column; and the remarks that all cells share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gwcat.base.names import fold
from gwcat.intake.marks import TICKED, UNTICKED, is_usual, mark
from gwcat.intake.teller import Teller
from gwcat.intake.tidy import one_line, tidy
from gwcat.language import tier
from gwcat.language.column import STAGES, Role

_EVERYONE = frozenset(("全社会", "社会", "社会公众", "公众", "全体公民", "全社会公众", "面向全社会", "面向社会", "社会公开"))
_PARTS = re.compile(r"[、，,；;/／\n\s]+")
_METHODS = {
    "主动公开": "主动公开",
    "主动": "主动公开",
    "依申请公开": "依申请公开",
    "依申请": "依申请公开",
    "申请公开": "依申请公开",
}
_SUSPECT = {
    "电请": "申请", "依电": "依申", "资讯电话": "咨询电话", "公开条件》": "公开条例》", "公开条列": "公开条例",
}  # fmt: skip
_TIERS = {name: level for level in tier.TIERS for name in (level, level.removesuffix("级"))}
_TIERS |= {name: level for alias, level in tier.ALIASES.items() for name in (alias, alias.removesuffix("级"))}

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


class OptionReader:
    """Reads the columns of an item whose cells choose among options."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    def _text(self, item: RawItem, column: int, multiline: bool = False) -> str:
        """Everything in a column as one text."""
        found = []
        for row, raw in item.texts(column):
            text, done = (tidy if multiline else one_line)(raw)
            self._done(row, column, raw, text, done)
            self._suspect(row, column, raw)
            found.append(text)
        return "\n".join(filter(None, found)) if multiline else "".join(found)

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
