"""Whatever the files of a workspace hold, a build ends in a package, in findings, or in a fault that says what to do."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CATALOGUE, REGION, REPOSITORY, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.selection import Selection
from gwcat.filing.verify import verify
from packages import built

PATHS = {"region": "catalogs/莒南/region.yaml", "catalogue": "catalogs/莒南/社会救助/县民政局.yaml"}
LETTER = "报送: {主送: 临沂市人民政府办公室, 日期: 2018-01-31, 文号: 莒南政办函〔2018〕3号, 发文机关: 莒南县人民政府办公室}\n"
MORE = """\
    备注: 无
    三级事项: 名单
    责任科室: 低保科
    序号: "1"
    五公开: [决策]
    不予公开: {理由: 涉及个人隐私, 依据: 《条例》第十五条}
    保密审查: {审查人: 某人, 日期: 2018-01-31, 结果: 同意}
    来源: [{标题: 某处, 网址: 某址}]
"""
FORMS = REPOSITORY / "templates" / "forms"
SOURCES: dict[str, str] = {
    "region": REGION + LETTER,
    "catalogue": CATALOGUE + MORE,
    **{name: (FORMS / f"{name}.yaml").read_text("utf-8") for name in ("国家2019", "国家2019-三级", "山东2017")},
    "letter": (REPOSITORY / "templates/documents/报送函.yaml").read_text("utf-8"),
    "index": (REPOSITORY / "templates/documents/总目录.yaml").read_text("utf-8"),
}
ODD = [
    *("", " ", "是", "0", "-1", "999999", "nan", "inf", "1e9", "\n", "{{", "{{ 名称 }}", "{{ 无 }}", "《", "../x"),
    *("x" * 300, "\x01", "\x1f", "﹝２〕"),
]
SHAPES: list[Any] = [[], {}, [""], [[]], [{}], {"": ""}, {"x": "y"}, ["x", "x"], {"x": []}, [["x"]], {"其他": ""}, [None], None]


def tree_of(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a tree but its root."""
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


class Damaged:
    """A tree that is not as it was, and what was done to it."""

    def __init__(self, tree: Any) -> None:
        self.tree, self.changes = tree, list[str]()

    def __repr__(self) -> str:
        return f"<{'; '.join(self.changes)}>"


@st.composite
def damaged(draw: st.DrawFn, name: str) -> Damaged:
    """A source with up to three values changed, taken away, doubled, or put under another key."""
    found = Damaged(tree_of(SOURCES[name]))
    for _ in range(draw(st.integers(1, 3))):
        every = list(places(found.tree))
        if not every:
            break
        *way, last = draw(st.sampled_from(every))
        node = found.tree
        for step in way:
            node = node[step]
        how = draw(st.sampled_from(["odd text", "odd shape", "away", "renamed", "doubled"]))
        change = f"{way} {last!r} {how}"
        if how in ("odd text", "odd shape"):
            node[last] = deepcopy(draw(st.sampled_from(ODD if how == "odd text" else SHAPES)))
            change += f" {node[last]!r}"
        elif how == "away":
            del node[last]
        elif how == "renamed" and isinstance(node, dict):
            new = draw(st.sampled_from([*ODD, f"{last}x"]))
            node[new] = node.pop(last)
            change += f" {new!r}"
        elif how == "doubled" and isinstance(node, list):
            node.insert(last, deepcopy(node[last]))
        found.changes.append(change)
    return found


def build_with(name: str, tree: Any) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    with tempfile.TemporaryDirectory() as folder:
        files = {PATHS[key]: SOURCES[key] for key in PATHS}
        if name in PATHS:
            files[PATHS[name]] = text
        elif name in ("letter", "index"):
            files[f"templates/documents/{'报送函' if name == 'letter' else '总目录'}.yaml"] = text
        else:
            files[f"templates/forms/{name}.yaml"] = text
        root = write_files(Path(folder), files)
        selection = Selection(form=name if name in SOURCES and "20" in name else "")
        try:
            result = built(root, draft=True, selection=selection)
        except GwcatError as fault:
            assert_helpful(fault)
        else:
            assert result.package is not None
            assert verify(result.package)[1] == []


def assert_helpful(fault: GwcatError) -> None:
    for words in (fault.message, fault.hint):
        assert re.search("[\u4e00-\u9fff]", words), fault.message


def _test_of(name: str) -> Callable[[], None]:
    @settings(max_examples=30)
    @given(damaged(name))
    def test(source: Damaged) -> None:
        build_with(name, source.tree)

    return test


@pytest.mark.parametrize("name", SOURCES)
def test_a_damaged_file_never_ends_in_a_traceback(name: str) -> None:
    _test_of(name)()


def test_the_undamaged_files_build() -> None:
    for name in SOURCES:
        build_with(name, tree_of(SOURCES[name]))
