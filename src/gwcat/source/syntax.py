"""libyaml's English complaints in the words of someone who types Chinese catalogues."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from gwcat.model.finding import DataPath, Rule
from gwcat.source import refusals
from gwcat.source.text import Lines, line_at

# part of libyaml's problem or context -> message, remedy
_WORDS = (
    (
        "could not find expected ':'",
        "这一行缺少冒号，或者上一行的文字没有写完。",
        "键和值之间写英文冒号加空格，如“公开时限: …”。",
    ),
    ("mapping values are not allowed", "这里不该出现冒号。", "值里含有“: ”时请给整个值加引号；或者检查这一行的缩进。"),
    ("did not find expected key", "缩进对不齐，或者括号、引号没有配对。", "同一层的键要左边对齐；请检查上一行。"),
    ("did not find expected '-' indicator", "列表的缩进对不齐。", "同一个列表的“- ”要左边对齐。"),
    ("did not find expected ',' or ']'", "方括号没有配对，或者中间少了逗号。", "列表写成 [甲, 乙]，用英文括号和逗号。"),
    ("did not find expected ',' or '}'", "花括号没有配对，或者中间少了逗号。", "写成 {键: 值, 键: 值}，用英文括号和逗号。"),
    ("found unexpected end of stream", "引号没有配对。", "请补上结尾的引号。"),
    ("found unexpected document indicator", "引号没有配对。", "请补上结尾的引号。"),
    ("found unknown escape character", "双引号里的反斜杠写法不对。", "反斜杠写成 \\\\，或者改用单引号。"),
    ("cannot start any token", "值不能以这个符号开头。", "请给整个值加上双引号。"),
    ("found undefined tag handle", "用了未定义的类型标签。", "请删去叹号开头的标签。"),
    ("did not find expected node content", "这里应该有内容。", "请检查多余的逗号和括号。"),
    ("block sequence entries are not allowed", "列表不能从这里开始。", "“- ”要另起一行并缩进。"),
    ("block mapping", "缩进对不齐。", "同一层的键要左边对齐。"),
    ("exceeded maximum depth", "嵌套过深。", "请检查方括号和花括号。"),
    ("found duplicate", "指令重复。", "请删去 % 开头的行。"),
    ("did not find expected <document start>", "前面的内容已经结束，这里多出一段。", "请检查这一行的缩进。"),
    ("undefined alias", "用了没有定义的别名。", "请把内容直接写在这里；值以 * 开头时请加双引号。"),
)


_OTHERWISE = ("这里不符合 YAML 语法。", "请检查冒号、引号、括号和缩进。")
# Faults whose cause stands where libyaml began to read, not where it gave up.
_BEGINS_EARLIER = ("could not find expected ':'", "found unexpected end of stream", "found unexpected document indicator")
# What libyaml was reading when a name with Chinese characters, which it does not admit, came in its way.
_NAMES = (
    ("scanning an anchor", refusals.ANCHOR, "用了锚点 {}。", "请删去锚点；值以 & 开头时请加双引号。"),
    ("scanning an alias", refusals.ANCHOR, "用了别名 {}。", "请把内容直接写在这里；值以 * 开头时请加双引号。"),
    ("a tag", refusals.TAG, "用了类型标签 {}。", "请删去标签；值以 ! 开头时请加双引号。"),
)
_WORD = re.compile(r"[^\s,\[\]{}]+")
_FULL_WIDTH_KEY = re.compile(r"\s*(?:- +)?([^\s:：#\[\]{}\"']+)：")
_UNMERGED = re.compile(r"^(?:<{7,}|\|{7,}|>{7,})(?: .*)?$", re.MULTILINE)
# Blanks with a tab or a full-width space among them, in front of something that is no comment.
_STRANGE_INDENT = re.compile("(?:^|(?<=[\n\r])) *[\t\u3000][ \t\u3000]*(?=[^ \t\u3000\n\r#])")

Problem = tuple[Rule, str, str, int, int, DataPath]


def explain(error: Any, text: str) -> Problem:
    """The problem for a YAMLError: Chinese words and the place in the text."""
    said = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''}"
    if (unmerged := _UNMERGED.search(text)) is not None:
        words = "这里有没有解决的合并冲突。", "请在 <<<<<<< 和 >>>>>>> 之间留下要用的一方，删去标记行。"
        return refusals.SYNTAX, *words, unmerged.start(), unmerged.end(), ()
    start = _start(error, said, len(text))
    lines = Lines(text)
    number, column = lines.position(start)
    line_start, line = start - column + 1, line_at(text, number)
    tab = _tab_in_indent(line)
    if tab is not None:
        return _tab(line_start + tab)
    for part, rule, message, help in _NAMES:
        if part in said and (word := _WORD.match(text, start)):
            return rule, message.format(word.group()), help, start, word.end(), ()
    if (key := _full_width_key(text, lines, number)) is not None:
        return refusals.SYNTAX, "这一行缺少冒号。", "冒号是全角的，请改成英文冒号加空格，如“公开时限: …”。", key, key + 1, ()
    message, remedy = next(
        ((message, remedy) for part, message, remedy in _WORDS if part in said),
        ("这里不符合 YAML 语法。", "请检查冒号、引号、括号和缩进。"),
    )
    return refusals.SYNTAX, message, _full_width_hint(line) or remedy, start, min(start + 1, len(text)), ()


def strange_indents(text: str, marks: Any) -> Iterator[Problem]:
    """Tabs and full-width spaces in front of a line, where YAML let them pass: inside brackets, as part of a key."""
    if "\t" not in text and "\u3000" not in text:
        return
    scalars: list[tuple[int, int]] = []
    for found in _STRANGE_INDENT.finditer(text):
        scalars = scalars or sorted(_scalars(marks))
        at = found.start() + next(n for n, char in enumerate(found.group()) if char != " ")
        before = bisect_left(scalars, (at, -1)) - 1
        if before >= 0 and at < scalars[before][1]:
            continue  # inside a text of several lines
        if text[at] == "\t":
            yield _tab(at)
        else:
            yield refusals.SYNTAX, "这一行的缩进里有全角空格。", "请把全角空格换成半角空格，每层两个。", at, at + 1, ()


def _start(error: Any, said: str, length: int) -> int:
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    earlier = any(part in said for part in (*_BEGINS_EARLIER, *(part for part, *_ in _NAMES)))
    mark = (context or problem) if earlier else (problem or context)
    return min(mark.index, length) if mark is not None else 0


def _tab(at: int) -> Problem:
    return refusals.TAB, "这一行的缩进里有制表符。", "请把制表符换成空格，每层两个。", at, at + 1, ()


def _tab_in_indent(line: str) -> int | None:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return indent.index("\t") if "\t" in indent else None


def _full_width_key(text: str, lines: Lines, number: int) -> int | None:
    """Where a key with a full-width colon begins, in the line of the fault or the one above."""
    for candidate in (number, number - 1):
        line = line_at(text, candidate) if candidate > 0 else ""
        found = _FULL_WIDTH_KEY.match(line)
        if found and ": " not in line and not line.endswith(":"):
            return lines.offset(candidate) + found.start(1)
    return None


def _full_width_hint(line: str) -> str:
    """A remedy if the line has the full-width signs that Chinese keyboards type instead of YAML's own."""
    if "\u3000" in line[: len(line) - len(line.lstrip())]:
        return "缩进里有全角空格，请换成半角空格。"
    if "，" in line and "[" in line and "]" not in line:
        return "列表里的逗号和括号要用英文的，如 [甲, 乙]。"
    return ""


def _scalars(mark: Any) -> Iterator[tuple[int, int]]:
    """The spans of all scalars, keys included, below a mark."""
    if len(mark) == 2:
        yield mark
    elif isinstance(mark[2], list):
        for inner in mark[2]:
            yield from _scalars(inner)
    else:
        for start, end, inner in mark[2].values():
            yield start, end
            yield from _scalars(inner)
