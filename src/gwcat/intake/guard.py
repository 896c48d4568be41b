"""What a file from outside is, by its bytes, and whether it may be unpacked: nothing is believed that its name says."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from gwcat.base.errors import GwcatError, storage_error

Kind = Literal["xlsx", "ods", "xls", "docx", "doc", "rtf", "odt", "html", "csv"]

SIZE_LIMIT = 32 * 1024 * 1024
UNPACKED_LIMIT = 256 * 1024 * 1024
MEMBER_LIMIT = 5_000
RATIO_LIMIT = 400  # what real tables, full of equal cells, stay far below; a bomb is near 1000
_RATIO_FROM = 8 * 1024 * 1024
CELL_LIMIT = 800_000  # of the rectangle that a sheet's cells span, and of all tables of a file together
_CHUNK = 1024 * 1024
_AGAIN = "请用 Excel、Word 或 WPS 打开，另存为 .xlsx 或 .docx 后再试。"
_PLAIN = "请去掉附带的图片和无关的工作表，另存后再试。"
_TRIMMED = "请删去表格以外很远处的单元格，另存后再试。"
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".ods": "ods", ".xls": "xls", ".et": "xls", ".docx": "docx",
    ".docm": "docx", ".doc": "doc", ".wps": "doc", ".rtf": "rtf", ".odt": "odt", ".html": "html", ".htm": "html",
    ".csv": "csv", ".tsv": "csv", ".txt": "csv",
}  # fmt: skip
NAMES = {
    "xlsx": "XLSX 工作簿", "ods": "ODS 工作簿", "xls": "XLS 工作簿", "docx": "DOCX 文档", "doc": "DOC 文档", "rtf": "RTF 文档",
    "odt": "ODT 文档", "html": "网页", "csv": "文本表格",
}  # fmt: skip


class Source(NamedTuple):
    """A file's bytes, what it is, and what is remarkable about the file itself."""

    data: bytes
    kind: Kind
    place: str
    remarks: tuple[str, ...] = ()


def open_source(path: Path) -> Source:
    """The file's bytes and kind, looked through for what may not be unpacked. Raises GwcatError with what to do."""
    return source_of(_bytes(path), str(path))


def source_of(data: bytes, place: str) -> Source:
    """Like open_source, of bytes at hand; `place` names them."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise GwcatError("文件是空的。", place=place, hint="请检查文件是否完整。")
    kind, remarks, suffix = _kind(data, place), list[str](), PurePath(place).suffix
    if _SUFFIXES.get(suffix.lower(), "") != kind:
        remarks.append(f"文件名的后缀是“{suffix}”，内容是{NAMES[kind]}，按内容读。")
    if kind in ("xlsx", "ods", "docx", "odt"):
        names = inspect(data, place)
        if any(name.lower().endswith("vbaproject.bin") or name.lower().startswith("basic/") for name in names):
            remarks.append("文件里有宏；只读了表格，宏没有读取，也没有运行。")
        if any(re.search(r"(^|/)(threaded)?comments\d*(/|\.xml$)", name.lower()) for name in names):
            remarks.append("文件里有批注，批注没有读取。")
    return Source(data, kind, place, tuple(remarks))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise storage_error(error, "读取表格") from error
    if len(data) > SIZE_LIMIT:
        raise GwcatError(f"文件超过 {SIZE_LIMIT // _CHUNK} MiB。", place=str(path), hint=_PLAIN)
    return data


def _kind(data: bytes, place: str) -> Kind:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK"):
        return _zipped(data, place)
    if data.startswith(_OLE):
        return _compound(data, place)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\0", b"MM\0*")):
        raise GwcatError("这是 PDF 或图片，里面没有可以读的表格。", place=place, hint="请向原单位要 Word 或 Excel 文件。")
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise GwcatError("这是压缩包。", place=place, hint="请先解压，再导入里面的文件。")
    if head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in data[:8192]:
        raise GwcatError("这是 2003 年的 XML 表格。", place=place, hint=_AGAIN)
    if re.search(rb"<(?:!doctype\s+html|html|table|body|head|meta|div|p)\b", data[:65536].replace(b"\0", b""), re.IGNORECASE):
        return "html"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:65536]:
        return "csv"
    raise GwcatError("不认识这种文件。", place=place, hint="可以导入 XLSX、XLS、ODS、DOCX、DOC、CSV 和 HTML。" + _AGAIN)


def _zipped(data: bytes, place: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names and archive.getinfo("mimetype").file_size < 1000 else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, zlib.error) as error:
        raise damaged(place) from error
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    if b"opendocument.text" in mime:
        return "odt"
    for part, kind in (("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx")):
        if part in names:
            return kind  # type: ignore[return-value]
    if "xl/workbook.bin" in names:
        raise GwcatError("这是二进制的 XLSB 工作簿。", place=place, hint=_AGAIN)
    if any(name.startswith(("xl/", "word/")) for name in names):
        raise damaged(place)
    raise GwcatError("这是压缩包，不是表格。", place=place, hint="请先解压，再导入里面的文件。")


def _compound(data: bytes, place: str) -> Kind:
    """What an old Office file is, by the names of its streams."""
    streams = {name for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book") if name.encode("utf-16-le") in data}
    if "EncryptedPackage" in streams:
        raise locked(place)
    if "WordDocument" in streams:
        return "doc"
    if streams & {"Workbook", "Book"}:
        return "xls"
    raise GwcatError("不认识这种文件。", place=place, hint=_AGAIN)


def locked(place: str) -> GwcatError:
    """The refusal of a file that needs a password."""
    return GwcatError("文件加了密码。", place=place, hint="请打开文件，去掉密码（文件→信息→保护），另存后再试。")


def damaged(place: str) -> GwcatError:
    """The refusal of a file that cannot be read."""
    return GwcatError("文件已经损坏，读不出来。", place=place, hint=_AGAIN)


def too_far(place: str, sheet: str, row: int, column: int) -> GwcatError:
    """The refusal of a sheet that reaches too far."""
    where = f"工作表“{sheet}”" if sheet else "工作表"
    return GwcatError(f"{where}写到了第 {row} 行第 {column} 列，大得不像目录。", place=place, hint=_TRIMMED)


def too_many(place: str, cells: int) -> GwcatError:
    """The refusal of a file whose tables are too large together."""
    return GwcatError(f"文件里的表格共有 {cells} 格以上，大得不像目录。", place=place, hint="请把文件拆成几个，一次导入一个。")


def inspect(data: bytes, place: str) -> list[str]:
    """Unpack everything once, piece by piece, keeping nothing; refuse what is out of all proportion. The names of the parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MEMBER_LIMIT:
                raise GwcatError(f"文件里有 {len(members)} 个部分，不像表格。", place=place, hint=_PLAIN)
            if any(member.flag_bits & 1 for member in members):
                raise locked(place)
            if sum(member.file_size for member in members) > UNPACKED_LIMIT:
                raise _too_large(place)
            room = UNPACKED_LIMIT
            for member in members:
                room = _unpacked(archive, member, room, place)
            return [member.filename for member in members]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise damaged(place) from error


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, place: str) -> int:
    """The room that is left after a member."""
    before, first = room, True
    for chunk in chunks(archive, member):
        room -= len(chunk)
        grown = before - room
        if room < 0 or (grown > _RATIO_FROM and grown > RATIO_LIMIT * max(member.compress_size, 1)):
            raise _too_large(place)
        if first and member.filename.lower().endswith(_XML) and _ENTITY.search(chunk[:65536].replace(b"\0", b"")):
            raise GwcatError(
                "文件里有 XML 实体声明，正常的表格不会有。", place=place, hint="这可能是恶意文件；请确认来源，" + _AGAIN
            )
        first = False
    return room


def _too_large(place: str) -> GwcatError:
    return GwcatError(f"文件展开后超过 {UNPACKED_LIMIT // _CHUNK} MiB，或压缩得异常。", place=place, hint=_PLAIN)


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes, piece by piece."""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except zlib.error as error:
        raise zipfile.BadZipFile(str(error)) from error


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of a file that was inspected; nothing if it has none of that name."""
    try:
        return archive.read(name)
    except KeyError:
        return b""
