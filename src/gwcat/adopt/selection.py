"""Which items above an adoption selects, and which of its entries fit none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from gwcat.base.names import nearest
from gwcat.language import tier
from gwcat.model.adoption import Adoption, Entry
from gwcat.model.catalogue import Item
from gwcat.model.finding import DataPath
from gwcat.source.loading import CatalogueFile

Status = Literal["采用", "调整", "不采用", "层级不符", "层级未写", "未选"]
Fault = Literal["绕圈", "来源", "写法", "对应", "重复"]
LOCAL = "地方写法"  # 状态 of an item that was seen in one place only; taken over only by its identity


class Outcome(NamedTuple):
    """What became of an item above: whether it was taken over, and the entry that says so, if one does.

    `source` is the catalogue that the item stands in.
    """

    item: Item
    source: CatalogueFile
    status: Status
    entry: Entry | None = None


class Problem(NamedTuple):
    """What stands in the way of an adoption: kind, words, data path in the adopting file, remedy."""

    kind: Fault
    message: str
    path: DataPath
    help: str


def select(adoption: Adoption, sources: Iterable[CatalogueFile]) -> Iterator[Outcome]:
    """What becomes of each item above, in its order."""
    adjusted = {entry.target: entry for entry in adoption.adjustments if entry.target}
    declined = {entry.target: entry for entry in adoption.declined if entry.target}
    tiers = {tier.canonical(name) or name for name in adoption.tiers}
    for source in sources:
        for item in source.catalogue.items:
            if item.identity in declined:
                yield Outcome(item, source, "不采用", declined[item.identity])
            elif (why := _left_out(item, adoption, tiers)) is not None:
                yield Outcome(item, source, why)
            else:
                entry = adjusted.get(item.identity)
                yield Outcome(item, source, "调整" if entry else "采用", entry)


def _left_out(item: Item, adoption: Adoption, tiers: set[str]) -> Status | None:
    """Why an item is not selected; None if it is."""
    if adoption.identities and item.identity not in adoption.identities:
        return "未选"
    if not adoption.identities and item.text("状态") == LOCAL:
        return "未选"
    if tiers and not item.tiers:
        return None if adoption.untiered else "层级未写"
    return None if not tiers or tiers & {tier.canonical(name) or name for name in item.tiers} else "层级不符"


def unmatched(adoption: Adoption, outcomes: list[Outcome]) -> Iterator[Problem]:
    """Entries that name an item which is not there, which is left out, or which two entries name."""
    status = {outcome.item.identity: outcome.status for outcome in outcomes}
    for number, identity in enumerate(adoption.identities):
        if identity not in status:
            yield Problem("对应", f"上级没有编号为“{identity}”的事项。", ("采用", "事项", number), _vanished(identity, status))
    seen: dict[str, str] = {}
    for key, entries in (("调整", adoption.adjustments), ("不采用", adoption.declined)):
        for entry in entries:
            path = (key, entry.position, "对应")
            if not entry.target:
                continue
            if entry.target in seen:
                words = f"事项“{entry.target}”已在“{seen[entry.target]}”里写过。"
                yield Problem("重复", words, path, "一个事项只写一条，请合并。")
            elif entry.target not in status:
                yield Problem("对应", f"上级没有编号为“{entry.target}”的事项。", path, _vanished(entry.target, status))
            elif key == "调整" and status[entry.target] not in ("调整", "不采用"):
                words = f"事项“{entry.target}”没有采用（{status[entry.target]}），调整不起作用。"
                yield Problem("对应", words, path, "请删去这一条，或改“采用”里的筛选。")
            seen.setdefault(entry.target, key)


def _vanished(identity: str, known: Iterable[str]) -> str:
    near = nearest(identity, known)
    gone = "上级可能已取消这一事项；请核对后删去。"
    return f"是否想写“{near}”？如果没有写错，{gone}" if near else gone
