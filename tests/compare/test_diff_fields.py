"""What counts as the same, what differs inside a value, and how words are marked."""

from __future__ import annotations

from typing import Any

import pytest

from gwcat.compare.fields import field_change, likeness, same_meaning
from gwcat.compare.words import compare_words
from gwcat.model.change import FieldChange, plain


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("公开时限", "10个工作日内", "１０个工作日内"),
        ("公开时限", "自信息形成之日起20个工作日内", "信息形成之日起二十个工作日内"),
        ("公开内容", "名单", ["名单"]),
        ("公开内容", ["甲", ""], ["甲"]),
        ("公开内容", [{"要素": "甲", "标准": "乙"}], [{"标准": "乙", "要素": "甲"}]),
        ("公开渠道", ["政府网站", "政府公报"], ["政府公报", "政府网站"]),
        ("公开层级", ["县级"], ["区级"]),
        ("公开依据", ["《社会救助暂行办法》(国务院令第649号)"], ["《社会救助暂行办法》（国务院令第649号）"]),
        ("公开依据", ["《甲法》", "《乙法》"], ["《甲法》、《乙法》"]),
        ("备注", "", None),
        ("不予公开", {"理由": "甲", "依据": "乙"}, {"依据": "乙", "理由": "甲"}),
    ],
)
def test_the_same_in_other_writing(key: str, old: Any, new: Any) -> None:
    assert same_meaning(key, old, new)
    assert same_meaning(key, new, old)


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("公开时限", "10个工作日内", "10日内"),
        ("公开时限", "及时", "尽快"),
        ("公开内容", ["甲", "乙"], ["乙", "甲"]),
        ("公开渠道", ["政府网站"], ["政府网站", "政府公报"]),
        ("公开渠道", [{"其他": "甲"}], [{"其他": "乙"}]),
        ("公开渠道", ["政府网站"], [{"政府网站": "县政府网"}]),
        ("公开依据", ["《甲法》"], ["《甲法》第一条"]),
        ("公开依据", ["有关规定"], ["相关规定"]),
        ("公开对象", "全社会", {"特定群体": "被征收人"}),
        ("备注", "甲", None),
    ],
)
def test_not_the_same(key: str, old: Any, new: Any) -> None:
    assert not same_meaning(key, old, new)
    assert not same_meaning(key, new, old)


def told(key: str, old: Any, new: Any) -> list[tuple[str, str, str]]:
    return [(part.kind, part.old, part.new) for part in field_change(key, old, new).parts]


def test_which_entries_of_a_list_changed() -> None:
    old = ["初审对象名单及相关信息", "审核结果", "投诉举报电话"]
    new = ["初审对象名单以及有关信息", "投诉举报电话", "资金发放情况"]
    assert told("公开内容", old, new) == [
        ("修改", "初审对象名单及相关信息", "初审对象名单以及有关信息"),
        ("删去", "审核结果", ""),
        ("增加", "", "资金发放情况"),
    ]
    assert told("公开内容", ["甲", "乙"], ["乙", "甲"]) == [("次序", "甲；乙", "乙；甲")]
    assert told("公开内容", ["甲", "甲"], ["甲"]) == [("删去", "甲", "")]
    assert told("公开渠道", "政府网站", ["政府网站", {"其他": "某平台"}]) == [("增加", "", "其他：某平台")]
    assert told("公开主体", ["县民政局"], None) == [("删去", "县民政局", "")]
    pairs = [{"要素": "名单", "标准": "姓名、类别"}], [{"要素": "名单", "标准": "姓名、类别、金额"}]
    assert told("公开内容", *pairs) == [("修改", "名单（姓名、类别）", "名单（姓名、类别、金额）")]


def test_the_most_alike_entries_are_edits_of_each_other() -> None:
    old = ["《甲省社会救助办法》（甲政发〔2012〕4号）", "《乙省社会救助办法》（乙政发〔2013〕9号）"]
    new = ["《乙省社会救助办法》（乙政发〔2020〕9号）", "《甲省社会救助办法》（甲政发〔2021〕4号）"]
    assert told("公开依据", old, new) == [("修改", old[0], new[1]), ("修改", old[1], new[0])]


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("10个工作日内", "20个工作日内", "[-10-]{+20+}个工作日内"),
        ("（国发〔2012〕45号）", "（国发〔2020〕45号）", "（国发〔[-2012-]{+2020+}〕45号）"),
        ("县民政局负责", "县财政局负责", "县[-民-]{+财+}政局负责"),
        ("甲乙丙丁", "子乙丑丁戊", "[-甲乙丙丁-]{+子乙丑丁戊+}"),
        ("资金", "资金名称", "资金{+名称+}"),
        ("", "新", "{+新+}"),
        ("旧", "", "[-旧-]"),
        ("www.a.cn 网站", "www.b.cn 网站", "www.[-a-]{+b+}.cn 网站"),
    ],
)
def test_words(old: str, new: str, runs: str) -> None:
    signs = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    assert "".join(signs[run.mark].format(run.text) for run in compare_words(old, new)) == runs


def test_very_long_texts_are_told_as_a_whole() -> None:
    old, new = "甲" * 30_000, "甲" * 29_999 + "乙"
    assert [run.mark for run in compare_words(old, new)] == ["-", "+"]


def test_likeness() -> None:
    assert likeness("审核信息", "审核信息") == likeness("", "") == 1.0
    assert likeness("审核信息", "") == likeness("甲", "乙") == 0.0
    assert likeness("（甲）乙丙", "(甲) 乙丙") == 1.0
    assert 0 < likeness("审核审批信息", "审核信息") < 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (field_change("公开时限", "甲", "乙"), "公开时限由“甲”改为“乙”"),
        (field_change("备注", None, "乙"), "备注写为“乙”"),
        (field_change("备注", "甲", None), "备注删去“甲”"),
        (field_change("公开渠道", ["政府网站"], ["政府公报"]), "公开渠道删去“政府网站”，增加“政府公报”"),
        (FieldChange("公开内容", ["甲"], "甲"), "公开内容由“甲”改为“甲”"),
    ],
)
def test_explained(change: FieldChange, words: str) -> None:
    assert change.explain() == words


def test_values_in_plain_words() -> None:
    assert plain([{"要素": "甲", "标准": ""}, {"其他": "乙"}, "丙", None]) == "甲；其他：乙；丙"
