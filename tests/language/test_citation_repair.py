"""Mending: the broken samples of published catalogues, each with its one reading or its refusal."""

from __future__ import annotations

import pytest

from gwcat.language import citation
from gwcat.language.citation_repair import Change, Repair, repair


def mended(cell: str) -> str | None:
    found = repair(cell)
    return found.text if found else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # seen in published catalogues
        ("〔2012 ) 8 4 号", None),  # whose number is it
        ("建房〔2012 ) 8 4 号", "建房〔2012〕84号"),
        ("《甲办法》（建房〔2012 ) 8 4 号）", "《甲办法》（建房〔2012〕84号）"),
        ("《甲办法》(民发〔2018)23号〕", "《甲办法》（民发〔2018〕23号）"),
        ("《甲办法》(国办发〔201680号)", "《甲办法》（国办发〔2016〕80号）"),
        ("《政府信息公开条例》（国务院令第711)", "《政府信息公开条例》（国务院令第711号）"),
        ("《政府信息公开条例》(国令第711号) 号", "《政府信息公开条例》（国令第711号）"),
        ("(国令第711号) 号", "国令第711号"),
        ("《甲意见》(中办发(2004)17号)", "《甲意见》（中办发〔2004〕17号）"),
        ("《甲通知》国人口发(2007)78号", "《甲通知》（国人口发〔2007〕78号）"),
        ("《甲意见》（中办发﹝2016﹞8号）", "《甲意见》（中办发〔2016〕8号）"),
        ("《文化馆服务标准》（GB T 32939—2016）", "《文化馆服务标准》（GB/T 32939—2016）"),
        ("《信息公开条例》", "《信息公开条例》"),  # a short title is no broken one: see statute.find
        ("《政府信息公开条件》", "《政府信息公开条件》"),  # nor is a wrong one: see statute.meant
        ("【条例】《住房城乡建设部财政部关于甲的指导意见》", "【条例】《住房城乡建设部财政部关于甲的指导意见》"),
        (
            "1. 《2017 年工作要点》（鲁政办发〔2017〕39 号） 2. 山东省食品药品监督管理局关于发布的意见（鲁食药〔2017〕32 号）",
            "1. 《2017年工作要点》（鲁政办发〔2017〕39号） 2. 《山东省食品药品监督管理局关于发布的意见》（鲁食药〔2017〕32号）",
        ),
        ("《国务院关于最低生活保障工作的意见》（国发〔2012〕45号）、各地相关政策法规文件", None),
        # numbers
        ("《甲办法》（国发〔2012〕45号", "《甲办法》（国发〔2012〕45号）"),
        ("《甲办法》国发〔2012〕45号）", "《甲办法》（国发〔2012〕45号）"),
        ("《甲办法》（国发2012〕第045号）", "《甲办法》（国发〔2012〕45号）"),
        ("《甲办法》（（国发〔2012〕45号）", "《甲办法》（国发〔2012〕45号）"),
        ("《甲办法》（国发〔2012〕45）", "《甲办法》（国发〔2012〕45号）"),
        ("《甲办法》（国发〔2012〕4", None),  # digits may be missing
        ("《甲办法》（国发〔20126〕45号）", None),
        ("《甲办法》（国发20126 45号）", None),
        ("《甲办法》（国发〔12〕45号）", None),
        ("《甲办法》（国发45号）", None),
        ("《甲办法》（国发〔2012〕号）", None),
        ("《甲办法》（国发〔2012〕45号）（国发〔2013〕1号）", None),
        ("《甲办法》、（国发〔2012〕45号）", None),
        ("国发〔2012〕45号《甲办法》", None),
        # marks
        ("《土地管理法", "《土地管理法》"),
        ("土地管理法》", "《土地管理法》"),
        ("《《土地管理法》", "《土地管理法》"),
        ("《土地管理法》》（主席令第28号）", "《土地管理法》（主席令第28号）"),
        ("《土地管理法（主席令第28号）", "《土地管理法》（主席令第28号）"),
        ("《土地管理法〉（主席令第28号）", "《土地管理法》（主席令第28号）"),
        ("《甲办法（国发[2012]第045号）、《乙办法》", "《甲办法》（国发〔2012〕45号）、《乙办法》"),
        ("《甲办法》\n乙办法》（民发〔2012〕1号）\n《丙办法》", "《甲办法》\n《乙办法》（民发〔2012〕1号）\n《丙办法》"),
        ("财政部、民政部关于甲的通知》（民发〔2012〕1号）", "《财政部、民政部关于甲的通知》（民发〔2012〕1号）"),
        ("《关于印发《甲办法》的通知（民发〔2012〕1号）", "《关于印发〈甲办法〉的通知》（民发〔2012〕1号）"),
        ("《关于印发〈甲办法的通知》", None),  # 〈甲办法〉的通知, or no inner marks
        ("《关于印发甲办法〉的通知》", None),
        ("《甲办法、《乙办法》", None),
        ("《甲办法《乙办法》", None),
        ("《甲办法（试行）（民发〔2012〕1号）", None),  # is 试行 within the title
        ("《关于做好保障工作的通", None),  # the title breaks off
        ("《甲办法〔试（行〕", None),
        # titles without marks
        ("政府信息公开条例", "《政府信息公开条例》"),
        ("土地管理法、城乡规划法", "《土地管理法》、《城乡规划法》"),
        ("民政部关于印发《甲办法》的通知（民发〔2021〕57号）", "《民政部关于印发〈甲办法〉的通知》（民发〔2021〕57号）"),
        ("财政部、民政部关于甲的通知（民发〔2012〕1号）", "《财政部、民政部关于甲的通知》（民发〔2012〕1号）"),
        ("甲办法、乙办法（民发〔2012〕1号）", None),
        ("甲办法", None),
        ("信息公开规定", None),
        ("各地有关规定（民发〔2012〕1号）", None),
        ("根据甲办法（民发〔2012〕1号）", None),
        ("《甲办法》实施细则", None),
    ],
)  # fmt: skip
def test_one_reading_or_none(cell: str, expected: str | None) -> None:
    assert mended(cell) == expected
    if expected:
        assert citation.parse(expected).understood
        assert repair(expected) == Repair(expected, ())


def test_what_was_changed() -> None:
    cell = "1. 《甲办法》（国办发〔201680号)；\n2. 《乙法》(主席令第7号)；\n3. 《丙法》"
    first, second = "《甲办法》（国办发〔2016〕80号）", "《乙法》（主席令第7号）"
    assert repair(cell) == Repair(
        f"1. {first}；\n2. {second}；\n3. 《丙法》",
        (
            _change(cell, "《甲办法》（国办发〔201680号)", first),
            _change(cell, "《乙法》(主席令第7号)", second),
        ),
    )


def _change(cell: str, before: str, after: str) -> Change:
    start = cell.index(before)
    return Change(start, start + len(before), before, after)


def test_numbering_and_separators_stay() -> None:
    assert (
        mended("一、《甲法》(主席令第7号)，《乙法》\n（二）〈丙法〉") == "一、《甲法》（主席令第7号），《乙法》\n（二）《丙法》"
    )


def test_one_place_without_a_reading_keeps_everything() -> None:
    assert mended("《甲法》(主席令第7号)\n《乙办法》（国发〔12〕45号）") is None


@pytest.mark.parametrize("cell", ["", " ", "、"])
def test_nothing_to_mend(cell: str) -> None:
    assert repair(cell) is None
