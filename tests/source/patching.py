"""Source texts written as people write them: every style, comments, empty lines, line ends; and trees that differ a little."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from gwcat.source.writer import flow, quoted, scalar

WORDS = st.text("民政局公示“”（）、，。：:# -?!&*[]{}'\"\\%@`|>12no～\u3000😀，\u00e9", min_size=0, max_size=12)
KEYS = ("一级事项", "公开时限", "公开依据", "公开主体", "公开渠道", "备注")
ENTRIES = st.one_of(WORDS, st.builds(lambda a, b: {"其他": a, "说明": b}, WORDS, WORDS), st.builds(lambda a: [a, "乙"], WORDS))
LISTS = st.lists(ENTRIES, max_size=5)


@st.composite
def items(draw: st.DrawFn, identity: str) -> dict[str, Any]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    return {"编号": identity, **{key: draw(st.one_of(WORDS, LISTS)) for key in keys}}


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    numbers = draw(st.lists(st.integers(1, 9), unique=True, max_size=4))
    tree: dict[str, Any] = {"领域": draw(WORDS), "单位": "县民政局"}
    if draw(st.booleans()):
        tree["采用"] = {"区域": "国家", "层级": draw(LISTS)}
    tree["事项"] = [draw(items(f"社会救助-00{number}")) for number in numbers]
    return tree


@st.composite
def changed(draw: st.DrawFn, tree: dict[str, Any]) -> dict[str, Any]:
    """The tree with some values, keys and entries otherwise."""
    new = deepcopy(tree)
    if draw(st.booleans()):
        new["领域"] = draw(WORDS)
    if draw(st.integers(0, 3)) == 0:
        new["版本"] = draw(WORDS)
    if draw(st.integers(0, 3)) == 0:
        new.pop("采用", None)
    kept = []
    for item in new["事项"]:
        match draw(st.sampled_from(["keep", "keep", "drop", "change", "insert"])):
            case "keep":
                kept.append(item)
            case "change":
                kept.append(draw(_item_changed(item)))
            case "insert":
                kept += [item, draw(items(f"新{len(kept)}"))]
    new["事项"] = kept
    if not kept and draw(st.booleans()):
        new["事项"] = ""
    return new


@st.composite
def _item_changed(draw: st.DrawFn, item: dict[str, Any]) -> dict[str, Any]:
    new = dict(item)
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3)):
        match draw(st.sampled_from(["drop", "set", "edit"])):
            case "drop":
                new.pop(key, None)
            case "set":
                new[key] = draw(st.one_of(WORDS, LISTS))
            case "edit":
                old = new.get(key)
                new[key] = draw(_list_changed(old)) if isinstance(old, list) else draw(WORDS)
    return new


@st.composite
def _list_changed(draw: st.DrawFn, old: list[Any]) -> list[Any]:
    new: list[Any] = []
    for entry in old:
        match draw(st.sampled_from(["keep", "keep", "drop", "set", "insert"])):
            case "keep":
                new.append(entry)
            case "set":
                new.append({**entry, "其他": draw(WORDS)} if isinstance(entry, dict) else draw(ENTRIES))
            case "insert":
                new += [draw(ENTRIES), entry]
    return new


@st.composite
def texts(draw: st.DrawFn, tree: dict[str, Any]) -> str:
    """A text that says a tree, written in some style."""
    writer = _Writer(draw)
    lines = [*(["# yaml-language-server: $schema=x.json", ""] if draw(st.booleans()) else []), *writer.mapping(tree, 0)]
    lines += writer.above(0)
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return end.join(lines) + (end if draw(st.integers(0, 4)) else "")


class _Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def _some(self, one_in: int) -> bool:
        return self._draw(st.integers(0, one_in - 1)) == one_in - 1

    def above(self, indent: int) -> list[str]:
        found = [""] if self._some(6) else []
        return [*found, f"{' ' * indent}# 说明：{self._draw(st.integers(0, 9))}"] if self._some(4) else found

    def behind(self) -> str:
        return "  # 核对" if self._some(6) else ""

    def word(self, text: str, *, inside: bool = False) -> str:
        match self._draw(st.sampled_from(["plain", "plain", "double", "single"])):
            case "double":
                return quoted(text)
            case "single" if "\\" not in quoted(text) and text:
                return f"'{text.replace(chr(39), chr(39) * 2)}'"
            case _:
                return scalar(text, inside=inside)

    def inside(self, value: Any) -> str:
        if isinstance(value, str):
            return self.word(value, inside=True)
        if isinstance(value, list):
            comma = self._draw(st.sampled_from([", ", ",", " , "]))
            return "[" + comma.join(map(self.inside, value)) + "]"
        return "{" + ", ".join(f"{scalar(key, inside=True)}: {self.inside(inner)}" for key, inner in value.items()) + "}"

    def mapping(self, tree: dict[str, Any], indent: int) -> list[str]:
        lines: list[str] = []
        for number, (key, value) in enumerate(tree.items()):
            lines += self.above(indent) if number else []
            lines += self.pair(key, value, indent)
        return lines

    def pair(self, key: str, value: Any, indent: int) -> list[str]:
        head = f"{' ' * indent}{key}:"
        if isinstance(value, str):
            if not value and self._some(2):
                return [f"{head}{self.behind()}"]
            if value and self._some(8) and value == value.strip() and value.isprintable():
                return [f"{head} |-", f"{' ' * indent}  {value}"]
            return [f"{head} {self.word(value)}{self.behind()}"]
        if not value or (key != "事项" and self._some(2)):
            return [f"{head} {self.inside(value)}{self.behind()}"]
        if isinstance(value, dict):
            return [f"{head}{self.behind()}", *self.mapping(value, indent + 2)]
        inner = indent + self._draw(st.sampled_from([0, 2, 2, 4]))
        lines = [f"{head}{self.behind()}"]
        for entry in value:
            lines += self.above(inner)
            lines += self.entry(entry, inner)
        return lines

    def entry(self, value: Any, indent: int) -> list[str]:
        dash = f"{' ' * indent}- "
        if isinstance(value, str):
            return [f"{dash}{self.word(value)}{self.behind()}"] if value or self._some(2) else [dash.rstrip()]
        if isinstance(value, list) or not value or self._some(3):
            return [f"{dash}{flow(value) if self._some(2) else self.inside(value)}{self.behind()}"]
        first, *rest = self.mapping(value, indent + 2)
        return [f"{dash}{first.lstrip(' ')}", *rest]
