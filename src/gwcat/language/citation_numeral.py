"""Whole numbers in citations: 16, 十六, 三十七, 二〇二〇."""

from __future__ import annotations

NUMERAL = "(?:[0-9]+|[〇零一二两三四五六七八九十百千]+)"
"""A pattern for what may be a number; `value` decides whether it is one."""

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}


def value(text: str) -> int | None:
    """The number from 1 to 99999 that a text stands for; None if it is not written as numbers are (一二, 十百)."""
    if text.isascii():
        return int(text) or None if text.isdigit() and len(text) <= 5 else None
    text = text.replace("〇", "零").replace("两", "二")
    number = _sum(text)
    plain = text.removeprefix("一") if text.startswith("一十") else text
    return number if number and written(number) == plain else None


def written(number: int) -> str:
    """A number below 10000 in Chinese, as articles are numbered: 十, 二十, 一百零五; larger ones in digits."""
    if number > 9999:
        return str(number)
    text, gap = "", False
    for sign, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + sign
        gap = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def _sum(text: str) -> int:
    total, digit = 0, 0
    for char in text:
        if char in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[char], 0
        elif char in _DIGITS:
            digit = _DIGITS.index(char)
        else:
            return 0
    return total + digit
