"""淄博: the 21 groups of 淄政办字〔2020〕79号 二（一） with their 指导单位, and a district that adopts from the city."""

from __future__ import annotations

import pytest
from region_files import catalogue_files, catalogue_places, region_named

from gwcat.adopt.item import AdoptedItem
from gwcat.adopt.resolve import ResolvedRegion

GROUPS = (
    ("城乡规划、农村集体土地征收", "市自然资源局"),
    ("重大建设项目", "市发展改革委"),
    ("公共资源交易", "市公共资源交易中心"),
    ("财政预决算", "市财政局"),
    ("安全生产、救灾生产", "市应急局"),
    ("税收管理", "市税务局"),
    ("国有土地上房屋征收与补偿、保障性住房、农村危房改造", "市住房城乡建设局"),
    ("城市综合执法", "市住房城乡建设局、市城市管理局、市自然资源局、市文化和旅游局"),
    ("市政服务", "市住房城乡建设局、市城市管理局、市公安局、市水利局"),
    ("生态环境", "市生态环境局"),
    ("公共文化服务", "市文化和旅游局"),
    ("公共法律服务", "市司法局"),
    ("扶贫", "市扶贫办"),
    ("社会救助、养老服务", "市民政局"),
    ("食品药品监管", "市市场监管局"),
    ("就业", "市人力资源社会保障局"),
    ("社会保险", "市医保局、市社会保险事业中心"),
    ("户籍管理", "市公安局"),
    ("涉农补贴", "市农业农村局"),
    ("义务教育", "市教育局"),
    ("卫生健康", "市卫生健康委"),
)


@pytest.fixture(scope="module")
def zibo() -> ResolvedRegion:
    return region_named("淄博")


def test_groups_and_guiding_units_are_those_of_the_document(zibo: ResolvedRegion) -> None:
    written = [
        (str(number), domain, units.split("、"))
        for number, (names, units) in enumerate(GROUPS, 1)
        for domain in names.split("、")
    ]
    assert [(duty["序号"], duty["领域"], duty["牵头单位"]) for duty in zibo.region_file.tree["领域分工"]] == written
    assert (len(GROUPS), len(written)) == (21, 26)


def spoken(names: str) -> str:
    """Domains as the document says them: A领域、B领域和C领域."""
    *first, last = [f"{name}领域" for name in names.split("、")]
    return f"{'、'.join(first)}和{last}" if first else last


def test_attachment_1_says_the_same_group_by_group(zibo: ResolvedRegion) -> None:
    (attachment,) = (entry for entry in zibo.region_file.tree["附件"] if entry["编号"] == "附件1")
    rows = [(row["序号"], row["领域"], row["指导单位"]) for row in attachment["内容"]["行"]]
    assert rows == [(str(number), spoken(names), units) for number, (names, units) in enumerate(GROUPS, 1)]


def test_attachment_5_lists_the_domains_without_addresses(zibo: ResolvedRegion) -> None:
    (attachment,) = (entry for entry in zibo.region_file.tree["附件"] if entry["编号"] == "附件5")
    assert attachment["内容"]["行"] == [{"领域": domain} for domain in zibo.region.domains]


def test_each_domain_stands_under_its_first_guiding_unit(zibo: ResolvedRegion) -> None:
    leads = dict(zibo.region.duties)
    assert sorted(catalogue_places(zibo)) == sorted((domain, units[0]) for domain, units in leads.items())


def test_guiding_units_have_no_tier_of_their_own(zibo: ResolvedRegion) -> None:
    assert {unit.kind for unit in zibo.region.units} == {""}


def test_a_district_adopts_by_way_of_the_city() -> None:
    district = region_named("张店")
    items = [item for entry in catalogue_files(district) for item in entry.catalogue.items]
    assert items
    for item in items:
        assert isinstance(item, AdoptedItem)
        assert [step.file.path.split("/")[1] for step in item.steps] == ["张店", "淄博"]
        assert item.base.file.path.startswith("catalogs/国家/")
        assert item.text("对应国家事项") == item.identity
        assert not item.verified
        assert set(item.subjects) <= {"区民政局", "各镇人民政府（街道办事处）"}
