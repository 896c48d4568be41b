"""Personal data in running text: identity numbers, mobile numbers, mail addresses, bank cards.

Office telephones (with an area code) are not personal. Source: 《政府信息公开条例》第十五条; 《个人信息保护法》.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Nothing personal without eleven digits, blanks and hyphens between them left out, or one of the signs below; a backslash
# may stand for any character. Digits are mapped to one byte and looked for as plain bytes, far quicker than a pattern.
_SIGNS = ("@", "＠", "\\", "－", *"０１２３４５６７８９")
_SHAPE = bytes(ord("0") if 0x30 <= code <= 0x39 else ord(".") for code in range(256))
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ＠．－\u3000\xa0", "0123456789Xx@.-  ")
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:\n\d{4}[ -]?|[ -]?\d{4}[ \n-]?)\d{4}(?!\d)")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_CARD = re.compile(r"(?<!\d)[3-6]\d{15,18}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Personal(NamedTuple):
    """A piece of personal data: its kind and where it stands in the text."""

    kind: str
    start: int
    end: int


def may_hold_personal(text: str) -> bool:
    """A quick look: false only if there is nothing personal in the text."""
    if any(sign in text for sign in _SIGNS):
        return True
    for blank in ("\u3000", "\xa0"):
        text = text.replace(blank, "")
    return b"0" * 11 in text.encode("utf-8", "ignore").translate(_SHAPE, b" -\r\n")


def may_show_personal(data: bytes) -> bool:
    """Like `may_hold_personal`, for the bytes of a finished file, in which `@` also has other uses; blind to full-width signs."""
    at = data.find(b"@")
    while at >= 0:
        if data[max(at - 1, 0) : at].isalnum() and data[at + 1 : at + 2].isalnum():
            return True
        at = data.find(b"@", at + 1)
    return b"0" * 11 in data.translate(_SHAPE, b"<> -\r\n")


def find_split(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Personal data that goes over several texts which stand one after the other: its kind, and the texts as one.

    Over four at most: short numbers in a row of cells make long ones by chance.
    """
    joined = "\0".join(parts)
    places = [place for place, sign in enumerate(joined) if sign != "\0"]
    for kind, start, end in find_personal(joined.replace("\0", "")):
        words = joined[places[start] : places[end - 1] + 1]
        if 0 < words.count("\0") < 4:
            yield kind, words.replace("\0", "")


def find_personal(text: str) -> Iterator[Personal]:
    """Every identity number, mobile number, mail address and bank card number in a text."""
    if not may_hold_personal(text):
        return
    text = text.translate(_NARROW)
    identities = [found.span() for found in _IDENTITY.finditer(text) if _identity_checks(found.group())]
    yield from (Personal("身份证号", start, end) for start, end in identities)
    for found in _MOBILE.finditer(text):
        yield Personal("手机号", found.start(), found.end())
    for found in _MAIL.finditer(text):
        yield Personal("电子邮箱", found.start(), found.end())
    for found in _CARD.finditer(text):
        inside = any(start <= found.start() < end for start, end in identities)
        if _card_checks(found.group()) and not inside:
            yield Personal("银行卡号", found.start(), found.end())


def _identity_checks(number: str) -> bool:
    """GB 11643—1999: the last character is a check over the first seventeen."""
    if len(number) != 18:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _card_checks(number: str) -> bool:
    """The Luhn check of bank card numbers."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [digit if n % 2 == 0 else sum(divmod(digit * 2, 10)) for n, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0
