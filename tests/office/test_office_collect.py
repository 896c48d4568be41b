"""Workbooks to fill in: by the Open XML SDK without a fault, and as LibreOffice saves them still known by identity."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from conftest import CATALOGUE_PATH, ITEM, REPOSITORY, Run, write_files
from filling import Filled
from items import HEAD, item_with
from programs import converted, edited_by_libreoffice, faults

pytestmark = pytest.mark.office
REGIONS = sorted(path.parent.name for path in (REPOSITORY / "catalogs").glob("*/region.yaml"))
FORMS = sorted(path.stem for path in (REPOSITORY / "templates" / "forms").glob("*.yaml"))


def test_the_sdk_finds_nothing_in_any_region(gwcat: Run, tmp_path: Path) -> None:
    """One unit of every region: the one with most catalogues."""
    for region in REGIONS:
        units = [path.stem for path in sorted((REPOSITORY / "catalogs" / region).glob("*/*.yaml")) if path.parts[-2] != "附件"]
        unit = max(sorted(set(units)), key=units.count)
        args = ("--county", region, "--unit", unit, "--workspace", REPOSITORY, "--out", tmp_path / f"{region}.xlsx")
        assert gwcat("collect", *args).returncode == 0
    assert faults(sorted(tmp_path.glob("*.xlsx"))) == []


def test_the_sdk_finds_nothing_in_any_form(gwcat: Run, workspace: Path) -> None:
    asked = '    备注: "=甲<&>\\t"\n    不予公开: {理由: 个人隐私, 依据: 第十五条}\n'
    for form in FORMS:
        write_files(workspace, {CATALOGUE_PATH: HEAD.replace("事项:", f"样表: {form}\n事项:") + ITEM + asked})
        assert gwcat("collect", "--unit", "县民政局", "--out", f"{form}.xlsx", cwd=workspace).returncode == 0
    assert faults(sorted(workspace.glob("*.xlsx"))) == []


def test_a_workbook_that_libreoffice_saved_twice(gwcat: Run, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "catalogs" / "莒南", tmp_path / "catalogs" / "莒南")
    path = "catalogs/莒南/社会救助/县民政局.yaml"
    assert gwcat("collect", "--county", "莒南", "--unit", "县民政局", "--out", "表.xlsx", cwd=tmp_path).returncode == 0
    once = converted(converted([tmp_path / "表.xlsx"], "ods", tmp_path / "一"), "xlsx", tmp_path / "二")[0]
    assert gwcat("import", once, "--county", "莒南", cwd=tmp_path).stderr == "没有要改的。\n"
    filled = Filled(once)
    filled.set("社会救助", "社会救助-001", {"公开时限": "3个工作日内", "公开渠道=便民服务站": "√"})
    filled.set("社会救助", "社会救助-004", {"公开内容=要素": "申请条件"}, nth=1)
    filled.set("社会救助", "社会救助-012", {"@取消": "√"})
    filled.write("社会救助", filled.blank("社会救助"), {"名称": "新的事项", "公开内容=要素": "内容"})
    twice = converted([filled.save()], "xlsx", tmp_path / "三")[0]
    done = gwcat("import", twice, "--county", "莒南", cwd=tmp_path)
    assert "已改 2 个事项的 3 处、新增 1 个事项、取消 1 个事项。" in done.stderr, done.stdout
    before, after = ((root / path).read_text().splitlines() for root in (REPOSITORY, tmp_path))
    assert [line for line in after if line not in before] == [
        "    公开时限: 3个工作日内",
        "    公开渠道: [{政府网站: “中国·莒南”政府门户网站}, 公开查阅点, 政务服务中心, 便民服务站]",
        "      - 申请条件",
        "  - 编号: 社会救助-013",
        "    名称: 新的事项",
        "      - 内容",
    ]
    assert "社会救助-012" not in "".join(after)


def test_a_workbook_that_was_filled_in_with_libreoffice(gwcat: Run, workspace: Path, tmp_path: Path) -> None:
    """A clerk opens it, writes into cells, saves: 公开时限, a tick, a list, a deletion, a new item."""
    write_files(workspace, {CATALOGUE_PATH: HEAD + ITEM + item_with("二级事项: 办事指南\n", identity="社会救助-002")})
    assert gwcat("collect", "--unit", "县民政局", "--out", "表.xlsx", cwd=workspace).returncode == 0
    filled = Filled(workspace / "表.xlsx")
    row, blank = filled.row("社会救助", "社会救助-001"), filled.blank("社会救助")
    wanted = {
        (row, "公开时限"): "=即时公开",
        (row, "公开渠道=便民服务站"): "√",
        (row, "公开主体"): "县民政局\n县财政局",
        (row + 1, "@取消"): "√",
        (blank, "一级事项"): "临时救助",
        (blank, "二级事项"): "救助标准",
        (blank, "公开层级=县级"): "√",
    }
    cells = {
        ("社会救助", filled.sheet("社会救助").cell(line, filled.column("社会救助", code)).coordinate): text
        for (line, code), text in wanted.items()
    }
    back = edited_by_libreoffice(workspace / "表.xlsx", cells, tmp_path / "出")
    done = gwcat("import", back, cwd=workspace)
    assert "已改 1 个事项的 3 处、新增 1 个事项、取消 1 个事项。" in done.stderr, done.stdout
    changed = ITEM.replace("制定或获取信息之日起10个工作日内，公示7个工作日", "=即时公开")
    changed = changed.replace("公开查阅点, ", "公开查阅点, 便民服务站, ").replace("各镇人民政府（街道办事处）", "县财政局")
    new = "  - 编号: 社会救助-003\n    一级事项: 临时救助\n    二级事项: 救助标准\n    公开层级: [县级]\n"
    assert (workspace / CATALOGUE_PATH).read_text() == HEAD + changed + new


def test_what_libreoffice_keeps_of_a_workbook(gwcat: Run, workspace: Path, tmp_path: Path) -> None:
    """Hidden identities, locks, lists and rules are there after it was saved."""
    write_files(workspace, {CATALOGUE_PATH: HEAD + ITEM + item_with("公开时限:\n", identity="社会救助-002")})
    assert gwcat("collect", "--unit", "县民政局", "--out", "表.xlsx", cwd=workspace).returncode == 0
    page = openpyxl.load_workbook(converted([workspace / "表.xlsx"], "xlsx", tmp_path / "出")[0])["社会救助"]
    assert page["A7"].value == "社会救助-001"
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden
    assert page.protection.sheet
    assert len(page.data_validations.dataValidation) > 20
    assert len(page.conditional_formatting) > 5
