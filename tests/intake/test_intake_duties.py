"""Reading a 权责清单 from YAML, XLSX and CSV, and refusing what is none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gwcat.base.errors import GwcatError, StorageError
from gwcat.intake import sheet
from gwcat.intake.duties import DutyList, read_duties
from gwcat.model.duty import Duty


def read(tmp_path: Path, name: str, content: bytes | str) -> DutyList:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_duties(path)


def refused(tmp_path: Path, name: str, content: bytes | str) -> GwcatError:
    with pytest.raises(GwcatError) as caught:
        read(tmp_path, name, content)
    assert caught.value.exit_code == 2
    assert caught.value.hint
    return caught.value


def bare(found: DutyList) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(duty.name, duty.kind, duty.unit, duty.targets) for duty in found.duties]


def workbook(*fill: Callable[[Worksheet], object]) -> bytes:
    book = Workbook()
    for number, action in enumerate(fill):
        page = book.active if number == 0 else book.create_sheet()
        assert isinstance(page, Worksheet)
        action(page)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows(*content: tuple[object, ...]) -> Callable[[Worksheet], None]:
    def fill(page: Worksheet) -> None:
        for row in content:
            page.append(row)

    return fill


# YAML


def test_a_yaml_list(tmp_path: Path) -> None:
    first = "- {名称: 临时救助, 类别: 行政给付, 单位: 县民政局, 对应: [救助-001, 救助-002]}\n"
    text = f"{first}- 名称: 慈善\n  对应: 救助-003\n- 只有名称\n"
    found = read(tmp_path, "清单.yaml", text)
    assert bare(found) == [
        ("临时救助", "行政给付", "县民政局", ("救助-001", "救助-002")),
        ("慈善", "", "", ("救助-003",)),
        ("只有名称", "", "", ()),
    ]
    assert [duty.place.rpartition("清单.yaml")[2] for duty in found.duties] == [":1:3", ":2:3", ":4:3"]
    assert found.remarks == ()


def test_yaml_keys_may_be_the_words_of_a_header(tmp_path: Path) -> None:
    found = read(tmp_path, "清单.yml", "- {事项名称: 甲, 权力类型: 行政许可, 责任部门: 局, 依据: 法, 备注: 无}\n")
    assert bare(found) == [("甲", "行政许可", "局", ())]
    assert [words.partition("清单.yml")[2] for words in found.remarks] == [" 的键“依据、备注”没有用到。"]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("名称: 甲\n", "应当是列表", ""),
        ("- {类别: 甲}\n", "没有名称", ":1:3"),
        ("- {名称: 甲}\n- [乙]\n", "没有名称", ":2:3"),
        ("- {名称: 甲\n", "", ":"),
        ("- {名称: 甲, 名称: 乙}\n", "重复", ":1:"),
        ("- &a {名称: 甲}\n", "锚点", ":1:3"),
        ("", "应当是列表", ""),
        ("[]\n", "一个事项也没有", ""),
    ],
)
def test_yaml_that_is_no_list(text: str, words: str, place: str, tmp_path: Path) -> None:
    error = refused(tmp_path, "清单.yaml", text)
    assert words in error.message
    assert f"清单.yaml{place}" in error.place


# Tables


def test_a_sheet_with_its_columns_in_any_order(tmp_path: Path) -> None:
    data = workbook(
        rows(
            ("甲县民政局权责清单",),
            ("序号", "责任部门", "权力类型", "事 项 名 称", "对应编号"),
            (1, "县民政局", "行政给付", " 临时救助\n", "救助-001、救助-002"),
            (2.0, "县民政局", "行政许可", 2018.0, None),
            (),
            (3, "县民政局", None, None, None),
            ("序号", "责任部门", "权力类型", "事项名称", "对应编号"),
            (4, None, None, "最后", None),
        )
    )
    found = read(tmp_path, "清单.XLSX", data)
    assert bare(found) == [
        ("临时救助", "行政给付", "县民政局", ("救助-001", "救助-002")),
        ("2018", "行政许可", "县民政局", ()),
        ("最后", "", "", ()),
    ]
    assert found.duties[0].place.endswith("清单.XLSX!Sheet:3")
    assert [remark.rpartition("清单.XLSX!")[2] for remark in found.remarks] == [
        "Sheet 的列“序号”没有用到。",
        "Sheet 第 6 行没有事项名称，没有读。",
    ]


def test_merged_cells_count_for_every_row(tmp_path: Path) -> None:
    def fill(page: Worksheet) -> None:
        rows(("责任部门", "事项名称"), ("县民政局", "甲"), (None, "乙"), ("县财政局", "丙"))(page)
        page.merge_cells("A2:A3")

    assert [duty.unit for duty in read(tmp_path, "清单.xlsx", workbook(fill)).duties] == ["县民政局", "县民政局", "县财政局"]


def test_every_visible_sheet_is_read(tmp_path: Path) -> None:
    def hidden(page: Worksheet) -> None:
        rows(("事项名称",), ("藏着",))(page)
        page.sheet_state = "hidden"

    data = workbook(rows(("事项名称",), ("甲",)), rows(("说明",)), rows(), hidden, rows(("权力名称",), ("乙",)))
    found = read(tmp_path, "清单.xlsx", data)
    assert [duty.name for duty in found.duties] == ["甲", "乙"]
    assert [remark.rpartition("!")[2] for remark in found.remarks] == ["Sheet1 没有“事项名称”一列，没有读。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_csv_as_excel_saves_it(encoding: str, tmp_path: Path) -> None:
    found = read(tmp_path, "清单.csv", '事项名称,责任部门\r\n"甲,乙",县民政局\r\n'.encode(encoding))
    assert bare(found) == [("甲,乙", "", "县民政局", ())]
    assert found.duties[0].place.endswith("清单.csv:2")


def test_a_table_without_names(tmp_path: Path) -> None:
    assert "没有“事项名称”一列" in refused(tmp_path, "清单.xlsx", workbook(rows(("序号", "责任部门"), (1, "局")))).message
    assert "一个事项也没有" in refused(tmp_path, "清单.csv", "事项名称\n").message
    assert "没有“事项名称”一列" in refused(tmp_path, "清单.csv", "").message


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    assert "不是 YAML、XLSX 或 CSV" in refused(tmp_path, "清单.docx", b"").message
    assert "不是 XLSX 文件" in refused(tmp_path, "清单.xlsx", "事项名称\n").message
    assert "不是 XLSX 文件" in refused(tmp_path, "清单.xlsx", workbook(rows(("事项名称",), ("甲",)))[:-200]).message
    assert "UTF-8 或 GBK" in refused(tmp_path, "清单.csv", b"\xff\xff\xff").message
    with pytest.raises(StorageError):
        read_duties(tmp_path / "没有.xlsx")
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(StorageError):
        read_duties(tmp_path / "夹.xlsx")


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with every part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


GOOD = workbook(rows(("事项名称",), ("甲",)))


def test_parts_that_are_no_xml(tmp_path: Path) -> None:
    broken = repacked(GOOD, lambda name, part: b"<worksheet><" if name.startswith("xl/worksheets/") else part)
    assert "读不出来" in refused(tmp_path, "清单.xlsx", broken).message
    other = repacked(GOOD, lambda _, __: b"")
    assert "读不出来" in refused(tmp_path, "清单.xlsx", other).message


def test_a_workbook_that_unpacks_to_far_more_than_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "UNPACKED_LIMIT", 4 * 1024 * 1024)
    bomb = repacked(GOOD, lambda name, part: part + b" " * 5 * 1024 * 1024 if name == "xl/styles.xml" else part)
    assert len(bomb) < 100_000
    assert "展开后超过 4 MiB" in refused(tmp_path, "清单.xlsx", bomb).message


@pytest.mark.parametrize(
    "cell", [b'<c r="XFD1048576" t="n"><v>1</v></c>', b"<c  s='1' r='XFD1048576'><v>1</v></c>"], ids=["double", "single"]
)
def test_a_cell_far_away_is_refused_before_all_between_is_made(cell: bytes, tmp_path: Path) -> None:
    far = repacked(GOOD, lambda _, part: part.replace(b"</sheetData>", b'<row r="1048576">' + cell + b"</row></sheetData>"))
    assert "第 1048576 行第 16384 列" in refused(tmp_path, "清单.xlsx", far).message


def test_an_empty_cell_far_away_does_no_harm(tmp_path: Path) -> None:
    row = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    far = repacked(GOOD, lambda _, part: part.replace(b"</sheetData>", row))
    assert read(tmp_path, "清单.xlsx", far).duties == (Duty("甲", place=f"{tmp_path / '清单.xlsx'}!Sheet:2"),)


def test_a_list_too_large_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gwcat.intake.listing.SIZE_LIMIT", 1000)
    assert "超过" in refused(tmp_path, "清单.yaml", "#" * 1001).message
