"""Counting items along the axes."""

from __future__ import annotations

from gwcat.model.catalogue import read_catalogue
from gwcat.overview.counts import Overview, count_items
from gwcat.overview.facets import AXES


def overview(*items: dict[str, object]) -> Overview:
    catalogue = read_catalogue({"领域": "社会救助", "单位": "县民政局", "事项": list(items)})
    return count_items([(catalogue, item) for item in catalogue.items], region="莒南县", catalogues=1)


def counts(found: Overview, axis: str) -> dict[str, int]:
    return {count.value: count.items for count in found.axis(axis).counts}


def test_nothing() -> None:
    found = overview()
    assert found.items == 0
    assert [axis.axis for axis in found.axes] == list(AXES)
    assert all(not axis.counts for axis in found.axes)


def test_an_empty_item_counts_as_absent_everywhere() -> None:
    found = overview({})
    assert counts(found, "领域") == {"社会救助": 1}
    for axis in ("层级", "渠道", "方式", "对象", "时限", "依据"):
        assert counts(found, axis) == {"未列明": 1}, axis
        assert found.values(axis) == 0


def test_several_values_of_one_item() -> None:
    found = overview(
        {
            "公开层级": ["县级", "镇级"],
            "公开渠道": ["政府网站", {"其他": "国家企业信用信息公示系统"}, "门户网站"],
            "公开对象": [{"特定群体": ["申请人", "被征收人"]}],
            "公开方式": "主动公开",
            "公开依据": ["《中华人民共和国政府信息公开条例》（国务院令第711号）", "《中华人民共和国行政许可法》", "文件精神"],
            "核实": "否",
        },
        {"公开层级": "县级", "公开渠道": "政府网站", "公开对象": "全社会", "公开方式": "主动公开"},
    )
    assert counts(found, "层级") == {"县级": 2, "乡级": 1}
    assert counts(found, "渠道") == {"政府网站": 2, "其他": 1}, "another spelling of one channel is no second one"
    assert counts(found, "对象") == {"全社会": 1, "申请人": 1, "被征收人": 1}
    assert counts(found, "依据") == {"法律": 1, "行政法规": 1, "未能识别": 1, "未列明": 1}
    assert found.axis("层级").several
    assert not found.axis("方式").several
    assert found.unverified == 1


def test_values_stand_in_the_order_of_the_form_the_absent_last() -> None:
    found = overview({}, {"公开渠道": ["其他", "两微一端"]}, {"公开渠道": "政府网站"})
    assert [count.value for count in found.axis("渠道").counts] == ["政府网站", "两微一端", "其他", "未列明"]
