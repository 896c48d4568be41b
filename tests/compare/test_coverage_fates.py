"""What becomes of a reference item in a region: each status, each way of being found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY
from coverages import ALONE, PATH, REFERENCE, alone, catalogue, check_sums, covered, domain_of, fate_of, item, region, statuses
from gwcat.source.workspace import Workspace
from gwcat.tasks.coverage import CoverageOptions, cover

ADOPTING: dict[str, Any] = {"采用": "国家"}


def adopting(items: list[dict[str, Any]] | None = None, **more: Any) -> str:
    return catalogue("社会救助", "县民政局", items or [], **{**ADOPTING, **more})


def test_everything_adopted(tmp_path: Path) -> None:
    coverage = alone(tmp_path, adopting())
    assert set(statuses(coverage).values()) == {"采用"}
    assert (coverage.figures.total, coverage.figures.untouched) == (6, 6)
    assert fate_of(coverage, "社会救助-001").link == "采用"
    assert coverage.complete


def test_adjusted_declined_and_missing(tmp_path: Path) -> None:
    text = adopting(
        采用={"区域": "国家", "事项": ["社会救助-001", "社会救助-002", "社会救助-003"]},
        调整=[{"对应": "社会救助-002", "公开时限": "即时", "备注": "本地"}],
        不采用=[{"对应": "社会救助-003", "理由": "本县没有"}, {"对应": "社会救助-004", "理由": "市级办理"}],
    )
    coverage = alone(tmp_path, text)
    assert statuses(coverage) == {
        "001": "采用", "002": "调整", "003": "不采用", "004": "不采用", "005": "缺少", "006": "缺少",
    }  # fmt: skip
    assert fate_of(coverage, "社会救助-002").changed == ("公开时限", "备注")
    assert fate_of(coverage, "社会救助-004").reason == "市级办理"
    assert fate_of(coverage, "社会救助-005").reason == "采用时没有选"
    assert not coverage.complete


def test_an_element_taken_away_is_an_adjustment(tmp_path: Path) -> None:
    fate = fate_of(alone(tmp_path, adopting(调整=[{"对应": "社会救助-001", "公开时限": ""}])), "社会救助-001")
    assert (fate.status, fate.changed, fate.cells.total, fate.cells.same) == ("调整", ("公开时限",), 6, 5)


@pytest.mark.parametrize(
    "entry",
    [
        {"理由": "看过了"},
        {"公开时限": "10个工作日内"},
        {"公开时限": "１０个工作日内 "},
        {"公开内容": "名单"},
        {"来源": [{"标题": "附件2"}], "核实": "是"},
    ],
    ids=["nothing", "the same", "in another width", "no list", "what nobody sees"],
)
def test_an_entry_that_changes_nothing_the_public_sees_is_no_adjustment(entry: dict[str, Any], tmp_path: Path) -> None:
    assert fate_of(alone(tmp_path, adopting(调整=[{"对应": "社会救助-001", **entry}])), "社会救助-001").status == "采用"


def test_items_of_other_tiers_are_not_the_regions_business(tmp_path: Path) -> None:
    items = [item("社会救助-001"), item("社会救助-002", 公开层级=["市级"]), item("社会救助-003", 公开层级=None)]
    files = {**ALONE, "catalogs/国家/社会救助.yaml": catalogue("社会救助", items=items)}
    text = adopting(采用={"区域": "国家", "层级": ["县级", "乡级"]})
    coverage = covered(tmp_path, {**files, PATH: text})
    assert statuses(coverage) == {"001": "采用", "002": "不属本级", "003": "缺少"}
    assert fate_of(coverage, "社会救助-003").reason == "按层级采用时没有选：参考没有写公开层级"
    own = item("本地-001", "最低生活保障", "事项社会救助-002")
    assert statuses(covered(tmp_path, {**files, PATH: text.replace('"事项": []', f'"事项": [{own}]'.replace("'", '"'))})) == {
        "001": "采用",
        "002": "调整",
        "003": "缺少",
    }


def test_one_unit_that_left_an_item_out_by_its_tier_does_not_speak_for_another(tmp_path: Path) -> None:
    files = {**REFERENCE, **ALONE, PATH: adopting(采用={"区域": "国家", "层级": ["乡级"]})}
    assert set(statuses(covered(tmp_path, files)).values()) == {"不属本级"}
    other = catalogue("社会救助", "县财政局", 采用={"区域": "国家", "事项": ["社会救助-001"]})
    coverage = covered(tmp_path, {**files, "catalogs/甲/社会救助/县财政局.yaml": other})
    assert statuses(coverage)["001"] == "采用"
    assert statuses(coverage)["002"] == "缺少"
    shares = {share.unit: dict(share.counts) for share in domain_of(coverage).shares}
    assert shares == {"县民政局": {"不属本级": 6}, "县财政局": {"采用": 1, "缺少": 5}}


def test_local_variants_are_told_apart(tmp_path: Path) -> None:
    variants = [item("社会救助-001"), item("社会救助-901", 状态="地方写法"), item("社会救助-902", 状态="地方写法")]
    files = {**ALONE, "catalogs/国家/社会救助.yaml": catalogue("社会救助", items=variants)}
    coverage = covered(tmp_path, {**files, PATH: adopting()})
    assert (coverage.figures.total, coverage.above_variants, coverage.figures.variants) == (1, 2, 0)
    chosen = adopting(采用={"区域": "国家", "事项": ["社会救助-001", "社会救助-902"]})
    coverage = covered(tmp_path, {**files, PATH: chosen})
    assert (coverage.figures.total, coverage.figures.variants, coverage.figures.extras) == (1, 1, 0)


@pytest.mark.parametrize(
    ("own", "status", "link", "changed"),
    [
        (item("本地-1", "别的", "名字", 对应国家事项="社会救助-001"), "调整", "编号", ("一级事项", "二级事项")),
        (item("本地-1", 对应国家事项="社会救助-001", 二级事项="事项社会救助-001"), "采用", "编号", ()),
        (item("本地-1", "最低生活保障", "事项社会救助-001", 公开时限="即时"), "调整", "名称", ("公开时限",)),
        (item("本地-1", "最低 生活保障", "事项社会救助－001"), "采用", "名称", ()),
        (item("本地-1", "最低生活保障", "事项社会救助-001", 对应国家事项="社会救助-999"), "采用", "名称", ()),
    ],
    ids=["by 编号", "by 编号, the same", "by name", "by name, the same", "by name after a link that leads nowhere"],
)
def test_own_items_count_too(own: dict[str, Any], status: str, link: str, changed: tuple[str, ...], tmp_path: Path) -> None:
    coverage = alone(tmp_path, catalogue("社会救助", "县民政局", [own]))
    fate = fate_of(coverage, "社会救助-001")
    assert (fate.status, fate.link, fate.changed, fate.here) == (status, link, changed, ("本地-1",))
    assert coverage.figures.extras == 0
    assert fate_of(coverage, "社会救助-002").reason == "没有写"


def test_names_of_another_domain_do_not_count(tmp_path: Path) -> None:
    own = item("本地-1", "养老", "政策")
    coverage = alone(tmp_path, catalogue("社会救助", "县民政局", [own]))
    assert coverage.figures.extras == 1
    assert coverage.unfiled == (("养老服务", 1),)


def test_a_link_into_another_domain_counts_there(tmp_path: Path) -> None:
    own = item("本地-1", 对应国家事项="养老服务-001")
    coverage = alone(tmp_path, catalogue("社会救助", "县民政局", [own]))
    assert fate_of(coverage, "养老服务-001").units == ("县民政局",)
    assert [(domain.title, domain.filed) for domain in coverage.domains] == [("社会救助", True), ("养老服务", True)]
    assert coverage.unfiled == ()


def test_three_levels_are_found_by_all_names_or_by_two_if_they_are_enough(tmp_path: Path) -> None:
    above = [
        item("社会救助-001", "甲", "乙", 三级事项="子"),
        item("社会救助-002", "甲", "乙", 三级事项="丑"),
        item("社会救助-003", "甲", "丙"),
    ]
    files = {**ALONE, "catalogs/国家/社会救助.yaml": catalogue("社会救助", items=above)}
    own = [item("本地-1", "甲", "乙", 三级事项="丑"), item("本地-2", "甲", "乙"), item("本地-3", "甲", "丙", 三级事项="寅")]
    coverage = covered(tmp_path, {**files, PATH: catalogue("社会救助", "县民政局", own)})
    assert {fate.identity: fate.here for _, fate in coverage.fates()} == {
        "社会救助-001": (),
        "社会救助-002": ("本地-1",),
        "社会救助-003": ("本地-3",),
    }
    assert [extra.identity for extra in domain_of(coverage).extras] == ["本地-2"]


def test_an_item_of_two_units_counts_once(tmp_path: Path) -> None:
    own = [item("本地-1", "自己的")]
    other = catalogue("社会救助", "县财政局", own, **ADOPTING, 调整=[{"对应": "社会救助-001", "公开时限": "即时"}])
    coverage = covered(tmp_path, {**REFERENCE, **ALONE, PATH: adopting(), "catalogs/甲/社会救助/县财政局.yaml": other})
    figures = coverage.figures
    assert (figures.total, figures.counts["采用"], figures.counts["调整"], figures.extras) == (6, 5, 1, 1)
    assert fate_of(coverage, "社会救助-001").units == ("县民政局", "县财政局")
    assert [(share.unit, share.counts["采用"], share.counts["调整"]) for share in domain_of(coverage).shares] == [
        ("县民政局", 6, 0),
        ("县财政局", 5, 1),
    ]


def test_what_one_unit_declines_and_another_has_is_had(tmp_path: Path) -> None:
    declining = adopting(不采用=[{"对应": "社会救助-001", "理由": "归财政局"}])
    other = catalogue("社会救助", "县财政局", 采用={"区域": "国家", "事项": ["社会救助-001"]})
    coverage = covered(tmp_path, {**REFERENCE, **ALONE, PATH: declining, "catalogs/甲/社会救助/县财政局.yaml": other})
    assert set(statuses(coverage).values()) == {"采用"}
    assert [dict(share.counts) for share in domain_of(coverage).shares] == [{"不采用": 1, "采用": 5}, {"采用": 1, "他单位": 5}]


def test_subjects_put_in_place_of_generic_ones_are_no_adjustment(tmp_path: Path) -> None:
    coverage = alone(tmp_path, adopting(主体对应={"民政部门": "县民政局"}))
    figures = coverage.figures
    assert (figures.counts["采用"], figures.untouched, figures.renamed) == (6, 0, 6)
    assert (figures.cells.total, figures.cells.same, figures.cells.renamed) == (36, 30, 6)
    written = alone(tmp_path, adopting(调整=[{"对应": "社会救助-001", "公开主体": ["县民政局"]}]))
    assert fate_of(written, "社会救助-001").changed == ("公开主体",)
    both = adopting(主体对应={"民政部门": "县民政局"}, 调整=[{"对应": "社会救助-001", "公开主体": ["县救助站"]}])
    assert fate_of(alone(tmp_path, both), "社会救助-001").changed == ("公开主体",)


def test_domains_go_by_every_registered_name(tmp_path: Path) -> None:
    files = {
        **ALONE,
        "catalogs/国家/城乡规划.yaml": catalogue("城乡规划", items=[item("城乡规划-001", "规划")]),
        "catalogs/国家/扶贫.yaml": catalogue("扶贫", items=[item("扶贫-001", "政策", "文件")]),
        "catalogs/国家/救灾.yaml": catalogue("救灾", items=[item("救灾-001", "政策", "文件"), item("救灾-002", "款物")]),
    }
    both = catalogue("扶贫救灾", "县民政局", [item("本地-1", "政策", "文件"), item("本地-2", "款物", "别的")])
    plan = catalogue("国土空间规划", "县自然资源局", 采用="国家")
    coverage = covered(tmp_path, {**files, "catalogs/甲/一/一.yaml": both, "catalogs/甲/二/二.yaml": plan})
    assert [domain.title for domain in coverage.domains] == [
        "国土空间规划（城乡规划）",
        "扶贫救灾（扶贫）",
        "扶贫救灾（救灾）",
        "扶贫救灾",
    ]
    assert [(domain.name, len(domain.fates), len(domain.extras)) for domain in coverage.domains][2:] == [
        ("救灾", 2, 0),
        ("", 0, 1),
    ]
    assert statuses(coverage)["002"] == "缺少"


def test_a_domain_adopted_under_another_name(tmp_path: Path) -> None:
    text = catalogue("困难群众", "县民政局", [item("本地-1", "自己的")], 采用={"区域": "国家", "领域": "社会救助"})
    coverage = alone(tmp_path, text)
    (domain,) = coverage.domains
    assert (domain.title, len(domain.fates), len(domain.extras)) == ("困难群众（社会救助）", 6, 1)


def test_domains_without_a_catalogue(tmp_path: Path) -> None:
    files = {**REFERENCE, PATH: adopting(), "catalogs/甲/region.yaml": region("甲", "养老服务", "统计", "社会救助")}
    coverage = covered(tmp_path, files)
    assert [(domain.title, domain.filed, domain.units) for domain in coverage.domains] == [
        ("养老服务", False, ("县民政局",)),
        ("统计", False, ("县民政局",)),
        ("社会救助", True, ("县民政局",)),
    ]
    assert fate_of(coverage, "养老服务-001").reason == "没有写"
    assert coverage.unfiled == ()


def test_domains_that_the_region_has_nothing_to_do_with(tmp_path: Path) -> None:
    coverage = alone(tmp_path, adopting())
    assert (coverage.unfiled, coverage.figures.total, coverage.figures.counts["缺少"]) == ((("养老服务", 1),), 6, 0)
    every = alone(tmp_path, adopting(), all_domains=True)
    assert (every.unfiled, every.figures.total, every.figures.counts["缺少"]) == ((), 7, 1)


def chain(tmp_path: Path, middle: dict[str, Any], below: dict[str, Any], reference: str) -> Any:
    files = {
        **REFERENCE,
        "catalogs/市/region.yaml": region("市", 主体对应={"民政部门": "市民政局"}),
        "catalogs/市/社会救助/市民政局.yaml": catalogue(
            "社会救助", "市民政局", [item("市-901", "市里的")], **{"采用": "国家", **middle}
        ),
        "catalogs/区/region.yaml": region("区", 主体对应={"市民政局": "区民政局"}),
        "catalogs/区/社会救助/区民政局.yaml": catalogue("社会救助", "区民政局", **{"采用": "市", **below}),
    }
    return covered(tmp_path, files, "区", reference=reference)


def test_a_chain_is_followed_to_its_end(tmp_path: Path) -> None:
    middle = {
        "调整": [{"对应": "社会救助-001", "公开时限": "即时"}],
        "不采用": [{"对应": "社会救助-002", "理由": "市里没有"}],
    }
    below = {"不采用": [{"对应": "社会救助-003", "理由": "区里没有"}]}
    coverage = chain(tmp_path, middle, below, "国家")
    assert statuses(coverage) == {
        "001": "调整", "002": "不采用", "003": "不采用", "004": "采用", "005": "采用", "006": "采用",
    }  # fmt: skip
    assert fate_of(coverage, "社会救助-002").reason == "市县不采用：市里没有"
    assert fate_of(coverage, "社会救助-004").cells.renamed == 1
    assert [extra.identity for extra in domain_of(coverage).extras] == ["市-901"]


def test_the_middle_of_a_chain_as_the_reference(tmp_path: Path) -> None:
    middle = {
        "调整": [{"对应": "社会救助-001", "公开时限": "即时"}],
        "不采用": [{"对应": "社会救助-002", "理由": "市里没有"}],
    }
    coverage = chain(tmp_path, middle, {}, "市")
    assert statuses(coverage) == dict.fromkeys(("001", "003", "004", "005", "006", "901"), "采用")
    assert (coverage.figures.renamed, coverage.figures.untouched, coverage.figures.extras) == (5, 1, 0)


def test_two_regions_that_took_the_same_item(tmp_path: Path) -> None:
    """Neither took it from the other; it is one item all the same, and each put its own unit in."""
    coverage = chain(tmp_path, {}, {"采用": "国家", "主体对应": {"民政部门": "区民政局"}}, "市")
    assert statuses(coverage)["901"] == "缺少"  # the city's own
    assert {fate.identity: fate.cells.renamed for _, fate in coverage.fates() if fate.status == "采用"} == {
        f"社会救助-00{number}": 1 for number in range(1, 7)
    }


def test_what_the_middle_of_a_chain_did_not_choose_is_missing(tmp_path: Path) -> None:
    coverage = chain(tmp_path, {"采用": {"区域": "国家", "事项": ["社会救助-001"]}}, {}, "国家")
    assert statuses(coverage)["002"] == "缺少"
    assert fate_of(coverage, "社会救助-002").reason == "采用的目录里没有"
    coverage = chain(
        tmp_path, {"采用": {"区域": "国家", "事项": ["社会救助-001"]}}, {"采用": {"区域": "市", "层级": ["乡级"]}}, "国家"
    )
    assert set(statuses(coverage).values()) == {"不属本级"}


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    coverage = covered(
        tmp_path,
        {
            **REFERENCE,
            **ALONE,
            PATH: adopting(),
            "catalogs/甲/养老服务/县民政局.yaml": "领域: [",
            "catalogs/国家/救灾.yaml": "领域: [",
            "catalogs/甲/养老服务/县财政局.yaml": catalogue("养老服务", "县财政局", 采用="省"),
        },
    )
    assert len(coverage.remarks) == 3
    assert all(
        any(path in remark for remark in coverage.remarks) for path in ("养老服务/县民政局", "国家/救灾", "养老服务/县财政局")
    )


@pytest.mark.parametrize("all_domains", [False, True])
def test_the_repositorys_own_county(all_domains: bool) -> None:
    coverage = cover(Workspace(REPOSITORY), CoverageOptions("莒南", all_domains=all_domains))
    check_sums(coverage)
    assert coverage.figures.taken > 90
    whole = coverage.figures.total + sum(count for _, count in coverage.unfiled)
    assert whole == cover(Workspace(REPOSITORY), CoverageOptions("莒南", all_domains=True)).figures.total
