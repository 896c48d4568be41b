"""The text of a table's cell in a DOCX, with what is remarkable in it: tracked changes, text boxes, symbols, tables inside."""

from __future__ import annotations

from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, T, TR, TC, TBL = f"{W}p", f"{W}t", f"{W}tr", f"{W}tc", f"{W}tbl"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_SIGNS = (P, T, *_BREAKS)
_DELETED = (f"{W}del", f"{W}moveFrom")
# What a document has to hold for the slow way to be needed.
_SPECIAL = (
    b"<w:del ", b"<w:ins ", b"<w:moveFrom", b"txbxContent", b"<w:sym", b"strike", b"Fallback", b"<w14:checkbox", b"<w:del>",
    b"<w:ins>", b"<w:vanish", b"<w:fldChar", b"<w:checkBox",
)  # fmt: skip
# Symbol fonts: where a tick or a box stands in them.
_SYMBOLS = {
    "Wingdings": {0xFC: "√", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x72: "□", 0xFD: "☒", 0xFB: "×", 0x6C: "●", 0xA1: "○"},
    "Wingdings 2": {0x50: "√", 0x52: "☑", 0xA3: "□", 0x2A: "□", 0x4F: "×", 0x53: "☒", 0x54: "☒", 0x98: "●"},
    "Webdings": {0x61: "√", 0x63: "□", 0x67: "■", 0x72: "×", 0x6E: "●"},
    "Symbol": {0xD6: "√", 0xB7: "·", 0xF0: "□"},
}  # fmt: skip


class Told(NamedTuple):
    """Something to tell of a cell."""

    kind: str
    message: str
    before: str


class CellText:
    """The text of a cell, paragraphs on lines of their own; what is to be told of it; tables in it that are read apart."""

    def __init__(self, cell: Any, plain: bool) -> None:
        self.notes: list[Told] = []
        self.tables: list[Any] = []
        inner = cell.find(TBL) is not None
        self.text = _plain(cell) if plain and not inner else self._slow(cell)

    @staticmethod
    def plain(data: bytes) -> bool:
        """Whether nothing in a document asks for more than the signs of its paragraphs."""
        return b'xmlns:w="' in data and not any(sign in data for sign in _SPECIAL)

    def _slow(self, cell: Any) -> str:
        pieces: list[str] = []
        self._gather(cell, pieces)
        return "".join(pieces).removesuffix("\n")

    def _gather(self, node: Any, pieces: list[str]) -> None:
        for child in node:
            tag = child.tag
            if tag == T:
                pieces.append(child.text or "")
            elif tag in _BREAKS:
                pieces.append(_BREAKS[tag])
            elif tag == f"{W}sym":
                pieces.append(self._symbol(child))
            elif tag == P:
                self._gather(child, pieces)
                pieces.append("\n")
            elif tag == TBL:
                self._table(child, pieces)
            elif tag in _DELETED:
                self._tell("整理", "修订中删去的文字，没有读入。", flat(child, deleted=True))
            elif tag == f"{W}ins":
                self._tell("整理", "修订中添上的文字，读入了。", flat(child))
                self._gather(child, pieces)
            elif tag == f"{W}r":
                self._run(child, pieces)
            elif tag == f"{W}txbxContent":
                self._tell("整理", "文本框里的文字，读入所在的单元格。", flat(child))
                self._gather(child, pieces)
            elif tag == f"{W}checkBox":
                pieces.append("■" if _is_checked(child) else "□")
            elif tag not in (_FALLBACK, f"{W}tcPr", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}sdtPr") and isinstance(tag, str):
                self._gather(child, pieces)

    def _run(self, run: Any, pieces: list[str]) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            if _on(properties, "vanish"):
                self._tell("存疑", "隐藏的文字，没有读入。", flat(run))
                return
            if _on(properties, "strike") or _on(properties, "dstrike"):
                self._tell("存疑", "文字有删除线，仍读入了；要删去请把它清空。", flat(run))
        self._gather(run, pieces)

    def _symbol(self, node: Any) -> str:
        font, code = node.get(f"{W}font", ""), int(node.get(f"{W}char", "0"), 16)
        sign = _SYMBOLS.get(font, {}).get(code & 0xFF if code >= 0xF000 else code)
        if sign is None:
            self._tell("未识别", f"字体“{font}”的符号 {code:04X} 认不出来。", "")
            return "\ufffd"
        return sign

    def _table(self, table: Any, pieces: list[str]) -> None:
        rows = list(table.iterchildren(TR))
        if len(rows) > 1 and max(sum(1 for _ in row.iterchildren(TC)) for row in rows) > 2:
            self.tables.append(table)
            self._tell("整理", "单元格里的表另作一张表读。", "")
            return
        for row in rows:
            pieces.append(" ".join(filter(None, map(flat, row.iterchildren(TC)))) + "\n")
        self._tell("存疑", "单元格里有小表，逐行接成文字。", flat(table))

    def _tell(self, kind: str, message: str, before: str) -> None:
        if before or "表" in message or kind == "未识别":
            self.notes.append(Told(kind, message, before))


def _plain(cell: Any) -> str:
    pieces: list[str] = []
    for node in cell.iter(*_SIGNS):
        tag = node.tag
        if tag == T:
            pieces.append(node.text or "")
        elif tag == P:
            if pieces:
                pieces.append("\n")
        else:
            pieces.append(_BREAKS[tag])
    return "".join(pieces)


def flat(node: Any, deleted: bool = False) -> str:
    """The text below a node in one line; deleted text only where it is asked for."""
    tags = (T, f"{W}delText") if deleted else (T,)
    kept = (
        found.text or ""
        for found in node.iter(*tags)
        if deleted or not any(True for _ in found.iterancestors(*_DELETED, _FALLBACK))
    )
    return "".join(kept).strip()


def _on(properties: Any, name: str) -> bool:
    node = properties.find(f"{W}{name}")
    return node is not None and node.get(f"{W}val", "1") not in ("0", "false", "off")


def _is_checked(box: Any) -> bool:
    node = box.find(f"{W}checked")
    node = box.find(f"{W}default") if node is None else node
    return node is not None and node.get(f"{W}val", "1") not in ("0", "false", "off")
