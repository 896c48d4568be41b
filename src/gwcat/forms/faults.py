"""What may be wrong with a definition, each fault naming the form and what to write instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any, NoReturn

from gwcat.base.errors import GwcatError

FONTS = ("标题", "表头", "正文", "注释")

MOST = 1000  # rows to be filled in, and columns that a cell spans


class Faults:
    """Reads the values of one definition; whatever cannot be used raises GwcatError."""

    def __init__(self, form: str, kind: str = "样表") -> None:
        self.form, self._kind = form, kind

    def stop(self, message: str, hint: str) -> NoReturn:
        """Refuse the definition."""
        raise GwcatError(f"{self._kind}“{self.form}”的定义有误：{message}。", hint=hint)

    def mapping(self, value: object, what: str, known: Collection[str]) -> Mapping[str, Any]:
        """A mapping with known keys only; nothing written is an empty one."""
        if value in ("", None):
            return {}
        if not isinstance(value, dict):
            self.stop(f"“{what}”应写成键值", f"写成 {what}: {{{next(iter(known))}: …}}。")
        for key in value:
            if key not in known:
                self.stop(f"“{what}”里有不认识的键“{key}”", f"可以用的键：{'、'.join(known)}。")
        return value

    def entries(self, value: object, what: str) -> list[Any]:
        """A list; nothing written is an empty one."""
        if value in ("", None):
            return []
        if not isinstance(value, list):
            self.stop(f"“{what}”应写成列表", "一条一行，以“- ”开头。")
        return value

    def texts(self, value: object, what: str) -> tuple[str, ...]:
        """A list of texts, or a single one."""
        entries = [value] if isinstance(value, str) and value else self.entries(value, what)
        if not all(isinstance(entry, str) for entry in entries):
            self.stop(f"“{what}”里的每一条应是文本", "请检查冒号和缩进。")
        return tuple(entries)

    def text(self, value: object, what: str) -> str:
        """A text."""
        if not isinstance(value, str):
            self.stop(f"“{what}”应写成文本", "请检查括号和缩进。")
        return value

    def choice(self, value: object, what: str, known: Collection[str]) -> str:
        """One of the known words."""
        if not isinstance(value, str) or value not in known:
            self.stop(f"“{what}”写的是“{value}”", f"可以用：{'、'.join(known)}。")
        return str(value)

    def number(self, value: object, what: str, *, least: float = 0.0, above: bool = False) -> float:
        """A number that is not below (or, with `above`, is above) `least`."""
        try:
            number = float(str(value))
        except ValueError:
            number = float("nan")
        if not isfinite(number) or number < least or (above and number == least):
            self.stop(f"“{what}”写的是“{value}”", f"请写成{'大于' if above else '不小于'} {least:g} 的数字。")
        return number

    def whole(self, value: object, what: str, least: int = 0) -> int:
        """A whole number from `least` to `MOST`."""
        number = self.number(value, what, least=least)
        if number != int(number) or number > MOST:
            self.stop(f"“{what}”写的是“{value}”", f"请写成 {least} 到 {MOST} 的整数。")
        return int(number)
