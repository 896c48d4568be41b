"""A key of an item as cells to fill in: what they show, how a typed text reads, what value the cells then mean.

A key has one cell, or several parts: one for each 公开渠道, 公开层级 …. What cells show is a text in one spelling, so that
two values are the same for a workbook exactly if their cells are; `tidy(show(value)) == show(value)`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from gwcat.base.names import fold
from gwcat.language import channel, tier
from gwcat.model.catalogue import Item, read_item
from gwcat.model.values import text, texts

TICK = "√"
METHODS = ("主动公开", "依申请公开")
STAGES = ("决策", "执行", "管理", "服务", "结果")
# Keys of several parts, with all parts that they may have.
PARTS: Mapping[str, tuple[str, ...]] = {
    "公开渠道": channel.CHANNELS,
    "公开对象": ("全社会", "特定群体"),
    "公开方式": METHODS,
    "公开层级": tier.TIERS,
    "不予公开": ("理由", "依据"),
}
LISTS = frozenset({"公开内容", "公开依据", "公开主体", "网站栏目", "五公开", "公开方式", "公开层级"})
PAIRS = "行"  # the part of 公开内容 where a form gives each element and its standard a row
_SEPARATED = frozenset({"公开主体", "五公开", "公开方式", "公开层级"})  # entries that people write in one line
_TICKS = frozenset("√✓✔☑■●vVyY是有1")
_NO_TICKS = frozenset({"", "×", "✗", "☐", "□", "否", "无", "0", "/", "—", "-"})
_NUMBER = re.compile(r"\s*[（(]?(\d{1,2})[)）.．、]\s*(?=\D)")
_SEPARATOR = re.compile(r"[\n、；;]+")
_BETWEEN = re.compile(r"[、，,；;](?![^（(]*[）)])")

Texts = Mapping[str, str]
"""What the cells of a key show, by their parts; the part of a key with one cell is empty."""


def parts_of(key: str) -> tuple[str, ...]:
    """All cells that a value of a key can be shown in."""
    return PARTS.get(key, ("",))


def fingerprint(shown: Texts) -> str:
    """A short digest of what the cells of a key show."""
    said = json.dumps({part: said for part, said in shown.items() if said}, ensure_ascii=False, sort_keys=True)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def show(key: str, value: Any, parts: Iterable[str]) -> dict[str, str]:
    """What the cells of a key show of a value of a source file."""
    return {part: tidy(key, part, _shown(key, value, part)) for part in parts}


def _shown(key: str, value: Any, part: str) -> str:
    if part == "":
        if key == "公开内容":
            whole: Item = read_item(0, {key: value})
            return "\n".join(map(_line, whole.contents))
        return "\n".join(texts(value)) if key in LISTS else text(value)
    item: Item = read_item(0, {key: value})
    if part == PAIRS:
        return pairs_text([(found.content, found.standard) for found in item.contents])
    if key == "公开渠道":
        return "\n".join(wording or TICK for name, wording in map(_channel, _channels(value)) if name == part)
    if key == "公开对象":
        if part == "全社会":
            return TICK if item.audience.everyone else ""
        return "、".join((*filter(None, item.audience.groups), *item.audience.others))
    if key == "不予公开":
        return text(value.get(part)) if isinstance(value, dict) else text(value) if part == "理由" else ""
    return TICK if part in {_tier(entry) if key == "公开层级" else entry for entry in texts(value)} else ""


def tidy(key: str, part: str, typed: str) -> str:
    """A typed text in the one spelling: ticks as √, an entry a line without numbers, no white space around."""
    typed = typed.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    if part == PAIRS:
        return typed
    if part and (key in ("公开方式", "公开层级") or part == "全社会"):
        return "" if typed.strip() in _NO_TICKS else TICK
    lines = [stripped for line in typed.split("\n") if (stripped := line.strip())]
    if part and key == "公开渠道":
        if len(lines) == 1 and lines[0] in _NO_TICKS:
            return ""
        return "\n".join(sorted({TICK if line in _TICKS else line for line in lines}, key=lambda line: (line != TICK, line)))
    if key in LISTS:
        lines = _unnumbered(lines)
        if key in _SEPARATED:
            lines = [stripped for line in lines for piece in _BETWEEN.split(line) if (stripped := piece.strip())]
    return "\n".join(lines)


def pairs_text(pairs: Iterable[tuple[str, str]]) -> str:
    """Elements with their standards as one text; rows that say nothing are left out."""
    tidied = [[tidy("公开内容", "", content), tidy("备注", "", standard)] for content, standard in pairs]
    said = [pair for pair in tidied if any(pair)]
    return json.dumps(said, ensure_ascii=False) if said else ""


def described(shown: Texts) -> str:
    """What cells show, for people."""
    if said := shown.get(PAIRS):
        return "\n".join("：".join(filter(None, pair)) for pair in json.loads(said))
    found = [text if not part else part if text == TICK else f"{part}（{text}）" for part, text in shown.items() if text]
    return "、".join(found)


def build(key: str, old: Any, shown: Texts) -> Any:
    """The value that cells mean. Entries that `old` has already stay as they are written; what no cell shows stays too."""
    if key == "公开内容":
        return _contents(old, shown)
    if key == "公开渠道":
        return _in_order(old, _wanted_channels(shown), _channel, _channel_entry, channel.CHANNELS.index)
    if key == "公开对象":
        return _audience(shown)
    if key == "不予公开":
        return {part: said for part, said in shown.items() if said} if shown.get("依据") else shown.get("理由", "")
    if "" in shown:
        return _listed(key, old, shown[""].split("\n") if shown[""] else []) if key in LISTS else shown[""]
    ranks = PARTS[key]
    kept = [entry for entry in texts(old) if _part(key, entry) not in shown]
    wanted = [*(_part(key, entry) for entry in kept), *(part for part in ranks if shown.get(part))]
    found = _in_order(old, wanted, lambda entry: _part(key, entry), str, lambda part: ranks.index(part) if part in ranks else -1)
    return found[0] if len(found) == 1 and (isinstance(old, str) or (key == "公开方式" and not isinstance(old, list))) else found


def _listed(key: str, old: Any, wanted: list[str]) -> Any:
    """Lines as a list; what was a plain text stays one while there is a single line."""
    entries = {tidy(key, "", entry): entry for entry in reversed(texts(old))}
    found = [entries.get(line, line) for line in wanted]
    single = (isinstance(old, str) and old) or (not old and key in ("五公开", "公开方式"))
    return found[0] if len(found) == 1 and single else found or ""


def _contents(old: Any, shown: Texts) -> Any:
    raw = old if isinstance(old, list) else [old] if old else []
    if PAIRS in shown:
        pairs = [(content, standard) for content, standard in json.loads(shown[PAIRS] or "[]")]
        known: dict[Any, Any] = {
            json.dumps(json.loads(_shown("公开内容", [entry], PAIRS) or "[]")): entry for entry in reversed(raw)
        }
        found = [
            known.get(json.dumps([[content, standard]]), {"要素": content, "标准": standard} if standard else content)
            for content, standard in pairs
        ]
    else:
        known = {tidy("公开内容", "", _shown("公开内容", [entry], "")): entry for entry in reversed(raw)}
        found = [known.get(line, line) for line in shown[""].split("\n")] if shown[""] else []
    return found[0] if len(found) == 1 and isinstance(old, str) and old and isinstance(found[0], str) else found or ""


def _in_order(
    old: Any, wanted: Sequence[Any], sense: Callable[[Any], Any], entry: Callable[[Any], Any], rank: Callable[[Any], int]
) -> list[Any]:
    """The wanted entries: those of `old` first and as they are; others where the order of the forms has them."""
    raw = old if isinstance(old, list) else [old] if old else []
    found = [known for known in raw if sense(known) in wanted]
    for sort in [sort for sort in wanted if sort not in map(sense, found)]:
        place = rank(sort[0] if isinstance(sort, tuple) else sort)
        ranks = [rank(name[0] if isinstance(name := sense(known), tuple) else name) for known in found]
        found.insert(next((number for number, other in enumerate(ranks) if other > place), len(found)), entry(sort))
    return found


def _wanted_channels(shown: Texts) -> list[tuple[str, str]]:
    return [(part, "" if line == TICK else line) for part in channel.CHANNELS for line in shown.get(part, "").split("\n") if line]


def _channels(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _channel(entry: Any) -> tuple[str, str]:
    """An entry of 公开渠道 as one of the options of the forms and its wording; an unknown name is the wording of 其他."""
    name, wording = next(iter(entry.items())) if isinstance(entry, dict) and entry else (entry, "")
    name, wording = text(name), tidy("备注", "", text(wording))
    known = channel.canonical(name)
    return (known, wording) if known else (channel.OTHER, "：".join(filter(None, (name, wording))))


def _channel_entry(wanted: tuple[str, str]) -> Any:
    name, wording = wanted
    return {name: wording} if wording else name


def _audience(shown: Texts) -> Any:
    groups = shown.get("特定群体", "")
    named = [{"特定群体": groups}] if groups else []
    if shown.get("全社会"):
        return ["全社会", *named] if named else "全社会"
    return named[0] if named else ""


def _part(key: str, entry: str) -> str:
    return _tier(entry) if key == "公开层级" else entry


def _tier(entry: str) -> str:
    return tier.canonical(entry) or entry


def _line(element: Any) -> str:
    return f"{element.content}：{element.standard}" if element.standard else str(element.content)


def _unnumbered(lines: list[str]) -> list[str]:
    """Lines without the numbers 1, 2, 3 … in front of them, if all have theirs."""
    numbers = [_NUMBER.match(line) for line in lines]
    if len(lines) < 2 or any(found is None or int(found[1]) != place for place, found in enumerate(numbers, 1)):
        return lines
    return [line[found.end() :].strip() for line, found in zip(lines, numbers, strict=True) if found]


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same entries, whether they stand on lines of their own or in one line, in any order.

    Forms print lists in either way; which entry a 、 belongs to cannot be told from what is printed.
    """
    return same_text(one, other) or _entries(one) == _entries(other)


def _entries(text: str) -> list[str]:
    return sorted(fold(entry) for entry in _SEPARATOR.split(text) if entry)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are equal but for the width of signs and white space."""
    return fold(one) == fold(other)
