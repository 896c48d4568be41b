"""The canonical layout: what changes, what stays, where comments go; the same on every further run."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE, REGION, REPOSITORY
from gwcat.base.errors import GwcatError
from gwcat.rules.engine import rules_by_code
from gwcat.rules.ignores import without_ignored
from gwcat.source.canonical import canonical, comments
from gwcat.source.canonical_plan import plan_of
from gwcat.source.canonical_signs import uniform_tree
from gwcat.source.file import SourceFile, load_file, parse_file
from gwcat.source.schema import Kind
from gwcat.source.shape import AdjustmentShape, CatalogueShape, ItemShape, RegionShape


def tidy(text: str, kind: Kind | None = "catalogue") -> str:
    """A text in the canonical layout, with everything that is promised of it."""
    file = read(text)
    new = canonical(file, kind)
    again = read(new)
    assert again.tree == uniform_tree(file.tree, plan_of(kind))
    assert comments(again) == comments(read(text.replace("\r\n", "\n").replace("\r", "\n")))
    assert canonical(again, kind) == new
    assert new.endswith("\n")
    assert not re.search(r"\r|\ufeff|[ \t]$|\A\n|\n\n\Z|\n\n\n", re.sub(r"(?m)^ .*$", "x", new))
    return new


def read(text: str) -> SourceFile:
    file = parse_file("目录.yaml", text)
    assert file.findings == []
    return file


_HEAD = "领域: 甲\n事项:\n  - 编号: 甲-001\n"

# before -> after
_LAYOUTS = {
    "order of the file": ("事项:\n  - 编号: 甲-001\n单位: 乙\n领域: 甲\n", "领域: 甲\n单位: 乙\n事项:\n  - 编号: 甲-001\n"),
    "order of an item": (
        "事项:\n  - 公开时限: 10日\n    编号: 甲-001\n    一级事项: 乙\n",
        "事项:\n  - 编号: 甲-001\n    一级事项: 乙\n    公开时限: 10日\n",
    ),
    "an unknown key stays behind its neighbour": (
        "事项:\n  - 首: 一\n    备注: 乙\n    备注二: 丙\n    编号: 甲-001\n",
        "事项:\n  - 首: 一\n    编号: 甲-001\n    备注: 乙\n    备注二: 丙\n",
    ),
    "indentation": (
        "事项:\n- 编号: 甲-001\n  公开内容:\n  - 乙\n  -   要素: 丙\n      标准: 丁\n",
        "事项:\n  - 编号: 甲-001\n    公开内容:\n      - 乙\n      - 要素: 丙\n        标准: 丁\n",
    ),
    "short lists in brackets": (
        _HEAD + "    公开渠道:\n    - 政府网站\n    - 其他: 公众号\n    公开层级: [ 县级,乡级 ,]\n",
        _HEAD + "    公开渠道: [政府网站, {其他: 公众号}]\n    公开层级: [县级, 乡级]\n",
    ),
    "a list too long for a line": (
        _HEAD + f"    公开主体: [{'长' * 40}, {'长' * 40}]\n",
        _HEAD + f"    公开主体:\n      - {'长' * 40}\n      - {'长' * 40}\n",
    ),
    "elements a line each": (
        _HEAD + "    公开内容: [乙, {要素: 丙, 标准: 丁}]\n    公开依据: [《戊》]\n    来源: [{标题: 己}]\n",
        _HEAD
        + "    公开内容:\n      - 乙\n      - 要素: 丙\n        标准: 丁\n"
        + "    公开依据:\n      - 《戊》\n    来源:\n      - {标题: 己}\n",
    ),
    "items a key a line": ("{领域: 甲, 事项: [{编号: 甲-001}]}\n", _HEAD),
    "sources in one line": (
        _HEAD + "    来源:\n      - 网址: http://a/?b=1#c\n        标题: 乙\n",
        _HEAD + '    来源:\n      - {标题: 乙, 网址: "http://a/?b=1#c"}\n',
    ),
    "adjustments as they were": (
        "调整:\n  - {理由: 乙, 对应: 甲-001}\n  - 对应: 甲-002\n    理由: 丙\n",
        "调整:\n  - {对应: 甲-001, 理由: 乙}\n  - 对应: 甲-002\n    理由: 丙\n",
    ),
    "adoption as it was": (
        "采用:\n    层级: [乡级]\n    区域: 国家\n    事项:\n    - 甲-001\n",
        "采用:\n  区域: 国家\n  层级: [乡级]\n  事项: [甲-001]\n",
    ),
    "names of units keep their order": ("主体对应:\n    乙: [丙]\n    甲: 丁\n", "主体对应:\n  乙: [丙]\n  甲: 丁\n"),
    "quotes": (
        _HEAD
        + "    备注: '他说“是”'\n    名称: \"乙\"\n    公开时限: 'it''s: 10日'\n    序号: 1\n    核实说明: \"\"\n    状态:\n",
        _HEAD.replace("甲-001\n", '甲-001\n    序号: "1"\n    名称: 乙\n')
        + '    公开时限: "it\'s: 10日"\n    备注: 他说“是”\n    状态:\n    核实说明: ""\n',
    ),
    "words of other types": (
        _HEAD + "    公开渠道: [no, ~, 1.10, 2018-01-31]\n    备注: null\n",
        _HEAD + '    公开渠道: ["no", "~", "1.10", "2018-01-31"]\n    备注: "null"\n',
    ),
    "signs that are escaped": (
        _HEAD + '    备注: "甲\\n\\t乙 \\U0001F600 \\\\ \\" \\x7F \\u2028"\n',
        _HEAD + '    备注: "甲\\n\\t乙 😀 \\\\ \\" \\x7F \\u2028"\n',
    ),
    "text over several lines": (
        _HEAD + '    备注: 甲\n      乙\n\n      丙\n    公开时限: "10\n      日"\n',
        _HEAD + '    公开时限: 10 日\n    备注: "甲 乙\\n丙"\n',
    ),
    "block": (
        _HEAD + "    备注: |-\n        甲\n          # 乙\n\n        丙: 丁\n    名称: >\n     甲\n     乙\n\n     丙\n",
        "领域: 甲\n事项:\n  - 编号: 甲-001\n    名称: >\n      甲\n      乙\n\n      丙\n    备注: |-\n"
        "      甲\n        # 乙\n\n      丙: 丁\n",
    ),
    "block that is better a line": (
        _HEAD + "    名称: |-\n      甲\n    备注: >-\n      乙: 丙\n",
        _HEAD + '    名称: 甲\n    备注: "乙: 丙"\n',
    ),
    "block that cannot stay one": (
        _HEAD + "    名称: |2\n         甲\n       乙\n    备注: |+\n      丙\n      丁\n\n",
        _HEAD + '    名称: "   甲\\n 乙\\n"\n    备注: "丙\\n丁\\n\\n"\n',
    ),
    "empty": (
        "领域:\n事项:\n  - 编号: 甲\n    公开依据: []\n    公开主体:\n    来源: [ ]\n    公开对象: { }\n  -\n",
        "领域:\n事项:\n  - 编号: 甲\n    公开依据: []\n    公开主体:\n    公开对象: {}\n    来源: []\n  -\n",
    ),
    "empty lines": (
        "\n\n领域: 甲\n\n\n\n单位: 乙\n事项:\n\n  - 编号: 甲\n  \n  - 编号: 乙\n\n\n",
        "领域: 甲\n\n单位: 乙\n事项:\n  - 编号: 甲\n\n  - 编号: 乙\n",
    ),
    "empty line below a block": (
        "领域: |\n  甲\n  乙\n\n\n单位: 乙\n",
        "领域: |\n  甲\n  乙\n\n单位: 乙\n",
    ),
    "line ends": ("领域: 甲\r\n单位: 乙\r事项: []", "领域: 甲\n单位: 乙\n事项: []\n"),
    "signs of a document": ("%YAML 1.1\n--- # 甲\n? 领域\n: 甲\n...\n# 乙\n", "# 甲\n领域: 甲\n# 乙\n"),
    "signs that are quoted in brackets only": (
        _HEAD + "    公开主体: ['甲:?乙', '甲,乙', '甲?']\n    备注: '甲:?乙,'\n",
        _HEAD + '    公开主体: ["甲:?乙", "甲,乙", "甲?"]\n    备注: 甲:?乙,\n',
    ),
    "lists in lists": ("领域:\n- - 甲\n  - [乙, 丙]\n- 丁: 戊\n", "领域: [[甲, [乙, 丙]], {丁: 戊}]\n"),
    "nothing": ("{} # 甲\n", "# 甲\n{}\n"),
}

_COMMENTS = {
    "where they are": (
        f"# 头\n\n# 上\n{_HEAD}    # 时限上\n    公开时限: 10日 # 时限后\n    公开依据: # 依据后\n      # 一上\n"
        "      - 《乙》 # 一后\n      # 依据尾\n  # 条间\n  - 编号: 甲-002\n    # 条尾\n  # 表尾\n# 尾\n",
        f"# 头\n\n# 上\n{_HEAD}    公开依据: # 依据后\n      # 一上\n      - 《乙》 # 一后\n      # 依据尾\n    # 时限上\n"
        "    公开时限: 10日 # 时限后\n  # 条间\n  - 编号: 甲-002\n    # 条尾\n  # 表尾\n# 尾\n",
    ),
    "go with their key": (
        "# 头\n\n# 单位上\n单位: 乙 # 单位后\n# 领域上\n领域: 甲   # 领域后\n",
        "# 头\n\n# 领域上\n领域: 甲 # 领域后\n# 单位上\n单位: 乙 # 单位后\n",
    ),
    "the head stays": ("# 头\n单位: 乙\n领域: 甲\n", "# 头\n领域: 甲\n单位: 乙\n"),
    "the line for editors stays": (
        "# 头\n\n# yaml-language-server: $schema=甲\n单位: 乙\n领域: 甲\n",
        "# 头\n\n# yaml-language-server: $schema=甲\n领域: 甲\n单位: 乙\n",
    ),
    "of an item stay above it": (
        "事项:\n  # 条上\n  - 公开时限: 10日\n    # 编号上\n    编号: 甲-001\n",
        "事项:\n  # 条上\n  # 编号上\n  - 编号: 甲-001\n    公开时限: 10日\n",
    ),
    "indented otherwise": (
        "领域: 甲\n  # 领域下\n # 也是\n# 单位上\n单位: 乙\n事项:\n- 编号: 甲\n# 条上\n- 编号: 乙\n # 条下\n",
        "领域: 甲\n  # 领域下\n  # 也是\n# 单位上\n单位: 乙\n事项:\n  - 编号: 甲\n  # 条上\n  - 编号: 乙\n    # 条下\n",
    ),
    "between brackets": (
        _HEAD + "    公开渠道: [ # 始\n      政府网站, # 一\n      # 二上\n      {其他: 乙} # 二\n      # 尾\n    ] # 终\n",
        _HEAD + "    # 终\n    公开渠道: # 始\n      - 政府网站 # 一\n      # 二上\n      - {其他: 乙} # 二\n      # 尾\n",
    ),
    "between the brackets of an element": (
        "单位:\n  - {名称: 甲, # 一\n     类别: 部门} # 二\n",
        "单位:\n  # 二\n  - 名称: 甲 # 一\n    类别: 部门\n",
    ),
    "between empty brackets": ("领域: 甲\n事项: [\n  # 乙\n  ]\n", "领域: 甲\n事项: []\n  # 乙\n"),
    "behind the brackets of everything": ("{领域: 甲} # 乙\n# 丙\n", "领域: 甲\n# 乙\n# 丙\n"),
    "between key and value": (
        "领域: # 甲\n  # 乙\n  丙 # 丁\n单位:\n  # 戊\n  [己]\n",
        "# 乙\n# 丁\n领域: 丙 # 甲\n# 戊\n单位: [己]\n",
    ),
    "behind a dash": ("事项:\n  - # 甲\n    编号: 乙\n  - # 丙\n", "事项:\n  # 甲\n  - 编号: 乙\n  - # 丙\n"),
    "below a dash": (
        "事项:\n  - 编号: 甲\n    公开主体:\n      - 乙\n      # 丙\n  -\n        # 丁\n        编号: 戊\n  -\n    # 己\n",
        "事项:\n  - 编号: 甲\n    公开主体: [乙]\n      # 丙\n  # 丁\n  - 编号: 戊\n  -\n    # 己\n",
    ),
    "below a key without value": ("领域:\n  # 甲\n单位: 乙\n", "领域:\n  # 甲\n单位: 乙\n"),
    "about a block": (
        "领域: | # 甲\n    乙\n    丙\n  # 丁\n单位: 戊\n",
        "领域: | # 甲\n  乙\n  丙\n# 丁\n单位: 戊\n",
    ),
    "without a space": ('领域: "甲"#乙\n单位: [丙]#丁\n', "领域: 甲 #乙\n单位: [丙] #丁\n"),
    "that are none": ('领域: 甲#乙\n单位: "丙 # 丁"\n', '领域: 甲#乙\n单位: "丙 # 丁"\n'),
    "a comment behind a list keeps its style": (
        _HEAD + "    公开依据: [《乙》] # 丙\n    公开主体: # 丁\n      - 戊\n",
        _HEAD + "    公开依据: [《乙》] # 丙\n    公开主体: # 丁\n      - 戊\n",
    ),
}

# What silences a finding must go on speaking of the same line.
_IGNORES = {
    "with the first key of an item": (
        "事项:\n  # 条上\n  # gwcat: 忽略 GW305 理由\n  - 公开时限: 10日\n    编号: 甲-001\n",
        "事项:\n  # 条上\n  - 编号: 甲-001\n    # gwcat: 忽略 GW305 理由\n    公开时限: 10日\n",
    ),
    "with the first key of the file": (
        "# 头\n# gwcat: 忽略 GW101 理由\n单位: 乙\n领域: 甲\n",
        "# 头\n领域: 甲\n# gwcat: 忽略 GW101 理由\n单位: 乙\n",
    ),
    "for the whole file": (
        "# gwcat: 忽略整个文件 GW101 理由\n单位: 乙\n领域: 甲\n",
        "# gwcat: 忽略整个文件 GW101 理由\n领域: 甲\n单位: 乙\n",
    ),
    "not below what it is indented under": (
        _HEAD + "    公开主体:\n      - 乙\n      # gwcat: 忽略 GW305 理由\n    公开时限: 10日\n",
        _HEAD + "    # gwcat: 忽略 GW305 理由\n    公开时限: 10日\n    公开主体: [乙]\n",
    ),
    "not over more lines or fewer": (
        _HEAD + "    # gwcat: 忽略 GW205 理由\n    公开依据: [《乙》]\n    # gwcat: 忽略 GW203 理由\n    公开主体:\n      - 丙\n",
        _HEAD + "    # gwcat: 忽略 GW205 理由\n    公开依据: [《乙》]\n    # gwcat: 忽略 GW203 理由\n    公开主体:\n      - 丙\n",
    ),
}

_SIGNS = {
    "in texts for reading": (
        _HEAD + "    公开内容: [第１项（Ａ类）]\n    公开依据:\n      - 《乙》（国发﹝２０１６﹞１９号）\n"
        "    公开时限: ２０个工作日％\n    备注: |-\n      １\n      ２\n",
        _HEAD + "    公开内容:\n      - 第1项（A类）\n    公开依据:\n      - 《乙》（国发〔2016〕19号）\n"
        "    公开时限: 20个工作日％\n    备注: |-\n      1\n      2\n",
    ),
    "in words that the forms print": (
        _HEAD + "    公开渠道: [入户／现场, 社区/企事业单位/村公示栏(电子屏), {其他: 甲／乙}, 入户 / 现场]\n",
        _HEAD + "    公开渠道: [入户/现场, 社区/企事业单位/村公示栏（电子屏）, {其他: 甲／乙}, 入户 / 现场]\n",
    ),
    "not in names, numbers, addresses, comments and keys": (
        "领域: Ａ\n事项:\n  - 编号: 甲-００１ # １\n    名称: １号\n    来源:\n"
        "      - {标题: １页, 网址: http://a/１}\n    备注１: １页\n",
        "领域: Ａ\n事项:\n  - 编号: 甲-００１ # １\n    名称: １号\n    来源:\n"
        "      - {标题: １页, 网址: http://a/１}\n    备注１: １页\n",
    ),
    "not the signs of Chinese punctuation": (
        _HEAD + "    公开时限: 10日（工作日），从其规定；甲：乙　丙\n",
        _HEAD + "    公开时限: 10日（工作日），从其规定；甲：乙　丙\n",
    ),
}

_ALL = {**_LAYOUTS, **_COMMENTS, **_IGNORES, **_SIGNS}


@pytest.mark.parametrize(("before", "after"), _ALL.values(), ids=_ALL)
def test_layout(before: str, after: str) -> None:
    assert tidy(before) == after


def test_region_file() -> None:
    before = (
        "单位:\n- 类别: 部门\n  名称: 甲\n层级: 县级\n附件:\n- 标题: 丙\n  样式: 乙\n  内容:\n    行:\n"
        "    - {丁: 戊, 甲: 乙}\n    - 己: 庚\n名称: 甲县\n"
    )
    after = (
        "名称: 甲县\n层级: 县级\n单位:\n  - {名称: 甲, 类别: 部门}\n附件:\n  - 样式: 乙\n    标题: 丙\n    内容:\n      行:\n"
        "        - {丁: 戊, 甲: 乙}\n        - 己: 庚\n"
    )
    assert tidy(before, "region") == after


def test_of_a_file_without_schema_only_the_layout_changes() -> None:
    text = "行:\n- {乙: １页, 甲: [丙,丁]}\n- 领域: '戊'\n  事项:\n  -  己\n"
    assert tidy(text, None) == "行:\n  - {乙: １页, 甲: [丙, 丁]}\n  - 领域: 戊\n    事项:\n      - 己\n"


@pytest.mark.parametrize(("text", "kind"), [(CATALOGUE, "catalogue"), (REGION, "region")], ids=["catalogue", "region"])
def test_what_is_canonical_stays(text: str, kind: Kind) -> None:
    assert tidy(text, kind) == text


@pytest.mark.parametrize(
    ("model", "kind", "path"),
    [
        (CatalogueShape, "catalogue", ()),
        (ItemShape, "catalogue", ("事项",)),
        (AdjustmentShape, "catalogue", ("调整",)),
        (RegionShape, "region", ()),
    ],
)
def test_keys_are_in_the_order_of_the_shape(model: Any, kind: Kind, path: tuple[str, ...]) -> None:
    plan = plan_of(kind)
    for key in path:
        plan = plan.at(key).each
    wanted = [field.alias for field in model.model_fields.values()]
    assert plan.order(wanted[::-1]) == wanted == list(plan.keys)


def test_what_would_not_read_back_is_left_alone() -> None:
    """A key too long for a line of its own can only be written behind a question mark."""
    with pytest.raises(GwcatError, match="没有改动这个文件"):
        canonical(read(f"? {'长' * 1200}\n: 甲\n"), "catalogue")


@pytest.mark.parametrize(("before", "after"), _IGNORES.values(), ids=_IGNORES)
def test_the_same_keys_are_silenced(before: str, after: str) -> None:
    assert _silenced(before) == _silenced(after)


def _silenced(text: str) -> set[tuple[str, tuple[str | int, ...]]]:
    """Codes and data paths that a comment silences, tried with a finding of every code at every key and text."""
    file, rules = read(text), rules_by_code()
    findings = [
        file.found(rules[code], "甲", path, key=isinstance(path[-1], str))
        for code in re.findall(r"GW\d{3}", text)
        for path in _paths(file.tree)
    ]
    kept, _ = without_ignored(findings, [file], rules)
    return {(one.rule.code, one.data_path) for one in findings} - {(one.rule.code, one.data_path) for one in kept}


def _paths(tree: Any) -> Iterator[tuple[str | int, ...]]:
    """Data paths of all keys, and of texts in lists."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        if isinstance(key, str) or isinstance(value, str):
            yield (key,)
        yield from ((key, *path) for path in _paths(value))


_SOURCES = [path for path in sorted((REPOSITORY / "catalogs").rglob("*.yaml")) if path.name != "采用记录.yaml"]


def test_every_catalogue_of_the_project() -> None:
    assert len(_SOURCES) > 100
    for path in _SOURCES:
        tidy(path.read_text(encoding="utf-8"), _kind(path))


def test_records_of_adoptions_would_survive_too() -> None:
    for path in (REPOSITORY / "catalogs").rglob("采用记录.yaml"):
        tidy(load_file(REPOSITORY, path.relative_to(REPOSITORY).as_posix()).text, None)


def _kind(path: Path) -> Kind | None:
    return "region" if path.name == "region.yaml" else None if "附件" in path.parts else "catalogue"


# Made-up files: any keys and texts, in any style, with comments everywhere.

_LETTERS = [*"县民政局公开时限〇㐀𠮷（）：；，。《》〔〕“”—…①√😀", "县　民", "👨‍👩‍👧", "e\u0301", "长" * 90]
_ODD = list(" :#-?!&*|>@`%'\"\\{}[],\t~=.0aN/+_\n")
_WORDS = [
    "",
    "null",
    "~",
    "no",
    "是",
    "1.10",
    "2018-01-31",
    "<<",
    "=",
    "- 甲",
    "甲: 乙",
    "甲 #乙",
    "甲:",
    "'",
    "\n",
    "甲\n",
    "甲\n乙",
    " 甲\n 乙\n\n",
]
_TEXTS = st.sampled_from(_WORDS) | st.lists(st.sampled_from([*_LETTERS, *_ODD]), max_size=8).map("".join)
_KEYS = st.sampled_from(
    [
        "领域",
        "单位",
        "事项",
        "编号",
        "公开内容",
        "要素",
        "标准",
        "公开依据",
        "公开渠道",
        "来源",
        "网址",
        "采用",
        "调整",
        "对应",
        "备注",
    ]
) | st.lists(st.sampled_from([*_LETTERS[:-1], *_ODD[:-1]]), max_size=4).map("".join)
_TREES = st.recursive(
    _TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=14
)
_FILES = st.dictionaries(_KEYS, _TREES, min_size=1, max_size=5)


@dataclass
class Writer:
    """Writes a tree in styles that are drawn, and keeps which comment was put where."""

    draw: st.DrawFn
    said: list[str] = field(default_factory=list)
    above: list[tuple[str, str | None]] = field(default_factory=list)  # comment, key in the next line (none: a dash)
    behind: list[tuple[str, str | None]] = field(default_factory=list)  # comment, key in its line

    def chance(self) -> bool:
        return self.draw(st.integers(0, 3)) == 0

    def comment(self) -> str:
        self.said.append(f"#{self.draw(st.sampled_from(['', ' ', ' # ', ' 甲: ']))}注{len(self.said)}。")
        return self.said[-1]

    def block(self, tree: Any, indent: int) -> str:
        """The lines of a list or mapping with something in it."""
        text, pad = "", " " * indent
        for key, value in tree.items() if isinstance(tree, dict) else [(None, value) for value in tree]:
            head = "-" if key is None else f"{json.dumps(key, ensure_ascii=False)}:"
            start = None if key is None else key
            text += "\n" * self.draw(st.integers(0, 2)) if self.chance() else ""
            if self.chance():
                text += f"{pad}{self.comment()}\n"
                self.above.append((self.said[-1], start))
            text += f"{pad}{head}{self.value(value, indent, start, after_dash=key is None)}"
            if self.chance():
                text += f"{pad}{' ' * self.draw(st.integers(0, 2))}{self.comment()}\n"
        return text

    def value(self, value: Any, indent: int, start: str | None, *, after_dash: bool) -> str:
        """What stands behind a key or dash, with the end of the line."""
        if isinstance(value, str) and "\n" in value and self.draw(st.booleans()) and (block := _block(value, indent)):
            return block
        if isinstance(value, str) or not value or self.draw(st.booleans()):
            gap, open_ = self.draw(st.sampled_from([" ", "  ", f"\n{' ' * (indent + 1)}"])), len(self.said)
            text = f"{gap}{self.flow(value, indent + 1)}"
            if self.chance():
                text += f"{' ' * self.draw(st.integers(1, 3))}{self.comment()}"
                if open_ == len(self.said) - 1:
                    self.behind.append((self.said[-1], start))
            return f"{text}\n"
        behind = ""
        if self.chance() and not after_dash:
            behind = f" {self.comment()}"
            self.behind.append((self.said[-1], start))
        return f"{behind}\n{self.block(value, indent + self.draw(st.integers(1, 4)))}"

    def flow(self, value: Any, indent: int) -> str:
        """A value in one line, or with its lists over several lines with comments among them."""
        if isinstance(value, str):
            return (
                f"'{value}'".replace("\n", "\n\n")
                if _quotable(value) and self.chance()
                else json.dumps(value, ensure_ascii=False)
            )
        signs = "[]" if isinstance(value, list) else "{}"
        pairs = [(None, inner) for inner in value] if isinstance(value, list) else list(value.items())
        inner = [
            f"{'' if key is None else json.dumps(key, ensure_ascii=False) + ': '}{self.flow(one, indent + 1)}"
            for key, one in pairs
        ]
        if not self.chance():
            return f"{signs[0]}{', '.join(inner)}{signs[1]}"
        pad = "\n" + " " * indent
        lines = "".join(f"{self.remark(indent)}{pad}{one},{self.remark(indent)}" for one in inner)
        return f"{signs[0]}{lines}{self.remark(indent)}{pad}{signs[1]}"

    def remark(self, indent: int) -> str:
        return f"{self.draw(st.sampled_from([' ', chr(10) + ' ' * indent]))}{self.comment()}" if self.chance() else ""


def _quotable(text: str) -> bool:
    return "'" not in text and "\t" not in text and text == text.strip() and not re.search(r" \n|\n |\n\n", text)


def _block(text: str, indent: int) -> str:
    """A text behind |; nothing if it cannot be written so."""
    body = text.removesuffix("\n")
    if not body or body[0] in " \n\t" or body.endswith("\n") or re.search(r"(?m)^\t", body):
        return ""
    lines = "".join(f"{' ' * (indent + 3) if line else ''}{line}\n" for line in body.split("\n"))
    return f" |{'' if text.endswith(chr(10)) else '-'}\n{lines}"


@st.composite
def written(draw: st.DrawFn) -> tuple[dict[str, Any], str, Writer]:
    """A tree, a text that says it, and the comments in that text."""
    tree, writer = draw(_FILES), Writer(draw)
    head = f"{writer.comment()}\n{draw(st.sampled_from(['', chr(10)]))}" if draw(st.booleans()) else ""
    body = writer.block(tree, 0)
    if writer.above and body.lstrip("\n").startswith(writer.above[0][0]):
        del writer.above[0]  # what stands in front of everything may belong to the head of the file
    text = f"{head}{body}"
    return tree, text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"]))), writer


@given(written(), st.sampled_from(["catalogue", "region", None]))
def test_meaning_and_comments_stay_and_a_second_run_changes_nothing(
    case: tuple[dict[str, Any], str, Writer], kind: Kind | None
) -> None:
    tree, text, writer = case
    assert read(text).tree == tree
    new = tidy(text, kind)
    assert read(new).tree == uniform_tree(tree, plan_of(kind))
    assert Counter(re.findall(r"注\d+。", new)) == Counter(re.findall(r"注\d+。", "".join(writer.said)))
    lines = new.splitlines()
    for comment, start in writer.above:
        at = next(number for number, line in enumerate(lines) if line.endswith(comment))
        assert lines[at].lstrip(" ") == comment
        follows = next(line.strip() for line in lines[at + 1 :] if line.strip() and not re.search(r"^ *#.*注\d+。$", line))
        assert _begins(follows, start)
    for comment, start in writer.behind:
        line = next(line.strip() for line in lines if line.endswith(comment))
        assert _begins(line, start)


def _begins(line: str, start: str | None) -> bool:
    """Whether a line is about a key, or an element of a list, whatever dashes stand in front of it."""
    key = re.sub(r"^(- )+", "", line)
    return line.startswith("-") if start is None else key.startswith((f"{start}:", f"{json.dumps(start, ensure_ascii=False)}:"))


@given(_TREES)
def test_signs_in_one_width_change_nothing_else(tree: Any) -> None:
    plan = plan_of("catalogue")
    assert uniform_tree(tree, plan) == tree
    once = uniform_tree({"乙": tree, "事项": [{"公开时限": "２０日", "备注二": "２０日"}]}, plan)
    assert uniform_tree(once, plan) == once == {"乙": tree, "事项": [{"公开时限": "20日", "备注二": "２０日"}]}
