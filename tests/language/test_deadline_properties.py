"""Promises of the language of 公开时限: what is printed reads back equal; spelling changes nothing; no text is too odd."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from gwcat.language import deadline_words as words
from gwcat.language.deadline import Amount, Clause, Day, Deadline, Unparsed, parse, text
from gwcat.language.numerals import written

TRIES = int(os.environ.get("GWCAT_FUZZ", "3000"))
CORPUS = (REPOSITORY / "tests/cases/language/deadlines.corpus").read_text(encoding="utf-8").splitlines()

SCOPES = [
    "",
    "行政处罚决定",
    "其他相关信息",
    "《听证通知书》",
    "除涉密内容外",
    "集体财务往来较多的，财务收支情况",
    "会议纪要",
    "批后公布",
    "名单（二）",
]
EVENTS = [
    "信息形成或者变更", "制定或者获取信息", "信息获取、形成或者变更", "作出行政决定", "本级政府财政部门批复", "自然灾害发生",
    "项目（二期）竣工验收", "《章程》通过", "收到申请", "规划批准", "政策制定",
]  # fmt: skip
PLACES = ["村公示栏", "政府网站", "全国信用信息共享平台"]
SPOKEN = ["及时", "即时", "实时", "随时", "长期", "任期内", "最新有效", "依申请", words.PROGRESS]
UNITS = ["工作日", "日", "小时", "周", "月", "季度", "学期", "年"]

numbers = st.integers(1, 100)


def _day(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Day]:
    """Days of which only these parts are said."""
    return st.fixed_dictionaries(dict(parts)).map(lambda said: Day()._replace(**said))


amounts = st.builds(Amount, numbers, st.sampled_from(UNITS))
qualifiers = st.lists(st.sampled_from(SPOKEN), max_size=2, unique=True).map(tuple)
plain_acts = st.sampled_from(["", "", "", *words.ACTS])
somewhere = st.sampled_from(["", "", "", *PLACES])
events = st.sampled_from(EVENTS)
months = st.integers(1, 12)
days_of_month = st.integers(1, 28)
parts = st.sampled_from(["底", "初", "上旬", "中旬", "下旬"])
days_of_year = st.one_of(_day(month=months), _day(month=months, day=days_of_month), _day(month=months, part=parts))
related = st.one_of(
    st.just(Clause()), st.builds(Clause, trigger=events, relation=st.sampled_from(["起", "后", "时", "当日", "前"]))
)


@st.composite
def cycles(draw: st.DrawFn) -> Clause:
    unit = draw(st.sampled_from(UNITS).filter(lambda unit: unit != "小时"))
    days: dict[str, st.SearchStrategy[Day]] = {
        "年": days_of_year,
        "季度": _day(month=st.integers(1, 3), day=days_of_month) | _day(part=parts),
        "月": _day(day=days_of_month) | _day(part=parts),
        "周": _day(weekday=st.integers(1, 7)),
        "学期": _day(part=st.sampled_from(["底", "初"])),
    }
    on = draw(days[unit]) if unit in days and draw(st.booleans()) else None
    every = Amount(1 if on else draw(st.integers(1, 5)), unit)
    if unit == "年" and on == Day(month=12):
        on = Day(month=12, part="底")
    clause = replace(draw(related), cycle=every, on=on) if draw(st.booleans()) else replace(draw(related), cycle=every, by=on)
    least = draw(st.booleans())
    times = draw(st.integers(0, 9))
    return replace(clause, min_times=times) if least else replace(clause, times=0 if times == 1 else times)


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    """One clause of any kind, as a reader could have understood it."""
    shown = st.sampled_from(["公示", "公告", "征求意见", "公开"])
    timed: Clause = draw(
        st.one_of(
            st.builds(Clause, limit=amounts),
            st.builds(Clause, limit=amounts, trigger=events, relation=st.just("起")),
            st.builds(Clause, limit=amounts, trigger=st.sampled_from(["", *EVENTS]), relation=st.just("前")),
            st.builds(replace, related, display=amounts, shown=shown),
            st.builds(replace, related, min_display=amounts, shown=shown),
            cycles(),
            st.builds(replace, related, on=days_of_year),
            st.builds(
                replace,
                related,
                by=st.builds(lambda day, year: day._replace(year=year), days_of_year, st.sampled_from([0, 2020])),
            ),
            st.builds(Clause, trigger=events, relation=st.sampled_from(["起", "后", "时", "当日", "前", "随"])),
            st.builds(Clause, period=st.builds(Amount, numbers, st.sampled_from(["周", "月", "年"]))),
            st.builds(Clause, qualifiers=st.sampled_from([("动态",), ("当日",), ("及时",), ("长期", "最新有效")])),
        )
    )
    timed = replace(timed, scope=draw(st.sampled_from(SCOPES)))
    if timed.period:
        return timed
    timed = replace(timed, place=draw(somewhere), act=draw(plain_acts))
    return timed if timed.qualifiers else replace(timed, qualifiers=draw(qualifiers))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    reservations = st.sampled_from([None, None, "", "法律、法规", "相关政策法规"])
    common, same = draw(reservations), draw(st.booleans())
    return Deadline(
        tuple(
            replace(clause, fallback=common if same else draw(reservations))
            for clause in draw(st.lists(clauses(), min_size=1, max_size=4))
        )
    )


@given(deadlines())
def test_what_is_printed_reads_back_equal(deadline: Deadline) -> None:
    assert parse(text(deadline)) == deadline


WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x30, 0x3A)})
NARROW = str.maketrans("，；：（）", ",;:()")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "full-width digits": lambda source: source.translate(WIDE),
    "half-width signs": lambda source: source.translate(NARROW),
    "Chinese numerals": lambda source: re.sub(r"(?<!\d)\d{1,3}(?!\d)", lambda found: written(int(found[0])), source),
    "以内": lambda source: re.sub(r"(?<=[日时周月度期年])内(?=[，；]|$)", "以内", source),
    "之内": lambda source: re.sub(r"(?<=[日时周月度期年])内(?=[，；]|$)", "之内", source),
    "予以公开": lambda source: re.sub(r"(?<=[日时周月度期年])内(?=[，；]|$)", "内予以公开", source),
    "公布": lambda source: re.sub(r"(?<!征求意见)公开(?=[，；]|$)", "向社会公布", source),
    "without 自": lambda source: re.sub(r"(^|[，；：])自(?!然)", r"\1", source),
    "或": lambda source: source.replace("或者", "或"),
    "个 left out": lambda source: source.replace("个工作日", "工作日"),
    "full stops": lambda source: source.replace("；", "。") + "。",
    "lines": lambda source: source.replace("；", "；\n"),
    "without 的": lambda source: source.replace("另有规定的，从其规定", "另有规定的应从其规定"),
    "除外": lambda source: source.replace("另有规定的，从其规定", "另有规定的除外"),
    "numbered": lambda source: source if source.startswith("每") else f"①{source}",
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
@settings(max_examples=30)
@given(deadline=deadlines())
def test_spelling_changes_nothing(name: str, deadline: Deadline) -> None:
    assert parse(SPELLINGS[name](text(deadline))) == deadline


@given(
    deadlines(),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from([" ", "\u3000", "\xa0", "\t", "\u200b", "\r"])), max_size=5),
)
def test_blanks_change_nothing(deadline: Deadline, blanks: list[tuple[int, str]]) -> None:
    source = text(deadline)
    for place, blank in blanks:
        source = source[:place] + blank + source[place:]
    read = parse(source)
    assert read == deadline
    assert isinstance(read, Deadline)
    for clause in read.clauses:
        assert source[clause.start : clause.end] == source[clause.start : clause.end].strip("\u200b \t")


def check(source: str) -> None:
    """No text raises; places lie inside it; what is understood reads back equal from its canonical words."""
    read = parse.__wrapped__(source)
    if isinstance(read, Unparsed):
        assert 0 <= read.start <= read.end <= len(source)
        assert read.start < read.end or not source
        assert read.reason
        return
    assert all(0 <= clause.start < clause.end <= len(source) for clause in read.clauses), source
    again = parse.__wrapped__(text(read))
    assert again == read, source
    assert isinstance(again, Deadline)
    assert text(again) == text(read)


@given(st.text(max_size=60))
@example("()" * 400)
@example("（" * 900)
@example("形成或" * 300)
@example("20个工作日内，" * 140)
@example("\ud800公开")
@example("²日内")
@example("1e5日内")
@example("9" * 500 + "日内")
def test_any_text(source: str) -> None:
    check(source)


@pytest.mark.parametrize(
    "source",
    [
        "与即时采购文件同步公开",
        "随采购公告同步应于公开",
        "重大决策应于随着后及时公开",
        "自用同同时及时公开",
        "制定文件之7个工作日前公开",
        "信息形自主招生成之日起30日内",
        "①甲信息自其他形成之日起20个工作日内",
        "甲信息：20个工作日内。应从二、乙信息时公开。",
        "；：2.处罚决定2周",
        "在1.启动工作时公开",
        "《听证资金须在通知书》听证7个工作日前公开",
        "其它信息获取采购文件（信息形成、变更）20个工作日内",
        "公示期：不超过结束后5个工作日内，在7个工作日",
        "〇202年6月30日前",
        "除其中法律另有规定外，20个工作日内",
        "按首月进展情况按与进展情况公开",
        "工作立即同时即时",
    ],
)
def test_texts_that_once_read_back_otherwise(source: str) -> None:
    check(source)


FRAGMENTS = [
    *(word for value in vars(words).values() if isinstance(value, (dict, tuple, frozenset)) for word in value),
    *"，；。：（）《》、①1.一二十0123456789 \n\u200b“”批会次的",
    "20个工作日内", "7个工作日", "之日起", "信息", "1月31日", "每年", "每季度首月", "2次", "不少于", "另有规定的，从其规定",
    "除法律另有规定外",
]  # fmt: skip


def mutated(chance: random.Random) -> str:
    """A text of the corpus with some damage, or words of the language in any order."""
    if chance.random() < 0.2:
        return "".join(chance.choices(FRAGMENTS, k=chance.randint(1, 8)))
    source = chance.choice(CORPUS)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(source))
        match chance.randrange(5):
            case 0 | 1:
                source = source[:at] + chance.choice(FRAGMENTS) + source[at:]
            case 2:
                source = source[:at] + source[at + chance.randint(1, 3) :]
            case 3:
                other = chance.choice(CORPUS)
                cut = chance.randint(0, len(other))
                source = source[:at] + other[cut : cut + chance.randint(1, 15)] + source[at:]
            case _:
                source = source[:at] + chr(chance.choice([0x20, 0x4E00, 0xF0000]) + chance.randrange(90)) + source[at:]
    return source


@pytest.mark.parametrize("seed", range(4))
def test_damaged_texts(seed: int) -> None:
    """Set GWCAT_FUZZ to the number of texts to try; the texts are the same every time."""
    chance = random.Random(seed)
    for _ in range(TRIES // 4):
        check(mutated(chance))
