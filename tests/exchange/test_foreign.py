"""gwcat import of tables that were made elsewhere: into the right files, changed where they say otherwise."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, REPOSITORY, Run, write_files
from gwcat.source.file import parse_file
from gwcat.source.workspace import Workspace
from gwcat.tasks.importing import ImportOptions, import_files
from items import HEAD, item_with
from packages import package

FINANCE_PATH = "catalogs/莒南/社会救助/县财政局.yaml"
HEADER = "序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,备用\n"
ROW = (
    "1,最低生活保障,资金发放,\"发放对象\n发放标准\",《中华人民共和国政府信息公开条例》（国务院令第711号）,"
    "自信息形成或者变更之日起20个工作日内,县财政局,■政府网站 □公开查阅点,归王科\n"
)  # fmt: skip


def run(gwcat: Run, workspace: Path, *args: str) -> str:
    done = gwcat("import", *args, "--county", "莒南", cwd=workspace)
    assert "Traceback" not in done.stderr
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


def test_a_table_becomes_a_catalogue(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {"表.csv": HEADER + ROW})
    said = run(gwcat, workspace, "表.csv", "--domain", "社会救助", "--unit", "县财政局")
    assert said.startswith("1\n")  # a column that nobody knows is told
    assert "其他列" in said
    assert "归王科" in said
    assert (workspace / FINANCE_PATH).read_text() == (
        "# yaml-language-server: $schema=../../../schemas/catalogue.schema.json\n领域: 社会救助\n单位: 县财政局\n事项:\n"
        "  - 编号: 社会救助-002\n    一级事项: 最低生活保障\n    二级事项: 资金发放\n"
        "    公开内容:\n      - 发放对象\n      - 发放标准\n"
        "    公开依据:\n      - 《中华人民共和国政府信息公开条例》（国务院令第711号）\n"
        "    公开时限: 自信息形成或者变更之日起20个工作日内\n    公开主体: [县财政局]\n    公开渠道: [政府网站]\n"
    )
    assert (workspace / CATALOGUE_PATH).read_text() == CATALOGUE
    assert "没有要改的。" in run(gwcat, workspace, "表.csv", "--domain", "社会救助", "--unit", "县财政局")


def test_what_it_says_otherwise_is_changed_and_what_it_does_not_say_stays(gwcat: Run, workspace: Path) -> None:
    text = HEADER + "1,最低生活保障,审核信息,审核结果及相关信息,,即时公开,县民政局、各镇人民政府（街道办事处）,,\n"
    write_files(workspace, {"表.csv": text})
    said = run(gwcat, workspace, "表.csv", "--domain", "社会救助")
    assert "改 社会救助-001 审核信息 公开时限" in said
    assert said.count("表里这一格是空的，目录里有内容，没有删去。") == 2
    assert (workspace / CATALOGUE_PATH).read_text() == CATALOGUE.replace(
        "制定或获取信息之日起10个工作日内，公示7个工作日", "即时公开"
    )


def test_a_name_that_is_nearly_the_same_is_taken_and_told(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: HEAD + ITEM + item_with("二级事项: 临时救助对象认定\n", identity="社会救助-002")})
    write_files(workspace, {"表.csv": HEADER + "1,最低生活保障,临时救助对象的认定,审核结果及相关信息,,即时公开,,,\n"})
    said = run(gwcat, workspace, "表.csv", "--domain", "社会救助")
    assert "按名称相近，认作“社会救助-002 临时救助对象认定”；请核对。" in said
    assert said.startswith("1\n")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "表里没有写领域，也没有指定。"),
        (("--domain", "社会救住"), "没有“社会救住”领域。"),
        (("--domain", "社会救助", "--unit", "县卫健局"), "没有“县卫健局”这个单位。"),
    ],
)
def test_where_it_belongs_must_be_clear(gwcat: Run, workspace: Path, args: tuple[str, ...], words: str) -> None:
    write_files(workspace, {"表.csv": HEADER + ROW})
    said = run(gwcat, workspace, "表.csv", *args)
    assert said.startswith("2\n")
    assert words in said
    assert "改法：" in said
    assert not (workspace / FINANCE_PATH).exists()


def test_a_report_of_everything(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {"表.csv": HEADER + ROW})
    args = ("表.csv", "--domain", "社会救助", "--unit", "县财政局", "--dry-run")
    for suffix in ("xlsx", "html", "txt"):
        run(gwcat, workspace, *args, "--report", f"报告.{suffix}")
    assert "归王科" in (workspace / "报告.txt").read_text()
    assert "归王科" in (workspace / "报告.html").read_text()
    cells = [str(cell.value) for page in openpyxl.load_workbook(workspace / "报告.xlsx") for row in page for cell in row]
    assert any("归王科" in cell for cell in cells)
    assert "不会写“.pdf”格式的报告。" in run(gwcat, workspace, *args, "--report", "报告.pdf")
    assert not (workspace / FINANCE_PATH).exists()


def test_findings_name_the_cell_and_the_source(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {"表.csv": HEADER + ROW.replace("自信息形成或者变更之日起20个工作日内", "")})
    done = gwcat(
        "import", "表.csv", "--county", "莒南", "--domain", "社会救助", "--unit", "县财政局", "--format", "json", cwd=workspace
    )
    findings = json.loads(done.stdout)["findings"]
    assert findings
    assert {finding["path"] for finding in findings} == {FINANCE_PATH}
    assert all(finding["cell"].startswith("表.csv") for finding in findings)


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html"])
@pytest.mark.parametrize("region", ["莒南", "宜丰"])
def test_what_was_built_changes_nothing(region: str, suffix: str, tmp_path: Path) -> None:
    """`import(build(x))` is an empty edit: every unit of a region with items of its own, and of one that adopts."""
    for folder in ("国家", region):
        shutil.copytree(REPOSITORY / "catalogs" / folder, tmp_path / "catalogs" / folder)
    made = package(tmp_path, region, formats=(suffix,))
    paths = sorted((made / "public" / "分单位").glob(f"*.{suffix}"))
    assert len(paths) >= 7
    for path in paths:
        found = import_files(Workspace(tmp_path), region, [path], ImportOptions(unit=path.stem, write=False))
        assert found.incoming.items
        assert [(change.kind, change.identity, change.key) for change in found.changes] == [], path.name


def test_tables_from_outside_and_workbooks_together(gwcat: Run, workspace: Path) -> None:
    assert gwcat("collect", "--unit", "县民政局", "--out", "退回.xlsx", cwd=workspace).returncode == 0
    write_files(workspace, {"表.csv": HEADER + ROW})
    said = run(gwcat, workspace, "退回.xlsx", "表.csv", "--domain", "社会救助")
    assert "已新增 1 个事项。" in said
    items = parse_file(CATALOGUE_PATH, (workspace / CATALOGUE_PATH).read_text()).tree["事项"]
    assert [item["编号"] for item in items] == ["社会救助-001", "社会救助-002"]
