"""Zero errors of Microsoft's Open XML SDK validator, for every XLSX and DOCX of every package."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import CATALOGUE, ITEM, REPOSITORY, write_files
from gwcat.document.page import Page
from gwcat.document.table import Column, Document, Paragraph, Table
from gwcat.filing.selection import Selection
from gwcat.render.word import WordWriter
from gwcat.source.workspace import Workspace
from office import packed, parts
from packages import county, package, with_form
from programs import faults, validated
from tables import HARD, LEFT, book_of, docx, frames, make_table, small_book, xlsx

pytestmark = pytest.mark.office
FORMS = sorted(path.stem for path in (REPOSITORY / "templates" / "forms").glob("*.yaml"))


def office_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".xlsx", ".docx"))


def test_every_file_of_junan(tmp_path: Path) -> None:
    files = office_files(package(county(tmp_path), formats=("xlsx", "docx")))
    assert len(files) == 2 * (1 + 7 + 7) + 1 + 2 * (1 + 11 + 1 + 1) + 1
    assert faults(files) == []


REGIONS = sorted(path.parent.name for path in (REPOSITORY / "catalogs").glob("*/region.yaml"))


@pytest.mark.parametrize("region", [name for name in REGIONS if name != "莒南"])
def test_every_file_of_every_region(region: str, tmp_path: Path) -> None:
    files = office_files(package(REPOSITORY, region, out=tmp_path, formats=("xlsx", "docx")))
    attachments = Workspace(REPOSITORY).load(region).region.attachments
    assert len([file for file in files if "附件" in file.parts]) == 2 * len(attachments)
    assert faults(files) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_form(form: str, workspace: Path) -> None:
    second = ITEM.replace("-001", "-002").replace("审核", "审批").replace("公开对象: 全社会", "公开对象: {特定群体: 被征收人}")
    asked = (
        "    五公开: [执行, 结果]\n    权力类型: 行政给付\n    公开程度: 部分公开\n    更新周期: 每月\n    公开形式: 全文发布\n"
    )
    withheld = "    不予公开: {理由: 个人隐私, 依据: 《中华人民共和国政府信息公开条例》第十五条}\n"
    catalogue = f"{CATALOGUE}{asked}{second}{asked}{withheld}"  # what any of the forms asks for
    write_files(workspace, {"catalogs/莒南/社会救助/县民政局.yaml": catalogue})
    files = office_files(package(workspace, selection=Selection(form=form), formats=("xlsx", "docx")))
    assert len(files) == 7
    assert faults(files) == []


OWN_FORM = """\
标题: "<{{ 地区 }}>&"
页面: {纸张: A3, 方向: 纵向}
字体:
  标题: {字体: A & B, 字号: 22}
  表头: {字体: 楷体_GB2312, 字号: 10.5}
  正文: {字体: 宋体, 字号: 7.5}
列:
  - 列名: 甲<&">
    子列:
      - {列名: 乙, 子列: [{列名: 丙, 合并: 相邻相同, 值: "{{ 名称 }}"}, {列名: 丁}]}
  - {列名: 戊, 对齐: 右, 值: "{{ 单位 }}"}
"""


def test_a_form_of_ones_own(workspace: Path) -> None:
    """Other paper, other typefaces, deeper groups, names that need escaping."""
    with_form(workspace, "样", OWN_FORM)
    assert faults(office_files(package(workspace, selection=Selection(form="样"), formats=("xlsx", "docx")))) == []


def plain(count: int) -> tuple[Column, ...]:
    return tuple(Column(f"列{number}", 20, LEFT) for number in range(count))


TABLES: dict[str, Table] = {
    "empty": make_table([]),
    "empty without notes": make_table([], notes=()),
    "one cell": make_table([("甲",)], columns=plain(1), notes=()),
    "one column merged": make_table([("甲",), ("",)], columns=plain(1), merges=[(0, 0, 1, 0)]),
    "merged across and down": make_table([("甲", "", "乙"), ("", "", "丙")], merges=[(0, 0, 1, 1)]),
    "everything merged": make_table([("甲", ""), ("", "")], merges=[(0, 0, 1, 1)]),
    "sixty columns": make_table([["甲"] * 60], columns=plain(60), frozen_columns=59),
    "portrait": make_table([("甲",)], page=Page("A3", False, 37, 26, 35, 28, "foot")),
    "without page numbers": make_table([("甲",)], page=Page(numbers="none")),
    "hard texts": make_table([(name, text) for name, text in HARD.items()], title=HARD["markup"], notes=tuple(HARD.values())),
    "hard names": make_table([("甲",)], name="A & 'B' <c> \"d\""),
    "the longest cell": make_table([("字" * 32767,)]),
    "without a header": make_table([("甲", "", "乙")], merges=[(0, 0, 0, 1)], header=(), header_rows=0),
    "without anything but cells": make_table(
        [("甲", "乙"), ("", "丙")], merges=[(0, 0, 1, 0)], header=(), header_rows=0, notes=(), borders=False
    ),
    "high rows": make_table([("甲", ""), ("乙", "")], row_height=25.5),
    "paragraphs around": make_table(
        [("甲",)],
        columns=plain(1),
        mark=(Paragraph("附件1", LEFT),),
        intro=(Paragraph(HARD["markup"], LEFT), Paragraph("", LEFT)),
        closing=(Paragraph(HARD["line breaks"], LEFT),),
    ),
    "rare characters in a long name": make_table([("甲",)], name="𠮷" * 31),
}  # fmt: skip


def test_tables_of_every_kind(tmp_path: Path) -> None:
    books = {name: book_of(table) for name, table in TABLES.items()}
    books |= {"several tables": small_book(), "no index": small_book(front=False)}
    papers = (Page(), Page("A3", False, 37, 26, 35, 28, "foot"), Page(numbers="none"))
    books["several papers"] = book_of(*(make_table([("甲",)], name=f"表{n}", page=paper) for n, paper in enumerate(papers)))
    books["tables of one name"] = book_of(make_table([("甲",)]), make_table([("乙",)]), front=make_table([("1",)]))
    for name, book in books.items():
        (tmp_path / f"{name}.xlsx").write_bytes(xlsx(book))
        (tmp_path / f"{name}.docx").write_bytes(docx(book))
    for name, table in TABLES.items():
        writer = WordWriter(frames("ooxml"), table.styles)
        (tmp_path / f"{name}, alone.docx").write_bytes(writer.write(Document(table.title, table.page, table.blocks)))
    assert faults(office_files(tmp_path)) == []


# The check itself


BREAKS = {
    "sheet.xlsx": ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData><nonsense/>"),
    "value.xlsx": ("xl/worksheets/sheet1.xml", b'orientation="landscape"', b'orientation="sideways"'),
    "styles.xlsx": ("xl/styles.xml", b'numFmtId="49"', b'numFmtId="many"'),
    "order.docx": ("word/document.xml", b"<w:tblPr>", b"<w:tr/><w:tblPr>"),
    "value.docx": ("word/document.xml", b'w:val="restart"', b'w:val="begin"'),
    "footer.docx": ("word/footer1.xml", b"<w:p>", b"<w:row>"),
}  # fmt: skip


def test_a_broken_file_is_noticed(tmp_path: Path) -> None:
    """The check can fail: each of these files has one fault."""
    whole = {".xlsx": xlsx(small_book(front=False)), ".docx": docx(small_book(front=False))}
    for name, (part, old, new) in BREAKS.items():
        files = parts(whole[Path(name).suffix])
        assert old in files[part], name
        (tmp_path / name).write_bytes(packed({**files, part: files[part].replace(old, new, 1)}))
    (tmp_path / "whole.xlsx").write_bytes(whole[".xlsx"])
    (tmp_path / "whole.docx").write_bytes(whole[".docx"])
    (tmp_path / "no zip.docx").write_bytes(b"PK")
    found = validated(office_files(tmp_path))
    assert {Path(path).name for path, errors in found.items() if errors} == {*BREAKS, "no zip.docx"}
