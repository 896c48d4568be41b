"""What becomes of the items that are taken over: changed fields, mapped subjects, own items, and where each value is from."""

from __future__ import annotations

from pathlib import Path

import pytest
from regions_above import (
    ADOPTING,
    NATIONAL_PATH,
    PROVINCE_PATH,
    TOWN_PATH,
    Files,
    county,
    first,
    identities,
    item,
    national,
    origin_of,
    province,
    resolved,
    spot,
    the_item,
    town,
    way_of,
)

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, Check
from gwcat.adopt.item import AdoptedItem
from gwcat.model.catalogue import Audience, Channel, Element

CHANGE = "采用: 国家\n调整:\n  - 对应: 社会救助-001\n"


def changed(tmp_path: Path, lines: str, above: str = "") -> AdoptedItem:
    """The adopted item 001 with these lines in its entry of 调整."""
    body = CHANGE + "".join(f"    {line}\n" for line in lines.splitlines())
    found = the_item(resolved(tmp_path, {NATIONAL_PATH: above or national(item("001")), **county(body)}), "001")
    assert isinstance(found, AdoptedItem)
    return found


# Single fields


def test_a_changed_field_takes_the_place_of_the_one_above(tmp_path: Path) -> None:
    found = changed(tmp_path, "公开时限: 即时")
    assert found.deadline == "即时"
    assert found.text("二级事项") == "事项001"


CHANGES = {
    "a text": ("公开时限: 即时", "deadline", "即时"),
    "a list": ("公开依据: [《甲》, 《乙》]", "bases", ("《甲》", "《乙》")),
    "a list in block style": ("公开依据:\n  - 《甲》\n  - 《乙》", "bases", ("《甲》", "《乙》")),
    "contents with standards": ("公开内容:\n  - {要素: 甲, 标准: 乙}\n  - 丙", "contents", (Element("甲", "乙"), Element("丙"))),
    "channels": ("公开渠道: [政府网站, {其他: 丙}]", "channels", (Channel("政府网站"), Channel("其他", "丙"))),
    "audience": ("公开对象: {特定群体: 被征收人}", "audience", Audience(groups=("被征收人",))),
    "subjects": ("公开主体: [县财政局]", "subjects", ("县财政局",)),
    "levels of the name": ("一级事项: 甲\n三级事项: 丙", "levels", ("甲", "事项001", "丙")),
    "verified": ("核实: 否", "verified", False),
}


@pytest.mark.parametrize(("lines", "field", "value"), CHANGES.values(), ids=CHANGES)
def test_every_kind_of_field_can_be_changed(lines: str, field: str, value: object, tmp_path: Path) -> None:
    assert getattr(changed(tmp_path, lines), field) == value


def test_the_reason_of_a_change_is_no_field(tmp_path: Path) -> None:
    found = changed(tmp_path, "公开时限: 即时\n理由: 县里的规定")
    assert {"理由", "对应"}.isdisjoint(found.raw)


def test_an_entry_that_changes_nothing_changes_nothing(tmp_path: Path) -> None:
    found = changed(tmp_path, "理由: 看过")
    assert found.raw == {**the_item(resolved(tmp_path, {}, "国家"), "001").raw, "对应国家事项": "社会救助-001"}


@pytest.mark.parametrize(
    ("key", "empty"),
    [
        (key, empty)
        for key in ("备注", "公开层级", "五公开")
        for empty in ("", '""', "''", "[]")
        if (key, empty) != ("备注", "[]")
    ],
)
def test_an_empty_value_takes_a_field_away(key: str, empty: str, tmp_path: Path) -> None:
    found = changed(tmp_path, f"{key}: {empty}", national(item("001", 备注="说明", 五公开="服务")))
    assert not found.has(key)
    assert found.tiers == (() if key == "公开层级" else ("县级", "乡级"))


def test_a_name_that_is_taken_away_leaves_the_others(tmp_path: Path) -> None:
    assert changed(tmp_path, "二级事项:").name == "最低生活保障"


@pytest.mark.parametrize(("key", "value"), [("序号", "3"), ("状态", "征求意见")])
def test_what_belongs_to_the_list_above_is_not_handed_down(key: str, value: str, tmp_path: Path) -> None:
    assert not changed(tmp_path, "理由: 看过", national(item("001", **{key: value}))).has(key)


def test_a_change_above_reaches_all_below_but_for_what_they_changed_themselves(tmp_path: Path) -> None:
    files = {
        **province("采用: 国家\n调整:\n  - {对应: 社会救助-001, 公开时限: 省里的时限}\n"),
        **county("采用: 山东\n调整:\n  - {对应: 社会救助-001, 备注: 县里的备注}\n"),
        **town("采用: 莒南\n"),
    }
    for above in (item("001"), item("001", 公开时限="新的时限", 备注="新的备注", 公开依据="[《新办法》]")):
        found = the_item(resolved(tmp_path, {**files, NATIONAL_PATH: national(above)}, "大店"), "001")
        assert (found.deadline, found.text("备注")) == ("省里的时限", "县里的备注")
    assert found.bases == ("《新办法》",)


# Subjects


SUBJECTS = "[民政部门, 财政部门]"
MAPPINGS = {
    "one to one": ("{民政部门: 县民政局}", "县民政局 财政部门"),
    "in a list": ("{民政部门: [县民政局]}", "县民政局 财政部门"),
    "one to many": ("{民政部门: [县民政局, 大店镇]}", "县民政局 大店镇 财政部门"),
    "many to one": ("{民政部门: 县民政局, 财政部门: 县民政局}", "县民政局"),
    "overlapping": ("{民政部门: [县民政局, 县财政局], 财政部门: [县财政局, 县民政局, 大店镇]}", "县民政局 县财政局 大店镇"),
    "twice the same": ("{民政部门: [县民政局, 县民政局]}", "县民政局 财政部门"),
    "to itself": ("{民政部门: 民政部门}", "民政部门 财政部门"),
    "crosswise": ("{民政部门: 财政部门, 财政部门: 民政部门}", "财政部门 民政部门"),
    "in another order": ("{财政部门: 县财政局, 民政部门: 县民政局}", "县民政局 县财政局"),
    "in another width": ('{"民政 部门": 县民政局}', "县民政局 财政部门"),
    "of nobody here": ("{教育部门: 县教育局}", "民政部门 财政部门"),
    "nothing": ("", "民政部门 财政部门"),
}


@pytest.mark.parametrize(("mapping", "subjects"), MAPPINGS.values(), ids=MAPPINGS)
@pytest.mark.parametrize("where", ["file", "region"])
def test_subjects_are_mapped_to_units(mapping: str, subjects: str, where: str, tmp_path: Path) -> None:
    lines = f"主体对应: {mapping}\n"
    files = county("采用: 国家\n" + lines) if where == "file" else county("采用: 国家\n", region=REGION + lines)
    region = resolved(tmp_path, {NATIONAL_PATH: national(item("001", 公开主体=SUBJECTS)), **files})
    assert the_item(region, "001").subjects == tuple(subjects.split())


def test_the_file_wins_over_the_region(tmp_path: Path) -> None:
    region = REGION + "主体对应: {民政部门: 县民政局, 财政部门: 县财政局}\n"
    files = county("采用: 国家\n主体对应: {民政部门: 大店镇}\n", region=region)
    found = the_item(resolved(tmp_path, {NATIONAL_PATH: national(item("001", 公开主体=SUBJECTS)), **files}), "001")
    assert found.subjects == ("大店镇", "县财政局")


@pytest.mark.parametrize(
    ("above", "below"),
    [("乡镇人民政府（街道办事处）", "乡镇人民政府(街道办事处)"), ("乡镇人民政府(街道办事处)", "乡镇人民政府（街道办事处）")],
)
@pytest.mark.parametrize("where", ["file", "region"])
def test_the_width_of_a_sign_makes_no_difference(above: str, below: str, where: str, tmp_path: Path) -> None:
    lines = f"主体对应:\n  {below}: [大店镇]\n"
    files = county("采用: 国家\n" + lines) if where == "file" else county("采用: 国家\n", region=REGION + lines)
    found = the_item(resolved(tmp_path, {NATIONAL_PATH: national(item("001", 公开主体=f"[{above}]")), **files}), "001")
    assert found.subjects == ("大店镇",)


def test_a_subject_that_is_a_text_is_mapped_too(tmp_path: Path) -> None:
    files = {NATIONAL_PATH: national(item("001", 公开主体="民政部门")), **county("采用: 国家\n主体对应: {民政部门: 县民政局}\n")}
    assert the_item(resolved(tmp_path, files), "001").subjects == ("县民政局",)


def test_units_are_mapped_once_a_level(tmp_path: Path) -> None:
    """What the province made of a name, the county maps again; what a level has mapped is not mapped twice there."""
    files = {
        NATIONAL_PATH: national(item("001", 公开主体=SUBJECTS)),
        **province("采用: 国家\n主体对应: {民政部门: 省民政厅, 财政部门: 民政部门}\n"),
        **county("采用: 山东\n主体对应: {省民政厅: 县民政局, 民政部门: 县财政局}\n"),
    }
    assert the_item(resolved(tmp_path, files, "山东"), "001").subjects == ("省民政厅", "民政部门")
    assert the_item(resolved(tmp_path, files), "001").subjects == ("县民政局", "县财政局")


def test_a_subject_in_an_adjustment_is_taken_as_it_is(tmp_path: Path) -> None:
    body = "采用: 国家\n主体对应: {民政部门: 县民政局}\n调整:\n  - {对应: 社会救助-001, 公开主体: [民政部门]}\n"
    found = the_item(resolved(tmp_path, {NATIONAL_PATH: national(item("001", 公开主体=SUBJECTS)), **county(body)}), "001")
    assert found.subjects == ("民政部门",)


def test_own_items_are_not_mapped(tmp_path: Path) -> None:
    body = "采用: 国家\n主体对应: {民政部门: 县民政局}\n事项:\n" + item("800", 公开主体="[民政部门]")
    found = the_item(resolved(tmp_path, {NATIONAL_PATH: national(item("001")), **county(body)}), "800")
    assert found.subjects == ("民政部门",)


@pytest.mark.parametrize("subjects", ["[县民政局, 县民政局]", "[民政部门, 县民政局, 民政部门]"])
def test_a_subject_named_twice_above(subjects: str, check: Check) -> None:
    found = check(catalogue=f"{ADOPTING}采用: 国家\n", files={NATIONAL_PATH: national(item("001", 公开主体=subjects))})
    assert "GW607" in {finding.rule.code for finding in found}


@pytest.mark.parametrize("units", ["", "[]"])
def test_a_subject_of_nobody_here_goes(units: str, tmp_path: Path) -> None:
    files = {
        NATIONAL_PATH: national(item("001", 公开主体=SUBJECTS)),
        **county(f"采用: 国家\n主体对应:\n  财政部门: {units}\n"),
    }
    assert the_item(resolved(tmp_path, files), "001").subjects == ("民政部门",)


# Own items


def order(tmp_path: Path, own: str) -> list[str]:
    above = national(item("001", "甲"), item("002", "甲"), item("003", "乙"), item("004", "甲"), item("005", "丙"))
    return identities(resolved(tmp_path, {NATIONAL_PATH: above, **county("采用: 国家\n事项:\n" + own)}))


PLACED = {
    "behind the last of its kind": (item("800", "甲"), "001 002 003 004 800 005"),
    "behind the only one of its kind": (item("800", "乙"), "001 002 003 800 004 005"),
    "behind the last of all": (item("800", "丙"), "001 002 003 004 005 800"),
    "of a kind of its own": (item("800", "丁"), "001 002 003 004 005 800"),
    "several of a kind stay in order": (item("801", "乙") + item("800", "乙"), "001 002 003 801 800 004 005"),
    "of several kinds": (
        item("800", "丁") + item("801", "丙") + item("802", "甲") + item("803", "丁") + item("804", "甲"),
        "001 002 003 004 802 804 005 801 800 803",
    ),
    "without a kind": (item("800", ""), "001 002 003 004 005 800"),
    "none": ("", "001 002 003 004 005"),
}


@pytest.mark.parametrize(("own", "numbers"), PLACED.values(), ids=PLACED)
def test_own_items_stand_with_their_kind(own: str, numbers: str, tmp_path: Path) -> None:
    assert order(tmp_path, own) == numbers.split()


def test_an_own_item_stands_with_the_kind_that_an_adjustment_made(tmp_path: Path) -> None:
    body = "采用: 国家\n调整:\n  - {对应: 社会救助-001, 一级事项: 新}\n事项:\n" + item("800", "新")
    files = {NATIONAL_PATH: national(item("001", "甲"), item("002", "甲")), **county(body)}
    assert identities(resolved(tmp_path, files)) == ["001", "800", "002"]


def test_own_items_of_every_level_are_handed_down_in_their_places(tmp_path: Path) -> None:
    files = {
        NATIONAL_PATH: national(item("001", "甲"), item("002", "乙")),
        **province("采用: 国家\n事项:\n" + item("700", "甲")),
        **county("采用: 山东\n事项:\n" + item("800", "甲") + item("801", "乙")),
        **town("采用: 莒南\n事项:\n" + item("900", "甲")),
    }
    assert identities(resolved(tmp_path, files, "大店")) == ["001", "700", "800", "900", "002", "801"]


def test_an_own_item_may_not_have_the_number_of_an_adopted_one(check: Check) -> None:
    catalogue = f"{ADOPTING}采用: 国家\n事项:\n{item('001', 二级事项='自己的')}"
    found = check(catalogue=catalogue, files={NATIONAL_PATH: national(item("001"), item("002"))})
    (finding,) = [finding for finding in found if finding.rule.code == "GW102"]
    assert finding.place[:3] == (CATALOGUE_PATH, 5, 9)


# Where each value is from

CHAIN: Files = {
    NATIONAL_PATH: national(
        item("001", 公开依据="\n      - 《国家的依据》\n      - 《依据乙》", 公开主体="[民政部门, 财政部门]", 五公开="服务"),
        item("002", "临时救助", 公开主体="[民政部门]"),
    ),
    **province(
        "采用: 国家\n调整:\n  - 对应: 社会救助-001\n    公开时限: 省里的时限\n    备注: 省里的备注\n    理由: 省里的规定\n"
        "事项:\n" + item("700", "临时救助")
    ),
    **county(
        "采用:\n  区域: 山东\n调整:\n  - {对应: 社会救助-001, 备注: 县里的备注, 公开渠道: [政府网站, 县里的渠道]}\n",
        region=REGION + '主体对应:\n  民政部门: ["县民政局"]\n',
    ),
    **town(
        "采用: {区域: 莒南, 层级: [乡级]}\n主体对应: {县民政局: 镇民政所}\n"
        "调整:\n  - {对应: 社会救助-002, 公开时限: 即时}\n  - {对应: 社会救助-001, 备注: 镇里的备注, 五公开: }\n"
    ),
}
ORIGINS = {
    ("001", "编号"): (NATIONAL_PATH, "社会救助-001"),
    ("001", "二级事项"): (NATIONAL_PATH, "事项001"),
    ("001", "公开依据"): (NATIONAL_PATH, "- 《国家的依据》"),
    ("001", "公开时限"): (PROVINCE_PATH, "省里的时限"),
    ("001", "公开渠道"): (CATALOGUE_PATH, "[政府网站, 县里的渠道]"),
    ("001", "备注"): (TOWN_PATH, "镇里的备注"),
    ("001", "公开主体"): (TOWN_PATH, "镇民政所}"),
    ("002", "二级事项"): (NATIONAL_PATH, "事项002"),
    ("002", "公开时限"): (TOWN_PATH, "即时"),
    ("700", "公开时限"): (PROVINCE_PATH, "制定或获取信息之日起700小时内"),
}


def marked_up(files: Files, how: str) -> Files:
    """The same files as other editors write them."""
    texts = {path: content for path, content in files.items() if isinstance(content, str)}
    if how == "CRLF":
        return {path: text.replace("\n", "\r\n") for path, text in texts.items()}
    if how == "BOM":
        return {path: b"\xef\xbb\xbf" + text.encode() for path, text in texts.items()}
    if how == "BOM and CRLF":
        return {path: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for path, text in texts.items()}
    if how == "comments":
        return {path: f"# 𠮷😀注释\n\n{text}" for path, text in texts.items()}
    return texts


@pytest.mark.parametrize("how", ["as it is", "CRLF", "BOM", "BOM and CRLF", "comments"])
def test_every_value_knows_where_it_was_written(how: str, tmp_path: Path) -> None:
    files = marked_up(CHAIN, how)
    region = resolved(tmp_path, files, "大店")
    found = {at: origin_of(region, *at) for at in ORIGINS}
    assert found == {at: spot(files, *place) for at, place in ORIGINS.items()}


def test_columns_count_characters(tmp_path: Path) -> None:
    above = "领域: 社会救助\n事项:\n  - {编号: 社会救助-001, 一级事项: 𠮷😀e\u0301, 公开时限: 即时, 备注: 甲}\n"
    region = resolved(tmp_path, {NATIONAL_PATH: above, **county("采用: 国家\n")})
    assert (
        origin_of(region, "001", "公开时限")
        == f"{NATIONAL_PATH}:3:{len('  - {编号: 社会救助-001, 一级事项: 𠮷😀é, 公开时限: ') + 1}"
    )


@pytest.mark.parametrize("key", ["五公开", "公开层级"])
def test_a_field_that_was_taken_away_is_not_there(key: str, tmp_path: Path) -> None:
    body = f"采用: 国家\n调整:\n  - {{对应: 社会救助-001, {key}: }}\n"
    files = {NATIONAL_PATH: national(item("001", 五公开="服务")), **county(body)}
    region = resolved(tmp_path, {**files, **town("采用: 莒南\n")}, "大店")
    assert not the_item(region, "001").has(key)


def test_the_way_of_a_value_through_all_levels(tmp_path: Path) -> None:
    region = resolved(tmp_path, CHAIN, "大店")
    adopted = [
        ("采用于", spot(CHAIN, PROVINCE_PATH, "国家\n调整")),
        ("采用于", spot(CHAIN, CATALOGUE_PATH, "区域: 山东")),
        ("采用于", spot(CHAIN, TOWN_PATH, "{区域: 莒南")),
    ]
    assert way_of(region, "001", "二级事项") == [("写在", spot(CHAIN, NATIONAL_PATH, "事项001")), *adopted]
    assert way_of(region, "001", "公开主体") == [
        ("写在", spot(CHAIN, NATIONAL_PATH, "[民政部门, 财政部门]")),
        adopted[0],
        adopted[1],
        ("改于", spot(CHAIN, REGION_PATH, '["县民政局"]')),
        adopted[2],
        ("改于", spot(CHAIN, TOWN_PATH, "镇民政所}")),
    ]


def test_an_own_value_has_a_way_of_one_step(tmp_path: Path) -> None:
    files = county("采用: 国家\n事项:\n" + item("800"))
    region = resolved(tmp_path, {NATIONAL_PATH: national(item("001")), **files})
    assert way_of(region, "800", "公开时限") == [("写在", spot(files, CATALOGUE_PATH, "制定或获取信息之日起800小时"))]


def test_nothing_is_said_to_be_written_where_it_is_not(tmp_path: Path) -> None:
    """The county alone has a remark: its way begins in the county."""
    files = county("采用: 国家\n调整:\n  - {对应: 社会救助-001, 备注: 县里的备注}\n")
    region = resolved(tmp_path, {NATIONAL_PATH: national(item("001")), **files})
    steps = [place for step, place in way_of(region, "001", "备注") if step in ("写在", "改于")]
    assert steps == [spot(files, CATALOGUE_PATH, "县里的备注")]


MAPPED = {
    "the file": ("采用: 国家\n主体对应:\n  民政部门: [镇甲]\n", "", CATALOGUE_PATH),
    "the region": ("采用: 国家\n", "主体对应:\n  民政部门: [镇甲]\n", REGION_PATH),
    "the file, though the region maps it too": (
        "采用: 国家\n主体对应:\n  民政部门: [镇甲]\n", "主体对应:\n  民政部门: [镇乙]\n", CATALOGUE_PATH,
    ),
    "the region, though the file maps others": (
        "采用: 国家\n主体对应:\n  财政部门: [镇乙]\n", "主体对应:\n  民政部门: [镇甲]\n", REGION_PATH,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "lines", "path"), MAPPED.values(), ids=MAPPED)
def test_a_mapped_subject_comes_from_the_mapping(body: str, lines: str, path: str, tmp_path: Path) -> None:
    files = county(body, region=REGION + lines)
    region = resolved(tmp_path, {NATIONAL_PATH: national(item("001", 公开主体="[民政部门]")), **files})
    assert origin_of(region, "001", "公开主体") == spot(files, path, "[镇甲]")


def test_the_mapping_that_changed_something_is_where_the_subjects_are_from(tmp_path: Path) -> None:
    files = {NATIONAL_PATH: national(item("001", 公开主体="[甲, 乙]")), **county("采用: 国家\n主体对应: {甲: 甲, 乙: 丙}\n")}
    region = resolved(tmp_path, files)
    assert origin_of(region, "001", "公开主体") == spot(files, CATALOGUE_PATH, "丙}")


def test_the_catalogue_itself_is_not_changed_by_those_below(tmp_path: Path) -> None:
    """What a town makes of an item does not reach up."""
    regions = {folder: resolved(tmp_path, CHAIN, folder) for folder in ("国家", "山东", "莒南", "大店")}
    assert {folder: the_item(region, "001").text("备注") for folder, region in regions.items()} == {
        "国家": "", "山东": "省里的备注", "莒南": "县里的备注", "大店": "镇里的备注",
    }  # fmt: skip
    assert the_item(regions["国家"], "001").raw is first(regions["国家"]).catalogue.items[0].raw
