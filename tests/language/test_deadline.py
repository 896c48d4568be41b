"""公开时限: everything seen in published catalogues, its variations, and what must not be guessed."""

from __future__ import annotations

import json
import re

import pytest

from conftest import REPOSITORY, Golden
from gwcat.language.deadline import Amount, Clause, Day, Deadline, Unparsed, normal, parse, text
from gwcat.language.deadline_record import record

CORPUS = (REPOSITORY / "tests/cases/language/deadlines.corpus").read_text(encoding="utf-8").splitlines()

# What stands in a catalogue and is no deadline.
NO_DEADLINES = {"按卫健委要求单独公开", "原则上每周三公布上周抽检信息"}


def understood(source: str) -> Deadline:
    read = parse(source)
    assert isinstance(read, Deadline), read
    return read


def one(source: str) -> Clause:
    (clause,) = understood(source).clauses
    return clause


def test_the_corpus(golden: Golden) -> None:
    golden("language/deadlines.golden", "".join(map(explained, CORPUS)))


def explained(source: str) -> str:
    """How a text was understood, for people to read."""
    found = record(source)
    if "reason" in found:
        return f"{source}\n  × {found['reason']}（{found['column']}–{found['end_column']}）\n"
    clauses = (json.dumps(clause, ensure_ascii=False) for clause in found["clauses"])
    return "\n  ".join([source, f"→ {found['canonical']}", *clauses]) + "\n"


@pytest.mark.parametrize("source", CORPUS)
def test_the_canonical_words_say_the_same(source: str) -> None:
    read = parse(source)
    if isinstance(read, Deadline):
        assert parse(text(read)) == read
        assert normal(text(read)) == text(read)


def test_only_what_is_no_deadline_is_not_understood() -> None:
    """Of the texts in the catalogues of this repository."""
    found = set()
    for path in sorted((REPOSITORY / "catalogs").rglob("*.yaml")):
        if path.name != "采用记录.yaml":
            found |= set(re.findall(r"^[ -]*公开时限: *[\"']?(.+?)[\"']?$", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(found) > 50
    assert {source for source in found if isinstance(parse(source), Unparsed)} <= NO_DEADLINES


SAME = {
    "自信息形成或者变更之日起20个工作日内": [
        "信息形成或者变更之日起20个工作日内",
        "自该信息形成或变更之日起20个工作日内予以公开",
        "应当自政府信息形成或者变更之日起20个工作日之内向社会公布。",
        "公开事项信息产生、变更之日起，应在20个工作日以内公示",
        "信息形成（变更）20个工作日内",
        "信息形成(变更)后20工作日内公开",
        "信息形成或变更之时起20个工作日",
        "自信息形成或者变更之日起二十个工作日内",
        "自信息形成或者变更之日起廿个工作日内",
        "自信息形成或者变更之日起 ２０ 个 工作日内",
        "自信息形成或者变更之日起2 0个工作天内",
        "自信息形成或者变更之日起不超过20个工作日",
        "公开时限：自信息形成或者变更之日起20个工作日内",
        "自信息形\n成或者变\n更之日起\n20个工作\n日内予以\n公开",
        "\ufeff自信息形成或者变更之日起20个\u200b工作日内\u3000",
        "公开时限为自信息形成或者变更之日起20个工作日内",
        "（自信息形成或者变更之日起20个工作日内）",
    ],
    "自制作或者获取信息之日起20个工作日内": ["自制作或获取该信息之日起20个工作日内公开", "信息制作、获取后20个工作日内"],
    "自信息形成之日起20个工作日内，法律、法规另有规定的，从其规定": [
        "信息形成之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定。",
        "信息形成之日起20个工作日内，法律法规另有规定的除外",
        "信息形成之日起20个工作日内（法律、法规另有规定的应从其规定）",
        "除法律、法规另有规定外，信息形成之日起20个工作日内公开",
        "信息形成之日起20个工作日内；法律、法规另有规定的，按其规定执行",
    ],
    "公示7个工作日": ["公示期7个工作日", "公示时间为七个工作日", "公示期：7个工作日", "公示期限：7工作日。"],
    "公示不少于30日": ["公示期不得少于30日", "公示时间：不少于30天", "至少公示30日", "公示30个自然日以上", "公示期应不少于30日"],
    "征求意见不少于30日": ["征求意见期限不得少于30日", "公开征求意见时间不少于三十日"],
    "每季度": ["每个季度", "按季度公开", "按季公布", "每季度公开一次", "每季度1次", "每季"],
    "每半年": ["半年一次", "每半年公布一次", "每6个月", "每六个月公开1次"],
    "每年12月底前": ["每年底前", "每年年底前公开", "每年12月末之前"],
    "每季度首月20日": ["每季度的首个月20日", "每季度第一个月的20日公开", "每季度第1个月20号"],
    "每周日": ["每星期天", "每周日公开"],
    "甲信息：20个工作日内；乙信息：及时公开": [
        "1.甲信息：20个工作日内；2.乙信息：及时公开",
        "１、甲信息:20个工作日内;２、乙信息:及时公开;",
        "(1)甲信息：20个工作日内。(2)乙信息：及时公开。",
        "1)甲信息：20个工作日内\n2)乙信息：及时公开",
        "①甲信息：20个工作日内②乙信息：及时公开",
        "一、甲信息：20个工作日内\n二、乙信息：及时公开",
        "一是甲信息20个工作日内；二是乙信息及时公开",
        "甲信息应在20个工作日内公开，乙信息应及时公开",
        "⒈甲信息：20个工作日内；⒉乙信息：及时公开",
    ],
    "处罚决定：自作出之日起7个工作日内，公示7日": [
        "处罚决定自作出之日起7个工作日内公开，公示7日",
        "处罚决定，自作出之日起7个工作日内，公示期7天",
    ],
    "会议召开前5个工作日": ["会议召开5个工作日前", "应于会议召开前至少5个工作日公开", "在会议召开5个工作日以前公开"],
    "长期公开，动态更新": ["长期公开（动态更新）", "公开期限为长期，动态更新", "常年公开，动态更新"],
    "及时在政府网站公开": ["通过政府网站及时公开", "在政府网站上及时公开", "及时在政府网站公布", "及时公开，在政府网站公示"],
    "随采购公告公开": ["与采购公告同步公开", "随采购公告一并公布", "随采购公告同时公开"],
    "即时公开": ["即时", "立即公开", "即刻公布"],
    "按进展情况及时公开": ["根据工作进展情况及时公开", "按项目进度及时公布", "按照进展及时公开"],
}  # fmt: skip


@pytest.mark.parametrize(("wanted", "source"), [(wanted, source) for wanted, sources in SAME.items() for source in sources])
def test_variations(wanted: str, source: str) -> None:
    assert normal(source) == wanted
    assert parse(source) == parse(wanted)


CLAUSES = {
    "20个工作日内": Clause(limit=Amount(20, "工作日")),
    "20工作日": Clause(limit=Amount(20, "工作日")),
    "24小时内": Clause(limit=Amount(24, "小时")),
    "自发布之日起半年内": Clause(trigger="发布", relation="起", limit=Amount(6, "月")),
    "本级政府财政部门批复后20日内": Clause(trigger="本级政府财政部门批复", relation="起", limit=Amount(20, "日")),
    "提前一周发通知邀请": Clause(relation="前", limit=Amount(1, "周"), act="发通知邀请"),
    "自收到申请之日起20个工作日内答复": Clause(trigger="收到申请", relation="起", limit=Amount(20, "工作日"), act="答复"),
    "批前公示时间不得少于30日": Clause(trigger="批准", relation="前", min_display=Amount(30, "日"), shown="公示"),
    "公开期不少于1年": Clause(min_display=Amount(1, "年"), shown="公开"),
    "每年1月31日前": Clause(cycle=Amount(1, "年"), by=Day(month=1, day=31)),
    "每月10日": Clause(cycle=Amount(1, "月"), on=Day(day=10)),
    "每月下旬公开": Clause(cycle=Amount(1, "月"), on=Day(part="下旬")),
    "每季度末月底前": Clause(cycle=Amount(1, "季度"), by=Day(month=3, part="底")),
    "每周五前": Clause(cycle=Amount(1, "周"), by=Day(weekday=5)),
    "每两年公开一次": Clause(cycle=Amount(2, "年")),
    "每年公开2次": Clause(cycle=Amount(1, "年"), times=2),
    "每年至少公开一次": Clause(cycle=Amount(1, "年"), min_times=1),
    "每学期初": Clause(cycle=Amount(1, "学期"), on=Day(part="初")),
    "每季度结束后10日内": Clause(trigger="每季度结束", relation="起", limit=Amount(10, "日"), cycle=Amount(1, "季度")),
    "项目开工后每季度公开": Clause(trigger="项目开工", relation="后", cycle=Amount(1, "季度")),
    "6月底前": Clause(by=Day(month=6, part="底")),
    "二〇二〇年十一月十日前": Clause(by=Day(2020, 11, 10)),
    "2020年底前": Clause(by=Day(2020, 12, part="底")),
    "6个月": Clause(period=Amount(6, "月")),
    "任期内": Clause(qualifiers=("任期内",)),
    "及时更新": Clause(qualifiers=("及时",), act="更新"),
    "决定作出当日公开": Clause(trigger="决定作出", relation="当日"),
    "依申请公开": Clause(qualifiers=("依申请",)),
    "自自然灾害发生之日起2小时内": Clause(trigger="自然灾害发生", relation="起", limit=Amount(2, "小时")),
    "自行政处罚决定作出之日起7个工作日内": Clause(trigger="行政处罚决定作出", relation="起", limit=Amount(7, "工作日")),
    "工作动态及时公开": Clause("工作动态", qualifiers=("及时",)),
    "会议纪要及时公开": Clause("会议纪要", qualifiers=("及时",)),
}


@pytest.mark.parametrize("source", CLAUSES)
def test_what_a_clause_says(source: str) -> None:
    assert one(source) == CLAUSES[source]


UNCLEAR = {
    "": "没有内容",
    " \n": "没有内容",
    "20": "“⟦20⟧”后面没有单位",
    "自信息形成之日起20": "后面没有单位",
    "20个": "“⟦20个⟧”后面没有单位",
    "20日": "分不清是期限还是日期",
    "7天": "分不清是期限还是日期",
    "尽快": "“⟦尽快⟧”没有说明期限",
    "20个工作日内，⟦尽快⟧公开": "“尽快”没有说明期限",
    "⟦视情⟧况公开": "没有说明期限",
    "⟦另行通知⟧": "没有说明期限",
    "⟦不定期⟧公开": "没有说明多久一次",
    "⟦定期⟧公开": "没有说明多久一次",
    "⟦适时⟧公开": "没有说明期限",
    "⟦同上⟧": "要看另一格",
    "⟦原则上⟧20个工作日内": "不是确定的期限",
    "20个工作日⟦左右⟧": "不是确定的期限",
    "⟦约⟧20个工作日": "读不懂“约”",
    "⟦按规定时限⟧公开": "只说按规定",
    "⟦按卫健委要求单独⟧公开": "只说按要求",
    "公开": "没有说明期限",
    "在村公示栏公开": "没有说明期限",
    "⟦自信息形成之日起⟧": "没有说明期限",
    "法律、法规另有规定的，从其规定": "没有说期限",
    "⟦3至5个工作日内⟧": "不是一个确定的数",
    "自信息形成之日起⟦3-5个工作日内⟧": "不是一个确定的数",
    "⟦1.5个工作日内⟧": "不是一个确定的数",
    "⟦1、2个工作日内⟧": "不是一个确定的数",
    "一二个工作日内": "“一二”不是一个确定的数",
    "十百个工作日内": "不是一个确定的数",
    "半个月内": "读不懂",
    "0个工作日内": "不能作期限的数",
    "20个日内": "读不懂",
    "3月内": "读不懂",
    "⟦第⟧20个工作日": "读不懂“第”",
    "2020年内": "分不清“2020年”是年份还是时长",
    "自信息形成之日起3个月": "分不清",
    "自公示之日起7个工作日": "分不清",
    "公示7个工作日内": "分不清“公示”多久还是多久之内公示",
    "⟦公开⟧20个工作日": "读不懂“公开”",
    "会议召开前5个工作日内": "分不清",
    "6个月公开": "分不清是期限还是时长",
    "每年2月30日前": "不是一个确定的日子",
    "每月32日": "不是一个确定的日子",
    "每年20日前": "不是一个确定的日子",
    "每季度20日": "不是一个确定的日子",
    "⟦每年1月和⟧7月": "读不懂",
    "2019年2月29日前": "没有“2019年2月29日前”这一天",
    "13月底前": "没有“13月底前”这一天",
    "⟦次月⟧10日前": "读不懂“次月”",
    "⟦自作出决定次日起⟧7个工作日内": "读不懂",
    "同步公开": "没有说明和什么一同公开",
    "公开两次": "没有说多久一次",
    "20个工作日内⟦（⟧": "括号不配对",
    "20个工作日内⟦）⟧": "括号不配对",
    "《甲》（乙⟦》⟧）：20个工作日内": "括号不配对",
    "甲：乙：20个工作日内": "不止一个冒号",
    "甲信息：": "冒号后面没有内容",
    "20个工作日内（⟦末字截断⟧）": "读不懂“末字截断”",
    "⟦领导批示⟧20个工作日内": "读不懂",
    "⟦请⟧在20个工作日内公开": "读不懂“请”",
    "⟦不⟧及时公开": "读不懂“不”",
    "⟦没有⟧及时公开": "读不懂“没有”",
    "⟦20个工作日内⟧30个工作日内": "读不懂",
    "⟦无⟧": "读不懂",
    "⟦／⟧": "读不懂",
    "甲信息：20个工作日内\n乙信息：⟦随便⟧": "读不懂“随便”",
    " 甲信息 ： ⟦随 便⟧": "读不懂“随便”",
    "（" * 9 + "及时公开" + "）" * 9: "括号太多",
    "形成" * 501: "有 1002 个字",
}


@pytest.mark.parametrize(("marked", "reason"), UNCLEAR.items())
def test_nothing_is_guessed(marked: str, reason: str) -> None:
    source = re.sub("[⟦⟧]", "", marked)
    read = parse(source)
    assert isinstance(read, Unparsed), read
    assert re.sub("[⟦⟧]", "", reason) in read.reason
    if "⟦" in marked:
        assert source[: read.start] + "⟦" + source[read.start : read.end] + "⟧" + source[read.end :] == marked
    assert normal(source) is None


PLACES = [
    "⟦信息形成20个工作日内公开⟧；其中⟦行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示⟧",
    " ①⟦《听证通知书》 在组织听证7个工作日前予以公开⟧ ；②⟦其他听证公开内容为依申请公开⟧。",
    "⟦每季度的首个月20日⟧（⟦集体财务往来较多的，财务收支情况应每月公布一次⟧）",
    "⟦现状调查结束后5个工作日内，在村公示栏公开⟧",
    "⟦制定或获取信息之日起1 0个工作日内⟧，\u200b⟦公示7个工作日⟧",
]


@pytest.mark.parametrize("marked", PLACES)
def test_clauses_know_where_they_stand(marked: str) -> None:
    source = re.sub("[⟦⟧]", "", marked)
    for clause in reversed(understood(source).clauses):
        source = f"{source[: clause.start]}⟦{source[clause.start : clause.end]}⟧{source[clause.end :]}"
    assert source == marked


def test_a_reservation_holds_for_its_sentence_or_for_all() -> None:
    first = understood("甲信息：20个工作日内，法律另有规定的，从其规定；乙信息：及时公开")
    assert [clause.fallback for clause in first.clauses] == ["法律", None]
    every = understood("甲信息：20个工作日内；乙信息：及时公开。另有规定的从其规定")
    assert [clause.fallback for clause in every.clauses] == ["", ""]


def test_a_scope_goes_on_to_the_end_of_its_sentence() -> None:
    read = understood("处罚决定：7个工作日内，公示7日；20个工作日内")
    assert [clause.scope for clause in read.clauses] == ["处罚决定", "处罚决定", ""]
