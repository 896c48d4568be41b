"""Promises of the citation language: it never raises, reads what it writes, keeps to the text, and mends without inventing."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPOSITORY
from gwcat.language import citation
from gwcat.language.citation import Article, Citation, DocumentNumber, Order, Stamp, Standard, Step
from gwcat.language.citation_numeral import value, written
from gwcat.language.citation_plain import plain
from gwcat.language.citation_reader import _Reader

TRIES = int(os.environ.get("GWCAT_FUZZ", "2000"))
_FILE = REPOSITORY / "tests" / "cases" / "language" / "citations.cells.txt"
_CELLS = [line for line in _FILE.read_text().splitlines() if line and not line.startswith("#")]
_HAN = st.text("政府信息公开土地管理城乡规划民间保障工作实施", min_size=2, max_size=12)
_NAMES = st.one_of(
    st.builds("{}{}".format, _HAN, st.sampled_from(["法", "条例", "办法（试行）", "规定", "规划（2016—2020年）"])),
    st.builds("关于印发〈{}办法〉的通知".format, _HAN),
    st.builds("财政部 民政部关于{}的意见".format, _HAN),
    st.builds("关于“{}”的{}公告".format, _HAN, st.integers(2000, 2024)),
)
_YEARS = st.integers(1949, 2099)
_SERIALS = st.integers(1, 9999)
_NUMBERS = st.one_of(
    st.builds(DocumentNumber, st.sampled_from(["国发", "财农", "皖民基字", "国卫基层发", "建住房"]), _YEARS, _SERIALS),
    st.builds(
        Order,
        st.sampled_from(["国务院", "国", "中华人民共和国主席", "住房和城乡建设部", "财政部、民政部", ""]),
        _SERIALS,
        st.just(0) | _YEARS,
        st.sampled_from(["令", "公告", "通告"]),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(
        Standard, st.sampled_from(["GB", "GB/T", "DB37/T", "DB3701/T", "T/CAS", "JGJ"]), st.sampled_from(["1", "32939", "2.1"]),
        st.just(0) | _YEARS,
    ),
)  # fmt: skip
_DATES = st.one_of(
    _YEARS.map(Stamp),
    st.builds(lambda year, act: Stamp(year, act=act), _YEARS, st.sampled_from(["修正", "版", "第二次修订"])),
    st.builds(Stamp, _YEARS, st.integers(1, 12), st.integers(1, 28), st.sampled_from(["", "修正", "起施行"]), st.just("")),
    st.builds(Stamp, _YEARS, st.integers(1, 12), st.just(0), st.just("修订"), st.just("第七次会议")),
)
_STEPS = st.builds(
    lambda article, sub, part: (Step(article, "条", sub), *part),
    st.integers(1, 1260),
    st.integers(0, 5),
    st.sampled_from([(), (Step(1, "款"),), (Step(7, "项"),), (Step(2, "款"), Step(3, "项"), Step(1, "目"))]),
)
_ARTICLES = st.builds(Article, _STEPS, st.just(()) | _STEPS)
_CITATIONS = st.builds(
    Citation,
    _NAMES,
    st.none() | _NUMBERS,
    st.lists(_DATES, max_size=2).map(tuple),
    st.lists(_ARTICLES, max_size=3).map(tuple),
    st.sampled_from(["", "法律", "部门规章及规范性文件"]),
    st.sampled_from(["", "安徽省民政厅", "财政部、民政部", "中共中央 国务院"]),
    st.lists(st.sampled_from(["试行", "第二版", "以下简称〈条例〉"]), max_size=2, unique=True).map(tuple),
    st.sampled_from(["", "应当公开；并且及时。"]),
)
_SIGNS = [
    *"《》〈〉（）()〔〕[]【】<>“”、，；：。 \n第号令年条项至和等一二十0129AT/—",
    "\u200b", "\ufeff", "\u3000", "\r\n", "😀", "国发", "国务院令", "的通知", "关于", "试行", "1.", "（一）",
    "2015年12月27日修正", "GB/T 32939—2016", "第二十条第（七）项", "以下简称《条例》", "国发〔2012〕45号", "安徽省民政厅",
]  # fmt: skip
_NOISE = st.lists(st.sampled_from(_SIGNS), max_size=12).map("".join) | st.text(max_size=20)


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A cell of the corpus, or two, with something left out, added or moved."""
    text = draw(st.sampled_from(_CELLS)) + draw(st.sampled_from(["", "、", "\n", "；"])) + draw(st.sampled_from(["", *_CELLS]))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(["", *_SIGNS])) + text[at + draw(st.integers(0, 2)) :]
    return text


@given(_CITATIONS)
def test_what_is_written_reads_the_same(made: Citation) -> None:
    written_text = citation.text(made)
    assert citation.parse(written_text) == citation.Citations((made,))
    (read,) = citation.parse(written_text).citations
    assert (read.start, read.end) == (0, len(written_text))
    assert citation.text(read) == written_text


@given(st.lists(_CITATIONS, min_size=1, max_size=4), st.sampled_from(["、", "；", "\n", "，", "；\n"]))
def test_several_read_as_they_were_written(made: list[Citation], separator: str) -> None:
    assert citation.parse(citation.cell(made, separator)) == citation.Citations(tuple(made))


def check(text: str) -> None:
    """No text raises; places lie inside it; what is understood reads back equal from its canonical words, also when mended."""
    read, mended = citation.parse(text), citation.repair(text)
    end = 0
    for each in read.citations:
        assert end <= each.start < each.end <= len(text), text
        end = each.end
        assert citation.parse(citation.text(each)) == citation.Citations((each,)), text
        citation.rank(each)
    for left in read.unparsed:
        assert text[left.start : left.end] == left.text == left.text.strip() != "", text
    if mended is None:
        assert not (read.understood and read.citations), text
        return
    after, again = citation.parse(mended.text), citation.repair(mended.text)
    assert after.understood, text
    assert again is not None, text
    assert (again.text, again.changes) == (mended.text, ()), text
    assert after.citations == read.citations or not read.understood, text


@given(_mutated() | _NOISE)
def test_it_never_raises_keeps_to_the_text_and_mending_comes_to_rest(text: str) -> None:
    check(text)


def damaged(chance: random.Random) -> str:
    """A cell of the corpus with some damage, two of them run together, or signs in any order."""
    if chance.random() < 0.2:
        return "".join(chance.choices([*_SIGNS, *_CELLS], [*[8] * len(_SIGNS), *[1] * len(_CELLS)], k=chance.randint(1, 10)))
    text = chance.choice(_CELLS)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        match chance.randrange(5):
            case 0 | 1:
                text = text[:at] + chance.choice(_SIGNS) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randint(1, 3) :]
            case 3:
                other = chance.choice(_CELLS)
                cut = chance.randint(0, len(other))
                text = text[:at] + other[cut : cut + chance.randint(1, 15)] + text[at:]
            case _:
                text = text[:at] + chr(chance.choice([0x20, 0x3008, 0x4E00, 0xFF00, 0xF0000]) + chance.randrange(90)) + text[at:]
    return text


@pytest.mark.parametrize("text", ["GB6)\u200b", "〕GB/T 32939—2016)\u200b、《森林法》\ufeff"])
def test_texts_that_once_did_not_come_to_rest(text: str) -> None:
    check(text)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_texts(seed: int) -> None:
    """Set GWCAT_FUZZ to the number of texts to try; the texts are the same every time."""
    chance = random.Random(seed)
    for _ in range(TRIES // 4):
        check(damaged(chance))


@given(_mutated())
def test_mending_invents_nothing(text: str) -> None:
    """Only marks, brackets, 号 and 第, blanks and zeros come and go: the words and the other digits stay, in their order."""
    mended = citation.repair(text)
    if mended and not citation.parse(text).understood:
        assert set(_core(mended.text)) <= set(_core(text)) | set("令公告年—/至第条零一二三四五六七八九十百千")


def _core(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() and sign not in "号第")


@given(_mutated() | _NOISE | st.builds(citation.text, _CITATIONS))
def test_the_plain_form_is_read_as_the_reader_reads_it(text: str) -> None:
    quick = plain(text)
    assert quick is None or quick == _Reader(text).read()
    assert quick is None or (quick.citations[0].start, quick.citations[0].end) == (0, len(text))


@given(st.integers(1, 9999))
def test_numerals_read_what_they_write(number: int) -> None:
    assert value(written(number)) == number
    assert value(str(number)) == number


@given(st.text("〇零一二两三五十百千09", max_size=6))
def test_numerals_refuse_what_is_not_written_so(text: str) -> None:
    number = value(text)
    assert number is None or text.isascii() or value(written(number)) == number


def test_numerals() -> None:
    known = {"十": 10, "一十": 10, "十六": 16, "三十七": 37, "一百零五": 105, "一百〇五": 105, "一千二百六十": 1260, "16": 16}
    assert {text: value(text) for text in known} == known
    assert [value(text) for text in ("", "一二", "十百", "零", "0", "百", "一百五")] == [None] * 7


def test_long_cells_take_no_more_than_their_length() -> None:
    for unit in ("(", "《", "“", "）", "2012", "第二十条", "《甲》、", "（国发〔2012〕45号", "关于", "【法律】", "1."):
        assert citation.parse(unit * 2000) is not None
