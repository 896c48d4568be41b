"""YAML text to a tree of dict, list and str, with the place of every key and value.

The tree is built over libyaml's event stream, which costs less than half of a load by PyYAML and gives the marks.
Marks stand beside the tree: a scalar's mark is `(start, end)`, a list's `(start, end, [marks])`, a mapping's
`(start, end, {key: (key start, key end, mark)})`; offsets count characters.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from gwcat.model.finding import DataPath, Rule
from gwcat.source import refusals
from gwcat.source.text import Lines

DEPTH_LIMIT = 20
_NO_KEY = "\0\0"  # compared by identity; no text of one character, which Python keeps only once
_Parser: Any = getattr(yaml, "cyaml", yaml).CParser if yaml.__with_libyaml__ else yaml.Loader

Tree = Any
Mark = Any
Frame = list[Any]  # a container being filled, in the order of the indexes below
_TREE, _MARKS, _START, _KEY, _KEY_START, _KEY_END, _IS_MAP, _IS_FLOW = range(8)
Problem = tuple[Rule, str, str, int, int, DataPath]  # rule, message, help, start, end, data path


def read_tree(text: str) -> tuple[Tree, Mark, list[Problem]]:
    """Tree, marks and problems of a text. The tree is None if the text cannot be read as YAML at all.

    Duplicate keys, anchors, tags and further documents are problems that leave the rest readable: the first value of a
    duplicate key counts, an alias counts as empty.
    """
    reader = _Reader(text)
    try:
        reader.run()
    except yaml.YAMLError as error:
        from gwcat.source.syntax import explain

        return None, None, [*reader.problems, explain(error, text)]
    except _TooDeep as stop:
        start, path = stop.args
        words = f"嵌套超过 {DEPTH_LIMIT} 层。", "请检查方括号、花括号和缩进。"
        return None, None, [*reader.problems, (refusals.TOO_DEEP, *words, start, start + 1, path)]
    from gwcat.source.syntax import strange_indents

    return reader.tree, reader.marks, [*reader.problems, *strange_indents(text, reader.marks)]


class _TooDeep(Exception):
    pass


class _Reader:
    """One pass over the events; `problems` grow as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree: Tree = None
        self.marks: Mark = None
        self.problems: list[Problem] = []
        self._stack: list[Frame] = []
        self._lines: Lines | None = None

    def run(self) -> None:
        """Build the tree; raises YAMLError for broken syntax and _TooDeep."""
        parser = _Parser(self.text)
        get_event, stack = parser.get_event, self._stack
        top: Frame | None = None
        documents = 0
        while (event := get_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark.index, event.end_mark.index
                if event.anchor is not None or event.tag is not None:
                    start = self._skip_properties(event, start)
                if top is None:
                    self.tree, self.marks = event.value, (start, end)
                elif top[_KEY] is not None:  # the ordinary value of a mapping is put in place right here
                    key = top[_KEY]
                    if key in top[_TREE] or key is _NO_KEY:
                        self._add(event.value, (start, end), start, end)
                    else:
                        top[_TREE][key] = event.value
                        top[_MARKS][key] = (top[_KEY_START], top[_KEY_END], (start, end))
                        top[_KEY] = None
                elif top[_IS_MAP]:
                    top[_KEY], top[_KEY_START], top[_KEY_END] = event.value, start, end
                else:
                    top[_TREE].append(event.value)
                    top[_MARKS].append((start, end))
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                top = self._open(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = stack.pop()
                top = stack[-1] if stack else None
                start, marks = frame[_START], frame[_MARKS]
                end = event.end_mark.index if frame[_IS_FLOW] else _last_end(frame)
                self._add(frame[_TREE], (start, end, marks), start, end)
            elif kind is AliasEvent:
                start, end = event.start_mark.index, event.end_mark.index
                self._report(refusals.ANCHOR, f"用了别名 *{event.anchor}。", "请把内容直接写在这里。", start, end)
                self._add("", (start, end), start, end)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents == 2:
                    start, end = event.start_mark.index, event.end_mark.index
                    self._report(refusals.DOCUMENTS, "文件里有第二份文档。", "请把它移到自己的文件里，并删去 ---。", start, end)
                    break
        parser.dispose()

    def _open(self, event: Any, is_map: bool) -> Frame:
        start = event.start_mark.index
        if len(self._stack) >= DEPTH_LIMIT:
            raise _TooDeep(start, self._path())
        if event.anchor is not None or event.tag is not None:
            start = self._skip_properties(event, start)
        flow = bool(event.flow_style)
        frame: Frame = [{}, {}, start, None, 0, 0, True, flow] if is_map else [[], [], start, None, 0, 0, False, flow]
        self._stack.append(frame)
        return frame

    def _add(self, value: Tree, mark: Mark, start: int, end: int) -> None:
        """Put a finished value into the container on top of the stack."""
        if not self._stack:
            self.tree, self.marks = value, mark
            return
        top = self._stack[-1]
        container, marks, key = top[_TREE], top[_MARKS], top[_KEY]
        if not top[_IS_MAP]:
            container.append(value)
            marks.append(mark)
            return
        if key is None:  # a list, a mapping or an alias in the place of a key; the name keeps keys and values in step
            self._report(refusals.WRONG_KIND, "键必须是文本。", "请检查冒号前面的写法。", start, end)
            top[_KEY], top[_KEY_START], top[_KEY_END] = _NO_KEY, start, end
            return
        key_start, key_end = top[_KEY_START], top[_KEY_END]
        top[_KEY] = None
        if key is not _NO_KEY and key in container:
            self._lines = self._lines or Lines(self.text)
            line, _ = self._lines.position(marks[key][0])
            words = f"键“{key}”在同一层里重复，第 {line} 行已经写过。", "请合并成一个，删去多余的。"
            self._report(refusals.DUPLICATE_KEY, *words, key_start, key_end)
        elif key is not _NO_KEY:
            container[key] = value
            marks[key] = (key_start, key_end, mark)

    def _skip_properties(self, event: Any, start: int) -> int:
        """Report anchor and tag in front of a node; returns where the node itself begins."""
        end = start
        for _ in range(2):
            while end < len(self.text) and self.text[end] in " \t\r\n":
                end += 1
            if self.text[end : end + 1] not in ("&", "!"):
                break
            begin = end
            while end < len(self.text) and self.text[end] not in " \t\r\n,[]{}":
                end += 1
            if self.text[begin] == "&":
                self._report(
                    refusals.ANCHOR, f"用了锚点 {self.text[begin:end]}。", "请删去锚点，内容写在用到的地方。", begin, end
                )
            else:
                self._report(
                    refusals.TAG, f"用了类型标签 {self.text[begin:end]}。", "请删去标签；所有值都按文本读取。", begin, end
                )
        while end < len(self.text) and self.text[end] in " \t\r\n":
            end += 1
        return min(end, int(event.end_mark.index))

    def _path(self) -> DataPath:
        path: list[str | int] = []
        for frame in self._stack:
            if not frame[_IS_MAP]:
                path.append(len(frame[_TREE]))
            elif frame[_KEY] not in (None, _NO_KEY):
                path.append(frame[_KEY])
        return tuple(path)

    def _report(self, rule: Rule, message: str, help: str, start: int, end: int) -> None:
        self.problems.append((rule, message, help, start, end, self._path()))


def _last_end(frame: Frame) -> int:
    """Where the last value of a block collection ends; its end event comes only after the comments that follow."""
    marks = frame[_MARKS]
    if not marks:
        return int(frame[_START])
    last = marks[-1] if not frame[_IS_MAP] else next(reversed(marks.values()))[2]
    return int(last[1])
