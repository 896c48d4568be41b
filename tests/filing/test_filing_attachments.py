"""Attachments of a package: those of the founding documents word for word, where they are filed, what is refused and told."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from conftest import CATALOGUE, REGION, REPOSITORY, Check, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.attachments import Paper, plan_attachments
from gwcat.filing.selection import Selection
from gwcat.filing.verify import verify
from gwcat.forms.library import Library
from gwcat.source.workspace import Workspace
from items import expect_in_region
from marking import marked
from office import Block, sheet_grid, word_grids, workbook
from packages import built, county, files_of, manifest_of, package

REGION_PATH = "catalogs/莒南/region.yaml"
JUNAN_UNITS = (
    "县人社局", "县民政局", "县扶贫办", "县农业局", "县政务服务中心管理办公室", "十字路街道", "大店镇", "县政府办公室", "县编办",
    "县委宣传部", "县财政局",
)  # fmt: skip


@pytest.fixture(scope="module")
def junan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The attachments of the repository's own 莒南."""
    return package(county(tmp_path_factory.mktemp("莒南")), formats=("xlsx", "docx")) / "internal" / "附件"


def papers(region: str, root: Path = REPOSITORY) -> dict[str, Paper]:
    """The attachments of a region by their paths."""
    loaded = Workspace(root).load(region)
    assert loaded.findings == []
    return {paper.path: paper for paper in plan_attachments(loaded, Library(root))}


def paragraphs(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text]


def with_attachments(root: Path, text: str, **files: str) -> Path:
    """A workspace whose region lists these attachments (YAML below 附件)."""
    named = {f"catalogs/莒南/附件/{name}.yaml": content for name, content in files.items()}
    return write_files(root, {REGION_PATH: f"{REGION}附件:\n{text}", **named})


# 莒南政办字〔2017〕93号


def test_the_files_of_junan(junan: Path) -> None:
    group, tasks = "附件1莒南县政务公开标准化规范化试点工作领导小组", "附件3任务分工和进度安排表"
    names = (group, tasks, "附件4政务公开事项目录（样表）", *(f"附件2联络表/{unit}" for unit in JUNAN_UNITS))
    assert set(files_of(junan)) == {f"{name}.{suffix}" for name in names for suffix in ("docx", "xlsx")}


def test_the_leading_group_of_junan(junan: Path) -> None:
    path = junan / "附件1莒南县政务公开标准化规范化试点工作领导小组.docx"
    (grid,) = word_grids(path)
    assert len(grid.texts) == 16
    assert grid.merges == set()
    assert grid.texts[:4] == [
        ["组　长：", "李乃然", "县委常委、县政府副县长"],
        ["副组长：", "陈庆金", "县编办主任"],
        ["", "朱礼珂", "县政府党组成员、县政府办公室主任"],
        ["成　员：", "莫元宗", "县委办公室副主任、县扶贫办主任"],
    ]
    assert {row[0] for row in grid.texts[4:]} == {""}
    assert grid.texts[5] == ["", "徐　超", "县政府办公室副主任"]
    assert grid.texts[-1] == ["", "闫仲儒", "大店镇政府镇长"]
    words = paragraphs(path)
    assert words[:2] == ["附件1", "莒南县政务公开标准化规范化试点\n工作领导小组"]
    assert words[2].startswith("领导小组下设办公室，办公室设在县政府办公室，孙清云同志兼任办公室主任")
    assert words[2].endswith("联络员由各成员单位相关科室负责同志担任。")


def test_a_contact_sheet_for_each_unit(junan: Path) -> None:
    for unit, name in (("县民政局", "莒南县民政局"), ("县扶贫办", "县扶贫办"), ("大店镇", "大店镇人民政府")):
        (grid,) = word_grids(junan / "附件2联络表" / f"{unit}.docx")
        assert grid.texts == [
            ["单位名称（盖章）", name, "", ""],
            ["分管领导", "", "具体负责人", ""],
            ["联系电话", "", "联系电话", ""],
            ["联系邮箱", "", "", ""],
        ]
        assert grid.merges == {Block(0, 1, 0, 3), Block(3, 1, 3, 3)}
        sheet = sheet_grid(junan / "附件2联络表" / f"{unit}.xlsx")
        assert sheet.texts[2:] == grid.texts
        assert sheet.merges == {Block(0, 0, 0, 3), Block(1, 0, 1, 3), Block(2, 1, 2, 3), Block(5, 1, 5, 3)}


def test_the_schedule_of_junan(junan: Path) -> None:
    (grid,) = word_grids(junan / "附件3任务分工和进度安排表.docx")
    header, *rows = grid.texts
    assert header == ["主要任务", "具体内容", "责任部门", "完成时间"]
    phases = [number for number, row in enumerate(rows) if not any(row[1:])]
    assert [rows[number][0] for number in phases] == [
        "一、动员部署阶段（2017年10月-2017年11月）",
        "二、制定目录标准（2017年11月-2018年1月）",
        "三、开展标准应用（2018年2月—2018年7月）",
        "四、迎接试点验收（2018年8月—2018年10月）",
    ]
    assert grid.merges == {Block(number + 1, 0, number + 1, 3) for number in phases}
    tasks = [row for number, row in enumerate(rows) if number not in phases]
    assert [row[0].partition(".")[0] for row in tasks] == [str(number) for number in range(1, 14)]
    assert tasks[4][2] == "县政府办公室\n县编办\n县政务服务中心管理办公室\n各试点单位"
    assert [line[:3] for line in tasks[7][1].split("\n")] == ["（1）", "（2）", "（3）", "（4）"]
    assert tasks[12][1:] == [
        "2018年10月迎接省、市对政务公开标准化规范化试点工作的检查、评估和验收。",
        "县政府办公室\n各试点单位",
        "2018年10月",
    ]


def test_the_schedule_as_a_sheet(junan: Path) -> None:
    (grid,) = word_grids(junan / "附件3任务分工和进度安排表.docx")
    sheet = sheet_grid(junan / "附件3任务分工和进度安排表.xlsx")
    assert [row[0] for row in sheet.texts[:2]] == ["附件3", "任务分工和进度安排表"]
    assert sheet.texts[2:] == grid.texts
    assert {block for block in sheet.merges if block.first_row > 1} == {
        Block(m.first_row + 2, m.first_column, m.last_row + 2, m.last_column) for m in grid.merges
    }
    page = workbook(junan / "附件3任务分工和进度安排表.xlsx").worksheets[0]
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "portrait"


def test_pages_of_the_letters_measure(junan: Path) -> None:
    for path in sorted(set(junan.rglob("*.docx")) - set(junan.glob("附件4*"))):  # which is as wide as a catalogue
        (section,) = docx.Document(str(path)).sections
        sides = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
        for side, wanted in zip(sides, (210, 297, 37, 28, 26), strict=True):
            assert side == pytest.approx(Mm(wanted), abs=Mm(0.1))


def test_no_phone_number_and_no_address_in_the_attachments_of_junan() -> None:
    for path in (REPOSITORY / "catalogs" / "莒南" / "附件").iterdir():
        assert not re.search(r"\d{7}|@", path.read_text()), path.name


# The other founding documents


def test_the_attachments_of_yifeng() -> None:
    found = papers("宜丰")
    assert list(found) == [
        "附件/附件1-26个试点领域公开事项和标准目录编制工作责任分工",
        "附件/附件2基层政务公开事项标准目录格式模板",
        "附件/附件3基层政务公开标准化规范化工作人员名单",
    ]
    duties, form, _ = (paper.table for paper in found.values())
    numbers = "1-2 3 4 5 6-7 8 9-11 12 13 14 15 16 17 18 19-20 21-22 23 24 25 26"
    assert [row[0] for row in duties.rows] == numbers.split()
    assert duties.rows[6][1:] == (
        "国有土地上房屋征收领域、保障性住房领域、农村危房改造领域", "县自然资源局、县住建局，各乡镇（场）", "",
    )  # fmt: skip
    assert (form.form, len(form.columns), len(form.rows)) == ("国家2019-无层级", 12, 2)
    assert form.notes[0] == "注释："


def test_the_attachments_of_poli() -> None:
    group, review = papers("泊里").values()
    assert group.title == "泊里镇政务公开工作领导小组成员名单"
    offices = [(number, row[0]) for number, row in enumerate(group.table.rows) if row[0]]
    assert offices == [(0, "组　长："), (1, "常务副组长："), (2, "副组长："), (11, "成　员：")]
    assert len(group.table.rows) == 33
    assert [block.text for block in group.table.closing] == [
        "领导小组下设办公室，办公室设在党政办公室，张金金同志兼任办公室主任。"
    ]
    assert review.path == "附件/附件2信息发布保密审查表"


def test_the_attachments_of_zibo() -> None:
    found = papers("淄博")
    assert [path.removeprefix("附件/") for path in found] == [
        "附件1业务指导责任分工表",
        "附件2区县政务公开事项标准目录参考模板",
        "附件3区县政府部门单位政务公开事项标准目录参考模板",
        "附件4镇办政务公开项目目录参考模板",
        "附件5-26个试点领域基层政务公开目录网址链接",
    ]
    guidance = found["附件/附件1业务指导责任分工表"].table
    assert [row[0] for row in guidance.rows] == [str(number) for number in range(1, 22)]
    assert guidance.rows[0] == ("1", "城乡规划领域和农村集体土地征收领域", "市自然资源局")
    assert guidance.rows[20] == ("21", "卫生健康领域", "市卫生健康委")


@pytest.mark.parametrize("region", ["宜丰", "泊里", "淄博"])
def test_the_regions_are_without_fault(region: str) -> None:
    assert Workspace(REPOSITORY).load(region).findings == []


# In the package


CONTACTS = "  - {样式: 联络表, 编号: 附件2, 每单位一份: 是}\n"
STAFF = "  - {样式: 人员名单, 编号: 附件3}\n"


def test_the_manifest_names_them(junan: Path) -> None:
    entries = {entry["path"]: entry for entry in manifest_of(junan.parents[1])["files"] if entry["kind"] == "附件"}
    assert set(entries) == {f"internal/附件/{path}" for path in files_of(junan)}
    group = entries["internal/附件/附件1莒南县政务公开标准化规范化试点工作领导小组.docx"]
    assert group["sources"] == [REGION_PATH, "catalogs/莒南/附件/领导小组.yaml"]
    assert (group["rows"], group["items"]) == (16, 0)
    sources = {source["path"] for source in manifest_of(junan.parents[1])["sources"]}
    assert {"catalogs/莒南/附件/领导小组.yaml", "catalogs/莒南/附件/任务分工.yaml"} <= sources
    assert verify(junan.parents[1])[1] == []


def test_nothing_of_them_is_public(junan: Path) -> None:
    public = junan.parents[1] / "public"
    assert [path.relative_to(public).parts[0] for path in public.rglob("*") if "附件" in path.name] == ["流程图"]


def test_attachments_leave_the_rest_as_it_is(workspace: Path, tmp_path: Path) -> None:
    plain = files_of(package(workspace, out=tmp_path / "one"))
    more = files_of(package(with_attachments(workspace, CONTACTS + STAFF), out=tmp_path / "two"))
    new = {path for path in more if path.startswith("internal/附件/")}
    assert len(new) == 2 * (3 + 1)
    changing = {"manifest.json", "莒南-2018.1-备案材料.zip"}
    assert {path: data for path, data in more.items() if path not in new | changing} == {
        path: data for path, data in plain.items() if path not in changing
    }


def test_two_builds_give_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    with_attachments(workspace, CONTACTS + STAFF)
    assert files_of(package(workspace, out=tmp_path / "一")) == files_of(package(workspace, out=tmp_path / "二"))


@pytest.mark.parametrize(
    ("formats", "suffixes"),
    [(("xlsx", "docx"), {".docx", ".xlsx"}), (("docx",), {".docx"}), (("html",), {".docx"}), (("xlsx",), {".docx", ".xlsx"})],
)
def test_formats(formats: tuple[str, ...], suffixes: set[str], workspace: Path) -> None:
    """A document always, as of the letter; a workbook where workbooks are asked for."""
    folder = package(with_attachments(workspace, STAFF), formats=formats)
    assert {path.suffix for path in (folder / "internal" / "附件").iterdir()} == suffixes


def test_a_part_of_a_region_has_none(workspace: Path) -> None:
    folder = package(with_attachments(workspace, STAFF), selection=Selection(units=("县民政局",)))
    assert not (folder / "internal" / "附件").exists()


def test_a_changed_content_is_built_anew(workspace: Path, gwcat: Run) -> None:
    with_attachments(workspace, "  - {样式: 人员名单, 内容: {文件: 附件/名单.yaml}}\n", 名单="行:\n  - {单位名称: 县民政局}\n")
    assert gwcat("build", cwd=workspace).returncode == 0
    path = workspace / "dist/莒南/2018.1/internal/附件/基层政务公开标准化规范化工作人员名单.docx"
    before = path.read_bytes()
    write_files(workspace, {"catalogs/莒南/附件/名单.yaml": "行:\n  - {单位名称: 县财政局}\n"})
    assert gwcat("build", cwd=workspace).returncode == 0
    assert path.read_bytes() != before
    assert word_grids(path)[0].texts[1][:2] == ["1", "县财政局"]


def test_attachments_of_one_name_get_numbers(workspace: Path) -> None:
    folder = package(with_attachments(workspace, STAFF * 2 + "  - {样式: 人员名单, 编号: 附件3, 标题: a}\n" * 2))
    assert sorted(path.stem for path in (folder / "internal" / "附件").glob("*.docx")) == [
        "附件3a", "附件3a(2)", "附件3基层政务公开标准化规范化工作人员名单", "附件3基层政务公开标准化规范化工作人员名单(2)",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["../../../名单", "/etc/passwd", "甲/乙\\\\丙:*?", "CON", "名" * 300])
def test_titles_do_not_lead_out_of_the_folder(title: str, workspace: Path) -> None:
    folder = package(with_attachments(workspace, f'  - {{样式: 人员名单, 标题: "{title}"}}\n'))
    (path,) = (folder / "internal" / "附件").glob("*.docx")
    assert path.parent == folder / "internal" / "附件"
    assert paragraphs(path) == [title.replace("\\\\", "\\")]


def test_a_style_of_the_workspace(workspace: Path) -> None:
    style = (REPOSITORY / "templates/attachments/人员名单.yaml").read_text()
    own = style.replace("空行: 9", "空行: 2").replace("备注, 宽", "签名, 宽")
    write_files(workspace, {"templates/attachments/人员名单.yaml": own, "templates/attachments/本县名单.yaml": own})
    folder = package(with_attachments(workspace, STAFF + "  - {样式: 本县名单, 标题: 甲}\n"))
    for name in ("附件3基层政务公开标准化规范化工作人员名单", "甲"):
        (grid,) = word_grids(folder / "internal" / "附件" / f"{name}.docx")
        assert len(grid.texts) == 3
        assert grid.texts[0][-1] == "签名"


def test_content_in_the_region_file(workspace: Path) -> None:
    rows = "  - 样式: 人员名单\n    内容:\n      - {单位名称: 县民政局, 备注: [一, 二]}\n      - {单位名称: 县财政局}\n"
    folder = package(with_attachments(workspace, rows))
    (grid,) = word_grids(folder / "internal" / "附件" / "基层政务公开标准化规范化工作人员名单.docx")
    assert grid.texts[1:] == [["1", "县民政局", "", "", "一\n二"], ["2", "县财政局", "", "", ""]]


def test_duties_without_content(workspace: Path) -> None:
    folder = package(with_attachments(workspace, "  - {样式: 责任分工}\n"))
    (path,) = (folder / "internal" / "附件").glob("*.docx")
    assert path.stem == "1个试点领域公开事项和标准目录编制工作责任分工"
    assert word_grids(path)[0].texts[1:] == [["1", "社会救助领域", "县民政局", ""]]


def test_properties_of_the_files(junan: Path) -> None:
    for path in junan.glob("*.docx"):
        properties = docx.Document(io.BytesIO(path.read_bytes())).core_properties
        assert properties.author == "莒南县人民政府"
        assert path.stem.endswith(properties.title)
        assert workbook(path.with_suffix(".xlsx")).properties.title == properties.title


# What is refused, at its place


# (what stands in the region file, with ⟦ and ⟧ around the place), what the message and the remedy say
FAULTS: dict[str, tuple[str, str, str]] = {
    "unknown column": ("  - 样式: 人员名单\n    内容:\n      - {单位名: ⟦甲⟧}\n", "单位名", "单位名称"),
    "unknown value": ("  - 样式: 联络表\n    内容: {但位: ⟦甲⟧}\n", "但位", "单位"),
    "missing value": ("  - 样式: 领导小组名单\n    内容:\n      - ⟦{姓名: 甲}⟧\n", "没有写“组内职务”", "组内职务"),
    "missing content": ("  - 样式: ⟦领导小组名单⟧\n", "没有一行内容", "内容"),
    "unknown form": ("  - 样式: 空白样表\n    内容: {样表: ⟦国家2091⟧}\n", "国家2091", "国家2019"),
    "no number of rows": ("  - 样式: 空白样表\n    内容: {空行: ⟦五行⟧}\n", "空行", "1 到 1000"),
    "no samples": ("  - 样式: 空白样表\n    内容: {示例: ⟦一行⟧}\n", "应写成列表", "事项"),
    "unknown element of a sample": ("  - 样式: 空白样表\n    内容: {示例: [{公开内客: ⟦甲⟧}]}\n", "公开内客", "公开内容"),
    "neither yes nor no": ("  - 样式: 联络表\n    每单位一份: ⟦每个⟧\n", "每个", "“是”或“否”"),
    "a file and more": ("  - 样式: 人员名单\n    内容: ⟦{文件: 附件/名单.yaml, 备注: 甲}⟧\n", "又写了别的", "文件里"),
}


@pytest.mark.parametrize(("text", "message", "hint"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_refused_at_its_place(text: str, message: str, hint: str, workspace: Path) -> None:
    clean, spot = marked(region(text))
    write_files(workspace, {REGION_PATH: clean, "catalogs/莒南/附件/名单.yaml": "行: [{单位名称: 甲}]\n"})
    with pytest.raises(GwcatError) as caught:
        built(workspace)
    fault = caught.value
    assert message in fault.message
    assert fault.place == f"{REGION_PATH}:{spot.line}:{spot.column}"
    assert hint in fault.hint
    assert fault.exit_code == 2
    assert not (workspace / "dist").exists()


def test_a_fault_in_a_file_of_its_own_is_told_there(workspace: Path, gwcat: Run) -> None:
    rows = "行:\n  - {单位名称: 甲}\n  - {单位名称: 乙, 电活: 一}\n"
    with_attachments(workspace, "  - {样式: 人员名单, 内容: {文件: 附件/名单.yaml}}\n", 名单=rows)
    done = gwcat("build", cwd=workspace)
    assert done.returncode == 2
    assert "catalogs/莒南/附件/名单.yaml:3:" in done.stderr
    assert "电活" in done.stderr
    assert "Traceback" not in done.stderr


# Findings


def region(text: str) -> str:
    return f"{REGION}附件:\n{text}"


@pytest.mark.parametrize(
    "text",
    [
        "  - {样式: 人员名单, ⟦GW021 编码⟧: 附件1}\n",
        "  - {⟦GW022 编号⟧: 附件1}\n",
        "  - {样式: ⟦GW023 [人员名单]⟧}\n",
        "  - {样式: 人员名单, 内容: ⟦GW023 甲⟧}\n",
        "  - {样式: 人员名单, 内容: [{姓名: ⟦GW023 {甲: 乙}⟧}]}\n",
        "  - {样式: 人员名单, 内容: {行: [{姓名: ⟦GW023 {甲: 乙}⟧}]}}\n",
        "  - ⟦GW023 人员名单⟧\n",
        "  ⟦GW023 {样式: 人员名单}⟧\n",
        "  - {样式: 人员名单, 内容: {文件: ⟦GW001 附件/没有.yaml⟧}}\n",
        "  - {样式: 人员名单, 内容: {文件: ⟦GW001 ../莒南/附件/甲.yaml⟧}}\n",
    ],
)
def test_shapes_are_judged_at_their_places(text: str, check: Check) -> None:
    for finding in expect_in_region(check, region(text)):
        assert finding.help


def test_a_sound_region_has_no_findings(check: Check) -> None:
    contents = {"catalogs/莒南/附件/名单.yaml": "行: []\n"}
    text = f"{CONTACTS}{STAFF}  - {{样式: 人员名单, 内容: {{文件: 附件/名单.yaml}}}}\n  - {{样式: 联络表, 内容: {{单位: 甲}}}}\n"
    assert check(region=region(text), files=contents) == []


def test_an_empty_list_is_none(check: Check) -> None:
    assert check(region=region("")) == []


def test_a_missing_file_names_the_nearest(check: Check) -> None:
    contents = {"catalogs/莒南/附件/领导小组.yaml": "行: []\n"}
    found = check(region=region("  - {样式: 人员名单, 内容: {文件: 附件/领导小姐.yaml}}\n"), files=contents)
    missing, unused = sorted(found, key=lambda finding: finding.rule.code)
    assert (missing.rule.code, missing.help) == ("GW001", "是否想写“附件/领导小组.yaml”？")
    assert (unused.rule.code, unused.severity, unused.place.path) == ("GW024", "warning", "catalogs/莒南/附件/领导小组.yaml")


def test_a_file_that_no_attachment_uses_is_told(check: Check) -> None:
    (finding,) = check(files={"catalogs/莒南/附件/名单.yaml": "行: []\n"})
    assert (finding.rule.code, finding.severity) == ("GW024", "warning")
    assert "附件/名单.yaml" in finding.help


@pytest.mark.parametrize(
    ("text", "code"), [("行: [\n", "GW005"), ("行: []\n行: []\n", "GW006"), ("", "GW012"), ("- 甲\n", "GW023")]
)
def test_contents_are_read_by_the_reading_rules(text: str, code: str, check: Check) -> None:
    path = "catalogs/莒南/附件/名单.yaml"
    found = check(region=region("  - {样式: 人员名单, 内容: {文件: 附件/名单.yaml}}\n"), files={path: text})
    assert [(finding.rule.code, finding.place.path) for finding in found] == [(code, path)]


def test_contents_are_no_catalogues(workspace: Path) -> None:
    with_attachments(workspace, "  - {样式: 人员名单, 内容: {文件: 附件/名单.yaml}}\n", 名单="行: []\n")
    loaded = Workspace(workspace).load("莒南")
    assert [entry.file.path for entry in loaded.catalogues] == ["catalogs/莒南/社会救助/县民政局.yaml"]
    assert list(loaded.contents) == ["附件/名单.yaml"]
    assert [file.path for file in loaded.files][-1] == "catalogs/莒南/附件/名单.yaml"


def test_a_draft_leaves_out_what_cannot_be_read(workspace: Path) -> None:
    texts = (
        "  - {样式: 人员名单, 标题: 甲, 内容: {文件: 附件/名单.yaml}}\n",
        "  - {样式: 人员名单, 标题: 乙, 内容: {文件: 附件/没有.yaml}}\n",
        "  - {编号: 附件3}\n  - 甲\n",
        "  - {样式: 人员名单, 标题: 丙}\n",
    )
    with_attachments(workspace, "".join(texts), 名单="行: [\n")
    assert built(workspace).package is None
    folder = package(workspace, draft=True)
    assert [path.stem for path in (folder / "internal" / "附件").glob("*.docx")] == ["丙"]


@pytest.mark.parametrize(
    "written", ["甲", "[甲, [乙]]", "{样式: 人员名单}", "[{样式: 人员名单, 内容: {行: {甲: 乙}}}]", "[{样式: {甲: 乙}}]"]
)
def test_no_shape_of_a_draft_is_a_bug(written: str, workspace: Path) -> None:
    write_files(workspace, {REGION_PATH: f"{REGION}附件: {written}\n"})
    assert built(workspace).package is None
    with suppress(GwcatError):
        assert built(workspace, draft=True).package


def test_a_catalogue_may_not_lie_among_the_contents(check: Check) -> None:
    """A domain is not called 附件: what lies there is content."""
    found = check(files={"catalogs/莒南/附件/县财政局.yaml": CATALOGUE})
    assert [(finding.rule.code, finding.severity) for finding in found] == [("GW024", "warning")]
