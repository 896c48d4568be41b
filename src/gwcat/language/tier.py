"""公开层级: the levels of government, and the level at which each kind of unit stands."""

from __future__ import annotations

TIERS = ("国家级", "省级", "市级", "县级", "乡级", "村级")

# 类别 of a unit in region.yaml -> its level; 部门 stands at the level of the region itself.
UNIT_KINDS = {
    "部门": "", "派驻": "", "直属": "", "镇": "乡级", "乡": "乡级", "街道": "乡级", "场": "乡级", "管委会": "乡级",
    "村": "村级", "社区": "村级",
}  # fmt: skip

# Local words for the same level, as seen in published headers.
ALIASES = {
    "区级": "县级",
    "镇级": "乡级",
    "街道级": "乡级",
    "街镇级": "乡级",
    "镇街级": "乡级",
    "乡镇级": "乡级",
    "社区级": "村级",
}


def canonical(name: str) -> str | None:
    """The level as this project names it; None if unknown."""
    return name if name in TIERS else ALIASES.get(name)


def unit_tier(kind: str, region_tier: str) -> str:
    """The level of a unit of that 类别 in a region of that level; empty if the kind is not known."""
    return UNIT_KINDS[kind] or region_tier if kind in UNIT_KINDS else ""


def may_hold(unit_level: str, item_tiers: tuple[str, ...]) -> bool:
    """Whether a unit of a level may hold an item of these levels.

    The item must name the unit's own level. A town also answers for its villages (村级): 村务公开 is published under
    the guidance of the 乡镇 (宜府办发〔2020〕27号, 二、（十）).
    """
    return unit_level in item_tiers or (unit_level == "乡级" and "村级" in item_tiers)
