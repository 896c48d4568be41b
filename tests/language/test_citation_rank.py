"""效力位阶: what the form shows, what the registry knows, and where the answer must stay open."""

from __future__ import annotations

import pytest

from gwcat.language import citation, citation_rank


def form(cell: str) -> str:
    (read,) = citation.parse(cell).citations
    return citation_rank.by_form(read.title, read.number)


@pytest.mark.parametrize(
    ("cell", "rank"),
    [
        ("《中华人民共和国宪法》", "宪法"),
        ("《中华人民共和国预算法》", "法律"),
        ("《土地管理法》（2019年修正）", "法律"),
        ("《民法典》", "法律"),
        ("《户口登记条例》（主席令第1号）", "法律"),
        ("《社会救助暂行办法》（国务院令第649号）", "行政法规"),
        ("《政府信息公开条例》（国令第711号）", "行政法规"),
        ("《重庆市天然气管理条例》", "地方性法规"),
        ("《某规定》（山东省人民代表大会常务委员会公告第10号）", "地方性法规"),
        ("《公共租赁住房管理办法》（住房和城乡建设部令第11号）", "部门规章"),
        ("《某办法》（财政部、民政部令第11号）", "部门规章"),
        ("《某办法》（国家发展改革委2017年第10号令）", "部门规章"),
        ("《某办法》（中国人民银行令〔2019〕第1号）", "部门规章"),
        ("《某办法》（审计署令第1号）", "部门规章"),
        ("《某办法》（山东省人民政府令第1号）", "地方政府规章"),
        ("《关于全面推进政务公开工作的意见》（中办发〔2016〕8号）", "规范性文件"),
        ("《某通知》", "规范性文件"),
        ("《某办法》（民发〔2021〕57号）", "规范性文件"),
        ("《某公告》（国家税务总局公告2009年第1号）", "规范性文件"),
        ("《中国共产党党务公开条例（试行）》", "党内法规"),
        ("《党政机关公务用车管理办法》（中办发〔2017〕71号）", "党内法规"),
        ("《文化馆服务标准》（GB/T 32939—2016）", "标准"),
    ],
)
def test_what_the_form_shows(cell: str, rank: str) -> None:
    assert form(cell) == rank


@pytest.mark.parametrize(
    "cell",
    [
        "《城市绿化条例》",  # State Council, province, city: all make 条例
        "《国有土地上房屋征收评估办法》",
        "《某省办法》",
        "《社会科学普及执法办法》",
        "《关于加强普法》",
        "《国务院关于取消行政审批项目的决定》",
        "《国务院对确需保留的行政审批项目设定行政许可的决定》（国务院令第412号）",
        "《某办法》（某县人民政府令第1号）",
        "《某办法》（青岛市人民政府令第1号）",  # cities with districts make rules, county-level cities do not
        "《某办法》（山东省民政厅令第1号）",
        "《某办法》（中共山东省委宣传部令第1号）",
        "《某办法》（国发〔1983〕12号）",  # rules had document numbers then
        "《某办法》（公告第1号）",
        "《预算法》（国务院令第1号）",  # title and number contradict each other
        "《某通知》（民政部令第1号）",
        "国务院令第711号",
        "《“十三五”规划》",
    ],
)
def test_unknown_stays_unknown(cell: str) -> None:
    assert form(cell) == ""


def test_the_registry_knows_more_than_the_form() -> None:
    for cell, rank in {
        "《城市绿化条例》": "行政法规",
        "《中华人民共和国户口登记条例》": "法律",
        "《中国公民收养子女登记办法》（民政部令第14号）": "行政法规",  # approved by the State Council
        "《最低生活保障审核确认办法》": "规范性文件",
        "《某条例》": "",
    }.items():
        (read,) = citation.parse(cell).citations
        assert citation.rank(read) == rank


def test_the_order_of_ranks() -> None:
    ranks = ["标准", "规范性文件", "", "部门规章", "法律", "地方性法规", "行政法规"]
    assert sorted(ranks, key=citation_rank.order) == ["法律", "行政法规", "地方性法规", "部门规章", "规范性文件", "标准", ""]
