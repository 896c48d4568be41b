"""Whole numbers as official text writes them: 20, ２０, 二十, 二〇二〇."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
_CHINESE = f"{DIGITS}零两十百千廿"
SIGNS = f"0123456789{_CHINESE}"
"""All signs of numbers."""
NUMERAL = f"(?:[0-9]+|[{_CHINESE}]+)"
"""A pattern for what may be a number; `value` decides whether it is one."""

_PLACES = {"十": 10, "百": 100, "千": 1000}
_SAME = str.maketrans({"零": "〇", "两": "二"} | {chr(ord(digit) + 0xFEE0): digit for digit in "0123456789"})


def value(text: str) -> int | None:
    """The number that a text stands for; None if it is not written as a number should be (一二, 二百三, 十百)."""
    text = text.translate(_SAME).replace("廿", "二十")
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= 9 else None
    if all(char in DIGITS for char in text):
        return _digit_by_digit(text)
    number = _sum(text)
    plain = text.removeprefix("一") if text.startswith("一十") else text
    return number if number is not None and written(number) == plain else None


def written(number: int) -> str:
    """A number from 0 to 9999 in Chinese: 10 is 十, 105 is 一百〇五."""
    if number < 10:
        return DIGITS[number]
    text, gap = "", False
    for sign, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, place)
        if digit:
            text += ("〇" if gap else "") + DIGITS[digit] + sign
        gap = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def _digit_by_digit(text: str) -> int | None:
    """一 is 1, 二〇 is 20, 二〇二一 is 2021; 一二 may be one or two, so it is no number."""
    if len(text) == 1 or len(text) == 4 or ("〇" in text[1:] and text[0] != "〇" and len(text) < 4):
        return int("".join(str(DIGITS.index(char)) for char in text))
    return None


def _sum(text: str) -> int | None:
    total, digit = 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS.index(char)
        elif char in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[char], 0
        else:
            return None
    return total + digit if total + digit < 10_000 else None
