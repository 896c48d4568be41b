"""Personal data in running text. All numbers are invented: right in form, belonging to nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.language.personal import find_personal, may_hold_personal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(seventeen: str) -> str:
    """An identity number of the right form: its check character by GB 11643—1999."""
    return seventeen + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def card(digits: str) -> str:
    """A card number of the right form: its check digit by Luhn."""
    doubled = [int(digit) if n % 2 else sum(divmod(int(digit) * 2, 10)) for n, digit in enumerate(reversed(digits))]
    return digits + str(-sum(doubled) % 10)


def kinds(text: str) -> list[str]:
    return [found.kind for found in find_personal(text)]


_IDENTITY = identity("11010119000101009")
_CARD = card("622202000000000000")


@pytest.mark.parametrize(
    "text",
    [
        "13800000000",
        "138 0000 0000",
        "138-0000-0000",
        "138-00000000",
        "1380000-0000",
        "+8613800000000",
        "+86 138 0000 0000",
        "86-13800000000",
        "8613800000000",
        "１３８００００００００",
        "138－0000－0000",
        "电话13800000000。",
        "（19900000000）",
        "138\u00a00000\u00a00000",
        "138　0000　0000",
        "008613800000000",
        "138\n00000000",
        "138 0000\n0000",
    ],
)
def test_mobile_numbers(text: str) -> None:
    assert kinds(text) == ["手机号"]


@pytest.mark.parametrize(
    "text",
    [
        _IDENTITY,
        _IDENTITY.lower(),
        f"身份证{_IDENTITY}号",
        identity("37132720000101001"),
        "".join(chr(ord(c) + 0xFEE0) for c in _IDENTITY),
    ],
)
def test_identity_numbers(text: str) -> None:
    assert kinds(text) == ["身份证号"]


@pytest.mark.parametrize("text", ["someone@example.invalid", "a.b+c@x-y.example.invalid", "邮箱：a＠example.invalid"])
def test_mail_addresses(text: str) -> None:
    assert kinds(text) == ["电子邮箱"]


@pytest.mark.parametrize("text", [_CARD, f"账号{_CARD}", card("622202000000000")])
def test_bank_cards(text: str) -> None:
    assert kinds(text) == ["银行卡号"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "咨询电话：0539-0000000",
        "05390000000",
        "（0539）0000000转8001",
        "010-00000000",
        "400-000-0000",
        "12345",
        "国发〔2012〕45号、国务院令第711号",
        "2018年1月31日至2019年12月31日",
        "统一社会信用代码 113713270043000000",
        "11010119000101009" + "0",  # a wrong check character
        "11010119001301009X",  # no such month
        "6222020000000000001",  # a wrong check digit
        "12800000000",  # no such prefix
        "113800000000",  # twelve digits
        "比例 1.13800000000",
        "@某人",
        "a@b",
        "公开渠道、公示5个工作日",
        "138\n2019\n2020",
    ],
)
def test_what_is_not_personal(text: str) -> None:
    assert kinds(text) == []


def test_all_pieces_with_their_places() -> None:
    text = f"甲 13800000000，乙 {_IDENTITY}，丙 a@example.invalid"
    assert [(found.kind, text[found.start : found.end]) for found in find_personal(text)] == [
        ("身份证号", _IDENTITY),
        ("手机号", "13800000000"),
        ("电子邮箱", "a@example.invalid"),
    ]


def test_an_identity_number_is_not_also_a_card() -> None:
    """The first seventeen digits of this one would pass as a card number."""
    assert kinds(identity("37132720180131001")) == ["身份证号"]


_WORDS = st.text(st.sampled_from("县民政局，。（）abc "), max_size=10)
_BREAKS = st.sampled_from(["", " ", "-", "－"])


@given(
    before=_WORDS,
    after=_WORDS,
    first=_BREAKS,
    second=_BREAKS,
    prefix=st.sampled_from(["138", "159", "170", "199"]),
    wide=st.booleans(),
)
def test_the_quick_look_never_misses_a_mobile_number(
    before: str, after: str, first: str, second: str, prefix: str, wide: bool
) -> None:
    number = f"{prefix}{first}0000{second}0001"
    if wide:
        number = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in number)
    text = f"{before}：{number}：{after}"
    assert may_hold_personal(text)
    assert kinds(text) == ["手机号"]


@given(before=_WORDS, after=_WORDS, seventeen=st.integers(0, 999))
def test_the_quick_look_never_misses_an_identity_number(before: str, after: str, seventeen: int) -> None:
    text = f"{before}：{identity(f'11010119000101{seventeen:03d}')}：{after}"
    assert may_hold_personal(text)
    assert kinds(text) == ["身份证号"]


@pytest.mark.parametrize("text", ["公开时限: 每年1月31日前\n" * 5, "《意见》（国发〔2012〕45号）"])
def test_the_quick_look_passes_over_ordinary_catalogues(text: str) -> None:
    assert not may_hold_personal(text)
