"""Items from outside brought into the drafts of the files they belong to: only what is otherwise is changed.

An item of a returned workbook says what its cells showed when it was made. A cell that shows the same now was not touched
and changes nothing; one that was touched while the source was changed too is a conflict. An item of any other table says
nothing of the kind: what it says otherwise is taken, what it does not say stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gwcat.exchange.draft import Draft, Numbers
from gwcat.exchange.field import Texts, alike, build, described, fingerprint, parts_of, same_text, show, tidy
from gwcat.exchange.matching import Called, match
from gwcat.exchange.returned import ReturnedItem, ReturnedSheet
from gwcat.model.catalogue import ITEM_LEVELS, Item, read_item
from gwcat.model.importing import Change, Conflict, Imported
from gwcat.model.incoming import IncomingItem, Remark, RemarkKind, Spot

_NO_ROW = "目录里已经没有这个事项，表里却有改动。"
_TOO_LATE = "要取消的事项，目录里在发出填报表之后改过。"
_BOTH = "目录里也改过。"
_NAMELESS = "这一行没有写事项名称，没有导入。"


class Merger:
    """Brings items into one draft. `fallback` is how its items are numbered if it has none yet."""

    def __init__(self, draft: Draft, numbers: Numbers, fallback: str, result: Imported) -> None:
        self._draft, self._numbers, self._result = draft, numbers, result
        self._manner = draft.manner(fallback)
        self._called = Called(draft)
        self._printed = printed(result.remarks)

    # Returned workbooks

    def returned(self, sheet: ReturnedSheet) -> None:
        """Bring the items of a sheet in."""
        items = self._single(sheet.items)
        self._tell_missing(sheet)
        for item, found in zip(items, match(items, self._draft, likeness=False), strict=True):
            if found.how == "编号":
                self._known(item, found.identity)
            elif item.identity:
                self._gone(item)
            elif found.how:
                self._same_name(item, found.identity)
            else:
                self._new(item, item.values)

    def _single(self, items: Sequence[ReturnedItem]) -> list[ReturnedItem]:
        """The items, of which those that repeat an identity are new: somebody copied a row to write another item into it."""
        seen: dict[str, Spot] = {}
        found: list[ReturnedItem] = []
        for item in items:
            if item.identity and item.identity in seen:
                first = seen[item.identity]
                if any(other.shown == item.shown for other in found if other.identity == item.identity):
                    self._remark("存疑", item.spot, f"与第 {first.row} 行完全相同，没有再读。", item.identity)
                    continue
                words = f"这一行是从第 {first.row} 行复制的，按新增的事项处理。"
                self._remark("存疑", item.spot, words, item.identity)
                item.identity, item.issued = "", {}
            seen.setdefault(item.identity, item.spot)
            found.append(item)
        return found

    def _known(self, item: ReturnedItem, identity: str) -> None:
        """An item that was in the workbook from the beginning."""
        if item.deleted:
            self._delete(item, identity)
            return
        changed = [key for key in item.shown if self._edit(item, identity, key)]
        if not self._draft.adopted(identity):
            return
        before = self._draft.reason(identity)
        if item.reason and item.reason != before and self._draft.set_reason(identity, item.reason):
            spot = _spot(item, "理由")
            self._result.changes.append(
                Change("改", self._path, identity, self._name(identity), spot, "理由", before, item.reason)
            )
        elif changed and self._draft.adjusted(identity) and not self._draft.reason(identity):
            self._remark("存疑", _spot(item, changed[0]), "改了从上级采用的事项，没有写理由；请在“理由”列补上。", identity)

    def _edit(self, item: ReturnedItem, identity: str, key: str) -> bool:
        """Take a key over if its cells were touched; whether something was changed."""
        wanted = item.shown[key]
        issued = item.issued.get(key, "")
        if fingerprint(wanted) == issued:
            return False
        current = self._current(identity, key, wanted)
        if current == wanted:
            return False
        if fingerprint(current) != issued:
            self._conflict(item, identity, key, _BOTH, current, wanted)
            return False
        self._change(item, identity, key, current, wanted)
        return True

    def _delete(self, item: ReturnedItem, identity: str) -> None:
        name = self._name(identity)
        for key, texts in item.shown.items():
            current = self._current(identity, key, texts)
            if fingerprint(current) != item.issued.get(key, ""):
                self._conflict(item, identity, key, _TOO_LATE, current, {})
                return
        if self._draft.adopted(identity) and not item.reason:
            self._remark("存疑", item.spot, "不采用上级的事项要写理由，没有取消；请在“理由”列补上。", name)
            return
        self._draft.delete(identity, item.reason)
        self._result.changes.append(Change("取消", self._path, identity, name, item.spot, after=item.reason))

    def _gone(self, item: ReturnedItem) -> None:
        """An item that the source has no longer."""
        changed = [key for key, texts in item.shown.items() if fingerprint(texts) != item.issued.get(key, "")]
        if changed and not item.deleted:
            self._conflict(item, item.identity, changed[0], _NO_ROW, {}, item.shown[changed[0]])

    def _same_name(self, item: ReturnedItem, identity: str) -> None:
        """A new item with the name of one that the workbook does not have: it was imported before."""
        for key, wanted in item.shown.items():
            current = self._current(identity, key, wanted)
            if current != wanted:
                self._conflict(item, identity, key, "目录里已有同名的事项，这一格却不同。", current, wanted)

    def _tell_missing(self, sheet: ReturnedSheet) -> None:
        """Say which items the sheet has lost; nothing is done to them."""
        there = {item.identity for item in sheet.items}
        for identity in self._draft.identities():
            if identity in sheet.issued and identity not in there:
                words = "表里没有了这个事项，目录没有改动；要取消，请保留这一行，在“取消”列选 √。"
                self._remark("存疑", sheet.spot, words, f"{identity} {self._name(identity)}")

    # Other tables

    def foreign(self, items: Sequence[IncomingItem], keys: Mapping[str, tuple[str, ...]]) -> None:
        """Bring the items of a table in that was made elsewhere. `keys` are the cells that its form has."""
        for found in match(items, self._draft):
            item, identity = found.item, found.identity
            if not found.how:
                self._new(item, item.values)
                continue
            if found.how == "相似":
                words = f"按名称相近，认作“{identity} {self._name(identity)}”；请核对。"
                self._remark("存疑", item.spot, words, _called(item.values))
            taken = [key for key in item.values if self._take(item, identity, key, keys.get(key, parts_of(key)))]
            if taken and self._draft.adjusted(identity) and not self._draft.reason(identity):
                self._remark("存疑", _spot(item, taken[0]), "改了从上级采用的事项，没有写理由；请在“调整”里补上。", identity)

    def _take(self, item: IncomingItem, identity: str, key: str, parts: Sequence[str]) -> bool:
        """Take what a table says of a key, if it says something else; whether something was changed."""
        wanted, current = show(key, item.values[key], parts), self._current(identity, key, dict.fromkeys(parts, ""))
        if all(alike(wanted[part], current[part]) for part in parts) or self._as_printed(item, key, current):
            return False
        if key in ITEM_LEVELS and self._is_name(item, identity, wanted[""] or current[""]):
            return False  # the form prints the name where there is no such level
        if not any(wanted.values()):
            words = "表里这一格是空的，目录里有内容，没有删去。"
            self._remark("存疑", _spot(item, key), words, described(current))
            return False
        self._change(item, identity, key, current, wanted)
        return True

    def _as_printed(self, item: IncomingItem, key: str, current: Texts) -> bool:
        """Whether a cell says what the source says, and only reading it made something else of it."""
        texts = self._printed.get(item.spots.get(key, item.spot), ()) if "" in current else ()
        return any(alike(tidy(key, "", text), current[""]) for text in texts)

    def _is_name(self, item: IncomingItem, identity: str, text: str) -> bool:
        """Whether the text of a level is what both sides call the item."""
        return same_text(text, self._name(identity)) and same_text(text, _called(item.values))

    # What both have in common

    @property
    def _path(self) -> str:
        return self._draft.file.path

    def _name(self, identity: str) -> str:
        return self._draft.item(identity).name

    def _current(self, identity: str, key: str, parts: Texts) -> Texts:
        """What the cells of a key would show of an item now; an item without 名称 is called by its deepest level."""
        raw = self._draft.raw(identity)
        value = raw.get(key)
        if key == "名称" and not value:
            value = self._draft.item(identity).name
        return show(key, value, parts)

    def _change(self, item: IncomingItem, identity: str, key: str, current: Texts, wanted: Texts) -> None:
        name = self._name(identity)
        self._draft.put(identity, key, build(key, self._draft.raw(identity).get(key), wanted))
        said = self._path, identity, name, _spot(item, key, current, wanted), key, described(current), described(wanted)
        self._result.changes.append(Change("改", *said))

    def _new(self, item: IncomingItem, values: Mapping[str, object]) -> None:
        """Add an item, if it has a name."""
        name = _called(values)
        if item.deleted:
            return
        if not name:
            said = (described(show(key, value, parts_of(key))) for key, value in values.items())
            self._remark("未识别", item.spot, _NAMELESS, "；".join(filter(None, said)))
            return
        if same := self._called.namesake(values):
            self._remark("存疑", item.spot, f"目录里已有同名的事项 {same}，仍按新增处理；请核对。", name)
        identity = self._numbers.next(*self._manner)
        self._draft.append(identity, dict(values))
        self._result.changes.append(Change("新增", self._path, identity, name, item.spot))

    def _conflict(self, item: IncomingItem, identity: str, key: str, message: str, source: Texts, document: Texts) -> None:
        name = self._name(identity) if self._draft.holds(identity) else _called(item.values)
        spot, texts = _spot(item, key, source, document), (described(source), described(document))
        self._result.conflicts.append(Conflict(self._path, identity, name, spot, key, message, *texts))

    def _remark(self, kind: RemarkKind, spot: Spot, message: str, before: str = "") -> None:
        self._result.remarks.append(Remark(kind, spot, message, before))


def printed(remarks: Sequence[Remark]) -> dict[Spot, list[str]]:
    """What stood in the cells that reading made something else of."""
    found: dict[Spot, list[str]] = {}
    for remark in remarks:
        if remark.kind == "整理":
            found.setdefault(remark.spot, []).append(remark.before)
    return found


def _spot(item: IncomingItem, key: str, source: Texts | None = None, document: Texts | None = None) -> Spot:
    """Where a key stands in the document; of several cells, the first in which it is otherwise."""
    changed = (f"{key}={part}" for part, text in (document or {}).items() if text != (source or {}).get(part))
    return next((item.spots[part] for part in changed if part in item.spots), item.spots.get(key, item.spot))


def _called(values: Mapping[str, object]) -> str:
    """The name of an item that is not in a catalogue yet."""
    item: Item = read_item(0, values)
    return item.name
