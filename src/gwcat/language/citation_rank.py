"""效力位阶, told by the form of a citation alone: its number and the end of its title.

Where the form leaves a choice the rank stays empty: 条例 may be made by the State Council, a province or the Party, 办法 by
almost anybody. `statute.rank` knows more of the statutes that are registered.
"""

from __future__ import annotations

from gwcat.language.citation_number import DocumentNumber, Number, Order, Standard, authority
from gwcat.language.citation_text import pattern

RANKS = ("宪法", "法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件")
"""The hierarchy, the highest first."""
BESIDE = ("党内法规", "标准")
"""Ranks that have no place in the hierarchy of state law."""

PROVINCES = (
    "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省", "上海市", "江苏省", "浙江省",
    "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省", "广东省", "广西壮族自治区", "海南省", "重庆市",
    "四川省", "贵州省", "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区", "新疆维吾尔自治区",
)  # fmt: skip

# Ends in 法 without being a law.
_NO_LAW = ("办法", "方法", "做法", "执法", "司法", "普法", "立法", "守法")
_PAPERS = ("通知", "意见", "批复", "函", "通报", "通告", "公告")
_PARTY_RULES = ("党章", "准则", "条例", "规则", "规定", "办法", "细则")
_RULES = ("条例", "规定", "办法", "细则", "规则")
# Since 2002 rules are given by order only: 《规章制定程序条例》 and 《行政法规制定程序条例》 in force from 2002-01-01.
_ORDERS_ONLY = 2002


def order(rank: str) -> int:
    """The place of a rank in the hierarchy; those beside it and unknown ones come last."""
    return RANKS.index(rank) if rank in RANKS else len(RANKS)


def by_form(title: str, number: Number | None = None) -> str:
    """The rank that title and number show; empty if they leave a choice or contradict each other."""
    bare = pattern("(?:（[^（）]*）)+$").sub("", title) if title.endswith("）") else title
    by_title, by_number = _by_title(bare), _by_number(bare, number)
    if number and not by_number and by_title in ("宪法", "法律"):
        return ""
    return by_title or by_number if by_title in ("", by_number) or not by_number else ""


def _by_title(title: str) -> str:
    if title.endswith("宪法"):
        return "宪法"
    if title.endswith(("法", "法典")) and not title.endswith(_NO_LAW):
        return "法律"
    if title.startswith("中国共产党") and title.endswith(_PARTY_RULES):
        return "党内法规"
    if title.endswith("条例") and title.startswith(PROVINCES):
        return "地方性法规"
    return "规范性文件" if title.endswith(_PAPERS) else ""


def _by_number(title: str, number: Number | None) -> str:
    if isinstance(number, Standard):
        return "标准"
    if isinstance(number, DocumentNumber):
        return _by_document(title, number)
    return _by_order(title, number) if isinstance(number, Order) else ""


def _by_document(title: str, number: DocumentNumber) -> str:
    """Before 2002 rules had document numbers too; offices of the Party make both rules and papers."""
    if number.agency.startswith(("中发", "中办", "厅字")) and title.endswith(_PARTY_RULES):
        return "党内法规"
    return "规范性文件" if number.year >= _ORDERS_ONLY or title.endswith(_PAPERS) else ""


def _by_order(title: str, number: Order) -> str:
    issuer = authority(number.issuer)
    if number.kind != "令":
        if issuer.endswith(("人大常委会", "人民代表大会常务委")) and title.endswith(_RULES):
            return "地方性法规"
        return "规范性文件" if is_ministry(issuer) else ""
    if issuer == "主席":
        return "法律"
    if issuer == "国务院":
        return "行政法规" if title.endswith(_RULES) else ""
    if issuer.startswith(PROVINCES) and issuer.endswith("政府"):
        return "地方政府规章"
    return "部门规章" if is_ministry(issuer) else ""


def is_ministry(issuer: str) -> bool:
    """Whether every body of the name is a department of the State Council: 民政部, 国家税务总局, 中国人民银行."""
    return all(map(_is_ministry, issuer.split("、")))


def _is_ministry(name: str) -> bool:
    if name.startswith(("国家", "中国")):
        return name.endswith(("局", "委", "会", "行", "署", "部")) and not name.startswith("中国共产党")
    if name in ("审计署", "海关总署"):
        return True
    party = name.startswith("中") or name.endswith(("组织部", "宣传部", "统战部")) or pattern("[省市县区]委").search(name)
    return name.endswith("部") and not party and not name.startswith(PROVINCES)
