"""Edits of a file by what it shall mean: comments, styles, places of new keys; what belongs to an entry goes with it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from gwcat.source.file import parse_file
from gwcat.source.patch import patched

TEXT = """\
# yaml-language-server: $schema=x.json
领域: 社会救助  # 试点
单位: "县民政局"

事项:
  # 低保
  - 编号: 社会救助-001
    一级事项: '最低生活保障'   # 按指引
    公开内容:
      # 先写这个
      - 审核结果
      - {要素: 公示, 标准: 姓名}
    公开时限:
    公开主体: [县民政局, 各镇]  # 两个
    备注: |
      第一行
      第二行

  # 特困
  # 还没有核
  - 编号: 社会救助-002
    # 名称待定
    一级事项: 特困
      # 附：县里的文件
  - {编号: 社会救助-003, 一级事项: 临时}
# 完
"""


def edited(change: Any, text: str = TEXT, kind: Any = "catalogue") -> str:
    file = parse_file("x.yaml", text)
    assert not file.findings
    tree = deepcopy(file.tree)
    change(tree)
    result = patched(file, tree, kind)
    assert parse_file("x.yaml", result).tree == tree
    return result


def set_item(number: int, key: str, value: Any) -> Any:
    return lambda tree: tree["事项"][number].update({key: value})


CASES: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "single quotes stay": (set_item(0, "一级事项", "低保"), [("'最低生活保障'", "'低保'")]),
    "double quotes stay": (lambda tree: tree.update(单位="县财政局"), [('"县民政局"', '"县财政局"')]),
    "a value where none stood": (set_item(0, "公开时限", "即时"), [("公开时限:\n", "公开时限: 即时\n")]),
    "a block of text": (
        set_item(0, "备注", "一\n二\n三\n"), [("      第一行\n      第二行\n", "      一\n      二\n      三\n")],
    ),
    "an entry in brackets": (
        lambda tree: tree["事项"][0]["公开主体"].append("县财政局"), [("各镇]", "各镇, 县财政局]")],
    ),
    "the first entry in brackets": (lambda tree: tree["事项"][0]["公开主体"].pop(0), [("[县民政局, 各镇]", "[各镇]")]),
    "an entry on a line": (
        lambda tree: tree["事项"][0]["公开内容"].insert(1, "公示"),
        [("      - 审核结果\n", "      - 审核结果\n      - 公示\n")],
    ),
    "an entry goes with its comment": (
        lambda tree: tree["事项"][0]["公开内容"].pop(0), [("      # 先写这个\n      - 审核结果\n", "")],
    ),
    "a part of an entry": (
        lambda tree: tree["事项"][0]["公开内容"][1].update(标准="姓名、金额"), [("标准: 姓名}", "标准: 姓名、金额}")],
    ),
    "a new key where the schema has it": (
        set_item(0, "二级事项", "审核"), [("# 按指引\n", "# 按指引\n    二级事项: 审核\n")],
    ),
    "a new list": (
        set_item(1, "公开依据", ["《甲》"]),
        [("      # 附：县里的文件\n", "      # 附：县里的文件\n    公开依据:\n      - 《甲》\n")],
    ),
    "a key in brackets": (set_item(2, "备注", "a: b"), [("一级事项: 临时}", '一级事项: 临时, 备注: "a: b"}')]),
    "a key goes": (lambda tree: tree["事项"][0].pop("公开主体"), [("    公开主体: [县民政局, 各镇]  # 两个\n", "")]),
    "the key behind the dash goes": (
        lambda tree: tree["事项"][1].pop("编号"),
        [("  - 编号: 社会救助-002\n    # 名称待定\n", "  -\n    # 名称待定\n")],
    ),
    "a list becomes empty": (
        lambda tree: tree["事项"][0].update(公开主体=[]), [("[县民政局, 各镇]  #", "[]  #")],
    ),
    "an item goes with its comments": (
        lambda tree: tree["事项"].pop(1),
        [("\n  # 特困\n  # 还没有核\n  - 编号: 社会救助-002\n    # 名称待定\n    一级事项: 特困\n      # 附：县里的文件\n", "")],
    ),
    "an item at the end": (
        lambda tree: tree["事项"].append({"编号": "社会救助-004", "公开内容": ["甲"]}),
        [("临时}\n", "临时}\n  - 编号: 社会救助-004\n    公开内容:\n      - 甲\n")],
    ),
    "an item at the beginning": (
        lambda tree: tree["事项"].insert(0, {"编号": "社会救助-000"}), [("  # 低保\n", "  - 编号: 社会救助-000\n  # 低保\n")],
    ),
    "a key of the file": (
        lambda tree: tree.update(采用="国家"), [('"县民政局"\n', '"县民政局"\n采用: 国家\n')],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "pieces"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_exactly_these_pieces_are_otherwise(change: Any, pieces: list[tuple[str, str]], end: str) -> None:
    wanted = TEXT
    for old, new in pieces:
        assert wanted.count(old) == 1
        wanted = wanted.replace(old, new)
    assert edited(change, TEXT.replace("\n", end)) == wanted.replace("\n", end)


def test_the_same_meaning_is_the_same_text() -> None:
    file = parse_file("x.yaml", TEXT)
    assert patched(file, deepcopy(file.tree)) == TEXT


def test_a_text_without_a_last_line_end() -> None:
    result = edited(lambda tree: tree.update(版本="1", 备注x="好"), "领域: 甲", None)
    assert result == '领域: 甲\n版本: "1"\n备注x: 好'


def test_another_file_altogether() -> None:
    assert edited(lambda tree: (tree.clear(), tree.update(单位="甲")), "# 头\n领域: 甲\n") == "# 头\n单位: 甲\n"


def test_a_long_list_goes_on_lines() -> None:
    units = [f"县第{number}号很长很长的单位名称" for number in range(12)]
    result = edited(lambda tree: tree["事项"][0].update(公开主体=units), "事项:\n  - 编号: a\n")
    assert result.count("\n      - 县第") == 12
