"""公开主体: bodies that exist, under the names of their time."""

from __future__ import annotations

import pytest

from conftest import REGION, Check
from items import with_lines

LATER = REGION.replace("2018-01-31", "2020-11-30")


@pytest.mark.parametrize("name", ["相关部门", "XX局", "某局", "县级民政部门", "公安机关"])
def test_a_placeholder_is_one_finding(name: str, check: Check) -> None:
    (finding,) = check(catalogue=with_lines(f"公开主体: [县民政局, {name}]"))
    assert (finding.rule.code, finding.severity) == ("GW211", "error")
    assert name in finding.message


def test_what_is_not_verified_is_told_mildly(check: Check) -> None:
    (finding,) = check(catalogue=with_lines("公开主体: 相关部门\n核实: 否"))
    assert (finding.rule.code, finding.severity) == ("GW211", "warning")


def test_above_the_county_kinds_of_bodies_are_right(check: Check) -> None:
    city = REGION.replace("层级: 县级", "层级: 市级")
    assert "GW211" not in [finding.rule.code for finding in check(catalogue=with_lines("公开主体: 县级民政部门"), region=city)]


def test_a_name_is_judged_by_the_date_of_the_region(check: Check) -> None:
    catalogue = with_lines("公开主体: 县农业局")
    assert "GW212" not in [finding.rule.code for finding in check(catalogue=catalogue)]
    (finding,) = check(catalogue=catalogue, region=LATER)
    assert finding.rule.code == "GW212"
    assert "县农业农村局" in finding.help
    assert finding.fix is not None
    assert not finding.fix.safe


def test_a_name_with_several_successors_is_told_without_a_fix(check: Check) -> None:
    (finding,) = check(catalogue=with_lines("公开主体: 县国土资源局"), region=LATER)
    assert (finding.rule.code, finding.fix) == ("GW212", None)


def test_a_registered_old_name_is_told_in_the_register(check: Check) -> None:
    region = LATER.replace("领域分工", "  - {名称: 县农业局, 类别: 部门}\n领域分工")
    assert [finding.rule.code for finding in check(region=region)] == ["GW213"]


def test_without_a_date_no_name_is_old(check: Check) -> None:
    assert "GW212" not in [
        f.rule.code for f in check(catalogue=with_lines("公开主体: 县农业局"), region=LATER.replace("2020-11-30", ""))
    ]


def test_the_number_of_bodies_is_a_threshold(check: Check) -> None:
    catalogue = with_lines("公开主体: [县民政局, 县财政局]")
    assert check(catalogue=catalogue) == []
    (finding,) = check(catalogue=catalogue, files={"gwcat.yaml": "阈值: {公开主体最多: 1}\n"})
    assert finding.rule.code == "GW216"


def registered(line: str, day: str = "2020-11-30") -> str:
    return REGION.replace("2018-01-31", day).replace("领域分工", f"  - {line}\n领域分工")


OWN = "{名称: 县乡村振兴局, 类别: 部门, 简称: 振兴局, 曾用名: [{名称: 县扶贫办, 止: 2021-05-31}], 起: 2021-06-01}"


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("县乡村振兴局", "2022-01-31", []),
        ("振兴局", "2022-01-31", []),
        ("县扶贫办", "2021-05-31", []),
        ("县扶贫办", "2021-06-01", ["GW212"]),
        ("县乡村振兴局", "2021-05-31", ["GW212"]),
        ("县乡村振兴局", "2025-01-31", []),  # elsewhere the name has ended; the region says that it has not here
    ],
)
def test_the_region_knows_best_when_its_units_were_called_what(name: str, day: str, expected: list[str], check: Check) -> None:
    found = check(catalogue=with_lines(f"公开主体: [县民政局, {name}]"), region=registered(OWN, day))
    assert [finding.rule.code for finding in found] == expected
    if name == "县扶贫办" and found:
        assert found[0].fix is not None
        assert found[0].fix.edits[0].text == "县乡村振兴局"


def test_a_unit_that_has_ended_is_told_in_the_register(check: Check) -> None:
    found = check(region=registered("{名称: 县某某局, 类别: 部门, 止: 2019-03-01}"))
    assert [finding.rule.code for finding in found] == ["GW213"]


@pytest.mark.parametrize(
    "line",
    [
        "{名称: 县某某局, 类别: 部门, 起: 2019年}",
        "{名称: 县某某局, 类别: 部门, 曾用名: [{名称: 县旧局, 止: 2019-02-30}]}",
        "{名称: 县某某局, 类别: 部门, 起: 2019-01-15, 曾用名: [{名称: 县旧局, 止: 2019-01-15}]}",
        "{名称: 县某某局, 类别: 部门, 起: 2019-01-15, 止: 2018-01-15}",
    ],
)
def test_days_of_names_are_days_in_their_order(line: str, check: Check) -> None:
    assert "GW411" in [finding.rule.code for finding in check(region=registered(line, "2018-01-31"))]


@pytest.mark.parametrize("former", ["县旧局", "[县旧局, 县老局]", "[{名称: 县旧局}, 县老局]", '""', "[]"])
def test_former_names_in_any_form(former: str, check: Check) -> None:
    assert check(region=registered(f"{{名称: 县某某局, 类别: 部门, 曾用名: {former}}}")) == []


@pytest.mark.parametrize("name", ["招标人或者其委托的招标代理机构", "采购人或者其委托的采购代理机构"])
def test_whoever_has_a_role_by_law_needs_no_register(name: str, check: Check) -> None:
    assert check(catalogue=with_lines(f"公开主体: {name}")) == []


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        ("各村民委员会", ["GW217"]),
        ("[各村（居）民委员会]", ["GW217"]),
        ("[大店镇, 各村民委员会]", []),
        ("各村民委员会\n公开层级: [村级]\n编号: 社会救助-001", ["GW206"]),
    ],
)
def test_villages_are_no_organs(subjects: str, expected: list[str], check: Check) -> None:
    found = check(catalogue=with_lines(f"公开主体: {subjects}"))
    assert [finding.rule.code for finding in found if finding.rule.code != "GW307"] == expected
