"""文号: document numbers 国发〔2012〕45号, orders 国务院令第711号, standards GB/T 32939—2016.

`read` takes text that `citation_text.compact` has made; brackets may be of any kind, but must be a pair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gwcat.language.citation_numeral import NUMERAL, value, written
from gwcat.language.citation_text import HAN, pattern

YEARS = range(1949, 2100)


class DocumentNumber(NamedTuple):
    """发文字号: 国发〔2012〕45号."""

    agency: str
    """机关代字: 国发, 财农, 皖民基字."""
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class Order:
    """令号 and 公告号: 国务院令第711号, 国家税务总局公告2009年第1号."""

    issuer: str
    """As it was written, without blanks: 国务院, 国, 中华人民共和国主席; empty if the text does not say."""
    serial: int
    year: int = 0
    """0 where the number has none."""
    kind: str = "令"
    """令, 公告 or 通告."""
    chinese: bool = field(default=False, compare=False)
    """Whether the number is written 第十六号: both ways are in official use, and mean the same."""
    bracketed: bool = field(default=False, compare=False)
    """Whether the year is written 〔2019〕 instead of 2019年."""

    def __str__(self) -> str:
        year = "" if not self.year else f"〔{self.year}〕" if self.bracketed else f"{self.year}年"
        return f"{self.issuer}{self.kind}{year}第{written(self.serial) if self.chinese else self.serial}号"


class Standard(NamedTuple):
    """标准号: GB/T 32939—2016."""

    code: str
    """GB, GB/T, DB37/T, T/CAS."""
    number: str
    year: int = 0
    """0 where the text has none."""

    def __str__(self) -> str:
        return f"{self.code} {self.number}" + (f"—{self.year}" if self.year else "")


Number = DocumentNumber | Order | Standard

_PAIRS = frozenset({"〔〕", "[]", "【】", "()", "〈〉", "《》", "{}", "「」", "〖〗"})
# Words that belong to running text: the sign of an agency never has them.
_NO_ISSUER = (
    "关于", "印发", "转发", "根据", "依据", "按照", "参照", "以及", "有关", "相关", "第", "号", "的", "通知", "意见", "办法",
    "条例", "规定", "方案",
)  # fmt: skip
_NO_AGENCY = (*_NO_ISSUER, "年", "详")
_ISSUER_ENDS = tuple("部委局厅办院会署府国席行社军")


_YEAR = r"(?:([0-9]{4})年|([〔\[(])([0-9]{4})([〕\])]))?"
_SERIAL = rf"(?:第?({NUMERAL})号|\(第?({NUMERAL})号\))"
_DOCUMENT = rf"({HAN}{{2,14}})([〔\[【(〈《{{「〖])([0-9]{{4}})([〕\]】)〉》}}」〗])第?0*([1-9][0-9]{{0,4}})号"
_ORDER = rf"((?:{HAN}|、){{0,60}}?)(?:(令|公告|通告){_YEAR}{_SERIAL}|(?:([0-9]{{4}})年)?第?({NUMERAL})号(令|公告|通告))"
_STANDARD = (
    r"(T/[A-Z]{2,8}|DB[0-9]{2}(?:[0-9]{2}){0,2}(?= ?/? ?[TZ]| )|[A-Z]{2,5})(?: ?/? ?([TZ]))? ?([0-9]+(?:\.[0-9]+)*)"
    r"(?: ?[-‐‑–—―~]{1,2} ?([0-9]{4})(?![0-9]))?(?![0-9A-Za-z-])"
)


def read(text: str, start: int = 0) -> tuple[Number, int] | None:
    """The number that begins at a place of the text, and where it ends; None if there is none."""
    if "A" <= text[start : start + 1] <= "Z":
        return _standard(text, start)
    return _document(text, start) or (_order(text, start) if "令" in text or "告" in text else None)


def whole(text: str) -> Number | None:
    """The number that the whole text is."""
    found = read(text)
    return found[0] if found and found[1] == len(text) else None


def _document(text: str, start: int) -> tuple[Number, int] | None:
    match = pattern(_DOCUMENT).match(text, start)
    if match is None:
        return None
    agency, opening, year, closing, serial = match.groups()
    if opening + closing not in _PAIRS or int(year) not in YEARS or not is_agency(agency):
        return None
    return DocumentNumber(agency, int(year), int(serial)), match.end()


@lru_cache(maxsize=1024)
def is_agency(text: str) -> bool:
    """Whether a text may be 机关代字: no words of running text in it, and it is no kind of order."""
    return not text.endswith(("令", "公告", "通告")) and not any(word in text for word in _NO_AGENCY)


def _order(text: str, start: int) -> tuple[Number, int] | None:
    match = pattern(_ORDER).match(text, start)
    if match is None:
        return None
    issuer, kind, dated, opening, bracketed, closing, plain, enclosed, early, reverse, late = match.groups()
    numeral, year = plain or enclosed or reverse, int(dated or bracketed or early or 0)
    serial = value(numeral.lstrip("0"))
    right = (not opening or opening + closing in _PAIRS) and (not year or year in YEARS)
    if not serial or not right or not is_issuer(issuer):
        return None
    return Order(issuer, serial, year, kind or late, chinese=not numeral.isascii(), bracketed=bool(bracketed)), match.end()


@lru_cache(maxsize=1024)
def is_issuer(text: str) -> bool:
    """Whether a text may be the body that gives an order; it may be left out."""
    plausible = text.endswith(_ISSUER_ENDS) and not text.startswith("、")
    return not text or (plausible and not any(word in text for word in _NO_ISSUER))


def _standard(text: str, start: int) -> tuple[Number, int] | None:
    match = pattern(_STANDARD).match(text, start)
    if match is None:
        return None
    code, kind, number, year = match.groups()
    if year and int(year) not in YEARS:
        return None
    if kind:
        code += f"/{kind}"
    elif len(code) > 2 and code.endswith("T") and "/" not in code:
        code = f"{code[:-1]}/T"
    return Standard(code, number, int(year or 0)), match.end()


_AUTHORITIES = {"国": "国务院"}


def authority(issuer: str) -> str:
    """The issuer by the name under which its orders are compared: 国 and 中华人民共和国国务院 are 国务院."""
    name = issuer.removeprefix("中华人民共和国").removeprefix("原").replace("和", "").replace("委员会", "委")
    return _AUTHORITIES.get(name, name)


def same(one: Number, other: Number) -> bool:
    """Whether two numbers are the same: issuers by any of their names, issuer and year of an order where both have one."""
    if not (isinstance(one, Order) and isinstance(other, Order)):
        return one == other
    years = {one.year, other.year} - {0}
    issuers = {authority(one.issuer), authority(other.issuer)} - {""}
    return (one.serial, one.kind) == (other.serial, other.kind) and len(years) < 2 and len(issuers) < 2
