"""Three texts of a file to one. What cannot be merged so is said to be so, and nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from gwcat.merge.parts import Node
from gwcat.merge.pieces import NAMES, Marks, conflicts, text_of
from gwcat.merge.three import merge_blocks, merge_edges, root
from gwcat.source.reader import read_tree
from gwcat.source.text import Refused, decode

_BOM = b"\xef\xbb\xbf"


class Unmergeable(Exception):
    """A side cannot be read as YAML, or the merge would not read back as what was meant: why."""


@dataclass(frozen=True)
class MergedFile:
    """The bytes of a merged file, where both sides clash, and what somebody should know."""

    data: bytes
    clashes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Side:
    text: str
    bom: bool
    ends: str  # of its lines: LF, CRLF or nothing if they differ

    @classmethod
    def of(cls, data: bytes) -> _Side:
        try:
            text = decode(data)
        except Refused as refusal:
            raise Unmergeable(refusal.message) from refusal
        crlf, single = text.count("\r\n"), len(re.findall("(?<!\r)\n|\r(?!\n)", text))
        return cls(text, data.startswith(_BOM), "" if crlf and single else "\r\n" if crlf else "\n")


def merge_files(old: bytes, one: bytes, two: bytes, *, names: tuple[str, str, str] = NAMES, size: int = 7) -> MergedFile:
    """The file that two changes of a file come to. Raises Unmergeable.

    Line ends and BOM are those of the side that changed them. An old file that is empty is one that was not there.
    """
    if one == two or two == old:
        return MergedFile(one)
    if one == old:
        return MergedFile(two)
    sides = [_Side.of(data) for data in (old, one, two)]
    uniform = all(side.ends for side in sides)
    texts = [side.text.replace("\r\n", "\n") if uniform else side.text for side in sides]
    ends = _changed(*(side.ends for side in sides)) if uniform else "\n"
    text, clashes, remarks = _merge_texts(texts, Marks(names, size))
    if not _changed(*(side.text.endswith("\n") for side in sides)) and text.endswith("\n") and not clashes:
        text = text[:-1]
    data = (text.replace("\n", ends) if ends == "\r\n" else text).encode()
    return MergedFile((_BOM if _changed(*(side.bom for side in sides)) else b"") + data, clashes, remarks)


def _changed(old: Any, one: Any, two: Any) -> Any:
    return two if one == old else one


def _merge_texts(texts: list[str], marks: Marks) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    trees, found = [], []
    for number, text in enumerate(texts):
        tree, mark, problems = read_tree(text)
        if number == 0 and not text.strip():
            tree, mark = None, None
        elif problems or mark is None or Node(text, tree, mark).block is None:
            raise Unmergeable(problems[0][1] if problems else "最外层不是一行一条的键值或列表。")
        trees.append(tree)
        found.append(root(text, tree, mark) if mark else (text, [], ""))
    if trees[0] is None:
        trees[0] = type(trees[1])()
    if len({type(tree) for tree in trees}) > 1:
        raise Unmergeable("最外层有的是键值，有的是列表。")
    merged = merge_blocks(found[0][1], found[1][1], found[2][1], trees)
    column = found[1][1][0].column
    head, tail = merge_edges(*(above for above, _, _ in found)), merge_edges(*(below for _, _, below in found))
    clashes = tuple(dict.fromkeys(conflict.what for conflict in conflicts(merged.pieces)))
    text = head + text_of(merged.pieces, column, marks) + tail
    _require(text_of(merged.pieces, column, Marks(choice="one")) if clashes else text, merged.tree)
    return text, clashes, tuple(merged.remarks)


def _require(text: str, tree: Any) -> None:
    """Refuse a merge that does not read back as it was meant."""
    again, mark, problems = read_tree(text)
    if problems or (again if mark else None) != (tree or None):
        raise Unmergeable("合并出来的文字读回来与预想的不一样。")
