"""`gwcat coverage`: every format read back, the exit codes, and faults in Chinese with a remedy."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import Run, write_files
from coverages import ALONE, PATH, REFERENCE, catalogue, item, region
from gwcat.base.width import width
from pages import page_of

TEXT = catalogue(
    "社会救助",
    "县民政局",
    [item("本地-1", "自己的", "<b>=1+1</b>")],
    采用={"区域": "国家", "事项": ["社会救助-001", "社会救助-002", "社会救助-003"]},
    调整=[{"对应": "社会救助-002", "公开时限": "即时"}],
    不采用=[{"对应": "社会救助-004", "理由": "市级办理"}],
    主体对应={"民政部门": "县民政局"},
)
DUTIES = """\
- {名称: 最低生活保障, 类别: 行政给付, 单位: 县民政局}
- {名称: 最低生活保障认定, 单位: 县民政局}
- {名称: 殡葬, 单位: 殡葬办}
"""
OTHER = {"catalogs/乙/region.yaml": region("乙")}
LAW = "参考事项 6 = 采用 2 + 调整 1 + 不采用 1 + 缺少 2 + 不属本级 0"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(tmp_path / "项目", {**REFERENCE, **ALONE, PATH: TEXT, "清单.yaml": DUTIES})


def succeeded(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_text(project: Path, gwcat: Run) -> None:
    text = succeeded(gwcat("coverage", "--county", "甲", cwd=project))
    assert text.startswith("甲县（2020.1）对照国家：参考事项 = 采用 + 调整 + 不采用 + 缺少 + 不属本级\n")
    assert f"\n{LAW}。\n未涉及领域 1 个、1 项，不算缺少（加 --all-domains 才算）：养老服务 1。参考一共 7 项。\n" in text
    assert re.search(r"\n  合计 +6 +2 +1 +1 +2 +0 +1 +77\.8%\n", text)
    assert (
        "采用和调整的 3 项共 18 格，与参考一字不差的 14 格（77.8%），只按“主体对应”换了主体的 3 格，本地写法 1 格；"
        "各格一字不差的 0 项（0.0%），只换了主体的 2 项，有本地写法的 1 项。" in text
    )
    assert "不采用（1 项）：\n  社会救助  社会救助-004 最低生活保障 / 事项社会救助-004  〔市级办理〕\n" in text
    assert "缺少（2 项）：\n  社会救助  社会救助-005 最低生活保障 / 事项社会救助-005  〔采用时没有选〕\n" in text
    assert "本地-1" not in text
    assert succeeded(gwcat("coverage", cwd=project)) == text  # the only region


def test_tables_are_aligned_by_display_width(project: Path, gwcat: Run) -> None:
    text = succeeded(gwcat("coverage", "--county", "甲", "--duties", "清单.yaml", cwd=project))
    blocks = [block.split("\n") for block in text.split("\n\n") if "──" in block]
    assert len(blocks) == 3
    for block in blocks:
        rule = next(line for line in block if line.startswith("  ──"))
        assert {width(line) for line in block if not line.startswith("  ──")} == {len(rule)}


def test_every_item_on_demand(project: Path, gwcat: Run) -> None:
    text = succeeded(gwcat("coverage", "--county", "甲", "--verbose", cwd=project))
    assert "调整（1 项）：\n  社会救助  社会救助-002 最低生活保障 / 事项社会救助-002  〔公开时限；县民政局〕\n" in text
    assert "采用（2 项）：" in text
    assert "本地增加（1 项）：\n  社会救助  本地-1 自己的 / <b>=1+1</b>（县民政局）\n" in text


def test_the_json(project: Path, gwcat: Run) -> None:
    content = json.loads(succeeded(gwcat("coverage", "--county", "甲", "--format", "json", "--duties", "清单.yaml", cwd=project)))
    total = content["total"]
    assert (content["version"], content["region"], content["reference"]) == (1, "甲县", "国家")
    assert total["items"] == sum(total["counts"].values()) == 6
    assert total["localisation"]["cells"] == {"total": 18, "same": 14, "renamed": 3, "written": 1}
    assert total["localisation"]["items"] == {"taken": 3, "untouched": 0, "renamed": 2}
    (domain,) = content["domains"]
    assert [fate["status"] for fate in domain["fates"]] == ["采用", "调整", "采用", "不采用", "缺少", "缺少"]
    assert domain["shares"] == [{"unit": "县民政局", "counts": {"采用": 2, "调整": 1, "不采用": 1, "缺少": 2}, "extras": 1}]
    assert content["unfiled"] == [{"domain": "养老服务", "items": 1}]
    assert content["duties"]["counts"] == {"已列入": 2, "不予公开": 0, "未列入": 1}


def rows_of(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


def test_the_workbook(project: Path, gwcat: Run) -> None:
    done = gwcat("coverage", "--county", "甲", "--format", "xlsx", "--duties", "清单.yaml", cwd=project)
    assert (done.returncode, done.stdout) == (0, "dist/甲/覆盖情况.xlsx\n")
    assert done.stderr == f"甲县对照国家：{LAW}。\n"
    data = (project / "dist/甲/覆盖情况.xlsx").read_bytes()
    sheets = rows_of(data)
    assert list(sheets) == ["分领域", "分单位", "逐项", "本地增加", "权责清单"]
    body = {row[0]: row[1:] for row in sheets["分领域"]}
    assert body["社会救助"] == ("县民政局", "6", "2", "1", "1", "2", "0", "1", "18", "14", "3", "1")
    assert body["合计"][1:] == body["社会救助"][1:]
    assert body["未涉及：养老服务"][1] == "1"
    assert [row[1:4] for row in sheets["逐项"][2:]][3] == ("社会救助-004", "最低生活保障 / 事项社会救助-004", "不采用")
    assert sheets["本地增加"][2] == ("社会救助", "县民政局", "本地-1", "自己的 / <b>=1+1</b>")
    assert [row[3:6] for row in sheets["权责清单"][2:5]] == [
        ("已列入", "名称相同", "100%"),
        ("已列入", "名称相近", "86%"),
        ("未列入", None, None),
    ]
    gwcat("coverage", "--county", "甲", "--out", "again.xlsx", "--duties", "清单.yaml", "--quiet", cwd=project)
    assert (project / "again.xlsx").read_bytes() == data


def test_the_page(project: Path, gwcat: Run) -> None:
    done = gwcat("coverage", "--county", "甲", "--duties", "清单.yaml", "--out", "覆盖.html", "--quiet", cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "覆盖.html\n", "")
    page = (project / "覆盖.html").read_text()
    assert f'<p class="law">{LAW}。</p>' in page
    assert "自己的 / &lt;b&gt;=1+1&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "src=" not in page
    tables = page_of(page).findall(".//table")
    assert [len(table.findall("./tbody/tr")) for table in tables] == [2, 1, 3, 6, 1]
    assert all(len(table.findall("./thead/tr/th")) == len(table.find("./tbody/tr")) for table in tables)


def test_a_text_file_holds_every_item(project: Path, gwcat: Run) -> None:
    assert gwcat("coverage", "--county", "甲", "--out", "某/覆盖.txt", "--quiet", cwd=project).returncode == 0
    assert "本地-1" in (project / "某/覆盖.txt").read_text()


def test_duties_in_text(project: Path, gwcat: Run) -> None:
    text = succeeded(gwcat("coverage", "--county", "甲", "--duties", "清单.yaml", cwd=project))
    assert "对照权责清单 清单.yaml\n" in text
    assert (
        "权责事项 3 = 已列入 2 + 不予公开 0 + 未列入 1；找到的办法：写明编号 0、名称相同 1、名称相近 1（相似度不低于 60%" in text
    )
    assert "未列入（1 项）：\n  殡葬办  殡葬  目录里没有“殡葬办”的事项\n" in text
    assert "  县民政局  最低生活保障认定  〔社会救助-001 最低生活保障 / 事项社会救助-001（县民政局，86%）〕" in text
    strict = gwcat("coverage", "--county", "甲", "--duties", "清单.yaml", "--likeness", "100", cwd=project).stdout
    assert "权责事项 3 = 已列入 1 + 不予公开 0 + 未列入 2；" in strict
    assert "〔最接近的只有 86%：" in strict


def test_strict_asks_for_everything(project: Path, gwcat: Run) -> None:
    assert gwcat("coverage", "--county", "甲", "--strict", cwd=project).returncode == 1
    write_files(project, {PATH: catalogue("社会救助", "县民政局", 采用="国家")})
    assert gwcat("coverage", "--county", "甲", "--strict", cwd=project).returncode == 0
    assert gwcat("coverage", "--county", "甲", "--strict", "--all-domains", cwd=project).returncode == 1
    assert gwcat("coverage", "--county", "甲", "--strict", "--duties", "清单.yaml", cwd=project).returncode == 1
    assert gwcat("coverage", "--county", "甲", "--duties", "清单.yaml", cwd=project).returncode == 0


def test_another_region_as_the_reference(project: Path, gwcat: Run) -> None:
    write_files(project, {"catalogs/乙/region.yaml": region("乙"), "catalogs/乙/社会救助/县民政局.yaml": TEXT})
    text = succeeded(gwcat("coverage", "--county", "乙", "--reference", "甲县", cwd=project))
    assert "参考事项 4 = 采用 3 + 调整 0 + 不采用 0 + 缺少 1 + 不属本级 0" not in text
    assert "参考事项 4 = 采用 4 + 调整 0 + 不采用 0 + 缺少 0 + 不属本级 0" in text


_FAULTS: dict[str, tuple[dict[str, str], tuple[str, ...], str, str]] = {
    "unknown county": ({}, ("--county", "丙"), "没有叫“丙”的地区。", "已有："),
    "unknown reference": ({}, ("--reference", "丙"), "没有叫“丙”的地区。", "已有："),
    "itself": ({}, ("--reference", "甲县"), "“甲县”不能同自己比。", "请用 --reference"),
    "the reference itself": ({}, ("--county", "国家"), "“国家”不能同自己比。", "请用 --reference"),
    "no catalogue": (OTHER, ("--county", "乙"), "“乙县”还没有目录文件。", "请建立 catalogs/乙/"),
    "nothing readable": ({PATH: "领域: ["}, (), "“甲县”的目录文件一个也读不出来。", "gwcat validate"),
    "empty reference": (OTHER, ("--county", "甲", "--reference", "乙"), "参考“乙县”里一个事项也没有。", "--reference"),
    "no such list": ({}, ("--duties", "没有.yaml"), "读取权责清单失败：文件或文件夹不存在。", "请检查路径"),
    "no list": ({}, ("--duties", "catalogs/甲/region.yaml"), "权责清单的最外层应当是列表。", "每个事项写一条"),
    "likeness": ({}, ("--likeness", "0"), "选项 --likeness 的值不对：应为 1 到 100 的整数。", "--help"),
    "suffix": ({}, ("--out", "覆盖.docx"), "从“覆盖.docx”的后缀看不出格式", "--help"),
    "out is a folder": ({}, ("--out", "catalogs", "--format", "json"), "写入“catalogs”失败", "改法："),
}  # fmt: skip


@pytest.mark.parametrize(("files", "arguments", "message", "hint"), _FAULTS.values(), ids=_FAULTS)
def test_faults(files: dict[str, str], arguments: tuple[str, ...], message: str, hint: str, project: Path, gwcat: Run) -> None:
    write_files(project, files)
    county = () if "--county" in arguments else ("--county", "甲")
    done = gwcat("coverage", *county, *arguments, cwd=project)
    assert done.returncode in (2, 3)
    assert done.stdout == ""
    assert done.stderr.startswith("错误：")
    assert message in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_no_national_reference(workspace: Path, gwcat: Run) -> None:
    done = gwcat("coverage", "--county", "莒南", cwd=workspace)
    assert done.returncode == 2
    assert "没有参考目录“国家”。" in done.stderr
    assert "catalogs/国家/" in done.stderr


def test_a_region_without_any_adoption(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, REFERENCE)
    text = succeeded(gwcat("coverage", "--county", "莒南", cwd=workspace))
    assert "参考事项 6 = 采用 0 + 调整 0 + 不采用 0 + 缺少 6 + 不属本级 0" in text
    assert "本地化程度：没有采用参考的事项，无从比较。" in text
