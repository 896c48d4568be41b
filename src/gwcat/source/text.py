"""Bytes of a source file to text, and offsets in that text to lines and columns."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from gwcat.model.finding import Rule
from gwcat.source import refusals

SIZE_LIMIT = 16 * 1024 * 1024

# Control characters that YAML 1.1 does not allow in a stream, and U+0085, which ends a line there and in no editor. The
# rare ones are looked for apart, because a character class that reaches so far is slow to compile: invisible line ends,
# U+FEFF anywhere but in front, two non-characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_RARE = ("\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff")
# The bytes of a text that cannot hold any of them but the rare ones; 0xC2 begins the upper control characters.
_HARMLESS = bytes({*range(0x20, 0x100), 0x09, 0x0A, 0x0D} - {0x7F, 0xC2})
_BREAKS = re.compile("\r\n|[\n\r]")
# First bytes of files that end up among sources by mistake.
_MAGIC = {b"PK\x03\x04": "Office 文档或压缩文件", b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel 文件", b"%PDF": "PDF 文件",
          b"\x89PNG": "图片", b"\xff\xd8\xff": "图片"}  # fmt: skip


class Refused(Exception):
    """The text cannot be used: by which rule, with which words, from where to where in it."""

    def __init__(self, rule: Rule, message: str, help: str, start: int = 0, end: int = 0, text: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.help, self.start, self.end, self.text = rule, message, help, start, end, text


class Lines:
    """Lines and columns of offsets in a text; line breaks are LF, CR LF and CR."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _BREAKS.finditer(text))]

    def offset(self, line: int) -> int:
        """Where a line (from 1) begins."""
        return self._starts[line - 1]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, in characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def read_text(path: Path) -> str:
    """The text of a source file without its BOM. Raises Refused, with a remedy, for anything that is not UTF-8 text."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # a pipe would make everybody wait
            what = "文件夹" if stat.S_ISDIR(mode) else "管道或设备"
            raise Refused(refusals.UNREADABLE, f"这是{what}，不是文件。", "请移走它，换成目录源文件。")
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
            size = len(data) if len(data) <= SIZE_LIMIT else path.stat().st_size
    except OSError as error:
        from gwcat.base.errors import storage_error

        fault = storage_error(error, "读取文件")
        raise Refused(refusals.UNREADABLE, fault.message, fault.hint) from error
    refuse_large(size)
    return decode(data)


def refuse_large(size: int) -> None:
    """Raise Refused for more bytes than a source file may have."""
    if size > SIZE_LIMIT:
        raise Refused(
            refusals.TOO_LARGE,
            f"文件有 {size / 1048576:.1f} MiB，超过 16 MiB。",
            "请拆成多个单位或领域的文件，或移走误放的附件。",
        )


def decode(data: bytes) -> str:
    """UTF-8 bytes as text without BOM; raises Refused at the first byte that is none and the first control character."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(refusals.ENCODING, "文件是 UTF-16 编码（记事本的“Unicode”）。", "请另存为 UTF-8 编码。")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise Refused(refusals.NOT_TEXT, f"这是{kind}，不是目录源文件。", "请从 catalogs/ 中移走。")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode()
        raise Refused(refusals.ENCODING, *_encoding_words(data), start=len(good), end=len(good) + 1, text=good) from error
    refuse_controls(text)
    return text


def refuse_controls(text: str) -> None:
    """Raise Refused at the first character that no text holds and no editor shows."""
    if (at := _first_control(text)) is not None:
        words = f"文件中有看不见的控制字符 U+{ord(text[at]):04X}。", "请删去这个字符；如果这不是目录源文件，请移走。"
        raise Refused(refusals.NOT_TEXT, *words, at, at + 1, text)


def _first_control(text: str) -> int | None:
    found = _CONTROL.search(text) if text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS) else None
    offsets = [found.start()] if found else []
    offsets += [text.index(char) for char in _RARE if char in text]
    return min(offsets, default=None)


def _encoding_words(data: bytes) -> tuple[str, str]:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 编码。", "请用编辑器另存为 UTF-8 编码；如果这不是文本文件，请移走。"
    return "文件不是 UTF-8 编码，看起来是 GBK（国标码）。", "请用编辑器另存为 UTF-8 编码。"


def line_at(text: str, number: int) -> str:
    """Line `number` (from 1) of a text without its break; empty beyond the end."""
    for count, line in enumerate(split_lines(text), 1):
        if count == number:
            return line
    return ""


def split_lines(text: str) -> Iterator[str]:
    """The lines of a text without their breaks."""
    start = 0
    for found in _BREAKS.finditer(text):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]
