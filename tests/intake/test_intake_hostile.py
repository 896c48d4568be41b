"""Files that mean harm, or are broken: refused in Chinese, within bounded time and memory; nothing is run or fetched."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

import foreign
from gwcat.base.errors import GwcatError
from gwcat.forms.library import Library
from gwcat.intake import guard
from gwcat.intake.foreign import read_foreign
from office import packed, parts

LIBRARY = Library()
ABOUT = {"表头": "县乡", "行": [{"二级": "政策法规文件"}, {}]}

# Reads one file in a process that may have only so much, and says how it ended.
READ = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1536 * 2**20, 1536 * 2**20))
resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
from gwcat.base.errors import GwcatError
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_foreign
try:
    found = read_foreign(Path(sys.argv[1]), Library())
    said = {"items": len(found.items), "remarks": [f"{remark.kind} {remark.message}" for remark in found.remarks]}
except GwcatError as error:
    said = {"refused": error.message, "hint": error.hint}
status = Path("/proc/self/status").read_text()  # not ru_maxrss, which begins with what the parent had
said["mebibytes"] = int(status.partition("VmHWM:")[2].split()[0]) // 1024
print(json.dumps(said))
"""


def limited(path: Path) -> dict[str, object]:
    """What reading a file comes to, in a process with limits."""
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, object] = json.loads(done.stdout)
    assert isinstance(said["mebibytes"], int)
    assert said["mebibytes"] < 300
    return said


def refused(path: Path) -> GwcatError:
    with pytest.raises(GwcatError) as raised:
        read_foreign(path, LIBRARY)
    assert raised.value.place == str(path)
    assert raised.value.hint
    assert raised.value.exit_code == 2
    return raised.value


def good(folder: Path, kind: str = "xlsx") -> Path:
    return foreign.write(ABOUT, kind, folder / f"目录.{kind}")


def altered(source: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A file with some of its parts changed."""
    files = parts(source)
    change(files)
    source.write_bytes(packed(files))
    return source


# Bombs


def test_a_bomb_of_zeros(tmp_path: Path) -> None:
    path = altered(good(tmp_path), lambda files: files.update({"xl/worksheets/sheet1.xml": b"0" * (300 * 2**20)}))
    assert path.stat().st_size < 2**20
    assert "展开后超过" in str(limited(path)["refused"])


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = altered(good(tmp_path, "docx"), lambda files: files.update({"word/media/a.bin": b"0" * (64 * 2**20)}))
    data = bytearray(path.read_bytes())
    size = (64 * 2**20).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:  # in both directories of the file
        data[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    assert "refused" in limited(path)


def test_a_blown_up_part_below_the_limit(tmp_path: Path) -> None:
    path = altered(good(tmp_path), lambda files: files.update({"xl/media/a.bin": b"0" * (100 * 2**20)}))
    assert "压缩得异常" in refused(path).message


def test_too_many_parts(tmp_path: Path) -> None:
    path = altered(good(tmp_path), lambda files: files.update({f"xl/media/{n}.txt": b"" for n in range(guard.MEMBER_LIMIT + 1)}))
    assert "个部分" in refused(path).message


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SIZE_LIMIT", 1000)
    assert "MiB" in refused(good(tmp_path)).message


# Entities


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize("declaration", [ENTITY, LAUGHS], ids=["external", "laughs"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "word/document.xml"])
def test_entities_are_refused(part: str, declaration: bytes, tmp_path: Path) -> None:
    kind = "docx" if part.startswith("word") else "xlsx"

    def declare(files: dict[str, bytes]) -> None:
        files[part] = declaration + files[part].partition(b"?>")[2]

    assert "实体" in refused(altered(good(tmp_path, kind), declare)).message


def test_entities_behind_a_long_comment_are_not_expanded(tmp_path: Path) -> None:
    def declare(files: dict[str, bytes]) -> None:
        text = files["word/document.xml"].partition(b"?>")[2].replace("县民政局".encode(), b"&x;")
        head = b"<?xml version='1.0' encoding='UTF-8'?><!--" + b"-a" * 40_000 + b"-->"
        files["word/document.xml"] = head + ENTITY.partition(b"?>")[2].replace(b" a [", b" w:document [") + text

    path = altered(good(tmp_path, "docx"), declare)
    said = limited(path)
    assert "root:" not in json.dumps(said)
    if "items" in said:
        assert "root:" not in str([item.values for item in read_foreign(path, LIBRARY).items])


def test_a_page_may_declare_what_it_likes(tmp_path: Path) -> None:
    path = good(tmp_path, "html")
    text = path.read_bytes().replace("县民政局".encode(), b"&x;")
    path.write_bytes(b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + text)
    assert "root:" not in str([item.values for item in read_foreign(path, LIBRARY).items])


# Dimensions


def _sheet(files: dict[str, bytes], rows: str) -> None:
    name = "xl/worksheets/sheet1.xml"
    files[name] = files[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")


def test_a_million_empty_rows(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="N{row}" s="0"/></row>' for row in range(10, 1_000_000))
    path = altered(good(tmp_path), lambda files: _sheet(files, empty))
    said = limited(path)
    assert said.get("items") == 2 or "refused" in said


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "ZZZ9999999"])
def test_a_cell_at_the_end_of_the_world(cell: str, tmp_path: Path) -> None:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    path = altered(good(tmp_path), lambda files: _sheet(files, f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'))
    said = limited(path)
    assert "refused" in said or said["items"] == 2
    assert cell == "A1048576" or "refused" in said


def test_spans_without_end(tmp_path: Path) -> None:
    page = tmp_path / "目录.html"
    wide = "<tr><td rowspan=999999 colspan=999999>甲</td></tr>"
    page.write_text(f"<table>{wide}{'<tr><td>乙</td></tr>' * 3000}</table>", "utf-8")
    said = limited(page)
    assert "refused" in said or said["items"] == 0


def test_a_page_of_millions_of_cells(tmp_path: Path) -> None:
    page = tmp_path / "目录.html"
    page.write_text(f"<table><tr>{'<td>甲' * 2_000_000}</table>", "utf-8")
    assert "大得不像目录" in str(limited(page)["refused"])


def test_a_page_of_nothing_but_signs(tmp_path: Path) -> None:
    page = tmp_path / "目录.html"
    page.write_text(f"<table><tr><td>{'<b>' * 4_000_000}</table>", "utf-8")
    assert "大得不像目录" in str(limited(page)["refused"])


def test_repetitions_without_end(tmp_path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>甲</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    inner = f"<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>"
    content = f"<office:document-content {names}><office:body>{inner}</office:body></office:document-content>"
    path = tmp_path / "目录.ods"
    path.write_bytes(packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}))
    assert "大得不像目录" in str(limited(path)["refused"])


def test_deep_nesting(tmp_path: Path) -> None:
    page = tmp_path / "目录.html"
    page.write_text("<table><tr><td>" * 3000 + "甲", "utf-8")
    said = limited(page)
    assert "refused" in said or said["items"] == 0


# Locked, broken, disguised


def _ole(*streams: str) -> bytes:
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def test_a_locked_workbook(tmp_path: Path) -> None:
    path = tmp_path / "目录.xlsx"
    path.write_bytes(_ole("EncryptionInfo", "EncryptedPackage"))
    assert refused(path).message == "文件加了密码。"


def test_a_locked_archive(tmp_path: Path) -> None:
    path = good(tmp_path)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(data))
    assert refused(path).message in ("文件加了密码。", "文件已经损坏，读不出来。")


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_file(kind: str, share: float, tmp_path: Path) -> None:
    path = good(tmp_path, kind)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "损坏" in refused(path).message


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "word/document.xml"])
def test_a_part_that_breaks_off(part: str, tmp_path: Path) -> None:
    kind = "docx" if part.startswith("word") else "xlsx"
    path = altered(good(tmp_path, kind), lambda files: files.update({part: files[part][: len(files[part]) // 2]}))
    assert "损坏" in refused(path).message


def test_a_damaged_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "目录.xls"
    path.write_bytes(_ole("Workbook"))
    assert "损坏" in refused(path).message


NO_TABLES = {
    "空的": b"",
    "PDF": b"%PDF-1.7 ...",
    "图片": b"\x89PNG\r\n",
    "压缩包": b"Rar!\x1a\x07",
    "不认识": b"\x00\x01\x02\x03",
    "2003": b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
    "不是表格": packed({"a.txt": b"1", "../../evil": b"1"}),
    "XLSB": packed({"xl/workbook.bin": b"1"}),
}


@pytest.mark.parametrize("words", NO_TABLES)
def test_what_is_no_table(words: str, tmp_path: Path) -> None:
    path = tmp_path / "目录.xlsx"
    path.write_bytes(NO_TABLES[words])
    assert words in refused(path).message


def test_parts_that_lead_outside_are_never_written(tmp_path: Path) -> None:
    path = altered(good(tmp_path), lambda files: files.update({"../../../evil.txt": b"1", "/etc/evil": b"1"}))
    before = sorted(tmp_path.rglob("*"))
    assert len(read_foreign(path, LIBRARY).items) == 2
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_sheet_that_points_outside_its_file(tmp_path: Path) -> None:
    def point(files: dict[str, bytes]) -> None:
        name = "xl/_rels/workbook.xml.rels"
        files[name] = files[name].replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd")

    said = limited(altered(good(tmp_path), point))
    assert "refused" in said or said["items"] == 0
    assert "root:" not in json.dumps(said)


WRONG_NAMES = [("xlsx", "目录.docx"), ("docx", "目录.xls"), ("html", "目录.xls"), ("csv", "目录.xlsx")]


@pytest.mark.parametrize(("kind", "name"), WRONG_NAMES)
def test_a_wrong_suffix_is_told(kind: str, name: str, tmp_path: Path) -> None:
    path = good(tmp_path, kind).rename(tmp_path / name)
    found = read_foreign(path, LIBRARY)
    assert len(found.items) == 2
    assert any("按内容读" in remark.message for remark in found.remarks)


def test_macros_are_neither_read_nor_run(tmp_path: Path) -> None:
    path = altered(good(tmp_path), lambda files: files.update({"xl/vbaProject.bin": b"1"})).rename(tmp_path / "目录.xlsm")
    found = read_foreign(path, LIBRARY)
    assert len(found.items) == 2
    assert [remark.message for remark in found.remarks if "宏" in remark.message]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(GwcatError, match="不存在") as raised:
        read_foreign(tmp_path / "没有.xlsx", LIBRARY)
    assert raised.value.exit_code == 3


def test_old_documents_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    path = tmp_path / "目录.doc"
    path.write_bytes(_ole("WordDocument"))
    error = refused(path)
    assert "LibreOffice" in error.message
    assert ".docx" in error.hint


# Whatever stands in a file


def test_formulas_and_their_results(tmp_path: Path) -> None:
    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet["F3"], sheet["G4"] = "=1+1", "#REF!"
    sheet["G4"].data_type = "e"
    book.save(path)
    found = read_foreign(path, LIBRARY)
    assert foreign.places(found.remarks, "未识别") == ["F3", "G4"]
    assert found.items[0].values["公开时限"] == ""


def test_hidden_and_struck_out(tmp_path: Path) -> None:
    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["G"].hidden = True
    sheet["D3"].font = openpyxl.styles.Font(strike=True)
    hidden = book.create_sheet("旧表")
    hidden.append(["一级事项", "公开内容"])
    hidden.sheet_state = "hidden"
    book.save(path)
    found = read_foreign(path, LIBRARY)
    assert len(found.items) == 2
    assert sorted((remark.spot.sheet, foreign.place(remark)) for remark in found.remarks if remark.kind == "存疑") == [
        ("Sheet", "D3"), ("Sheet", "G1"), ("Sheet", "行4"), ("旧表", "表"),
    ]  # fmt: skip


def test_dates_are_words(tmp_path: Path) -> None:
    import datetime

    path = good(tmp_path)
    book = openpyxl.load_workbook(path)
    book.active["F3"] = datetime.date(2020, 1, 31)
    book.save(path)
    found = read_foreign(path, LIBRARY)
    assert found.items[0].values["公开时限"] == "2020年1月31日"
    assert "F3" in foreign.places(found.remarks, "整理")


def test_a_document_of_text_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("关于公开的通知")
    stream = io.BytesIO()
    document.save(stream)
    path = tmp_path / "通知.docx"
    path.write_bytes(stream.getvalue())
    assert "没有表格" in refused(path).message


def test_any_bytes_end_in_words(tmp_path: Path) -> None:
    path = good(tmp_path, "docx")
    whole = path.read_bytes()
    for step in range(0, len(whole), max(1, len(whole) // 40)):
        damaged = bytearray(whole)
        damaged[step] ^= 0xFF
        path.write_bytes(bytes(damaged))
        with contextlib.suppress(GwcatError):
            read_foreign(path, LIBRARY)
