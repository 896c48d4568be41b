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
