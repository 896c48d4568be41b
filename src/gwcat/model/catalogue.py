"""What a catalogue file means: items with their elements, read from the tree of a source file.

Reading never fails: a value of a wrong kind was refused by the schema at its place and reads as absent here, so
that the other findings of the same file still appear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from gwcat.model.adoption import Adoption, read_adoption
from gwcat.model.values import text, texts

ITEM_LEVELS = ("一级事项", "二级事项", "三级事项", "四级事项", "五级事项", "六级事项")


class Element(NamedTuple):
    """A part of 公开内容: what is published, and, where the form asks for it, to which standard."""

    content: str
    standard: str = ""


class Channel(NamedTuple):
    """A 公开渠道 with the wording of its own, if any: `{其他: 国家企业信用信息公示系统}`."""

    name: str
    wording: str = ""


class Audience(NamedTuple):
    """公开对象: the public, named groups, and whatever else was written."""

    everyone: bool = False
    groups: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Item:
    """One 事项. `index` is its position in the file; `raw` the mapping it was read from."""

    index: int
    raw: Mapping[str, object]
    identity: str
    levels: tuple[str, ...]  # 一级事项 … as far as given
    contents: tuple[Element, ...]
    bases: tuple[str, ...]
    deadline: str
    subjects: tuple[str, ...]
    channels: tuple[Channel, ...]
    audience: Audience
    methods: tuple[str, ...]
    tiers: tuple[str, ...]  # 公开层级
    verified: bool

    @property
    def name(self) -> str:
        """The item's name: 名称 if given, else its deepest level."""
        return text(self.raw.get("名称")) or next((level for level in reversed(self.levels) if level), "")

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where the item stands in the file that it is filed with."""
        return ("事项", self.index)

    def at(self, *path: str | int) -> tuple[str | int, ...]:
        """Where a value of the item stands in the file that it is filed with."""
        return (*self.path, *path)

    def says(self, key: str) -> bool:
        """Whether `key` is written, if only with nothing behind it."""
        return key in self.raw

    def text(self, key: str) -> str:
        """A plain text value by its key; empty if absent."""
        return text(self.raw.get(key))

    def has(self, key: str) -> bool:
        """Whether something is written under `key`."""
        return bool(self.raw.get(key))


@dataclass(slots=True, eq=False)
class Catalogue:
    """One file: the items of one 领域 that one 单位 publishes. `version` and `form` are empty if left to the region.

    `adoption` says what is taken over from above; the items that it brings are added by `gwcat.adopt`.
    """

    domain: str
    unit: str
    version: str
    form: str
    items: list[Item] = field(default_factory=list)
    adoption: Adoption | None = None


def _entries(value: object) -> Sequence[object]:
    """A list as it is; a single value as a list of one; nothing as none."""
    return value if isinstance(value, list) else [value] if value else []


def _elements(value: object) -> tuple[Element, ...]:
    found = []
    for entry in _entries(value):
        if isinstance(entry, str):
            if entry:
                found.append(Element(entry))
        elif isinstance(entry, dict):
            found.append(Element(text(entry.get("要素")), text(entry.get("标准"))))
    return tuple(found)


def _channels(value: object) -> tuple[Channel, ...]:
    found = []
    for entry in _entries(value):
        if isinstance(entry, str):
            if entry:
                found.append(Channel(entry))
        elif isinstance(entry, dict):
            found += [Channel(name, text(wording)) for name, wording in entry.items()]
    return tuple(found)


def _audience(value: object) -> Audience:
    if value == "全社会":
        return EVERYONE
    everyone, groups, others = False, [], []
    for entry in _entries(value):
        if entry == "全社会":
            everyone = True
        elif isinstance(entry, dict):
            groups += [name for names in entry.values() for name in _entries(names) if isinstance(name, str)] or [""]
        elif isinstance(entry, str):
            others.append(entry)
    return Audience(everyone, tuple(groups), tuple(others))


EVERYONE = Audience(True)
ItemType = TypeVar("ItemType", bound=Item)


def read_item(index: int, raw: Mapping[str, object], make: Callable[..., ItemType] = Item, **more: object) -> ItemType:  # type: ignore[assignment]
    """The item at `index` of its file; `make` and `more` for a kind of item that knows more of itself."""
    get = raw.get
    return make(
        index=index,
        raw=raw,
        identity=text(get("编号")),
        levels=tuple([level for level in map(get, ITEM_LEVELS) if isinstance(level, str)]),
        contents=_elements(get("公开内容")),
        bases=texts(get("公开依据")),
        deadline=text(get("公开时限")),
        subjects=texts(get("公开主体")),
        channels=_channels(get("公开渠道")),
        audience=_audience(get("公开对象")),
        methods=texts(get("公开方式")),
        tiers=texts(get("公开层级")),
        verified=get("核实") != "否",
        **more,
    )


def read_catalogue(tree: Mapping[str, object]) -> Catalogue:
    """The catalogue of a file's tree."""
    entries = tree.get("事项")
    items: list[Item] = (
        [read_item(n, raw) for n, raw in enumerate(entries) if isinstance(raw, dict)] if isinstance(entries, list) else []
    )
    domain, unit, version, form = (text(tree.get(key)) for key in ("领域", "单位", "版本", "样表"))
    return Catalogue(domain, unit, version, form, items, read_adoption(tree) if tree.get("采用") else None)
