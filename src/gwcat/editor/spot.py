"""Where somebody is typing, told from the lines alone: a file that is being typed can seldom be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)(?P<rest>.*)")
_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s#"'\[\]{},][^#"'\[\]{},]*?)\s*:(?P<value>\s.*|$)""")
_FAR = 20_000  # lines to look back


@dataclass
class Spot:
    """A place of typing: the keys around it, the key whose value it is (none where a key may stand), the keys beside it.

    `start` is where the word begins that is being typed; `entry` whether it begins an entry of a list; `flow` whether it is
    inside brackets.
    """

    names: tuple[str, ...]
    key: str | None
    start: int
    entry: bool = False
    flow: bool = False
    beside: set[str] = field(default_factory=set)


def spot(lines: Sequence[str], number: int, column: int) -> Spot | None:
    """What may be typed in a line (from 0) at a column (in characters); None in a comment and in a quoted text."""
    before = lines[number][:column]
    found = _LINE.match(before)
    if found is None or found["rest"].startswith("#") or " #" in found["rest"]:
        return None
    content = len(found["indent"]) + len(found["dashes"])
    names, beside = _around(lines, number, found)
    here = _KEY.fullmatch(found["rest"])
    if here is None:
        if found["rest"][:1] in ("[", "{"):
            return _in_flow(found["rest"], content, names, None)
        quoted = found["rest"][:1] in ("'", '"')
        return None if quoted else Spot(names, None, content, bool(found["dashes"]), beside=beside)
    key, value = _plain(here["key"]), here["value"]
    start = column - len(value.lstrip())
    if value.lstrip()[:1] in ("[", "{"):
        return _in_flow(value.lstrip(), start, names, key)
    if value.lstrip()[:1] in ("'", '"'):
        return None
    return Spot(names, key, start) if value else None


def _around(lines: Sequence[str], number: int, here: re.Match[str]) -> tuple[tuple[str, ...], set[str]]:
    """The keys around a line, and those beside it in the same mapping."""
    names: list[str] = []
    beside: set[str] = set()
    column, dash = len(here["indent"]) + len(here["dashes"]), bool(here["dashes"])
    first = True
    if dash:
        beside |= _below(lines, number, column)
        column, first = len(here["indent"]), False
    for above in range(number - 1, max(-1, number - _FAR), -1):
        found = _LINE.match(lines[above])
        if found is None or not found["rest"] or found["rest"].startswith("#"):
            continue
        key = _KEY.match(found["rest"])
        indent = len(found["indent"])
        content = indent + len(found["dashes"])
        if content > column or (dash and content == column and found["dashes"]):
            continue
        if content == column and not dash:
            if first and key:
                beside.add(_plain(key["key"]))
            if found["dashes"]:
                column, dash, first = indent, True, False
            continue
        if dash and indent >= column and found["dashes"]:
            continue  # another entry of the same list
        if key is None:
            continue
        names.insert(0, _plain(key["key"]))
        column, dash, first = (indent, True, False) if found["dashes"] else (content, False, False)
        if column == 0 and not dash:
            break
    if not here["dashes"]:
        beside |= _below(lines, number, len(here["indent"]))
    return tuple(names), beside


def _below(lines: Sequence[str], number: int, column: int) -> set[str]:
    """The keys further down in the mapping that begins or goes on at a line."""
    keys = set()
    for below in range(number + 1, min(len(lines), number + _FAR)):
        found = _LINE.match(lines[below])
        if found is None or not found["rest"] or found["rest"].startswith("#"):
            continue
        indent = len(found["indent"])
        if indent < column or (indent == column and found["dashes"]):
            break
        if indent == column and (key := _KEY.match(found["rest"])):
            keys.add(_plain(key["key"]))
    return keys


def _in_flow(text: str, at: int, names: tuple[str, ...], key: str | None) -> Spot | None:
    """The place at the end of a text that begins with a bracket; `at` is the column where it begins."""
    around = [*names, *([key] if key else [])]
    opened: list[tuple[str, int, set[str]]] = []  # bracket, how many keys lie around it, keys in it
    start, word, quote = 0, "", ""
    for number, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and not word.strip():
            quote = char
        elif char in "[{":
            opened.append((char, len(around), set()))
            word, start = "", number + 1
            continue
        elif char in "]}":
            if opened:
                del around[opened.pop()[1] :]
            word, start = "", number + 1
            continue
        elif char == ",":
            if opened:
                del around[opened[-1][1] :]
            word, start = "", number + 1
            continue
        elif char == ":" and opened and opened[-1][0] == "{" and text[number + 1 : number + 2] in (" ", ""):
            opened[-1][2].add(_plain(word.strip()))
            around.append(_plain(word.strip()))
            word, start = "", number + 1
            continue
        word += char
    if quote or not opened:
        return None
    begin = at + start + len(word) - len(word.lstrip())
    bracket, depth, keys = opened[-1]
    if bracket == "{" and len(around) == depth:
        return Spot(tuple(around), None, begin, flow=True, beside=keys)
    return Spot(tuple(around[:-1]), around[-1] if around else None, begin, flow=True)


def _plain(key: str) -> str:
    return key[1:-1] if len(key) > 1 and key[0] in "\"'" and key[-1] == key[0] else key.strip()
