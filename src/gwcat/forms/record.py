"""Items as records: what a cell expression may name, under the keys of the source format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from gwcat.model.catalogue import ITEM_LEVELS, Catalogue, Item
from gwcat.model.values import text, texts

# Keys with plain text, which a record passes on as it is.
TEXT_KEYS = (
    "编号", *ITEM_LEVELS, "公开时限", "备注", "公开程度", "权力类型", "责任科室", "更新周期", "公开时长", "公开形式",
    "咨询电话", "监督电话", "流程", "对应国家事项", "状态", "核实",
)  # fmt: skip
# Keys whose text may be one of several.
LIST_KEYS = ("五公开", "网站栏目")
# Keys that are made of others' values, and what they are made from.
DERIVED = {
    "要素": "公开内容", "标准": "公开内容", "全社会": "公开对象", "特定群体": "公开对象",
    "不予公开理由": "不予公开", "不予公开依据": "不予公开",
}  # fmt: skip
# Keys that say something about an entry, not about what is published; no form has to show them.
KEPT_INSIDE = frozenset({"编号", "序号", "来源", "核实", "核实说明", "状态", "对应国家事项", "保密审查", "流程", "网站栏目"})

# Keys under which a sample in an attachment may say something, besides 领域.
ITEM_KEYS = frozenset(
    {
        *TEXT_KEYS, *LIST_KEYS, "名称", "领域", "公开内容", "公开依据", "公开主体", "公开渠道", "公开对象", "公开方式",
        "公开层级", "不予公开",
    }
) - KEPT_INSIDE.difference(LIST_KEYS)  # fmt: skip

_EMPTY = dict.fromkeys((*TEXT_KEYS, "名称"), "")


class AudienceView(NamedTuple):
    """公开对象 as an expression may also name it: `公开对象.特定群体`."""

    全社会: bool
    特定群体: str


def item_record(catalogue: Catalogue, item: Item) -> dict[str, Any]:
    """The record of an item; `序号` is added by the layout. Every key is there, empty if not written."""
    raw = item.raw
    record: dict[str, Any] = {**_EMPTY, **{key: value for key, value in raw.items() if type(value) is str}}
    record["名称"] = item.name
    record["领域"], record["单位"] = catalogue.domain, catalogue.unit
    record["公开内容"] = tuple([f"{part.content}：{part.standard}" if part.standard else part.content for part in item.contents])
    record["内容标准"] = item.contents
    record["公开依据"], record["公开主体"], record["公开渠道"] = item.bases, item.subjects, item.channels
    audience = item.audience
    groups = "、".join((*audience.groups, *audience.others))
    record["公开对象"] = AudienceView(audience.everyone, groups)
    record["全社会"], record["特定群体"] = audience.everyone, groups
    record["公开方式"], record["公开层级"] = item.methods, item.tiers
    for key in LIST_KEYS:
        record[key] = texts(raw.get(key))
    withheld = raw.get("不予公开")
    parts = withheld if isinstance(withheld, dict) else {"依据": withheld}
    record["不予公开理由"], record["不予公开依据"] = text(parts.get("理由")), text(parts.get("依据"))
    record["不予公开"] = "；".join(texts(list(withheld.values()))) if isinstance(withheld, dict) else withheld or ""
    return record


def records(catalogues: Iterable[Catalogue]) -> list[dict[str, Any]]:
    """The records of all items of several catalogues, in order."""
    return [item_record(catalogue, item) for catalogue in catalogues for item in catalogue.items]
