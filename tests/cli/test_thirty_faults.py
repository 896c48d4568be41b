"""More than thirty different faults in ten files: one run reports every one at its line and column, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run, write_files
from marking import announced

# Each text announces its faults; ten files, no code twice.
_TEXTS = {
    "region.yaml": """\
名称: 莒南县
简称: 莒南
层级: 县级
政府: 莒南县人民政府
样表: 国家2019
版本: ⟦GW403 "2018/1"⟧
基准日: ⟦GW402 2018-02-30⟧
单位:
  - {名称: 县民政局, 全称: 莒南县民政局, 类别: 部门}
  - {名称: 县财政局, 全称: 莒南县财政局, 类别: 部门}
  - {名称: 县残联, 类别: ⟦GW406 群团⟧}
  - {名称: ⟦GW405 县财政局⟧, 类别: 部门}
  - {名称: 大店镇, 全称: 大店镇人民政府, 类别: 镇}
领域分工:
  - {领域: 社会救助, 牵头单位: [县民政局, ⟦GW408 县民正局⟧]}
  - {领域: ⟦GW409 生态环境⟧, 牵头单位: 县民政局}
⟦GW021 联系电话⟧: 0539-0000000
""",
    "社会救助/县民政局.yaml": """\
领域: 社会救助  # 😀 一行注释
单位: 县民政局
事项:
  - 编号: 社会救助-001
    序号: １
    一级事项: 最低生活保障
    二级事项: 审核信息
    公开内容: 审核结果
    公开依据: ⟦GW007 &basis⟧ 《社会救助暂行办法》
    公开时限: ⟦GW008 !!str⟧ 每年1月31日前
    公开主体: [县民政局, ⟦GW203 天文台⟧]
    公开渠道: ⟦GW305 [公开查阅点]⟧
    公开对象: 全社会
    公开方式: 主动公开
    公开层级: [县级, ⟦GW205 乡及⟧]
  - 编号: ⟦GW102 社会救助-001⟧
    一级事项: 最低生活保障
    二级事项: ⟦GW108 审核信息⟧
    公开内容: 审核结果
    公开依据: 《社会救助暂行办法》
    公开时限:⟦GW101⟧
    公开主体: 县民政局
    公开渠道: [政府网站, ⟦GW304 其他⟧, ⟦GW204 村口大树⟧]
    公开对象: ⟦GW302 群众⟧
    公开方式: ⟦GW301 [主动公开, 依申请公开]⟧
    备注: 甲
    ⟦GW006 备注⟧: 乙
  - 编号: ⟦GW103 社会救助 003⟧
    序号: ⟦GW104 5⟧
    一级事项: 临时救助
    公开内容:
      - 要素: 救助对象
        标准: ⟦GW501 “姓名、电话 13800000000”⟧
    公开依据: 《社会救助暂行办法》
    公开时限: 每年1月31日前
    公开主体: 县民政局
    公开渠道: 政府网站
    公开对象: {特定群体: ⟦GW303 √⟧}
    公开方式: 主动公开
    公开层级: ⟦GW206 [乡级]⟧
    责任科室: ⟦GW023 [救助科]⟧
""",
    "社会救助/县税务局.yaml": """\
领域: ⟦GW106 社会保险⟧
单位: ⟦GW202 县税务局⟧
样表: ⟦GW207 国家2091⟧
事项: ⟦GW105 []⟧
""",
    "红色旅游/县财政局.yaml": """\
领域: ⟦GW201 红色旅游⟧
单位: ⟦GW107 县民政局⟧
事项:
  - 编号: 旅游-001
    名称: 甲
    公开内容: 乙
    公开依据: 丙
    公开时限: 即时
    公开主体: 县民政局
    公开渠道: 政府网站
    公开对象: 全社会
    公开方式: 主动公开
⟦GW009 ---⟧
领域: 红色旅游
""",
    "养老服务/县民政局.yaml": "领域: 养老服务\n单位: 县民政局\n事项:\n  - 编号: 养老服务-001\n    公开时限: 甲⟦GW005 :⟧ 乙\n",
    "养老服务/大店镇.yaml": "领域: 养老服务\r\n单位: 大店镇\r\n事项:\r\n⟦GW010 \t⟧- 编号: 养老服务-002\r\n",
    "村务公开/大店镇.yaml": "⟦GW012⟧# 还没有填写\n",
    "县民政局.yaml": "⟦GW024⟧⟦GW022⟧单位: 县民政局\n事项: 甲\n".replace("甲", "[{编号: 甲-1, 名称: 甲}]"),
    "涉农补贴/县财政局.yaml": "领域: 涉农补贴\n事项: " + "[" * 19 + "⟦GW011 [⟧" + "]" * 20 + "\n",
}
_GBK = "养老服务/县财政局.yaml"
_BASE = "catalogs/莒南"

Found = tuple[str, str, int, int]
"""Path, code, line, column."""


@pytest.fixture
def faulty(tmp_path: Path) -> tuple[Path, list[Found]]:
    """The workspace, and every fault that its files announce."""
    files: dict[str, str | bytes] = {f"{_BASE}/{_GBK}": "# 2018\n领域: 养老服务\n".encode("gbk")}
    faults: list[Found] = [(f"{_BASE}/{_GBK}", "GW002", 2, 1)]
    for name, text in _TEXTS.items():
        path = f"{_BASE}/{name}"
        files[path], announcements = announced(text)
        faults += [(path, *fault) for fault in announcements]
    assert len(files) == 10
    assert len({code for _, code, _, _ in faults}) == len(faults) >= 30
    return write_files(tmp_path / "项目", files), faults


def test_all_faults_are_reported_in_one_run_at_their_places(faulty: tuple[Path, list[Found]], gwcat: Run) -> None:
    root, faults = faulty
    done = gwcat("validate", "--format", "json", cwd=root)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    found = [(entry["path"], entry["code"], entry["line"], entry["column"]) for entry in report["findings"]]
    assert sorted(found) == sorted(faults)
    assert report["summary"]["files"] == 10
    assert report["summary"]["errors"] + report["summary"]["warnings"] == len(faults)


def test_findings_are_sorted_by_file_and_place(faulty: tuple[Path, list[Found]], gwcat: Run) -> None:
    done = gwcat("validate", "--format", "json", cwd=faulty[0])
    places = [(entry["path"], entry["line"], entry["column"]) for entry in json.loads(done.stdout)["findings"]]
    assert places == sorted(places)


def test_all_formats_tell_the_same_places(faulty: tuple[Path, list[Found]], gwcat: Run) -> None:
    root, faults = faulty
    heads = {f"{path}:{line}:{column}: " for path, _, line, column in faults}
    for form in ("text", "concise"):
        lines = gwcat("validate", "--format", form, cwd=root).stdout.splitlines()
        assert {head for head in heads if any(line.startswith(head) for line in lines)} == heads
        assert sum(line.startswith(_BASE) for line in lines) == len(faults)


def test_a_run_says_the_same_whatever_the_hash_seed(faulty: tuple[Path, list[Found]], gwcat: Run) -> None:
    outputs = {
        gwcat("validate", "--format", "json", cwd=faulty[0], env={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
