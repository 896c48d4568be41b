"""Which items a catalogue takes over: from which region and domain, by level, by identity, without local variants."""

from __future__ import annotations

from pathlib import Path

import pytest
from regions_above import ADOPTING, NATIONAL_PATH, county, identities, item, national, province, resolved, the_item

from conftest import CATALOGUE_PATH, REGION, Check
from gwcat.language.tier import ALIASES

ABOVE = national(
    item("001"),
    item("002", 公开层级="[乡级]"),
    item("003", "临时救助", 公开层级="[县级]"),
    item("004", "临时救助", 公开层级=""),
    item("005", "临时救助", 状态="地方写法"),
    item("006", "临时救助", 公开层级="", 状态="地方写法"),
    item("007", "临时救助", 公开层级="村级", 状态="征求意见"),
)
FILTERS = {
    "a name": ("国家", "001 002 003 004 007"),
    "a mapping": ("{区域: 国家}", "001 002 003 004 007"),
    "one level": ("{区域: 国家, 层级: [乡级]}", "001 002"),
    "one level as a text": ("{区域: 国家, 层级: 乡级}", "001 002"),
    "several levels": ("{区域: 国家, 层级: [乡级, 村级]}", "001 002 007"),
    "a level of none": ("{区域: 国家, 层级: [市级], 层级未写: 采用}", "004"),
    "without a level too": ("{区域: 国家, 层级: [乡级], 层级未写: 采用}", "001 002 004"),
    "without a level not": ("{区域: 国家, 层级: [乡级], 层级未写: 不采用}", "001 002"),
    "without a level, no filter": ("{区域: 国家, 层级未写: 不采用}", "001 002 003 004 007"),
    "empty filters": ("{区域: 国家, 层级: [], 事项: [], 领域: }", "001 002 003 004 007"),
    "identities": ("{区域: 国家, 事项: [社会救助-003, 社会救助-001]}", "001 003"),
    "one identity as a text": ("{区域: 国家, 事项: 社会救助-003}", "003"),
    "local variants by their identities": ("{区域: 国家, 事项: [社会救助-001, 社会救助-005]}", "001 005"),
    "identities and a level": ("{区域: 国家, 层级: [乡级], 事项: [社会救助-001, 社会救助-003, 社会救助-004]}", "001"),
    "identities, a level or none": (
        "{区域: 国家, 层级: [乡级], 层级未写: 采用, 事项: [社会救助-001, 社会救助-003, 社会救助-004, 社会救助-006]}",
        "001 004 006",
    ),
    "a local variant and a level": ("{区域: 国家, 层级: [乡级], 事项: [社会救助-005, 社会救助-006]}", "005"),
    "identities twice": ("{区域: 国家, 事项: [社会救助-001, 社会救助-001]}", "001"),
}


@pytest.mark.parametrize(("adoption", "numbers"), FILTERS.values(), ids=FILTERS)
def test_filters(adoption: str, numbers: str, tmp_path: Path) -> None:
    region = resolved(tmp_path, {NATIONAL_PATH: ABOVE, **county(f"采用: {adoption}\n")})
    assert identities(region) == numbers.split()


def test_block_style_is_the_same_as_flow_style(tmp_path: Path) -> None:
    body = "采用:\n  区域: 国家\n  层级:\n    - 乡级\n  层级未写: 采用\n  事项:\n    - 社会救助-001\n    - 社会救助-004\n"
    assert identities(resolved(tmp_path, {NATIONAL_PATH: ABOVE, **county(body)})) == ["001", "004"]


@pytest.mark.parametrize("word", [word for word, level in ALIASES.items() if level == "乡级"])
@pytest.mark.parametrize("local", ["above", "below", "both"])
def test_local_words_for_a_level(word: str, local: str, tmp_path: Path) -> None:
    above = ABOVE.replace("乡级", word) if local != "below" else ABOVE
    wanted = word if local != "above" else "乡级"
    region = resolved(tmp_path, {NATIONAL_PATH: above, **county(f"采用: {{区域: 国家, 层级: [{wanted}]}}\n")})
    assert identities(region) == ["001", "002"]


def test_declined_items_are_left_out_whatever_the_filters_say(tmp_path: Path) -> None:
    body = "采用: {区域: 国家, 层级: [乡级], 层级未写: 采用}\n不采用:\n" + "".join(
        f"  - {{对应: 社会救助-{number}, 理由: 本县没有}}\n" for number in ("001", "003", "004")
    )
    assert identities(resolved(tmp_path, {NATIONAL_PATH: ABOVE, **county(body)})) == ["002"]


def test_an_item_that_is_adjusted_is_not_selected_by_that(tmp_path: Path) -> None:
    body = "采用: {区域: 国家, 层级: [乡级]}\n调整:\n  - {对应: 社会救助-003, 公开时限: 即时}\n"
    assert identities(resolved(tmp_path, {NATIONAL_PATH: ABOVE, **county(body)})) == ["001", "002"]


def test_items_keep_the_order_of_above_and_their_identities(tmp_path: Path) -> None:
    above = national(item("009"), item("001"), item("005"))
    region = resolved(tmp_path, {NATIONAL_PATH: above, **county("采用: {区域: 国家, 事项: [社会救助-001, 社会救助-009]}\n")})
    assert identities(region) == ["009", "001"]


def test_a_local_variant_that_was_named_is_no_variant_further_down(tmp_path: Path) -> None:
    files = {
        NATIONAL_PATH: ABOVE,
        **province("采用: {区域: 国家, 事项: [社会救助-001, 社会救助-005]}\n"),
        **county("采用: 山东\n"),
    }
    assert identities(resolved(tmp_path, files)) == ["001", "005"]


def test_a_county_may_call_its_own_items_local_variants(tmp_path: Path) -> None:
    """They stay in its own catalogue and are not handed down."""
    files = {**province("事项:\n" + item("001") + item("002", 状态="地方写法")), **county("采用: 山东\n")}
    assert identities(resolved(tmp_path, files, "山东")) == ["001", "002"]
    assert identities(resolved(tmp_path, files)) == ["001"]


# Where from


@pytest.mark.parametrize("name", ["山东", "山东省", "鲁"])
def test_a_region_above_by_any_of_its_names(name: str, tmp_path: Path) -> None:
    files = {path.replace("catalogs/山东/", "catalogs/鲁/"): text for path, text in province("事项:\n" + item("001")).items()}
    assert identities(resolved(tmp_path, {**files, **county(f"采用: {name}\n")})) == ["001"]


def test_all_catalogues_of_the_domain_above_are_taken_together(tmp_path: Path) -> None:
    """A province may file one domain in several units."""
    other = {"catalogs/山东/社会救助/省财政厅.yaml": "领域: 社会救助\n单位: 省财政厅\n事项:\n" + item("007")}
    files = {**province("事项:\n" + item("001") + item("002")), **other, **county("采用: 山东\n")}
    assert identities(resolved(tmp_path, files)) == ["001", "002", "007"]


def test_other_domains_are_left_alone(tmp_path: Path) -> None:
    other = {"catalogs/国家/养老服务.yaml": national(item("900"), domain="养老服务")}
    assert identities(resolved(tmp_path, {NATIONAL_PATH: ABOVE, **other, **county("采用: 国家\n")}))[-1] == "007"


ALIASED = {
    "another name below": ("城乡规划", "国土空间规划", ""),
    "another name above": ("国土空间规划", "城乡规划", ""),
    "other names on both sides": ("规划和自然资源", "国土空间规划编制", ""),
    "in another width": ("城乡规划 ", "城乡规划", ""),
    "a name of its own below": ("城乡规划", "规划选址", "城乡规划"),
    "a name of its own below, another of above": ("城乡规划", "规划选址", "国土空间规划"),
    "another domain on purpose": ("城乡规划", "社会救助", "城乡规划"),
}


@pytest.mark.parametrize(("above", "below", "written"), ALIASED.values(), ids=ALIASED)
def test_names_of_a_domain(above: str, below: str, written: str, tmp_path: Path) -> None:
    adoption = f"{{区域: 国家, 领域: {written}}}" if written else "国家"
    files = {
        f"catalogs/国家/{above.strip()}.yaml": national(item("001"), domain=above),
        "catalogs/莒南/region.yaml": REGION,
        f"catalogs/莒南/{below}/县民政局.yaml": f"领域: {below}\n单位: 县民政局\n采用: {adoption}\n",
    }
    region = resolved(tmp_path, files)
    assert identities(region) == ["001"]
    assert region.catalogues[0].catalogue.domain == below


def test_an_adopting_catalogue_needs_no_items_of_its_own(check: Check) -> None:
    """The only thing to say of it is that nobody has looked at it yet."""
    found = check(catalogue=f"{ADOPTING}采用: 国家\n", files={NATIONAL_PATH: national(item("001"), item("002"))})
    assert [finding.rule.code for finding in found] == ["GW607"]


def test_several_files_of_a_region_adopt_each_for_itself(tmp_path: Path) -> None:
    other = "catalogs/莒南/养老服务/县民政局.yaml"
    files = {
        NATIONAL_PATH: ABOVE,
        "catalogs/国家/养老服务.yaml": national(item("901"), item("902"), domain="养老服务"),
        **county("采用: {区域: 国家, 层级: [乡级]}\n"),
        other: "领域: 养老服务\n单位: 县民政局\n采用: 国家\n不采用:\n  - {对应: 社会救助-901, 理由: 本县没有}\n",
    }
    region = resolved(tmp_path, files)
    assert identities(region, CATALOGUE_PATH) == ["001", "002"]
    assert identities(region, other) == ["902"]


def test_two_units_that_divide_the_items_between_them(check: Check) -> None:
    second = "catalogs/莒南/社会救助/县财政局.yaml"
    found = check(
        catalogue=f"{ADOPTING}采用: {{区域: 国家, 事项: [社会救助-001]}}\n",
        files={
            NATIONAL_PATH: national(item("001"), item("002")),
            second: "领域: 社会救助\n单位: 县财政局\n采用: {区域: 国家, 事项: [社会救助-002]}\n",
        },
    )
    assert {finding.rule.code for finding in found} == {"GW607"}


# What the filters say must mean something


MISTYPED = {
    "a level": ("采用: {区域: 国家, 层级: [乡级, 乡及]}\n", ("采用", "层级", 1), "乡级"),
    "the only level": ("采用: {区域: 国家, 层级: 乡及}\n", ("采用", "层级"), "乡级"),
    "what about items without one": ("采用: {区域: 国家, 层级: [乡级], 层级未写: 采纳}\n", ("采用", "层级未写"), "采用"),
}


@pytest.mark.parametrize(("body", "path", "remedy"), MISTYPED.values(), ids=MISTYPED)
def test_a_filter_that_is_mistyped_is_told_where_it_stands(
    body: str, path: tuple[str | int, ...], remedy: str, check: Check
) -> None:
    """Else the items would be left out without a word."""
    found = check(catalogue=ADOPTING + body, files={NATIONAL_PATH: national(item("001"), item("002", 公开层级="[乡级]"))})
    told = [finding for finding in found if finding.data_path == path]
    assert [finding.severity for finding in told] == ["error"]
    assert remedy in told[0].help


def test_a_filter_that_leaves_nothing_is_told(check: Check) -> None:
    found = check(catalogue=f"{ADOPTING}采用: {{区域: 国家, 层级: [市级]}}\n", files={NATIONAL_PATH: national(item("001"))})
    assert [(finding.rule.code, finding.place.line, finding.place.column) for finding in found] == [("GW105", 3, 1)]


@pytest.mark.parametrize("body", ["", "采用:\n", "事项:\n", "采用:\n事项: []\n"])
def test_a_catalogue_of_nothing_is_told(body: str, check: Check) -> None:
    found = check(catalogue=ADOPTING + body)
    assert [finding.rule.code for finding in found] == ["GW105"]


@pytest.mark.parametrize("key", ["调整", "不采用", "主体对应"])
def test_what_is_said_of_items_above_without_adopting_any_is_told(key: str, check: Check) -> None:
    """Else it would have no effect, without a word."""
    said = {
        "调整": "\n  - {对应: 社会救助-901, 公开时限: 即时}",
        "不采用": "\n  - {对应: 社会救助-901, 理由: 无}",
        "主体对应": "\n  民政部门: 县民政局",
    }
    found = check(catalogue=f"{ADOPTING}{key}:{said[key]}\n事项:\n{item('001')}")
    assert [(finding.place.path, finding.place.line) for finding in found] == [(CATALOGUE_PATH, 3)]


def test_items_without_a_level_are_told_of_when_levels_are_filtered(check: Check) -> None:
    found = check(catalogue=f"{ADOPTING}采用: {{区域: 国家, 层级: [乡级]}}\n", files={NATIONAL_PATH: ABOVE})
    (finding,) = [finding for finding in found if finding.rule.code == "GW609"]
    assert (finding.severity, finding.place.line, finding.place.column) == ("info", 3, 1)
    assert "社会救助-004" in finding.message
    assert "社会救助-006" not in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "采用: 国家\n",
        "采用: {区域: 国家, 层级: [乡级], 层级未写: 采用}\n",
        "采用: {区域: 国家, 层级: [乡级], 事项: [社会救助-001]}\n",
        "采用: {区域: 国家, 层级: [乡级]}\n不采用:\n  - {对应: 社会救助-004, 理由: 本县没有}\n",
    ],
)
def test_items_without_a_level_that_are_accounted_for(body: str, check: Check) -> None:
    found = check(catalogue=ADOPTING + body, files={NATIONAL_PATH: ABOVE})
    assert "GW609" not in {finding.rule.code for finding in found}


def test_the_national_reference_is_what_items_correspond_to(tmp_path: Path) -> None:
    """An item knows its national one at every level below; one that a county made has none."""
    files = {
        NATIONAL_PATH: national(item("001"), item("002", 对应国家事项="社会救助-777")),
        **province("采用: 国家\n事项:\n" + item("800")),
        **county("采用: 山东\n"),
    }
    region = resolved(tmp_path, files)
    found = {number: the_item(region, number).text("对应国家事项") for number in ("001", "002", "800")}
    assert found == {"001": "社会救助-001", "002": "社会救助-777", "800": ""}
