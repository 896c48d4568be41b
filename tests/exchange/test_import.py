"""gwcat import of returned workbooks: exactly what was changed, nothing else; conflicts, second runs, all files or none."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, REPOSITORY, Run, write_files
from filling import Filled
from gwcat.source.file import parse_file
from items import HEAD, item_with

SHEET = "社会救助"
ONE, TWO = "社会救助-001", "社会救助-002"
TWO_ITEMS = HEAD + ITEM + item_with("二级事项: 办事指南\n", identity=TWO)
Fill = Callable[[Filled], None]


def tree(workspace: Path, path: str = CATALOGUE_PATH) -> dict[str, object]:
    return parse_file(path, (workspace / path).read_bytes().decode()).tree


@pytest.fixture
def returned(gwcat: Run, workspace: Path) -> Callable[..., Path]:
    """The workbook of the unit, filled in."""

    def make(fill: Fill, name: str = "退回.xlsx", county: str = "莒南", unit: str = "县民政局") -> Path:
        done = gwcat("collect", "--county", county, "--unit", unit, "--out", name, cwd=workspace)
        assert done.returncode == 0, done.stderr
        filled = Filled(workspace / name)
        fill(filled)
        return filled.save()

    return make


Returned = Callable[..., Path]


def test_nothing_touched_is_nothing_changed(gwcat: Run, workspace: Path, returned: Returned) -> None:
    before = (workspace / CATALOGUE_PATH).read_bytes()
    done = gwcat("import", returned(lambda _: None), cwd=workspace)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "没有要改的。\n")
    assert (workspace / CATALOGUE_PATH).read_bytes() == before


def test_a_difference_of_exactly_the_cells(gwcat: Run, tmp_path: Path) -> None:
    """12 changed cells of 8 items, 2 new items and 1 deletion, in the catalogues of a real unit."""
    shutil.copytree(REPOSITORY / "catalogs" / "莒南", tmp_path / "catalogs" / "莒南")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    assert gwcat("collect", "--county", "莒南", "--unit", "县民政局", "--out", "退回.xlsx", cwd=tmp_path).returncode == 0
    filled = Filled(tmp_path / "退回.xlsx")
    change_twelve_cells(filled)
    filled.save()
    assert gwcat("import", "退回.xlsx", "--county", "莒南", "--dry-run", cwd=tmp_path).returncode == 0
    assert git(tmp_path, "diff") == ""
    done = gwcat("import", "退回.xlsx", "--county", "莒南", cwd=tmp_path)
    assert "已改 8 个事项的 11 处、新增 2 个事项、取消 1 个事项。" in done.stderr
    lines = [line for line in git(tmp_path, "diff", "-U0").split("\n") if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    written = (REPOSITORY / "catalogs" / "莒南" / "社会救助" / "县民政局.yaml").read_text()
    item = written[written.index("  - 编号: 社会救助-010") : written.index("  - 编号: 社会救助-011")]
    gone = "".join(f"-{line}\n" for line in item.splitlines())
    assert "\n".join(lines).replace(gone, "", 1).strip("\n") == DIFFERENCE.strip("\n")
    assert gone in "\n".join(lines)
    assert gwcat("import", "退回.xlsx", "--county", "莒南", cwd=tmp_path).stderr == "没有要改的。\n"
    assert gwcat("fmt", "--check", "--county", "莒南", cwd=tmp_path).returncode == 0


def change_twelve_cells(filled: Filled) -> None:
    filled.set(SHEET, ONE, {"公开时限": "自信息形成或者变更之日起20个工作日内", "备注": "每年核对"})
    filled.set(SHEET, TWO, {"公开渠道=便民服务站": "√", "公开渠道=公开查阅点": None})
    filled.set(SHEET, "社会救助-003", {"公开内容=要素": "各地配套政策法规文件（含解读）"}, nth=2)
    filled.set(SHEET, "社会救助-004", {"公开主体": "县民政局\n各镇人民政府（街道办事处）\n县财政局", "公开时限": "7个工作日内"})
    filled.set("养老服务", "养老服务-001", {"名称": "养老服务政策"})
    filled.set("养老服务", "养老服务-002", {"公开内容=标准": "名称、文号", "公开依据": "《养老机构管理办法》"})
    filled.set("扶贫救灾", "扶贫救灾-001", {"备注": "“重点”: 公开"})
    filled.set("扶贫救灾", "扶贫救灾-002", {"公开渠道=其他": "村广播"})
    row = filled.blank(SHEET, 1)
    filled.write(
        SHEET, row, {"名称": "临时救助标准", "公开内容=要素": "救助标准", "公开内容=标准": "金额", "公开主体": "县民政局"}
    )
    filled.write(SHEET, row + 1, {"公开内容=要素": "救助对象"})
    filled.write("养老服务", filled.blank("养老服务"), {"名称": "高龄津贴发放", "公开渠道=政府网站": "√"})
    filled.set(SHEET, "社会救助-010", {"@取消": "√"})


DIFFERENCE = """
-    名称: 国家和地方层面养老服务相关法律、法规、政策文件
+    名称: 养老服务政策
-      - 扶持政策措施名称
+      - 要素: 扶持政策措施名称
+        标准: 名称、文号
-    公开依据: []
+    公开依据:
+      - 《养老机构管理办法》
+  - 编号: 养老服务-006
+    名称: 高龄津贴发放
+    公开渠道: [政府网站]
+    备注: "“重点”: 公开"
-    公开渠道: [{政府网站: “中国·莒南”政府门户网站}, 两微一端, 公开查阅点, 政务服务中心]
+    公开渠道: [{政府网站: “中国·莒南”政府门户网站}, 两微一端, 公开查阅点, 政务服务中心, {其他: 村广播}]
-    公开时限: 制定或获取信息之日起10个工作日内
+    公开时限: 自信息形成或者变更之日起20个工作日内
+    备注: 每年核对
-    公开渠道: [{政府网站: “中国·莒南”政府门户网站}, 公开查阅点, 政务服务中心, 社区/企事业单位/村公示栏（电子屏）]
+    公开渠道: [{政府网站: “中国·莒南”政府门户网站}, 政务服务中心, 便民服务站, 社区/企事业单位/村公示栏（电子屏）]
-      - 各地配套政策法规文件
+      - 各地配套政策法规文件（含解读）
-    公开时限: 制定或获取信息之日起10个工作日内
-    公开主体: [县民政局, 各镇人民政府（街道办事处）]
+    公开时限: 7个工作日内
+    公开主体: [县民政局, 各镇人民政府（街道办事处）, 县财政局]
+  - 编号: 社会救助-013
+    名称: 临时救助标准
+    公开内容:
+      - 要素: 救助标准
+        标准: 金额
+      - 救助对象
+    公开主体: [县民政局]
"""


def git(folder: Path, *args: str) -> str:
    name = ("-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "core.quotepath=false")
    done = subprocess.run(["git", *name, *args], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


def test_a_cell_and_nothing_else(gwcat: Run, workspace: Path, returned: Returned) -> None:
    """Comments, order, quotes, CR LF and the BOM stay."""
    text = TWO_ITEMS.replace("    公开时限: 制", "    # 待核\n    公开时限:  '制", 1).replace(
        "7个工作日\n", "7个工作日'   # 县里定的\n", 1
    )
    write_files(workspace, {CATALOGUE_PATH: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    path = returned(lambda filled: filled.set(SHEET, ONE, {"公开时限": "即时公开"}))
    before = (workspace / CATALOGUE_PATH).read_bytes()
    assert gwcat("import", path, cwd=workspace).returncode == 0
    old = "'制定或获取信息之日起10个工作日内，公示7个工作日'".encode()
    assert (workspace / CATALOGUE_PATH).read_bytes() == before.replace(old, "'即时公开'".encode(), 1)


def test_a_conflict_is_shown_and_nothing_is_written(gwcat: Run, workspace: Path, returned: Returned) -> None:
    write_files(workspace, {CATALOGUE_PATH: TWO_ITEMS})

    def fill(filled: Filled) -> None:
        filled.set(SHEET, ONE, {"公开时限": "3个工作日内", "公开层级=乡级": None})

    path = returned(fill)
    now = TWO_ITEMS.replace("10个工作日内，公示7个工作日", "15个工作日内", 1)
    write_files(workspace, {CATALOGUE_PATH: now})
    done = gwcat("import", path, cwd=workspace)
    assert done.returncode == 1
    assert "退回.xlsx 社会救助!I7: 冲突 社会救助-001 审核信息 公开时限：目录里也改过。" in done.stdout
    assert "目录现在：制定或获取信息之日起15个工作日内（catalogs/莒南/社会救助/县民政局.yaml）" in done.stdout
    assert "表里写的：3个工作日内" in done.stdout
    assert "--skip-conflicts" in done.stderr
    assert (workspace / CATALOGUE_PATH).read_text() == now
    done = gwcat("import", path, "--skip-conflicts", cwd=workspace)
    assert done.returncode == 1
    assert (workspace / CATALOGUE_PATH).read_text() == now.replace("[县级, 乡级]", "[县级]", 1)


def test_a_cell_that_the_source_has_too_is_no_conflict(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, ONE, {"公开时限": "3个工作日内"}))
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE.replace("制定或获取信息之日起10个工作日内，公示7个工作日", "3个工作日内")})
    assert gwcat("import", path, cwd=workspace).stderr == "没有要改的。\n"


def test_cells_nobody_touched_leave_later_changes_alone(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, ONE, {"公开渠道=精准推送": "√"}))
    now = CATALOGUE.replace("公示7个工作日", "公示5个工作日")
    write_files(workspace, {CATALOGUE_PATH: now})
    assert gwcat("import", path, cwd=workspace).returncode == 0
    assert (workspace / CATALOGUE_PATH).read_text() == now.replace("公开查阅点, ", "公开查阅点, 精准推送, ")


def test_deleting_what_was_changed_meanwhile_is_a_conflict(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, ONE, {"@取消": "√"}))
    now = CATALOGUE.replace("公示7个工作日", "公示5个工作日")
    write_files(workspace, {CATALOGUE_PATH: now})
    done = gwcat("import", path, cwd=workspace)
    assert done.returncode == 1
    assert "要取消的事项，目录里在发出填报表之后改过。" in done.stdout
    assert (workspace / CATALOGUE_PATH).read_text() == now


def test_an_item_the_source_has_no_longer(gwcat: Run, workspace: Path, returned: Returned) -> None:
    write_files(workspace, {CATALOGUE_PATH: TWO_ITEMS})
    changed = returned(lambda filled: filled.set(SHEET, TWO, {"公开渠道=精准推送": "√"}), "改.xlsx")
    deleted = returned(lambda filled: filled.set(SHEET, TWO, {"@取消": "√"}), "删.xlsx")
    write_files(workspace, {CATALOGUE_PATH: CATALOGUE})
    assert "冲突 社会救助-002 办事指南 公开渠道：目录里已经没有这个事项" in gwcat("import", changed, cwd=workspace).stdout
    assert gwcat("import", deleted, cwd=workspace).stderr == "没有要改的。\n"


def test_a_row_that_was_removed_is_told_and_nothing_is_deleted(gwcat: Run, workspace: Path, returned: Returned) -> None:
    write_files(workspace, {CATALOGUE_PATH: TWO_ITEMS})
    path = returned(lambda filled: filled.sheet(SHEET).delete_rows(filled.row(SHEET, TWO)))
    done = gwcat("import", path, cwd=workspace)
    assert done.returncode == 1
    assert "表里没有了这个事项，目录没有改动" in done.stdout
    assert (workspace / CATALOGUE_PATH).read_text() == TWO_ITEMS


def test_an_item_that_came_after_the_workbook_is_not_missed(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda _: None)
    write_files(workspace, {CATALOGUE_PATH: TWO_ITEMS})
    assert gwcat("import", path, cwd=workspace).stderr == "没有要改的。\n"


def test_a_copied_row_is_a_new_item(gwcat: Run, workspace: Path, returned: Returned) -> None:
    def fill(filled: Filled) -> None:
        page, row = filled.sheet(SHEET), filled.row(SHEET, ONE)
        for column in range(1, page.max_column + 1):
            page.cell(row + 1, column).value = page.cell(row, column).value
        filled.write(SHEET, row + 1, {"二级事项": "审批结果"})

    done = gwcat("import", returned(fill), cwd=workspace)
    assert "这一行是从第 7 行复制的，按新增的事项处理。" in done.stdout
    items = tree(workspace)["事项"]
    assert isinstance(items, list)
    assert [(item["编号"], item["二级事项"]) for item in items] == [(ONE, "审核信息"), (TWO, "审批结果")]
    assert items[1]["公开渠道"] == ["政府网站", "公开查阅点", {"其他": "国家企业信用信息公示系统"}]


def test_rows_without_a_name_and_columns_of_others_are_told(gwcat: Run, workspace: Path, returned: Returned) -> None:
    def fill(filled: Filled) -> None:
        filled.write(SHEET, filled.blank(SHEET), {"公开时限": "即时公开"})
        filled.sheet(SHEET).cell(7, 60).value = "请领导看"
        filled.book.create_sheet("我的页")["A1"] = "问题"

    done = gwcat("import", returned(fill), cwd=workspace)
    assert done.returncode == 1
    assert "社会救助!E8: 未识别 “即时公开”：这一行没有写事项名称，没有导入。" in done.stdout
    assert "社会救助!BH7: 其他列 “请领导看”：" in done.stdout
    assert "我的页: 未识别 这个工作表不是填报表里原有的，没有读。" in done.stdout
    assert (workspace / CATALOGUE_PATH).read_text() == CATALOGUE


UPPER = TWO_ITEMS.replace("单位: 县民政局\n", "").replace("县民政局", "民政部门")
LOWER = """\
领域: 社会救助
单位: 县民政局
采用: 国家
主体对应: {民政部门: 县民政局}
调整:  # 本县的
  - {对应: 社会救助-001, 公开时限: 即时公开, 理由: 提前}
"""


@pytest.fixture
def adopting(workspace: Path) -> Path:
    return write_files(workspace, {"catalogs/国家/社会救助.yaml": UPPER, CATALOGUE_PATH: LOWER})


def test_changes_of_adopted_items_are_adjustments(gwcat: Run, adopting: Path, returned: Returned) -> None:
    def fill(filled: Filled) -> None:
        filled.set(SHEET, ONE, {"公开层级=乡级": None, "@理由": "本县自办"})
        filled.set(SHEET, TWO, {"公开主体": "县财政局", "@理由": "职能调整"})

    done = gwcat("import", returned(fill), "--county", "莒南", cwd=adopting)
    assert done.returncode == 0, done.stdout
    assert (adopting / CATALOGUE_PATH).read_text() == LOWER.replace(
        "公开时限: 即时公开, 理由: 提前}\n",
        "公开时限: 即时公开, 公开层级: [县级], 理由: 本县自办}\n  - {对应: 社会救助-002, 公开主体: [县财政局], 理由: 职能调整}\n",
    )


def test_a_value_as_above_is_no_adjustment_any_more(gwcat: Run, adopting: Path, returned: Returned) -> None:
    above = "制定或获取信息之日起10个工作日内，公示7个工作日"
    path = returned(lambda filled: filled.set(SHEET, ONE, {"公开时限": above}))
    assert gwcat("import", path, "--county", "莒南", cwd=adopting).returncode == 0
    assert "调整" not in tree(adopting) or tree(adopting)["调整"] == []


def test_declining_asks_for_a_reason(gwcat: Run, adopting: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, TWO, {"@取消": "√"}), "无.xlsx")
    done = gwcat("import", path, "--county", "莒南", cwd=adopting)
    assert (done.returncode, "不采用上级的事项要写理由，没有取消" in done.stdout) == (1, True)
    assert (adopting / CATALOGUE_PATH).read_text() == LOWER
    path = returned(lambda filled: filled.set(SHEET, TWO, {"@取消": "√", "@理由": "由乡镇公开"}), "有.xlsx")
    assert gwcat("import", path, "--county", "莒南", cwd=adopting).returncode == 0
    assert (adopting / CATALOGUE_PATH).read_text() == f"{LOWER}不采用:\n  - {{对应: 社会救助-002, 理由: 由乡镇公开}}\n"


def test_an_adjustment_without_reason_is_made_and_told(gwcat: Run, adopting: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, TWO, {"公开渠道=精准推送": "√"}))
    done = gwcat("import", path, "--county", "莒南", cwd=adopting)
    assert (done.returncode, "没有写理由" in done.stdout) == (1, True)
    assert "对应: 社会救助-002, 公开渠道: [政府网站, 公开查阅点, 精准推送, {其他: " in (adopting / CATALOGUE_PATH).read_text()


def test_own_items_beside_adopted_ones(gwcat: Run, adopting: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.write(SHEET, filled.blank(SHEET), {"一级事项": "临时救助", "二级事项": "救助站"}))
    gwcat("import", path, "--county", "莒南", cwd=adopting)
    assert tree(adopting)["事项"] == [{"编号": "莒南-社会救助-001", "一级事项": "临时救助", "二级事项": "救助站"}]


def test_several_workbooks_all_or_none(gwcat: Run, workspace: Path, returned: Returned) -> None:
    other = "catalogs/莒南/社会救助/县财政局.yaml"
    write_files(workspace, {other: CATALOGUE.replace("单位: 县民政局", "单位: 县财政局").replace("-001", "-101")})
    first = returned(lambda filled: filled.set(SHEET, ONE, {"公开主体": "县财政局"}), "一.xlsx")
    second = returned(lambda filled: filled.set(SHEET, "社会救助-101", {"公开主体": "大店镇"}), "二.xlsx", unit="县财政局")
    (workspace / "坏.xlsx").write_bytes(b"PK\x03\x04")
    before = {path: (workspace / path).read_bytes() for path in (CATALOGUE_PATH, other)}
    assert gwcat("import", first, second, "坏.xlsx", cwd=workspace).returncode == 2
    assert {path: (workspace / path).read_bytes() for path in before} == before
    assert gwcat("import", first, second, cwd=workspace).returncode == 0
    assert [path for path in before if (workspace / path).read_bytes() != before[path]] == [CATALOGUE_PATH, other]
    assert not list(workspace.rglob("*.new"))


def test_two_workbooks_about_one_cell(gwcat: Run, workspace: Path, returned: Returned) -> None:
    first = returned(lambda filled: filled.set(SHEET, ONE, {"公开主体": "县财政局"}), "一.xlsx")
    second = returned(lambda filled: filled.set(SHEET, ONE, {"公开主体": "大店镇", "公开层级=乡级": None}), "二.xlsx")
    done = gwcat("import", first, second, cwd=workspace)
    assert (done.returncode, "冲突 社会救助-001 审核信息 公开主体" in done.stdout) == (1, True)
    assert (workspace / CATALOGUE_PATH).read_text() == CATALOGUE
    assert gwcat("import", first, cwd=workspace).returncode == 0
    assert gwcat("import", second, cwd=workspace).returncode == 1


def test_the_workbook_of_another_region(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda _: None)
    write_files(workspace, {"catalogs/宜丰/region.yaml": "名称: 宜丰县\n层级: 县级\n"})
    done = gwcat("import", path, "--county", "宜丰", cwd=workspace)
    assert done.returncode == 2
    assert "这是“莒南”的填报表，不是“宜丰”的。" in done.stderr


def test_findings_point_at_the_cell_and_the_source(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, ONE, {"公开时限": "及时"}))
    done = gwcat("import", path, "--dry-run", "--format", "json", cwd=workspace)
    findings = json.loads(done.stdout)["findings"]
    assert {(finding["path"], finding["line"], finding["cell"]) for finding in findings} == {
        (CATALOGUE_PATH, 11, "退回.xlsx 社会救助!I7")
    }
    assert (workspace / CATALOGUE_PATH).read_text() == CATALOGUE


def test_a_formula_without_a_result_changes_nothing_and_is_told(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, ONE, {"公开时限": '=CONCATENATE("3","个工作日")', "公开层级=乡级": None}))
    done = gwcat("import", path, cwd=workspace)
    assert (done.returncode, "社会救助!I7: 未识别 单元格是公式" in done.stdout) == (1, True)
    assert (workspace / CATALOGUE_PATH).read_text() == CATALOGUE.replace("[县级, 乡级]", "[县级]")


def test_only_what_was_asked_for(gwcat: Run, workspace: Path, returned: Returned) -> None:
    path = returned(lambda filled: filled.set(SHEET, ONE, {"公开层级=乡级": None}))
    done = gwcat("import", path, "--domain", "养老服务", cwd=workspace)
    assert (done.returncode, "表里有：社会救助（县民政局）" in done.stderr) == (2, True)
    assert gwcat("import", path, "--domain", "社会救助", "--unit", "县民政局", cwd=workspace).returncode == 0


@pytest.mark.parametrize(
    "mark",
    [
        "gwcat-collect-1 {",
        "gwcat-collect-1 []",
        'gwcat-collect-1 {"首行": "0"}',
        'gwcat-collect-1 {"首行": "7", "地区": ["莒南"]}',
        f'gwcat-collect-1 {{"首行": "{"9" * 5000}"}}',
        'gwcat-collect-1 {"首行": "7", "地区": "莒南", "文件": "../../etc/passwd"}',
        'gwcat-collect-1 {"首行": "7"}',
    ],
)
def test_a_corner_that_somebody_wrote_into(gwcat: Run, workspace: Path, returned: Returned, mark: str) -> None:
    def fill(filled: Filled) -> None:
        filled.sheet(SHEET)["A1"] = mark

    done = gwcat("import", returned(fill), "--county", "莒南", cwd=workspace)
    assert done.returncode == 2
    assert "改法：" in done.stderr
    assert "内部错误" not in done.stderr
    assert (workspace / CATALOGUE_PATH).read_text() == CATALOGUE


def test_files_that_are_none(gwcat: Run, workspace: Path) -> None:
    for name in ("没有.xlsx", "catalogs"):
        done = gwcat("import", name, cwd=workspace)
        assert done.returncode in (2, 3)
        assert "改法：" in done.stderr
        assert "内部错误" not in done.stderr
