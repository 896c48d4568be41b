"""宜丰: the domains and units of 宜府办发〔2020〕27号 附件1 in its order, and the two rows of 附件2 cell for cell."""

from __future__ import annotations

import pytest
from region_files import ROOT, catalogue_places, item_of, region_named

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.forms.record import records

# 附件1: 序号, 具体领域, departments among the 主体责任单位; each row also names 各乡镇（场）.
DUTIES = (
    ("1-2", "国土空间规划领域、征地补偿领域", "县自然资源局"),
    ("3", "重大建设项目领域", "县发改委"),
    ("4", "公共资源交易领域", "县发改委"),
    ("5", "财政预决算领域", "县财政局"),
    ("6-7", "安全生产领域、救灾领域", "县应急管理局"),
    ("8", "税收管理领域", "县税务局"),
    ("9-11", "国有土地上房屋征收领域、保障性住房领域、农村危房改造领域", "县自然资源局、县住建局"),
    ("12", "环境保护领域", "县生态环境局"),
    ("13", "公共文化服务领域", "县文广新旅局"),
    ("14", "公共法律服务领域", "县司法局"),
    ("15", "扶贫领域", "县扶贫办"),
    ("16", "食品药品监管领域", "县市场监管局"),
    ("17", "城市综合执法领域", "县城管局"),
    ("18", "市政服务领域", "县住建局、县城管局"),
    ("19-20", "就业创业领域、社会保险领域", "县人社局"),
    ("21-22", "社会救助领域、养老服务领域", "县民政局"),
    ("23", "户籍管理领域", "县公安局"),
    ("24", "涉农补贴领域", "县农业农村局"),
    ("25", "义务教育领域", "县教科体局"),
    ("26", "医疗卫生领域", "县卫健委"),
)
CHANNELS = """\
■政府网站  □政府公报
□两微一端  □发布会/听证会
□广播电视  □纸质媒体
■公开查阅点■政务服务中心
□便民服务站□入户/现场
□社区/企事业单位/村公示栏（电子屏）
□精准推送  □其他"""
BASIS = "《国务院关于进一步加强和改进最低生活保障工作的意见》（国发〔2012〕45号）、各地相关政策法规文件"
# 附件2 without 序号: 一级事项, 二级事项, 公开内容, 依据, 时限, 主体, 渠道, 全社会, 特定群体, 主动公开, 依申请公开.
SHARED = (BASIS, "制定或获取信息之日起10个工作日内", "县级政府民政部门、乡镇政府（街道办）", CHANNELS, "√", "", "√", "")
GUIDE = "办理事项、办理条件、最低生活保障标准、申请材料、办理流程、办理时间和地点、联系方式"
ROWS = {
    "社会救助-004": ("最低生活保障", "办事指南", GUIDE, *SHARED),
    "社会救助-005": ("最低生活保障", "审核信息", "初审对象名单及相关信息", *SHARED),
}


@pytest.fixture(scope="module")
def yifeng() -> ResolvedRegion:
    return region_named("宜丰")


def test_duties_are_those_of_the_document_in_its_order(yifeng: ResolvedRegion) -> None:
    written = [(number, name, units) for number, names, units in DUTIES for name in names.split("、")]
    duties = yifeng.region_file.tree["领域分工"]
    assert [(duty["序号"], f"{duty['领域']}领域", "、".join(duty["牵头单位"])) for duty in duties] == written
    assert len(written) == 26


def test_attachment_1_says_the_same_row_by_row(yifeng: ResolvedRegion) -> None:
    (attachment,) = (entry for entry in yifeng.region_file.tree["附件"] if entry["编号"] == "附件1")
    rows = [(row["序号"], row["具体领域"], row["主体责任单位"]) for row in attachment["内容"]["行"]]
    assert rows == [(number, names, f"{units}，各乡镇（场）") for number, names, units in DUTIES]


def test_every_domain_has_one_catalogue_under_one_of_its_units(yifeng: ResolvedRegion) -> None:
    leads = dict(yifeng.region.duties)
    places = catalogue_places(yifeng)
    assert sorted(domain for domain, _ in places) == sorted(leads)
    assert all(unit in leads[domain] for domain, unit in places)


@pytest.mark.parametrize("identity", ROWS)
def test_rows_of_attachment_2_cell_for_cell(identity: str, yifeng: ResolvedRegion) -> None:
    entry, item = item_of(yifeng, identity)
    assert (entry.catalogue.domain, entry.catalogue.unit) == ("社会救助", "县民政局")
    form = Library(ROOT).form("国家2019-无层级")
    rows = lay_out(form, records([entry.catalogue]), name="社会救助", values={"地区": "宜丰县", "领域": "社会救助"}).rows
    # 一级事项 is printed once for all its items.
    assert (*item.levels, *rows[entry.catalogue.items.index(item)][3:]) == ROWS[identity]


def test_only_these_two_rows_are_confirmed(yifeng: ResolvedRegion) -> None:
    assert {item.identity for entry in yifeng.catalogues for item in entry.catalogue.items if item.verified} == set(ROWS)
