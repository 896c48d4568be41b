"""河南省 2017 and its eight pilots: the domains of 豫政办〔2017〕98号, one set of items, nothing younger than the 基准日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from conftest import REPOSITORY
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.forms.library import Library
from gwcat.language import domain as registry
from gwcat.language.personal import find_personal
from gwcat.model.catalogue import Item
from gwcat.rules.engine import check_region
from gwcat.source.workspace import Workspace

PROVINCE = "河南"
PILOTS = ("济源", "长垣", "汝州", "上街", "祥符", "洛龙", "汤阴", "潢川")
REGIONS = (PROVINCE, *PILOTS)
DOMAINS = ("就业创业", "社会救助", "社会保险", "户籍管理", "医疗卫生", "涉农补贴", "城市综合执法", "养老服务")
ITEMS = {
    "就业创业": 4,
    "社会救助": 12,
    "社会保险": 10,
    "户籍管理": 6,
    "医疗卫生": 8,
    "涉农补贴": 5,
    "城市综合执法": 8,
    "养老服务": 5,
}
LAST_DECREE = 686  # of the State Council, 2017-08-26
_ORDER = re.compile(r"国(?:务院)?令第?(\d+)号")
_LATER_YEAR = re.compile(r"(?<!\d)20(?:1[89]|[2-9]\d)(?!\d)")
_YEAR = re.compile(r"〔(\d{4})〕")
_LATER_BODY = re.compile(r"卫生健康|医疗保障局|农业农村|应急管理|市场监督管理|自然资源|退役军人|生态环境|乡村振兴|行政审批服务局")
_LATER_LAW = re.compile(r"民法典|人力资源市场暂行条例|医疗纠纷预防和处理条例|审核确认办法|养老机构备案")
_TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}-?\d{7,8}|[48]00-?\d{3}-?\d{4})(?!\d)")


@cache
def region(name: str) -> ResolvedRegion:
    return Resolver(Workspace(REPOSITORY)).region(name)


def items(name: str) -> dict[str, list[Item]]:
    """The items of a region by domain, in the order of its duties."""
    found = {entry.catalogue.domain: entry.catalogue.items for entry in region(name).catalogues}
    return {domain: found[domain] for domain in region(name).region.domains}


def said(name: str) -> Iterator[tuple[str, str]]:
    """Every line of a region's files but those that say where an item was seen, and the 国家 identities; with its place."""
    for file in region(name).files:
        for number, line in enumerate(file.text.splitlines(), 1):
            if not re.match(r"\s+- \{标题: |\s+对应国家事项: |# 国家目录的", line):
                yield f"{file.path}:{number}", line


@pytest.mark.parametrize("name", REGIONS)
def test_the_eight_domains_in_the_order_of_the_document(name: str) -> None:
    loaded = region(name)
    assert loaded.region.domains == DOMAINS
    assert sorted(entry.domain_folder for entry in loaded.catalogues) == sorted(DOMAINS)
    assert {domain: len(found) for domain, found in items(name).items()} == ITEMS


@pytest.mark.parametrize("name", REGIONS)
def test_every_region_is_right_but_for_what_is_not_verified(name: str) -> None:
    findings = check_region(region(name), Library().required)
    assert [finding.message for finding in findings if finding.severity == "error"] == []
    assert not any(adopted.problems for adopted in region(name).adoptions.values())


@pytest.mark.parametrize("name", REGIONS)
def test_one_form_version_and_date(name: str) -> None:
    found = region(name).region
    assert (found.form, found.version, found.base_date) == ("河南2017目录", "2017.1", "2017-08-30")
    assert found.tier == ("省级" if name == PROVINCE else "县级")


@pytest.mark.parametrize("name", PILOTS)
def test_a_pilot_has_the_items_of_the_province(name: str) -> None:
    above, here = items(PROVINCE), items(name)
    for domain in DOMAINS:
        assert [item.identity for item in here[domain]] == [item.identity for item in above[domain]]
        for item, source in zip(here[domain], above[domain], strict=True):
            assert {key for key in item.raw if item.raw[key] != source.raw.get(key)} == {"公开主体"}
            assert item.raw.keys() == source.raw.keys()


@pytest.mark.parametrize("name", PILOTS)
def test_subjects_are_units_of_the_pilot(name: str) -> None:
    found = region(name).region
    known = {unit.name for unit in found.units} | {"乡镇人民政府（街道办事处）"}
    for entry in region(name).catalogues:
        for item in entry.catalogue.items:
            assert set(item.subjects) <= known
            assert item.subjects[0] == entry.catalogue.unit


@pytest.mark.parametrize("name", PILOTS)
def test_units_and_duties_of_a_pilot_wait_for_confirmation(name: str) -> None:
    tree = region(name).region_file.tree
    assert [entry for key in ("单位", "领域分工") for entry in tree[key] if entry["核实"] != "否"] == []
    assert [entry for entry in tree["单位"] if "全称" in entry] == []


def test_no_item_claims_to_be_verified_or_a_tier() -> None:
    for found in items(PROVINCE).values():
        assert [item.identity for item in found if item.verified or not item.text("核实说明")] == []
        assert [item.identity for item in found if item.tiers or item.text("公开程度")] == []
        assert [item.identity for item in found if not item.has("五公开") or not item.subjects] == []


def test_identities_are_continuous_within_a_domain() -> None:
    for domain, found in items(PROVINCE).items():
        assert [item.identity for item in found] == [f"河南-{domain}-{n:03}" for n in range(1, len(found) + 1)]


def test_every_item_names_its_national_counterpart() -> None:
    """The counterpart has the same names; none is a variant that was seen in one place only."""
    national = {item.identity: item for entry in region("国家").catalogues for item in entry.catalogue.items}
    homes = {item.identity: entry.catalogue.domain for entry in region("国家").catalogues for item in entry.catalogue.items}
    for domain, found in items(PROVINCE).items():
        for item in found:
            counterpart = national[item.text("对应国家事项")]
            assert (item.levels, item.raw["来源"]) == (counterpart.levels, counterpart.raw["来源"])
            assert counterpart.text("状态") != "地方写法"
            assert registry.find(homes[counterpart.identity]) is registry.find(domain)


@pytest.mark.parametrize("name", REGIONS)
def test_nothing_is_younger_than_the_document(name: str) -> None:
    for place, line in said(name):
        assert not _LATER_YEAR.search(line), place
        assert all(int(year) <= 2017 for year in _YEAR.findall(line)), place
        assert all(int(number) <= LAST_DECREE for number in _ORDER.findall(line)), place
        assert not _LATER_BODY.search(line), place
        assert not _LATER_LAW.search(line), place


@pytest.mark.parametrize(
    "line",
    ["（民发〔2018〕23号）", "（2018年12月29日修正）", "（国务院令第711号）", "县医疗保障局", "《中华人民共和国民法典》"],
)
def test_what_is_younger_would_be_seen(line: str) -> None:
    orders = [number for number in _ORDER.findall(line) if int(number) > LAST_DECREE]
    assert orders or any(pattern.search(line) for pattern in (_LATER_YEAR, _LATER_BODY, _LATER_LAW))


def test_amendments_after_the_document_are_not_cited() -> None:
    """2017-08-31 to 2017-12-31 is later, too."""
    later = re.compile(r"2017年(?:9|1[0-2])月|2017-(?:09|1[0-2])-")
    assert [place for name in REGIONS for place, line in said(name) if later.search(line)] == []


@pytest.mark.parametrize("name", REGIONS)
def test_no_telephone_numbers_and_nothing_personal(name: str) -> None:
    for place, line in said(name):
        assert not _TELEPHONE.search(line), place
        assert not list(find_personal(line)), place
