"""What several catalogues say of one item, and the columns of the website."""

from __future__ import annotations

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, Check
from items import item_with, with_lines

_OTHER = "catalogs/莒南/社会救助/县财政局.yaml"


def other(lines: str) -> dict[str, str]:
    return {_OTHER: f"领域: 社会救助\n单位: 县财政局\n事项:\n{item_with(lines, identity='社会救助-901')}"}


NATIONAL = CATALOGUE + "    对应国家事项: 社会救助-005\n"


def test_one_national_item_in_two_units_says_the_same(check: Check) -> None:
    same = "公开主体: [县财政局]\n对应国家事项: 社会救助-005"
    assert check(catalogue=NATIONAL, files=other(same)) == []
    differing = check(catalogue=NATIONAL, files=other(f"{same}\n公开内容: [别的内容]"))
    assert [(finding.rule.code, finding.place.path) for finding in differing] == [("GW701", _OTHER)]
    assert differing[0].related[0][0].path == CATALOGUE_PATH


def test_width_and_stops_make_no_difference(check: Check) -> None:
    words = "公开主体: [县财政局]\n对应国家事项: 社会救助-005\n公开内容: [审核结果及相关信息。]"
    assert check(catalogue=NATIONAL, files=other(words)) == []


def test_items_without_the_link_are_not_compared(check: Check) -> None:
    assert check(files=other("公开主体: [县财政局]\n公开内容: [别的内容]"), region=REGION) == []


def test_columns_are_asked_for_once_somebody_has_begun(check: Check) -> None:
    assert check() == []
    begun = check(catalogue=with_lines("网站栏目: 社会救助"), files=other("公开主体: [县财政局]"))
    assert [(finding.rule.code, finding.place.path) for finding in begun] == [("GW711", _OTHER)]


_TOWN = "catalogs/莒南/社会救助/大店镇.yaml"


def town(lines: str) -> dict[str, str]:
    text = item_with(f"公开主体: [大店镇]\n公开层级: [乡级]\n{lines}", identity="社会救助-951")
    return {_TOWN: f"领域: 社会救助\n单位: 大店镇\n事项:\n{text}"}


def test_county_and_town_say_the_same_of_what_has_the_same_names(check: Check) -> None:
    assert check(files=town("")) == []
    found = check(files=town("公开内容: [别的内容]\n公开依据: [《某某办法》（国务院令第649号）]"))
    assert {(finding.rule.code, finding.place.path) for finding in found} == {("GW701", _TOWN)}
    assert len(found) == 2


def test_what_has_other_names_is_another_item(check: Check) -> None:
    assert check(files=town("公开内容: [别的内容]\n二级事项: 别的事项")) == []


def test_nothing_is_published_later_below(check: Check) -> None:
    lines = "公开时限: 自信息形成或者变更之日起{}个工作日内"
    county = CATALOGUE.replace("制定或获取信息之日起10个工作日内，公示7个工作日", lines.format(10).removeprefix("公开时限: "))
    (finding,) = check(catalogue=county, files=town(lines.format(20)))
    assert (finding.rule.code, finding.place.path, finding.related[0][0].path) == ("GW702", _TOWN, CATALOGUE_PATH)
    for days in (5, 10):
        assert check(catalogue=county, files=town(lines.format(days))) == []
    assert check(catalogue=county, files=town("公开时限: 每年1月31日前")) == []
