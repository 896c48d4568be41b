"""A resolved catalogue as plain source: it reads back to the same items, and stands without the regions above."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from regions_above import (
    NATIONAL_PATH,
    PROVINCE_PATH,
    PROVINCE_REGION,
    TOWN_REGION,
    Files,
    county,
    first,
    identities,
    item,
    national,
    province,
    resolved,
    spot,
)

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, REPOSITORY, Run, write_files
from gwcat.adopt.item import AdoptedItem
from gwcat.adopt.plain import plain_source, resolved_json
from gwcat.adopt.resolve import Resolver
from gwcat.language import domain
from gwcat.model.catalogue import Item, read_catalogue
from gwcat.source.file import parse_file
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths
from packages import files_of, package

RICH = national(
    item("001", 公开内容="\n      - {要素: 甲, 标准: 乙：丙}\n      - 丁", 公开对象="{特定群体: [被征收人, 甲]}"),
    item("002", 公开渠道="[政府网站, {其他: '甲: 乙'}]", 备注='"第一行\\n第二行 # 不是注释"', 序号="2"),
    item("003", "临时救助", 公开时限="'12:30'", 备注="no", 来源="[{标题: 甲, 网址: 'http://a.cn/?b=c#d', 日期: 2020-08-31}]"),
    item(
        "004",
        "临时救助",
        不予公开="{理由: 甲, 依据: 《乙》}",
        公开依据="\n      - 《甲》\n      - '- 乙'",
        核实="否",
        核实说明="'甲'",
    ),
    item("005", "临时救助", 三级事项="'#甲'", 公开主体="[民政部门, '{乙}']", 公开层级="县级"),
)
BODY = (
    "采用: {区域: 山东, 层级: [县级, 乡级]}\n主体对应: {民政部门: [县民政局, 大店镇]}\n"
    "调整:\n  - {对应: 社会救助-002, 公开时限: '1: 2', 备注: , 五公开: [决策, 服务]}\n"
    "不采用:\n  - {对应: 社会救助-003, 理由: 本县没有}\n"
    "事项:\n" + item("800", "临时救助", 序号="6", 备注="'　前后　'")
)
FILES: Files = {NATIONAL_PATH: RICH, **province("采用: 国家\n事项:\n" + item("700")), **county(BODY)}


def read_back(text: str) -> list[Item]:
    """The items that a text comes to by itself."""
    file = parse_file(CATALOGUE_PATH, text)
    assert file.findings == []
    return read_catalogue(file.tree).items


def filled(found: Item) -> dict[str, object]:
    """What an item says."""
    return {key: value for key, value in found.raw.items() if value not in ("", [], {})}


@pytest.mark.parametrize("origins", [False, True], ids=["plain", "with origins"])
@pytest.mark.parametrize("folder", ["国家", "山东", "莒南"])
def test_plain_source_reads_back_to_the_same_items(folder: str, origins: bool, tmp_path: Path) -> None:
    entry = first(resolved(tmp_path, FILES, folder))
    found = read_back(plain_source(entry, origins=origins))
    assert [filled(one) for one in found] == [filled(one) for one in entry.catalogue.items]


def test_plain_source_adopts_nothing(tmp_path: Path) -> None:
    entry = first(resolved(tmp_path, FILES))
    tree = parse_file(CATALOGUE_PATH, plain_source(entry)).tree
    assert list(tree) == ["领域", "单位", "事项"]


def test_what_heads_the_file_is_kept(tmp_path: Path) -> None:
    head = '版本: "2020.10"\n样表: 山东2017\n'
    region = resolved(tmp_path, {NATIONAL_PATH: RICH, **county(head + "采用: 国家\n")})
    tree = parse_file(CATALOGUE_PATH, plain_source(first(region))).tree
    assert {key: tree[key] for key in ("领域", "单位", "版本", "样表")} == {
        "领域": "社会救助", "单位": "县民政局", "版本": "2020.10", "样表": "山东2017",
    }  # fmt: skip


def test_an_item_reads_like_one_that_was_written_by_hand(tmp_path: Path) -> None:
    """Keys in the order of the sample, lists of long texts on lines of their own, nothing quoted without need."""
    region = resolved(tmp_path, {NATIONAL_PATH: national(item("001")), **county("采用: 国家\n")})
    assert plain_source(first(region)) == (
        "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n    一级事项: 最低生活保障\n    二级事项: 事项001\n"
        "    公开内容:\n      - 内容001\n    公开依据:\n      - 《办法001》\n"
        "    公开时限: 制定或获取信息之日起001小时内\n    公开主体: [县民政局]\n    公开渠道: [政府网站, 公开查阅点]\n"
        "    公开对象: 全社会\n    公开方式: 主动公开\n    公开层级: [县级, 乡级]\n    对应国家事项: 社会救助-001\n"
    )


def test_every_value_is_followed_by_its_origin(tmp_path: Path) -> None:
    text = plain_source(first(resolved(tmp_path, FILES)), origins=True)
    lines = {line.strip().split(":")[0]: line for line in text.splitlines() if "# catalogs/" in line and "002" in line}
    assert lines["二级事项"].endswith(f"  # {spot(FILES, NATIONAL_PATH, '事项002')}")
    changed = next(line for line in text.splitlines() if "1: 2" in line)
    assert changed.endswith(f"  # {spot(FILES, CATALOGUE_PATH, chr(39) + '1: 2' + chr(39))}")
    own = next(line for line in text.splitlines() if "事项800" in line)
    assert own.endswith(f"  # {spot(FILES, CATALOGUE_PATH, '事项800')}")
    handed = next(line for line in text.splitlines() if "事项700" in line)
    assert handed.endswith(f"  # {spot(FILES, PROVINCE_PATH, '事项700')}")


def test_origins_change_nothing_else(tmp_path: Path) -> None:
    entry = first(resolved(tmp_path, FILES))
    with_origins = plain_source(entry, origins=True).splitlines()
    assert "".join(f"{line.partition('  # catalogs/')[0]}\n" for line in with_origins) == plain_source(entry)


def test_a_region_that_adopts_nothing_stays_what_it_is(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "catalogs" / "莒南", tmp_path / "catalogs" / "莒南")
    for entry in resolved(tmp_path, {}).catalogues:
        found = read_back(plain_source(entry))
        assert [filled(one) for one in found] == [filled(one) for one in entry.catalogue.items]


def test_the_national_reference_reads_back(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "catalogs" / "国家", tmp_path / "catalogs" / "国家")
    for entry in resolved(tmp_path, {}, "国家").catalogues:
        assert [filled(one) for one in read_back(plain_source(entry))] == [filled(one) for one in entry.catalogue.items]


def test_without_the_regions_above_it_gives_the_same_findings_and_tables(tmp_path: Path, gwcat: Run) -> None:
    """`gwcat resolve --out`, put in the place of the adopting files."""
    files: Files = {NATIONAL_PATH: RICH.replace("'{乙}'", "大店镇"), **{key: FILES[key] for key in FILES if key != NATIONAL_PATH}}
    write_files(tmp_path / "前", files)
    out = tmp_path / "后" / "catalogs" / "莒南"
    done = gwcat("resolve", "--county", "莒南", "--out", out, cwd=tmp_path / "前")
    assert done.returncode == 0, done.stderr
    write_files(out, {"region.yaml": REGION})
    before = resolved(tmp_path / "前", {})
    after = resolved(tmp_path / "后", {})
    assert identities(after) == identities(before)
    assert not [one for entry in after.catalogues for one in entry.catalogue.items if isinstance(one, AdoptedItem)]
    found, summary = check_paths(Workspace(tmp_path / "后"), (), ())
    assert [finding.message for finding in found if finding.severity == "error"] == []
    assert summary.items == len(identities(before))
    public = [
        {path: data for path, data in files_of(package(tmp_path / name)).items() if path.startswith("public/")}
        for name in ("前", "后")
    ]
    assert public[0] == public[1]


def test_resolving_what_was_resolved_changes_nothing(tmp_path: Path) -> None:
    entry = first(resolved(tmp_path / "前", FILES))
    text = plain_source(entry)
    again = first(resolved(tmp_path / "后", {REGION_PATH: REGION, CATALOGUE_PATH: text}))
    assert plain_source(again) == text


def test_json_has_every_value_with_its_way(tmp_path: Path) -> None:
    region = resolved(tmp_path, FILES)
    found = resolved_json(region, region.catalogues)
    (catalogue,) = found["catalogues"]
    assert (found["version"], found["region"], catalogue["path"]) == (1, "莒南县", CATALOGUE_PATH)
    assert [one["identity"] for one in catalogue["items"]] == [one.identity for one in first(region).catalogue.items]
    for one in catalogue["items"]:
        assert set(one["ways"]) == set(one["values"])
        assert one["adopted"] is (one["identity"] != "社会救助-800")
        assert all(steps for steps in one["ways"].values())
    changed = next(one for one in catalogue["items"] if one["identity"] == "社会救助-002")["ways"]["公开时限"]
    assert [step["step"] for step in changed] == ["写在", "采用于", "采用于", "改于"]
    assert changed[-1]["place"] == spot(FILES, CATALOGUE_PATH, "'1: 2'")


# A tree of regions


COUNTIES, TOWNS = 3, 4
DOMAINS = ("社会救助", "养老服务", "城乡规划")
NUMBERS = 12


def generated() -> Files:
    """国家, a province, three counties, four towns in each; every level leaves out, changes and adds something."""
    files: dict[str, str | bytes] = {"catalogs/省/region.yaml": _region(PROVINCE_REGION, "山东", "省")}
    for domain_name in DOMAINS:
        items = [item(f"{number:03}", f"类{number % 3}").replace("社会救助-", f"{domain_name}-") for number in range(NUMBERS)]
        files[f"catalogs/国家/{domain_name}.yaml"] = national(*items, domain=domain_name)
        files[f"catalogs/省/{domain_name}/省民政厅.yaml"] = _below(domain_name, "省民政厅", "国家", 0, "7")
        for county_number in range(COUNTIES):
            name = f"县{county_number}"
            files[f"catalogs/{name}/region.yaml"] = _region(REGION, "莒南", name) + "主体对应: {省民政厅: 县民政局}\n"
            own = domain_name if domain_name != "城乡规划" else "国土空间规划"
            files[f"catalogs/{name}/{own}/县民政局.yaml"] = _below(own, "县民政局", "省", 1 + county_number, f"8{county_number}")
            for town_number in range(TOWNS):
                town_name = f"镇{county_number}{town_number}"
                files[f"catalogs/{town_name}/region.yaml"] = _region(TOWN_REGION, "大店", town_name)
                files[f"catalogs/{town_name}/{own}/镇民政所.yaml"] = _below(
                    own, "镇民政所", name, 4 + town_number, f"9{county_number}{town_number}"
                )
    return files


def _region(text: str, name: str, other: str) -> str:
    text = text.replace(f"简称: {name}", f"简称: {other}").replace("名称: 莒南县\n", f"名称: {other}县\n", 1)
    return text.partition("领域分工:")[0]


def _below(domain_name: str, unit: str, above: str, declined: int, own: str) -> str:
    known = domain.find(domain_name)
    name = known.name if known else domain_name
    return (
        f"领域: {domain_name}\n单位: {unit}\n采用: {above}\n调整:\n  - {{对应: {name}-011, 备注: {unit}的{own}}}\n"
        f"不采用:\n  - {{对应: {name}-{declined:03}, 理由: 本地没有}}\n"
        "事项:\n" + item(f"{own}00", "类1", 公开层级="", 公开主体="[县民政局]").replace("社会救助-", f"{name}-")
    )


def test_a_whole_province(tmp_path: Path) -> None:
    files = generated()
    found, summary = check_paths(Workspace(write_files(tmp_path, files)), (), ())
    assert {finding.rule.code for finding in found} - {"GW607", "GW203", "GW801"} == set()
    adopting = len(DOMAINS) * (1 + COUNTIES * (1 + TOWNS))
    assert sum(finding.rule.code == "GW607" for finding in found) == adopting
    # each level declines one item and adds one
    assert summary.items == len(DOMAINS) * NUMBERS * (2 + COUNTIES * (1 + TOWNS))


def test_a_town_of_a_whole_province(tmp_path: Path) -> None:
    region = resolved(tmp_path, generated(), "镇21")
    for entry in region.catalogues:
        numbers = [one.identity.rpartition("-")[2] for one in entry.catalogue.items]
        assert numbers == ["001", "002", "004", "006", "007", "008", "009", "010", "700", "8200", "92100", "011"]
        last = entry.catalogue.items[-1]
        assert last.text("备注") == "镇民政所的921"
        assert last.text("对应国家事项").endswith("-011")
    assert sorted(region.above) == ["县2", "国家", "省"]


def test_the_towns_of_a_province_do_not_meddle_with_each_other(tmp_path: Path) -> None:
    """One resolver for all, as a run over the whole workspace has it, gives what one for each gives."""
    workspace = Workspace(write_files(tmp_path, generated()))
    together = Resolver(workspace)
    for folder in workspace.region_folders:
        one, other = together.region(folder), Resolver(workspace).region(folder)
        assert [plain_source(entry, origins=True) for entry in one.catalogues] == [
            plain_source(entry, origins=True) for entry in other.catalogues
        ]


def test_more_regions_above_than_are_kept_in_memory(tmp_path: Path) -> None:
    """A county that takes each domain from another region."""
    files: dict[str, str | bytes] = {REGION_PATH: REGION}
    domains = [found.name for found in domain.domains()]
    for number, name in enumerate(domains * 2):
        above = f"上级{number}"
        files[f"catalogs/{above}/region.yaml"] = PROVINCE_REGION.replace("简称: 山东", f"简称: {above}")
        files[f"catalogs/{above}/{name}/省民政厅.yaml"] = f"领域: {name}\n单位: 省民政厅\n事项:\n" + item(f"{number:03}")
        unit = "县民政局" if number < len(domains) else "县财政局"
        files[f"catalogs/莒南/{name}/{unit}.yaml"] = f"领域: {name}\n单位: {unit}\n采用: {above}\n"
    region = resolved(tmp_path, files)
    assert sorted(identities(region)) == [f"{number:03}" for number in range(2 * len(domains))]
    assert len(region.above) == 2 * len(domains)


def test_ten_levels(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {NATIONAL_PATH: national(item("001"))}
    for level in range(10):
        folder, above = f"级{level}", f"级{level - 1}" if level else "国家"
        files[f"catalogs/{folder}/region.yaml"] = PROVINCE_REGION.replace("简称: 山东", f"简称: {folder}")
        body = f"采用: {above}\n事项:\n" + item(f"{700 + level}")
        files[f"catalogs/{folder}/社会救助/省民政厅.yaml"] = f"领域: 社会救助\n单位: 省民政厅\n{body}"
    assert identities(resolved(tmp_path, files, "级9")) == ["001", *(str(number) for number in range(700, 710))]
