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
