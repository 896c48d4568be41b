"""What may be written at a place: keys, and the names that the workspace knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lsprotocol import types

from gwcat.base.names import fold
from gwcat.editor.above import Above, items_above, national_items
from gwcat.editor.desk import Desk, Sheet, View
from gwcat.editor.guide import guide
from gwcat.editor.spot import Spot, spot
from gwcat.language import domain
from gwcat.source.layout import NATIONAL
from gwcat.source.writer import scalar

_BEHIND = 2_000  # more entries than anybody looks at


@dataclass(frozen=True)
class Offer:
    """A text that may stand at a place, with a word beside it and more in Markdown."""

    text: str
    detail: str = ""
    markdown: str = ""
    is_key: bool = False


def completion(desk: Desk, sheet: Sheet, position: types.Position) -> types.CompletionList:
    """All that may be written at a place, in a sensible order."""
    offset = sheet.text.offset(position)
    line = sheet.text.line_of(offset)
    lines = sheet.text.source.split("\n")
    at = offset - sheet.text.start(line)
    here = spot([one.rstrip("\r") for one in lines], line, at) if "\r" not in sheet.text.source.replace("\r\n", "") else None
    if here is None or sheet.kind is None:
        return types.CompletionList(is_incomplete=False, items=[])
    start, rest = sheet.text.start(line) + here.start, sheet.text.line(line)[at:]
    stretch = sheet.text.range(start, offset)
    offers = list(dict.fromkeys(_offers(desk.view(sheet, readable=True), sheet, here)))[:_BEHIND]
    items = [_item(number, offer, here, stretch, rest) for number, offer in enumerate(offers)]
    return types.CompletionList(is_incomplete=False, items=items)


def _item(number: int, offer: Offer, here: Spot, stretch: types.Range, rest: str) -> types.CompletionItem:
    text = offer.text if offer.is_key else scalar(offer.text, inside=here.flow)
    if offer.is_key and not rest.lstrip().startswith(":"):
        text += ": "
    return types.CompletionItem(
        label=offer.text,
        kind=types.CompletionItemKind.Property if offer.is_key else types.CompletionItemKind.Value,
        detail=offer.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, offer.markdown) if offer.markdown else None,
        sort_text=f"{number:05d}",
        filter_text=offer.text,
        text_edit=types.TextEdit(stretch, text),
    )


def _offers(view: View | None, sheet: Sheet, here: Spot) -> Iterator[Offer]:
    kind = sheet.kind
    if kind is None:
        return
    if here.key is None:
        place = guide(kind, here.names)
        for key in place.keys:
            if key.name not in here.beside:
                yield Offer(key.name, key.summary, key.markdown, is_key=True)
        if here.names == ("主体对应",) and view:
            yield from _generic_subjects(view, sheet, here)
        if here.entry and here.names:  # an entry of a list may be a value too
            yield from _values(view, sheet, here.names[:-1], here.names[-1])
    else:
        yield from _values(view, sheet, here.names, here.key)


def _values(view: View | None, sheet: Sheet, names: tuple[str, ...], key: str) -> Iterator[Offer]:
    own = _named(names, key)
    if own and view:
        yield from own(view, sheet)
    if sheet.kind:
        yield from (Offer(word) for word in guide(sheet.kind, (*names, key)).words if word)


Source = Callable[[View, Sheet], Iterator[Offer]]


def _named(names: tuple[str, ...], key: str) -> Source | None:
    """Who knows the names that may stand behind a key."""
    if names == ("采用",) and key == "事项":
        return _items_above
    if names[:1] == ("主体对应",):
        return _units
    if key == "单位" and names:
        return None
    return _SOURCES.get(key)


def _units(view: View, sheet: Sheet) -> Iterator[Offer]:
    for unit in view.checked.loaded.region.units:
        yield Offer(unit.name, unit.full_name or unit.kind)


def _domains(view: View, sheet: Sheet) -> Iterator[Offer]:
    seen = set()
    for name in view.checked.loaded.region.domains:
        seen.add(fold(name))
        yield Offer(name, "本地区的领域")
    for found in domain.domains():
        if fold(found.name) not in seen:
            yield Offer(found.name, found.guideline)


def _forms(view: View, sheet: Sheet) -> Iterator[Offer]:
    yield from (Offer(name) for name in view.library.form_paths)


def _styles(view: View, sheet: Sheet) -> Iterator[Offer]:
    yield from (Offer(name) for name in view.library.attachment_paths)


def _regions(view: View, sheet: Sheet) -> Iterator[Offer]:
    others = [name for name in view.workspace.region_folders if name != view.folder]
    yield from (Offer(name, "国家参考" if name == NATIONAL else "") for name in sorted(others, key=lambda name: name != NATIONAL))


def _items_above(view: View, sheet: Sheet) -> Iterator[Offer]:
    yield from map(_item_offer, items_above(view, sheet.path).values())


def _national(view: View, sheet: Sheet) -> Iterator[Offer]:
    entry = view.entry(sheet.path)
    found = domain.find(entry.catalogue.domain) if entry else None
    near = national_items(view, found.name) if found else {}
    yield from map(_item_offer, (near or national_items(view)).values())


def _item_offer(above: Above) -> Offer:
    levels = " / ".join(level for level in above.item.levels if level)
    detail = f"{above.status} {above.item.name}".strip()
    return Offer(above.item.identity, detail, f"{levels}\n\n{above.item.deadline}".strip())


def _used(key: str) -> Source:
    """The texts that the region already has under a key."""

    def offers(view: View, sheet: Sheet) -> Iterator[Offer]:
        for entry in view.checked.loaded.catalogues:
            for item in entry.catalogue.items:
                value = item.raw.get(key)
                for text in value if isinstance(value, list) else [value]:
                    if isinstance(text, str) and text:
                        yield Offer(text, "本地区用过")

    return offers


def _generic_subjects(view: View, sheet: Sheet, here: Spot) -> Iterator[Offer]:
    """The subjects above that nobody here has been named for."""
    units = {fold(unit.name) for unit in view.checked.loaded.region.units}
    for adopted in view.checked.loaded.adoptions.values():
        if sheet.path in (adopted.entry.file.path, view.checked.loaded.region_file.path):
            for outcome in adopted.outcomes:
                for subject in outcome.item.subjects:
                    if fold(subject) not in units and subject not in here.beside:
                        yield Offer(subject, "上级写的统称", is_key=True)


_SOURCES: dict[str, Source] = {
    "单位": _units, "公开主体": _units, "牵头单位": _units, "领域": _domains, "样表": _forms, "兼用样表": _forms,
    "样式": _styles, "采用": _regions, "区域": _regions, "下级": _regions, "对应": _items_above, "对应国家事项": _national,
    "一级事项": _used("一级事项"), "责任科室": _used("责任科室"), "网站栏目": _used("网站栏目"),
}  # fmt: skip
