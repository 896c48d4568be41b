"""`gwcat trace`: every cell of a delivered workbook leads to the place in the source that it came from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.selection import Selection
from gwcat.model.finding import Place
from gwcat.model.trace import Traced
from gwcat.source.text import decode
from gwcat.source.workspace import Workspace
from gwcat.tasks.trace import trace
from office import decoded
from packages import built, county, package, with_form

NATIONAL_PATH = "catalogs/国家/社会救助.yaml"
PROVINCE_PATH = "catalogs/山东/社会救助/省民政厅.yaml"
OTHER_PATH = "catalogs/莒南/社会救助/县财政局.yaml"
CARE_PATH = "catalogs/莒南/养老服务/县民政局.yaml"


def item(number: str, level: str = "最低生活保障", more: str = "") -> str:
    """An entry of 事项 whose texts name its number."""
    return (
        f"  - 编号: 社会救助-{number}\n    一级事项: {level}\n    二级事项: 事项{number}\n"
        f"    公开内容:\n      - 要素: 内容{number}甲\n        标准: 标准{number}甲\n      - 内容{number}乙\n"
        f"      - {{要素: 内容{number}丙, 标准: 标准{number}丙}}\n"
        f"    公开依据: [《办法{number}甲》, 《办法{number}乙》]\n    公开时限: 即时{number}\n    公开主体: [县民政局]\n"
        f"    公开渠道: [政府网站, {{其他: 渠道{number}}}]\n    公开对象: {{特定群体: 群体{number}}}\n    公开方式: 主动公开\n"
        f"    公开层级: [县级, 乡级]\n{more}"
    )


NATIONAL = "领域: 社会救助\n事项:\n" + item("001") + item("002") + item("003", "临时救助") + item("004", "临时救助")
FILES = {
    NATIONAL_PATH: NATIONAL,
    "catalogs/山东/region.yaml": REGION.replace("莒南县", "山东省").replace("简称: 莒南", "简称: 山东").replace("县级", "省级"),
    PROVINCE_PATH: "领域: 社会救助\n单位: 省民政厅\n采用: 国家\n调整:\n  - {对应: 社会救助-002, 公开时限: 省里的时限}\n",
    REGION_PATH: REGION,
    CATALOGUE_PATH: "领域: 社会救助\n单位: 县民政局\n采用: {区域: 山东}\n"
    "调整:\n  - {对应: 社会救助-003, 公开时限: 县里的时限, 备注: 县里的备注}\n不采用:\n  - {对应: 社会救助-004, 理由: 本县没有}\n"
    "事项:\n" + item("800"),
    OTHER_PATH: "领域: 社会救助\n单位: 县财政局\n事项:\n" + item("900", "财政"),
    CARE_PATH: "领域: 养老服务\n单位: 县民政局\n事项:\n"
    + item("990", "养老", "    三级事项: 深层990\n").replace("社会救助-", "养老服务-"),
}
BOOKS = {
    "public/总目录.xlsx": ("目录", "社会救助", "养老服务"),
    "public/分领域/社会救助.xlsx": ("社会救助",),
    "public/分领域/养老服务.xlsx": ("养老服务",),
    "public/分单位/县民政局.xlsx": ("社会救助", "养老服务"),
    "public/分单位/县财政局.xlsx": ("社会救助",),
}
FORMS = ("国家2019", "山东2017", "国家2019-三级", "国家2019-无层级")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county that adopts, with a package in each form."""
    root = write_files(tmp_path_factory.mktemp("追查"), FILES)
    for form in FORMS:
        package(root, out=root / form, selection=Selection(form=form), formats=("xlsx",))
    return root


def found(root: Path, file: str, cell: str, sheet: str = "") -> Traced:
    address = f"{root / file}!{sheet}!{cell}" if sheet else f"{root / file}!{cell}"
    return trace(Workspace(root), address)


def text_at(root: Path, place: Place) -> str:
    """What stands in a source file from the beginning of a place to its end."""
    lines = decode((root / place.path).read_bytes()).split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "\n".join(lines)


def sheets(path: Path) -> dict[str, Any]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path).worksheets}


def cell_text(sheet: Any, row: int, column: int) -> str:
    """What one sees in a cell: for a cell that is covered by a merge, the text of the merge."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    return decoded(sheet.cell(row, column).value or "")


def name(sheet: Any, row: int, column: int) -> str:
    return str(sheet.cell(row, column).coordinate)


def body(sheet: Any) -> range:
    """The rows of the items."""
    head = int(str(sheet.print_title_rows).rpartition("$")[2])
    last = max(row for row in range(head, sheet.max_row + 1) if (sheet.cell(row, 1).value or "").isdigit() or row == head)
    for area in sheet.merged_cells.ranges:
        if area.min_col == area.max_col == 1 and area.min_row == last:
            last = area.max_row
    return range(head + 1, last + 1)


# Every cell


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("book", BOOKS)
def test_every_cell_of_every_sheet_is_known_by_its_text(form: str, book: str, root: Path) -> None:
    """Titles, headers, merged cells, notes: what the trace says stands there is what one sees there."""
    file = f"{form}/莒南/2018.1/{book}"
    opened = sheets(root / file)
    assert tuple(opened) == BOOKS[book]
    step = 1 if form in FORMS[:2] and book == "public/总目录.xlsx" else 7  # the other books hold the same sheets
    for title, sheet in opened.items():
        cells = [(row, column) for row in range(1, sheet.max_row + 1) for column in range(1, sheet.max_column + 1)]
        for row, column in cells[::step]:
            traced = found(root, file, name(sheet, row, column), title)
            assert (traced.sheet, traced.cell) == (title, name(sheet, row, column))
            assert traced.text == cell_text(sheet, row, column), (title, traced.cell)
            assert not traced.stale


_PLAIN = ("一级事项", "二级事项", "三级事项", "公开时限", "备注", "名称")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("book", BOOKS)
def test_every_cell_of_an_item_leads_to_its_words(form: str, book: str, root: Path) -> None:
    file = f"{form}/莒南/2018.1/{book}"
    seen = 0
    for title, sheet in sheets(root / file).items():
        if title == "目录":
            continue
        for row in body(sheet):
            for column in range(2, sheet.max_column + 1):
                traced = found(root, file, name(sheet, row, column), title)
                head, text = traced.column.rpartition("/")[2], cell_text(sheet, row, column)
                if not text or head == "公开渠道和载体":  # which prints the boxes that are not ticked too
                    continue
                keys = [key for key, _ in traced.ways]
                assert keys, (title, traced.cell, head)
                assert len(set(keys)) == len(keys), (title, traced.cell, keys)
                texts = [text_at(root, last_written(steps)) for _, steps in traced.ways]
                if head in _PLAIN:
                    assert text in texts, (title, traced.cell, text, texts)
                else:
                    assert all(part in " ".join(texts) for part in _words(text)), (title, traced.cell, text, texts)
                seen += 1
    assert seen > 6


def last_written(steps: Sequence[tuple[str, Place]]) -> Place:
    """Where a value was written or changed last."""
    return [place for words, place in steps if words != "采用于"][-1]


def _words(text: str) -> list[str]:
    """The words of a cell without what the form adds: numbers, separators, ticks."""
    if text == "√":
        return []
    pieces = [line.partition(". ")[2] if line[:1].isdigit() and ". " in line else line for line in text.split("\n")]
    return [word for piece in pieces for part in piece.split("、") for word in part.split("：") if word]


@pytest.mark.parametrize("form", FORMS)
def test_the_number_of_an_item_is_made_by_the_form(form: str, root: Path) -> None:
    file = f"{form}/莒南/2018.1/public/分领域/社会救助.xlsx"
    sheet = sheets(root / file)["社会救助"]
    numbers = []
    for row in body(sheet):
        traced = found(root, file, f"A{row}")
        assert traced.column == "序号"
        assert traced.ways == ()
        assert traced.item.startswith("社会救助-")
        numbers.append(traced.text)
    assert list(dict.fromkeys(numbers)) == ["1", "2", "3", "4", "5"]


def test_a_number_that_was_written_leads_to_where_it_was(tmp_path: Path) -> None:
    write_files(tmp_path, {REGION_PATH: REGION, CATALOGUE_PATH: CATALOGUE.replace("    一级", "    序号: １\n    一级")})
    made = package(tmp_path, formats=("xlsx",))
    traced = found(tmp_path, f"{made.relative_to(tmp_path)}/public/分领域/社会救助.xlsx", "A4")
    assert [key for key, _ in traced.ways] == ["序号"]


def test_domain_and_unit_in_a_cell_lead_to_the_head_of_the_file(root: Path) -> None:
    """山东2017 has a column 事项类别, which shows the domain."""
    file = "山东2017/莒南/2018.1/public/分领域/社会救助.xlsx"
    traced = found(root, file, "B3")
    assert (traced.column, traced.text) == ("事项类别", "社会救助")
    assert [text_at(root, steps[-1][1]) for _, steps in traced.ways] == ["社会救助"]
    assert traced.ways[0][1][-1][1][:3] == (CATALOGUE_PATH, 1, 5)


# Items with several rows


@pytest.mark.parametrize(("column", "key"), [("E", "内容"), ("F", "标准")])
def test_each_row_of_an_item_leads_to_its_own_element(column: str, key: str, root: Path) -> None:
    file = "山东2017/莒南/2018.1/public/分领域/社会救助.xlsx"
    sheet = sheets(root / file)["社会救助"]
    for row in body(sheet):
        text = sheet[f"{column}{row}"].value
        traced = found(root, file, f"{column}{row}")
        assert [name for name, _ in traced.ways] == ["公开内容"]
        place = last_written(traced.ways[0][1])
        line = (root / place.path).read_text(encoding="utf-8").splitlines()[place.line - 1]
        if text:
            assert key in text
            assert text in line, f"{column}{row} leads to {place.line}: {line}"


def test_what_all_rows_of_an_item_share_leads_to_one_place(root: Path) -> None:
    file = "山东2017/莒南/2018.1/public/分领域/社会救助.xlsx"
    one, other, last = (found(root, file, f"I{row}") for row in (3, 4, 5))
    assert one.text == other.text == last.text == "即时001"
    assert one.ways == other.ways == last.ways
    assert found(root, file, "I6").text == "省里的时限"


# The way


def test_the_way_through_all_levels(root: Path) -> None:
    file = "国家2019/莒南/2018.1/public/分领域/社会救助.xlsx"
    ways = dict(found(root, file, "F5").ways)
    assert [(word, place.path, place.line) for word, place in ways["公开时限"]] == [
        ("写在", NATIONAL_PATH, 27),
        ("采用于", PROVINCE_PATH, 3),
        ("改于", PROVINCE_PATH, 5),
        ("采用于", CATALOGUE_PATH, 3),
    ]
    traced = found(root, file, "F5")
    assert (traced.item, traced.unit, traced.text) == ("社会救助-002 事项002", "县民政局", "省里的时限")


def test_own_items_and_other_units(root: Path) -> None:
    file = "国家2019/莒南/2018.1/public/分领域/社会救助.xlsx"
    texts = {}
    for row in range(4, 9):
        traced = found(root, file, f"F{row}")
        ((_, steps),) = traced.ways
        texts[traced.text] = (traced.unit, steps[-1][1].path)
    assert texts["即时800"] == ("县民政局", CATALOGUE_PATH)
    assert texts["即时900"] == ("县财政局", OTHER_PATH)


def test_a_merged_cell_leads_to_the_item_that_its_text_is_from(root: Path) -> None:
    file = "国家2019/莒南/2018.1/public/分领域/社会救助.xlsx"
    one, other = found(root, file, "B4"), found(root, file, "B5")
    assert one.text == other.text == "最低生活保障"
    assert one.ways[0] == other.ways[0]
    assert text_at(root, one.ways[0][1][0][1]) == "最低生活保障"


# Addresses


ADDRESSES = {
    "a sheet that is the only one": "public/分领域/社会救助.xlsx!F5",
    "its name": "public/分领域/社会救助.xlsx!社会救助!F5",
    "quoted as Excel does": "public/分领域/社会救助.xlsx!'社会救助'!F5",
    "absolute as Excel has it": "public/分领域/社会救助.xlsx!$F$5",
    "small letters": "public/分领域/社会救助.xlsx!f5",
    "a blank behind": "public/分领域/社会救助.xlsx!F5 ",
    "the combined catalogue": "public/总目录.xlsx!社会救助!F5",
    "a unit's": "public/分单位/县民政局.xlsx!社会救助!F5",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_addresses(address: str, root: Path) -> None:
    assert trace(Workspace(root), f"{root}/国家2019/莒南/2018.1/{address}").text == "省里的时限"


WRONG = {
    "no cell": ("public/分领域/社会救助.xlsx", "看不懂"),
    "no cell behind the sign": ("public/分领域/社会救助.xlsx!", "看不懂"),
    "a range": ("public/分领域/社会救助.xlsx!F5:G6", "看不懂"),
    "row 0": ("public/分领域/社会救助.xlsx!F0", "看不懂"),
    "no row": ("public/分领域/社会救助.xlsx!F", "看不懂"),
    "no column": ("public/分领域/社会救助.xlsx!5", "看不懂"),
    "full-width letters": ("public/分领域/社会救助.xlsx!甲5", "看不懂"),
    "beyond the columns": ("public/分领域/社会救助.xlsx!P5", "没有 P5"),
    "far beyond the columns": ("public/分领域/社会救助.xlsx!ZZZ5", "没有 ZZZ5"),
    "beyond the rows": ("public/分领域/社会救助.xlsx!A99", "没有 A99"),
    "far beyond the rows": ("public/分领域/社会救助.xlsx!A9999999", "没有 A9999999"),
    "no such sheet": ("public/分领域/社会救助.xlsx!养老服务!F5", "养老服务"),
    "one of several sheets": ("public/总目录.xlsx!F5", "养老服务"),
    "no such file": ("public/分领域/社会求助.xlsx!F5", "没有"),
    "a folder": ("public/分领域!F5", "XLSX"),
    "a document by letters": ("public/分领域/社会救助.docx!F5", "表1:R5C4"),
    "a page by letters": ("public/分领域/社会救助.html!F5", "表1:R5C4"),
    "the manifest": ("manifest.json!A1", "XLSX"),
    "nothing": ("", "看不懂"),
}


@pytest.mark.parametrize(("address", "words"), WRONG.values(), ids=WRONG)
def test_wrong_addresses(address: str, words: str, root: Path) -> None:
    with pytest.raises(GwcatError) as caught:
        trace(Workspace(root), f"{root}/国家2019/莒南/2018.1/{address}" if address else "")
    assert words in caught.value.message + caught.value.hint
    assert caught.value.hint
    assert caught.value.exit_code == 2


def test_a_workbook_that_is_no_part_of_a_package(root: Path, tmp_path: Path) -> None:
    source = root / "国家2019/莒南/2018.1/public/分领域/社会救助.xlsx"
    (tmp_path / "甲.xlsx").write_bytes(source.read_bytes())
    with pytest.raises(GwcatError) as caught:
        trace(Workspace(root), f"{tmp_path}/甲.xlsx!F5")
    assert "备案材料" in caught.value.message


def test_a_workbook_that_was_put_into_a_package(root: Path, tmp_path: Path) -> None:
    made = package(root, out=tmp_path, formats=("xlsx",))
    (made / "public/甲.xlsx").write_bytes((made / "public/分领域/社会救助.xlsx").read_bytes())
    with pytest.raises(GwcatError) as caught:
        trace(Workspace(root), f"{made}/public/甲.xlsx!F5")
    assert "public/甲.xlsx" in caught.value.message


ODD = {
    "a bang": "社会!救助",
    "two bangs": "社会!A1!救助",
    "an apostrophe": "社会'救助",
    "a blank": "社会 救助",
    "what Excel forbids": "社会[救助]",
    "too long": "社会救助" * 10,
    "like a cell": "A1",
    "in brackets": "社会（救助）",
}


@pytest.mark.parametrize("domain", ODD.values(), ids=ODD)
def test_sheets_and_files_with_odd_names(domain: str, tmp_path: Path) -> None:
    quoted = json.dumps(domain, ensure_ascii=False)
    files = {
        REGION_PATH: REGION + f"  - {{领域: {quoted}, 牵头单位: [县民政局]}}\n",
        CATALOGUE_PATH: CATALOGUE,
        f"catalogs/莒南/{domain}/县民政局.yaml": CATALOGUE.replace("领域: 社会救助", f"领域: {quoted}").replace("-001", "-002"),
    }
    made = package(write_files(tmp_path, files), formats=("xlsx",))
    for path in made.rglob("*.xlsx"):
        for title, sheet in sheets(path).items():
            for form in (title, "'" + title.replace("'", "''") + "'"):
                traced = trace(Workspace(tmp_path), f"{path}!{form}!C4")
                assert (traced.sheet, traced.text) == (title, cell_text(sheet, 4, 3))


def test_a_bang_in_the_path_of_a_package(tmp_path: Path) -> None:
    write_files(tmp_path, {REGION_PATH: REGION.replace('"2018.1"', '"2018!1"'), CATALOGUE_PATH: CATALOGUE})
    made = package(tmp_path, formats=("xlsx",))
    assert trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!C4").text == "审核信息"
    assert trace(Workspace(tmp_path), f"{made}/public/总目录.xlsx!社会救助!C4").text == "审核信息"


def test_names_that_become_the_same_file_name(tmp_path: Path) -> None:
    """Two units whose names differ in what no file name can hold."""
    units = '  - {名称: "县/民政局"}\n  - {名称: "县:民政局"}\n'
    region = REGION.replace("单位:\n", f"单位:\n{units}", 1)
    files = {REGION_PATH: region}
    for number, unit in enumerate(("县/民政局", "县:民政局")):
        text = CATALOGUE.replace("单位: 县民政局", f'单位: "{unit}"').replace("-001", f"-00{number}")
        files[f"catalogs/莒南/社会救助/单位{number}.yaml"] = text.replace("审核信息", f"审核{number}")
    write_files(tmp_path, files)
    made = package(tmp_path, formats=("xlsx",), draft=True)
    for path in (made / "public/分单位").glob("*.xlsx"):
        (title, sheet), *_ = sheets(path).items()
        assert trace(Workspace(tmp_path), f"{path}!{title}!C4").text == cell_text(sheet, 4, 3)


# Kinds of packages


def test_a_part_of_a_package(root: Path, tmp_path: Path) -> None:
    for selection in (
        Selection(domains=("养老服务",)),
        Selection(units=("县财政局",)),
        Selection(("社会救助",), ("莒南县财政局",)),
    ):
        made = package(root, out=tmp_path, selection=selection, formats=("xlsx",))
        assert made.name == "2018.1-部分"
        for path in made.rglob("*.xlsx"):
            for title, sheet in sheets(path).items():
                for column in (1, 2, 3):
                    traced = trace(Workspace(root), f"{path}!{title}!{name(sheet, 3, column)}")
                    assert traced.text == cell_text(sheet, 3, column)


def test_a_draft(tmp_path: Path) -> None:
    files = {REGION_PATH: REGION, CATALOGUE_PATH: CATALOGUE.replace("全社会", "群众")}
    made = package(write_files(tmp_path, files), formats=("xlsx",), draft=True)
    assert made.name == "2018.1-草稿"
    assert trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!C4").text == "审核信息"


def test_a_draft_of_a_region_without_a_name(tmp_path: Path) -> None:
    files = {REGION_PATH: REGION.replace("名称: 莒南县\n", ""), CATALOGUE_PATH: CATALOGUE}
    made = package(write_files(tmp_path, files), formats=("xlsx",), draft=True)
    assert trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!C4").text == "审核信息"


def test_a_form_of_the_workspace(tmp_path: Path) -> None:
    with_form(
        tmp_path, "本县", "基于: 国家2019\n冻结列: 0\n列:\n  - {列名: 时限和备注, 宽: 40, 值: '{{ 公开时限 }}（{{ 备注 }}）'}\n"
    )
    files = {REGION_PATH: REGION, CATALOGUE_PATH: CATALOGUE + "    备注: 县里的备注\n"}
    made = package(write_files(tmp_path, files), selection=Selection(form="本县"), formats=("xlsx",))
    traced = trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!A3")
    assert {text_at(tmp_path, steps[-1][1]) for _, steps in traced.ways} == {
        "县里的备注", "制定或获取信息之日起10个工作日内，公示7个工作日",
    }  # fmt: skip


def test_two_forms_in_one_domain(tmp_path: Path) -> None:
    files = {
        REGION_PATH: REGION,
        CATALOGUE_PATH: CATALOGUE,
        OTHER_PATH: CATALOGUE.replace("县民政局\n", "县财政局\n样表: 山东2017\n").replace("-001", "-002").replace("审核", "财政"),
    }
    made = package(write_files(tmp_path, files), formats=("xlsx",))
    path = f"{made}/public/分领域/社会救助.xlsx"
    assert trace(Workspace(tmp_path), f"{path}!社会救助!C4").text == "审核信息"
    assert trace(Workspace(tmp_path), f"{path}!社会救助-山东2017!C3").text == "财政信息"


def test_regions_of_one_name(tmp_path: Path) -> None:
    """There are several 鼓楼区; the package knows which it is of."""
    region = REGION.replace("莒南县", "鼓楼区")
    files = {}
    for folder in ("南京鼓楼", "徐州鼓楼"):
        files[f"catalogs/{folder}/region.yaml"] = region.replace("简称: 莒南", f"简称: {folder}")
        files[f"catalogs/{folder}/社会救助/县民政局.yaml"] = CATALOGUE.replace("审核信息", f"{folder}的审核")
    write_files(tmp_path, files)
    for folder in ("南京鼓楼", "徐州鼓楼"):
        made = package(tmp_path, folder, formats=("xlsx",))
        traced = trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!C4")
        assert traced.text == f"{folder}的审核"
        assert traced.ways[0][1][-1][1].path == f"catalogs/{folder}/社会救助/县民政局.yaml"


def test_the_repository_itself(tmp_path: Path) -> None:
    made = package(county(tmp_path), formats=("xlsx",))
    for path in sorted((made / "public").rglob("*.xlsx"))[:3]:
        for title, sheet in sheets(path).items():
            for row in (1, 2, 3, sheet.max_row // 2, sheet.max_row):
                for column in (1, 3, sheet.max_column):
                    traced = trace(Workspace(tmp_path), f"{path}!{title}!{name(sheet, row, column)}")
                    assert traced.text == cell_text(sheet, row, column)


def test_attachments_are_not_traced_and_say_so(tmp_path: Path) -> None:
    made = package(county(tmp_path), formats=("xlsx",))
    file = next((made / "internal").rglob("*.xlsx"))
    with pytest.raises(GwcatError, match="不能追查"):
        trace(Workspace(tmp_path), f"{file}!A1")


# When the source is not what it was


def test_a_stale_package_is_called_so(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    made = package(tmp_path, formats=("xlsx",))
    address = f"{made}/public/分领域/社会救助.xlsx!F5"
    assert not trace(Workspace(tmp_path), address).stale
    for path in (NATIONAL_PATH, PROVINCE_PATH, CATALOGUE_PATH, REGION_PATH):
        write_files(tmp_path, {path: f"# 注\n{FILES[path]}"})
        assert trace(Workspace(tmp_path), address).stale, path
        write_files(tmp_path, {path: FILES[path]})
        assert not trace(Workspace(tmp_path), address).stale


def test_files_that_came_or_went_make_it_stale(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    made = package(tmp_path, formats=("xlsx",))
    address = f"{made}/public/分领域/社会救助.xlsx!F5"
    (tmp_path / CARE_PATH).unlink()
    assert trace(Workspace(tmp_path), address).stale
    write_files(tmp_path, {CARE_PATH: FILES[CARE_PATH]})
    write_files(tmp_path, {"catalogs/莒南/养老服务/县财政局.yaml": "领域: 养老服务\n单位: 县财政局\n事项:\n" + item("991")})
    assert trace(Workspace(tmp_path), address).stale


@pytest.mark.parametrize("how", ["BOM", "CRLF", "BOM and CRLF"])
def test_a_file_as_windows_keeps_it_is_not_stale(how: str, tmp_path: Path) -> None:
    bom = b"\xef\xbb\xbf" if "BOM" in how else b""
    text = {path: content.replace("\n", "\r\n") if "CRLF" in how else content for path, content in FILES.items()}
    write_files(tmp_path, {path: bom + content.encode() for path, content in text.items()})
    made = package(tmp_path, formats=("xlsx",))
    traced = trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!F5")
    assert traced.text == "省里的时限"
    assert not traced.stale
    assert traced.ways[0][1][0][1][:3] == (NATIONAL_PATH, 27, 11)


def test_a_book_that_is_no_more(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    made = package(tmp_path, formats=("xlsx",))
    (tmp_path / CARE_PATH).unlink()
    with pytest.raises(GwcatError) as caught:
        trace(Workspace(tmp_path), f"{made}/public/分领域/养老服务.xlsx!F4")
    assert "重新编译" in caught.value.hint


def test_a_region_that_is_no_more(tmp_path: Path) -> None:
    write_files(tmp_path, {REGION_PATH: REGION, CATALOGUE_PATH: CATALOGUE})
    made = package(tmp_path, formats=("xlsx",))
    (tmp_path / "catalogs/莒南").rename(tmp_path / "catalogs/临沭")
    write_files(tmp_path, {"catalogs/临沭/region.yaml": REGION.replace("莒南", "临沭")})
    with pytest.raises(GwcatError):
        trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!F4")


def test_a_source_that_cannot_be_read_any_more(tmp_path: Path) -> None:
    """The books of the other files are there still; nothing ends in a traceback."""
    write_files(tmp_path, FILES)
    made = package(tmp_path, formats=("xlsx",))
    write_files(tmp_path, {OTHER_PATH: "领域: [\n"})
    traced = trace(Workspace(tmp_path), f"{made}/public/分领域/养老服务.xlsx!C4")
    assert (traced.text, traced.stale) == ("事项990", True)
    with pytest.raises(GwcatError):
        trace(Workspace(tmp_path), f"{made}/public/分单位/县财政局.xlsx!C4")


DAMAGED = {
    "empty": b"", "cut": b"{", "a list": b"[]", "another version": b'{"version": 99, "files": []}',
    "no region": b'{"version": 1, "files": []}', "region as a text": '{"version": 1, "files": [], "region": "莒南"}'.encode(),
    "no name": b'{"version": 1, "files": [], "region": {}}',
    "odd parts": '{"version": 1, "files": [], "region": {"name": "莒南县"}, "partial": [1], "sources": 3}'.encode(),
    "odd sources": '{"version": 1, "files": [], "region": {"name": "莒南县"}, "sources": [1, {"path": 2}]}'.encode(),
}  # fmt: skip


@pytest.mark.parametrize("manifest", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_manifest(manifest: bytes, tmp_path: Path) -> None:
    write_files(tmp_path, {REGION_PATH: REGION, CATALOGUE_PATH: CATALOGUE})
    made = package(tmp_path, formats=("xlsx",))
    (made / "manifest.json").write_bytes(manifest)
    with pytest.raises(GwcatError) as caught:
        trace(Workspace(tmp_path), f"{made}/public/分领域/社会救助.xlsx!C4")
    assert "清单" in caught.value.message


# The command


@pytest.fixture
def delivered(workspace: Path) -> Path:
    built(workspace)
    return workspace


def test_the_command_names_the_place(delivered: Path, gwcat: Run) -> None:
    done = gwcat("trace", "dist/莒南/2018.1/public/分领域/社会救助.xlsx!F4", cwd=delivered)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "社会救助!F4（公开时限）：制定或获取信息之日起10个工作日内，公示7个工作日\n"
        "事项：社会救助-001 审核信息（县民政局）\n公开时限：\n"
        f"  写在 {CATALOGUE_PATH}:11:11\n"
    )


def test_the_command_for_programs(delivered: Path, gwcat: Run) -> None:
    done = gwcat("trace", "--format", "json", "dist/莒南/2018.1/public/分领域/社会救助.xlsx!F4", cwd=delivered)
    assert json.loads(done.stdout) == {
        "version": 1,
        "sheet": "社会救助",
        "cell": "F4",
        "text": "制定或获取信息之日起10个工作日内，公示7个工作日",
        "column": "公开时限",
        "item": "社会救助-001 审核信息",
        "unit": "县民政局",
        "stale": False,
        "ways": {"公开时限": [{"step": "写在", "place": f"{CATALOGUE_PATH}:11:11"}]},
    }


def test_the_command_warns_of_a_stale_package(delivered: Path, gwcat: Run) -> None:
    write_files(delivered, {CATALOGUE_PATH: f"# 注\n{CATALOGUE}"})
    address = "dist/莒南/2018.1/public/分领域/社会救助.xlsx!F4"
    done = gwcat("trace", address, cwd=delivered)
    assert done.returncode == 0
    assert "改过" in done.stderr
    assert json.loads(gwcat("trace", "--format", "json", address, cwd=delivered).stdout)["stale"] is True


def test_the_command_from_another_folder(delivered: Path, gwcat: Run, tmp_path: Path) -> None:
    address = f"{delivered}/dist/莒南/2018.1/public/分领域/社会救助.xlsx!F4"
    assert gwcat("trace", address, "--workspace", delivered, cwd=tmp_path).returncode == 0
    done = gwcat("trace", address, cwd=tmp_path)
    assert done.returncode == 2
    assert "--workspace" in done.stderr


@pytest.mark.parametrize("address", ["社会救助.xlsx!F4", "dist/莒南/2018.1/public/分领域/社会救助.docx!F4", "F4", "!", "!!!"])
def test_the_command_with_a_wrong_address(address: str, delivered: Path, gwcat: Run) -> None:
    done = gwcat("trace", address, cwd=delivered)
    assert (done.returncode, done.stdout) == (2, "")
    assert "改法" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_without_an_address(gwcat: Run, workspace: Path) -> None:
    done = gwcat("trace", cwd=workspace)
    assert done.returncode == 2
    assert "文件!单元格" in done.stderr
