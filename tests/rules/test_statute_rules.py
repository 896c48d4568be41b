"""公开依据 against the registry and the calendar, and the order and number of entries."""

from __future__ import annotations

import pytest

from conftest import REGION, Check
from gwcat.model.finding import Finding
from items import HEAD, item_with, with_lines

LATER = REGION.replace("2018-01-31", "2020-11-30")
_OTHER = "《社会救助暂行办法》（国务院令第649号）"


def told(check: Check, bases: str, region: str = REGION) -> list[Finding]:
    return [
        finding for finding in check(catalogue=with_lines(f"公开依据: {bases}"), region=region) if finding.rule.code > "GW904"
    ]


def codes(check: Check, bases: str, region: str = REGION) -> list[str]:
    return [finding.rule.code for finding in told(check, bases, region)]


@pytest.mark.parametrize(
    ("basis", "severity", "fixed"),
    [
        ("《国务院关于全面建立临时救助制度的通知》（国发〔2014〕74号）", "warning", "（国发〔2014〕47号）"),
        ("《社会救助暂行办法》（国务院令第694号）", "info", ""),
        ("《廉租住房保障办法》（建设部令第126号）", "warning", "（建设部令第162号）"),
    ],
)
def test_a_number_of_another_document(check: Check, basis: str, severity: str, fixed: str) -> None:
    (finding,) = told(check, basis)
    assert (finding.rule.code, finding.severity) == ("GW905", severity)
    assert (finding.fix.edits[0].text[-len(fixed) :] if finding.fix else "") == fixed
    assert finding.fix is None or not finding.fix.safe


@pytest.mark.parametrize(
    "basis",
    [
        "《国务院关于全面建立临时救助制度的通知》（国发〔2014〕47号）",
        "《中华人民共和国土地管理法》（主席令第二十八号）",
        "《土地管理法》",
        "《中华人民共和国婚姻法》（主席令第51号）",  # no edition of it has a number in the registry
        "《某某办法》（某发〔2014〕74号）",
    ],
)
def test_numbers_that_nothing_speaks_against(check: Check, basis: str) -> None:
    assert codes(check, basis) == []


@pytest.mark.parametrize(
    ("title", "severity", "remedy"),
    [
        ("条例", "warning", "全称"),
        ("通知", "warning", "全称"),
        ("信息公开条例", "warning", "政府信息公开条例"),
        ("政府信息公开条件", "info", "政府信息公开条例"),
        ("中华人民共和国个人信息保护发", "info", "个人信息保护法"),
        ("城市供水办例", "info", "城市供水条例"),
    ],
)
def test_titles_that_are_short_or_wrong(check: Check, title: str, severity: str, remedy: str) -> None:
    (finding,) = told(check, f"[《{title}》, {_OTHER}]" if title.startswith("中华") else f"[{_OTHER}, 《{title}》]")
    assert (finding.rule.code, finding.severity) == ("GW906", severity)
    assert remedy in finding.help


@pytest.mark.parametrize(
    "title",
    [
        "政府信息公开条例",
        "中华人民共和国招标投标法",
        "某省招标投标条例",
        "关于全面推进政务公开工作的意见",
        "国务院居住证暂行条例",
    ],
)
def test_titles_that_are_right(check: Check, title: str) -> None:
    assert set(codes(check, f"[{_OTHER}, 《{title}》]")) <= {"GW911"}


@pytest.mark.parametrize(
    ("title", "region", "found"),
    [
        ("国家综合防灾减灾规划（2011—2015年）", REGION, True),
        ("国家综合防灾减灾规划（2016－2020年）", LATER, False),
        ("某县脱贫攻坚三年行动计划（2016-2018年）", LATER, True),
        ("某县脱贫攻坚三年行动计划（2016-2018年）", REGION, False),
        ("2017年政务公开工作要点", LATER, True),
        ("2017年政务公开工作要点", REGION, False),  # that of 2018 had not come yet
        ("2016年政务公开工作要点", REGION, True),
        ("2016年度某县政务公开工作要点", REGION, True),
        ("2018年政务公开工作要点", REGION, False),
        ("关于做好2017年国家基本公共卫生服务项目工作的办法", REGION, False),
        ("某某办法（2010年修订）", REGION, False),
        ("某某办法（2016—2020年）", REGION.replace("2018-01-31", ""), False),
    ],
)
def test_plans_that_have_run_out(check: Check, title: str, region: str, found: bool) -> None:
    assert ("GW907" in codes(check, f"《{title}》", region)) is found


def test_a_plan_that_the_registry_knows_as_ended_is_told_once(check: Check) -> None:
    bases = "《中华人民共和国收养法》"
    found = check(catalogue=with_lines(f"公开依据: {bases}"), region=REGION.replace("2018-01-31", "2024-01-31"))
    assert [finding.rule.code for finding in found] == ["GW903"]


@pytest.mark.parametrize(
    ("basis", "region", "found"),
    [
        ("《政府信息公开条例》（国务院令第711号）第九条", LATER, True),
        ("《中华人民共和国政府信息公开条例》第九条、第十条、第十一条", LATER, True),
        ("《中华人民共和国政府信息公开条例》第九条至第十三条", LATER, True),
        ("《政府信息公开条例》第十一条第（二）项", LATER, True),
        ("《政府信息公开条例》（国务院令第492号）第九条", REGION, False),
        ("《政府信息公开条例》第九条", REGION, False),
        ("《政府信息公开条例》第十九条、第二十条", LATER, False),
        ("《政府信息公开条例》第十条", LATER, False),
        ("《某省政府信息公开条例》第九条", LATER, False),
        ("《土地管理法》第九条", LATER, False),
    ],
)
def test_articles_of_2007(check: Check, basis: str, region: str, found: bool) -> None:
    assert ("GW908" in codes(check, f"[{_OTHER}, {basis}]", region)) is found


@pytest.mark.parametrize(
    ("withheld", "found"),
    [
        ("{理由: 国家秘密, 依据: 《政府信息公开条例》第八条}", True),
        ("《政府信息公开条例》第八条", True),
        ("{理由: 国家秘密, 依据: 《政府信息公开条例》第十四条}", False),
        ("{理由: 国家秘密, 依据: 《政府信息公开条例》第十八条}", False),
    ],
)
def test_grounds_of_2007(check: Check, withheld: str, found: bool) -> None:
    lines = f"不予公开: {withheld}"
    assert ("GW908" in [finding.rule.code for finding in check(catalogue=with_lines(lines), region=LATER)]) is found
    assert "GW908" not in [finding.rule.code for finding in check(catalogue=with_lines(lines))]


def test_only_the_regulation_is_told_once_for_a_file(check: Check) -> None:
    only = "公开依据: 《中华人民共和国政府信息公开条例》"
    items = "".join(item_with(f"{only}\n二级事项: 事项{n}", identity=f"社会救助-{n:03}") for n in range(1, 8))
    (finding,) = check(catalogue=HEAD + items)
    assert finding.rule.code == "GW909"
    assert "7 个事项" in finding.message
    assert "……" in finding.message


@pytest.mark.parametrize(
    ("entry", "fixed"),
    [
        ("《甲法》、《乙法》", "《甲法》；《乙法》"),
        ("《甲法》《乙法》", "《甲法》；《乙法》"),
        ("《甲法》；《乙法》", ""),
        ("《甲法》、相关文件、《乙法》", ""),
    ],
)
def test_several_documents_in_one_entry(check: Check, entry: str, fixed: str) -> None:
    finding = next(finding for finding in told(check, f'"{entry}"') if finding.rule.code == "GW910")
    assert (finding.fix.edits[0].text.strip('"') if finding.fix else "") == fixed


@pytest.mark.parametrize(
    "entry", ["《关于印发〈甲办法〉的通知》（国发〔2014〕47号）", "《甲法》（以下简称《法》）", "《甲法》第一条、第二条"]
)
def test_one_document_with_much_behind_it(check: Check, entry: str) -> None:
    assert "GW910" not in codes(check, f'"{entry}"')


@pytest.mark.parametrize(
    ("bases", "found"),
    [
        ("[《社会救助暂行办法》（国务院令第649号）, 《土地管理法》]", True),
        ("[《土地管理法》, 《社会救助暂行办法》（国务院令第649号）]", False),
        ("[《某某办法》, 《土地管理法》]", False),  # nobody knows the rank of the first
        ("[《政府信息公开条例》, 《土地管理法》]", False),  # which guidelines put first
        ("[《土地管理法》, 《政府信息公开条例》, 《社会救助暂行办法》（国务院令第649号）]", False),
    ],
)
def test_ranks(check: Check, bases: str, found: bool) -> None:
    assert ("GW911" in codes(check, bases)) is found


def test_adopted_items_are_told_of_together(check: Check) -> None:
    above = HEAD.replace("单位: 县民政局\n", "") + "".join(
        item_with("公开依据: [《土地管理法》, 《条例》]\n核实: 否", identity=f"社会救助-00{n}").replace("审核信息", f"事项{n}")
        for n in (1, 2)
    )
    files = {"catalogs/国家/社会救助.yaml": above}
    found = check(catalogue="领域: 社会救助\n单位: 县民政局\n采用: 国家\n", files=files)
    here = [finding for finding in found if finding.rule.code == "GW906" and "莒南" in finding.place.path]
    assert [finding.message[:10] for finding in here] == ["采用来的 2 个事项"]


def test_the_number_that_the_registry_knows_is_offered(check: Check) -> None:
    bare = "《国务院关于全面建立临时救助制度的通知》"
    (finding,) = check(catalogue=with_lines(f"公开依据: {bare}"))
    assert (finding.rule.code, finding.severity) == ("GW904", "info")
    assert finding.fix is not None
    assert not finding.fix.safe
    assert finding.fix.edits[0].text == f"{bare}（国发〔2014〕47号）"
    (other,) = check(catalogue=with_lines("公开依据: 《关于做好某某工作的通知》"))
    assert other.fix is None
