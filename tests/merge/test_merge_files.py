"""Three texts merged: entry by entry, key by key, lists as sets in order; what nobody changed stays to the byte."""

from __future__ import annotations

import pytest

from conftest import REPOSITORY
from gwcat.merge.files import MergedFile, Unmergeable, merge_files

OLD = """\
# 民政局的目录
领域: 社会救助
单位: 县民政局
事项:
  # 政策
  - 编号: 社会救助-001
    一级事项: 综合业务
    公开依据:
      - 《甲办法》
      - 《乙办法》
    公开时限: 及时公开  # 待定
    公开渠道: [政府网站, 公开查阅点]

  - 编号: 社会救助-002
    一级事项: 最低生活保障
    公开内容: |
      第一行
      # 不是注释
    备注:

  - 编号: 社会救助-003
    一级事项: 临时救助
"""


def merged(one: str, two: str, old: str = OLD) -> str:
    """The text that two changes come to, without a conflict."""
    found = merge_files(old.encode(), one.encode(), two.encode())
    assert found.clashes == ()
    return found.data.decode()


def clashing(one: str, two: str, old: str = OLD) -> MergedFile:
    """A merge in which both sides changed the same thing."""
    found = merge_files(old.encode(), one.encode(), two.encode())
    assert found.clashes
    return found


def changed(*pairs: tuple[str, str], text: str = OLD) -> str:
    """A text with replacements, each of which must be possible once."""
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


_NEW = "  - 编号: 社会救助-{}\n    一级事项: 新的\n"
_TIME = ("及时公开", "每季度")
_PAIRS = {
    "different items": ([_TIME], [("临时救助", "救急难")]),
    "different fields of an item": ([_TIME], [("综合业务", "政策文件")]),
    "a value and the comment beside it": ([("综合业务", "政策文件")], [("# 待定", "# 已定")]),
    "comments of different items": ([("# 政策\n", "# 政策文件\n")], [("# 民政局的目录", "# 县民政局的目录")]),
    "entries of a list": ([("《甲办法》", "《甲条例》")], [("《乙办法》", "《乙条例》")]),
    "one entry goes, another is changed": ([("      - 《甲办法》\n", "")], [("《乙办法》", "《乙条例》")]),
    "entries of a list in a line": ([("政府网站", "门户网站")], [("公开查阅点", "政务服务中心")]),
    "a line of a block text and an empty value": ([("第一行", "第一句")], [("备注:\n", "备注: 有\n")]),
    "a new field and a changed one": ([("    一级事项: 临时救助\n", "    一级事项: 临时救助\n    备注: 新\n")], [_TIME]),
    "an item goes, another is changed": ([("  - 编号: 社会救助-003\n    一级事项: 临时救助\n", "")], [_TIME]),
    "the head and an item": ([("县民政局\n", "民政局\n")], [_TIME]),
}


@pytest.mark.parametrize(("one", "two"), _PAIRS.values(), ids=_PAIRS)
def test_changes_of_different_things_are_both_made(one: list[tuple[str, str]], two: list[tuple[str, str]]) -> None:
    both = changed(*one, *two)
    assert merged(changed(*one), changed(*two)) == both
    assert merged(changed(*two), changed(*one)) == both


def test_items_added_at_the_same_place_are_both_there_ours_first() -> None:
    assert merged(OLD + _NEW.format("004"), OLD + _NEW.format("005")) == OLD + _NEW.format("004") + _NEW.format("005")


def test_an_item_moved_here_and_edited_there_is_both() -> None:
    last = OLD[OLD.index("  - 编号: 社会救助-003") :]
    moved = OLD.removesuffix(last).replace("事项:\n", f"事项:\n{last}")
    assert merged(moved, changed(("临时救助", "救急难"))) == moved.replace("临时救助", "救急难")
    assert merged(changed(("临时救助", "救急难")), moved) == moved.replace("临时救助", "救急难")


def test_a_layout_changed_here_and_a_value_there() -> None:
    tidy = changed(("公开时限: 及时公开  # 待定", "公开时限:   '及时公开' # 待定"))
    assert "公开时限:   每季度 # 待定" in merged(tidy, changed(_TIME))
    assert "公开时限:   每季度 # 待定" in merged(changed(_TIME), tidy)


def test_a_list_indented_otherwise_here_takes_the_entry_that_is_new_there() -> None:
    left = changed(("      - 《甲办法》\n      - 《乙办法》\n", "    - 《甲办法》\n    - 《乙办法》\n"))
    right = changed(("      - 《乙办法》\n", "      - 《乙办法》\n      - 《丙办法》\n"))
    assert "    - 《甲办法》\n    - 《乙办法》\n    - 《丙办法》\n" in merged(left, right)


def test_additions_to_a_list_in_a_line_are_a_union_in_order() -> None:
    one = changed(("[政府网站, 公开查阅点]", "[政府网站, 公开查阅点, 广播电视]"))
    two = changed(("[政府网站, 公开查阅点]", "[政府网站, 纸质媒体, 公开查阅点]"))
    assert "公开渠道: [政府网站, 纸质媒体, 公开查阅点, 广播电视]\n" in merged(one, two)


def test_the_same_change_on_both_sides_is_made_once() -> None:
    both = changed(_TIME)
    assert merged(both, both + _NEW.format("004")) == both + _NEW.format("004")


def test_a_field_changed_otherwise_on_both_sides_is_marked_and_nothing_else() -> None:
    found = clashing(changed(_TIME, ("临时救助", "救急难")), changed(("及时公开", "即时")))
    assert found.clashes == ("事项/社会救助-001/公开时限",)
    line = "    公开时限: {}  # 待定\n".format
    marked = f"<<<<<<< 本方\n{line('每季度')}||||||| 原来\n{line('及时公开')}=======\n{line('即时')}>>>>>>> 对方\n"
    assert found.data.decode() == changed((line("及时公开"), marked), ("临时救助", "救急难"))


def test_an_item_deleted_here_and_edited_there_is_marked_whole() -> None:
    last = OLD[OLD.index("  - 编号: 社会救助-003") :]
    edited = last.replace("临时救助", "救急难")
    found = clashing(OLD.removesuffix(last), OLD.removesuffix(last) + edited)
    assert found.clashes == ("事项/社会救助-003",)
    marked = f"<<<<<<< 本方\n||||||| 原来\n{last}=======\n{edited}>>>>>>> 对方\n"
    assert found.data.decode() == OLD.removesuffix(last) + marked + "\n"


def test_a_deleted_item_whose_comment_alone_was_changed_is_gone() -> None:
    gone = changed(("  - 编号: 社会救助-003\n    一级事项: 临时救助\n", ""))
    assert merged(gone, changed(("临时救助\n", "临时救助  # 看过\n"))) == gone


def test_two_items_under_one_number_are_a_conflict() -> None:
    one, two = OLD + _NEW.format("004"), OLD + _NEW.format("004").replace("新的", "另一个")
    found = clashing(one, two)
    assert found.clashes == ("事项/社会救助-004",)
    assert "一级事项: 新的" in found.data.decode()
    assert "一级事项: 另一个" in found.data.decode()


def test_the_first_field_of_an_item_keeps_its_dash_in_both_versions() -> None:
    old = "行:\n  - 主要任务: 一\n    时间: 甲\n  - 时间: 乙\n    主要任务: 二\n"
    found = merge_files(old.encode(), old.replace("乙", "丙").encode(), old.replace("乙", "丁").encode())
    assert "<<<<<<< 本方\n  - 时间: 丙\n||||||| 原来\n  - 时间: 乙\n=======\n  - 时间: 丁\n>>>>>>> 对方\n    主要任务: 二\n" in (
        found.data.decode()
    )


def test_one_entry_of_a_list_without_names_changed_otherwise_is_marked_alone() -> None:
    found = clashing(changed(("《甲办法》", "《甲条例》")), changed(("《甲办法》", "《甲规定》"), ("《乙办法》", "《乙条例》")))
    assert found.data.decode().count("<<<<<<<") == 1
    assert "=======\n      - 《甲规定》\n>>>>>>> 对方\n      - 《乙条例》\n" in found.data.decode()


def test_both_sides_sorted_otherwise_keeps_ours_and_says_so() -> None:
    old = "单位:\n  - {名称: 甲}\n  - {名称: 乙}\n  - {名称: 丙}\n"
    one = "单位:\n  - {名称: 乙}\n  - {名称: 甲}\n  - {名称: 丙}\n"
    two = "单位:\n  - {名称: 甲}\n  - {名称: 丙}\n  - {名称: 乙}\n"
    found = merge_files(old.encode(), one.encode(), two.encode())
    assert (found.data.decode(), found.clashes) == (one, ())
    assert found.remarks == ("单位：两边都调整了次序，保留本方的次序。",)


def test_fields_of_an_entry_in_a_line_merge() -> None:
    old = "单位:\n  - {名称: 甲, 全称: 甲局, 类别: 部门}\n"
    one, two = old.replace("甲局", "甲委"), old.replace("部门", "镇")
    assert merged(one, two, old) == "单位:\n  - {名称: 甲, 全称: 甲委, 类别: 镇}\n"


def test_the_head_of_a_file_is_there_once_and_stays_above() -> None:
    one, two = "# 说明\n甲: 1\n", "# 说明\n乙: 2\n"
    assert merged(one, two, "") == "# 说明\n甲: 1\n乙: 2\n"
    assert merged("# 说明\n乙: 2\n丙: 3\n", "# 说明\n# 又\n甲: 1\n乙: 4\n", "# 说明\n甲: 1\n乙: 2\n") == (
        "# 说明\n# 又\n乙: 4\n丙: 3\n"
    )


def test_a_file_added_on_both_sides_has_the_items_of_both() -> None:
    head = "领域: 社会救助\n单位: 县民政局\n事项:\n"
    one, two = head + _NEW.format("001"), head + _NEW.format("002")
    assert merged(one, two, "") == head + _NEW.format("001") + _NEW.format("002")


@pytest.mark.parametrize("side", [0, 1])
def test_line_ends_and_bom_are_those_of_the_side_that_changed_them(side: int) -> None:
    windows = b"\xef\xbb\xbf" + changed(_TIME).replace("\n", "\r\n").encode()
    other = changed(("临时救助", "救急难")).encode()
    sides = (windows, other) if side == 0 else (other, windows)
    wanted = b"\xef\xbb\xbf" + changed(_TIME, ("临时救助", "救急难")).replace("\n", "\r\n").encode()
    assert merge_files(OLD.encode(), *sides) == MergedFile(wanted)


def test_mixed_line_ends_stay_where_they_are() -> None:
    old = OLD.replace("单位: 县民政局\n", "单位: 县民政局\r\n")
    one, two = changed(_TIME, text=old), changed(("临时救助", "救急难"), text=old)
    assert merged(one, two, old) == changed(_TIME, ("临时救助", "救急难"), text=old)


def test_no_line_end_at_the_end_stays_so() -> None:
    old = OLD.rstrip("\n")
    assert merged(changed(_TIME, text=old), changed(("临时救助", "救急难"), text=old), old).endswith("救急难")


@pytest.mark.parametrize(
    "broken",
    ["领域: [社会救助\n", "领域: 甲\n领域: 乙\n", "领域: &a 甲\n", "只有文字\n", "{领域: 甲}\n", "领域: \x00\n", "", "- 甲\n"],
)
def test_what_cannot_be_read_is_not_merged_so(broken: str) -> None:
    with pytest.raises(Unmergeable):
        merge_files(OLD.encode(), changed(_TIME).encode(), broken.encode())


def test_every_real_source_merges_with_itself_to_the_byte() -> None:
    for path in sorted((REPOSITORY / "catalogs").rglob("*.yaml"))[::7]:
        data = path.read_bytes()
        one, two = data + "备一: 甲\n".encode(), data + "备二: 乙\n".encode()
        assert merge_files(data, one, two).data == data + "备一: 甲\n备二: 乙\n".encode(), path
