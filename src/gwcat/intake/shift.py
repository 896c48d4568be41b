"""Rows that stand in the wrong columns: what does not fit where it stands, and the one way in which all would."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gwcat.base.names import fold
from gwcat.intake.marks import mark
from gwcat.language import domain
from gwcat.language.column import STAGES, Role

_MOST = 3
_TICKS = ("公开方式", "公开层级")


def _boxes(text: str) -> int:
    return text.count("■") + text.count("□") + text.count("☑")


def _in_days(text: str) -> bool:
    return "日内" in text or "工作日" in text


_MISFITS: dict[str, Callable[[str], bool]] = {
    "公开依据": lambda text: _boxes(text) > 1 or (_in_days(text) and "《" not in text and "号" not in text),
    "公开时限": lambda text: _boxes(text) > 1 or text.lstrip().startswith("《"),
    "公开渠道": lambda text: text.lstrip().startswith("《") or (_in_days(text) and not _boxes(text) and "网" not in text),
    "公开主体": lambda text: _boxes(text) > 1 or text.lstrip().startswith("《") or (_in_days(text) and len(text) > 8),
    "公开内容": lambda text: _boxes(text) > 3,
}


def misfits(roles: Sequence[Role], cells: Sequence[str]) -> list[int]:
    """Columns whose cell cannot be what the column holds."""
    found = []
    for number, text in enumerate(cells):
        if not text:
            continue
        role = roles[number]
        if role.option and (role.key in _TICKS or role.option == "全社会"):
            wrong = len(text) > 14 and mark(text) == "text"
        elif role.key == "序号":
            wrong = len(text) > 12 and not any(char.isdigit() for char in text)
        else:
            check = _MISFITS.get(role.key)
            wrong = check is not None and check(text)
        if wrong:
            found.append(number)
    return found


_SUITS: dict[str, Callable[[str], bool]] = {
    "公开依据": lambda text: "《" in text or "号" in text,
    "公开时限": lambda text: _in_days(text) or any(word in text for word in ("时", "期", "月", "年", "日")),
    "公开渠道": lambda text: _boxes(text) > 0 or any(word in text for word in ("网", "栏", "中心", "平台", "微")),
    "公开主体": lambda text: text.rstrip("）)").endswith(
        ("局", "府", "办", "委", "会", "部门", "处", "中心", "单位", "镇", "乡", "科", "院")
    ),
    "五公开": lambda text: any(stage in text for stage in STAGES),
    "序号": lambda text: fold(text).isdecimal(),
    "领域": lambda text: domain.find(fold(text)) is not None,
}


def suits(roles: Sequence[Role], cells: Sequence[str]) -> int:
    """How many cells are what their columns hold, less those that are not; names and contents may be anything."""
    score = 0
    for role, text in zip(roles, cells, strict=False):
        if not text:
            continue
        if role.option and role.key in ("公开对象", *_TICKS):
            score += 1 if mark(text) != "text" else -1 if role.option != "特定群体" else 0
        elif role.key in _SUITS:
            score += 1 if _SUITS[role.key](text) else -1
    return score


def realigned(
    roles: Sequence[Role], cells: Sequence[str], names: Sequence[int], number: int | None, short: int
) -> list[str] | None:
    """The cells with blanks put in where names or the number are missing, if then all fit; None if they do not."""
    counted = number is not None and fold(cells[number]).isdecimal()
    place = (names[0] if names else 0) if counted or number is None else number
    for count in (short,) if short else range(1, _MOST + 1):
        if not 0 < count <= _MOST or any(cells[len(cells) - count :]):
            continue
        moved = [*cells[:place], *[""] * count, *cells[place : len(cells) - count]]
        if not misfits(roles, moved):
            return moved
    return None
