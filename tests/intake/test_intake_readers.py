"""Texts, pages and workbooks as grids: encodings, delimiters, several sheets and tables, hints of the user."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import foreign
from gwcat.base.errors import GwcatError
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_foreign, read_grids
from gwcat.intake.guard import open_source
from gwcat.model.incoming import Hints

LIBRARY = Library()
ABOUT = {"表头": "一行", "行": [{"二级": "政策法规文件"}, {"时限": "及时公开；\n随时更新", "主体": '县"民政"局'}]}


def text(delimiter: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(foreign.typed(ABOUT).rows)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_delimiters(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes(text(delimiter).encode(encoding))
    (grid,) = read_grids(open_source(path), "目录.csv")
    assert grid.rows == foreign.typed(ABOUT).rows
    assert len(read_foreign(path, LIBRARY).items) == 2


def test_a_quote_that_is_not_closed(tmp_path: Path) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes(b'\xe5\xba\x8f,"a\nb,c')
    with pytest.raises(GwcatError, match="文本表格读不出来"):
        read_foreign(path, LIBRARY)


def test_a_page_in_gbk_with_several_tables(tmp_path: Path) -> None:
    inner = foreign._html(foreign.typed(ABOUT)).decode().partition("<body>")[2].partition("</body>")[0]
    page = (
        "<html><head><meta charset=gb2312></head><body><table><tr><td>首页</td></tr>"
        "<tr><td><h3>社会救助领域基层政务公开标准目录</h3>"
        f"{inner}</td></tr></table><h3>养老服务领域基层政务公开标准目录</h3>{inner}</body></html>"
    )
    path = tmp_path / "目录.html"
    path.write_bytes(page.encode("gb18030"))
    found = read_foreign(path, LIBRARY)
    assert [item.domain for item in found.items] == ["社会救助", "社会救助", "养老服务", "养老服务"]
    assert {remark.kind for remark in found.remarks} <= {"整理"}


def _book(sheets: Mapping[str, Mapping[str, Any]], path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, about in sheets.items():
        sheet = book.create_sheet(name)
        for row in foreign.typed(about).rows:
            sheet.append(row)
    book.save(path)
    return path


def test_one_sheet_for_each_domain_and_one_that_is_no_catalogue(tmp_path: Path) -> None:
    contact = {"表头": "无", "行": [["姓名", "职务", "备注"], ["某人", "科员", ""]]}
    path = _book({"社会救助": ABOUT, "养老服务领域": ABOUT, "联络表": contact}, tmp_path / "汇编.xlsx")
    found = read_foreign(path, LIBRARY)
    assert [item.domain for item in found.items] == ["社会救助", "社会救助", "养老服务", "养老服务"]
    assert [(remark.spot.sheet, remark.kind) for remark in found.remarks if remark.kind != "整理"] == [("联络表", "未识别")]
    assert [table.items for table in found.tables] == [2, 2, 0]
    assert str(found.items[2].spots["公开时限"]) == "汇编.xlsx 养老服务领域!F2"


def test_what_the_user_says_counts(tmp_path: Path) -> None:
    path = _book({"社会救助": ABOUT}, tmp_path / "目录.xlsx")
    found = read_foreign(path, LIBRARY, Hints(domain="扶贫救灾", unit="县民政局"))
    assert {(item.domain, item.unit) for item in found.items} == {("扶贫救灾", "县民政局")}
    with pytest.raises(GwcatError, match="没有叫“国家2091”的样表"):
        read_foreign(path, LIBRARY, Hints(form="国家2091"))


def test_a_table_without_header_in_the_form_that_the_user_names(tmp_path: Path) -> None:
    row = [
        1,
        "食品药品监管",
        "抽检信息",
        "《食品安全法》",
        "总体情况",
        "对品类作说明",
        "县市场监管局",
        "政府网站",
        "每周三公布",
        "",
    ]
    path = _book({"表": {"表头": "无", "行": [row, [2, *row[1:]]]}}, tmp_path / "目录.xlsx")
    found = read_foreign(path, LIBRARY, Hints(form="山东2017"))
    assert found.form == "山东2017"
    assert found.items[0].values["公开内容"] == [{"要素": "总体情况", "标准": "对品类作说明"}]
    assert [remark.kind for remark in found.remarks if "没有表头" in remark.message] == ["存疑"]


def test_the_trap_of_the_way_of_publishing(tmp_path: Path) -> None:
    """公开方式 means the platform in 2017, 主动公开 since 2020, 全文发布 in website catalogues: the whole form says which."""
    head = ["一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体"]
    cells = ["甲", "乙", "丙", "《预算法》", "及时公开", "县财政局"]
    for words, key, value in (
        ("主动公开", "公开方式", "主动公开"), ("全文发布", "公开形式", "全文发布"), ("政府网站、公示栏", "公开渠道", None),
    ):  # fmt: skip
        about = {"表头": "无", "行": [[*head, "公开方式"], [*cells, words]]}
        found = read_foreign(_book({"表": about}, tmp_path / "目录.xlsx"), LIBRARY)
        assert found.items[0].values.get(key) == (value or found.items[0].values[key])
        assert {key, "公开方式"} & set(found.items[0].values) == {key}


def test_an_unknown_column_is_kept_and_a_nearly_known_one_doubted(tmp_path: Path) -> None:
    about = {"表头": "无", "行": [["一级事项", "二级事项", "开内容", "天气", "公开时限"], ["甲", "乙", "丙", "晴", "及时公开"]]}
    found = read_foreign(_book({"表": about}, tmp_path / "目录.xlsx"), LIBRARY)
    assert found.items[0].values == {"一级事项": "甲", "二级事项": "乙", "公开内容": ["丙"], "公开时限": "及时公开"}
    assert foreign.places(found.remarks, "其他列") == ["D2"]
    assert foreign.places(found.remarks, "存疑") == ["C1"]
