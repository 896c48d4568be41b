"""What the site shows of an item: the ten elements, and of all else only what one of the region's public forms prints.

Nothing reaches the site but what is made here, and an item only if the public tables list it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gwcat.filing.plan import Chapter, Plan
from gwcat.forms.library import Library
from gwcat.forms.record import DERIVED, item_record
from gwcat.model.catalogue import ITEM_LEVELS, Catalogue, Channel, Element, Item
from gwcat.model.region import Region
from gwcat.overview.facets import Facets, facets

CORE = ("公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开对象", "公开方式", "公开层级")
"""Elements that are always public."""
PRINTED = (
    "五公开", "公开程度", "公开形式", "更新周期", "公开时长", "权力类型", "责任科室", "网站栏目", "咨询电话", "监督电话",
    "不予公开", "备注",
)  # fmt: skip
"""Keys that are public where a public form has a column for them."""


class Part(NamedTuple):
    """An element with its texts; texts of several lines keep them."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One public item. `page` and `anchor` are its address, `trail` the levels above its name."""

    page: str
    anchor: str
    identity: str
    name: str
    trail: tuple[str, ...]
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    subjects: tuple[str, ...]
    deadline: str
    facets: Facets

    @property
    def address(self) -> str:
        """Where the item is, from the top of the site."""
        return f"{self.page}#{self.anchor}"

    @property
    def title(self) -> str:
        """All names from the first level down: 最低生活保障 / 审核信息."""
        return " / ".join(dict.fromkeys((*self.trail, self.name)))


@dataclass(frozen=True, slots=True)
class Listing:
    """The public items of one domain that one unit keeps: a page of the site."""

    domain: str
    unit: str
    page: str
    entries: list[Entry] = field(default_factory=list)


class _Kept(NamedTuple):
    catalogue: Catalogue
    item: Item
    keys: frozenset[str]


def public_items(plan: Plan) -> list[tuple[Catalogue, Item]]:
    """The items that the public tables list, each once, in the order of filing."""
    return [(kept.catalogue, kept.item) for kept in _kept(plan, frozenset(), None)]


def public_elements(plan: Plan, region: Region, library: Library) -> frozenset[str]:
    """The keys under which something public stands, in some catalogue of the region."""
    forms = {chapter.table.form for chapter in plan.domains} | set(region.more_forms)
    printed = _printed_keys(library, sorted(forms)) & set(PRINTED)
    return printed | {*CORE, *ITEM_LEVELS, "名称", "领域", "单位"}


def listings(plan: Plan, region: Region, library: Library, page_of: Callable[[str, str], str]) -> list[Listing]:
    """Every page of items, in the order of filing. `page_of(domain, unit)` gives its address."""
    more = _printed_keys(library, region.more_forms)
    found: dict[tuple[str, str], Listing] = {}
    taken: dict[str, set[str]] = {}
    for kept in _kept(plan, more, library):
        catalogue = kept.catalogue
        key = catalogue.domain, catalogue.unit
        if key not in found:
            found[key] = Listing(*key, page_of(*key))
        listing = found[key]
        anchor = _anchor(kept.item, taken.setdefault(listing.page, set()))
        listing.entries.append(_entry(kept, listing.page, anchor))
    return list(found.values())


def _kept(plan: Plan, more: frozenset[str], library: Library | None) -> Iterator[_Kept]:
    for chapter in plan.domains:
        keys = more | _printed_keys(library, (chapter.table.form,)) if library else more
        for catalogue, item in _listed(chapter):
            yield _Kept(catalogue, item, keys)


def _listed(chapter: Chapter) -> Iterator[tuple[Catalogue, Item]]:
    items = [(entry.catalogue, item) for entry in chapter.entries for item in entry.catalogue.items]
    return (items[position] for position in dict.fromkeys(chapter.table.origins))


def _printed_keys(library: Library, forms: Iterable[str]) -> frozenset[str]:
    """The keys that some column of these forms shows."""
    return frozenset(DERIVED.get(name, name) for form in forms for name in library.form(form).names)


def _entry(kept: _Kept, page: str, anchor: str) -> Entry:
    catalogue, item, keys = kept
    record = item_record(catalogue, item)
    said = {"公开内容": _contents(item.contents), "公开渠道": _channels(item.channels), "公开对象": _audience(record)}
    parts = [Part(key, said[key] if key in said else _texts(record[key])) for key in CORE]
    parts += [Part(key, _texts(record[key])) for key in PRINTED if key in keys]
    levels = [level for level in item.levels if level.strip()]
    trail = levels[:-1] if levels and levels[-1] == item.name else levels
    return Entry(
        page,
        anchor,
        item.identity,
        item.name or "（没有写名称）",
        tuple(trail),
        tuple(part for part in parts if part.texts),
        tuple(part.label for part in parts[: len(CORE)] if not part.texts),
        item.subjects,
        item.deadline,
        facets(catalogue, item),
    )


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return tuple(text for text in value if isinstance(text, str) and text.strip()) if isinstance(value, (tuple, list)) else ()


def _contents(contents: Sequence[Element]) -> tuple[str, ...]:
    return tuple(f"{part.content}：{part.standard}" if part.standard else part.content for part in contents)


def _channels(channels: Sequence[Channel]) -> tuple[str, ...]:
    return tuple(f"{channel.name}（{channel.wording}）" if channel.wording else channel.name for channel in channels)


def _audience(record: dict[str, Any]) -> tuple[str, ...]:
    everyone = ("全社会",) if record["全社会"] else ()
    groups = record["特定群体"]
    return (*everyone, f"特定群体：{groups}") if groups else everyone


def _anchor(item: Item, taken: set[str]) -> str:
    """The item's 编号 as an anchor, different from all others of its page."""
    base = "".join(item.identity.split()) or "无编号"
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor
