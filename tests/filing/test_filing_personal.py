"""Personal data that no rule sees is seen in the finished files: the build refuses and leaves the old package."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from conftest import CATALOGUE, ITEM, REGION, REPOSITORY, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.manifest import Entry
from gwcat.filing.privacy import Watch, refuse_files
from gwcat.filing.selection import Selection
from gwcat.language.personal import find_split, may_show_personal
from packages import built, county, files_of, package, with_form

PATH = "catalogs/莒南/社会救助/县民政局.yaml"
MOBILE = "13812345678"
IDENTITY = "11010519491231002X"
CARD = "6222021234567890128"
MAIL = "zhang.san@example.com"


def planted(root: Path, template: str, old: str, new: str) -> None:
    """A template of the workspace's own, with something in it that does not belong there."""
    text = (REPOSITORY / "templates" / template).read_text("utf-8")
    assert old in text
    write_files(root, {f"templates/{template}": text.replace(old, new, 1)})


TEMPLATES = {
    "a footer": ("ooxml/docx/footer_rotated.xml", "</w:ftr>", f"<w:p><w:r><w:t>{MOBILE}</w:t></w:r></w:p></w:ftr>"),
    "two runs of a footer": (
        "ooxml/docx/footer_rotated.xml", "</w:ftr>", "<w:p><w:r><w:t>138</w:t></w:r><w:r><w:t>12345678</w:t></w:r></w:p></w:ftr>",
    ),
    "a property of documents": ("ooxml/xlsx/core.xml", "</cp:core", f"<dc:subject>{MAIL}</dc:subject></cp:core"),
    "an attribute of a sheet": ("ooxml/xlsx/sheet.xml", "<sheetData>", f"<!-- {IDENTITY} --><sheetData>"),
    "a page": ("html/page.html", "</main>", f"<p>张三，{CARD}</p></main>"),
    "marks in a page": ("html/page.html", "</main>", "<p>1381234<b>5678</b></p></main>"),
    "an attribute of a page": ("html/page.html", "<main>", f'<main data-owner="{MOBILE}">'),
}  # fmt: skip


@pytest.mark.parametrize("where", TEMPLATES)
def test_what_templates_bring_along(where: str, workspace: Path) -> None:
    old = files_of(package(workspace))
    planted(workspace, *TEMPLATES[where])
    with pytest.raises(GwcatError, match="公开材料里有") as caught:
        built(workspace)
    assert caught.value.hint
    for number in (MOBILE, IDENTITY, CARD):
        assert number not in caught.value.message, "what must not be seen is not shown again"
    assert files_of(workspace / "dist" / "莒南" / "2018.1") == old


FORMS = {
    "the title of a form": f"标题: 目录 {MOBILE}\n",
    "the notes of a form": f"注释: [联系人：张三 {MAIL}]\n",
    "the title of a column": f"插列: [{{之后: 公开主体, 列: {{列名: '{CARD}', 值: ''}}}}]\n",
    "two columns beside each other": (
        "插列: [{之后: 公开主体, 列: {列名: 甲, 值: '138'}}, {之后: 甲, 列: {列名: 乙, 值: '12345678'}}]\n"
    ),
    "an identity number in three columns": (
        "插列: [{之后: 公开主体, 列: {列名: 甲, 值: '110105'}}, {之后: 甲, 列: {列名: 乙, 值: '19491231'}}, "
        "{之后: 乙, 列: {列名: 丙, 值: '002X'}}]\n"
    ),
    "two lines of a cell": "插列: [{之后: 公开主体, 列: {列名: 电话, 值: \"138\\n12345678\"}}]\n",
}  # fmt: skip


@pytest.mark.parametrize("where", FORMS)
@pytest.mark.parametrize("form", ["xlsx", "docx", "html", "csv"])
def test_what_forms_bring_along(where: str, form: str, workspace: Path) -> None:
    with_form(workspace, "样", f"基于: 国家2019\n{FORMS[where]}")
    with pytest.raises(GwcatError, match="公开材料里有"):
        built(workspace, selection=Selection(form="样"), formats=(form,))
    assert not (workspace / "dist").exists()


@pytest.mark.parametrize("key", ["名称: 莒南县", "政府: 莒南县人民政府", "全称: 莒南县民政局"])
def test_what_the_region_file_brings_along(key: str, workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {"catalogs/莒南/region.yaml": REGION.replace(key, f"{key}{MOBILE}", 1)})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode in (1, 2)
    assert not (workspace / "dist").exists()
    assert "Traceback" not in done.stderr


def test_the_message_says_where_and_what_to_do(workspace: Path, gwcat: Run) -> None:
    planted(workspace, *TEMPLATES["a footer"])
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 2
    assert "手机号（“138……”）" in done.stderr
    assert "模板" in done.stderr


def test_a_large_table_is_searched_too(workspace: Path) -> None:
    items = "".join(ITEM.replace("社会救助-001", f"社会救助-{n:03}").replace("审核信息", f"信息{n}") for n in range(1, 151))
    write_files(workspace, {PATH: f'领域: 社会救助\n单位: 县民政局\n事项:\n{items}    备注: "12345678"\n'})
    with_form(workspace, "样", "基于: 国家2019\n插列: [{之后: 公开主体, 列: {列名: 电话, 值: '138{{ 备注 }}'}}]\n")
    with pytest.raises(GwcatError) as caught:
        built(workspace, selection=Selection(form="样"))
    assert "第 150 行“电话”" in caught.value.place


def test_numbers_of_offices_and_rows_of_figures_are_no_reason(workspace: Path) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("公示7个工作日", "公示7个工作日，电话0539-7212345、12345")})
    assert package(workspace).is_dir()
    cells = ["13", "8", "1", "23", "4", "5", "678", "0539-7212345", "13", "1380", "2020", "06"]
    assert list(find_split(cells)) == []


def test_numbers_over_cells() -> None:
    assert list(find_split(["甲", "138", "12345678", "乙"])) == [("手机号", MOBILE)]
    assert list(find_split(["110105", "19491231", "002X"])) == [("身份证号", IDENTITY)]
    assert list(find_split([MOBILE])) == []  # whole numbers are found in their own cell
    assert list(find_split([])) == []


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"@page { size: A4 } @media print {}", False),
        (b'<a href="http://www.junan.gov.cn/a@2x.png">', True),
        (MOBILE.encode(), True),
        (b"138-1234 5678", True),
        (b'<c r="B12" s="3"/><c r="C12"', False),
        (b"", False),
        (b"@", False),
    ],
    ids=range(7),
)
def test_the_quick_look_at_bytes(data: bytes, seen: bool) -> None:
    assert may_show_personal(data) is seen


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data", [f"<svg><text>{MOBILE}</text></svg>".encode(), zipped(document=f"<t>{MAIL}</t>")], ids=["one", "packed"]
)
def test_other_public_files_are_searched_when_they_are_finished(data: bytes) -> None:
    refuse_files([Entry("internal/名单.docx", data, "附件"), Entry("public/图.svg", b"<svg/>", "流程图")])
    with pytest.raises(GwcatError) as caught:
        refuse_files([Entry("public/图.svg", data, "流程图")])
    assert caught.value.place == "public/图.svg"


def test_a_watch_gives_back_what_it_saw() -> None:
    for raw in (b"", b"<t>0539-7212345</t>", b"x" * 100_000, "全角１３８".encode()):
        assert Watch().seen(raw) == raw
        assert Watch().deflate(raw).raw == raw


def test_the_real_county_passes(tmp_path: Path) -> None:
    assert built(county(tmp_path)).package
    shutil.rmtree(tmp_path / "dist")
