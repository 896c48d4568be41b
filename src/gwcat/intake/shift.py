"""Rows that stand in the wrong columns: what does not fit where it stands, and the one way in which all would."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gwcat.base.names import fold
from gwcat.intake.marks import mark
from gwcat.language.column import Role

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
