"""What names of regions and units say."""

from __future__ import annotations

import pytest

from gwcat.language import area, tier


@pytest.mark.parametrize(
    ("name", "level", "short", "government"),
    [
        ("宜丰县", "县级", "宜丰", "宜丰县人民政府"),
        ("莒县", "县级", "莒县", "莒县人民政府"),
        ("西湖区", "县级", "西湖", "西湖区人民政府"),
        ("景宁畲族自治县", "县级", "景宁畲族自治县", "景宁畲族自治县人民政府"),
        ("苏尼特左旗", "县级", "苏尼特左", "苏尼特左旗人民政府"),
        ("临沂市", "", "临沂", "临沂市人民政府"),
        ("楚雄彝族自治州", "市级", "楚雄彝族自治州", "楚雄彝族自治州人民政府"),
        ("大兴安岭地区", "市级", "大兴安岭地区", ""),
        ("山东省", "省级", "山东", "山东省人民政府"),
        ("内蒙古自治区", "省级", "内蒙古自治区", "内蒙古自治区人民政府"),
        ("泊里镇", "乡级", "泊里", "泊里镇人民政府"),
        ("南美拉祜族乡", "乡级", "南美拉祜族乡", "南美拉祜族乡人民政府"),
        ("十字路街道", "乡级", "十字路", "十字路街道办事处"),
        ("十字路街道办事处", "乡级", "十字路", "十字路街道办事处"),
        ("和平社区", "村级", "和平社区", ""),
        ("石村", "村级", "石村", ""),
        ("浦东新区", "", "浦东新区", ""),
        ("红海湾经济开发区", "", "红海湾经济开发区", ""),
        ("县民政局", "", "县民政局", ""),
        ("", "", "", ""),
    ],
)
def test_regions(name: str, level: str, short: str, government: str) -> None:
    assert (area.level_of(name), area.short_name(name), area.government_of(name)) == (level, short, government)
    assert level in ("", *tier.TIERS)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("县民政局", "部门"),
        ("大店镇", "镇"),
        ("十字路街道", "街道"),
        ("黄岗林场", "场"),
        ("县体育场", "部门"),
        ("开发区管委会", "管委会"),
    ],
)
def test_units(unit: str, kind: str) -> None:
    assert area.kind_of(unit) == kind
    assert kind in tier.UNIT_KINDS
