"""泊里: the 16 domains that reach the 乡级, in the order of 实施方案 三（一）; nothing else is sure."""

from __future__ import annotations

import pytest
from region_files import catalogue_files, catalogue_places, region_named

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.language import domain as domains
from gwcat.language import tier

DOMAINS = [
    "重大建设项目",
    "义务教育",
    "社会救助",
    "养老服务",
    "就业",
    "社会保险",
    "农村集体土地征收",
    "保障性住房",
    "农村危房改造",
    "公共文化服务",
    "安全生产",
    "救灾",
    "食品药品监管",
    "扶贫",
    "公共法律服务",
    "户籍管理",
]
# 三（一）: the office that leads the compiling; all others are named in 附件1.
UNITS = [
    "党政办公室",
    "泊里派出所",
    "综合行政执法局",
    "经济发展与投资促进中心",
    "财政审计中心",
    "农业农村中心",
    "社会治理中心",
    "宣教文卫中心",
    "纪委监察室",
    "党建工作办公室",
    "应急管理办公室",
    "规划建设管理办公室",
    "政务服务局",
    "社会事务中心",
    "发展保障中心",
    "退役军人服务站",
    "泊里自然资源所",
]


@pytest.fixture(scope="module")
def poli() -> ResolvedRegion:
    return region_named("泊里")


def test_domains_are_those_of_the_document_in_its_order(poli: ResolvedRegion) -> None:
    assert len(DOMAINS) == 16
    assert list(poli.region.domains) == DOMAINS
    assert sorted(domain for domain, _ in catalogue_places(poli)) == sorted(DOMAINS)


def test_they_are_the_domains_registered_as_reaching_the_township() -> None:
    assert {domain.name for domain in domains.domains() if domain.reaches_township} == set(DOMAINS)


def test_units_are_those_of_the_document(poli: ResolvedRegion) -> None:
    assert [unit.name for unit in poli.region.units] == UNITS


def test_leads_and_items_are_not_confirmed(poli: ResolvedRegion) -> None:
    assert {duty["核实"] for duty in poli.region_file.tree["领域分工"]} == {"否"}
    assert [item.identity for entry in catalogue_files(poli) for item in entry.catalogue.items if item.verified] == []


def test_no_item_is_known_to_be_of_the_county_alone(poli: ResolvedRegion) -> None:
    items = [item for entry in catalogue_files(poli) for item in entry.catalogue.items]
    assert all(tier.may_hold("乡级", item.tiers) for item in items if item.tiers)


def test_no_item_names_another_town(poli: ResolvedRegion) -> None:
    subjects = {name for entry in catalogue_files(poli) for item in entry.catalogue.items for name in item.subjects}
    assert {name for name in subjects if name.endswith(("镇", "镇人民政府", "乡政府", "乡人民政府"))} == {"泊里镇人民政府"}
