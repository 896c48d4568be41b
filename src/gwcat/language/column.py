"""Column headings of published catalogues: what the words above a column may mean.

A word may have several meanings: 公开方式 is a platform in 2017, 主动公开 or 依申请公开 since 2020, 全文发布 in website
catalogues. Which one is meant is for whoever sees the whole table.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from gwcat.base.names import fold
from gwcat.language import tier
from gwcat.model.catalogue import ITEM_LEVELS


class Role(NamedTuple):
    """What a column holds: a key of the source format, and the option of it that a tick in the column means. No key: nothing."""

    key: str
    option: str = ""

    def __str__(self) -> str:
        return "：".join(filter(None, self))


class Heading(NamedTuple):
    """The meanings of a heading, the likeliest first, and whether its words are only like a known heading."""

    roles: tuple[Role, ...]
    near: bool = False


STAGES = ("决策", "执行", "管理", "服务", "结果")
GROUPS = frozenset(("公开事项", "公开对象", "公开方式", "公开层级", "五公开", "公开栏目", "五公开阶段", "公开主体", "公开类型"))
_DIGITS = "一二三四五六"
_LEVEL = re.compile(
    r"(?:公开)?([一二三四五六ⅠⅡⅢⅣⅤⅥ1-6])级(?:\([一二三]级\))?(?:公开|政务公开)?(?:事项|目录|栏目|主题|分类|指标|类别|标题|事项名称)?$"
)
_ROMAN = str.maketrans("ⅠⅡⅢⅣⅤⅥ123456", _DIGITS * 2)
_BRACKETS = re.compile(r"[(\[【“\"][^()\[\]【】]*[)\]】”\"]")
_TIER = re.compile(r"(?:公开)?([^()]*?[级村镇乡街道])$")
_NEAR = 0.8


@cache
def _words() -> dict[str, tuple[Role, ...]]:
    import yaml

    data = (Path(__file__).parent / "data" / "columns.yaml").read_bytes()
    found: dict[str, tuple[Role, ...]] = {}
    for entry in yaml.load(data, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        roles = tuple(map(Role, entry["可能"])) if "可能" in entry else (Role(entry["键"], entry.get("选项", "")),)
        found.update((fold(word), roles) for word in entry["写法"])
    return found


@lru_cache(maxsize=4096)
def heading(words: str, group: str = "") -> Heading | None:
    """What a heading means, below a group's heading if there is one; None if it is none that was ever seen."""
    folded = fold(words)
    if not folded or len(folded) > 80:
        return None
    if found := _flattened(words, folded):
        return found
    for text in dict.fromkeys((folded, _BRACKETS.sub("", folded), _BRACKETS.sub("", folded).removesuffix("及要求"))):
        if text and (roles := _meaning(text, fold(group))):
            return Heading(roles)
    return None


def _flattened(words: str, folded: str) -> Heading | None:
    """The meaning of 公开对象-全社会, 公开方式（主动公开）, 公开层级县级: a group's title and one of its columns on one line."""
    if folded in _words() or not folded.startswith("公开"):
        return None
    for length in (4, 3, 5):
        if folded[:length] in GROUPS and len(folded) > length:
            rest = folded[length:].strip("()-—/:|")
            roles = _meaning(rest, folded[:length])
            if roles and roles[0].option:
                return Heading(roles)
    return None


def nearly(words: str) -> Heading | None:
    """What a heading that misses or has changed a sign probably means."""
    from difflib import SequenceMatcher

    text = _BRACKETS.sub("", fold(words))
    if not 2 <= len(text) <= 20:
        return None
    known = [*_words(), *(fold(level) for level in ITEM_LEVELS)]
    ratio, word = max((SequenceMatcher(None, text, word).ratio(), word) for word in known)
    roles = _meaning(word, "")
    return Heading(roles, near=True) if ratio >= _NEAR and roles else None


def _meaning(text: str, group: str) -> tuple[Role, ...]:
    if match := _LEVEL.match(text):
        return (Role(ITEM_LEVELS[_DIGITS.index(match.group(1).translate(_ROMAN))]),)
    if tiers := tiers_of(text):
        return (Role("公开层级", "、".join(tiers)),)
    stage = text.removesuffix("公开")
    if stage in STAGES and "公开" in group and ("五" in group or "阶段" in group or "环节" in group or "过程" in group):
        return (Role("五公开", stage),)
    return _words().get(text, ())


def tiers_of(text: str) -> tuple[str, ...]:
    """The levels that a word names: 县级, 区级, 街镇级, 乡、村级."""
    if not text.endswith("级") or len(text) > 12:
        return ()
    parts = [part if part.endswith("级") else f"{part}级" for part in re.split("[、,，/和]", text) if part]
    named = [tier.canonical(part) or tier.canonical(part.replace("(", "").replace(")", "")) for part in parts]
    return tuple(dict.fromkeys(found for found in named if found)) if all(named) else ()


def is_group(words: str) -> bool:
    """Whether a heading may stand above several columns."""
    text = _BRACKETS.sub("", fold(words))
    return text in GROUPS
