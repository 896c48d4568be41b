"""The finer points of the rules on structure (GW1xx)."""

from __future__ import annotations

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, REGION, Check
from gwcat.model.finding import Place
from items import HEAD, expect, item_with, with_lines

_SECOND_FILE = "catalogs/莒南/社会救助/县财政局.yaml"
_SECOND_HEAD = HEAD.replace("县民政局", "县财政局")
_FORM_2017 = HEAD.replace("事项:", "样表: 山东2017\n事项:")


def without(*keys: str) -> str:
    """The faultless item without the lines of some keys (each a single line)."""
    lines = [line for line in ITEM.splitlines(keepends=True) if line.strip().split(":")[0] not in keys]
    return HEAD + "".join(lines)


# GW101 required elements


@pytest.mark.parametrize("key", ["公开时限", "公开主体", "公开渠道", "公开对象", "公开方式"])
def test_a_missing_element_is_placed_at_the_first_key_of_its_item(check: Check, key: str) -> None:
    (finding,) = check(catalogue=without(key))
    assert (finding.rule.code, finding.place) == ("GW101", Place(CATALOGUE_PATH, 4, 5, 4, 7))
    assert finding.message == f"缺少“{key}”。"
    assert finding.data_path == ("事项", 0)


@pytest.mark.parametrize("key", ["公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开对象", "公开方式"])
def test_an_empty_element_is_placed_where_it_is_empty(check: Check, key: str) -> None:
    (finding,) = expect(check, with_lines(f"{key}:⟦GW101⟧"))
    assert finding.data_path == ("事项", 0, key)


_HOLLOW = {
    "empty list": "公开依据: ⟦GW101 []⟧",
    "dash without a text": "公开依据:\n      ⟦GW101 -⟧",
    "list of nothing": '公开依据: ⟦GW101 ["", ""]⟧',
    "blank": '公开时限: ⟦GW101 " "⟧',
    "full-width blank": '公开时限: ⟦GW101 "　"⟧',
    "contents without words": '公开内容: ⟦GW101 [{要素: ""}]⟧',
    "channel without words": '公开渠道: ⟦GW101 [""]⟧',
    "subject without words": '公开主体: ⟦GW101 ["  "]⟧',
}


@pytest.mark.parametrize("line", _HOLLOW.values(), ids=_HOLLOW)
def test_nothing_in_a_list_is_nothing(check: Check, line: str) -> None:
    expect(check, with_lines(line))


def test_an_element_that_awaits_verification_is_a_warning_in_other_words(check: Check) -> None:
    (finding,) = expect(check, with_lines("公开时限:⟦GW101⟧\n核实: 否"))
    assert finding.severity == "warning"
    assert "尚未核实" in finding.message
    assert "核实: 否" in finding.help


def test_verified_items_get_the_full_severity(check: Check) -> None:
    (finding,) = expect(check, with_lines("公开时限:⟦GW101⟧\n核实: 是"))
    assert finding.severity == "error"


def test_the_form_says_what_is_required(check: Check) -> None:
    assert check(catalogue=_FORM_2017 + item_with("公开对象:\n公开方式:")) == []
    expect(check, with_lines("公开对象:⟦GW101⟧\n公开方式:⟦GW101⟧"))


def test_the_form_of_the_region_counts_where_the_catalogue_names_none(check: Check) -> None:
    assert check(catalogue=with_lines("公开对象:\n公开方式:"), region=REGION.replace("国家2019", "山东2017")) == []


@pytest.mark.parametrize(
    "line",
    [
        "名称: 甲\n一级事项:\n二级事项:",
        "一级事项: 甲\n二级事项:",
        "一级事项:\n二级事项: 甲",
        "一级事项:\n二级事项:\n六级事项: 甲",
    ],
)
def test_a_name_on_any_level_is_a_name(check: Check, line: str) -> None:
    assert check(catalogue=with_lines(line)) == []


def test_an_item_without_any_name(check: Check) -> None:
    (finding,) = check(catalogue=without("一级事项", "二级事项"))
    assert finding.message == "缺少“名称”。"


def test_all_that_is_missing_is_told(check: Check) -> None:
    found = check(catalogue=HEAD + "  - 编号: 社会救助-001\n  - 编号: 社会救助-002\n    一级事项: 甲\n")
    assert [finding.place.line for finding in found] == [4] * 8 + [5] * 7
    assert len({finding.message for finding in found}) == 8


# GW102, GW103 identities


def test_identities_are_unique_over_the_files_of_a_region(check: Check) -> None:
    (finding,) = check(files={_SECOND_FILE: _SECOND_HEAD + ITEM})
    assert (finding.rule.code, finding.place) == ("GW102", Place(_SECOND_FILE, 4, 9, 4, 17))
    assert CATALOGUE_PATH in finding.message
    assert [place for place, _ in finding.related] == [Place(CATALOGUE_PATH, 4, 9, 4, 17)]


def test_every_repetition_is_told_and_points_to_the_first(check: Check) -> None:
    items = item_with("二级事项: 乙") + item_with("二级事项: 丙")
    found = check(catalogue=CATALOGUE + items)
    assert [(finding.rule.code, finding.place.line) for finding in found] == [("GW102", 17), ("GW102", 30)]
    assert {finding.related[0][0].line for finding in found} == {4}


def test_other_regions_have_identities_of_their_own(check: Check) -> None:
    other = {"catalogs/宜丰/region.yaml": REGION.replace("莒南", "宜丰"), "catalogs/宜丰/社会救助/县民政局.yaml": CATALOGUE}
    assert check(files=other) == []


@pytest.mark.parametrize(
    "line",
    [
        "编号: ⟦GW103 社会救助 001⟧",
        "编号: ⟦GW103 社会救助　001⟧",
        '编号: ⟦GW103 "社会救助-001 "⟧',
        '编号: ⟦GW103 "社会\\t001"⟧',
        "编号:⟦GW103⟧",
        '编号: ⟦GW103 " "⟧',
    ],
    ids=["space", "full-width space", "space behind", "tab", "empty", "blank"],
)
def test_an_identity_is_one_word(check: Check, line: str) -> None:
    expect(check, with_lines(line))


# GW104 序号


def three(*numbers: str) -> str:
    """Three items with these lines for 序号."""
    return HEAD + "".join(
        item_with(f"二级事项: 事项{n}" + (f"\n序号: {number}" if number else ""), identity=f"社会救助-{n}")
        for n, number in enumerate(numbers)
    )


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("１", "２", "３"), ("1", "", "3"), ("", "", ""), ('"1"', "2 ", "3")])
def test_numbers_that_go_on(check: Check, numbers: tuple[str, str, str]) -> None:
    assert check(catalogue=three(*numbers)) == []


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "⟦GW104 3⟧", "⟦GW104 4⟧"),
        ("⟦GW104 2⟧", "", "3"),
        ("1", "⟦GW104 1⟧", "3"),
        ("⟦GW104 一⟧", "2", "⟦GW104 ２⟧"),
        ("⟦GW104 0⟧", "⟦GW104 1⟧", "⟦GW104 2⟧"),
    ],
)
def test_numbers_with_a_gap(check: Check, numbers: tuple[str, str, str]) -> None:
    expect(check, three(*numbers))


def test_the_remedy_names_the_right_number(check: Check) -> None:
    (finding,) = expect(check, three("1", "2", "⟦GW104 ５⟧"))
    assert finding.message == "序号写成“５”，应为 3。"


# GW105 no items


@pytest.mark.parametrize("items", ["⟦GW105 []⟧", "⟦GW105⟧", "  # 待填\n⟦GW105⟧"])
def test_a_catalogue_without_items_is_a_warning(check: Check, items: str) -> None:
    text = f"领域: 社会救助\n单位: 县民政局\n事项: {items}\n"
    found = check(catalogue=text.replace("⟦GW105", "").replace("⟧", "").replace(" []", "[]"))
    assert [(finding.rule.code, finding.severity) for finding in found] == [("GW105", "warning")]


def test_a_catalogue_that_could_not_be_read_is_not_called_empty(check: Check) -> None:
    assert [finding.rule.code for finding in check(catalogue="领域: 社会救助\n事项: [\n")] == ["GW005"]


# GW106, GW107, GW110: 领域 and 单位


@pytest.mark.parametrize(
    ("folder", "domain"),
    [
        ("社会救助（试点）", "社会救助(试点)"),
        ("社会救助(试点)", "社会救助（试点）"),
        ("社会救助", '"社会救助 "'),
        ("社会救助", "社会 救助"),
    ],
)
def test_the_width_of_signs_does_not_part_domain_and_folder(check: Check, folder: str, domain: str) -> None:
    text = CATALOGUE.replace("社会救助\n", f"{domain}\n", 1).replace("社会救助-", "救-")
    found = check(catalogue=None, files={f"catalogs/莒南/{folder}/县民政局.yaml": text})
    assert "GW106" not in {finding.rule.code for finding in found}


def test_the_domain_of_a_national_catalogue_is_its_file_name(check: Check) -> None:
    text = "领域: {}\n事项:\n  - 编号: 国家-1\n    一级事项: 甲\n"
    assert check(files={"catalogs/国家/社会救助.yaml": text.format("社会救助")}) == []
    (finding,) = check(files={"catalogs/国家/社会救助.yaml": text.format("养老服务")})
    assert (finding.rule.code, finding.place[1:3]) == ("GW106", (1, 5))


@pytest.mark.parametrize("line", ["领域:⟦⟧\n", '领域: ⟦""⟧\n', '领域: ⟦" "⟧\n'], ids=["empty", "quotes", "blank"])
def test_an_empty_domain_does_not_pass(check: Check, line: str) -> None:
    found = check(catalogue=CATALOGUE.replace("领域: 社会救助\n", line.replace("⟦", "").replace("⟧", "")))
    assert {(finding.severity, finding.place.line) for finding in found} == {("error", 1)}


@pytest.mark.parametrize(("line", "column"), [("单位:\n", 1), ("", 1)], ids=["empty", "not written"])
def test_a_unit_must_be_written(check: Check, line: str, column: int) -> None:
    (finding,) = check(catalogue=CATALOGUE.replace("单位: 县民政局\n", line))
    assert (finding.rule.code, finding.place.column) == ("GW107", column)
    assert finding.help == "请补上“单位: 县民政局”。"


def test_a_unit_of_a_wrong_kind_is_told_once(check: Check) -> None:
    assert [finding.rule.code for finding in check(catalogue=CATALOGUE.replace("单位: 县民政局", "单位: [县民政局]"))] == [
        "GW023"
    ]


_UNSAFE = [
    "../县民政局",
    "县民政局/办公室",
    "县民政局\\办公室",
    "C:县民政局",
    "县民政局?",
    "县民政局*",
    "<县民政局>",
    "县民政局|",
    "..",
    ".隐藏",
    "县民政局.",
]


@pytest.mark.parametrize("name", _UNSAFE)
def test_names_that_cannot_be_file_names(check: Check, name: str) -> None:
    found = check(catalogue=CATALOGUE.replace("单位: 县民政局", f"单位: '{name}'"))
    (finding,) = [finding for finding in found if finding.rule.code == "GW110"]
    assert finding.place == Place(CATALOGUE_PATH, 2, 5, 2, 7 + len(name))


@pytest.mark.parametrize(
    "name", ["县民政局（县老龄办）", "县民政局／县老龄办", "县民政局“一站式”中心", "12345热线", "县民政局：办公室", "a"]
)
def test_names_that_can(check: Check, name: str) -> None:
    found = check(catalogue=CATALOGUE.replace("单位: 县民政局", f"单位: {name}"))
    assert "GW110" not in {finding.rule.code for finding in found}


def test_the_domain_is_held_to_the_same(check: Check) -> None:
    found = check(catalogue=CATALOGUE.replace("领域: 社会救助", "领域: ../社会救助"))
    assert ("GW110", 1, 5) in {(finding.rule.code, *finding.place[1:3]) for finding in found}


# GW108 equal names


def test_items_of_one_name_are_told_with_the_place_of_the_first(check: Check) -> None:
    (finding,) = expect(check, CATALOGUE + item_with("二级事项: ⟦GW108 审核信息⟧", identity="社会救助-002"))
    assert finding.severity == "warning"
    assert "第 6 行" in finding.message
    assert finding.related == ((Place(CATALOGUE_PATH, 6, 11, 6, 15), "同名的事项"),)


@pytest.mark.parametrize(
    "lines",
    [
        "二级事项: 办事指南",
        "一级事项: 特困人员救助",
        "三级事项: 城市低保",
        "名称: 城市低保审核信息",
        "二级事项:\n三级事项: 审核信息",
    ],
)
def test_names_that_differ_on_one_level_differ(check: Check, lines: str) -> None:
    assert check(catalogue=CATALOGUE + item_with(lines, identity="社会救助-002")) == []


def test_items_of_other_files_may_have_the_same_name(check: Check) -> None:
    assert check(files={_SECOND_FILE: _SECOND_HEAD + item_with("编号: 社会救助-002")}) == []


@pytest.mark.parametrize(
    "lines", ["名称: ⟦GW023 [甲]⟧", "名称: ⟦GW023 {甲: 乙}⟧", "二级事项: ⟦GW023 [甲]⟧", "编号: ⟦GW023 [甲]⟧", "序号: ⟦GW023 [1]⟧"]
)
def test_a_name_of_a_wrong_kind_is_told_once_and_stops_no_other_rule(check: Check, lines: str) -> None:
    expect(check, with_lines(f"{lines}\n公开对象: ⟦GW302 群众⟧"))


@pytest.mark.parametrize("text", ["同上", "略", "无。", "〃"])
def test_ditto_is_no_content(check: Check, text: str) -> None:
    (finding,) = expect(check, with_lines(f"公开时限: ⟦GW111 {text}⟧"))
    assert finding.severity == "error"


def test_ditto_inside_a_sentence_is_content(check: Check) -> None:
    assert check(catalogue=with_lines("公开内容: [同上级目录，略有增加]")) == []
