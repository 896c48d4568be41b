"""Cells of a key: what they show, how typed texts read, which value they mean."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.exchange.field import LISTS, PAIRS, PARTS, build, described, fingerprint, pairs_text, parts_of, show, tidy
from gwcat.language import channel

WORDS = st.text("民政局公示（）、，。：《》〔〕12 =+-@√\u3000😀\n", max_size=10)
CHANNELS = st.one_of(
    st.sampled_from(channel.CHANNELS),
    st.builds(lambda name, said: {name: said}, st.sampled_from(channel.CHANNELS), WORDS),
    WORDS,
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "公开时限": WORDS,
    "备注": WORDS,
    "公开依据": st.one_of(WORDS, st.lists(WORDS, max_size=4)),
    "公开主体": st.one_of(WORDS, st.lists(WORDS, max_size=4)),
    "公开渠道": st.one_of(CHANNELS, st.lists(CHANNELS, max_size=4)),
    "公开层级": st.lists(st.sampled_from(["县级", "乡级", "区级", "市级", "别处"]), max_size=3),
    "公开方式": st.sampled_from(["", "主动公开", "依申请公开", ["主动公开", "依申请公开"], "别的"]),
    "公开对象": st.sampled_from(["全社会", "", {"特定群体": "被征收人"}, ["全社会", {"特定群体": ["甲", "乙"]}], "群众"]),
    "公开内容": st.lists(st.one_of(WORDS, st.builds(lambda a, b: {"要素": a, "标准": b}, WORDS, WORDS)), max_size=4),
    "不予公开": st.one_of(WORDS, st.builds(lambda a, b: {"理由": a, "依据": b}, WORDS, WORDS)),
}


@st.composite
def fields(draw: st.DrawFn) -> tuple[str, Any, Any, tuple[str, ...]]:
    key = draw(st.sampled_from(sorted(VALUES)))
    parts = draw(st.sampled_from([parts_of(key), *([("",)] if key in LISTS else []), *([(PAIRS,)] if key == "公开内容" else [])]))
    return key, draw(VALUES[key]), draw(VALUES[key]), parts


@given(fields())
def test_what_cells_show_reads_as_the_same(case: tuple[str, Any, Any, tuple[str, ...]]) -> None:
    key, value, _, parts = case
    shown = show(key, value, parts)
    assert {part: tidy(key, part, text) for part, text in shown.items()} == shown


@given(fields())
def test_the_value_that_cells_mean_shows_the_same(case: tuple[str, Any, Any, tuple[str, ...]]) -> None:
    key, old, wanted, parts = case
    shown = show(key, wanted, parts)
    for before in (None, old, wanted):
        assert show(key, build(key, before, shown), parts) == shown


@given(fields())
def test_cells_that_nobody_touched_mean_what_is_written(case: tuple[str, Any, Any, tuple[str, ...]]) -> None:
    key, old, _, parts = case
    shown = show(key, old, parts)
    assert show(key, build(key, old, shown), parts_of(key)) == show(key, old, parts_of(key)) or key in ("公开内容", "公开方式")


@pytest.mark.parametrize(
    ("key", "part", "typed", "read"),
    [
        ("公开层级", "县级", "✓", "√"),
        ("公开层级", "县级", "是", "√"),
        ("公开层级", "县级", "否", ""),
        ("公开对象", "全社会", " v ", "√"),
        ("公开渠道", "政府网站", "有", "√"),
        ("公开渠道", "政府网站", "×", ""),
        ("公开渠道", "政府网站", "“中国·莒南”网站", "“中国·莒南”网站"),
        ("公开依据", "", "1. 《甲》\r\n2.《乙》", "《甲》\n《乙》"),
        ("公开依据", "", "1.5 倍的依据", "1.5 倍的依据"),
        ("公开依据", "", "2017年的规定\n2018年的规定", "2017年的规定\n2018年的规定"),
        ("公开主体", "", "县民政局、各镇（街道、开发区）", "县民政局\n各镇（街道、开发区）"),
        ("备注", "", " 一行 \n\n 二行 _x000D_\n", "一行\n二行"),
    ],
)
def test_typed_texts(key: str, part: str, typed: str, read: str) -> None:
    assert tidy(key, part, typed) == read


@pytest.mark.parametrize(
    ("key", "old", "shown", "value"),
    [
        (
            "公开渠道",
            [{"政府网站": "甲网"}, "公开查阅点"],
            {"政府网站": "甲网", "便民服务站": "√"},
            [{"政府网站": "甲网"}, "便民服务站"],
        ),
        ("公开渠道", None, {"其他": "广播\n喇叭"}, [{"其他": "广播"}, {"其他": "喇叭"}]),
        ("公开层级", ["市级", "县级"], {"县级": "", "乡级": "√"}, ["市级", "乡级"]),
        ("公开方式", "主动公开", {"主动公开": "", "依申请公开": "√"}, "依申请公开"),
        ("公开方式", None, {"主动公开": "√", "依申请公开": "√"}, ["主动公开", "依申请公开"]),
        ("公开对象", "全社会", {"全社会": "", "特定群体": "被征收人"}, {"特定群体": "被征收人"}),
        ("公开对象", "全社会", {"全社会": "√", "特定群体": "被征收人"}, ["全社会", {"特定群体": "被征收人"}]),
        ("公开主体", "县民政局", {"": "县民政局\n县财政局"}, ["县民政局", "县财政局"]),
        ("公开主体", "县民政局", {"": "县财政局"}, "县财政局"),
        ("公开主体", None, {"": "县财政局"}, ["县财政局"]),
        ("公开内容", ["甲", {"要素": "乙", "标准": "丙"}], {"": "甲\n乙：丙\n丁"}, ["甲", {"要素": "乙", "标准": "丙"}, "丁"]),
        ("公开内容", ["甲"], {PAIRS: pairs_text([("甲", "标准"), ("", ""), ("乙", "")])}, [{"要素": "甲", "标准": "标准"}, "乙"]),
        ("公开时限", "旧", {"": ""}, ""),
        ("不予公开", "旧", {"理由": "隐私", "依据": "第十五条"}, {"理由": "隐私", "依据": "第十五条"}),
    ],
)
def test_values_that_cells_mean(key: str, old: Any, shown: dict[str, str], value: Any) -> None:
    assert build(key, old, shown) == value


def test_a_fingerprint_is_of_what_is_said() -> None:
    assert fingerprint({"县级": "√", "乡级": ""}) == fingerprint({"县级": "√"})
    assert fingerprint({"县级": "√"}) != fingerprint({"乡级": "√"})


def test_cells_for_people() -> None:
    assert described({"政府网站": "√", "其他": "广播", "公开查阅点": ""}) == "政府网站、其他（广播）"
    assert described({PAIRS: pairs_text([("甲", "乙"), ("丙", "")])}) == "甲：乙\n丙"
    assert set(PARTS) >= {"公开渠道", "公开层级"}
