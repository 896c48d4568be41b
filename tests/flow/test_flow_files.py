"""Where flows are found, and what their files mean."""

from __future__ import annotations

from pathlib import Path

from conftest import REGION, REGION_PATH, REPOSITORY, write_files
from flows import SHIPPED
from gwcat.model.flow import Flow, Link, Step, read_flow
from gwcat.source.flows import FlowFiles
from gwcat.source.workspace import Workspace

FLOW = (
    "标题: {title}\n步骤:\n  - {{编号: 一, 类型: 起止, 文字: 开始}}\n  - {{编号: 二, 类型: 起止, 文字: 归档}}\n"
    "连线: [{{从: 一, 到: 二}}]\n"
)


def test_a_region_goes_before_the_workspace_and_that_before_gwcat(tmp_path: Path) -> None:
    own, common = "catalogs/莒南/流程/主动公开.yaml", "templates/flows/主动公开.yaml"
    root = write_files(tmp_path, {REGION_PATH: REGION})
    assert FlowFiles(root, "莒南").paths.keys() == set(SHIPPED)
    for path, title in ((common, "项目的"), (own, "县里的")):
        write_files(root, {path: FLOW.format(title=title)})
        found = FlowFiles(root, "莒南").get("主动公开")
        assert found is not None
        assert (found.flow.title, found.file.path, found.inside) == (title, path, True)
    other = FlowFiles(root, "淄博").get("主动公开")
    assert other is not None
    assert other.flow.title == "项目的"


def test_what_comes_with_gwcat_is_not_the_users_to_mend(tmp_path: Path) -> None:
    found = FlowFiles(write_files(tmp_path, {REGION_PATH: REGION}), "莒南").get("主动公开")
    assert found is not None
    assert not found.inside
    assert found.findings == ()


def test_names_in_either_width_and_unknown_ones(tmp_path: Path) -> None:
    files = FlowFiles(REPOSITORY)
    wide = files.get("依申请公开－２００７")
    assert wide is not None
    assert wide.name == "依申请公开-2007"
    assert files.get("") is files.get("没有") is files.get("../flows/主动公开") is None
    write_files(
        tmp_path,
        {"catalogs/莒南/流程/.隐藏.yaml": FLOW, "catalogs/莒南/流程/~$主动.yaml": FLOW, "catalogs/莒南/流程/说明.txt": ""},
    )
    assert set(FlowFiles(tmp_path, "莒南").paths) == set(SHIPPED)


def test_a_flow_is_read_as_far_as_it_is_right() -> None:
    tree = {
        "步骤": [{"编号": "一", "类型": "起止", "文字": "开始", "责任": "甲", "依据": "《乙》"}, "文", {"编号": ["三"]}],
        "连线": [{"从": "一", "到": "三", "文字": "是"}],
        "泳道": ["甲"],
        "适用": {"自": "2019-05-15"},
        "核实": "否",
    }
    steps = (Step(0, "一", "起止", "开始", "甲", "", ("《乙》",)), Step(1, "", "", ""), Step(2, "", "", ""))
    assert read_flow("样", tree) == Flow("样", "样", ("甲",), steps, (Link(0, "一", "三", "是"),), "2019-05-15", "", False)
    assert read_flow("样", {"步骤": "", "适用": ["x"]}) == Flow("样", "样")


def test_owners_get_the_names_of_units() -> None:
    steps = (Step(0, "一", "起止", "开始", "甲"), Step(1, "二", "起止", "归档", "乙"))
    made = Flow("样", "样", ("甲", "乙"), steps).with_owners({"甲": "丙", "乙": "丙"})
    assert (made.lanes, [step.owner for step in made.steps]) == (("丙",), ["丙", "丙"])


def test_a_flow_of_the_region_is_one_of_its_files(tmp_path: Path) -> None:
    path = "catalogs/莒南/流程/主动公开.yaml"
    root = write_files(tmp_path, {REGION_PATH: REGION, path: FLOW.format(title="样").replace("标题", "题目")})
    loaded = Workspace(root).load("莒南")
    assert path in [file.path for file in loaded.files]
    assert [(finding.rule.code, finding.place.path, finding.place.line) for finding in loaded.findings] == [("GW021", path, 1)]
    assert loaded.misplaced == []
